/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtPostRow: one post of the journal: who, when on both clocks, and what they wrote.
 */
#pragma once

#include <gtk/gtk.h>
#include "service/mt-post-item.h"

G_BEGIN_DECLS

#define MT_TYPE_POST_ROW (mt_post_row_get_type ())
G_DECLARE_FINAL_TYPE (MtPostRow, mt_post_row, MT, POST_ROW, GtkWidget)

GtkWidget *mt_post_row_new (gboolean whole);
void mt_post_row_set_post (MtPostRow *self, MtPostItem *post);

G_END_DECLS
