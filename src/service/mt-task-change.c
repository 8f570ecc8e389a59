/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * What somebody wants of a task, as a change of its item.
 */
#include "config.h"

#include "service/mt-task-change-private.h"

#include <glib/gi18n-lib.h>

/* Everybody on the team who was asked gives way. */
static void
unassign (MtChange *change, const MtTeam *team, const MtTask *task)
{
  for (guint i = 0; task->attendees[i] != NULL; i++)
    {
      g_autofree char *was = g_strconcat ("mailto:", task->attendees[i], NULL);

      if (mt_team_find_email (team, task->attendees[i]) != NULL)
        mt_change_swap (change, "ATTENDEE", was, NULL, NULL);
    }
}

/**
 * mt_task_change_assign:
 * @team: the team
 * @task: a task
 * @person: (nullable): who is to have it; %NULL: nobody
 * @now: Unix seconds
 * @error: return location
 *
 * Gives a task to somebody: their ATTENDEE takes the place of that of who had it. Other attendees
 * stay.
 *
 * Returns: (transfer full): the change; %NULL with %MT_TASK_CHANGE_ERROR_ADDRESS
 *
 * Source: RFC 5545 3.8.4.1
 */
MtChange *
mt_task_change_assign (const MtTeam *team,
                       const MtTask *task,
                       const MtPerson *person,
                       gint64 now,
                       GError **error)
{
  g_autofree char *was =
      task->assignee != NULL ? g_strconcat ("mailto:", task->assignee_address, NULL) : NULL;
  g_autoptr (MtChange) change = mt_task_change_new (task, FALSE, now);

  if (person == NULL)
    {
      unassign (change, team, task);
    }
  else if (!mt_change_check_address (person, error))
    {
      return NULL;
    }
  else if (g_strcmp0 (task->assignee, person->id) != 0)
    {
      const char *const params[] = { "CN", person->name, NULL };
      g_autofree char *value = g_strconcat ("mailto:", person->emails[0], NULL);

      mt_change_swap (change, "ATTENDEE", was, value, params);
    }

  return g_steal_pointer (&change);
}

/**
 * mt_task_change_title:
 * @task: a task
 * @title: its new title
 * @now: Unix seconds
 * @error: return location
 *
 * Returns: (transfer full): the change; %NULL with %MT_TASK_CHANGE_ERROR_EMPTY
 */
MtChange *
mt_task_change_title (const MtTask *task, const char *title, gint64 now, GError **error)
{
  MtChange *change = NULL;

  if (!mt_change_check_text (title, error))
    return NULL;
  change = mt_task_change_new (task, FALSE, now);
  mt_change_set (change, "SUMMARY", title);

  return change;
}

/**
 * mt_task_change_notes:
 * @task: a task
 * @notes: (nullable): its new text; empty or %NULL: none
 * @now: Unix seconds
 *
 * Returns: (transfer full): the change
 */
MtChange *
mt_task_change_notes (const MtTask *task, const char *notes, gint64 now)
{
  MtChange *change = mt_task_change_new (task, FALSE, now);

  mt_change_set (change, "DESCRIPTION", notes != NULL && *notes != '\0' ? notes : NULL);

  return change;
}

/**
 * mt_task_change_due:
 * @task: a task
 * @due: a date, an instant, or none
 * @now: Unix seconds
 *
 * Returns: (transfer full): the change; of a series it moves the instance that is shown
 *
 * Source: RFC 5545 3.8.2.3
 */
MtChange *
mt_task_change_due (const MtTask *task, MtTime due, gint64 now)
{
  MtChange *change = mt_task_change_new (task, TRUE, now);

  mt_change_set_time (change, "DUE", due);
  mt_change_set (change, "DURATION", NULL);

  return change;
}

/**
 * mt_task_change_label:
 * @task: a task
 * @label: a label
 * @on: whether it is to have it
 * @now: Unix seconds
 *
 * Returns: (transfer full): the change
 */
MtChange *
mt_task_change_label (const MtTask *task, const char *label, gboolean on, gint64 now)
{
  MtChange *change = mt_task_change_new (task, FALSE, now);

  if (on)
    mt_change_include (change, "CATEGORIES", label);
  else
    mt_change_exclude (change, "CATEGORIES", label);

  return change;
}

/**
 * mt_task_change_blocked:
 * @task: a task
 * @blocked: whether it waits for something
 * @now: Unix seconds
 *
 * Returns: (transfer full): the change; of a series it is one of the instance that is shown
 */
MtChange *
mt_task_change_blocked (const MtTask *task, gboolean blocked, gint64 now)
{
  MtChange *change = mt_task_change_new (task, TRUE, now);

  if (blocked)
    mt_change_include (change, "CATEGORIES", "BLOCKED");
  else
    mt_change_exclude (change, "CATEGORIES", "BLOCKED");

  return change;
}

/**
 * mt_task_change_priority:
 * @task: a task
 * @priority: 1 (highest) to 9, 0: none
 * @now: Unix seconds
 *
 * Returns: (transfer full): the change
 *
 * Source: RFC 5545 3.8.1.9
 */
MtChange *
mt_task_change_priority (const MtTask *task, gint priority, gint64 now)
{
  MtChange *change = mt_task_change_new (task, FALSE, now);
  g_autofree char *value = priority > 0 ? g_strdup_printf ("%d", CLAMP (priority, 1, 9)) : NULL;

  mt_change_set (change, "PRIORITY", value);

  return change;
}

/**
 * mt_task_change_comment:
 * @task: a task
 * @author: (nullable): who says it; %NULL: nobody has said who they are
 * @text: what to say
 * @now: Unix seconds
 * @error: return location
 *
 * Returns: (transfer full): the change; %NULL with %MT_TASK_CHANGE_ERROR_EMPTY
 *
 * Source: RFC 5545 3.8.1.4, RFC 7986 6.2
 */
MtChange *
mt_task_change_comment (const MtTask *task,
                        const MtPerson *author,
                        const char *text,
                        gint64 now,
                        GError **error)
{
  const char *params[] = { "CN", NULL, NULL, NULL, NULL };
  MtChange *change = NULL;

  if (!mt_change_check_text (text, error))
    return NULL;
  if (author != NULL)
    {
      params[1] = author->name;
      params[2] = author->emails[0] != NULL ? "EMAIL" : NULL;
      params[3] = author->emails[0];
    }
  change = mt_task_change_new (task, FALSE, now);
  mt_change_add (change, "COMMENT", text, author != NULL ? params : NULL);

  return change;
}

/**
 * mt_task_change_create:
 * @snapshot: the team as read
 * @title: of the new task
 * @column: index of the column it is to stand in
 * @now: Unix seconds
 * @error: return location
 *
 * Returns: (transfer full): the change; %NULL with an %MT_TASK_CHANGE_ERROR
 */
MtChange *
mt_task_change_create (const MtSnapshot *snapshot,
                       const char *title,
                       guint column,
                       gint64 now,
                       GError **error)
{
  g_autoptr (MtTask) task = mt_task_new ("", "");
  g_autoptr (MtChange) move = NULL;
  g_autoptr (MtChange) change = NULL;

  if (!mt_change_check_text (title, error))
    return NULL;
  if (snapshot->board_place.path == NULL && snapshot->team->board != NULL)
    {
      g_set_error (error, MT_TASK_CHANGE_ERROR, MT_TASK_CHANGE_ERROR_PLACE,
                   _ ("%s: nothing can be written there: it has not been read from the server yet, "
                      "or is only there to be read"),
                   snapshot->team->board);
      return NULL;
    }
  if (snapshot->board_place.path == NULL)
    {
      g_set_error_literal (error, MT_TASK_CHANGE_ERROR, MT_TASK_CHANGE_ERROR_PLACE,
                           _ ("The team has no board to write to: add \"calendars\": { \"board\": "
                              "\"board\" } to its file and make that folder"));
      return NULL;
    }
  task->status = MT_STATUS_NEEDS_ACTION;
  move = mt_task_change_move (snapshot->team, task, column, now, error);
  if (move == NULL)
    return NULL;
  change = mt_change_new_item (&snapshot->board_place, MT_ITEM_TODO, now);
  mt_change_set (change, "SUMMARY", title);
  g_ptr_array_extend_and_steal (change->fields, g_steal_pointer (&move->fields));
  move->fields = g_ptr_array_new ();

  return g_steal_pointer (&change);
}

/**
 * mt_task_change_delete:
 * @task: a task
 * @now: Unix seconds
 *
 * Returns: (transfer full): the change: the task goes, with all its instances
 */
MtChange *
mt_task_change_delete (const MtTask *task, gint64 now)
{
  MtChange *change = mt_task_change_new (task, FALSE, now);

  change->kind = MT_CHANGE_DELETE;

  return change;
}
