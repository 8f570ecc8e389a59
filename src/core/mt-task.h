/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtTask: one card of the board, from whatever tool.
 */
#pragma once

#include "core/mt-team.h"
#include "core/mt-item.h"
#include "core/mt-pending.h"

G_BEGIN_DECLS

struct _MtTask
{
  char *id;     /* UID */
  char *title;  /* never NULL */
  char *notes;  /* nullable */
  guint column; /* index into the team's columns */
  MtStatus status;
  char *assignee;         /* person id, nullable */
  char *assignee_address; /* as written, nullable */
  char *organizer;        /* person id of who ordered it, nullable */
  char **asked;           /* person ids of the other attendees who have not refused; never NULL */
  MtTime due;             /* date, instant or floating: read in the assignee's zone */
  gint64 changed;         /* instant of the last change, G_MININT64 unknown */
  gint64 created;         /* instant, G_MININT64 unknown */
  gint64 completed;       /* instant, G_MININT64 */
  gint priority;          /* 0 undefined, 1..9 */
  guint rank;       /* by title among the tasks of its reading, in the language of the reader */
  gboolean urgent;  /* CATEGORIES URGENT, or PRIORITY 1 */
  gboolean blocked; /* CATEGORIES BLOCKED */
  char **labels;    /* the other categories; never NULL */
  char *url;        /* nullable, checked: http, https or mailto */
  char *file;       /* nullable */

  /* for changing it */
  char *collection; /* path or URL of where it stands, nullable */
  char *href;       /* of its file within that, nullable */
  char *tag;        /* of the bytes it was read from, nullable */
  gboolean recurs;
  MtTime recurrence_id; /* of a recurring one: the instance that is shown */
  gboolean is_override; /* that instance has a component of its own */
  char **categories;    /* all of them, as written; never NULL */
  char **attendees;     /* addresses, as written; never NULL */
  char **comments;      /* never NULL */
  char **commenters;    /* who said each of them, as they are called; "" not known; never NULL */
  MtPendingMark pending;
};

MtTask *mt_task_new (const char *id, const char *title);
void mt_task_free (MtTask *self);
void mt_task_rank (const GPtrArray *tasks);
gboolean mt_task_due_instant (const MtTask *self,
                              const MtPerson *assignee,
                              const MtPerson *viewer,
                              gint64 *due);
gboolean mt_task_is_overdue (const MtTask *self,
                             const MtPerson *assignee,
                             const MtPerson *viewer,
                             gint64 now);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MtTask, mt_task_free)

G_END_DECLS
