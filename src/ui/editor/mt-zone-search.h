/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * Finds zones of tzdata by parts of their names.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

char **mt_zone_search (const char *const *zones, const char *text, guint max);

G_END_DECLS
