/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtTask: one card of the board, and when it is overdue.
 */
#include "config.h"

#include "core/mt-task.h"

#include <string.h>

#include "core/mt-day.h"

/**
 * mt_task_new:
 * @id: UID of the item
 * @title: title
 *
 * Makes a task in the first column. Its other fields are filled in by whoever reads the item.
 *
 * Returns: (transfer full): the task
 */
MtTask *
mt_task_new (const char *id, const char *title)
{
  g_return_val_if_fail (id != NULL && title != NULL, NULL);

  MtTask *self = g_new0 (MtTask, 1);
  self->id = g_strdup (id);
  self->title = g_strdup (title);
  self->changed = G_MININT64;
  self->created = G_MININT64;
  self->completed = G_MININT64;
  self->asked = g_new0 (char *, 1);
  self->labels = g_new0 (char *, 1);
  self->categories = g_new0 (char *, 1);
  self->attendees = g_new0 (char *, 1);
  self->comments = g_new0 (char *, 1);
  self->commenters = g_new0 (char *, 1);
  return self;
}

/**
 * mt_task_free:
 * @self: (transfer full) (nullable): a task
 *
 * Frees a task.
 */
void
mt_task_free (MtTask *self)
{
  if (self == NULL)
    return;
  g_free (self->id);
  g_free (self->title);
  g_free (self->notes);
  g_free (self->assignee);
  g_free (self->assignee_address);
  g_free (self->organizer);
  g_strfreev (self->asked);
  g_strfreev (self->labels);
  g_free (self->url);
  g_free (self->file);
  g_free (self->collection);
  g_free (self->href);
  g_free (self->tag);
  g_free (self->pending.why);
  g_strfreev (self->categories);
  g_strfreev (self->attendees);
  g_strfreev (self->comments);
  g_strfreev (self->commenters);
  g_free (self);
}

typedef struct
{
  MtTask *task; /* unowned */
  char *key;    /* owned */
} Title;

static void
clear_title (gpointer title)
{
  g_free (((Title *) title)->key);
}

static gint
compare_titles (gconstpointer a, gconstpointer b)
{
  return strcmp (((const Title *) a)->key, ((const Title *) b)->key);
}

/**
 * mt_task_rank:
 * @tasks: (element-type MtTask): what was read together
 *
 * Gives each its rank by title, so that sorting thousands by title compares numbers. Titles that
 * are alike share a rank. Any thread.
 */
void
mt_task_rank (const GPtrArray *tasks)
{
  g_autoptr (GArray) titles = g_array_sized_new (FALSE, FALSE, sizeof (Title), tasks->len);
  guint rank = 0;

  g_array_set_clear_func (titles, clear_title);
  for (guint i = 0; i < tasks->len; i++)
    {
      MtTask *task = g_ptr_array_index (tasks, i);
      const Title title = { task, g_utf8_collate_key (task->title, -1) };

      g_array_append_val (titles, title);
    }
  g_array_sort (titles, compare_titles);
  for (guint i = 0; i < titles->len; i++)
    {
      const Title *title = &g_array_index (titles, Title, i);

      rank += i > 0 && compare_titles (title - 1, title) != 0;
      title->task->rank = rank;
    }
}

/* RFC 5545 3.3.5: a floating time is the same wall time wherever its reader is. */
static gint64
floating_instant (gint64 wall_s, const MtPerson *reader)
{
  if (reader == NULL)
    return wall_s;
  MtZone *zone = mt_person_zone_on (reader, mt_date_of_wall (wall_s));
  return mt_zone_to_instant (zone, wall_s, MT_FOLD_FIRST);
}

static gint64
date_end (MtDate date, const MtPerson *reader)
{
  return reader != NULL ? mt_day_span (reader, date).end : mt_date_to_wall (date + 1);
}

/**
 * mt_task_due_instant:
 * @self: a task
 * @assignee: (nullable): whose task it is
 * @viewer: (nullable): who looks at it
 * @due: (out): Unix seconds
 *
 * Tells until when a task is to be done. Dates and floating times are read in the zone of
 * @assignee, of @viewer where nobody is assigned, else in UTC. A due date is due at its end.
 *
 * Returns: whether the task has a due time
 */
gboolean
mt_task_due_instant (const MtTask *self,
                     const MtPerson *assignee,
                     const MtPerson *viewer,
                     gint64 *due)
{
  const MtPerson *reader = assignee != NULL ? assignee : viewer;

  g_return_val_if_fail (self != NULL && due != NULL, FALSE);

  switch (self->due.kind)
    {
    case MT_TIME_INSTANT:
      *due = self->due.value;
      return TRUE;
    case MT_TIME_FLOATING:
      *due = floating_instant (self->due.value, reader);
      return TRUE;
    case MT_TIME_DATE:
      *due = date_end ((MtDate) self->due.value, reader);
      return TRUE;
    case MT_TIME_NONE:
    default:
      return FALSE;
    }
}

/* A STATUS says more than a COMPLETED that was left behind when somebody opened the task again. */
static gboolean
is_closed (const MtTask *self)
{
  return self->status == MT_STATUS_COMPLETED || self->status == MT_STATUS_CANCELLED ||
         (self->status == MT_STATUS_NONE && self->completed != G_MININT64);
}

/**
 * mt_task_is_overdue:
 * @self: a task
 * @assignee: (nullable): whose task it is
 * @viewer: (nullable): who looks at it
 * @now: Unix seconds
 *
 * Tells whether the due time has come and the task is neither done nor cancelled.
 *
 * Returns: whether it is overdue
 */
gboolean
mt_task_is_overdue (const MtTask *self,
                    const MtPerson *assignee,
                    const MtPerson *viewer,
                    gint64 now)
{
  gint64 due;

  g_return_val_if_fail (self != NULL, FALSE);

  if (is_closed (self))
    return FALSE;
  return mt_task_due_instant (self, assignee, viewer, &due) && now >= due;
}
