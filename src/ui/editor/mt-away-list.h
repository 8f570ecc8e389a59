/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtAwayList: the absences of a person, to be added, changed and taken out.
 */
#pragma once

#include <adwaita.h>
#include "core/mt-team.h"
#include "service/mt-format.h"

G_BEGIN_DECLS

#define MT_TYPE_AWAY_LIST (mt_away_list_get_type ())
G_DECLARE_FINAL_TYPE (MtAwayList, mt_away_list, MT, AWAY_LIST, GtkWidget)

/* Properties, read-only: problem (string, nullable): what is typed wrong, in words. Signals:
 * changed. Entries keep the order of the file; what is past is folded away. */
GtkWidget *mt_away_list_new (MtFormat *format, MtDate today);
void mt_away_list_set_away (MtAwayList *self, const GArray *away); /* (element-type MtAway) */
GArray *mt_away_list_dup_away (MtAwayList *self);
const char *mt_away_list_get_problem (MtAwayList *self);

G_END_DECLS
