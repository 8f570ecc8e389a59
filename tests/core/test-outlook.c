/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * The outlook: the weeks in which only one side has changed its clocks, and random weeks against
 * counting minute by minute.
 */
#include "core/mt-instant.h"
#include "core/mt-outlook.h"
#include "fixtures.h"

#define PLAIN "mon-fri 09-17"
#define WEEK_MIN (7 * 24 * 60)

static char *
write_pair (const MtOutlookPair *pair)
{
  g_autofree char *until = pair->has_until ? mt_instant_format_utc (pair->until) : NULL;
  return g_strdup_printf (" %u+%u:%d>%d%s%s", pair->a, pair->b, pair->before_min, pair->after_min,
                          until != NULL ? "<" : "", until != NULL ? until : "");
}

/* "AT ZONE [PEOPLE] SHIFT BEFORE>AFTER PAIR..", an entry a line */
static char *
write_outlook (const GPtrArray *entries)
{
  GString *text = g_string_new (NULL);
  for (guint i = 0; i < entries->len; i++)
    {
      const MtOutlookEntry *entry = entries->pdata[i];
      g_autofree char *at = mt_instant_format_utc (entry->at);
      g_string_append_printf (text, "%s%s %s [", i > 0 ? "\n" : "", at,
                              mt_zone_get_id (entry->zone));
      for (guint j = 0; j < entry->people->len; j++)
        g_string_append_printf (text, "%u", g_array_index (entry->people, guint, j));
      g_string_append_printf (text, "] %d %d>%d", entry->shift_s, entry->team_before_min,
                              entry->team_after_min);
      for (guint j = 0; j < entry->pairs->len; j++)
        {
          g_autofree char *pair = write_pair (&g_array_index (entry->pairs, MtOutlookPair, j));
          g_string_append (text, pair);
        }
    }
  return g_string_free (text, FALSE);
}

typedef struct
{
  MtTeam *team;
  MtZone *berlin;
  MtZone *london;
  MtZone *new_york;
  MtZone *sydney;
  MtZone *kolkata;
} World;

static void
world_init (World *world)
{
  world->team = mt_team_new ();
  world->berlin = fixture_zone_eu ("Europe/Berlin", 1);
  world->london = fixture_zone_eu ("Europe/London", 0);
  world->new_york = fixture_zone_us ("America/New_York", -5);
  world->sydney = fixture_zone_south ("Australia/Sydney", 10);
  world->kolkata = mt_zone_new_fixed ("Asia/Kolkata", 19800);
}

static void
world_clear (World *world)
{
  mt_team_unref (world->team);
  mt_zone_unref (world->berlin);
  mt_zone_unref (world->london);
  mt_zone_unref (world->new_york);
  mt_zone_unref (world->sydney);
  mt_zone_unref (world->kolkata);
}

static MtPerson *
world_add (World *world, MtZone *zone, const char *week)
{
  g_autofree char *id = g_strdup_printf ("p%u", world->team->people->len);
  MtPerson *person = fixture_person (id, zone, week);
  mt_team_take_person (world->team, person);
  return person;
}

static void
assert_outlook (const World *world, const char *now, guint days, const char *expected)
{
  g_autoptr (GPtrArray) entries = mt_outlook (world->team, fixture_instant (now), days);
  g_autofree char *text = write_outlook (entries);
  g_assert_cmpstr (text, ==, expected);
}

static void
test_mismatch_weeks (void)
{
  World world;
  world_init (&world);
  world_add (&world, world.berlin, PLAIN);
  world_add (&world, world.new_york, PLAIN);
  assert_outlook (&world, "2026-03-01T00:00", 60,
                  "2026-03-08T07:00:00Z America/New_York [1] 3600 600>900 "
                  "0+1:600>900<2026-03-29T01:00:00Z\n"
                  "2026-03-29T01:00:00Z Europe/Berlin [0] 3600 900>600 0+1:900>600");
  assert_outlook (&world, "2026-10-01T00:00", 60,
                  "2026-10-25T01:00:00Z Europe/Berlin [0] -3600 600>900 "
                  "0+1:600>900<2026-11-01T06:00:00Z\n"
                  "2026-11-01T06:00:00Z America/New_York [1] -3600 900>600 0+1:900>600");
  world_clear (&world);
}

/* (now, now + N days] */
static void
test_window (void)
{
  World world;
  world_init (&world);
  world_add (&world, world.new_york, PLAIN);
  assert_outlook (&world, "2026-03-08T07:00", 30, "");
  assert_outlook (&world, "2026-03-08T06:59:59Z", 1,
                  "2026-03-08T07:00:00Z America/New_York [0] 3600 2400>2400");
  assert_outlook (&world, "2026-03-07T07:00", 1,
                  "2026-03-08T07:00:00Z America/New_York [0] 3600 2400>2400");
  assert_outlook (&world, "2026-03-07T06:59:59Z", 1, "");
  assert_outlook (&world, "2026-03-07T07:00", 0, "");
  world_clear (&world);
}

/* Two zones that change together are two entries and leave each other alone; who never changes has
 * no end to it, and a team nobody shares an hour with has none. */
static void
test_together (void)
{
  World world;
  world_init (&world);
  world_add (&world, world.london, PLAIN);
  world_add (&world, world.berlin, PLAIN);
  world_add (&world, world.kolkata, PLAIN);
  world_add (&world, world.london, "");
  assert_outlook (&world, "2026-03-20T00:00", 30,
                  "2026-03-29T01:00:00Z Europe/Berlin [1] 3600 0>0 1+2:1050>1350\n"
                  "2026-03-29T01:00:00Z Europe/London [03] 3600 0>0 0+2:750>1050");
  world_clear (&world);
}

/* Pairs come once each, in the order of the file, whoever of the two changes. */
static void
test_order (void)
{
  World world;
  world_init (&world);
  world_add (&world, world.berlin, PLAIN);
  world_add (&world, world.kolkata, PLAIN);
  world_add (&world, world.berlin, PLAIN);
  world_add (&world, world.kolkata, PLAIN);
  assert_outlook (&world, "2026-03-20T00:00", 30,
                  "2026-03-29T01:00:00Z Europe/Berlin [02] 3600 1050>1350 0+1:1050>1350 "
                  "0+3:1050>1350 1+2:1050>1350 2+3:1050>1350");
  world_clear (&world);
}

/* Sydney goes back a week after Berlin went forward. Monday there begins on Sunday in UTC. */
static void
test_south (void)
{
  World world;
  world_init (&world);
  world_add (&world, world.sydney, "mon-fri 12-20");
  world_add (&world, world.berlin, "mon-fri 08-16");
  assert_outlook (&world, "2026-03-20T00:00", 30,
                  "2026-03-29T01:00:00Z Europe/Berlin [1] 3600 600>900 "
                  "0+1:600>900<2026-04-04T16:00:00Z\n"
                  "2026-04-04T16:00:00Z Australia/Sydney [0] -3600 900>1200 0+1:900>1200");
  world_clear (&world);
}

/* Somebody on the road misses the change at home, and lives through the one where they are. */
static void
test_travel (void)
{
  World world;
  world_init (&world);
  world_add (&world, world.berlin, PLAIN);
  MtPerson *traveller = world_add (&world, world.new_york, PLAIN);
  fixture_travel (traveller, "2026-03-05", "2026-03-31", world.berlin);
  assert_outlook (&world, "2026-03-01T00:00", 60,
                  "2026-03-29T01:00:00Z Europe/Berlin [01] 3600 2400>2400");
  world_clear (&world);
}

/* A night shift that runs from Sunday into Monday goes round the week. */
static void
test_round_the_week (void)
{
  World world;
  world_init (&world);
  world_add (&world, world.london, "sun 22-06");
  world_add (&world, world.kolkata, "mon 05-08");
  assert_outlook (&world, "2026-03-20T00:00", 30,
                  "2026-03-29T01:00:00Z Europe/London [0] 3600 180>180");
  world_clear (&world);
}

static void
test_nobody (void)
{
  World world;
  world_init (&world);
  assert_outlook (&world, "2026-03-20T00:00", 30, "");
  world_clear (&world);
}

static void
test_large_team (void)
{
  World world;
  world_init (&world);
  for (guint i = 0; i < 800; i++)
    world_add (&world, i % 2 == 0 ? world.berlin : world.new_york, PLAIN);
  g_autoptr (GPtrArray) entries = mt_outlook (world.team, fixture_instant ("2026-03-07T00:00"), 2);
  g_assert_cmpuint (entries->len, ==, 1);
  const MtOutlookEntry *entry = entries->pdata[0];
  g_assert_cmpuint (entry->people->len, ==, 400);
  g_assert_cmpuint (entry->pairs->len, ==, MT_OUTLOOK_MAX_PAIRS);
  g_assert_cmpuint (entry->n_pairs_left_out, ==, 160000 - MT_OUTLOOK_MAX_PAIRS);
  world_clear (&world);
}

/* ---- random weeks ---- */

static MtWeek *
random_week (gboolean *minutes)
{
  MtWeek *week = mt_week_new ();
  for (gint n = g_test_rand_int_range (0, 8); n > 0; n--)
    {
      guint day = (guint) g_test_rand_int_range (0, 7);
      gint start = g_test_rand_int_range (0, 24 * 4) * 15;
      gint end = start + g_test_rand_int_range (1, 24 * 4 + 1) * 15;
      MtRange range = { start * 60, end * 60 };
      g_array_append_val (week->days[day], range);
      for (gint minute = start; minute < end; minute++)
        minutes[((gint) day * 1440 + minute) % WEEK_MIN] = TRUE;
    }
  return week;
}

static gint
common_minutes (const gboolean *a, gint a_offset, const gboolean *b, gint b_offset)
{
  gint sum = 0;
  for (gint minute = 0; minute < WEEK_MIN; minute++)
    sum += a[(minute + a_offset + WEEK_MIN) % WEEK_MIN] &&
           b[(minute + b_offset + WEEK_MIN) % WEEK_MIN];
  return sum;
}

static void
check_random (void)
{
  gint offset_min = g_test_rand_int_range (-48, 56) * 15;
  gint moved_min = offset_min + (g_test_rand_bit () ? 60 : -30);
  gint other_min = g_test_rand_int_range (-48, 56) * 15;
  MtZoneChange change = { 1000000, moved_min * 60 };
  g_autofree gboolean *minutes_a = g_new0 (gboolean, WEEK_MIN);
  g_autofree gboolean *minutes_b = g_new0 (gboolean, WEEK_MIN);
  g_autoptr (MtWeek) week_a = random_week (minutes_a);
  g_autoptr (MtWeek) week_b = random_week (minutes_b);
  g_autoptr (MtZone) moving = mt_zone_new ("Test/Moving", offset_min * 60, &change, 1);
  g_autoptr (MtZone) fixed = mt_zone_new_fixed ("Test/Fixed", other_min * 60);
  g_autoptr (MtTeam) team = mt_team_new ();
  mt_team_take_person (team, mt_person_new ("a", "a", moving, week_a));
  mt_team_take_person (team, mt_person_new ("b", "b", fixed, week_b));

  g_autoptr (GPtrArray) entries = mt_outlook (team, 999999, 1);
  gint before = common_minutes (minutes_a, offset_min, minutes_b, other_min);
  gint after = common_minutes (minutes_a, moved_min, minutes_b, other_min);
  g_assert_cmpuint (entries->len, ==, 1);
  const MtOutlookEntry *entry = entries->pdata[0];
  g_assert_cmpint (entry->team_before_min, ==, before);
  g_assert_cmpint (entry->team_after_min, ==, after);
  g_assert_cmpuint (entry->pairs->len, ==, before != after ? 1 : 0);
}

static void
test_random (void)
{
  for (guint i = 0; i < 100; i++)
    check_random ();
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/outlook/mismatch-weeks", test_mismatch_weeks);
  g_test_add_func ("/outlook/window", test_window);
  g_test_add_func ("/outlook/together", test_together);
  g_test_add_func ("/outlook/order", test_order);
  g_test_add_func ("/outlook/south", test_south);
  g_test_add_func ("/outlook/travel", test_travel);
  g_test_add_func ("/outlook/round-the-week", test_round_the_week);
  g_test_add_func ("/outlook/nobody", test_nobody);
  g_test_add_func ("/outlook/large-team", test_large_team);
  g_test_add_func ("/outlook/random", test_random);
  return g_test_run ();
}
