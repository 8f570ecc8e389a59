/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * Signing in by the browser: the password is typed there, and Meantime is given a token.
 */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "service/accounts/mt-account-setup-private.h"

/**
 * mt_account_setup_browse_async:
 * @self: a setup that found a server
 * @client_id: (nullable): the client id that the server wants of applications
 * @cancellable: (nullable): to stop it
 * @callback: when it is over
 * @user_data: for @callback
 *
 * Signs in by the browser: `browser-uri` is to be opened, then it is waited for.
 */
void
mt_account_setup_browse_async (MtAccountSetup *self,
                               const char *client_id,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);

  g_return_if_fail (MT_IS_ACCOUNT_SETUP (self));

  g_task_set_source_tag (task, mt_account_setup_browse_async);
  if (!mt_account_setup_begin (self, task))
    return;
  mt_account_setup_end (
      self, task,
      g_error_new (MT_ACCOUNT_SETUP_ERROR, MT_SETUP_TROUBLE_BROWSER,
                   _ ("%s offers no way to sign in by the browser. Use a password or a token."),
                   mt_account_setup_get_server (self)));
}

/**
 * mt_account_setup_browse_finish:
 * @self: a setup
 * @result: what the callback got
 * @error: return location
 *
 * Returns: %TRUE when the calendars are listed; %FALSE with %MT_ACCOUNT_SETUP_ERROR
 */
gboolean
mt_account_setup_browse_finish (MtAccountSetup *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}
