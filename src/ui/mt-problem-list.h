/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtProblemList: what is wrong with the files we were given, to read and to copy.
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define MT_TYPE_PROBLEM_LIST (mt_problem_list_get_type ())
G_DECLARE_FINAL_TYPE (MtProblemList, mt_problem_list, MT, PROBLEM_LIST, GtkWidget)

/* Properties: session (MtSession, nullable). */

G_END_DECLS
