/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtPictures: the pictures of a team, decoded once.
 */
#pragma once

#include "service/mt-picture.h"
#include "service/mt-snapshot.h"

G_BEGIN_DECLS

typedef struct _MtPictures MtPictures;

MtPictures *mt_pictures_new (void);
MtPictures *mt_pictures_ref (MtPictures *self);
void mt_pictures_unref (MtPictures *self);
void mt_pictures_read_async (MtPictures *self,
                             MtSnapshot *snapshot,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data);
GPtrArray *mt_pictures_read_finish (GAsyncResult *result, GPtrArray **problems, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MtPictures, mt_pictures_unref)

G_END_DECLS
