/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * How high the sun stands: the tint of a clock card.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

double mt_sun_elevation (double latitude, double longitude, gint64 instant);

G_END_DECLS
