/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * Where the secret of an account comes from, by the way it signs in.
 */
#include "config.h"
#include "service/accounts/mt-account-login.h"

#include "secrets/mt-goa.h"

static gboolean
log_in_with_desktop (const MtAccount *account,
                     MtHttp *http,
                     GCancellable *cancellable,
                     GError **error)
{
  MtGoaKind kind = MT_GOA_PASSWORD;
  char *secret =
      mt_goa_lookup (account->goa_id != NULL ? account->goa_id : "", &kind, cancellable, error);

  if (secret == NULL)
    return FALSE;
  mt_http_set_credentials (http, account->origin,
                           kind == MT_GOA_TOKEN ? MT_AUTH_BEARER : MT_AUTH_PASSWORD, account->user,
                           secret);
  mt_secret_free (secret);
  return TRUE;
}

static gboolean
log_in_with_secret (const MtAccount *account,
                    MtSecrets *secrets,
                    const char *kind,
                    MtHttp *http,
                    GCancellable *cancellable,
                    GError **error)
{
  char *secret = NULL;

  mt_secrets_set_file (secrets, account->id, account->secret_file);
  secret = mt_secrets_lookup (secrets, account->id, kind, cancellable, error);
  if (secret == NULL)
    return FALSE;
  mt_http_set_credentials (http, account->origin,
                           g_str_equal (kind, MT_SECRET_TOKEN) ? MT_AUTH_BEARER : MT_AUTH_PASSWORD,
                           account->user, secret);
  mt_secret_free (secret);
  return TRUE;
}

/**
 * mt_account_login:
 * @account: whose server is to be asked
 * @secrets: where its secret is kept
 * @http: the client that will ask; its requests so far are not affected
 * @cancellable: (nullable): to give up
 * @error: return location
 *
 * Looks the secret up anew, so that one that was changed meanwhile is used, and hands it to @http
 * for the origin of the account and no other. Also sets the certificates that the account trusts.
 * Blocks, as long as a keyring may take: any thread but the main one.
 *
 * Returns: %FALSE with a #MtSecretsError when the secret cannot be had, %MT_NET_ERROR_TLS when the
 *   file of certificates cannot be read, or %G_IO_ERROR_CANCELLED
 */
gboolean
mt_account_login (const MtAccount *account,
                  MtSecrets *secrets,
                  MtHttp *http,
                  GCancellable *cancellable,
                  GError **error)
{
  if (!mt_http_set_ca_file (http, account->ca_file, error))
    return FALSE;
  if (g_str_equal (account->auth, MT_ACCOUNT_AUTH_GOA))
    return log_in_with_desktop (account, http, cancellable, error);
  if (g_str_equal (account->auth, MT_ACCOUNT_AUTH_PASSWORD))
    return log_in_with_secret (account, secrets, MT_SECRET_PASSWORD, http, cancellable, error);
  if (g_str_equal (account->auth, MT_ACCOUNT_AUTH_BEARER) ||
      g_str_equal (account->auth, MT_ACCOUNT_AUTH_OAUTH))
    return log_in_with_secret (account, secrets, MT_SECRET_TOKEN, http, cancellable, error);
  return TRUE;
}

/**
 * mt_account_open:
 * @account: (nullable): whose server is to be asked; %NULL: one that asks nobody to sign in
 * @secrets: where its secret is kept
 * @cancellable: (nullable): to give up
 * @error: return location
 *
 * Returns: (transfer full): a client that is signed in; %NULL with an error of mt_account_login()
 */
MtHttp *
mt_account_open (const MtAccount *account,
                 MtSecrets *secrets,
                 GCancellable *cancellable,
                 GError **error)
{
  g_autoptr (MtHttp) http = mt_http_new ();

  if (account != NULL && !mt_account_login (account, secrets, http, cancellable, error))
    return NULL;
  return g_steal_pointer (&http);
}
