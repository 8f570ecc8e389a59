/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtItemStore: items, and the edits that are laid over them.
 */
#include "config.h"

#include "store/mt-item-store-private.h"

#include <string.h>

#include "store/mt-hash.h"
#include "store/mt-outbox-row.h"

static gint64
item_checksum (const char *href, const char *etag, GBytes *bytes)
{
  gsize size = 0;
  gconstpointer data = bytes != NULL ? g_bytes_get_data (bytes, &size) : NULL;
  guint64 hash = mt_hash_bytes (0, href, strlen (href));

  if (etag != NULL)
    hash = mt_hash_bytes (hash, etag, strlen (etag));
  return (gint64) mt_hash_bytes (hash, data, size);
}

/**
 * mt_item_store_read_row: (skip)
 * @statement: at a row of %MT_ITEM_SELECT
 * @href: (out) (transfer full) (nullable): of an item whose bits were flipped, if that can be told;
 *   else untouched
 *
 * Returns: (transfer full) (nullable): the item; %NULL for one whose bits were flipped
 */
MtStoreItem *
mt_item_store_read_row (sqlite3_stmt *statement, char **href)
{
  g_autoptr (MtStoreItem) item = g_new0 (MtStoreItem, 1);

  item->href = mt_column_text (statement, 0);
  item->etag = mt_column_text (statement, 1);
  item->parked = mt_column_text (statement, 2);
  item->bytes = mt_column_bytes (statement, 4);
  if (item->href != NULL &&
      sqlite3_column_int64 (statement, 3) == item_checksum (item->href, item->etag, item->bytes))
    return g_steal_pointer (&item);
  *href = g_steal_pointer (&item->href);
  return NULL;
}

/**
 * mt_item_store_get: (skip)
 * @self: a store
 * @id: of a collection
 * @href: of an item
 * @code: (out): a result of SQLite
 *
 * Returns: (transfer full) (nullable): the item as the server has it
 */
MtStoreItem *
mt_item_store_get (MtItemStore *self, gint64 id, const char *href, int *code)
{
  sqlite3_stmt *statement =
      mt_database_prepare (self->database, MT_ITEM_SELECT "AND href = ?2", code);
  g_autofree char *bad = NULL;
  MtStoreItem *item = NULL;

  if (statement == NULL)
    return NULL;
  sqlite3_bind_int64 (statement, 1, id);
  mt_bind_text (statement, 2, href);
  *code = sqlite3_step (statement);
  if (*code == SQLITE_ROW)
    item = mt_item_store_read_row (statement, &bad);
  if (*code == SQLITE_ROW || *code == SQLITE_DONE)
    *code = SQLITE_OK;
  mt_database_release (statement);
  return item;
}

/* -- Items that are written -- */

static int
write_item (MtItemStore *self,
            const char *sql,
            gint64 id,
            const char *href,
            const char *etag,
            GBytes *bytes)
{
  int code;
  sqlite3_stmt *statement = mt_database_prepare (self->database, sql, &code);

  if (statement == NULL)
    return code;
  sqlite3_bind_int64 (statement, 1, id);
  mt_bind_text (statement, 2, href);
  mt_bind_text (statement, 3, etag);
  sqlite3_bind_int64 (statement, 4, item_checksum (href, etag, bytes));
  mt_bind_bytes (statement, 5, bytes);
  return mt_database_finish (statement);
}

/**
 * mt_item_store_insert: (skip)
 * @self: a store that is being written
 * @id: of a collection
 * @href: of an item
 * @etag: (nullable): its ETag
 * @bytes: what it is
 *
 * Notes what the server has, new or changed. The common case of a first sync takes one statement.
 *
 * Returns: a result of SQLite; %SQLITE_DONE: it was there, the same, so nothing is to be shown anew
 */
int
mt_item_store_insert (MtItemStore *self,
                      gint64 id,
                      const char *href,
                      const char *etag,
                      GBytes *bytes)
{
  g_autoptr (MtStoreItem) known = NULL;
  gboolean same;
  int code = write_item (self,
                         "INSERT INTO item (collection, href, etag, checksum, bytes)"
                         " VALUES (?1, ?2, ?3, ?4, ?5) ON CONFLICT DO NOTHING",
                         id, href, etag, bytes);

  if (code != SQLITE_OK || sqlite3_changes (self->database->handle) > 0)
    return code;
  known = mt_item_store_get (self, id, href, &code);
  if (code != SQLITE_OK)
    return code;
  same = known != NULL && known->bytes != NULL && known->parked == NULL &&
         g_bytes_equal (known->bytes, bytes);
  if (same && g_strcmp0 (known->etag, etag) == 0)
    return SQLITE_DONE;
  code = write_item (self,
                     "UPDATE item SET etag = ?3, checksum = ?4, bytes = ?5, parked = NULL"
                     " WHERE collection = ?1 AND href = ?2",
                     id, href, etag, bytes);
  return code == SQLITE_OK && same ? SQLITE_DONE : code;
}

/**
 * mt_item_store_delete: (skip)
 * @self: a store that is being written
 * @id: of a collection
 * @href: of an item
 *
 * Returns: a result of SQLite; %SQLITE_DONE: it was not there
 */
int
mt_item_store_delete (MtItemStore *self, gint64 id, const char *href)
{
  int code;
  sqlite3_stmt *statement = mt_database_prepare (
      self->database, "DELETE FROM item WHERE collection = ?1 AND href = ?2", &code);

  if (statement == NULL)
    return code;
  sqlite3_bind_int64 (statement, 1, id);
  mt_bind_text (statement, 2, href);
  code = mt_database_finish (statement);
  if (code == SQLITE_OK && sqlite3_changes (self->database->handle) == 0)
    return SQLITE_DONE;
  return code;
}

/* -- What is shown -- */

/**
 * mt_item_store_read_item:
 * @self: a store
 * @url: of a collection
 * @href: of an item
 *
 * Returns: (transfer full) (nullable): the item as it is to be shown; %NULL: there is none, or it
 *   is to be deleted
 */
MtStoreItem *
mt_item_store_read_item (MtItemStore *self, const char *url, const char *href)
{
  g_autoptr (GPtrArray) items =
      g_ptr_array_new_with_free_func ((GDestroyNotify) mt_store_item_free);
  g_autoptr (GPtrArray) edits = NULL;
  MtStoreItem *item = NULL;
  gint64 id;
  int code;

  if (!mt_database_refresh (self->database))
    return NULL;
  id = mt_item_store_look_up (self, url, &code);
  item = code == SQLITE_OK ? mt_item_store_get (self, id, href, &code) : NULL;
  if (item != NULL)
    g_ptr_array_add (items, item);
  edits = mt_item_store_query_edits (self, url, &code);
  for (guint i = edits->len; i-- > 0;)
    if (strcmp (((const MtOutboxRow *) g_ptr_array_index (edits, i))->href, href) != 0)
      g_ptr_array_remove_index (edits, i);
  mt_outbox_lay_over (items, edits);
  return items->len > 0 ? g_ptr_array_steal_index (items, 0) : NULL;
}

/**
 * mt_item_store_has:
 * @self: a store
 * @id: of a collection
 * @href: of an item
 *
 * Returns: whether the server had it when it was last heard of, whatever waits to be done to it
 */
gboolean
mt_item_store_has (MtItemStore *self, gint64 id, const char *href)
{
  int code;
  sqlite3_stmt *statement = NULL;
  gboolean found;

  if (mt_database_refresh (self->database))
    statement = mt_database_prepare (
        self->database, "SELECT 1 FROM item WHERE collection = ?1 AND href = ?2", &code);
  if (statement == NULL)
    return FALSE;
  sqlite3_bind_int64 (statement, 1, id);
  mt_bind_text (statement, 2, href);
  found = sqlite3_step (statement) == SQLITE_ROW;
  mt_database_release (statement);
  return found;
}

/**
 * mt_item_store_list_parked:
 * @self: a store
 * @id: of a collection
 *
 * Returns: (transfer full) (element-type MtStoreItem): the items that cannot be had, by href,
 *   without what they were before
 */
GPtrArray *
mt_item_store_list_parked (MtItemStore *self, gint64 id)
{
  GPtrArray *items = g_ptr_array_new_with_free_func ((GDestroyNotify) mt_store_item_free);
  int code;
  sqlite3_stmt *statement = NULL;

  if (mt_database_refresh (self->database))
    statement = mt_database_prepare (self->database,
                                     "SELECT href, etag, parked FROM item"
                                     " WHERE collection = ?1 AND parked IS NOT NULL ORDER BY href",
                                     &code);
  if (statement == NULL)
    return items;
  sqlite3_bind_int64 (statement, 1, id);
  while (sqlite3_step (statement) == SQLITE_ROW)
    {
      MtStoreItem *item = g_new0 (MtStoreItem, 1);

      item->href = mt_column_text (statement, 0);
      item->etag = mt_column_text (statement, 1);
      item->parked = mt_column_text (statement, 2);
      if (item->href != NULL && item->parked != NULL)
        g_ptr_array_add (items, item);
      else
        mt_store_item_free (item);
    }
  mt_database_release (statement);
  return items;
}

/**
 * mt_item_store_known:
 * @self: a store
 * @id: of a collection
 *
 * Returns: (transfer full) (element-type utf8 utf8): the ETag of each item by href, "" where it is
 *   not known
 */
GHashTable *
mt_item_store_known (MtItemStore *self, gint64 id)
{
  GHashTable *known = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  int code;
  sqlite3_stmt *statement = NULL;

  if (mt_database_refresh (self->database))
    statement = mt_database_prepare (self->database,
                                     "SELECT href, etag FROM item WHERE collection = ?1", &code);
  if (statement == NULL)
    return known;
  sqlite3_bind_int64 (statement, 1, id);
  while (sqlite3_step (statement) == SQLITE_ROW)
    {
      char *href = mt_column_text (statement, 0);
      char *etag = mt_column_text (statement, 1);

      if (href != NULL)
        g_hash_table_insert (known, href, etag != NULL ? etag : g_strdup (""));
      else
        g_free (etag);
    }
  mt_database_release (statement);
  return known;
}
