/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * What files look like from outside (sizes, times, inodes): equal twice, they need not be read
 * again.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* `paths`: files, and folders of .ics files. Take it before reading them. `settled` (out): FALSE if
 * one changed so recently that another change might look the same: such a signature proves nothing
 * later and is to be stored as "". */
char *mt_signature_take (const char *const *paths, gboolean *settled);

G_END_DECLS
