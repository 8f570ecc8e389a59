/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * A CalDAV collection into the store, page by page; what vanishes is held back until all is known.
 */
#include "config.h"

#include "service/sync/mt-sync-run.h"

#include <glib/gi18n-lib.h>

#include <string.h>

#include "providers/collections/caldav/mt-caldav.h"

/* Bytes of items that are gathered before they are written: a page may be all of a calendar. */
#define GATHERED_MAX (4 * 1024 * 1024)

/* One thing to be written, gathered until its page is complete or there is enough of it. */
typedef struct
{
  char *name;
  char *etag;    /* nullable */
  GBytes *bytes; /* owned, NULL: it cannot be had */
  char *why;     /* nullable */
} Found;

/* A collection while it is fetched. */
typedef struct
{
  MtSyncRun *run;               /* unowned */
  const MtSyncTarget *target;   /* unowned */
  const MtStoreCollection *row; /* unowned: as it was before */
  gboolean full;                /* this is a full check */
  gint64 full_at;               /* Unix seconds of the last full check, 0: never */
  GPtrArray *page;              /* owned (element-type Found) */
  gsize gathered;               /* bytes of the items in it */
  gboolean unmarked;            /* something was written since the last mark */
  GHashTable *vanished;         /* owned: names, held back until all is known -> whether shown */
  GHashTable *unsettled;        /* owned (element-type utf8): said to be gone, see mt_sync_send() */
  MtSyncMark mark;              /* owned: of the last page */
  gboolean news;                /* the store has new things */
} Fetch;

static void
found_free (gpointer data)
{
  Found *found = data;

  g_free (found->name);
  g_free (found->etag);
  g_clear_pointer (&found->bytes, g_bytes_unref);
  g_free (found->why);
  g_free (found);
}

/* When a full check was last made stands before what the collection itself remembers. */
static char *
wrap_mode (gint64 full_at, const char *mode)
{
  return g_strdup_printf ("%" G_GINT64_FORMAT "|%s", full_at, mode != NULL ? mode : "");
}

static char *
unwrap_mode (const char *wrapped, gint64 *full_at)
{
  const char *bar = wrapped != NULL ? strchr (wrapped, '|') : NULL;

  *full_at = bar != NULL ? g_ascii_strtoll (wrapped, NULL, 10) : 0;
  return bar != NULL && bar[1] != '\0' ? g_strdup (bar + 1) : NULL;
}

/* A wall clock that was set back makes a check too many, never one too few. Who asks wants what
 * could not be had the last time to be tried again, too. */
static gboolean
is_full_due (const Fetch *fetch)
{
  const gint64 age_s = fetch->run->now - fetch->full_at;
  const gboolean asked = (fetch->run->flags & MT_SYNC_ASKED) != 0;

  return (fetch->run->flags & MT_SYNC_FULL) != 0 || (asked && fetch->row->n_parked > 0) ||
         age_s < 0 || age_s >= MT_SYNC_FULL_EVERY_S;
}

/* Now and then what could not be had is tried again although it has not changed. */
static void
forget_parked (Fetch *fetch, MtItemStore *store, GHashTable *known)
{
  g_autoptr (GPtrArray) items = mt_item_store_list_parked (store, fetch->row->id);

  for (guint i = 0; i < items->len; i++)
    {
      const MtStoreItem *item = g_ptr_array_index (items, i);

      g_hash_table_replace (known, g_strdup (item->href), g_strdup (""));
    }
}

static GHashTable *
known_cb (gpointer data)
{
  Fetch *fetch = data;
  MtItemStore *store = mt_sync_run_lock_store (fetch->run);
  GHashTable *known = mt_item_store_known (store, fetch->row->id);

  if (fetch->full && fetch->row->n_parked > 0)
    forget_parked (fetch, store, known);
  mt_sync_run_unlock_store (fetch->run);
  return known;
}

/* What could not be had, and may be by now. */
static GPtrArray *
unfetched_cb (gpointer data)
{
  Fetch *fetch = data;
  g_autoptr (GPtrArray) items = NULL;
  GPtrArray *names;

  if (fetch->row->n_parked == 0)
    return NULL;
  names = g_ptr_array_new_with_free_func (g_free);
  items = mt_item_store_list_parked (mt_sync_run_lock_store (fetch->run), fetch->row->id);
  mt_sync_run_unlock_store (fetch->run);
  for (guint i = 0; i < items->len; i++)
    {
      const MtStoreItem *item = g_ptr_array_index (items, i);

      if (item->etag == NULL)
        g_ptr_array_add (names, g_strdup (item->href));
    }
  return names;
}

static char *
known_etag_cb (const char *name, gpointer data)
{
  Fetch *fetch = data;
  g_autoptr (MtStoreItem) item = NULL;

  if (fetch->row->n_items == 0 && fetch->row->n_parked == 0)
    return NULL;
  item = mt_item_store_read_item (mt_sync_run_lock_store (fetch->run), fetch->row->url, name);
  mt_sync_run_unlock_store (fetch->run);
  return item != NULL && item->state == MT_OUTBOX_NONE ? g_steal_pointer (&item->etag) : NULL;
}

static void
stage_page (Fetch *fetch, MtItemStore *store)
{
  for (guint i = 0; i < fetch->page->len; i++)
    {
      const Found *found = g_ptr_array_index (fetch->page, i);

      if (found->bytes != NULL)
        mt_item_store_put_item (store, fetch->row->id, found->name, found->etag, found->bytes);
      else
        mt_item_store_park_item (store, fetch->row->id, found->name, found->etag, found->why);
    }
}

static void
stage_mark (Fetch *fetch, MtItemStore *store)
{
  g_autofree char *mode = wrap_mode (fetch->full_at, fetch->mark.mode);

  mt_item_store_set_mark (store, fetch->row->id, fetch->mark.token, fetch->mark.ctag, mode);
}

/* Writes what was gathered. The mark goes with it only where nothing is held back: what vanished is
 * told again. */
static gboolean
write_page (Fetch *fetch, gboolean with_mark, GError **error)
{
  MtItemStore *store = mt_sync_run_lock_store (fetch->run);
  gboolean written;

  mt_item_store_begin (store);
  stage_page (fetch, store);
  if (with_mark && g_hash_table_size (fetch->vanished) == 0)
    stage_mark (fetch, store);
  written = mt_item_store_commit (store, error);
  mt_sync_run_unlock_store (fetch->run);
  fetch->news = TRUE;
  mt_sync_run_count (fetch->run, written ? fetch->page->len : 0, 0, 0);
  g_ptr_array_set_size (fetch->page, 0);
  fetch->gathered = 0;
  fetch->unmarked = !with_mark;
  return written;
}

/* What has come is true before the page is complete, and may be more than fits into memory. */
static gboolean
item_cb (const char *name, const char *etag, GBytes *bytes, gpointer data, GError **error)
{
  Fetch *fetch = data;
  Found *found = g_new0 (Found, 1);

  found->name = g_strdup (name);
  found->etag = g_strdup (etag);
  found->bytes = g_bytes_ref (bytes);
  g_ptr_array_add (fetch->page, found);
  g_hash_table_remove (fetch->vanished, name);
  g_hash_table_remove (fetch->unsettled, name);
  fetch->gathered += g_bytes_get_size (bytes);
  return fetch->gathered < GATHERED_MAX || write_page (fetch, FALSE, error);
}

static gboolean
parked_cb (const char *name, const char *etag, const char *why, gpointer data, GError **error)
{
  Fetch *fetch = data;
  Found *found = g_new0 (Found, 1);

  found->name = g_strdup (name);
  found->etag = g_strdup (etag);
  found->why = g_strdup (why);
  g_ptr_array_add (fetch->page, found);
  return TRUE;
}

/* Servers tell of items gone that nobody here ever saw; and what is to be deleted is missed by
 * nobody. */
static gboolean
gone_cb (const char *name, gpointer data, GError **error)
{
  Fetch *fetch = data;
  MtItemStore *store = mt_sync_run_lock_store (fetch->run);
  const gboolean known = mt_item_store_has (store, fetch->row->id, name);
  g_autoptr (MtStoreItem) shown =
      known ? mt_item_store_read_item (store, fetch->row->url, name) : NULL;

  mt_sync_run_unlock_store (fetch->run);
  if (known)
    g_hash_table_replace (fetch->vanished, g_strdup (name), GINT_TO_POINTER (shown != NULL));
  g_hash_table_remove (fetch->unsettled, name);
  return TRUE;
}

static void
copy_mark (MtSyncMark *to, const MtSyncMark *from)
{
  mt_sync_mark_clear (to);
  to->token = g_strdup (from->token);
  to->ctag = g_strdup (from->ctag);
  to->mode = g_strdup (from->mode);
}

static gboolean
page_cb (const MtSyncMark *mark, guint done, guint total, gpointer data, GError **error)
{
  Fetch *fetch = data;
  gboolean written = TRUE;

  copy_mark (&fetch->mark, mark);
  if (fetch->page->len > 0 || fetch->unmarked)
    written = write_page (fetch, TRUE, error);
  mt_sync_run_tell (fetch->run, fetch->target->url, done, total, fetch->news);
  return written;
}

static guint
count_missed (const Fetch *fetch)
{
  GHashTableIter iter;
  gpointer shown;
  guint n = 0;

  g_hash_table_iter_init (&iter, fetch->vanished);
  while (g_hash_table_iter_next (&iter, NULL, &shown))
    n += shown != NULL;
  return n;
}

static gboolean
is_too_much (guint n_missed, const Fetch *fetch)
{
  return n_missed > MT_SYNC_FEW_VANISHED && n_missed * 2 > fetch->row->n_items;
}

static gboolean
hold (Fetch *fetch, guint n_missed, GError **error)
{
  MtItemStore *store = mt_sync_run_lock_store (fetch->run);
  gboolean written = TRUE;

  if (fetch->row->n_vanished != n_missed)
    {
      mt_item_store_begin (store);
      mt_item_store_set_held (store, fetch->row->id, n_missed);
      written = mt_item_store_commit (store, error);
      fetch->news = TRUE;
    }
  mt_sync_run_unlock_store (fetch->run);
  if (written)
    g_set_error (error, MT_SYNC_ERROR, MT_SYNC_ERROR_VANISHED,
                 _ ("%u of %u items are gone from the server at once; they are kept here until you "
                    "say that this is right"),
                 n_missed, fetch->row->n_items);
  return FALSE;
}

static gboolean
same_mark (const Fetch *fetch)
{
  g_autofree char *mode = wrap_mode (fetch->full_at, fetch->mark.mode);

  return g_strcmp0 (fetch->mark.token, fetch->row->token) == 0 &&
         g_strcmp0 (fetch->mark.ctag, fetch->row->ctag) == 0 &&
         g_strcmp0 (mode, fetch->row->mode) == 0;
}

/* All of it was seen: what vanished goes, and the mark is where it ended. */
static gboolean
settle (Fetch *fetch, GError **error)
{
  const MtStoreCollection *row = fetch->row;
  MtItemStore *store;
  GHashTableIter iter;
  gpointer name;
  gboolean written;

  if (g_hash_table_size (fetch->vanished) == 0 && !fetch->news && same_mark (fetch) &&
      row->failed_since == 0 && !row->held && g_str_equal (row->kind, "caldav"))
    {
      mt_sync_run_note_quiet (fetch->run, row->id);
      return TRUE;
    }
  store = mt_sync_run_lock_store (fetch->run);
  mt_item_store_begin (store);
  g_hash_table_iter_init (&iter, fetch->vanished);
  while (g_hash_table_iter_next (&iter, &name, NULL))
    mt_item_store_remove_item (store, row->id, name);
  stage_mark (fetch, store);
  if (row->held)
    mt_item_store_set_held (store, row->id, 0);
  mt_item_store_set_checked (store, row->id, mt_sync_run_now (fetch->run));
  written = mt_item_store_commit (store, error);
  mt_sync_run_unlock_store (fetch->run);
  fetch->news |= g_hash_table_size (fetch->vanished) > 0;
  mt_sync_run_count (fetch->run, 0, written ? g_hash_table_size (fetch->vanished) : 0, 0);
  return written;
}

/* What is said to be gone and nothing was heard of is looked for in a listing. */
static gboolean
ask_all (Fetch *fetch, MtCaldav *caldav, const MtSyncMark *from, guint parallel, GError **error)
{
  static const MtSyncSink sink = {
    .known = known_cb,
    .known_etag = known_etag_cb,
    .item = item_cb,
    .gone = gone_cb,
    .parked = parked_cb,
    .page = page_cb,
    .unfetched = unfetched_cb,
  };
  g_auto (MtSyncMark) mark = { NULL };
  GCancellable *cancellable = fetch->run->cancellable;

  if (fetch->full)
    fetch->full_at = fetch->run->now;
  if (!mt_caldav_sync (caldav, from, fetch->full, parallel, &sink, fetch, cancellable, error))
    return FALSE;
  if (fetch->full || g_hash_table_size (fetch->unsettled) == 0)
    return TRUE;
  fetch->full = TRUE;
  fetch->full_at = fetch->run->now;
  copy_mark (&mark, &fetch->mark);
  return mt_caldav_sync (caldav, &mark, TRUE, parallel, &sink, fetch, cancellable, error);
}

static gboolean
follow (Fetch *fetch, MtHttp *http, guint parallel, GError **error)
{
  g_autoptr (MtCaldav) caldav = mt_caldav_new (http, fetch->target->url);
  g_autofree char *mode = unwrap_mode (fetch->row->mode, &fetch->full_at);
  const MtSyncMark from = { fetch->row->token, fetch->row->ctag, mode };
  guint n_missed;

  fetch->full = is_full_due (fetch);
  copy_mark (&fetch->mark, &from);
  if (!ask_all (fetch, caldav, &from, parallel, error))
    {
      if (fetch->page->len > 0)
        write_page (fetch, FALSE, NULL);
      return FALSE;
    }
  n_missed = count_missed (fetch);
  if (is_too_much (n_missed, fetch) && !mt_sync_run_is_accepted (fetch->run, fetch->target->url))
    return hold (fetch, n_missed, error);
  return settle (fetch, error);
}

static GHashTable *
dup_names (GHashTable *names)
{
  GHashTable *copy = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  GHashTableIter iter;
  gpointer name;

  g_hash_table_iter_init (&iter, names);
  while (g_hash_table_iter_next (&iter, &name, NULL))
    g_hash_table_add (copy, g_strdup (name));
  return copy;
}

/**
 * mt_sync_fetch_collection: (skip)
 * @run: a run
 * @target: a CalDAV collection
 * @row: what the store says of it
 * @http: the client of its account
 * @parallel: how many requests at once it may use
 * @doubted: (element-type utf8): names of items that are said to be gone, to be made sure of
 * @news: (out): set when the store has new things of it
 * @error: a #MtNetError, #MtStoreError, %MT_SYNC_ERROR_VANISHED or %G_IO_ERROR_CANCELLED
 *
 * Brings the store up to what the server has. What was fetched before an error stays.
 *
 * Returns: whether all of it is there
 */
gboolean
mt_sync_fetch_collection (MtSyncRun *run,
                          const MtSyncTarget *target,
                          const MtStoreCollection *row,
                          MtHttp *http,
                          guint parallel,
                          GHashTable *doubted,
                          gboolean *news,
                          GError **error)
{
  Fetch fetch = { .run = run, .target = target, .row = row };
  gboolean done;

  fetch.page = g_ptr_array_new_with_free_func (found_free);
  fetch.vanished = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  fetch.unsettled = dup_names (doubted);
  done = follow (&fetch, http, parallel, error);
  *news |= fetch.news;
  g_ptr_array_unref (fetch.page);
  g_hash_table_unref (fetch.vanished);
  g_hash_table_unref (fetch.unsettled);
  mt_sync_mark_clear (&fetch.mark);
  return done;
}

/**
 * mt_sync_read_checked: (skip)
 * @row: what the store says of a place
 *
 * Returns: Unix seconds when it was last looked at as a whole, 0: never
 */
gint64
mt_sync_read_checked (const MtStoreCollection *row)
{
  gint64 full_at;
  g_autofree char *mode = unwrap_mode (row->mode, &full_at);

  return full_at;
}
