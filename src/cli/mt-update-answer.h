/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * How people stand with their updates, in the answers of several commands.
 */
#pragma once

#include "cli/mt-answer.h"

G_BEGIN_DECLS

typedef struct
{
  gboolean given; /* else each person's own today */
  MtDate date;
} MtUpdateDay;

gboolean mt_update_day_read (const MtCli *cli, MtUpdateDay *day, GError **error);
MtSpan mt_update_day_window (const MtCli *cli, const MtUpdateDay *day);
const MtPost *
mt_update_answer_post (const MtCli *cli, const MtUpdateDay *day, const MtPerson *person);
void mt_update_answer (MtCli *cli, const MtUpdateDay *day, const MtPerson *only);

G_END_DECLS
