/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * What a window does with the secret of an account. The keyring may take its time: it is asked on a
 * thread.
 */
#include "config.h"

#include "service/accounts/mt-account-secret.h"

/**
 * mt_account_secret_remember:
 * @sync: what will need it
 * @account: of whom
 * @secret: the password or token
 *
 * Keeps a secret until the program ends, and nowhere but in its memory; then asks the servers
 * again.
 */
void
mt_account_secret_remember (MtSync *sync, const MtAccount *account, const char *secret)
{
  const gboolean token = g_strcmp0 (account->auth, MT_ACCOUNT_AUTH_BEARER) == 0;

  mt_secrets_remember (mt_sync_get_secrets (sync), account->id,
                       token ? MT_SECRET_TOKEN : MT_SECRET_PASSWORD, secret);
  mt_sync_run (sync, FALSE);
}

static void
unlock_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  GError *error = NULL;

  if (mt_secrets_unlock (task_data, cancellable, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

/**
 * mt_account_secret_unlock_async:
 * @sync: whose secrets are wanted
 * @cancellable: (nullable): to stop waiting
 * @callback: called once the keyring is unlocked, or stays locked
 * @user_data: for @callback
 *
 * Has the desktop ask for the password of the keyring.
 */
void
mt_account_secret_unlock_async (MtSync *sync,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (sync, cancellable, callback, user_data);

  g_task_set_source_tag (task, mt_account_secret_unlock_async);
  g_task_set_task_data (task, mt_secrets_ref (mt_sync_get_secrets (sync)),
                        (GDestroyNotify) mt_secrets_unref);
  g_task_run_in_thread (task, unlock_thread);
}

/**
 * mt_account_secret_unlock_finish:
 * @result: what the callback was given
 * @error: return location for the errors of mt_secrets_unlock()
 *
 * Returns: whether it is unlocked
 */
gboolean
mt_account_secret_unlock_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

/* An account on its way out. */
typedef struct
{
  MtSecrets *secrets; /* owned */
  MtAccount *account; /* owned */
  char *store;        /* owned, nullable: the folder of the database */
  MtAccountRemains remains;
} Removal;

static void
removal_free (gpointer data)
{
  Removal *removal = data;

  mt_secrets_unref (removal->secrets);
  mt_account_unref (removal->account);
  mt_account_remains_clear (&removal->remains);
  g_free (removal->store);
  g_free (removal);
}

static void
forget_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  Removal *removal = task_data;

  mt_account_forget (removal->account, removal->secrets, removal->store, &removal->remains,
                     cancellable);
  g_task_return_boolean (task, TRUE);
}

static void
removed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;

  if (mt_accounts_finish (MT_ACCOUNTS (source), result, &error))
    g_task_run_in_thread (task, forget_thread);
  else
    g_task_return_error (task, error);
}

/**
 * mt_account_secret_remove_async:
 * @sync: whose account it is
 * @account: which
 * @cancellable: (nullable): to stop waiting
 * @callback: called when it is done
 * @user_data: for @callback
 *
 * Takes an account out, and forgets its secret and what was read with it.
 */
void
mt_account_secret_remove_async (MtSync *sync,
                                const MtAccount *account,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data)
{
  GTask *task = g_task_new (sync, cancellable, callback, user_data);
  Removal *removal = g_new0 (Removal, 1);

  removal->secrets = mt_secrets_ref (mt_sync_get_secrets (sync));
  removal->account = mt_account_copy (account);
  removal->store = g_strdup (mt_sync_get_store (sync));
  g_task_set_source_tag (task, mt_account_secret_remove_async);
  g_task_set_task_data (task, removal, removal_free);
  mt_accounts_remove_async (mt_sync_get_accounts (sync), account->id, cancellable, removed_cb,
                            task);
}

/**
 * mt_account_secret_remove_finish:
 * @result: what the callback was given
 * @remains: (out caller-allocates): what is left of it
 * @error: why it is not taken out
 *
 * Returns: whether it is
 */
gboolean
mt_account_secret_remove_finish (GAsyncResult *result, MtAccountRemains *remains, GError **error)
{
  Removal *removal = g_task_get_task_data (G_TASK (result));

  *remains = removal->remains;
  removal->remains = (MtAccountRemains){ 0 };
  return g_task_propagate_boolean (G_TASK (result), error);
}
