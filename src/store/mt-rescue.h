/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * Gets the edits that wait out of a damaged file, without SQLite: of the bytes alone.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Of all our files, so that pages can be found when the header of a file is gone. */
#define MT_RESCUE_PAGE_SIZE 4096

GPtrArray *mt_rescue_scan (const char *path);
gboolean mt_rescue_edits (const char *path, const char *fresh, guint *n_edits);
gboolean mt_rescue_exchange (const char *path, const char *fresh);

G_END_DECLS
