/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * A change under way: what changes of items and of the team file share.
 */
#pragma once

#include "service/mt-task-edit.h"
#include "ui/mt-apply.h"
#include "ui/mt-window.h"

G_BEGIN_DECLS

typedef enum
{
  MT_APPLY_DO,
  MT_APPLY_UNDO,
  MT_APPLY_REDO,
} MtApplyWay;

/* A change under way. */
typedef struct
{
  MtApplyWay way;
  GWeakRef window;    /* MtWindow: where it is said; it may be closed meanwhile */
  MtSession *session; /* owned */
  char *text;         /* what is done */
  GTask *task;        /* owned, nullable: who wants to know */

  /* Changes of items, not of the team file. */
  GPtrArray *changes; /* owned, nullable (element-type MtChange): in order */
  guint n_done;       /* of them */
  MtChange *undo;     /* owned, nullable: what takes all that is done back */
  MtTaskEdit *read;   /* owned, nullable: what the task said before */
  gboolean is_stale;  /* it was asked for on top of what the session does not show any more */
  guint n_tries;
} MtApply;

/* mt-apply.c */
MtApply *mt_apply_new (MtApplyWay way, MtWindow *window, MtSession *session, const char *text);
void mt_apply_free (MtApply *self);
GCancellable *mt_apply_dup_cancellable (MtWindow *window);
void mt_apply_say_done (MtApply *self, MtStep *step);
void mt_apply_fail (MtApply *self, GError *error);

/* mt-apply-items.c */
void mt_apply_start_changes (MtApply *self, const GPtrArray *changes);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MtApply, mt_apply_free)

G_END_DECLS
