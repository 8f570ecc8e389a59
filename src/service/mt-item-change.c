/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * What changes of tasks and of posts have in common: new items, and what nobody can want.
 */
#include "config.h"

#include "service/mt-task-change-private.h"

#include <glib/gi18n-lib.h>

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
