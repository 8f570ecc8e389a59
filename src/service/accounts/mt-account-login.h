/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * Signing in: gives a client of the network what the server of an account wants to know.
 */
#pragma once

#include "net/mt-http.h"
#include "secrets/mt-secrets.h"
#include "service/accounts/mt-account.h"

G_BEGIN_DECLS

gboolean mt_account_login (const MtAccount *account,
                           MtSecrets *secrets,
                           MtHttp *http,
                           GCancellable *cancellable,
                           GError **error);
gboolean mt_account_renew (const MtAccount *account,
                           MtSecrets *secrets,
                           MtHttp *http,
                           GCancellable *cancellable,
                           GError **error);
MtHttp *mt_account_open (const MtAccount *account,
                         MtSecrets *secrets,
                         GCancellable *cancellable,
                         GError **error);

G_END_DECLS
