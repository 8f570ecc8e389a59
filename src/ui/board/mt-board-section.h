/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtBoardSection: the board, column by column.
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define MT_TYPE_BOARD_SECTION (mt_board_section_get_type ())
G_DECLARE_FINAL_TYPE (MtBoardSection, mt_board_section, MT, BOARD_SECTION, GtkWidget)

/* Properties: session (MtSession, nullable); narrow (boolean); filter (strv): which cards are
 * shown, as mt_task_filter_to_strv() has it. */
void mt_board_section_find (MtBoardSection *self);

G_END_DECLS
