/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * What the parts of MtCaldav share.
 */
#pragma once

#include "net/mt-dav.h"
#include "providers/collections/caldav/mt-caldav-mode.h"
#include "providers/collections/caldav/mt-caldav-names.h"
#include "providers/collections/caldav/mt-caldav.h"

G_BEGIN_DECLS

enum
{
  /* No item is larger (hostile input: one object <= 8 MiB). */
  MT_CALDAV_ITEM_MAX = 8 * 1024 * 1024,
};

struct _MtCaldav
{
  MtHttp *http;         /* owned */
  char *url;            /* owned: of the collection, with a slash at its end */
  MtCaldavNames *names; /* owned: its names, wherever it has moved to */
  char *twin;           /* owned, nullable: see mt_caldav_get_twin() */
};

/* An item that a server has told of. */
typedef struct
{
  char *name;   /* owned */
  char *href;   /* owned, nullable: as the server spells it, where that is not our way */
  char *etag;   /* owned, nullable */
  guint status; /* what an answer said about it: 0 nothing, 200 it came */
} MtCaldavEntry;

MtCaldavEntry *mt_caldav_entry_new (char *name, char *href, char *etag);
void mt_caldav_entry_free (MtCaldavEntry *self);

gboolean mt_caldav_follow (MtCaldav *self, const char *final_url);
gboolean mt_caldav_ask (MtCaldav *self,
                        const char *method,
                        const char *depth,
                        const char *body,
                        MtMultistatusFunc func,
                        gpointer data,
                        GCancellable *cancellable,
                        GError **error);
gboolean mt_caldav_check_change (MtCaldav *self,
                                 const MtRequest *request,
                                 const MtResponse *response,
                                 GBytes *sent,
                                 GCancellable *cancellable,
                                 GError **error);
gboolean mt_caldav_is_final (const GError *error);
gboolean mt_caldav_same_etag (const char *a, const char *b);

/* One sync under way. */
typedef struct
{
  MtCaldav *caldav;   /* unowned */
  MtCaldavMode *mode; /* unowned: learnt on the way */
  guint parallel;
  const MtSyncSink *sink; /* unowned */
  gpointer data;
  GCancellable *cancellable; /* unowned, nullable */
  const MtSyncMark *from;    /* unowned: what to go back to until all is there */
  gboolean again;            /* what was parked before is tried again */
  guint done;
  guint total;
} MtCaldavSync;

/* One answer that lists items. */
typedef struct
{
  MtCaldavSync *sync;
  GPtrArray *entries; /* owned, of MtCaldavEntry: what is there and is not at hand */
  GPtrArray *gone;    /* owned, of names */
  GHashTable *names;  /* owned, nullable: all names that are there, for full listings */
  guint n_changes;    /* that the answer spoke of */
  guint n_data;       /* that came with the item */
  guint own;          /* status of the collection itself; 0: it is not in the answer */
  gboolean cut;       /* there is more: 507 on the collection */
  char *ctag;         /* owned, nullable */
  char *token;        /* owned, nullable */
} MtCaldavListing;

MtCaldavListing *mt_caldav_listing_new (MtCaldavSync *sync, gboolean full);
void mt_caldav_listing_free (MtCaldavListing *self);
void mt_caldav_listing_reset (MtCaldavListing *self);
gboolean mt_caldav_listing_ask (MtCaldavListing *self,
                                const char *method,
                                const char *depth,
                                const char *body,
                                GError **error);
gboolean mt_caldav_listing_apply (MtCaldavListing *listing, gboolean *trusted, GError **error);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MtCaldavListing, mt_caldav_listing_free)

gboolean mt_caldav_sync_gone (MtCaldavSync *self, GPtrArray *gone, GError **error);
gboolean
mt_caldav_sync_page (MtCaldavSync *self, const char *token, const char *ctag, GError **error);
gboolean mt_caldav_fetch (MtCaldavSync *self, GPtrArray *entries, GError **error);

G_END_DECLS
