/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * Foreign names of zones: Windows names and the prefixes of other calendar programs.
 */
#pragma once

#include "core/mt-zone.h"

G_BEGIN_DECLS

char *mt_zone_alias_resolve (const char *tzid, MtZoneLookup exists, gpointer user_data);

G_END_DECLS
