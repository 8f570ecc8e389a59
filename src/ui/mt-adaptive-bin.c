/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtAdaptiveBin: holds the window's content and says whether it is narrow.
 */
#include "config.h"

#include "ui/mt-adaptive-bin.h"

#define WINDOW_MIN_WIDTH 340

struct _MtAdaptiveBin
{
  GtkWidget parent_instance;

  GtkWidget *child;
  int threshold;
  gboolean narrow;
  gboolean narrow_next; /* what the last layout found */
  guint idle_id;
};

G_DEFINE_FINAL_TYPE (MtAdaptiveBin, mt_adaptive_bin, GTK_TYPE_WIDGET)

enum
{
  PROP_CHILD = 1,
  PROP_THRESHOLD,
  PROP_NARROW,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

static gboolean
announce_cb (gpointer user_data)
{
  MtAdaptiveBin *self = MT_ADAPTIVE_BIN (user_data);

  self->idle_id = 0;
  if (self->narrow != self->narrow_next)
    {
      self->narrow = self->narrow_next;
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_NARROW]);
    }
  return G_SOURCE_REMOVE;
}

/* Before the wide layout has given way to the narrow one, the child may need more than the window
 * has: it is cut for that one frame. Reporting its minimum would keep the window from shrinking. */
static void
mt_adaptive_bin_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  MtAdaptiveBin *self = MT_ADAPTIVE_BIN (widget);
  int min_width, min_height;

  self->narrow_next = width < self->threshold;
  if (self->narrow_next != self->narrow && self->idle_id == 0)
    self->idle_id = g_idle_add_full (G_PRIORITY_HIGH_IDLE, announce_cb, self, NULL);
  if (self->child == NULL || !gtk_widget_should_layout (self->child))
    return;
  gtk_widget_measure (self->child, GTK_ORIENTATION_HORIZONTAL, -1, &min_width, NULL, NULL, NULL);
  width = MAX (width, min_width);
  gtk_widget_measure (self->child, GTK_ORIENTATION_VERTICAL, width, &min_height, NULL, NULL, NULL);
  gtk_widget_size_allocate (self->child, &(GtkAllocation){ 0, 0, width, MAX (height, min_height) },
                            -1);
}

static void
mt_adaptive_bin_measure (GtkWidget *widget,
                         GtkOrientation orientation,
                         int for_size,
                         int *minimum,
                         int *natural,
                         int *minimum_baseline,
                         int *natural_baseline)
{
  MtAdaptiveBin *self = MT_ADAPTIVE_BIN (widget);
  int min_width;

  *minimum = *natural = 0;
  if (self->child == NULL)
    return;
  gtk_widget_measure (self->child, GTK_ORIENTATION_HORIZONTAL, -1, &min_width, natural, NULL, NULL);
  *minimum = MIN (min_width, WINDOW_MIN_WIDTH);
  if (orientation == GTK_ORIENTATION_VERTICAL)
    {
      gtk_widget_measure (self->child, orientation, for_size < 0 ? -1 : MAX (for_size, min_width),
                          minimum, natural, NULL, NULL);
      *minimum = MIN (*minimum, WINDOW_MIN_WIDTH);
    }
}

static void
set_child (MtAdaptiveBin *self, GtkWidget *child)
{
  g_clear_pointer (&self->child, gtk_widget_unparent);
  self->child = child;
  if (child != NULL)
    gtk_widget_set_parent (child, GTK_WIDGET (self));
}

static void
mt_adaptive_bin_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  MtAdaptiveBin *self = MT_ADAPTIVE_BIN (object);

  switch (id)
    {
    case PROP_CHILD:
      g_value_set_object (value, self->child);
      break;
    case PROP_THRESHOLD:
      g_value_set_int (value, self->threshold);
      break;
    case PROP_NARROW:
      g_value_set_boolean (value, self->narrow);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
mt_adaptive_bin_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  MtAdaptiveBin *self = MT_ADAPTIVE_BIN (object);

  switch (id)
    {
    case PROP_CHILD:
      set_child (self, g_value_get_object (value));
      break;
    case PROP_THRESHOLD:
      self->threshold = g_value_get_int (value);
      gtk_widget_queue_resize (GTK_WIDGET (self));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
mt_adaptive_bin_dispose (GObject *object)
{
  MtAdaptiveBin *self = MT_ADAPTIVE_BIN (object);

  g_clear_handle_id (&self->idle_id, g_source_remove);
  g_clear_pointer (&self->child, gtk_widget_unparent);
  G_OBJECT_CLASS (mt_adaptive_bin_parent_class)->dispose (object);
}

static void
mt_adaptive_bin_class_init (MtAdaptiveBinClass *class)
{
  GObjectClass *object_class = G_OBJECT_CLASS (class);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  object_class->dispose = mt_adaptive_bin_dispose;
  object_class->get_property = mt_adaptive_bin_get_property;
  object_class->set_property = mt_adaptive_bin_set_property;
  widget_class->measure = mt_adaptive_bin_measure;
  widget_class->size_allocate = mt_adaptive_bin_size_allocate;
  properties[PROP_CHILD] = g_param_spec_object ("child", NULL, NULL, GTK_TYPE_WIDGET,
                                                G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  properties[PROP_THRESHOLD] = g_param_spec_int ("threshold", NULL, NULL, 0, G_MAXINT, 700,
                                                 G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  properties[PROP_NARROW] =
      g_param_spec_boolean ("narrow", NULL, NULL, FALSE, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
mt_adaptive_bin_init (MtAdaptiveBin *self)
{
  self->threshold = 700;
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
}

/**
 * mt_adaptive_bin_get_narrow:
 * @self: a bin
 *
 * Returns: whether it was narrower than its threshold when it was last laid out
 */
gboolean
mt_adaptive_bin_get_narrow (MtAdaptiveBin *self)
{
  return self->narrow;
}
