/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * The outbox, for whoever sends: what is next, and what became of it. A row is answered only as it
 * was given out: its serial says so.
 */
#include "config.h"

#include "store/mt-item-store-private.h"

#include <glib/gi18n-lib.h>

#include "store/mt-outbox-row.h"

/* What became of a row that was given out. */
typedef struct
{
  MtOutboxRow *row; /* unowned: as it was given out */
  GBytes *bytes;    /* unowned, nullable: what the server has now */
  const char *text; /* nullable: its ETag, or why not */
  const char *href; /* nullable: its new name */
  gint64 next_try;
} Outcome;

typedef int (*Deed) (MtItemStore *self, const Outcome *outcome, MtOutboxRow *row);

static GPtrArray *
query (MtItemStore *self, const char *sql, const MtOutboxRow *row, int *code)
{
  sqlite3_stmt *statement = mt_database_prepare (self->database, sql, code);
  GPtrArray *rows = g_ptr_array_new_with_free_func ((GDestroyNotify) mt_outbox_row_free);

  if (statement == NULL)
    return rows;
  mt_bind_text (statement, 1, row->collection);
  mt_bind_text (statement, 2, row->href);
  sqlite3_bind_int64 (statement, 3, row->id);
  while ((*code = sqlite3_step (statement)) == SQLITE_ROW)
    {
      MtOutboxRow *found = mt_outbox_row_read (statement);

      if (found != NULL)
        g_ptr_array_add (rows, found);
    }
  *code = *code == SQLITE_DONE ? SQLITE_OK : *code;
  mt_database_release (statement);
  return rows;
}

/* (transfer full) (nullable): the row as it is now, if nobody has changed it. */
static MtOutboxRow *
take (MtItemStore *self, const MtOutboxRow *given, int *code, GError **error)
{
  g_autoptr (GPtrArray) rows =
      query (self, MT_OUTBOX_SELECT "WHERE url = ?1 AND href = ?2 AND id = ?3", given, code);
  const MtOutboxRow *row = rows->len > 0 ? g_ptr_array_index (rows, 0) : NULL;

  if (row != NULL && row->serial == given->serial)
    return g_ptr_array_steal_index (rows, 0);
  if (*code == SQLITE_OK)
    {
      g_set_error_literal (error, MT_STORE_ERROR, MT_STORE_ERROR_CHANGED,
                           _ ("the change has been changed or taken back meanwhile"));
      *code = SQLITE_ABORT;
    }
  return NULL;
}

/* (transfer full) (nullable): the edit that was made while the row was under way. */
static MtOutboxRow *
find_next (MtItemStore *self, const MtOutboxRow *row, int *code)
{
  g_autoptr (GPtrArray) rows = query (
      self, MT_OUTBOX_SELECT "WHERE url = ?1 AND href = ?2 AND id > ?3 ORDER BY id", row, code);

  return rows->len > 0 ? g_ptr_array_steal_index (rows, 0) : NULL;
}

/* What the server has, as it says itself. */
static int
set_item (MtItemStore *self, const MtOutboxRow *row, GBytes *bytes, const char *etag)
{
  gint64 id;
  int code = mt_item_store_make (self, row->collection, &id);

  if (code != SQLITE_OK)
    return code;
  code = bytes != NULL ? mt_item_store_insert (self, id, row->href, etag, bytes)
                       : mt_item_store_delete (self, id, row->href);
  return code == SQLITE_DONE ? SQLITE_OK : code;
}

/* The edit made meanwhile takes the place of the one that came to nothing: of the two it is the
 * whole. */
static int
swallow_next (MtItemStore *self, MtOutboxRow *row, gboolean *any)
{
  int code;
  g_autoptr (MtOutboxRow) next = find_next (self, row, &code);
  g_autoptr (GBytes) changes = NULL;

  *any = next != NULL;
  if (next == NULL)
    return code;
  mt_outbox_set_bytes (&row->after, next->after);
  changes = mt_outbox_join_changes (row->change, next->change);
  mt_outbox_set_bytes (&row->change, changes);
  return mt_outbox_delete (self, next->id);
}

static int
be_done (MtItemStore *self, const Outcome *outcome, MtOutboxRow *row)
{
  GBytes *now = row->after == NULL ? NULL : outcome->bytes != NULL ? outcome->bytes : row->after;
  g_autoptr (MtOutboxRow) next = NULL;
  int code = set_item (self, row, now, outcome->text);

  if (code == SQLITE_OK)
    code = mt_outbox_delete (self, row->id);
  if (code == SQLITE_OK)
    next = find_next (self, row, &code);
  if (next == NULL)
    return code;
  mt_outbox_set_bytes (&next->before, now);
  mt_outbox_set_text (&next->before_etag, outcome->text);
  return mt_outbox_write (self, next);
}

static int
be_in_conflict (MtItemStore *self, const Outcome *outcome, MtOutboxRow *row)
{
  gboolean any;
  int code = set_item (self, row, outcome->bytes, outcome->text);

  if (code == SQLITE_OK)
    code = swallow_next (self, row, &any);
  if (code != SQLITE_OK)
    return code;
  row->state = MT_OUTBOX_CONFLICT;
  mt_outbox_set_bytes (&row->theirs, outcome->bytes);
  mt_outbox_set_text (&row->theirs_etag, outcome->text);
  mt_outbox_set_text (&row->why, NULL);
  return mt_outbox_write (self, row);
}

static int
be_refused (MtItemStore *self, const Outcome *outcome, MtOutboxRow *row)
{
  gboolean any;
  int code = swallow_next (self, row, &any);

  if (code != SQLITE_OK)
    return code;
  row->state = any ? MT_OUTBOX_WAITING : MT_OUTBOX_REFUSED;
  row->tries = any ? 0 : row->tries;
  mt_outbox_set_text (&row->why, any ? NULL : outcome->text);
  return mt_outbox_write (self, row);
}

static int
be_later (MtItemStore *self, const Outcome *outcome, MtOutboxRow *row)
{
  row->state = MT_OUTBOX_WAITING;
  row->next_try = outcome->next_try;
  mt_outbox_set_text (&row->why, outcome->text);
  return mt_outbox_write (self, row);
}

static int
be_rewritten (MtItemStore *self, const Outcome *outcome, MtOutboxRow *row)
{
  gboolean any;
  int code = swallow_next (self, row, &any);

  if (code != SQLITE_OK)
    return code;
  if (!any)
    mt_outbox_set_bytes (&row->after, outcome->bytes);
  if (outcome->href != NULL)
    mt_outbox_set_text (&row->href, outcome->href);
  row->state = MT_OUTBOX_WAITING;
  row->tries = 0;
  row->next_try = 0;
  mt_outbox_set_text (&row->why, NULL);
  return mt_outbox_write (self, row);
}

typedef struct
{
  Deed deed;
  const Outcome *outcome;
} Work;

static int
work (MtItemStore *self, gpointer data, GError **error)
{
  const Work *what = data;
  int code;
  g_autoptr (MtOutboxRow) row = take (self, what->outcome->row, &code, error);

  if (row == NULL)
    return code;
  code = what->deed (self, what->outcome, row);
  return code == SQLITE_OK ? mt_item_store_touch_url (self, row->collection) : code;
}

static gboolean
answer (MtItemStore *self, Deed deed, const Outcome *outcome, GError **error)
{
  Work what = { deed, outcome };

  return mt_item_store_write (self, TRUE, work, &what, error);
}

/**
 * mt_outbox_next:
 * @self: a store
 * @url: (nullable): of a collection, %NULL for any
 * @now: Unix seconds
 *
 * Finds the next row to be sent: one that waits and may be tried now, or one that was being sent
 * when a program ended (%MT_OUTBOX_SENDING). Of an item only the first row is ever given out. Where
 * `tries` is not 0 the server may have got it: look there first.
 *
 * Returns: (transfer full) (nullable): the row, %NULL when nothing is to be sent now
 */
MtOutboxRow *
mt_outbox_next (MtItemStore *self, const char *url, gint64 now)
{
  sqlite3_stmt *statement = NULL;
  MtOutboxRow *row = NULL;
  int code;

  if (mt_database_refresh (self->database))
    statement = mt_database_prepare (
        self->database,
        MT_OUTBOX_SELECT "AS o WHERE state < 3 AND next_try <= ?2 AND (?1 IS NULL OR url = ?1)"
                         " AND NOT EXISTS (SELECT 1 FROM outbox AS p"
                         "  WHERE p.url = o.url AND p.href = o.href AND p.id < o.id) ORDER BY id",
        &code);
  if (statement == NULL)
    return NULL;
  mt_bind_text (statement, 1, url);
  sqlite3_bind_int64 (statement, 2, now);
  while (row == NULL && sqlite3_step (statement) == SQLITE_ROW)
    row = mt_outbox_row_read (statement);
  mt_database_release (statement);
  return row;
}

static int
be_sending (MtItemStore *self, const Outcome *outcome, MtOutboxRow *row)
{
  int code;

  row->state = MT_OUTBOX_SENDING;
  row->tries++;
  code = mt_outbox_write (self, row);
  if (code == SQLITE_OK)
    outcome->row->serial = row->serial;
  return code;
}

/**
 * mt_outbox_set_sending:
 * @self: a store
 * @row: a row as mt_outbox_next() gave it; its state, serial and number of tries are brought up to
 *   date
 * @error: set to a #MtStoreError
 *
 * Notes that a row is about to be sent: from now on the server may have it.
 *
 * Returns: %TRUE if it is to be sent
 */
gboolean
mt_outbox_set_sending (MtItemStore *self, MtOutboxRow *row, GError **error)
{
  const Outcome outcome = { .row = row };

  if (!answer (self, be_sending, &outcome, error))
    return FALSE;
  row->state = MT_OUTBOX_SENDING;
  row->tries++;
  return TRUE;
}

/**
 * mt_outbox_done:
 * @self: a store
 * @row: a row that was sent
 * @etag: (nullable): the ETag of what the server made of it; %NULL: not known, so that it is
 *   fetched
 * @stored: (nullable): what the server made of it, if that was read
 * @error: set to a #MtStoreError
 *
 * The server has it: the row goes, the item is what was sent, in one transaction. An edit made
 * meanwhile is next, on top of it.
 *
 * Returns: %TRUE if that is done
 */
gboolean
mt_outbox_done (MtItemStore *self,
                const MtOutboxRow *row,
                const char *etag,
                GBytes *stored,
                GError **error)
{
  const Outcome outcome = { .row = (MtOutboxRow *) row, .bytes = stored, .text = etag };

  return answer (self, be_done, &outcome, error);
}

/**
 * mt_outbox_conflict:
 * @self: a store
 * @row: a row that was sent
 * @theirs: (nullable): what the server has, %NULL: nothing
 * @etag: (nullable): its ETag
 * @error: set to a #MtStoreError
 *
 * Somebody else has changed the item: both sides are kept until the user has chosen.
 *
 * Returns: %TRUE if that is done
 */
gboolean
mt_outbox_conflict (MtItemStore *self,
                    const MtOutboxRow *row,
                    GBytes *theirs,
                    const char *etag,
                    GError **error)
{
  const Outcome outcome = { .row = (MtOutboxRow *) row, .bytes = theirs, .text = etag };

  return answer (self, be_in_conflict, &outcome, error);
}

/**
 * mt_outbox_refused:
 * @self: a store
 * @row: a row that was sent
 * @why: what the server said, in words for a person
 * @error: set to a #MtStoreError
 *
 * The server does not take it, now or ever: it waits for the user. One that was edited meanwhile is
 * tried again instead.
 *
 * Returns: %TRUE if that is done
 */
gboolean
mt_outbox_refused (MtItemStore *self, const MtOutboxRow *row, const char *why, GError **error)
{
  const Outcome outcome = { .row = (MtOutboxRow *) row, .text = why };

  return answer (self, be_refused, &outcome, error);
}

/**
 * mt_outbox_later:
 * @self: a store
 * @row: a row that was sent, or was about to be
 * @why: (nullable): what went wrong, in words for a person
 * @next_try: Unix seconds: not before
 * @error: set to a #MtStoreError
 *
 * It could not be sent, or whether it arrived is not known.
 *
 * Returns: %TRUE if that is done
 */
gboolean
mt_outbox_later (MtItemStore *self,
                 const MtOutboxRow *row,
                 const char *why,
                 gint64 next_try,
                 GError **error)
{
  const Outcome outcome = { .row = (MtOutboxRow *) row, .text = why, .next_try = next_try };

  return answer (self, be_later, &outcome, error);
}

/**
 * mt_outbox_rewrite:
 * @self: a store
 * @row: a row that the server does not take as it is
 * @href: (nullable): another name for the item, as the server has it; %NULL: the one it has
 * @after: what is to be sent instead
 * @error: set to a #MtStoreError
 *
 * Lets the same be sent in another form, or under another name.
 *
 * Returns: %TRUE if that is done
 */
gboolean
mt_outbox_rewrite (MtItemStore *self,
                   const MtOutboxRow *row,
                   const char *href,
                   GBytes *after,
                   GError **error)
{
  const Outcome outcome = { .row = (MtOutboxRow *) row, .bytes = after, .href = href };

  return answer (self, be_rewritten, &outcome, error);
}
