/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * What the page about a person says of time: when they are free, when both are, their days ahead.
 */
#pragma once

#include "service/mt-moment.h"

G_BEGIN_DECLS

/* All (transfer full) (element-type MtDetailLine), from the chosen instant on. */
GPtrArray *mt_detail_times_next (const MtMoment *moment, const MtPerson *person);
GPtrArray *mt_detail_times_shared (const MtMoment *moment, const MtPerson *person);
GPtrArray *mt_detail_times_days (const MtMoment *moment, const MtPerson *person);
char *mt_detail_times_hours (const MtMoment *moment, const MtPerson *person);

G_END_DECLS
