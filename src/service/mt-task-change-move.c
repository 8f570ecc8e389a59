/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * A task moved to a column: the status and the categories with which it belongs there.
 */
#include "config.h"

#include "service/mt-task-change-private.h"

#include <glib/gi18n-lib.h>

#include "providers/items/mt-task-reader.h"

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
  change = mt_task_change_new (task, TRUE, now);
  set_status (change, task, status, now);
  set_categories (change, team, to);

  return change;
}
