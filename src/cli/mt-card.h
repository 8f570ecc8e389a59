/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * Cards of the board in the answers of several commands.
 */
#pragma once

#include "cli/mt-answer.h"

G_BEGIN_DECLS

const MtPerson *mt_card_assignee (const MtCli *cli, const MtTask *task);
gboolean mt_card_is_overdue (const MtCli *cli, const MtTask *task);
void mt_card_json (const MtCli *cli, JsonBuilder *builder, const MtTask *task);
char *mt_card_due (const MtCli *cli, const MtTask *task);
char *mt_card_marks (const MtCli *cli, const MtTask *task);
gboolean mt_card_find_column (const MtCli *cli,
                              const char *where,
                              const char *name,
                              guint *index,
                              GError **error);
const MtTask *mt_card_find (const MtCli *cli, const char *where, const char *id, GError **error);

G_END_DECLS
