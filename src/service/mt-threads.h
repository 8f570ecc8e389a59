/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtThreads: which posts of a journal answer which.
 */
#pragma once

#include "service/mt-snapshot.h"

G_BEGIN_DECLS

typedef struct _MtThreads MtThreads;

MtThreads *mt_threads_new (const MtSnapshot *snapshot);
void mt_threads_free (MtThreads *self);
const MtPost *mt_threads_find (const MtThreads *self, const char *uid);
const MtPost *mt_threads_root_of (const MtThreads *self, const MtPost *post);
const GPtrArray *mt_threads_replies_of (const MtThreads *self, const MtPost *root);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MtThreads, mt_threads_free)

G_END_DECLS
