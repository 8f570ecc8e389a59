/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * The day of a person in words, for who cannot see the track.
 */
#pragma once

#include "service/mt-moment.h"

G_BEGIN_DECLS

char *mt_spoken_day (const MtMoment *moment, const MtPerson *person);

G_END_DECLS
