/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * What waits in the outbox, to its server: on condition that nobody else has changed the item, and
 * never twice.
 */
#include "config.h"

#include "service/sync/mt-sync-run.h"

#include <string.h>

#include "ical/mt-ical-journal.h"
#include "providers/collections/caldav/mt-caldav.h"
#include "service/sync/mt-publish-same.h"

/* One edit on its way. */
typedef struct
{
  MtSyncRun *run;   /* unowned */
  MtCaldav *caldav; /* unowned */
  MtOutboxRow *row; /* unowned */
  gboolean gone;    /* the server has nothing there */
  GBytes *theirs;   /* owned, nullable: what it has */
  char *etag;       /* owned, nullable: of that, or of what it made of mine */
} Edit;

/* What is to become of an edit. */
typedef enum
{
  EDIT_SEND,     /* it has not arrived */
  EDIT_DONE,     /* the server has it */
  EDIT_CONFLICT, /* the server has something else */
  EDIT_REFUSED,  /* it does not take it, now or ever */
  EDIT_LATER,    /* nobody knows, or not now */
} EditEnd;

/* Nobody else may have had the row meanwhile: if so, it is another edit, which is next. */
static gboolean
ignore_changed (gboolean done, GError **error)
{
  if (done || !g_error_matches (*error, MT_STORE_ERROR, MT_STORE_ERROR_CHANGED))
    return done;
  g_clear_error (error);
  return TRUE;
}

static gboolean
get_theirs (Edit *edit, GError **error)
{
  g_autoptr (GError) why = NULL;

  g_clear_pointer (&edit->theirs, g_bytes_unref);
  g_clear_pointer (&edit->etag, g_free);
  edit->gone = FALSE;
  if (mt_caldav_get (edit->caldav, edit->row->href, &edit->theirs, &edit->etag,
                     edit->run->cancellable, &why))
    return TRUE;
  edit->gone = g_error_matches (why, MT_NET_ERROR, MT_NET_ERROR_MISSING);
  if (edit->gone)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&why));
  return FALSE;
}

/* That an item is gone which was there is not believed at the first word. */
static gboolean
read_theirs (Edit *edit, GError **error)
{
  return get_theirs (edit, error) &&
         (!edit->gone || edit->row->before == NULL || get_theirs (edit, error));
}

static gboolean
is_mine (const Edit *edit)
{
  if (edit->row->after == NULL)
    return edit->gone;
  return edit->theirs != NULL && mt_publish_same (edit->row->after, edit->theirs);
}

static gboolean
is_before (const Edit *edit)
{
  const MtOutboxRow *row = edit->row;

  if (row->before == NULL)
    return edit->gone;
  if (edit->theirs == NULL)
    return FALSE;
  return (row->before_etag != NULL && g_strcmp0 (edit->etag, row->before_etag) == 0) ||
         g_bytes_equal (edit->theirs, row->before);
}

/* After a try whose end nobody knows: did it arrive? */
static EditEnd
look_first (Edit *edit, GError **error)
{
  if (!read_theirs (edit, error))
    return EDIT_LATER;
  if (is_mine (edit))
    return EDIT_DONE;
  return is_before (edit) ? EDIT_SEND : EDIT_CONFLICT;
}

/* Removes what is there if it is what its author saw, on a server whose ETags say nothing: read and
 * compared right before. Only where the ETag of that very moment is refused it is done without. */
static gboolean
remove_compared (Edit *edit, GError **error)
{
  const char *href = edit->row->href;
  g_autoptr (GError) why = NULL;

  if (!read_theirs (edit, error))
    return FALSE;
  if (edit->gone)
    return TRUE;
  if (!is_before (edit))
    {
      g_set_error_literal (error, MT_NET_ERROR, MT_NET_ERROR_CONFLICT, href);
      return FALSE;
    }
  if (mt_caldav_remove (edit->caldav, href, edit->etag, edit->run->cancellable, &why))
    return TRUE;
  if (g_error_matches (why, MT_NET_ERROR, MT_NET_ERROR_CONFLICT))
    return mt_caldav_remove (edit->caldav, href, NULL, edit->run->cancellable, error);
  g_propagate_error (error, g_steal_pointer (&why));
  return FALSE;
}

static gboolean
remove_item (Edit *edit, GError **error)
{
  const MtOutboxRow *row = edit->row;
  g_autoptr (GError) why = NULL;

  if (row->before_etag == NULL)
    return remove_compared (edit, error);
  if (mt_caldav_remove (edit->caldav, row->href, row->before_etag, edit->run->cancellable, &why))
    return TRUE;
  if (g_error_matches (why, MT_NET_ERROR, MT_NET_ERROR_CONFLICT))
    return remove_compared (edit, error);
  g_propagate_error (error, g_steal_pointer (&why));
  return FALSE;
}

static gboolean
send_item (Edit *edit, GError **error)
{
  const MtOutboxRow *row = edit->row;

  if (row->after == NULL)
    return remove_item (edit, error);
  g_clear_pointer (&edit->etag, g_free);
  if (row->before == NULL)
    return mt_caldav_put (edit->caldav, row->href, row->after, NULL, &edit->etag,
                          edit->run->cancellable, error);
  return mt_caldav_replace (edit->caldav, row->href, row->before, row->before_etag, row->after,
                            &edit->etag, edit->run->cancellable, error);
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
static EditEnd
judge (Edit *edit, const GError *why)
{
  const gboolean deletes = edit->row->after == NULL;

  if (why->domain != MT_NET_ERROR)
    return EDIT_LATER;
  switch (why->code)
    {
    case MT_NET_ERROR_CONFLICT:
      return EDIT_CONFLICT;
    case MT_NET_ERROR_MISSING:
      edit->gone = TRUE;
      return deletes ? EDIT_DONE : edit->row->before != NULL ? EDIT_CONFLICT : EDIT_REFUSED;
    case MT_NET_ERROR_FORBIDDEN:
      return EDIT_REFUSED;
    case MT_NET_ERROR_TOO_LARGE: /* what I sent, or what came when I looked whether it is there */
      return mt_net_error_get_status (why) == 413 ? EDIT_REFUSED : EDIT_LATER;
    case MT_NET_ERROR_STATUS:
      return is_passing (why) ? EDIT_LATER : EDIT_REFUSED;
    default:
      return EDIT_LATER;
    }
}

/* The server has the same UID under another name: that is the item, then. */
static gboolean
adopt_twin (Edit *edit, GError **error)
{
  const char *twin = mt_caldav_get_twin (edit->caldav);
  MtItemStore *store;
  gboolean written;

  if (twin == NULL || edit->row->before != NULL || edit->row->after == NULL ||
      g_str_equal (twin, edit->row->href))
    return FALSE;
  store = mt_sync_run_lock_store (edit->run);
  written = mt_outbox_rewrite (store, edit->row, twin, edit->row->after, error);
  mt_sync_run_unlock_store (edit->run);
  return written;
}

/* It was to be deleted, and is gone: so says a server that may be wrong about that, and would never
 * name the item again. All of it is looked at with the next fetch. */
static gboolean
was_gone_already (const Edit *edit)
{
  return edit->row->after == NULL && edit->gone;
}

static gboolean
finish_done (Edit *edit, GError **error)
{
  const MtOutboxRow *row = edit->row;
  g_autoptr (GBytes) stored = NULL;
  MtItemStore *store;
  gboolean written;

  /* What it made of mine has to be read where it does not say which ETag that has. If that cannot
   * be done now, the next fetch does it. */
  if (row->after != NULL && edit->etag == NULL && !read_theirs (edit, NULL))
    edit->gone = FALSE;
  if (row->after != NULL && edit->theirs != NULL)
    stored = g_bytes_ref (edit->theirs);
  store = mt_sync_run_lock_store (edit->run);
  written = mt_outbox_done (store, row, row->after != NULL ? edit->etag : NULL, stored, error);
  if (written && was_gone_already (edit))
    mt_sync_forget_checked (store, row->collection);
  mt_sync_run_unlock_store (edit->run);
  mt_sync_run_count (edit->run, 0, 0, written ? 1 : 0);
  return ignore_changed (written, error);
}

static gboolean
finish_conflict (Edit *edit, const GError *why, GError **error)
{
  MtItemStore *store;
  gboolean written;

  if (why != NULL && adopt_twin (edit, NULL))
    return TRUE;
  if (why != NULL && !read_theirs (edit, error))
    return FALSE;
  if (is_mine (edit))
    return finish_done (edit, error);
  store = mt_sync_run_lock_store (edit->run);
  /* Nothing is there and nothing was: then it is the place that is wrong, not another's edit. */
  if (edit->gone && edit->row->before == NULL && why != NULL)
    written = mt_outbox_refused (store, edit->row, why->message, error);
  else
    written = mt_outbox_conflict (store, edit->row, edit->theirs, edit->etag, error);
  mt_sync_run_unlock_store (edit->run);
  return ignore_changed (written, error);
}

/* Many collections take no journal entries: an event of the day stands for one, then. */
static gboolean
send_as_event (Edit *edit)
{
  const MtOutboxRow *row = edit->row;
  g_autoptr (GBytes) event =
      row->before == NULL && row->after != NULL ? mt_ical_journal_to_event (row->after) : NULL;
  MtItemStore *store;
  gboolean written;

  if (event == NULL)
    return FALSE;
  store = mt_sync_run_lock_store (edit->run);
  written = mt_outbox_rewrite (store, row, NULL, event, NULL);
  mt_sync_run_unlock_store (edit->run);
  return written;
}

static gboolean
finish_refused (Edit *edit, const GError *why, GError **error)
{
  MtItemStore *store = NULL;
  gboolean written;

  if (send_as_event (edit))
    return TRUE;
  store = mt_sync_run_lock_store (edit->run);
  written = mt_outbox_refused (store, edit->row, why->message, error);
  mt_sync_run_unlock_store (edit->run);
  return ignore_changed (written, error);
}

static char *
dup_row_key (const MtOutboxRow *row)
{
  return g_strdup_printf ("edit %" G_GINT64_FORMAT, row->id);
}

static gboolean
finish_later (Edit *edit, const GError *why, GError **error)
{
  g_autofree char *key = dup_row_key (edit->row);
  const gboolean stopped = g_error_matches (why, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  const gboolean failed = !stopped && !g_error_matches (why, MT_NET_ERROR, MT_NET_ERROR_AUTH);
  const gint64 wait_ms =
      failed ? mt_sync_pace_fail (edit->run->engine->pace, key, mt_sync_pace_read_clock ()) : 0;
  MtItemStore *store = mt_sync_run_lock_store (edit->run);
  const gboolean written = mt_outbox_later (store, edit->row, stopped ? NULL : why->message,
                                            mt_sync_run_now (edit->run) + wait_ms / 1000, error);

  mt_sync_run_unlock_store (edit->run);
  return ignore_changed (written, error);
}

static gboolean
mark_sending (Edit *edit, GError **error)
{
  MtItemStore *store = mt_sync_run_lock_store (edit->run);
  const gboolean marked = mt_outbox_set_sending (store, edit->row, error);

  mt_sync_run_unlock_store (edit->run);
  return marked;
}

/* A server, or whatever stands before it, that refuses or misses everything just now has not judged
 * any edit: nobody is to be asked what to do about that. */
static EditEnd
doubt (Edit *edit, EditEnd end, GError **why)
{
  g_autoptr (GError) all = NULL;

  if ((end != EDIT_REFUSED && end != EDIT_CONFLICT) ||
      mt_caldav_answers (edit->caldav, edit->run->cancellable, &all))
    return end;
  if (*why == NULL)
    *why = g_steal_pointer (&all);
  return EDIT_LATER;
}

static EditEnd
try_edit (Edit *edit, GError **why)
{
  const gboolean tried = edit->row->state == MT_OUTBOX_SENDING || edit->row->tries > 0;
  EditEnd end = EDIT_SEND;

  if (!mark_sending (edit, why))
    return EDIT_SEND;
  if (tried)
    end = look_first (edit, why);
  if (end != EDIT_SEND)
    return doubt (edit, end, why);
  if (send_item (edit, why))
    {
      /* What was read before was not mine. */
      if (edit->row->after != NULL)
        g_clear_pointer (&edit->theirs, g_bytes_unref);
      return EDIT_DONE;
    }
  return doubt (edit, judge (edit, *why), why);
}

/* Whether the server as a whole is out of reach, so that nothing else need be tried now. */
static gboolean
is_hopeless (const GError *why)
{
  return why->domain != MT_NET_ERROR || why->code == MT_NET_ERROR_AUTH ||
         !mt_sync_is_server_word (why);
}

/* FALSE only when the rest need not be tried, with the reason. */
static gboolean
send_edit (Edit *edit, gboolean *news, GError **error)
{
  g_autoptr (GError) why = NULL;
  g_autoptr (GError) broken = NULL;
  const EditEnd end = try_edit (edit, &why);
  gboolean written = TRUE;

  switch (end)
    {
    case EDIT_SEND: /* it could not be marked: most likely somebody has changed it meanwhile */
      written = ignore_changed (FALSE, &why);
      broken = g_steal_pointer (&why);
      break;
    case EDIT_DONE:
      written = finish_done (edit, &broken);
      break;
    case EDIT_CONFLICT:
      written = finish_conflict (edit, why, &broken);
      break;
    case EDIT_REFUSED:
      written = finish_refused (edit, why, &broken);
      break;
    case EDIT_LATER:
      written = finish_later (edit, why, &broken);
      break;
    }
  *news = TRUE;
  if (!written)
    {
      g_propagate_error (error, g_steal_pointer (&broken));
      return FALSE;
    }
  if (end == EDIT_LATER && is_hopeless (why))
    {
      g_propagate_error (error, g_steal_pointer (&why));
      return FALSE;
    }
  return TRUE;
}

/* Of an item only the first row may go, and none that waits for the user. */
static gboolean
is_its_turn (MtSyncRun *run, const MtOutboxRow *row, GHashTable *seen)
{
  g_autofree char *key = dup_row_key (row);

  if (!g_hash_table_add (seen, g_strdup (row->href)))
    return FALSE;
  if (row->state != MT_OUTBOX_WAITING && row->state != MT_OUTBOX_SENDING)
    return FALSE;
  return mt_sync_pace_wait (run->engine->pace, key, mt_sync_pace_read_clock ()) == 0;
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
list_due (MtSyncRun *run, const char *url, GHashTable *tried)
{
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  MtItemStore *store = mt_sync_run_lock_store (run);
  g_autoptr (GPtrArray) before = mt_outbox_list (store, url);
  g_autoptr (GPtrArray) rows = NULL;
  GPtrArray *due = g_ptr_array_new_with_free_func ((GDestroyNotify) mt_outbox_row_free);

  for (guint i = 0; i < before->len; i++)
    end_conflict (store, g_ptr_array_index (before, i));
  rows = before->len > 0 ? mt_outbox_list (store, url) : g_ptr_array_ref (before);
  mt_sync_run_unlock_store (run);
  for (guint i = 0; i < rows->len; i++)
    {
      MtOutboxRow *row = g_ptr_array_index (rows, i);

      if (!is_its_turn (run, row, seen) || !g_hash_table_add (tried, dup_version (row)))
        continue;
      g_ptr_array_add (due, row);
      rows->pdata[i] = NULL;
    }
  return due;
}

static gboolean
send_rows (MtSyncRun *run, GPtrArray *rows, MtCaldav *caldav, gboolean *news, GError **error)
{
  for (guint i = 0; i < rows->len; i++)
    {
      Edit edit = { .run = run, .caldav = caldav, .row = g_ptr_array_index (rows, i) };
      gboolean go_on;

      if (g_cancellable_set_error_if_cancelled (run->cancellable, error))
        return FALSE;
      go_on = send_edit (&edit, news, error);
      g_clear_pointer (&edit.theirs, g_bytes_unref);
      g_free (edit.etag);
      if (!go_on)
        return FALSE;
    }
  return TRUE;
}

/**
 * mt_sync_send: (skip)
 * @run: a run
 * @url: of a collection
 * @http: the client of its account
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
mt_sync_send (MtSyncRun *run, const char *url, MtHttp *http, gboolean *news, GError **error)
{
  g_autoptr (GHashTable) tried = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (MtCaldav) caldav = NULL;

  for (;;)
    {
      g_autoptr (GPtrArray) due = list_due (run, url, tried);

      if (due->len == 0)
        return TRUE;
      if (caldav == NULL)
        caldav = mt_caldav_new (http, url);
      if (!send_rows (run, due, caldav, news, error))
        return FALSE;
    }
}
