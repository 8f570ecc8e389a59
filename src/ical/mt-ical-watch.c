/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * A worker that stands still or dies is replaced, and the object it was at is blamed.
 */
#include "config.h"

#include "ical/mt-ical-client-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>
#include <time.h>

#define MAX_RESTARTS 20    /* of one source: something outside kills the workers */
#define PATIENCE 5         /* times its limit that an object has on a machine with other work */
#define SPENT_LIMIT_MS 100 /* of an object once the answer's budget is spent */

/* How long the worker may be at one object. */
static gint64
object_limit_ms (MtIcalJob *job)
{
  gint64 left = MT_ICAL_ANSWER_LIMIT_MS - job->client->hostile_ms;

  return CLAMP (left, SPENT_LIMIT_MS, MT_ICAL_OBJECT_LIMIT_MS - 2 * MT_ICAL_TICK_MS);
}

/* Microseconds of a processor that a process has used; 0 if that is not known. */
static gint64
cpu_of (GPid pid)
{
  clockid_t clock;
  struct timespec used;

  if (clock_getcpuclockid (pid, &clock) != 0 || clock_gettime (clock, &used) != 0)
    return 0;
  return (gint64) used.tv_sec * G_USEC_PER_SEC + used.tv_nsec / 1000;
}

/* Whether a process would go on if it got a processor, or its memory back from the disk.
 * Source: proc_pid_stat(5), the field behind the name in parentheses */
static gboolean
is_kept_waiting (GPid pid)
{
  g_autofree char *path = g_strdup_printf ("/proc/%d/stat", (int) pid);
  g_autofree char *stat = NULL;
  const char *behind;

  if (!g_file_get_contents (path, &stat, NULL, NULL))
    return FALSE;
  behind = strrchr (stat, ')');
  return behind != NULL && (g_str_has_prefix (behind, ") R") || g_str_has_prefix (behind, ") D"));
}

/**
 * mt_ical_watch_stands_still:
 * @job: a job with a worker
 *
 * What the machine does with others is not laid to the object's charge: while the worker is kept
 * waiting, only the time counts that it had a processor, up to a multiple of the limit.
 *
 * Returns: whether the worker is at one object for longer than it may be
 */
gboolean
mt_ical_watch_stands_still (MtIcalJob *job)
{
  const MtIcalProcess *process = job->client->process;
  guint64 progress = *process->progress;
  gint64 now = g_get_monotonic_time ();
  gint64 limit_ms, spent_ms;

  if (progress != job->seen || progress == 0)
    {
      job->seen = progress;
      job->seen_at = now;
      job->seen_cpu = cpu_of (process->pid);
      return FALSE;
    }
  limit_ms = object_limit_ms (job);
  spent_ms = (now - job->seen_at) / 1000;
  if (spent_ms < limit_ms)
    return FALSE;
  return spent_ms >= PATIENCE * limit_ms ||
         (cpu_of (process->pid) - job->seen_cpu) / 1000 >= limit_ms ||
         !is_kept_waiting (process->pid);
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
    client->hostile_ms +=
        MIN ((g_get_monotonic_time () - job->seen_at) / 1000, MT_ICAL_OBJECT_LIMIT_MS);
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
