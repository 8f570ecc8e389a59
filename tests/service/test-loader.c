/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtLoader: what is read once, what the store is good for, and what is never hidden.
 */
#include "config.h"

#include <string.h>

#include "mt-fixture.h"
#include "service/mt-loader.h"

#define WEEK_S (7 * MT_DAY_S)

static GPtrArray *
new_problems (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) mt_problem_free);
}

/* (transfer full) */
static MtSnapshot *
load (MtFixture *fixture, MtSpan window, MtLoadFlags flags)
{
  g_autoptr (MtLoader) loader = mt_loader_new (fixture->tzdata);
  g_autoptr (GPtrArray) problems = new_problems ();
  g_autoptr (GError) error = NULL;
  MtSnapshot *snapshot =
      mt_loader_load (loader, fixture->team, window, flags, MT_FIXTURE_NOW, problems, NULL, &error);

  g_assert_no_error (error);

  return snapshot;
}

static MtSpan
usual (void)
{
  return mt_loader_window (MT_FIXTURE_NOW);
}

static const MtAgenda *
agenda (const MtSnapshot *snapshot, guint person)
{
  return g_ptr_array_index (snapshot->agendas, person);
}

static guint
count_problems (const MtSnapshot *snapshot, const char *part)
{
  guint n = 0;

  for (guint i = 0; i < snapshot->problems->len; i++)
    {
      const MtProblem *problem = g_ptr_array_index (snapshot->problems, i);

      n += strstr (problem->message, part) != NULL ||
           (problem->file != NULL && strstr (problem->file, part) != NULL) ||
           (problem->item != NULL && strstr (problem->item, part) != NULL);
    }

  return n;
}

/* @n people who share a calendar and the holidays. */
static void
write_people (MtFixture *fixture, guint n, const char *more)
{
  g_autoptr (GString) people = g_string_new (NULL);

  for (guint i = 0; i < n; i++)
    g_string_append_printf (people,
                            "%s{ \"id\": \"p%u\", \"name\": \"P %u\", \"timezone\": \"%s\"%s }",
                            i > 0 ? ",\n" : "", i, i, i % 2 ? "Asia/Tokyo" : "Europe/Paris", more);
  mt_fixture_write_team (fixture, people->str, "");
}

static void
test_window (MtFixture *fixture, gconstpointer data)
{
  const MtSpan monday = mt_loader_window (1795392000); /* 2026-11-23T00:00:00Z */
  const MtSpan sunday = mt_loader_window (1795392000 + WEEK_S - 1);
  const MtSpan next = mt_loader_window (1795392000 + WEEK_S);

  g_assert_cmpint (monday.start, ==, 1795392000 - WEEK_S);
  g_assert_cmpint (monday.end, ==, 1795392000 + 5 * WEEK_S);
  g_assert_cmpint (sunday.start, ==, monday.start);
  g_assert_cmpint (next.start, ==, monday.start + WEEK_S);
}

/* A place that everybody names is read once, and is named once when it is not there. */
static void
test_shared (MtFixture *fixture, gconstpointer data)
{
  g_autofree char *event = mt_fixture_event ("m", "20261124T140000Z", "20261124T150000Z", "");
  g_autofree char *floating = mt_fixture_event ("f", "20261125T090000", "20261125T100000", "");
  g_autoptr (MtSnapshot) snapshot = NULL;

  write_people (fixture, 4, ", \"calendars\": [\"a.ics\", \"b.ics\"], \"holidays\": [\"h.ics\"]");
  mt_fixture_write (fixture, "a.ics", event);
  mt_fixture_write (fixture, "b.ics", floating);
  snapshot = load (fixture, usual (), MT_LOAD_CALENDARS | MT_LOAD_NO_STORE);

  g_assert_true (agenda (snapshot, 0) == agenda (snapshot, 2));
  g_assert_true (agenda (snapshot, 1) == agenda (snapshot, 3));
  g_assert_true (agenda (snapshot, 0) != agenda (snapshot, 1));
  g_assert_cmpuint (agenda (snapshot, 0)->busy->n, ==, 2);
  g_assert_cmpint (agenda (snapshot, 0)->busy->at[1].start, ==, 1795593600 /* 08:00Z */);
  g_assert_cmpint (agenda (snapshot, 1)->busy->at[1].start, ==, 1795564800 /* 00:00Z */);
  g_assert_cmpint (agenda (snapshot, 0)->mark, ==, MT_MARK_UNKNOWN);
  g_assert_cmpuint (count_problems (snapshot, "h.ics"), ==, 1);
}

/* Who declined is free; who was never asked is not: the same file means two things. */
static void
test_owner (MtFixture *fixture, gconstpointer data)
{
  g_autofree char *event = mt_fixture_event ("m", "20261124T140000Z", "20261124T150000Z",
                                             "ATTENDEE;PARTSTAT=DECLINED:mailto:a@example.org\r\n"
                                             "ORGANIZER:mailto:b@example.org\r\n");
  g_autoptr (MtSnapshot) snapshot = NULL;

  mt_fixture_write_team (fixture,
                         "{ \"id\": \"a\", \"name\": \"A\", \"timezone\": \"UTC\","
                         "  \"emails\": [\"A@example.org\"], \"calendars\": [\"m.ics\"] },"
                         "{ \"id\": \"b\", \"name\": \"B\", \"timezone\": \"UTC\","
                         "  \"emails\": [\"b@example.org\"], \"calendars\": [\"m.ics\"] }",
                         "");
  mt_fixture_write (fixture, "m.ics", event);
  snapshot = load (fixture, usual (), MT_LOAD_CALENDARS | MT_LOAD_NO_STORE);
  g_assert_cmpuint (agenda (snapshot, 0)->busy->n, ==, 0);
  g_assert_cmpuint (agenda (snapshot, 1)->busy->n, ==, 1);
}

/* The first frame: what was read before is there without reading, and nothing else is made up. */
static void
test_cached (MtFixture *fixture, gconstpointer data)
{
  const MtSpan near = { MT_FIXTURE_NOW - 2 * MT_DAY_S, MT_FIXTURE_NOW + 16 * MT_DAY_S };
  g_autofree char *event = mt_fixture_event ("m", "20261124T140000Z", "20261124T150000Z", "");
  g_autoptr (MtSnapshot) before = NULL;
  g_autoptr (MtSnapshot) read = NULL;
  g_autoptr (MtSnapshot) after = NULL;

  write_people (fixture, 2, ", \"calendars\": [\"a.ics\"]");
  mt_fixture_write (fixture, "a.ics", event);

  before = load (fixture, near, MT_LOAD_CALENDARS | MT_LOAD_CACHED_ONLY);
  g_assert_cmpint (agenda (before, 0)->mark, ==, MT_MARK_UNKNOWN);
  g_assert_cmpuint (before->problems->len, ==, 0);

  read = load (fixture, usual (), MT_LOAD_CALENDARS);
  g_assert_cmpint (agenda (read, 0)->mark, ==, MT_MARK_OK);

  mt_fixture_remove (fixture, "a.ics");
  after = load (fixture, near, MT_LOAD_CALENDARS | MT_LOAD_CACHED_ONLY);
  g_assert_cmpint (agenda (after, 0)->mark, ==, MT_MARK_OK);
  g_assert_cmpuint (agenda (after, 0)->busy->n, ==, 1);
  g_assert_cmpint (agenda (after, 0)->busy->at[0].start, ==, 1795528800);
}

static void
test_no_store (MtFixture *fixture, gconstpointer data)
{
  g_autofree char *event = mt_fixture_event ("m", "20261124T140000Z", "20261124T150000Z", "");
  g_autofree char *folder = g_build_filename (g_get_user_data_dir (), "meantime", NULL);
  g_autoptr (MtSnapshot) read = NULL;

  write_people (fixture, 2, ", \"calendars\": [\"a.ics\"]");
  mt_fixture_write (fixture, "a.ics", event);
  read = load (fixture, usual (), MT_LOAD_ALL | MT_LOAD_NO_STORE);
  g_assert_false (g_file_test (folder, G_FILE_TEST_EXISTS));
}

/* A changed file is read again however the store remembers it; a bad item is named every time. */
static void
test_changes (MtFixture *fixture, gconstpointer data)
{
  g_autofree char *event = mt_fixture_event ("m", "20261124T140000Z", "20261124T150000Z", "");
  g_autofree char *later = mt_fixture_event ("m", "20261124T160000Z", "20261124T170000Z", "");
  g_autofree char *bad = mt_fixture_event ("oops", "20261345T160000Z", "20261124T170000Z", "");
  const char *texts[] = { event, event, later, bad, bad, event };
  const guint n_busy[] = { 1, 1, 1, 0, 0, 1 };
  const gint64 starts[] = { 1795528800, 1795528800, 1795536000, 0, 0, 1795528800 };

  write_people (fixture, 1, ", \"calendars\": [\"a.ics\"]");
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (MtSnapshot) snapshot = NULL;

      g_test_message ("round %u", i);
      mt_fixture_write (fixture, "a.ics", texts[i]);
      snapshot = load (fixture, usual (), MT_LOAD_CALENDARS);
      g_assert_cmpuint (agenda (snapshot, 0)->busy->n, ==, n_busy[i]);
      if (n_busy[i] > 0)
        g_assert_cmpint (agenda (snapshot, 0)->busy->at[0].start, ==, starts[i]);
      g_assert_cmpint (agenda (snapshot, 0)->mark, ==,
                       n_busy[i] > 0 ? MT_MARK_OK : MT_MARK_PARTIAL);
      g_assert_cmpuint (count_problems (snapshot, "oops"), ==, n_busy[i] > 0 ? 0 : 1);
    }
}

/* Cut is judged by the window asked for, not by the wider one that is read. */
static void
test_cut (MtFixture *fixture, gconstpointer data)
{
  g_autofree char *often = mt_fixture_event ("often", "20261101T000000Z", "20261101T000030Z",
                                             "RRULE:FREQ=MINUTELY;INTERVAL=1\r\n");
  g_autofree char *ever = mt_fixture_event ("ever", "20261101T000000Z", "20261101T000001Z",
                                            "RRULE:FREQ=SECONDLY;INTERVAL=2\r\n");
  const MtSpan day = { MT_FIXTURE_NOW, MT_FIXTURE_NOW + MT_DAY_S };
  g_autoptr (MtSnapshot) first = NULL;
  g_autoptr (MtSnapshot) narrow = NULL;
  g_autoptr (MtSnapshot) wide = NULL;

  write_people (fixture, 1, ", \"calendars\": [\"a.ics\"]");
  mt_fixture_write (fixture, "a.ics", often);
  narrow = load (fixture, day, MT_LOAD_CALENDARS);
  wide = load (fixture, usual (), MT_LOAD_CALENDARS);
  g_assert_cmpint (agenda (narrow, 0)->mark, ==, MT_MARK_OK);
  g_assert_cmpuint (agenda (narrow, 0)->busy->n, ==, 1440);
  g_assert_cmpint (agenda (wide, 0)->mark, ==, MT_MARK_CUT);
  g_assert_cmpuint (count_problems (wide, "often"), >=, 1);

  mt_fixture_write (fixture, "a.ics", ever);
  first = load (fixture, day, MT_LOAD_CALENDARS);
  g_assert_cmpint (agenda (first, 0)->mark, ==, MT_MARK_CUT);
  g_assert_cmpuint (agenda (first, 0)->busy->n, ==, 10000);
}

static void
test_team_errors (MtFixture *fixture, gconstpointer data)
{
  static const struct
  {
    const char *name;
    const char *path;
    const char *text; /* NULL: no file */
    const char *message;
  } rows[] = {
    { "missing", "nowhere.json", NULL, "nowhere.json" },
    { "folder", ".", NULL, "folder" },
    { "server", "https://example.org/team.json", NULL, "server" },
    { "two with one id", "team.json",
      "{ \"version\": 1, \"name\": \"X\", \"people\": ["
      "{ \"id\": \"a\", \"name\": \"A\", \"timezone\": \"UTC\" },"
      "{ \"id\": \"a\", \"name\": \"B\", \"timezone\": \"UTC\" } ] }",
      "team check" },
    { "zone", "team.json",
      "{ \"version\": 1, \"name\": \"X\", \"people\": ["
      "{ \"id\": \"a\", \"name\": \"A\", \"timezone\": \"Europe/Nowhere\" } ] }",
      "team check" },
    { "binary", "team.json", "\x01\x02\x03", "team check" },
    { "empty", "team.json", "", "team check" },
  };
  g_autoptr (MtLoader) loader = mt_loader_new (fixture->tzdata);

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (GPtrArray) problems = new_problems ();
      g_autoptr (GError) error = NULL;
      g_autofree char *path = strstr (rows[i].path, "://") != NULL
                                  ? g_strdup (rows[i].path)
                                  : g_build_filename (fixture->folder, rows[i].path, NULL);
      g_autoptr (MtSnapshot) snapshot = NULL;

      g_test_message ("%s", rows[i].name);
      if (rows[i].text != NULL)
        mt_fixture_write (fixture, rows[i].path, rows[i].text);
      snapshot = mt_loader_load (loader, path, usual (), MT_LOAD_ALL | MT_LOAD_NO_STORE,
                                 MT_FIXTURE_NOW, problems, NULL, &error);
      g_assert_null (snapshot);
      g_assert_error (error, MT_LOADER_ERROR, MT_LOADER_ERROR_TEAM_FILE);
      g_assert_nonnull (strstr (error->message, rows[i].message));
      g_assert_true (rows[i].text == NULL || problems->len > 0);
    }
}

static void
test_cancelled (MtFixture *fixture, gconstpointer data)
{
  g_autoptr (MtLoader) loader = mt_loader_new (fixture->tzdata);
  g_autoptr (GPtrArray) problems = new_problems ();
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;

  write_people (fixture, 1, ", \"calendars\": [\"a.ics\"]");
  g_cancellable_cancel (cancellable);
  g_assert_null (mt_loader_load (loader, fixture->team, usual (), MT_LOAD_ALL, MT_FIXTURE_NOW,
                                 problems, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

static void
test_ten_thousand (MtFixture *fixture, gconstpointer data)
{
  g_autofree char *day = mt_fixture_event ("h", "20261124", "20261125", "SUMMARY:Day off\r\n");
  const gint64 start = g_get_monotonic_time ();
  g_autoptr (MtSnapshot) snapshot = NULL;

  write_people (fixture, 10000, ", \"holidays\": [\"h.ics\"]");
  mt_fixture_write (fixture, "h.ics", day);
  snapshot = load (fixture, usual (), MT_LOAD_CALENDARS | MT_LOAD_NO_STORE);
  g_test_message ("%.0f ms", (double) (g_get_monotonic_time () - start) / 1000);
  g_assert_cmpuint (snapshot->agendas->len, ==, 10000);
  g_assert_true (agenda (snapshot, 0) == agenda (snapshot, 9998));
  g_assert_cmpuint (agenda (snapshot, 1)->holidays->len, ==, 1);
  g_assert_cmpint (agenda (snapshot, 1)->mark, ==, MT_MARK_NONE);
}

static void
test_sections (MtFixture *fixture, gconstpointer data)
{
  g_autoptr (MtSnapshot) none = NULL;
  g_autoptr (MtSnapshot) missing = NULL;

  write_people (fixture, 1, "");
  none = load (fixture, usual (), MT_LOAD_ALL | MT_LOAD_NO_STORE);
  g_assert_cmpint (none->board, ==, MT_SOURCE_NONE);
  g_assert_cmpint (none->journal, ==, MT_SOURCE_NONE);

  mt_fixture_write_team (fixture, "", "\"board\": \"board/\", \"journal\": \"https://a.b/c/\"");
  missing = load (fixture, usual (), MT_LOAD_ALL | MT_LOAD_NO_STORE);
  g_assert_cmpint (missing->board, ==, MT_SOURCE_UNKNOWN);
  g_assert_cmpint (missing->journal, ==, MT_SOURCE_UNKNOWN);
  g_assert_nonnull (strstr (missing->board_error, "board/"));
  g_assert_nonnull (strstr (missing->journal_error, "server"));
}

int
main (int argc, char **argv)
{
  static const struct
  {
    const char *path;
    void (*test) (MtFixture *, gconstpointer);
  } tests[] = {
    { "/loader/window", test_window },
    { "/loader/shared", test_shared },
    { "/loader/owner", test_owner },
    { "/loader/cached", test_cached },
    { "/loader/no-store", test_no_store },
    { "/loader/changes", test_changes },
    { "/loader/cut", test_cut },
    { "/loader/team-errors", test_team_errors },
    { "/loader/cancelled", test_cancelled },
    { "/loader/ten-thousand", test_ten_thousand },
    { "/loader/sections", test_sections },
  };

  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, MtFixture, NULL, mt_fixture_set_up, tests[i].test,
                mt_fixture_tear_down);

  return g_test_run ();
}
