/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * The overlap shown without a choice of people.
 */
#include "config.h"

#include "service/mt-team-overlap.h"

#include "core/mt-overlap.h"

static gint
index_of (const MtPerson *me)
{
  return me != NULL ? (gint) me->index : -1;
}

/**
 * mt_team_overlap_size: (skip)
 * @table: the free time of the team, over the week from @now at least
 * @me: (nullable): who must be among them
 * @now: Unix seconds
 *
 * Returns: the largest number of people, two or more, who share %MT_TEAM_OVERLAP_MIN_S within
 *   %MT_TEAM_OVERLAP_DAYS days; 0 when there is none
 */
guint
mt_team_overlap_size (const MtFreeTable *table, const MtPerson *me, gint64 now)
{
  const MtSpan week = { now, now + (gint64) MT_TEAM_OVERLAP_DAYS * MT_DAY_S };
  const guint size =
      mt_overlap_largest (table->of, table->n, index_of (me), week, MT_TEAM_OVERLAP_MIN_S);

  return size >= 2 ? size : 0;
}

/**
 * mt_team_overlap_spans: (skip)
 * @table: the free time of the team, over @window at least
 * @me: (nullable): who must be free
 * @min_people: how many must be free at every instant, 1 or more
 * @window: where to look
 *
 * Returns: (transfer full): the spans of half an hour and more
 */
MtSpans *
mt_team_overlap_spans (const MtFreeTable *table,
                       const MtPerson *me,
                       guint min_people,
                       MtSpan window)
{
  return mt_overlap_find_with (table->of, table->n, index_of (me), min_people, window,
                               MT_TEAM_OVERLAP_MIN_S);
}

/**
 * mt_team_overlap_week: (skip)
 * @table: the free time of the team, over the week from @now and %MT_TEAM_OVERLAP_TAIL_S more
 * @me: (nullable): who must be free
 * @min_people: how many must be free at every instant, 1 or more
 * @now: Unix seconds
 *
 * The last one is not cut where the week ends: a meeting on Tuesday does not have to be over at the
 * minute at which somebody looks.
 *
 * Returns: (transfer full): the spans that begin within the week, whole
 */
MtSpans *
mt_team_overlap_week (const MtFreeTable *table, const MtPerson *me, guint min_people, gint64 now)
{
  const gint64 end = now + (gint64) MT_TEAM_OVERLAP_DAYS * MT_DAY_S;
  MtSpans *spans =
      mt_team_overlap_spans (table, me, min_people, (MtSpan){ now, end + MT_TEAM_OVERLAP_TAIL_S });

  mt_spans_keep_begun (spans, end);

  return spans;
}

/**
 * mt_team_overlap_members: (skip)
 * @table: the free time of the team
 * @span: an overlap
 *
 * Returns: (transfer full) (element-type guint): who is free throughout @span
 */
GArray *
mt_team_overlap_members (const MtFreeTable *table, MtSpan span)
{
  GArray *members = g_array_new (FALSE, FALSE, sizeof (guint));

  mt_overlap_members (table->of, table->n, span, members);

  return members;
}
