/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtProblemsWindow: the list of problems behind the trouble bar.
 */
#pragma once

#include <adwaita.h>
#include "service/mt-session.h"

G_BEGIN_DECLS

#define MT_TYPE_PROBLEMS_WINDOW (mt_problems_window_get_type ())
G_DECLARE_FINAL_TYPE (MtProblemsWindow, mt_problems_window, MT, PROBLEMS_WINDOW, AdwWindow)

GtkWindow *mt_problems_window_new (GtkWindow *parent, MtSession *session);

G_END_DECLS
