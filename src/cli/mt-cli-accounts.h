/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * What the commands about accounts share: which accounts there are, one of them by its name, where
 * their passwords are, and how somebody is asked for one.
 */
#pragma once

#include "cli/mt-cli.h"
#include "service/accounts/mt-account-file.h"
#include "service/accounts/mt-account-login.h"

G_BEGIN_DECLS

GPtrArray *mt_cli_accounts_load (MtCli *cli, GError **error);
MtAccount *
mt_cli_accounts_find (const GPtrArray *accounts, const char *id, const char *where, GError **error);
MtSecrets *mt_cli_accounts_secrets (MtCli *cli);
gboolean mt_cli_accounts_ask (MtCli *cli, const MtAccount *account, GError **error);
gboolean mt_cli_accounts_try_team (MtCli *cli, GError **error);
gboolean mt_cli_accounts_fail (GError **error, const char *where, GError *why);

G_END_DECLS
