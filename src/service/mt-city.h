/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtCity: a city as somebody searches for it, and the zone its clocks keep.
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define MT_TYPE_CITY (mt_city_get_type ())
G_DECLARE_FINAL_TYPE (MtCity, mt_city, MT, CITY, GObject)

MtCity *mt_city_new_at (const char *name,
                        const char *region,
                        const char *zone_id,
                        double latitude,
                        double longitude);

/* (transfer none): "Pune", "Maharashtra, India" (may be ""), "Asia/Kolkata". */
const char *mt_city_get_name (MtCity *self);
const char *mt_city_get_region (MtCity *self);
const char *mt_city_get_zone_id (MtCity *self);
gboolean mt_city_get_position (MtCity *self, double *latitude, double *longitude);

G_END_DECLS
