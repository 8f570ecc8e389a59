/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtTabStop: makes all that is in it one stop of the Tab key. GtkListView gained that with 4.12;
 * before, Tab goes through every row, and two hundred people stand between the slider and the
 * board.
 */
#include "config.h"

#include "ui/mt-tab-stop.h"

struct _MtTabStop
{
  GtkWidget parent_instance;

  GtkWidget *child;
};

G_DEFINE_FINAL_TYPE (MtTabStop, mt_tab_stop, GTK_TYPE_WIDGET)

enum
{
  PROP_CHILD = 1,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

static gboolean
mt_tab_stop_focus (GtkWidget *widget, GtkDirectionType direction)
{
  MtTabStop *self = MT_TAB_STOP (widget);
  gboolean tab = direction == GTK_DIR_TAB_FORWARD || direction == GTK_DIR_TAB_BACKWARD;

  if (self->child == NULL || (tab && gtk_widget_get_focus_child (widget) != NULL))
    return FALSE;
  return gtk_widget_child_focus (self->child, direction);
}

static void
set_child (MtTabStop *self, GtkWidget *child)
{
  g_clear_pointer (&self->child, gtk_widget_unparent);
  self->child = child;
  if (child != NULL)
    gtk_widget_set_parent (child, GTK_WIDGET (self));
}

static void
mt_tab_stop_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  if (id == PROP_CHILD)
    g_value_set_object (value, MT_TAB_STOP (object)->child);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
mt_tab_stop_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  if (id == PROP_CHILD)
    set_child (MT_TAB_STOP (object), g_value_get_object (value));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
mt_tab_stop_dispose (GObject *object)
{
  g_clear_pointer (&MT_TAB_STOP (object)->child, gtk_widget_unparent);
  G_OBJECT_CLASS (mt_tab_stop_parent_class)->dispose (object);
}

static void
mt_tab_stop_class_init (MtTabStopClass *class)
{
  GObjectClass *object_class = G_OBJECT_CLASS (class);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  object_class->dispose = mt_tab_stop_dispose;
  object_class->get_property = mt_tab_stop_get_property;
  object_class->set_property = mt_tab_stop_set_property;
  widget_class->focus = mt_tab_stop_focus;
  properties[PROP_CHILD] = g_param_spec_object ("child", NULL, NULL, GTK_TYPE_WIDGET,
                                                G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
mt_tab_stop_init (MtTabStop *self)
{
}
