/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtShortcutsWindow: every key, and what it does.
 */
#include "config.h"

#include "ui/mt-shortcuts-window.h"

struct _MtShortcutsWindow
{
  AdwWindow parent_instance;
};

G_DEFINE_FINAL_TYPE (MtShortcutsWindow, mt_shortcuts_window, ADW_TYPE_WINDOW)

static void
mt_shortcuts_window_class_init (MtShortcutsWindowClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/meantime_desktop/Meantime/ui/mt-shortcuts-window.ui");
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
mt_shortcuts_window_init (MtShortcutsWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
