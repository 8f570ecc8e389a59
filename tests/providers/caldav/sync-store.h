/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * SyncStore: what a sync found, in memory. Only whole pages count, as in the real store.
 */
#pragma once

#include "providers/collections/caldav/mt-caldav.h"

G_BEGIN_DECLS

typedef struct
{
  char *etag;
  GBytes *bytes; /* NULL: parked */
  char *why;
} SyncItem;

typedef struct
{
  GHashTable *items;   /* name -> SyncItem, as committed */
  GHashTable *pending; /* name -> SyncItem; NULL: gone */
  MtSyncMark mark;
  guint n_items; /* calls since the last sync began */
  guint n_same;  /* of them: with bytes that were there already */
  guint n_gone;  /* calls for what was there */
  guint n_pages;
  guint n_known;
  guint total;
  int fail_at; /* the item call that fails; -1 none */
} SyncStore;

SyncStore *sync_store_new (void);
void sync_store_free (SyncStore *self);
gboolean sync_store_sync (SyncStore *self,
                          MtHttp *http,
                          const char *url,
                          gboolean full,
                          guint parallel,
                          GError **error);
void sync_store_forget_mark (SyncStore *self);
const SyncItem *sync_store_get (SyncStore *self, const char *name);
void sync_store_put (SyncStore *self, const char *name, const char *etag, GBytes *bytes);
char *sync_store_describe (SyncStore *self);
char *sync_store_describe_server (GHashTable *list);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SyncStore, sync_store_free)

G_END_DECLS
