/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * Zones, people and instants for the tests of rules. The zones follow today's rules of their region
 * for the years 2020 to 2035, computed here, so that no test rests on what the system installed.
 */
#include "fixtures.h"

#include <string.h>

#include "core/mt-instant.h"

#define FIRST_YEAR 2020
#define N_YEARS 16

/* The nth Sunday of a month, or the last one with nth 0. */
static MtDate
sunday (int year, int month, int nth)
{
  MtDate first = mt_date_from_civil (year, month, 1);
  MtDate date = first + (MT_SUNDAY - mt_date_weekday (first) + 7) % 7;
  int y, m, d;

  if (nth > 0)
    return date + 7 * (nth - 1);
  do
    {
      date += 7;
      mt_date_to_civil (date, &y, &m, &d);
    }
  while (m == month);
  return date - 7;
}

static gint64
at_hour (MtDate date, gint hour)
{
  return mt_date_to_wall (date) + hour * 3600;
}

/* Europe: last Sundays of March and October, 01:00 UTC. */
MtZone *
fixture_zone_eu (const char *id, gint hours)
{
  MtZoneChange changes[2 * N_YEARS];
  for (int i = 0; i < N_YEARS; i++)
    {
      changes[2 * i] =
          (MtZoneChange){ at_hour (sunday (FIRST_YEAR + i, 3, 0), 1), (hours + 1) * 3600 };
      changes[2 * i + 1] =
          (MtZoneChange){ at_hour (sunday (FIRST_YEAR + i, 10, 0), 1), hours * 3600 };
    }
  return mt_zone_new (id, hours * 3600, changes, G_N_ELEMENTS (changes));
}

/* United States: second Sunday of March, first of November, 02:00 wall time. */
MtZone *
fixture_zone_us (const char *id, gint hours)
{
  MtZoneChange changes[2 * N_YEARS];
  for (int i = 0; i < N_YEARS; i++)
    {
      changes[2 * i] =
          (MtZoneChange){ at_hour (sunday (FIRST_YEAR + i, 3, 2), 2 - hours), (hours + 1) * 3600 };
      changes[2 * i + 1] =
          (MtZoneChange){ at_hour (sunday (FIRST_YEAR + i, 11, 1), 1 - hours), hours * 3600 };
    }
  return mt_zone_new (id, hours * 3600, changes, G_N_ELEMENTS (changes));
}

/* South-eastern Australia: first Sundays of April and October, 02:00 standard time. */
MtZone *
fixture_zone_south (const char *id, gint hours)
{
  MtZoneChange changes[2 * N_YEARS];
  for (int i = 0; i < N_YEARS; i++)
    {
      changes[2 * i] =
          (MtZoneChange){ at_hour (sunday (FIRST_YEAR + i, 4, 1), 2 - hours), hours * 3600 };
      changes[2 * i + 1] =
          (MtZoneChange){ at_hour (sunday (FIRST_YEAR + i, 10, 1), 2 - hours), (hours + 1) * 3600 };
    }
  return mt_zone_new (id, (hours + 1) * 3600, changes, G_N_ELEMENTS (changes));
}

static gint32
read_clock (const char *text)
{
  g_auto (GStrv) parts = g_strsplit (text, ":", 2);
  return (gint32) (g_ascii_strtoll (parts[0], NULL, 10) * 3600 +
                   (parts[1] != NULL ? g_ascii_strtoll (parts[1], NULL, 10) * 60 : 0));
}

/* "09-12+13-17:30+22-06" */
static void
read_ranges (const char *text, GArray *ranges)
{
  g_auto (GStrv) words = g_strsplit (text, "+", -1);
  for (char **word = words; *word != NULL; word++)
    {
      g_auto (GStrv) ends = g_strsplit (*word, "-", 2);
      MtRange range = { read_clock (ends[0]), read_clock (ends[1]) };
      if (range.end_s <= range.start_s)
        range.end_s += MT_DAY_S;
      g_array_append_val (ranges, range);
    }
}

/* "mon-fri 09-12+13-17, sat 10-12" */
MtWeek *
fixture_week (const char *text)
{
  static const char names[] = "montuewedthufrisatsun";
  g_auto (GStrv) parts = g_strsplit (text, ", ", -1);
  MtWeek *week = mt_week_new ();
  for (char **part = parts; *part != NULL && **part != '\0'; part++)
    {
      g_auto (GStrv) words = g_strsplit (*part, " ", 2);
      g_autofree char *first = g_strndup (words[0], 3);
      const char *last = words[0][3] == '-' ? words[0] + 4 : first;
      gsize from = (gsize) (strstr (names, first) - names) / 3;
      gsize to = (gsize) (strstr (names, last) - names) / 3;
      for (gsize day = from; day <= to; day++)
        read_ranges (words[1], week->days[day]);
    }
  return week;
}

MtPerson *
fixture_person (const char *id, MtZone *zone, const char *week_text)
{
  g_autoptr (MtWeek) week = fixture_week (week_text);
  return mt_person_new (id, id, zone, week);
}

/* Replaces the hours of one date; NULL is off. */
void
fixture_off (MtPerson *person, const char *date, const char *ranges)
{
  MtException exception = { fixture_date (date), g_array_new (FALSE, FALSE, sizeof (MtRange)) };
  if (ranges != NULL)
    read_ranges (ranges, exception.ranges);
  g_array_append_val (person->exceptions, exception);
}

void
fixture_away (MtPerson *person, const char *from, const char *to)
{
  MtAway away = { fixture_date (from), fixture_date (to), NULL };
  g_array_append_val (person->away, away);
}

void
fixture_travel (MtPerson *person, const char *from, const char *to, MtZone *zone)
{
  MtTravel travel = { fixture_date (from), fixture_date (to), mt_zone_ref (zone) };
  g_array_append_val (person->travel, travel);
}

/* Dates "2026-12-25 2026-12-28" that are holidays; out of office "START/END START/END". */
MtAgenda *
fixture_agenda (const char *holidays, const char *unavailable)
{
  MtSpan all = { mt_date_to_wall (MT_DATE_MIN), mt_date_to_wall (MT_DATE_MAX) };
  MtAgenda *agenda = mt_agenda_new_empty (all, MT_MARK_OK);
  g_auto (GStrv) dates = g_strsplit (holidays, " ", -1);
  g_auto (GStrv) spans = g_strsplit (unavailable, " ", -1);
  for (char **date = dates; *date != NULL && **date != '\0'; date++)
    {
      MtDate value = fixture_date (*date);
      g_array_append_val (agenda->holidays, value);
    }
  for (char **span = spans; *span != NULL && **span != '\0'; span++)
    {
      g_auto (GStrv) ends = g_strsplit (*span, "/", 2);
      mt_spans_append (agenda->unavailable, fixture_instant (ends[0]), fixture_instant (ends[1]));
    }
  return agenda;
}

MtDate
fixture_date (const char *text)
{
  MtDate date;
  g_assert_true (mt_date_parse (text, &date));
  return date;
}

/* RFC 3339, where ":00Z" may be left out: "2026-12-24T16:30". */
gint64
fixture_instant (const char *text)
{
  gint64 instant;
  g_autofree char *full = strlen (text) == 16 ? g_strconcat (text, ":00Z", NULL) : g_strdup (text);
  g_assert_true (mt_instant_parse (full, &instant));
  return instant;
}
