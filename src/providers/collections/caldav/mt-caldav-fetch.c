/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * Gets the items that a listing named: many in one request, several requests at a time. A request
 * that fails is split until the item is found that it fails for; that one is asked for alone, and
 * parked if even that fails. The rest goes on.
 */
#include "config.h"

#include "providers/collections/caldav/mt-caldav-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "net/mt-dav-xml.h"
#include "net/mt-url.h"

enum
{
  BATCH = 500,
  SLOW_BATCH = 50, /* where a server did not answer in time */
  PARALLEL_MAX = 8,
  WAITING_MAX = 2 * 1024 * 1024, /* bytes of items that have come and are not handed on yet */
  RETRIES_MAX = 3,               /* of batches that broke off with something gained */
  ALONE_MAX =
      3,      /* items that came alone after a batch of one had failed, without a batch between */
  STORM = 20, /* so many failures alike, one after the other: the rest is not asked for */
};

typedef enum
{
  EVENT_ITEM,
  EVENT_PARKED,
  EVENT_GONE,
  EVENT_BATCH, /* a batch is through */
  EVENT_ERROR, /* nothing more comes of this thread */
} EventKind;

/* What a thread found, on its way to the caller's. */
typedef struct
{
  EventKind kind;
  MtCaldavEntry *entry; /* unowned: of the list that is fetched */
  char *etag;           /* owned, nullable */
  GBytes *bytes;        /* owned, nullable */
  char *why;            /* owned, nullable */
  GError *error;        /* owned, nullable */
  guint n;              /* of a batch: its items */
} Event;

/* What the threads share. */
typedef struct
{
  MtCaldavSync *sync;
  GPtrArray *entries; /* unowned */
  GMutex lock;
  GCond changed;
  guint next;  /* the first entry of the next batch */
  guint batch; /* how many go into one */
  gboolean stopped;
  gsize waiting;      /* bytes in the queue */
  GAsyncQueue *queue; /* owned, of Event; NULL: there is one thread, the caller's */
  MtCaldavKnown multiget;
  guint n_alone;  /* see ALONE_MAX */
  guint failures; /* of single items, alike, one after the other */
  guint failure;  /* their status */
} Fetch;

/* One thread's own. */
typedef struct
{
  Fetch *fetch;
  MtCaldavNames *names; /* owned */
  GHashTable *asked;    /* unowned: name -> MtCaldavEntry of the request under way */
  guint n_got;
  guint retries;
} Worker;

static void
event_free (Event *self)
{
  g_free (self->etag);
  g_clear_pointer (&self->bytes, g_bytes_unref);
  g_free (self->why);
  g_clear_error (&self->error);
  g_free (self);
}

/* On the caller's thread. */
static gboolean
hand_on (MtCaldavSync *sync, const Event *event, GError **error)
{
  const MtCaldavEntry *entry = event->entry;

  switch (event->kind)
    {
    case EVENT_ITEM:
      return sync->sink->item (entry->name, event->etag ? event->etag : entry->etag, event->bytes,
                               sync->data, error);
    case EVENT_PARKED:
      return sync->sink->parked (entry->name, event->etag, event->why, sync->data, error);
    case EVENT_GONE:
      return sync->sink->gone (entry->name, sync->data, error);
    case EVENT_BATCH:
      sync->done += event->n;
      return mt_caldav_sync_page (sync, sync->from->token, sync->from->ctag, error);
    case EVENT_ERROR:
      break;
    }
  g_propagate_error (error, g_error_copy (event->error));
  return FALSE;
}

/* Takes @event. Waits where more has come than is handed on. */
static gboolean
emit (Fetch *self, Event *event, GError **error)
{
  gboolean ok = TRUE;

  if (!self->queue)
    {
      ok = hand_on (self->sync, event, error);
      event_free (event);
      return ok;
    }
  g_mutex_lock (&self->lock);
  while (self->waiting > WAITING_MAX && !self->stopped)
    g_cond_wait (&self->changed, &self->lock);
  ok = !self->stopped;
  if (ok && event->bytes)
    self->waiting += g_bytes_get_size (event->bytes);
  g_mutex_unlock (&self->lock);
  if (ok)
    g_async_queue_push (self->queue, event);
  else
    {
      event_free (event);
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_CANCELLED, _ ("it was stopped"));
    }
  return ok;
}

static gboolean
emit_item (Fetch *self, MtCaldavEntry *entry, char *etag, GBytes *bytes, GError **error)
{
  Event *event = g_new0 (Event, 1);

  event->kind = EVENT_ITEM;
  event->entry = entry;
  event->etag = etag;
  event->bytes = bytes;
  entry->status = 200;
  return emit (self, event, error);
}

/* @lasting: it is of no use to try again before it has changed. */
static gboolean
emit_parked (Fetch *self, MtCaldavEntry *entry, gboolean lasting, const char *why, GError **error)
{
  Event *event = g_new0 (Event, 1);

  event->kind = EVENT_PARKED;
  event->entry = entry;
  event->etag = g_strdup (lasting ? entry->etag : NULL);
  event->why = g_strdup (why);
  return emit (self, event, error);
}

/* The server listed it, and does not have it. That it went away in between the next report says;
 * what was parked then is gone. */
static gboolean
emit_missing (Fetch *self, MtCaldavEntry *entry, const char *why, GError **error)
{
  Event *event;

  if (!self->sync->again)
    return emit_parked (self, entry, FALSE, why, error);
  event = g_new0 (Event, 1);
  event->kind = EVENT_GONE;
  event->entry = entry;
  return emit (self, event, error);
}

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
is_storm (Fetch *self)
{
  gboolean storm;

  g_mutex_lock (&self->lock);
  storm = self->failures >= STORM;
  g_mutex_unlock (&self->lock);
  return storm;
}

static void
note_single (Fetch *self, guint status)
{
  g_mutex_lock (&self->lock);
  if (status == 0 || status != self->failure)
    self->failures = 0;
  self->failure = status;
  self->failures += status != 0;
  g_mutex_unlock (&self->lock);
}

/* Asks for one item alone. Returns: FALSE only if nothing else is to be tried. */
static gboolean
get_single (Worker *self, MtCaldavEntry *entry, gboolean *got, GError **error)
{
  MtCaldavSync *sync = self->fetch->sync;
  MtCaldav single = { .http = sync->caldav->http, .url = sync->caldav->url, .names = self->names };
  g_autoptr (GBytes) bytes = NULL;
  char *etag = NULL;
  g_autoptr (GError) local = NULL;

  *got = FALSE;
  if (is_storm (self->fetch))
    return emit_parked (self->fetch, entry, FALSE, _ ("the server refuses all items alike"), error);
  if (mt_caldav_get (&single, entry->name, &bytes, &etag, sync->cancellable, &local))
    {
      note_single (self->fetch, 0);
      *got = TRUE;
      return emit_item (self->fetch, entry, etag, g_steal_pointer (&bytes), error);
    }
  if (g_error_matches (local, MT_NET_ERROR, MT_NET_ERROR_MISSING))
    return emit_missing (self->fetch, entry, local->message, error);
  if (mt_caldav_is_final (local) && !g_error_matches (local, MT_NET_ERROR, MT_NET_ERROR_PORTAL))
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  note_single (self->fetch, mt_net_error_get_status (local));
  return emit_parked (self->fetch, entry,
                      g_error_matches (local, MT_NET_ERROR, MT_NET_ERROR_TOO_LARGE), local->message,
                      error);
}

static gboolean
get_singles (Worker *self, GPtrArray *entries, GError **error)
{
  for (guint i = 0; i < entries->len; i++)
    {
      MtCaldavEntry *entry = g_ptr_array_index (entries, i);
      gboolean got;

      if (entry->status != 200 && !get_single (self, entry, &got, error))
        return FALSE;
    }
  return TRUE;
}

/* One item of an answer. What was not asked for is passed over. */
static gboolean
take_response (MtDavResponse *response, gpointer data, GError **error)
{
  Worker *self = data;
  g_autofree char *name = mt_caldav_names_read (self->names, response->href);
  MtCaldavEntry *entry = name ? g_hash_table_lookup (self->asked, name) : NULL;
  MtDavNode *node = mt_dav_response_find (response, MT_DAV_NS_CALDAV, "calendar-data");
  GBytes *bytes;

  if (!entry || entry->status == 200)
    return TRUE;
  bytes = response->damaged ? NULL : mt_dav_node_steal_calendar (node);
  if (!bytes)
    {
      const guint failure = mt_dav_response_get_failure (response);

      entry->status = failure ? failure : 404;
      return TRUE;
    }
  self->n_got++;
  return emit_item (self->fetch, entry,
                    mt_dav_response_dup_text (response, MT_DAV_NS_DAV, "getetag"), bytes, error);
}

/* How the server spells it, else how we do. */
static char *
spell (Worker *self, const MtCaldavEntry *entry)
{
  g_autofree char *url = NULL;

  if (entry->href)
    return g_strdup (entry->href);
  url = mt_caldav_names_make_url (self->names, entry->name);
  return mt_url_get_path (url);
}

/* Asks for all of @entries in one request; says of each what came of it. */
static gboolean
ask (Worker *self, GPtrArray *entries, GError **error)
{
  MtCaldavSync *sync = self->fetch->sync;
  g_autoptr (GHashTable) asked = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GPtrArray) hrefs = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (MtMultistatus) answer = mt_multistatus_new (take_response, self);
  g_autofree char *body = NULL;

  for (guint i = 0; i < entries->len; i++)
    {
      MtCaldavEntry *entry = g_ptr_array_index (entries, i);

      entry->status = 0;
      g_hash_table_insert (asked, entry->name, entry);
      g_ptr_array_add (hrefs, spell (self, entry));
    }
  body = mt_dav_xml_multiget ((const char *const *) hrefs->pdata, hrefs->len);
  self->asked = asked;
  self->n_got = 0;
  return mt_dav_ask (sync->caldav->http, "REPORT", mt_caldav_names_get_url (self->names), "1", body,
                     answer, NULL, sync->cancellable, error);
}

/* Those of which the answer said nothing (0), or that it did not give (else). */
static GPtrArray *
pick (GPtrArray *entries, gboolean unmentioned)
{
  GPtrArray *picked = g_ptr_array_new ();

  for (guint i = 0; i < entries->len; i++)
    {
      MtCaldavEntry *entry = g_ptr_array_index (entries, i);

      if (unmentioned ? entry->status == 0 : entry->status != 200 && entry->status != 0)
        g_ptr_array_add (picked, entry);
    }
  return picked;
}

static gboolean get_many (Worker *self, GPtrArray *entries, GError **error);

static gboolean
get_slices (Worker *self, GPtrArray *entries, guint size, GError **error)
{
  for (guint from = 0; from < entries->len; from += size)
    {
      g_autoptr (GPtrArray) slice = g_ptr_array_new ();

      for (guint i = from; i < MIN (from + size, entries->len); i++)
        g_ptr_array_add (slice, g_ptr_array_index (entries, i));
      if (!get_many (self, slice, error))
        return FALSE;
    }
  return TRUE;
}

/* An answer that came whole: what it did not give is asked for alone, but what a server leaves out
 * because it was asked for too much is asked for again. */
static gboolean
finish_answer (Worker *self, GPtrArray *entries, GError **error)
{
  g_autoptr (GPtrArray) refused = pick (entries, FALSE);
  g_autoptr (GPtrArray) missing = pick (entries, TRUE);
  const gboolean again = missing->len > 1 && self->n_got > 0;

  if (!get_singles (self, refused, error))
    return FALSE;
  return again ? get_many (self, missing, error) : get_singles (self, missing, error);
}

static gboolean
is_offline (const GError *error)
{
  return g_error_matches (error, MT_NET_ERROR, MT_NET_ERROR_OFFLINE);
}

/* The last one of a request that fails. If it comes alone, and batches never did or no longer do,
 * the server has no such report. */
static gboolean
get_last (Worker *self, MtCaldavEntry *entry, GError **error)
{
  Fetch *fetch = self->fetch;
  gboolean got;

  if (!get_single (self, entry, &got, error))
    return FALSE;
  g_mutex_lock (&fetch->lock);
  fetch->n_alone += got;
  if (got && (fetch->multiget == MT_CALDAV_UNKNOWN || fetch->n_alone >= ALONE_MAX))
    fetch->multiget = MT_CALDAV_NO;
  g_mutex_unlock (&fetch->lock);
  return TRUE;
}

/* Whether it is of use to go on after @failure. Cut in the middle: the rest again. Nothing at all
 * within the time: perhaps that was too much. */
static gboolean
may_recover (Worker *self, const GError *failure, gboolean gained, guint n_missing)
{
  Fetch *fetch = self->fetch;

  if (!is_offline (failure))
    return !mt_caldav_is_final (failure);
  if (gained)
    return self->retries++ < RETRIES_MAX;
  g_mutex_lock (&fetch->lock);
  fetch->batch = SLOW_BATCH;
  g_mutex_unlock (&fetch->lock);
  return n_missing > SLOW_BATCH;
}

/* How many of those that did not come are asked for next time. */
static guint
choose_slice (Worker *self, gboolean gained, guint n_missing)
{
  Fetch *fetch = self->fetch;
  guint batch;

  g_mutex_lock (&fetch->lock);
  batch = fetch->batch;
  g_mutex_unlock (&fetch->lock);
  return gained ? n_missing : MIN ((n_missing + 1) / 2, batch);
}

/* An answer that did not come, or not to its end. Takes @failure. */
static gboolean
recover (Worker *self, GPtrArray *entries, GError *failure, GError **error)
{
  g_autoptr (GPtrArray) refused = pick (entries, FALSE);
  g_autoptr (GPtrArray) missing = pick (entries, TRUE);
  const gboolean gained = self->n_got > 0 || refused->len > 0;

  if (!may_recover (self, failure, gained, missing->len))
    {
      g_propagate_error (error, failure);
      return FALSE;
    }
  g_error_free (failure);
  if (!get_singles (self, refused, error))
    return FALSE;
  if (missing->len == 0)
    return TRUE;
  if (missing->len == 1)
    return get_last (self, g_ptr_array_index (missing, 0), error);
  return get_slices (self, missing, choose_slice (self, gained, missing->len), error);
}

/* Gets all of @entries that can be had. Returns: FALSE only if nothing else is to be tried. */
static gboolean
get_many (Worker *self, GPtrArray *entries, GError **error)
{
  Fetch *fetch = self->fetch;
  GError *failure = NULL;
  MtCaldavKnown multiget;
  gboolean ok;

  g_mutex_lock (&fetch->lock);
  multiget = fetch->multiget;
  g_mutex_unlock (&fetch->lock);
  if (multiget == MT_CALDAV_NO)
    return get_singles (self, entries, error);

  ok = ask (self, entries, &failure);
  if (self->n_got > 0)
    {
      g_mutex_lock (&fetch->lock);
      fetch->multiget = MT_CALDAV_YES;
      fetch->n_alone = 0;
      g_mutex_unlock (&fetch->lock);
    }
  return ok ? finish_answer (self, entries, error) : recover (self, entries, failure, error);
}

/* The next entries that nobody has taken. Returns: NULL at the end. */
static GPtrArray *
take_batch (Fetch *self)
{
  GPtrArray *batch = NULL;
  guint n;

  g_mutex_lock (&self->lock);
  n = self->stopped ? 0 : MIN (self->batch, self->entries->len - self->next);
  if (n > 0)
    batch = g_ptr_array_new ();
  for (guint i = 0; i < n; i++)
    g_ptr_array_add (batch, g_ptr_array_index (self->entries, self->next + i));
  self->next += n;
  g_mutex_unlock (&self->lock);
  return batch;
}

static gboolean
run_batches (Worker *self, GError **error)
{
  for (;;)
    {
      g_autoptr (GPtrArray) batch = take_batch (self->fetch);
      Event *event;

      if (!batch)
        return TRUE;
      if (!get_many (self, batch, error))
        return FALSE;
      event = g_new0 (Event, 1);
      event->kind = EVENT_BATCH;
      event->n = batch->len;
      if (!emit (self->fetch, event, error))
        return FALSE;
    }
}

static gpointer
run_worker (gpointer data)
{
  Fetch *fetch = data;
  g_autoptr (MtCaldavNames) names =
      mt_caldav_names_new (mt_caldav_names_get_url (fetch->sync->caldav->names));
  Worker worker = { .fetch = fetch, .names = names };
  Event *end = g_new0 (Event, 1);

  end->kind = EVENT_ERROR;
  run_batches (&worker, &end->error);
  g_async_queue_push (fetch->queue, end);
  return NULL;
}

static void
stop (Fetch *self)
{
  g_mutex_lock (&self->lock);
  self->stopped = TRUE;
  g_cond_broadcast (&self->changed);
  g_mutex_unlock (&self->lock);
}

/* Hands on what the threads find until all have ended; the first error stops all. */
static gboolean
drain (Fetch *self, guint n_threads, GError **error)
{
  GError *first = NULL;

  while (n_threads > 0)
    {
      Event *event = g_async_queue_pop (self->queue);

      if (event->bytes)
        {
          g_mutex_lock (&self->lock);
          self->waiting -= g_bytes_get_size (event->bytes);
          g_cond_broadcast (&self->changed);
          g_mutex_unlock (&self->lock);
        }
      n_threads -= event->kind == EVENT_ERROR;
      if (!first && event->kind == EVENT_ERROR)
        first = g_steal_pointer (&event->error);
      else if (!first)
        hand_on (self->sync, event, &first);
      event_free (event);
      if (first)
        stop (self);
    }
  if (!first)
    return TRUE;
  g_propagate_error (error, first);
  return FALSE;
}

static gboolean
run_threads (Fetch *self, guint n_threads, GError **error)
{
  g_autoptr (GPtrArray) threads = g_ptr_array_new ();
  gboolean ok;

  self->queue = g_async_queue_new_full ((GDestroyNotify) event_free);
  for (guint i = 0; i < n_threads; i++)
    g_ptr_array_add (threads, g_thread_new ("mt-caldav-fetch", run_worker, self));
  ok = drain (self, n_threads, error);
  for (guint i = 0; i < n_threads; i++)
    g_thread_join (g_ptr_array_index (threads, i));
  g_clear_pointer (&self->queue, g_async_queue_unref);
  return ok;
}

/**
 * mt_caldav_fetch:
 * @self: a sync
 * @entries: (element-type MtCaldavEntry): what to get
 * @error: return location
 *
 * Gets the items and hands them to the sink on this thread, with a page after each batch. What
 * cannot be had is parked.
 *
 * Returns: FALSE if it cannot go on: no connection, the secret refused, the sink has failed
 *
 * Source: RFC 4791 section 7.9
 */
gboolean
mt_caldav_fetch (MtCaldavSync *self, GPtrArray *entries, GError **error)
{
  Fetch fetch = { .sync = self, .entries = entries, .batch = BATCH };
  const guint n_batches = (entries->len + BATCH - 1) / BATCH;
  const guint n_threads = MIN (MIN (MAX (self->parallel, 1), PARALLEL_MAX), n_batches);
  gboolean ok;

  if (entries->len == 0)
    return TRUE;
  g_mutex_init (&fetch.lock);
  g_cond_init (&fetch.changed);
  fetch.multiget = self->mode->multiget;
  if (n_threads > 1)
    ok = run_threads (&fetch, n_threads, error);
  else
    {
      Worker worker = { .fetch = &fetch, .names = self->caldav->names };

      ok = run_batches (&worker, error);
    }
  self->mode->multiget = fetch.multiget;
  g_cond_clear (&fetch.changed);
  g_mutex_clear (&fetch.lock);
  return ok;
}
