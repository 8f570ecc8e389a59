/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * Settings on disk: two writers, a broken file, a link, a path that a key file cannot name.
 */
#include "config.h"

#include "service/mt-settings.h"

#include <glib/gstdio.h>

#include <string.h>

typedef struct
{
  char *directory; /* owned */
  char *path; /* owned: a settings file that does not exist yet, in a folder that neither does */
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->directory = g_dir_make_tmp ("meantime-settings-XXXXXX", NULL);
  fixture->path = g_build_filename (fixture->directory, "meantime", "settings.ini", NULL);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_autofree char *folder = g_path_get_dirname (fixture->path);
  g_autofree char *other = g_build_filename (fixture->directory, "other.ini", NULL);

  g_unlink (fixture->path);
  g_unlink (other);
  g_rmdir (folder);
  g_rmdir (fixture->directory);
  g_free (fixture->directory);
  g_free (fixture->path);
}

static void
write_file (const char *path, const char *text)
{
  g_autofree char *folder = g_path_get_dirname (path);

  g_mkdir_with_parents (folder, 0700);
  g_assert_true (g_file_set_contents (path, text, -1, NULL));
}

static void
assert_me (MtSettings *settings, const char *team, const char *expected)
{
  g_autofree char *me = mt_settings_dup_me (settings, team);

  g_assert_cmpstr (me, ==, expected);
}

static void
test_empty (Fixture *fixture, gconstpointer data)
{
  g_autoptr (MtSettings) settings = mt_settings_new (fixture->path);
  g_autofree char *last = mt_settings_dup_last_team (settings);
  g_auto (GStrv) teams = mt_settings_dup_teams (settings);

  g_assert_null (last);
  g_assert_cmpuint (g_strv_length (teams), ==, 0);
  assert_me (settings, "/t.json", NULL);
  g_assert_false (g_file_test (fixture->path, G_FILE_TEST_EXISTS));
}

static void
assert_view (MtSettings *settings, const char *key, const char *expected)
{
  g_autofree char *value = mt_settings_dup_view (settings, key);

  g_assert_cmpstr (value, ==, expected);
}

static void
test_view (Fixture *fixture, gconstpointer data)
{
  g_autoptr (MtSettings) settings = mt_settings_new (fixture->path);
  g_autoptr (MtSettings) again = NULL;
  g_autofree char *before = NULL, *after = NULL;

  assert_view (settings, "width", NULL);
  /* Nothing to say makes no file. */
  g_assert_true (mt_settings_set_view (settings, (const char *const[]){ "page", "", NULL }, NULL));
  g_assert_false (g_file_test (fixture->path, G_FILE_TEST_EXISTS));

  g_assert_true (mt_settings_set_view (
      settings, (const char *const[]){ "width", "900", "page", "board\n[x]", NULL }, NULL));
  g_assert_true (mt_settings_set_me (settings, "/t.json", "ana", NULL));
  again = mt_settings_new (fixture->path);
  assert_view (again, "width", "900");
  assert_view (again, "page", "board\n[x]");
  assert_me (again, "/t.json", "ana");

  g_assert_true (mt_settings_set_view (again, (const char *const[]){ "page", "", NULL }, NULL));
  assert_view (again, "width", "900");
  assert_view (again, "page", NULL);

  /* What is no news is not written: others may watch the file. */
  g_assert_true (g_unlink (fixture->path) == 0);
  write_file (fixture->path, "# mine\n[window]\nwidth  =  900\n");
  g_assert_true (g_file_get_contents (fixture->path, &before, NULL, NULL));
  g_assert_true (mt_settings_set_view (again, (const char *const[]){ "width", "900", NULL }, NULL));
  g_assert_true (g_file_get_contents (fixture->path, &after, NULL, NULL));
  g_assert_cmpstr (after, ==, before);
}

static void
test_round_trip (Fixture *fixture, gconstpointer data)
{
  static const char *const paths[] = { "/home/ana/team.json", "/tmp/[odd] name;=\n\t%41.json",
                                       "/tmp/Ñandú #1.json",
                                       "https://example.org/team.json?a=[b]" };
  g_autoptr (MtSettings) settings = mt_settings_new (fixture->path);
  g_autoptr (MtSettings) again = NULL;
  GStatBuf info;

  for (gsize i = 0; i < G_N_ELEMENTS (paths); i++)
    {
      g_autofree char *id = g_strdup_printf ("person-%" G_GSIZE_FORMAT, i);

      g_assert_true (mt_settings_set_me (settings, paths[i], id, NULL));
      g_assert_true (mt_settings_set_last_team (settings, paths[i], NULL));
    }
  again = mt_settings_new (fixture->path);
  for (gsize i = 0; i < G_N_ELEMENTS (paths); i++)
    {
      g_autofree char *id = g_strdup_printf ("person-%" G_GSIZE_FORMAT, i);
      g_auto (GStrv) teams = mt_settings_dup_teams (again);

      assert_me (again, paths[i], id);
      g_assert_cmpstr (teams[G_N_ELEMENTS (paths) - 1 - i], ==, paths[i]);
    }
  g_assert_cmpint (g_stat (fixture->path, &info), ==, 0);
  g_assert_cmpint (info.st_mode & 0777, ==, 0600);
}

static void
test_teams (Fixture *fixture, gconstpointer data)
{
  g_autoptr (MtSettings) settings = mt_settings_new (fixture->path);
  g_auto (GStrv) teams = NULL;

  for (gint i = 0; i < 30; i++)
    {
      g_autofree char *path = g_strdup_printf ("/t/%d.json", i % 15);

      g_assert_true (mt_settings_set_last_team (settings, path, NULL));
    }
  teams = mt_settings_dup_teams (settings);
  g_assert_cmpuint (g_strv_length (teams), ==, 10);
  g_assert_cmpstr (teams[0], ==, "/t/14.json");
  g_assert_cmpstr (teams[9], ==, "/t/5.json");
}

static void
test_relative (Fixture *fixture, gconstpointer data)
{
  g_autoptr (MtSettings) settings = mt_settings_new (fixture->path);
  g_autofree char *here = g_get_current_dir ();
  g_autofree char *absolute = g_build_filename (here, "team.json", NULL);
  g_autofree char *last = NULL;

  g_assert_true (mt_settings_set_last_team (settings, "./x/../team.json", NULL));
  g_assert_true (mt_settings_set_me (settings, "team.json", "ana", NULL));
  last = mt_settings_dup_last_team (settings);
  g_assert_cmpstr (last, ==, absolute);
  assert_me (settings, absolute, "ana");
}

/* Window and command both hold settings: neither undoes what the other wrote. */
static void
test_two_writers (Fixture *fixture, gconstpointer data)
{
  g_autoptr (MtSettings) window = mt_settings_new (fixture->path);
  g_autoptr (MtSettings) command = mt_settings_new (fixture->path);
  g_autoptr (MtSettings) after = NULL;

  g_assert_true (mt_settings_set_me (window, "/a.json", "ana", NULL));
  g_assert_true (mt_settings_set_me (command, "/b.json", "bo", NULL));
  g_assert_true (mt_settings_set_me (window, "/c.json", "cy", NULL));
  g_assert_true (mt_settings_set_me (window, "/c.json", NULL, NULL));
  after = mt_settings_new (fixture->path);
  assert_me (after, "/a.json", "ana");
  assert_me (after, "/b.json", "bo");
  assert_me (after, "/c.json", NULL);
}

static void
test_foreign (Fixture *fixture, gconstpointer data)
{
  g_autoptr (MtSettings) settings = NULL;
  g_autofree char *text = NULL;

  write_file (fixture->path, "# mine\n[later]\nkey=value\n");
  settings = mt_settings_new (fixture->path);
  g_assert_true (mt_settings_set_me (settings, "/a.json", "ana", NULL));
  g_assert_true (g_file_get_contents (fixture->path, &text, NULL, NULL));
  g_assert_nonnull (strstr (text, "# mine\n"));
  g_assert_nonnull (strstr (text, "key=value\n"));
}

static void
test_broken (Fixture *fixture, gconstpointer data)
{
  const char *broken = "teams=no group before this\n\xff\xfe";
  g_autoptr (MtSettings) settings = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *last = NULL;
  g_autofree char *text = NULL;

  write_file (fixture->path, broken);
  settings = mt_settings_new (fixture->path);
  last = mt_settings_dup_last_team (settings);
  g_assert_null (last);
  g_assert_false (mt_settings_set_last_team (settings, "/a.json", &error));
  g_assert_error (error, MT_SETTINGS_ERROR, MT_SETTINGS_ERROR_BROKEN);
  g_assert_nonnull (strstr (error->message, fixture->path));
  g_assert_true (g_file_get_contents (fixture->path, &text, NULL, NULL));
  g_assert_cmpstr (text, ==, broken);
}

static void
test_link (Fixture *fixture, gconstpointer data)
{
  g_autofree char *other = g_build_filename (fixture->directory, "other.ini", NULL);
  g_autofree char *folder = g_path_get_dirname (fixture->path);
  g_autofree char *text = NULL;
  g_autoptr (GFile) link = g_file_new_for_path (fixture->path);
  g_autoptr (MtSettings) settings = NULL;

  g_mkdir_with_parents (folder, 0700);
  g_assert_true (g_file_make_symbolic_link (link, "../other.ini", NULL, NULL));
  settings = mt_settings_new (fixture->path);
  g_assert_true (mt_settings_set_me (settings, "/a.json", "ana", NULL));
  g_assert_true (g_file_test (fixture->path, G_FILE_TEST_IS_SYMLINK));
  g_assert_true (g_file_get_contents (other, &text, NULL, NULL));
  g_assert_nonnull (strstr (text, "me=ana"));
}

static void
give_up_cb (gpointer data)
{
  g_error ("the change was not noticed within 10 seconds");
}

static void
test_watch (Fixture *fixture, gconstpointer data)
{
  g_autoptr (MtSettings) window = mt_settings_new (fixture->path);
  g_autoptr (MtSettings) command = mt_settings_new (fixture->path);
  gboolean noticed = FALSE;
  guint deadline;

  g_assert_true (mt_settings_set_me (window, "/a.json", "ana", NULL));
  mt_settings_watch (window);
  g_signal_connect_swapped (window, "changed", G_CALLBACK (g_atomic_int_inc), &noticed);
  deadline = g_timeout_add_once (120000, give_up_cb, NULL);
  g_assert_true (mt_settings_set_me (command, "/a.json", "bo", NULL));
  while (!g_atomic_int_get (&noticed))
    g_main_context_iteration (NULL, TRUE);
  g_source_remove (deadline);
  assert_me (window, "/a.json", "bo");
}

/* What is heard of a change of the file is heard by others, too. */
static void
wait_heard (Fixture *fixture, const char *text)
{
  g_autoptr (GFile) file = g_file_new_for_path (fixture->path);
  g_autoptr (GFileMonitor) monitor =
      g_file_monitor_file (file, G_FILE_MONITOR_WATCH_MOVES, NULL, NULL);
  gint heard = 0;
  guint deadline = g_timeout_add_once (120000, give_up_cb, NULL);

  g_signal_connect_swapped (monitor, "changed", G_CALLBACK (g_atomic_int_inc), &heard);
  g_assert_true (g_file_set_contents (fixture->path, text, -1, NULL));
  while (!g_atomic_int_get (&heard) || g_main_context_pending (NULL))
    g_main_context_iteration (NULL, TRUE);
  g_source_remove (deadline);
  g_file_monitor_cancel (monitor);
}

/* A file that somebody writes by hand may be broken for a while: what stood in it holds. */
static void
test_watch_broken (Fixture *fixture, gconstpointer data)
{
  g_autoptr (MtSettings) window = mt_settings_new (fixture->path);
  g_autoptr (GError) error = NULL;
  gint noticed = 0;

  g_assert_true (mt_settings_set_me (window, "/a.json", "ana", NULL));
  mt_settings_watch (window);
  g_signal_connect_swapped (window, "changed", G_CALLBACK (g_atomic_int_inc), &noticed);
  wait_heard (fixture, "[team /a.json\nme=bo\n");
  assert_me (window, "/a.json", "ana");
  g_assert_cmpint (noticed, ==, 0);
  g_assert_false (mt_settings_set_me (window, "/a.json", "eve", &error));
  g_assert_error (error, MT_SETTINGS_ERROR, MT_SETTINGS_ERROR_BROKEN);
  wait_heard (fixture, "[team /a.json]\nme=bo\n");
  assert_me (window, "/a.json", "bo");
  g_assert_cmpint (noticed, ==, 1);
}

/* What is written by hand just before the window writes is told like any other change. */
static void
test_watch_while_writing (Fixture *fixture, gconstpointer data)
{
  g_autoptr (MtSettings) window = mt_settings_new (fixture->path);
  gint noticed = 0;

  g_assert_true (mt_settings_set_me (window, "/a.json", "ana", NULL));
  mt_settings_watch (window);
  g_signal_connect_swapped (window, "changed", G_CALLBACK (g_atomic_int_inc), &noticed);
  write_file (fixture->path, "[team /a.json]\nme=bo\n");
  g_assert_true (mt_settings_set_order (window, "state", NULL));
  g_assert_cmpint (noticed, ==, 1);
  assert_me (window, "/a.json", "bo");
}

/* The order of the people stands beside the teams, and neither disturbs the other. */
static void
test_order (Fixture *fixture, gconstpointer data)
{
  g_autoptr (MtSettings) first = mt_settings_new (fixture->path);
  g_autoptr (MtSettings) second = NULL;
  g_autofree char *none = mt_settings_dup_order (first);
  g_autofree char *order = NULL;
  g_autofree char *team = NULL;

  g_assert_null (none);
  g_assert_true (mt_settings_set_last_team (first, "/a.json", NULL));
  g_assert_true (mt_settings_set_order (first, "state", NULL));
  second = mt_settings_new (fixture->path);
  order = mt_settings_dup_order (second);
  team = mt_settings_dup_last_team (second);
  g_assert_cmpstr (order, ==, "state");
  g_assert_cmpstr (team, ==, "/a.json");
}

/* Of each team its own; whatever stands in it comes back as it was. */
static void
test_board_filter (Fixture *fixture, gconstpointer data)
{
  static const char *const words[] = { "mine", "text=a;b, \\ [c] \u05D0", "label= x", NULL };
  static const char *const none[] = { NULL };
  g_autoptr (MtSettings) first = mt_settings_new (fixture->path);
  g_autoptr (MtSettings) second = NULL;
  g_auto (GStrv) before = mt_settings_dup_board_filter (first, "/a.json");
  g_auto (GStrv) kept = NULL;
  g_auto (GStrv) other = NULL;
  g_auto (GStrv) after = NULL;

  g_assert_null (before);
  g_assert_true (mt_settings_set_me (first, "/a.json", "ana", NULL));
  g_assert_true (mt_settings_set_board_filter (first, "/a.json", words, NULL));
  second = mt_settings_new (fixture->path);
  kept = mt_settings_dup_board_filter (second, "/a.json");
  other = mt_settings_dup_board_filter (second, "/b.json");
  g_assert_cmpstrv (kept, words);
  g_assert_null (other);
  assert_me (second, "/a.json", "ana");
  g_assert_true (mt_settings_set_board_filter (second, "/a.json", none, NULL));
  after = mt_settings_dup_board_filter (second, "/a.json");
  g_assert_null (after);
  assert_me (second, "/a.json", "ana");
}

static void
test_places (Fixture *fixture, gconstpointer data)
{
  static const char *const words[] = { "America/Denver|39.74|-104.98|Tide;water, Denver",
                                       "Europe/Paris|||[a]", NULL };
  static const char *const none[] = { NULL };
  g_autoptr (MtSettings) first = mt_settings_new (fixture->path);
  g_autoptr (MtSettings) second = NULL;
  g_auto (GStrv) kept = NULL;
  g_auto (GStrv) other = NULL;
  g_auto (GStrv) after = NULL;

  g_assert_true (mt_settings_set_places (first, "/a.json", words, NULL));
  second = mt_settings_new (fixture->path);
  kept = mt_settings_dup_places (second, "/a.json");
  other = mt_settings_dup_places (second, "/b.json");
  g_assert_cmpstrv (kept, words);
  g_assert_null (other);
  g_assert_true (mt_settings_set_places (second, "/a.json", none, NULL));
  after = mt_settings_dup_places (second, "/a.json");
  g_assert_null (after);
}

#define ADD(name, function)                                                                        \
  g_test_add ("/settings/" name, Fixture, NULL, set_up, function, tear_down)

static void
assert_ignored (MtSettings *settings, const char *team_path, const char *person, gboolean expected)
{
  g_autoptr (MtIgnored) ignored = mt_settings_dup_ignored (settings, team_path);
  g_autoptr (MtTeam) team = mt_team_new ();
  g_autoptr (MtZone) zone = mt_zone_new_fixed ("UTC", 0);
  g_autoptr (MtWeek) week = mt_week_new ();
  MtPerson *owner = mt_person_new (person, person, zone, week);

  g_strfreev (owner->calendars);
  owner->calendars = g_strsplit ("a;b.ics,https://x.org/c d/", ",", -1);
  mt_team_take_person (team, owner);
  mt_ignored_apply (ignored, team);
  g_assert_cmpint (mt_person_ignores (owner, "a;b.ics"), ==, expected);
  g_assert_cmpint (mt_person_ignores (owner, "https://x.org/c d/"), ==, expected);
  g_assert_cmpuint (g_strv_length (owner->ignored), ==, expected ? 2 : 0);
}

/* Per team and person; what the team file names no more stays in the settings, and is no harm. */
static void
test_counts (Fixture *fixture, gconstpointer data)
{
  static const char *const calendars[] = { "a;b.ics", "https://x.org/c d/", "gone.ics" };
  g_autoptr (MtSettings) settings = mt_settings_new (fixture->path);

  for (guint round = 0; round < 2; round++)
    for (guint i = 0; i < G_N_ELEMENTS (calendars); i++)
      g_assert_true (
          mt_settings_set_counts (settings, "/t.json", "ana_r.x-1", calendars[i], FALSE, NULL));
  {
    g_autoptr (MtSettings) other = mt_settings_new (fixture->path);

    assert_ignored (other, "/t.json", "ana_r.x-1", TRUE);
    assert_ignored (other, "/t.json", "bo", FALSE);
    assert_ignored (other, "/u.json", "ana_r.x-1", FALSE);
  }
  for (guint i = 0; i < G_N_ELEMENTS (calendars); i++)
    g_assert_true (
        mt_settings_set_counts (settings, "/t.json", "ana_r.x-1", calendars[i], TRUE, NULL));
  assert_ignored (settings, "/t.json", "ana_r.x-1", FALSE);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  ADD ("empty", test_empty);
  ADD ("round-trip", test_round_trip);
  ADD ("order", test_order);
  ADD ("board-filter", test_board_filter);
  ADD ("places", test_places);
  ADD ("view", test_view);
  ADD ("counts", test_counts);
  ADD ("teams", test_teams);
  ADD ("relative", test_relative);
  ADD ("two-writers", test_two_writers);
  ADD ("foreign", test_foreign);
  ADD ("broken", test_broken);
  ADD ("link", test_link);
  ADD ("watch", test_watch);
  ADD ("watch-broken", test_watch_broken);
  ADD ("watch-while-writing", test_watch_while_writing);
  return g_test_run ();
}
