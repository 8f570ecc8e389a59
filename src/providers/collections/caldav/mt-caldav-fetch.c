/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * Gets the items that a listing named: many in one request, several requests at a time. How many
 * go into one depends on how large they are, so that an answer is neither a moment's nor more than
 * a slow line carries in the time that it has.
 */
#include "config.h"

#include "providers/collections/caldav/mt-caldav-fetch-private.h"

enum
{
  BATCH = 500,              /* as long as nothing is known of their size */
  BATCH_MAX = 2000,         /* however small they are */
  SLOW_BATCH = 50,          /* where a server did not answer in time */
  ANSWER = 8 * 1024 * 1024, /* bytes that are aimed at */
  PARALLEL_MAX = 8,
};

/* Under the lock. */
static guint
size_batch (const MtCaldavFetch *self)
{
  const guint64 mean = self->n_items > 0 ? self->n_bytes / self->n_items : 0;
  const guint size = self->n_items > 0 ? CLAMP (ANSWER / MAX (mean, 1), 1, BATCH_MAX) : BATCH;

  return self->slow ? MIN (size, SLOW_BATCH) : size;
}

/**
 * mt_caldav_fetch_size_batch:
 * @self: a list while it is fetched
 *
 * Returns: how many items are to be asked for in one request, from what is known by now
 */
guint
mt_caldav_fetch_size_batch (MtCaldavFetch *self)
{
  guint size;

  g_mutex_lock (&self->lock);
  size = size_batch (self);
  g_mutex_unlock (&self->lock);
  return size;
}

/**
 * mt_caldav_fetch_take_item:
 * @self: a list while it is fetched
 * @entry: what was asked for
 * @etag: (transfer full) (nullable): as it came with it
 * @bytes: (transfer full): the item
 * @error: return location
 *
 * Hands on an item. Any thread.
 *
 * Returns: FALSE if nothing more is wanted
 */
gboolean
mt_caldav_fetch_take_item (MtCaldavFetch *self,
                           MtCaldavEntry *entry,
                           char *etag,
                           GBytes *bytes,
                           GError **error)
{
  g_mutex_lock (&self->lock);
  self->n_items++;
  self->n_bytes += g_bytes_get_size (bytes);
  g_mutex_unlock (&self->lock);
  return mt_caldav_queue_add_item (self->queue, entry, etag, bytes, error);
}

/* The next entries that nobody has taken. Returns: NULL at the end. */
static GPtrArray *
take_batch (MtCaldavFetch *self)
{
  GPtrArray *batch = NULL;
  guint n;

  if (mt_caldav_queue_is_stopped (self->queue))
    return NULL;
  g_mutex_lock (&self->lock);
  n = MIN (size_batch (self), self->entries->len - self->next);
  if (n > 0)
    batch = g_ptr_array_new ();
  for (guint i = 0; i < n; i++)
    g_ptr_array_add (batch, g_ptr_array_index (self->entries, self->next + i));
  self->next += n;
  g_mutex_unlock (&self->lock);
  return batch;
}

static gboolean
run_batches (MtCaldavWorker *self, GError **error)
{
  for (;;)
    {
      g_autoptr (GPtrArray) batch = take_batch (self->fetch);

      if (!batch)
        return TRUE;
      if (!mt_caldav_get_many (self, batch, error))
        return FALSE;
    }
}

static gpointer
run_worker (gpointer data)
{
  MtCaldavFetch *fetch = data;
  g_autoptr (MtCaldavNames) names =
      mt_caldav_names_new (mt_caldav_names_get_url (fetch->sync->caldav->names));
  MtCaldavWorker worker = { .fetch = fetch, .names = names };
  GError *error = NULL;

  run_batches (&worker, &error);
  mt_caldav_queue_end (fetch->queue, error);
  return NULL;
}

static gboolean
run_threads (MtCaldavFetch *self, guint n_threads, GError **error)
{
  g_autoptr (GPtrArray) threads = g_ptr_array_new ();
  gboolean ok;

  for (guint i = 0; i < n_threads; i++)
    g_ptr_array_add (threads, g_thread_new ("mt-caldav-fetch", run_worker, self));
  ok = mt_caldav_queue_drain (self->queue, n_threads, error);
  for (guint i = 0; i < n_threads; i++)
    g_thread_join (g_ptr_array_index (threads, i));
  return ok;
}

/**
 * mt_caldav_fetch:
 * @self: a sync
 * @entries: (element-type MtCaldavEntry): what to get
 * @error: return location
 *
 * Gets the items and hands them to the sink on this thread, with a page now and then. What
 * cannot be had is parked.
 *
 * Returns: FALSE if it cannot go on: no connection, the secret refused, the sink has failed
 */
gboolean
mt_caldav_fetch (MtCaldavSync *self, GPtrArray *entries, GError **error)
{
  MtCaldavFetch fetch = { .sync = self, .entries = entries, .multiget = self->mode->multiget };
  const guint n_batches = (entries->len + BATCH - 1) / BATCH;
  const guint n_threads = MIN (MIN (MAX (self->parallel, 1), PARALLEL_MAX), n_batches);
  gboolean ok;

  if (entries->len == 0)
    return TRUE;
  g_mutex_init (&fetch.lock);
  fetch.queue = mt_caldav_queue_new (self, n_threads > 1);
  if (n_threads > 1)
    ok = run_threads (&fetch, n_threads, error);
  else
    {
      MtCaldavWorker worker = { .fetch = &fetch, .names = self->caldav->names };

      ok = run_batches (&worker, error) && mt_caldav_queue_drain (fetch.queue, 0, error);
    }
  self->mode->multiget = fetch.multiget;
  mt_caldav_queue_free (fetch.queue);
  g_mutex_clear (&fetch.lock);
  return ok;
}
