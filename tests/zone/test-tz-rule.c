/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * Tests of POSIX TZ strings: what is one, and which changes it means.
 */
#include "core/mt-date.h"
#include "zone/mt-tz-rule.h"

static void
test_bad (void)
{
  static const char *const rows[] = {
    "",
    "CE-1",
    "CET",
    "CET-25",
    "CET-1:60",
    "CET-1CEST",
    "CET-1CEST,M3.5.0",
    "CET-1CEST,M3.5.0,M10.5.0x",
    "CET-1CEST,M0.5.0,M10.5.0",
    "CET-1CEST,M13.5.0,M10.5.0",
    "CET-1CEST,M3.0.0,M10.5.0",
    "CET-1CEST,M3.6.0,M10.5.0",
    "CET-1CEST,M3.5.7,M10.5.0",
    "CET-1CEST,M3.5.0/168,M10.5.0",
    "CET-1CEST,J0,J1",
    "CET-1CEST,J366,J1",
    "CET-1CEST,366,1",
    "<>-1",
    "<CET-1",
    "<C T>-1",
    "CET-99999999999999999999",
    "CET-1CEST,M3.5.0/,M10.5.0",
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      MtTzRule rule;

      g_test_message ("%s", rows[i]);
      g_assert_false (mt_tz_rule_parse (rows[i], &rule));
    }
}

static gint64
at (const char *date, int seconds)
{
  MtDate day;

  g_assert_true (mt_date_parse (date, &day));
  return mt_date_to_wall (day) + seconds;
}

static void
test_changes (void)
{
  static const struct
  {
    const char *text;
    int year;
    guint n;
    const char *first_date; /* of the first change, UTC */
    int first_s;
    gint32 first_offset_s;
    const char *second_date;
    int second_s;
    gint32 second_offset_s;
  } rows[] = {
    { "CET-1CEST,M3.5.0,M10.5.0/3", 2026, 2, "2026-03-29", 3600, 7200, "2026-10-25", 3600, 3600 },
    { "EST5EDT,M3.2.0,M11.1.0", 2026, 2, "2026-03-08", 25200, -14400, "2026-11-01", 21600, -18000 },
    { "IST-1GMT0,M10.5.0,M3.5.0/1", 2026, 2, "2026-03-29", 3600, 3600, "2026-10-25", 3600, 0 },
    { "<+1030>-10:30<+11>-11,M10.1.0,M4.1.0", 2026, 2, "2026-04-04", 15 * 3600, 37800, "2026-10-03",
      15 * 3600 + 1800, 39600 },
    { "<-02>2<-01>,M3.5.0/-1,M10.5.0/0", 2026, 2, "2026-03-29", 3600, -3600, "2026-10-25", 3600,
      -7200 },
    { "EET-2EEST,M3.4.4/50,M10.4.4/50", 2026, 2, "2026-03-28", 0, 10800, "2026-10-23", 23 * 3600,
      7200 },
    { "AAA0BBB,J60,J300", 2024, 2, "2024-03-01", 7200, 3600, "2024-10-27", 3600, 0 },
    { "AAA0BBB,J60,J300", 2023, 2, "2023-03-01", 7200, 3600, "2023-10-27", 3600, 0 },
    { "AAA0BBB,59,J300", 2024, 2, "2024-02-29", 7200, 3600, "2024-10-27", 3600, 0 },
    { "<-04>4<-03>,M9.1.6/24,M4.1.6/24", 2026, 2, "2026-04-05", 10800, -14400, "2026-09-06", 14400,
      -10800 },
    { "UTC0", 2026, 0, NULL, 0, 0, NULL, 0, 0 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (GArray) changes = g_array_new (FALSE, FALSE, sizeof (MtZoneChange));
      const MtZoneChange *change;
      MtTzRule rule;

      g_test_message ("%s", rows[i].text);
      g_assert_true (mt_tz_rule_parse (rows[i].text, &rule));
      mt_tz_rule_extend (&rule, G_MININT64, rows[i].year, rows[i].year, changes);
      g_assert_cmpuint (changes->len, ==, rows[i].n);
      if (rows[i].n == 0)
        continue;
      change = &g_array_index (changes, MtZoneChange, 0);
      g_assert_cmpint (change[0].at, ==, at (rows[i].first_date, rows[i].first_s));
      g_assert_cmpint (change[0].offset_s, ==, rows[i].first_offset_s);
      g_assert_cmpint (change[1].at, ==, at (rows[i].second_date, rows[i].second_s));
      g_assert_cmpint (change[1].offset_s, ==, rows[i].second_offset_s);
    }
}

/* Daylight saving time all the year: its end and its next start fall together. */
static void
test_always_daylight (void)
{
  g_autoptr (GArray) changes = g_array_new (FALSE, FALSE, sizeof (MtZoneChange));
  g_autoptr (MtZone) zone = NULL;
  MtTzRule rule;

  g_assert_true (mt_tz_rule_parse ("EST5EDT,0/0,J365/25", &rule));
  mt_tz_rule_extend (&rule, G_MININT64, 2020, 2030, changes);
  zone = mt_zone_new ("x", -14400, (MtZoneChange *) changes->data, changes->len);
  g_assert_nonnull (zone);
  g_assert_cmpint (mt_zone_offset_at (zone, at ("2025-01-01", 5 * 3600)), ==, -14400);
  g_assert_cmpint (mt_zone_offset_at (zone, at ("2025-12-31", 23 * 3600)), ==, -14400);
}

static void
test_after (void)
{
  g_autoptr (GArray) changes = g_array_new (FALSE, FALSE, sizeof (MtZoneChange));
  MtTzRule rule;

  g_assert_true (mt_tz_rule_parse ("CET-1CEST,M3.5.0,M10.5.0/3", &rule));
  mt_tz_rule_extend (&rule, at ("2026-03-29", 3600), 2026, 2027, changes);
  g_assert_cmpuint (changes->len, ==, 3);
  g_assert_cmpint (g_array_index (changes, MtZoneChange, 0).at, ==, at ("2026-10-25", 3600));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/tz-rule/bad", test_bad);
  g_test_add_func ("/tz-rule/changes", test_changes);
  g_test_add_func ("/tz-rule/always-daylight", test_always_daylight);
  g_test_add_func ("/tz-rule/after", test_after);
  return g_test_run ();
}
