/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtDraftStore: what somebody has begun to write and not posted, kept in files as they type: a
 * crash takes a moment's typing at most. Main thread only; files are read and written off it.
 */
#pragma once

#include <gio/gio.h>
#include "service/mt-update-change.h"

G_BEGIN_DECLS

#define MT_TYPE_DRAFT_STORE (mt_draft_store_get_type ())
G_DECLARE_FINAL_TYPE (MtDraftStore, mt_draft_store, MT, DRAFT_STORE, GObject)

/* Signals: changed (): drafts came or went; failed (string): one cannot be kept, and why. */
MtDraftStore *mt_draft_store_new (const char *folder, const char *team_path, const char *me);
gboolean mt_draft_store_is_loaded (MtDraftStore *self);
const MtUpdateParts *mt_draft_store_get (MtDraftStore *self, const char *key, gint64 *saved);
void
mt_draft_store_set (MtDraftStore *self, const char *key, const MtUpdateParts *parts, gint64 now);
void mt_draft_store_flush (MtDraftStore *self);
char **mt_draft_store_dup_keys (MtDraftStore *self, const char *prefix);

/* What drafts are called. */
char *mt_draft_key_of_update (MtDate day);
gboolean mt_draft_key_read_update (const char *key, MtDate *day);
char *mt_draft_key_of_edit (const char *uid);
char *mt_draft_key_of_reply (const char *uid);
#define MT_DRAFT_UPDATES "update-" /* prefix */

G_END_DECLS
