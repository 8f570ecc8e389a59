/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtLoopback: waits on a free port of this machine for a browser that comes back from signing in.
 * Anything on this machine can knock there: only what knows the state is listened to.
 */
#include "config.h"

#include "net/mt-loopback.h"

#include <glib/gi18n-lib.h>

#include <string.h>

#define HEAD_BYTES (16 * 1024)
/* Browsers open connections ahead and say nothing on them. */
#define SILENCE_S 2

struct _MtLoopback
{
  GSocket *socket;
  char *uri;
};

static GSocket *
listen_locally (GError **error)
{
  g_autoptr (GSocket) socket =
      g_socket_new (G_SOCKET_FAMILY_IPV4, G_SOCKET_TYPE_STREAM, G_SOCKET_PROTOCOL_TCP, error);
  g_autoptr (GInetAddress) loopback = g_inet_address_new_loopback (G_SOCKET_FAMILY_IPV4);
  g_autoptr (GSocketAddress) address = g_inet_socket_address_new (loopback, 0);

  if (socket == NULL || !g_socket_bind (socket, address, FALSE, error) ||
      !g_socket_listen (socket, error))
    return NULL;
  return g_steal_pointer (&socket);
}

/**
 * mt_loopback_new:
 * @error: (out): of GIO
 *
 * Source: RFC 8252, 7.3
 *
 * Returns: (transfer full): an address of this machine that takes one browser, or %NULL
 */
MtLoopback *
mt_loopback_new (GError **error)
{
  g_autoptr (GSocket) socket = listen_locally (error);
  g_autoptr (GSocketAddress) bound = NULL;
  MtLoopback *self;

  if (socket != NULL)
    bound = g_socket_get_local_address (socket, error);
  if (bound == NULL)
    return NULL;
  self = g_new0 (MtLoopback, 1);
  self->uri = g_strdup_printf ("http://127.0.0.1:%u/",
                               g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (bound)));
  self->socket = g_steal_pointer (&socket);
  return self;
}

/**
 * mt_loopback_free:
 * @self: (transfer full): an address
 *
 * Listens no more.
 */
void
mt_loopback_free (MtLoopback *self)
{
  g_object_unref (self->socket);
  g_free (self->uri);
  g_free (self);
}

/**
 * mt_loopback_get_uri:
 * @self: an address
 *
 * Returns: the URI to come back to
 */
const char *
mt_loopback_get_uri (const MtLoopback *self)
{
  return self->uri;
}

/* The head of a request, or what there was of it. */
static char *
read_head (GSocket *browser, GCancellable *cancellable)
{
  g_autoptr (GString) head = g_string_new (NULL);
  char buffer[1024];
  gssize n;

  do
    {
      n = g_socket_receive (browser, buffer, sizeof buffer, cancellable, NULL);
      if (n > 0)
        g_string_append_len (head, buffer, n);
    }
  while (n > 0 && head->len < HEAD_BYTES && strstr (head->str, "\r\n\r\n") == NULL);
  return g_string_free (g_steal_pointer (&head), FALSE);
}

/* The parameters of `GET /?a=b HTTP/1.1`; NULL if that is something else. */
static GHashTable *
read_parameters (const char *head)
{
  g_autofree char *query = NULL;

  if (!g_str_has_prefix (head, "GET /?"))
    return NULL;
  head += strlen ("GET /?");
  query = g_strndup (head, strcspn (head, " \r\n"));
  return g_uri_parse_params (query, -1, "&", G_URI_PARAMS_WWW_FORM, NULL);
}

static void
answer (GSocket *browser, const char *status, const char *words, GCancellable *cancellable)
{
  g_autofree char *escaped = g_markup_escape_text (words, -1);
  g_autofree char *page = g_strdup_printf (
      "<!DOCTYPE html><meta charset=\"utf-8\"><title>Meantime</title><p>%s</p>", escaped);
  g_autofree char *text = g_strdup_printf ("HTTP/1.1 %s\r\n"
                                           "Content-Type: text/html; charset=utf-8\r\n"
                                           "Content-Length: %zu\r\n"
                                           "Cache-Control: no-store\r\n"
                                           "Referrer-Policy: no-referrer\r\n"
                                           "Connection: close\r\n\r\n%s",
                                           status, strlen (page), page);

  g_socket_send (browser, text, strlen (text), cancellable, NULL);
  g_socket_shutdown (browser, FALSE, TRUE, NULL);
}

/* Hears one browser out. Returns: (nullable): what it brings, if it is the one */
static GHashTable *
hear (GSocket *browser, const char *state, GCancellable *cancellable)
{
  g_autofree char *head = NULL;
  g_autoptr (GHashTable) parameters = NULL;

  g_socket_set_timeout (browser, SILENCE_S);
  head = read_head (browser, cancellable);
  parameters = read_parameters (head);
  if (parameters == NULL)
    answer (browser, "404 Not Found", _ ("There is nothing here."), cancellable);
  else if (g_strcmp0 (g_hash_table_lookup (parameters, "state"), state) != 0)
    answer (browser, "403 Forbidden", _ ("This does not belong to the sign-in that is under way."),
            cancellable);
  else if (g_hash_table_contains (parameters, "error"))
    answer (browser, "200 OK", _ ("Signing in was refused. This page can be closed."), cancellable);
  else
    answer (browser, "200 OK", _ ("Signed in. This page can be closed."), cancellable);
  if (parameters != NULL && g_strcmp0 (g_hash_table_lookup (parameters, "state"), state) == 0)
    return g_steal_pointer (&parameters);
  return NULL;
}

/**
 * mt_loopback_wait:
 * @self: an address
 * @state: what the right browser knows
 * @deadline_us: when to give up, by the monotonic clock
 * @cancellable: (nullable): to give up earlier, from any thread
 * @error: (out): %G_IO_ERROR_TIMED_OUT, %G_IO_ERROR_CANCELLED
 *
 * Waits for the browser to come back. Blocking.
 *
 * Returns: (transfer full) (element-type utf8 utf8): the parameters it brings, or %NULL
 */
GHashTable *
mt_loopback_wait (MtLoopback *self,
                  const char *state,
                  gint64 deadline_us,
                  GCancellable *cancellable,
                  GError **error)
{
  GHashTable *parameters = NULL;

  while (parameters == NULL)
    {
      gint64 left_us = MAX (0, deadline_us - g_get_monotonic_time ());
      g_autoptr (GSocket) browser = NULL;

      if (!g_socket_condition_timed_wait (self->socket, G_IO_IN, left_us, cancellable, error))
        return NULL;
      browser = g_socket_accept (self->socket, cancellable, NULL);
      if (browser != NULL)
        parameters = hear (browser, state, cancellable);
    }
  return parameters;
}
