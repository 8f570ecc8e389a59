/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtBoardColumn: one column of the board: its name, how many cards, the cards.
 */
#pragma once

#include <gtk/gtk.h>
#include "service/mt-column-item.h"

G_BEGIN_DECLS

#define MT_TYPE_BOARD_COLUMN (mt_board_column_get_type ())
G_DECLARE_FINAL_TYPE (MtBoardColumn, mt_board_column, MT, BOARD_COLUMN, GtkWidget)

GtkWidget *mt_board_column_new (MtColumnItem *column);
void mt_board_column_set_filter (MtBoardColumn *self, GtkFilter *filter);
void mt_board_column_restart (MtBoardColumn *self);
guint mt_board_column_get_n_shown (MtBoardColumn *self);
guint mt_board_column_get_n_tasks (MtBoardColumn *self);
void mt_board_column_set_can_add (MtBoardColumn *self, gboolean can_add);
gboolean mt_board_column_focus (MtBoardColumn *self, const char *id);

G_END_DECLS
