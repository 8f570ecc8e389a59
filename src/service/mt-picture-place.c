/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * A picture goes beside the team file under a name of its own; nothing that is there is replaced.
 */
#include "config.h"

#include "service/mt-picture-place.h"

#include <glib/gi18n-lib.h>

#include "service/mt-picture.h"

#define MAX_NAMES 1000 /* somebody's pictures, before it is given up */

typedef struct
{
  char *path;   /* (type filename) of what was chosen */
  char *folder; /* (type filename) of the team file */
  char *stem;
} Job;

static void
job_free (Job *job)
{
  g_free (job->path);
  g_free (job->folder);
  g_free (job->stem);
  g_free (job);
}

static gboolean
holds (GFile *file, GBytes *bytes)
{
  g_autofree char *path = g_file_get_path (file);
  g_autoptr (GBytes) there = mt_picture_read_bytes (path, NULL);

  return there != NULL && g_bytes_equal (there, bytes);
}

/* FALSE with G_IO_ERROR_EXISTS when something else has that name. */
static gboolean
write_new (GFile *file, GBytes *bytes, GError **error)
{
  g_autoptr (GFileOutputStream) stream = g_file_create (file, G_FILE_CREATE_NONE, NULL, error);
  gsize length = 0;
  const void *data = g_bytes_get_data (bytes, &length);

  if (stream == NULL)
    return FALSE;
  if (g_output_stream_write_all (G_OUTPUT_STREAM (stream), data, length, NULL, NULL, error) &&
      g_output_stream_close (G_OUTPUT_STREAM (stream), NULL, error))
    return TRUE;
  g_file_delete (file, NULL, NULL);

  return FALSE;
}

/* "bo.png", or "bo-2.png" when that is another picture. */
static char *
write_beside (const Job *job, GBytes *bytes, GError **error)
{
  const char *suffix = mt_picture_get_suffix (bytes);

  for (guint i = 1; i <= MAX_NAMES; i++)
    {
      g_autofree char *name = i == 1 ? g_strdup_printf ("%s.%s", job->stem, suffix)
                                     : g_strdup_printf ("%s-%u.%s", job->stem, i, suffix);
      g_autoptr (GFile) file = g_file_new_build_filename (job->folder, name, NULL);
      g_autoptr (GError) why = NULL;

      if (write_new (file, bytes, &why) ||
          (g_error_matches (why, G_IO_ERROR, G_IO_ERROR_EXISTS) && holds (file, bytes)))
        return g_steal_pointer (&name);
      if (!g_error_matches (why, G_IO_ERROR, G_IO_ERROR_EXISTS))
        {
          g_set_error (error, MT_PICTURE_ERROR, MT_PICTURE_ERROR_FILE,
                       _ ("the picture cannot be copied beside the team file: %s"), why->message);
          return NULL;
        }
    }
  g_set_error (error, MT_PICTURE_ERROR, MT_PICTURE_ERROR_FILE,
               _ ("the picture cannot be copied beside the team file: too many have the name %s"),
               job->stem);
  return NULL;
}

static void
place_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  Job *job = task_data;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (MtPicture) picture = NULL;
  GError *error = NULL;
  char *name = NULL;

  bytes = mt_picture_read_bytes (job->path, &error);
  if (bytes != NULL)
    picture = mt_picture_new (bytes, &error);
  if (picture != NULL)
    name = write_beside (job, bytes, &error);
  if (name != NULL)
    g_task_return_pointer (task, name, g_free);
  else
    g_task_return_error (task, error);
}

/**
 * mt_picture_place_async:
 * @file: a picture on this computer
 * @team_path: (type filename): of the team file
 * @stem: the copy's name, without what says its kind
 * @cancellable: (nullable): to stop, before it has begun
 * @callback: called when it is there
 * @user_data: for @callback
 *
 * Copies a picture beside the team file, on another thread. A file that is there already is never
 * replaced; one that holds the same is the copy.
 */
void
mt_picture_place_async (GFile *file,
                        const char *team_path,
                        const char *stem,
                        GCancellable *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  Job *job = g_new0 (Job, 1);

  g_return_if_fail (g_file_peek_path (file) != NULL);

  job->path = g_file_get_path (file);
  job->folder = g_path_get_dirname (team_path);
  job->stem = g_strdup (stem);
  g_task_set_source_tag (task, mt_picture_place_async);
  g_task_set_task_data (task, job, (GDestroyNotify) job_free);
  g_task_run_in_thread (task, place_thread);
}

/**
 * mt_picture_place_finish:
 * @result: what the callback was given
 * @error: return location
 *
 * Returns: (transfer full) (nullable): how the team file names it, or %NULL with an
 *   %MT_PICTURE_ERROR
 */
char *
mt_picture_place_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
