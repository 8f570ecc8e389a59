/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtHistory: what was changed in a window and can be taken back, and what was taken back.
 */
#pragma once

#include "service/mt-session.h"

G_BEGIN_DECLS

/* One change that was made: an item or the team file. */
typedef struct
{
  MtSession *session; /* owned: where it was made */
  MtChange *change;   /* owned, nullable: what takes a change of an item back */
  MtTeamUndo *team;   /* owned, nullable: what takes a change of the team file back */
  GPtrArray *places;  /* owned, nullable (element-type MtCity): places of the user, as they were */
  char *text;         /* what was done: "Moved “Title” to Doing" */
} MtStep;

MtStep *mt_step_new (MtSession *session, const char *text);
void mt_step_free (MtStep *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MtStep, mt_step_free)

typedef struct _MtHistory MtHistory;

MtHistory *mt_history_new (void);
void mt_history_free (MtHistory *self);
void mt_history_add_done (MtHistory *self, MtStep *step);
void mt_history_add_undone (MtHistory *self, MtStep *step);
void mt_history_add_redone (MtHistory *self, MtStep *step);
MtStep *mt_history_take_done (MtHistory *self);
MtStep *mt_history_take_undone (MtHistory *self);
void mt_history_clear (MtHistory *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MtHistory, mt_history_free)

G_END_DECLS
