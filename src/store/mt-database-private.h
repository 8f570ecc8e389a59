/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * The insides of MtDatabase, for the files that are its parts.
 */
#pragma once

#include "store/mt-database.h"

G_BEGIN_DECLS

gboolean mt_database_run (MtDatabase *self, const char *sql);
void mt_database_lock (MtDatabase *self, int how);
void mt_database_set_patience (MtDatabase *self);
gboolean mt_database_has_moved (MtDatabase *self);

G_END_DECLS
