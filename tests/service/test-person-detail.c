/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtPersonDetail on real files: what the page about a person says, how it follows the chosen
 * instant, which links may be opened.
 */
#include "config.h"

#include <string.h>

#include "mt-fixture.h"
#include "service/mt-detail-line.h"
#include "service/mt-person-detail.h"

#define ANA                                                                                        \
  "{ \"id\": \"ana\", \"name\": \"Ana\", \"emails\": [\"ana@example.org\"],"                       \
  "  \"timezone\": \"Europe/Madrid\", \"calendars\": [\"ana.ics\"] }"
#define BO                                                                                         \
  "{ \"id\": \"bo\", \"name\": \"Bo\", \"emails\": [\"bo+x@example.org\"],"                        \
  "  \"call\": \"https://meet.example.org/bo\","                                                   \
  "  \"timezone\": \"America/New_York\", \"location\": \"New York\","                              \
  "  \"calendars\": [\"bo.ics\", \"missing.ics\"],"                                                \
  "  \"away\": [ { \"from\": \"2026-11-25\", \"to\": \"2026-11-25\" } ] }"
#define CAI                                                                                        \
  "{ \"id\": \"cai\", \"name\": \"Cai\", \"timezone\": \"America/New_York\","                      \
  "  \"away\": [ { \"from\": \"2026-11-25\", \"to\": \"2026-11-25\" } ] }"

static const char team[] =
    "{ \"version\": 1, \"name\": \"H\", \"people\": [" ANA "," BO "," CAI "],"
    "\"expectations\": {"
    "  \"email\": { \"within\": \"24h\", \"counting\": \"workdays\" },"
    "  \"chat\": { \"within\": \"2h\", \"counting\": \"working-hours\" },"
    "  \"urgent\": { \"within\": \"1h\", \"counting\": \"elapsed\" } },"
    "\"links\": [ { \"title\": \"Handbook\", \"url\": \"https://example.org/handbook\" } ] }";

/* "title|value|note|subtitle" of every line, one below the other. */
static char *
dump (MtPersonDetail *detail, MtDetailGroup group)
{
  GListModel *lines = mt_person_detail_get_lines (detail, group);
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < g_list_model_get_n_items (lines); i++)
    {
      gpointer line = mt_fixture_item (lines, i);
      g_autofree char *title = mt_fixture_string (line, "title");
      g_autofree char *value = mt_fixture_string (line, "value");
      g_autofree char *note = mt_fixture_string (line, "note");
      g_autofree char *subtitle = mt_fixture_string (line, "subtitle");

      g_string_append_printf (text, "%s|%s|%s|%s\n", title, value, note, subtitle);
    }
  return g_string_free (text, FALSE);
}

static void
assert_lines (MtPersonDetail *detail, MtDetailGroup group, const char *expected)
{
  g_autofree char *text = dump (detail, group);

  g_assert_cmpstr (text, ==, expected);
}

static void
assert_string (gpointer object, const char *property, const char *expected)
{
  g_autofree char *value = mt_fixture_string (object, property);

  g_assert_cmpstr (value, ==, expected);
}

static MtPersonDetail *
open_detail (MtFixture *fixture, const char *me, const char *id)
{
  g_autofree char *meeting =
      mt_fixture_event ("m", "20261124T150000Z", "20261124T160000Z", "SUMMARY:Talk\r\n");
  g_autoptr (GError) error = NULL;
  MtPersonDetail *detail = NULL;

  mt_fixture_write (fixture, "ana.ics", meeting);
  mt_fixture_write (fixture, "bo.ics", meeting);
  mt_fixture_write (fixture, "team.json", team);
  g_assert_true (mt_fixture_open (fixture, me, &error));
  g_assert_no_error (error);
  mt_fixture_wait_read (fixture);
  detail = mt_person_detail_new (fixture->session, id);
  g_assert_nonnull (detail);
  return detail;
}

/* Now is Tuesday 15:22 in Madrid, 09:22 in New York; Wednesday Cai is away. */
static void
test_replies (MtFixture *fixture, gconstpointer data)
{
  g_autoptr (MtPersonDetail) detail = open_detail (fixture, "ana", "cai");

  assert_lines (detail, MT_DETAIL_REPLIES,
                "E-mail|Thu 15:22|Thu 09:22 in New York|within 1 d, on their working days; does "
                "not count: Wed 25 Nov (away)\n"
                "Chat|17:22|11:22 in New York|within 2 h of their working time\n"
                "Urgent|16:22|10:22 in New York|within 1 h, day or night\n");

  mt_session_set_at (fixture->session, MT_FIXTURE_NOW + 7 * 3600);
  assert_lines (detail, MT_DETAIL_REPLIES,
                "E-mail|Thu 22:22|Thu 16:22 in New York|within 1 d, on their working days; does "
                "not count: Wed 25 Nov (away)\n"
                "Chat|Thu 16:22|Thu 10:22 in New York|within 2 h of their working time; does not "
                "count: Wed 25 Nov (away)\n"
                "Urgent|23:22|17:22 in New York|within 1 h, day or night\n");
}

static void
test_times (MtFixture *fixture, gconstpointer data)
{
  g_autoptr (MtPersonDetail) detail = open_detail (fixture, "ana", "cai");

  assert_string (detail, "clock-text", "New York · 09:22 · −6 h");
  assert_string (detail, "hours-text", "Hours 09:00–17:00, your 15:00–23:00");
  assert_lines (detail, MT_DETAIL_NEXT,
                "Tue 24 Nov|15:22–23:00|09:22–17:00 in New York|\n"
                "Thu 26 Nov|15:00–23:00|09:00–17:00 in New York|\n"
                "Fri 27 Nov|15:00–23:00|09:00–17:00 in New York|\n"
                "Mon 30 Nov|15:00–23:00|09:00–17:00 in New York|\n");
  /* Ana works until 17:00, less her meeting from 16:00 on. */
  assert_lines (detail, MT_DETAIL_SHARED,
                "Tue 24 Nov|15:22–16:00|09:22–10:00 in New York|\n"
                "Thu 26 Nov|15:00–17:00|09:00–11:00 in New York|\n"
                "Fri 27 Nov|15:00–17:00|09:00–11:00 in New York|\n"
                "Mon 30 Nov|15:00–17:00|09:00–11:00 in New York|\n"
                "Tue 1 Dec|15:00–17:00|09:00–11:00 in New York|\n");
  assert_lines (detail, MT_DETAIL_DAYS,
                "Tue 24 Nov|15:00–23:00||\nWed 25 Nov|away||\nThu 26 Nov|15:00–23:00||\n"
                "Fri 27 Nov|15:00–23:00||\nSat 28 Nov|off||\nSun 29 Nov|off||\n"
                "Mon 30 Nov|15:00–23:00||\n");
  assert_string (mt_fixture_item (mt_person_detail_get_lines (detail, MT_DETAIL_DAYS), 0),
                 "description", "Tue 24 Nov: working 15:00–23:00");
}

static void
test_sources (MtFixture *fixture, gconstpointer data)
{
  g_autoptr (MtPersonDetail) detail = open_detail (fixture, "ana", "bo");
  GListModel *calendars = mt_person_detail_get_lines (detail, MT_DETAIL_CALENDARS);
  g_autofree char *why = NULL;

  g_assert_cmpuint (g_list_model_get_n_items (calendars), ==, 2);
  assert_string (mt_fixture_item (calendars, 0), "value", "read");
  assert_string (mt_fixture_item (calendars, 1), "title", "missing.ics");
  assert_string (mt_fixture_item (calendars, 1), "value", "not read");
  why = mt_fixture_string (mt_fixture_item (calendars, 1), "subtitle");
  g_assert_cmpstr (why, !=, "");
  assert_string (detail, "calendars-note", "Calendar not read: hours only, meetings unknown");
  /* Unknown is never free. */
  assert_lines (detail, MT_DETAIL_NEXT, "");
  assert_string (detail, "next-note", "Nobody knows: their calendar has not been read.");

  assert_lines (
      detail, MT_DETAIL_LINKS,
      "Write an E-mail|||bo+x@example.org\nCall|||meet.example.org\nHandbook|||example.org\n");
  assert_string (mt_fixture_item (mt_person_detail_get_lines (detail, MT_DETAIL_LINKS), 0), "uri",
                 "mailto:bo+x@example.org");
}

/* What is about two people is not told of oneself. */
static void
test_me (MtFixture *fixture, gconstpointer data)
{
  g_autoptr (MtPersonDetail) detail = open_detail (fixture, "ana", "ana");

  assert_lines (detail, MT_DETAIL_REPLIES, "");
  assert_lines (detail, MT_DETAIL_SHARED, "");
  assert_string (detail, "shared-note", "");
  assert_string (detail, "clock-text", "Madrid · 15:22");
  assert_string (detail, "hours-text", "Hours 09:00–17:00");
  assert_lines (detail, MT_DETAIL_LINKS, "Handbook|||example.org\n");
}

static void
test_nobody (MtFixture *fixture, gconstpointer data)
{
  g_autoptr (MtPersonDetail) detail = open_detail (fixture, NULL, "cai");

  g_assert_null (mt_person_detail_new (fixture->session, "dov"));
  assert_lines (detail, MT_DETAIL_SHARED, "");
  assert_string (detail, "shared-note", "");
  assert_string (detail, "calendars-note",
                 "No calendar is named in the team file: all this rests on hours alone.");
}

/* Lines stay the same objects while the slider moves: a view changes a label, and makes no row. */
static void
test_in_place (MtFixture *fixture, gconstpointer data)
{
  g_autoptr (MtPersonDetail) detail = open_detail (fixture, "ana", "cai");
  GListModel *replies = mt_person_detail_get_lines (detail, MT_DETAIL_REPLIES);
  gpointer first = mt_fixture_item (replies, 0);

  mt_session_set_at (fixture->session, MT_FIXTURE_NOW + 3600);
  g_assert_true (mt_fixture_item (replies, 0) == first);
  assert_string (first, "value", "Thu 16:22");
}

static gboolean
is_gone (MtFixture *fixture, gpointer detail)
{
  gboolean present;

  g_object_get (detail, "present", &present, NULL);
  return !present;
}

static void
test_leaves (MtFixture *fixture, gconstpointer data)
{
  g_autoptr (MtPersonDetail) detail = open_detail (fixture, "ana", "cai");

  mt_fixture_write_team (fixture, ANA, "");
  mt_fixture_wait (fixture, "Cai is gone", is_gone, detail);
  mt_fixture_wait_read (fixture);
}

static void
test_openable (void)
{
  static const struct
  {
    const char *uri;
    gboolean openable;
  } rows[] = {
    { "https://example.org/", TRUE },
    { "http://example.org", TRUE },
    { "mailto:a@example.org", TRUE },
    { "HTTPS://example.org/", TRUE },
    { "mailto:", FALSE },
    { "https:///path", FALSE },
    { "file:///etc/passwd", FALSE },
    { "javascript:alert(1)", FALSE },
    { "ssh://example.org", FALSE },
    { "data:text/html,x", FALSE },
    { "example.org", FALSE },
    { "", FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_test_message ("%s", rows[i].uri);
      g_assert_cmpint (mt_detail_line_is_openable (rows[i].uri), ==, rows[i].openable);
    }
}

static void
add (const char *name, void (*test) (MtFixture *, gconstpointer))
{
  g_autofree char *path = g_strconcat ("/service/person-detail/", name, NULL);

  g_test_add (path, MtFixture, NULL, mt_fixture_set_up, test, mt_fixture_tear_down);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  add ("replies", test_replies);
  add ("times", test_times);
  add ("sources", test_sources);
  add ("me", test_me);
  add ("nobody", test_nobody);
  add ("in-place", test_in_place);
  add ("leaves", test_leaves);
  g_test_add_func ("/service/person-detail/openable", test_openable);
  return g_test_run ();
}
