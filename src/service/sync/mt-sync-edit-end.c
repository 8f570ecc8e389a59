/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtSyncEdit: what becomes of an edit that was tried.
 */
#include "config.h"

#include "service/sync/mt-sync-edit.h"

#include <glib/gi18n-lib.h>

#include "ical/mt-ical-journal.h"

/* Nobody else may have had the row meanwhile: if so, it is another edit, which is next. */
static gboolean
ignore_changed (gboolean done, GError **error)
{
  if (done || !g_error_matches (*error, MT_STORE_ERROR, MT_STORE_ERROR_CHANGED))
    return done;
  g_clear_error (error);
  return TRUE;
}

/**
 * mt_sync_edit_dup_key: (skip)
 * @row: a row of the outbox
 *
 * Returns: (transfer full): what the pace knows it by
 */
char *
mt_sync_edit_dup_key (const MtOutboxRow *row)
{
  return g_strdup_printf ("edit %" G_GINT64_FORMAT, row->id);
}

static gboolean
finish_later (MtSyncEdit *self, const GError *why, GError **error)
{
  g_autofree char *key = mt_sync_edit_dup_key (self->row);
  const gboolean stopped = g_error_matches (why, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  const gboolean failed = !stopped && !g_error_matches (why, MT_NET_ERROR, MT_NET_ERROR_AUTH);
  const gint64 wait_ms =
      failed ? mt_sync_pace_fail (self->run->engine->pace, key, mt_sync_pace_read_clock ()) : 0;
  MtItemStore *store = mt_sync_run_lock_store (self->run);
  const gboolean written = mt_outbox_later (store, self->row, stopped ? NULL : why->message,
                                            mt_sync_run_now (self->run) + wait_ms / 1000, error);

  mt_sync_run_unlock_store (self->run);
  return ignore_changed (written, error);
}

/* The collection is asked before it is judged; once it was, and disagrees with what it says of the
 * item, it is tried again later. */
static gboolean
finish_doubtful (MtSyncEdit *self, GError **error)
{
  g_autoptr (GError) why = NULL;
  MtItemStore *store;
  gboolean written;

  if (self->doubted == NULL)
    {
      g_set_error_literal (&why, MT_NET_ERROR, MT_NET_ERROR_MISSING,
                           _ ("the server lists it, but says that it is not there"));
      return finish_later (self, why, error);
    }
  g_hash_table_add (self->doubted, g_strdup (self->row->href));
  store = mt_sync_run_lock_store (self->run);
  written = mt_outbox_later (store, self->row, NULL, mt_sync_run_now (self->run), error);
  mt_sync_run_unlock_store (self->run);
  return ignore_changed (written, error);
}

/* The server has the same UID under another name: that is the item, then. */
static gboolean
adopt_twin (MtSyncEdit *self, GError **error)
{
  const char *twin = mt_caldav_get_twin (self->caldav);
  MtItemStore *store;
  gboolean written;

  if (twin == NULL || self->row->before != NULL || self->row->after == NULL ||
      g_str_equal (twin, self->row->href))
    return FALSE;
  store = mt_sync_run_lock_store (self->run);
  written = mt_outbox_rewrite (store, self->row, twin, self->row->after, error);
  mt_sync_run_unlock_store (self->run);
  return written;
}

static gboolean
finish_done (MtSyncEdit *self, GError **error)
{
  const MtOutboxRow *row = self->row;
  g_autoptr (GBytes) stored = NULL;
  MtItemStore *store;
  gboolean written;

  if (row->after == NULL && mt_sync_edit_is_doubtful (self))
    return finish_doubtful (self, error);
  /* What it made of mine has to be read where it does not say which ETag that has. If that cannot
   * be done now, the next fetch does it. */
  if (row->after != NULL && self->etag == NULL && !mt_sync_edit_read_theirs (self, NULL))
    self->gone = FALSE;
  if (row->after != NULL && self->theirs != NULL)
    stored = g_bytes_ref (self->theirs);
  store = mt_sync_run_lock_store (self->run);
  written = mt_outbox_done (store, row, row->after != NULL ? self->etag : NULL, stored, error);
  mt_sync_run_unlock_store (self->run);
  mt_sync_run_count (self->run, 0, 0, written ? 1 : 0);
  return ignore_changed (written, error);
}

static gboolean
finish_conflict (MtSyncEdit *self, const GError *why, GError **error)
{
  MtItemStore *store;
  gboolean written;

  if (why != NULL && adopt_twin (self, NULL))
    return TRUE;
  if (why != NULL && !mt_sync_edit_read_theirs (self, error))
    return FALSE;
  if (mt_sync_edit_is_mine (self))
    return finish_done (self, error);
  if (mt_sync_edit_is_doubtful (self))
    return finish_doubtful (self, error);
  store = mt_sync_run_lock_store (self->run);
  /* Nothing is there and nothing was: then it is the place that is wrong, not another's edit. */
  if (self->gone && self->row->before == NULL && why != NULL)
    written = mt_outbox_refused (store, self->row, why->message, error);
  else
    written = mt_outbox_conflict (store, self->row, self->theirs, self->etag, error);
  mt_sync_run_unlock_store (self->run);
  return ignore_changed (written, error);
}

/* Many collections take no journal entries: an event of the day stands for one, then. */
static gboolean
send_as_event (MtSyncEdit *self)
{
  const MtOutboxRow *row = self->row;
  g_autoptr (GBytes) event =
      row->before == NULL && row->after != NULL ? mt_ical_journal_to_event (row->after) : NULL;
  MtItemStore *store;
  gboolean written;

  if (event == NULL)
    return FALSE;
  store = mt_sync_run_lock_store (self->run);
  written = mt_outbox_rewrite (store, row, NULL, event, NULL);
  mt_sync_run_unlock_store (self->run);
  return written;
}

static gboolean
finish_refused (MtSyncEdit *self, const GError *why, GError **error)
{
  MtItemStore *store = NULL;
  gboolean written;

  if (send_as_event (self))
    return TRUE;
  store = mt_sync_run_lock_store (self->run);
  written = mt_outbox_refused (store, self->row, why->message, error);
  mt_sync_run_unlock_store (self->run);
  return ignore_changed (written, error);
}

/**
 * mt_sync_edit_finish: (skip)
 * @self: an edit that was tried
 * @end: what is to become of it
 * @why: (nullable): what the server refused it with
 * @error: a #MtStoreError
 *
 * Notes in the store what became of it.
 *
 * Returns: whether it is noted
 */
gboolean
mt_sync_edit_finish (MtSyncEdit *self, MtSyncEditEnd end, const GError *why, GError **error)
{
  switch (end)
    {
    case MT_SYNC_EDIT_DONE:
      return finish_done (self, error);
    case MT_SYNC_EDIT_CONFLICT:
      return finish_conflict (self, why, error);
    case MT_SYNC_EDIT_REFUSED:
      return finish_refused (self, why, error);
    case MT_SYNC_EDIT_LATER:
      return finish_later (self, why, error);
    case MT_SYNC_EDIT_SEND: /* it could not be marked: most likely somebody has changed it meanwhile
                             */
    default:
      g_propagate_error (error, g_error_copy (why));
      return ignore_changed (FALSE, error);
    }
}
