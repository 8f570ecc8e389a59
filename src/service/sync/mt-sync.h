/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtSync: when and how often servers are asked, and how that goes. Main thread only; what blocks is
 * done by MtSyncEngine on a thread of its own.
 */
#pragma once

#include <gio/gio.h>
#include "secrets/mt-secrets.h"
#include "service/accounts/mt-accounts.h"
#include "service/mt-clock.h"
#include "service/mt-format.h"
#include "service/sync/mt-sync-item.h"
#include "service/sync/mt-sync-plan.h"

G_BEGIN_DECLS

typedef enum
{
  MT_SYNC_NONE,    /* there is nothing to sync: no account, no URL in the team file, or the demo */
  MT_SYNC_OK,      /* all of it is as fresh as it is meant to be */
  MT_SYNC_WORKING, /* servers are being asked */
  MT_SYNC_OFFLINE, /* no server can be reached: what is shown is what was read last */
  MT_SYNC_TROUBLE, /* some of it fails, is paused, held, refused or in conflict: see the items */
  MT_SYNC_WAITING, /* edits wait to be sent, or another process is the one that syncs */
} MtSyncState;

#define MT_TYPE_SYNC_STATE (mt_sync_state_get_type ())
GType mt_sync_state_get_type (void);

/* What the window or command is reached by, to be asked to sync. */
#define MT_SYNC_OBJECT_PATH "/io/github/meantime_desktop/Meantime/Sync"
#define MT_SYNC_INTERFACE "io.github.meantime_desktop.Meantime.Sync"

#define MT_TYPE_SYNC (mt_sync_get_type ())
G_DECLARE_FINAL_TYPE (MtSync, mt_sync, MT, SYNC, GObject)

/* Properties, read-only:
 *   state (MtSyncState); state-text (string): a few words for the header, "" for NONE;
 *   detail-text (string): what is wrong and what to do, "" when nothing is
 *   progress (double): of a first sync, 0 to 1; -1 when there is none or nobody knows
 *   working (boolean); last (int64): Unix seconds when all of it last went well, 0 never
 *   n-pending, n-conflicts (uint): edits that wait to be sent, edits that wait for the user
 *   items (GListModel of MtSyncItem): the same object for the life of this one
 *   secret-wanted (string): id of an account whose password or token has to be asked of the user
 *     (no keyring, or it is locked), "" for none: mt_secrets_remember() or unlock, then run
 *   secret-why (string): the reason of that
 * Signals:
 *   changed (): the store has new things to show
 *   failing (string title, string text): something has failed for a day: once a day */
MtSync *mt_sync_new (MtAccounts *accounts,
                     MtSecrets *secrets,
                     MtClock *clock,
                     MtFormat *format,
                     const char *store);
MtAccounts *mt_sync_get_accounts (MtSync *self); /* (transfer none) */
const char *mt_sync_get_store (MtSync *self);
MtSecrets *mt_sync_get_secrets (MtSync *self); /* (transfer none) */
GListModel *mt_sync_get_items (MtSync *self);  /* (transfer none) */
MtSyncItem *mt_sync_find_item (MtSync *self, const char *url);
MtSyncState mt_sync_get_state (MtSync *self);

/* What is to be synced; NULL: nothing. Accounts are added by itself. */
void mt_sync_set_team (MtSync *self, const char *team_url, MtTeam *team, const char *me);
void mt_sync_set_visible (MtSync *self, gboolean visible); /* a window is: five minutes, else 15 */
void mt_sync_note_focus (MtSync *self);                    /* somebody looks at it again */
void mt_sync_wake (MtSync *self);                          /* the outbox has something new */

void mt_sync_run_async (MtSync *self,
                        gboolean full,
                        GCancellable *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer user_data);
gboolean mt_sync_run_finish (MtSync *self, GAsyncResult *result, GError **error);
void mt_sync_run (MtSync *self, gboolean full); /* nobody waits for it: F5 */
void mt_sync_cancel (MtSync *self);
void mt_sync_accept_vanished (MtSync *self, MtSyncItem *item);
void mt_sync_resume (MtSync *self, const char *account); /* one that is paused: tried again */
gboolean mt_sync_export (MtSync *self, GDBusConnection *connection, GError **error);

G_END_DECLS
