/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * The insides of MtLoader, for the files that read its parts.
 */
#pragma once

#include "ical/mt-ical-client.h"
#include "service/mt-loader.h"
#include "store/mt-store.h"

G_BEGIN_DECLS

struct _MtLoader
{
  gint ref_count; /* the owner's, and one a reading under way */
  MtTzdata *tzdata;
  GMutex lock; /* one reading at a time */
  GMutex ignored_lock;
  MtIgnored *ignored;   /* owned, nullable: under ignored_lock */
  MtIcalClient *client; /* owned, nullable: made when first needed */
  MtStore *store;       /* owned, nullable: likewise */
};

MtLoader *mt_loader_ref (MtLoader *self);
MtZone *mt_loader_look_up_zone (const char *id, gpointer tzdata);

/* mt-loader-team.c */
GBytes *mt_loader_read_bytes (const char *path, GPtrArray *problems, GError **error);
MtTeam *mt_loader_parse_team (MtLoader *self,
                              GBytes *bytes,
                              const char *path,
                              GPtrArray *problems,
                              GError **error);

/* mt-loader-items.c */
gboolean mt_loader_load_board (MtLoader *self,
                               MtSnapshot *snapshot,
                               gint64 now,
                               GCancellable *cancellable,
                               GError **error);
gboolean mt_loader_load_journal (MtLoader *self,
                                 MtSnapshot *snapshot,
                                 GCancellable *cancellable,
                                 GError **error);

G_END_DECLS
