/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtTravelList: the journeys of a person, each with the zone it leads to.
 */
#pragma once

#include <adwaita.h>
#include "service/mt-session.h"

G_BEGIN_DECLS

#define MT_TYPE_TRAVEL_LIST (mt_travel_list_get_type ())
G_DECLARE_FINAL_TYPE (MtTravelList, mt_travel_list, MT, TRAVEL_LIST, GtkWidget)

/* Properties, read-only: problem (string, nullable): what is typed wrong, in words. Signals:
 * changed. Entries keep the order of the file, where the first that covers a date wins. */
GtkWidget *mt_travel_list_new (MtSession *session, MtDate today);
void mt_travel_list_set_travel (MtTravelList *self, const GArray *travel);
GArray *mt_travel_list_dup_travel (MtTravelList *self); /* (element-type MtTravel) */
const char *mt_travel_list_get_problem (MtTravelList *self);

G_END_DECLS
