/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtDatabase: the SQLite file, opened as it should be, and made anew when it is damaged.
 */
#pragma once

#include <glib.h>
#include <sqlite3.h>

G_BEGIN_DECLS

typedef struct
{
  sqlite3 *handle; /* owned, NULL: works without */
  char *path;      /* owned */
  char *trouble;   /* owned, nullable: what is wrong, in the user's language */
} MtDatabase;

MtDatabase *mt_database_new (const char *path);
void mt_database_free (MtDatabase *self);
gboolean mt_database_is_damage (int code);
gboolean mt_database_heal (MtDatabase *self);
gboolean mt_database_check (MtDatabase *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MtDatabase, mt_database_free)

G_END_DECLS
