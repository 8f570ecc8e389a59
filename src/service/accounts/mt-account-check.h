/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * Whether an account works: signs in, and lists its calendars.
 */
#pragma once

#include "secrets/mt-secrets.h"
#include "service/accounts/mt-account.h"

G_BEGIN_DECLS

gboolean mt_account_check (const MtAccount *account,
                           MtSecrets *secrets,
                           guint *n_collections,
                           GCancellable *cancellable,
                           GError **error);

G_END_DECLS
