/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * What the parts of mt_caldav_fetch() share: one item alone, many in one request, all of a list.
 */
#pragma once

#include "providers/collections/caldav/mt-caldav-queue.h"

G_BEGIN_DECLS

/* One list while it is fetched. What stands below `lock` is under it. */
typedef struct
{
  MtCaldavSync *sync;   /* unowned */
  GPtrArray *entries;   /* unowned, of MtCaldavEntry */
  MtCaldavQueue *queue; /* owned */

  GMutex lock;
  guint next;    /* the first entry of the next batch */
  gboolean slow; /* the server did not answer in time */
  guint64 n_bytes;
  guint n_items; /* that came, with so many bytes */
  MtCaldavKnown multiget;
  guint
      n_alone; /* items that came alone after a batch of one had failed, without a batch between */
  guint failures; /* of single items, alike, one after the other */
  guint failure;  /* their status */
} MtCaldavFetch;

/* One thread's own. */
typedef struct
{
  MtCaldavFetch *fetch; /* unowned */
  MtCaldavNames *names; /* unowned */
  GHashTable *asked;    /* unowned: name -> MtCaldavEntry of the request under way */
  guint n_got;
  guint retries; /* of batches that broke off with something gained */
} MtCaldavWorker;

/* mt-caldav-fetch.c */
guint mt_caldav_fetch_size_batch (MtCaldavFetch *self);
gboolean mt_caldav_fetch_take_item (MtCaldavFetch *self,
                                    MtCaldavEntry *entry,
                                    char *etag,
                                    GBytes *bytes,
                                    GError **error);

/* mt-caldav-multiget.c */
gboolean mt_caldav_get_many (MtCaldavWorker *self, GPtrArray *entries, GError **error);

/* mt-caldav-single.c */
gboolean
mt_caldav_get_single (MtCaldavWorker *self, MtCaldavEntry *entry, gboolean *got, GError **error);
gboolean mt_caldav_get_singles (MtCaldavWorker *self, GPtrArray *entries, GError **error);

G_END_DECLS
