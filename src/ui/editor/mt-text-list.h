/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtTextList: a list of texts, each in a row to type into: e-mail addresses, calendars.
 */
#pragma once

#include "ui/editor/mt-text-row.h"

G_BEGIN_DECLS

#define MT_TYPE_TEXT_LIST (mt_text_list_get_type ())
G_DECLARE_FINAL_TYPE (MtTextList, mt_text_list, MT, TEXT_LIST, AdwPreferencesGroup)

/* Signals: changed. */
GtkWidget *mt_text_list_new (const char *title, const char *row_title);
void mt_text_list_set_check (MtTextList *self, MtTextCheck check, gpointer user_data);
void mt_text_list_set_ordered (MtTextList *self, gboolean ordered);
void mt_text_list_set_texts (MtTextList *self, const char *const *texts);
char **mt_text_list_dup_texts (MtTextList *self);
GtkWidget *mt_text_list_add (MtTextList *self, const char *text);
gboolean mt_text_list_validate (MtTextList *self, GtkWidget **faulty);

G_END_DECLS
