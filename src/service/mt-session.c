/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtSession: one open team, live.
 */
#include "config.h"

#include "service/mt-session-private.h"

#include <string.h>

#include "service/mt-column-item.h"
#include "service/mt-notify.h"
#include "service/mt-overlap-item.h"
#include "service/mt-problem-item.h"
#include "service/mt-update-item.h"
#include "service/mt-zone-item.h"

G_DEFINE_FINAL_TYPE (MtSession, mt_session, G_TYPE_OBJECT)

static void
mt_session_dispose (GObject *object)
{
  MtSession *self = MT_SESSION (object);

  mt_session_cancel_reading (self);
  mt_session_cancel_pictures (self);
  g_clear_object (&self->open);
  mt_session_cancel_look (self);
  g_clear_object (&self->watch);
  g_clear_object (&self->store_watch);
  g_clear_object (&self->drafts);
  g_clear_object (&self->clock);
  g_clear_object (&self->format);

  G_OBJECT_CLASS (mt_session_parent_class)->dispose (object);
}

static void
mt_session_finalize (GObject *object)
{
  MtSession *self = MT_SESSION (object);

  g_object_unref (self->people);
  g_object_unref (self->zones);
  g_object_unref (self->columns);
  g_object_unref (self->updates);
  g_object_unref (self->overlaps);
  g_object_unref (self->axis_overlaps);
  g_object_unref (self->problems);
  g_hash_table_unref (self->people_by_id);
  g_clear_pointer (&self->free_table, mt_free_table_free);
  g_clear_pointer (&self->axis_overlap, mt_spans_free);
  g_clear_pointer (&self->outlook, g_ptr_array_unref);
  g_clear_pointer (&self->moment, mt_moment_unref);
  g_clear_pointer (&self->loader, mt_loader_free);
  g_clear_pointer (&self->writer, mt_writer_free);
  g_clear_pointer (&self->pictures, mt_pictures_unref);
  g_clear_pointer (&self->picture_problems, g_ptr_array_unref);
  g_clear_pointer (&self->ignored, mt_ignored_unref);
  g_clear_weak_pointer (&self->cities);
  g_clear_pointer (&self->tzdata, mt_tzdata_unref);
  g_free (self->path);
  g_free (self->me_id);
  g_free (self->error_text);
  g_free (self->trouble);
  g_free (self->team_name);
  g_free (self->date_text);
  g_array_unref (self->asked);
  g_free (self->choice_text);
  g_free (self->summary);
  g_free (self->next_start_text);
  g_free (self->change_text);
  g_clear_pointer (&self->places, g_ptr_array_unref);
  g_free (self->zone_hint);
  g_free (self->board_text);
  g_free (self->updates_text);
  g_free (self->board_source_text);
  g_free (self->board_trouble_text);
  g_free (self->updates_source_text);
  g_free (self->updates_trouble_text);

  G_OBJECT_CLASS (mt_session_parent_class)->finalize (object);
}

static void
mt_session_class_init (MtSessionClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = mt_session_dispose;
  object_class->finalize = mt_session_finalize;
  g_signal_new ("edited", MT_TYPE_SESSION, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  mt_session_install_properties (object_class);
}

static void
mt_session_init (MtSession *self)
{
  self->people = g_list_store_new (MT_TYPE_PERSON_ITEM);
  self->zones = g_list_store_new (MT_TYPE_ZONE_ITEM);
  self->columns = g_list_store_new (MT_TYPE_COLUMN_ITEM);
  self->updates = g_list_store_new (MT_TYPE_UPDATE_ITEM);
  self->overlaps = g_list_store_new (MT_TYPE_OVERLAP_ITEM);
  self->axis_overlaps = g_list_store_new (MT_TYPE_OVERLAP_ITEM);
  self->problems = g_list_store_new (MT_TYPE_PROBLEM_ITEM);
  self->people_by_id = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_object_unref);
  self->axis_overlap = mt_spans_new ();
  self->asked = g_array_new (FALSE, FALSE, sizeof (guint));
  self->axis_hours = 24;
  self->live = TRUE;
}

static void
clock_cb (MtSession *self)
{
  const MtSpan window = mt_loader_window (mt_clock_get_now (self->clock));

  if (self->moment == NULL)
    return;

  if (self->live)
    mt_notify_set_int64 (self, mt_session_prop (MT_SESSION_PROP_AT), &self->at,
                         mt_clock_get_now (self->clock));
  mt_session_refresh_axis (self);
  mt_session_refresh_overlaps (self);
  mt_session_refresh (self);

  if (self->reading == NULL && window.start != self->moment->snapshot->window.start)
    mt_session_reload (self);
}

/**
 * mt_session_set_state: (skip)
 * @self: a session
 * @state: what it is to be
 * @error_text: (nullable): with %MT_SESSION_ERROR, what is wrong and what to do
 *
 * Notifies what differs.
 */
void
mt_session_set_state (MtSession *self, MtSessionState state, const char *error_text)
{
  mt_notify_set_string (self, mt_session_prop (MT_SESSION_PROP_ERROR_TEXT), &self->error_text,
                        error_text);
  mt_notify_set_int (self, mt_session_prop (MT_SESSION_PROP_STATE), &self->state, state);
}

/**
 * mt_session_new:
 * @tzdata: the system's zones
 * @clock: the clock to follow
 *
 * Returns: (transfer full): a session without a team
 */
MtSession *
mt_session_new (MtTzdata *tzdata, MtClock *clock)
{
  MtSession *self = g_object_new (MT_TYPE_SESSION, NULL);

  self->tzdata = mt_tzdata_ref (tzdata);
  self->clock = g_object_ref (clock);
  self->format = mt_format_new ();
  self->loader = mt_loader_new (tzdata);
  self->writer = mt_writer_new (tzdata);
  self->watch = mt_watch_new ();
  self->store_watch = mt_watch_new ();
  self->pictures = mt_pictures_new ();
  self->at = mt_clock_get_now (clock);
  g_signal_connect_object (clock, "notify::now", G_CALLBACK (clock_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->format, "notify::twelve-hour", G_CALLBACK (clock_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->watch, "changed", G_CALLBACK (mt_session_reload), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->store_watch, "changed", G_CALLBACK (mt_session_look_at_store),
                           self, G_CONNECT_SWAPPED);

  return self;
}

static void
close_team (MtSession *self)
{
  mt_session_cancel_reading (self);
  mt_session_cancel_look (self);
  if (self->open != NULL)
    {
      g_autoptr (GTask) open = g_steal_pointer (&self->open);

      g_task_return_new_error (open, G_IO_ERROR, G_IO_ERROR_CANCELLED,
                               "Another team was opened instead");
    }

  g_clear_object (&self->drafts);
  mt_session_forget_pictures (self);
  self->board_read = FALSE;
  self->live = TRUE;
  self->at = mt_clock_get_now (self->clock);
}

/**
 * mt_session_open_async:
 * @self: a session
 * @path: of the team file
 * @me: (nullable): the id of who is looking
 * @demo: whether no file of the user's may be touched
 * @cancellable: (nullable): to stop
 * @callback: called when there is something to show
 * @user_data: for @callback
 *
 * Opens a team instead of the one that is open. The team and what the store holds are shown first;
 * files are read behind that, and again whenever they change.
 */
void
mt_session_open_async (MtSession *self,
                       const char *path,
                       const char *me,
                       gboolean demo,
                       GCancellable *cancellable,
                       GAsyncReadyCallback callback,
                       gpointer user_data)
{
  g_return_if_fail (MT_IS_SESSION (self));
  g_return_if_fail (path != NULL);

  close_team (self);

  self->open = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (self->open, mt_session_open_async);
  g_free (self->path);
  self->path =
      strstr (path, "://") != NULL ? g_strdup (path) : g_canonicalize_filename (path, NULL);
  g_free (self->me_id);
  self->me_id = g_strdup (me);
  self->demo = demo;

  mt_session_set_state (self, MT_SESSION_LOADING, NULL);
  if (!self->held)
    mt_session_watch_sources (self);
  mt_session_start_reading (self, MT_LOAD_CALENDARS | MT_LOAD_CACHED_ONLY);
}

/**
 * mt_session_open_finish:
 * @self: a session
 * @result: what the callback was given
 * @error: return location
 *
 * Returns: whether the team is open. With an error it is one of %MT_LOADER_ERROR or
 *   %G_IO_ERROR_CANCELLED; `error-text` has it in words, and the file stays watched
 */
gboolean
mt_session_open_finish (MtSession *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * mt_session_reload:
 * @self: a session
 *
 * Reads everything again, after the reading under way if there is one.
 */
void
mt_session_reload (MtSession *self)
{
  g_return_if_fail (MT_IS_SESSION (self));

  if (self->path == NULL)
    return;

  if (self->reading != NULL)
    self->reload_wanted = TRUE;
  else
    mt_session_start_reading (self, MT_LOAD_ALL);
}
