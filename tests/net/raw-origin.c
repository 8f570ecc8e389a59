/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * A server of the tests that sends bytes as they are told: half answers, wrong lengths, silence.
 */
#include "origin.h"

#include <string.h>
#include <sys/socket.h>

struct _RawOrigin
{
  GThread *thread;
  GSocketListener *listener;
  GCancellable *stop;
  RawHandler handler;
  gpointer data;
  guint port;
  gint count; /* atomic */
};

static gpointer
serve (gpointer data)
{
  RawOrigin *self = data;

  while (!g_cancellable_is_cancelled (self->stop))
    {
      g_autoptr (GSocketConnection) connection =
          g_socket_listener_accept (self->listener, NULL, self->stop, NULL);

      if (connection != NULL)
        {
          guint number = (guint) g_atomic_int_add (&self->count, 1);

          self->handler (connection, number, self->data);
          g_io_stream_close (G_IO_STREAM (connection), NULL, NULL);
        }
    }
  return NULL;
}

/* A server whose connections HANDLER talks with, one after the other. */
RawOrigin *
raw_origin_new (RawHandler handler, gpointer data)
{
  RawOrigin *self = g_new0 (RawOrigin, 1);
  g_autoptr (GInetAddress) loopback = g_inet_address_new_loopback (G_SOCKET_FAMILY_IPV4);
  g_autoptr (GSocketAddress) any = g_inet_socket_address_new (loopback, 0);
  g_autoptr (GSocketAddress) bound = NULL;
  g_autoptr (GError) error = NULL;

  self->handler = handler;
  self->data = data;
  self->stop = g_cancellable_new ();
  self->listener = g_socket_listener_new ();
  g_socket_listener_add_address (self->listener, any, G_SOCKET_TYPE_STREAM, G_SOCKET_PROTOCOL_TCP,
                                 NULL, &bound, &error);
  g_assert_no_error (error);
  self->port = g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (bound));
  self->thread = g_thread_new ("raw-origin", serve, self);
  return self;
}

void
raw_origin_free (RawOrigin *self)
{
  g_cancellable_cancel (self->stop);
  g_thread_join (self->thread);
  g_object_unref (self->listener);
  g_object_unref (self->stop);
  g_free (self);
}

char *
raw_origin_url (RawOrigin *self, const char *path)
{
  return g_strdup_printf ("http://127.0.0.1:%u%s", self->port, path);
}

/* How many connections came. */
guint
raw_origin_count (RawOrigin *self)
{
  return (guint) g_atomic_int_get (&self->count);
}

/* The bytes of the body that the head in BYTES announces. */
static gsize
body_length (const GString *bytes)
{
  const char *length = strstr (bytes->str, "Content-Length: ");

  return length != NULL ? (gsize) g_ascii_strtoull (length + strlen ("Content-Length: "), NULL, 10)
                        : 0;
}

static gboolean
is_whole (const GString *bytes)
{
  const char *end = strstr (bytes->str, "\r\n\r\n");

  return end != NULL && bytes->len >= (gsize) (end + 4 - bytes->str) + body_length (bytes);
}

/* Reads one request into BYTES. Returns FALSE if the other side closed before its end. */
gboolean
raw_read_request (GSocketConnection *connection, GString *bytes)
{
  GInputStream *input = g_io_stream_get_input_stream (G_IO_STREAM (connection));
  char buffer[4096];

  g_string_truncate (bytes, 0);
  while (!is_whole (bytes))
    {
      gssize n = g_input_stream_read (input, buffer, sizeof buffer, NULL, NULL);

      if (n <= 0)
        return FALSE;
      g_string_append_len (bytes, buffer, n);
    }
  return TRUE;
}

/* Sends N bytes, or a text if N is -1. The other side may be gone. */
void
raw_write (GSocketConnection *connection, const void *bytes, gssize n)
{
  g_output_stream_write_all (g_io_stream_get_output_stream (G_IO_STREAM (connection)), bytes,
                             n < 0 ? strlen (bytes) : (gsize) n, NULL, NULL, NULL);
}

/* Says nothing until the other side gives up. */
void
raw_wait_closed (GSocketConnection *connection)
{
  GInputStream *input = g_io_stream_get_input_stream (G_IO_STREAM (connection));
  char buffer[4096];

  while (g_input_stream_read (input, buffer, sizeof buffer, NULL, NULL) > 0)
    ;
}

/* Has the connection end with a reset instead of an end. */
void
raw_reset (GSocketConnection *connection)
{
  struct linger linger = { .l_onoff = 1, .l_linger = 0 };

  setsockopt (g_socket_get_fd (g_socket_connection_get_socket (connection)), SOL_SOCKET, SO_LINGER,
              &linger, sizeof linger);
}
