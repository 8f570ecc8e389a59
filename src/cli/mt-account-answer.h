/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * Accounts and their calendars in the answers of several commands.
 */
#pragma once

#include "cli/mt-answer.h"
#include "cli/mt-cli-sync.h"

G_BEGIN_DECLS

void mt_account_answer_json (JsonBuilder *builder,
                             const MtSyncPlan *plan,
                             const MtSyncReport *report,
                             gboolean all);
void mt_account_answer_text (MtCli *cli,
                             const MtSyncPlan *plan,
                             const MtSyncReport *report,
                             gboolean all);
guint mt_account_answer_troubles (const MtSyncPlan *plan, const MtSyncReport *report);

G_END_DECLS
