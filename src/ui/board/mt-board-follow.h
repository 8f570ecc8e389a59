/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * The focus goes with a card that is moved by keys.
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

void mt_board_follow (GtkWidget *board, const char *id);

G_END_DECLS
