/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtPictures: reads the pictures of everybody on a thread, and keeps those whose files stay the
 * same, so that another reading of the team decodes nothing.
 */
#include "config.h"

#include "service/mt-pictures.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#include "service/mt-display-text.h"

/* What a file was when it was decoded. */
typedef struct
{
  guint64 device;
  guint64 inode;
  gint64 size;
  gint64 changed_s;
  glong changed_ns;
} Stamp;

typedef struct
{
  Stamp stamp;
  MtPicture *picture; /* owned, nullable */
  GError *error;      /* owned, nullable: why there is none */
} Entry;

struct _MtPictures
{
  gint ref_count;
  GMutex mutex;        /* guards `entries`: a reading that was given up may still be at work */
  GHashTable *entries; /* owned: path -> Entry (owned) */
};

typedef struct
{
  MtPictures *pictures; /* owned */
  MtSnapshot *snapshot; /* owned */
  GPtrArray *problems;  /* owned (element-type MtProblem) */
} Job;

static void
entry_free (Entry *entry)
{
  g_clear_object (&entry->picture);
  g_clear_error (&entry->error);
  g_free (entry);
}

static GHashTable *
new_entries (void)
{
  return g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) entry_free);
}

/**
 * mt_pictures_new:
 *
 * Returns: (transfer full): a cache with nothing in it
 */
MtPictures *
mt_pictures_new (void)
{
  MtPictures *self = g_new0 (MtPictures, 1);

  self->ref_count = 1;
  self->entries = new_entries ();
  g_mutex_init (&self->mutex);

  return self;
}

/**
 * mt_pictures_ref:
 * @self: a cache
 *
 * Any thread.
 *
 * Returns: (transfer full): @self
 */
MtPictures *
mt_pictures_ref (MtPictures *self)
{
  g_atomic_int_inc (&self->ref_count);

  return self;
}

/**
 * mt_pictures_unref:
 * @self: (transfer full): a cache
 *
 * Any thread.
 */
void
mt_pictures_unref (MtPictures *self)
{
  if (!g_atomic_int_dec_and_test (&self->ref_count))
    return;

  g_hash_table_unref (self->entries);
  g_mutex_clear (&self->mutex);
  g_free (self);
}

static void
job_free (Job *job)
{
  mt_pictures_unref (job->pictures);
  mt_snapshot_unref (job->snapshot);
  g_ptr_array_unref (job->problems);
  g_free (job);
}

static Stamp
take_stamp (const char *path)
{
  GStatBuf info;

  if (g_stat (path, &info) != 0)
    return (Stamp){ 0 };
  return (Stamp){ info.st_dev, info.st_ino, info.st_size, info.st_mtim.tv_sec,
                  info.st_mtim.tv_nsec };
}

static gboolean
same_stamp (const Stamp *a, const Stamp *b)
{
  return a->device == b->device && a->inode == b->inode && a->size == b->size &&
         a->changed_s == b->changed_s && a->changed_ns == b->changed_ns;
}

static Entry *
read_entry (const char *path, const Stamp *stamp)
{
  Entry *entry = g_new0 (Entry, 1);
  g_autoptr (GBytes) bytes = mt_picture_read_bytes (path, &entry->error);

  entry->stamp = *stamp;
  if (bytes != NULL)
    entry->picture = mt_picture_new (bytes, &entry->error);
  return entry;
}

/* Out of `old` if it still is the same file, else decoded; into `now`, which owns it. */
static const Entry *
look_up (GHashTable *old, GHashTable *now, const char *path)
{
  const Stamp stamp = take_stamp (path);
  g_autofree char *key = NULL;
  Entry *entry = g_hash_table_lookup (now, path);

  if (entry != NULL)
    return entry;
  entry = g_hash_table_lookup (old, path);
  if (entry != NULL && same_stamp (&entry->stamp, &stamp))
    g_hash_table_steal_extended (old, path, (gpointer *) &key, NULL);
  else
    entry = read_entry (path, &stamp);
  g_hash_table_insert (now, g_strdup (path), entry);

  return entry;
}

static void
tell (Job *job, const MtPerson *person, const GError *error)
{
  g_autofree char *name = mt_display_line (person->name);

  g_ptr_array_add (job->problems,
                   mt_problem_new (MT_SEVERITY_WARNING, job->snapshot->path, 0, 0, NULL,
                                   /* Translators: a person, and why their picture is not shown. */
                                   _ ("the picture of %s is not shown: %s"), name, error->message));
}

static MtPicture *
read_one (Job *job, GHashTable *now, const MtPerson *person, const char *folder)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *path = NULL;
  const Entry *entry;

  if (person->picture == NULL)
    return NULL;
  path = mt_picture_resolve (person->picture, folder, &error);
  if (path == NULL)
    {
      tell (job, person, error);
      return NULL;
    }
  entry = look_up (job->pictures->entries, now, path);
  if (entry->picture == NULL)
    tell (job, person, entry->error);

  return entry->picture != NULL ? g_object_ref (entry->picture) : NULL;
}

static void
unref_any (gpointer object)
{
  if (object != NULL)
    g_object_unref (object);
}

static void
read_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  Job *job = task_data;
  const MtTeam *team = job->snapshot->team;
  g_autoptr (GPtrArray) found = g_ptr_array_new_with_free_func (unref_any);
  g_autofree char *folder = g_path_get_dirname (job->snapshot->path);
  GHashTable *now = new_entries ();

  g_mutex_lock (&job->pictures->mutex);
  for (guint i = 0; i < team->people->len && !g_cancellable_is_cancelled (cancellable); i++)
    g_ptr_array_add (found, read_one (job, now, g_ptr_array_index (team->people, i), folder));
  g_hash_table_unref (job->pictures->entries);
  job->pictures->entries = now;
  g_mutex_unlock (&job->pictures->mutex);

  g_task_return_pointer (task, g_steal_pointer (&found), (GDestroyNotify) g_ptr_array_unref);
}

/**
 * mt_pictures_read_async:
 * @self: a cache
 * @snapshot: a reading
 * @cancellable: (nullable): to stop
 * @callback: called when all are read
 * @user_data: for @callback
 *
 * Reads the pictures of everybody in @snapshot on another thread. Main thread.
 */
void
mt_pictures_read_async (MtPictures *self,
                        MtSnapshot *snapshot,
                        GCancellable *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  Job *job = g_new0 (Job, 1);

  job->pictures = mt_pictures_ref (self);
  job->snapshot = mt_snapshot_ref (snapshot);
  job->problems = g_ptr_array_new_with_free_func ((GDestroyNotify) mt_problem_free);
  g_task_set_source_tag (task, mt_pictures_read_async);
  g_task_set_task_data (task, job, (GDestroyNotify) job_free);
  g_task_run_in_thread (task, read_thread);
}

/**
 * mt_pictures_read_finish:
 * @result: what the callback was given
 * @problems: (out) (transfer full) (element-type MtProblem): why some are not shown
 * @error: return location for %G_IO_ERROR_CANCELLED
 *
 * Returns: (transfer full) (nullable) (element-type MtPicture): one a person, in the order of the
 *   file; %NULL for whoever has none
 */
GPtrArray *
mt_pictures_read_finish (GAsyncResult *result, GPtrArray **problems, GError **error)
{
  const Job *job = g_task_get_task_data (G_TASK (result));

  *problems = g_ptr_array_ref (job->problems);
  return g_task_propagate_pointer (G_TASK (result), error);
}
