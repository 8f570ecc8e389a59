/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtBottomBar: the sections to choose from in a narrow window.
 */
#include "config.h"

#include "ui/mt-bottom-bar.h"

struct _MtBottomBar
{
  GtkBox parent_instance;
};

G_DEFINE_FINAL_TYPE (MtBottomBar, mt_bottom_bar, GTK_TYPE_BOX)

static void
mt_bottom_bar_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), MT_TYPE_BOTTOM_BAR);
  G_OBJECT_CLASS (mt_bottom_bar_parent_class)->dispose (object);
}

static void
mt_bottom_bar_class_init (MtBottomBarClass *class)
{
  G_OBJECT_CLASS (class)->dispose = mt_bottom_bar_dispose;
  gtk_widget_class_set_template_from_resource (
      GTK_WIDGET_CLASS (class), "/io/github/meantime_desktop/Meantime/ui/mt-bottom-bar.ui");
}

static void
mt_bottom_bar_init (MtBottomBar *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
