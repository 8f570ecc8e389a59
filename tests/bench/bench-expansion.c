/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * Expansion through the worker against libical's own iterator on the same data, in the same rounds.
 * The worker's time holds everything: gates, splitting, pipes, zones, records. libical's holds its
 * iterator alone (seeking where that is legal), on floating times, after parsing.
 */
#include <libical/ical.h>
#include <stdio.h>
#include <string.h>

#include "ical/mt-ical-client.h"
#include "zone/mt-tzdata.h"

#define EVENTS 5000
#define ROUNDS 7
#define BUDGET 1.3

typedef struct
{
  MtTzdata *tzdata;
  MtIcalClient *client;
  GBytes *bytes;
  icalcomponent *parsed;
} Bench;

static MtZone *
lookup_cb (const char *id, gpointer user_data)
{
  return mt_tzdata_lookup (user_data, id);
}

static GBytes *
make_calendar (void)
{
  static const char *const rules[] = {
    "FREQ=WEEKLY;BYDAY=MO,WE,FR",
    "FREQ=DAILY",
    "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,TH",
    "FREQ=MONTHLY;BYDAY=2MO",
    "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR",
    "FREQ=MONTHLY;BYMONTHDAY=-1",
    "FREQ=WEEKLY;COUNT=300",
    "FREQ=YEARLY;BYMONTH=11;BYDAY=4TH",
  };
  g_autoptr (GRand) rand = g_rand_new_with_seed (1);
  GString *text = g_string_new ("BEGIN:VCALENDAR\r\nVERSION:2.0\r\n");

  for (guint i = 0; i < EVENTS; i++)
    {
      g_string_append_printf (
          text,
          "BEGIN:VEVENT\r\nUID:event-%u@example.org\r\nDTSTAMP:20260101T000000Z\r\n"
          "DTSTART;TZID=Europe/Berlin:%04d%02d%02dT%02d0000\r\nDURATION:PT45M\r\n"
          "SUMMARY:Event number %u\r\nLOCATION:Room %u\r\nSTATUS:CONFIRMED\r\n",
          i, g_rand_int_range (rand, 2021, 2026), g_rand_int_range (rand, 1, 13),
          g_rand_int_range (rand, 1, 29), g_rand_int_range (rand, 8, 18), i, i % 40);
      if (i % 13 == 0) /* about 38 series of 500, as in real calendars */
        g_string_append_printf (text, "RRULE:%s\r\n", rules[i / 13 % G_N_ELEMENTS (rules)]);
      g_string_append (text, "END:VEVENT\r\n");
    }
  g_string_append (text, "END:VCALENDAR\r\n");
  return g_string_free_to_bytes (text);
}

static gsize
through_worker (Bench *self, MtSpan window)
{
  g_autoptr (GPtrArray) objects = NULL;
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func ((GDestroyNotify) mt_item_free);
  g_autoptr (GPtrArray) problems = NULL;
  g_autoptr (GError) error = NULL;
  gsize n = 0;

  objects = g_ptr_array_new_with_free_func ((GDestroyNotify) mt_ical_object_free);
  problems = g_ptr_array_new_with_free_func ((GDestroyNotify) mt_problem_free);
  mt_ical_split (self->bytes, NULL, objects, problems);
  if (!mt_ical_client_expand (self->client, objects, window, items, problems, NULL, &error))
    g_error ("%s", error->message);
  for (guint i = 0; i < items->len; i++)
    n += ((MtItem *) g_ptr_array_index (items, i))->starts->len;
  return n;
}

static gsize
iterate (icalcomponent *event, struct icaltimetype from, struct icaltimetype to)
{
  icalproperty *property = icalcomponent_get_first_property (event, ICAL_RRULE_PROPERTY);
  struct icaltimetype start = icalcomponent_get_dtstart (event);
  struct icaltimetype next = start;
  struct icalrecurrencetype rule;
  icalrecur_iterator *iterator;
  gsize n = 0;

  if (!property)
    return icaltime_compare (start, from) >= 0 && icaltime_compare (start, to) < 0;
  rule = icalproperty_get_rrule (property);
  iterator = icalrecur_iterator_new (rule, start);
  if (rule.count == 0 && icaltime_compare (from, start) > 0)
    icalrecur_iterator_set_start (iterator, from);
  for (next = icalrecur_iterator_next (iterator);
       !icaltime_is_null_time (next) && icaltime_compare (next, to) < 0;
       next = icalrecur_iterator_next (iterator))
    n += icaltime_compare (next, from) >= 0;
  icalrecur_iterator_free (iterator);
  return n;
}

static gsize
by_libical (Bench *self, MtSpan window)
{
  struct icaltimetype from = icaltime_from_timet_with_zone (window.start, 0, NULL);
  struct icaltimetype to = icaltime_from_timet_with_zone (window.end, 0, NULL);
  gsize n = 0;

  for (icalcomponent *event =
           icalcomponent_get_first_component (self->parsed, ICAL_VEVENT_COMPONENT);
       event; event = icalcomponent_get_next_component (self->parsed, ICAL_VEVENT_COMPONENT))
    n += iterate (event, from, to);
  return n;
}

static int
compare_times (gconstpointer a, gconstpointer b)
{
  return *(const gint64 *) a < *(const gint64 *) b ? -1 : 1;
}

static double
median_ms (gint64 *times)
{
  qsort (times, ROUNDS, sizeof *times, compare_times);
  return times[ROUNDS / 2] / 1000.0;
}

static gboolean
measure (Bench *self, guint days)
{
  MtSpan window = { 1793491200, 1793491200 + (gint64) days * 86400 };
  gint64 ours[ROUNDS], parsing[ROUNDS], iterating[ROUNDS];
  gsize n_ours = 0, n_theirs = 0;
  double worker, parse, iterator;

  for (guint i = 0; i < ROUNDS; i++)
    {
      gint64 at = g_get_monotonic_time ();

      n_ours = through_worker (self, window);
      ours[i] = g_get_monotonic_time () - at;
      at = g_get_monotonic_time ();
      g_clear_pointer (&self->parsed, icalcomponent_free);
      self->parsed = icalparser_parse_string (g_bytes_get_data (self->bytes, NULL));
      parsing[i] = g_get_monotonic_time () - at;
      at = g_get_monotonic_time ();
      n_theirs = by_libical (self, window);
      iterating[i] = g_get_monotonic_time () - at;
    }
  worker = median_ms (ours);
  parse = median_ms (parsing);
  iterator = median_ms (iterating);
  printf ("%u events, %u days: worker %.1f ms (%zu instances), libical iterator %.1f ms (%zu), "
          "parse %.1f ms; ratio to the iterator %.2f, to both %.2f (budget %.1f)\n",
          EVENTS, days, worker, n_ours, iterator, n_theirs, parse, worker / iterator,
          worker / (iterator + parse), BUDGET);
  return worker <= BUDGET * iterator;
}

int
main (void)
{
  g_autofree char *worker = mt_ical_worker_find ();
  Bench self = { .tzdata = mt_tzdata_new (NULL), .bytes = NULL };
  gboolean within;

  self.client = mt_ical_client_new (worker, lookup_cb, self.tzdata, NULL);
  self.bytes = make_calendar ();
  within = measure (&self, 28);
  within = measure (&self, 365) && within;
  g_clear_pointer (&self.parsed, icalcomponent_free);
  g_bytes_unref (self.bytes);
  mt_ical_client_free (self.client);
  mt_tzdata_unref (self.tzdata);
  return within ? 0 : 1;
}
