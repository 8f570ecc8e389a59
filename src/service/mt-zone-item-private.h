/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * What only the clock strip does with an MtZoneItem.
 */
#pragma once

#include "service/mt-moment.h"
#include "service/mt-zone-item.h"

G_BEGIN_DECLS

MtZoneItem *mt_zone_item_new (void);
void mt_zone_item_set (MtZoneItem *self,
                       const MtMoment *moment,
                       GPtrArray *zones,
                       GPtrArray *people,
                       GPtrArray *places,
                       gboolean is_mine);
void mt_zone_item_set_warning (MtZoneItem *self,
                               const MtMoment *moment,
                               const GPtrArray *outlook,
                               gint64 now);
const char *mt_zone_item_get_key (MtZoneItem *self);

G_END_DECLS
