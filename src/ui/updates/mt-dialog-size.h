/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * How large a dialog may be, beside the window it belongs to.
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

void mt_dialog_size_fit (GtkWindow *dialog, GtkWindow *parent);

G_END_DECLS
