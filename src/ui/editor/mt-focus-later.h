/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * Gives the keyboard to a widget that is still to come in sight.
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

void mt_focus_later (GtkWidget *widget);

G_END_DECLS
