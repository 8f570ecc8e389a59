/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtOauthServer: where to sign in, as given or as a server says of itself.
 */
#include "config.h"

#include "net/mt-oauth.h"

#include <glib/gi18n-lib.h>

#include <string.h>

#include "net/mt-json.h"
#include "net/mt-url.h"

#define ANSWER_BYTES (256 * 1024)

/* RFC 9728, 3; RFC 8414, 3; OpenID Connect Discovery 1.0, 4 */
#define RESOURCE "/.well-known/oauth-protected-resource"
#define SERVER "/.well-known/oauth-authorization-server"
#define OPENID "/.well-known/openid-configuration"

/* A look-up under way. */
typedef struct
{
  MtHttp *http;
  GCancellable *cancellable;
  GError **error;
  gboolean failed; /* no sense in asking on */
} Look;

/**
 * mt_oauth_server_new:
 * @authorization_url: the page to sign in at; may hold a query
 * @token_url: where tokens are
 * @scope: (nullable): what to ask for
 * @error: (out): %MT_NET_ERROR_URL
 *
 * Returns: (transfer full): a server, or %NULL if one of the URLs is none or goes without TLS
 */
MtOauthServer *
mt_oauth_server_new (const char *authorization_url,
                     const char *token_url,
                     const char *scope,
                     GError **error)
{
  g_autofree char *authorization = mt_url_normalise (authorization_url, error);
  g_autofree char *token = authorization != NULL ? mt_url_normalise (token_url, error) : NULL;
  MtOauthServer *self;

  if (token == NULL)
    return NULL;
  if (!mt_url_is_secure (authorization) || !mt_url_is_secure (token))
    {
      g_autofree char *host = mt_url_get_host (token);

      g_set_error (error, MT_NET_ERROR, MT_NET_ERROR_URL,
                   _ ("%s: signing in goes by https:// only"), host);
      return NULL;
    }
  self = g_new0 (MtOauthServer, 1);
  self->authorization_url = g_steal_pointer (&authorization);
  self->token_url = g_steal_pointer (&token);
  self->scope = g_strdup (scope);
  return self;
}

/**
 * mt_oauth_server_free:
 * @self: (transfer full): a server
 *
 * Frees a server.
 */
void
mt_oauth_server_free (MtOauthServer *self)
{
  g_free (self->issuer);
  g_free (self->authorization_url);
  g_free (self->token_url);
  g_free (self->scope);
  g_free (self);
}

/* What ends the look: no network, no trust, no patience. All else is a document that is not there.
 */
static gboolean
is_fatal (const GError *error)
{
  return g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) ||
         g_error_matches (error, MT_NET_ERROR, MT_NET_ERROR_OFFLINE) ||
         g_error_matches (error, MT_NET_ERROR, MT_NET_ERROR_TLS) ||
         g_error_matches (error, MT_NET_ERROR, MT_NET_ERROR_THROTTLED);
}

/* A document in JSON; NULL if there is none. */
static JsonNode *
fetch (Look *look, const char *url)
{
  g_autoptr (MtRequest) request = mt_request_new ("GET", url);
  g_autoptr (MtResponse) response = NULL;
  g_autoptr (GError) local = NULL;

  mt_request_set_header (request, "Accept", "application/json");
  mt_request_set_cap (request, ANSWER_BYTES);
  mt_request_set_anonymous (request, TRUE);
  response = mt_http_send (look->http, request, look->cancellable, &local);
  if (response == NULL && is_fatal (local))
    {
      look->failed = TRUE;
      g_propagate_error (look->error, g_steal_pointer (&local));
    }
  if (response == NULL || !mt_response_is_success (response))
    return NULL;
  return mt_json_parse_object (mt_response_get_body (response), NULL);
}

/* The path of a URL as it is written, without the slash at its end. */
static char *
bare_path (const char *url)
{
  g_autofree char *origin = mt_url_get_origin (url);
  char *path = g_strdup (url + strlen (origin));

  path[strcspn (path, "?")] = '\0';
  if (g_str_has_suffix (path, "/"))
    path[strlen (path) - 1] = '\0';
  return path;
}

/* A well-known document stands between the host and the path. */
static JsonNode *
fetch_well_known (Look *look, const char *url, const char *name)
{
  g_autofree char *origin = mt_url_get_origin (url);
  g_autofree char *path = bare_path (url);
  g_autofree char *document = g_strconcat (origin, name, path, NULL);

  return fetch (look, document);
}

static char *
join_texts (JsonObject *object, const char *member)
{
  JsonArray *list = mt_json_get_list (object, member, NULL);
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; list != NULL && i < json_array_get_length (list); i++)
    {
      const char *word = mt_json_get_list_text (list, i, NULL);

      if (word != NULL)
        g_string_append_printf (text, "%s%s", text->len > 0 ? " " : "", word);
    }
  return text->len > 0 ? g_string_free (g_steal_pointer (&text), FALSE) : NULL;
}

/* Who the server says that signs in for it; itself if it says nothing. */
static char *
find_issuer (Look *look, const char *url, char **scope)
{
  g_autofree char *origin = mt_url_get_origin (url);
  g_autoptr (JsonNode) node = fetch_well_known (look, url, RESOURCE);
  JsonArray *list;
  const char *first;

  if (node == NULL && !look->failed)
    node = fetch_well_known (look, origin, RESOURCE);
  if (node == NULL)
    return g_steal_pointer (&origin);
  list = mt_json_get_list (json_node_get_object (node), "authorization_servers", NULL);
  first = list != NULL ? mt_json_get_list_text (list, 0, NULL) : NULL;
  *scope = join_texts (json_node_get_object (node), "scopes_supported");
  return first != NULL ? mt_url_normalise (first, NULL) : g_steal_pointer (&origin);
}

static gboolean
has_pkce (JsonObject *object)
{
  JsonArray *list = mt_json_get_list (object, "code_challenge_methods_supported", NULL);

  for (guint i = 0; list != NULL && i < json_array_get_length (list); i++)
    if (g_strcmp0 (mt_json_get_list_text (list, i, NULL), "S256") == 0)
      return TRUE;
  return list == NULL;
}

/* RFC 8414, 3.3: who speaks for another issuer is not believed. */
static MtOauthServer *
read_server (JsonNode *node, const char *issuer, const char *scope)
{
  JsonObject *object = json_node_get_object (node);
  const char *named = mt_json_peek_text (object, "issuer");
  const char *authorization = mt_json_peek_text (object, "authorization_endpoint");
  const char *token = mt_json_peek_text (object, "token_endpoint");
  MtOauthServer *server;

  if (named == NULL || authorization == NULL || token == NULL || !mt_url_equal (named, issuer) ||
      !has_pkce (object))
    return NULL;
  server = mt_oauth_server_new (authorization, token, scope, NULL);
  if (server != NULL)
    server->issuer = g_strdup (issuer);
  return server;
}

static MtOauthServer *
find_server (Look *look, const char *issuer, const char *scope)
{
  g_autoptr (JsonNode) node = fetch_well_known (look, issuer, SERVER);
  g_autofree char *openid = NULL;

  if (node == NULL && !look->failed)
    {
      g_autofree char *origin = mt_url_get_origin (issuer);
      g_autofree char *path = bare_path (issuer);

      openid = g_strconcat (origin, path, OPENID, NULL);
      node = fetch (look, openid);
    }
  return node != NULL ? read_server (node, issuer, scope) : NULL;
}

/**
 * mt_oauth_server_discover:
 * @http: a client, whose credentials are not used
 * @url: URL of the calendar server
 * @cancellable: (nullable): to give up
 * @error: (out): %MT_NET_ERROR; %MT_NET_ERROR_MISSING where there is no signing in by browser
 *
 * Asks a server where one signs in. Blocking.
 *
 * Source: RFC 9728, RFC 8414
 *
 * Returns: (transfer full): where to sign in, or %NULL
 */
MtOauthServer *
mt_oauth_server_discover (MtHttp *http, const char *url, GCancellable *cancellable, GError **error)
{
  Look look = { .http = http, .cancellable = cancellable, .error = error };
  g_autofree char *base = mt_url_normalise (url, error);
  g_autofree char *scope = NULL;
  g_autofree char *issuer = NULL;
  g_autofree char *host = NULL;
  MtOauthServer *server = NULL;

  if (base == NULL)
    return NULL;
  issuer = find_issuer (&look, base, &scope);
  if (issuer != NULL && !look.failed)
    server = find_server (&look, issuer, scope);
  if (server != NULL || look.failed)
    return server;
  host = mt_url_get_host (base);
  g_set_error (error, MT_NET_ERROR, MT_NET_ERROR_MISSING,
               _ ("%s: the server does not say how to sign in by browser"), host);
  return NULL;
}
