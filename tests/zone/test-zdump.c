/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * Compares every zone with what the C library makes of it, as printed by zdump.
 */
#include <stdio.h>

#include "core/mt-date.h"
#include "zone/mt-tzdata.h"

#define FROM_YEAR 1850
#define TO_YEAR 2199

static const char *const months = "JanFebMarAprMayJunJulAugSepOctNovDec";

/* `Zone  Sun Mar 29 00:59:59 2026 UT = Sun ... isdst=0 gmtoff=3600` */
static gboolean
read_line (const char *line, gint64 *instant, gint32 *offset_s)
{
  char month[4];
  int day, hour, minute, second, year;
  const char *offset = g_strrstr (line, "gmtoff=");
  const char *found;

  if (offset == NULL || sscanf (line, "%*s %*3s %3s %d %d:%d:%d %d UT =", month, &day, &hour,
                                &minute, &second, &year) != 6)
    return FALSE;
  if (year < FROM_YEAR || year > TO_YEAR) /* newer ones print the ends of time_t as well */
    return FALSE;
  found = strstr (months, month);
  g_assert_nonnull (found);
  *instant = mt_date_to_wall (mt_date_from_civil (year, (int) (found - months) / 3 + 1, day)) +
             hour * 3600 + minute * 60 + second;
  *offset_s = (gint32) g_ascii_strtoll (offset + strlen ("gmtoff="), NULL, 10);
  return TRUE;
}

static char *
dump (const char *id)
{
  g_autofree char *years = g_strdup_printf ("%d,%d", FROM_YEAR, TO_YEAR);
  const char *argv[] = { g_getenv ("MT_TEST_ZDUMP"), "-v", "-c", years, id, NULL };
  char *output = NULL;
  g_autoptr (GError) error = NULL;

  g_spawn_sync (NULL, (char **) argv, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, &output, NULL, NULL,
                &error);
  g_assert_no_error (error);
  return output;
}

/* Each change of ours must stand in the output. */
static void
assert_all_printed (const MtZone *zone, GHashTable *printed)
{
  gint64 from = mt_date_to_wall (mt_date_from_civil (FROM_YEAR, 1, 2));
  gint64 to = mt_date_to_wall (mt_date_from_civil (TO_YEAR, 1, 1));
  gsize n;
  const MtZoneChange *changes = mt_zone_get_changes (zone, &n);

  for (gsize i = 0; i < n; i++)
    if (changes[i].at >= from && changes[i].at < to &&
        !g_hash_table_contains (printed, &changes[i].at))
      g_error ("%s: a change at %" G_GINT64_FORMAT " that zdump does not print",
               mt_zone_get_id (zone), changes[i].at);
}

static void
compare_zone (const MtZone *zone)
{
  g_autofree char *output = dump (mt_zone_get_id (zone));
  g_auto (GStrv) lines = g_strsplit (output, "\n", -1);
  g_autoptr (GHashTable) printed =
      g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);

  for (char **line = lines; *line != NULL; line++)
    {
      gint64 instant;
      gint32 offset_s;

      if (!read_line (*line, &instant, &offset_s))
        continue;
      g_hash_table_add (printed, g_memdup2 (&instant, sizeof instant));
      if (mt_zone_offset_at (zone, instant) != offset_s)
        g_error ("%s: we say %d", *line, mt_zone_offset_at (zone, instant));
    }
  assert_all_printed (zone, printed);
}

/* The ugly ones always, of the others every seventh unless everything is asked for. */
static gboolean
is_wanted (const char *id, guint i)
{
  static const char *const always[] = {
    "Africa/Casablanca", "Africa/Cairo",     "America/Godthab", "America/Havana",
    "America/Sao_Paulo", "America/St_Johns", "Asia/Beirut",     "Asia/Gaza",
    "Asia/Kathmandu",    "Asia/Pyongyang",   "Asia/Tehran",     "Australia/Lord_Howe",
    "Europe/Dublin",     "Pacific/Apia",     "Pacific/Chatham", "Pacific/Kwajalein",
    "Antarctica/Troll",  "America/New_York", "Europe/London",   "Pacific/Fakaofo",
  };

  for (guint j = 0; j < G_N_ELEMENTS (always); j++)
    if (strcmp (always[j], id) == 0)
      return TRUE;
  return g_test_thorough () || i % 7 == 0;
}

static void
test_against_zdump (void)
{
  g_autoptr (MtTzdata) tzdata = mt_tzdata_new (NULL);
  g_auto (GStrv) list = mt_tzdata_list (tzdata);
  guint n = g_strv_length (list), compared = 0;

  for (guint i = 0; i < n; i++)
    if (is_wanted (list[i], i))
      {
        g_autoptr (MtZone) zone = mt_tzdata_lookup (tzdata, list[i]);

        g_assert_nonnull (zone);
        compare_zone (zone);
        compared++;
      }
  g_test_message ("%u of %u zones", compared, n);
  g_assert_cmpuint (compared, >=, 80);
}

/* Instants in order and at random, against GLib's own reading of the files. */
static void
test_against_glib (void)
{
  g_autoptr (MtTzdata) tzdata = mt_tzdata_new (NULL);
  g_auto (GStrv) list = mt_tzdata_list (tzdata);

  for (guint i = 0; list[i] != NULL; i++)
    {
      g_autoptr (MtZone) zone = mt_tzdata_lookup (tzdata, list[i]);
      g_autoptr (GTimeZone) other = g_time_zone_new_identifier (list[i]);
      gint64 instant = 0;
      MtZoneCursor cursor = { 0 };

      g_assert_nonnull (zone);
      g_assert_nonnull (other);
      for (guint j = 0; j < 400; j++)
        {
          gint interval;

          instant += g_test_rand_int_range (1, 100 * MT_DAY_S);
          if (instant >= G_GINT64_CONSTANT (2145916800)) /* 2038: GLib is coarser from there on */
            instant -= G_GINT64_CONSTANT (2145916800);
          interval = g_time_zone_find_interval (other, G_TIME_TYPE_UNIVERSAL, instant);
          g_assert_cmpint (mt_zone_offset_walk (zone, &cursor, instant), ==,
                           g_time_zone_get_offset (other, interval));
          g_assert_cmpint (mt_zone_offset_at (zone, instant), ==,
                           g_time_zone_get_offset (other, interval));
        }
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/zdump/against-zdump", test_against_zdump);
  g_test_add_func ("/zdump/against-glib", test_against_glib);
  return g_test_run ();
}
