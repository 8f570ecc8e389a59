/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * What a window does with the secret of an account: it asks for one that the keyring does not give,
 * has the keyring unlocked, and forgets one with its account. Main thread; nothing here blocks.
 */
#pragma once

#include "service/accounts/mt-account-remove.h"
#include "service/sync/mt-sync.h"

G_BEGIN_DECLS

void mt_account_secret_remember (MtSync *sync, const MtAccount *account, const char *secret);
void mt_account_secret_unlock_async (MtSync *sync,
                                     GCancellable *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data);
gboolean mt_account_secret_unlock_finish (GAsyncResult *result, GError **error);
void mt_account_secret_remove_async (MtSync *sync,
                                     const MtAccount *account,
                                     GCancellable *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data);
gboolean
mt_account_secret_remove_finish (GAsyncResult *result, MtAccountRemains *remains, GError **error);

G_END_DECLS
