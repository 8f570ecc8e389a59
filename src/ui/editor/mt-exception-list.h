/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtExceptionList: the hours of single dates of a person, to be added, changed and taken out.
 */
#pragma once

#include "core/mt-team.h"
#include "ui/editor/mt-entry-list.h"

G_BEGIN_DECLS

#define MT_TYPE_EXCEPTION_LIST (mt_exception_list_get_type ())
G_DECLARE_FINAL_TYPE (MtExceptionList, mt_exception_list, MT, EXCEPTION_LIST, MtEntryList)

GtkWidget *mt_exception_list_new (MtFormat *format, MtDate today); /* entries: MtException */

G_END_DECLS
