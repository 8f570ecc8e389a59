/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * change-task TEAM AT [--undo] HOW [UID] [VALUE]: a change of a task that the window can make and
 * meantimectl cannot, for tests; with --undo it is taken back at once.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/mt-date.h"
#include "service/mt-loader.h"
#include "service/mt-task-change.h"
#include "service/mt-writer.h"

static const MtTask *
find_task (const MtSnapshot *snapshot, const char *uid)
{
  for (guint i = 0; i < snapshot->tasks->len; i++)
    {
      const MtTask *task = g_ptr_array_index (snapshot->tasks, i);

      if (g_str_equal (task->id, uid))
        return task;
    }
  g_printerr ("change-task: no task %s\n", uid);
  exit (1);
}

static MtChange *
change_due (const MtTask *task, const char *value, gint64 now)
{
  MtTime due = { MT_TIME_NONE, 0 };
  MtDate date;

  if (mt_date_parse (value, &date))
    due = (MtTime){ MT_TIME_DATE, date };
  else if (*value)
    due = (MtTime){ MT_TIME_INSTANT, g_ascii_strtoll (value, NULL, 10) };
  return mt_task_change_due (task, due, now);
}

static MtChange *
make_change (const MtSnapshot *snapshot,
             const char *how,
             char **arguments,
             gint64 now,
             GError **error)
{
  const char *uid = arguments[0];
  const char *value = uid != NULL && arguments[1] != NULL ? arguments[1] : "";

  if (strcmp (how, "create") == 0)
    return mt_task_change_create (snapshot, uid, 0, now, error);
  if (strcmp (how, "delete") == 0)
    return mt_task_change_delete (find_task (snapshot, uid), now);
  if (strcmp (how, "title") == 0)
    return mt_task_change_title (find_task (snapshot, uid), value, now, error);
  if (strcmp (how, "notes") == 0)
    return mt_task_change_notes (find_task (snapshot, uid), value, now);
  if (strcmp (how, "due") == 0)
    return change_due (find_task (snapshot, uid), value, now);
  if (strcmp (how, "label") == 0)
    return mt_task_change_label (find_task (snapshot, uid), value, TRUE, now);
  if (strcmp (how, "unlabel") == 0)
    return mt_task_change_label (find_task (snapshot, uid), value, FALSE, now);
  if (strcmp (how, "block") == 0)
    return mt_task_change_blocked (find_task (snapshot, uid), TRUE, now);
  if (strcmp (how, "priority") == 0)
    return mt_task_change_priority (find_task (snapshot, uid), atoi (value), now);
  g_printerr ("change-task: %s: unknown\n", how);
  exit (2);
}

static MtSnapshot *
load (MtTzdata *tzdata, const char *team, gint64 now, GError **error)
{
  g_autoptr (MtLoader) loader = mt_loader_new (tzdata);
  g_autoptr (GPtrArray) problems =
      g_ptr_array_new_with_free_func ((GDestroyNotify) mt_problem_free);

  return mt_loader_load (loader, team, mt_loader_window (now), MT_LOAD_BOARD | MT_LOAD_NO_STORE,
                         now, problems, NULL, error);
}

int
main (int argc, char **argv)
{
  const gboolean undoes = argc > 3 && strcmp (argv[3], "--undo") == 0;
  char **rest = argv + (undoes ? 4 : 3);
  const gint64 now = argc > 4 ? g_ascii_strtoll (argv[2], NULL, 10) : 0;
  g_autoptr (MtTzdata) tzdata = mt_tzdata_new (NULL);
  g_autoptr (MtWriter) writer = mt_writer_new (tzdata);
  g_autoptr (MtSnapshot) snapshot = NULL;
  g_autoptr (MtChange) change = NULL;
  g_autoptr (MtChange) undo = NULL;
  g_autoptr (GError) error = NULL;

  if (argc < 5)
    return 2;
  snapshot = load (tzdata, argv[1], now, &error);
  if (snapshot != NULL)
    change = make_change (snapshot, rest[0], rest + 1, now, &error);
  if (change == NULL || !mt_writer_apply (writer, change, &undo, &error) ||
      (undoes && !mt_writer_apply (writer, undo, NULL, &error)))
    {
      g_printerr ("change-task: %s\n", error->message);
      return 1;
    }
  return 0;
}
