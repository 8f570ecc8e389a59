/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtExceptionList: hours of single dates: half days, single shifts, days off.
 */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "ui/editor/mt-exception-list.h"
#include "ui/editor/mt-hours-text.h"
#include "ui/editor/mt-ranges-row.h"

struct _MtExceptionList
{
  MtEntryList parent_instance;
};

G_DEFINE_FINAL_TYPE (MtExceptionList, mt_exception_list, MT_TYPE_ENTRY_LIST)

static MtDate
get_period (gconstpointer entry, MtDate *to)
{
  *to = ((const MtException *) entry)->date;

  return *to;
}

static void
append_copy (GArray *entries, gconstpointer entry)
{
  const MtException *exception = entry;
  MtException copy = { exception->date, g_array_copy (exception->ranges) };

  g_array_append_val (entries, copy);
}

static char *
name_past (MtEntryList *self, gconstpointer entry)
{
  return mt_hours_format_ranges (mt_entry_list_get_format (self),
                                 ((const MtException *) entry)->ranges);
}

static GtkWidget *
create_about (MtEntryList *self, gconstpointer entry)
{
  GtkWidget *hours = mt_ranges_row_new (mt_entry_list_get_format (self));

  if (entry != NULL)
    mt_ranges_row_set_ranges (MT_RANGES_ROW (hours), ((const MtException *) entry)->ranges);

  return hours;
}

static MtRangesRow *
get_hours (MtPeriodRow *row)
{
  return MT_RANGES_ROW (mt_period_row_get_about (row));
}

static gboolean
append_row (GArray *entries, MtPeriodRow *row, gconstpointer old)
{
  MtException exception = { 0 };
  MtDate to;

  if (!mt_period_row_get_period (row, &exception.date, &to) ||
      mt_ranges_row_get_problem (get_hours (row)) != NULL)
    return FALSE;
  exception.ranges = mt_ranges_row_dup_ranges (get_hours (row));
  g_array_append_val (entries, exception);

  return TRUE;
}

/* Of entries for the same date the first of the file counts: the later one says so. */
static gboolean
is_hidden (const GPtrArray *rows, guint at)
{
  MtDate date, first, to;

  if (!mt_period_row_get_period (g_ptr_array_index (rows, at), &date, &to))
    return FALSE;
  for (guint i = 0; i < at; i++)
    if (mt_period_row_get_period (g_ptr_array_index (rows, i), &first, &to) && first == date)
      return TRUE;
  return FALSE;
}

static void
describe (MtEntryList *self, const GPtrArray *rows, guint at)
{
  MtPeriodRow *row = g_ptr_array_index (rows, at);
  g_autoptr (GArray) ranges = mt_ranges_row_dup_ranges (get_hours (row));
  g_autofree char *hours = mt_hours_format_ranges (mt_entry_list_get_format (self), ranges);
  g_autofree char *text = NULL;

  if (is_hidden (rows, at))
    text = g_strdup_printf (_ ("%s, but another entry of this date is listed first and counts"),
                            hours);
  mt_period_row_describe (row, text != NULL ? text : hours,
                          mt_ranges_row_get_problem (get_hours (row)));
}

static void
mt_exception_list_class_init (MtExceptionListClass *class)
{
  MtEntryListClass *list_class = MT_ENTRY_LIST_CLASS (class);

  list_class->single = TRUE;
  list_class->about_changed = "changed";
  list_class->array_new = mt_exception_array_new;
  list_class->get_period = get_period;
  list_class->append_copy = append_copy;
  list_class->name_past = name_past;
  list_class->create_about = create_about;
  list_class->append_row = append_row;
  list_class->describe = describe;
}

static void
mt_exception_list_init (MtExceptionList *self)
{
}

/**
 * mt_exception_list_new:
 * @format: how dates are written
 * @today: the date now: what ended before is past
 *
 * Returns: (transfer floating): the list, empty
 */
GtkWidget *
mt_exception_list_new (MtFormat *format, MtDate today)
{
  MtEntryList *self = g_object_new (MT_TYPE_EXCEPTION_LIST, NULL);

  mt_entry_list_set_up (self, format, today, _ ("Hours of Single Dates"), _ ("Add Date"));

  return GTK_WIDGET (self);
}
