/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtCaldav: the items of one CalDAV collection, by whatever its server can do. It keeps nothing but
 * what it has learnt about the server: what is known is told to it, what it finds goes into a sink.
 *
 * A *name* is the decoded path of an item below its collection ("a b.ics"), see mt-url.h.
 */
#pragma once

#include "net/mt-http.h"

G_BEGIN_DECLS

/* Where the last sync ended. All may be NULL. */
typedef struct
{
  char *token; /* of sync-collection */
  char *ctag;  /* of servers that have no tokens */
  char *mode;  /* what works there: opaque */
} MtSyncMark;

/* Where a sync puts what it finds. All calls come on the thread of mt_caldav_sync(); a function
 * that returns FALSE with an error ends the sync with that error. */
typedef struct
{
  /* (transfer full): name -> ETag of all that the caller has; asked at most once, for full
   * listings. An empty table or NULL: nothing yet. */
  GHashTable *(*known) (gpointer data);
  /* nullable: (transfer full) (nullable): the ETag of one item that the caller has */
  char *(*known_etag) (const char *name, gpointer data);
  /* A new or changed item. Its bytes may be what the caller has already: then nothing has changed.
   */
  gboolean (
      *item) (const char *name, const char *etag, GBytes *bytes, gpointer data, GError **error);
  /* It is no longer there; may name what the caller never had. */
  gboolean (*gone) (const char *name, gpointer data, GError **error);
  /* It is there and cannot be had; @why in words. The rest goes on. @etag is NULL if another try
   * may succeed, see unfetched(); else it is of no use before the ETag is another one. */
  gboolean (
      *parked) (const char *name, const char *etag, const char *why, gpointer data, GError **error);
  /* All that came before may be committed together with @mark. @total: 0 if unknown. */
  gboolean (*page) (const MtSyncMark *mark, guint done, guint total, gpointer data, GError **error);
  /* nullable: (transfer full) (element-type utf8) (nullable): names of what was parked without an
   * ETag: tried again even where nothing has changed */
  GPtrArray *(*unfetched) (gpointer data);
} MtSyncSink;

typedef struct _MtCaldav MtCaldav;

MtCaldav *mt_caldav_new (MtHttp *http, const char *collection_url);
void mt_caldav_free (MtCaldav *self);

gboolean mt_caldav_sync (MtCaldav *self,
                         const MtSyncMark *from,
                         gboolean full,
                         guint parallel,
                         const MtSyncSink *sink,
                         gpointer data,
                         GCancellable *cancellable,
                         GError **error);

gboolean mt_caldav_get (MtCaldav *self,
                        const char *name,
                        GBytes **bytes,
                        char **etag,
                        GCancellable *cancellable,
                        GError **error);
gboolean mt_caldav_put (MtCaldav *self,
                        const char *name,
                        GBytes *bytes,
                        const char *if_match,
                        char **etag,
                        GCancellable *cancellable,
                        GError **error);
gboolean mt_caldav_replace (MtCaldav *self,
                            const char *name,
                            GBytes *before,
                            const char *if_match,
                            GBytes *after,
                            char **etag,
                            GCancellable *cancellable,
                            GError **error);
gboolean mt_caldav_remove (MtCaldav *self,
                           const char *name,
                           const char *if_match,
                           gboolean *gone,
                           GCancellable *cancellable,
                           GError **error);
const char *mt_caldav_get_twin (MtCaldav *self);
gboolean mt_caldav_answers (MtCaldav *self, GCancellable *cancellable, GError **error);

void mt_sync_mark_clear (MtSyncMark *mark);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (MtSyncMark, mt_sync_mark_clear)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MtCaldav, mt_caldav_free)

G_END_DECLS
