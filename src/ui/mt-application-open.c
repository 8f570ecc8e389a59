/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtApplication: which team is opened.
 */
#include "config.h"

#include "ui/mt-application-private.h"

#include "service/mt-places.h"

#include "service/mt-demo.h"

/* What cannot be opened is told in the window; here only what was opened is remembered. */
static void
opened_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (MtApplication) self = MT_APPLICATION (user_data);
  g_autoptr (GError) error = NULL;

  if (!mt_session_open_finish (MT_SESSION (source), result, &error))
    {
      if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        g_printerr ("meantime: %s\n", error->message);
      return;
    }
  if (self->team_path == NULL)
    return; /* the sample team, which no setting is about */
  if (!mt_settings_set_last_team (self->settings, self->team_path, &error))
    g_printerr ("meantime: %s\n", error->message);
  mt_application_follow_settings (self);
}

static void
open_path (MtApplication *self, const char *path, const char *me, gboolean demo)
{
  g_cancellable_cancel (self->opening);
  g_clear_object (&self->opening);
  self->opening = g_cancellable_new ();
  mt_session_open_async (self->session, path, me, demo, self->opening, opened_cb,
                         g_object_ref (self));
}

static void
restore_places (MtApplication *self)
{
  g_auto (GStrv) words = mt_settings_dup_places (self->settings, self->team_path);
  g_autoptr (GPtrArray) places =
      words != NULL ? mt_places_from_strv ((const char *const *) words) : NULL;

  mt_session_set_places (self->session, places);
}

/**
 * mt_application_open_team:
 * @self: the application
 * @path: a team file
 * @me: (nullable): the id of a person; %NULL: whoever it was the last time
 *
 * Opens a team of the user's, and remembers it once it is read.
 */
void
mt_application_open_team (MtApplication *self, const char *path, const char *me)
{
  g_autofree char *remembered = me == NULL ? mt_settings_dup_me (self->settings, path) : NULL;
  g_autoptr (MtIgnored) ignored = mt_settings_dup_ignored (self->settings, path);
  g_autofree char *opened = g_strdup (path); /* which may be that of the team that is open */

  mt_application_keep_filter (self);
  g_free (self->team_path);
  self->team_path = g_strdup (opened);
  mt_application_restore_filter (self);
  mt_session_set_ignored (self->session, ignored);
  restore_places (self);
  open_path (self, opened, me != NULL ? me : remembered, FALSE);
}

static void
sample_created_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (MtApplication) self = MT_APPLICATION (user_data);
  g_autoptr (GError) error = NULL;
  g_autofree char *path = mt_sample_create_finish (self->sample, result, &error);

  if (path == NULL)
    {
      g_printerr ("meantime: %s\n", error->message);
      self->status = 1;
      mt_application_present (self);
      return;
    }
  mt_application_keep_filter (self);
  g_clear_pointer (&self->team_path, g_free);
  mt_application_restore_filter (self);
  mt_session_set_ignored (self->session, NULL);
  mt_session_set_places (self->session, NULL);
  open_path (self, path, self->me != NULL ? self->me : MT_DEMO_ME, TRUE);
}

/**
 * mt_application_open_sample:
 * @self: the application
 *
 * Makes the sample team and opens it.
 */
void
mt_application_open_sample (MtApplication *self)
{
  if (self->sample == NULL)
    self->sample = mt_sample_new ();
  mt_sample_create_async (self->sample, mt_clock_get_now (self->clock), sample_created_cb,
                          g_object_ref (self));
}

/**
 * mt_application_open_wanted:
 * @self: the application
 * @path: (nullable): a team file
 * @me: (nullable): the id of a person
 *
 * Opens what the command line names, else the team opened last, else nothing: the welcome page.
 */
void
mt_application_open_wanted (MtApplication *self, const char *path, const char *me)
{
  g_autofree char *last =
      path == NULL && !self->demo ? mt_settings_dup_last_team (self->settings) : NULL;

  if (self->demo)
    mt_application_open_sample (self);
  else if (path != NULL || last != NULL)
    mt_application_open_team (self, path != NULL ? path : last, me);
}
