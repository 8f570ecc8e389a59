/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtConflictList: what somebody else changed at the same time, to choose from.
 */
#pragma once

#include <adwaita.h>
#include "service/mt-person-edit.h"

G_BEGIN_DECLS

#define MT_TYPE_CONFLICT_LIST (mt_conflict_list_get_type ())
G_DECLARE_FINAL_TYPE (MtConflictList, mt_conflict_list, MT, CONFLICT_LIST, GtkWidget)

/* Signals: settled: there is nothing left to choose. */
GtkWidget *mt_conflict_list_new (MtPersonEdit *edit, MtFormat *format);

G_END_DECLS
