/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtPlaceSearch: finds a city, and with it a time zone, by typing.
 */
#pragma once

#include <gtk/gtk.h>
#include "service/mt-city.h"
#include "service/mt-session.h"

G_BEGIN_DECLS

#define MT_TYPE_PLACE_SEARCH (mt_place_search_get_type ())
G_DECLARE_FINAL_TYPE (MtPlaceSearch, mt_place_search, MT, PLACE_SEARCH, GtkWidget)

/* Signals: chosen (MtCity): Enter, or a click on a result; closed: Escape. The focus stays in the
 * entry, the arrow keys choose among the results. */
GtkWidget *mt_place_search_new (MtSession *session);
void mt_place_search_clear (MtPlaceSearch *self);

G_END_DECLS
