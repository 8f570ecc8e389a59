/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * One stretch of a person's track in words, on their clock and the viewer's.
 */
#pragma once

#include "service/mt-moment.h"
#include "service/mt-person-item.h"

G_BEGIN_DECLS

char *mt_track_text (const MtMoment *moment, const MtPerson *person, const MtTrackSegment *stop);

G_END_DECLS
