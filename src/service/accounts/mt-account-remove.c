/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * Removes an account. The record goes first: a secret that stays behind is of no use to anybody, an
 * account without its secret would go on asking for it.
 */
#include "config.h"
#include "service/accounts/mt-account-remove.h"

#include "service/accounts/mt-account-file.h"
#include "store/mt-item-store.h"

/**
 * mt_account_remains_clear:
 * @remains: what is left of an account
 */
void
mt_account_remains_clear (MtAccountRemains *remains)
{
  g_clear_pointer (&remains->secret_error, g_free);
}

/* What was read with it leaves the database. Edits that wait stay: nobody has them but we. */
static void
forget_items (const MtAccount *account, const char *directory, MtAccountRemains *remains)
{
  g_autoptr (MtItemStore) store = mt_item_store_new (directory);
  g_autoptr (GPtrArray) collections = mt_item_store_list (store);

  for (guint i = 0; i < collections->len; i++)
    {
      const MtStoreCollection *collection = g_ptr_array_index (collections, i);

      if (g_strcmp0 (collection->account, account->id) != 0)
        continue;
      remains->n_waiting += collection->n_pending + collection->n_conflicts;
      mt_item_store_forget (store, collection->url, NULL);
    }
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
  g_autoptr (GError) why = NULL;

  *remains = (MtAccountRemains){ 0 };
  if (!mt_account_file_remove (file, account->id, error))
    return FALSE;
  mt_secrets_set_file (secrets, account->id, account->secret_file);
  if (g_strcmp0 (account->auth, MT_ACCOUNT_AUTH_GOA) != 0 &&
      g_strcmp0 (account->auth, MT_ACCOUNT_AUTH_NONE) != 0 &&
      !mt_secrets_clear (secrets, account->id, cancellable, &why))
    remains->secret_error = g_strdup (why->message);
  forget_items (account, store, remains);
  return TRUE;
}
