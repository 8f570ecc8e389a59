/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtTextArea: a field of several lines with a title. Tab leaves it.
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define MT_TYPE_TEXT_AREA (mt_text_area_get_type ())
G_DECLARE_FINAL_TYPE (MtTextArea, mt_text_area, MT, TEXT_AREA, GtkWidget)

/* Properties: title (string). Signal: changed (). */
char *mt_text_area_dup_text (MtTextArea *self);
void mt_text_area_set_text (MtTextArea *self, const char *text);
void mt_text_area_add_line (MtTextArea *self, const char *line);

G_END_DECLS
