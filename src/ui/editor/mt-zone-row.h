/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtZoneRow: a time zone, typed as a city or as tzdata names it.
 */
#pragma once

#include <adwaita.h>
#include "zone/mt-tzdata.h"

G_BEGIN_DECLS

#define MT_TYPE_ZONE_ROW (mt_zone_row_get_type ())
G_DECLARE_FINAL_TYPE (MtZoneRow, mt_zone_row, MT, ZONE_ROW, AdwEntryRow)

/* Signals: changed-zone, also when what is typed is no zone any more: then get_zone is NULL. */
GtkWidget *mt_zone_row_new (MtTzdata *tzdata, const char *title);
void mt_zone_row_set_zone (MtZoneRow *self, MtZone *zone);
MtZone *mt_zone_row_get_zone (MtZoneRow *self); /* (transfer none) nullable */

G_END_DECLS
