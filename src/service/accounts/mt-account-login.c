/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * Where the secret of an account comes from, by the way it signs in.
 */
#include "config.h"
#include "service/accounts/mt-account-login.h"

#include "net/mt-oauth.h"
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

/* What was renewed is kept before it is used: the token that it was renewed with may be void now.
 * Where it cannot be kept, this process remembers it. */
static void
keep_tokens (const MtAccount *account, MtSecrets *secrets, const MtOauthTokens *tokens)
{
  const struct
  {
    const char *kind;
    const char *secret;
  } all[] = { { MT_SECRET_REFRESH, tokens->refresh }, { MT_SECRET_TOKEN, tokens->access } };

  for (guint i = 0; i < G_N_ELEMENTS (all); i++)
    if (all[i].secret != NULL)
      mt_secrets_store (secrets, account->id, all[i].kind, all[i].secret, NULL, NULL);
}

/* The client that asks for tokens is not the one of the account: their server may be another. */
static gboolean
renew_token (const MtAccount *account,
             MtSecrets *secrets,
             MtHttp *http,
             GCancellable *cancellable,
             GError **error)
{
  g_autoptr (MtHttp) plain = mt_http_new ();
  g_autoptr (MtOauthTokens) tokens = NULL;
  char *refresh;

  mt_secrets_set_file (secrets, account->id, account->secret_file);
  if (!mt_http_set_ca_file (plain, account->ca_file, error))
    return FALSE;
  refresh = mt_secrets_lookup (secrets, account->id, MT_SECRET_REFRESH, cancellable, error);
  if (refresh == NULL)
    return FALSE;
  tokens = mt_oauth_refresh (plain, account->oauth_token_url, account->oauth_client, NULL, refresh,
                             cancellable, error);
  mt_secret_free (refresh);
  if (tokens == NULL)
    return FALSE;
  keep_tokens (account, secrets, tokens);
  mt_http_set_credentials (http, account->origin, MT_AUTH_BEARER, account->user, tokens->access);
  return TRUE;
}

static gboolean
can_renew (const MtAccount *account)
{
  return g_str_equal (account->auth, MT_ACCOUNT_AUTH_OAUTH) && account->oauth_token_url != NULL &&
         account->oauth_client != NULL;
}

/* An access token lives for an hour or so; the first that is missing or refused is renewed. */
static gboolean
log_in_with_token (const MtAccount *account,
                   MtSecrets *secrets,
                   MtHttp *http,
                   GCancellable *cancellable,
                   GError **error)
{
  g_autoptr (GError) why = NULL;

  if (log_in_with_secret (account, secrets, MT_SECRET_TOKEN, http, cancellable, &why))
    return TRUE;
  if (can_renew (account) && g_error_matches (why, MT_SECRETS_ERROR, MT_SECRETS_ERROR_MISSING))
    return renew_token (account, secrets, http, cancellable, error);
  g_propagate_error (error, g_steal_pointer (&why));
  return FALSE;
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
    return log_in_with_token (account, secrets, http, cancellable, error);
  return TRUE;
}

/**
 * mt_account_renew:
 * @account: whose secret was refused
 * @secrets: where its secret is kept
 * @http: the client that asks
 * @cancellable: (nullable): to give up
 * @error: return location
 *
 * Signs in anew: with a token that is asked for where tokens are renewed, else with what the
 * keyring has now. Blocks: any thread but the main one.
 *
 * Returns: %FALSE with a #MtSecretsError when there is nothing to sign in with, %MT_NET_ERROR_AUTH
 *   when its user has to sign in by the browser again, another #MtNetError, or
 *   %G_IO_ERROR_CANCELLED
 */
gboolean
mt_account_renew (const MtAccount *account,
                  MtSecrets *secrets,
                  MtHttp *http,
                  GCancellable *cancellable,
                  GError **error)
{
  if (can_renew (account))
    return renew_token (account, secrets, http, cancellable, error);
  return mt_account_login (account, secrets, http, cancellable, error);
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
  gboolean ok;

  if (account == NULL)
    return g_steal_pointer (&http);
  /* Whoever asks for a client has no second try: a token has to be good now. */
  if (!can_renew (account))
    ok = mt_account_login (account, secrets, http, cancellable, error);
  else
    ok = mt_http_set_ca_file (http, account->ca_file, error) &&
         renew_token (account, secrets, http, cancellable, error);
  if (!ok)
    return NULL;
  return g_steal_pointer (&http);
}
