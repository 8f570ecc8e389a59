/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * Renders a window to a PNG file, for machines without a display.
 */
#pragma once

#include <gtk/gtk.h>
#include "service/mt-session.h"

G_BEGIN_DECLS

void mt_render_async (GtkWindow *window,
                      MtSession *session,
                      const char *path,
                      GAsyncReadyCallback callback,
                      gpointer user_data);
gboolean mt_render_finish (GAsyncResult *result, GError **error);

G_END_DECLS
