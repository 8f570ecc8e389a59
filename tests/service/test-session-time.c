/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtSession: choosing another instant by steps, by a date, and as somebody typed it.
 */
#include "config.h"

#include "core/mt-instant.h"
#include "core/mt-when.h"
#include "mt-fixture.h"

#define ANA                                                                                        \
  "{ \"id\": \"ana\", \"name\": \"Ana Ruiz\", \"timezone\": \"Europe/Madrid\","                    \
  "  \"calendars\": [\"ana.ics\"] }"
#define BO "{ \"id\": \"bo\", \"name\": \"Bo Lind\", \"timezone\": \"Asia/Kolkata\" }"

static gint64
instant (const char *text)
{
  gint64 value = 0;

  g_assert_true (mt_instant_parse (text, &value));
  return value;
}

static void
assert_at (MtFixture *fixture, const char *expected)
{
  g_autofree char *at = mt_instant_format_utc (mt_session_get_at (fixture->session));

  g_assert_cmpstr (at, ==, expected);
}

static void
open_team (MtFixture *fixture)
{
  g_autofree char *talk = mt_fixture_event ("m", "20261124T140000Z", "20261124T150000Z", "");
  g_autoptr (GError) error = NULL;

  mt_fixture_write (fixture, "ana.ics", talk);
  mt_fixture_write_team (fixture, ANA ",\n" BO, "");
  g_assert_true (mt_fixture_open (fixture, "ana", &error));
  g_assert_no_error (error);
  mt_fixture_wait_read (fixture);
}

static void
test_step (MtFixture *fixture, gconstpointer data)
{
  static const struct
  {
    const char *from;
    int minutes;
    const char *to;
  } rows[] = {
    { "2026-11-24T14:22:00Z", 15, "2026-11-24T14:30:00Z" },
    { "2026-11-24T14:22:00Z", -15, "2026-11-24T14:15:00Z" },
    { "2026-11-24T14:30:00Z", 15, "2026-11-24T14:45:00Z" },
    { "2026-11-24T14:30:00Z", -60, "2026-11-24T13:30:00Z" },
    { "2026-11-24T22:45:00Z", 15, "2026-11-24T23:00:00Z" },  /* the end of the axis */
    { "2026-11-24T23:00:00Z", 15, "2026-11-24T23:15:00Z" },  /* and beyond */
    { "2026-11-23T23:00:00Z", -15, "2026-11-23T22:45:00Z" }, /* before its start */
    { "2026-11-23T22:52:00Z", -15, "2026-11-23T22:45:00Z" },
  };

  open_team (fixture);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      MtSpan axis = { 0 };

      mt_session_follow_clock (fixture->session);
      mt_session_set_at (fixture->session, instant (rows[i].from));
      mt_session_step (fixture->session, rows[i].minutes * 60);
      assert_at (fixture, rows[i].to);
      axis = mt_session_get_axis (fixture->session);
      g_assert_cmpint (axis.start, <=, instant (rows[i].to));
      g_assert_cmpint (axis.end, >=, instant (rows[i].to));
    }
}

/* The clock on the wall stays, whatever the offset of the other date; the axis starts with it. */
static void
test_date (MtFixture *fixture, gconstpointer data)
{
  static const struct
  {
    const char *date;
    const char *at;
    const char *axis;
  } rows[] = {
    { "2026-11-25", "2026-11-25T14:22:00Z", "2026-11-24T23:00:00Z" },
    { "2026-07-01", "2026-07-01T13:22:00Z", "2026-06-30T22:00:00Z" },
    { "2026-11-24", "2026-11-24T14:22:00Z", "2026-11-23T23:00:00Z" },
    { "2199-12-31", "2199-12-31T14:22:00Z", "2199-12-30T23:00:00Z" },
  };

  open_team (fixture);
  for (guint hours = 24; hours <= 48; hours += 24)
    for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
      {
        MtDate date = 0;

        g_object_set (fixture->session, "axis-hours", hours, NULL);
        g_assert_true (mt_date_parse (rows[i].date, &date));
        mt_session_set_date (fixture->session, date);
        assert_at (fixture, rows[i].at);
        g_assert_cmpint (mt_session_get_date (fixture->session), ==, date);
        g_assert_cmpint (mt_session_get_axis (fixture->session).start, ==, instant (rows[i].axis));
      }
}

/* A day that the axis shows already as its second becomes its first. */
static void
test_second_day (MtFixture *fixture, gconstpointer data)
{
  MtSpan axis = { 0 };

  open_team (fixture);
  g_object_set (fixture->session, "axis-hours", 48, NULL);
  axis = mt_session_get_axis (fixture->session);
  mt_session_set_at (fixture->session, MT_FIXTURE_NOW + 86400);
  g_assert_cmpint (mt_session_get_axis (fixture->session).start, ==, axis.start);
  mt_session_set_date (fixture->session, mt_session_get_date (fixture->session));
  g_assert_cmpint (mt_session_get_axis (fixture->session).start, ==, axis.start + 86400);
  g_assert_cmpint (mt_session_get_at (fixture->session), ==, MT_FIXTURE_NOW + 86400);
}

static void
test_bounds (MtFixture *fixture, gconstpointer data)
{
  open_team (fixture);
  mt_session_set_date (fixture->session, MT_DATE_MAX + 400);
  g_assert_cmpint (mt_session_get_date (fixture->session), ==, MT_DATE_MAX - 1);
  mt_session_set_date (fixture->session, MT_DATE_MIN - 400);
  g_assert_cmpint (mt_session_get_date (fixture->session), ==, MT_DATE_MIN);
}

/* The overlap of a far day is found, and what is not known of it is said. */
static void
test_far (MtFixture *fixture, gconstpointer data)
{
  g_autofree char *near = NULL, *far = NULL;
  MtDate date = 0;

  open_team (fixture);
  near = mt_fixture_string (fixture->session, "zone-hint");
  g_assert_null (strstr (near, "Calendars are read"));
  g_assert_true (mt_date_parse ("2032-05-05", &date)); /* a Wednesday: both work */
  mt_session_set_date (fixture->session, date);
  far = mt_fixture_string (fixture->session, "zone-hint");
  g_assert_nonnull (strstr (far, "Calendars are read from Tue 17 Nov to Sun 27 Dec"));
  g_assert_cmpuint (mt_session_get_axis_overlap (fixture->session)->n, ==, 1);
  g_assert_cmpuint (g_list_model_get_n_items (mt_session_get_overlaps (fixture->session)), >, 0);
}

static void
test_when (MtFixture *fixture, gconstpointer data)
{
  static const struct
  {
    const char *text;
    const char *instant;
  } rows[] = {
    { "15:00 thursday Berlin", "2026-11-26T14:00:00Z" },
    { "thu 3pm in kolkata", "2026-11-26T09:30:00Z" },
    { "17:00", "2026-11-24T16:00:00Z" },
    { "bo 9:00 tomorrow", "2026-11-25T03:30:00Z" },
  };

  open_team (fixture);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (GError) error = NULL;
      gint64 read = 0;

      g_assert_true (mt_session_read_when (fixture->session, rows[i].text, &read, &error));
      g_assert_no_error (error);
      g_assert_cmpint (read, ==, instant (rows[i].instant));
    }
}

static void
test_when_wrong (MtFixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL, none = NULL;
  gint64 read = 0;

  g_assert_false (mt_session_read_when (fixture->session, "15:00", &read, &none));
  g_assert_error (none, MT_WHEN_ERROR, MT_WHEN_ERROR_PLACE);
  open_team (fixture);
  g_assert_false (mt_session_read_when (fixture->session, "15:00 Atlantis", &read, &error));
  g_assert_error (error, MT_WHEN_ERROR, MT_WHEN_ERROR_PLACE);
  g_assert_nonnull (strstr (error->message, "“Atlantis”"));
}

int
main (int argc, char **argv)
{
  static const struct
  {
    const char *path;
    void (*test) (MtFixture *, gconstpointer);
  } tests[] = {
    { "/session/time/step", test_step },
    { "/session/time/date", test_date },
    { "/session/time/second-day", test_second_day },
    { "/session/time/bounds", test_bounds },
    { "/session/time/far", test_far },
    { "/session/time/when", test_when },
    { "/session/time/when-wrong", test_when_wrong },
  };

  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, MtFixture, NULL, mt_fixture_set_up, tests[i].test,
                mt_fixture_tear_down);

  return g_test_run ();
}
