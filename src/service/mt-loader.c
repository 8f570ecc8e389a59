/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtLoader: reads team file, calendars, board and journal into an MtSnapshot.
 */
#include "config.h"

#include "service/mt-loader.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "ical/mt-ical-client.h"
#include "providers/collections/mt-folder-change.h"
#include "providers/collections/mt-folder.h"
#include "providers/items/mt-post-reader.h"
#include "providers/items/mt-task-reader.h"
#include "service/mt-agenda-reader.h"
#include "service/mt-source.h"
#include "store/mt-store.h"
#include "service/mt-team-writer.h"
#include "team/mt-team-file.h"

#define BEFORE_WEEKS 1 /* of the week of now: what is read, unless more is asked for */
#define AFTER_WEEKS 5

struct _MtLoader
{
  gint ref_count; /* the owner's, and one a reading under way */
  MtTzdata *tzdata;
  GMutex lock; /* one reading at a time */
  GMutex ignored_lock;
  MtIgnored *ignored;   /* owned, nullable: under ignored_lock */
  MtIcalClient *client; /* owned, nullable: made when first needed */
  MtStore *store;       /* owned, nullable: likewise */
};

G_DEFINE_QUARK (mt - loader - error - quark, mt_loader_error)

/**
 * mt_loader_window:
 * @now: Unix seconds
 *
 * Whole weeks, so that window and command find in the store what the other read, and for days.
 *
 * Returns: the window to ask for unless another is wanted
 */
MtSpan
mt_loader_window (gint64 now)
{
  const MtDate today = mt_date_of_wall (now);
  const MtDate monday = today - (gint) mt_date_weekday (today);

  return (MtSpan){ mt_date_to_wall (monday - 7 * BEFORE_WEEKS),
                   mt_date_to_wall (monday + 7 * AFTER_WEEKS) };
}

/**
 * mt_loader_new:
 * @tzdata: the system's zones
 *
 * Returns: (transfer full): a loader
 */
MtLoader *
mt_loader_new (MtTzdata *tzdata)
{
  MtLoader *self = g_new0 (MtLoader, 1);

  self->ref_count = 1;
  self->tzdata = mt_tzdata_ref (tzdata);
  g_mutex_init (&self->lock);
  g_mutex_init (&self->ignored_lock);

  return self;
}

static MtLoader *
loader_ref (MtLoader *self)
{
  g_atomic_int_inc (&self->ref_count);

  return self;
}

/**
 * mt_loader_free:
 * @self: (transfer full): a loader
 *
 * A reading under way goes on until it is done or cancelled.
 */
void
mt_loader_free (MtLoader *self)
{
  if (!g_atomic_int_dec_and_test (&self->ref_count))
    return;

  g_clear_pointer (&self->client, mt_ical_client_free);
  g_clear_pointer (&self->store, mt_store_free);
  mt_tzdata_unref (self->tzdata);
  g_clear_pointer (&self->ignored, mt_ignored_unref);
  g_mutex_clear (&self->ignored_lock);
  g_mutex_clear (&self->lock);
  g_free (self);
}

/**
 * mt_loader_set_ignored:
 * @self: a loader
 * @ignored: (nullable): whose calendars do not count; %NULL: all count
 *
 * For the readings from now on. Any thread; a reading under way is not waited for.
 */
void
mt_loader_set_ignored (MtLoader *self, MtIgnored *ignored)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->ignored_lock);

  g_clear_pointer (&self->ignored, mt_ignored_unref);
  self->ignored = ignored != NULL ? mt_ignored_ref (ignored) : NULL;
}

static void
apply_ignored (MtLoader *self, MtTeam *team)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->ignored_lock);

  if (self->ignored != NULL)
    mt_ignored_apply (self->ignored, team);
}

static MtZone *
look_up_zone (const char *id, gpointer tzdata)
{
  return mt_tzdata_lookup (tzdata, id);
}

static char **
list_zones (gpointer tzdata)
{
  return mt_tzdata_list (tzdata);
}

/* (transfer full): the bytes of the team file; NULL with an error. */
static GBytes *
read_bytes (const char *path, GPtrArray *problems, GError **error)
{
  g_autoptr (MtFolder) file = mt_folder_new (path);
  g_autoptr (MtBatch) batch = NULL;
  g_autoptr (GError) why = NULL;

  if (strstr (path, "://") != NULL)
    {
      g_set_error (error, MT_LOADER_ERROR, MT_LOADER_ERROR_TEAM_FILE,
                   _ ("%s: is on a server and cannot be read yet; name a file of this computer"),
                   path);
      return NULL;
    }
  if (g_file_test (path, G_FILE_TEST_IS_DIR))
    {
      g_set_error (error, MT_LOADER_ERROR, MT_LOADER_ERROR_TEAM_FILE,
                   _ ("%s: is a folder; name the team file in it"), path);
      return NULL;
    }

  batch = mt_collection_fetch (MT_COLLECTION (file), NULL, NULL, problems, NULL, &why);
  if (batch == NULL)
    {
      g_set_error (error, MT_LOADER_ERROR, MT_LOADER_ERROR_TEAM_FILE, "%s: %s", path, why->message);
      return NULL;
    }

  return g_bytes_ref (((const MtRawItem *) g_ptr_array_index (batch->items, 0))->bytes);
}

/* (transfer full): the team of the bytes; NULL with an error. */
static MtTeam *
parse_team (MtLoader *self, GBytes *bytes, const char *path, GPtrArray *problems, GError **error)
{
  MtTeam *team =
      mt_team_file_read (bytes, path, FALSE, look_up_zone, list_zones, self->tzdata, problems);

  if (team == NULL)
    g_set_error (error, MT_LOADER_ERROR, MT_LOADER_ERROR_TEAM_FILE,
                 _ ("%s: is not a team file that can be used; “meantimectl team check” says why"),
                 path);

  return team;
}

/**
 * mt_loader_read_team:
 * @self: a loader
 * @path: of the team file
 * @problems: (element-type MtProblem): array to append to
 * @error: return location
 *
 * Reads the team file alone. Blocking.
 *
 * Returns: (transfer full): the team, or %NULL with %MT_LOADER_ERROR_TEAM_FILE: @problems say where
 *   it is wrong, unless it could not be read at all
 */
MtTeam *
mt_loader_read_team (MtLoader *self, const char *path, GPtrArray *problems, GError **error)
{
  g_autoptr (GBytes) bytes = read_bytes (path, problems, error);

  return bytes != NULL ? parse_team (self, bytes, path, problems, error) : NULL;
}

static void
start_answer (MtLoader *self)
{
  if (self->client == NULL)
    {
      g_autofree char *worker = mt_ical_worker_find ();

      self->client = mt_ical_client_new (worker, look_up_zone, mt_tzdata_ref (self->tzdata),
                                         (GDestroyNotify) mt_tzdata_unref);
    }

  mt_ical_client_begin_answer (self->client);
}

/* Says that the worker is what is missing: nothing can be done about it in the team file. */
static gboolean
fail_worker (GError **error, GError *why)
{
  if (g_error_matches (why, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      g_propagate_error (error, why);
      return FALSE;
    }

  g_set_error (error, MT_LOADER_ERROR, MT_LOADER_ERROR_WORKER, "%s", why->message);
  g_error_free (why);

  return FALSE;
}

/* (transfer full) (element-type utf8 utf8): the tags of the files that were read, by path. */
static GHashTable *
collect_tags (const MtSource *source, MtPlace *place)
{
  GHashTable *tags = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);

  place->path = g_strdup (source->path);
  for (guint i = 0; source->raw != NULL && i < source->raw->len; i++)
    {
      const MtRawItem *item = g_ptr_array_index (source->raw, i);

      place->is_file |= *item->href == '\0';
      g_hash_table_insert (tags, g_strdup (item->path), mt_change_tag_of (item->bytes));
    }

  return tags;
}

/* What changing a task takes: where it stands, and what was read there. */
static void
address_tasks (const GPtrArray *tasks, const MtPlace *place, GHashTable *tags)
{
  for (guint i = 0; i < tasks->len; i++)
    {
      MtTask *task = g_ptr_array_index (tasks, i);

      if (task->file == NULL)
        continue;
      task->collection = g_strdup (place->path);
      task->href = place->is_file ? g_strdup ("") : g_path_get_basename (task->file);
      task->tag = g_strdup (g_hash_table_lookup (tags, task->file));
    }
}

/* Likewise for a post. */
static void
address_posts (const GPtrArray *posts, const MtPlace *place, GHashTable *tags)
{
  for (guint i = 0; i < posts->len; i++)
    {
      MtPost *post = g_ptr_array_index (posts, i);

      if (post->file == NULL)
        continue;
      post->collection = g_strdup (place->path);
      post->href = place->is_file ? g_strdup ("") : g_path_get_basename (post->file);
      post->tag = g_strdup (g_hash_table_lookup (tags, post->file));
    }
}

/* The items of board or journal; @tags is what their files held. */
static gboolean
read_collection (MtLoader *self,
                 MtSnapshot *snapshot,
                 MtSource *source,
                 MtIcalKinds kinds,
                 MtPlace *place,
                 GHashTable **tags,
                 GCancellable *cancellable,
                 GError **error)
{
  mt_source_read (source, snapshot->problems, cancellable);
  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return FALSE;
  *tags = collect_tags (source, place);

  return mt_source_expand (source, self->client, kinds, snapshot->window, snapshot->window,
                           snapshot->problems, cancellable, error);
}

static MtSourceState
judge (const MtSource *source, char **message)
{
  if (source->mark != MT_MARK_UNKNOWN)
    return MT_SOURCE_OK;

  *message = g_strdup_printf ("%s: %s", source->written, source->error);

  return MT_SOURCE_UNKNOWN;
}

static gboolean
load_board (MtLoader *self,
            MtSnapshot *snapshot,
            gint64 now,
            GCancellable *cancellable,
            GError **error)
{
  g_autofree char *base = g_path_get_dirname (snapshot->path);
  g_autoptr (GHashTable) tags = NULL;
  MtSource *source = NULL;
  gboolean ok = FALSE;

  if (snapshot->team->board == NULL)
    return TRUE;

  source = mt_source_new (snapshot->team->board, base);
  ok = read_collection (self, snapshot, source, MT_ICAL_HAS_TODO, &snapshot->board_place, &tags,
                        cancellable, error);
  if (ok)
    {
      snapshot->board = judge (source, &snapshot->board_error);
      mt_task_reader_read (snapshot->team, source->items, now, snapshot->tasks);
      address_tasks (snapshot->tasks, &snapshot->board_place, tags);
      mt_task_rank (snapshot->tasks);
    }
  mt_source_free (source);

  return ok;
}

static gboolean
load_journal (MtLoader *self, MtSnapshot *snapshot, GCancellable *cancellable, GError **error)
{
  g_autofree char *base = g_path_get_dirname (snapshot->path);
  g_autoptr (GHashTable) tags = NULL;
  MtSource *source = NULL;
  gboolean ok = FALSE;

  if (snapshot->team->journal == NULL)
    return TRUE;

  source = mt_source_new (snapshot->team->journal, base);
  ok = read_collection (self, snapshot, source, MT_ICAL_HAS_JOURNAL | MT_ICAL_HAS_EVENT,
                        &snapshot->journal_place, &tags, cancellable, error);
  if (ok)
    {
      snapshot->journal = judge (source, &snapshot->journal_error);
      mt_post_reader_read (snapshot->team, source->items, snapshot->posts, snapshot->notes);
      address_posts (snapshot->posts, &snapshot->journal_place, tags);
      address_posts (snapshot->notes, &snapshot->journal_place, tags);
    }
  mt_source_free (source);

  return ok;
}

/* (transfer full) (nullable): what the store knows of the team. */
static MtAgendaCache *
open_cache (MtLoader *self, const MtSnapshot *snapshot, MtLoadFlags flags)
{
  if ((flags & MT_LOAD_NO_STORE) != 0 || (flags & MT_LOAD_CALENDARS) == 0)
    return NULL;
  if (self->store == NULL)
    self->store = mt_store_new (NULL);

  return mt_agenda_cache_new (self->store, snapshot->path, mt_tzdata_get_version (self->tzdata),
                              snapshot->window);
}

static gboolean
load_calendars (MtLoader *self,
                MtSnapshot *snapshot,
                MtLoadFlags flags,
                gint64 now,
                GCancellable *cancellable,
                GError **error)
{
  g_autoptr (MtAgendaCache) cache = open_cache (self, snapshot, flags);
  const MtSpan usual = mt_loader_window (now);
  const MtSpan asked = snapshot->window;
  const gboolean within = usual.start <= asked.start && asked.end <= usual.end;

  if ((flags & MT_LOAD_CACHED_ONLY) != 0 || (flags & MT_LOAD_CALENDARS) == 0)
    {
      mt_agenda_reader_read_cached (snapshot, cache);
      return TRUE;
    }

  /* Windows of their own are not kept: there would be one a question. */
  if (!within)
    g_clear_pointer (&cache, mt_agenda_cache_free);
  if (!mt_agenda_reader_read (snapshot, self->client, cache, within ? usual : asked, cancellable,
                              error))
    return FALSE;

  if (cache != NULL)
    mt_agenda_cache_finish (cache, snapshot->team);

  return TRUE;
}

static gboolean
load_parts (MtLoader *self,
            MtSnapshot *snapshot,
            MtLoadFlags flags,
            gint64 now,
            GCancellable *cancellable,
            GError **error)
{
  const gboolean cached_only = (flags & MT_LOAD_CACHED_ONLY) != 0;
  GError *why = NULL;
  gboolean ok = TRUE;

  if (!cached_only)
    start_answer (self);

  ok = load_calendars (self, snapshot, flags, now, cancellable, &why);
  if (ok && !cached_only && (flags & MT_LOAD_BOARD) != 0)
    ok = load_board (self, snapshot, now, cancellable, &why);
  if (ok && !cached_only && (flags & MT_LOAD_JOURNAL) != 0)
    ok = load_journal (self, snapshot, cancellable, &why);

  return ok || fail_worker (error, why);
}

/**
 * mt_loader_load:
 * @self: a loader
 * @path: of the team file
 * @window: what the agendas are to cover
 * @flags: what to read
 * @now: Unix seconds, for the next instance of a recurring task
 * @problems: (element-type MtProblem): array to append to; the snapshot keeps it, so it must not
 *   change afterwards
 * @cancellable: (nullable): to stop
 * @error: return location
 *
 * Blocking. What cannot be read and every bad item is a problem and leaves its mark; the others are
 * there all the same.
 *
 * Returns: (transfer full): a snapshot, or %NULL with an %MT_LOADER_ERROR or
 *   %G_IO_ERROR_CANCELLED
 */
MtSnapshot *
mt_loader_load (MtLoader *self,
                const char *path,
                MtSpan window,
                MtLoadFlags flags,
                gint64 now,
                GPtrArray *problems,
                GCancellable *cancellable,
                GError **error)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);
  g_autofree char *full = g_canonicalize_filename (path, NULL);
  g_autoptr (MtSnapshot) snapshot = NULL;
  g_autoptr (GBytes) bytes = NULL;
  MtTeam *team = NULL;

  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return NULL;
  bytes = read_bytes (path, problems, error);
  team = bytes != NULL ? parse_team (self, bytes, path, problems, error) : NULL;
  if (team == NULL)
    return NULL;

  apply_ignored (self, team);
  snapshot = mt_snapshot_new (full, team, window, g_ptr_array_ref (problems));
  snapshot->revision = mt_team_writer_revision (bytes);
  snapshot->locked = mt_team_writer_find_lock (full);
  if (!load_parts (self, snapshot, flags, now, cancellable, error))
    return NULL;

  return g_steal_pointer (&snapshot);
}

/* -- On a thread of its own -- */

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

  job->loader = loader_ref (self);
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
