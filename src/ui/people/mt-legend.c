/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtLegend: what colours and patterns of the tracks mean, in words.
 */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "service/mt-person-item.h"
#include "ui/people/mt-legend.h"
#include "ui/people/mt-swatch.h"

struct _MtLegend
{
  GtkWidget parent_instance;

  GtkWidget *grid;
};

G_DEFINE_FINAL_TYPE (MtLegend, mt_legend, GTK_TYPE_WIDGET)

static const struct
{
  int kind;
  const char *text;
} entries[] = {
  { MT_TRACK_HOURS, N_ ("Working time, free") },
  { MT_TRACK_BUSY, N_ ("Busy") },
  { MT_TRACK_TENTATIVE, N_ ("Tentative: counts as free") },
  { MT_TRACK_FOCUS, N_ ("Focus: reachable, better not disturbed") },
  { MT_TRACK_AWAY, N_ ("Away: leave, holiday, out of office") },
  { MT_TRACK_UNKNOWN, N_ ("Unknown: the calendar cannot be read, so never free") },
  { MT_TRACK_NIGHT, N_ ("Night on the person’s own clock") },
  { MT_SWATCH_OVERLAP, N_ ("Overlap: working and free together") },
  { MT_SWATCH_NOW, N_ ("Now") },
  { MT_SWATCH_CHOSEN, N_ ("The time you chose") },
};

static void
mt_legend_dispose (GObject *object)
{
  g_clear_pointer (&MT_LEGEND (object)->grid, gtk_widget_unparent);
  G_OBJECT_CLASS (mt_legend_parent_class)->dispose (object);
}

static void
mt_legend_class_init (MtLegendClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = mt_legend_dispose;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "mt-legend");
}

static void
mt_legend_init (MtLegend *self)
{
  self->grid = gtk_grid_new ();
  gtk_grid_set_row_spacing (GTK_GRID (self->grid), 8);
  gtk_grid_set_column_spacing (GTK_GRID (self->grid), 12);
  gtk_widget_set_parent (self->grid, GTK_WIDGET (self));
  for (guint i = 0; i < G_N_ELEMENTS (entries); i++)
    {
      GtkWidget *label = gtk_label_new (_ (entries[i].text));

      gtk_label_set_xalign (GTK_LABEL (label), 0);
      gtk_label_set_wrap (GTK_LABEL (label), TRUE);
      gtk_label_set_max_width_chars (GTK_LABEL (label), 34);
      gtk_grid_attach (GTK_GRID (self->grid),
                       g_object_new (MT_TYPE_SWATCH, "kind", entries[i].kind, NULL), 0, i, 1, 1);
      gtk_grid_attach (GTK_GRID (self->grid), label, 1, i, 1, 1);
    }
}
