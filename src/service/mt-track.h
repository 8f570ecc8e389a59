/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * What the track of one person draws.
 */
#pragma once

#include "core/mt-work.h"
#include "service/mt-person-item.h"

G_BEGIN_DECLS

GArray *
mt_track_new (MtPatterns *patterns, const MtPerson *person, const MtAgenda *agenda, MtSpan window);
GArray *mt_track_flatten (const GArray *track, MtSpan window);

G_END_DECLS
