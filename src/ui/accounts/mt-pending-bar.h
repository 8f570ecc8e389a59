/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtPendingBar: says in a dialog that its item is not as its server has it, and lets somebody
 * decide.
 */
#pragma once

#include <gtk/gtk.h>
#include "service/mt-session.h"

G_BEGIN_DECLS

#define MT_TYPE_PENDING_BAR (mt_pending_bar_get_type ())
G_DECLARE_FINAL_TYPE (MtPendingBar, mt_pending_bar, MT, PENDING_BAR, GtkWidget)

void mt_pending_bar_set_mark (MtPendingBar *self, MtSession *session, const MtPendingMark *mark);

G_END_DECLS
