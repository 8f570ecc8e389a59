/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * URLs in one form, so that they can be compared: foreign hrefs come absolute or relative, escaped
 * in any way or not at all.
 *
 * A *name* is the decoded path of something below a collection ("a b.ics"). What cannot be told
 * apart decoded stays escaped in it: %2F, %25, controls, and bytes that are no UTF-8.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

char *mt_url_normalise (const char *url, GError **error);
char *mt_url_resolve (const char *base, const char *reference, GError **error);
char *mt_url_resolve_collection (const char *base, const char *reference, GError **error);

char *mt_url_get_origin (const char *url);
char *mt_url_get_host (const char *url);
char *mt_url_get_path (const char *url);

gboolean mt_url_equal (const char *a, const char *b);
gboolean mt_url_same_origin (const char *a, const char *b);
gboolean mt_url_same_site (const char *a, const char *b);
gboolean mt_url_is_loopback (const char *url);
gboolean mt_url_is_secure (const char *url);

char *mt_url_get_name (const char *collection, const char *base, const char *href);
char *mt_url_get_child (const char *collection, const char *name);

G_END_DECLS
