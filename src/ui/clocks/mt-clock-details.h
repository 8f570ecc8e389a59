/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtClockDetails: a popover of one clock card: all that does not fit on it, and its places.
 */
#pragma once

#include <gtk/gtk.h>
#include "service/mt-zone-item.h"

G_BEGIN_DECLS

#define MT_TYPE_CLOCK_DETAILS (mt_clock_details_get_type ())
G_DECLARE_FINAL_TYPE (MtClockDetails, mt_clock_details, MT, CLOCK_DETAILS, GtkPopover)

/* Signal: remove (MtCity): somebody wants that place out of the strip. */
GtkPopover *mt_clock_details_new (MtZoneItem *zone);

G_END_DECLS
