/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * Several fields of a task changed at once: only what differs is written, and of a series what is
 * of the instance goes there.
 */
#include "config.h"

#include <string.h>

#include "mt-fixture.h"
#include "service/mt-task-change.h"
#include "service/mt-task-edit.h"

#define PEOPLE                                                                                     \
  "{ \"id\": \"ana\", \"name\": \"Ana\", \"emails\": [\"ana@example.org\"], \"timezone\": "        \
  "\"Europe/Madrid\" },\n{ \"id\": \"bo\", \"name\": \"Bo\", \"emails\": [\"bo@example.org\"], "   \
  "\"timezone\": \"Europe/London\" },\n{ \"id\": \"eve\", \"name\": \"Eve\", \"timezone\": "       \
  "\"UTC\" }"
#define TASK(uid, more)                                                                            \
  "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//x//\r\nBEGIN:VTODO\r\nUID:" uid "\r\n" more         \
  "END:VTODO\r\nEND:VCALENDAR\r\n"
#define SERIES                                                                                     \
  TASK ("s", "SUMMARY:Rota\r\nDTSTART;TZID=Europe/Madrid:20261123T090000\r\n"                      \
             "DUE;TZID=Europe/Madrid:20261123T180000\r\nRRULE:FREQ=DAILY\r\n")
#define ANA "ATTENDEE:mailto:ana@example.org\r\n"

static void
set_up (MtFixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  mt_fixture_set_up (fixture, data);
  mt_fixture_write_team (fixture, PEOPLE, "\"board\": \"board\"");
  mt_fixture_write (fixture, "board/t.ics",
                    TASK ("t", "SUMMARY:T\r\nCATEGORIES:blue,red\r\nPRIORITY:4\r\n" ANA));
  mt_fixture_write (fixture, "board/s.ics", SERIES);
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
  g_error ("no task %s", id);
}

static const MtTeam *
team_of (MtFixture *fixture)
{
  return mt_session_get_snapshot (fixture->session)->team;
}

/* "SET SUMMARY=x; ..." of a change. */
static char *
describe (const MtChange *change)
{
  static const char *const ways[] = { "set", "add", "include", "exclude", "swap" };
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < change->fields->len; i++)
    {
      const MtChangeField *field = g_ptr_array_index (change->fields, i);

      g_string_append_printf (text, "%s%s %s=%s", i > 0 ? "; " : "", ways[field->how], field->name,
                              field->value != NULL ? field->value : "-");
    }
  return g_string_free (text, FALSE);
}

static void
assert_change (const GPtrArray *changes, guint index, const char *expected)
{
  g_autofree char *text = NULL;

  g_assert_cmpuint (index, <, changes->len);
  text = describe (g_ptr_array_index (changes, index));
  g_assert_cmpstr (text, ==, expected);
}

static GPtrArray *
to_changes (MtFixture *fixture, const MtTaskEdit *edit, const char *id, GError **error)
{
  g_autoptr (MtTaskEdit) read = mt_task_edit_new (find (fixture, id));

  return mt_task_edit_to_changes (edit, read, team_of (fixture), find (fixture, id), MT_FIXTURE_NOW,
                                  error);
}

static void
test_nothing (MtFixture *fixture, gconstpointer data)
{
  g_autoptr (MtTaskEdit) edit = mt_task_edit_new (find (fixture, "t"));
  g_autoptr (GPtrArray) changes = to_changes (fixture, edit, "t", NULL);

  g_assert_cmpuint (changes->len, ==, 0);
}

static void
test_several (MtFixture *fixture, gconstpointer data)
{
  g_autoptr (MtTaskEdit) edit = mt_task_edit_new (find (fixture, "t"));
  g_autoptr (GPtrArray) changes = NULL;

  g_free (edit->title);
  edit->title = g_strdup ("<b>New</b>");
  g_free (edit->assignee);
  edit->assignee = g_strdup ("bo");
  g_strfreev (edit->labels);
  edit->labels = g_strsplit ("red,green", ",", -1);
  edit->blocked = TRUE;
  edit->due = (MtTime){ MT_TIME_DATE, 20000 };
  changes = to_changes (fixture, edit, "t", NULL);
  g_assert_cmpuint (changes->len, ==, 1);
  assert_change (changes, 0,
                 "set SUMMARY=<b>New</b>; swap ATTENDEE=mailto:bo@example.org; exclude "
                 "CATEGORIES=blue; include CATEGORIES=green; set DUE=-; set DURATION=-; include "
                 "CATEGORIES=BLOCKED");
}

/* The card that is shown is of one day: what is of that day does not change the others. */
static void
test_series (MtFixture *fixture, gconstpointer data)
{
  g_autoptr (MtTaskEdit) edit = mt_task_edit_new (find (fixture, "s"));
  g_autoptr (GPtrArray) changes = NULL;

  g_free (edit->title);
  edit->title = g_strdup ("New rota");
  edit->column = 1;
  changes = to_changes (fixture, edit, "s", NULL);
  g_assert_cmpuint (changes->len, ==, 2);
  assert_change (changes, 0, "set SUMMARY=New rota");
  assert_change (changes, 1, "set STATUS=IN-PROCESS");
  g_assert_cmpint (((MtChange *) changes->pdata[0])->recurrence_id.kind, ==, MT_TIME_NONE);
  g_assert_cmpint (((MtChange *) changes->pdata[1])->recurrence_id.kind, ==, MT_TIME_INSTANT);
}

static void
test_refused (MtFixture *fixture, gconstpointer data)
{
  g_autoptr (MtTaskEdit) edit = mt_task_edit_new (find (fixture, "t"));
  g_autoptr (GError) error = NULL;

  g_free (edit->assignee);
  edit->assignee = g_strdup ("eve");
  g_assert_null (to_changes (fixture, edit, "t", &error));
  g_assert_error (error, MT_TASK_CHANGE_ERROR, MT_TASK_CHANGE_ERROR_ADDRESS);
  g_clear_error (&error);
  g_free (edit->title);
  edit->title = g_strdup (" ");
  g_assert_null (to_changes (fixture, edit, "t", &error));
  g_assert_error (error, MT_TASK_CHANGE_ERROR, MT_TASK_CHANGE_ERROR_EMPTY);
}

static void
test_create (MtFixture *fixture, gconstpointer data)
{
  g_autoptr (MtTask) task = mt_task_new ("", "Buy");
  g_autoptr (MtTaskEdit) edit = mt_task_edit_new (task);
  g_autoptr (MtChange) change = NULL;
  g_autofree char *text = NULL;

  edit->column = 1;
  edit->priority = 3;
  edit->assignee = g_strdup ("ana");
  change =
      mt_task_edit_create (edit, mt_session_get_snapshot (fixture->session), MT_FIXTURE_NOW, NULL);
  text = describe (change);
  g_assert_cmpint (change->kind, ==, MT_CHANGE_CREATE);
  g_assert_cmpstr (text, ==,
                   "set SUMMARY=Buy; set STATUS=IN-PROCESS; swap "
                   "ATTENDEE=mailto:ana@example.org; set PRIORITY=3");
}

/* What a change makes of a task, and the same change on top of what somebody else made of it. */
static void
test_other_side (MtFixture *fixture, gconstpointer data)
{
  const MtTask *task = find (fixture, "t");
  g_autoptr (MtChange) change = mt_task_change_assign (
      team_of (fixture), task, mt_team_find (team_of (fixture), "bo"), MT_FIXTURE_NOW, NULL);
  g_autoptr (MtTaskEdit) mine = mt_task_edit_new_changed (team_of (fixture), task, change);
  g_autoptr (MtTaskEdit) read = mt_task_edit_new (task);
  g_autoptr (MtChange) again = NULL;
  g_autofree char *old_tag = g_strdup (task->tag);
  g_autofree char *text = NULL;

  g_assert_cmpstr (mine->assignee, ==, "bo");
  for (MtTaskField field = 0; field < MT_TASK_N_FIELDS; field++)
    g_assert_cmpint (mt_task_edit_differs (mine, read, field), ==, field == MT_TASK_ASSIGNEE);

  mt_fixture_write (fixture, "board/t.ics",
                    TASK ("t", "SUMMARY:T2\r\nCATEGORIES:blue,red\r\nPRIORITY:4\r\n" ANA));
  mt_session_reload (fixture->session);
  mt_fixture_wait_read (fixture);
  task = find (fixture, "t");
  again = mt_task_edit_rebase (change, team_of (fixture), task);
  g_assert_cmpstr (again->read_tag, ==, task->tag);
  g_assert_cmpstr (again->read_tag, !=, old_tag);
  text = describe (again);
  g_assert_cmpstr (text, ==, "swap ATTENDEE=mailto:bo@example.org");
}

static void
test_moved (MtFixture *fixture, gconstpointer data)
{
  const MtTask *task = find (fixture, "t");
  g_autoptr (MtChange) change =
      mt_task_change_move (team_of (fixture), task, 2, MT_FIXTURE_NOW, NULL);
  g_autoptr (MtTaskEdit) mine = mt_task_edit_new_changed (team_of (fixture), task, change);

  g_assert_cmpuint (mine->column, ==, 2);
  g_assert_cmpstr (mine->labels[0], ==, "blue");
  g_assert_false (mine->blocked);
}

static void
test_words (MtFixture *fixture, gconstpointer data)
{
  static const struct
  {
    MtTaskField field;
    const char *text;
  } rows[] = { { MT_TASK_TITLE, "T" },          { MT_TASK_COLUMN, "To do" },
               { MT_TASK_ASSIGNEE, "Ana" },     { MT_TASK_DUE, "None" },
               { MT_TASK_PRIORITY, "High" },    { MT_TASK_BLOCKED, "No" },
               { MT_TASK_LABELS, "blue, red" }, { MT_TASK_NOTES, "None" } };
  g_autoptr (MtTaskEdit) edit = mt_task_edit_new (find (fixture, "t"));
  g_autoptr (MtFormat) format = mt_format_new_fixed (FALSE, 0);
  MtZone *zone = mt_session_get_viewer_zone (fixture->session);
  g_autofree char *due = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *text =
          mt_task_edit_dup_text (edit, rows[i].field, team_of (fixture), format, zone);

      g_assert_cmpstr (text, ==, rows[i].text);
    }
  g_free (edit->assignee);
  edit->assignee = g_strdup ("bo");
  edit->due = (MtTime){ MT_TIME_INSTANT, MT_FIXTURE_NOW };
  due = mt_task_edit_dup_text (edit, MT_TASK_DUE, team_of (fixture), format, zone);
  g_assert_cmpstr (due, ==, "Tue 24 Nov, 14:22 London");
}

static void
add (const char *name, void (*test) (MtFixture *, gconstpointer))
{
  g_autofree char *path = g_strconcat ("/task-edit/", name, NULL);

  g_test_add (path, MtFixture, NULL, set_up, test, mt_fixture_tear_down);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  add ("nothing", test_nothing);
  add ("several", test_several);
  add ("series", test_series);
  add ("refused", test_refused);
  add ("create", test_create);
  add ("other-side", test_other_side);
  add ("moved", test_moved);
  add ("words", test_words);
  return g_test_run ();
}
