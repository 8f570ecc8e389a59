/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtHint: one line below the clocks when something about the viewer needs saying: whose clock is
 * shown, or that nobody said who they are.
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define MT_TYPE_HINT (mt_hint_get_type ())
G_DECLARE_FINAL_TYPE (MtHint, mt_hint, MT, HINT, GtkWidget)

/* Properties: session (MtSession, nullable). The chosen person goes to the action app.me. */

G_END_DECLS
