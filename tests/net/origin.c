/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * An HTTP server of the tests.
 */
#include "origin.h"

#include <string.h>

struct _Origin
{
  GThread *thread;
  GMainContext *context;
  GMainLoop *loop;
  SoupServer *server;
  GTlsCertificate *certificate; /* nullable */
  OriginHandler handler;
  gpointer data;
  guint port;
  GMutex mutex;
  GCond started;
  GPtrArray *requests; /* (element-type OriginRequest) */
};

static void
request_free (gpointer data)
{
  OriginRequest *request = data;

  g_free (request->method);
  g_free (request->path);
  g_free (request->query);
  g_free (request->authorization);
  g_free (request->head);
  g_bytes_unref (request->body);
  g_free (request);
}

static OriginRequest *
read_request (SoupServerMessage *message)
{
  OriginRequest *request = g_new0 (OriginRequest, 1);
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (message);
  GUri *uri = soup_server_message_get_uri (message);
  g_autoptr (GString) head = g_string_new (NULL);
  SoupMessageHeadersIter iter;
  const char *name;
  const char *value;

  soup_message_headers_iter_init (&iter, headers);
  while (soup_message_headers_iter_next (&iter, &name, &value))
    g_string_append_printf (head, "%s: %s\n", name, value);
  request->method = g_strdup (soup_server_message_get_method (message));
  request->path = g_strdup (g_uri_get_path (uri));
  request->query = g_strdup (g_uri_get_query (uri));
  request->authorization = g_strdup (soup_message_headers_get_one (headers, "Authorization"));
  request->head = g_string_free (g_steal_pointer (&head), FALSE);
  request->port = g_inet_socket_address_get_port (
      G_INET_SOCKET_ADDRESS (soup_server_message_get_remote_address (message)));
  request->body = soup_message_body_flatten (soup_server_message_get_request_body (message));
  return request;
}

static void
handle_cb (SoupServer *server,
           SoupServerMessage *message,
           const char *path,
           GHashTable *query,
           gpointer data)
{
  Origin *self = data;
  OriginRequest *request = read_request (message);
  guint number;

  g_mutex_lock (&self->mutex);
  number = self->requests->len;
  g_ptr_array_add (self->requests, request);
  g_mutex_unlock (&self->mutex);
  self->handler (message, request, number, self->data);
}

static void
listen (Origin *self)
{
  g_autoptr (GError) error = NULL;
  GSList *uris;

  self->server = soup_server_new ("raw-paths", TRUE, NULL);
  if (self->certificate != NULL)
    soup_server_set_tls_certificate (self->server, self->certificate);
  soup_server_add_handler (self->server, NULL, handle_cb, self, NULL);
  soup_server_listen_local (self->server, 0,
                            SOUP_SERVER_LISTEN_IPV4_ONLY |
                                (self->certificate != NULL ? SOUP_SERVER_LISTEN_HTTPS : 0),
                            &error);
  g_assert_no_error (error);
  uris = soup_server_get_uris (self->server);
  g_mutex_lock (&self->mutex);
  self->port = (guint) g_uri_get_port (uris->data);
  g_cond_signal (&self->started);
  g_mutex_unlock (&self->mutex);
  g_slist_free_full (uris, (GDestroyNotify) g_uri_unref);
}

static gpointer
serve (gpointer data)
{
  Origin *self = data;

  g_main_context_push_thread_default (self->context);
  listen (self);
  g_main_loop_run (self->loop);
  soup_server_disconnect (self->server);
  g_clear_object (&self->server);
  while (g_main_context_iteration (self->context, FALSE))
    ;
  g_main_context_pop_thread_default (self->context);
  return NULL;
}

/* A server with TLS. */
Origin *
origin_new_tls (GTlsCertificate *certificate, OriginHandler handler, gpointer data)
{
  Origin *self = g_new0 (Origin, 1);

  g_mutex_init (&self->mutex);
  g_cond_init (&self->started);
  self->requests = g_ptr_array_new_with_free_func (request_free);
  self->handler = handler;
  self->data = data;
  self->certificate = certificate;
  self->context = g_main_context_new ();
  self->loop = g_main_loop_new (self->context, FALSE);
  self->thread = g_thread_new ("origin", serve, self);
  g_mutex_lock (&self->mutex);
  while (self->port == 0)
    g_cond_wait (&self->started, &self->mutex);
  g_mutex_unlock (&self->mutex);
  return self;
}

/* A server that HANDLER answers for. */
Origin *
origin_new (OriginHandler handler, gpointer data)
{
  return origin_new_tls (NULL, handler, data);
}

static gboolean
quit_cb (gpointer data)
{
  g_main_loop_quit (data);
  return G_SOURCE_REMOVE;
}

void
origin_free (Origin *self)
{
  g_main_context_invoke (self->context, quit_cb, self->loop);
  g_thread_join (self->thread);
  g_main_loop_unref (self->loop);
  g_main_context_unref (self->context);
  g_ptr_array_unref (self->requests);
  g_mutex_clear (&self->mutex);
  g_cond_clear (&self->started);
  g_free (self);
}

char *
origin_url (Origin *self, const char *path)
{
  return g_strdup_printf ("%s://127.0.0.1:%u%s", self->certificate != NULL ? "https" : "http",
                          self->port, path);
}

guint
origin_count (Origin *self)
{
  guint count;

  g_mutex_lock (&self->mutex);
  count = self->requests->len;
  g_mutex_unlock (&self->mutex);
  return count;
}

/* A request that came, which stays as long as SELF. */
OriginRequest *
origin_request (Origin *self, guint number)
{
  OriginRequest *request;

  g_mutex_lock (&self->mutex);
  g_assert_cmpuint (number, <, self->requests->len);
  request = g_ptr_array_index (self->requests, number);
  g_mutex_unlock (&self->mutex);
  return request;
}

/* Answers with STATUS and, unless TYPE is NULL, a text. */
void
origin_answer (SoupServerMessage *message, guint status, const char *type, const char *text)
{
  soup_server_message_set_status (message, status, NULL);
  if (type != NULL)
    soup_server_message_set_response (message, type, SOUP_MEMORY_COPY, text, strlen (text));
}
