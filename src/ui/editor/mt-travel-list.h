/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtTravelList: the journeys of a person, to be added, changed and taken out.
 */
#pragma once

#include "service/mt-session.h"
#include "ui/editor/mt-entry-list.h"

G_BEGIN_DECLS

#define MT_TYPE_TRAVEL_LIST (mt_travel_list_get_type ())
G_DECLARE_FINAL_TYPE (MtTravelList, mt_travel_list, MT, TRAVEL_LIST, MtEntryList)

GtkWidget *mt_travel_list_new (MtSession *session, MtDate today); /* entries: MtTravel */

G_END_DECLS
