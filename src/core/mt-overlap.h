/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * Overlap: the maximal spans in which at least K of some people are free.
 */
#pragma once

#include "core/mt-span.h"

G_BEGIN_DECLS

/* What one person brings: the free time as a set (unowned). People of whom nothing is known bring
 * an empty one: unknown is never free. People with the same free time may share one MtSpans: it is
 * counted once. */
MtSpans *mt_overlap_find (const MtSpans *const *free_of,
                          guint n_people,
                          guint min_people,
                          MtSpan window,
                          gint64 min_length_s);
MtSpans *mt_overlap_find_with (const MtSpans *const *free_of,
                               guint n_people,
                               gint me,
                               guint min_people,
                               MtSpan window,
                               gint64 min_length_s);
void
mt_overlap_members (const MtSpans *const *free_of, guint n_people, MtSpan span, GArray *indices);
guint mt_overlap_largest (const MtSpans *const *free_of,
                          guint n_people,
                          gint me,
                          MtSpan window,
                          gint64 min_length_s);

G_END_DECLS
