/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * One WebDAV question and its answer of many parts.
 */
#include "config.h"

#include "net/mt-dav.h"

#include <glib/gi18n-lib.h>

#include "net/mt-harmless.h"
#include "net/mt-request.h"
#include "net/mt-response.h"
#include "net/mt-url.h"

enum
{
  WORDS_MAX = 200,
};

/* A method that answers in parts and did not: a page that wants to be looked at, or nothing. */
static gboolean
refuse_answer (const char *method, const char *url, guint status, GError **error)
{
  g_autofree char *path = mt_url_get_path (url);

  g_set_error (error, MT_NET_ERROR, MT_NET_ERROR_MALFORMED,
               _ ("%s %s was answered with %u where 207 was expected: there is no calendar server "
                  "at that address"),
               method, path ? path : url, status);
  if (error && *error)
    mt_net_error_set_status (*error, status);
  return FALSE;
}

/**
 * mt_dav_ask:
 * @http: the client
 * @method: "PROPFIND", "REPORT" and the like
 * @url: what to ask
 * @depth: (nullable): "0" or "1"
 * @body: (nullable): XML
 * @answer: (transfer none): a fresh reader of what comes
 * @final_url: (out) (optional) (transfer full): what was asked in the end, after redirects
 * @cancellable: (nullable): to stop
 * @error: return location
 *
 * Asks and reads the answer as it comes. Blocks; for any thread but the main one.
 *
 * Returns: TRUE only if the answer was 207 and came up to its end tag; else FALSE with what
 *   mt_http_send() and mt_response_check() say, with MT_NET_ERROR_MALFORMED or MT_NET_ERROR_PORTAL,
 *   or with an error of the reader's function. @final_url is set whenever there was an answer.
 *
 * Source: RFC 4918 section 13
 */
gboolean
mt_dav_ask (MtHttp *http,
            const char *method,
            const char *url,
            const char *depth,
            const char *body,
            MtMultistatus *answer,
            char **final_url,
            GCancellable *cancellable,
            GError **error)
{
  g_autoptr (MtRequest) request = mt_request_new (method, url);
  g_autoptr (MtResponse) response = NULL;

  if (final_url)
    *final_url = NULL;
  if (depth)
    mt_request_set_depth (request, depth);
  if (body)
    mt_request_set_text (request, MT_DAV_XML_TYPE, body);
  mt_request_set_sink (request, mt_multistatus_sink, answer);

  response = mt_http_send (http, request, cancellable, error);
  if (!response)
    return FALSE;
  if (final_url)
    *final_url = g_strdup (mt_response_get_url (response));
  if (!mt_response_check (response, error))
    return FALSE;
  if (mt_response_get_status (response) != 207)
    return refuse_answer (method, url, mt_response_get_status (response), error);
  return mt_multistatus_finish (answer, error);
}

/* The first failure in an answer to a change. */
typedef struct
{
  guint status;
  char *words;          /* owned, nullable */
  MtDavNode *condition; /* owned, nullable: DAV:error */
} Failure;

static gboolean
note_failure (MtDavResponse *response, gpointer data, GError **error)
{
  Failure *failure = data;
  guint status = response->status >= 300 ? response->status : 0;

  for (guint i = 0; status == 0 && i < response->props->len; i++)
    {
      const MtDavProp *prop = g_ptr_array_index (response->props, i);

      if (prop->status >= 300)
        status = prop->status;
    }
  if (status != 0 && failure->status == 0)
    {
      failure->status = status;
      failure->words = mt_harmless (response->description ? response->description : "", WORDS_MAX);
      failure->condition = g_steal_pointer (&response->error);
    }
  return TRUE;
}

static MtNetError
code_of (guint status)
{
  switch (status)
    {
    case 401:
      return MT_NET_ERROR_AUTH;
    case 403:
      return MT_NET_ERROR_FORBIDDEN;
    case 404:
    case 410:
      return MT_NET_ERROR_MISSING;
    case 409:
    case 412:
      return MT_NET_ERROR_CONFLICT;
    case 413:
      return MT_NET_ERROR_TOO_LARGE;
    case 507:
      return MT_NET_ERROR_FULL;
    default:
      return MT_NET_ERROR_STATUS;
    }
}

/**
 * mt_dav_check_inner:
 * @body: (nullable): of a 207 answer to a change
 * @what: what was done, for the message: "PUT /cal/a.ics"
 * @error: return location
 *
 * Some servers answer a change with 207 and put its failure inside.
 *
 * Returns: TRUE if nothing inside failed; else FALSE with the matching MT_NET_ERROR and its status,
 *   or with MT_NET_ERROR_MALFORMED
 */
gboolean
mt_dav_check_inner (GBytes *body, const char *what, GError **error)
{
  return mt_dav_read_inner (body, what, NULL, error);
}

/**
 * mt_dav_read_inner:
 * @body: (nullable): of a 207 answer to a change
 * @what: what was done, for the message: "PUT /cal/a.ics"
 * @condition: (out) (optional) (transfer full) (nullable): DAV:error of the failure inside
 * @error: return location
 *
 * As mt_dav_check_inner(), and tells which condition did not hold.
 *
 * Returns: as mt_dav_check_inner()
 */
gboolean
mt_dav_read_inner (GBytes *body, const char *what, MtDavNode **condition, GError **error)
{
  Failure failure = { 0 };
  g_autoptr (MtMultistatus) answer = mt_multistatus_new (note_failure, &failure);
  g_autoptr (MtDavNode) node = NULL;
  g_autofree char *words = NULL;
  gsize n = 0;
  const char *bytes = body ? g_bytes_get_data (body, &n) : NULL;
  const gboolean whole = mt_multistatus_feed (answer, bytes ? bytes : "", n, error) &&
                         mt_multistatus_finish (answer, error);

  words = failure.words;
  node = failure.condition;
  if (!whole || failure.status == 0)
    return whole;
  if (condition)
    *condition = g_steal_pointer (&node);
  g_set_error (error, MT_NET_ERROR, (int) code_of (failure.status),
               _ ("%s was refused inside the answer with %u %s"), what, failure.status, words);
  if (error && *error)
    {
      g_strchomp ((*error)->message);
      mt_net_error_set_status (*error, failure.status);
    }
  return FALSE;
}
