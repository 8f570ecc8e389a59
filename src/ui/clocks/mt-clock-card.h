/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtClockCard: one clock of the strip: place, time, offset, who is there, under the sky of the
 * hour.
 */
#pragma once

#include <gtk/gtk.h>
#include "service/mt-zone-item.h"

G_BEGIN_DECLS

#define MT_TYPE_CLOCK_CARD (mt_clock_card_get_type ())
G_DECLARE_FINAL_TYPE (MtClockCard, mt_clock_card, MT, CLOCK_CARD, GtkWidget)

/* Signal: remove-place (MtCity): somebody wants that place of the user out of the strip. */
GtkWidget *mt_clock_card_new (MtZoneItem *zone);
gboolean mt_clock_card_is_mine (MtClockCard *self);

G_END_DECLS
