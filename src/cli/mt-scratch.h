/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtScratch: a temporary folder with the sample team, gone when the program ends, by a signal too.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _MtScratch MtScratch;

MtScratch *mt_scratch_new (gint64 now, GError **error);
void mt_scratch_free (MtScratch *self);
const char *mt_scratch_get_team_path (const MtScratch *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MtScratch, mt_scratch_free)

G_END_DECLS
