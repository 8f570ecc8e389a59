/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtAxisLines: what runs through all rows. It lies over the list, so that dragging the slider draws
 * one widget anew and not every row.
 */
#include "config.h"

#include <adwaita.h>

#include "ui/people/mt-axis-lines.h"

/* The part of it that is as wide as the tracks. */
struct _MtAxisLines
{
  GtkWidget parent_instance;

  MtAxis *axis; /* owned, nullable */
};

G_DEFINE_FINAL_TYPE (MtAxisLines, mt_axis_lines, GTK_TYPE_WIDGET)

enum
{
  PROP_AXIS = 1,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

static void
mt_axis_lines_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  MtAxisLines *self = MT_AXIS_LINES (widget);

  if (self->axis != NULL)
    mt_axis_snapshot_lines (self->axis, widget, snapshot);
}

static void
folded_cb (MtAxisLines *self)
{
  gtk_widget_set_visible (GTK_WIDGET (self), !mt_axis_get_narrow (self->axis));
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

static void
set_axis (MtAxisLines *self, MtAxis *axis)
{
  if (!g_set_object (&self->axis, axis) || axis == NULL)
    return;
  g_signal_connect_object (axis, "moved", G_CALLBACK (gtk_widget_queue_draw), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (axis, "reset", G_CALLBACK (gtk_widget_queue_draw), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (axis, "folded", G_CALLBACK (folded_cb), self, G_CONNECT_SWAPPED);
}

static void
mt_axis_lines_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  if (id == PROP_AXIS)
    g_value_set_object (value, MT_AXIS_LINES (object)->axis);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
mt_axis_lines_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  if (id == PROP_AXIS)
    set_axis (MT_AXIS_LINES (object), g_value_get_object (value));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
mt_axis_lines_dispose (GObject *object)
{
  g_clear_object (&MT_AXIS_LINES (object)->axis);
  G_OBJECT_CLASS (mt_axis_lines_parent_class)->dispose (object);
}

static void
mt_axis_lines_class_init (MtAxisLinesClass *class)
{
  GObjectClass *object_class = G_OBJECT_CLASS (class);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  object_class->dispose = mt_axis_lines_dispose;
  object_class->get_property = mt_axis_lines_get_property;
  object_class->set_property = mt_axis_lines_set_property;
  widget_class->snapshot = mt_axis_lines_snapshot;
  properties[PROP_AXIS] = g_param_spec_object ("axis", NULL, NULL, MT_TYPE_AXIS,
                                               G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_PRESENTATION);
}

static void
mt_axis_lines_init (MtAxisLines *self)
{
  gtk_widget_set_can_target (GTK_WIDGET (self), FALSE);
  g_signal_connect_object (adw_style_manager_get_default (), "notify::dark",
                           G_CALLBACK (gtk_widget_queue_draw), self, G_CONNECT_SWAPPED);
}
