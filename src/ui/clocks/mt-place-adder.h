/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtPlaceAdder: a popover that adds a place to the clocks: a city, then a name for it.
 */
#pragma once

#include <gtk/gtk.h>
#include "service/mt-session.h"

G_BEGIN_DECLS

#define MT_TYPE_PLACE_ADDER (mt_place_adder_get_type ())
G_DECLARE_FINAL_TYPE (MtPlaceAdder, mt_place_adder, MT, PLACE_ADDER, GtkPopover)

/* Signal: add (MtCity): under the name it was given. */
GtkPopover *mt_place_adder_new (MtSession *session);

G_END_DECLS
