/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * Changes of the team file through the session: shown when they are done, refused when somebody
 * else wrote, taken back.
 */
#include "config.h"

#include <string.h>

#include "mt-fixture.h"
#include "team/mt-team-edit.h"

#define ANA                                                                                        \
  "{ \"id\": \"ana\", \"name\": \"Ana Ruiz\", \"timezone\": \"Europe/Madrid\", \"backup\": "       \
  "\"bo\" }"
#define BO "{ \"id\": \"bo\", \"name\": \"Bo Lind\", \"timezone\": \"Asia/Kolkata\" }"

typedef struct
{
  gboolean done;
  MtTeamUndo *undo;
  GPtrArray *warnings;
  GError *error;
} Answer;

static void
answer_clear (Answer *answer)
{
  g_clear_pointer (&answer->undo, mt_team_undo_unref);
  g_clear_pointer (&answer->warnings, g_ptr_array_unref);
  g_clear_error (&answer->error);
  answer->done = FALSE;
}

static void
done_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Answer *answer = user_data;

  answer->undo =
      mt_session_edit_team_finish (MT_SESSION (source), result, &answer->warnings, &answer->error);
  answer->done = TRUE;
}

static gboolean
is_done (MtFixture *fixture, gpointer data)
{
  return ((Answer *) data)->done;
}

static void
open_team (MtFixture *fixture)
{
  g_autoptr (GError) error = NULL;

  mt_fixture_write_team (fixture, ANA ",\n" BO, "");
  g_assert_true (mt_fixture_open (fixture, "ana", &error));
  g_assert_no_error (error);
  mt_fixture_wait_read (fixture);
}

static void
rename_ana (MtFixture *fixture, const char *name, GCancellable *cancellable, Answer *answer)
{
  g_autoptr (MtTeamDraft) draft = mt_team_draft_new ();

  mt_team_draft_set_text (draft, "ana", "name", name);
  mt_session_edit_team_async (fixture->session, draft, cancellable, done_cb, answer);
}

static void
assert_name (MtFixture *fixture, const char *expected)
{
  g_autofree char *name =
      mt_fixture_string (mt_fixture_item (mt_session_get_people (fixture->session), 0), "name");

  g_assert_cmpstr (name, ==, expected);
}

static void
test_edit_and_undo (MtFixture *fixture, gconstpointer data)
{
  Answer answer = { 0 };
  g_autoptr (MtTeamUndo) undo = NULL;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;

  open_team (fixture);
  g_file_get_contents (fixture->team, &before, NULL, NULL);
  rename_ana (fixture, "Ana R.", NULL, &answer);
  mt_fixture_wait (fixture, "the change", is_done, &answer);
  g_assert_no_error (answer.error);
  assert_name (fixture, "Ana R.");

  undo = g_steal_pointer (&answer.undo);
  answer_clear (&answer);
  mt_session_undo_team_async (fixture->session, undo, NULL, done_cb, &answer);
  mt_fixture_wait (fixture, "the undo", is_done, &answer);
  g_assert_no_error (answer.error);
  assert_name (fixture, "Ana Ruiz");
  g_file_get_contents (fixture->team, &after, NULL, NULL);
  g_assert_cmpstr (before, ==, after);
  answer_clear (&answer);
}

/* Each change starts from what the one before it left. */
static void
test_one_after_the_other (MtFixture *fixture, gconstpointer data)
{
  open_team (fixture);
  for (guint i = 0; i < 5; i++)
    {
      g_autofree char *name = g_strdup_printf ("Ana %u", i);
      Answer answer = { 0 };

      rename_ana (fixture, name, NULL, &answer);
      mt_fixture_wait (fixture, "the change", is_done, &answer);
      g_assert_no_error (answer.error);
      assert_name (fixture, name);
      answer_clear (&answer);
    }
}

static void
test_at_once (MtFixture *fixture, gconstpointer data)
{
  Answer first = { 0 };
  Answer second = { 0 };

  open_team (fixture);
  rename_ana (fixture, "Ana 1", NULL, &first);
  rename_ana (fixture, "Ana 2", NULL, &second);
  mt_fixture_wait (fixture, "the second change", is_done, &second);
  g_assert_error (second.error, G_IO_ERROR, G_IO_ERROR_PENDING);
  mt_fixture_wait (fixture, "the first change", is_done, &first);
  g_assert_no_error (first.error);
  assert_name (fixture, "Ana 1");
  answer_clear (&first);
  answer_clear (&second);
}

static gboolean
has_name (MtFixture *fixture, gpointer data)
{
  g_autofree char *name =
      mt_fixture_string (mt_fixture_item (mt_session_get_people (fixture->session), 0), "name");

  return g_str_equal (name, data);
}

/* The file changed and the session has not noticed yet. */
static void
test_conflict (MtFixture *fixture, gconstpointer data)
{
  Answer answer = { 0 };

  open_team (fixture);
  mt_fixture_write_team (fixture,
                         "{ \"id\": \"ana\", \"name\": \"Theirs\", \"timezone\": \"UTC\" }", "");
  rename_ana (fixture, "Ours", NULL, &answer);
  mt_fixture_wait (fixture, "the answer", is_done, &answer);
  g_assert_error (answer.error, MT_TEAM_WRITER_ERROR, MT_TEAM_WRITER_ERROR_CONFLICT);
  mt_fixture_wait (fixture, "what they wrote", has_name, (gpointer) "Theirs");
  answer_clear (&answer);
  rename_ana (fixture, "Ours", NULL, &answer);
  mt_fixture_wait (fixture, "the second try", is_done, &answer);
  g_assert_no_error (answer.error);
  assert_name (fixture, "Ours");
  answer_clear (&answer);
}

static void
test_remove_warns (MtFixture *fixture, gconstpointer data)
{
  g_autoptr (MtTeamDraft) draft = mt_team_draft_new ();
  Answer answer = { 0 };

  open_team (fixture);
  mt_team_draft_remove_person (draft, "bo");
  mt_session_edit_team_async (fixture->session, draft, NULL, done_cb, &answer);
  mt_fixture_wait (fixture, "the change", is_done, &answer);
  g_assert_no_error (answer.error);
  g_assert_cmpuint (answer.warnings->len, ==, 1);
  g_assert_cmpuint (g_list_model_get_n_items (mt_session_get_people (fixture->session)), ==, 1);
  answer_clear (&answer);
}

static void
test_refused (MtFixture *fixture, gconstpointer data)
{
  g_autoptr (MtTeamDraft) draft = mt_team_draft_new ();
  Answer answer = { 0 };

  open_team (fixture);
  mt_team_draft_set_text (draft, "ana", "timezone", "Mars/Base");
  mt_session_edit_team_async (fixture->session, draft, NULL, done_cb, &answer);
  mt_fixture_wait (fixture, "the answer", is_done, &answer);
  g_assert_error (answer.error, MT_TEAM_EDIT_ERROR, MT_TEAM_EDIT_ERROR_REFUSED);
  assert_name (fixture, "Ana Ruiz");
  answer_clear (&answer);
}

static void
test_nothing_to_do (MtFixture *fixture, gconstpointer data)
{
  Answer answer = { 0 };

  open_team (fixture);
  rename_ana (fixture, "Ana Ruiz", NULL, &answer);
  mt_fixture_wait (fixture, "the answer", is_done, &answer);
  g_assert_no_error (answer.error);
  g_assert_false (mt_team_undo_changes_file (answer.undo));
  answer_clear (&answer);
}

static void
test_cancelled_before (MtFixture *fixture, gconstpointer data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  Answer answer = { 0 };

  open_team (fixture);
  g_cancellable_cancel (cancellable);
  rename_ana (fixture, "Ana R.", cancellable, &answer);
  mt_fixture_wait (fixture, "the answer", is_done, &answer);
  g_assert_error (answer.error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  assert_name (fixture, "Ana Ruiz");
  answer_clear (&answer);
}

static void
test_no_team (MtFixture *fixture, gconstpointer data)
{
  Answer answer = { 0 };

  rename_ana (fixture, "Ana R.", NULL, &answer);
  mt_fixture_wait (fixture, "the answer", is_done, &answer);
  g_assert_error (answer.error, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED);
  answer_clear (&answer);
}

#define ADD(name, test)                                                                            \
  g_test_add (name, MtFixture, NULL, mt_fixture_set_up, test, mt_fixture_tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  ADD ("/session-edit/edit-and-undo", test_edit_and_undo);
  ADD ("/session-edit/one-after-the-other", test_one_after_the_other);
  ADD ("/session-edit/at-once", test_at_once);
  ADD ("/session-edit/conflict", test_conflict);
  ADD ("/session-edit/remove-warns", test_remove_warns);
  ADD ("/session-edit/refused", test_refused);
  ADD ("/session-edit/nothing-to-do", test_nothing_to_do);
  ADD ("/session-edit/cancelled-before", test_cancelled_before);
  ADD ("/session-edit/no-team", test_no_team);
  return g_test_run ();
}
