/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * "Did you mean ...?": the names nearest to one that nobody knows.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

char **mt_near_find (const char *word, const char *const *names, guint n_max);

G_END_DECLS
