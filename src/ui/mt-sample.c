/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * The sample team in a temporary folder that goes when the program does.
 */
#include "config.h"

#include "service/mt-demo.h"
#include "ui/mt-sample.h"

struct _MtSample
{
  char *directory; /* owned, nullable: not made yet */
};

typedef struct
{
  gint64 now;
  char *directory; /* owned, nullable: made anew for the second team of a run */
} Job;

static void
job_free (Job *job)
{
  g_free (job->directory);
  g_free (job);
}

static void
create_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  Job *job = task_data;
  GError *error = NULL;
  char *path;

  if (job->directory == NULL)
    job->directory = g_dir_make_tmp ("meantime-XXXXXX", &error);
  path = job->directory != NULL ? mt_demo_create (job->directory, job->now, &error) : NULL;
  if (path != NULL)
    g_task_return_pointer (task, path, g_free);
  else
    g_task_return_error (task, error);
}

/**
 * mt_sample_new:
 *
 * Returns: (transfer full): a sample that is not yet made
 */
MtSample *
mt_sample_new (void)
{
  return g_new0 (MtSample, 1);
}

/**
 * mt_sample_free:
 * @self: a sample
 *
 * Frees it and removes its folder.
 */
void
mt_sample_free (MtSample *self)
{
  if (self->directory != NULL)
    mt_demo_remove (self->directory);
  g_free (self->directory);
  g_free (self);
}

/**
 * mt_sample_create_async:
 * @self: a sample; it must live until the callback
 * @now: the instant it is made for, Unix seconds
 * @callback: called when it is there
 * @user_data: for @callback
 *
 * Writes the folder on a thread of its own.
 */
void
mt_sample_create_async (MtSample *self,
                        gint64 now,
                        GAsyncReadyCallback callback,
                        gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, NULL, callback, user_data);
  Job *job = g_new0 (Job, 1);

  job->now = now;
  job->directory = g_strdup (self->directory);
  g_task_set_source_tag (task, mt_sample_create_async);
  g_task_set_task_data (task, job, (GDestroyNotify) job_free);
  g_task_run_in_thread (task, create_thread);
}

/**
 * mt_sample_create_finish:
 * @self: the sample
 * @result: what the callback was given
 * @error: return location for what mt_demo_create() or the folder met
 *
 * Returns: (transfer full): the path of its team file, or %NULL with @error set
 */
char *
mt_sample_create_finish (MtSample *self, GAsyncResult *result, GError **error)
{
  Job *job = g_task_get_task_data (G_TASK (result));

  if (self->directory == NULL)
    self->directory = g_strdup (job->directory);
  return g_task_propagate_pointer (G_TASK (result), error);
}
