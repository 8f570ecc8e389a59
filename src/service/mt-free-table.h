/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtFreeTable: the free time of every person of a team in a window, as overlap wants it. People of
 * equal free time share one set.
 */
#pragma once

#include "core/mt-work.h"
#include "service/mt-snapshot.h"

G_BEGIN_DECLS

typedef struct
{
  MtSpan window;
  const MtSpans **of; /* owned array of unowned sets, one per person in the order of the team */
  guint n;
  GPtrArray *sets; /* owned (element-type MtSpans) */
} MtFreeTable;

MtFreeTable *mt_free_table_new (MtPatterns *patterns, const MtSnapshot *snapshot, MtSpan window);
MtFreeTable *mt_free_table_pick (const MtFreeTable *self, const GArray *people);
void mt_free_table_free (MtFreeTable *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MtFreeTable, mt_free_table_free)

G_END_DECLS
