/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * Whether two answers about free/busy are the same.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

gboolean mt_sync_same_freebusy (GBytes *a, GBytes *b);

G_END_DECLS
