/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtDetailRow: one line of the page about a person.
 */
#pragma once

#include <gtk/gtk.h>
#include "service/mt-detail-line.h"
#include "service/mt-session.h"

G_BEGIN_DECLS

#define MT_TYPE_DETAIL_ROW (mt_detail_row_get_type ())
G_DECLARE_FINAL_TYPE (MtDetailRow, mt_detail_row, MT, DETAIL_ROW, GtkListBoxRow)

GtkWidget *mt_detail_row_new (MtDetailLine *line, MtSession *session, MtPersonItem *person);
gboolean mt_detail_row_toggle (MtDetailRow *self);
MtDetailLine *mt_detail_row_get_line (MtDetailRow *self); /* (transfer none) */

G_END_DECLS
