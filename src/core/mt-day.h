/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * Local days of a person: travel changes the zone of a date, yet days neither gap nor overlap.
 */
#pragma once

#include "core/mt-span.h"
#include "core/mt-team.h"

G_BEGIN_DECLS

gint64 mt_day_start (const MtPerson *person, MtDate date);
MtSpan mt_day_span (const MtPerson *person, MtDate date);
MtDate mt_day_of (const MtPerson *person, gint64 instant);
MtZone *mt_day_zone_at (const MtPerson *person, gint64 instant);
gint64 mt_day_wall_at (const MtPerson *person, gint64 instant);

G_END_DECLS
