/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * Plain working hours per zone and week, kept: the inside of MtPatterns, for core only.
 */
#pragma once

#include "core/mt-work.h"

G_BEGIN_DECLS

/* The hours of a week, in a zone, over some dates. */
typedef struct
{
  MtZone *zone; /* owned */
  MtWeek *week; /* owned */
  MtDate from;
  MtDate to;      /* exclusive */
  GArray *shifts; /* (element-type MtShift) sorted by date, then start */
  guint *first;   /* index of the first shift of each date, and of the end */
  MtSpans *hours; /* the shifts as a set */
} MtPattern;

const MtPattern *
mt_patterns_get (MtPatterns *self, MtZone *zone, MtWeek *week, MtDate from, MtDate to);
void mt_patterns_resolve (MtZone *zone, MtDate date, const GArray *ranges, GArray *shifts);

G_END_DECLS
