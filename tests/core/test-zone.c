/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * Tests of a zone's table: gaps, folds, strange tables.
 */
#include "core/mt-zone.h"

#define HOUR 3600

/* +1 h, +2 h from 100 h, +1 h from 200 h, a day skipped at 300 h, 30 min back at 400 h */
static MtZone *
new_zone (void)
{
  static const MtZoneChange changes[] = {
    { 50 * HOUR, HOUR },           { 100 * HOUR, 2 * HOUR },
    { 200 * HOUR, HOUR },          { 300 * HOUR, -10 * HOUR },
    { 350 * HOUR, 14 * HOUR - 1 }, { 400 * HOUR, 14 * HOUR - 1 - HOUR / 2 },
  };

  return mt_zone_new ("Test/Zone", HOUR, changes, G_N_ELEMENTS (changes));
}

static void
test_table (void)
{
  g_autoptr (MtZone) zone = new_zone ();
  gsize n;
  const MtZoneChange *changes = mt_zone_get_changes (zone, &n);

  g_assert_cmpuint (n, ==, 5);
  g_assert_cmpint (changes[0].at, ==, 100 * HOUR);
  g_assert_cmpstr (mt_zone_get_id (zone), ==, "Test/Zone");
  g_assert_cmpint (mt_zone_get_first_offset (zone), ==, HOUR);
  g_assert_true (mt_zone_next_change (zone, 99 * HOUR) == &changes[0]);
  g_assert_true (mt_zone_next_change (zone, 100 * HOUR) == &changes[1]);
  g_assert_null (mt_zone_next_change (zone, 400 * HOUR));
}

static void
test_offset (void)
{
  static const struct
  {
    gint64 instant;
    gint32 offset_s;
  } rows[] = {
    { G_MININT64, HOUR },          { 100 * HOUR - 1, HOUR },
    { 100 * HOUR, 2 * HOUR },      { 200 * HOUR - 1, 2 * HOUR },
    { 200 * HOUR, HOUR },          { 300 * HOUR, -10 * HOUR },
    { 350 * HOUR, 14 * HOUR - 1 }, { G_MAXINT64, 14 * HOUR - 1 - HOUR / 2 },
  };
  g_autoptr (MtZone) zone = new_zone ();
  MtZoneCursor cursor = { 0 };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_assert_cmpint (mt_zone_offset_at (zone, rows[i].instant), ==, rows[i].offset_s);
      g_assert_cmpint (mt_zone_offset_walk (zone, &cursor, rows[i].instant), ==, rows[i].offset_s);
    }
  for (guint i = G_N_ELEMENTS (rows); i-- > 0;)
    g_assert_cmpint (mt_zone_offset_walk (zone, &cursor, rows[i].instant), ==, rows[i].offset_s);
}

static void
test_to_instant (void)
{
  static const struct
  {
    const char *name;
    gint64 wall;
    gint64 first, second;
    gboolean gap;
  } rows[] = {
    { "plain", 50 * HOUR, 49 * HOUR, 49 * HOUR, FALSE },
    { "last second before a gap", 101 * HOUR - 1, 100 * HOUR - 1, 100 * HOUR - 1, FALSE },
    { "first second of a gap", 101 * HOUR, 100 * HOUR, 100 * HOUR, TRUE },
    { "in a gap", 101 * HOUR + 1800, 100 * HOUR + 1800, 100 * HOUR + 1800, TRUE },
    { "first second after a gap", 102 * HOUR, 100 * HOUR, 100 * HOUR, FALSE },
    { "before a fold", 201 * HOUR - 1, 199 * HOUR - 1, 199 * HOUR - 1, FALSE },
    { "first second of a fold", 201 * HOUR, 199 * HOUR, 200 * HOUR, FALSE },
    { "last second of a fold", 202 * HOUR - 1, 200 * HOUR - 1, 201 * HOUR - 1, FALSE },
    { "after a fold", 202 * HOUR, 201 * HOUR, 201 * HOUR, FALSE },
    { "fold of 11 hours", 295 * HOUR, 294 * HOUR, 305 * HOUR, FALSE },
    { "gap of a day less a second", 350 * HOUR, 360 * HOUR, 360 * HOUR, TRUE },
    { "after a fold of half an hour", 414 * HOUR - 1, 400 * HOUR + 1800, 400 * HOUR + 1800, FALSE },
    { "that fold", 414 * HOUR - 2, 400 * HOUR - 1, 400 * HOUR + 1799, FALSE },
    { "far past", G_GINT64_CONSTANT (-4000000000000), G_GINT64_CONSTANT (-4000000000000) - HOUR,
      G_GINT64_CONSTANT (-4000000000000) - HOUR, FALSE },
  };
  g_autoptr (MtZone) zone = new_zone ();

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_test_message ("%s", rows[i].name);
      g_assert_cmpint (mt_zone_to_instant (zone, rows[i].wall, MT_FOLD_FIRST), ==, rows[i].first);
      g_assert_cmpint (mt_zone_to_instant (zone, rows[i].wall, MT_FOLD_SECOND), ==, rows[i].second);
      g_assert_cmpint (mt_zone_in_gap (zone, rows[i].wall), ==, rows[i].gap);
    }
}

/* On any table, by definition: the first and last instants that show a wall time. */
static void
test_by_definition (void)
{
  for (guint round = 0; round < 300; round++)
    {
      MtZoneChange changes[6];
      gint64 at = 0;
      g_autoptr (MtZone) zone = NULL;

      for (guint i = 0; i < G_N_ELEMENTS (changes); i++)
        {
          at += g_test_rand_int_range (1, 60) * HOUR;
          changes[i] = (MtZoneChange){ at, g_test_rand_int_range (-23, 24) * HOUR };
        }
      zone = mt_zone_new ("x", g_test_rand_int_range (-23, 24) * HOUR, changes, 6);
      for (gint64 wall = -48 * HOUR; wall < 400 * HOUR; wall += HOUR)
        {
          gint64 first = G_MAXINT64, last = G_MININT64;

          for (gint64 instant = wall - 24 * HOUR; instant <= wall + 24 * HOUR; instant += HOUR)
            if (mt_zone_to_wall (zone, instant) == wall)
              {
                first = MIN (first, instant);
                last = instant;
              }
          g_assert_cmpint (mt_zone_in_gap (zone, wall), ==, first == G_MAXINT64);
          if (first == G_MAXINT64)
            continue;
          g_assert_cmpint (mt_zone_to_instant (zone, wall, MT_FOLD_FIRST), ==, first);
          g_assert_cmpint (mt_zone_to_instant (zone, wall, MT_FOLD_SECOND), ==, last);
        }
    }
}

static void
test_unsound (void)
{
  static const MtZoneChange unsorted[] = { { 10, 0 }, { 5, 3600 } };
  static const MtZoneChange twice[] = { { 10, 0 }, { 10, 3600 } };
  static const MtZoneChange far[] = { { 10, 86400 } };

  g_assert_null (mt_zone_new ("x", 0, unsorted, 2));
  g_assert_null (mt_zone_new ("x", 0, twice, 2));
  g_assert_null (mt_zone_new ("x", 0, far, 1));
  g_assert_null (mt_zone_new ("x", G_MININT32, NULL, 0));
  g_assert_null (mt_zone_new_fixed ("x", -86400));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/zone/table", test_table);
  g_test_add_func ("/zone/offset", test_offset);
  g_test_add_func ("/zone/to-instant", test_to_instant);
  g_test_add_func ("/zone/by-definition", test_by_definition);
  g_test_add_func ("/zone/unsound", test_unsound);
  return g_test_run ();
}
