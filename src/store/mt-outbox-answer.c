/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * The outbox: what the user answers of an edit that waits.
 */
#include "config.h"

#include "store/mt-item-store-private.h"

#include <glib/gi18n-lib.h>

#include "store/mt-outbox-row.h"

typedef struct
{
  gint64 id;
  guint64 serial; /* 0: any */
  MtOutboxChoice choice;
  GBytes *merged; /* unowned, nullable */
} Answer;

/* (transfer full) (nullable): the row that an answer is about. */
static MtOutboxRow *
take_row (MtItemStore *self, const Answer *answer, int *code, GError **error)
{
  g_autoptr (MtOutboxRow) row = mt_outbox_query_row (self, answer->id, code);

  if (row != NULL && (answer->serial == 0 || answer->serial == row->serial))
    return g_steal_pointer (&row);
  if (*code == SQLITE_OK)
    g_set_error_literal (error, MT_STORE_ERROR, MT_STORE_ERROR_CHANGED,
                         _ ("the change has been sent or changed meanwhile"));
  if (*code == SQLITE_OK)
    *code = SQLITE_ABORT;
  return NULL;
}

/* What follows a row that goes: there it must be what the server has. */
static int
rebase (MtItemStore *self, const MtOutboxRow *gone, GBytes *now, const char *etag)
{
  int code;
  g_autoptr (GPtrArray) rows = mt_outbox_query_item (self, gone->collection, gone->href, &code);
  MtOutboxRow *next = rows->len > 0 ? g_ptr_array_index (rows, 0) : NULL;

  if (code != SQLITE_OK || next == NULL)
    return code;
  mt_outbox_set_bytes (&next->before, now);
  mt_outbox_set_text (&next->before_etag, etag);
  return mt_outbox_write (self, next);
}

static int
drop (MtItemStore *self, gpointer data, GError **error)
{
  int code;
  g_autoptr (MtOutboxRow) row = take_row (self, data, &code, error);

  if (row == NULL)
    return code;
  code = mt_outbox_delete (self, row->id);
  if (code == SQLITE_OK)
    code = rebase (self, row, row->before, row->before_etag);
  return code == SQLITE_OK ? mt_item_store_touch_url (self, row->collection) : code;
}

/**
 * mt_outbox_drop:
 * @self: a store
 * @id: of a row
 * @serial: of the row as it was looked at, 0: any
 * @error: set to a #MtStoreError; %MT_STORE_ERROR_CHANGED when it is another by now, or sent
 *
 * Lets go of an edit: the item is as the server has it.
 *
 * Returns: %TRUE if that is done
 */
gboolean
mt_outbox_drop (MtItemStore *self, gint64 id, guint64 serial, GError **error)
{
  Answer answer = { .id = id, .serial = serial };

  return mt_item_store_write (self, TRUE, drop, &answer, error);
}

static int
retry (MtItemStore *self, gpointer data, GError **error)
{
  int code;
  g_autoptr (MtOutboxRow) row = take_row (self, data, &code, error);

  if (row == NULL)
    return code;
  if (row->state == MT_OUTBOX_REFUSED)
    row->state = MT_OUTBOX_WAITING;
  row->next_try = 0;
  g_clear_pointer (&row->why, g_free);
  code = mt_outbox_write (self, row);
  return code == SQLITE_OK ? mt_item_store_touch_url (self, row->collection) : code;
}

/**
 * mt_outbox_retry:
 * @self: a store
 * @id: of a row
 * @error: set to a #MtStoreError
 *
 * Lets an edit that a server refused be sent once more, and one that waits for its next try, now.
 *
 * Returns: %TRUE if that is done
 */
gboolean
mt_outbox_retry (MtItemStore *self, gint64 id, GError **error)
{
  Answer answer = { .id = id };

  return mt_item_store_write (self, TRUE, retry, &answer, error);
}

/* Mine goes over theirs, knowingly. */
static int
send_over (MtItemStore *self, MtOutboxRow *row)
{
  mt_outbox_set_bytes (&row->before, row->theirs);
  mt_outbox_set_text (&row->before_etag, row->theirs_etag);
  g_clear_pointer (&row->theirs, g_bytes_unref);
  g_clear_pointer (&row->theirs_etag, g_free);
  g_clear_pointer (&row->why, g_free);
  row->state = MT_OUTBOX_WAITING;
  row->tries = 0;
  row->next_try = 0;
  if (mt_outbox_same (row->before, row->after))
    return mt_outbox_delete (self, row->id);
  return mt_outbox_write (self, row);
}

static int
resolve (MtItemStore *self, gpointer data, GError **error)
{
  const Answer *answer = data;
  int code;
  g_autoptr (MtOutboxRow) row = take_row (self, answer, &code, error);

  if (row == NULL)
    return code;
  if (row->state != MT_OUTBOX_CONFLICT)
    {
      g_set_error_literal (error, MT_STORE_ERROR, MT_STORE_ERROR_CHANGED,
                           _ ("the conflict is over"));
      return SQLITE_ABORT;
    }
  if (answer->choice == MT_OUTBOX_MERGED)
    mt_outbox_set_bytes (&row->after, answer->merged);
  code =
      answer->choice == MT_OUTBOX_THEIRS ? mt_outbox_delete (self, row->id) : send_over (self, row);
  return code == SQLITE_OK ? mt_item_store_touch_url (self, row->collection) : code;
}

/**
 * mt_outbox_resolve:
 * @self: a store
 * @id: of a row in conflict
 * @serial: of the row as both sides were shown, 0: any
 * @choice: which side is to be
 * @merged: (nullable): for %MT_OUTBOX_MERGED: what is to be sent
 * @error: set to a #MtStoreError; %MT_STORE_ERROR_CHANGED when one of the sides has changed again
 *
 * Ends a conflict as the user wants it.
 *
 * Returns: %TRUE if that is done
 */
gboolean
mt_outbox_resolve (MtItemStore *self,
                   gint64 id,
                   guint64 serial,
                   MtOutboxChoice choice,
                   GBytes *merged,
                   GError **error)
{
  Answer answer = { id, serial, choice, merged };

  return mt_item_store_write (self, TRUE, resolve, &answer, error);
}
