/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * The insides of MtSource, for the files that are its parts.
 */
#pragma once

#include "service/mt-source.h"
#include "store/mt-item-cursor.h"

G_BEGIN_DECLS

void mt_source_fail (MtSource *self, GPtrArray *problems, const char *message);
gboolean mt_source_has_error (const GPtrArray *problems, guint from);

/* mt-source-stored.c */
void mt_source_look_up_stored (MtSource *self, MtItemStore *items, GPtrArray *problems);
GPtrArray *mt_source_take_stored (MtSource *self, MtItemCursor *cursor, GError **error);

/* mt-source-portions.c: the resources of a source, so many bytes at a time */
typedef struct _MtSourcePortions MtSourcePortions;

MtSourcePortions *mt_source_portions_new (MtSource *source);
void mt_source_portions_free (MtSourcePortions *self);
GPtrArray *mt_source_portions_next (MtSourcePortions *self, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MtSourcePortions, mt_source_portions_free)

G_END_DECLS
