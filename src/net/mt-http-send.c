/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * Sends a request of MtHttp: credentials, redirects and retries, up to an answer.
 */
#include "config.h"

#include "net/mt-http-private.h"
#include "net/mt-response-private.h"

#include <glib/gi18n-lib.h>

#include "net/mt-url.h"

#define MAX_HOPS 5
#define MS_US 1000

/* One call of mt_http_send(). */
typedef struct
{
  MtHttp *http;
  const MtRequest *request;
  char *url; /* owned: where to now */
  MtLane *lane;
  MtLanePatience patience;
  guint hops;
  gboolean delivered; /* the sink has seen something */
  GCancellable *cancellable;
} Sending;

static void
append_headers (SoupMessage *message, const MtRequest *request)
{
  SoupMessageHeaders *headers = soup_message_get_request_headers (message);

  for (guint i = 0; i + 1 < request->headers->len; i += 2)
    soup_message_headers_append (headers, g_ptr_array_index (request->headers, i),
                                 g_ptr_array_index (request->headers, i + 1));
}

static void
append_authorization (Sending *self, SoupMessage *message)
{
  g_autofree char *origin = mt_url_get_origin (self->url);
  g_autoptr (MtCredentials) credentials = mt_http_find_credentials (self->http, origin);
  g_autofree char *value = credentials != NULL ? mt_credentials_authorize (credentials) : NULL;

  if (value != NULL && mt_url_is_secure (self->url))
    soup_message_headers_replace (soup_message_get_request_headers (message), "Authorization",
                                  value);
}

static SoupMessage *
make_message (Sending *self)
{
  g_autoptr (GUri) uri = g_uri_parse (self->url, SOUP_HTTP_URI_FLAGS, NULL);
  SoupMessage *message = soup_message_new_from_uri (self->request->method, uri);

  soup_message_add_flags (message, SOUP_MESSAGE_NO_REDIRECT | SOUP_MESSAGE_COLLECT_METRICS);
  append_headers (message, self->request);
  append_authorization (self, message);
  if (self->request->body != NULL)
    soup_message_set_request_body_from_bytes (message, self->request->type, self->request->body);
  return message;
}

static MtResponse *
make_response (Sending *self, SoupMessage *message, GBytes *body)
{
  MtResponse *response = g_new0 (MtResponse, 1);

  response->method = g_strdup (self->request->method);
  response->url = g_strdup (self->url);
  response->status = soup_message_get_status (message);
  response->headers = soup_message_headers_ref (soup_message_get_response_headers (message));
  response->body = g_bytes_ref (body);
  return response;
}

/* Errors that say what they mean already. */
static gboolean
is_final (const GError *error)
{
  return error->domain != G_IO_ERROR && error->domain != G_RESOLVER_ERROR &&
         error->domain != G_TLS_ERROR && error->domain != SOUP_SESSION_ERROR;
}

static MtResponse *
exchange (Sending *self, GError **error)
{
  g_autoptr (SoupMessage) message = make_message (self);
  g_autoptr (GError) local = NULL;
  g_autoptr (GBytes) body = mt_lane_send (self->lane, message, self->request, &self->patience,
                                          &self->delivered, self->cancellable, &local);

  mt_http_add_traffic (self->http, message);
  if (body != NULL)
    return make_response (self, message, body);
  if (is_final (local) || g_cancellable_is_cancelled (self->cancellable))
    g_propagate_error (error, g_steal_pointer (&local));
  else
    mt_http_set_transport_error (error, message, local);
  return NULL;
}

static gboolean
check_answer (Sending *self, const MtResponse *response, GError **error)
{
  g_autofree char *host = mt_url_get_host (self->url);
  g_autoptr (GError) local = NULL;

  if (response->status != SOUP_STATUS_UNAUTHORIZED)
    return TRUE;
  local = g_error_new (MT_NET_ERROR, MT_NET_ERROR_AUTH,
                       _ ("%s does not accept the user name or the password"), host);
  mt_net_error_set_status (local, response->status);
  mt_net_error_set_url (local, self->url);
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

static MtResponse *
converse (Sending *self, GError **error)
{
  g_autoptr (MtResponse) response = exchange (self, error);

  if (response == NULL || !check_answer (self, response, error))
    return NULL;
  return g_steal_pointer (&response);
}

static gboolean
check_url (const char *url, GError **error)
{
  g_autofree char *host = NULL;

  if (mt_url_is_secure (url))
    return TRUE;
  host = mt_url_get_host (url);
  g_set_error (error, MT_NET_ERROR, MT_NET_ERROR_URL,
               _ ("%s: an address without encryption is not used; write https:// instead"), host);
  return FALSE;
}

/**
 * mt_http_send:
 * @self: a client
 * @request: what to ask
 * @cancellable: (nullable): to stop it, from any thread
 * @error: (out): %MT_NET_ERROR, %G_IO_ERROR_CANCELLED, or what the sink said
 *
 * Asks a server and waits for its whole answer. Any status is an answer, but for a 401 that stands
 * (%MT_NET_ERROR_AUTH), 429 and 503 (%MT_NET_ERROR_THROTTLED), redirects that are not followed, and
 * a web page where something else was asked for. An answer in chunks that was cut looks whole: who
 * parses it must look for its end.
 *
 * Returns: (transfer full): the answer, or %NULL with an error
 */
MtResponse *
mt_http_send (MtHttp *self, MtRequest *request, GCancellable *cancellable, GError **error)
{
  Sending one = { .http = self, .request = request, .cancellable = cancellable };
  MtHttpLimits limits;
  MtResponse *response = NULL;

  one.url = mt_url_normalise (request->url, error);
  if (one.url == NULL)
    return NULL;
  mt_http_get_limits (self, &limits);
  one.patience.idle_us = (gint64) limits.idle_ms * MS_US;
  one.patience.deadline_us = g_get_monotonic_time () + (gint64) limits.total_ms * MS_US;
  if (check_url (one.url, error))
    {
      one.lane = mt_http_take_lane (self);
      response = converse (&one, error);
      mt_http_give_lane (self, one.lane);
    }
  g_free (one.url);
  return response;
}
