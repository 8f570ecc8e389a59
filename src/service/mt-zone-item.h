/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtZoneItem: one card of the clock strip: a set of zones that keep equal offsets for the next 60
 * days.
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define MT_TYPE_ZONE_ITEM (mt_zone_item_get_type ())
G_DECLARE_FINAL_TYPE (MtZoneItem, mt_zone_item, MT, ZONE_ITEM, GObject)

/* Properties, read-only:
 *   place (string) "Madrid" or "Madrid, Berlin"; zone-ids (strv)
 *   local (string) "15:22"; offset-text (string) "+4:30", "you"; day-text (string) "", "+1 day",
 *   "−1 day"; sun (double) elevation in degrees at the zone's own coordinates; rising (boolean)
 *   is-mine (boolean)
 *   places (GListModel of MtCity) of the user there, which no team file names
 *   people (GListModel of MtPersonItem) who are in these zones on the date
 *   warning (string) "Clocks go back by 1 h on Sun 25 Oct: ..." within two weeks, else ""
 *   description (string) all of it in words, for screen readers */
GListModel *mt_zone_item_get_people (MtZoneItem *self);
GListModel *mt_zone_item_get_places (MtZoneItem *self);

G_END_DECLS
