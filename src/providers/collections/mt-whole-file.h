/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * A file read, written, exchanged or removed as a whole, unless somebody else has touched it.
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

GBytes *mt_whole_file_read (const char *path, GError **error);
gboolean mt_whole_file_create (const char *path, GBytes *bytes, GError **error);
gboolean mt_whole_file_replace (const char *path, GBytes *bytes);
gboolean mt_whole_file_exchange (const char *path, GBytes *before, GBytes *after, GError **error);
gboolean mt_whole_file_remove (const char *path, GBytes *before, GError **error);

G_END_DECLS
