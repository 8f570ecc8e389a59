/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * Sends a request of MtHttp: credentials, redirects and retries, up to an answer.
 */
#include "config.h"

#include "net/mt-http-private.h"
#include "net/mt-response-private.h"

#include <string.h>

#include "net/mt-http-words.h"
#include "net/mt-retry-after.h"
#include "net/mt-url.h"

#define MAX_HOPS 5
#define MS_US 1000
/* Source: RFC 6585, 4 and 6 */
#define TOO_MANY_REQUESTS 429
#define NETWORK_AUTHENTICATION_REQUIRED 511

/* One call of mt_http_send(). */
typedef struct
{
  MtHttp *http;
  const MtRequest *request;
  GCancellable *cancellable; /* nullable */
  MtLane *lane;
  MtLanePatience patience;
  char *url;                  /* owned: where to now */
  MtCredentials *credentials; /* owned, nullable: of that origin */
  MtSigned how;               /* the last message was signed */
  guint hops;
  guint challenges;
  gboolean retried;
  MtLaneSink sink;
} Sending;

/* What to do after an exchange. */
typedef enum
{
  NEXT_FAIL,
  NEXT_ANSWER,
  NEXT_AGAIN,
} Next;

static void
append_headers (SoupMessage *message, const MtRequest *request)
{
  SoupMessageHeaders *headers = soup_message_get_request_headers (message);

  for (guint i = 0; i + 1 < request->headers->len; i += 2)
    soup_message_headers_append (headers, g_ptr_array_index (request->headers, i),
                                 g_ptr_array_index (request->headers, i + 1));
}

static SoupMessage *
make_message (Sending *self)
{
  const MtRequest *request = self->request;
  g_autoptr (GUri) uri = g_uri_parse (self->url, SOUP_HTTP_URI_FLAGS, NULL);
  SoupMessage *message = soup_message_new_from_uri (request->method, uri);

  soup_message_add_flags (message, SOUP_MESSAGE_NO_REDIRECT | SOUP_MESSAGE_COLLECT_METRICS);
  /* What must not arrive twice does not go by a connection that may be closed already. */
  if (!mt_request_is_idempotent (request))
    soup_message_add_flags (message, SOUP_MESSAGE_NEW_CONNECTION);
  append_headers (message, request);
  self->how =
      self->credentials != NULL ? mt_credentials_sign (self->credentials, message) : MT_SIGNED_NOT;
  if (request->body != NULL)
    soup_message_set_request_body_from_bytes (message, request->type, request->body);
  return message;
}

/* Some servers repeat in a refusal what they were sent. */
static gboolean
is_unspeakable (Sending *self, GBytes *body)
{
  if (self->request->anonymous)
    return self->request->body != NULL;
  return self->credentials != NULL && mt_credentials_show_in (self->credentials, body);
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
  response->unspeakable = is_unspeakable (self, body);
  return response;
}

static gboolean
is_transport (const GError *error)
{
  return error->domain == G_IO_ERROR || error->domain == G_RESOLVER_ERROR ||
         error->domain == G_TLS_ERROR || error->domain == SOUP_SESSION_ERROR;
}

/* The connection ended, which a kept one may do at any time. */
static gboolean
is_broken_off (const GError *error)
{
  return g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CONNECTION_CLOSED) ||
         g_error_matches (error, G_IO_ERROR, G_IO_ERROR_PARTIAL_INPUT) ||
         g_error_matches (error, G_TLS_ERROR, G_TLS_ERROR_EOF) ||
         error->domain == SOUP_SESSION_ERROR;
}

static Next
judge_failure (Sending *self, const MtTlsCheck *tls, GError *failure, GError **error)
{
  g_autoptr (GError) owned = failure;

  if (!self->retried && !self->sink.fed && mt_request_is_safe (self->request) &&
      is_broken_off (owned))
    {
      self->retried = TRUE;
      return NEXT_AGAIN;
    }
  if (self->sink.refused || !is_transport (owned) || g_cancellable_is_cancelled (self->cancellable))
    g_propagate_error (error, g_steal_pointer (&owned));
  else
    mt_http_fail_transport (self->url, tls, owned, error);
  return NEXT_FAIL;
}

static Next
judge_challenge (Sending *self, SoupMessage *message, GError **error)
{
  g_autoptr (MtChallenges) challenges =
      mt_challenges_new (soup_message_get_response_headers (message));
  MtAuthKind kind = MT_AUTH_NONE;

  if (self->credentials != NULL)
    {
      kind = mt_credentials_get_kind (self->credentials);
      if (mt_credentials_challenge (self->credentials, message, challenges, self->how,
                                    self->challenges++) == MT_CHALLENGE_AGAIN)
        return NEXT_AGAIN;
      mt_credentials_set_refused (self->credentials);
    }
  mt_http_fail_auth (self->url, kind, challenges, error);
  return NEXT_FAIL;
}

static Next
judge_throttle (Sending *self, SoupMessage *message, GError **error)
{
  SoupMessageHeaders *headers = soup_message_get_response_headers (message);
  gint64 seconds = mt_retry_after_parse (soup_message_headers_get_one (headers, "Retry-After"),
                                         soup_message_headers_get_one (headers, "Date"));
  g_autofree char *origin = mt_url_get_origin (self->url);

  if (seconds > 0)
    mt_http_hold_origin (self->http, origin, seconds);
  mt_http_fail_throttled (self->url, soup_message_get_status (message), seconds, error);
  return NEXT_FAIL;
}

static void
aim (Sending *self, char *url)
{
  g_autofree char *origin = mt_url_get_origin (url);

  g_free (self->url);
  self->url = url;
  g_clear_pointer (&self->credentials, mt_credentials_unref);
  if (!self->request->anonymous && mt_url_is_secure (url))
    self->credentials = mt_http_find_credentials (self->http, origin);
}

/* Whether a redirect stays where this request may go. */
static gboolean
may_follow (const Sending *self, const char *target)
{
  if (mt_url_same_origin (self->url, target))
    return TRUE;
  return self->request->follow_site && mt_url_is_secure (target) &&
         mt_url_same_site (self->url, target);
}

/* With the same method and the same body, whatever browsers make of some of these. */
static Next
judge_redirect (Sending *self, SoupMessage *message, const char *location, GError **error)
{
  guint status = soup_message_get_status (message);
  g_autofree char *target = mt_url_resolve (self->url, location, error);

  if (target == NULL)
    return NEXT_FAIL;
  if (!may_follow (self, target))
    mt_http_fail_redirect (self->url, status, target, error);
  else if (self->hops >= MAX_HOPS)
    mt_http_fail_redirect (self->url, status, NULL, error);
  else
    {
      self->hops++;
      aim (self, g_steal_pointer (&target));
      return NEXT_AGAIN;
    }
  return NEXT_FAIL;
}

static const char *
redirect_location (Sending *self, SoupMessage *message)
{
  switch (soup_message_get_status (message))
    {
    case SOUP_STATUS_SEE_OTHER: /* says: GET something else */
      if (strcmp (self->request->method, "GET") != 0)
        return NULL;
      G_GNUC_FALLTHROUGH;
    case SOUP_STATUS_MOVED_PERMANENTLY:
    case SOUP_STATUS_FOUND:
    case SOUP_STATUS_TEMPORARY_REDIRECT:
    case SOUP_STATUS_PERMANENT_REDIRECT:
      return soup_message_headers_get_one (soup_message_get_response_headers (message), "Location");
    default:
      return NULL;
    }
}

static Next
judge_answer (Sending *self, SoupMessage *message, GError **error)
{
  guint status = soup_message_get_status (message);
  const char *location = redirect_location (self, message);

  if (location != NULL)
    return judge_redirect (self, message, location, error);
  if (status == SOUP_STATUS_UNAUTHORIZED)
    return judge_challenge (self, message, error);
  if (self->credentials != NULL && self->how != MT_SIGNED_NOT)
    mt_credentials_set_accepted (self->credentials);
  if (status == SOUP_STATUS_SERVICE_UNAVAILABLE || status == TOO_MANY_REQUESTS)
    return judge_throttle (self, message, error);
  if (status == NETWORK_AUTHENTICATION_REQUIRED)
    {
      mt_http_fail_web_page (self->url, error);
      return NEXT_FAIL;
    }
  return NEXT_ANSWER;
}

/* Nothing is sent that is known to be refused. */
static gboolean
may_send (Sending *self, GError **error)
{
  g_autofree char *origin = mt_url_get_origin (self->url);
  gint64 hold = mt_http_get_hold (self->http, origin);

  if (!mt_url_is_secure (self->url))
    mt_http_fail_plain (self->url, error);
  else if (hold > 0)
    mt_http_fail_throttled (self->url, 0, hold, error);
  else if (self->credentials != NULL && mt_credentials_is_refused (self->credentials))
    mt_http_fail_auth (self->url, mt_credentials_get_kind (self->credentials), NULL, error);
  else
    return TRUE;
  return FALSE;
}

/* What a proxy says instead of opening the way looks like an answer of the server. */
static gboolean
is_of_server (SoupMessage *message)
{
  return strcmp (g_uri_get_scheme (soup_message_get_uri (message)), "https") != 0 ||
         soup_message_get_tls_peer_certificate (message) != NULL;
}

static Next
judge_proxy (Sending *self, GError **error)
{
  const GError cause = { G_IO_ERROR, G_IO_ERROR_PROXY_FAILED, NULL };

  mt_http_fail_transport (self->url, NULL, &cause, error);
  return NEXT_FAIL;
}

static Next
exchange (Sending *self, MtResponse **response, GError **error)
{
  g_autoptr (GTlsDatabase) authorities = mt_http_dup_authorities (self->http);
  MtTlsCheck tls = { .authorities = authorities };
  g_autoptr (SoupMessage) message = NULL;
  g_autoptr (GBytes) body = NULL;
  g_autoptr (GError) failure = NULL;
  Next next;

  if (!may_send (self, error))
    return NEXT_FAIL;
  message = make_message (self);
  mt_tls_check_watch (&tls, message);
  body = mt_lane_send (self->lane, message, self->request, &self->patience, &self->sink,
                       self->cancellable, &failure);
  mt_http_add_traffic (self->http, message);
  if (body == NULL)
    next = judge_failure (self, &tls, g_steal_pointer (&failure), error);
  else if (!is_of_server (message))
    next = judge_proxy (self, error);
  else
    next = judge_answer (self, message, error);
  if (next == NEXT_ANSWER)
    *response = make_response (self, message, body);
  mt_tls_check_clear (&tls, message);
  return next;
}

/**
 * mt_http_send:
 * @self: a client
 * @request: what to ask
 * @cancellable: (nullable): to stop it, from any thread
 * @error: (out): %MT_NET_ERROR, %G_IO_ERROR_CANCELLED, or what the sink said
 *
 * Asks a server and waits for its whole answer. Any status is an answer, but for a 401 that stands
 * (%MT_NET_ERROR_AUTH), 429 and 503 (%MT_NET_ERROR_THROTTLED), redirects that are not followed
 * (%MT_NET_ERROR_REDIRECT), and a web page where something else was asked for
 * (%MT_NET_ERROR_PORTAL). An answer in chunks that was cut looks whole: who parses it must look for
 * its end.
 *
 * What changes nothing is sent once more when the connection breaks off. Whether anything else
 * arrived then is for the caller to find out.
 *
 * Returns: (transfer full): the answer, or %NULL with an error
 */
MtResponse *
mt_http_send (MtHttp *self, MtRequest *request, GCancellable *cancellable, GError **error)
{
  Sending one = { .http = self, .request = request, .cancellable = cancellable };
  MtHttpLimits limits;
  MtResponse *response = NULL;
  char *url;

  if (!mt_request_check (request, error))
    return NULL;
  url = mt_url_normalise (request->url, error);
  if (url == NULL)
    return NULL;
  mt_http_get_limits (self, &limits);
  one.patience.idle_us = (gint64) limits.idle_ms * MS_US;
  one.patience.deadline_us = g_get_monotonic_time () + (gint64) limits.total_ms * MS_US;
  one.lane = mt_http_take_lane (self);
  aim (&one, url);
  while (exchange (&one, &response, error) == NEXT_AGAIN)
    ;
  mt_http_give_lane (self, one.lane);
  g_clear_pointer (&one.credentials, mt_credentials_unref);
  g_free (one.url);
  return response;
}
