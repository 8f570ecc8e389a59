/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtWriter: makes changes of items where they stand. A change of what this writer has changed
 * itself since it was read is no conflict.
 */
#pragma once

#include "providers/collections/mt-folder-change.h"
#include "zone/mt-tzdata.h"

G_BEGIN_DECLS

typedef struct _MtWriter MtWriter;

MtWriter *mt_writer_new (MtTzdata *tzdata);
void mt_writer_free (MtWriter *self);
gboolean mt_writer_apply (MtWriter *self, MtChange *change, MtChange **undo, GError **error);
void mt_writer_apply_async (MtWriter *self,
                            MtChange *change,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data);
gboolean mt_writer_apply_finish (GAsyncResult *result, MtChange **undo, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MtWriter, mt_writer_free)

G_END_DECLS
