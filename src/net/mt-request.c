/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtRequest: what is asked of a server. It can be sent more than once.
 */
#include "config.h"

#include "net/mt-request-private.h"

#include <glib/gi18n-lib.h>

#include <string.h>

#include "net/mt-net-error.h"

#define CAP_BYTES (32 * 1024 * 1024)

/**
 * mt_request_new:
 * @method: e.g. "PROPFIND"
 * @url: where to; checked when it is sent
 *
 * Returns: (transfer full): a request without a body
 */
MtRequest *
mt_request_new (const char *method, const char *url)
{
  MtRequest *self = g_new0 (MtRequest, 1);

  self->method = g_strdup (method);
  self->url = g_strdup (url);
  self->headers = g_ptr_array_new_with_free_func (g_free);
  self->cap = CAP_BYTES;
  return self;
}

/**
 * mt_request_free:
 * @self: (transfer full): a request that is not under way
 *
 * Frees a request.
 */
void
mt_request_free (MtRequest *self)
{
  g_free (self->method);
  g_free (self->url);
  g_ptr_array_unref (self->headers);
  g_free (self->type);
  g_clear_pointer (&self->body, g_bytes_unref);
  g_free (self);
}

/**
 * mt_request_set_header:
 * @self: a request
 * @name: name of the header
 * @value: (nullable): its value; %NULL does nothing
 *
 * Adds a header. A header with a secret goes to the origin of the request alone, as all others do.
 */
void
mt_request_set_header (MtRequest *self, const char *name, const char *value)
{
  if (value == NULL)
    return;
  g_ptr_array_add (self->headers, g_strdup (name));
  g_ptr_array_add (self->headers, g_strdup (value));
}

static gboolean
is_line (const char *value)
{
  for (; *value != '\0'; value++)
    if (((guchar) *value < 0x20 && *value != '\t') || *value == 0x7f)
      return FALSE;
  return TRUE;
}

/**
 * mt_request_check:
 * @self: a request
 * @error: (out): %MT_NET_ERROR_MALFORMED
 *
 * Looks whether all headers can be sent: an ETag comes from a server, and a request that lost its
 * condition on the way would overwrite what it must not.
 *
 * Source: RFC 9110, 5.5
 *
 * Returns: whether they can
 */
gboolean
mt_request_check (const MtRequest *self, GError **error)
{
  for (guint i = 0; i + 1 < self->headers->len; i += 2)
    if (!is_line (g_ptr_array_index (self->headers, i + 1)))
      {
        g_set_error (error, MT_NET_ERROR, MT_NET_ERROR_MALFORMED,
                     _ ("%s cannot be sent: it holds a line break or a control character"),
                     (char *) g_ptr_array_index (self->headers, i));
        return FALSE;
      }
  return TRUE;
}

/**
 * mt_request_is_safe:
 * @self: a request
 *
 * Whether it may be sent once more without harm, whatever became of the first time. A conditional
 * PUT is not: its second answer would say that somebody else changed the item.
 *
 * Source: RFC 9110, 9.2.1
 *
 * Returns: whether it changes nothing
 */
gboolean
mt_request_is_safe (const MtRequest *self)
{
  static const char *const safe[] = { "GET", "HEAD", "OPTIONS", "PROPFIND", "REPORT", NULL };

  return g_strv_contains (safe, self->method);
}

/**
 * mt_request_is_idempotent:
 * @self: a request
 *
 * Source: RFC 9110, 9.2.2
 *
 * Returns: whether twice leaves the server as once does, even though the answers may differ
 */
gboolean
mt_request_is_idempotent (const MtRequest *self)
{
  return mt_request_is_safe (self) || strcmp (self->method, "PUT") == 0 ||
         strcmp (self->method, "DELETE") == 0;
}

/**
 * mt_request_set_depth:
 * @self: a request
 * @depth: "0", "1" or "infinity"
 *
 * Source: RFC 4918, 10.2
 */
void
mt_request_set_depth (MtRequest *self, const char *depth)
{
  mt_request_set_header (self, "Depth", depth);
}

/**
 * mt_request_set_body:
 * @self: a request
 * @type: media type
 * @body: (nullable): the bytes
 *
 * Sets what is sent. Its length goes ahead of it: some servers refuse chunks.
 */
void
mt_request_set_body (MtRequest *self, const char *type, GBytes *body)
{
  g_free (self->type);
  self->type = g_strdup (type);
  g_clear_pointer (&self->body, g_bytes_unref);
  self->body = body != NULL ? g_bytes_ref (body) : NULL;
}

/**
 * mt_request_set_text:
 * @self: a request
 * @type: media type
 * @text: the text
 *
 * Sets what is sent.
 */
void
mt_request_set_text (MtRequest *self, const char *type, const char *text)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));

  mt_request_set_body (self, type, bytes);
}

/**
 * mt_request_set_sink:
 * @self: a request
 * @sink: (scope forever): takes the decoded bytes, on the thread that sends
 * @data: for @sink
 *
 * Has the body of a 2xx answer handed on as it comes, instead of gathered. What the sink has seen
 * counts only when mt_http_send() then succeeds. With a sink, a request is tried again only as long
 * as the sink has seen nothing.
 */
void
mt_request_set_sink (MtRequest *self, MtRequestSink sink, gpointer data)
{
  self->sink = sink;
  self->sink_data = data;
}

/**
 * mt_request_set_cap:
 * @self: a request
 * @decoded_bytes: more than this is %MT_NET_ERROR_TOO_LARGE; 32 MiB unless set
 *
 * Bounds the answer, as it is after decompression.
 */
void
mt_request_set_cap (MtRequest *self, gsize decoded_bytes)
{
  self->cap = decoded_bytes;
}

/**
 * mt_request_set_follow_site:
 * @self: a request without secret headers
 * @follow: whether redirects lead on to other hosts of the same registrable name, by TLS
 *
 * For discovery. Credentials never go along: they are those of the origin that is asked.
 */
void
mt_request_set_follow_site (MtRequest *self, gboolean follow)
{
  self->follow_site = follow;
}

/**
 * mt_request_set_anonymous:
 * @self: a request
 * @anonymous: whether it goes without the credentials of its origin
 *
 * For what carries its own secret in the body, or asks what strangers may see.
 */
void
mt_request_set_anonymous (MtRequest *self, gboolean anonymous)
{
  self->anonymous = anonymous;
}

/**
 * mt_request_get_method:
 * @self: a request
 *
 * Returns: the method
 */
const char *
mt_request_get_method (const MtRequest *self)
{
  return self->method;
}

/**
 * mt_request_get_url:
 * @self: a request
 *
 * Returns: the URL it was made with
 */
const char *
mt_request_get_url (const MtRequest *self)
{
  return self->url;
}
