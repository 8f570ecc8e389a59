/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * Paths of URLs, in segments that are escaped only where they would lose something otherwise.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

GPtrArray *mt_url_path_split (const char *path);
char *mt_url_path_normalise (const char *path);
void mt_url_path_append (GString *url, const char *name);
gboolean mt_url_path_is_dots (const char *name);
gboolean mt_url_path_is_plain (const char *text);
gboolean mt_url_path_is_escape (const char *text);

G_END_DECLS
