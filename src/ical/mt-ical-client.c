/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * The side of the pipe that trusts nothing: objects go out many at a time, and bytes come back.
 */
#include "config.h"

#include "ical/mt-ical-client-private.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <poll.h>
#include <sys/socket.h>

#define READ_SIZE (256 * 1024)

G_DEFINE_QUARK (mt - ical - error - quark, mt_ical_error)

/**
 * mt_ical_client_new:
 * @worker_path: the worker: mt_ical_worker_find()
 * @lookup: (scope notified): gives tables of tzdata; called on the thread that expands
 * @user_data: for @lookup
 * @destroy: (nullable): for @user_data
 *
 * Makes a client; the worker is started with the first object.
 *
 * Returns: (transfer full): a client for one thread at a time
 */
MtIcalClient *
mt_ical_client_new (const char *worker_path,
                    MtZoneLookup lookup,
                    gpointer user_data,
                    GDestroyNotify destroy)
{
  MtIcalClient *self;

  g_return_val_if_fail (worker_path && lookup, NULL);

  self = g_new0 (MtIcalClient, 1);
  self->path = g_strdup (worker_path);
  self->lookup = lookup;
  self->user_data = user_data;
  self->destroy = destroy;
  self->in = g_byte_array_new ();
  self->next_set = 1;
  return self;
}

/**
 * mt_ical_client_free:
 * @self: (transfer full): a client
 *
 * Ends the worker and frees the client.
 */
void
mt_ical_client_free (MtIcalClient *self)
{
  g_clear_pointer (&self->process, mt_ical_process_kill);
  g_byte_array_unref (self->in);
  g_free (self->unread_file);
  if (self->destroy)
    self->destroy (self->user_data);
  g_free (self->path);
  g_free (self);
}

/**
 * mt_ical_client_begin_answer:
 * @self: a client
 *
 * Begins a new answer: %MT_ICAL_ANSWER_LIMIT_MS may be spent on hostile objects anew.
 */
void
mt_ical_client_begin_answer (MtIcalClient *self)
{
  self->hostile_ms = 0;
}

/**
 * mt_ical_client_get_kills:
 * @self: a client
 *
 * Returns: how many workers were killed or died since the client was made
 */
guint
mt_ical_client_get_kills (const MtIcalClient *self)
{
  return self->kills;
}

static gboolean
send_some (MtIcalJob *job)
{
  gssize n;

  if (job->sent == job->out->len)
    return TRUE;
  n = send (job->client->process->fd, job->out->data + job->sent, job->out->len - job->sent,
            MSG_NOSIGNAL | MSG_DONTWAIT);
  if (n > 0)
    job->sent += n;
  return n >= 0 || errno == EAGAIN || errno == EINTR;
}

static gboolean
receive_some (MtIcalJob *job)
{
  guint8 buffer[READ_SIZE];
  gssize n = recv (job->client->process->fd, buffer, sizeof buffer, MSG_DONTWAIT);

  if (n < 0)
    return errno == EAGAIN || errno == EINTR;
  if (n == 0)
    return FALSE;
  g_byte_array_append (job->client->in, buffer, n);
  return mt_ical_answers_read (job);
}

static void
wait_for_worker (MtIcalJob *job, GCancellable *cancellable)
{
  GPollFD cancel = { .fd = -1 };
  struct pollfd fds[2] = { { job->client->process->fd, POLLIN, 0 }, { -1, POLLIN, 0 } };

  if (job->sent < job->out->len)
    fds[0].events |= POLLOUT;
  if (cancellable && g_cancellable_make_pollfd (cancellable, &cancel))
    fds[1].fd = cancel.fd;
  poll (fds, 2, MT_ICAL_TICK_MS);
  if (fds[1].fd >= 0)
    g_cancellable_release_fd (cancellable);
}

static gboolean
run (MtIcalJob *job, GCancellable *cancellable, GError **error)
{
  while (!g_queue_is_empty (&job->todo) || !g_queue_is_empty (&job->in_flight))
    {
      gboolean alive, hung;

      if (g_cancellable_set_error_if_cancelled (cancellable, error) ||
          !mt_ical_watch_ensure_worker (job, error))
        return FALSE;
      mt_ical_job_fill_out (job);
      wait_for_worker (job, cancellable);
      alive = send_some (job) && receive_some (job);
      hung = alive && mt_ical_watch_stands_still (job);
      if ((!alive || hung) && !mt_ical_watch_replace_worker (job, hung, error))
        return FALSE;
    }
  return TRUE;
}

/**
 * mt_ical_client_begin_source:
 * @self: a client
 *
 * Begins a source, whose objects mt_ical_client_expand_some() takes some at a time: what is borne
 * of hostile ones counts for all of it.
 */
void
mt_ical_client_begin_source (MtIcalClient *self)
{
  self->source_kills = 0;
  self->source_restarts = 0;
  self->given_up = FALSE;
  self->n_unread = 0;
  g_clear_pointer (&self->unread_file, g_free);
}

/**
 * mt_ical_client_end_source:
 * @self: a client
 * @problems: (element-type MtProblem): array to append to
 *
 * Ends a source: what was left out unread is one problem.
 */
void
mt_ical_client_end_source (MtIcalClient *self, GPtrArray *problems)
{
  const guint n = self->n_unread;

  if (n > 0)
    g_ptr_array_add (
        problems, mt_problem_new (MT_SEVERITY_ERROR, self->unread_file, self->unread_line, 0, NULL,
                                  ngettext ("%u item is left out unread: too many items before "
                                            "it could not be read",
                                            "%u items are left out unread: too many items "
                                            "before them could not be read",
                                            n),
                                  n));
  mt_ical_client_begin_source (self);
}

/**
 * mt_ical_client_expand_some:
 * @self: a client with a source begun
 * @objects: (element-type MtIcalObject): some objects of it, from mt_ical_split(). All of one UID
 *   have to be one object: mt_ical_objects_merge()
 * @window: which instances are wanted; dates and floating times are given for two days more at
 *   either side, to be clipped by whoever knows the owner's zone
 * @items: (element-type MtItem): array with mt_item_free() as its free function, to append to.
 *   Events without an instance in the window are left out, unless there is something to say of
 *   them; tasks, journals and free/busy are always given
 * @problems: (element-type MtProblem): array to append to: of severity %MT_SEVERITY_ERROR what is
 *   left out, as a warning what an item's note says
 * @cancellable: (nullable): stops it
 * @error: return location for an error
 *
 * Has the objects read and expanded. An object that takes more than %MT_ICAL_OBJECT_LIMIT_MS, or
 * brings the worker down, is named and left out; after %MT_ICAL_MAX_KILLS of them, or when the
 * answer has spent %MT_ICAL_ANSWER_LIMIT_MS on such, the unread rest is left out.
 *
 * Blocks; call it from a thread.
 *
 * Returns: %FALSE with %MT_ICAL_ERROR_WORKER if the worker cannot be started, or
 *   %G_IO_ERROR_CANCELLED
 */
gboolean
mt_ical_client_expand_some (MtIcalClient *self,
                            GPtrArray *objects,
                            MtSpan window,
                            GPtrArray *items,
                            GPtrArray *problems,
                            GCancellable *cancellable,
                            GError **error)
{
  MtIcalJob job = { .client = self, .objects = objects, .window = window, .items = items };
  gboolean done;

  g_return_val_if_fail (self && objects && items && problems, FALSE);

  job.problems = problems;
  mt_ical_job_init (&job);
  if (self->given_up)
    mt_ical_job_park_rest (&job);
  done = run (&job, cancellable, error);
  if (!done) /* answers still under way belong to nobody */
    {
      g_clear_pointer (&self->process, mt_ical_process_kill);
      g_byte_array_set_size (self->in, 0);
    }
  mt_ical_job_clear (&job);
  return done;
}

/**
 * mt_ical_client_expand:
 * @self: a client
 * @objects: (element-type MtIcalObject): the objects of one source
 * @window: which instances are wanted
 * @items: (element-type MtItem): array to append to
 * @problems: (element-type MtProblem): array to append to
 * @cancellable: (nullable): stops it
 * @error: return location for an error
 *
 * As mt_ical_client_expand_some(), for a source whose objects are all at hand.
 *
 * Returns: as mt_ical_client_expand_some()
 */
gboolean
mt_ical_client_expand (MtIcalClient *self,
                       GPtrArray *objects,
                       MtSpan window,
                       GPtrArray *items,
                       GPtrArray *problems,
                       GCancellable *cancellable,
                       GError **error)
{
  gboolean done;

  mt_ical_client_begin_source (self);
  done = mt_ical_client_expand_some (self, objects, window, items, problems, cancellable, error);
  mt_ical_client_end_source (self, problems);
  return done;
}
