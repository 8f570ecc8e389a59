/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtPlaceRow: a row that shows a time zone, and finds another by the name of a city.
 */
#pragma once

#include <adwaita.h>
#include "service/mt-session.h"

G_BEGIN_DECLS

#define MT_TYPE_PLACE_ROW (mt_place_row_get_type ())
G_DECLARE_FINAL_TYPE (MtPlaceRow, mt_place_row, MT, PLACE_ROW, AdwActionRow)

/* Signals: chosen (string: the city): somebody picked one, and get_zone() is its zone. */
GtkWidget *mt_place_row_new (MtSession *session);
void mt_place_row_set_zone (MtPlaceRow *self, MtZone *zone);
MtZone *mt_place_row_get_zone (MtPlaceRow *self); /* (transfer none) */

G_END_DECLS
