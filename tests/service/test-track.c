/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * What a walk along a track stops at, and what it says there on both clocks.
 */
#include "config.h"

#include "mt-fixture.h"
#include "service/mt-track.h"

#define ANA "{ \"id\": \"ana\", \"name\": \"Ana Ruiz\", \"timezone\": \"Europe/Madrid\" }"
#define BO                                                                                         \
  "{ \"id\": \"bo\", \"name\": \"Bo Lind\", \"timezone\": \"Asia/Kolkata\","                       \
  "  \"calendars\": [\"bo.ics\"] }"
#define CHEN                                                                                       \
  "{ \"id\": \"chen\", \"name\": \"Chen Wu\", \"timezone\": \"Pacific/Auckland\","                 \
  "  \"away\": [ { \"from\": \"2026-11-01\", \"to\": \"2026-12-29\" } ] }"

static void
assert_segments (const GArray *segments, const MtTrackSegment *expected, guint n)
{
  g_assert_cmpuint (segments->len, ==, n);
  for (guint i = 0; i < n; i++)
    {
      const MtTrackSegment *got = &g_array_index (segments, MtTrackSegment, i);

      g_assert_cmpint (got->start, ==, expected[i].start);
      g_assert_cmpint (got->end, ==, expected[i].end);
      g_assert_cmpint (got->kind, ==, expected[i].kind);
    }
}

static void
test_flatten (void)
{
  static const MtTrackSegment drawn[] = {
    { 0, 20, MT_TRACK_NIGHT }, { 10, 50, MT_TRACK_HOURS },     { 60, 90, MT_TRACK_HOURS },
    { 5, 15, MT_TRACK_BUSY },  { 40, 70, MT_TRACK_TENTATIVE }, { 70, 80, MT_TRACK_TENTATIVE },
  };
  static const MtTrackSegment seen[] = {
    { 0, 5, MT_TRACK_NIGHT },       { 5, 15, MT_TRACK_BUSY },   { 15, 40, MT_TRACK_HOURS },
    { 40, 80, MT_TRACK_TENTATIVE }, { 80, 90, MT_TRACK_HOURS }, { 90, 100, MT_TRACK_NIGHT },
  };
  g_autoptr (GArray) track = g_array_new (FALSE, FALSE, sizeof (MtTrackSegment));
  g_autoptr (GArray) flat = NULL, none = NULL, empty = NULL;

  g_array_append_vals (track, drawn, G_N_ELEMENTS (drawn));
  flat = mt_track_flatten (track, (MtSpan){ 0, 100 });
  assert_segments (flat, seen, G_N_ELEMENTS (seen));

  g_array_set_size (track, 0);
  empty = mt_track_flatten (track, (MtSpan){ 7, 9 });
  assert_segments (empty, &(MtTrackSegment){ 7, 9, MT_TRACK_NIGHT }, 1);
  none = mt_track_flatten (track, (MtSpan){ 7, 7 });
  g_assert_cmpuint (none->len, ==, 0);
}

static void
assert_stops (MtFixture *fixture, guint position, const char *const *expected)
{
  MtPersonItem *person = mt_fixture_item (mt_session_get_people (fixture->session), position);
  g_autoptr (GArray) stops =
      mt_person_item_dup_stops (person, mt_session_get_axis (fixture->session));

  for (guint i = 0; i < stops->len && expected[i] != NULL; i++)
    {
      g_autofree char *text =
          mt_person_item_dup_stop_text (person, &g_array_index (stops, MtTrackSegment, i));

      g_assert_cmpstr (text, ==, expected[i]);
    }
  g_assert_cmpuint (stops->len, ==, g_strv_length ((char **) expected));
}

static void
test_texts (MtFixture *fixture, gconstpointer data)
{
  static const char *const ana[] = { "Off Mon 17:00–Tue 09:00", "Working 09:00–17:00",
                                     "Off 17:00–09:00", NULL };
  static const char *const bo[] = { "Off Mon 17:00–Tue 09:00, your Mon 12:30–Tue 04:30",
                                    "Working 09:00–11:00, your 04:30–06:30",
                                    "Meeting 11:00–12:00, your 06:30–07:30",
                                    "Working 12:00–17:00, your 07:30–12:30",
                                    "Off 17:00–09:00, your 12:30–04:30",
                                    NULL };
  g_autofree char *meeting =
      mt_fixture_event ("m", "20261124T053000Z", "20261124T063000Z", "SUMMARY:Secret\r\n");
  g_autoptr (GError) error = NULL;
  MtPersonItem *chen = NULL;
  g_autoptr (GArray) away = NULL;
  g_autofree char *text = NULL;

  mt_fixture_write (fixture, "bo.ics", meeting);
  mt_fixture_write_team (fixture, ANA ",\n" BO ",\n" CHEN, "");
  g_assert_true (mt_fixture_open (fixture, "ana", &error));
  g_assert_no_error (error);
  mt_fixture_wait_read (fixture);
  assert_stops (fixture, 0, ana);
  assert_stops (fixture, 1, bo);

  chen = mt_fixture_item (mt_session_get_people (fixture->session), 2);
  away = mt_person_item_dup_stops (chen, mt_session_get_axis (fixture->session));
  g_assert_cmpuint (away->len, >, 1);
  text = mt_person_item_dup_stop_text (chen, &g_array_index (away, MtTrackSegment, 0));
  g_assert_true (g_str_has_prefix (text, "Away "));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/track/flatten", test_flatten);
  g_test_add ("/track/texts", MtFixture, NULL, mt_fixture_set_up, test_texts, mt_fixture_tear_down);

  return g_test_run ();
}
