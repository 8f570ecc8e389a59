/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtItemCursor: the items of a collection as they are to be shown, so many bytes at a time: a
 * calendar may be larger than the memory.
 */
#pragma once

#include "store/mt-item-store.h"

G_BEGIN_DECLS

#define MT_ITEM_PORTION (4 * 1024 * 1024) /* bytes: most collections are one */

typedef struct _MtItemCursor MtItemCursor;

MtItemCursor *mt_item_cursor_new (MtItemStore *store, const char *url, gsize portion);
void mt_item_cursor_free (MtItemCursor *self);
GPtrArray *mt_item_cursor_next (MtItemCursor *self, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MtItemCursor, mt_item_cursor_free)

G_END_DECLS
