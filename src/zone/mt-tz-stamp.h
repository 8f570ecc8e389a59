/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * A number that changes when tzdata or the local zone do.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

guint64 mt_tz_stamp_read (const char *directory, const char *localtime);
guint64 mt_tz_stamp_read_directory (const char *directory);

G_END_DECLS
