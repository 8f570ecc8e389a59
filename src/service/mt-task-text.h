/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * When a task is due and how old it is, in words, and for how long the words hold.
 */
#pragma once

#include "service/mt-moment.h"

G_BEGIN_DECLS

typedef struct
{
  char *text; /* "Thu 17:00 Cairo", "tomorrow", "2 days over", "" */
  gboolean overdue;
  MtSpan valid; /* of the chosen instant */
} MtTaskText;

void mt_task_text_due (const MtMoment *moment, const MtTask *task, MtTaskText *text);
void mt_task_text_age (const MtMoment *moment, const MtTask *task, MtTaskText *text);
char *mt_task_text_reason (const MtTask *task);

G_END_DECLS
