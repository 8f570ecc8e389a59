/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtSession: what is said of the servers that the open team is made of.
 */
#include "config.h"

#include "service/mt-session-private.h"

#include <string.h>

#include "service/mt-loader-private.h"
#include "service/mt-notify.h"
#include "service/mt-person-item-private.h"

/* What is said of one collection of the team. */
static void
set_section (MtSession *self,
             const char *url,
             guint text_prop,
             char **text,
             guint trouble_prop,
             char **trouble)
{
  const MtMoment *moment = self->moment;
  char *urls[] = { (char *) url, NULL };
  MtZone *viewer = mt_moment_viewer_at (moment, moment->now);

  mt_notify_take_string (
      self, mt_session_prop (text_prop), text,
      mt_sources_text (moment->sources, urls, moment->format, viewer, moment->now));
  mt_notify_take_string (
      self, mt_session_prop (trouble_prop), trouble,
      mt_sources_trouble (moment->sources, urls, moment->format, viewer, moment->now));
}

static void
set_people (MtSession *self)
{
  const guint n = g_list_model_get_n_items (G_LIST_MODEL (self->people));

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (MtPersonItem) item = g_list_model_get_item (G_LIST_MODEL (self->people), i);

      mt_person_item_refresh_sources (item);
    }
}

/**
 * mt_session_set_sources: (skip)
 * @self: a session that shows a team
 * @sources: (nullable): what is known of its servers now
 *
 * Says how old things are and what is wrong, for people, board and updates.
 */
void
mt_session_set_sources (MtSession *self, MtSources *sources)
{
  const MtTeam *team = self->moment->snapshot->team;

  g_object_freeze_notify (G_OBJECT (self));
  mt_moment_set_sources (self->moment, sources, mt_clock_get_now (self->clock));
  set_people (self);
  set_section (self, team->board, MT_SESSION_PROP_BOARD_SOURCE_TEXT, &self->board_source_text,
               MT_SESSION_PROP_BOARD_TROUBLE_TEXT, &self->board_trouble_text);
  set_section (self, team->journal, MT_SESSION_PROP_UPDATES_SOURCE_TEXT, &self->updates_source_text,
               MT_SESSION_PROP_UPDATES_TROUBLE_TEXT, &self->updates_trouble_text);
  mt_notify_set_uint (self, mt_session_prop (MT_SESSION_PROP_N_PENDING), &self->n_pending,
                      mt_sources_count_pending (sources));
  mt_notify_set_uint (self, mt_session_prop (MT_SESSION_PROP_N_CONFLICTS), &self->n_conflicts,
                      mt_sources_count_conflicts (sources));
  g_object_thaw_notify (G_OBJECT (self));
}

/* -- What this or another program writes into the store -- */

/* What the thread gets. */
typedef struct
{
  MtLoader *loader;     /* owned */
  MtSnapshot *snapshot; /* owned */
} Look;

static void
look_free (Look *look)
{
  mt_loader_free (look->loader);
  mt_snapshot_unref (look->snapshot);
  g_free (look);
}

static void
look_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  Look *look = task_data;

  g_task_return_pointer (
      task, mt_loader_look_at_sources (look->loader, look->snapshot->team, look->snapshot->path),
      (GDestroyNotify) mt_sources_unref);
}

/* New items are read; new words about a place are just said. */
static void
looked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (MtSession) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (MtSources) sources = g_task_propagate_pointer (G_TASK (result), &error);

  if (error != NULL)
    return;
  g_clear_object (&self->looking);
  if (self->reading != NULL)
    self->look_wanted = TRUE;
  else if (!mt_sources_same_items (sources, self->moment->snapshot->sources))
    mt_session_reload (self);
  else if (!mt_sources_equal (sources, self->moment->sources))
    mt_session_set_sources (self, sources);
  if (self->look_wanted && self->reading == NULL)
    mt_session_look_at_store (self);
}

/**
 * mt_session_look_at_store: (skip)
 * @self: a session
 *
 * Something was written into the store, perhaps by another program: shows it if it is news. A look
 * under way, or a reading, is waited for.
 */
void
mt_session_look_at_store (MtSession *self)
{
  g_autoptr (GTask) task = NULL;
  Look *look = NULL;

  if (self->path == NULL)
    return;
  if (self->moment == NULL && self->reading == NULL)
    {
      mt_session_reload (self);
      return;
    }
  self->look_wanted = self->reading != NULL || self->looking != NULL;
  if (self->look_wanted)
    return;

  self->looking = g_cancellable_new ();
  task = g_task_new (NULL, self->looking, looked_cb, g_object_ref (self));
  look = g_new0 (Look, 1);
  look->loader = mt_loader_ref (self->loader);
  look->snapshot = mt_snapshot_ref (self->moment->snapshot);
  g_task_set_source_tag (task, mt_session_look_at_store);
  g_task_set_task_data (task, look, (GDestroyNotify) look_free);
  g_task_run_in_thread (task, look_thread);
}

/**
 * mt_session_cancel_look: (skip)
 * @self: a session
 *
 * Nothing of a look under way will be shown.
 */
void
mt_session_cancel_look (MtSession *self)
{
  self->look_wanted = FALSE;
  g_cancellable_cancel (self->looking);
  g_clear_object (&self->looking);
}

/**
 * mt_session_watch_store: (skip)
 * @self: a session with a path
 *
 * Watches the store as long as the open team is on a server, wholly or in part.
 */
void
mt_session_watch_store (MtSession *self)
{
  const gboolean remote = strstr (self->path, "://") != NULL ||
                          (self->moment != NULL && self->moment->snapshot->sources != NULL);
  g_autofree char *database =
      g_build_filename (g_get_user_data_dir (), "meantime", "meantime.db", NULL);
  g_autofree char *log = g_strconcat (database, "-wal", NULL);
  const char *paths[] = { database, log, NULL };
  const char *none[] = { NULL };

  mt_watch_set_paths (self->store_watch, remote && !self->demo ? paths : none);
}

/**
 * mt_session_get_sources:
 * @self: a session
 *
 * Returns: (transfer none) (nullable): what is known of the servers of the open team
 */
const MtSources *
mt_session_get_sources (MtSession *self)
{
  g_return_val_if_fail (MT_IS_SESSION (self), NULL);

  return self->moment != NULL ? self->moment->sources : NULL;
}
