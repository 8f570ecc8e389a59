/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * "This calendar does not count": what is not read, what is said of it, what the store makes of it.
 */
#include "config.h"

#include "mt-fixture.h"
#include "service/mt-detail-line.h"
#include "service/mt-person-detail.h"

#define BIRTHDAY                                                                                   \
  "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//x//EN\r\nBEGIN:VEVENT\r\nUID:b\r\n"                 \
  "DTSTART;VALUE=DATE:20261124\r\nSUMMARY:Eve\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"

/* Ana's day is a birthday in one calendar and a meeting in another; so is that of Bo. */
static void
write_team (MtFixture *fixture)
{
  g_autofree char *meeting =
      mt_fixture_event ("m", "20261124T140000Z", "20261124T150000Z", "SUMMARY:Talk\r\n");

  mt_fixture_write (fixture, "birthdays.ics", BIRTHDAY);
  mt_fixture_write (fixture, "work.ics", meeting);
  mt_fixture_write_team (fixture,
                         "{\"id\": \"ana\", \"timezone\": \"UTC\", \"calendars\": "
                         "[\"birthdays.ics\", \"work.ics\"]},\n"
                         "{\"id\": \"bo\", \"timezone\": \"UTC\", \"calendars\": [\"work.ics\", "
                         "\"birthdays.ics\"]}",
                         "");
}

static void
count (MtFixture *fixture, const char *person, const char *calendar, gboolean counts)
{
  g_autoptr (MtIgnored) ignored =
      mt_ignored_copy_with (mt_session_get_ignored (fixture->session), person, calendar, counts);

  mt_session_set_ignored (fixture->session, ignored);
  mt_session_reload (fixture->session);
  mt_fixture_wait_read (fixture);
}

static void
assert_state (MtFixture *fixture, guint person, MtStateKind state, MtMark mark, const char *why)
{
  MtPersonItem *item = mt_fixture_item (mt_session_get_people (fixture->session), person);
  g_autofree char *said = mt_fixture_string (item, "why");

  g_assert_cmpint (mt_person_item_get_state (item).kind, ==, state);
  g_assert_cmpint (mt_person_item_get_agenda (item)->mark, ==, mark);
  g_assert_cmpstr (said, ==, why);
}

static void
test_equal (void)
{
  g_autoptr (MtIgnored) none = mt_ignored_new ();
  g_autoptr (MtIgnored) one = mt_ignored_copy_with (NULL, "ana", "a.ics", FALSE);
  g_autoptr (MtIgnored) two = mt_ignored_copy_with (one, "ana", "b.ics", FALSE);
  g_autoptr (MtIgnored) turned = mt_ignored_copy_with (NULL, "ana", "b.ics", FALSE);
  g_autoptr (MtIgnored) other = mt_ignored_copy_with (NULL, "bo", "a.ics", FALSE);

  mt_ignored_add (turned, "ana", "a.ics");
  g_assert_true (mt_ignored_equal (NULL, none));
  g_assert_true (mt_ignored_equal (none, NULL));
  g_assert_true (mt_ignored_equal (two, turned));
  g_assert_false (mt_ignored_equal (one, two));
  g_assert_false (mt_ignored_equal (two, one));
  g_assert_false (mt_ignored_equal (one, other));
  g_assert_false (mt_ignored_equal (one, NULL));
  g_assert_false (mt_ignored_equal (NULL, one));
}

#define BECAUSE "because of an all-day event in birthdays.ics"

static void
test_one_person (MtFixture *fixture, gconstpointer data)
{
  write_team (fixture);
  g_assert_true (mt_fixture_open (fixture, NULL, NULL));
  mt_fixture_wait_read (fixture);
  assert_state (fixture, 0, MT_STATE_AWAY, MT_MARK_OK, BECAUSE);
  assert_state (fixture, 1, MT_STATE_AWAY, MT_MARK_OK, BECAUSE);

  count (fixture, "ana", "birthdays.ics", FALSE);
  assert_state (fixture, 0, MT_STATE_BUSY, MT_MARK_OK, "");
  assert_state (fixture, 1, MT_STATE_AWAY, MT_MARK_OK, BECAUSE);

  count (fixture, "ana", "birthdays.ics", TRUE);
  assert_state (fixture, 0, MT_STATE_AWAY, MT_MARK_OK, BECAUSE);
}

static void
test_none_counts (MtFixture *fixture, gconstpointer data)
{
  write_team (fixture);
  g_assert_true (mt_fixture_open (fixture, NULL, NULL));
  mt_fixture_wait_read (fixture);
  count (fixture, "bo", "birthdays.ics", FALSE);
  count (fixture, "bo", "work.ics", FALSE);
  assert_state (fixture, 0, MT_STATE_AWAY, MT_MARK_OK, BECAUSE);
  assert_state (fixture, 1, MT_STATE_WORKING, MT_MARK_NONE, "");
}

/* What is broken and does not count is nobody's trouble. */
static void
test_broken (MtFixture *fixture, gconstpointer data)
{
  write_team (fixture);
  mt_fixture_write (fixture, "birthdays.ics", "no calendar");
  g_assert_true (mt_fixture_open (fixture, NULL, NULL));
  mt_fixture_wait_read (fixture);
  assert_state (fixture, 0, MT_STATE_BUSY, MT_MARK_UNKNOWN, "");
  g_assert_true (mt_fixture_has_problem (fixture, "birthdays.ics"));

  count (fixture, "ana", "birthdays.ics", FALSE);
  count (fixture, "bo", "birthdays.ics", FALSE);
  assert_state (fixture, 0, MT_STATE_BUSY, MT_MARK_OK, "");
  g_assert_false (mt_fixture_has_problem (fixture, "birthdays.ics"));
}

static void
assert_line (MtPersonDetail *detail,
             guint i,
             const char *calendar,
             const char *value,
             gboolean counts)
{
  MtDetailLine *line =
      mt_fixture_item (mt_person_detail_get_lines (detail, MT_DETAIL_CALENDARS), i);
  g_autofree char *its_calendar = mt_fixture_string (line, "calendar");
  g_autofree char *its_value = mt_fixture_string (line, "value");
  gboolean it_counts;

  g_object_get (line, "counts", &it_counts, NULL);
  g_assert_cmpstr (its_calendar, ==, calendar);
  g_assert_cmpstr (its_value, ==, value);
  g_assert_cmpint (it_counts, ==, counts);
}

static void
test_page (MtFixture *fixture, gconstpointer data)
{
  g_autoptr (MtPersonDetail) detail = NULL;
  g_autofree char *away = NULL;
  g_autofree char *not_away = NULL;

  write_team (fixture);
  g_assert_true (mt_fixture_open (fixture, NULL, NULL));
  mt_fixture_wait_read (fixture);
  detail = mt_person_detail_new (fixture->session, "ana");
  away = mt_fixture_string (detail, "away-calendar");
  g_assert_cmpstr (away, ==, "birthdays.ics");
  assert_line (detail, 0, "birthdays.ics", "read", TRUE);

  count (fixture, "ana", "birthdays.ics", FALSE);
  not_away = mt_fixture_string (detail, "away-calendar");
  g_assert_cmpstr (not_away, ==, "");
  assert_line (detail, 0, "birthdays.ics", "does not count", FALSE);
  assert_line (detail, 1, "work.ics", "read", TRUE);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
#define ADD(name, func)                                                                            \
  g_test_add ("/counts/" name, MtFixture, NULL, mt_fixture_set_up, func, mt_fixture_tear_down)
  g_test_add_func ("/counts/equal", test_equal);
  ADD ("one-person", test_one_person);
  ADD ("none-counts", test_none_counts);
  ADD ("broken", test_broken);
  ADD ("page", test_page);
  return g_test_run ();
}
