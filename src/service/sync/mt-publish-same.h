/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * Whether an item of a server is what was sent to it: servers write items anew in their own way.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

gboolean mt_publish_same (GBytes *ours, GBytes *theirs);
char *mt_publish_find_uid (GBytes *item);

G_END_DECLS
