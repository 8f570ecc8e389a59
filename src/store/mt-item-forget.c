/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtItemStore: what is no longer wanted leaves the file, and the file gets smaller.
 */
#include "config.h"

#include "store/mt-item-store-private.h"

#include <sys/file.h>

#include "store/mt-database-private.h"

/* A file with less to win stays as it is: the room is used again. In pages of 4 KiB. */
#define FREE_PAGES_MIN 256

static int
run_for (MtItemStore *self, const char *sql, gint64 id)
{
  int code;
  sqlite3_stmt *statement = mt_database_prepare (self->database, sql, &code);

  if (statement == NULL)
    return code;
  sqlite3_bind_int64 (statement, 1, id);
  return mt_database_finish (statement);
}

/* A collection with edits keeps its row, as if it had never been asked for. */
static int
forget (MtItemStore *self, const char *url)
{
  int code;
  const gint64 id = mt_item_store_look_up (self, url, &code);
  g_autoptr (GPtrArray) edits = NULL;

  if (code == SQLITE_OK && id != 0)
    code = run_for (self, "DELETE FROM item WHERE collection = ?1", id);
  if (code == SQLITE_OK)
    edits = mt_item_store_query_edits (self, url, &code);
  if (code != SQLITE_OK)
    return code;
  code = edits->len == 0 ? run_for (self, "DELETE FROM collection WHERE id = ?1", id)
                         : run_for (self,
                                    "UPDATE collection SET account = NULL, token = NULL,"
                                    " ctag = NULL, mode = NULL, checked = 0, failed_since = 0,"
                                    " trouble = NULL, vanished = 0 WHERE id = ?1",
                                    id);
  return code == SQLITE_OK && edits->len > 0 ? mt_item_store_touch (self, id, TRUE) : code;
}

/* What was made of items tells as much as they do; all of it can be made again. */
static int
forget_agendas (MtItemStore *self)
{
  int code;
  sqlite3_stmt *statement = mt_database_prepare (self->database, "DELETE FROM agenda", &code);

  return statement != NULL ? mt_database_finish (statement) : code;
}

static int
forget_all (MtItemStore *self, gpointer data, GError **error)
{
  const char *const *urls = data;
  int code = SQLITE_OK;

  for (; *urls != NULL && code == SQLITE_OK; urls++)
    code = forget (self, *urls);
  return code == SQLITE_OK ? forget_agendas (self) : code;
}

static gint64
read_number (MtItemStore *self, const char *sql)
{
  sqlite3_stmt *statement = NULL;
  gint64 number = 0;

  if (sqlite3_prepare_v2 (self->database->handle, sql, -1, &statement, NULL) == SQLITE_OK &&
      sqlite3_step (statement) == SQLITE_ROW)
    number = sqlite3_column_int64 (statement, 0);
  sqlite3_finalize (statement);
  return number;
}

/* Gives back to the disk what is no longer used, where that is a good part of the file. If somebody
 * else writes at this moment the next time does it. Source: sqlite.org, lang_vacuum.html */
static void
shrink (MtItemStore *self)
{
  MtDatabase *database = self->database;
  gint64 n_free;

  if (!mt_database_refresh (database) || database->read_only)
    return;
  n_free = read_number (self, "PRAGMA freelist_count");
  if (n_free < FREE_PAGES_MIN || n_free * 4 < read_number (self, "PRAGMA page_count"))
    return;
  mt_database_lock (database, LOCK_SH);
  if (!mt_database_run (database, "VACUUM") ||
      !mt_database_run (database, "PRAGMA wal_checkpoint (TRUNCATE)"))
    g_debug ("%s stays as large as it is", database->path);
  mt_database_lock (database, LOCK_UN);
}

/**
 * mt_item_store_forget:
 * @self: a store
 * @urls: (array zero-terminated=1): of collections
 * @error: set to a #MtStoreError
 *
 * Drops what is known of collections, as when their account is removed, with all that was made of
 * it; the file gets smaller where that is worth it. Edits that wait are kept. Blocking.
 *
 * Returns: %TRUE if that is done
 */
gboolean
mt_item_store_forget (MtItemStore *self, const char *const *urls, GError **error)
{
  if (*urls == NULL)
    return TRUE;
  if (!mt_item_store_write (self, FALSE, forget_all, (gpointer) urls, error))
    return FALSE;
  shrink (self);
  return TRUE;
}
