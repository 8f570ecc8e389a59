/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtApplication: the servers that its team and its accounts are on.
 */
#include "config.h"

#include "ui/mt-application-private.h"

#include "ui/mt-window.h"

/* A team file that is on a server may not have been read yet: then it is all there is to sync. */
static const char *
find_team_url (MtApplication *self)
{
  return self->team_path != NULL && strstr (self->team_path, "://") != NULL ? self->team_path
                                                                            : NULL;
}

/* The sample team is nobody's, and no server's. */
static void
update_team (MtApplication *self)
{
  MtSnapshot *snapshot = mt_session_get_snapshot (self->session);
  MtPersonItem *me = mt_session_get_me (self->session);
  gboolean loading;

  g_object_get (self->session, "loading", &loading, NULL);
  if (loading)
    return;
  if (mt_session_is_demo (self->session))
    mt_sync_set_team (self->sync, NULL, NULL, NULL);
  else
    mt_sync_set_team (self->sync, find_team_url (self), snapshot != NULL ? snapshot->team : NULL,
                      me != NULL ? mt_person_item_get_person (me)->id : NULL);
}

static void
failing_cb (MtApplication *self, const char *title, const char *text)
{
  g_autoptr (GNotification) notification = g_notification_new (title);

  g_notification_set_body (notification, text);
  g_application_send_notification (G_APPLICATION (self), "sync-failing", notification);
}

/* A command beside the window asks it, instead of syncing itself. */
static void export(MtApplication *self)
{
  GDBusConnection *bus = g_application_get_dbus_connection (G_APPLICATION (self));
  g_autoptr (GError) error = NULL;

  if (bus != NULL && !mt_sync_export (self->sync, bus, &error))
    g_printerr ("meantime: %s\n", error->message);
}

/**
 * mt_application_start_sync:
 * @self: the application
 *
 * Begins to keep the team up to date with the servers it is on; called once the first frame is
 * there, which rests on what was fetched before. The sample team alone has none.
 */
void
mt_application_start_sync (MtApplication *self)
{
  g_autoptr (MtAccounts) accounts = NULL;
  g_autoptr (MtSecrets) secrets = NULL;

  if (self->sync != NULL || self->demo || self->render_path != NULL)
    return;
  accounts = mt_accounts_new (NULL);
  secrets = mt_secrets_new (NULL);
  self->sync =
      mt_sync_new (accounts, secrets, self->clock, mt_session_get_format (self->session), NULL);
  g_signal_connect_object (self->session, "notify::loading", G_CALLBACK (update_team), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->session, "edited", G_CALLBACK (mt_sync_wake), self->sync,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->sync, "changed", G_CALLBACK (mt_session_reload), self->session,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->sync, "failing", G_CALLBACK (failing_cb), self, G_CONNECT_SWAPPED);
  update_team (self);
  mt_window_set_sync (MT_WINDOW (self->window), self->sync);
  export(self);
}
