/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtRangesRow: the hours of one date. Without any it is a day off.
 */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "ui/editor/mt-hours-edit.h"
#include "ui/editor/mt-range-row.h"
#include "ui/editor/mt-ranges-row.h"

struct _MtRangesRow
{
  AdwPreferencesRow parent_instance;

  MtFormat *format; /* owned */
  GtkListBox *list;
  GtkWidget *off;
  GPtrArray *rows; /* owned (element-type MtRangeRow, unowned: of `list`) */
};

G_DEFINE_FINAL_TYPE (MtRangesRow, mt_ranges_row, ADW_TYPE_PREFERENCES_ROW)

enum
{
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
changed (MtRangesRow *self)
{
  gtk_widget_set_visible (self->off, self->rows->len == 0);
  gtk_widget_set_visible (GTK_WIDGET (self->list), self->rows->len > 0);
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
removed_cb (MtRangesRow *self, GtkWidget *row)
{
  g_ptr_array_remove (self->rows, row);
  gtk_list_box_remove (self->list, row);
  changed (self);
}

static GtkWidget *
append (MtRangesRow *self, MtRange range)
{
  GtkWidget *row = mt_range_row_new (self->format, C_ ("hours", "This date"), TRUE);

  mt_range_row_set_range (MT_RANGE_ROW (row), range);
  g_signal_connect_object (row, "changed", G_CALLBACK (changed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (row, "removed", G_CALLBACK (removed_cb), self, G_CONNECT_SWAPPED);
  g_ptr_array_add (self->rows, row);
  gtk_list_box_append (self->list, row);
  return row;
}

static void
add_clicked_cb (MtRangesRow *self)
{
  g_autoptr (MtWeek) week = mt_week_new ();
  g_autoptr (GArray) ranges = mt_ranges_row_dup_ranges (self);
  MtRange range;
  GtkWidget *row;

  g_array_append_vals (week->days[MT_MONDAY], ranges->data, ranges->len);
  if (!mt_hours_find_room (week, MT_MONDAY, &range))
    {
      gtk_widget_error_bell (GTK_WIDGET (self));
      return;
    }
  row = append (self, range);
  changed (self);
  mt_range_row_focus_start (MT_RANGE_ROW (row));
}

static void
build (MtRangesRow *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *last = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *add = gtk_button_new_with_label (_ ("Add Hours"));

  self->list = GTK_LIST_BOX (gtk_list_box_new ());
  gtk_list_box_set_selection_mode (self->list, GTK_SELECTION_NONE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Hours of This Date"), -1);
  self->off = gtk_label_new (_ ("Off all day"));
  g_signal_connect_swapped (add, "clicked", G_CALLBACK (add_clicked_cb), self);
  gtk_widget_add_css_class (last, "typed-hours");
  gtk_box_append (GTK_BOX (last), add);
  gtk_box_append (GTK_BOX (last), self->off);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->list));
  gtk_box_append (GTK_BOX (box), last);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (self), box);
}

static void
mt_ranges_row_dispose (GObject *object)
{
  g_ptr_array_set_size (MT_RANGES_ROW (object)->rows, 0);
  G_OBJECT_CLASS (mt_ranges_row_parent_class)->dispose (object);
}

static void
mt_ranges_row_finalize (GObject *object)
{
  g_clear_object (&MT_RANGES_ROW (object)->format);
  g_ptr_array_unref (MT_RANGES_ROW (object)->rows);
  G_OBJECT_CLASS (mt_ranges_row_parent_class)->finalize (object);
}

static void
mt_ranges_row_class_init (MtRangesRowClass *class)
{
  G_OBJECT_CLASS (class)->dispose = mt_ranges_row_dispose;
  G_OBJECT_CLASS (class)->finalize = mt_ranges_row_finalize;
  signals[CHANGED] = g_signal_new ("changed", MT_TYPE_RANGES_ROW, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                   NULL, G_TYPE_NONE, 0);
}

static void
mt_ranges_row_init (MtRangesRow *self)
{
  self->rows = g_ptr_array_new ();
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (self), FALSE);
  gtk_widget_set_focusable (GTK_WIDGET (self), FALSE);
  build (self);
}

/**
 * mt_ranges_row_new:
 * @format: how times are written
 *
 * Returns: (transfer floating): the row, off
 */
GtkWidget *
mt_ranges_row_new (MtFormat *format)
{
  MtRangesRow *self = g_object_new (MT_TYPE_RANGES_ROW, NULL);

  self->format = g_object_ref (format);
  gtk_widget_set_visible (GTK_WIDGET (self->list), FALSE);
  return GTK_WIDGET (self);
}

/**
 * mt_ranges_row_set_ranges:
 * @self: a row without hours
 * @ranges: (element-type MtRange): hours
 *
 * Shows hours.
 */
void
mt_ranges_row_set_ranges (MtRangesRow *self, const GArray *ranges)
{
  for (guint i = 0; i < ranges->len; i++)
    append (self, g_array_index (ranges, MtRange, i));
  changed (self);
}

/**
 * mt_ranges_row_dup_ranges:
 * @self: a row
 *
 * Returns: (transfer full) (element-type MtRange): the hours as they are typed
 */
GArray *
mt_ranges_row_dup_ranges (MtRangesRow *self)
{
  GArray *ranges = g_array_new (FALSE, FALSE, sizeof (MtRange));

  for (guint i = 0; i < self->rows->len; i++)
    {
      MtRange range;

      mt_range_row_get_range (g_ptr_array_index (self->rows, i), &range);
      g_array_append_val (ranges, range);
    }
  return ranges;
}

/**
 * mt_ranges_row_get_problem:
 * @self: a row
 *
 * Returns: (transfer none) (nullable): what is typed wrong
 */
const char *
mt_ranges_row_get_problem (MtRangesRow *self)
{
  for (guint i = 0; i < self->rows->len; i++)
    {
      const char *problem = mt_range_row_get_problem (g_ptr_array_index (self->rows, i));

      if (problem != NULL)
        return problem;
    }
  return NULL;
}
