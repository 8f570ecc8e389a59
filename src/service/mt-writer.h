/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtWriter: makes changes of items where they stand: of files at once, of what is on a server in
 * the outbox. A change of what this writer has changed itself since it was read is no conflict.
 */
#pragma once

#include "core/mt-team.h"
#include "providers/collections/mt-folder-change.h"
#include "service/mt-edit-sides.h"
#include "zone/mt-tzdata.h"

G_BEGIN_DECLS

typedef struct _MtWriter MtWriter;

MtWriter *mt_writer_new (MtTzdata *tzdata);
MtWriter *mt_writer_ref (MtWriter *self);
void mt_writer_free (MtWriter *self);
gboolean mt_writer_apply (MtWriter *self, MtChange *change, MtChange **undo, GError **error);
void mt_writer_apply_async (MtWriter *self,
                            MtChange *change,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data);
gboolean mt_writer_apply_finish (GAsyncResult *result, MtChange **undo, GError **error);

/* Edits that wait to be sent, or for the user. Blocking; any thread. */
GArray *mt_writer_list_edits (MtWriter *self);
MtEditSides *mt_writer_look_at_edit (MtWriter *self,
                                     gint64 edit,
                                     const MtTeam *team,
                                     gint64 now,
                                     GError **error);
gboolean mt_writer_answer_edit (MtWriter *self,
                                gint64 edit,
                                guint64 serial,
                                MtEditAnswer answer,
                                GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MtWriter, mt_writer_free)

G_END_DECLS
