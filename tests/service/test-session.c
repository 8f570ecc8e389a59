/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtSession on real files: states and texts, what a move of the slider tells, reloads that keep
 * their objects, broken and odd input.
 */
#include "config.h"

#include <string.h>

#include "mt-fixture.h"
#include "service/mt-column-item.h"
#include "service/mt-overlap-item.h"
#include "service/mt-session-private.h"
#include "service/mt-task-item.h"
#include "service/mt-update-item.h"
#include "service/mt-zone-item.h"

#define ANA                                                                                        \
  "{ \"id\": \"ana\", \"name\": \"Ana Ruiz\", \"emails\": [\"ana@example.org\"],"                  \
  "  \"timezone\": \"Europe/Madrid\", \"location\": \"Madrid\","                                   \
  "  \"hours\": { \"mon\": [\"09:00-18:00\"], \"tue\": [\"09:00-18:00\"], \"wed\": "               \
  "[\"09:00-18:00\"] }, \"calendars\": [\"ana.ics\"] }"
#define BO                                                                                         \
  "{ \"id\": \"bo\", \"name\": \"Bo Lind\", \"emails\": [\"bo@example.org\"],"                     \
  "  \"timezone\": \"Asia/Kolkata\","                                                              \
  "  \"hours\": { \"tue\": [\"13:00-22:00\"], \"wed\": [\"13:00-22:00\"] } }"
#define CHEN                                                                                       \
  "{ \"id\": \"chen\", \"name\": \"Chen Wu\", \"timezone\": \"Pacific/Auckland\","                 \
  "  \"hours\": {}, \"away\": [ { \"from\": \"2026-11-20\", \"to\": \"2026-11-29\","               \
  "  \"reason\": \"leave\" } ] }"

static void
assert_string (gpointer object, const char *property, const char *expected)
{
  g_autofree char *value = mt_fixture_string (object, property);

  g_assert_cmpstr (value, ==, expected);
}

static gpointer
person (MtFixture *fixture, guint position)
{
  return mt_fixture_item (mt_session_get_people (fixture->session), position);
}

static void
open_team (MtFixture *fixture, const char *me)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (mt_fixture_open (fixture, me, &error));
  g_assert_no_error (error);
  mt_fixture_wait_read (fixture);
}

static void
write_three (MtFixture *fixture)
{
  g_autofree char *meeting =
      mt_fixture_event ("m", "20261124T140000Z", "20261124T150000Z", "SUMMARY:Talk\r\n");

  mt_fixture_write (fixture, "ana.ics", meeting);
  mt_fixture_write_team (fixture, ANA ",\n" BO ",\n" CHEN, "");
}

static void
test_states (MtFixture *fixture, gconstpointer data)
{
  write_three (fixture);
  open_team (fixture, "ana");

  g_assert_cmpuint (g_list_model_get_n_items (mt_session_get_people (fixture->session)), ==, 3);
  assert_string (person (fixture, 0), "state-text", "In a meeting until 16:00");
  assert_string (person (fixture, 0), "state-yours", "");
  assert_string (person (fixture, 0), "local", "15:22");
  assert_string (person (fixture, 0), "initials", "AR");
  assert_string (person (fixture, 1), "state-text", "Working until 22:00");
  assert_string (person (fixture, 1), "state-yours", "your 17:30");
  assert_string (person (fixture, 1), "place", "Kolkata");
  assert_string (person (fixture, 2), "state-text", "On leave until Mon 30 Nov");
  assert_string (person (fixture, 2), "local", "03:22");
  assert_string (person (fixture, 2), "local-day", "+1 day");
  assert_string (person (fixture, 2), "why", "leave");
  assert_string (fixture->session, "team-name", "Harbour");
  assert_string (fixture->session, "trouble", "");
  assert_string (fixture->session, "date-text", "Tuesday 24 November, 15:22");
  assert_string (fixture->session, "summary", "2 of 3 working · next overlap 16:00–17:30, 2 of 3");
  g_assert_true (mt_session_get_me (fixture->session) == person (fixture, 0));
}

static void
test_until (MtFixture *fixture, gconstpointer data)
{
  static const struct
  {
    const char *at;
    const char *bo;
    const char *yours;
  } rows[] = {
    { "2026-11-24T07:00:00Z", "Off · back 13:00", "your 08:30" },
    { "2026-11-24T17:00:00Z", "Off · back 13:00 Wed", "your 08:30" },
    { "2026-11-25T17:00:00Z", "Off · back 13:00 Tue", "your 08:30" },
    { "2026-11-25T08:00:00Z", "Working until 22:00", "your 17:30" },
    { "2026-11-23T20:00:00Z", "Off · back 13:00", "your 08:30 Tue" },
  };

  write_three (fixture);
  open_team (fixture, "ana");
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (GDateTime) at = g_date_time_new_from_iso8601 (rows[i].at, NULL);

      g_test_message ("%s", rows[i].at);
      mt_session_set_at (fixture->session, g_date_time_to_unix (at));
      assert_string (person (fixture, 1), "state-text", rows[i].bo);
      assert_string (person (fixture, 1), "state-yours", rows[i].yours);
    }
}

/* The overlaps are those of the week from the clock's now; which is the next one, the slider says.
 */
static void
test_summary_follows (MtFixture *fixture, gconstpointer data)
{
  static const struct
  {
    const char *at;
    const char *summary;
  } rows[] = {
    { "2026-11-24T02:00:00Z", "0 of 3 working · next overlap 16:00–17:30, 2 of 3" },
    { "2026-11-24T15:00:00Z", "2 of 3 working · overlap now 16:00–17:30, 2 of 3" },
    { "2026-11-24T16:29:59Z", "2 of 3 working · overlap now 16:00–17:30, 2 of 3" },
    { "2026-11-24T16:30:00Z", "1 of 3 working · next overlap Wed 09:00–17:30, 2 of 3" },
    { "2026-11-25T02:00:00Z", "0 of 3 working · next overlap 09:00–17:30, 2 of 3" },
    { "2026-11-25T08:00:00Z", "2 of 3 working · overlap now 09:00–17:30, 2 of 3" },
    { "2026-11-25T17:00:00Z", "0 of 3 working · next overlap Tue 09:00–17:30, 2 of 3" },
    /* Days that the week does not hold have their own. */
    { "2026-12-02T02:00:00Z", "0 of 3 working · next overlap 09:00–17:30, 2 of 3" },
    { "2026-12-02T17:00:00Z", "0 of 3 working · no overlap on this day" },
    { "2026-11-18T08:30:00Z", "2 of 3 working · overlap now 09:00–17:30, 2 of 3" },
  };

  write_three (fixture);
  open_team (fixture, "ana");
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (GDateTime) at = g_date_time_new_from_iso8601 (rows[i].at, NULL);

      mt_session_set_at (fixture->session, g_date_time_to_unix (at));
      assert_string (fixture->session, "summary", rows[i].summary);
    }
  mt_session_follow_clock (fixture->session);
  assert_string (fixture->session, "summary", "2 of 3 working · next overlap 16:00–17:30, 2 of 3");
}

static void
test_zones (MtFixture *fixture, gconstpointer data)
{
  GListModel *zones = mt_session_get_zones (fixture->session);
  static const char *const places[] = { "Madrid", "Kolkata", "Auckland" };
  static const char *const offsets[] = { "you", "+4:30", "+12 h" };
  static const char *const days[] = { "", "", "+1 day" };

  write_three (fixture);
  open_team (fixture, "ana");
  g_assert_cmpuint (g_list_model_get_n_items (zones), ==, 3);
  for (guint i = 0; i < 3; i++)
    {
      assert_string (mt_fixture_item (zones, i), "place", places[i]);
      assert_string (mt_fixture_item (zones, i), "offset-text", offsets[i]);
      assert_string (mt_fixture_item (zones, i), "day-text", days[i]);
    }
}

/* Berlin and Madrid are one card, London is not; a card stands where its clock is now. */
static void
test_zone_sets (MtFixture *fixture, gconstpointer data)
{
  GListModel *zones = mt_session_get_zones (fixture->session);
  MtZoneItem *card = NULL;

  mt_fixture_write_team (fixture,
                         "{ \"id\": \"a\", \"name\": \"A\", \"timezone\": \"Europe/Berlin\" },"
                         "{ \"id\": \"b\", \"name\": \"B\", \"timezone\": \"Europe/London\" },"
                         "{ \"id\": \"c\", \"name\": \"C\", \"timezone\": \"Europe/Madrid\" },"
                         "{ \"id\": \"d\", \"name\": \"D\", \"timezone\": \"Africa/Lagos\" },"
                         "{ \"id\": \"e\", \"name\": \"E\", \"timezone\": \"America/Sao_Paulo\" }",
                         "");
  open_team (fixture, "b");
  g_assert_cmpuint (g_list_model_get_n_items (zones), ==, 3);
  assert_string (mt_fixture_item (zones, 0), "place", "Sao Paulo");
  assert_string (mt_fixture_item (zones, 1), "place", "London");
  assert_string (mt_fixture_item (zones, 2), "place", "Berlin, Madrid, Lagos");
  card = mt_fixture_item (zones, 2);
  g_assert_cmpuint (g_list_model_get_n_items (mt_zone_item_get_people (card)), ==, 3);

  /* From 60 days before the change on, Lagos goes its own way. */
  mt_session_set_at (fixture->session, 1803859200 - 30 * 86400); /* 2027-02-27 */
  g_assert_cmpuint (g_list_model_get_n_items (zones), ==, 4);
  g_assert_true (mt_fixture_item (zones, 2) == card);
}

static void
count_cb (gpointer object, GParamSpec *pspec, gpointer count)
{
  (*(guint *) count)++;
}

/* What does not change is not told. */
static void
test_quiet (MtFixture *fixture, gconstpointer data)
{
  guint at = 0;
  guint state = 0;
  guint local = 0;
  guint items = 0;

  write_three (fixture);
  open_team (fixture, "ana");
  g_signal_connect (fixture->session, "notify::at", G_CALLBACK (count_cb), &at);
  g_signal_connect (person (fixture, 1), "notify::state-text", G_CALLBACK (count_cb), &state);
  g_signal_connect (person (fixture, 1), "notify::local", G_CALLBACK (count_cb), &local);
  g_signal_connect_swapped (mt_session_get_people (fixture->session), "items-changed",
                            G_CALLBACK (count_cb), &items);

  mt_session_set_at (fixture->session, MT_FIXTURE_NOW + 60);
  g_assert_cmpuint (at, ==, 1);
  g_assert_cmpuint (local, ==, 1);
  g_assert_cmpuint (state, ==, 0);
  mt_session_set_at (fixture->session, MT_FIXTURE_NOW + 60);
  g_assert_cmpuint (at, ==, 1);
  mt_session_set_at (fixture->session, MT_FIXTURE_NOW + 4 * 3600);
  g_assert_cmpuint (state, ==, 1);
  g_assert_cmpuint (items, ==, 0);
  mt_session_follow_clock (fixture->session);
  g_assert_cmpint (mt_session_get_at (fixture->session), ==, MT_FIXTURE_NOW);
  assert_string (person (fixture, 1), "state-text", "Working until 22:00");
}

static gboolean
ana_works (MtFixture *fixture, gpointer data)
{
  g_autofree char *text = mt_fixture_string (person (fixture, 0), "state-text");

  return g_str_equal (text, data);
}

static void
test_reload_calendar (MtFixture *fixture, gconstpointer data)
{
  g_autofree char *later =
      mt_fixture_event ("m", "20261124T160000Z", "20261124T163000Z", "SUMMARY:Talk\r\n");
  gpointer ana = NULL;
  guint items = 0;

  write_three (fixture);
  open_team (fixture, "ana");
  ana = person (fixture, 0);
  g_signal_connect_swapped (mt_session_get_people (fixture->session), "items-changed",
                            G_CALLBACK (count_cb), &items);

  mt_fixture_write (fixture, "ana.ics", later);
  mt_fixture_wait (fixture, "the meeting moved", ana_works, (gpointer) "Working until 17:00");
  g_assert_true (person (fixture, 0) == ana);
  g_assert_cmpuint (items, ==, 0);
}

/* Held, it shows what the store has and reads no file before it is released. */
static void
test_hold (MtFixture *fixture, gconstpointer data)
{
  g_autofree char *later =
      mt_fixture_event ("m", "20261124T160000Z", "20261124T163000Z", "SUMMARY:Talk\r\n");
  g_autoptr (GError) error = NULL;

  write_three (fixture);
  open_team (fixture, "ana"); /* fills the store */
  g_object_unref (fixture->session);
  mt_fixture_write (fixture, "ana.ics", later);

  fixture->session = mt_session_new (fixture->tzdata, fixture->clock);
  mt_session_hold (fixture->session);
  g_assert_true (mt_fixture_open (fixture, "ana", &error));
  g_assert_no_error (error);
  assert_string (person (fixture, 0), "state-text", "In a meeting until 16:00");
  g_assert_null (fixture->session->reading);

  mt_session_release (fixture->session);
  mt_fixture_wait_read (fixture);
  assert_string (person (fixture, 0), "state-text", "Working until 17:00");
}

/* With nothing in the store there is nothing to hold back for. */
static void
test_hold_unread (MtFixture *fixture, gconstpointer data)
{
  write_three (fixture);
  mt_session_hold (fixture->session);
  open_team (fixture, "ana");
  assert_string (person (fixture, 0), "state-text", "In a meeting until 16:00");
  mt_session_release (fixture->session);
  g_assert_null (fixture->session->reading);
}

static gboolean
has_people (MtFixture *fixture, gpointer data)
{
  return g_list_model_get_n_items (mt_session_get_people (fixture->session)) ==
         GPOINTER_TO_UINT (data);
}

static void
test_reload_team (MtFixture *fixture, gconstpointer data)
{
  g_autoptr (GObject) ana = NULL;
  g_autoptr (GObject) chen = NULL;

  write_three (fixture);
  open_team (fixture, "ana");
  ana = g_object_ref (person (fixture, 0));
  chen = g_object_ref (person (fixture, 2));

  mt_fixture_write_team (fixture, CHEN ",\n" ANA, "");
  mt_fixture_wait (fixture, "Bo is gone", has_people, GUINT_TO_POINTER (2));
  g_assert_true (person (fixture, 0) == chen);
  g_assert_true (person (fixture, 1) == ana);
}

static gboolean
has_trouble (MtFixture *fixture, gpointer data)
{
  g_autofree char *trouble = mt_fixture_string (fixture->session, "trouble");

  return (*trouble != '\0') == GPOINTER_TO_INT (data);
}

/* A broken edit leaves the last good team on screen and says where it is broken. */
static void
test_broken_edit (MtFixture *fixture, gconstpointer data)
{
  g_autofree char *trouble = NULL;
  int state = 0;

  write_three (fixture);
  open_team (fixture, "ana");

  mt_fixture_write (fixture, "team.json", "{ \"version\": 1,\n  \"people\": [ { ] }\n");
  mt_fixture_wait (fixture, "the edit is seen", has_trouble, GINT_TO_POINTER (TRUE));
  trouble = mt_fixture_string (fixture->session, "trouble");
  g_assert_nonnull (strstr (trouble, "team.json:2:"));
  g_assert_true (has_people (fixture, GUINT_TO_POINTER (3)));
  g_object_get (fixture->session, "state", &state, NULL);
  g_assert_cmpint (state, ==, MT_SESSION_READY);

  mt_fixture_write_team (fixture, ANA, "");
  mt_fixture_wait (fixture, "the edit is mended", has_trouble, GINT_TO_POINTER (FALSE));
  g_assert_true (has_people (fixture, GUINT_TO_POINTER (1)));
}

static gboolean
is_ready (MtFixture *fixture, gpointer data)
{
  int state = 0;

  g_object_get (fixture->session, "state", &state, NULL);

  return state == MT_SESSION_READY;
}

/* A team file that comes only later is opened then. */
static void
test_missing_team (MtFixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;

  g_assert_false (mt_fixture_open (fixture, "ana", &error));
  g_assert_nonnull (error);
  text = mt_fixture_string (fixture->session, "error-text");
  g_assert_nonnull (strstr (text, "team.json"));

  mt_fixture_wait_read (fixture);
  write_three (fixture);
  mt_fixture_wait (fixture, "the team came", is_ready, NULL);
}

static void
test_nobody (MtFixture *fixture, gconstpointer data)
{
  int state = 0;

  mt_fixture_write_team (fixture, "", "");
  open_team (fixture, NULL);
  g_object_get (fixture->session, "people-state", &state, NULL);
  g_assert_cmpint (state, ==, MT_SECTION_EMPTY);
  g_assert_cmpuint (g_list_model_get_n_items (mt_session_get_zones (fixture->session)), ==, 0);
  assert_string (fixture->session, "summary", "0 of 0 working");
}

static void
test_one (MtFixture *fixture, gconstpointer data)
{
  mt_fixture_write_team (fixture, BO, "");
  open_team (fixture, NULL);
  g_assert_null (mt_session_get_me (fixture->session));
  assert_string (fixture->session, "summary", "1 of 1 working");
  assert_string (person (fixture, 0), "state-yours", "your 16:30");
}

static int
mark_of (MtFixture *fixture, guint position)
{
  int mark = 0;

  g_object_get (person (fixture, position), "mark", &mark, NULL);

  return mark;
}

static const char bad_and_good[] =
    "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//test//EN\r\n"
    "BEGIN:VEVENT\r\nUID:bad\r\nDTSTAMP:20261101T000000Z\r\nDTSTART:19091345T990000Z\r\n"
    "END:VEVENT\r\n"
    "BEGIN:VEVENT\r\nUID:good\r\nDTSTAMP:20261101T000000Z\r\nDTSTART:20261124T140000Z\r\n"
    "DTEND:20261124T150000Z\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n";

static void
test_marks (MtFixture *fixture, gconstpointer data)
{
  static const struct
  {
    const char *name;
    const char *text; /* NULL: no file */
    MtMark mark;
    const char *state;
    const char *problem; /* NULL: none */
  } rows[] = {
    { "missing", NULL, MT_MARK_UNKNOWN, "Working until 18:00", "ana.ics" },
    { "web page", "<!DOCTYPE html><html><body>Sign in</body></html>", MT_MARK_UNKNOWN,
      "Working until 18:00", "ana.ics" },
    { "empty file", "", MT_MARK_UNKNOWN, "Working until 18:00", "ana.ics" },
    { "bad item", bad_and_good, MT_MARK_PARTIAL, "In a meeting until 16:00", "bad" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_test_message ("%s", rows[i].name);
      mt_fixture_write_team (fixture, ANA, "");
      if (rows[i].text != NULL)
        mt_fixture_write (fixture, "ana.ics", rows[i].text);
      open_team (fixture, "ana");
      g_assert_cmpint (mark_of (fixture, 0), ==, rows[i].mark);
      assert_string (person (fixture, 0), "state-text", rows[i].state);
      g_assert_true (mt_fixture_has_problem (fixture, rows[i].problem));
      g_assert_true (has_trouble (fixture, GINT_TO_POINTER (TRUE)));
    }
}

static void
test_folder_calendar (MtFixture *fixture, gconstpointer data)
{
  g_autofree char *meeting = mt_fixture_event ("m", "20261124T140000Z", "20261124T150000Z", "");
  g_autofree char *team = g_strdup (ANA);
  char *name = strstr (team, "ana.ics");

  memcpy (name, "cal.dir", strlen ("cal.dir"));
  mt_fixture_write_team (fixture, team, "");
  mt_fixture_write (fixture, "cal.dir/.hidden.ics", "nothing");
  mt_fixture_write (fixture, "cal.dir/readme.txt", "nothing");
  open_team (fixture, "ana");
  g_assert_cmpint (mark_of (fixture, 0), ==, MT_MARK_OK);
  assert_string (person (fixture, 0), "state-text", "Working until 18:00");

  /* A file that comes into the folder, and a conflict copy of it that does not count. */
  mt_fixture_write (fixture, "cal.dir/m.sync-conflict-20260101-120000-ABCDEFG.ics", meeting);
  mt_fixture_write (fixture, "cal.dir/m.ics", meeting);
  mt_fixture_wait (fixture, "the file is seen", ana_works, (gpointer) "In a meeting until 16:00");
  g_assert_true (mt_fixture_has_problem (fixture, "sync-conflict"));
  g_assert_cmpint (mark_of (fixture, 0), ==, MT_MARK_OK);
}

static void
test_server_calendar (MtFixture *fixture, gconstpointer data)
{
  mt_fixture_write_team (fixture,
                         "{ \"id\": \"a\", \"name\": \"A\", \"timezone\": \"UTC\","
                         "  \"calendars\": [\"https://dav.example.org/a/\"] },\n" BO,
                         "");
  open_team (fixture, NULL);
  g_assert_cmpint (mark_of (fixture, 0), ==, MT_MARK_UNKNOWN);
  g_assert_cmpint (mark_of (fixture, 1), ==, MT_MARK_NONE);
  g_assert_true (mt_fixture_has_problem (fixture, "has not been read from the server"));

  /* Unknown is never free. */
  g_assert_cmpuint (g_list_model_get_n_items (mt_session_get_overlaps (fixture->session)), ==, 0);
}

static void
test_board (MtFixture *fixture, gconstpointer data)
{
  GListModel *columns = mt_session_get_columns (fixture->session);
  GListModel *doing = NULL;
  gpointer card = NULL;
  gpointer assignee = NULL;
  int state = 0;

  mt_fixture_write_team (fixture, ANA ",\n" BO, "\"board\": \"board\"");
  mt_fixture_write (fixture, "ana.ics", "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nEND:VCALENDAR\r\n");
  mt_fixture_write (fixture, "board/t.ics",
                    "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//test//EN\r\n"
                    "BEGIN:VTODO\r\nUID:t\r\nDTSTAMP:20261101T000000Z\r\nSUMMARY:Move it\r\n"
                    "STATUS:IN-PROCESS\r\nDUE:20261124T120000Z\r\nCATEGORIES:BLOCKED,Net\r\n"
                    "ATTENDEE:MAILTO:BO@example.org\r\nEND:VTODO\r\nEND:VCALENDAR\r\n");
  open_team (fixture, "ana");

  g_object_get (fixture->session, "board-state", &state, NULL);
  g_assert_cmpint (state, ==, MT_SECTION_CONTENT);
  g_assert_cmpuint (g_list_model_get_n_items (columns), ==, 3);
  doing = mt_column_item_get_tasks (mt_fixture_item (columns, 1));
  g_assert_cmpuint (g_list_model_get_n_items (doing), ==, 1);
  card = mt_fixture_item (doing, 0);
  assert_string (card, "title", "Move it");
  assert_string (card, "due-text", "2 h over");
  assert_string (card, "assignee-name", "Bo Lind");
  g_object_get (card, "assignee", &assignee, NULL);
  g_assert_true (assignee == person (fixture, 1));
  g_object_unref (assignee);

  mt_session_set_at (fixture->session, MT_FIXTURE_NOW - 4 * 3600);
  assert_string (card, "due-text", "13:00 · 17:30 Kolkata");
  mt_session_set_at (fixture->session, MT_FIXTURE_NOW + 3 * 86400);
  assert_string (card, "due-text", "3 days over");
}

static void
test_updates (MtFixture *fixture, gconstpointer data)
{
  GListModel *updates = mt_session_get_updates (fixture->session);
  int state = 0;

  mt_fixture_write_team (fixture, ANA ",\n" BO ",\n" CHEN, "\"journal\": \"journal\"");
  mt_fixture_write (fixture, "ana.ics", "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nEND:VCALENDAR\r\n");
  mt_fixture_write (fixture, "journal/u.ics",
                    "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//test//EN\r\n"
                    "BEGIN:VJOURNAL\r\nUID:u\r\nDTSTAMP:20261124T085800Z\r\n"
                    "DTSTART;VALUE=DATE:20261124\r\nCATEGORIES:UPDATE\r\n"
                    "ORGANIZER:mailto:bo@example.org\r\nDESCRIPTION:Done: keys\\nNext: logs\r\n"
                    "END:VJOURNAL\r\nEND:VCALENDAR\r\n");
  open_team (fixture, "ana");

  g_object_get (fixture->session, "updates-state", &state, NULL);
  g_assert_cmpint (state, ==, MT_SECTION_CONTENT);
  g_assert_cmpuint (g_list_model_get_n_items (updates), ==, 2);
  assert_string (mt_fixture_item (updates, 0), "state-text", "posted 09:58");
  assert_string (mt_fixture_item (updates, 0), "text", "Done: keys\nNext: logs");
  assert_string (mt_fixture_item (updates, 1), "due-text", "due 18:00 in Madrid");

  mt_session_set_at (fixture->session, MT_FIXTURE_NOW + 4 * 3600);
  assert_string (mt_fixture_item (updates, 1), "state-text", "overdue");
}

/* The axis is the viewer's day; its end is the last place of the slider. */
static void
test_axis (MtFixture *fixture, gconstpointer data)
{
  MtSpan axis = { 0 };

  write_three (fixture);
  open_team (fixture, "ana");
  axis = mt_session_get_axis (fixture->session);
  g_assert_cmpint (axis.start, ==, MT_FIXTURE_NOW - (15 * 60 + 22) * 60);
  g_assert_cmpint (axis.end - axis.start, ==, 86400);

  mt_session_set_at (fixture->session, axis.end);
  g_assert_cmpint (mt_session_get_axis (fixture->session).start, ==, axis.start);
  mt_session_set_at (fixture->session, axis.end + 60);
  g_assert_cmpint (mt_session_get_axis (fixture->session).start, ==, axis.end);
  mt_session_follow_clock (fixture->session);
  g_assert_cmpint (mt_session_get_axis (fixture->session).start, ==, axis.start);

  g_object_set (fixture->session, "axis-hours", 48, NULL);
  axis = mt_session_get_axis (fixture->session);
  g_assert_cmpint (axis.end - axis.start, ==, 2 * 86400);
}

static void
test_track (MtFixture *fixture, gconstpointer data)
{
  static const MtTrackKind kinds[] = { MT_TRACK_NIGHT, MT_TRACK_NIGHT, MT_TRACK_HOURS,
                                       MT_TRACK_BUSY };
  g_autoptr (GArray) track = NULL;

  write_three (fixture);
  open_team (fixture, "ana");
  track = mt_person_item_dup_track (person (fixture, 0), mt_session_get_axis (fixture->session));
  g_assert_cmpuint (track->len, ==, G_N_ELEMENTS (kinds));
  for (guint i = 0; i < track->len; i++)
    g_assert_cmpint (g_array_index (track, MtTrackSegment, i).kind, ==, kinds[i]);
}

static void
test_large (MtFixture *fixture, gconstpointer data)
{
  g_autoptr (GString) people = g_string_new (NULL);
  g_autofree char *day = mt_fixture_event ("h", "20261124", "20261125", "SUMMARY:Day off\r\n");

  for (guint i = 0; i < 2000; i++)
    g_string_append_printf (people,
                            "%s{ \"id\": \"p%u\", \"name\": \"P %u\", \"timezone\": \"%s\", "
                            "\"calendars\": [\"a.ics\"], \"holidays\": [\"h.ics\"] }",
                            i > 0 ? ",\n" : "", i, i, i % 2 ? "Asia/Tokyo" : "Europe/Paris");
  mt_fixture_write_team (fixture, people->str, "");
  mt_fixture_write (fixture, "a.ics", day);
  mt_fixture_write (fixture, "h.ics", day);
  open_team (fixture, "p7");
  g_assert_true (has_people (fixture, GUINT_TO_POINTER (2000)));
  g_assert_cmpuint (g_list_model_get_n_items (mt_session_get_zones (fixture->session)), ==, 2);
}

int
main (int argc, char **argv)
{
  static const struct
  {
    const char *path;
    void (*test) (MtFixture *, gconstpointer);
  } tests[] = {
    { "/session/states", test_states },
    { "/session/until", test_until },
    { "/session/summary-follows", test_summary_follows },
    { "/session/zones", test_zones },
    { "/session/zone-sets", test_zone_sets },
    { "/session/quiet", test_quiet },
    { "/session/reload-calendar", test_reload_calendar },
    { "/session/hold", test_hold },
    { "/session/hold-unread", test_hold_unread },
    { "/session/reload-team", test_reload_team },
    { "/session/broken-edit", test_broken_edit },
    { "/session/missing-team", test_missing_team },
    { "/session/nobody", test_nobody },
    { "/session/one", test_one },
    { "/session/marks", test_marks },
    { "/session/folder-calendar", test_folder_calendar },
    { "/session/server-calendar", test_server_calendar },
    { "/session/board", test_board },
    { "/session/updates", test_updates },
    { "/session/axis", test_axis },
    { "/session/track", test_track },
    { "/session/large", test_large },
  };

  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, MtFixture, NULL, mt_fixture_set_up, tests[i].test,
                mt_fixture_tear_down);

  return g_test_run ();
}
