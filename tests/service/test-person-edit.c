/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * One person changed by two: what was not touched follows the file, what was stays, what both
 * changed is asked about, and nothing but the lines meant is written.
 */
#include "config.h"

#include <string.h>

#include "mt-fixture.h"
#include "service/mt-person-edit.h"

#define ANA                                                                                        \
  "{ \"id\": \"ana\", \"name\": \"Ana Ruiz\", \"timezone\": \"Europe/Madrid\", \"backup\": "       \
  "\"bo\" }"
#define BO                                                                                         \
  "{ \"id\": \"bo\",   \"name\": \"Bo Lind\",\n  \"pet\": [ \"cat\" ],\n  \"timezone\":"           \
  " \"Asia/Kolkata\" }"

typedef struct
{
  MtPersonEdit *edit; /* owned */
  gboolean done;
  MtTeamUndo *undo; /* owned */
  GError *error;    /* owned */
  guint followed;
  guint n_changed;
} Work;

static void
work_clear (Work *work)
{
  if (work->edit != NULL)
    g_assert_finalize_object (work->edit);
  g_clear_pointer (&work->undo, mt_team_undo_unref);
  g_clear_error (&work->error);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Work, work_clear)

static void
followed_cb (Work *work, guint members)
{
  work->followed |= members;
}

static void
changed_cb (Work *work)
{
  work->n_changed++;
}

static void
begin (MtFixture *fixture, const char *id, Work *work)
{
  g_autoptr (GError) error = NULL;

  mt_fixture_write_team (fixture, ANA ",\n" BO, "");
  g_assert_true (mt_fixture_open (fixture, "ana", &error));
  g_assert_no_error (error);
  mt_fixture_wait_read (fixture);
  work->edit = mt_person_edit_new (fixture->session, id);
  g_assert_nonnull (work->edit);
  g_signal_connect_swapped (work->edit, "followed", G_CALLBACK (followed_cb), work);
  g_signal_connect_swapped (work->edit, "file-changed", G_CALLBACK (changed_cb), work);
}

static gboolean
has_changed (MtFixture *fixture, gpointer work)
{
  return ((Work *) work)->n_changed > 0;
}

/* Somebody else writes, and the session reads it. */
static void
write_and_wait (MtFixture *fixture, const char *people, Work *work)
{
  work->n_changed = 0;
  mt_fixture_write_team (fixture, people, "");
  mt_session_reload (fixture->session);
  mt_fixture_wait (fixture, "the edit knows of it", has_changed, work);
}

static gboolean
is_done (MtFixture *fixture, gpointer work)
{
  return ((Work *) work)->done;
}

static void
saved_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Work *work = user_data;

  work->undo = mt_person_edit_save_finish (MT_PERSON_EDIT (source), result, &work->error);
  work->done = TRUE;
}

static void
save (MtFixture *fixture, Work *work)
{
  work->done = FALSE;
  g_clear_pointer (&work->undo, mt_team_undo_unref);
  g_clear_error (&work->error);
  mt_person_edit_save_async (work->edit, NULL, saved_cb, work);
  mt_fixture_wait (fixture, "saved", is_done, work);
}

static void
assert_people (MtFixture *fixture, const char *people)
{
  g_autofree char *text = NULL;
  g_autofree char *expected = g_strdup_printf (
      "{ \"version\": 1, \"name\": \"Harbour\",\n\"people\": [\n%s\n],\n\"calendars\": {  } }\n",
      people);
  g_autoptr (GError) error = NULL;

  g_assert_true (g_file_get_contents (fixture->team, &text, NULL, &error));
  g_assert_no_error (error);
  g_assert_cmpstr (text, ==, expected);
}

static void
test_only_touched (MtFixture *fixture, gconstpointer data)
{
  g_auto (Work) work = { 0 };

  begin (fixture, "bo", &work);
  g_assert_false (mt_person_edit_has_changes (work.edit));
  mt_person_edit_set_text (work.edit, MT_MEMBER_NAME, "Bo Lind");
  mt_person_edit_set_text (work.edit, MT_MEMBER_LOCATION, "");
  g_assert_false (mt_person_edit_has_changes (work.edit));
  mt_person_edit_set_text (work.edit, MT_MEMBER_NAME, "Bo Lindh");
  g_assert_true (mt_person_edit_has_changes (work.edit));
  save (fixture, &work);
  g_assert_no_error (work.error);
  assert_people (fixture, ANA ",\n"
                              "{ \"id\": \"bo\",   \"name\": \"Bo Lindh\",\n  \"pet\": [ \"cat\" "
                              "],\n  \"timezone\": \"Asia/Kolkata\" }");
}

static void
test_follows (MtFixture *fixture, gconstpointer data)
{
  g_auto (Work) work = { 0 };

  begin (fixture, "ana", &work);
  mt_person_edit_set_text (work.edit, MT_MEMBER_NAME, "Ana R.");
  write_and_wait (fixture,
                  "{ \"id\": \"ana\", \"name\": \"Ana Ruiz\", \"timezone\": \"Europe/Lisbon\", "
                  "\"backup\": \"bo\", \"emails\": [\"ana@example.org\"] },\n" BO,
                  &work);
  g_assert_cmpuint (work.followed, ==, (1u << MT_MEMBER_TIMEZONE) | (1u << MT_MEMBER_EMAILS));
  g_assert_cmpstr (mt_person_edit_get (work.edit)->name, ==, "Ana R.");
  g_assert_cmpstr (mt_person_edit_get (work.edit)->emails[0], ==, "ana@example.org");
  g_assert_false (mt_person_edit_has_conflicts (work.edit));
  save (fixture, &work);
  g_assert_no_error (work.error);
  assert_people (fixture,
                 "{ \"id\": \"ana\", \"name\": \"Ana R.\", \"timezone\": \"Europe/Lisbon\", "
                 "\"backup\": \"bo\", \"emails\": [\"ana@example.org\"] },\n" BO);
}

/* Nobody has told the session yet, and it is saved all the same: over what is there now. */
static void
test_race (MtFixture *fixture, gconstpointer data)
{
  g_auto (Work) work = { 0 };

  begin (fixture, "bo", &work);
  mt_person_edit_set_text (work.edit, MT_MEMBER_LOCATION, "Pune");
  mt_fixture_write_team (fixture, ANA ",\n{ \"id\": \"bo\", \"timezone\": \"Asia/Tokyo\" }", "");
  save (fixture, &work);
  g_assert_no_error (work.error);
  assert_people (fixture, ANA ",\n{ \"id\": \"bo\", \"timezone\": \"Asia/Tokyo\", \"location\": "
                              "\"Pune\" }");
}

#define HERS                                                                                       \
  "{ \"id\": \"ana\", \"name\": \"Ana Hers\", \"timezone\": \"Europe/Madrid\", \"backup\": "       \
  "\"bo\" }"

static void
test_conflict (MtFixture *fixture, gconstpointer keep_mine)
{
  g_auto (Work) work = { 0 };

  begin (fixture, "ana", &work);
  mt_person_edit_set_text (work.edit, MT_MEMBER_NAME, "Ana Mine");
  mt_person_edit_set_text (work.edit, MT_MEMBER_LOCATION, "Madrid");
  write_and_wait (fixture, HERS ",\n" BO, &work);
  g_assert_true (mt_person_edit_is_conflict (work.edit, MT_MEMBER_NAME));
  g_assert_false (mt_person_edit_is_conflict (work.edit, MT_MEMBER_LOCATION));
  g_assert_cmpstr (mt_person_edit_get_theirs (work.edit)->name, ==, "Ana Hers");
  save (fixture, &work);
  g_assert_error (work.error, MT_TEAM_WRITER_ERROR, MT_TEAM_WRITER_ERROR_CONFLICT);
  assert_people (fixture, HERS ",\n" BO);

  mt_person_edit_settle (work.edit, MT_MEMBER_NAME, keep_mine != NULL);
  g_assert_cmpuint (work.followed, ==, keep_mine != NULL ? 0 : 1u << MT_MEMBER_NAME);
  save (fixture, &work);
  g_assert_no_error (work.error);
  assert_people (
      fixture, keep_mine != NULL
                   ? "{ \"id\": \"ana\", \"name\": \"Ana Mine\", \"timezone\": \"Europe/Madrid\", "
                     "\"location\": \"Madrid\", \"backup\": \"bo\" },\n" BO
                   : "{ \"id\": \"ana\", \"name\": \"Ana Hers\", \"timezone\": \"Europe/Madrid\", "
                     "\"location\": \"Madrid\", \"backup\": \"bo\" },\n" BO);
}

/* The conflict is found by saving. */
static void
test_conflict_at_save (MtFixture *fixture, gconstpointer data)
{
  g_auto (Work) work = { 0 };

  begin (fixture, "ana", &work);
  mt_person_edit_set_text (work.edit, MT_MEMBER_NAME, "Ana Mine");
  mt_fixture_write_team (fixture, HERS ",\n" BO, "");
  save (fixture, &work);
  g_assert_error (work.error, MT_TEAM_WRITER_ERROR, MT_TEAM_WRITER_ERROR_CONFLICT);
  g_assert_true (mt_person_edit_is_conflict (work.edit, MT_MEMBER_NAME));
  assert_people (fixture, HERS ",\n" BO);
}

static void
test_same_change (MtFixture *fixture, gconstpointer data)
{
  g_auto (Work) work = { 0 };

  begin (fixture, "ana", &work);
  mt_person_edit_set_text (work.edit, MT_MEMBER_NAME, "Ana Hers");
  write_and_wait (fixture, HERS ",\n" BO, &work);
  g_assert_false (mt_person_edit_has_conflicts (work.edit));
  g_assert_false (mt_person_edit_has_changes (work.edit));
}

static void
test_gone (MtFixture *fixture, gconstpointer data)
{
  g_auto (Work) work = { 0 };

  begin (fixture, "bo", &work);
  mt_person_edit_set_text (work.edit, MT_MEMBER_LOCATION, "Pune");
  write_and_wait (fixture, ANA, &work);
  g_assert_true (mt_person_edit_is_gone (work.edit));
  save (fixture, &work);
  g_assert_no_error (work.error);
  assert_people (fixture, ANA ",\n{ \"id\": \"bo\", \"name\": \"Bo Lind\", \"timezone\": "
                              "\"Asia/Kolkata\", \"location\": \"Pune\" }");
}

static void
test_new (MtFixture *fixture, gconstpointer data)
{
  const char *const emails[] = { "zoe@example.org", NULL };
  g_auto (Work) work = { 0 };

  begin (fixture, NULL, &work);
  g_assert_true (mt_person_edit_is_new (work.edit));
  mt_person_edit_set_text (work.edit, MT_MEMBER_NAME, "Zoë Müller");
  mt_person_edit_set_text (work.edit, MT_MEMBER_CALL, "https://meet.example.org/zoe");
  mt_person_edit_set_texts (work.edit, MT_MEMBER_EMAILS, emails);
  save (fixture, &work);
  g_assert_no_error (work.error);
  assert_people (fixture,
                 ANA ",\n" BO ",\n{ \"id\": \"zoe\", \"name\": \"Zoë Müller\", \"emails\": "
                     "[ \"zoe@example.org\" ], \"timezone\": \"Europe/Madrid\", \"call\": "
                     "\"https://meet.example.org/zoe\" }");
}

/* The file was broken under the edit: it stays so, and what was typed stays, too. */
static void
test_broken (MtFixture *fixture, gconstpointer data)
{
  g_auto (Work) work = { 0 };
  g_autofree char *text = NULL;

  begin (fixture, "ana", &work);
  mt_person_edit_set_text (work.edit, MT_MEMBER_NAME, "Ana Mine");
  mt_fixture_write (fixture, "team.json", "{ <<<<<<< ours\n");
  save (fixture, &work);
  g_assert_nonnull (work.error);
  g_assert_nonnull (strstr (work.error->message, "team.json"));
  g_assert_true (g_file_get_contents (fixture->team, &text, NULL, NULL));
  g_assert_cmpstr (text, ==, "{ <<<<<<< ours\n");
  g_assert_cmpstr (mt_person_edit_get (work.edit)->name, ==, "Ana Mine");
  g_assert_true (mt_person_edit_has_changes (work.edit));
}

static void
test_nobody (MtFixture *fixture, gconstpointer data)
{
  g_auto (Work) work = { 0 };

  begin (fixture, "bo", &work);
  g_assert_null (mt_person_edit_new (fixture->session, "zed"));
}

static void
test_faults (MtFixture *fixture, gconstpointer data)
{
  static const struct
  {
    MtMember member;
    const char *text;
    const char *fault; /* NULL: none */
  } rows[] = {
    { MT_MEMBER_NAME, "Ana", NULL },
    { MT_MEMBER_NAME, "  \t", "Everybody has a name" },
    { MT_MEMBER_EMAILS, "ana@example.org", NULL },
    { MT_MEMBER_EMAILS, "ana", "\"ana\" is no e-mail address: write it as ana@example.org" },
    { MT_MEMBER_CALENDARS, "work.ics", NULL },
    { MT_MEMBER_CALENDARS, "/home/ana/work.ics", NULL }, /* others lack it: a warning */
    { MT_MEMBER_CALENDARS, "webcal://example.org/a.ics",
      "\"webcal://example.org/a.ics\" begins with webcal: write https" },
    { MT_MEMBER_HOLIDAYS, "http://example.org/es.ics",
      "\"http://example.org/es.ics\" is not encrypted: write https" },
    { MT_MEMBER_CALL, "https://meet.example.org/ana", NULL },
    { MT_MEMBER_CALL, "meet.example.org",
      "\"meet.example.org\" is not a URL: write it as https://example.org/path" },
    { MT_MEMBER_PICTURE, "ana.jpg", NULL },
  };
  g_auto (Work) work = { 0 };

  begin (fixture, "bo", &work);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *fault = mt_person_edit_find_fault (work.edit, rows[i].member, rows[i].text);

      g_assert_cmpstr (fault, ==, rows[i].fault);
    }
}

/* Every member is written as it is set, and is one that another copy differs in. */
static void
test_members (MtFixture *fixture, gconstpointer data)
{
  g_auto (Work) work = { 0 };
  g_autoptr (MtWeek) week = mt_week_new ();
  g_autoptr (MtZone) zone = mt_tzdata_lookup (fixture->tzdata, "Asia/Tokyo");
  g_autoptr (GArray) ranges = g_array_new (FALSE, FALSE, sizeof (MtRange));
  g_autoptr (GArray) exceptions = g_array_new (FALSE, FALSE, sizeof (MtException));
  g_autoptr (GArray) away = g_array_new (FALSE, FALSE, sizeof (MtAway));
  g_autoptr (GArray) travel = g_array_new (FALSE, FALSE, sizeof (MtTravel));
  const MtRange stretch = { 7 * 3600, 20 * 3600 };
  const MtException exception = { 20000, ranges };
  const MtAway leave = { 20000, 20001, (char *) "leave" };
  const MtTravel trip = { 20002, 20003, zone };

  begin (fixture, "ana", &work);
  g_array_append_val (exceptions, exception);
  g_array_append_val (away, leave);
  g_array_append_val (travel, trip);
  mt_person_edit_set_zone (work.edit, zone);
  mt_person_edit_set_hours (work.edit, week);
  mt_person_edit_set_stretch (work.edit, &stretch);
  mt_person_edit_take (work.edit, MT_MEMBER_EXCEPTIONS, exceptions);
  mt_person_edit_take (work.edit, MT_MEMBER_AWAY, away);
  mt_person_edit_take (work.edit, MT_MEMBER_TRAVEL, travel);
  for (guint i = MT_MEMBER_HOURS; i <= MT_MEMBER_TRAVEL; i++)
    g_assert_true (mt_person_edit_is_touched (work.edit, i));
  save (fixture, &work);
  g_assert_no_error (work.error);
  assert_people (
      fixture,
      "{ \"id\": \"ana\", \"name\": \"Ana Ruiz\", \"timezone\": \"Asia/Tokyo\", \"hours\": {}, "
      "\"exceptions\": [ { \"date\": \"2024-10-04\", \"hours\": [] } ], \"stretch\": "
      "\"07:00-20:00\", \"away\": [ { \"from\": \"2024-10-04\", \"to\": \"2024-10-05\", "
      "\"reason\": \"leave\" } ], \"travel\": [ { \"from\": \"2024-10-06\", \"to\": "
      "\"2024-10-07\", "
      "\"timezone\": \"Asia/Tokyo\" } ], \"backup\": \"bo\" },\n" BO);
}

static void
set_own_hours (MtFixture *fixture, MtWeek *hours, const char *ana)
{
  g_auto (Work) work = { 0 };

  work.edit = mt_person_edit_new (fixture->session, "ana");
  mt_person_edit_set_hours (work.edit, hours);
  g_assert_true (mt_person_edit_is_touched (work.edit, MT_MEMBER_HOURS));
  save (fixture, &work);
  g_assert_no_error (work.error);
  assert_people (fixture, ana);
}

/* Hours that are the standard ones are not the same as none: they are written, and taken out. */
static void
test_standard_hours (MtFixture *fixture, gconstpointer data)
{
  g_autoptr (MtWeek) week = mt_week_new_default ();
  g_autoptr (GError) error = NULL;

  mt_fixture_write_team (fixture, ANA ",\n" BO, "");
  g_assert_true (mt_fixture_open (fixture, "ana", &error));
  g_assert_no_error (error);
  mt_fixture_wait_read (fixture);
  set_own_hours (
      fixture, week,
      "{ \"id\": \"ana\", \"name\": \"Ana Ruiz\", \"timezone\": \"Europe/Madrid\", \"hours\": { "
      "\"mon\": [ \"09:00-17:00\" ], \"tue\": [ \"09:00-17:00\" ], \"wed\": [ \"09:00-17:00\" ], "
      "\"thu\": [ \"09:00-17:00\" ], \"fri\": [ \"09:00-17:00\" ] }, \"backup\": \"bo\" },\n" BO);
  mt_fixture_wait_read (fixture);
  set_own_hours (fixture, NULL, ANA ",\n" BO);
}

static void
add (const char *path, gconstpointer data, void (*test) (MtFixture *, gconstpointer))
{
  g_test_add (path, MtFixture, data, mt_fixture_set_up, test, mt_fixture_tear_down);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  add ("/service/person-edit/only-touched", NULL, test_only_touched);
  add ("/service/person-edit/follows", NULL, test_follows);
  add ("/service/person-edit/race", NULL, test_race);
  add ("/service/person-edit/conflict/keep-mine", "mine", test_conflict);
  add ("/service/person-edit/conflict/take-theirs", NULL, test_conflict);
  add ("/service/person-edit/conflict/at-save", NULL, test_conflict_at_save);
  add ("/service/person-edit/same-change", NULL, test_same_change);
  add ("/service/person-edit/gone", NULL, test_gone);
  add ("/service/person-edit/new", NULL, test_new);
  add ("/service/person-edit/broken", NULL, test_broken);
  add ("/service/person-edit/nobody", NULL, test_nobody);
  add ("/service/person-edit/faults", NULL, test_faults);
  add ("/service/person-edit/members", NULL, test_members);
  add ("/service/person-edit/standard-hours", NULL, test_standard_hours);
  return g_test_run ();
}
