/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * The outlook: coming zone changes, and what they do to the weekly overlap of plain working hours.
 */
#pragma once

#include "core/mt-day.h"

G_BEGIN_DECLS

/* A change of a large team touches millions of pairs, which nobody reads. */
#define MT_OUTLOOK_MAX_PAIRS 100000

typedef struct
{
  guint a; /* index of the first person, a < b */
  guint b;
  gint before_min;
  gint after_min;
  gboolean has_until; /* the other zone changes too, and when */
  gint64 until;
} MtOutlookPair;

typedef struct
{
  gint64 at;
  MtZone *zone;   /* owned */
  GArray *people; /* (element-type guint) indices of the people in that zone then */
  gint32 shift_s;
  gint team_before_min;
  gint team_after_min;
  GArray *pairs; /* (element-type MtOutlookPair) only those whose minutes change, by a, then b */
  guint n_pairs_left_out; /* beyond MT_OUTLOOK_MAX_PAIRS */
} MtOutlookEntry;

GPtrArray *mt_outlook (const MtTeam *team, gint64 now, guint days);
void mt_outlook_entry_free (MtOutlookEntry *entry);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MtOutlookEntry, mt_outlook_entry_free)

G_END_DECLS
