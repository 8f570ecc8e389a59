/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * What waits in the outbox, each in its turn.
 */
#include "config.h"

#include "service/sync/mt-sync-edit.h"

#include <string.h>

/* Whether the server as a whole is out of reach, so that nothing else need be tried now. */
static gboolean
is_hopeless (const GError *why)
{
  return why->domain != MT_NET_ERROR || why->code == MT_NET_ERROR_AUTH ||
         !mt_sync_is_server_word (why);
}

/* FALSE only when the rest need not be tried, with the reason. */
static gboolean
send_edit (MtSyncEdit *edit, gboolean *news, GError **error)
{
  g_autoptr (GError) why = NULL;
  const MtSyncEditEnd end = mt_sync_edit_try (edit, &why);

  *news = TRUE;
  if (!mt_sync_edit_finish (edit, end, why, error))
    return FALSE;
  if (end == MT_SYNC_EDIT_LATER && is_hopeless (why))
    {
      g_propagate_error (error, g_steal_pointer (&why));
      return FALSE;
    }
  return TRUE;
}

/* One way through the outbox of a collection. */
typedef struct
{
  MtSyncRun *run;      /* unowned */
  const char *url;     /* of the collection */
  GHashTable *doubted; /* unowned, nullable */
  GHashTable *tried;   /* owned: versions of rows */
} Round;

/* Of an item only the first row may go, and none that waits for the user. */
static gboolean
is_its_turn (const Round *self, const MtOutboxRow *row, GHashTable *seen)
{
  g_autofree char *key = mt_sync_edit_dup_key (row);

  if (!g_hash_table_add (seen, g_strdup (row->href)) ||
      (self->doubted != NULL && g_hash_table_contains (self->doubted, row->href)))
    return FALSE;
  if (row->state != MT_OUTBOX_WAITING && row->state != MT_OUTBOX_SENDING)
    return FALSE;
  return mt_sync_pace_wait (self->run->engine->pace, key, mt_sync_pace_read_clock ()) == 0;
}

/* A conflict that is none any more, as what the server has is what my edit was made from. */
static void
end_conflict (MtItemStore *store, const MtOutboxRow *row)
{
  if (row->state == MT_OUTBOX_CONFLICT && row->theirs != NULL && row->before != NULL &&
      g_bytes_equal (row->theirs, row->before))
    mt_outbox_resolve (store, row->id, row->serial, MT_OUTBOX_MINE, NULL, NULL);
}

/* A row as it stands: what becomes of a try makes another of it. */
static char *
dup_version (const MtOutboxRow *row)
{
  return g_strdup_printf ("%" G_GINT64_FORMAT " %" G_GUINT64_FORMAT, row->id, row->serial);
}

/* Rows whose turn has come; those of an item that was just sent come with the next look. */
static GPtrArray *
list_due (const Round *self)
{
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  MtItemStore *store = mt_sync_run_lock_store (self->run);
  g_autoptr (GPtrArray) before = mt_outbox_list (store, self->url);
  g_autoptr (GPtrArray) rows = NULL;
  GPtrArray *due = g_ptr_array_new_with_free_func ((GDestroyNotify) mt_outbox_row_free);

  for (guint i = 0; i < before->len; i++)
    end_conflict (store, g_ptr_array_index (before, i));
  rows = before->len > 0 ? mt_outbox_list (store, self->url) : g_ptr_array_ref (before);
  mt_sync_run_unlock_store (self->run);
  for (guint i = 0; i < rows->len; i++)
    {
      MtOutboxRow *row = g_ptr_array_index (rows, i);

      if (!is_its_turn (self, row, seen) || !g_hash_table_add (self->tried, dup_version (row)))
        continue;
      g_ptr_array_add (due, row);
      rows->pdata[i] = NULL;
    }
  return due;
}

static gboolean
send_rows (const Round *self, GPtrArray *rows, MtCaldav *caldav, gboolean *news, GError **error)
{
  for (guint i = 0; i < rows->len; i++)
    {
      MtSyncEdit edit = { .run = self->run,
                          .caldav = caldav,
                          .row = g_ptr_array_index (rows, i),
                          .doubted = self->doubted };
      gboolean go_on;

      if (g_cancellable_set_error_if_cancelled (self->run->cancellable, error))
        return FALSE;
      go_on = send_edit (&edit, news, error);
      mt_sync_edit_clear (&edit);
      if (!go_on)
        return FALSE;
    }
  return TRUE;
}

static gboolean
send_all (const Round *self, MtHttp *http, gboolean *news, GError **error)
{
  g_autoptr (MtCaldav) caldav = mt_caldav_new (http, self->url);

  for (;;)
    {
      g_autoptr (GPtrArray) due = list_due (self);

      if (due->len == 0)
        return TRUE;
      if (!send_rows (self, due, caldav, news, error))
        return FALSE;
    }
}

/**
 * mt_sync_send: (skip)
 * @run: a run
 * @url: of a collection
 * @http: the client of its account
 * @doubted: (nullable) (element-type utf8): gets the names of items that the server says are gone;
 *   what is to become of their edits is known once the collection was asked. %NULL: it was
 * @news: (out): set when anything became of an edit
 * @error: why the server need not be asked for anything else now; what becomes of single edits is
 *   noted with them
 *
 * Sends the edits of a collection, each on condition that the item is as its author saw it. One
 * that may have arrived before is looked for first. After a conflict both sides are kept.
 *
 * Returns: whether the rest of the collection may be asked for
 */
gboolean
mt_sync_send (MtSyncRun *run,
              const char *url,
              MtHttp *http,
              GHashTable *doubted,
              gboolean *news,
              GError **error)
{
  g_autoptr (GHashTable) tried = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  const Round round = { run, url, doubted, tried };

  return send_all (&round, http, news, error);
}
