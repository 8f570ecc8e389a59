/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * Tries an account the way it was found.
 */
#include "config.h"
#include "service/accounts/mt-account-check.h"

#include <glib/gi18n-lib.h>

#include "providers/collections/caldav/mt-home.h"
#include "service/accounts/mt-account-login.h"

/**
 * mt_account_check:
 * @account: which
 * @secrets: where its secret is
 * @n_collections: (out): how many calendars it sees
 * @cancellable: (nullable): to give up
 * @error: return location
 *
 * Blocking; any thread. Nothing is changed.
 *
 * Returns: %FALSE with an #MtNetError, an #MtDiscoveryError or an #MtSecretsError
 */
gboolean
mt_account_check (const MtAccount *account,
                  MtSecrets *secrets,
                  guint *n_collections,
                  GCancellable *cancellable,
                  GError **error)
{
  const gboolean signed_in = !g_str_equal (account->auth, MT_ACCOUNT_AUTH_NONE);
  g_autoptr (MtHttp) http = mt_account_open (account, secrets, cancellable, error);
  g_autoptr (MtDiscovered) found = NULL;
  g_autoptr (GPtrArray) collections = NULL;

  if (http == NULL || !mt_discovery_run (http, account->url, signed_in, NULL, NULL, NULL, &found,
                                         cancellable, error))
    return FALSE;
  if (found->wants_sign_in)
    {
      g_set_error (error, MT_NET_ERROR, MT_NET_ERROR_AUTH,
                   _ ("the server refuses the name or the password; add the account again with "
                      "the right one"));
      return FALSE;
    }
  collections = mt_home_list (http, found, NULL, NULL, cancellable, error);
  if (collections == NULL)
    return FALSE;
  *n_collections = collections->len;
  return TRUE;
}
