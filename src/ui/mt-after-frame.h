/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * What the first frame does not need is done after it.
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

typedef void (*MtAfterFrameFunc) (GtkWidget *widget);

void mt_after_frame_add (GtkWidget *widget, MtAfterFrameFunc func);

G_END_DECLS
