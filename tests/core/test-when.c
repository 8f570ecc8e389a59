/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * Typed times, in any order of their parts, good and bad.
 */
#include "core/mt-instant.h"
#include "core/mt-when.h"
#include "fixtures.h"

/* Tuesday 24 November 2026, 02:30 in London: still Monday in New York. */
#define NOW "2026-11-24T02:30"

typedef struct
{
  MtZone *london;
  MtZone *berlin;
  MtZone *new_york;
  MtZone *kolkata;
  MtTeam *team;
} World;

typedef struct
{
  const char *name;
  const char *text;
  const char *me;      /* id, NULL: the viewer is in London */
  const char *instant; /* NULL: an error */
  MtWhenError error;
  const char *names; /* what the message must name */
} Row;

static const Row rows[] = {
  { "issue-example", "15:00 thursday Berlin", NULL, "2026-11-26T14:00" },
  { "any-order-1", "Berlin 15:00 thursday", NULL, "2026-11-26T14:00" },
  { "any-order-2", "thursday Berlin 15:00", NULL, "2026-11-26T14:00" },
  { "any-order-3", "Berlin thursday 15:00", NULL, "2026-11-26T14:00" },
  { "time-only", "15:00", NULL, "2026-11-24T15:00" },
  { "hour-only", "15", NULL, "2026-11-24T15:00" },
  { "one-digit", "9", NULL, "2026-11-24T09:00" },
  { "zero", "0:00", NULL, "2026-11-24T00:00" },
  { "past-today-is-today", "01:00", NULL, "2026-11-24T01:00" },
  { "seconds", "15:00:30", NULL, "2026-11-24T15:00:30Z" },
  { "hours-h", "15h", NULL, "2026-11-24T15:00" },
  { "hours-h-minutes", "15h30", NULL, "2026-11-24T15:30" },
  { "pm", "3pm", NULL, "2026-11-24T15:00" },
  { "pm-minutes", "3:30pm", NULL, "2026-11-24T15:30" },
  { "pm-apart", "3:30 PM Berlin", NULL, "2026-11-24T14:30" },
  { "pm-dots", "3 p.m. Berlin", NULL, "2026-11-24T14:00" },
  { "noon", "12pm", NULL, "2026-11-24T12:00" },
  { "midnight", "12am", NULL, "2026-11-24T00:00" },
  { "am", "8am", NULL, "2026-11-24T08:00" },
  { "date", "2026-12-24 16:30", NULL, "2026-12-24T16:30" },
  { "date-in-summer", "2026-07-01 16:30", NULL, "2026-07-01T15:30" },
  { "today", "today 15", NULL, "2026-11-24T15:00" },
  { "tomorrow", "Tomorrow 15", NULL, "2026-11-25T15:00" },
  { "weekday-is-today", "tuesday 15", NULL, "2026-11-24T15:00" },
  { "weekday-today-past", "tuesday 01:00", NULL, "2026-11-24T01:00" },
  { "weekday-next", "monday 15", NULL, "2026-11-30T15:00" },
  { "weekday-three", "thu 15", NULL, "2026-11-26T15:00" },
  { "weekday-more", "THURS 15", NULL, "2026-11-26T15:00" },
  { "today-there", "22:00 New York", NULL, "2026-11-24T03:00" },
  { "weekday-there", "monday 22:00 New York", NULL, "2026-11-24T03:00" },
  { "tomorrow-there", "tomorrow 22:00 New York", NULL, "2026-11-25T03:00" },
  { "many-words-mixed", "new 22:00 york", NULL, "2026-11-24T03:00" },
  { "whole-zone-name", "22:00 America/New_York", NULL, "2026-11-24T03:00" },
  { "half-hour-zone", "12:00 Asia/Kolkata", NULL, "2026-11-24T06:30" },
  { "fillers", "at 15:00 on thursday in Berlin", NULL, "2026-11-26T14:00" },
  { "commas", "Berlin, thursday,15:00", NULL, "2026-11-26T14:00" },
  { "spaces", "  15:00\t\xc2\xa0 thursday\n Berlin ", NULL, "2026-11-26T14:00" },
  { "person-id", "15:00 ana", NULL, "2026-11-24T14:00" },
  { "person-id-upper", "15:00 ANA", NULL, "2026-11-24T14:00" },
  { "person-name", "15:00 Ana Ruiz", NULL, "2026-11-24T14:00" },
  { "person-part", "15:00 zoé", NULL, "2026-11-23T20:00" },
  { "person-decomposed", "15:00 Zoe\xcc\x81", NULL, "2026-11-23T20:00" },
  { "person-travels", "15:00 ana 2026-12-01", NULL, "2026-12-01T20:00" },
  { "person-travels-weekday", "15:00 ana tuesday", NULL, "2026-11-24T14:00" },
  { "person-in-their-place", "15:00 berlin", NULL, "2026-11-24T14:00" },
  { "me", "15:00", "zoe", "2026-11-23T20:00" },
  { "me-travels", "15:00 2026-12-01", "ana", "2026-12-01T20:00" },
  { "me-elsewhere", "15:00 Berlin", "zoe", "2026-11-24T14:00" },
  { "gap-forward", "01:30 2026-03-29 London", NULL, "2026-03-29T01:30" },
  { "fold-first", "01:30 2026-10-25 London", NULL, "2026-10-25T00:30" },
  { "rfc-3339", "2026-11-24T15:22:00+01:00", NULL, "2026-11-24T14:22" },
  { "rfc-3339-spaces", " 2026-11-24t15:22:00z ", NULL, "2026-11-24T15:22" },
  { "first-date", "0:00 1600-01-01", NULL, "1600-01-01T00:00" },
  { "last-date", "23:59 2199-12-31", NULL, "2199-12-31T23:59" },

  { "empty", "", NULL, NULL, MT_WHEN_ERROR_TIME, "" },
  { "no-time", "thursday Berlin", NULL, NULL, MT_WHEN_ERROR_TIME, "thursday Berlin" },
  { "hour-24", "24:00", NULL, NULL, MT_WHEN_ERROR_TIME, "24:00" },
  { "minute-60", "15:60", NULL, NULL, MT_WHEN_ERROR_TIME, "15:60" },
  { "one-minute-digit", "15:5", NULL, NULL, MT_WHEN_ERROR_TIME, "15:5" },
  { "pm-13", "13pm", NULL, NULL, MT_WHEN_ERROR_TIME, "13pm" },
  { "am-0", "0am", NULL, NULL, MT_WHEN_ERROR_TIME, "0am" },
  { "negative", "-5", NULL, NULL, MT_WHEN_ERROR_TIME, "-5" },
  { "big", "99999999999999999999", NULL, NULL, MT_WHEN_ERROR_TIME, "999" },
  { "unknown-place", "15:00 Atlantis", NULL, NULL, MT_WHEN_ERROR_PLACE, "Atlantis" },
  { "misspelt-day", "15:00 thorsday Berlin", NULL, NULL, MT_WHEN_ERROR_PLACE, "thorsday" },
  { "two-days", "15:00 monday tuesday", NULL, NULL, MT_WHEN_ERROR_PLACE, "tuesday" },
  { "two-times", "15:00 16:00", NULL, NULL, MT_WHEN_ERROR_PLACE, "16:00" },
  { "two-places", "15:00 Berlin London", NULL, NULL, MT_WHEN_ERROR_PLACE, "Berlin London" },
  { "no-such-date", "15:00 2026-02-30", NULL, NULL, MT_WHEN_ERROR_PLACE, "2026-02-30" },
  { "other-date-format", "15:00 24/12/2026", NULL, NULL, MT_WHEN_ERROR_PLACE, "24/12/2026" },
  { "not-utf-8", "15:00 \xff\xfe", NULL, NULL, MT_WHEN_ERROR_PLACE, "" },
  { "two-people", "15:00 kim", NULL, NULL, MT_WHEN_ERROR_AMBIGUOUS, "kim1" },
  { "person-or-place", "15:00 kolkata", NULL, NULL, MT_WHEN_ERROR_AMBIGUOUS, "Asia/Kolkata" },
  { "before-1600", "0:00 1600-01-01 Berlin", NULL, NULL, MT_WHEN_ERROR_RANGE, "1600-01-01" },
};

static MtZone *
lookup (const char *place, gpointer user_data)
{
  World *world = user_data;
  const struct
  {
    const char *name;
    MtZone *zone;
  } places[] = {
    { "london", world->london },     { "berlin", world->berlin },
    { "new york", world->new_york }, { "america/new_york", world->new_york },
    { "kolkata", world->kolkata },   { "asia/kolkata", world->kolkata },
  };
  for (guint i = 0; i < G_N_ELEMENTS (places); i++)
    if (g_ascii_strcasecmp (place, places[i].name) == 0)
      return mt_zone_ref (places[i].zone);
  return NULL;
}

static void
add_person (World *world, const char *id, const char *name, MtZone *zone)
{
  g_autoptr (MtPerson) person = fixture_person (id, zone, "mon-fri 09-17");
  g_free (person->name);
  person->name = g_strdup (name);
  if (g_str_equal (id, "ana"))
    fixture_travel (person, "2026-11-30", "2026-12-04", world->new_york);
  mt_team_take_person (world->team, g_steal_pointer (&person));
}

/* Somebody with the id of a place in another zone ("kolkata") is ambiguous, in that zone not. */
static void
world_init (World *world)
{
  world->london = fixture_zone_eu ("Europe/London", 0);
  world->berlin = fixture_zone_eu ("Europe/Berlin", 1);
  world->new_york = fixture_zone_us ("America/New_York", -5);
  world->kolkata = mt_zone_new_fixed ("Asia/Kolkata", 19800);
  world->team = mt_team_new ();
  add_person (world, "ana", "Ana Ruiz", world->berlin);
  add_person (world, "zoe", "Zoé Hart", world->new_york);
  add_person (world, "kim1", "Kim Lee", world->berlin);
  add_person (world, "kim2", "Kim Park", world->berlin);
  add_person (world, "berlin", "Irving B", world->berlin);
  add_person (world, "kolkata", "Someone Else", world->berlin);
}

static void
world_clear (World *world)
{
  mt_team_unref (world->team);
  mt_zone_unref (world->london);
  mt_zone_unref (world->berlin);
  mt_zone_unref (world->new_york);
  mt_zone_unref (world->kolkata);
}

static void
test_row (gconstpointer data)
{
  const Row *row = data;
  World world;
  g_autoptr (GError) error = NULL;
  gint64 instant = 42;

  world_init (&world);
  const MtPerson *me = row->me != NULL ? mt_team_find (world.team, row->me) : NULL;
  gboolean read = mt_when_parse (row->text, world.team, me, world.london, lookup, &world,
                                 fixture_instant (NOW), &instant, &error);
  if (row->instant != NULL)
    {
      g_assert_no_error (error);
      g_assert_true (read);
      g_autofree char *text = mt_instant_format_utc (instant);
      g_autofree char *expected = mt_instant_format_utc (fixture_instant (row->instant));
      g_assert_cmpstr (text, ==, expected);
    }
  else
    {
      g_assert_false (read);
      g_assert_error (error, MT_WHEN_ERROR, (int) row->error);
      g_assert_nonnull (strstr (error->message, row->names));
      g_assert_true (g_utf8_validate (error->message, -1, NULL));
      g_assert_cmpint (instant, ==, 42);
    }
  world_clear (&world);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *path = g_strconcat ("/when/", rows[i].name, NULL);
      g_test_add_data_func (path, &rows[i], test_row);
    }
  return g_test_run ();
}
