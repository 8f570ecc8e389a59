/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * The overlap shown without a choice of people: of the largest number, two or more and *me* among
 * them, who share half an hour within a week. Window and command show the same.
 */
#pragma once

#include "service/mt-free-table.h"

G_BEGIN_DECLS

#define MT_TEAM_OVERLAP_DAYS 7
#define MT_TEAM_OVERLAP_MIN_S (30 * 60)
#define MT_TEAM_OVERLAP_TAIL_S MT_DAY_S /* the last one is looked at so far beyond the week */

/* How many that is; 0: nobody shares anything. */
guint mt_team_overlap_size (const MtFreeTable *table, const MtPerson *me, gint64 now);
MtSpans *mt_team_overlap_spans (const MtFreeTable *table,
                                const MtPerson *me,
                                guint min_people,
                                MtSpan window);
MtSpans *
mt_team_overlap_week (const MtFreeTable *table, const MtPerson *me, guint min_people, gint64 now);
GArray *mt_team_overlap_members (const MtFreeTable *table, MtSpan span);

G_END_DECLS
