/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * Accounts as groups of a key file: one group an account, one a collection.
 */
#pragma once

#include "service/accounts/mt-account.h"

G_BEGIN_DECLS

MtAccount *mt_account_keys_read (GKeyFile *keys, const char *id); /* nullable */
GPtrArray *mt_account_keys_read_all (GKeyFile *keys);
gboolean mt_account_keys_has (GKeyFile *keys, const char *id);
void mt_account_keys_write (GKeyFile *keys, const MtAccount *account);
gboolean mt_account_keys_remove (GKeyFile *keys, const char *id);

G_END_DECLS
