/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtSyncEngine: sends what waits in the outbox and fetches what servers have, into the store. It
 * blocks: one run at a time, never on the main thread.
 */
#pragma once

#include <gio/gio.h>
#include "net/mt-http.h"
#include "secrets/mt-secrets.h"
#include "service/sync/mt-sync-plan.h"
#include "store/mt-item-store.h"

G_BEGIN_DECLS

typedef enum
{
  MT_SYNC_ERROR_BUSY,     /* another process is the one that syncs */
  MT_SYNC_ERROR_PAUSED,   /* the account waits for the user to sign in again */
  MT_SYNC_ERROR_WAITING,  /* it failed a moment ago, or the server asked to be left alone */
  MT_SYNC_ERROR_OFFLINE,  /* there was no way to its server a moment ago */
  MT_SYNC_ERROR_VANISHED, /* more than half of a collection is gone: the user is asked first */
  MT_SYNC_ERROR_UNKNOWN,  /* nobody tells when that person is busy */
  MT_SYNC_ERROR_STORE,    /* the database cannot be used */
} MtSyncError;

#define MT_SYNC_ERROR (mt_sync_error_quark ())
GQuark mt_sync_error_quark (void);

typedef enum
{
  MT_SYNC_FULL = 1 << 0,  /* list everything again, to see that it agrees */
  MT_SYNC_ASKED = 1 << 1, /* the user asks: what failed is tried again at once */
  MT_SYNC_SEND = 1 << 2,  /* only where edits wait: right after one was made */
} MtSyncFlags;

/* How far one place is. Told on any thread. */
typedef struct
{
  const char *url;
  guint done;        /* items so far */
  guint total;       /* 0: nobody knows */
  gboolean finished; /* with it, for good or ill */
  gboolean news;     /* the store has new things of it */
} MtSyncStep;

typedef void (*MtSyncStepFunc) (const MtSyncStep *step, gpointer user_data);

/* How a run went. */
typedef struct
{
  GPtrArray *collections; /* (element-type MtStoreCollection): all that the store knows, after */
  GPtrArray *orphans;     /* (element-type utf8): URLs with edits that nothing can be sent for */
  guint n_tried;          /* places that were asked */
  guint n_reached;        /* of those: some server answered, whatever it said */
  guint n_failed;
  guint n_received;    /* items that came, new or changed */
  guint n_removed;     /* items that went, because they are gone there */
  guint n_sent;        /* edits that a server has taken */
  guint n_offline;     /* of those: there was no way to the server */
  guint n_pending;     /* edits that wait to be sent */
  guint n_conflicts;   /* edits that wait for the user */
  gboolean news;       /* the store has new things, or says other things of what it has */
  gboolean paused;     /* accounts were paused: their file has changed */
  GError *error;       /* nullable: the first thing that went wrong */
  char *secret_wanted; /* nullable: id of an account whose secret cannot be had */
  char *secret_why;    /* nullable */
  MtTraffic traffic;
  gint64 wait_ms; /* until something that failed may be tried again, -1: nothing has to be */
} MtSyncReport;

typedef struct _MtSyncEngine MtSyncEngine;

MtSyncEngine *mt_sync_engine_new (const char *store, const char *accounts_path, MtSecrets *secrets);
void mt_sync_engine_free (MtSyncEngine *self);
const char *mt_sync_engine_get_store (const MtSyncEngine *self);
void mt_sync_engine_set_step_func (MtSyncEngine *self, MtSyncStepFunc func, gpointer user_data);
void mt_sync_engine_accept (MtSyncEngine *self, const char *url);
void mt_sync_engine_hurry (MtSyncEngine *self);
gboolean mt_sync_engine_run (MtSyncEngine *self,
                             MtSyncPlan *plan,
                             MtSyncFlags flags,
                             gint64 now,
                             MtSyncReport *report,
                             GCancellable *cancellable,
                             GError **error);
gboolean
mt_sync_engine_look (MtSyncEngine *self, MtSyncPlan *plan, MtSyncReport *report, GError **error);

void mt_sync_report_clear (MtSyncReport *report);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MtSyncEngine, mt_sync_engine_free)
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (MtSyncReport, mt_sync_report_clear)

G_END_DECLS
