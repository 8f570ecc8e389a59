/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * What a sync finds on a server, and the edits that wait for the same item.
 */
#include "config.h"

#include "store/mt-item-store-private.h"

#include "store/mt-outbox-row.h"

/* It is there already: a try that nobody answered. */
static int
arrive (MtItemStore *self, const GPtrArray *rows, const char *etag)
{
  const MtOutboxRow *row = g_ptr_array_index (rows, 0);
  MtOutboxRow *next = rows->len > 1 ? g_ptr_array_index (rows, 1) : NULL;
  const int code = mt_outbox_delete (self, row->id);

  if (code != SQLITE_OK || next == NULL)
    return code;
  mt_outbox_set_text (&next->before_etag, etag);
  return mt_outbox_write (self, next);
}

/**
 * mt_outbox_meet: (skip)
 * @self: a store that is being written
 * @url: of a collection
 * @href: of an item
 * @etag: (nullable): its ETag
 * @bytes: (nullable): what the server has now, %NULL: nothing
 *
 * Tells the edits of an item what the server has: what arrived goes; the same bytes under another
 * ETag are no conflict; a conflict that waits for the user is about what is there now. A row that
 * is being sent is left to whoever sends it.
 *
 * Returns: a result of SQLite
 */
int
mt_outbox_meet (MtItemStore *self,
                const char *url,
                const char *href,
                const char *etag,
                GBytes *bytes)
{
  int code;
  g_autoptr (GPtrArray) rows = mt_outbox_query_item (self, url, href, &code);
  MtOutboxRow *row = rows->len > 0 ? g_ptr_array_index (rows, 0) : NULL;

  if (code != SQLITE_OK || row == NULL || row->state == MT_OUTBOX_SENDING)
    return code;
  if (mt_outbox_same (row->after, bytes))
    return arrive (self, rows, etag);
  if (row->state == MT_OUTBOX_CONFLICT)
    {
      mt_outbox_set_bytes (&row->theirs, bytes);
      mt_outbox_set_text (&row->theirs_etag, etag);
      return mt_outbox_write (self, row);
    }
  if (!mt_outbox_same (row->before, bytes))
    return SQLITE_OK;
  mt_outbox_set_text (&row->before_etag, etag);
  return mt_outbox_write (self, row);
}
