/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtAwayList: the absences of a person, to be added, changed and taken out.
 */
#pragma once

#include "core/mt-team.h"
#include "ui/editor/mt-entry-list.h"

G_BEGIN_DECLS

#define MT_TYPE_AWAY_LIST (mt_away_list_get_type ())
G_DECLARE_FINAL_TYPE (MtAwayList, mt_away_list, MT, AWAY_LIST, MtEntryList)

GtkWidget *mt_away_list_new (MtFormat *format, MtDate today); /* entries: MtAway */

G_END_DECLS
