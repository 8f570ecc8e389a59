/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtPictureRow: a row that shows somebody's picture, and takes another: chosen, or dropped on it.
 */
#pragma once

#include <adwaita.h>
#include "service/mt-person-edit.h"

G_BEGIN_DECLS

#define MT_TYPE_PICTURE_ROW (mt_picture_row_get_type ())
G_DECLARE_FINAL_TYPE (MtPictureRow, mt_picture_row, MT, PICTURE_ROW, AdwActionRow)

GtkWidget *mt_picture_row_new (MtPersonEdit *edit, const char *team_path);
void mt_picture_row_fill (MtPictureRow *self);

G_END_DECLS
