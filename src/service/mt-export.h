/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * The overlap as iCalendar (DESIGN section 6, "Exported slots"): the one engine behind command and
 * window.
 */
#pragma once

#include "core/mt-span.h"
#include "service/mt-snapshot.h"

G_BEGIN_DECLS

typedef struct
{
  MtSpan span;
  GArray *free; /* (element-type guint) indices into `people`: free throughout */
} MtSlot;

void mt_slot_free (MtSlot *self);
GPtrArray *mt_overlap_slots (const MtSnapshot *snapshot,
                             const GArray *people,
                             guint min_people,
                             MtSpan window,
                             gint64 min_length_s);
GBytes *mt_export_ics (const MtSnapshot *snapshot,
                       const GArray *people,
                       const GPtrArray *slots,
                       gint64 now);
GBytes *mt_export_freebusy (const MtSnapshot *snapshot,
                            const GArray *people,
                            const GPtrArray *slots,
                            MtSpan window,
                            const MtPerson *me,
                            gint64 now);
gboolean mt_export_write (const char *path, GBytes *bytes, GError **error);

G_END_DECLS
