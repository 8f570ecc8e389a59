/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * What the files of MtSync share: schedule (when), task (a run and how far it is), show (what is
 * said of it).
 */
#pragma once

#include "service/sync/mt-sync-engine.h"
#include "service/sync/mt-sync-item-private.h"
#include "service/sync/mt-sync-pace.h"
#include "service/sync/mt-sync.h"

G_BEGIN_DECLS

struct _MtSync
{
  GObject parent_instance;

  MtAccounts *accounts;  /* owned */
  MtSecrets *secrets;    /* owned */
  MtClock *clock;        /* owned */
  MtFormat *format;      /* owned */
  MtSyncEngine *engine;  /* owned */
  GMainContext *context; /* owned: where steps are told */

  char *team_url; /* nullable */
  MtTeam *team;   /* owned, nullable */
  char *me;       /* nullable */

  MtSyncPlan *plan;  /* owned */
  GListStore *items; /* owned (element-type MtSyncItem) */
  GPtrArray *known;  /* owned, nullable (element-type MtStoreCollection): as the store has it */
  GPtrArray *others; /* owned, nullable (element-type utf8): URLs whose edits go nowhere */

  /* The run under way. */
  GCancellable *running;   /* owned, nullable */
  GPtrArray *waiting;      /* owned (element-type GTask): for this run */
  GPtrArray *waiting_next; /* owned (element-type GTask): for the next */
  gboolean again;          /* a run was asked for meanwhile */
  MtSyncFlags next_flags;
  gboolean looked; /* what the store knows was read */

  /* Steps as threads tell them; under steps_lock. */
  GMutex steps_lock;
  GHashTable *steps;     /* owned: url -> MtSyncStep (owned, without its url) */
  GHashTable *shares;    /* owned: url -> double (owned): how far it is in this run */
  GSource *steps_source; /* owned, nullable */

  /* When. */
  gboolean visible;
  gint64 ended_ms; /* boot time when all of it was last asked for, 0: never */
  gint64 wait_ms;  /* until what failed may be tried again, -1: nothing has */
  guint timer_id;  /* source */
  MtSyncFlags timer_flags;
  gint64 timer_due_ms;
  guint news_id;            /* source: new things are told soon */
  GNetworkMonitor *network; /* owned, nullable: followed */
  gulong network_handler;
  GCancellable *finding_bus; /* owned, nullable */
  GDBusConnection *system;   /* owned, nullable */
  guint sleep_id;            /* subscription */
  GDBusConnection *session;  /* owned, nullable */
  guint object_id;           /* registration */

  /* What is said. */
  gboolean offline; /* no server could be reached */
  gboolean busy;    /* another process syncs */
  char *broken;     /* nullable: why nothing can be synced at all */
  gint64 told_ms;   /* boot time of the last word about what fails, 0: never */
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

/* mt-sync.c */
GParamSpec *mt_sync_prop (guint prop_id);
void mt_sync_emit_changed (MtSync *self);
void mt_sync_emit_failing (MtSync *self, const char *title, const char *text);
gint64 mt_sync_read_now (MtSync *self);

/* mt-sync-task.c */
void mt_sync_start (MtSync *self, MtSyncFlags flags);
void mt_sync_stop (MtSync *self);

/* mt-sync-steps.c */
void mt_sync_take_step (const MtSyncStep *step, gpointer user_data);
void mt_sync_drop_steps (MtSync *self);

/* mt-sync-schedule.c */
void mt_sync_schedule (MtSync *self);
void mt_sync_schedule_soon (MtSync *self, guint delay_ms, MtSyncFlags flags);
void mt_sync_follow_system (MtSync *self);
void mt_sync_unfollow_system (MtSync *self);

/* mt-sync-show.c */
void mt_sync_show_items (MtSync *self);
void mt_sync_show_state (MtSync *self);

G_END_DECLS
