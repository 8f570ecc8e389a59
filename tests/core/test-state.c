/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * Tests of states: which one, until when, and runs of them.
 */
#include "rows.h"

#include "core/mt-state.h"

static void
test_at (gconstpointer data)
{
  static const struct
  {
    const char *name, *zone, *week, *changes, *now, *kind, *until, *next_work, *work_until;
  } rows[] = {
    { "working", "UTC", "mon-fri 09-17", "", "2026-11-23T10:00", "working", "2026-11-23T17:00",
      "never", "2026-11-23T17:00" },
    { "opening", "UTC", "mon-fri 09-17", "", "2026-11-23T09:00", "working", "2026-11-23T17:00",
      "never", "2026-11-23T17:00" },
    { "closing", "UTC", "mon-fri 09-17", "", "2026-11-23T17:00", "off", "2026-11-24T09:00",
      "2026-11-24T09:00", "never" },
    { "weekend", "UTC", "mon-fri 09-17", "", "2026-11-20T18:00", "off", "2026-11-23T09:00",
      "2026-11-23T09:00", "never" },
    { "busy", "UTC", "mon-fri 09-17", "busy 2026-11-23T10:00/2026-11-23T11:00", "2026-11-23T10:30",
      "busy", "2026-11-23T11:00", "never", "2026-11-23T17:00" },
    { "two meetings in a row", "UTC", "mon-fri 09-17",
      "busy 2026-11-23T10:00/2026-11-23T11:00; busy 2026-11-23T11:00/2026-11-23T12:00",
      "2026-11-23T10:30", "busy", "2026-11-23T12:00", "never", "2026-11-23T17:00" },
    { "busy out of hours is off", "UTC", "mon-fri 09-17", "busy 2026-11-23T19:00/2026-11-23T20:00",
      "2026-11-23T19:30", "off", "2026-11-24T09:00", "2026-11-24T09:00", "never" },
    { "focus", "UTC", "mon-fri 09-17", "focus 2026-11-23T10:00/2026-11-23T12:00",
      "2026-11-23T10:30", "focus", "2026-11-23T12:00", "never", "2026-11-23T17:00" },
    { "busy beats focus", "UTC", "mon-fri 09-17",
      "focus 2026-11-23T10:00/2026-11-23T12:00; busy 2026-11-23T10:30/2026-11-23T11:00",
      "2026-11-23T10:45", "busy", "2026-11-23T11:00", "never", "2026-11-23T17:00" },
    { "tentative is a note", "UTC", "mon-fri 09-17", "tentative 2026-11-23T10:00/2026-11-23T12:00",
      "2026-11-23T10:45", "working", "2026-11-23T17:00", "never", "2026-11-23T17:00" },
    { "unavailable for an hour", "UTC", "mon-fri 09-17",
      "unavailable 2026-11-23T10:00/2026-11-23T11:00", "2026-11-23T10:30", "away",
      "2026-11-23T11:00", "2026-11-23T11:00", "never" },
    { "till an absence", "UTC", "mon-fri 09-17", "unavailable 2026-11-23T10:00/2026-11-23T11:00",
      "2026-11-23T09:30", "working", "2026-11-23T10:00", "never", "2026-11-23T10:00" },
    { "leave", "UTC", "mon-fri 09-17", "away 2026-11-23 2026-11-25", "2026-11-23T03:00", "away",
      "2026-11-26T00:00", "2026-11-26T09:00", "never" },
    { "leave over a holiday", "UTC", "mon-fri 09-17",
      "away 2026-11-23 2026-11-24; holiday 2026-11-24; holiday 2026-11-25", "2026-11-24T03:00",
      "away", "2026-11-25T00:00", "2026-11-26T09:00", "never" },
    { "holiday at midnight", "Europe/Berlin", "mon-fri 09-17", "holiday 2026-11-24",
      "2026-11-23T23:00", "holiday", "2026-11-24T23:00", "2026-11-25T08:00", "never" },
    { "a second before", "Europe/Berlin", "mon-fri 09-17", "holiday 2026-11-24",
      "2026-11-23T22:59:59Z", "off", "2026-11-23T23:00", "2026-11-25T08:00", "never" },
    { "leave without end", "UTC", "mon-fri 09-17", "away 2026-11-23 2027-11-23", "2026-11-23T03:00",
      "away", "never", "never", "never" },
    { "14 days to the second", "UTC", "mon-fri 09-17", "away 2026-11-23 2026-12-06",
      "2026-11-23T00:00", "away", "2026-12-07T00:00", "never", "never" },
    { "14 days and a second", "UTC", "mon-fri 09-17", "away 2026-11-23 2026-12-07",
      "2026-11-23T23:59:59Z", "away", "never", "never", "never" },
    { "nobody works", "UTC", "", "", "2026-11-23T12:00", "off", "never", "never", "never" },
    { "work without end", "UTC", "mon-sun 00-24", "", "2026-11-23T12:00", "working", "never",
      "never", "never" },
    { "work without end, a meeting next week", "UTC", "mon-sun 00-24",
      "busy 2026-12-01T10:00/2026-12-01T11:00", "2026-11-23T12:00", "working", "2026-12-01T10:00",
      "never", "never" },
    { "off until leave", "UTC", "mon-fri 09-17", "away 2026-11-22 2026-11-22", "2026-11-21T12:00",
      "off", "2026-11-22T00:00", "2026-11-23T09:00", "never" },
    { "night over a fold", "Europe/Berlin", "sat 22-06", "", "2026-10-25T00:30", "working",
      "2026-10-25T05:00", "never", "2026-10-25T05:00" },
    { "a night after leave begins is off", "UTC", "mon 22-06", "away 2026-11-23 2026-11-23",
      "2026-11-24T03:00", "off", "2026-11-30T22:00", "2026-11-30T22:00", "never" },
    { "in the zone of a trip", "Europe/Berlin", "mon-fri 09-17",
      "travel 2026-11-24 2026-11-24 America/New_York", "2026-11-24T13:00", "off",
      "2026-11-24T14:00", "2026-11-24T14:00", "never" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_auto (Row) row = { 0 };
      g_autofree char *until = NULL, *next_work = NULL, *work_until = NULL;
      MtState state;

      g_test_message ("%s", rows[i].name);
      row_init (&row, (MtTzdata *) data, rows[i].zone, rows[i].week, rows[i].changes);
      state = mt_state_at (row.patterns, row.person, row.agenda, fixture_instant (rows[i].now));
      until = row_write_instant (state.until);
      next_work = row_write_instant (state.next_work);
      work_until = row_write_instant (state.work_until);
      g_assert_cmpstr (mt_state_to_string (state.kind), ==, rows[i].kind);
      g_assert_cmpstr (until, ==, rows[i].until);
      g_assert_cmpstr (next_work, ==, rows[i].next_work);
      g_assert_cmpstr (work_until, ==, rows[i].work_until);
    }
}

static void
test_tentative (gconstpointer data)
{
  g_auto (Row) row = { 0 };

  row_init (&row, (MtTzdata *) data, "UTC", "mon-fri 09-17",
            "tentative 2026-11-23T10:00/2026-11-23T12:00; busy 2026-11-23T11:00/2026-11-23T12:00; "
            "tentative 2026-11-23T18:00/2026-11-23T19:00");
  g_assert_true (
      mt_state_at (row.patterns, row.person, row.agenda, fixture_instant ("2026-11-23T10:00"))
          .tentative);
  g_assert_false (
      mt_state_at (row.patterns, row.person, row.agenda, fixture_instant ("2026-11-23T11:00"))
          .tentative);
  g_assert_false (
      mt_state_at (row.patterns, row.person, row.agenda, fixture_instant ("2026-11-23T18:30"))
          .tentative);
}

static void
test_runs (gconstpointer data)
{
  static const char *const expected =
      "off 2026-11-23T09:00, working 2026-11-23T10:00, busy 2026-11-23T12:00, "
      "focus 2026-11-23T13:00, working 2026-11-23T15:00, away 2026-11-23T16:00, "
      "working 2026-11-23T17:00, off 2026-11-24T00:00, holiday 2026-11-25T00:00, "
      "off 2026-11-25T06:00";
  g_auto (Row) row = { 0 };
  g_autoptr (GArray) runs = NULL;
  g_autoptr (GArray) nothing = NULL;
  g_autoptr (GString) text = g_string_new (NULL);
  MtSpan window = { fixture_instant ("2026-11-23T00:00"), fixture_instant ("2026-11-25T06:00") };

  row_init (&row, (MtTzdata *) data, "UTC", "mon-fri 09-17",
            "busy 2026-11-23T10:00/2026-11-23T11:00; busy 2026-11-23T11:00/2026-11-23T12:00; focus "
            "2026-11-23T10:30/2026-11-23T13:00; unavailable 2026-11-23T15:00/2026-11-23T16:00; "
            "holiday 2026-11-24");
  runs = mt_state_runs (row.patterns, row.person, row.agenda, window);
  for (guint i = 0; i < runs->len; i++)
    {
      const MtStateRun *run = &g_array_index (runs, MtStateRun, i);
      g_autofree char *end = row_write_instant (run->end);

      g_assert_cmpint (run->start, ==,
                       i == 0 ? window.start : g_array_index (runs, MtStateRun, i - 1).end);
      g_string_append_printf (text, "%s%s %s", i > 0 ? ", " : "", mt_state_to_string (run->kind),
                              end);
    }
  g_assert_cmpstr (text->str, ==, expected);
  nothing = mt_state_runs (row.patterns, row.person, row.agenda, (MtSpan){ 5, 5 });
  g_assert_cmpuint (nothing->len, ==, 0);
}

/* Whatever the calendars say, state and runs agree, and hours alone do without an agenda. */
static void
test_agreement (gconstpointer data)
{
  g_auto (Row) row = { 0 };
  g_autoptr (GArray) runs = NULL;
  MtSpan window = { fixture_instant ("2026-03-20T00:00"), fixture_instant ("2026-04-10T00:00") };

  row_init (&row, (MtTzdata *) data, "Europe/Berlin", "mon-fri 09-12+13-17, sat 22-06",
            "busy 2026-03-24T09:00/2026-03-24T10:00; focus 2026-03-25T07:00/2026-03-25T12:00; away "
            "2026-03-30 2026-03-31; holiday 2026-04-03; unavailable 2026-04-07T08:00/"
            "2026-04-07T10:00; travel 2026-04-08 2026-04-09 Asia/Kolkata");
  runs = mt_state_runs (row.patterns, row.person, row.agenda, window);
  for (guint i = 0; i + 1 < runs->len; i++)
    {
      const MtStateRun *run = &g_array_index (runs, MtStateRun, i);
      MtState first = mt_state_at (row.patterns, row.person, row.agenda, run->start);
      MtState last = mt_state_at (row.patterns, row.person, row.agenda, run->end - 1);

      g_assert_cmpint (first.kind, ==, run->kind);
      g_assert_cmpint (first.until, ==, run->end);
      g_assert_cmpint (last.kind, ==, run->kind);
      g_assert_cmpint (last.until, ==, run->end);
    }
  g_assert_cmpint (
      mt_state_at (row.patterns, row.person, NULL, fixture_instant ("2026-04-07T09:00")).kind, ==,
      MT_STATE_WORKING);
}

int
main (int argc, char **argv)
{
  g_autoptr (MtTzdata) tzdata = mt_tzdata_new (NULL);

  g_test_init (&argc, &argv, NULL);
  g_test_add_data_func ("/state/at", tzdata, test_at);
  g_test_add_data_func ("/state/tentative", tzdata, test_tentative);
  g_test_add_data_func ("/state/runs", tzdata, test_runs);
  g_test_add_data_func ("/state/agreement", tzdata, test_agreement);
  return g_test_run ();
}
