/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtTravelList: journeys: while one lasts, hours count in its zone.
 */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "ui/editor/mt-travel-list.h"
#include "ui/editor/mt-date-text.h"
#include "ui/editor/mt-period-list.h"
#include "ui/editor/mt-place-row.h"

struct _MtTravelList
{
  GtkWidget parent_instance;

  MtSession *session; /* owned: zones, and how dates are written */
  MtDate today;
  GArray *travel; /* owned (element-type MtTravel): as it was set */
  guint n;        /* places given to entries: those of `travel`, then new ones */
  MtPeriodList *list;
};

G_DEFINE_FINAL_TYPE (MtTravelList, mt_travel_list, GTK_TYPE_WIDGET)

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
is_past (MtTravelList *self, const MtTravel *entry)
{
  return entry->to < self->today;
}

static void
append_copy (GArray *travel, const MtTravel *entry)
{
  MtTravel copy = { entry->from, entry->to, mt_zone_ref (entry->zone) };

  g_array_append_val (travel, copy);
}

static void
take_past (MtTravelList *self, const MtTravel *entry)
{
  g_autofree char *title = mt_date_text_period (mt_session_get_format (self->session), entry->from,
                                                entry->to, self->today);

  mt_period_list_take_past (self->list, title, mt_zone_get_id (entry->zone));
}

static MtZone *
get_zone (MtPeriodRow *row)
{
  return mt_place_row_get_zone (MT_PLACE_ROW (mt_period_row_get_about (row)));
}

static gboolean
append_row (MtTravelList *self, GArray *travel, MtPeriodRow *row, const MtTravel *old)
{
  MtTravel entry = { 0 };

  if (!mt_period_row_get_period (row, &entry.from, &entry.to) || get_zone (row) == NULL)
    return FALSE;
  entry.zone = mt_zone_ref (get_zone (row));
  g_array_append_val (travel, entry);
  return TRUE;
}

static gboolean
overlap (MtPeriodRow *a, MtPeriodRow *b)
{
  MtDate from[2], to[2];

  return mt_period_row_get_period (a, &from[0], &to[0]) &&
         mt_period_row_get_period (b, &from[1], &to[1]) && from[0] <= to[1] && from[1] <= to[0];
}

/* Of journeys on the same date the first of the file counts: the later one says so. */
static char *
describe (const GPtrArray *rows, guint at)
{
  MtPeriodRow *row = g_ptr_array_index (rows, at);
  MtZone *zone = get_zone (row);

  for (guint i = 0; zone != NULL && i < at; i++)
    {
      MtPeriodRow *first = g_ptr_array_index (rows, i);

      if (overlap (first, row) && get_zone (first) != NULL)
        /* Translators: both are time zones. */
        return g_strdup_printf (
            _ ("%s, but %s is listed first in the file and counts on the days of both"),
            mt_zone_get_id (zone), mt_zone_get_id (get_zone (first)));
    }
  return g_strdup (zone != NULL ? mt_zone_get_id (zone) : NULL);
}

static void
describe_all (MtTravelList *self)
{
  g_autoptr (GPtrArray) rows = mt_period_list_dup_rows (self->list);

  for (guint i = 0; i < rows->len; i++)
    {
      MtPeriodRow *row = g_ptr_array_index (rows, i);
      g_autofree char *text = describe (rows, i);

      mt_period_row_describe (row, text,
                              get_zone (row) == NULL ? _ ("Choose where the journey leads") : NULL);
    }
}

static void
changed_cb (MtTravelList *self)
{
  describe_all (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PROBLEM]);
  g_signal_emit (self, signals[CHANGED], 0);
}

static GtkWidget *
create_row (MtTravelList *self, guint index, const MtTravel *entry)
{
  GtkWidget *zone = mt_place_row_new (self->session);
  GtkWidget *row =
      mt_period_row_new (mt_session_get_format (self->session), self->today, index, FALSE, zone);

  if (entry != NULL)
    {
      mt_period_row_set_period (MT_PERIOD_ROW (row), entry->from, entry->to);
      mt_place_row_set_zone (MT_PLACE_ROW (zone), entry->zone);
    }
  g_signal_connect_object (zone, "chosen", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  mt_period_list_take (self->list, row);
  return row;
}

static void
add_cb (MtTravelList *self)
{
  GtkWidget *row = create_row (self, self->n++, NULL);

  mt_period_row_set_period (MT_PERIOD_ROW (row), self->today, self->today);
  describe_all (self);
  mt_period_list_open (self->list, row);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PROBLEM]);
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
mt_travel_list_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  switch (id)
    {
    case PROP_PROBLEM:
      g_value_set_string (value, mt_travel_list_get_problem (MT_TRAVEL_LIST (object)));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
mt_travel_list_dispose (GObject *object)
{
  g_clear_pointer ((GtkWidget **) &MT_TRAVEL_LIST (object)->list, gtk_widget_unparent);
  G_OBJECT_CLASS (mt_travel_list_parent_class)->dispose (object);
}

static void
mt_travel_list_finalize (GObject *object)
{
  MtTravelList *self = MT_TRAVEL_LIST (object);

  g_clear_object (&self->session);
  g_clear_pointer (&self->travel, g_array_unref);
  G_OBJECT_CLASS (mt_travel_list_parent_class)->finalize (object);
}

static void
mt_travel_list_class_init (MtTravelListClass *class)
{
  GObjectClass *object_class = G_OBJECT_CLASS (class);

  object_class->dispose = mt_travel_list_dispose;
  object_class->finalize = mt_travel_list_finalize;
  object_class->get_property = mt_travel_list_get_property;
  properties[PROP_PROBLEM] =
      g_param_spec_string ("problem", NULL, NULL, NULL, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  signals[CHANGED] = g_signal_new ("changed", MT_TYPE_TRAVEL_LIST, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                   NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (class), GTK_TYPE_BIN_LAYOUT);
}

static void
mt_travel_list_init (MtTravelList *self)
{
  GtkWidget *list = mt_period_list_new (_ ("Travel"), _ ("Add Journey"));

  self->travel = mt_travel_array_new ();
  self->list = MT_PERIOD_LIST (list);
  g_signal_connect_object (list, "add", G_CALLBACK (add_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (list, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_set_parent (list, GTK_WIDGET (self));
}

/**
 * mt_travel_list_new:
 * @session: the open team
 * @today: the date now: what ended before is past
 *
 * Returns: (transfer floating): the list, empty
 */
GtkWidget *
mt_travel_list_new (MtSession *session, MtDate today)
{
  MtTravelList *self = g_object_new (MT_TYPE_TRAVEL_LIST, NULL);

  self->session = g_object_ref (session);
  self->today = today;
  return GTK_WIDGET (self);
}

/**
 * mt_travel_list_set_travel:
 * @self: a list
 * @travel: (element-type MtTravel): entries in the order of the file
 *
 * Shows entries. Nothing is emitted.
 */
void
mt_travel_list_set_travel (MtTravelList *self, const GArray *travel)
{
  g_return_if_fail (MT_IS_TRAVEL_LIST (self));

  mt_period_list_clear (self->list);
  g_array_set_size (self->travel, 0);
  for (guint i = 0; i < travel->len; i++)
    {
      const MtTravel *entry = &g_array_index (travel, MtTravel, i);

      append_copy (self->travel, entry);
      if (is_past (self, entry))
        take_past (self, entry);
      else
        create_row (self, i, entry);
    }
  self->n = travel->len;
  describe_all (self);
}

/**
 * mt_travel_list_dup_travel:
 * @self: a list
 *
 * Returns: (transfer full) (element-type MtTravel): the entries in the order of the file, new ones
 *   behind them; what is typed wrong stays as it was
 */
GArray *
mt_travel_list_dup_travel (MtTravelList *self)
{
  GArray *travel = mt_travel_array_new ();

  g_return_val_if_fail (MT_IS_TRAVEL_LIST (self), travel);

  for (guint i = 0; i < self->n; i++)
    {
      const MtTravel *old =
          i < self->travel->len ? &g_array_index (self->travel, MtTravel, i) : NULL;
      MtPeriodRow *row = mt_period_list_find (self->list, i);

      if (row != NULL ? !append_row (self, travel, row, old) : old != NULL && is_past (self, old))
        {
          if (old != NULL)
            append_copy (travel, old);
        }
    }
  return travel;
}

/**
 * mt_travel_list_get_problem:
 * @self: a list
 *
 * Returns: (transfer none) (nullable): what is typed wrong, in words
 */
const char *
mt_travel_list_get_problem (MtTravelList *self)
{
  g_return_val_if_fail (MT_IS_TRAVEL_LIST (self), NULL);

  return mt_period_list_get_problem (self->list);
}
