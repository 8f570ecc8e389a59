/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * Tells a web page from what it pretends to be.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* So many bytes are enough. */
#define MT_WEB_PAGE_BYTES 64

gboolean mt_web_page_begins (const char *bytes, gsize n);

G_END_DECLS
