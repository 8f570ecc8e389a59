/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtSession: reading files on a thread of its own, and again when they change.
 */
#include "config.h"

#include "service/mt-session-private.h"

#include <string.h>
#ifdef __GLIBC__
#include <malloc.h>
#endif

#include "service/mt-notify.h"
#include "service/mt-session-text.h"

#define PATIENCE_MS 500      /* then hours alone are shown, while calendars are still being read */
#define GIVE_BACK_MS 500     /* after a reading: what it found is shown by then */
#define CACHED_DAYS_BEFORE 2 /* of now: what a first frame needs of the store */
#define CACHED_DAYS_AFTER 16

/**
 * mt_session_answer_open: (skip)
 * @self: a session
 *
 * Answers who asked for the team to be opened, if nobody has yet: there is something to show.
 */
void
mt_session_answer_open (MtSession *self)
{
  g_autoptr (GTask) open = g_steal_pointer (&self->open);

  if (open != NULL)
    g_task_return_boolean (open, TRUE);
}

static void
add_path (GHashTable *paths, const char *base, const char *written)
{
  if (written == NULL || strstr (written, "://") != NULL)
    return;

  g_hash_table_add (paths, g_canonicalize_filename (written, base));
}

/**
 * mt_session_watch_sources: (skip)
 * @self: a session with a path
 *
 * Watches everything that the open team is made of on this machine.
 */
void
mt_session_watch_sources (MtSession *self)
{
  g_autoptr (GHashTable) paths = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autofree char *base = g_path_get_dirname (self->path);
  g_autofree char **list = NULL;

  add_path (paths, base, self->path);
  if (!self->demo)
    g_hash_table_add (
        paths, g_build_filename (g_get_user_config_dir (), "meantime", "accounts.ini", NULL));
  if (self->moment != NULL)
    {
      const MtTeam *team = self->moment->snapshot->team;

      add_path (paths, base, team->board);
      add_path (paths, base, team->journal);
      for (guint i = 0; i < team->people->len; i++)
        {
          const MtPerson *person = g_ptr_array_index (team->people, i);

          for (guint c = 0; person->calendars[c] != NULL; c++)
            add_path (paths, base, person->calendars[c]);
          for (guint h = 0; person->holidays[h] != NULL; h++)
            add_path (paths, base, person->holidays[h]);
          add_path (paths, base, person->picture);
        }
    }

  list = (char **) g_hash_table_get_keys_as_array (paths, NULL);
  mt_watch_set_paths (self->watch, (const char *const *) list);
  mt_session_watch_store (self);
}

static gboolean
patience_cb (gpointer user_data)
{
  MtSession *self = user_data;
  g_autoptr (MtSnapshot) snapshot = g_steal_pointer (&self->provisional);

  self->patience_id = 0;
  mt_session_show (self, snapshot, FALSE);

  return G_SOURCE_REMOVE;
}

/* Whether the store had something for somebody, or nothing is to be had. */
static gboolean
is_worth_showing (const MtSnapshot *snapshot)
{
  gboolean any_unknown = FALSE;

  for (guint i = 0; i < snapshot->agendas->len; i++)
    {
      const MtAgenda *agenda = g_ptr_array_index (snapshot->agendas, i);

      if (agenda->mark == MT_MARK_UNKNOWN)
        any_unknown = TRUE;
      else if (agenda->mark != MT_MARK_NONE)
        return TRUE;
    }

  return !any_unknown;
}

/* The first, quick reading: the team and what the store holds. */
static void
cached_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (MtSession) self = user_data;
  g_autoptr (GPtrArray) problems = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (MtSnapshot) snapshot = mt_loader_load_finish (result, &problems, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  g_clear_object (&self->reading);
  if (snapshot != NULL && is_worth_showing (snapshot))
    {
      mt_session_show (self, snapshot, FALSE);
      if (self->held)
        {
          self->reading_waits = TRUE;
          return;
        }
    }
  else if (snapshot != NULL)
    {
      self->provisional = g_steal_pointer (&snapshot);
      self->patience_id = g_timeout_add (PATIENCE_MS, patience_cb, self);
    }

  mt_session_start_reading (self, MT_LOAD_ALL);
}

#ifdef __GLIBC__
static gboolean
give_back_cb (gpointer user_data)
{
  malloc_trim (0);
  return G_SOURCE_REMOVE;
}
#endif

/* What was read is dropped once it is packed, and so is what was needed to show it: once that has
 * been done, its pages go back to the system, not into a reserve. */
static void
give_back_memory (void)
{
#ifdef __GLIBC__
  g_timeout_add_full (G_PRIORITY_LOW, GIVE_BACK_MS, give_back_cb, NULL, NULL);
#endif
}

static void
fail (MtSession *self, const GError *error, const GPtrArray *problems)
{
  g_autofree char *text = mt_session_text_failure (error, problems);
  g_autoptr (GTask) open = g_steal_pointer (&self->open);

  g_clear_handle_id (&self->patience_id, g_source_remove);
  g_clear_pointer (&self->provisional, mt_snapshot_unref);

  mt_session_set_problems (self, problems);
  if (self->moment == NULL)
    mt_session_set_state (self, MT_SESSION_ERROR, text);
  else
    mt_notify_set_string (self, mt_session_prop (MT_SESSION_PROP_TROUBLE), &self->trouble, text);

  if (open != NULL)
    g_task_return_error (open, g_error_copy (error));
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (MtSession) self = user_data;
  g_autoptr (GPtrArray) problems = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (MtSnapshot) snapshot = mt_loader_load_finish (result, &problems, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  g_clear_object (&self->reading);
  if (snapshot != NULL)
    {
      mt_session_show (self, snapshot, TRUE);
      mt_session_read_pictures (self);
    }
  else
    fail (self, error, problems);

  mt_session_watch_sources (self);
  mt_notify_set_boolean (self, mt_session_prop (MT_SESSION_PROP_LOADING), &self->loading, FALSE);
  g_clear_pointer (&snapshot, mt_snapshot_unref);
  give_back_memory ();
  if (self->reload_wanted)
    mt_session_reload (self);
  else
    mt_session_answer_edit (self);
  if (self->look_wanted)
    mt_session_look_at_store (self);
}

/**
 * mt_session_start_reading: (skip)
 * @self: a session with a path, and no reading under way
 * @flags: what to read; a reading of the store alone is followed by one of everything
 *
 * Reads on a thread of its own, and shows what comes of it.
 */
void
mt_session_start_reading (MtSession *self, MtLoadFlags flags)
{
  const gboolean cached = (flags & MT_LOAD_CACHED_ONLY) != 0;
  const gint64 now = mt_clock_get_now (self->clock);
  const MtSpan near = { now - CACHED_DAYS_BEFORE * MT_DAY_S, now + CACHED_DAYS_AFTER * MT_DAY_S };

  self->reload_wanted = FALSE;
  self->reading_waits = FALSE;
  self->reading = g_cancellable_new ();
  mt_notify_set_boolean (self, mt_session_prop (MT_SESSION_PROP_LOADING), &self->loading, TRUE);
  mt_loader_load_async (self->loader, self->path, cached ? near : mt_loader_window (now),
                        flags | (self->demo ? MT_LOAD_NO_STORE : 0), mt_clock_get_now (self->clock),
                        self->reading, cached ? cached_cb : read_cb, g_object_ref (self));
}

/**
 * mt_session_cancel_reading: (skip)
 * @self: a session
 *
 * Stops the reading under way; nothing of it will be shown.
 */
void
mt_session_cancel_reading (MtSession *self)
{
  self->reading_waits = FALSE;
  g_cancellable_cancel (self->reading);
  g_clear_object (&self->reading);
  g_clear_handle_id (&self->patience_id, g_source_remove);
  g_clear_pointer (&self->provisional, mt_snapshot_unref);
  mt_session_answer_edit (self);
}

/**
 * mt_session_set_ignored:
 * @self: a session
 * @ignored: (nullable): whose calendars do not count; %NULL: all count
 *
 * For the readings from now on; mt_session_reload() starts one.
 */
void
mt_session_set_ignored (MtSession *self, MtIgnored *ignored)
{
  g_return_if_fail (MT_IS_SESSION (self));

  if (ignored != NULL)
    mt_ignored_ref (ignored);
  g_clear_pointer (&self->ignored, mt_ignored_unref);
  self->ignored = ignored;
  mt_loader_set_ignored (self->loader, ignored);
}

/**
 * mt_session_get_ignored:
 * @self: a session
 *
 * Returns: (transfer none) (nullable): whose calendars do not count
 */
MtIgnored *
mt_session_get_ignored (MtSession *self)
{
  g_return_val_if_fail (MT_IS_SESSION (self), NULL);

  return self->ignored;
}

/**
 * mt_session_hold:
 * @self: a session, before a team is opened in it
 *
 * Keeps it from reading files once what the store holds is shown, until mt_session_release():
 * the first frame need not wait for what it does not show. With nothing in the store files are read
 * at once.
 */
void
mt_session_hold (MtSession *self)
{
  g_return_if_fail (MT_IS_SESSION (self));

  self->held = TRUE;
}

/**
 * mt_session_release:
 * @self: a session
 *
 * Reads what mt_session_hold() put off, if anything.
 */
void
mt_session_release (MtSession *self)
{
  g_return_if_fail (MT_IS_SESSION (self));

  self->held = FALSE;
  if (!self->reading_waits)
    return;

  mt_session_watch_sources (self);
  if (self->reading == NULL)
    mt_session_start_reading (self, MT_LOAD_ALL);
}
