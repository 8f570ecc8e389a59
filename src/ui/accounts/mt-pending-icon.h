/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * The mark beside what is not as its server has it.
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

void mt_pending_icon_update (GtkImage *icon, int sync_state, const char *sync_text);

G_END_DECLS
