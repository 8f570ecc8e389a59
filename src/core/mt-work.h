/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * Working time (DESIGN section 4): ranges of each date, less absences.
 *
 * What depends on nothing but zone and weekly pattern is computed once per pair and kept in
 * MtPatterns; people with exceptions, travel or absences get only their difference computed.
 */
#pragma once

#include "core/mt-agenda.h"
#include "core/mt-day.h"

G_BEGIN_DECLS

/* A memo of pure results. One owner, one thread. */
MtPatterns *mt_patterns_new (void);
void mt_patterns_free (MtPatterns *self);

/* One range of a date as instants, with what is left of it after absences. */
typedef struct
{
  MtDate date;
  MtSpan span; /* the range as resolved, absences not yet taken */
} MtShift;

MtSpans *mt_work_hours (MtPatterns *patterns, const MtPerson *person, MtSpan window);
MtSpans *
mt_work_time (MtPatterns *patterns, const MtPerson *person, const MtAgenda *agenda, MtSpan window);
MtSpans *
mt_work_free (MtPatterns *patterns, const MtPerson *person, const MtAgenda *agenda, MtSpan window);
GArray *mt_work_shifts (MtPatterns *patterns, const MtPerson *person, MtDate date);
gboolean mt_work_is_working_day (MtPatterns *patterns,
                                 const MtPerson *person,
                                 const MtAgenda *agenda,
                                 MtDate date);
gboolean mt_work_day_end (MtPatterns *patterns,
                          const MtPerson *person,
                          const MtAgenda *agenda,
                          MtDate date,
                          gint64 *end);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MtPatterns, mt_patterns_free)

G_END_DECLS
