/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtStretchRow: the earliest and latest time for a meeting if pressed, or that there is none.
 */
#pragma once

#include <adwaita.h>
#include "core/mt-team.h"
#include "service/mt-format.h"

G_BEGIN_DECLS

#define MT_TYPE_STRETCH_ROW (mt_stretch_row_get_type ())
G_DECLARE_FINAL_TYPE (MtStretchRow, mt_stretch_row, MT, STRETCH_ROW, AdwExpanderRow)

/* A row of an AdwPreferencesGroup. Properties, read-only: problem (string, nullable): what is typed
 * wrong, in words. Signals: changed. */
GtkWidget *mt_stretch_row_new (MtFormat *format);
void mt_stretch_row_set_stretch (MtStretchRow *self, const MtRange *stretch); /* nullable: none */
gboolean mt_stretch_row_get_stretch (MtStretchRow *self, MtRange *stretch);
const char *mt_stretch_row_get_problem (MtStretchRow *self);

G_END_DECLS
