/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * The sample team in a temporary folder that goes when the program does.
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef struct _MtSample MtSample;

MtSample *mt_sample_new (void);
void mt_sample_free (MtSample *self);
void mt_sample_create_async (MtSample *self,
                             gint64 now,
                             GAsyncReadyCallback callback,
                             gpointer user_data);
char *mt_sample_create_finish (MtSample *self, GAsyncResult *result, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MtSample, mt_sample_free)

G_END_DECLS
