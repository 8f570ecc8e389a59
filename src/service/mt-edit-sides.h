/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtEditSides: a change that waits for the user, from both sides.
 */
#pragma once

#include "core/mt-due.h"
#include "core/mt-pending.h"
#include "core/mt-task.h"

G_BEGIN_DECLS

/* One item in three states. Of `task` and `post` one is there, the one that it is; both are NULL
 * where it is deleted, or was never there, or cannot be read. */
typedef struct
{
  MtTask *task; /* owned, nullable */
  MtPost *post; /* owned, nullable */
} MtEditSide;

typedef struct
{
  gint64 edit;    /* as MtPendingMark has it */
  guint64 serial; /* of what is shown here: an answer to something else is refused */
  MtPending state;
  char *why;         /* of a refused one: what the server said; nullable */
  gint64 created;    /* Unix seconds */
  char *url;         /* of the collection */
  MtEditSide before; /* what both sides started from */
  MtEditSide mine;
  MtEditSide theirs; /* what the server has now; only of a conflict */
} MtEditSides;

typedef enum
{
  MT_EDIT_KEEP_MINE,   /* of a conflict: what was changed here goes on top of theirs, field by field
                        */
  MT_EDIT_TAKE_THEIRS, /* of a conflict */
  MT_EDIT_RETRY,       /* of one that waits or was refused: send it once more, now */
  MT_EDIT_DROP,        /* let go of it: the item is as the server has it */
} MtEditAnswer;

void mt_edit_sides_free (MtEditSides *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MtEditSides, mt_edit_sides_free)

G_END_DECLS
