/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * How long a server asks to be left alone.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

gint64 mt_retry_after_parse (const char *value, const char *date);
char *mt_retry_after_describe (gint64 seconds);

G_END_DECLS
