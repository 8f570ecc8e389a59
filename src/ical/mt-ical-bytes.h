/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * Bytes from outside made into text: byte order marks, UTF-16, old line ends, Latin-1, NUL.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

GBytes *mt_ical_bytes_normalise (GBytes *bytes);
char *mt_ical_bytes_to_utf8 (const char *bytes, gsize length, gboolean *repaired);

G_END_DECLS
