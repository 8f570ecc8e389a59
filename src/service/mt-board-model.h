/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * The board as models: which card stands in which column, and in which order.
 */
#pragma once

#include "service/mt-moment.h"

G_BEGIN_DECLS

void mt_board_model_set (GListStore *columns, MtMoment *moment, GHashTable *people);
void mt_board_model_refresh (GListModel *columns);

G_END_DECLS
