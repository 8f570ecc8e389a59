/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * The outbox, for whoever edits. Of an item that waits there is one row: later edits join it. While
 * it is not known whether a server has got a row, that stays as it is, and a second one follows it.
 */
#include "config.h"

#include "store/mt-item-store-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "store/mt-outbox-row.h"

/* (transfer full): what a bound statement finds; rows whose bits were flipped are passed over. */
static GPtrArray *
read_rows (sqlite3_stmt *statement, int *code)
{
  GPtrArray *rows = g_ptr_array_new_with_free_func ((GDestroyNotify) mt_outbox_row_free);

  if (statement == NULL)
    return rows;
  while ((*code = sqlite3_step (statement)) == SQLITE_ROW)
    {
      MtOutboxRow *row = mt_outbox_row_read (statement);

      if (row != NULL)
        g_ptr_array_add (rows, row);
    }
  if (*code == SQLITE_DONE)
    *code = SQLITE_OK;
  mt_database_release (statement);
  return rows;
}

/**
 * mt_item_store_query_edits: (skip)
 * @self: a store
 * @url: (nullable): of a collection, %NULL for all
 * @code: (out): a result of SQLite
 *
 * Returns: (transfer full) (element-type MtOutboxRow): its edits in the order they were made
 */
GPtrArray *
mt_item_store_query_edits (MtItemStore *self, const char *url, int *code)
{
  sqlite3_stmt *statement =
      url != NULL ? mt_database_prepare (self->database,
                                         MT_OUTBOX_SELECT "WHERE url = ?1 ORDER BY id", code)
                  : mt_database_prepare (self->database, MT_OUTBOX_SELECT "ORDER BY id", code);

  if (statement != NULL && url != NULL)
    mt_bind_text (statement, 1, url);
  return read_rows (statement, code);
}

/**
 * mt_outbox_query_item: (skip)
 * @self: a store
 * @url: of a collection
 * @href: of an item
 * @code: (out): a result of SQLite
 *
 * Returns: (transfer full) (element-type MtOutboxRow): its edits in the order they were made
 */
GPtrArray *
mt_outbox_query_item (MtItemStore *self, const char *url, const char *href, int *code)
{
  sqlite3_stmt *statement = mt_database_prepare (
      self->database, MT_OUTBOX_SELECT "WHERE url = ?1 AND href = ?2 ORDER BY id", code);

  if (statement != NULL)
    {
      mt_bind_text (statement, 1, url);
      mt_bind_text (statement, 2, href);
    }
  return read_rows (statement, code);
}

/**
 * mt_outbox_query_row: (skip)
 * @self: a store
 * @id: of a row
 * @code: (out): a result of SQLite
 *
 * Returns: (transfer full) (nullable): the row
 */
MtOutboxRow *
mt_outbox_query_row (MtItemStore *self, gint64 id, int *code)
{
  sqlite3_stmt *statement =
      mt_database_prepare (self->database, MT_OUTBOX_SELECT "WHERE id = ?1", code);
  g_autoptr (GPtrArray) rows = NULL;

  if (statement != NULL)
    sqlite3_bind_int64 (statement, 1, id);
  rows = read_rows (statement, code);
  return rows->len > 0 ? g_ptr_array_steal_index (rows, 0) : NULL;
}

/**
 * mt_outbox_write: (skip)
 * @self: a store that is being written
 * @row: a row; one without an id is new, and gets one
 *
 * Writes a row, with a serial of its own.
 *
 * Returns: a result of SQLite
 */
int
mt_outbox_write (MtItemStore *self, MtOutboxRow *row)
{
  int code = SQLITE_OK;
  sqlite3_stmt *statement;

  if (row->id == 0)
    {
      statement =
          mt_database_prepare (self->database,
                               "UPDATE sqlite_sequence SET seq = seq + 1 WHERE name = 'outbox'"
                               " RETURNING seq",
                               &code);
      if (statement == NULL)
        return code;
      code = sqlite3_step (statement);
      row->id = code == SQLITE_ROW ? sqlite3_column_int64 (statement, 0) : 0;
      mt_database_release (statement);
      if (code != SQLITE_ROW)
        return code == SQLITE_DONE ? SQLITE_CORRUPT : code;
    }
  row->serial++;
  statement = mt_database_prepare (self->database, MT_OUTBOX_WRITE, &code);
  if (statement == NULL)
    return code;
  mt_outbox_row_bind (statement, row);
  return mt_database_finish (statement);
}

/**
 * mt_outbox_delete: (skip)
 * @self: a store that is being written
 * @id: of a row
 *
 * Returns: a result of SQLite
 */
int
mt_outbox_delete (MtItemStore *self, gint64 id)
{
  int code;
  sqlite3_stmt *statement =
      mt_database_prepare (self->database, "DELETE FROM outbox WHERE id = ?1", &code);

  if (statement == NULL)
    return code;
  sqlite3_bind_int64 (statement, 1, id);
  return mt_database_finish (statement);
}

/* -- Adding -- */

typedef struct
{
  const char *url;
  const char *href;
  const char *uid;
  GBytes *shown;
  GBytes *after;
  GBytes *change;
  gint64 now;
  gint64 id;
} Add;

/* What an edit is made of: what is shown now must be what its author has seen. */
static gboolean
check_shown (MtItemStore *self, const Add *add, GError **error)
{
  g_autoptr (MtStoreItem) item = mt_item_store_read_item (self, add->url, add->href);

  if (mt_outbox_same (item != NULL ? item->bytes : NULL, add->shown))
    return TRUE;
  g_set_error (error, MT_STORE_ERROR, MT_STORE_ERROR_CHANGED,
               _ ("%s%s has been changed meanwhile; look at it and try again"), add->url,
               add->href);
  return FALSE;
}

/* Whether no server can have got this row, or one has answered that it did not take it. */
static gboolean
is_open (const MtOutboxRow *row)
{
  return row->state >= MT_OUTBOX_CONFLICT || (row->state == MT_OUTBOX_WAITING && row->tries == 0);
}

/* A later edit joins the row that waits; with nothing left to be done, that goes. */
static int
join (MtItemStore *self, MtOutboxRow *row, Add *add)
{
  GBytes *changes = mt_outbox_join_changes (row->change, add->change);

  if (mt_outbox_same (row->before, add->after))
    {
      g_clear_pointer (&changes, g_bytes_unref);
      add->id = 0;
      return mt_outbox_delete (self, row->id);
    }
  g_clear_pointer (&row->change, g_bytes_unref);
  row->change = changes;
  mt_outbox_set_bytes (&row->after, add->after);
  if (row->state == MT_OUTBOX_REFUSED)
    {
      row->state = MT_OUTBOX_WAITING;
      row->tries = 0;
      row->next_try = 0;
      g_clear_pointer (&row->why, g_free);
    }
  add->id = row->id;
  return mt_outbox_write (self, row);
}

static int
append (MtItemStore *self, const MtOutboxRow *last, Add *add)
{
  g_autoptr (MtOutboxRow) row = g_new0 (MtOutboxRow, 1);
  g_autoptr (MtStoreItem) item = NULL;
  int code = SQLITE_OK;
  gint64 id = 0;

  row->collection = g_strdup (add->url);
  row->href = g_strdup (add->href);
  row->uid = g_strdup (add->uid);
  mt_outbox_set_bytes (&row->change, add->change);
  mt_outbox_set_bytes (&row->before, add->shown);
  mt_outbox_set_bytes (&row->after, add->after);
  row->state = MT_OUTBOX_WAITING;
  row->created = add->now;
  if (last == NULL)
    id = mt_item_store_look_up (self, add->url, &code);
  if (id != 0)
    item = mt_item_store_get (self, id, add->href, &code);
  if (item != NULL)
    row->before_etag = g_strdup (item->etag);
  if (code == SQLITE_OK)
    code = mt_outbox_write (self, row);
  add->id = row->id;
  return code;
}

static int
add_edit (MtItemStore *self, gpointer data, GError **error)
{
  Add *add = data;
  g_autoptr (GPtrArray) rows = NULL;
  MtOutboxRow *last;
  int code;

  if (!check_shown (self, add, error))
    return SQLITE_ABORT;
  rows = mt_outbox_query_item (self, add->url, add->href, &code);
  if (code != SQLITE_OK)
    return code;
  last = rows->len > 0 ? g_ptr_array_index (rows, rows->len - 1) : NULL;
  code = last != NULL && is_open (last) ? join (self, last, add) : append (self, last, add);
  return code == SQLITE_OK ? mt_item_store_touch_url (self, add->url) : code;
}

/**
 * mt_outbox_add:
 * @self: a store
 * @url: of a collection
 * @href: of an item, chosen now for a new one
 * @uid: of the item
 * @shown: (nullable): what its author has seen, %NULL: nothing, it is new
 * @after: (nullable): what it is to be, %NULL: deleted
 * @change: (nullable): what was asked for, packed so that several can stand in a row
 * @now: Unix seconds
 * @error: set to a #MtStoreError when nothing was kept: %MT_STORE_ERROR_CHANGED when @shown is not
 *   what is there now
 *
 * Keeps an edit until a server has it, and lays it over the item. When this returns it is on the
 * disk. To take an edit back is to add its opposite: one that no server can have got is gone then.
 *
 * Returns: the id of the row, 0 if nothing is left to be sent; -1 with an error
 */
gint64
mt_outbox_add (MtItemStore *self,
               const char *url,
               const char *href,
               const char *uid,
               GBytes *shown,
               GBytes *after,
               GBytes *change,
               gint64 now,
               GError **error)
{
  Add add = { url, href, uid, shown, after, change, now, 0 };

  return mt_item_store_write (self, TRUE, add_edit, &add, error) ? add.id : -1;
}

/* -- Looking -- */

/**
 * mt_outbox_find:
 * @self: a store
 * @id: of a row
 *
 * Returns: (transfer full) (nullable): the row; %NULL: it was sent or taken back
 */
MtOutboxRow *
mt_outbox_find (MtItemStore *self, gint64 id)
{
  int code;

  return mt_database_refresh (self->database) ? mt_outbox_query_row (self, id, &code) : NULL;
}

/**
 * mt_outbox_find_item:
 * @self: a store
 * @url: of a collection
 * @href: of an item
 *
 * Returns: (transfer full) (nullable): the first row of an item, the one that has what the server
 *   had
 */
MtOutboxRow *
mt_outbox_find_item (MtItemStore *self, const char *url, const char *href)
{
  g_autoptr (GPtrArray) rows = NULL;
  int code;

  if (!mt_database_refresh (self->database))
    return NULL;
  rows = mt_outbox_query_item (self, url, href, &code);
  return rows->len > 0 ? g_ptr_array_steal_index (rows, 0) : NULL;
}

/**
 * mt_outbox_list:
 * @self: a store
 * @url: (nullable): of a collection, %NULL for all
 *
 * Returns: (transfer full) (element-type MtOutboxRow): edits that wait, in the order they were made
 */
GPtrArray *
mt_outbox_list (MtItemStore *self, const char *url)
{
  int code;

  if (mt_database_refresh (self->database))
    return mt_item_store_query_edits (self, url, &code);
  return g_ptr_array_new_with_free_func ((GDestroyNotify) mt_outbox_row_free);
}
