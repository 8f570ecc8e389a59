/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * What only the session does with an MtOverlapItem.
 */
#pragma once

#include "service/mt-moment.h"
#include "service/mt-overlap-item.h"

G_BEGIN_DECLS

MtOverlapItem *mt_overlap_item_new (const MtMoment *moment,
                                    MtSpan span,
                                    const GArray *members,
                                    guint min_people,
                                    guint n_people);
const char *mt_overlap_item_get_people_text (MtOverlapItem *self);
gboolean mt_overlap_item_equal (MtOverlapItem *a, MtOverlapItem *b);

G_END_DECLS
