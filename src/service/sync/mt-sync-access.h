/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtSyncAccess: the clients that servers are asked with: one an account, signed in when it is first
 * needed, and one for what is asked without any account. Any thread; blocks as a keyring does.
 */
#pragma once

#include "net/mt-http.h"
#include "secrets/mt-secrets.h"
#include "service/accounts/mt-account.h"

G_BEGIN_DECLS

typedef struct _MtSyncAccess MtSyncAccess;

MtSyncAccess *mt_sync_access_new (MtSecrets *secrets);
void mt_sync_access_free (MtSyncAccess *self);
MtHttp *mt_sync_access_open (MtSyncAccess *self,
                             MtAccount *account,
                             GCancellable *cancellable,
                             GError **error);
gboolean mt_sync_access_renew (MtSyncAccess *self,
                               MtAccount *account,
                               GCancellable *cancellable,
                               GError **error);
void mt_sync_access_begin (MtSyncAccess *self);
void mt_sync_access_get_traffic (MtSyncAccess *self, MtTraffic *traffic);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MtSyncAccess, mt_sync_access_free)

G_END_DECLS
