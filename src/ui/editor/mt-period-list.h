/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtPeriodList: entries by date; what is past is folded away.
 */
#pragma once

#include "ui/editor/mt-period-row.h"

G_BEGIN_DECLS

#define MT_TYPE_PERIOD_LIST (mt_period_list_get_type ())
G_DECLARE_FINAL_TYPE (MtPeriodList, mt_period_list, MT, PERIOD_LIST, GtkWidget)

/* Signals: add, when a new entry is wanted; changed, when one was changed or taken out. */
GtkWidget *mt_period_list_new (const char *name, const char *add);
void mt_period_list_clear (MtPeriodList *self);
void mt_period_list_take (MtPeriodList *self, GtkWidget *row);
void mt_period_list_take_past (MtPeriodList *self, const char *title, const char *subtitle);
void mt_period_list_open (MtPeriodList *self, GtkWidget *row);
MtPeriodRow *mt_period_list_find (MtPeriodList *self, guint index); /* nullable */
GPtrArray *mt_period_list_dup_rows (MtPeriodList *self);            /* in order of the file */
const char *mt_period_list_get_problem (MtPeriodList *self);        /* nullable */

G_END_DECLS
