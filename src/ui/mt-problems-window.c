/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtProblemsWindow: the list of problems behind the trouble bar.
 */
#include "config.h"

#include "ui/mt-problem-list.h"
#include "ui/mt-problems-window.h"

struct _MtProblemsWindow
{
  AdwWindow parent_instance;

  MtProblemList *list;
};

G_DEFINE_FINAL_TYPE (MtProblemsWindow, mt_problems_window, ADW_TYPE_WINDOW)

static void
mt_problems_window_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), MT_TYPE_PROBLEMS_WINDOW);
  G_OBJECT_CLASS (mt_problems_window_parent_class)->dispose (object);
}

static void
mt_problems_window_class_init (MtProblemsWindowClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = mt_problems_window_dispose;
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/meantime_desktop/Meantime/ui/mt-problems-window.ui");
  gtk_widget_class_bind_template_child (widget_class, MtProblemsWindow, list);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
mt_problems_window_init (MtProblemsWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * mt_problems_window_new:
 * @parent: the window it belongs to
 * @session: whose problems it lists
 *
 * Returns: (transfer none): the window, not yet shown
 */
GtkWindow *
mt_problems_window_new (GtkWindow *parent, MtSession *session)
{
  MtProblemsWindow *self = g_object_new (MT_TYPE_PROBLEMS_WINDOW, "transient-for", parent, NULL);

  g_object_set (self->list, "session", session, NULL);
  return GTK_WINDOW (self);
}
