/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * The reading of board and journal, each item with what changing it takes.
 */
#include "config.h"

#include "service/mt-loader-private.h"

#include <string.h>

#include "providers/collections/mt-folder-change.h"
#include "providers/items/mt-post-reader.h"
#include "providers/items/mt-task-reader.h"
#include "service/mt-source.h"

#define HOUR_S 3600

/* What changing an item takes: what it is called where it stands, and what was read there. */
typedef struct
{
  char *href;
  char *tag;
} Spot;

static void
spot_free (gpointer data)
{
  Spot *spot = data;

  g_free (spot->href);
  g_free (spot->tag);
  g_free (spot);
}

/* Where items of a section stand. */
typedef struct
{
  const char *collection; /* path or URL, nullable */
  GHashTable *spots;      /* owned (element-type utf8 Spot): the files that were read, by path */
  GHashTable *edits;      /* unowned, nullable: what waits to be sent */
  MtPlace *place;         /* unowned */
} Stand;

static void
note_spot (const MtRawItem *item, gpointer data)
{
  Stand *stand = data;
  Spot *spot = g_new0 (Spot, 1);

  stand->place->is_file |= *item->href == '\0';
  spot->href = g_strdup (item->href);
  spot->tag = mt_change_tag_of (item->bytes);
  g_hash_table_replace (stand->spots, g_strdup (item->path), spot);
}

static void
set_pending (MtPendingMark *pending, const Stand *stand, const char *file)
{
  const MtPendingMark *mark =
      stand->edits != NULL ? g_hash_table_lookup (stand->edits, file) : NULL;

  if (mark == NULL)
    return;
  pending->state = mark->state;
  pending->why = g_strdup (mark->why);
  pending->edit = mark->edit;
}

static void
address (const char *file,
         const Stand *stand,
         char **collection,
         char **href,
         char **tag,
         MtPendingMark *pending)
{
  const Spot *spot = file != NULL ? g_hash_table_lookup (stand->spots, file) : NULL;

  if (spot == NULL)
    return;
  *collection = g_strdup (stand->collection);
  *href = g_strdup (spot->href);
  *tag = g_strdup (spot->tag);
  set_pending (pending, stand, file);
}

static void
address_tasks (const GPtrArray *tasks, const Stand *stand)
{
  for (guint i = 0; i < tasks->len; i++)
    {
      MtTask *task = g_ptr_array_index (tasks, i);

      address (task->file, stand, &task->collection, &task->href, &task->tag, &task->pending);
    }
}

static void
address_posts (const GPtrArray *posts, const Stand *stand)
{
  for (guint i = 0; i < posts->len; i++)
    {
      MtPost *post = g_ptr_array_index (posts, i);

      address (post->file, stand, &post->collection, &post->href, &post->tag, &post->pending);
    }
}

/* -- What need not be read again -- */

struct _MtKept
{
  char *key;           /* of what it was made */
  GPtrArray *first;    /* tasks, or posts */
  GPtrArray *second;   /* nullable: notes */
  GPtrArray *problems; /* (element-type MtProblem) that came of it */
};

/**
 * mt_kept_free: (skip)
 * @self: (transfer full) (nullable): what was kept of a section
 */
void
mt_kept_free (MtKept *self)
{
  if (self == NULL)
    return;
  g_free (self->key);
  g_ptr_array_unref (self->first);
  g_clear_pointer (&self->second, g_ptr_array_unref);
  g_ptr_array_unref (self->problems);
  g_free (self);
}

static void
add_copies (GPtrArray *to, const GPtrArray *from, guint start)
{
  for (guint i = start; i < from->len; i++)
    {
      const MtProblem *problem = g_ptr_array_index (from, i);

      g_ptr_array_add (to, mt_problem_new (problem->severity, problem->file, problem->line,
                                           problem->column, problem->item, "%s", problem->message));
    }
}

/* (transfer full) (nullable): what a section is made of, as far as that can be told without reading
 * it: what servers hold. The next instance of a recurring task is another one with time. */
static char *
make_key (const MtSource *source, const MtSnapshot *snapshot, gint64 now)
{
  g_autofree char *stamp = NULL;

  if (source->known == NULL)
    return NULL;
  stamp = mt_source_get_stamp (source);

  return g_strdup_printf ("%s %s %" G_GINT64_FORMAT " %" G_GINT64_FORMAT, stamp, snapshot->revision,
                          snapshot->window.start, now / HOUR_S);
}

static void
share (GPtrArray **place, GPtrArray *kept)
{
  g_ptr_array_unref (*place);
  *place = g_ptr_array_ref (kept);
}

/* Whether the section is as it was at the last reading; then it is taken from there, without
 * reading a single item. */
static gboolean
take_kept (const MtKept *kept,
           const char *key,
           MtSnapshot *snapshot,
           GPtrArray **first,
           GPtrArray **second)
{
  if (kept == NULL || key == NULL || strcmp (kept->key, key) != 0)
    return FALSE;
  share (first, kept->first);
  if (second != NULL)
    share (second, kept->second);
  add_copies (snapshot->problems, kept->problems, 0);

  return TRUE;
}

static void
keep (MtKept **place,
      char *key,
      const MtSnapshot *snapshot,
      guint n_problems,
      GPtrArray *first,
      GPtrArray *second)
{
  MtKept *kept = NULL;

  g_clear_pointer (place, mt_kept_free);
  if (key == NULL)
    return;
  kept = g_new0 (MtKept, 1);
  kept->key = key;
  kept->first = g_ptr_array_ref (first);
  kept->second = second != NULL ? g_ptr_array_ref (second) : NULL;
  kept->problems = g_ptr_array_new_with_free_func ((GDestroyNotify) mt_problem_free);
  add_copies (kept->problems, snapshot->problems, n_problems);
  *place = kept;
}

/* -- Reading -- */

static gboolean
takes_journals (const MtStoreCollection *known)
{
  return known->components == NULL || strstr (known->components, "VJOURNAL") != NULL;
}

/* Where new items go. What is published for reading takes none. */
static void
set_place (const MtSource *source, MtPlace *place)
{
  const MtStoreCollection *known = source->known;

  if (source->path != NULL)
    place->path = g_strdup (source->path);
  else if (known != NULL && !known->read_only && strcmp (known->kind, "feed") != 0)
    place->path = g_strdup (known->url);
  place->as_events = known != NULL && !takes_journals (known);
}

/* The items of board or journal. */
static gboolean
read_collection (MtLoader *self,
                 MtSnapshot *snapshot,
                 MtSource *source,
                 MtIcalKinds kinds,
                 Stand *stand,
                 GCancellable *cancellable,
                 GError **error)
{
  const MtSourceWish wish = { .kinds = kinds,
                              .wide = snapshot->window,
                              .narrow = snapshot->window,
                              .seen = note_spot,
                              .data = stand };

  mt_source_read (source, self->items, snapshot->problems, cancellable);
  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return FALSE;
  stand->collection = source->known != NULL ? source->known->url : source->path;
  stand->spots = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, spot_free);
  if (!mt_source_expand (source, self->client, &wish, snapshot->problems, cancellable, error))
    return FALSE;
  stand->edits = source->edits;

  return TRUE;
}

static MtSourceState
judge (const MtSource *source, char **message)
{
  if (source->error == NULL)
    return MT_SOURCE_OK;

  /* What is wrong with a server names it; an address of 80 letters before it says no more. */
  *message = source->path == NULL ? g_strdup (source->error)
                                  : g_strdup_printf ("%s: %s", source->written, source->error);

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
  g_autofree char *key = NULL;
  MtSource *source = NULL;
  guint n_problems = 0;
  Stand stand = { .place = &snapshot->board_place };
  gboolean ok = FALSE;

  if (snapshot->team->board == NULL)
    return TRUE;

  source = mt_source_new (snapshot->team->board, base, snapshot->sources);
  set_place (source, &snapshot->board_place);
  mt_source_name_parked (source, self->items, snapshot->problems);
  n_problems = snapshot->problems->len;
  key = make_key (source, snapshot, now);
  ok = take_kept (self->board, key, snapshot, &snapshot->tasks, NULL);
  snapshot->board = MT_SOURCE_OK;
  if (!ok && read_collection (self, snapshot, source, MT_ICAL_HAS_TODO, &stand, cancellable, error))
    {
      snapshot->board = judge (source, &snapshot->board_error);
      mt_task_reader_read (snapshot->team, source->items, now, snapshot->tasks);
      address_tasks (snapshot->tasks, &stand);
      mt_task_rank (snapshot->tasks);
      keep (&self->board, snapshot->board == MT_SOURCE_OK ? g_steal_pointer (&key) : NULL, snapshot,
            n_problems, snapshot->tasks, NULL);
      ok = TRUE;
    }
  g_clear_pointer (&stand.spots, g_hash_table_unref);
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
  g_autofree char *key = NULL;
  MtSource *source = NULL;
  guint n_problems = 0;
  Stand stand = { .place = &snapshot->journal_place };
  gboolean ok = FALSE;

  if (snapshot->team->journal == NULL)
    return TRUE;

  source = mt_source_new (snapshot->team->journal, base, snapshot->sources);
  set_place (source, &snapshot->journal_place);
  mt_source_name_parked (source, self->items, snapshot->problems);
  n_problems = snapshot->problems->len;
  key = make_key (source, snapshot, 0);
  ok = take_kept (self->journal, key, snapshot, &snapshot->posts, &snapshot->notes);
  snapshot->journal = MT_SOURCE_OK;
  if (!ok && read_collection (self, snapshot, source, MT_ICAL_HAS_JOURNAL | MT_ICAL_HAS_EVENT,
                              &stand, cancellable, error))
    {
      snapshot->journal = judge (source, &snapshot->journal_error);
      mt_post_reader_read (snapshot->team, source->items, snapshot->posts, snapshot->notes);
      address_posts (snapshot->posts, &stand);
      address_posts (snapshot->notes, &stand);
      keep (&self->journal, snapshot->journal == MT_SOURCE_OK ? g_steal_pointer (&key) : NULL,
            snapshot, n_problems, snapshot->posts, snapshot->notes);
      ok = TRUE;
    }
  g_clear_pointer (&stand.spots, g_hash_table_unref);
  mt_source_free (source);

  return ok;
}
