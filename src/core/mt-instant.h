/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * Instants, lengths and typed times as text: RFC 3339, "1d4h30m", "15:00 thursday Berlin".
 */
#pragma once

#include "core/mt-team.h"

G_BEGIN_DECLS

gboolean mt_instant_parse (const char *rfc3339, gint64 *instant);
char *mt_instant_format_utc (gint64 instant);
char *mt_instant_format_local (gint64 instant, gint32 offset_s);
gboolean mt_length_parse (const char *text, gint64 *length_s);
char *mt_length_format (gint64 length_s);

G_END_DECLS
