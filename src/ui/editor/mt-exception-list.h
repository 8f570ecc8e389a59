/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtExceptionList: the hours of single dates, which replace those of the week.
 */
#pragma once

#include <adwaita.h>
#include "core/mt-team.h"
#include "service/mt-format.h"

G_BEGIN_DECLS

#define MT_TYPE_EXCEPTION_LIST (mt_exception_list_get_type ())
G_DECLARE_FINAL_TYPE (MtExceptionList, mt_exception_list, MT, EXCEPTION_LIST, GtkWidget)

/* Properties, read-only: problem (string, nullable): what is typed wrong, in words. Signals:
 * changed. Entries keep the order of the file, where the first of a date counts. */
GtkWidget *mt_exception_list_new (MtFormat *format, MtDate today);
void mt_exception_list_set_exceptions (MtExceptionList *self, const GArray *exceptions);
GArray *mt_exception_list_dup_exceptions (MtExceptionList *self); /* (element-type MtException) */
const char *mt_exception_list_get_problem (MtExceptionList *self);

G_END_DECLS
