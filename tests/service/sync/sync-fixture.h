/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * An engine between a server of the tests' own and a store in a folder that goes with the test.
 */
#pragma once

#include "fake-dav.h"
#include "service/accounts/mt-account-file.h"
#include "service/sync/mt-sync-engine.h"
#include "store/mt-item-cursor.h"
#include "store/mt-outbox.h"

#define NOW G_GINT64_CONSTANT (1795000000) /* 18 November 2026 */
#define WORK "/calendars/ana/work/"

typedef struct
{
  FakeDav *server;
  char *directory;
  char *accounts_path;
  MtSecrets *secrets;
  MtSyncEngine *engine;
  MtItemStore *store; /* a connection of its own, as of another process */
  GPtrArray *accounts;
  MtAccount *ana; /* unowned: in `accounts` */
  MtTeam *team;
  MtSyncReport report; /* of the last run */
  gint64 now;
} SyncFixture;

void sync_fixture_set_up (SyncFixture *f, gconstpointer data);
void sync_fixture_tear_down (SyncFixture *f, gconstpointer data);

MtAccount *sync_add_account (SyncFixture *f, const char *user, const char *password);
MtAccountCollection *sync_use (SyncFixture *f, MtAccount *account, const char *path);
MtPerson *sync_add_person (SyncFixture *f, const char *id, const char *email, const char *url);
char *sync_url (SyncFixture *f, const char *path);
char *sync_make_event (const char *uid, const char *summary);
void sync_put (SyncFixture *f, const char *path, const char *summary);
gboolean sync_run (SyncFixture *f, MtSyncFlags flags);
void sync_restart (SyncFixture *f);
MtAccount *sync_load_account (SyncFixture *f, const char *id);

gint64 sync_edit (SyncFixture *f, const char *path, const char *before, const char *after);
void sync_assert_equal (SyncFixture *f, const char *path, guint n);
MtStoreCollection *sync_find (SyncFixture *f, const char *path);
MtOutboxRow *sync_find_edit (SyncFixture *f, const char *path);
guint sync_count (SyncFixture *f, const char *request);
