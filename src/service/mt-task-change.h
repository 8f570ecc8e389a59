/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * What somebody wants of a task, as a change of its item. Pure functions; mt_session_apply_async()
 * or MtWriter makes the change.
 */
#pragma once

#include "core/mt-change.h"
#include "core/mt-task.h"
#include "service/mt-snapshot.h"

G_BEGIN_DECLS

typedef enum
{
  MT_TASK_CHANGE_ERROR_COLUMN,  /* nothing that can be written makes a task belong there */
  MT_TASK_CHANGE_ERROR_ADDRESS, /* the person has no e-mail address in the team file */
  MT_TASK_CHANGE_ERROR_PLACE,   /* the team has no board or journal that can be written to */
  MT_TASK_CHANGE_ERROR_EMPTY,   /* there is nothing to say */
  MT_TASK_CHANGE_ERROR_GONE,    /* it is not, or not as it was read, any more */
  MT_TASK_CHANGE_ERROR_DUE,     /* no date or no time */
} MtTaskChangeError;

#define MT_TASK_CHANGE_ERROR (mt_task_change_error_quark ())
GQuark mt_task_change_error_quark (void);

MtChange *mt_task_change_move (const MtTeam *team,
                               const MtTask *task,
                               guint column,
                               gint64 now,
                               GError **error);
MtChange *mt_task_change_assign (const MtTeam *team,
                                 const MtTask *task,
                                 const MtPerson *person,
                                 gint64 now,
                                 GError **error);
MtChange *mt_task_change_title (const MtTask *task, const char *title, gint64 now, GError **error);
MtChange *mt_task_change_notes (const MtTask *task, const char *notes, gint64 now);
MtChange *mt_task_change_due (const MtTask *task, MtTime due, gint64 now);
MtChange *mt_task_change_label (const MtTask *task, const char *label, gboolean on, gint64 now);
MtChange *mt_task_change_blocked (const MtTask *task, gboolean blocked, gint64 now);
MtChange *mt_task_change_priority (const MtTask *task, gint priority, gint64 now);
MtChange *mt_task_change_comment (const MtTask *task,
                                  const MtPerson *author,
                                  const char *text,
                                  gint64 now,
                                  GError **error);
MtChange *mt_task_change_create (const MtSnapshot *snapshot,
                                 const char *title,
                                 guint column,
                                 gint64 now,
                                 GError **error);
MtChange *mt_task_change_delete (const MtTask *task, gint64 now);

G_END_DECLS
