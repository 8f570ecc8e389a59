/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtApplication: which cards of a team's board are shown is remembered.
 */
#include "config.h"

#include "ui/mt-application-private.h"

/* A search is typed letter by letter: what is shown after it is written once. */
#define WRITE_AFTER_MS 700

/**
 * mt_application_keep_filter:
 * @self: the application
 *
 * Writes a filter that changed a moment ago now: before another team is opened, and at the end.
 */
void
mt_application_keep_filter (MtApplication *self)
{
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) words = NULL;

  if (self->filter_id == 0)
    return;
  g_clear_handle_id (&self->filter_id, g_source_remove);
  if (self->window == NULL || self->team_path == NULL)
    return;
  g_object_get (self->window, "board-filter", &words, NULL);
  if (words != NULL && !mt_settings_set_board_filter (self->settings, self->team_path,
                                                      (const char *const *) words, &error))
    g_printerr ("meantime: %s\n", error->message);
}

static gboolean
write_cb (gpointer user_data)
{
  mt_application_keep_filter (MT_APPLICATION (user_data));
  return G_SOURCE_REMOVE;
}

/* The sample team touches no file of the user's. */
static void
filter_changed_cb (MtApplication *self)
{
  if (self->team_path == NULL)
    return;
  g_clear_handle_id (&self->filter_id, g_source_remove);
  self->filter_id = g_timeout_add (WRITE_AFTER_MS, write_cb, self);
}

/**
 * mt_application_restore_filter:
 * @self: the application
 *
 * Shows the cards of the board that the window showed when the team was open the last time.
 */
void
mt_application_restore_filter (MtApplication *self)
{
  g_auto (GStrv) words = NULL;

  if (self->window == NULL)
    return;
  if (self->team_path != NULL)
    words = mt_settings_dup_board_filter (self->settings, self->team_path);
  g_signal_handlers_disconnect_by_func (self->window, filter_changed_cb, self);
  g_object_set (self->window, "board-filter", words, NULL);
  g_signal_connect_object (self->window, "notify::board-filter", G_CALLBACK (filter_changed_cb),
                           self, G_CONNECT_SWAPPED);
}
