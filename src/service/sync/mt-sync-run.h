/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * One run of MtSyncEngine, for the files that are its parts. Several threads fetch, and the store
 * is used by one of them at a time.
 */
#pragma once

#include "service/sync/mt-sync-access.h"
#include "service/sync/mt-sync-engine.h"
#include "service/sync/mt-sync-lock.h"
#include "service/sync/mt-sync-pace.h"
#include "store/mt-outbox.h"

G_BEGIN_DECLS

#define MT_SYNC_THREADS 4                      /* that ask one server at once */
#define MT_SYNC_FULL_EVERY_S (24 * 60 * 60)    /* between two full checks of a collection */
#define MT_SYNC_RETRY_UNKNOWN_S (24 * 60 * 60) /* before asking again who did not know */
#define MT_SYNC_FORGET_S (90 * 24 * 60 * 60)   /* without anything that asks for it */
#define MT_SYNC_FEW_VANISHED 2 /* so few may go without asking, even if they are all there was */

struct _MtSyncEngine
{
  char *store_path;     /* nullable */
  char *accounts_path;  /* nullable */
  MtSyncAccess *access; /* owned */
  MtSyncPace *pace;     /* owned */

  MtSyncLock *role; /* owned, nullable: of the one process that syncs */

  GMutex store_lock;
  MtItemStore *store; /* owned, nullable: opened by the first run; under store_lock */

  GMutex lock;
  GHashTable *accepted; /* owned: URLs whose vanishing is right; under lock */
  GHashTable *reasons;  /* owned: what is left alone -> GError (owned): why; under lock */
  GHashTable *said;     /* owned: URL -> what was said of it after the last run */
  MtSyncStepFunc step;
  gpointer step_data; /* unowned */
};

typedef struct
{
  MtSyncEngine *engine; /* unowned */
  MtSyncPlan *plan;     /* unowned */
  MtSyncFlags flags;
  GCancellable *cancellable; /* unowned, nullable */
  gint64 now;                /* Unix seconds when the run began */
  gint64 begun_ms;           /* by mt_sync_pace_read_clock() */
  MtSyncReport *report;      /* unowned; under lock */

  GMutex lock;
  GHashTable *paused;    /* owned: ids of accounts that were refused in this run */
  GHashTable *worked;    /* owned: ids of accounts that were let in in this run */
  GPtrArray *unreadable; /* owned (element-type MtSyncTarget, unowned): ask for free/busy */
  GArray *quiet;         /* owned (element-type gint64): collections with nothing new */
} MtSyncRun;

/* mt-sync-run.c */
MtItemStore *mt_sync_run_lock_store (MtSyncRun *run);
void mt_sync_run_unlock_store (MtSyncRun *run);
gint64 mt_sync_run_now (const MtSyncRun *run);
gboolean
mt_sync_run_may_ask (MtSyncRun *run, const MtSyncTarget *target, const char *key, GError **error);
void mt_sync_run_reached (MtSyncRun *run, MtAccount *account, const char *key);
void mt_sync_run_failed (MtSyncRun *run,
                         const MtSyncTarget *target,
                         const char *key,
                         const GError *error);
gboolean mt_sync_run_refused (MtSyncRun *run, MtAccount *account, const GError *error);
void mt_sync_run_tell (MtSyncRun *run, const char *url, guint done, guint total, gboolean news);
void mt_sync_run_finish_target (MtSyncRun *run, const char *url, gboolean news);
MtStoreCollection *
mt_sync_run_make_row (MtSyncRun *run, const MtSyncTarget *target, GError **error);
gboolean mt_sync_run_write_trouble (MtSyncRun *run, const char *url, const GError *error);
void mt_sync_run_count (MtSyncRun *run, guint received, guint removed, guint sent);
void mt_sync_run_note_quiet (MtSyncRun *run, gint64 id);
void mt_sync_run_note_unreadable (MtSyncRun *run, const MtSyncTarget *target);
gboolean mt_sync_run_is_accepted (MtSyncRun *run, const char *url);
gboolean mt_sync_is_server_word (const GError *error);

/* mt-sync-servers.c */
void mt_sync_ask_servers (MtSyncRun *run);

/* mt-sync-collection.c */
gboolean mt_sync_fetch_collection (MtSyncRun *run,
                                   const MtSyncTarget *target,
                                   const MtStoreCollection *row,
                                   MtHttp *http,
                                   guint parallel,
                                   GHashTable *doubted,
                                   gboolean *news,
                                   GError **error);
gint64 mt_sync_read_checked (const MtStoreCollection *row);

/* mt-sync-fetch.c */
gboolean mt_sync_fetch (MtSyncRun *run,
                        const MtSyncTarget *target,
                        MtHttp *http,
                        guint parallel,
                        GHashTable *doubted,
                        gboolean *news,
                        GError **error);

/* mt-sync-send.c */
gboolean mt_sync_send (MtSyncRun *run,
                       const char *url,
                       MtHttp *http,
                       GHashTable *doubted,
                       gboolean *news,
                       GError **error);

/* mt-sync-people.c */
void mt_sync_ask_people (MtSyncRun *run);

/* mt-sync-hours.c */
void mt_sync_exchange_hours (MtSyncRun *run);

G_END_DECLS
