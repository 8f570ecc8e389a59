/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * Puts a picture that somebody chose where everybody who has the team file finds it.
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

void mt_picture_place_async (GFile *file,
                             const char *team_path,
                             const char *stem,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data);
char *mt_picture_place_finish (GAsyncResult *result, GError **error);

G_END_DECLS
