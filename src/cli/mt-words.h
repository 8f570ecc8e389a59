/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * Words and times in the text answers.
 */
#pragma once

#include "cli/mt-cli.h"
#include "cli/mt-table.h"
#include "core/mt-due.h"
#include "core/mt-reply.h"
#include "core/mt-state.h"

G_BEGIN_DECLS

char *mt_words_now (const MtCli *cli);
char *mt_words_time (const MtCli *cli, gint64 instant, const MtZone *zone);
char *mt_words_span (const MtCli *cli, MtSpan span);
char *mt_words_hours (gint64 length_s);
char *mt_words_place (const MtPerson *person, const MtZone *zone);
char *mt_words_mark (const MtCli *cli, const MtAgenda *agenda);
const char *mt_words_state (MtState state);
MtInk mt_words_state_ink (MtStateKind kind);
const char *mt_words_due (MtDueKind kind);
MtInk mt_words_due_ink (MtDueKind kind);
const char *mt_words_busy (MtBusyType type);
MtInk mt_words_busy_ink (MtBusyType type);
const char *mt_words_skip (MtSkipWhy why);

G_END_DECLS
