/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * A bound on how long a command may wait for servers.
 */
#include "config.h"
#include "cli/mt-deadline.h"

struct _MtDeadline
{
  GThread *thread;           /* owned */
  GCancellable *cancellable; /* owned */
  gint64 until;              /* of the monotonic clock */

  GMutex mutex; /* guards `over` */
  GCond cond;
  gboolean over; /* what was bounded has ended */
};

static gpointer
wait_for_end (gpointer data)
{
  MtDeadline *self = data;
  gboolean late = FALSE;

  g_mutex_lock (&self->mutex);
  while (!self->over && !late)
    late = !g_cond_wait_until (&self->cond, &self->mutex, self->until);
  late = !self->over;
  g_mutex_unlock (&self->mutex);
  if (late)
    g_cancellable_cancel (self->cancellable);
  return NULL;
}

/**
 * mt_deadline_new:
 * @seconds: from now
 *
 * Returns: (transfer full): a deadline that runs
 */
MtDeadline *
mt_deadline_new (guint seconds)
{
  MtDeadline *self = g_new0 (MtDeadline, 1);

  self->cancellable = g_cancellable_new ();
  self->until = g_get_monotonic_time () + (gint64) seconds * G_TIME_SPAN_SECOND;
  g_mutex_init (&self->mutex);
  g_cond_init (&self->cond);
  self->thread = g_thread_new ("deadline", wait_for_end, self);
  return self;
}

/**
 * mt_deadline_free:
 * @self: (transfer full): a deadline
 *
 * Returns: %TRUE when it was reached
 */
gboolean
mt_deadline_free (MtDeadline *self)
{
  gboolean reached;

  g_mutex_lock (&self->mutex);
  self->over = TRUE;
  g_cond_signal (&self->cond);
  g_mutex_unlock (&self->mutex);
  g_thread_join (self->thread);
  reached = g_cancellable_is_cancelled (self->cancellable);
  g_mutex_clear (&self->mutex);
  g_cond_clear (&self->cond);
  g_object_unref (self->cancellable);
  g_free (self);
  return reached;
}

/**
 * mt_deadline_get_cancellable:
 * @self: a deadline
 *
 * Returns: (transfer none): what is cancelled when it is reached
 */
GCancellable *
mt_deadline_get_cancellable (MtDeadline *self)
{
  return self->cancellable;
}
