/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * Tests of the system's zones: names, places, the local zone, versions, threads.
 */
#include <glib/gstdio.h>
#include <unistd.h>

#include "zone/mt-tzdata.h"

/* A directory of its own for each test: some real zones copied, tables of our making. */
typedef struct
{
  char *directory;
  char *localtime;
} Fixture;

static void
write_file (const Fixture *fixture, const char *name, const char *text)
{
  g_autofree char *path = g_build_filename (fixture->directory, name, NULL);
  g_autofree char *parent = g_path_get_dirname (path);

  g_assert_cmpint (g_mkdir_with_parents (parent, 0700), ==, 0);
  g_assert_true (g_file_set_contents (path, text, -1, NULL));
}

/* A TZif file of version 1 with one fixed offset: bytes enough for telling zones apart. */
static void
write_zone (const Fixture *fixture, const char *name, gint32 offset_s)
{
  guint8 bytes[44 + 6 + 4] = "TZif";
  g_autofree char *path = g_build_filename (fixture->directory, name, NULL);
  g_autofree char *parent = g_path_get_dirname (path);
  guint32 big = GUINT32_TO_BE ((guint32) offset_s);

  bytes[39] = 1;
  bytes[43] = 4;
  memcpy (bytes + 44, &big, 4);
  g_assert_cmpint (g_mkdir_with_parents (parent, 0700), ==, 0);
  g_assert_true (g_file_set_contents (path, (char *) bytes, sizeof bytes, NULL));
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autofree char *top = g_dir_make_tmp ("mt-tzdata-XXXXXX", NULL);

  fixture->directory = g_build_filename (top, "zoneinfo", NULL);
  fixture->localtime = g_build_filename (top, "localtime", NULL);
  write_zone (fixture, "UTC", 0);
  write_zone (fixture, "Europe/Berlin", 3600);
  write_zone (fixture, "Europe/Amsterdam", 3600);
  write_zone (fixture, "Europe/Copy_of-Berlin", 3600);
  write_zone (fixture, "America/Sao_Paulo", -10800);
  write_zone (fixture, "America/Indiana/Knox", -21600);
  write_zone (fixture, "America/Knox", -18000);
  write_zone (fixture, "Asia/Kolkata", 19800);
  write_zone (fixture, "Etc/GMT+5", -18000);
  write_zone (fixture, "Canada/Eastern", -18000);
  write_zone (fixture, "posix/Europe/Berlin", 3600);
  write_zone (fixture, "right/Europe/Berlin", 3600);
  write_zone (fixture, "posixrules", 3600);
  write_zone (fixture, "localtime", 3600);
  write_file (fixture, "Europe/Text", "not a zone");
  write_file (fixture, "zone1970.tab",
              "# comment\nDE\t+5230+01322\tEurope/Berlin\tmost\nUS\t+411745-0863730\t"
              "America/Indiana/Knox\nbad line\nXX\t+9930+01322\tEurope/Bad\n");
  write_file (fixture, "zone.tab",
              "NL\t+5222+00454\tEurope/Amsterdam\nDE\t+0000+00000\tEurope/Berlin\nIN\t+2232+08822\t"
              "Asia/Kolkata\n");
  write_file (fixture, "tzdata.zi",
              "# version 2031z\n# x\nR d 1916 o - Jun 14 23s 1 S\nZ Europe/Berlin 0:53 - LMT\nL "
              "Asia/Kolkata Asia/Calcutta\nL Asia/Calcutta Asia/Old\nL ../../etc/passwd Asia/Evil\n"
              "L Loop/B Loop/A\nL Loop/A Loop/B\n");
}

static void
remove_tree (const char *path)
{
  g_autoptr (GDir) directory = NULL;
  const char *name;

  if (!g_file_test (path, G_FILE_TEST_IS_SYMLINK))
    directory = g_dir_open (path, 0, NULL);
  while (directory != NULL && (name = g_dir_read_name (directory)) != NULL)
    {
      g_autofree char *inside = g_build_filename (path, name, NULL);

      remove_tree (inside);
    }
  g_remove (path);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_autofree char *top = g_path_get_dirname (fixture->directory);

  remove_tree (top);
  g_free (fixture->directory);
  g_free (fixture->localtime);
}

static MtTzdata *
open_tzdata (const Fixture *fixture, const char *tz)
{
  return mt_tzdata_new_for (fixture->directory, fixture->localtime, tz);
}

static void
assert_zone (MtZone *zone, const char *id)
{
  g_assert_cmpstr (zone == NULL ? NULL : mt_zone_get_id (zone), ==, id);
  g_clear_pointer (&zone, mt_zone_unref);
}

static void
test_lookup (Fixture *fixture, gconstpointer data)
{
  static const struct
  {
    const char *name;
    gboolean found;
  } rows[] = {
    { "Europe/Berlin", TRUE },
    { "UTC", TRUE },
    { "Etc/GMT+5", TRUE },
    { "Asia/Calcutta", TRUE }, /* in tzdata.zi only */
    { "europe/berlin", FALSE },
    { "Europe/Text", FALSE },
    { "Europe", FALSE },
    { "Europe/", FALSE },
    { "/Europe/Berlin", FALSE },
    { "Europe//Berlin", FALSE },
    { "./Europe/Berlin", FALSE },
    { "Europe/../Europe/Berlin", FALSE },
    { "../zoneinfo/Europe/Berlin", FALSE },
    { "posix/Europe/Berlin", FALSE },
    { "right/Europe/Berlin", FALSE },
    { "posixrules", FALSE },
    { "localtime", FALSE },
    { "tzdata.zi", FALSE },
    { "Asia/Evil", FALSE },
    { "Loop/A", FALSE },
    { "", FALSE },
    { "Europe/Ber lin", FALSE },
    { "Europe/Berlin\n", FALSE },
    { "Europe/Berl\xc3\xadn", FALSE },
  };
  g_autoptr (MtTzdata) tzdata = open_tzdata (fixture, NULL);
  g_autofree char *long_name = g_strnfill (5000, 'a');

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *name = g_strescape (rows[i].name, NULL);

      g_test_message ("%s", name);
      assert_zone (mt_tzdata_lookup (tzdata, rows[i].name), rows[i].found ? rows[i].name : NULL);
    }
  assert_zone (mt_tzdata_lookup (tzdata, long_name), NULL);
}

static void
test_read_once (Fixture *fixture, gconstpointer data)
{
  g_autoptr (MtTzdata) tzdata = open_tzdata (fixture, NULL);
  g_autoptr (MtZone) first = mt_tzdata_lookup (tzdata, "Europe/Berlin");
  g_autoptr (MtZone) again = mt_tzdata_lookup (tzdata, "Europe/Berlin");

  g_assert_true (first == again);
}

static void
test_places (Fixture *fixture, gconstpointer data)
{
  static const char *rows[][2] = {
    { "Europe/Berlin", "Europe/Berlin" },
    { "Berlin", "Europe/Berlin" },
    { "bERLIN", "Europe/Berlin" },
    { " berlin ", "Europe/Berlin" },
    { "europe/berlin", "Europe/Berlin" },
    { "sao paulo", "America/Sao_Paulo" },
    { "S\xc3\xa3o  Paulo", "America/Sao_Paulo" },
    { "sao_paulo", "America/Sao_Paulo" },
    { "copy of berlin", "Europe/Copy_of-Berlin" },
    { "knox", "America/Indiana/Knox" }, /* of two, the one in zone1970.tab */
    { "indiana/knox", "America/Indiana/Knox" },
    { "utc", "UTC" },
    { "etc/gmt+5", "Etc/GMT+5" },
    { "gmt+5", NULL },
    { "eastern", NULL },
    { "paris", NULL },
    { "berl", NULL },
    { "", NULL },
    { "\xff\xfe", NULL },
  };
  g_autoptr (MtTzdata) tzdata = open_tzdata (fixture, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *name = g_strescape (rows[i][0], NULL);

      g_test_message ("%s", name);
      assert_zone (mt_tzdata_lookup_place (tzdata, rows[i][0]), rows[i][1]);
    }
}

static void
test_list (Fixture *fixture, gconstpointer data)
{
  g_autoptr (MtTzdata) tzdata = open_tzdata (fixture, NULL);
  g_auto (GStrv) list = mt_tzdata_list (tzdata);
  g_autofree char *text = g_strjoinv (" ", list);

  g_assert_cmpstr (
      text, ==,
      "America/Indiana/Knox America/Knox America/Sao_Paulo Asia/Kolkata Canada/Eastern "
      "Etc/GMT+5 Europe/Amsterdam Europe/Berlin Europe/Copy_of-Berlin UTC");
}

static void
test_position (Fixture *fixture, gconstpointer data)
{
  static const struct
  {
    const char *id;
    gboolean known;
    double latitude, longitude;
  } rows[] = {
    { "Europe/Berlin", TRUE, 52.5, 13.3667 },
    { "Europe/Amsterdam", TRUE, 52.3667, 4.9 },
    { "America/Indiana/Knox", TRUE, 41.2958, -86.625 },
    { "Asia/Old", TRUE, 22.5333, 88.3667 },
    { "Europe/Bad", FALSE, 0, 0 },
    { "Loop/A", FALSE, 0, 0 },
    { "UTC", FALSE, 0, 0 },
  };
  g_autoptr (MtTzdata) tzdata = open_tzdata (fixture, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      double latitude = 0, longitude = 0;

      g_test_message ("%s", rows[i].id);
      g_assert_cmpint (mt_tzdata_get_position (tzdata, rows[i].id, &latitude, &longitude), ==,
                       rows[i].known);
      g_assert_cmpfloat_with_epsilon (latitude, rows[i].latitude, 0.0001);
      g_assert_cmpfloat_with_epsilon (longitude, rows[i].longitude, 0.0001);
    }
}

static void
link_local (const Fixture *fixture, const char *target)
{
  g_unlink (fixture->localtime);
  g_assert_cmpint (symlink (target, fixture->localtime), ==, 0);
}

static void
assert_local (const Fixture *fixture, const char *tz, const char *id)
{
  g_autoptr (MtTzdata) tzdata = open_tzdata (fixture, tz);

  assert_zone (mt_tzdata_dup_local (tzdata), id);
}

static void
test_local (Fixture *fixture, gconstpointer data)
{
  g_autofree char *berlin = g_build_filename (fixture->directory, "Europe/Berlin", NULL);
  g_autofree char *bytes = NULL;
  gsize size;

  assert_local (fixture, NULL, "UTC");
  assert_local (fixture, "Asia/Kolkata", "Asia/Kolkata");
  assert_local (fixture, ":Asia/Kolkata", "Asia/Kolkata");
  assert_local (fixture, berlin, "Europe/Berlin");
  link_local (fixture, "../usr/share/zoneinfo/America/Indiana/Knox");
  assert_local (fixture, NULL, "America/Indiana/Knox");
  assert_local (fixture, "", "America/Indiana/Knox");
  assert_local (fixture, "No/Where", "America/Indiana/Knox");
  link_local (fixture, berlin);
  assert_local (fixture, NULL, "Europe/Berlin");
  link_local (fixture, "/nowhere");
  assert_local (fixture, NULL, "UTC");
  g_unlink (fixture->localtime);
  g_assert_true (g_file_get_contents (berlin, &bytes, &size, NULL));
  g_assert_true (g_file_set_contents (fixture->localtime, bytes, (gssize) size, NULL));
  assert_local (fixture, NULL, "Europe/Berlin"); /* of three alike, the one in zone1970.tab */
}

static void
assert_version (const Fixture *fixture, const char *version)
{
  g_autoptr (MtTzdata) tzdata = open_tzdata (fixture, NULL);

  g_assert_cmpstr (mt_tzdata_get_version (tzdata), ==, version);
}

static void
test_version (Fixture *fixture, gconstpointer data)
{
  g_autofree char *zi = g_build_filename (fixture->directory, "tzdata.zi", NULL);
  g_autofree char *plus = g_build_filename (fixture->directory, "+VERSION", NULL);
  g_autoptr (MtTzdata) tzdata = NULL;

  assert_version (fixture, "2031z");
  g_unlink (zi);
  write_file (fixture, "+VERSION", "2030a\n");
  assert_version (fixture, "2030a");
  write_file (fixture, "+VERSION", "two words\n");
  tzdata = open_tzdata (fixture, NULL);
  g_assert_true (g_str_has_prefix (mt_tzdata_get_version (tzdata), "files-"));
  g_unlink (plus);
}

static void
test_is_current (Fixture *fixture, gconstpointer data)
{
  g_autoptr (MtTzdata) tzdata = open_tzdata (fixture, NULL);
  g_autoptr (MtTzdata) moved = NULL;
  g_autoptr (MtTzdata) local = NULL;

  g_assert_true (mt_tzdata_is_current (tzdata));
  write_zone (fixture, "Europe/New", 60);
  g_assert_false (mt_tzdata_is_current (tzdata));
  moved = open_tzdata (fixture, NULL);
  g_assert_true (mt_tzdata_is_current (moved));
  link_local (fixture, "zoneinfo/Europe/Berlin");
  g_assert_false (mt_tzdata_is_current (moved));
  local = open_tzdata (fixture, NULL);
  link_local (fixture, "zoneinfo/Europe/Amsterdam");
  g_assert_false (mt_tzdata_is_current (local));
}

static gpointer
look_up_thread (gpointer data)
{
  MtTzdata *tzdata = data;

  for (guint i = 0; i < 2000; i++)
    {
      g_autoptr (MtZone) zone =
          mt_tzdata_lookup_place (tzdata, i % 2 == 0 ? "berlin" : "Asia/Kolkata");
      double latitude, longitude;

      g_assert_nonnull (zone);
      g_assert_true (mt_tzdata_get_position (tzdata, "Asia/Old", &latitude, &longitude));
    }
  return NULL;
}

static void
test_threads (Fixture *fixture, gconstpointer data)
{
  g_autoptr (MtTzdata) tzdata = open_tzdata (fixture, NULL);
  GThread *threads[4];

  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    threads[i] = g_thread_new ("look-up", look_up_thread, tzdata);
  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    g_thread_join (threads[i]);
}

static void
test_missing_directory (Fixture *fixture, gconstpointer data)
{
  g_autoptr (MtTzdata) tzdata = mt_tzdata_new_for ("/nonexistent", "/nonexistent/too", NULL);
  g_auto (GStrv) list = mt_tzdata_list (tzdata);

  g_assert_cmpuint (g_strv_length (list), ==, 0);
  assert_zone (mt_tzdata_lookup (tzdata, "Europe/Berlin"), NULL);
  assert_zone (mt_tzdata_lookup_place (tzdata, "berlin"), NULL);
  assert_zone (mt_tzdata_dup_local (tzdata), "UTC");
  g_assert_true (mt_tzdata_is_current (tzdata));
}

static void
add (const char *path, void (*test) (Fixture *fixture, gconstpointer data))
{
  g_test_add (path, Fixture, NULL, set_up, test, tear_down);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  add ("/tzdata/lookup", test_lookup);
  add ("/tzdata/read-once", test_read_once);
  add ("/tzdata/places", test_places);
  add ("/tzdata/list", test_list);
  add ("/tzdata/position", test_position);
  add ("/tzdata/local", test_local);
  add ("/tzdata/version", test_version);
  add ("/tzdata/is-current", test_is_current);
  add ("/tzdata/threads", test_threads);
  add ("/tzdata/missing-directory", test_missing_directory);
  return g_test_run ();
}
