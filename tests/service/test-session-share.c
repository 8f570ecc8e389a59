/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * What the session says for others and of what comes: texts for a chat, who starts next, changes of
 * clocks and what they cost.
 */
#include "config.h"

#include <string.h>

#include "mt-fixture.h"
#include "service/mt-zone-item.h"
#include "service/mt-places.h"
#include "service/mt-zone-text.h"

#define ANA                                                                                        \
  "{ \"id\": \"ana\", \"name\": \"Ana Ruiz\", \"timezone\": \"Europe/Madrid\", \"hours\": { "      \
  "\"tue\": [\"09:00-18:00\"], \"wed\": [\"09:00-18:00\"] } }"
#define BO                                                                                         \
  "{ \"id\": \"bo\", \"name\": \"Bo Lind\", \"timezone\": \"Asia/Kolkata\", \"hours\": { "         \
  "\"tue\": [\"13:00-22:00\"], \"wed\": [\"13:00-22:00\"] } }"
#define EVA                                                                                        \
  "{ \"id\": \"eva\", \"name\": \"Eva Rao\", \"timezone\": \"Asia/Kolkata\", \"hours\": { "        \
  "\"tue\": [\"09:00-18:00\"], \"wed\": [\"09:00-18:00\"] } }"
#define CY                                                                                         \
  "{ \"id\": \"cy\", \"name\": \"Cy <b>Ode</b>\", \"timezone\": \"Europe/Berlin\", \"hours\": { "  \
  "\"wed\": [\"09:00-12:00\"] } }"
#define NED                                                                                        \
  "{ \"id\": \"ned\", \"name\": \"Ned Poe\", \"timezone\": \"America/New_York\", \"hours\": { "    \
  "\"tue\": [\"09:00-18:00\"], \"wed\": [\"09:00-18:00\"] } }"
#define DAI                                                                                        \
  "{ \"id\": \"dai\", \"name\": \"Dai Nguyen\", \"timezone\": \"Pacific/Auckland\", \"hours\": "   \
  "{} }"

static void
open_team (MtFixture *fixture, const char *people, const char *me)
{
  g_autoptr (GError) error = NULL;

  mt_fixture_write_team (fixture, people, "");
  g_assert_true (mt_fixture_open (fixture, me, &error));
  g_assert_no_error (error);
  mt_fixture_wait_read (fixture);
}

static void
test_times (MtFixture *fixture, gconstpointer data)
{
  g_autofree char *text = NULL;

  open_team (fixture, ANA ",\n" BO ",\n" CY ",\n" DAI, "ana");
  text = mt_session_dup_times_text (fixture->session);
  g_assert_cmpstr (text, ==,
                   "Tuesday 24 November\n"
                   "15:22 Madrid, Berlin: Ana Ruiz, Cy <b>Ode</b>\n"
                   "19:52 Kolkata: Bo Lind\n"
                   "Wed 03:22 Auckland: Dai Nguyen\n");
}

/* The instant chosen, not now. */
static void
test_times_chosen (MtFixture *fixture, gconstpointer data)
{
  g_autofree char *text = NULL;

  open_team (fixture, ANA ",\n" BO, "ana");
  mt_session_set_at (fixture->session, MT_FIXTURE_NOW + 5 * 3600);
  text = mt_session_dup_times_text (fixture->session);
  g_assert_cmpstr (text, ==,
                   "Tuesday 24 November\n"
                   "20:22 Madrid: Ana Ruiz\n"
                   "Wed 00:52 Kolkata: Bo Lind\n");
}

static void
test_times_many (MtFixture *fixture, gconstpointer data)
{
  g_autoptr (GString) people = g_string_new (ANA);
  g_autofree char *text = NULL;

  for (guint i = 0; i < 30; i++)
    g_string_append_printf (people,
                            ", { \"id\": \"p%u\", \"name\": \"P%u\", \"location\": \"L%u\", "
                            "\"timezone\": \"Europe/Madrid\" }",
                            i, i, i);
  open_team (fixture, people->str, "ana");
  text = mt_session_dup_times_text (fixture->session);
  g_assert_cmpstr (text, ==,
                   "Tuesday 24 November\n"
                   "15:22 Madrid, L0, L1 and 28 more: Ana Ruiz, P0, P1, P2, P3, P4, P5, P6 and 23 "
                   "more\n");
}

static void
test_overlap (MtFixture *fixture, gconstpointer data)
{
  g_autofree char *text = NULL;

  open_team (fixture, ANA ",\n" BO ",\n" DAI, "ana");
  text = mt_session_dup_overlap_text (fixture->session);
  g_assert_cmpstr (
      text, ==,
      "Tue 24 Nov (2 of 3): 15:22–17:30 Madrid · 19:52–22:00 Kolkata · Wed "
      "03:22–05:30 Auckland\n"
      "Wed 25 Nov (2 of 3): 09:00–17:30 Madrid · 13:30–22:00 Kolkata · "
      "21:00–05:30 Auckland\n"
      "Tue 1 Dec (2 of 3): 09:00–17:30 Madrid · 13:30–22:00 Kolkata · 21:00–05:30 Auckland\n");
}

static void
test_no_overlap (MtFixture *fixture, gconstpointer data)
{
  g_autofree char *text = NULL;

  open_team (fixture, ANA ",\n" DAI, "ana");
  text = mt_session_dup_overlap_text (fixture->session);
  g_assert_cmpstr (text, ==, "no overlap within a week\n");
}

static void
test_no_team (MtFixture *fixture, gconstpointer data)
{
  g_autofree char *times = mt_session_dup_times_text (fixture->session);
  g_autofree char *overlap = mt_session_dup_overlap_text (fixture->session);

  g_assert_cmpstr (times, ==, "");
  g_assert_cmpstr (overlap, ==, "");
}

static void
test_next_start (MtFixture *fixture, gconstpointer data)
{
  static const struct
  {
    const char *at;
    const char *text;
  } rows[] = {
    { "2026-11-24T06:00:00Z", "Bo Lind starts: 13:00, your 08:30" },
    { "2026-11-24T07:45:00Z", "You start: 09:00" },
    { "2026-11-24T14:22:00Z", "Cy <b>Ode</b> starts: 09:00 Wed" },
    { "2026-11-24T17:30:00Z", "Bo Lind starts: 13:00 Wed, your 08:30" },
    { "2026-11-25T07:45:00Z", "Ana Ruiz and 1 more start: 09:00" },
    { "2026-11-25T22:00:00Z", "Bo Lind starts: 13:00 Tue, your 08:30" },
  };

  open_team (fixture, ANA ",\n" BO ",\n" CY ",\n" DAI, "ana");
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (GDateTime) at = g_date_time_new_from_iso8601 (rows[i].at, NULL);
      g_autofree char *text = NULL;

      mt_session_set_at (fixture->session, g_date_time_to_unix (at));
      text = mt_fixture_string (fixture->session, "next-start-text");
      g_test_message ("%s", rows[i].at);
      g_assert_cmpstr (text, ==, rows[i].text);
    }
}

static void
test_next_start_nobody (MtFixture *fixture, gconstpointer data)
{
  g_autofree char *text = NULL;

  open_team (fixture, DAI, "dai");
  text = mt_fixture_string (fixture->session, "next-start-text");
  g_assert_cmpstr (text, ==, "");
}

/* No clock of these changes within two weeks of that November. */
static void
test_no_warning (MtFixture *fixture, gconstpointer data)
{
  g_autofree char *warning = NULL;

  open_team (fixture, ANA ",\n" BO, "ana");
  warning =
      mt_fixture_string (mt_fixture_item (mt_session_get_zones (fixture->session), 0), "warning");
  g_assert_cmpstr (warning, ==, "");
}

static void
test_warning (MtFixture *fixture, gconstpointer data)
{
  static const struct
  {
    const char *now;
    const char *me;
    const char *zone;
    const char *text;
  } rows[] = {
    { "2026-10-20T12:00:00Z", "ana", "Europe/Madrid",
      "Clocks go back by 1 h on Sun 25 Oct: you and Eva Rao 11 h → 9 h a week" },
    { "2026-10-20T12:00:00Z", "dai", "Europe/Berlin", "Clocks go back by 1 h on Sun 25 Oct" },
    { "2026-10-20T12:00:00Z", "ana", "Asia/Kolkata", "" },
    { "2026-10-01T12:00:00Z", "ana", "Europe/Madrid", "" },
    { "2026-10-25T01:00:00Z", "ana", "Europe/Madrid", "" },
    { "2027-03-20T12:00:00Z", NULL, "Europe/Madrid", "Clocks go forward by 1 h on Sun 28 Mar" },
  };

  open_team (fixture, ANA ",\n" EVA ",\n" CY ",\n" DAI, "ana");
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (GDateTime) now = g_date_time_new_from_iso8601 (rows[i].now, NULL);
      MtSnapshot *snapshot = mt_session_get_snapshot (fixture->session);
      g_autoptr (MtMoment) moment = mt_moment_new (
          snapshot, fixture->tzdata, mt_session_get_format (fixture->session), rows[i].me);
      g_autoptr (GPtrArray) outlook =
          mt_outlook (snapshot->team, g_date_time_to_unix (now), MT_ZONE_TEXT_DAYS);
      const char *const ids[] = { "Etc/UTC", rows[i].zone, NULL };
      g_autofree char *text = NULL;

      mt_moment_set_at (moment, g_date_time_to_unix (now));
      text = mt_zone_text_warning (moment, outlook, ids, g_date_time_to_unix (now));
      g_test_message ("%s", rows[i].now);
      g_assert_cmpstr (text, ==, rows[i].text);
    }
}

/* What everybody shares counts before what two do. */
static void
test_warning_team (MtFixture *fixture, gconstpointer data)
{
  g_autoptr (MtMoment) moment = NULL;
  g_autoptr (GPtrArray) outlook = NULL;
  const char *const ids[] = { "Europe/Madrid", NULL };
  const gint64 now = 1792497600; /* 2026-10-20T12:00:00Z */
  g_autofree char *text = NULL;
  MtSnapshot *snapshot = NULL;

  open_team (fixture, ANA ",\n" EVA, "ana");
  snapshot = mt_session_get_snapshot (fixture->session);
  moment =
      mt_moment_new (snapshot, fixture->tzdata, mt_session_get_format (fixture->session), "ana");
  mt_moment_set_at (moment, now);
  outlook = mt_outlook (snapshot->team, now, MT_ZONE_TEXT_DAYS);
  text = mt_zone_text_warning (moment, outlook, ids, now);
  g_assert_cmpstr (text, ==,
                   "Clocks go back by 1 h on Sun 25 Oct: everybody together 11 h → 9 h a week");
}

/* New York follows Madrid a week later: what is lost comes back. */
static void
test_warning_until (MtFixture *fixture, gconstpointer data)
{
  g_autoptr (MtMoment) moment = NULL;
  g_autoptr (GPtrArray) outlook = NULL;
  const char *const madrid[] = { "Europe/Madrid", NULL };
  const char *const denver[] = { "America/Denver", NULL };
  const char *const pune[] = { "Asia/Kolkata", NULL };
  const gint64 now = 1792497600; /* 2026-10-20T12:00:00Z */
  g_autofree char *text = NULL;
  g_autofree char *nobody = NULL;
  g_autofree char *never = NULL;
  g_autofree char *unknown = NULL;
  g_autofree char *line = NULL;
  MtSnapshot *snapshot = NULL;

  open_team (fixture, ANA ",\n" NED, "ana");
  snapshot = mt_session_get_snapshot (fixture->session);
  moment =
      mt_moment_new (snapshot, fixture->tzdata, mt_session_get_format (fixture->session), "ana");
  mt_moment_set_at (moment, now);
  outlook = mt_outlook (snapshot->team, now, MT_ZONE_TEXT_DAYS);
  text = mt_zone_text_warning (moment, outlook, madrid, now);
  g_assert_cmpstr (text, ==,
                   "Clocks go back by 1 h on Sun 25 Oct: everybody together 6 h → 8 h a week "
                   "until Sun 1 Nov");

  /* Places where nobody works: their clocks change, and cost nothing. */
  nobody = mt_zone_text_warning (moment, outlook, denver, now);
  g_assert_cmpstr (nobody, ==, "Clocks go back by 1 h on Sun 1 Nov");
  never = mt_zone_text_warning (moment, outlook, pune, now);
  g_assert_cmpstr (never, ==, "");
  unknown = mt_zone_text_warning (moment, NULL, denver, now);
  g_assert_cmpstr (unknown, ==, "");

  line = mt_zone_text_changes (moment, outlook, mt_session_get_zones (fixture->session));
  g_assert_true (g_str_has_prefix (line, "Madrid · "));
  g_assert_true (g_str_has_suffix (line, " · 1 more clock changes"));
}

static void
test_places (MtFixture *fixture, gconstpointer data)
{
  const char *const words[] = { "America/Denver|39.74|-104.98|Tidewater, Denver",
                                "Europe/Paris||| a | b",
                                "Nowhere/Else|||Atlantis",
                                "half",
                                "Asia/Tokyo|||",
                                NULL };
  g_autoptr (GPtrArray) places = mt_places_from_strv (words);
  g_autoptr (GPtrArray) fewer = NULL;
  g_auto (GStrv) again = mt_places_to_strv (places);
  GListModel *zones = mt_session_get_zones (fixture->session);
  g_autofree char *place = NULL;
  g_autofree char *madrid = NULL;
  double latitude, longitude;

  g_assert_cmpuint (places->len, ==, 3);
  g_assert_cmpstr (again[0], ==, words[0]);
  g_assert_cmpstr (again[1], ==, words[1]);
  g_assert_true (mt_city_get_position (g_ptr_array_index (places, 0), &latitude, &longitude));
  g_assert_false (mt_city_get_position (g_ptr_array_index (places, 1), &latitude, &longitude));

  open_team (fixture, ANA, "ana");
  g_assert_cmpuint (g_list_model_get_n_items (zones), ==, 1);
  mt_session_set_places (fixture->session, places);
  g_assert_cmpuint (g_list_model_get_n_items (zones), ==, 2);
  place = mt_fixture_string (mt_fixture_item (zones, 0), "place");
  g_assert_cmpstr (place, ==, "Tidewater, Denver");
  /* Paris keeps the clock of Madrid. */
  madrid = mt_fixture_string (mt_fixture_item (zones, 1), "place");
  g_assert_cmpstr (madrid, ==, "Madrid, a | b");

  fewer = mt_places_without (places, g_ptr_array_index (places, 0));
  mt_session_set_places (fixture->session, fewer);
  g_assert_cmpuint (g_list_model_get_n_items (zones), ==, 1);
  mt_session_set_places (fixture->session, NULL);
  g_assert_cmpuint (g_list_model_get_n_items (zones), ==, 1);
}

#define ADD(name, test)                                                                            \
  g_test_add (name, MtFixture, NULL, mt_fixture_set_up, test, mt_fixture_tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  ADD ("/session-share/times", test_times);
  ADD ("/session-share/warning-until", test_warning_until);
  ADD ("/session-share/places", test_places);
  ADD ("/session-share/times-chosen", test_times_chosen);
  ADD ("/session-share/times-many", test_times_many);
  ADD ("/session-share/overlap", test_overlap);
  ADD ("/session-share/no-overlap", test_no_overlap);
  ADD ("/session-share/no-team", test_no_team);
  ADD ("/session-share/next-start", test_next_start);
  ADD ("/session-share/next-start-nobody", test_next_start_nobody);
  ADD ("/session-share/no-warning", test_no_warning);
  ADD ("/session-share/warning", test_warning);
  ADD ("/session-share/warning-team", test_warning_team);
  return g_test_run ();
}
