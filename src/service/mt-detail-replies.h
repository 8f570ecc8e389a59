/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * "If you write now": when an answer may be expected, a channel at a time.
 */
#pragma once

#include "service/mt-moment.h"

G_BEGIN_DECLS

GPtrArray *mt_detail_replies_new (const MtMoment *moment, const MtPerson *person);

G_END_DECLS
