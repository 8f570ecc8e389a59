/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * Choosing people: their overlap is drawn, listed, summed up and exported, and there is a way back.
 */
#include "config.h"

#include <string.h>

#include "mt-fixture.h"
#include "service/mt-overlap-item.h"

/* All in Madrid: Ana 9 to 18, Bo 15 to 20, Cai 17 to 22; Dov never works. */
#define PERSON(id, name, hours)                                                                    \
  "{ \"id\": \"" id "\", \"name\": \"" name "\", \"timezone\": \"Europe/Madrid\", \"hours\": {"    \
  " \"tue\": [" hours "] } }"

static const char people[] = PERSON ("ana", "Ana", "\"09:00-18:00\"") "," PERSON (
    "bo",
    "Bo",
    "\"15:00-20:00\"") "," PERSON ("cai", "Cai", "\"17:00-22:00\"") "," PERSON ("dov", "Dov", "");

static void
open_team (MtFixture *fixture)
{
  g_autoptr (GError) error = NULL;

  mt_fixture_write_team (fixture, people, "");
  g_assert_true (mt_fixture_open (fixture, "ana", &error));
  g_assert_no_error (error);
  mt_fixture_wait_read (fixture);
}

static void
assert_overlap (MtFixture *fixture, const char *text, const char *of, const char *names)
{
  gpointer item = mt_fixture_item (mt_session_get_overlaps (fixture->session), 0);
  g_autofree char *text_is = mt_fixture_string (item, "text");
  g_autofree char *of_is = mt_fixture_string (item, "people-text");
  g_autofree char *names_are = mt_fixture_string (item, "names");
  g_autofree char *summary = mt_fixture_string (fixture->session, "summary");

  g_assert_cmpstr (text_is, ==, text);
  g_assert_cmpstr (of_is, ==, of);
  g_assert_cmpstr (names_are, ==, names);
  g_assert_nonnull (strstr (summary, of));
}

static void
assert_choice (MtFixture *fixture, const char *text, guint n, guint min)
{
  g_autofree char *is = mt_fixture_string (fixture->session, "choice-text");
  guint n_is, min_is;

  g_object_get (fixture->session, "n-chosen", &n_is, "choice-min", &min_is, NULL);
  g_assert_cmpstr (is, ==, text);
  g_assert_cmpuint (n_is, ==, n);
  g_assert_cmpuint (min_is, ==, min);
}

static void
test_choose (MtFixture *fixture, gconstpointer data)
{
  const char *const two[] = { "cai", "bo", NULL };
  const char *const never[] = { "dov", "ana", NULL };

  open_team (fixture);
  assert_overlap (fixture, "Tue 17:00–18:00", "3 of 4", "Ana, Bo, Cai");
  assert_choice (fixture, "", 0, 0);

  /* Without Ana, who is looking. */
  mt_session_set_choice (fixture->session, two, 0);
  assert_choice (fixture, "Overlap of Bo, Cai", 2, 2);
  assert_overlap (fixture, "Tue 17:00–20:00", "2 of 2", "Bo, Cai");
  g_assert_cmpuint (mt_session_get_axis_overlap (fixture->session)->n, ==, 1);
  g_assert_cmpint (mt_session_get_axis_overlap (fixture->session)->at[0].end -
                       mt_session_get_axis_overlap (fixture->session)->at[0].start,
                   ==, 3 * 3600);

  mt_session_set_choice (fixture->session, never, 0);
  g_assert_cmpuint (g_list_model_get_n_items (mt_session_get_overlaps (fixture->session)), ==, 0);
  g_assert_cmpuint (mt_session_get_axis_overlap (fixture->session)->n, ==, 0);

  mt_session_set_choice (fixture->session, NULL, 0);
  assert_choice (fixture, "", 0, 0);
  assert_overlap (fixture, "Tue 17:00–18:00", "3 of 4", "Ana, Bo, Cai");
}

static void
test_at_least (MtFixture *fixture, gconstpointer data)
{
  const char *const ids[] = { "ana", "bo", "cai", "nobody", NULL };

  open_team (fixture);
  mt_session_set_choice (fixture->session, ids, 2);
  assert_choice (fixture, "Overlap of Ana, Bo, Cai", 3, 2);
  assert_overlap (fixture, "Tue 15:22–20:00", "2 of 3, varying", "Bo");

  mt_session_set_choice_min (fixture->session, 99);
  assert_choice (fixture, "Overlap of Ana, Bo, Cai", 3, 3);
  mt_session_set_choice_min (fixture->session, 0);
  assert_choice (fixture, "Overlap of Ana, Bo, Cai", 3, 1);
}

/* "All of them" stays all of them while more are chosen, "two" stays two. */
static void
test_toggle (MtFixture *fixture, gconstpointer data)
{
  GListModel *model = mt_session_get_people (fixture->session);

  open_team (fixture);
  mt_session_toggle_chosen (fixture->session, mt_fixture_item (model, 0));
  mt_session_toggle_chosen (fixture->session, mt_fixture_item (model, 1));
  mt_session_toggle_chosen (fixture->session, mt_fixture_item (model, 2));
  assert_choice (fixture, "Overlap of Ana, Bo, Cai", 3, 3);
  mt_session_set_choice_min (fixture->session, 2);
  mt_session_toggle_chosen (fixture->session, mt_fixture_item (model, 3));
  assert_choice (fixture, "Overlap of Ana, Bo, Cai, Dov", 4, 2);
  for (guint i = 1; i < 4; i++)
    mt_session_toggle_chosen (fixture->session, mt_fixture_item (model, i));
  assert_choice (fixture, "Overlap of Ana", 1, 1);
}

static gboolean
is_shorter (MtFixture *fixture, gpointer data)
{
  return g_list_model_get_n_items (mt_session_get_people (fixture->session)) == 2;
}

/* A choice outlives a reading, without those who have left. */
static void
test_reload (MtFixture *fixture, gconstpointer data)
{
  const char *const ids[] = { "bo", "cai", NULL };

  open_team (fixture);
  mt_session_set_choice (fixture->session, ids, 0);
  mt_fixture_write_team (
      fixture, PERSON ("ana", "Ana", "\"09:00-18:00\"") "," PERSON ("bo", "Bo", "\"16:00-20:00\""),
      "");
  mt_fixture_wait (fixture, "Cai is gone", is_shorter, NULL);
  mt_fixture_wait_read (fixture);
  assert_choice (fixture, "Overlap of Bo", 1, 1);
  assert_overlap (fixture, "Tue 16:00–20:00", "1 of 1", "Bo");
}

static void
exported_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  *(GAsyncResult **) data = g_object_ref (result);
}

static gboolean
has_result (MtFixture *fixture, gpointer data)
{
  return *(GAsyncResult **) data != NULL;
}

static void
test_export (MtFixture *fixture, gconstpointer data)
{
  const char *const ids[] = { "bo", "cai", NULL };
  g_autofree char *path = g_build_filename (fixture->folder, "out.ics", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GAsyncResult) result = NULL;
  g_autofree char *text = NULL;
  guint n_slots = 0;

  open_team (fixture);
  mt_session_set_choice (fixture->session, ids, 0);
  mt_session_export_async (fixture->session, file, "ics", NULL, exported_cb, &result);
  mt_fixture_wait (fixture, "exported", has_result, &result);
  g_assert_true (mt_session_export_finish (fixture->session, result, &n_slots, NULL));
  g_assert_cmpuint (n_slots, ==, 1);
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  g_assert_nonnull (strstr (text, "DTSTART:20261124T160000Z"));
  g_assert_nonnull (strstr (text, "DTEND:20261124T190000Z"));
  g_assert_nonnull (strstr (text, "Cai"));
  g_assert_null (strstr (text, "Ana"));
}

static void
add (const char *name, void (*test) (MtFixture *, gconstpointer))
{
  g_autofree char *path = g_strconcat ("/service/session-choice/", name, NULL);

  g_test_add (path, MtFixture, NULL, mt_fixture_set_up, test, mt_fixture_tear_down);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  add ("choose", test_choose);
  add ("at-least", test_at_least);
  add ("toggle", test_toggle);
  add ("reload", test_reload);
  add ("export", test_export);
  return g_test_run ();
}
