/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtDateRow: a date, typed as people write it or chosen in a calendar.
 */
#pragma once

#include <adwaita.h>
#include "service/mt-format.h"

G_BEGIN_DECLS

#define MT_TYPE_DATE_ROW (mt_date_row_get_type ())
G_DECLARE_FINAL_TYPE (MtDateRow, mt_date_row, MT, DATE_ROW, AdwEntryRow)

/* Signals: changed-date, also when what is typed is no date any more: then get_date is FALSE. */
GtkWidget *mt_date_row_new (MtFormat *format, const char *title, MtDate today);
void mt_date_row_set_date (MtDateRow *self, MtDate date);
gboolean mt_date_row_get_date (MtDateRow *self, MtDate *date);

G_END_DECLS
