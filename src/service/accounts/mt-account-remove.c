/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * Removes an account. The record goes first: a secret that stays behind is of no use to anybody, an
 * account without its secret would go on asking for it.
 */
#include "config.h"

#include "service/accounts/mt-account-remove.h"

#include <glib/gi18n-lib.h>

#include "service/accounts/mt-account-file.h"
#include "store/mt-item-store.h"

/**
 * mt_account_remains_clear:
 * @remains: what is left of an account
 */
void
mt_account_remains_clear (MtAccountRemains *remains)
{
  g_clear_pointer (&remains->id, g_free);
  g_clear_pointer (&remains->secret_error, g_free);
}

/* What was read with it leaves the database. Edits that wait stay: nobody has them but we. */
static void
forget_items (const MtAccount *account, const char *directory, MtAccountRemains *remains)
{
  g_autoptr (MtItemStore) store = mt_item_store_new (directory);
  g_autoptr (GPtrArray) collections = mt_item_store_list (store);
  g_autoptr (GPtrArray) urls = g_ptr_array_new ();
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < collections->len; i++)
    {
      const MtStoreCollection *collection = g_ptr_array_index (collections, i);

      if (g_strcmp0 (collection->account, account->id) != 0)
        continue;
      remains->n_waiting += collection->n_pending + collection->n_conflicts;
      g_ptr_array_add (urls, collection->url);
    }
  g_ptr_array_add (urls, NULL);
  /* The next run of a sync forgets what could not be forgotten now. */
  if (!mt_item_store_forget (store, (const char *const *) urls->pdata, &error))
    g_debug ("%s: %s", account->id, error->message);
}

/**
 * mt_account_forget:
 * @account: one that was taken out of the file of accounts
 * @secrets: where its secret is
 * @store: (nullable): the folder of the database, %NULL for the user's own
 * @remains: (out caller-allocates): what is left
 * @cancellable: (nullable): to give up waiting for a keyring
 *
 * Forgets the secret of an account and what was read with it. Blocking; any thread.
 */
void
mt_account_forget (const MtAccount *account,
                   MtSecrets *secrets,
                   const char *store,
                   MtAccountRemains *remains,
                   GCancellable *cancellable)
{
  g_autoptr (GError) why = NULL;

  *remains = (MtAccountRemains){ .id = g_strdup (account->id) };
  mt_secrets_set_file (secrets, account->id, account->secret_file);
  if (g_strcmp0 (account->auth, MT_ACCOUNT_AUTH_GOA) != 0 &&
      g_strcmp0 (account->auth, MT_ACCOUNT_AUTH_NONE) != 0 &&
      !mt_secrets_clear (secrets, account->id, cancellable, &why))
    remains->secret_error = g_strdup (why->message);
  forget_items (account, store, remains);
}

/**
 * mt_account_remains_say_waiting:
 * @remains: what is left of an account
 *
 * Returns: (transfer full) (nullable): what is to be said of its edits
 */
char *
mt_account_remains_say_waiting (const MtAccountRemains *remains)
{
  if (remains->n_waiting == 0)
    return NULL;
  return g_strdup_printf (
      ngettext ("%s: %u edit was not sent; it is kept until there is an account there again",
                "%s: %u edits were not sent; they are kept until there is an account there "
                "again",
                remains->n_waiting),
      remains->id, remains->n_waiting);
}

/**
 * mt_account_remains_say_secret:
 * @remains: what is left of an account
 *
 * Returns: (transfer full) (nullable): what is to be said of its secret
 */
char *
mt_account_remains_say_secret (const MtAccountRemains *remains)
{
  if (remains->secret_error == NULL)
    return NULL;
  return g_strdup_printf (
      _ ("%s: the account is removed, its password is not: %s; remove it there"), remains->id,
      remains->secret_error);
}

/**
 * mt_account_remove:
 * @account: which
 * @secrets: where its secret is
 * @accounts_path: (nullable): the file of accounts, %NULL for the user's own
 * @store: (nullable): the folder of the database, %NULL for the user's own
 * @remains: (out caller-allocates): what is left
 * @cancellable: (nullable): to give up waiting for a keyring
 * @error: return location
 *
 * Blocking; any thread. A sync that runs ends with the account when it comes to it next.
 *
 * Returns: %FALSE with an %MT_ACCOUNT_ERROR, and nothing removed
 */
gboolean
mt_account_remove (const MtAccount *account,
                   MtSecrets *secrets,
                   const char *accounts_path,
                   const char *store,
                   MtAccountRemains *remains,
                   GCancellable *cancellable,
                   GError **error)
{
  g_autoptr (MtAccountFile) file = mt_account_file_new (accounts_path);

  *remains = (MtAccountRemains){ 0 };
  if (!mt_account_file_remove (file, account->id, error))
    return FALSE;
  mt_account_forget (account, secrets, store, remains, cancellable);
  return TRUE;
}
