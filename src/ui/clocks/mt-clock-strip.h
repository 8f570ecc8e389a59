/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtClockStrip: the team's clocks from west to east.
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define MT_TYPE_CLOCK_STRIP (mt_clock_strip_get_type ())
G_DECLARE_FINAL_TYPE (MtClockStrip, mt_clock_strip, MT, CLOCK_STRIP, GtkWidget)

/* Properties: session (MtSession, nullable). One stop of the Tab key; arrows go from card to card.
 */

G_END_DECLS
