/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * The insides of MtLoader, for the files that read its parts.
 */
#pragma once

#include "ical/mt-ical-client.h"
#include "service/mt-loader.h"
#include "store/mt-item-store.h"
#include "store/mt-store.h"

G_BEGIN_DECLS

/* What a section came to, good as long as nothing changes. */
typedef struct _MtKept MtKept;

struct _MtLoader
{
  gint ref_count; /* the owner's, and one a reading under way */
  MtTzdata *tzdata;
  GMutex lock; /* one reading at a time */
  GMutex ignored_lock;
  MtIgnored *ignored;   /* owned, nullable: under ignored_lock */
  MtIcalClient *client; /* owned, nullable: made when first needed */
  MtStore *store;       /* owned, nullable: likewise */
  MtItemStore *items;   /* owned, nullable: what servers hold, likewise */
  MtKept *board;        /* owned, nullable: at the last reading */
  MtKept *journal;      /* owned, nullable: likewise */
};

MtLoader *mt_loader_ref (MtLoader *self);
MtZone *mt_loader_look_up_zone (const char *id, gpointer tzdata);

/* mt-loader-team.c */
GBytes *
mt_loader_read_bytes (MtLoader *self, const char *path, GPtrArray *problems, GError **error);
MtTeam *mt_loader_parse_team (MtLoader *self,
                              GBytes *bytes,
                              const char *path,
                              GPtrArray *problems,
                              GError **error);

/* mt-loader-served.c */
void mt_loader_open_items (MtLoader *self);
void mt_loader_make_absolute (MtTeam *team, const char *path);
void mt_loader_add_served (MtLoader *self, MtTeam *team, gint64 now, GPtrArray *problems);
MtSources *mt_loader_find_sources (MtLoader *self, const MtTeam *team, const char *path);

/* mt-loader-items.c */
void mt_kept_free (MtKept *self);
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
