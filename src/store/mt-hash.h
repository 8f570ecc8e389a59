/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * A fast hash of bytes, against accidents: flipped bits, changed files. No protection against
 * anybody who means it.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

guint64 mt_hash_bytes (guint64 seed, gconstpointer data, gsize size);

G_END_DECLS
