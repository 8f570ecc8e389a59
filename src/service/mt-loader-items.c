/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * The reading of board and journal, each item with what changing it takes.
 */
#include "config.h"

#include "service/mt-loader-private.h"

#include "providers/collections/mt-folder-change.h"
#include "providers/items/mt-post-reader.h"
#include "providers/items/mt-task-reader.h"
#include "service/mt-source.h"

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

/* What changing an item takes: where it stands, and what was read there. */
static void
address (const char *file,
         const MtPlace *place,
         GHashTable *tags,
         char **collection,
         char **href,
         char **tag)
{
  if (file == NULL)
    return;
  *collection = g_strdup (place->path);
  *href = place->is_file ? g_strdup ("") : g_path_get_basename (file);
  *tag = g_strdup (g_hash_table_lookup (tags, file));
}

static void
address_tasks (const GPtrArray *tasks, const MtPlace *place, GHashTable *tags)
{
  for (guint i = 0; i < tasks->len; i++)
    {
      MtTask *task = g_ptr_array_index (tasks, i);

      address (task->file, place, tags, &task->collection, &task->href, &task->tag);
    }
}

static void
address_posts (const GPtrArray *posts, const MtPlace *place, GHashTable *tags)
{
  for (guint i = 0; i < posts->len; i++)
    {
      MtPost *post = g_ptr_array_index (posts, i);

      address (post->file, place, tags, &post->collection, &post->href, &post->tag);
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

/**
 * mt_loader_load_board:
 * @self: a loader whose worker is ready
 * @snapshot: takes the tasks
 * @now: Unix seconds, for the next instance of a recurring task
 * @cancellable: (nullable): to stop
 * @error: return location
 *
 * Reads the board, if the team has one.
 *
 * Returns: %FALSE with %MT_ICAL_ERROR_WORKER or %G_IO_ERROR_CANCELLED; a board that cannot be read
 *   is marked as such
 */
gboolean
mt_loader_load_board (MtLoader *self,
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

/**
 * mt_loader_load_journal:
 * @self: a loader whose worker is ready
 * @snapshot: takes the posts and notes
 * @cancellable: (nullable): to stop
 * @error: return location
 *
 * Reads the journal, if the team has one.
 *
 * Returns: %FALSE with %MT_ICAL_ERROR_WORKER or %G_IO_ERROR_CANCELLED; a journal that cannot be
 *   read is marked as such
 */
gboolean
mt_loader_load_journal (MtLoader *self,
                        MtSnapshot *snapshot,
                        GCancellable *cancellable,
                        GError **error)
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
