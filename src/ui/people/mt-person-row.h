/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtPersonRow: one person: who, where, their state until when in both clocks, their day.
 */
#pragma once

#include "ui/people/mt-axis.h"

G_BEGIN_DECLS

#define MT_TYPE_PERSON_ROW (mt_person_row_get_type ())
G_DECLARE_FINAL_TYPE (MtPersonRow, mt_person_row, MT, PERSON_ROW, GtkWidget)

GtkWidget *mt_person_row_new (MtAxis *axis);
void mt_person_row_set_person (MtPersonRow *self, MtPersonItem *person);
void mt_person_row_set_title (MtPersonRow *self, const char *title);
gboolean mt_person_row_walk (MtPersonRow *self, int direction);
MtPersonItem *mt_person_row_get_person (MtPersonRow *self);  /* (transfer none) nullable */
MtPersonItem *mt_person_row_find_person (GtkWidget *widget); /* (transfer none) nullable */

G_END_DECLS
