/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtCaldavQueue: what threads get from a server, on its way to the one that called for it. Only so
 * much waits in it at a time.
 */
#pragma once

#include "providers/collections/caldav/mt-caldav-private.h"

G_BEGIN_DECLS

typedef struct _MtCaldavQueue MtCaldavQueue;

MtCaldavQueue *mt_caldav_queue_new (MtCaldavSync *sync, gboolean threaded);
void mt_caldav_queue_free (MtCaldavQueue *self);

gboolean mt_caldav_queue_add_item (MtCaldavQueue *self,
                                   MtCaldavEntry *entry,
                                   char *etag,
                                   GBytes *bytes,
                                   GError **error);
gboolean mt_caldav_queue_add_parked (MtCaldavQueue *self,
                                     MtCaldavEntry *entry,
                                     gboolean lasting,
                                     const char *why,
                                     GError **error);
gboolean mt_caldav_queue_add_missing (MtCaldavQueue *self,
                                      MtCaldavEntry *entry,
                                      const char *why,
                                      GError **error);
void mt_caldav_queue_end (MtCaldavQueue *self, GError *error);
gboolean mt_caldav_queue_is_stopped (MtCaldavQueue *self);
gboolean mt_caldav_queue_drain (MtCaldavQueue *self, guint n_threads, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MtCaldavQueue, mt_caldav_queue_free)

G_END_DECLS
