/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * Half-open spans of time [start, end) in Unix seconds, and sorted sets of them.
 */
#pragma once

#include "core/mt-types.h"

G_BEGIN_DECLS

typedef struct
{
  gint64 start;
  gint64 end;
} MtSpan;

/* A growable array of spans. A *set* is one whose spans are sorted, do not touch, and are not
 * empty: mt_spans_normalise() makes any array one, and every operation below takes and gives sets.
 */
struct _MtSpans
{
  MtSpan *at;
  guint n;
  guint allocated; /* private */
};

MtSpans *mt_spans_new (void);
MtSpans *mt_spans_copy (const MtSpans *self);
void mt_spans_free (MtSpans *self);
void mt_spans_keep_begun (MtSpans *self, gint64 end);
void mt_spans_append (MtSpans *self, gint64 start, gint64 end);
void mt_spans_normalise (MtSpans *self);
MtSpans *mt_spans_union (const MtSpans *a, const MtSpans *b);
MtSpans *mt_spans_intersect (const MtSpans *a, const MtSpans *b);
MtSpans *mt_spans_subtract (const MtSpans *a, const MtSpans *b);
MtSpans *mt_spans_clip (const MtSpans *self, MtSpan window);
gboolean mt_spans_contains (const MtSpans *self, gint64 instant);
gboolean mt_spans_covers (const MtSpans *self, MtSpan span);
gint64 mt_spans_total (const MtSpans *self);
guint mt_spans_lower_bound (const MtSpans *self, gint64 instant);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MtSpans, mt_spans_free)

G_END_DECLS
