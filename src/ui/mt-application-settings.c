/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtApplication: what somebody else writes into the settings holds in the open window, too.
 */
#include "config.h"

#include "ui/mt-application-private.h"

/* What the window writes itself holds already, and is no news here. */
static void
settings_changed_cb (MtApplication *self)
{
  g_autoptr (MtIgnored) ignored = NULL;

  if (self->team_path == NULL)
    return;
  ignored = mt_settings_dup_ignored (self->settings, self->team_path);
  if (mt_ignored_equal (ignored, mt_session_get_ignored (self->session)))
    return;
  mt_session_set_ignored (self->session, ignored);
  mt_session_reload (self->session);
}

/**
 * mt_application_follow_settings:
 * @self: the application
 *
 * Follows the settings file from now on: whose calendars do not count in the team that is open.
 */
void
mt_application_follow_settings (MtApplication *self)
{
  g_signal_handlers_disconnect_by_func (self->settings, settings_changed_cb, self);
  g_signal_connect_object (self->settings, "changed", G_CALLBACK (settings_changed_cb), self,
                           G_CONNECT_SWAPPED);
  mt_settings_watch (self->settings);
}
