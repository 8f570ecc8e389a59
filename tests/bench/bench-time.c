/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * What time costs: zone conversion beside GDateTime, the first use of a zone beside GTimeZone, and
 * the working time and states of 10,000 people.
 */
#include <time.h>

#include "core/mt-state.h"
#include "zone/mt-tzdata.h"

#define N_INSTANTS 200000
#define N_PEOPLE 10000
#define N_DAYS 90
#define ROUNDS 7
#define N_PATTERNS 24    /* zones times weeks */
#define BULK_BUDGET 50.0 /* times cheaper than a GDateTime each */
#define WORK_BUDGET 4.0  /* times the floor */
#define ZONE_BUDGET 10.0 /* times cheaper than GTimeZone's first use */

static const char *const zones[] = {
  "Europe/Berlin",    "America/New_York",  "Asia/Kolkata",        "Australia/Sydney",
  "Pacific/Auckland", "America/Sao_Paulo", "Australia/Lord_Howe", "Africa/Casablanca",
};

static gdouble
cpu_s (void)
{
  struct timespec now;

  clock_gettime (CLOCK_PROCESS_CPUTIME_ID, &now);
  return (gdouble) now.tv_sec + (gdouble) now.tv_nsec / 1e9;
}

static int
compare_doubles (const void *a, const void *b)
{
  gdouble x = *(const gdouble *) a, y = *(const gdouble *) b;

  return (x > y) - (x < y);
}

static gdouble
median (gdouble *values)
{
  qsort (values, ROUNDS, sizeof (gdouble), compare_doubles);
  return values[ROUNDS / 2];
}

static gint64
instant_of (guint i)
{
  return G_GINT64_CONSTANT (1700000000) + (gint64) i * 1117;
}

static gint64
convert_in_bulk (const MtZone *zone)
{
  MtZoneCursor cursor = { 0 };
  gint64 sum = 0;

  for (guint i = 0; i < N_INSTANTS; i++)
    sum += mt_zone_offset_walk (zone, &cursor, instant_of (i));
  return sum;
}

static gint64
convert_at_random (const MtZone *zone)
{
  gint64 sum = 0;

  for (guint i = 0; i < N_INSTANTS; i++)
    sum += mt_zone_offset_at (zone, instant_of ((i * 7919u) % N_INSTANTS));
  return sum;
}

static gint64
convert_with_glib (GTimeZone *zone)
{
  gint64 sum = 0;

  for (guint i = 0; i < N_INSTANTS; i++)
    {
      g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (instant_of (i));
      g_autoptr (GDateTime) local = g_date_time_to_timezone (utc, zone);

      sum += g_date_time_get_utc_offset (local) / G_TIME_SPAN_SECOND;
    }
  return sum;
}

static gboolean
bench_conversion (MtTzdata *tzdata)
{
  g_autoptr (MtZone) zone = mt_tzdata_lookup (tzdata, "Europe/Berlin");
  g_autoptr (GTimeZone) glib_zone = g_time_zone_new_identifier ("Europe/Berlin");
  gdouble bulk[ROUNDS], random[ROUNDS], glib[ROUNDS];
  gdouble bulk_ns, random_ns, glib_ns;

  for (guint round = 0; round < ROUNDS; round++)
    {
      gdouble start = cpu_s ();
      gint64 sum = convert_in_bulk (zone), other;

      bulk[round] = cpu_s () - start;
      start = cpu_s ();
      other = convert_at_random (zone);
      random[round] = cpu_s () - start;
      g_assert_cmpint (sum, ==, other);
      start = cpu_s ();
      other = convert_with_glib (glib_zone);
      glib[round] = cpu_s () - start;
      g_assert_cmpint (sum, ==, other);
    }
  bulk_ns = median (bulk) * 1e9 / N_INSTANTS;
  random_ns = median (random) * 1e9 / N_INSTANTS;
  glib_ns = median (glib) * 1e9 / N_INSTANTS;
  g_print ("conversion: in order %.2f ns, at random %.1f ns, GDateTime %.0f ns: 1/%.0f of it\n",
           bulk_ns, random_ns, glib_ns, glib_ns / bulk_ns);
  return glib_ns / bulk_ns >= BULK_BUDGET;
}

static gboolean
bench_first_use (void)
{
  gdouble ours[ROUNDS], glib[ROUNDS];
  gdouble our_us, glib_us;

  for (guint round = 0; round < ROUNDS; round++)
    {
      g_autoptr (MtTzdata) tzdata = mt_tzdata_new (NULL);
      gdouble start = cpu_s ();

      for (guint i = 0; i < G_N_ELEMENTS (zones); i++)
        mt_zone_unref (mt_tzdata_lookup (tzdata, zones[i]));
      ours[round] = cpu_s () - start;
      start = cpu_s ();
      for (guint i = 0; i < G_N_ELEMENTS (zones); i++)
        g_time_zone_unref (g_time_zone_new_identifier (zones[i]));
      glib[round] = cpu_s () - start;
    }
  our_us = median (ours) * 1e6 / G_N_ELEMENTS (zones);
  glib_us = median (glib) * 1e6 / G_N_ELEMENTS (zones);
  g_print ("first use of a zone: %.1f us, GTimeZone %.1f us: 1/%.1f of it\n", our_us, glib_us,
           glib_us / our_us);
  return glib_us / our_us >= ZONE_BUDGET;
}

/* Eight zones, three weeks; one person in ten has a trip, leave and an odd day. */
static MtTeam *
new_team (MtTzdata *tzdata)
{
  static const MtRange ranges[] = { { 32400, 61200 }, { 28800, 57600 }, { 79200, 108000 } };
  MtTeam *team = mt_team_new ();

  for (guint i = 0; i < N_PEOPLE; i++)
    {
      g_autofree char *id = g_strdup_printf ("p%u", i);
      g_autoptr (MtZone) zone = mt_tzdata_lookup (tzdata, zones[i % G_N_ELEMENTS (zones)]);
      g_autoptr (MtWeek) week = mt_week_new ();
      MtPerson *person;

      for (guint day = MT_MONDAY; day <= MT_FRIDAY; day++)
        g_array_append_val (week->days[day], ranges[i % G_N_ELEMENTS (ranges)]);
      person = mt_person_new (id, id, zone, week);
      if (i % 10 == 0)
        {
          MtAway away = { 20780 + (MtDate) (i % 40), 20785 + (MtDate) (i % 40), NULL };
          MtTravel travel = { 20800 + (MtDate) (i % 30), 20805 + (MtDate) (i % 30),
                              mt_tzdata_lookup (tzdata, zones[(i / 10) % G_N_ELEMENTS (zones)]) };
          MtException exception = { 20790, g_array_new (FALSE, FALSE, sizeof (MtRange)) };

          g_array_append_val (person->away, away);
          g_array_append_val (person->travel, travel);
          g_array_append_val (person->exceptions, exception);
        }
      mt_team_take_person (team, person);
    }
  return team;
}

static gint64
read_work (const MtTeam *team, const MtAgenda *agenda, MtSpan window)
{
  g_autoptr (MtPatterns) patterns = mt_patterns_new ();
  gint64 total_s = 0;

  for (guint i = 0; i < team->people->len; i++)
    {
      g_autoptr (MtSpans) work =
          mt_work_free (patterns, g_ptr_array_index (team->people, i), agenda, window);

      total_s += mt_spans_total (work);
    }
  return total_s;
}

/* What it takes at least: the hours known already, meetings taken out into a fixed buffer. */
static gint64
subtract_plainly (const MtSpans *hours, const MtSpans *busy)
{
  static MtSpan buffer[4 * N_DAYS];
  gint64 total_s = 0;
  guint n = 0;

  for (guint i = 0, j = 0; i < hours->n; i++)
    {
      gint64 start = hours->at[i].start;

      while (j < busy->n && busy->at[j].end <= start)
        j++;
      for (guint k = j; k < busy->n && busy->at[k].start < hours->at[i].end; k++)
        {
          if (busy->at[k].start > start)
            buffer[n++] = (MtSpan){ start, busy->at[k].start };
          start = busy->at[k].end;
        }
      if (start < hours->at[i].end)
        buffer[n++] = (MtSpan){ start, hours->at[i].end };
    }
  for (guint i = 0; i < n; i++)
    total_s += buffer[i].end - buffer[i].start;
  return total_s;
}

static gint64
read_floor (const MtTeam *team, const MtAgenda *agenda, MtSpan window)
{
  g_autoptr (MtPatterns) patterns = mt_patterns_new ();
  g_autoptr (GPtrArray) hours = g_ptr_array_new_with_free_func ((GDestroyNotify) mt_spans_free);
  gint64 total_s = 0;

  for (guint i = 0; i < N_PATTERNS; i++)
    g_ptr_array_add (hours,
                     mt_work_hours (patterns, g_ptr_array_index (team->people, i + 1), window));
  for (guint i = 0; i < team->people->len; i++)
    total_s += subtract_plainly (g_ptr_array_index (hours, i % N_PATTERNS), agenda->busy);
  return total_s;
}

static gint64
read_states (const MtTeam *team, const MtAgenda *agenda, gint64 now)
{
  g_autoptr (MtPatterns) patterns = mt_patterns_new ();
  gint64 sum = 0;

  for (guint i = 0; i < team->people->len; i++)
    sum += mt_state_at (patterns, g_ptr_array_index (team->people, i), agenda, now).kind;
  return sum;
}

static gboolean
bench_people (MtTzdata *tzdata)
{
  g_autoptr (MtTeam) team = new_team (tzdata);
  MtSpan window = { mt_date_to_wall (20780), mt_date_to_wall (20780 + N_DAYS) };
  g_autoptr (MtAgenda) agenda = mt_agenda_new_empty (window, MT_MARK_OK);
  gdouble work[ROUNDS], floor[ROUNDS], states[ROUNDS];
  gdouble work_ns, floor_ns, state_ns;

  for (guint day = 0; day < N_DAYS; day++) /* two meetings a day */
    {
      gint64 start = window.start + (gint64) day * MT_DAY_S;

      mt_spans_append (agenda->busy, start + 36000, start + 39600);
      mt_spans_append (agenda->busy, start + 50400, start + 52200);
    }
  for (guint round = 0; round < ROUNDS; round++)
    {
      gdouble start = cpu_s ();

      g_assert_cmpint (read_work (team, agenda, window), >, 0);
      work[round] = cpu_s () - start;
      start = cpu_s ();
      g_assert_cmpint (read_floor (team, agenda, window), >, 0);
      floor[round] = cpu_s () - start;
      start = cpu_s ();
      g_assert_cmpint (read_states (team, agenda, window.start + 40000), >, 0);
      states[round] = cpu_s () - start;
    }
  work_ns = median (work) * 1e9 / (N_PEOPLE * N_DAYS);
  floor_ns = median (floor) * 1e9 / (N_PEOPLE * N_DAYS);
  state_ns = median (states) * 1e9 / N_PEOPLE;
  g_print ("free time of %d people, %d days: %.1f ns a person-day, floor %.1f ns: %.1f x it\n",
           N_PEOPLE, N_DAYS, work_ns, floor_ns, work_ns / floor_ns);
  g_print ("states of %d people: %.0f ns each, %.1f ms in all\n", N_PEOPLE, state_ns,
           median (states) * 1e3);
  return work_ns <= floor_ns * WORK_BUDGET;
}

int
main (void)
{
  g_autoptr (MtTzdata) tzdata = mt_tzdata_new (NULL);
  gboolean conversion = bench_conversion (tzdata);
  gboolean first_use = bench_first_use ();
  gboolean people = bench_people (tzdata);

  return conversion && first_use && people ? 0 : 1;
}
