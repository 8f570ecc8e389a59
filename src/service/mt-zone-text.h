/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * What a coming change of a clock means, in words.
 */
#pragma once

#include "core/mt-outlook.h"
#include "service/mt-moment.h"

G_BEGIN_DECLS

#define MT_ZONE_TEXT_DAYS 14 /* a change further away is no warning yet */

char *mt_zone_text_warning (const MtMoment *moment,
                            const GPtrArray *outlook,
                            const char *const *zone_ids,
                            gint64 now);
char *mt_zone_text_changes (const MtMoment *moment, const GPtrArray *outlook, GListModel *zones);

G_END_DECLS
