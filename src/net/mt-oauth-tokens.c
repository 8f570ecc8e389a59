/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * Tokens of OAuth 2.0: asked for with a code, or with a refresh token.
 */
#include "config.h"

#include "net/mt-oauth-private.h"

#include <glib/gi18n-lib.h>
#include <libsoup/soup.h>

#include <string.h>

#include "net/mt-harmless.h"
#include "net/mt-json.h"
#include "net/mt-url.h"

#define ANSWER_BYTES (256 * 1024)
#define WORDS_MAX 200
#define LIFE_S_MAX (10 * 365 * 24 * 60 * 60)

static void
free_secret (char *secret)
{
  if (secret != NULL)
    explicit_bzero (secret, strlen (secret));
  g_free (secret);
}

/**
 * mt_oauth_tokens_free:
 * @self: (transfer full): tokens
 *
 * Wipes and frees tokens.
 */
void
mt_oauth_tokens_free (MtOauthTokens *self)
{
  free_secret (self->access);
  free_secret (self->refresh);
  g_free (self);
}

/* RFC 6749, 5.1 */
static MtOauthTokens *
read_tokens (GBytes *body, GError **error)
{
  g_autoptr (JsonNode) node = mt_json_parse_object (body, error);
  JsonObject *object = node != NULL ? json_node_get_object (node) : NULL;
  const char *access = object != NULL ? mt_json_get_text (object, "access_token", error) : NULL;
  const char *type;
  MtOauthTokens *tokens;

  if (access == NULL)
    return NULL;
  type = mt_json_peek_text (object, "token_type");
  if (type != NULL && g_ascii_strcasecmp (type, "Bearer") != 0)
    {
      g_set_error_literal (error, MT_NET_ERROR, MT_NET_ERROR_MALFORMED,
                           _ ("the server hands out tokens of a kind that is not known"));
      return NULL;
    }
  tokens = g_new0 (MtOauthTokens, 1);
  tokens->access = g_strdup (access);
  tokens->refresh = g_strdup (mt_json_peek_text (object, "refresh_token"));
  if (!mt_json_get_number (object, "expires_in", 1, LIFE_S_MAX, &tokens->expires_s, NULL))
    tokens->expires_s = 0;
  return tokens;
}

/* Codes, tokens and the like, which a server may repeat in its refusal. */
static gboolean
holds_value_of (const char *words, GHashTable *form)
{
  GHashTableIter iter;
  gpointer value;

  g_hash_table_iter_init (&iter, form);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    if (strstr (words, value) != NULL)
      return TRUE;
  return FALSE;
}

/* RFC 6749, 5.2 */
static void
fail_refused (const MtResponse *response, GHashTable *form, GError **error)
{
  g_autoptr (JsonNode) node = mt_json_parse_object (mt_response_get_body (response), NULL);
  JsonObject *object = node != NULL ? json_node_get_object (node) : NULL;
  const char *code = object != NULL ? mt_json_peek_text (object, "error") : NULL;
  const char *described = object != NULL ? mt_json_peek_text (object, "error_description") : NULL;
  g_autofree char *host = mt_url_get_host (mt_response_get_url (response));
  g_autofree char *words = NULL;

  if (code == NULL)
    {
      mt_response_check (response, error);
      return;
    }
  words = mt_harmless (described != NULL && !holds_value_of (described, form) ? described : code,
                       WORDS_MAX);
  g_set_error (error, MT_NET_ERROR, MT_NET_ERROR_AUTH,
               _ ("%s: the sign-in is not valid any more (%s); sign in again"), host, words);
}

/**
 * mt_oauth_ask_tokens:
 * @http: a client
 * @token_url: where tokens are
 * @form: (element-type utf8 utf8): what is sent; holds secrets
 * @cancellable: (nullable): to give up
 * @error: (out): %MT_NET_ERROR; %MT_NET_ERROR_AUTH when the user has to sign in again
 *
 * Returns: (transfer full): tokens, or %NULL
 */
MtOauthTokens *
mt_oauth_ask_tokens (MtHttp *http,
                     const char *token_url,
                     GHashTable *form,
                     GCancellable *cancellable,
                     GError **error)
{
  g_autoptr (MtRequest) request = mt_request_new ("POST", token_url);
  g_autofree char *body = soup_form_encode_hash (form);
  g_autoptr (MtResponse) response = NULL;

  mt_request_set_text (request, "application/x-www-form-urlencoded", body);
  mt_request_set_header (request, "Accept", "application/json");
  mt_request_set_cap (request, ANSWER_BYTES);
  mt_request_set_anonymous (request, TRUE);
  response = mt_http_send (http, request, cancellable, error);
  if (response == NULL)
    return NULL;
  if (mt_response_is_success (response))
    return read_tokens (mt_response_get_body (response), error);
  fail_refused (response, form, error);
  return NULL;
}

/**
 * mt_oauth_refresh:
 * @http: a client
 * @token_url: where tokens are
 * @client_id: who the tokens were given to
 * @client_secret: (nullable): of the client
 * @refresh_token: a secret
 * @cancellable: (nullable): to give up
 * @error: (out): %MT_NET_ERROR; %MT_NET_ERROR_AUTH when the user has to sign in again
 *
 * Renews the access token. Where the answer holds another refresh token, the old one is void.
 * Blocking.
 *
 * Source: RFC 6749, 6
 *
 * Returns: (transfer full): tokens, or %NULL
 */
MtOauthTokens *
mt_oauth_refresh (MtHttp *http,
                  const char *token_url,
                  const char *client_id,
                  const char *client_secret,
                  const char *refresh_token,
                  GCancellable *cancellable,
                  GError **error)
{
  g_autoptr (GHashTable) form = g_hash_table_new (g_str_hash, g_str_equal);

  g_hash_table_insert (form, (gpointer) "grant_type", (gpointer) "refresh_token");
  g_hash_table_insert (form, (gpointer) "refresh_token", (gpointer) refresh_token);
  g_hash_table_insert (form, (gpointer) "client_id", (gpointer) client_id);
  if (client_secret != NULL)
    g_hash_table_insert (form, (gpointer) "client_secret", (gpointer) client_secret);
  return mt_oauth_ask_tokens (http, token_url, form, cancellable, error);
}
