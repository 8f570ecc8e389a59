/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtItemStore: collections, and how far each has been followed.
 */
#include "config.h"

#include "store/mt-item-store-private.h"

#include "store/mt-outbox-row.h"

/* Never the same twice, whatever became of the collection, the file or the clock meanwhile; nor 0.
 */
#define RANDOM "(random () & 0x7fffffffffffffff | 1)"

#define COLLECTION_COLUMNS                                                                         \
  "SELECT c.id, c.url, c.account, c.kind, c.title, c.components, c.token, c.ctag, c.mode,"         \
  " c.checked, c.changed, c.failed_since, c.trouble, c.vanished, c.read_only, c.stamp,"            \
  " (SELECT count (*) FROM item i WHERE i.collection = c.id),"                                     \
  " (SELECT count (*) FROM item i WHERE i.collection = c.id AND i.parked IS NOT NULL),"            \
  " (SELECT count (*) FROM outbox o WHERE o.url = c.url AND o.state < 3),"                         \
  " (SELECT count (*) FROM outbox o WHERE o.url = c.url AND o.state >= 3)"                         \
  " FROM collection c "

/* (transfer full) */
static MtStoreCollection *
read_collection (sqlite3_stmt *statement)
{
  MtStoreCollection *found = g_new0 (MtStoreCollection, 1);

  found->id = sqlite3_column_int64 (statement, 0);
  found->url = mt_column_text (statement, 1);
  found->account = mt_column_text (statement, 2);
  found->kind = mt_column_text (statement, 3);
  found->title = mt_column_text (statement, 4);
  found->components = mt_column_text (statement, 5);
  found->token = mt_column_text (statement, 6);
  found->ctag = mt_column_text (statement, 7);
  found->mode = mt_column_text (statement, 8);
  found->checked = sqlite3_column_int64 (statement, 9);
  found->changed = sqlite3_column_int64 (statement, 10);
  found->failed_since = sqlite3_column_int64 (statement, 11);
  found->trouble = mt_column_text (statement, 12);
  found->n_vanished = (guint) sqlite3_column_int64 (statement, 13);
  found->held = found->n_vanished > 0;
  found->read_only = sqlite3_column_int (statement, 14) != 0;
  found->stamp = (guint64) sqlite3_column_int64 (statement, 15);
  found->n_items = (guint) sqlite3_column_int64 (statement, 16);
  found->n_parked = (guint) sqlite3_column_int64 (statement, 17);
  found->n_pending = (guint) sqlite3_column_int64 (statement, 18);
  found->n_conflicts = (guint) sqlite3_column_int64 (statement, 19);
  return found;
}

/* (transfer full): what a bound statement finds. Damage leaves an empty list and a healed file. */
static GPtrArray *
read_collections (MtItemStore *self, sqlite3_stmt *statement, int code)
{
  GPtrArray *list = g_ptr_array_new_with_free_func ((GDestroyNotify) mt_store_collection_free);

  while (statement != NULL && (code = sqlite3_step (statement)) == SQLITE_ROW)
    {
      MtStoreCollection *found = read_collection (statement);

      if (found->url != NULL && found->kind != NULL)
        g_ptr_array_add (list, found);
      else
        mt_store_collection_free (found);
    }
  mt_database_release (statement);
  if (mt_database_is_damage (code))
    {
      g_ptr_array_set_size (list, 0);
      mt_database_heal (self->database);
    }
  return list;
}

/**
 * mt_item_store_list:
 * @self: a store
 *
 * Returns: (transfer full) (element-type MtStoreCollection): all collections, by URL
 */
GPtrArray *
mt_item_store_list (MtItemStore *self)
{
  int code = SQLITE_OK;
  sqlite3_stmt *statement = NULL;

  if (mt_database_refresh (self->database))
    statement = mt_database_prepare (self->database, COLLECTION_COLUMNS "ORDER BY c.url", &code);
  return read_collections (self, statement, code);
}

/**
 * mt_item_store_find:
 * @self: a store
 * @url: of a collection
 *
 * Returns: (transfer full) (nullable): what is known of it
 */
MtStoreCollection *
mt_item_store_find (MtItemStore *self, const char *url)
{
  g_autoptr (GPtrArray) list = NULL;
  int code = SQLITE_OK;
  sqlite3_stmt *statement = NULL;

  if (mt_database_refresh (self->database))
    statement = mt_database_prepare (self->database, COLLECTION_COLUMNS "WHERE c.url = ?1", &code);
  if (statement != NULL)
    mt_bind_text (statement, 1, url);
  list = read_collections (self, statement, code);
  return list->len > 0 ? g_ptr_array_steal_index (list, 0) : NULL;
}

/* One number of a collection, 0 when there is none. */
static gint64
query_number (MtItemStore *self, const char *sql, const char *url, int *code)
{
  sqlite3_stmt *statement = mt_database_prepare (self->database, sql, code);
  gint64 number = 0;

  if (statement == NULL)
    return 0;
  mt_bind_text (statement, 1, url);
  *code = sqlite3_step (statement);
  if (*code == SQLITE_ROW)
    number = sqlite3_column_int64 (statement, 0);
  if (*code == SQLITE_ROW || *code == SQLITE_DONE)
    *code = SQLITE_OK;
  mt_database_release (statement);
  return number;
}

/**
 * mt_item_store_look_up: (skip)
 * @self: a store
 * @url: of a collection
 * @code: (out): a result of SQLite
 *
 * Returns: its id, 0 when there is none
 */
gint64
mt_item_store_look_up (MtItemStore *self, const char *url, int *code)
{
  return query_number (self, "SELECT id FROM collection WHERE url = ?1", url, code);
}

/**
 * mt_item_store_stamp:
 * @self: a store
 * @url: of a collection
 *
 * Cheap: one look-up.
 *
 * Returns: a number that differs from any earlier one once an item, or an edit of one, does; 0 when
 *   there is no such collection
 */
guint64
mt_item_store_stamp (MtItemStore *self, const char *url)
{
  int code;

  if (!mt_database_refresh (self->database))
    return 0;
  return (guint64) query_number (self, "SELECT stamp FROM collection WHERE url = ?1", url, &code);
}

/**
 * mt_item_store_touch: (skip)
 * @self: a store that is being written
 * @id: of a collection
 * @items: whether the server's items changed, not just what is to be said of them
 *
 * Gives a collection a new stamp.
 *
 * Returns: a result of SQLite, %SQLITE_NOTFOUND without such a collection
 */
int
mt_item_store_touch (MtItemStore *self, gint64 id, gboolean items)
{
  int code;
  sqlite3_stmt *statement =
      mt_database_prepare (self->database,
                           "UPDATE collection SET stamp = " RANDOM ","
                           " changed = iif (?2, max (checked, changed), changed) WHERE id = ?1",
                           &code);

  if (statement == NULL)
    return code;
  sqlite3_bind_int64 (statement, 1, id);
  sqlite3_bind_int (statement, 2, items);
  code = mt_database_finish (statement);
  if (code == SQLITE_OK && sqlite3_changes (self->database->handle) == 0)
    return SQLITE_NOTFOUND;
  return code;
}

/**
 * mt_item_store_make: (skip)
 * @self: a store that is being written
 * @url: of a collection
 * @id: (out): its number
 *
 * Makes sure that a collection is there.
 *
 * Returns: a result of SQLite
 */
int
mt_item_store_make (MtItemStore *self, const char *url, gint64 *id)
{
  int code;
  sqlite3_stmt *statement;

  *id = mt_item_store_look_up (self, url, &code);
  if (code != SQLITE_OK || *id != 0)
    return code;
  statement = mt_database_prepare (
      self->database, "INSERT INTO collection (url, stamp) VALUES (?1, " RANDOM ")", &code);
  if (statement == NULL)
    return code;
  mt_bind_text (statement, 1, url);
  code = mt_database_finish (statement);
  *id = sqlite3_last_insert_rowid (self->database->handle);
  return code;
}

/**
 * mt_item_store_touch_url: (skip)
 * @self: a store that is being written
 * @url: of a collection whose edits changed
 *
 * Gives a collection a new stamp; makes it where it is not there yet.
 *
 * Returns: a result of SQLite
 */
int
mt_item_store_touch_url (MtItemStore *self, const char *url)
{
  gint64 id;
  const int code = mt_item_store_make (self, url, &id);

  return code == SQLITE_OK ? mt_item_store_touch (self, id, FALSE) : code;
}

typedef struct
{
  const char *url;
  const char *account;
  const char *kind;
  gint64 id;
} Add;

static int
add (MtItemStore *self, gpointer data, GError **error)
{
  Add *what = data;
  int code = mt_item_store_make (self, what->url, &what->id);
  sqlite3_stmt *statement;

  if (code != SQLITE_OK)
    return code;
  statement = mt_database_prepare (
      self->database, "UPDATE collection SET account = ?2, kind = ?3 WHERE id = ?1", &code);
  if (statement == NULL)
    return code;
  sqlite3_bind_int64 (statement, 1, what->id);
  mt_bind_text (statement, 2, what->account);
  mt_bind_text (statement, 3, what->kind);
  return mt_database_finish (statement);
}

/**
 * mt_item_store_add:
 * @self: a store
 * @url: absolute URL of a collection, as it will be asked for
 * @account: (nullable): id of the account that serves it
 * @kind: what it is, see #MtStoreCollection
 * @error: set to a #MtStoreError
 *
 * Makes sure that a collection is there, and notes what it is.
 *
 * Returns: its number, 0 with an error
 */
gint64
mt_item_store_add (MtItemStore *self,
                   const char *url,
                   const char *account,
                   const char *kind,
                   GError **error)
{
  Add what = { .url = url, .account = account, .kind = kind };

  return mt_item_store_write (self, FALSE, add, &what, error) ? what.id : 0;
}
