/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * The clock strip: which zones share a card, and in which order the cards stand.
 */
#pragma once

#include "service/mt-moment.h"

G_BEGIN_DECLS

#define MT_ZONE_STRIP_DAYS 60

void mt_zone_strip_refresh (GListStore *strip,
                            const MtMoment *moment,
                            GListModel *people,
                            const GPtrArray *places);

G_END_DECLS
