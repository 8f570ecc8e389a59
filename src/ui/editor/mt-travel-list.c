/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtTravelList: journeys: while one lasts, hours count in its zone.
 */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "ui/editor/mt-travel-list.h"
#include "ui/editor/mt-place-row.h"

struct _MtTravelList
{
  MtEntryList parent_instance;

  MtSession *session; /* owned: zones */
};

G_DEFINE_FINAL_TYPE (MtTravelList, mt_travel_list, MT_TYPE_ENTRY_LIST)

static MtDate
get_period (gconstpointer entry, MtDate *to)
{
  const MtTravel *travel = entry;

  *to = travel->to;

  return travel->from;
}

static void
append_copy (GArray *entries, gconstpointer entry)
{
  const MtTravel *travel = entry;
  MtTravel copy = { travel->from, travel->to, mt_zone_ref (travel->zone) };

  g_array_append_val (entries, copy);
}

static char *
name_past (MtEntryList *self, gconstpointer entry)
{
  return g_strdup (mt_zone_get_id (((const MtTravel *) entry)->zone));
}

static GtkWidget *
create_about (MtEntryList *self, gconstpointer entry)
{
  GtkWidget *place = mt_place_row_new (MT_TRAVEL_LIST (self)->session);

  if (entry != NULL)
    mt_place_row_set_zone (MT_PLACE_ROW (place), ((const MtTravel *) entry)->zone);

  return place;
}

static MtZone *
get_zone (MtPeriodRow *row)
{
  return mt_place_row_get_zone (MT_PLACE_ROW (mt_period_row_get_about (row)));
}

static gboolean
append_row (GArray *entries, MtPeriodRow *row, gconstpointer old)
{
  MtTravel travel = { 0 };

  if (!mt_period_row_get_period (row, &travel.from, &travel.to) || get_zone (row) == NULL)
    return FALSE;
  travel.zone = mt_zone_ref (get_zone (row));
  g_array_append_val (entries, travel);

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
dup_text (const GPtrArray *rows, guint at)
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
describe (MtEntryList *self, const GPtrArray *rows, guint at)
{
  MtPeriodRow *row = g_ptr_array_index (rows, at);
  g_autofree char *text = dup_text (rows, at);

  mt_period_row_describe (row, text,
                          get_zone (row) == NULL ? _ ("Choose where the journey leads") : NULL);
}

static void
mt_travel_list_finalize (GObject *object)
{
  g_clear_object (&MT_TRAVEL_LIST (object)->session);
  G_OBJECT_CLASS (mt_travel_list_parent_class)->finalize (object);
}

static void
mt_travel_list_class_init (MtTravelListClass *class)
{
  MtEntryListClass *list_class = MT_ENTRY_LIST_CLASS (class);

  G_OBJECT_CLASS (class)->finalize = mt_travel_list_finalize;
  list_class->about_changed = "chosen";
  list_class->array_new = mt_travel_array_new;
  list_class->get_period = get_period;
  list_class->append_copy = append_copy;
  list_class->name_past = name_past;
  list_class->create_about = create_about;
  list_class->append_row = append_row;
  list_class->describe = describe;
}

static void
mt_travel_list_init (MtTravelList *self)
{
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
  mt_entry_list_set_up (MT_ENTRY_LIST (self), mt_session_get_format (session), today, _ ("Travel"),
                        _ ("Add Journey"));

  return GTK_WIDGET (self);
}
