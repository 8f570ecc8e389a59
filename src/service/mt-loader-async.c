/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * mt_loader_load() on a thread of its own.
 */
#include "config.h"

#include "service/mt-loader-private.h"

typedef struct
{
  MtLoader *loader; /* owned */
  char *path;
  MtSpan window;
  MtLoadFlags flags;
  gint64 now;
  GPtrArray *problems;
} Job;

static void
job_free (Job *job)
{
  mt_loader_free (job->loader);
  g_free (job->path);
  g_ptr_array_unref (job->problems);
  g_free (job);
}

static void
load_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  Job *job = task_data;
  GError *error = NULL;
  MtSnapshot *snapshot = mt_loader_load (job->loader, job->path, job->window, job->flags, job->now,
                                         job->problems, cancellable, &error);

  if (snapshot != NULL)
    g_task_return_pointer (task, snapshot, (GDestroyNotify) mt_snapshot_unref);
  else
    g_task_return_error (task, error);
}

/**
 * mt_loader_load_async:
 * @self: a loader
 * @path: of the team file
 * @window: what the agendas are to cover
 * @flags: what to read
 * @now: Unix seconds
 * @cancellable: (nullable): to stop
 * @callback: called when it is done
 * @user_data: for @callback
 *
 * As mt_loader_load(), on a thread of its own.
 */
void
mt_loader_load_async (MtLoader *self,
                      const char *path,
                      MtSpan window,
                      MtLoadFlags flags,
                      gint64 now,
                      GCancellable *cancellable,
                      GAsyncReadyCallback callback,
                      gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  Job *job = g_new0 (Job, 1);

  job->loader = mt_loader_ref (self);
  job->path = g_strdup (path);
  job->window = window;
  job->flags = flags;
  job->now = now;
  job->problems = g_ptr_array_new_with_free_func ((GDestroyNotify) mt_problem_free);

  g_task_set_source_tag (task, mt_loader_load_async);
  g_task_set_task_data (task, job, (GDestroyNotify) job_free);
  g_task_run_in_thread (task, load_thread);
}

/**
 * mt_loader_load_finish:
 * @result: what the callback was given
 * @problems: (out) (transfer full) (element-type MtProblem): what was found, also with an error
 * @error: return location
 *
 * Returns: (transfer full): a snapshot, or %NULL with the errors of mt_loader_load()
 */
MtSnapshot *
mt_loader_load_finish (GAsyncResult *result, GPtrArray **problems, GError **error)
{
  const Job *job = g_task_get_task_data (G_TASK (result));

  *problems = g_ptr_array_ref (job->problems);

  return g_task_propagate_pointer (G_TASK (result), error);
}
