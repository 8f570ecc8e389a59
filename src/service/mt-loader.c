/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtLoader: reads team file, calendars, board and journal into an MtSnapshot.
 */
#include "config.h"

#include "service/mt-loader-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "service/mt-agenda-reader.h"
#include "service/mt-team-writer.h"

#define BEFORE_WEEKS 1 /* of the week of now: what is read, unless more is asked for */
#define AFTER_WEEKS 5

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

/**
 * mt_loader_ref:
 * @self: a loader
 *
 * Returns: (transfer full): @self, for a reading under way
 */
MtLoader *
mt_loader_ref (MtLoader *self)
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
  g_clear_pointer (&self->items, mt_item_store_free);
  g_clear_pointer (&self->board, mt_kept_free);
  g_clear_pointer (&self->journal, mt_kept_free);
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

/**
 * mt_loader_look_up_zone:
 * @id: an IANA name
 * @tzdata: the system's zones
 *
 * An #MtZoneLookup. Any thread.
 *
 * Returns: (transfer full) (nullable): the zone
 */
MtZone *
mt_loader_look_up_zone (const char *id, gpointer tzdata)
{
  return mt_tzdata_lookup (tzdata, id);
}

static void
start_answer (MtLoader *self)
{
  if (self->client == NULL)
    {
      g_autofree char *worker = mt_ical_worker_find ();

      self->client =
          mt_ical_client_new (worker, mt_loader_look_up_zone, mt_tzdata_ref (self->tzdata),
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
  if (!mt_agenda_reader_read (snapshot, self->client, self->items, cache, within ? usual : asked,
                              cancellable, error))
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
    ok = mt_loader_load_board (self, snapshot, now, cancellable, &why);
  if (ok && !cached_only && (flags & MT_LOAD_JOURNAL) != 0)
    ok = mt_loader_load_journal (self, snapshot, cancellable, &why);

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
  const gboolean remote = strstr (path, "://") != NULL;
  g_autofree char *full = remote ? g_strdup (path) : g_canonicalize_filename (path, NULL);
  g_autoptr (MtSnapshot) snapshot = NULL;
  g_autoptr (GBytes) bytes = NULL;
  MtTeam *team = NULL;

  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return NULL;
  bytes = mt_loader_read_bytes (self, path, problems, error);
  team = bytes != NULL ? mt_loader_parse_team (self, bytes, path, problems, error) : NULL;
  if (team == NULL)
    return NULL;

  if ((flags & MT_LOAD_NO_STORE) == 0)
    mt_loader_add_served (self, team, now, problems);
  apply_ignored (self, team);
  snapshot = mt_snapshot_new (full, team, window, g_ptr_array_ref (problems));
  snapshot->revision = mt_team_writer_revision (bytes);
  snapshot->locked = remote ? g_strdup (_ ("The team file is on a server: change it there"))
                            : mt_team_writer_find_lock (full);
  if ((flags & MT_LOAD_NO_STORE) == 0)
    snapshot->sources = mt_loader_find_sources (self, team, full);
  if (!load_parts (self, snapshot, flags, now, cancellable, error))
    return NULL;

  return g_steal_pointer (&snapshot);
}
