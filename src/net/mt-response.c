/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtResponse: what a server answered, and what its status means.
 */
#include "config.h"

#include "net/mt-response-private.h"

#include <glib/gi18n-lib.h>

#include <string.h>

#include "net/mt-harmless.h"
#include "net/mt-net-error.h"
#include "net/mt-server-words.h"
#include "net/mt-url.h"

#define PATH_CHARS 100

/**
 * mt_response_free:
 * @self: (transfer full): a response
 *
 * Frees a response.
 */
void
mt_response_free (MtResponse *self)
{
  g_free (self->method);
  g_free (self->url);
  g_clear_pointer (&self->headers, soup_message_headers_unref);
  g_clear_pointer (&self->body, g_bytes_unref);
  g_free (self);
}

/**
 * mt_response_get_status:
 * @self: a response
 *
 * Returns: the HTTP status
 */
guint
mt_response_get_status (const MtResponse *self)
{
  return self->status;
}

/**
 * mt_response_is_success:
 * @self: a response
 *
 * Returns: whether the status is a 2xx
 */
gboolean
mt_response_is_success (const MtResponse *self)
{
  return SOUP_STATUS_IS_SUCCESSFUL (self->status);
}

/**
 * mt_response_get_header:
 * @self: a response
 * @name: name of a header, in any case
 *
 * Returns: (nullable): its value, several joined by commas
 */
const char *
mt_response_get_header (const MtResponse *self, const char *name)
{
  return soup_message_headers_get_list (self->headers, name);
}

/**
 * mt_response_get_type:
 * @self: a response
 *
 * Returns: (nullable): the media type without parameters, as the server writes it
 */
const char *
mt_response_get_type (const MtResponse *self)
{
  return soup_message_headers_get_content_type (self->headers, NULL);
}

/**
 * mt_response_get_body:
 * @self: a response
 *
 * Returns: (transfer none): the decoded body; empty where a sink took it
 */
GBytes *
mt_response_get_body (const MtResponse *self)
{
  return self->body;
}

/**
 * mt_response_get_url:
 * @self: a response
 *
 * Returns: where it came from, after redirects
 */
const char *
mt_response_get_url (const MtResponse *self)
{
  return self->url;
}

/**
 * mt_response_has_condition:
 * @self: a response
 * @name: local name of a condition, e.g. "valid-sync-token"
 *
 * Source: RFC 4918, 16
 *
 * Returns: whether DAV:error in the body names it first
 */
gboolean
mt_response_has_condition (const MtResponse *self, const char *name)
{
  g_autofree char *condition = mt_server_words_find_condition (self->body);

  return g_strcmp0 (condition, name) == 0;
}

static MtNetError
code_of (guint status)
{
  switch (status)
    {
    case SOUP_STATUS_UNAUTHORIZED:
      return MT_NET_ERROR_AUTH;
    case SOUP_STATUS_FORBIDDEN:
      return MT_NET_ERROR_FORBIDDEN;
    case SOUP_STATUS_NOT_FOUND:
    case SOUP_STATUS_GONE:
      return MT_NET_ERROR_MISSING;
    case SOUP_STATUS_CONFLICT:
    case SOUP_STATUS_PRECONDITION_FAILED:
      return MT_NET_ERROR_CONFLICT;
    case SOUP_STATUS_REQUEST_ENTITY_TOO_LARGE:
      return MT_NET_ERROR_TOO_LARGE;
    case SOUP_STATUS_INSUFFICIENT_STORAGE:
      return MT_NET_ERROR_FULL;
    default:
      return MT_NET_ERROR_STATUS;
    }
}

static const char *
describe_status (guint status)
{
  switch (code_of (status))
    {
    case MT_NET_ERROR_FORBIDDEN:
      return _ ("the account may not do this there");
    case MT_NET_ERROR_MISSING:
      return _ ("there is nothing at that address");
    case MT_NET_ERROR_CONFLICT:
      return _ ("it was changed there in the meantime");
    case MT_NET_ERROR_TOO_LARGE:
      return _ ("too large for the server");
    case MT_NET_ERROR_FULL:
      return _ ("the server has no space left for this account");
    default:
      return status >= 500 ? _ ("the server has trouble of its own; it is tried again later")
                           : _ ("the server refuses the request");
    }
}

/**
 * mt_response_check:
 * @self: a response
 * @error: (out): the matching code of %MT_NET_ERROR
 *
 * Makes an error of any status but 2xx: with host, method, path, status and what the server said.
 *
 * Returns: whether the status is a 2xx
 */
gboolean
mt_response_check (const MtResponse *self, GError **error)
{
  g_autofree char *host = NULL;
  g_autofree char *path = NULL;
  g_autofree char *shown = NULL;
  g_autofree char *words = NULL;
  g_autoptr (GError) local = NULL;

  if (mt_response_is_success (self))
    return TRUE;
  host = mt_url_get_host (self->url);
  path = mt_url_get_path (self->url);
  shown = mt_harmless (path, PATH_CHARS);
  if (!self->unspeakable)
    words = mt_server_words_find (self->body, mt_response_get_type (self));
  local = g_error_new (MT_NET_ERROR, (gint) code_of (self->status), "%s: %s (%s %s: %u%s%s)", host,
                       describe_status (self->status), self->method, shown, self->status,
                       words != NULL ? ", " : "", words != NULL ? words : "");
  mt_net_error_set_status (local, self->status);
  mt_net_error_set_url (local, self->url);
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}
