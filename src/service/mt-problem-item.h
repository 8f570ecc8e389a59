/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtProblemItem: one problem, for the window to list.
 */
#pragma once

#include <gio/gio.h>
#include "core/mt-problem.h"

G_BEGIN_DECLS

#define MT_TYPE_PROBLEM_ITEM (mt_problem_item_get_type ())
G_DECLARE_FINAL_TYPE (MtProblemItem, mt_problem_item, MT, PROBLEM_ITEM, GObject)

/* Properties, read-only: where (string) "work.ics, item abc"; message (string); is-error (boolean).
 */
MtProblemItem *mt_problem_item_new (const MtProblem *problem);

G_END_DECLS
