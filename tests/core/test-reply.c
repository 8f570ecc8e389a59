/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * The reply clock: every way of counting, over nights, absences and changes of the clocks.
 */
#include "core/mt-instant.h"
#include "core/mt-reply.h"
#include "fixtures.h"

typedef enum
{
  LONDON,
  NEW_YORK,
  UTC,
} ZoneOf;

typedef struct
{
  const char *name;
  ZoneOf zone;
  const char *week;
  const char *off;         /* dates whose exception is a day off */
  const char *away;        /* "from/to" */
  const char *holidays;    /* dates */
  const char *unavailable; /* "start/end" */
  MtCounting counting;
  const char *within; /* of end-of-day: weekdays as letters "mtwtfss", '-' unset; "" all */
  const char *sent;
  const char *due; /* NULL: not reached */
  const char *skipped;
} Row;

#define HOURS MT_COUNTING_WORKING_HOURS
#define WORKDAYS MT_COUNTING_WORKDAYS
#define ELAPSED MT_COUNTING_ELAPSED
#define END_OF_DAY MT_COUNTING_END_OF_DAY

#define LUNCH "mon-fri 09-12+13-17"
#define PLAIN "mon-fri 09-17"
#define NIGHTS "mon-fri 22-06"

static const Row rows[] = {
  { "worked-vector", LONDON, LUNCH, "2026-12-25 2026-12-28", "", "", "", HOURS, "8h",
    "2026-12-24T16:30", "2026-12-30T09:30", "2026-12-25..2026-12-28 off" },
  { "same-with-holidays", LONDON, LUNCH, "", "", "2026-12-25 2026-12-28", "", HOURS, "8h",
    "2026-12-24T16:30", "2026-12-30T09:30",
    "2026-12-25..2026-12-25 holiday, 2026-12-26..2026-12-27 off, 2026-12-28..2026-12-28 holiday" },
  { "same-with-leave", LONDON, LUNCH, "", "2026-12-25/2026-12-28", "2026-12-25", "", HOURS, "8h",
    "2026-12-24T16:30", "2026-12-30T09:30", "2026-12-25..2026-12-28 away" },
  { "end-at-closing-stays", LONDON, PLAIN, "", "", "", "", HOURS, "2h", "2026-11-23T15:00",
    "2026-11-23T17:00", "" },
  { "end-at-lunch-stays", LONDON, LUNCH, "", "", "", "", HOURS, "1h", "2026-11-23T11:00",
    "2026-11-23T12:00", "" },
  { "friday-closing-stays", LONDON, PLAIN, "", "", "", "", HOURS, "8h", "2026-11-27T09:00",
    "2026-11-27T17:00", "" },
  { "at-closing", LONDON, PLAIN, "", "", "", "", HOURS, "1m", "2026-11-27T17:00",
    "2026-11-30T09:01", "2026-11-27..2026-11-29 off" },
  { "before-opening", LONDON, PLAIN, "", "", "", "", HOURS, "1h", "2026-11-23T03:00",
    "2026-11-23T10:00", "" },
  { "after-closing-is-off", LONDON, PLAIN, "", "", "", "", HOURS, "1h", "2026-11-23T18:00",
    "2026-11-24T10:00", "2026-11-23..2026-11-23 off" },
  { "weekend", LONDON, PLAIN, "", "", "", "", HOURS, "1h", "2026-11-28T12:00", "2026-11-30T10:00",
    "2026-11-28..2026-11-29 off" },
  { "nothing", LONDON, PLAIN, "", "", "", "", HOURS, "0m", "2026-11-28T12:00", "2026-11-28T12:00",
    "" },
  { "nothing-of-never", UTC, "", "", "", "", "", HOURS, "0m", "2026-11-28T12:00",
    "2026-11-28T12:00", "" },
  { "out-of-office-stops", LONDON, PLAIN, "", "", "", "2026-11-23T10:00/2026-11-24T11:30", HOURS,
    "2h", "2026-11-23T09:00", "2026-11-24T12:30", "" },
  { "out-of-office-days", LONDON, PLAIN, "", "", "", "2026-11-24T00:00/2026-11-26T00:00", HOURS,
    "9h", "2026-11-23T09:00", "2026-11-26T10:00", "2026-11-24..2026-11-25 away" },
  { "out-of-office-all-the-hours", LONDON, PLAIN, "", "", "", "2026-11-24T08:00/2026-11-24T18:00",
    HOURS, "9h", "2026-11-23T09:00", "2026-11-25T10:00", "2026-11-24..2026-11-24 away" },
  { "out-of-office-over-a-weekend", LONDON, PLAIN, "", "", "", "2026-11-27T00:00/2026-11-29T00:00",
    HOURS, "9h", "2026-11-26T09:00", "2026-11-30T10:00",
    "2026-11-27..2026-11-28 away, 2026-11-29..2026-11-29 off" },
  { "out-of-office-on-a-day-off", LONDON, PLAIN, "", "", "", "2026-11-28T08:00/2026-11-28T18:00",
    HOURS, "9h", "2026-11-27T09:00", "2026-11-30T10:00", "2026-11-28..2026-11-29 off" },
  { "night-shift", UTC, NIGHTS, "", "", "", "", HOURS, "8h", "2026-11-27T23:00", "2026-11-30T23:00",
    "2026-11-29..2026-11-29 off" },
  { "night-shift-cut-by-leave", UTC, NIGHTS, "", "2026-11-24/2026-11-24", "", "", HOURS, "3h",
    "2026-11-23T22:00", "2026-11-25T23:00", "2026-11-24..2026-11-24 away" },
  { "night-shift-dropped-whole", UTC, "mon-tue 22-06", "", "2026-11-24/2026-11-24", "", "", HOURS,
    "3h", "2026-11-23T22:00", "2026-11-30T23:00",
    "2026-11-24..2026-11-25 away, 2026-11-26..2026-11-29 off" },
  { "whole-days", UTC, "mon-sun 00-24", "", "", "", "", HOURS, "1d", "2026-11-23T00:00",
    "2026-11-24T00:00", "" },
  { "spring-gap", LONDON, "mon-sun 00-04", "", "", "", "", HOURS, "4h", "2026-03-29T00:00",
    "2026-03-30T00:00", "" },
  { "never", UTC, "", "", "", "", "", HOURS, "1m", "2026-11-23T09:00", NULL,
    "2026-11-23..2027-11-24 off" },
  { "far-away", UTC, "mon-sun 00-24", "", "2026-11-24/2028-01-01", "", "", HOURS, "1d",
    "2026-11-23T12:00", NULL, "2026-11-24..2027-11-24 away" },

  { "workdays-over-the-weekend", LONDON, PLAIN, "", "", "", "", WORKDAYS, "24h", "2026-11-27T15:00",
    "2026-11-30T15:00", "2026-11-28..2026-11-29 off" },
  { "workdays-from-saturday", LONDON, PLAIN, "", "", "", "", WORKDAYS, "24h", "2026-11-28T15:00",
    "2026-12-01T00:00", "2026-11-28..2026-11-29 off" },
  { "workdays-end-at-midnight", LONDON, PLAIN, "", "", "", "", WORKDAYS, "9h", "2026-11-27T15:00",
    "2026-11-28T00:00", "" },
  { "workdays-holiday", LONDON, PLAIN, "", "", "2026-11-30", "", WORKDAYS, "1d", "2026-11-27T15:00",
    "2026-12-01T15:00", "2026-11-28..2026-11-29 off, 2026-11-30..2026-11-30 holiday" },
  { "workdays-away-by-calendar", LONDON, PLAIN, "", "", "", "2026-11-24T00:00/2026-11-25T00:00",
    WORKDAYS, "1d", "2026-11-23T15:00", "2026-11-25T15:00", "2026-11-24..2026-11-24 away" },
  { "workdays-half-away-is-a-working-day", LONDON, PLAIN, "", "", "",
    "2026-11-24T00:00/2026-11-24T16:59", WORKDAYS, "1d", "2026-11-23T15:00", "2026-11-24T15:00",
    "" },
  { "workdays-23-hours", LONDON, "mon-sun 09-17", "", "", "", "", WORKDAYS, "24h",
    "2026-03-28T12:00", "2026-03-29T12:00", "" },
  { "workdays-25-hours", LONDON, "sat-sun 09-17", "", "", "", "", WORKDAYS, "25h",
    "2026-10-24T23:00", "2026-10-26T00:00", "" },
  { "workdays-23-hours-end", LONDON, "sat-sun 09-17", "", "", "", "", WORKDAYS, "24h",
    "2026-03-29T00:00", "2026-04-04T00:00", "2026-03-30..2026-04-03 off" },
  { "workdays-night-shift-morning-is-off", UTC, "fri 22-06", "", "", "", "", WORKDAYS, "24h",
    "2026-11-27T23:00", "2026-12-04T23:00", "2026-11-28..2026-12-03 off" },
  { "workdays-never", UTC, "", "", "", "", "", WORKDAYS, "1m", "2026-11-23T09:00", NULL,
    "2026-11-23..2027-11-24 off" },

  { "elapsed", LONDON, PLAIN, "", "2026-11-28/2026-11-29", "", "", ELAPSED, "2d",
    "2026-11-27T15:00", "2026-11-29T15:00", "" },
  { "elapsed-366-days", UTC, "", "", "", "", "", ELAPSED, "366d", "2026-11-27T15:00",
    "2027-11-28T15:00", "" },
  { "elapsed-too-far", UTC, "", "", "", "", "", ELAPSED, "366d1m", "2026-11-27T15:00", NULL, "" },

  { "end-of-day", LONDON, LUNCH, "", "", "", "", END_OF_DAY, "", "2026-11-23T10:00",
    "2026-11-23T17:00", "" },
  { "end-of-day-not-lunch", LONDON, LUNCH, "", "", "", "", END_OF_DAY, "", "2026-11-23T12:30",
    "2026-11-23T17:00", "" },
  { "end-of-day-at-the-end", LONDON, LUNCH, "", "", "", "", END_OF_DAY, "", "2026-11-23T17:00",
    "2026-11-24T17:00", "2026-11-23..2026-11-23 off" },
  { "end-of-day-weekend", LONDON, LUNCH, "", "", "", "", END_OF_DAY, "", "2026-11-27T18:00",
    "2026-11-30T17:00", "2026-11-27..2026-11-29 off" },
  { "end-of-day-days", LONDON, LUNCH, "", "", "", "", END_OF_DAY, "m-w----", "2026-11-23T18:00",
    "2026-11-25T17:00", "2026-11-23..2026-11-24 off" },
  { "end-of-day-no-days", LONDON, LUNCH, "", "", "", "", END_OF_DAY, "-------", "2026-11-23T18:00",
    NULL, "2026-11-23..2027-11-24 off" },
  { "end-of-day-night", UTC, NIGHTS, "", "", "", "", END_OF_DAY, "", "2026-11-27T23:00",
    "2026-11-28T06:00", "" },
  { "end-of-day-in-the-night", UTC, NIGHTS, "", "", "", "", END_OF_DAY, "", "2026-11-28T03:00",
    "2026-11-28T06:00", "" },
  { "end-of-day-night-days", UTC, NIGHTS, "", "", "", "", END_OF_DAY, "----f--", "2026-11-26T23:00",
    "2026-11-28T06:00", "2026-11-26..2026-11-26 off" },
  { "end-of-day-first-end", UTC, "mon 09-09, tue 00-08", "", "", "", "", END_OF_DAY, "",
    "2026-11-23T10:00", "2026-11-24T08:00", "" },
  { "end-of-day-away", LONDON, LUNCH, "", "2026-11-23/2026-11-24", "", "", END_OF_DAY, "",
    "2026-11-23T10:00", "2026-11-25T17:00", "2026-11-23..2026-11-24 away" },
  { "end-of-day-new-york", NEW_YORK, PLAIN, "", "", "", "", END_OF_DAY, "", "2026-11-24T01:00",
    "2026-11-24T22:00", "2026-11-23..2026-11-23 off" },
};

static MtZone *
zone_of (ZoneOf zone)
{
  switch (zone)
    {
    case LONDON:
      return fixture_zone_eu ("Europe/London", 0);
    case NEW_YORK:
      return fixture_zone_us ("America/New_York", -5);
    case UTC:
    default:
      return mt_zone_new_fixed ("UTC", 0);
    }
}

static MtPerson *
person_of (const Row *row)
{
  g_autoptr (MtZone) zone = zone_of (row->zone);
  MtPerson *person = fixture_person ("bo", zone, row->week);
  g_auto (GStrv) off = g_strsplit (row->off, " ", -1);
  for (char **date = off; *date != NULL && **date != '\0'; date++)
    fixture_off (person, *date, NULL);
  if (*row->away != '\0')
    {
      g_auto (GStrv) ends = g_strsplit (row->away, "/", 2);
      fixture_away (person, ends[0], ends[1]);
    }
  return person;
}

static MtChannel *
channel_of (const Row *row)
{
  MtChannel *channel = mt_channel_new ("chat", row->counting, 0);
  if (row->counting != END_OF_DAY)
    g_assert_true (mt_length_parse (row->within, &channel->within_s));
  else if (*row->within != '\0')
    {
      channel->days = 0;
      for (guint day = 0; day < 7; day++)
        if (row->within[day] != '-')
          channel->days |= (guint8) (1u << day);
    }
  return channel;
}

static char *
write_skipped (const GArray *skipped)
{
  GString *text = g_string_new (NULL);
  for (guint i = 0; i < skipped->len; i++)
    {
      const MtSkip *skip = &g_array_index (skipped, MtSkip, i);
      g_autofree char *from = mt_date_format (skip->from);
      g_autofree char *to = mt_date_format (skip->to);
      g_string_append_printf (text, "%s%s..%s %s", i > 0 ? ", " : "", from, to,
                              mt_skip_why_to_string (skip->why));
    }
  return g_string_free (text, FALSE);
}

static void
test_row (gconstpointer data)
{
  const Row *row = data;
  g_autoptr (MtPatterns) patterns = mt_patterns_new ();
  g_autoptr (MtPerson) person = person_of (row);
  g_autoptr (MtAgenda) agenda = fixture_agenda (row->holidays, row->unavailable);
  g_autoptr (MtChannel) channel = channel_of (row);
  g_auto (MtReply) reply = { 0 };

  mt_reply_by (patterns, person, agenda, channel, fixture_instant (row->sent), &reply);
  g_autofree char *skipped = write_skipped (reply.skipped);
  g_autofree char *due = reply.reached ? mt_instant_format_utc (reply.due) : NULL;
  g_autofree char *expected =
      row->due != NULL ? mt_instant_format_utc (fixture_instant (row->due)) : NULL;
  g_assert_cmpstr (due, ==, expected);
  g_assert_cmpstr (skipped, ==, row->skipped);
}

static void
test_words (void)
{
  g_assert_cmpstr (mt_counting_to_string (HOURS), ==, "working-hours");
  g_assert_cmpstr (mt_counting_to_string (WORKDAYS), ==, "workdays");
  g_assert_cmpstr (mt_counting_to_string (ELAPSED), ==, "elapsed");
  g_assert_cmpstr (mt_counting_to_string (END_OF_DAY), ==, "end-of-day");
}

/* ---- random people against counting minute by minute ---- */

#define REACH_DAYS 30

typedef struct
{
  MtPatterns *patterns;
  MtPerson *person;
  MtAgenda *agenda;
  MtChannel *channel;
  MtSpans *work;
  gint64 sent;
} Case;

static MtDate
random_date (void)
{
  return fixture_date ("2026-03-01") + g_test_rand_int_range (0, 90);
}

static MtPerson *
random_person (void)
{
  static const char *const weeks[] = { PLAIN, LUNCH, NIGHTS, "tue 12-12, sat 00-24", "sun 23-02" };
  g_autoptr (MtZone) zone = zone_of ((ZoneOf) g_test_rand_int_range (0, 3));
  MtPerson *person =
      fixture_person ("bo", zone, weeks[g_test_rand_int_range (0, G_N_ELEMENTS (weeks))]);
  for (gint n = g_test_rand_int_range (0, 3); n > 0; n--)
    {
      MtDate from = random_date ();
      MtAway away = { from, from + g_test_rand_int_range (0, 5), NULL };
      g_array_append_val (person->away, away);
    }
  if (g_test_rand_bit ())
    {
      MtDate from = random_date ();
      g_autoptr (MtZone) there = mt_zone_new_fixed ("Test/Far", 50400);
      MtTravel travel = { from, from + 9, mt_zone_ref (there) };
      g_array_append_val (person->travel, travel);
    }
  return person;
}

static MtAgenda *
random_agenda (void)
{
  MtAgenda *agenda = fixture_agenda ("", "");
  for (gint n = g_test_rand_int_range (0, 20); n > 0; n--)
    {
      gint64 start = mt_date_to_wall (random_date ()) + g_test_rand_int_range (0, 1440) * 60;
      mt_spans_append (agenda->unavailable, start, start + g_test_rand_int_range (1, 2880) * 60);
    }
  mt_spans_normalise (agenda->unavailable);
  MtDate holiday = random_date ();
  g_array_append_val (agenda->holidays, holiday);
  return agenda;
}

static void
case_init (Case *c)
{
  c->patterns = mt_patterns_new ();
  c->person = random_person ();
  c->agenda = random_agenda ();
  c->channel = mt_channel_new ("chat", (MtCounting) g_test_rand_int_range (0, 4), 0);
  c->channel->within_s = g_test_rand_int_range (0, 2400) * 60;
  c->sent = mt_date_to_wall (random_date ()) + g_test_rand_int_range (0, 1440) * 60;
  MtSpan reach = { c->sent, c->sent + (REACH_DAYS + 3) * MT_DAY_S };
  c->work = mt_work_time (c->patterns, c->person, c->agenda, reach);
}

static void
case_clear (Case *c)
{
  mt_spans_free (c->work);
  mt_channel_free (c->channel);
  mt_agenda_unref (c->agenda);
  mt_person_free (c->person);
  mt_patterns_free (c->patterns);
}

static gboolean
counts (const Case *c, gint64 minute)
{
  switch (c->channel->counting)
    {
    case WORKDAYS:
      return mt_work_is_working_day (c->patterns, c->person, c->agenda,
                                     mt_day_of (c->person, minute));
    case ELAPSED:
      return TRUE;
    case HOURS:
    case END_OF_DAY:
    default:
      return mt_spans_contains (c->work, minute);
    }
}

/* G_MAXINT64: not within the days looked at. */
static gint64
slow_due (const Case *c)
{
  gint64 best = G_MAXINT64, end, left_s = c->channel->within_s;
  if (c->channel->counting != END_OF_DAY)
    {
      gint64 t = c->sent;
      for (; left_s > 0 && t < c->sent + REACH_DAYS * MT_DAY_S; t += 60)
        left_s -= counts (c, t) ? 60 : 0;
      return left_s > 0 ? G_MAXINT64 : t;
    }
  MtDate first = mt_date_of_wall (c->sent) - 4;
  for (MtDate date = first; date < first + REACH_DAYS; date++)
    if (mt_work_day_end (c->patterns, c->person, c->agenda, date, &end) && end > c->sent)
      best = MIN (best, end);
  return best;
}

static gboolean
is_skipped (const MtReply *reply, MtDate date)
{
  for (guint i = 0; i < reply->skipped->len; i++)
    {
      const MtSkip *skip = &g_array_index (reply->skipped, MtSkip, i);
      if (skip->from <= date && date <= skip->to)
        return TRUE;
    }
  return FALSE;
}

static void
check_skipped (const Case *c, const MtReply *reply)
{
  gint64 t = c->sent;
  while (t < reply->due)
    {
      gboolean counted = FALSE;
      MtDate date = mt_day_of (c->person, t);
      for (; t < reply->due && mt_day_of (c->person, t) == date; t += 60)
        counted = counted || counts (c, t);
      g_assert_cmpint (is_skipped (reply, date), ==, !counted);
    }
  for (guint i = 1; i < reply->skipped->len; i++)
    {
      const MtSkip *before = &g_array_index (reply->skipped, MtSkip, i - 1);
      const MtSkip *skip = &g_array_index (reply->skipped, MtSkip, i);
      g_assert_cmpint (before->to, <, skip->from);
      g_assert_true (before->why != skip->why || before->to + 1 < skip->from);
    }
}

static void
test_random (void)
{
  for (guint i = 0; i < 150; i++)
    {
      Case c;
      g_auto (MtReply) reply = { 0 };
      case_init (&c);
      mt_reply_by (c.patterns, c.person, c.agenda, c.channel, c.sent, &reply);
      gint64 due = slow_due (&c);
      g_assert_true (reply.reached || due == G_MAXINT64);
      if (due != G_MAXINT64)
        {
          g_assert_cmpint (reply.due, ==, due);
          check_skipped (&c, &reply);
        }
      case_clear (&c);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *path = g_strconcat ("/reply/", rows[i].name, NULL);
      g_test_add_data_func (path, &rows[i], test_row);
    }
  g_test_add_func ("/reply/words", test_words);
  g_test_add_func ("/reply/random", test_random);
  return g_test_run ();
}
