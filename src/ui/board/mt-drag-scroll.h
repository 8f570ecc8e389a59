/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * What is dragged near the edge of a view scrolls it.
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

void mt_drag_scroll_add (GtkScrolledWindow *view);

G_END_DECLS
