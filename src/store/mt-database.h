/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtDatabase: the SQLite file, opened as it should be, brought up to date, and made anew around the
 * edits that wait when it is damaged.
 *
 * One connection, for one thread at a time. Any number of them, in any number of processes, may
 * have the same file open.
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

  gboolean careful;     /* holds what cannot be made again */
  gboolean read_only;   /* the disk is */
  gboolean checked;     /* the whole file was found sound */
  gboolean durable;     /* a commit is on the disk */
  int lock;             /* owned: of the lock file, -1 not open yet */
  GHashTable *prepared; /* owned: SQL (unowned: a literal) -> sqlite3_stmt (owned) */
} MtDatabase;

MtDatabase *mt_database_new (const char *path, gboolean careful);
void mt_database_free (MtDatabase *self);
gboolean mt_database_is_damage (int code);
gboolean mt_database_heal (MtDatabase *self);
gboolean mt_database_check (MtDatabase *self);
gboolean mt_database_refresh (MtDatabase *self);

sqlite3_stmt *mt_database_prepare (MtDatabase *self, const char *sql, int *code);
void mt_database_release (sqlite3_stmt *statement);
int mt_database_finish (sqlite3_stmt *statement);

gboolean mt_database_begin (MtDatabase *self, gboolean durable, GError **error);
gboolean mt_database_commit (MtDatabase *self, GError **error);
void mt_database_rollback (MtDatabase *self);
void mt_database_set_error (MtDatabase *self, int code, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MtDatabase, mt_database_free)

G_END_DECLS
