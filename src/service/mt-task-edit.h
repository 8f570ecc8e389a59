/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtTaskEdit: what a task says, apart from its item, so that somebody can change it: what was read,
 * what is wanted, and what stands there meanwhile are compared field by field.
 */
#pragma once

#include "core/mt-change.h"
#include "core/mt-task.h"
#include "service/mt-format.h"
#include "service/mt-snapshot.h"

G_BEGIN_DECLS

/* What of a task can be changed, in the order in which it is shown. */
typedef enum
{
  MT_TASK_TITLE,
  MT_TASK_COLUMN,
  MT_TASK_ASSIGNEE,
  MT_TASK_DUE,
  MT_TASK_PRIORITY,
  MT_TASK_BLOCKED,
  MT_TASK_LABELS,
  MT_TASK_NOTES,
  MT_TASK_N_FIELDS,
} MtTaskField;

typedef struct
{
  char *title;    /* never NULL */
  guint column;   /* index into the team's columns */
  char *assignee; /* person id, nullable */
  MtTime due;
  gint priority; /* 0 none, 1..9 */
  gboolean blocked;
  char **labels; /* never NULL */
  char *notes;   /* never NULL */
} MtTaskEdit;

MtTaskEdit *mt_task_edit_new (const MtTask *task);
MtTaskEdit *
mt_task_edit_new_changed (const MtTeam *team, const MtTask *task, const MtChange *change);
MtTaskEdit *mt_task_edit_copy (const MtTaskEdit *self);
void mt_task_edit_free (MtTaskEdit *self);
gboolean mt_task_edit_differs (const MtTaskEdit *self, const MtTaskEdit *other, MtTaskField field);
gboolean mt_task_edit_equal (const MtTaskEdit *self, const MtTaskEdit *other);
void mt_task_edit_take_over (MtTaskEdit *self, const MtTaskEdit *other, MtTaskField field);
GPtrArray *mt_task_edit_to_changes (const MtTaskEdit *self,
                                    const MtTaskEdit *read,
                                    const MtTeam *team,
                                    const MtTask *task,
                                    gint64 now,
                                    GError **error);
MtChange *mt_task_edit_create (const MtTaskEdit *self,
                               const MtSnapshot *snapshot,
                               gint64 now,
                               GError **error);
MtChange *mt_task_edit_rebase (const MtChange *change, const MtTeam *team, const MtTask *task);

const char *mt_task_field_name (MtTaskField field);
char *mt_task_edit_dup_text (const MtTaskEdit *self,
                             MtTaskField field,
                             const MtTeam *team,
                             MtFormat *format,
                             MtZone *viewer_zone);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MtTaskEdit, mt_task_edit_free)

G_END_DECLS
