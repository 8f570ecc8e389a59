/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtDraftFolder: where the drafts of one person in one team lie: a file a draft, readable by its
 * owner alone. It never changes, so any thread may use it; what reads and writes files blocks.
 */
#pragma once

#include "service/mt-update-change.h"

G_BEGIN_DECLS

typedef struct
{
  MtUpdateParts *parts; /* owned; empty: it is gone, and its file has to go */
  gint64 saved;         /* Unix seconds */
  gboolean dirty;       /* not handed over to be written yet */
} MtDraft;

MtDraft *mt_draft_new (MtUpdateParts *parts, gint64 saved);
void mt_draft_free (MtDraft *draft);

typedef struct _MtDraftFolder MtDraftFolder;

MtDraftFolder *mt_draft_folder_new (const char *path, const char *team_path, const char *me);
MtDraftFolder *mt_draft_folder_ref (MtDraftFolder *self);
void mt_draft_folder_unref (MtDraftFolder *self);

char *mt_draft_folder_dup_path (const MtDraftFolder *self, const char *key);
char *mt_draft_folder_describe (const MtDraftFolder *self, const char *key, const MtDraft *draft);
GHashTable *mt_draft_folder_read (const MtDraftFolder *self); /* key -> MtDraft */
gboolean mt_draft_folder_put (const char *path, const char *text, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MtDraftFolder, mt_draft_folder_unref)

G_END_DECLS
