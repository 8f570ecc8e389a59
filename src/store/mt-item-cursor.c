/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtItemCursor: the items of a collection, so many bytes at a time. Nothing is locked between two
 * portions, so that writing never waits for whoever reads; what is written meanwhile gives the
 * collection another stamp, and so is read the next time.
 */
#include "config.h"

#include "store/mt-item-cursor.h"

#include <string.h>

#include "store/mt-item-store-private.h"
#include "store/mt-outbox-row.h"

struct _MtItemCursor
{
  MtItemStore *store; /* unowned */
  char *url;          /* owned */
  gsize portion;      /* bytes */
  char *last;         /* owned, nullable: href of the last item so far */
  GPtrArray *edits;   /* owned, nullable (element-type MtOutboxRow): those of the beginning */
  gboolean over;
};

/* A portion while it is read. */
typedef struct
{
  gint64 id;          /* of the collection */
  GPtrArray *items;   /* owned (element-type MtStoreItem) */
  GPtrArray *flipped; /* owned (element-type utf8): hrefs of items whose bits were flipped */
  char *last;         /* owned, nullable */
  gboolean more;
} Portion;

/**
 * mt_item_cursor_new:
 * @store: a store; outlives the cursor
 * @url: of a collection
 * @portion: bytes that are enough for once
 *
 * Reads nothing yet.
 *
 * Returns: (transfer full): a cursor before the first item
 */
MtItemCursor *
mt_item_cursor_new (MtItemStore *store, const char *url, gsize portion)
{
  MtItemCursor *self = g_new0 (MtItemCursor, 1);

  self->store = store;
  self->url = g_strdup (url);
  self->portion = portion;
  return self;
}

/**
 * mt_item_cursor_free:
 * @self: (transfer full): a cursor
 */
void
mt_item_cursor_free (MtItemCursor *self)
{
  g_free (self->url);
  g_free (self->last);
  g_clear_pointer (&self->edits, g_ptr_array_unref);
  g_free (self);
}

static void
portion_clear (Portion *portion)
{
  g_ptr_array_unref (portion->items);
  g_ptr_array_unref (portion->flipped);
  g_free (portion->last);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Portion, portion_clear)

/* -- Items whose bits were flipped -- */

static int
drop_flipped (MtItemStore *store, gpointer data, GError **error)
{
  const Portion *portion = data;
  int code = SQLITE_OK;
  sqlite3_stmt *statement;

  for (guint i = 0; i < portion->flipped->len && code == SQLITE_OK; i++)
    {
      code = mt_item_store_delete (store, portion->id, g_ptr_array_index (portion->flipped, i));
      if (code == SQLITE_DONE)
        code = SQLITE_OK;
    }
  if (code != SQLITE_OK)
    return code;
  statement = mt_database_prepare (
      store->database, "UPDATE collection SET token = NULL, ctag = NULL WHERE id = ?1", &code);
  if (statement == NULL)
    return code;
  sqlite3_bind_int64 (statement, 1, portion->id);
  code = mt_database_finish (statement);
  return code == SQLITE_OK ? mt_item_store_touch (store, portion->id, TRUE) : code;
}

/* -- Items -- */

/* (transfer full): what no href up to @last is beyond, and every one after it is: none has control
 * characters. */
static char *
successor (const char *last)
{
  return last != NULL ? g_strconcat (last, "\x01", NULL) : g_strdup ("");
}

/* Returns: bytes */
static gsize
take_row (Portion *portion, sqlite3_stmt *statement)
{
  char *href = NULL;
  MtStoreItem *item = mt_item_store_read_row (statement, &href);

  if (item == NULL)
    {
      if (href != NULL)
        g_ptr_array_add (portion->flipped, href);
      return 0;
    }
  g_free (portion->last);
  portion->last = g_strdup (item->href);
  g_ptr_array_add (portion->items, item);
  return item->bytes != NULL ? g_bytes_get_size (item->bytes) : 0;
}

static int
read_items (MtItemCursor *self, Portion *portion)
{
  g_autofree char *from = successor (self->last);
  gsize n = 0;
  int code;
  sqlite3_stmt *statement = mt_database_prepare (
      self->store->database, MT_ITEM_SELECT "AND href >= ?2 ORDER BY href", &code);

  if (statement == NULL)
    return code;
  sqlite3_bind_int64 (statement, 1, portion->id);
  mt_bind_text (statement, 2, from);
  while (n < self->portion && (code = sqlite3_step (statement)) == SQLITE_ROW)
    n += take_row (portion, statement);
  portion->more = code == SQLITE_ROW;
  mt_database_release (statement);
  return code == SQLITE_DONE || code == SQLITE_ROW ? SQLITE_OK : code;
}

/* Items, and the first time edits, of one moment. */
static int
read_moment (MtItemCursor *self, Portion *portion)
{
  int code = sqlite3_exec (self->store->database->handle, "BEGIN", NULL, NULL, NULL);

  if (code != SQLITE_OK)
    return code;
  portion->id = mt_item_store_look_up (self->store, self->url, &code);
  if (code == SQLITE_OK)
    code = read_items (self, portion);
  if (code == SQLITE_OK && self->edits == NULL)
    self->edits = mt_item_store_query_edits (self->store, self->url, &code);
  sqlite3_exec (self->store->database->handle, "COMMIT", NULL, NULL, NULL);
  return code;
}

/* -- Edits -- */

static gboolean
is_within (const MtItemCursor *self, const Portion *portion, const char *href)
{
  return (self->last == NULL || strcmp (href, self->last) > 0) &&
         (!portion->more || strcmp (href, portion->last) <= 0);
}

/* Those of a portion, also of items that no server has yet. */
static void
lay_edits (MtItemCursor *self, Portion *portion)
{
  g_autoptr (GPtrArray) edits = g_ptr_array_new ();

  for (guint i = 0; i < self->edits->len; i++)
    {
      MtOutboxRow *row = g_ptr_array_index (self->edits, i);

      if (is_within (self, portion, row->href))
        g_ptr_array_add (edits, row);
    }
  mt_outbox_lay_over (portion->items, edits);
}

/**
 * mt_item_cursor_next:
 * @self: a cursor
 * @error: set to a #MtStoreError
 *
 * Reads on: edits that wait are laid over what the server has. Items whose bits were flipped are
 * dropped, to be fetched anew. Blocking: about 10 ms for 10,000 items.
 *
 * Returns: (transfer full) (element-type MtStoreItem) (nullable): the next items by href, perhaps
 *   none; %NULL behind the last one, or with an error
 */
GPtrArray *
mt_item_cursor_next (MtItemCursor *self, GError **error)
{
  MtDatabase *database = self->store->database;
  g_auto (Portion) portion = {
    .items = g_ptr_array_new_with_free_func ((GDestroyNotify) mt_store_item_free),
    .flipped = g_ptr_array_new_with_free_func (g_free),
  };
  int code = SQLITE_CANTOPEN;

  if (self->over)
    return NULL;
  if (mt_database_refresh (database))
    code = read_moment (self, &portion);
  if (mt_database_is_damage (code))
    mt_database_heal (database);
  if (code != SQLITE_OK)
    {
      self->over = TRUE;
      mt_database_set_error (database, code, error);
      return NULL;
    }
  lay_edits (self, &portion);
  self->over = !portion.more;
  g_free (self->last);
  self->last = g_steal_pointer (&portion.last);
  if (portion.flipped->len > 0)
    mt_item_store_write (self->store, FALSE, drop_flipped, &portion, NULL);
  return g_ptr_array_ref (portion.items);
}
