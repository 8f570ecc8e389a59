/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtSyncLock: the role of the one process that syncs, held as a lock on a file beside the database.
 * The kernel takes it back from a process that dies.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _MtSyncLock MtSyncLock;

MtSyncLock *mt_sync_lock_take (const char *directory, GError **error);
void mt_sync_lock_free (MtSyncLock *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MtSyncLock, mt_sync_lock_free)

G_END_DECLS
