/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * A worker that stands still or dies is replaced, and the object it was at is blamed.
 */
#include "config.h"

#include "ical/mt-ical-client-private.h"

#include <glib/gi18n-lib.h>

#define MAX_RESTARTS 20    /* of one source: something outside kills the workers */
#define SPENT_LIMIT_MS 100 /* of an object once the answer's budget is spent */

/* How long the worker may be at one object. */
static gint64
object_limit_ms (MtIcalJob *job)
{
  gint64 left = MT_ICAL_ANSWER_LIMIT_MS - job->client->hostile_ms;

  return CLAMP (left, SPENT_LIMIT_MS, MT_ICAL_OBJECT_LIMIT_MS - 2 * MT_ICAL_TICK_MS);
}

/**
 * mt_ical_watch_stands_still:
 * @job: a job with a worker
 *
 * Returns: whether the worker is at one object for longer than it may be
 */
gboolean
mt_ical_watch_stands_still (MtIcalJob *job)
{
  guint64 progress = *job->client->process->progress;
  gint64 now = g_get_monotonic_time ();

  if (progress != job->seen || progress == 0)
    {
      job->seen = progress;
      job->seen_at = now;
      return FALSE;
    }
  return (now - job->seen_at) / 1000 >= object_limit_ms (job);
}

static void
drop_worker (MtIcalJob *job)
{
  g_clear_pointer (&job->client->process, mt_ical_process_kill);
  g_byte_array_set_size (job->client->in, 0);
  g_byte_array_set_size (job->out, 0);
  job->sent = 0;
  job->seen = 0;
  job->client->source_restarts++;
}

static void
blame (MtIcalJob *job, gpointer culprit, gboolean hung)
{
  MtIcalClient *client = job->client;

  client->kills++;
  client->source_kills++;
  mt_ical_job_add_problem (job, MT_SEVERITY_ERROR, mt_ical_job_object_at (job, culprit),
                           hung ? _ ("left out: reading it takes too long")
                                : _ ("left out: the program that reads calendars failed on it"));
  if (client->source_kills >= MT_ICAL_MAX_KILLS || client->hostile_ms >= MT_ICAL_ANSWER_LIMIT_MS)
    mt_ical_job_park_rest (job);
}

/**
 * mt_ical_watch_replace_worker:
 * @job: a job
 * @hung: whether the worker stands still; else it died, or talks nonsense
 * @error: return location for an error
 *
 * Ends the worker, names the object it was at, and goes on without that. A worker that died may
 * have been killed from outside: its object gets a second chance.
 *
 * Returns: %FALSE with %MT_ICAL_ERROR_WORKER if workers end as soon as they start
 */
gboolean
mt_ical_watch_replace_worker (MtIcalJob *job, gboolean hung, GError **error)
{
  MtIcalClient *client = job->client;
  gboolean began = *client->process->progress > 0;
  gboolean useless = job->fresh && !began;
  gpointer culprit = mt_ical_job_take_culprit (job);

  if (job->seen != 0)
    client->hostile_ms += (g_get_monotonic_time () - job->seen_at) / 1000;
  drop_worker (job);
  if (useless || client->source_restarts > MAX_RESTARTS)
    {
      g_set_error (error, MT_ICAL_ERROR, MT_ICAL_ERROR_WORKER,
                   _ ("%s: reads calendars, but ends as soon as it starts; install Meantime again"),
                   client->path);
      return FALSE;
    }
  if (culprit && (hung || culprit == job->retried))
    blame (job, culprit, hung);
  else if (culprit)
    {
      g_queue_push_head (&job->todo, culprit);
      job->retried = culprit;
    }
  return TRUE;
}

/**
 * mt_ical_watch_ensure_worker:
 * @job: a job
 * @error: return location for an error
 *
 * Starts a worker if there is none.
 *
 * Returns: %FALSE with %MT_ICAL_ERROR_WORKER if it cannot be started
 */
gboolean
mt_ical_watch_ensure_worker (MtIcalJob *job, GError **error)
{
  MtIcalClient *client = job->client;

  if (client->process)
    return TRUE;
  client->process = mt_ical_process_start (client->path, error);
  job->fresh = TRUE;
  return client->process != NULL;
}
