/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * Pointer and keys on a column of the board: drop, menu, moving cards.
 */
#pragma once

#include "ui/board/mt-board-column.h"

G_BEGIN_DECLS

void mt_column_input_add (MtBoardColumn *column, GtkListView *list);

G_END_DECLS
