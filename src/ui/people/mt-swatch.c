/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtSwatch: a sample of one kind of time, drawn by the same code as the tracks.
 */
#include "config.h"

#include "ui/mt-palette.h"
#include "ui/people/mt-swatch.h"
#include "ui/people/mt-person-track.h"

#define WIDTH 44
#define HEIGHT 18

struct _MtSwatch
{
  GtkWidget parent_instance;

  int kind;
};

G_DEFINE_FINAL_TYPE (MtSwatch, mt_swatch, GTK_TYPE_WIDGET)

enum
{
  PROP_KIND = 1,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

static void
mt_swatch_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  MtSwatch *self = MT_SWATCH (widget);
  const MtPalette *palette = mt_palette_get ();
  graphene_rect_t all = GRAPHENE_RECT_INIT (0, 0, WIDTH, HEIGHT);
  graphene_rect_t line = GRAPHENE_RECT_INIT (WIDTH / 2.0f - 1, 0, 2, HEIGHT);

  if (self->kind == MT_SWATCH_NOW || self->kind == MT_SWATCH_CHOSEN)
    gtk_snapshot_append_color (
        snapshot, self->kind == MT_SWATCH_NOW ? &palette->now : &palette->chosen, &line);
  else if (self->kind == MT_SWATCH_OVERLAP)
    {
      gtk_snapshot_append_color (snapshot, &palette->overlap, &all);
      gtk_snapshot_append_color (snapshot, &palette->overlap_edge,
                                 &GRAPHENE_RECT_INIT (0, 0, 1, HEIGHT));
      gtk_snapshot_append_color (snapshot, &palette->overlap_edge,
                                 &GRAPHENE_RECT_INIT (WIDTH - 1, 0, 1, HEIGHT));
    }
  else
    {
      /* Meetings and focus lie on working time, as they do in a track. */
      if (self->kind == MT_TRACK_BUSY || self->kind == MT_TRACK_FOCUS ||
          self->kind == MT_TRACK_TENTATIVE)
        mt_person_track_snapshot_bar (widget, snapshot, MT_TRACK_HOURS, &all);
      if (self->kind == MT_TRACK_BUSY || self->kind == MT_TRACK_FOCUS ||
          self->kind == MT_TRACK_TENTATIVE)
        all = GRAPHENE_RECT_INIT (10, 0, WIDTH - 20, HEIGHT);
      mt_person_track_snapshot_bar (widget, snapshot, self->kind, &all);
    }
}

static void
mt_swatch_measure (GtkWidget *widget,
                   GtkOrientation orientation,
                   int for_size,
                   int *minimum,
                   int *natural,
                   int *minimum_baseline,
                   int *natural_baseline)
{
  *minimum = *natural = orientation == GTK_ORIENTATION_HORIZONTAL ? WIDTH : HEIGHT;
}

static void
mt_swatch_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  if (id == PROP_KIND)
    g_value_set_int (value, MT_SWATCH (object)->kind);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
mt_swatch_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  if (id == PROP_KIND)
    MT_SWATCH (object)->kind = g_value_get_int (value);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
mt_swatch_class_init (MtSwatchClass *class)
{
  GObjectClass *object_class = G_OBJECT_CLASS (class);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  object_class->get_property = mt_swatch_get_property;
  object_class->set_property = mt_swatch_set_property;
  widget_class->snapshot = mt_swatch_snapshot;
  widget_class->measure = mt_swatch_measure;
  properties[PROP_KIND] =
      g_param_spec_int ("kind", NULL, NULL, 0, MT_SWATCH_CHOSEN, 0,
                        G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_PRESENTATION);
}

static void
mt_swatch_init (MtSwatch *self)
{
  gtk_widget_set_valign (GTK_WIDGET (self), GTK_ALIGN_CENTER);
}
