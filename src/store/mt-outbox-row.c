/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * A row of the outbox, to and from the file.
 */
#include "config.h"

#include "store/mt-outbox-row.h"

#include <string.h>

#include "store/mt-hash.h"

/**
 * mt_outbox_row_free:
 * @self: (transfer full) (nullable): a row
 */
void
mt_outbox_row_free (MtOutboxRow *self)
{
  if (self == NULL)
    return;
  g_free (self->collection);
  g_free (self->href);
  g_free (self->uid);
  g_clear_pointer (&self->change, g_bytes_unref);
  g_clear_pointer (&self->before, g_bytes_unref);
  g_free (self->before_etag);
  g_clear_pointer (&self->after, g_bytes_unref);
  g_clear_pointer (&self->theirs, g_bytes_unref);
  g_free (self->theirs_etag);
  g_free (self->why);
  g_free (self);
}

/**
 * mt_outbox_same:
 * @one: (nullable): an item, %NULL: none
 * @other: (nullable): another
 *
 * Returns: whether both are the same, to the byte
 */
gboolean
mt_outbox_same (GBytes *one, GBytes *other)
{
  if (one == NULL || other == NULL)
    return one == other;
  return g_bytes_equal (one, other);
}

/**
 * mt_outbox_set_bytes:
 * @place: a field of a row
 * @bytes: (nullable): what it is to hold
 */
void
mt_outbox_set_bytes (GBytes **place, GBytes *bytes)
{
  GBytes *kept = bytes != NULL ? g_bytes_ref (bytes) : NULL;

  g_clear_pointer (place, g_bytes_unref);
  *place = kept;
}

/**
 * mt_outbox_set_text:
 * @place: a field of a row
 * @text: (nullable): what it is to hold
 */
void
mt_outbox_set_text (char **place, const char *text)
{
  g_autofree char *old = *place;

  *place = g_strdup (text);
}

/**
 * mt_outbox_join_changes:
 * @first: (nullable): changes as their author packed them, so that several can stand in a row
 * @second: (nullable): those made later
 *
 * Returns: (transfer full) (nullable): all of them; %NULL when some are not known
 */
GBytes *
mt_outbox_join_changes (GBytes *first, GBytes *second)
{
  GByteArray *joined;

  if (first == NULL || second == NULL)
    return NULL;
  joined = g_byte_array_new ();
  g_byte_array_append (joined, g_bytes_get_data (first, NULL), (guint) g_bytes_get_size (first));
  g_byte_array_append (joined, g_bytes_get_data (second, NULL), (guint) g_bytes_get_size (second));
  return g_byte_array_free_to_bytes (joined);
}

/**
 * mt_column_text:
 * @statement: a statement that has a row
 * @column: from 0
 *
 * Returns: (transfer full) (nullable): a text; %NULL also for one that is not UTF-8
 */
char *
mt_column_text (sqlite3_stmt *statement, int column)
{
  const char *text = (const char *) sqlite3_column_text (statement, column);

  return text != NULL && g_utf8_validate (text, -1, NULL) ? g_strdup (text) : NULL;
}

/**
 * mt_column_bytes:
 * @statement: a statement that has a row
 * @column: from 0
 *
 * Returns: (transfer full) (nullable): a blob, %NULL for none; one without bytes is no NULL
 */
GBytes *
mt_column_bytes (sqlite3_stmt *statement, int column)
{
  gconstpointer blob;

  if (sqlite3_column_type (statement, column) == SQLITE_NULL)
    return NULL;
  blob = sqlite3_column_blob (statement, column);
  return g_bytes_new (blob, blob != NULL ? (gsize) sqlite3_column_bytes (statement, column) : 0);
}

/**
 * mt_bind_text:
 * @statement: a statement
 * @parameter: from 1
 * @text: (nullable): a text, which must stay until the statement is released
 */
void
mt_bind_text (sqlite3_stmt *statement, int parameter, const char *text)
{
  sqlite3_bind_text (statement, parameter, text, -1, SQLITE_STATIC);
}

/**
 * mt_bind_bytes:
 * @statement: a statement
 * @parameter: from 1
 * @bytes: (nullable): a blob, which must stay until the statement is released
 */
void
mt_bind_bytes (sqlite3_stmt *statement, int parameter, GBytes *bytes)
{
  gsize size = 0;
  gconstpointer data = bytes != NULL ? g_bytes_get_data (bytes, &size) : NULL;

  if (bytes == NULL)
    sqlite3_bind_null (statement, parameter);
  else
    sqlite3_bind_blob64 (statement, parameter, data != NULL ? data : "", size, SQLITE_STATIC);
}

static guint64
hash_text (guint64 seed, const char *text)
{
  return text != NULL ? mt_hash_bytes (seed, text, strlen (text)) : seed ^ 1;
}

static guint64
hash_blob (guint64 seed, GBytes *bytes)
{
  gsize size = 0;
  gconstpointer data;

  if (bytes == NULL)
    return seed ^ 1;
  data = g_bytes_get_data (bytes, &size);
  return mt_hash_bytes (seed, data, size);
}

/**
 * mt_outbox_row_checksum:
 * @row: a row
 *
 * Returns: a hash of everything in it
 */
gint64
mt_outbox_row_checksum (const MtOutboxRow *row)
{
  const gint64 numbers[] = { row->id,      row->state,    row->tries,
                             row->created, row->next_try, (gint64) row->serial };
  guint64 hash = mt_hash_bytes (0, numbers, sizeof numbers);

  hash = hash_text (hash, row->collection);
  hash = hash_text (hash, row->href);
  hash = hash_text (hash, row->uid);
  hash = hash_blob (hash, row->change);
  hash = hash_blob (hash, row->before);
  hash = hash_text (hash, row->before_etag);
  hash = hash_blob (hash, row->after);
  hash = hash_blob (hash, row->theirs);
  hash = hash_text (hash, row->theirs_etag);
  return (gint64) hash_text (hash, row->why);
}

/**
 * mt_outbox_row_read:
 * @statement: an %MT_OUTBOX_SELECT that has a row
 *
 * Returns: (transfer full) (nullable): the row, %NULL for one whose bits were flipped
 */
MtOutboxRow *
mt_outbox_row_read (sqlite3_stmt *statement)
{
  g_autoptr (MtOutboxRow) row = g_new0 (MtOutboxRow, 1);

  row->id = sqlite3_column_int64 (statement, MT_OUTBOX_COLUMN_ID);
  row->collection = mt_column_text (statement, MT_OUTBOX_COLUMN_URL);
  row->href = mt_column_text (statement, MT_OUTBOX_COLUMN_HREF);
  row->uid = mt_column_text (statement, MT_OUTBOX_COLUMN_UID);
  row->change = mt_column_bytes (statement, MT_OUTBOX_COLUMN_CHANGE);
  row->before = mt_column_bytes (statement, MT_OUTBOX_COLUMN_BEFORE);
  row->before_etag = mt_column_text (statement, MT_OUTBOX_COLUMN_BEFORE_ETAG);
  row->after = mt_column_bytes (statement, MT_OUTBOX_COLUMN_AFTER);
  row->state = sqlite3_column_int (statement, MT_OUTBOX_COLUMN_STATE);
  row->theirs = mt_column_bytes (statement, MT_OUTBOX_COLUMN_THEIRS);
  row->theirs_etag = mt_column_text (statement, MT_OUTBOX_COLUMN_THEIRS_ETAG);
  row->why = mt_column_text (statement, MT_OUTBOX_COLUMN_WHY);
  row->tries = (guint) sqlite3_column_int (statement, MT_OUTBOX_COLUMN_TRIES);
  row->created = sqlite3_column_int64 (statement, MT_OUTBOX_COLUMN_CREATED);
  row->next_try = sqlite3_column_int64 (statement, MT_OUTBOX_COLUMN_NEXT_TRY);
  row->serial = (guint64) sqlite3_column_int64 (statement, MT_OUTBOX_COLUMN_SERIAL);
  if (row->collection == NULL || row->href == NULL || row->uid == NULL ||
      sqlite3_column_int64 (statement, MT_OUTBOX_COLUMN_CHECKSUM) != mt_outbox_row_checksum (row))
    return NULL;
  return g_steal_pointer (&row);
}

/**
 * mt_outbox_row_bind:
 * @statement: an %MT_OUTBOX_WRITE
 * @row: what to write, which must stay until the statement is released
 */
void
mt_outbox_row_bind (sqlite3_stmt *statement, const MtOutboxRow *row)
{
  sqlite3_bind_int64 (statement, 1 + MT_OUTBOX_COLUMN_ID, row->id);
  mt_bind_text (statement, 1 + MT_OUTBOX_COLUMN_MARK, MT_OUTBOX_MARK);
  mt_bind_text (statement, 1 + MT_OUTBOX_COLUMN_URL, row->collection);
  mt_bind_text (statement, 1 + MT_OUTBOX_COLUMN_HREF, row->href);
  mt_bind_text (statement, 1 + MT_OUTBOX_COLUMN_UID, row->uid);
  mt_bind_bytes (statement, 1 + MT_OUTBOX_COLUMN_CHANGE, row->change);
  mt_bind_bytes (statement, 1 + MT_OUTBOX_COLUMN_BEFORE, row->before);
  mt_bind_text (statement, 1 + MT_OUTBOX_COLUMN_BEFORE_ETAG, row->before_etag);
  mt_bind_bytes (statement, 1 + MT_OUTBOX_COLUMN_AFTER, row->after);
  sqlite3_bind_int (statement, 1 + MT_OUTBOX_COLUMN_STATE, row->state);
  mt_bind_bytes (statement, 1 + MT_OUTBOX_COLUMN_THEIRS, row->theirs);
  mt_bind_text (statement, 1 + MT_OUTBOX_COLUMN_THEIRS_ETAG, row->theirs_etag);
  mt_bind_text (statement, 1 + MT_OUTBOX_COLUMN_WHY, row->why);
  sqlite3_bind_int64 (statement, 1 + MT_OUTBOX_COLUMN_TRIES, row->tries);
  sqlite3_bind_int64 (statement, 1 + MT_OUTBOX_COLUMN_CREATED, row->created);
  sqlite3_bind_int64 (statement, 1 + MT_OUTBOX_COLUMN_NEXT_TRY, row->next_try);
  sqlite3_bind_int64 (statement, 1 + MT_OUTBOX_COLUMN_SERIAL, (gint64) row->serial);
  sqlite3_bind_int64 (statement, 1 + MT_OUTBOX_COLUMN_CHECKSUM, mt_outbox_row_checksum (row));
}
