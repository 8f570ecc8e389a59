/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * What a server has, into the store: what kind of place it is, and a feed as a whole.
 */
#include "config.h"

#include "service/sync/mt-sync-run.h"

#include <string.h>

#include "net/mt-url.h"
#include "providers/collections/mt-feed.h"

#define KIND_CALDAV "caldav"
#define KIND_FEED "feed"
#define KIND_FREEBUSY "freebusy"
#define KIND_TEAM "team"

/* One place while it is fetched. */
typedef struct
{
  MtSyncRun *run;             /* unowned */
  const MtSyncTarget *target; /* unowned */
  GHashTable *doubted;        /* unowned (element-type utf8): see mt_sync_send() */
  MtStoreCollection *row;     /* owned: as it was before */
  gboolean news;              /* the store has new things */
} Place;

/* A feed, a published free/busy file or a team file: one item that is all of it. */
static gboolean
fetch_whole (Place *place, MtHttp *http, GError **error)
{
  const MtStoreCollection *row = place->row;
  g_auto (MtFeedMark) mark = { NULL };
  g_autoptr (GBytes) bytes = NULL;
  g_autofree char *token = NULL;
  MtItemStore *store;
  gboolean written;

  if (row->n_items > 0 && (place->run->flags & MT_SYNC_FULL) == 0)
    mt_feed_mark_from_string (&mark, row->token);
  if (!(place->target->team ? mt_feed_fetch_json : mt_feed_fetch) (
          http, place->target->url, &mark, &bytes, place->run->cancellable, error))
    return FALSE;
  token = mt_feed_mark_to_string (&mark);
  if (bytes == NULL && row->failed_since == 0 && g_strcmp0 (token, row->token) == 0)
    {
      mt_sync_run_note_quiet (place->run, row->id);
      return TRUE;
    }
  store = mt_sync_run_lock_store (place->run);
  mt_item_store_begin (store);
  if (bytes != NULL)
    mt_item_store_put_item (store, row->id, "", NULL, bytes);
  mt_item_store_set_mark (store, row->id, token, NULL, NULL);
  mt_item_store_set_checked (store, row->id, mt_sync_run_now (place->run));
  written = mt_item_store_commit (store, error);
  mt_sync_run_unlock_store (place->run);
  place->news |= bytes != NULL;
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
fetch_kind (Place *place, const char *kind, MtHttp *http, guint parallel, GError **error)
{
  if (g_str_equal (kind, KIND_CALDAV))
    return mt_sync_fetch_collection (place->run, place->target, place->row, http, parallel,
                                     place->doubted, &place->news, error);
  return fetch_whole (place, http, error);
}

/* What it is now known to be is remembered. */
static gboolean
note_kind (Place *place, const char *kind, GError **error)
{
  const MtAccount *account = place->target->account;
  MtItemStore *store = mt_sync_run_lock_store (place->run);
  const gint64 id = mt_item_store_add (store, place->target->url,
                                       account != NULL ? account->id : NULL, kind, error);

  mt_sync_run_unlock_store (place->run);
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
fetch_unknown (Place *place, MtHttp *http, guint parallel, GError **error)
{
  const gboolean feed_first = looks_like_feed (place->target->url);
  const char *first = feed_first ? KIND_FEED : KIND_CALDAV;
  const char *second = feed_first ? KIND_CALDAV : KIND_FEED;
  g_autoptr (GError) why = NULL;

  if (fetch_kind (place, first, http, parallel, &why))
    return note_kind (place, first, error);
  if (may_be_other (why) && !g_error_matches (why, MT_NET_ERROR, MT_NET_ERROR_AUTH) &&
      fetch_kind (place, second, http, parallel, NULL))
    return note_kind (place, second, error);
  g_propagate_error (error, g_steal_pointer (&why));
  return FALSE;
}

/* Somebody's calendar that may not be read is no failure yet: they may still be asked when they are
 * busy. */
static gboolean
is_unreadable (const Place *place, const GError *error)
{
  return place->target->address != NULL &&
         (g_error_matches (error, MT_NET_ERROR, MT_NET_ERROR_FORBIDDEN) ||
          g_error_matches (error, MT_NET_ERROR, MT_NET_ERROR_MISSING));
}

static gboolean
is_tried_lately (const Place *place)
{
  const gint64 age_s = place->run->now - mt_sync_read_checked (place->row);

  return age_s >= 0 && age_s < MT_SYNC_FULL_EVERY_S && (place->run->flags & MT_SYNC_FULL) == 0;
}

static gboolean
fetch_by_kind (Place *place, MtHttp *http, guint parallel, GError **error)
{
  const char *kind = place->target->team ? KIND_TEAM : place->row->kind;
  g_autoptr (GError) why = NULL;

  /* Whose events could not be read a while ago is asked for free/busy alone. */
  if (g_str_equal (kind, KIND_FREEBUSY) && is_tried_lately (place))
    {
      mt_sync_run_note_unreadable (place->run, place->target);
      return TRUE;
    }
  if (kind[0] == '\0' || g_str_equal (kind, KIND_FREEBUSY)
          ? fetch_unknown (place, http, parallel, &why)
          : fetch_kind (place, kind, http, parallel, &why))
    return TRUE;
  if (is_unreadable (place, why))
    {
      mt_sync_run_note_unreadable (place->run, place->target);
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
 * @doubted: (element-type utf8): names of items that are said to be gone, to be made sure of
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
               GHashTable *doubted,
               gboolean *news,
               GError **error)
{
  Place place = { .run = run, .target = target, .doubted = doubted };
  gboolean done;

  place.row = mt_sync_run_make_row (run, target, error);
  if (place.row == NULL)
    return FALSE;
  done = fetch_by_kind (&place, http, parallel, error);
  *news |= place.news;
  mt_store_collection_free (place.row);
  return done;
}
