/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtFileRow: a file that may be chosen, and be taken away again.
 */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define MT_TYPE_FILE_ROW (mt_file_row_get_type ())
G_DECLARE_FINAL_TYPE (MtFileRow, mt_file_row, MT, FILE_ROW, AdwActionRow)

/* Property: file (GFile, nullable). */
char *mt_file_row_dup_path (MtFileRow *self); /* nullable */
void mt_file_row_set_path (MtFileRow *self, const char *path);
void mt_file_row_choose (MtFileRow *self);

G_END_DECLS
