/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * What changes of tasks and of posts begin with, and what nobody can want.
 */
#include "config.h"

#include "service/mt-task-change-private.h"

#include <glib/gi18n-lib.h>

G_DEFINE_QUARK (mt - task - change - error - quark, mt_task_change_error)

/**
 * mt_task_change_new: (skip)
 * @task: a task
 * @of_instance: whether, of a series, it is about the instance that is shown alone
 * @now: Unix seconds
 *
 * A change of one instance of a series leaves the series alone; any other is one of all of it,
 * unless the instance that is shown has a component of its own.
 *
 * Returns: (transfer full): a change of the task, with nothing in it yet
 */
MtChange *
mt_task_change_new (const MtTask *task, gboolean of_instance, gint64 now)
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
