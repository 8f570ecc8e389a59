/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtTextRow: a row to type into, which says what is wrong with what was typed.
 */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define MT_TYPE_TEXT_ROW (mt_text_row_get_type ())
G_DECLARE_FINAL_TYPE (MtTextRow, mt_text_row, MT, TEXT_ROW, AdwEntryRow)

/* What is wrong with a text, (transfer full) (nullable): nothing. */
typedef char *(*MtTextCheck) (const char *text, gpointer user_data);

GtkWidget *mt_text_row_new (const char *title);
GtkWidget *mt_text_row_get_fault (MtTextRow *self); /* (transfer none): to stand below it */
void mt_text_row_set_check (MtTextRow *self, MtTextCheck check, gpointer user_data);
gboolean mt_text_row_validate (MtTextRow *self);
const char *mt_text_row_get_text (MtTextRow *self);
void mt_text_row_set_text (MtTextRow *self, const char *text);

G_END_DECLS
