/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * Recognises the copies that synchronisers and editors leave beside a file.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

gboolean mt_conflict_copy_is_name (const char *name);
char *mt_conflict_copy_original (const char *name);
gboolean mt_conflict_copy_same_uid (GBytes *a, GBytes *b);

G_END_DECLS
