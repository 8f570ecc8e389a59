/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * What somebody wants of a task, as a change of its item.
 */
#include "config.h"

#include "service/mt-task-change-private.h"

#include <glib/gi18n-lib.h>

#include "providers/items/mt-task-reader.h"

G_DEFINE_QUARK (mt - task - change - error - quark, mt_task_change_error)

/* A change of one instance of a series leaves the series alone; any other is one of all of it,
 * unless the instance that is shown has a component of its own. */
static MtChange *
new_change (const MtTask *task, gboolean of_instance, gint64 now)
{
  MtChange *change = mt_change_new (MT_CHANGE_PATCH, MT_ITEM_TODO,
                                    task->collection != NULL ? task->collection : "", task->id);

  change->href = g_strdup (task->href);
  change->read_tag = g_strdup (task->tag);
  change->at = now;
  if (task->is_override || (of_instance && task->recurs))
    change->recurrence_id = task->recurrence_id;

  return change;
}

/* (transfer full): the categories without those that stand for other columns, with that of @column.
 */
static GStrv
categories_in (const MtTeam *team, const MtTask *task, const MtColumn *column)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  for (guint i = 0; task->categories[i] != NULL; i++)
    {
      gboolean of_column = FALSE;

      for (guint c = 0; c < team->columns->len; c++)
        {
          const MtColumn *other = g_ptr_array_index (team->columns, c);

          of_column |= other->category != NULL &&
                       g_ascii_strcasecmp (other->category, task->categories[i]) == 0;
        }
      if (!of_column)
        g_strv_builder_add (builder, task->categories[i]);
    }
  if (column->category != NULL)
    g_strv_builder_add (builder, column->category);

  return g_strv_builder_end (builder);
}

static MtStatus
status_of (const char *name)
{
  static const struct
  {
    const char *name;
    MtStatus status;
  } known[] = { { "IN-PROCESS", MT_STATUS_IN_PROCESS },
                { "COMPLETED", MT_STATUS_COMPLETED },
                { "CANCELLED", MT_STATUS_CANCELLED } };

  for (guint i = 0; i < G_N_ELEMENTS (known); i++)
    if (g_ascii_strcasecmp (known[i].name, name) == 0)
      return known[i].status;

  return MT_STATUS_NEEDS_ACTION;
}

static const char *
name_of (MtStatus status)
{
  switch (status)
    {
    case MT_STATUS_IN_PROCESS:
      return "IN-PROCESS";
    case MT_STATUS_COMPLETED:
      return "COMPLETED";
    default:
      return "NEEDS-ACTION";
    }
}

/* The status with which a task belongs to a column: the column's own, else the one it has (open
 * again if it was finished), else the first that does. */
static gboolean
choose_status (const MtTeam *team,
               const MtTask *task,
               guint index,
               const char *const *categories,
               MtStatus *status)
{
  const MtColumn *column = g_ptr_array_index (team->columns, index);
  const MtStatus own = column->status != NULL ? status_of (column->status) : task->status;
  const MtStatus candidates[] = { own, MT_STATUS_NEEDS_ACTION, MT_STATUS_IN_PROCESS,
                                  MT_STATUS_COMPLETED };
  const guint first = column->status == NULL && own == MT_STATUS_COMPLETED ? 1 : 0;
  const guint n = column->status != NULL ? 1 : G_N_ELEMENTS (candidates);

  for (guint i = first; i < n; i++)
    {
      *status = candidates[i];
      if (mt_task_reader_find_column (team, *status, categories) == index)
        return TRUE;
    }

  return FALSE;
}

static void
set_status (MtChange *change, const MtTask *task, MtStatus status, gint64 now)
{
  const gboolean was_done = task->status == MT_STATUS_COMPLETED || task->completed != G_MININT64;

  mt_change_set (change, "STATUS", name_of (status));
  if (status == MT_STATUS_COMPLETED && task->status != MT_STATUS_COMPLETED)
    {
      g_autoptr (GDateTime) time = g_date_time_new_from_unix_utc (now);
      g_autofree char *completed = g_date_time_format (time, "%Y%m%dT%H%M%SZ");

      mt_change_set (change, "COMPLETED", completed);
      mt_change_set (change, "PERCENT-COMPLETE", "100");
    }
  else if (status != MT_STATUS_COMPLETED && was_done)
    {
      mt_change_set (change, "COMPLETED", NULL);
      mt_change_set (change, "PERCENT-COMPLETE", NULL);
    }
}

/* The categories of all columns but this one go. */
static void
set_categories (MtChange *change, const MtTeam *team, const MtColumn *column)
{
  for (guint c = 0; c < team->columns->len; c++)
    {
      const MtColumn *other = g_ptr_array_index (team->columns, c);

      if (other->category != NULL &&
          (column->category == NULL || g_ascii_strcasecmp (other->category, column->category) != 0))
        mt_change_exclude (change, "CATEGORIES", other->category);
    }
  if (column->category != NULL)
    mt_change_include (change, "CATEGORIES", column->category);
}

/**
 * mt_task_change_move:
 * @team: the team, for its columns
 * @task: a task
 * @column: index of a column
 * @now: Unix seconds
 * @error: return location
 *
 * Moves a task to a column: its STATUS, and of the columns' categories the one of this column. In a
 * finished one it gets COMPLETED, elsewhere it loses it. Of a series the instance that is shown is
 * moved, and the series goes on.
 *
 * Returns: (transfer full): the change; %NULL with %MT_TASK_CHANGE_ERROR_COLUMN
 *
 * Source: RFC 5545 3.8.1.11, 3.8.2.1
 */
MtChange *
mt_task_change_move (const MtTeam *team,
                     const MtTask *task,
                     guint column,
                     gint64 now,
                     GError **error)
{
  const MtColumn *to = NULL;
  g_auto (GStrv) categories = NULL;
  MtStatus status = MT_STATUS_NONE;
  MtChange *change = NULL;

  g_return_val_if_fail (column < team->columns->len, NULL);

  to = g_ptr_array_index (team->columns, column);
  categories = categories_in (team, task, to);
  if (!choose_status (team, task, column, (const char *const *) categories, &status))
    {
      g_set_error (error, MT_TASK_CHANGE_ERROR, MT_TASK_CHANGE_ERROR_COLUMN,
                   _ ("No task can be moved to “%s”: give the column a status or a category of its "
                      "own in the team file"),
                   to->name);
      return NULL;
    }
  change = new_change (task, TRUE, now);
  set_status (change, task, status, now);
  set_categories (change, team, to);

  return change;
}

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
 * mt_change_check_address: (skip)
 * @person: who is named in an item
 * @error: return location
 *
 * Returns: whether they can be; else %MT_TASK_CHANGE_ERROR_ADDRESS
 */
gboolean
mt_change_check_address (const MtPerson *person, GError **error)
{
  if (person->emails[0] != NULL)
    return TRUE;
  g_set_error (error, MT_TASK_CHANGE_ERROR, MT_TASK_CHANGE_ERROR_ADDRESS,
               _ ("%s has no e-mail address: add \"emails\" in the team file"), person->name);

  return FALSE;
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
  g_autoptr (MtChange) change = new_change (task, FALSE, now);

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
 * mt_change_check_text: (skip)
 * @text: what somebody wrote
 * @error: return location
 *
 * Returns: whether there is any; else %MT_TASK_CHANGE_ERROR_EMPTY
 */
gboolean
mt_change_check_text (const char *text, GError **error)
{
  g_autofree char *plain = g_strstrip (g_strdup (text));

  if (*plain != '\0')
    return TRUE;
  g_set_error_literal (error, MT_TASK_CHANGE_ERROR, MT_TASK_CHANGE_ERROR_EMPTY,
                       _ ("The text is empty; write a word"));

  return FALSE;
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
  change = new_change (task, FALSE, now);
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
  MtChange *change = new_change (task, FALSE, now);

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
  MtChange *change = new_change (task, TRUE, now);

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
  MtChange *change = new_change (task, FALSE, now);

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
  MtChange *change = new_change (task, TRUE, now);

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
  MtChange *change = new_change (task, FALSE, now);
  g_autofree char *value = priority > 0 ? g_strdup_printf ("%d", CLAMP (priority, 1, 9)) : NULL;

  mt_change_set (change, "PRIORITY", value);

  return change;
}

/**
 * mt_task_change_comment:
 * @task: a task
 * @text: what to say
 * @now: Unix seconds
 * @error: return location
 *
 * Returns: (transfer full): the change; %NULL with %MT_TASK_CHANGE_ERROR_EMPTY
 */
MtChange *
mt_task_change_comment (const MtTask *task, const char *text, gint64 now, GError **error)
{
  MtChange *change = NULL;

  if (!mt_change_check_text (text, error))
    return NULL;
  change = new_change (task, FALSE, now);
  mt_change_add (change, "COMMENT", text);

  return change;
}

/**
 * mt_change_new_item: (skip)
 * @place: where it is to stand
 * @kind: of what kind it is
 * @now: Unix seconds
 *
 * Returns: (transfer full): the change that makes an item, in a file of its own where items have
 * one
 */
MtChange *
mt_change_new_item (const MtPlace *place, MtItemKind kind, gint64 now)
{
  g_autofree char *uid = g_uuid_string_random ();
  MtChange *change = mt_change_new (MT_CHANGE_CREATE, kind, place->path, uid);

  change->href = place->is_file ? g_strdup ("") : g_strconcat (uid, ".ics", NULL);
  change->at = now;

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
  MtChange *change = new_change (task, FALSE, now);

  change->kind = MT_CHANGE_DELETE;

  return change;
}
