/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtLoginFlow: asks for a page and a word, and then with the word whether the user is done.
 */
#include "config.h"

#include "net/mt-login-flow.h"

#include <glib/gi18n-lib.h>
#include <libsoup/soup.h>

#include <string.h>

#include "net/mt-json.h"
#include "net/mt-url.h"

#define START "index.php/login/v2"
#define ANSWER_BYTES (64 * 1024)
#define INTERVAL_MS 2000
/* The word is good for that long. */
#define TOTAL_MS (20 * 60 * 1000)
#define MS_US 1000

struct _MtLoginFlow
{
  char *server; /* URL that was asked, without the path of its services */
  char *uri;
  char *endpoint;
  char *token; /* a secret until the flow is over */
  guint interval_ms;
  guint total_ms;
};

/**
 * mt_login_flow_free:
 * @self: (transfer full): a flow
 *
 * Ends a flow.
 */
void
mt_login_flow_free (MtLoginFlow *self)
{
  g_free (self->server);
  g_free (self->uri);
  g_free (self->endpoint);
  g_free (self->token);
  g_free (self);
}

/**
 * mt_login_free:
 * @self: (transfer full): a login
 *
 * Wipes and frees a login.
 */
void
mt_login_free (MtLogin *self)
{
  g_free (self->server);
  g_free (self->user);
  if (self->password != NULL)
    explicit_bzero (self->password, strlen (self->password));
  g_free (self->password);
  g_free (self);
}

/* Where the cloud begins: its services and its calendars lie below one of these. */
static char *
base_of (const char *url)
{
  static const char *const services[] = { "/remote.php", "/index.php", "/.well-known/" };
  g_autofree char *base = g_strdup (url);

  base[strcspn (base, "?")] = '\0';
  for (gsize i = 0; i < G_N_ELEMENTS (services); i++)
    {
      char *at = strstr (base, services[i]);

      if (at != NULL)
        *at = '\0';
    }
  return g_str_has_suffix (base, "/") ? g_steal_pointer (&base) : g_strconcat (base, "/", NULL);
}

static JsonNode *
post (MtHttp *http, const char *url, const char *body, GCancellable *cancellable, GError **error)
{
  g_autoptr (MtRequest) request = mt_request_new ("POST", url);
  g_autoptr (MtResponse) response = NULL;

  mt_request_set_text (request, "application/x-www-form-urlencoded", body);
  mt_request_set_header (request, "Accept", "application/json");
  mt_request_set_cap (request, ANSWER_BYTES);
  mt_request_set_anonymous (request, TRUE);
  response = mt_http_send (http, request, cancellable, error);
  if (response == NULL || !mt_response_check (response, error))
    return NULL;
  return mt_json_parse_object (mt_response_get_body (response), error);
}

/* The page and the word must belong to the server that was asked. */
static gboolean
belongs (const char *server, const char *url, GError **error)
{
  g_autofree char *host = NULL;

  if (mt_url_same_origin (server, url))
    return TRUE;
  host = mt_url_get_host (server);
  g_set_error (error, MT_NET_ERROR, MT_NET_ERROR_REDIRECT,
               _ ("%s: the server sends to another one to sign in; give the address that it knows "
                  "itself by"),
               host);
  return FALSE;
}

static MtLoginFlow *
read_flow (const char *server, JsonObject *object, GError **error)
{
  JsonObject *poll = mt_json_get_object (object, "poll", error);
  const char *token = poll != NULL ? mt_json_get_text (poll, "token", error) : NULL;
  const char *endpoint = token != NULL ? mt_json_get_text (poll, "endpoint", error) : NULL;
  const char *page = endpoint != NULL ? mt_json_get_text (object, "login", error) : NULL;
  g_autofree char *uri = page != NULL ? mt_url_normalise (page, error) : NULL;
  MtLoginFlow *self;

  if (uri == NULL || !belongs (server, endpoint, error) || !belongs (server, uri, error))
    return NULL;
  self = g_new0 (MtLoginFlow, 1);
  self->server = g_strdup (server);
  self->uri = g_steal_pointer (&uri);
  self->endpoint = g_strdup (endpoint);
  self->token = g_strdup (token);
  self->interval_ms = INTERVAL_MS;
  self->total_ms = TOTAL_MS;
  return self;
}

/**
 * mt_login_flow_start:
 * @http: a client, whose credentials are not used
 * @url: URL of the cloud, or of anything in it
 * @cancellable: (nullable): to give up
 * @error: (out): %MT_NET_ERROR; %MT_NET_ERROR_MISSING or another refusal where there is no such
 *   thing
 *
 * Asks for a page to sign in at. Blocking.
 *
 * Returns: (transfer full): a flow, or %NULL
 */
MtLoginFlow *
mt_login_flow_start (MtHttp *http, const char *url, GCancellable *cancellable, GError **error)
{
  g_autofree char *normal = mt_url_normalise (url, error);
  g_autofree char *server = normal != NULL ? base_of (normal) : NULL;
  g_autofree char *start = NULL;
  g_autoptr (JsonNode) node = NULL;

  if (server == NULL)
    return NULL;
  start = g_strconcat (server, START, NULL);
  node = post (http, start, "", cancellable, error);
  return node != NULL ? read_flow (server, json_node_get_object (node), error) : NULL;
}

/**
 * mt_login_flow_set_patience:
 * @self: a flow
 * @interval_ms: how often to ask, 2 s unless set
 * @total_ms: how long to wait for the user, 20 minutes unless set
 */
void
mt_login_flow_set_patience (MtLoginFlow *self, guint interval_ms, guint total_ms)
{
  self->interval_ms = interval_ms;
  self->total_ms = total_ms;
}

/**
 * mt_login_flow_get_uri:
 * @self: a flow
 *
 * Returns: the page to open in the user's browser
 */
const char *
mt_login_flow_get_uri (const MtLoginFlow *self)
{
  return self->uri;
}

/* The server may know itself by another name than it is reached by: the secret stays where it was
 * asked for. */
static MtLogin *
read_login (const MtLoginFlow *self, JsonObject *object, GError **error)
{
  const char *user = mt_json_get_text (object, "loginName", error);
  const char *password = user != NULL ? mt_json_get_text (object, "appPassword", error) : NULL;
  const char *named = mt_json_peek_text (object, "server");
  MtLogin *login;

  if (password == NULL)
    return NULL;
  login = g_new0 (MtLogin, 1);
  login->user = g_strdup (user);
  login->password = g_strdup (password);
  if (named != NULL && mt_url_same_origin (named, self->server))
    login->server = mt_url_resolve_collection (self->server, named, NULL);
  if (login->server == NULL)
    login->server = g_strdup (self->server);
  return login;
}

/* Whether to ask again: not yet done, or no answer this once. */
static gboolean
is_passing (const GError *error)
{
  return g_error_matches (error, MT_NET_ERROR, MT_NET_ERROR_MISSING) ||
         g_error_matches (error, MT_NET_ERROR, MT_NET_ERROR_OFFLINE) ||
         g_error_matches (error, MT_NET_ERROR, MT_NET_ERROR_THROTTLED);
}

static gboolean
pause_for (guint interval_ms, GCancellable *cancellable, GError **error)
{
  GPollFD fd;

  if (g_cancellable_make_pollfd (cancellable, &fd))
    {
      g_poll (&fd, 1, (gint) interval_ms);
      g_cancellable_release_fd (cancellable);
    }
  return !g_cancellable_set_error_if_cancelled (cancellable, error);
}

/**
 * mt_login_flow_wait:
 * @self: a flow whose page was opened
 * @http: a client, whose credentials are not used
 * @cancellable: (nullable): to give up, from any thread
 * @error: (out): %MT_NET_ERROR, %G_IO_ERROR_TIMED_OUT when the user does not come to an end,
 *   %G_IO_ERROR_CANCELLED
 *
 * Asks again and again until the user is done. Blocking, not for the main thread.
 *
 * Returns: (transfer full): how to sign in from now on, or %NULL
 */
MtLogin *
mt_login_flow_wait (MtLoginFlow *self, MtHttp *http, GCancellable *cancellable, GError **error)
{
  gint64 deadline_us = g_get_monotonic_time () + (gint64) self->total_ms * MS_US;
  g_autofree char *body = soup_form_encode ("token", self->token, NULL);
  g_autoptr (GCancellable) stop =
      cancellable != NULL ? g_object_ref (cancellable) : g_cancellable_new ();

  while (g_get_monotonic_time () < deadline_us)
    {
      g_autoptr (GError) local = NULL;
      g_autoptr (JsonNode) node = post (http, self->endpoint, body, cancellable, &local);

      if (node != NULL)
        return read_login (self, json_node_get_object (node), error);
      if (!is_passing (local))
        {
          g_propagate_error (error, g_steal_pointer (&local));
          return NULL;
        }
      if (!pause_for (self->interval_ms, stop, error))
        return NULL;
    }
  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_TIMED_OUT,
                       _ ("nobody signed in; start again when you are ready"));
  return NULL;
}
