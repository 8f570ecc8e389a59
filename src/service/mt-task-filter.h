/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtTaskFilter: which cards of the board are shown: the predicate that the filters of a view wrap
 * and that commands call.
 */
#pragma once

#include "core/mt-task.h"

G_BEGIN_DECLS

typedef enum
{
  MT_TASK_FILTER_MINE = 1 << 0,
  MT_TASK_FILTER_WAITING = 1 << 1, /* for me: mt_task_waits_for() */
  MT_TASK_FILTER_BLOCKED = 1 << 2,
  MT_TASK_FILTER_OVERDUE = 1 << 3,
  MT_TASK_FILTER_URGENT = 1 << 4,
} MtTaskFilterFlags;

#define MT_TASK_FILTER_ALL_FLAGS 0x1f

typedef struct
{
  MtTaskFilterFlags flags;
  char *person; /* id; "" for what nobody has; NULL: no such filter */
  char *label;  /* as written; NULL: no such filter */
  char *text;   /* as typed; NULL: no such filter */

  /* private */
  char *folded_label;
  char *folded_text;
} MtTaskFilter;

MtTaskFilter *mt_task_filter_new (void);
MtTaskFilter *mt_task_filter_new_from_strv (const char *const *words);
void mt_task_filter_free (MtTaskFilter *self);
void mt_task_filter_clear (MtTaskFilter *self);
char **mt_task_filter_to_strv (const MtTaskFilter *self);
gboolean mt_task_filter_is_empty (const MtTaskFilter *self);
gboolean mt_task_filter_set_person (MtTaskFilter *self, const char *id);
gboolean mt_task_filter_set_label (MtTaskFilter *self, const char *label);
gboolean mt_task_filter_set_text (MtTaskFilter *self, const char *text);
gboolean mt_task_filter_match (const MtTaskFilter *self,
                               const MtTask *task,
                               const MtTeam *team,
                               const MtPerson *me,
                               gint64 now,
                               const char *haystack);

char *mt_task_haystack (const MtTask *task, const MtTeam *team);
gboolean mt_task_waits_for (const MtTask *task, const MtTeam *team, const MtPerson *person);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MtTaskFilter, mt_task_filter_free)

G_END_DECLS
