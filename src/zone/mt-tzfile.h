/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * Reads a TZif file into a zone. The bytes are not trusted.
 */
#pragma once

#include "core/mt-zone.h"

G_BEGIN_DECLS

#define MT_TZFILE_LAST_YEAR 2200 /* the rule at the end of a file is followed until then */

MtZone *mt_tzfile_parse (const char *id, const guint8 *bytes, gsize size);
MtZone *mt_tzfile_load (const char *id, const char *path);
gboolean mt_tzfile_is_one (const char *path);

G_END_DECLS
