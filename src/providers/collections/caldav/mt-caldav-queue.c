/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtCaldavQueue: what threads get from a server, on its way to the one that called for it.
 */
#include "config.h"

#include "providers/collections/caldav/mt-caldav-queue.h"

#include <glib/gi18n-lib.h>

enum
{
  WAITING_MAX = 2 * 1024 * 1024, /* bytes of items that have come and are not handed on yet */
  PAGE = 500,                    /* items after which what came may be kept */
};

typedef enum
{
  EVENT_ITEM,
  EVENT_PARKED,
  EVENT_GONE,
  EVENT_END, /* nothing more comes of this thread */
} EventKind;

typedef struct
{
  EventKind kind;
  MtCaldavEntry *entry; /* unowned: of the list that is fetched */
  char *etag;           /* owned, nullable */
  GBytes *bytes;        /* owned, nullable */
  char *why;            /* owned, nullable */
  GError *error;        /* owned, nullable */
} Event;

struct _MtCaldavQueue
{
  MtCaldavSync *sync;  /* unowned */
  GAsyncQueue *events; /* owned, of Event; NULL: there is one thread, the caller's */
  GMutex lock;
  GCond changed;
  gsize waiting; /* bytes */
  gboolean stopped;
  guint n_paged; /* handed on since the last page; of the caller's thread */
};

static Event *
event_new (EventKind kind, MtCaldavEntry *entry)
{
  Event *self = g_new0 (Event, 1);

  self->kind = kind;
  self->entry = entry;
  return self;
}

static void
event_free (Event *self)
{
  g_free (self->etag);
  g_clear_pointer (&self->bytes, g_bytes_unref);
  g_free (self->why);
  g_clear_error (&self->error);
  g_free (self);
}

/**
 * mt_caldav_queue_new:
 * @sync: a sync under way; outlives the queue
 * @threaded: whether other threads add to it; else all is handed on at once
 *
 * Returns: (transfer full): an empty queue
 */
MtCaldavQueue *
mt_caldav_queue_new (MtCaldavSync *sync, gboolean threaded)
{
  MtCaldavQueue *self = g_new0 (MtCaldavQueue, 1);

  self->sync = sync;
  g_mutex_init (&self->lock);
  g_cond_init (&self->changed);
  if (threaded)
    self->events = g_async_queue_new_full ((GDestroyNotify) event_free);
  return self;
}

/**
 * mt_caldav_queue_free:
 * @self: (transfer full): a queue that nobody adds to any more
 */
void
mt_caldav_queue_free (MtCaldavQueue *self)
{
  g_clear_pointer (&self->events, g_async_queue_unref);
  g_cond_clear (&self->changed);
  g_mutex_clear (&self->lock);
  g_free (self);
}

static gboolean
tell (MtCaldavSync *sync, const Event *event, GError **error)
{
  const MtCaldavEntry *entry = event->entry;

  if (event->kind == EVENT_ITEM)
    return sync->sink->item (entry->name, event->etag ? event->etag : entry->etag, event->bytes,
                             sync->data, error);
  if (event->kind == EVENT_PARKED)
    return sync->sink->parked (entry->name, event->etag, event->why, sync->data, error);
  return sync->sink->gone (entry->name, sync->data, error);
}

/* A page of what was handed on is complete. */
static gboolean
turn (MtCaldavQueue *self, GError **error)
{
  const MtSyncMark *from = self->sync->from;

  self->n_paged = 0;
  return mt_caldav_sync_page (self->sync, from->token, from->ctag, error);
}

/* On the caller's thread. */
static gboolean
hand_on (MtCaldavQueue *self, Event *event, GError **error)
{
  if (event->kind == EVENT_END)
    {
      if (!event->error)
        return TRUE;
      g_propagate_error (error, g_steal_pointer (&event->error));
      return FALSE;
    }
  if (!tell (self->sync, event, error))
    return FALSE;
  self->sync->done++;
  return ++self->n_paged < PAGE || turn (self, error);
}

/* Takes @event. Waits where more has come than is handed on. */
static gboolean
add (MtCaldavQueue *self, Event *event, GError **error)
{
  gboolean ok = TRUE;

  if (!self->events)
    {
      ok = hand_on (self, event, error);
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
    g_async_queue_push (self->events, event);
  else
    {
      event_free (event);
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_CANCELLED, _ ("it was stopped"));
    }
  return ok;
}

/**
 * mt_caldav_queue_add_item:
 * @self: a queue
 * @entry: what was asked for; its status says that it came
 * @etag: (transfer full) (nullable): as it came with it
 * @bytes: (transfer full): the item
 * @error: return location
 *
 * Any thread. Waits where more has come than is handed on.
 *
 * Returns: FALSE if nothing more is wanted
 */
gboolean
mt_caldav_queue_add_item (MtCaldavQueue *self,
                          MtCaldavEntry *entry,
                          char *etag,
                          GBytes *bytes,
                          GError **error)
{
  Event *event = event_new (EVENT_ITEM, entry);

  event->etag = etag;
  event->bytes = bytes;
  entry->status = 200;
  return add (self, event, error);
}

/**
 * mt_caldav_queue_add_parked:
 * @self: a queue
 * @entry: what was asked for
 * @lasting: whether it is of no use to try again before it has changed
 * @why: what is wrong with it
 * @error: return location
 *
 * Any thread.
 *
 * Returns: FALSE if nothing more is wanted
 */
gboolean
mt_caldav_queue_add_parked (MtCaldavQueue *self,
                            MtCaldavEntry *entry,
                            gboolean lasting,
                            const char *why,
                            GError **error)
{
  Event *event = event_new (EVENT_PARKED, entry);

  event->etag = g_strdup (lasting ? entry->etag : NULL);
  event->why = g_strdup (why);
  return add (self, event, error);
}

/**
 * mt_caldav_queue_add_missing:
 * @self: a queue
 * @entry: what was asked for
 * @why: what the server said
 * @error: return location
 *
 * The server listed it, and does not have it. That it went away in between the next report says;
 * what was parked then is gone. Any thread.
 *
 * Returns: FALSE if nothing more is wanted
 */
gboolean
mt_caldav_queue_add_missing (MtCaldavQueue *self,
                             MtCaldavEntry *entry,
                             const char *why,
                             GError **error)
{
  return self->sync->again ? add (self, event_new (EVENT_GONE, entry), error)
                           : mt_caldav_queue_add_parked (self, entry, FALSE, why, error);
}

/**
 * mt_caldav_queue_end:
 * @self: a queue that threads add to
 * @error: (transfer full) (nullable): what ended it
 *
 * The last word of each thread.
 */
void
mt_caldav_queue_end (MtCaldavQueue *self, GError *error)
{
  Event *event = event_new (EVENT_END, NULL);

  event->error = error;
  g_async_queue_push (self->events, event);
}

/**
 * mt_caldav_queue_is_stopped:
 * @self: a queue
 *
 * Returns: whether nothing more is wanted. Any thread
 */
gboolean
mt_caldav_queue_is_stopped (MtCaldavQueue *self)
{
  gboolean stopped;

  g_mutex_lock (&self->lock);
  stopped = self->stopped;
  g_mutex_unlock (&self->lock);
  return stopped;
}

static void
stop (MtCaldavQueue *self)
{
  g_mutex_lock (&self->lock);
  self->stopped = TRUE;
  g_cond_broadcast (&self->changed);
  g_mutex_unlock (&self->lock);
}

static void
take_off (MtCaldavQueue *self, const Event *event)
{
  if (!event->bytes)
    return;
  g_mutex_lock (&self->lock);
  self->waiting -= g_bytes_get_size (event->bytes);
  g_cond_broadcast (&self->changed);
  g_mutex_unlock (&self->lock);
}

/**
 * mt_caldav_queue_drain:
 * @self: a queue
 * @n_threads: how many add to it, 0: none but the caller's own
 * @error: return location
 *
 * Hands on what the threads find until all have ended; the first error stops all. Then the last
 * page is complete. On the caller's thread.
 *
 * Returns: FALSE with the first error
 */
gboolean
mt_caldav_queue_drain (MtCaldavQueue *self, guint n_threads, GError **error)
{
  GError *first = NULL;

  while (n_threads > 0)
    {
      Event *event = g_async_queue_pop (self->events);

      take_off (self, event);
      n_threads -= event->kind == EVENT_END;
      if (!first && !hand_on (self, event, &first))
        stop (self);
      event_free (event);
    }
  if (!first)
    return self->n_paged == 0 || turn (self, error);
  g_propagate_error (error, first);
  return FALSE;
}
