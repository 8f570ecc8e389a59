/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtAccounts: the accounts of this user, live: a GListModel of MtAccountItem that follows the file,
 * whoever changes it. Main thread only; the file is written on a thread of its own.
 */
#pragma once

#include <gio/gio.h>
#include "service/accounts/mt-account-file.h"
#include "service/accounts/mt-account-item.h"

G_BEGIN_DECLS

#define MT_TYPE_ACCOUNTS (mt_accounts_get_type ())
G_DECLARE_FINAL_TYPE (MtAccounts, mt_accounts, MT, ACCOUNTS, GObject)

/* `path` NULL: the user's own file. Signal `changed` (): any account came, went or is different.
 * Property, read-only: problem (string), "" when the file can be read. */
MtAccounts *mt_accounts_new (const char *path);
void mt_accounts_reload (MtAccounts *self);
const char *mt_accounts_get_path (MtAccounts *self);
GPtrArray *mt_accounts_list (MtAccounts *self);                     /* (transfer full) */
MtAccountItem *mt_accounts_find (MtAccounts *self, const char *id); /* (transfer none) */

void mt_accounts_put_async (MtAccounts *self,
                            const MtAccount *account,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data);
void mt_accounts_change_async (MtAccounts *self,
                               const char *id,
                               MtAccountChange change,
                               gpointer change_data,
                               GDestroyNotify destroy,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data);
void mt_accounts_remove_async (MtAccounts *self,
                               const char *id,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data);
gboolean mt_accounts_finish (MtAccounts *self, GAsyncResult *result, GError **error);

G_END_DECLS
