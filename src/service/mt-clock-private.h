/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * What tests reach of MtClock: another source of time.
 */
#pragma once

#include "service/mt-clock.h"

G_BEGIN_DECLS

typedef gint64 (*MtClockSource) (gpointer user_data); /* Unix microseconds */

MtClock *mt_clock_new_with_source (MtClockSource source, gpointer source_data);
gint64 mt_clock_next_minute (gint64 now_us);
void mt_clock_update (MtClock *self);

G_END_DECLS
