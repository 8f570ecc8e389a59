/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * What the window says about the team as a whole, and about sections that have nothing to show.
 */
#pragma once

#include "service/mt-moment.h"
#include "service/mt-session.h"

G_BEGIN_DECLS

typedef struct
{
  MtSectionState state;
  char *text; /* (transfer full) what to say when empty or in error, else "" */
} MtSectionText;

char *mt_session_text_summary (const MtMoment *moment,
                               GListModel *overlaps,
                               gboolean of_week,
                               guint n_working);
char *mt_session_text_next_start (const MtMoment *moment, GListModel *people);
char *mt_session_text_hint (const MtMoment *moment);
char *mt_session_text_trouble (const GPtrArray *problems);
char *mt_session_text_failure (const GError *error, const GPtrArray *problems);
void mt_session_text_board (const MtSnapshot *snapshot, gboolean read, MtSectionText *section);
void mt_session_text_updates (const MtSnapshot *snapshot,
                              gboolean read,
                              guint n_updates,
                              MtSectionText *section);

G_END_DECLS
