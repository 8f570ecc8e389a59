/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * What the files of MtSync share.
 */
#pragma once

#include "service/sync/mt-sync-item-private.h"
#include "service/sync/mt-sync.h"

G_BEGIN_DECLS

struct _MtSync
{
  GObject parent_instance;

  MtAccounts *accounts; /* owned */
  MtSecrets *secrets;   /* owned */
  MtClock *clock;       /* owned */
  MtFormat *format;     /* owned */
  char *store_path;     /* nullable: folder of the database; NULL: the user's own */

  char *team_url; /* nullable */
  MtTeam *team;   /* owned, nullable */
  char *me;       /* nullable */

  MtSyncPlan *plan;  /* owned */
  GListStore *items; /* owned (element-type MtSyncItem) */

  gint state;
  char *state_text;
  char *detail_text;
  double progress;
  gint64 last;
  guint n_pending;
  guint n_conflicts;
  char *secret_wanted;
  char *secret_why;
};

enum
{
  MT_SYNC_PROP_STATE = 1,
  MT_SYNC_PROP_STATE_TEXT,
  MT_SYNC_PROP_DETAIL_TEXT,
  MT_SYNC_PROP_PROGRESS,
  MT_SYNC_PROP_WORKING,
  MT_SYNC_PROP_LAST,
  MT_SYNC_PROP_N_PENDING,
  MT_SYNC_PROP_N_CONFLICTS,
  MT_SYNC_PROP_ITEMS,
  MT_SYNC_PROP_SECRET_WANTED,
  MT_SYNC_PROP_SECRET_WHY,
  MT_SYNC_N_PROPS
};

GParamSpec *mt_sync_prop (guint prop_id);

G_END_DECLS
