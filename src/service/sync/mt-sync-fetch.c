/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * What a server has, into the store: a collection page by page, a feed as a whole.
 */
#include "config.h"

#include "service/sync/mt-sync-run.h"

#include <glib/gi18n-lib.h>

#include <string.h>

#include "net/mt-url.h"
#include "providers/collections/caldav/mt-caldav.h"
#include "providers/collections/mt-feed.h"

#define KIND_CALDAV "caldav"
#define KIND_FEED "feed"
#define KIND_FREEBUSY "freebusy"
#define KIND_TEAM "team"

/* One thing to be written, gathered until its page is complete. */
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
  MtSyncRun *run;             /* unowned */
  const MtSyncTarget *target; /* unowned */
  MtStoreCollection *row;     /* owned: as it was before */
  gboolean full;              /* this is a full check */
  gint64 full_at;             /* Unix seconds of the last full check, 0: never */
  GPtrArray *page;            /* owned (element-type Found) */
  GHashTable *vanished;       /* owned (element-type utf8): held back until all is known */
  MtSyncMark mark;            /* owned: of the last page */
  gboolean news;              /* the store has new things */
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

/* A wall clock that was set back makes a check too many, never one too few. */
static gboolean
is_full_due (const Fetch *fetch)
{
  const gint64 age_s = fetch->run->now - fetch->full_at;

  return (fetch->run->flags & MT_SYNC_FULL) != 0 || age_s < 0 || age_s >= MT_SYNC_FULL_EVERY_S;
}

/* Now and then what could not be had is tried again although it has not changed. */
static void
forget_parked (Fetch *fetch, MtItemStore *store, GHashTable *known)
{
  g_autoptr (GPtrArray) items = mt_item_store_read (store, fetch->row->url, NULL);

  for (guint i = 0; items != NULL && i < items->len; i++)
    {
      const MtStoreItem *item = g_ptr_array_index (items, i);

      if (item->parked != NULL)
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
  return TRUE;
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

/* Servers tell of items gone that nobody here ever saw. */
static gboolean
gone_cb (const char *name, gpointer data, GError **error)
{
  Fetch *fetch = data;
  g_autoptr (MtStoreItem) item =
      mt_item_store_read_item (mt_sync_run_lock_store (fetch->run), fetch->row->url, name);

  mt_sync_run_unlock_store (fetch->run);
  if (item != NULL)
    g_hash_table_add (fetch->vanished, g_strdup (name));
  return TRUE;
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

static void
copy_mark (MtSyncMark *to, const MtSyncMark *from)
{
  mt_sync_mark_clear (to);
  to->token = g_strdup (from->token);
  to->ctag = g_strdup (from->ctag);
  to->mode = g_strdup (from->mode);
}

/* With something held back the mark stays where it was: what vanished is told again. */
static gboolean
page_cb (const MtSyncMark *mark, guint done, guint total, gpointer data, GError **error)
{
  Fetch *fetch = data;
  gboolean written = TRUE;

  copy_mark (&fetch->mark, mark);
  if (fetch->page->len > 0)
    {
      MtItemStore *store = mt_sync_run_lock_store (fetch->run);

      mt_item_store_begin (store);
      stage_page (fetch, store);
      if (g_hash_table_size (fetch->vanished) == 0)
        stage_mark (fetch, store);
      written = mt_item_store_commit (store, error);
      mt_sync_run_unlock_store (fetch->run);
      fetch->news = TRUE;
      mt_sync_run_count (fetch->run, written ? fetch->page->len : 0, 0, 0);
      g_ptr_array_set_size (fetch->page, 0);
    }
  mt_sync_run_tell (fetch->run, fetch->target->url, done, total, fetch->news);
  return written;
}

static gboolean
is_too_much (const Fetch *fetch)
{
  return g_hash_table_size (fetch->vanished) > MT_SYNC_FEW_VANISHED &&
         g_hash_table_size (fetch->vanished) * 2 > fetch->row->n_items;
}

static gboolean
hold (Fetch *fetch, GError **error)
{
  MtItemStore *store = mt_sync_run_lock_store (fetch->run);
  gboolean written = TRUE;

  if (fetch->row->n_vanished != g_hash_table_size (fetch->vanished))
    {
      mt_item_store_begin (store);
      mt_item_store_set_held (store, fetch->row->id, g_hash_table_size (fetch->vanished));
      written = mt_item_store_commit (store, error);
      fetch->news = TRUE;
    }
  mt_sync_run_unlock_store (fetch->run);
  if (written)
    g_set_error (error, MT_SYNC_ERROR, MT_SYNC_ERROR_VANISHED,
                 _ ("%u of %u items are gone from the server at once; they are kept here until you "
                    "say that this is right"),
                 g_hash_table_size (fetch->vanished), fetch->row->n_items);
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
      row->failed_since == 0 && !row->held && g_str_equal (row->kind, KIND_CALDAV))
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

static gboolean
fetch_caldav (Fetch *fetch, MtHttp *http, guint parallel, GError **error)
{
  static const MtSyncSink sink = {
    .known = known_cb,
    .known_etag = known_etag_cb,
    .item = item_cb,
    .gone = gone_cb,
    .parked = parked_cb,
    .page = page_cb,
  };
  g_autoptr (MtCaldav) caldav = mt_caldav_new (http, fetch->target->url);
  g_autofree char *mode = unwrap_mode (fetch->row->mode, &fetch->full_at);
  const MtSyncMark from = { fetch->row->token, fetch->row->ctag, mode };

  fetch->full = is_full_due (fetch);
  copy_mark (&fetch->mark, &from);
  if (fetch->full)
    fetch->full_at = fetch->run->now;
  if (!mt_caldav_sync (caldav, &from, fetch->full, parallel, &sink, fetch, fetch->run->cancellable,
                       error))
    return FALSE;
  if (is_too_much (fetch) && !mt_sync_run_is_accepted (fetch->run, fetch->target->url))
    return hold (fetch, error);
  return settle (fetch, error);
}

/* A feed, a published free/busy file or a team file: one item that is all of it. */
static gboolean
fetch_whole (Fetch *fetch, MtHttp *http, GError **error)
{
  const MtStoreCollection *row = fetch->row;
  g_auto (MtFeedMark) mark = { NULL };
  g_autoptr (GBytes) bytes = NULL;
  g_autofree char *token = NULL;
  MtItemStore *store;
  gboolean written;

  if (row->n_items > 0 && (fetch->run->flags & MT_SYNC_FULL) == 0)
    mt_feed_mark_from_string (&mark, row->token);
  if (!(fetch->target->team ? mt_feed_fetch_json : mt_feed_fetch) (
          http, fetch->target->url, &mark, &bytes, fetch->run->cancellable, error))
    return FALSE;
  token = mt_feed_mark_to_string (&mark);
  if (bytes == NULL && row->failed_since == 0 && g_strcmp0 (token, row->token) == 0)
    {
      mt_sync_run_note_quiet (fetch->run, row->id);
      return TRUE;
    }
  store = mt_sync_run_lock_store (fetch->run);
  mt_item_store_begin (store);
  if (bytes != NULL)
    mt_item_store_put_item (store, row->id, "", NULL, bytes);
  mt_item_store_set_mark (store, row->id, token, NULL, NULL);
  mt_item_store_set_checked (store, row->id, mt_sync_run_now (fetch->run));
  written = mt_item_store_commit (store, error);
  mt_sync_run_unlock_store (fetch->run);
  fetch->news |= bytes != NULL;
  return written;
}

/* By its looks alone; asking decides. */
static gboolean
looks_like_feed (const char *url)
{
  static const char *const ends[] = { ".ics", ".ical", ".icalendar", ".ifb", ".vcs", ".vfb" };
  g_autofree char *path = mt_url_get_path (url);
  g_autofree char *lower = path != NULL ? g_ascii_strdown (path, -1) : NULL;

  if (strchr (url, '?') != NULL)
    return TRUE;
  for (gsize i = 0; lower != NULL && i < G_N_ELEMENTS (ends); i++)
    if (g_str_has_suffix (lower, ends[i]))
      return TRUE;
  return FALSE;
}

static gboolean
fetch_kind (Fetch *fetch, const char *kind, MtHttp *http, guint parallel, GError **error)
{
  if (g_str_equal (kind, KIND_CALDAV))
    return fetch_caldav (fetch, http, parallel, error);
  return fetch_whole (fetch, http, error);
}

/* What it is now known to be is remembered. */
static gboolean
note_kind (Fetch *fetch, const char *kind, GError **error)
{
  const MtAccount *account = fetch->target->account;
  MtItemStore *store = mt_sync_run_lock_store (fetch->run);
  const gint64 id = mt_item_store_add (store, fetch->target->url,
                                       account != NULL ? account->id : NULL, kind, error);

  mt_sync_run_unlock_store (fetch->run);
  return id != 0;
}

/* Whether a server may yet be asked in the other way: it has answered, but not with that. */
static gboolean
may_be_other (const GError *error)
{
  return mt_sync_is_server_word (error) ||
         g_error_matches (error, MT_NET_ERROR, MT_NET_ERROR_PORTAL);
}

/* Told apart by asking: what it looks like first, the other after. */
static gboolean
fetch_unknown (Fetch *fetch, MtHttp *http, guint parallel, GError **error)
{
  const gboolean feed_first = looks_like_feed (fetch->target->url);
  const char *first = feed_first ? KIND_FEED : KIND_CALDAV;
  const char *second = feed_first ? KIND_CALDAV : KIND_FEED;
  g_autoptr (GError) why = NULL;

  if (fetch_kind (fetch, first, http, parallel, &why))
    return note_kind (fetch, first, error);
  if (may_be_other (why) && !g_error_matches (why, MT_NET_ERROR, MT_NET_ERROR_AUTH) &&
      fetch_kind (fetch, second, http, parallel, NULL))
    return note_kind (fetch, second, error);
  g_propagate_error (error, g_steal_pointer (&why));
  return FALSE;
}

/* Somebody's calendar that may not be read is no failure yet: they may still be asked when they are
 * busy. */
static gboolean
is_unreadable (const Fetch *fetch, const GError *error)
{
  return fetch->target->address != NULL &&
         (g_error_matches (error, MT_NET_ERROR, MT_NET_ERROR_FORBIDDEN) ||
          g_error_matches (error, MT_NET_ERROR, MT_NET_ERROR_MISSING));
}

static gboolean
is_tried_lately (const Fetch *fetch)
{
  gint64 tried_at;
  g_autofree char *mode = unwrap_mode (fetch->row->mode, &tried_at);
  const gint64 age_s = fetch->run->now - tried_at;

  return age_s >= 0 && age_s < MT_SYNC_FULL_EVERY_S && (fetch->run->flags & MT_SYNC_FULL) == 0;
}

static gboolean
fetch_by_kind (Fetch *fetch, MtHttp *http, guint parallel, GError **error)
{
  const char *kind = fetch->target->team ? KIND_TEAM : fetch->row->kind;
  g_autoptr (GError) why = NULL;

  /* Whose events could not be read a while ago is asked for free/busy alone. */
  if (g_str_equal (kind, KIND_FREEBUSY) && is_tried_lately (fetch))
    {
      mt_sync_run_note_unreadable (fetch->run, fetch->target);
      return TRUE;
    }
  if (kind[0] == '\0' || g_str_equal (kind, KIND_FREEBUSY)
          ? fetch_unknown (fetch, http, parallel, &why)
          : fetch_kind (fetch, kind, http, parallel, &why))
    return TRUE;
  if (is_unreadable (fetch, why))
    {
      mt_sync_run_note_unreadable (fetch->run, fetch->target);
      return TRUE;
    }
  g_propagate_error (error, g_steal_pointer (&why));
  return FALSE;
}

/**
 * mt_sync_fetch: (skip)
 * @run: a run
 * @target: a place
 * @http: the client of its account
 * @parallel: how many requests at once it may use
 * @news: (out): whether the store has new things of it
 * @error: a #MtNetError, #MtStoreError, %MT_SYNC_ERROR_VANISHED or %G_IO_ERROR_CANCELLED
 *
 * Brings the store up to what a server has. What was fetched before an error stays.
 *
 * Returns: whether all of it is there
 */
gboolean
mt_sync_fetch (MtSyncRun *run,
               const MtSyncTarget *target,
               MtHttp *http,
               guint parallel,
               gboolean *news,
               GError **error)
{
  Fetch fetch = { .run = run, .target = target };
  gboolean done;

  fetch.row = mt_sync_run_make_row (run, target, error);
  if (fetch.row == NULL)
    return FALSE;
  fetch.page = g_ptr_array_new_with_free_func (found_free);
  fetch.vanished = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  done = fetch_by_kind (&fetch, http, parallel, error);
  *news |= fetch.news;
  g_ptr_array_unref (fetch.page);
  g_hash_table_unref (fetch.vanished);
  mt_sync_mark_clear (&fetch.mark);
  mt_store_collection_free (fetch.row);
  return done;
}
