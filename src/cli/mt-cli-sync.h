/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * Servers, as commands meet them: alone, a command asks them itself; beside a window it reads what
 * that one has fetched, and asks it to look again.
 */
#pragma once

#include "cli/mt-cli.h"
#include "service/sync/mt-sync-engine.h"

G_BEGIN_DECLS

MtSyncPlan *mt_cli_sync_plan (MtCli *cli, GError **error);
gboolean mt_cli_sync_run (MtCli *cli,
                          MtSyncPlan *plan,
                          MtSyncFlags flags,
                          MtSyncReport *report,
                          gboolean *by_window,
                          GError **error);
gboolean mt_cli_sync_look (MtCli *cli, MtSyncPlan *plan, MtSyncReport *report, GError **error);
const MtStoreCollection *mt_cli_sync_find (const MtSyncReport *report, const char *url);

void mt_cli_sync_before_reading (MtCli *cli, MtSpan window);
void mt_cli_sync_after_edit (MtCli *cli);

G_END_DECLS
