/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * What somebody posts, as a change of the journal. Pure functions; mt_session_apply_async() or
 * MtWriter makes the change.
 */
#pragma once

#include "core/mt-change.h"
#include "service/mt-snapshot.h"
#include "service/mt-task-change.h"

G_BEGIN_DECLS

/* What somebody writes at the end of a day. */
typedef struct
{
  MtDate day;
  const char *done;     /* nullable */
  const char *next;     /* nullable */
  const char *blocked;  /* nullable */
  const char *reply_to; /* UID of the post it answers, nullable */
} MtUpdateText;

/* The same, read back from a post. */
typedef struct
{
  char *done; /* never NULL, nor the others */
  char *next;
  char *blocked;
} MtUpdateParts;

MtChange *mt_update_change_new (const MtSnapshot *snapshot,
                                const MtPerson *author,
                                const MtUpdateText *text,
                                gint64 now,
                                GError **error);
MtChange *
mt_update_change_edit (const MtPost *post, const MtUpdateText *text, gint64 now, GError **error);
MtChange *mt_update_change_reply (const MtSnapshot *snapshot,
                                  const MtPerson *author,
                                  const MtPost *post,
                                  const char *text,
                                  gint64 now,
                                  GError **error);

MtUpdateParts *mt_update_parts_new (const MtPost *post);
MtUpdateParts *mt_update_parts_new_empty (void);
gboolean mt_update_parts_is_empty (const MtUpdateParts *self);
gboolean mt_update_parts_equal (const MtUpdateParts *a, const MtUpdateParts *b);
void mt_update_parts_free (MtUpdateParts *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MtUpdateParts, mt_update_parts_free)

G_END_DECLS
