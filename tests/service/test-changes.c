/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * Commands that flow back: what a person does with a task or an update, on real files, and what the
 * board shows afterwards.
 */
#include "config.h"

#include <string.h>

#include "mt-fixture.h"
#include "providers/collections/mt-collection.h"
#include "service/mt-update-change.h"

#define PEOPLE                                                                                     \
  "{ \"id\": \"ana\", \"name\": \"Ana\", \"emails\": [\"ana@example.org\"], \"timezone\": "        \
  "\"Europe/Madrid\" },\n{ \"id\": \"bo\", \"name\": \"Bo: Lind\", \"emails\": "                   \
  "[\"bo@example.org\"], \"timezone\": \"Europe/London\" },\n"                                     \
  "{ \"id\": \"eve\", \"name\": \"Eve\", \"timezone\": \"UTC\" }"
#define CALENDARS                                                                                  \
  "\"board\": \"board\", \"journal\": \"journal\", \"columns\": [ { \"name\": \"To do\", "         \
  "\"status\": \"NEEDS-ACTION\" }, { \"name\": \"Review\", \"status\": \"IN-PROCESS\", "           \
  "\"category\": \"REVIEW\" }, { \"name\": \"Ice box\", \"category\": \"LATER\" }, { \"name\": "   \
  "\"Done\", \"status\": \"COMPLETED\" }, { \"name\": \"Lost\", \"status\": \"NEEDS-ACTION\" } ]"

enum
{
  TO_DO,
  REVIEW,
  ICE_BOX,
  DONE,
  LOST,
};

#define TASK(uid, more)                                                                            \
  "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//x//\r\nBEGIN:VTODO\r\nUID:" uid "\r\n" more         \
  "X-UNKNOWN:kept\r\nEND:VTODO\r\nEND:VCALENDAR\r\n"
#define SERIES                                                                                     \
  TASK ("s", "SUMMARY:Rota\r\nDTSTART;TZID=Europe/Madrid:20261123T090000\r\n"                      \
             "DUE;TZID=Europe/Madrid:20261123T180000\r\nRRULE:FREQ=DAILY\r\n")

static void
set_up (MtFixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  mt_fixture_set_up (fixture, data);
  mt_fixture_write_team (fixture, PEOPLE, CALENDARS);
  mt_fixture_write (fixture, "board/t.ics", TASK ("t", "SUMMARY:T\r\nCATEGORIES:blue\r\n"));
  mt_fixture_write (fixture, "board/s.ics", SERIES);
  mt_fixture_write (fixture, "journal/x.ics", TASK ("x", ""));
  g_assert_true (mt_fixture_open (fixture, "ana", &error));
  g_assert_no_error (error);
  mt_fixture_wait_read (fixture);
}

static const MtTask *
find (MtFixture *fixture, const char *id)
{
  const GPtrArray *tasks = mt_session_get_snapshot (fixture->session)->tasks;

  for (guint i = 0; i < tasks->len; i++)
    if (g_str_equal (((const MtTask *) g_ptr_array_index (tasks, i))->id, id))
      return g_ptr_array_index (tasks, i);

  return NULL;
}

static const MtTeam *
team_of (MtFixture *fixture)
{
  return mt_session_get_snapshot (fixture->session)->team;
}

static char *
contents (MtFixture *fixture, const char *name)
{
  g_autofree char *path = g_build_filename (fixture->folder, name, NULL);
  char *text = NULL;

  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));

  return text;
}

static void
assert_holds (MtFixture *fixture, const char *name, const char *part)
{
  g_autofree char *text = contents (fixture, name);

  if (strstr (text, part) == NULL)
    g_error ("%s lacks %s:\n%s", name, part, text);
}

static gboolean
has_result (MtFixture *fixture, gpointer data)
{
  return *(GAsyncResult **) data != NULL;
}

static void
result_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  *(GAsyncResult **) data = g_object_ref (result);
}

/* Takes @change, and waits until everything is read again. */
static gboolean
apply (MtFixture *fixture, MtChange *change, MtChange **undo, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;
  gboolean done = FALSE;

  g_assert_nonnull (change);
  mt_session_apply_async (fixture->session, change, NULL, result_cb, &result);
  mt_fixture_wait (fixture, "the change is made", has_result, &result);
  done = mt_session_apply_finish (fixture->session, result, undo, error);
  mt_fixture_wait_read (fixture);

  return done;
}

static void
move (MtFixture *fixture, const char *id, guint column)
{
  g_autoptr (GError) error = NULL;

  apply (
      fixture,
      mt_task_change_move (team_of (fixture), find (fixture, id), column, MT_FIXTURE_NOW, &error),
      NULL, &error);
  g_assert_no_error (error);
}

static void
test_move (MtFixture *fixture, gconstpointer data)
{
  static const guint route[] = { REVIEW, ICE_BOX, DONE, REVIEW, TO_DO, DONE, ICE_BOX, TO_DO };
  g_autofree char *text = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (route); i++)
    {
      move (fixture, "t", route[i]);
      g_assert_cmpuint (find (fixture, "t")->column, ==, route[i]);
      g_assert_cmpint (find (fixture, "t")->completed, ==,
                       route[i] == DONE ? MT_FIXTURE_NOW : G_MININT64);
      assert_holds (fixture, "board/t.ics", "X-UNKNOWN:kept\r\n");
      g_assert_cmpstr (find (fixture, "t")->labels[0], ==, "blue");
    }
  text = contents (fixture, "board/t.ics");
  g_assert_null (strstr (text, "REVIEW"));
  g_assert_null (strstr (text, "COMPLETE"));
  g_assert_nonnull (strstr (text, "CATEGORIES:blue\r\n"));
}

/* Two columns that nothing tells apart. */
static void
test_move_in_vain (MtFixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (
      mt_task_change_move (team_of (fixture), find (fixture, "t"), LOST, MT_FIXTURE_NOW, &error));
  g_assert_error (error, MT_TASK_CHANGE_ERROR, MT_TASK_CHANGE_ERROR_COLUMN);
}

/* Done is today's; tomorrow's is shown next, and the series stands as it stood. */
static void
test_series (MtFixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MtChange) undo = NULL;
  const gint64 today = find (fixture, "s")->due.value;
  g_autofree char *text = NULL;

  apply (fixture,
         mt_task_change_move (team_of (fixture), find (fixture, "s"), DONE, MT_FIXTURE_NOW, &error),
         &undo, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (find (fixture, "s")->column, ==, TO_DO);
  g_assert_cmpint (find (fixture, "s")->due.value, ==, today + 86400);
  text = contents (fixture, "board/s.ics");
  g_assert_true (g_str_has_prefix (text, "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//x//\r\n"
                                         "BEGIN:VTODO\r\nUID:s\r\nSUMMARY:Rota\r\n"
                                         "DTSTART;TZID=Europe/Madrid:20261123T090000\r\n"));
  g_assert_nonnull (strstr (text, "RECURRENCE-ID;TZID=Europe/Madrid:20261124T090000\r\n"));
  g_assert_nonnull (strstr (text, "DUE;TZID=Europe/Madrid:20261124T180000\r\n"));

  g_assert_true (apply (fixture, g_steal_pointer (&undo), NULL, &error));
  g_assert_cmpint (find (fixture, "s")->due.value, ==, today);
  g_free (text);
  text = contents (fixture, "board/s.ics");
  g_assert_cmpstr (text, ==, SERIES);
}

static void
assign (MtFixture *fixture, const char *person)
{
  const MtTeam *team = team_of (fixture);
  g_autoptr (GError) error = NULL;

  apply (fixture,
         mt_task_change_assign (team, find (fixture, "t"),
                                person != NULL ? mt_team_find (team, person) : NULL, MT_FIXTURE_NOW,
                                &error),
         NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (find (fixture, "t")->assignee, ==, person);
}

static void
test_assign (MtFixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  assign (fixture, "bo");
  assert_holds (fixture, "board/t.ics", "ATTENDEE;CN=\"Bo: Lind\":mailto:bo@example.org\r\n");
  assign (fixture, "ana");
  assign (fixture, NULL);
  assign (fixture, "ana");
  g_assert_null (mt_task_change_assign (team_of (fixture), find (fixture, "t"),
                                        mt_team_find (team_of (fixture), "eve"), MT_FIXTURE_NOW,
                                        &error));
  g_assert_error (error, MT_TASK_CHANGE_ERROR, MT_TASK_CHANGE_ERROR_ADDRESS);
}

static void
test_fields (MtFixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  const MtTime due = { MT_TIME_DATE, mt_date_from_civil (2026, 12, 1) };
  const gint64 now = MT_FIXTURE_NOW;

  apply (fixture, mt_task_change_title (find (fixture, "t"), "A, b\nc", now, &error), NULL, &error);
  apply (fixture, mt_task_change_notes (find (fixture, "t"), "Notes", now), NULL, &error);
  apply (fixture, mt_task_change_due (find (fixture, "t"), due, now), NULL, &error);
  apply (fixture, mt_task_change_label (find (fixture, "t"), "red", TRUE, now), NULL, &error);
  apply (fixture, mt_task_change_label (find (fixture, "t"), "BLUE", FALSE, now), NULL, &error);
  apply (fixture, mt_task_change_blocked (find (fixture, "t"), TRUE, now), NULL, &error);
  apply (fixture, mt_task_change_priority (find (fixture, "t"), 3, now), NULL, &error);
  apply (fixture, mt_task_change_comment (find (fixture, "t"), NULL, "One", now, &error), NULL,
         &error);
  apply (fixture,
         mt_task_change_comment (find (fixture, "t"), mt_team_find (team_of (fixture), "ana"),
                                 "Two", now, &error),
         NULL, &error);
  g_assert_no_error (error);
  {
    const MtTask *task = find (fixture, "t");

    g_assert_cmpstr (task->title, ==, "A, b\nc");
    g_assert_cmpstr (task->notes, ==, "Notes");
    g_assert_true (mt_time_equal (task->due, due));
    g_assert_cmpstr (task->labels[0], ==, "red");
    g_assert_null (task->labels[1]);
    g_assert_true (task->blocked);
    g_assert_cmpint (task->priority, ==, 3);
    g_assert_cmpstr (task->comments[0], ==, "One");
    g_assert_cmpstr (task->comments[1], ==, "Two");
    g_assert_cmpstr (task->commenters[0], ==, "");
    g_assert_cmpstr (task->commenters[1], ==, "Ana");
  }
  g_assert_null (mt_task_change_title (find (fixture, "t"), " \n", now, &error));
  g_assert_error (error, MT_TASK_CHANGE_ERROR, MT_TASK_CHANGE_ERROR_EMPTY);
}

/* A card that is dragged twice before the board was read again is no conflict with oneself. */
static void
test_twice (MtFixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MtChange) undo = NULL;
  MtChange *first = mt_task_change_blocked (find (fixture, "t"), TRUE, MT_FIXTURE_NOW);
  MtChange *second = mt_task_change_priority (find (fixture, "t"), 2, MT_FIXTURE_NOW);

  g_assert_true (apply (fixture, first, &undo, &error));
  g_assert_true (apply (fixture, second, NULL, &error));
  g_assert_no_error (error);
  g_assert_true (find (fixture, "t")->blocked);
  g_assert_cmpint (find (fixture, "t")->priority, ==, 2);

  g_assert_false (apply (fixture, g_steal_pointer (&undo), NULL, &error));
  g_assert_error (error, MT_COLLECTION_ERROR, MT_COLLECTION_ERROR_CONFLICT);
  g_assert_cmpint (find (fixture, "t")->priority, ==, 2);
}

static void
test_conflict (MtFixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  MtChange *change = mt_task_change_blocked (find (fixture, "t"), TRUE, MT_FIXTURE_NOW);

  mt_fixture_write (fixture, "board/t.ics", TASK ("t", "SUMMARY:Theirs\r\n"));
  g_assert_false (apply (fixture, change, NULL, &error));
  g_assert_error (error, MT_COLLECTION_ERROR, MT_COLLECTION_ERROR_CONFLICT);
  g_assert_cmpstr (find (fixture, "t")->title, ==, "Theirs");
}

static void
test_create (MtFixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MtChange) undo = NULL;
  MtChange *change = mt_task_change_create (mt_session_get_snapshot (fixture->session), "New",
                                            REVIEW, MT_FIXTURE_NOW, &error);
  g_autofree char *uid = g_strdup (change->uid);

  g_assert_true (apply (fixture, change, &undo, &error));
  g_assert_cmpstr (find (fixture, uid)->title, ==, "New");
  g_assert_cmpuint (find (fixture, uid)->column, ==, REVIEW);
  g_assert_true (apply (fixture, g_steal_pointer (&undo), NULL, &error));
  g_assert_null (find (fixture, uid));

  g_assert_true (
      apply (fixture, mt_task_change_delete (find (fixture, "t"), MT_FIXTURE_NOW), &undo, &error));
  g_assert_null (find (fixture, "t"));
  g_assert_true (apply (fixture, g_steal_pointer (&undo), NULL, &error));
  g_assert_cmpstr (find (fixture, "t")->title, ==, "T");
}

static void
test_update (MtFixture *fixture, gconstpointer data)
{
  const MtUpdateText text = { mt_date_from_civil (2026, 11, 24), "the list; all of it", NULL,
                              " waits ", "post-1" };
  g_autoptr (GError) error = NULL;
  MtChange *change =
      mt_update_change_new (mt_session_get_snapshot (fixture->session),
                            mt_team_find (team_of (fixture), "ana"), &text, MT_FIXTURE_NOW, &error);
  const MtPost *post = NULL;

  g_assert_true (apply (fixture, change, NULL, &error));
  g_assert_cmpuint (mt_session_get_snapshot (fixture->session)->posts->len, ==, 1);
  post = g_ptr_array_index (mt_session_get_snapshot (fixture->session)->posts, 0);
  g_assert_cmpstr (post->author, ==, "ana");
  g_assert_cmpint (post->day, ==, text.day);
  g_assert_cmpint (post->posted, ==, MT_FIXTURE_NOW);
  g_assert_cmpstr (post->summary, ==, "Done: the list; all of it");
  g_assert_cmpstr (post->text, ==, "Done: the list; all of it\nBlocked: waits");
  g_assert_cmpstr (post->related_to, ==, "post-1");
}

static const MtPost *
find_post (MtFixture *fixture, const char *uid)
{
  const GPtrArray *posts = mt_session_get_snapshot (fixture->session)->posts;

  for (guint i = 0; i < posts->len; i++)
    if (g_str_equal (((const MtPost *) g_ptr_array_index (posts, i))->uid, uid))
      return g_ptr_array_index (posts, i);

  return NULL;
}

#define POST                                                                                       \
  "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//x//\r\nBEGIN:VJOURNAL\r\nUID:p\r\n"                 \
  "DTSTAMP:20261123T170000Z\r\nDTSTART;VALUE=DATE:20261123\r\nCATEGORIES:UPDATE\r\n"               \
  "ORGANIZER:mailto:ana@example.org\r\nSUMMARY:%s\r\nDESCRIPTION:%s\r\nX-UNKNOWN:kept\r\n"         \
  "END:VJOURNAL\r\nEND:VCALENDAR\r\n"

static void
write_post (MtFixture *fixture, const char *summary, const char *description)
{
  g_autofree char *text = g_strdup_printf (POST, summary, description);

  mt_fixture_write (fixture, "journal/p.ics", text);
  mt_session_reload (fixture->session);
  mt_fixture_wait_read (fixture);
}

/* What is written anew stays the same entry, posted when it was posted. */
static void
test_update_edit (MtFixture *fixture, gconstpointer data)
{
  const MtUpdateText text = { 0, "all of it", "rest", "", NULL };
  g_autoptr (GError) error = NULL;
  g_autoptr (MtChange) undo = NULL;
  const MtPost *post = NULL;

  write_post (fixture, "Done: half", "Done: half");
  g_assert_true (apply (
      fixture, mt_update_change_edit (find_post (fixture, "p"), &text, MT_FIXTURE_NOW, &error),
      &undo, &error));
  g_assert_no_error (error);
  post = find_post (fixture, "p");
  g_assert_cmpstr (post->text, ==, "Done: all of it\nNext: rest");
  g_assert_cmpstr (post->summary, ==, "Done: all of it");
  g_assert_cmpint (post->day, ==, mt_date_from_civil (2026, 11, 23));
  g_assert_cmpint (post->posted, ==, mt_date_to_wall (post->day) + 17 * 3600);
  assert_holds (fixture, "journal/p.ics", "X-UNKNOWN:kept\r\n");
  g_assert_true (apply (fixture, g_steal_pointer (&undo), NULL, &error));
  g_assert_cmpstr (find_post (fixture, "p")->text, ==, "Done: half");
}

/* A title of its own stays; somebody else's change in between is not written over. */
static void
test_update_edit_conflict (MtFixture *fixture, gconstpointer data)
{
  const MtUpdateText text = { 0, "mine", NULL, NULL, NULL };
  g_autoptr (GError) error = NULL;
  MtChange *change = NULL;

  write_post (fixture, "Monday", "Done: half");
  change = mt_update_change_edit (find_post (fixture, "p"), &text, MT_FIXTURE_NOW, &error);
  write_post (fixture, "Monday", "Done: theirs");
  g_assert_false (apply (fixture, change, NULL, &error));
  g_assert_error (error, MT_COLLECTION_ERROR, MT_COLLECTION_ERROR_CONFLICT);
  g_clear_error (&error);
  g_assert_cmpstr (find_post (fixture, "p")->text, ==, "Done: theirs");
  g_assert_true (apply (
      fixture, mt_update_change_edit (find_post (fixture, "p"), &text, MT_FIXTURE_NOW, &error),
      NULL, &error));
  g_assert_cmpstr (find_post (fixture, "p")->summary, ==, "Monday");
}

static void
test_reply (MtFixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  const MtPerson *bo = NULL;
  const MtSnapshot *snapshot = NULL;
  MtChange *change = NULL;
  g_autofree char *uid = NULL;
  const MtPost *reply = NULL;

  write_post (fixture, "Done: half", "Done: half");
  snapshot = mt_session_get_snapshot (fixture->session);
  bo = mt_team_find (snapshot->team, "bo");
  g_assert_null (mt_update_change_reply (snapshot, bo, find_post (fixture, "p"), " \n",
                                         MT_FIXTURE_NOW, &error));
  g_assert_error (error, MT_TASK_CHANGE_ERROR, MT_TASK_CHANGE_ERROR_EMPTY);
  g_clear_error (&error);
  change = mt_update_change_reply (snapshot, bo, find_post (fixture, "p"), "Which half?\n",
                                   MT_FIXTURE_NOW, &error);
  uid = g_strdup (change->uid);
  g_assert_true (apply (fixture, change, NULL, &error));
  reply = find_post (fixture, uid);
  g_assert_cmpstr (reply->text, ==, "Which half?");
  g_assert_cmpstr (reply->related_to, ==, "p");
  g_assert_true (reply->is_reply);
  g_assert_cmpstr (reply->author, ==, "bo");
}

static void
test_parts (void)
{
  static const struct
  {
    const char *text;
    const char *parts[3];
  } rows[] = {
    { "Done: a\nNext: b\nBlocked: c", { "a", "b", "c" } },
    { "Done: a\n- more\n\nstill\nBlocked: c\n", { "a\n- more\n\nstill", "", "c" } },
    { "next:b", { "", "b", "" } },
    { "Rotated keys.\nNext: audit", { "Rotated keys.", "audit", "" } },
    { "Done\n: a", { "Done\n: a", "", "" } },
    { "Next: b\nDone: a\nNext: c", { "a", "b\nc", "" } },
    { "", { "", "", "" } },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (MtPost) post = mt_post_new ("p");
      g_autoptr (MtUpdateParts) parts = NULL;

      post->text = g_strdup (rows[i].text);
      parts = mt_update_parts_new (post);
      g_assert_cmpstr (parts->done, ==, rows[i].parts[0]);
      g_assert_cmpstr (parts->next, ==, rows[i].parts[1]);
      g_assert_cmpstr (parts->blocked, ==, rows[i].parts[2]);
    }
}

static void
add (const char *path, void (*test) (MtFixture *, gconstpointer))
{
  g_test_add (path, MtFixture, NULL, set_up, test, mt_fixture_tear_down);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  add ("/changes/move", test_move);
  add ("/changes/move in vain", test_move_in_vain);
  add ("/changes/series", test_series);
  add ("/changes/assign", test_assign);
  add ("/changes/fields", test_fields);
  add ("/changes/twice", test_twice);
  add ("/changes/conflict", test_conflict);
  add ("/changes/create", test_create);
  add ("/changes/update", test_update);
  add ("/changes/update/edit", test_update_edit);
  add ("/changes/update/edit conflict", test_update_edit_conflict);
  add ("/changes/update/reply", test_reply);
  g_test_add_func ("/changes/update/parts", test_parts);
  return g_test_run ();
}
