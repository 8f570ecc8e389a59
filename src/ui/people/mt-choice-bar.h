/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtChoiceBar: whose overlap is shown, how many of them must be free, and the way back.
 */
#pragma once

#include <gtk/gtk.h>
#include "service/mt-session.h"

G_BEGIN_DECLS

#define MT_TYPE_CHOICE_BAR (mt_choice_bar_get_type ())
G_DECLARE_FINAL_TYPE (MtChoiceBar, mt_choice_bar, MT, CHOICE_BAR, GtkWidget)

/* Properties: session (MtSession, nullable). */

G_END_DECLS
