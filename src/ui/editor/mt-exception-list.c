/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtExceptionList: hours of single dates: half days, single shifts, days off.
 */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "ui/editor/mt-exception-list.h"
#include "ui/editor/mt-date-text.h"
#include "ui/editor/mt-hours-text.h"
#include "ui/editor/mt-period-list.h"
#include "ui/editor/mt-ranges-row.h"

struct _MtExceptionList
{
  GtkWidget parent_instance;

  MtFormat *format; /* owned */
  MtDate today;
  GArray *exceptions; /* owned (element-type MtException): as it was set */
  guint n;            /* places given to entries: those of `exceptions`, then new ones */
  MtPeriodList *list;
};

G_DEFINE_FINAL_TYPE (MtExceptionList, mt_exception_list, GTK_TYPE_WIDGET)

enum
{
  PROP_PROBLEM = 1,
  N_PROPS
};

enum
{
  CHANGED,
  N_SIGNALS
};

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

static gboolean
is_past (MtExceptionList *self, const MtException *entry)
{
  return entry->date < self->today;
}

static void
append_copy (GArray *exceptions, const MtException *entry)
{
  MtException copy = { entry->date, g_array_copy (entry->ranges) };

  g_array_append_val (exceptions, copy);
}

static void
take_past (MtExceptionList *self, const MtException *entry)
{
  g_autofree char *title =
      mt_date_text_period (self->format, entry->date, entry->date, self->today);
  g_autofree char *hours = mt_hours_format_ranges (self->format, entry->ranges);

  mt_period_list_take_past (self->list, title, hours);
}

static MtRangesRow *
get_hours (MtPeriodRow *row)
{
  return MT_RANGES_ROW (mt_period_row_get_about (row));
}

static gboolean
append_row (MtExceptionList *self, GArray *exceptions, MtPeriodRow *row, const MtException *old)
{
  MtException entry = { 0 };
  MtDate to;

  if (!mt_period_row_get_period (row, &entry.date, &to) ||
      mt_ranges_row_get_problem (get_hours (row)) != NULL)
    return FALSE;
  entry.ranges = mt_ranges_row_dup_ranges (get_hours (row));
  g_array_append_val (exceptions, entry);
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
describe_all (MtExceptionList *self)
{
  g_autoptr (GPtrArray) rows = mt_period_list_dup_rows (self->list);

  for (guint i = 0; i < rows->len; i++)
    {
      MtPeriodRow *row = g_ptr_array_index (rows, i);
      g_autoptr (GArray) ranges = mt_ranges_row_dup_ranges (get_hours (row));
      g_autofree char *hours = mt_hours_format_ranges (self->format, ranges);
      g_autofree char *text = NULL;

      if (is_hidden (rows, i))
        text = g_strdup_printf (_ ("%s, but another entry of this date is listed first and counts"),
                                hours);
      mt_period_row_describe (row, text != NULL ? text : hours,
                              mt_ranges_row_get_problem (get_hours (row)));
    }
}

static void
changed_cb (MtExceptionList *self)
{
  describe_all (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PROBLEM]);
  g_signal_emit (self, signals[CHANGED], 0);
}

static GtkWidget *
create_row (MtExceptionList *self, guint index, const MtException *entry)
{
  GtkWidget *hours = mt_ranges_row_new (self->format);
  GtkWidget *row = mt_period_row_new (self->format, self->today, index, TRUE, hours);

  if (entry != NULL)
    {
      mt_period_row_set_period (MT_PERIOD_ROW (row), entry->date, entry->date);
      mt_ranges_row_set_ranges (MT_RANGES_ROW (hours), entry->ranges);
    }
  g_signal_connect_object (hours, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  mt_period_list_take (self->list, row);
  return row;
}

static void
add_cb (MtExceptionList *self)
{
  GtkWidget *row = create_row (self, self->n++, NULL);

  mt_period_row_set_period (MT_PERIOD_ROW (row), self->today, self->today);
  describe_all (self);
  mt_period_list_open (self->list, row);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PROBLEM]);
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
mt_exception_list_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  switch (id)
    {
    case PROP_PROBLEM:
      g_value_set_string (value, mt_exception_list_get_problem (MT_EXCEPTION_LIST (object)));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
mt_exception_list_dispose (GObject *object)
{
  g_clear_pointer ((GtkWidget **) &MT_EXCEPTION_LIST (object)->list, gtk_widget_unparent);
  G_OBJECT_CLASS (mt_exception_list_parent_class)->dispose (object);
}

static void
mt_exception_list_finalize (GObject *object)
{
  MtExceptionList *self = MT_EXCEPTION_LIST (object);

  g_clear_object (&self->format);
  g_clear_pointer (&self->exceptions, g_array_unref);
  G_OBJECT_CLASS (mt_exception_list_parent_class)->finalize (object);
}

static void
mt_exception_list_class_init (MtExceptionListClass *class)
{
  GObjectClass *object_class = G_OBJECT_CLASS (class);

  object_class->dispose = mt_exception_list_dispose;
  object_class->finalize = mt_exception_list_finalize;
  object_class->get_property = mt_exception_list_get_property;
  properties[PROP_PROBLEM] =
      g_param_spec_string ("problem", NULL, NULL, NULL, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  signals[CHANGED] = g_signal_new ("changed", MT_TYPE_EXCEPTION_LIST, G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (class), GTK_TYPE_BIN_LAYOUT);
}

static void
mt_exception_list_init (MtExceptionList *self)
{
  GtkWidget *list = mt_period_list_new (_ ("Hours of Single Dates"), _ ("Add Date"));

  self->exceptions = mt_exception_array_new ();
  self->list = MT_PERIOD_LIST (list);
  g_signal_connect_object (list, "add", G_CALLBACK (add_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (list, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_set_parent (list, GTK_WIDGET (self));
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
  MtExceptionList *self = g_object_new (MT_TYPE_EXCEPTION_LIST, NULL);

  self->format = g_object_ref (format);
  self->today = today;
  return GTK_WIDGET (self);
}

/**
 * mt_exception_list_set_exceptions:
 * @self: a list
 * @exceptions: (element-type MtException): entries in the order of the file
 *
 * Shows entries. Nothing is emitted.
 */
void
mt_exception_list_set_exceptions (MtExceptionList *self, const GArray *exceptions)
{
  g_return_if_fail (MT_IS_EXCEPTION_LIST (self));

  mt_period_list_clear (self->list);
  g_array_set_size (self->exceptions, 0);
  for (guint i = 0; i < exceptions->len; i++)
    {
      const MtException *entry = &g_array_index (exceptions, MtException, i);

      append_copy (self->exceptions, entry);
      if (is_past (self, entry))
        take_past (self, entry);
      else
        create_row (self, i, entry);
    }
  self->n = exceptions->len;
  describe_all (self);
}

/**
 * mt_exception_list_dup_exceptions:
 * @self: a list
 *
 * Returns: (transfer full) (element-type MtException): the entries in the order of the file, new
 * ones behind them; what is typed wrong stays as it was
 */
GArray *
mt_exception_list_dup_exceptions (MtExceptionList *self)
{
  GArray *exceptions = mt_exception_array_new ();

  g_return_val_if_fail (MT_IS_EXCEPTION_LIST (self), exceptions);

  for (guint i = 0; i < self->n; i++)
    {
      const MtException *old =
          i < self->exceptions->len ? &g_array_index (self->exceptions, MtException, i) : NULL;
      MtPeriodRow *row = mt_period_list_find (self->list, i);

      if (row != NULL ? !append_row (self, exceptions, row, old)
                      : old != NULL && is_past (self, old))
        {
          if (old != NULL)
            append_copy (exceptions, old);
        }
    }
  return exceptions;
}

/**
 * mt_exception_list_get_problem:
 * @self: a list
 *
 * Returns: (transfer none) (nullable): what is typed wrong, in words
 */
const char *
mt_exception_list_get_problem (MtExceptionList *self)
{
  g_return_val_if_fail (MT_IS_EXCEPTION_LIST (self), NULL);

  return mt_period_list_get_problem (self->list);
}
