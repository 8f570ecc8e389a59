/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtSyncEdit: one edit to its server: on condition that nobody else has changed the item, and never
 * twice.
 */
#include "config.h"

#include "service/sync/mt-sync-edit.h"

#include "service/sync/mt-publish-same.h"

static gboolean
get_theirs (MtSyncEdit *self, GError **error)
{
  g_autoptr (GError) why = NULL;

  g_clear_pointer (&self->theirs, g_bytes_unref);
  g_clear_pointer (&self->etag, g_free);
  self->gone = FALSE;
  if (mt_caldav_get (self->caldav, self->row->href, &self->theirs, &self->etag,
                     self->run->cancellable, &why))
    return TRUE;
  self->gone = g_error_matches (why, MT_NET_ERROR, MT_NET_ERROR_MISSING);
  if (self->gone)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&why));
  return FALSE;
}

/**
 * mt_sync_edit_read_theirs: (skip)
 * @self: an edit
 * @error: a #MtNetError, or %G_IO_ERROR_CANCELLED
 *
 * Reads what the server has. That an item is gone which was there is not believed at the first
 * word.
 *
 * Returns: whether it said
 */
gboolean
mt_sync_edit_read_theirs (MtSyncEdit *self, GError **error)
{
  return get_theirs (self, error) &&
         (!self->gone || self->row->before == NULL || get_theirs (self, error));
}

/**
 * mt_sync_edit_is_mine: (skip)
 * @self: an edit; what the server has was read
 *
 * Returns: whether that is what the edit wanted
 */
gboolean
mt_sync_edit_is_mine (const MtSyncEdit *self)
{
  if (self->row->after == NULL)
    return self->gone;
  return self->theirs != NULL && mt_publish_same (self->row->after, self->theirs);
}

static gboolean
is_before (const MtSyncEdit *self)
{
  const MtOutboxRow *row = self->row;

  if (row->before == NULL)
    return self->gone;
  if (self->theirs == NULL)
    return FALSE;
  return (row->before_etag != NULL && g_strcmp0 (self->etag, row->before_etag) == 0) ||
         g_bytes_equal (self->theirs, row->before);
}

/* After a try whose end nobody knows: did it arrive? */
static MtSyncEditEnd
look_first (MtSyncEdit *self, GError **error)
{
  if (!mt_sync_edit_read_theirs (self, error))
    return MT_SYNC_EDIT_LATER;
  if (mt_sync_edit_is_mine (self))
    return MT_SYNC_EDIT_DONE;
  return is_before (self) ? MT_SYNC_EDIT_SEND : MT_SYNC_EDIT_CONFLICT;
}

/* Removes what is there if it is what its author saw, on a server whose ETags say nothing: read and
 * compared right before. Only where the ETag of that very moment is refused it is done without. */
static gboolean
remove_compared (MtSyncEdit *self, GError **error)
{
  const char *href = self->row->href;
  g_autoptr (GError) why = NULL;

  if (!mt_sync_edit_read_theirs (self, error))
    return FALSE;
  if (self->gone)
    return TRUE;
  if (!is_before (self))
    {
      g_set_error_literal (error, MT_NET_ERROR, MT_NET_ERROR_CONFLICT, href);
      return FALSE;
    }
  if (mt_caldav_remove (self->caldav, href, self->etag, &self->gone, self->run->cancellable, &why))
    return TRUE;
  if (g_error_matches (why, MT_NET_ERROR, MT_NET_ERROR_CONFLICT))
    return mt_caldav_remove (self->caldav, href, NULL, &self->gone, self->run->cancellable, error);
  g_propagate_error (error, g_steal_pointer (&why));
  return FALSE;
}

static gboolean
remove_item (MtSyncEdit *self, GError **error)
{
  const MtOutboxRow *row = self->row;
  g_autoptr (GError) why = NULL;

  if (row->before_etag == NULL)
    return remove_compared (self, error);
  if (mt_caldav_remove (self->caldav, row->href, row->before_etag, &self->gone,
                        self->run->cancellable, &why))
    return TRUE;
  if (g_error_matches (why, MT_NET_ERROR, MT_NET_ERROR_CONFLICT))
    return remove_compared (self, error);
  g_propagate_error (error, g_steal_pointer (&why));
  return FALSE;
}

static gboolean
send_item (MtSyncEdit *self, GError **error)
{
  const MtOutboxRow *row = self->row;

  if (row->after == NULL)
    return remove_item (self, error);
  g_clear_pointer (&self->etag, g_free);
  if (row->before == NULL)
    return mt_caldav_put (self->caldav, row->href, row->after, NULL, &self->etag,
                          self->run->cancellable, error);
  return mt_caldav_replace (self->caldav, row->href, row->before, row->before_etag, row->after,
                            &self->etag, self->run->cancellable, error);
}

/* Statuses after which the same request may go well later. */
static gboolean
is_passing (const GError *error)
{
  const guint status = mt_net_error_get_status (error);

  return status >= 500 || status == 408 || status == 423 || status == 425 || status == 401 ||
         status == 0;
}

/* What the server's answer to a try means. */
static MtSyncEditEnd
judge (MtSyncEdit *self, const GError *why)
{
  const gboolean deletes = self->row->after == NULL;

  if (why->domain != MT_NET_ERROR)
    return MT_SYNC_EDIT_LATER;
  switch (why->code)
    {
    case MT_NET_ERROR_CONFLICT:
      return MT_SYNC_EDIT_CONFLICT;
    case MT_NET_ERROR_MISSING:
      self->gone = TRUE;
      return deletes                     ? MT_SYNC_EDIT_DONE
             : self->row->before != NULL ? MT_SYNC_EDIT_CONFLICT
                                         : MT_SYNC_EDIT_REFUSED;
    case MT_NET_ERROR_FORBIDDEN:
      return MT_SYNC_EDIT_REFUSED;
    case MT_NET_ERROR_TOO_LARGE: /* what I sent, or what came when I looked whether it is there */
      return mt_net_error_get_status (why) == 413 ? MT_SYNC_EDIT_REFUSED : MT_SYNC_EDIT_LATER;
    case MT_NET_ERROR_STATUS:
      return is_passing (why) ? MT_SYNC_EDIT_LATER : MT_SYNC_EDIT_REFUSED;
    default:
      return MT_SYNC_EDIT_LATER;
    }
}

static gboolean
mark_sending (MtSyncEdit *self, GError **error)
{
  MtItemStore *store = mt_sync_run_lock_store (self->run);
  const gboolean marked = mt_outbox_set_sending (store, self->row, error);

  mt_sync_run_unlock_store (self->run);
  return marked;
}

/* A server, or whatever stands before it, that refuses or misses everything just now has not judged
 * any edit: nobody is to be asked what to do about that. */
static MtSyncEditEnd
doubt (MtSyncEdit *self, MtSyncEditEnd end, GError **why)
{
  g_autoptr (GError) all = NULL;

  if ((end != MT_SYNC_EDIT_REFUSED && end != MT_SYNC_EDIT_CONFLICT) ||
      mt_caldav_answers (self->caldav, self->run->cancellable, &all))
    return end;
  if (*why == NULL)
    *why = g_steal_pointer (&all);
  return MT_SYNC_EDIT_LATER;
}

/**
 * mt_sync_edit_try: (skip)
 * @self: an edit
 * @why: (out): what the server refused it with, or why it could not be tried
 *
 * Sends it, unless an earlier try turns out to have arrived.
 *
 * Returns: what is to become of it; %MT_SYNC_EDIT_SEND with an error of the store
 */
MtSyncEditEnd
mt_sync_edit_try (MtSyncEdit *self, GError **why)
{
  const gboolean tried = self->row->state == MT_OUTBOX_SENDING || self->row->tries > 0;
  MtSyncEditEnd end = MT_SYNC_EDIT_SEND;

  if (!mark_sending (self, why))
    return MT_SYNC_EDIT_SEND;
  if (tried)
    end = look_first (self, why);
  if (end != MT_SYNC_EDIT_SEND)
    return doubt (self, end, why);
  if (send_item (self, why))
    {
      /* What was read before was not mine. */
      if (self->row->after != NULL)
        g_clear_pointer (&self->theirs, g_bytes_unref);
      return MT_SYNC_EDIT_DONE;
    }
  return doubt (self, judge (self, *why), why);
}

/* Whether the collection itself has never said that the item is gone. */
static gboolean
is_still_listed (const MtSyncEdit *self)
{
  MtItemStore *store = mt_sync_run_lock_store (self->run);
  g_autoptr (MtStoreCollection) known = mt_item_store_find (store, self->row->collection);
  const gboolean listed =
      known == NULL || known->checked == 0 || mt_item_store_has (store, known->id, self->row->href);

  mt_sync_run_unlock_store (self->run);
  return listed;
}

/**
 * mt_sync_edit_is_doubtful: (skip)
 * @self: an edit
 *
 * An item that is said not to be there may be: servers, and what stands before them, say so of the
 * one item that was asked for at a bad moment. Only the collection is believed, by its report of
 * changes or by a listing, and it is about to be asked. Where nobody asks for the collection any
 * more the item has the last word.
 *
 * Returns: whether the server has said that the item is gone, and the collection has not
 */
gboolean
mt_sync_edit_is_doubtful (const MtSyncEdit *self)
{
  return self->gone && self->row->before != NULL &&
         mt_sync_plan_find (self->run->plan, self->row->collection) != NULL &&
         is_still_listed (self);
}

/**
 * mt_sync_edit_clear: (skip)
 * @self: an edit
 *
 * Frees what it holds.
 */
void
mt_sync_edit_clear (MtSyncEdit *self)
{
  g_clear_pointer (&self->theirs, g_bytes_unref);
  g_clear_pointer (&self->etag, g_free);
}
