/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * The accounts with calendars that the desktop knows already. The session bus is asked on a thread:
 * what it starts may take its time.
 */
#include "config.h"

#include "service/accounts/mt-online-accounts.h"

static void
list_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  GError *error = NULL;
  GPtrArray *accounts = mt_goa_list (cancellable, &error);

  if (accounts != NULL)
    g_task_return_pointer (task, accounts, (GDestroyNotify) g_ptr_array_unref);
  else
    g_task_return_error (task, error);
}

/**
 * mt_online_accounts_list_async:
 * @cancellable: (nullable): to stop waiting
 * @callback: called when they are known
 * @user_data: for @callback
 *
 * Asks the desktop which accounts with calendars it has. Main thread.
 */
void
mt_online_accounts_list_async (GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);

  g_task_set_source_tag (task, mt_online_accounts_list_async);
  g_task_run_in_thread (task, list_thread);
}

/**
 * mt_online_accounts_list_finish:
 * @result: what the callback was given
 * @error: return location for the errors of mt_goa_list()
 *
 * Returns: (transfer full) (nullable) (element-type MtGoaAccount): the accounts
 */
GPtrArray *
mt_online_accounts_list_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
