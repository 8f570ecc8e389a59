/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtHoursDayRow: the hours of one weekday. Those who neither see nor drag have all of it here.
 */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "ui/editor/mt-hours-day-row.h"
#include "ui/editor/mt-hours-text.h"
#include "ui/editor/mt-range-row.h"
#include "ui/mt-accessible.h"

#define MONDAY_TO_FRIDAY 0x1f

struct _MtHoursDayRow
{
  AdwExpanderRow parent_instance;

  MtFormat *format; /* owned */
  MtWeekday day;
  GPtrArray *rows;    /* owned (element-type MtRangeRow, unowned: children) */
  GtkWidget *buttons; /* the last row */
};

G_DEFINE_FINAL_TYPE (MtHoursDayRow, mt_hours_day_row, ADW_TYPE_EXPANDER_ROW)

enum
{
  CHANGED,
  SETTLED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
show_summary (MtHoursDayRow *self)
{
  g_autoptr (GArray) ranges = g_array_new (FALSE, FALSE, sizeof (MtRange));
  const char *problem = mt_hours_day_row_get_problem (self);
  g_autofree char *text = NULL, *markup = NULL, *spoken = NULL;

  mt_hours_day_row_get_ranges (self, ranges);
  text = problem != NULL ? g_strdup (problem) : mt_hours_format_ranges (self->format, ranges);
  spoken =
      problem != NULL ? g_strdup (problem) : mt_hours_speak_day (self->format, self->day, ranges);
  markup = g_markup_escape_text (text, -1);
  adw_expander_row_set_subtitle (ADW_EXPANDER_ROW (self), markup);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
}

static void
range_changed_cb (MtHoursDayRow *self)
{
  show_summary (self);
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
range_settled_cb (MtHoursDayRow *self)
{
  g_signal_emit (self, signals[SETTLED], 0);
}

static void
range_removed_cb (MtHoursDayRow *self, MtRangeRow *row)
{
  guint index;

  if (g_ptr_array_find (self->rows, row, &index))
    gtk_widget_activate_action (GTK_WIDGET (self), "hours.remove", "(yu)", (guchar) self->day,
                                index);
}

static void
append_row (MtHoursDayRow *self)
{
  GtkWidget *row =
      mt_range_row_new (self->format, mt_format_weekday_name (self->format, self->day), TRUE);

  g_signal_connect_object (row, "changed", G_CALLBACK (range_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (row, "settled", G_CALLBACK (range_settled_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (row, "removed", G_CALLBACK (range_removed_cb), self, G_CONNECT_SWAPPED);
  g_ptr_array_add (self->rows, row);
  adw_expander_row_add_row (ADW_EXPANDER_ROW (self), row);
}

static void
append_item (GMenu *menu, const char *label, const char *action, GVariant *target)
{
  g_autoptr (GMenuItem) item = g_menu_item_new (label, NULL);

  g_menu_item_set_action_and_target_value (item, action, target);
  g_menu_append_item (menu, item);
}

static GMenuModel *
new_menu (MtHoursDayRow *self)
{
  GMenu *menu = g_menu_new ();
  const guchar day = (guchar) self->day;

  append_item (menu, _ ("Same Monday to Friday"), "hours.copy",
               g_variant_new ("(yy)", day, (guchar) MONDAY_TO_FRIDAY));
  append_item (menu, _ ("Same Every Day"), "hours.copy",
               g_variant_new ("(yy)", day, (guchar) MT_ALL_WEEKDAYS));
  append_item (menu, _ ("Day Off"), "hours.clear", g_variant_new_byte (day));
  return G_MENU_MODEL (menu);
}

static void
build_buttons (MtHoursDayRow *self)
{
  g_autoptr (GMenuModel) menu = new_menu (self);
  g_autofree char *name = NULL;
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  GtkWidget *add = gtk_button_new_with_label (_ ("Add Hours")), *more = gtk_menu_button_new ();

  /* Translators: %s is a weekday. */
  name = g_strdup_printf (_ ("Add Hours on %s"), mt_format_weekday_name (self->format, self->day));
  mt_accessible_name (add, name);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (add), "hours.add");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (add), "y", (guchar) self->day);
  gtk_menu_button_set_label (GTK_MENU_BUTTON (more), _ ("Copy"));
  gtk_menu_button_set_menu_model (GTK_MENU_BUTTON (more), menu);
  mt_accessible_name_menu_of (GTK_MENU_BUTTON (more));
  gtk_widget_add_css_class (box, "typed-hours");
  gtk_box_append (GTK_BOX (box), add);
  gtk_box_append (GTK_BOX (box), more);
  self->buttons = g_object_new (ADW_TYPE_PREFERENCES_ROW, "child", box, "activatable", FALSE,
                                "focusable", FALSE, NULL);
  adw_expander_row_add_row (ADW_EXPANDER_ROW (self), self->buttons);
}

static void
mt_hours_day_row_dispose (GObject *object)
{
  MtHoursDayRow *self = MT_HOURS_DAY_ROW (object);

  g_ptr_array_set_size (self->rows, 0);
  G_OBJECT_CLASS (mt_hours_day_row_parent_class)->dispose (object);
}

static void
mt_hours_day_row_finalize (GObject *object)
{
  MtHoursDayRow *self = MT_HOURS_DAY_ROW (object);

  g_clear_object (&self->format);
  g_ptr_array_unref (self->rows);
  G_OBJECT_CLASS (mt_hours_day_row_parent_class)->finalize (object);
}

static void
mt_hours_day_row_class_init (MtHoursDayRowClass *class)
{
  GObjectClass *object_class = G_OBJECT_CLASS (class);

  object_class->dispose = mt_hours_day_row_dispose;
  object_class->finalize = mt_hours_day_row_finalize;
  signals[CHANGED] = g_signal_new ("changed", MT_TYPE_HOURS_DAY_ROW, G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 0);
  signals[SETTLED] = g_signal_new ("settled", MT_TYPE_HOURS_DAY_ROW, G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 0);
}

static void
mt_hours_day_row_init (MtHoursDayRow *self)
{
  self->rows = g_ptr_array_new ();
}

/**
 * mt_hours_day_row_new:
 * @format: how times are written
 * @day: a weekday
 *
 * Returns: (transfer floating): the row, off
 */
GtkWidget *
mt_hours_day_row_new (MtFormat *format, MtWeekday day)
{
  MtHoursDayRow *self = g_object_new (MT_TYPE_HOURS_DAY_ROW, NULL);

  self->format = g_object_ref (format);
  self->day = day;
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), mt_format_weekday_name (format, day));
  build_buttons (self);
  show_summary (self);
  return GTK_WIDGET (self);
}

/**
 * mt_hours_day_row_get_day:
 * @self: a row
 *
 * Returns: its weekday
 */
MtWeekday
mt_hours_day_row_get_day (MtHoursDayRow *self)
{
  return self->day;
}

/* Rows are kept where they are as many as before: one of them may have the focus. */
static void
set_n_rows (MtHoursDayRow *self, guint n)
{
  while (self->rows->len > n)
    {
      GtkWidget *row = g_ptr_array_steal_index (self->rows, self->rows->len - 1);

      adw_expander_row_remove (ADW_EXPANDER_ROW (self), row);
    }
  if (self->rows->len == n)
    return;
  g_object_ref (self->buttons);
  adw_expander_row_remove (ADW_EXPANDER_ROW (self), self->buttons);
  while (self->rows->len < n)
    append_row (self);
  adw_expander_row_add_row (ADW_EXPANDER_ROW (self), self->buttons);
  g_object_unref (self->buttons);
}

/**
 * mt_hours_day_row_set_ranges:
 * @self: a row
 * @ranges: (element-type MtRange): the hours of the day
 *
 * Shows hours; what was typed is gone, unless it is the same.
 */
void
mt_hours_day_row_set_ranges (MtHoursDayRow *self, const GArray *ranges)
{
  gboolean same = ranges->len == self->rows->len;

  for (guint i = 0; same && i < ranges->len; i++)
    {
      const MtRange *wanted = &g_array_index (ranges, MtRange, i);
      MtRange range;

      same = mt_range_row_get_range (g_ptr_array_index (self->rows, i), &range) &&
             range.start_s == wanted->start_s && range.end_s == wanted->end_s;
    }
  if (!same)
    {
      set_n_rows (self, ranges->len);
      for (guint i = 0; i < ranges->len; i++)
        mt_range_row_set_range (g_ptr_array_index (self->rows, i),
                                g_array_index (ranges, MtRange, i));
    }
  show_summary (self);
}

/**
 * mt_hours_day_row_get_ranges:
 * @self: a row
 * @ranges: (element-type MtRange): takes the hours that are typed, as they stand there; of one that
 *   is typed wrong, the last that was right
 */
void
mt_hours_day_row_get_ranges (MtHoursDayRow *self, GArray *ranges)
{
  g_array_set_size (ranges, 0);
  for (guint i = 0; i < self->rows->len; i++)
    {
      MtRange range;

      mt_range_row_get_range (g_ptr_array_index (self->rows, i), &range);
      g_array_append_val (ranges, range);
    }
}

/**
 * mt_hours_day_row_focus_range:
 * @self: a row
 * @index: which of its hours
 *
 * Opens the row, and gives these hours the keyboard.
 */
void
mt_hours_day_row_focus_range (MtHoursDayRow *self, guint index)
{
  adw_expander_row_set_expanded (ADW_EXPANDER_ROW (self), TRUE);
  if (index < self->rows->len)
    mt_range_row_focus_start (g_ptr_array_index (self->rows, index));
}

/**
 * mt_hours_day_row_get_problem:
 * @self: a row
 *
 * Returns: (transfer none) (nullable): what is typed wrong
 */
const char *
mt_hours_day_row_get_problem (MtHoursDayRow *self)
{
  for (guint i = 0; i < self->rows->len; i++)
    {
      const char *problem = mt_range_row_get_problem (g_ptr_array_index (self->rows, i));

      if (problem != NULL)
        return problem;
    }
  return NULL;
}
