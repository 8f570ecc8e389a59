/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * Gets items one by one, where many in one request did not work. What cannot be had even so is
 * parked; the rest goes on.
 */
#include "config.h"

#include "providers/collections/caldav/mt-caldav-fetch-private.h"

#include <glib/gi18n-lib.h>

enum
{
  STORM = 20, /* so many failures alike, one after the other: the rest is not asked for */
};

/**
 * mt_caldav_is_final:
 * @error: what a request failed with
 *
 * Returns: whether asking in another way is of no use now: there is no connection, no right to be
 *   there at all, or the caller wants to stop
 */
gboolean
mt_caldav_is_final (const GError *error)
{
  if (error->domain != MT_NET_ERROR)
    return TRUE;
  switch ((MtNetError) error->code)
    {
    case MT_NET_ERROR_OFFLINE:
    case MT_NET_ERROR_TLS:
    case MT_NET_ERROR_AUTH:
    case MT_NET_ERROR_THROTTLED:
    case MT_NET_ERROR_REDIRECT:
    case MT_NET_ERROR_PORTAL:
    case MT_NET_ERROR_URL:
      return TRUE;
    case MT_NET_ERROR_FORBIDDEN:
    case MT_NET_ERROR_MISSING:
    case MT_NET_ERROR_CONFLICT:
    case MT_NET_ERROR_MALFORMED:
    case MT_NET_ERROR_TOO_LARGE:
    case MT_NET_ERROR_FULL:
    case MT_NET_ERROR_STATUS:
      break;
    }
  return FALSE;
}

/* The same failure of so many that the collection is the reason, not they. */
static gboolean
is_storm (MtCaldavFetch *self)
{
  gboolean storm;

  g_mutex_lock (&self->lock);
  storm = self->failures >= STORM;
  g_mutex_unlock (&self->lock);
  return storm;
}

static void
note_single (MtCaldavFetch *self, guint status)
{
  g_mutex_lock (&self->lock);
  if (status == 0 || status != self->failure)
    self->failures = 0;
  self->failure = status;
  self->failures += status != 0;
  g_mutex_unlock (&self->lock);
}

/* What did not come. Takes @failure. */
static gboolean
judge_failure (MtCaldavFetch *self, MtCaldavEntry *entry, GError *failure, GError **error)
{
  g_autoptr (GError) owned = failure;

  if (g_error_matches (owned, MT_NET_ERROR, MT_NET_ERROR_MISSING))
    return mt_caldav_queue_add_missing (self->queue, entry, owned->message, error);
  if (mt_caldav_is_final (owned) && !g_error_matches (owned, MT_NET_ERROR, MT_NET_ERROR_PORTAL))
    {
      g_propagate_error (error, g_steal_pointer (&owned));
      return FALSE;
    }
  note_single (self, mt_net_error_get_status (owned));
  return mt_caldav_queue_add_parked (self->queue, entry,
                                     g_error_matches (owned, MT_NET_ERROR, MT_NET_ERROR_TOO_LARGE),
                                     owned->message, error);
}

/**
 * mt_caldav_get_single:
 * @self: a thread's own
 * @entry: what to get
 * @got: (out): whether it came
 * @error: return location
 *
 * Asks for one item alone, and parks it if it cannot be had.
 *
 * Returns: FALSE only if nothing else is to be tried
 */
gboolean
mt_caldav_get_single (MtCaldavWorker *self, MtCaldavEntry *entry, gboolean *got, GError **error)
{
  MtCaldavFetch *fetch = self->fetch;
  const MtCaldavSync *sync = fetch->sync;
  MtCaldav single = { .http = sync->caldav->http, .url = sync->caldav->url, .names = self->names };
  GBytes *bytes = NULL;
  char *etag = NULL;
  GError *failure = NULL;

  *got = FALSE;
  if (is_storm (fetch))
    return mt_caldav_queue_add_parked (fetch->queue, entry, FALSE,
                                       _ ("the server refuses all items alike"), error);
  *got = mt_caldav_get (&single, entry->name, &bytes, &etag, sync->cancellable, &failure);
  if (!*got)
    return judge_failure (fetch, entry, failure, error);
  note_single (fetch, 0);
  return mt_caldav_fetch_take_item (fetch, entry, etag, bytes, error);
}

/**
 * mt_caldav_get_singles:
 * @self: a thread's own
 * @entries: (element-type MtCaldavEntry): what to get, but for those that came already
 * @error: return location
 *
 * Asks for each alone.
 *
 * Returns: FALSE only if nothing else is to be tried
 */
gboolean
mt_caldav_get_singles (MtCaldavWorker *self, GPtrArray *entries, GError **error)
{
  for (guint i = 0; i < entries->len; i++)
    {
      MtCaldavEntry *entry = g_ptr_array_index (entries, i);
      gboolean got;

      if (entry->status != 200 && !mt_caldav_get_single (self, entry, &got, error))
        return FALSE;
    }
  return TRUE;
}
