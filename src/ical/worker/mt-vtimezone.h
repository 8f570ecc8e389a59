/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * A stranger's VTIMEZONE read by our own bounded code: the last resort for a TZID that is no name
 * of tzdata.
 */
#pragma once

#include "core/mt-zone.h"

G_BEGIN_DECLS

MtZone *mt_vtimezone_read (const char *text, gsize length, const char *tzid);
char *mt_vtimezone_dup_location (const char *text, gsize length);

G_END_DECLS
