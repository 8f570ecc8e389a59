/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtLane: sends one message and reads its answer, with a cap and deadlines.
 */
#include "config.h"

#include "net/mt-http-lane.h"

#include <glib/gi18n-lib.h>

#include <string.h>

#include "net/mt-http-words.h"
#include "net/mt-net-error.h"
#include "net/mt-proxies.h"
#include "net/mt-web-page.h"

#define CHUNK_BYTES (64 * 1024)
/* What a failure says beyond this is not read. */
#define FAILURE_BYTES (64 * 1024)

struct _MtLane
{
  GMainContext *context;
  SoupSession *session;
  char *buffer;   /* of CHUNK_BYTES */
  gint64 used_us; /* when it was last used */
};

/* One exchange. */
typedef struct
{
  MtLane *lane;
  SoupMessage *message;
  const MtRequest *request;
  const MtLanePatience *patience;
  GCancellable *cancellable; /* ours: of the caller, or of the clock */
  GSource *clock;
  gboolean timed_out;
  gboolean broken_off;
  GAsyncResult *result; /* of the step waited for */
  GByteArray *body;
  gsize n_bytes; /* decoded */
  MtLaneSink sink;
} Exchange;

/**
 * mt_lane_new:
 *
 * Returns: (transfer full): a lane without a connection
 */
MtLane *
mt_lane_new (void)
{
  MtLane *self = g_new0 (MtLane, 1);
  g_autoptr (GProxyResolver) proxies = mt_proxies_new ();

  self->context = g_main_context_new ();
  self->buffer = g_malloc (CHUNK_BYTES);
  g_main_context_push_thread_default (self->context);
  /* Redirects, credentials and cookies are ours alone to decide on. And one connection: when a kept
   * one breaks off and libsoup (3.2.3) has another at hand to begin anew on, it does so before it
   * has heard of the end of the first, takes that for the end of the second, and crashes. */
  self->session =
      soup_session_new_with_options ("timeout", 0, "proxy-resolver", proxies, "user-agent",
                                     "Meantime/" PACKAGE_VERSION, "max-conns-per-host", 1, NULL);
  soup_session_remove_feature_by_type (self->session, SOUP_TYPE_AUTH_MANAGER);
  soup_session_remove_feature_by_type (self->session, SOUP_TYPE_COOKIE_JAR);
  soup_session_remove_feature_by_type (self->session, SOUP_TYPE_HSTS_ENFORCER);
  g_main_context_pop_thread_default (self->context);
  return self;
}

/**
 * mt_lane_free:
 * @self: (transfer full): a lane that nobody uses
 *
 * Closes its connections.
 */
void
mt_lane_free (MtLane *self)
{
  g_main_context_push_thread_default (self->context);
  soup_session_abort (self->session);
  g_clear_object (&self->session);
  while (g_main_context_iteration (self->context, FALSE))
    ;
  g_main_context_pop_thread_default (self->context);
  g_main_context_unref (self->context);
  g_free (self->buffer);
  g_free (self);
}

static gboolean
clock_cb (gpointer data)
{
  Exchange *self = data;

  self->timed_out = TRUE;
  g_cancellable_cancel (self->cancellable);
  return G_SOURCE_REMOVE;
}

/* Something moved: the clock starts over. */
static void
progress (Exchange *self)
{
  g_source_set_ready_time (self->clock, MIN (g_get_monotonic_time () + self->patience->idle_us,
                                             self->patience->deadline_us));
}

static gboolean
dispatch_clock (GSource *source, GSourceFunc callback, gpointer data)
{
  return callback (data);
}

static GSourceFuncs clock_funcs = { .dispatch = dispatch_clock };

static void
start_clock (Exchange *self)
{
  self->clock = g_source_new (&clock_funcs, sizeof (GSource));
  g_source_set_callback (self->clock, clock_cb, self, NULL);
  progress (self);
  g_source_attach (self->clock, self->lane->context);
}

static void
stop_clock (Exchange *self)
{
  g_source_destroy (self->clock);
  g_clear_pointer (&self->clock, g_source_unref);
}

static void
ready_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Exchange *self = data;

  self->result = g_object_ref (result);
}

static GAsyncResult *
wait_for (Exchange *self)
{
  while (self->result == NULL)
    g_main_context_iteration (self->lane->context, TRUE);
  return g_steal_pointer (&self->result);
}

static gboolean
is_success (Exchange *self)
{
  return SOUP_STATUS_IS_SUCCESSFUL (soup_message_get_status (self->message));
}

/* A login page answers 200 to anything. A body of 201 and 204 is a note for people. */
static gboolean
check_first (Exchange *self, const char *bytes, gsize n, GError **error)
{
  guint status = soup_message_get_status (self->message);
  g_autofree char *url = NULL;

  if (status == SOUP_STATUS_CREATED || status == SOUP_STATUS_NO_CONTENT || !is_success (self) ||
      !mt_web_page_begins (bytes, n))
    return TRUE;
  url = g_uri_to_string (soup_message_get_uri (self->message));
  mt_http_fail_web_page (url, error);
  return FALSE;
}

static gboolean
check_size (Exchange *self, guint64 n, GError **error)
{
  g_autofree char *host = NULL;
  g_autofree char *cap = NULL;

  if (!is_success (self) || n <= self->request->cap)
    return TRUE;
  host = g_strdup (g_uri_get_host (soup_message_get_uri (self->message)));
  cap = g_format_size (self->request->cap);
  g_set_error (error, MT_NET_ERROR, MT_NET_ERROR_TOO_LARGE,
               _ ("%s: the answer is larger than %s and was not read"), host, cap);
  return FALSE;
}

/* What would be too much even before it is decoded need not be read at all. */
static guint64
announced_size (Exchange *self)
{
  SoupMessageHeaders *headers = soup_message_get_response_headers (self->message);

  if (soup_message_headers_get_encoding (headers) != SOUP_ENCODING_CONTENT_LENGTH)
    return 0;
  return (guint64) soup_message_headers_get_content_length (headers);
}

/* Hands on what was read. Returns: whether to go on; without an error it is enough */
static gboolean
deliver (Exchange *self, gsize n, GError **error)
{
  const char *bytes = self->lane->buffer;

  if (self->n_bytes == 0 && !check_first (self, bytes, n, error))
    return FALSE;
  self->n_bytes += n;
  if (!is_success (self))
    {
      g_byte_array_append (self->body, (const guint8 *) bytes, n);
      return self->n_bytes < FAILURE_BYTES;
    }
  if (!check_size (self, self->n_bytes, error))
    return FALSE;
  if (self->request->sink == NULL)
    {
      g_byte_array_append (self->body, (const guint8 *) bytes, n);
      return TRUE;
    }
  self->sink.fed = TRUE;
  self->sink.refused = !self->request->sink (bytes, n, self->request->sink_data, error);
  g_assert (!self->sink.refused || *error != NULL);
  return !self->sink.refused;
}

/* Reads some bytes behind the FILLED first ones of the buffer. Returns: how many, 0 at the end, -1
 * with an error */
static gssize
read_some (Exchange *self, GInputStream *stream, gsize filled, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;
  gssize n;

  g_input_stream_read_async (stream, self->lane->buffer + filled, CHUNK_BYTES - filled,
                             G_PRIORITY_DEFAULT, self->cancellable, ready_cb, self);
  result = wait_for (self);
  n = g_input_stream_read_finish (stream, result, error);
  progress (self);
  return n;
}

/* The first bytes are held back until there are enough of them to judge by. */
static gboolean
read_all (Exchange *self, GInputStream *stream, GError **error)
{
  g_autoptr (GError) local = NULL;
  gsize held = 0;
  gssize n;
  gboolean more = TRUE;

  do
    {
      n = read_some (self, stream, held, &local);
      held += (gsize) MAX (n, 0);
      if (held > 0 && (self->n_bytes > 0 || held >= MT_WEB_PAGE_BYTES || n == 0))
        {
          more = deliver (self, held, &local);
          held = 0;
        }
    }
  while (n > 0 && more);
  if (local == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

/* libsoup begins anew when a kept connection breaks off, with a body that it has read already
 * (3.2.3): it gets the whole one again. What changes something on the server may have done so the
 * first time, so that the answer to the second is not believed: who asked looks what is there. To
 * stop libsoup in the middle of this is no way: it has callbacks on their way then, for a message
 * that is gone. */
static void
restarted_cb (Exchange *self)
{
  if (self->request->body != NULL)
    soup_message_set_request_body_from_bytes (self->message, self->request->type,
                                              self->request->body);
  self->broken_off = !mt_request_is_safe (self->request);
}

static gboolean
exchange (Exchange *self, GError **error)
{
  g_autoptr (GInputStream) stream = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  gboolean done;

  g_signal_connect_swapped (self->message, "network-event", G_CALLBACK (progress), self);
  g_signal_connect_swapped (self->message, "wrote-body-data", G_CALLBACK (progress), self);
  g_signal_connect_swapped (self->message, "restarted", G_CALLBACK (restarted_cb), self);
  soup_session_send_async (self->lane->session, self->message, G_PRIORITY_DEFAULT,
                           self->cancellable, ready_cb, self);
  result = wait_for (self);
  stream = soup_session_send_finish (self->lane->session, result, error);
  progress (self);
  done = stream != NULL && check_size (self, announced_size (self), error) &&
         read_all (self, stream, error);
  g_signal_handlers_disconnect_by_data (self->message, self);
  return done;
}

static void
cancel_cb (GCancellable *cancellable, gpointer data)
{
  g_cancellable_cancel (data);
}

/**
 * mt_lane_get_used:
 * @self: a lane
 *
 * Returns: what mt_lane_set_used() said
 */
gint64
mt_lane_get_used (const MtLane *self)
{
  return self->used_us;
}

/**
 * mt_lane_set_used:
 * @self: a lane
 * @now_us: a time of any clock
 *
 * Notes when it was used last.
 */
void
mt_lane_set_used (MtLane *self, gint64 now_us)
{
  self->used_us = now_us;
}

/**
 * mt_lane_send:
 * @self: a lane that no other thread uses now
 * @message: what to send
 * @request: cap and sink
 * @patience: when to give up
 * @sink: (out): what became of the sink of @request
 * @cancellable: (nullable): to stop it
 * @error: (out): of GIO, libsoup, %MT_NET_ERROR or the sink; %G_IO_ERROR_TIMED_OUT when patience
 *   ran out, %G_IO_ERROR_CONNECTION_CLOSED when a kept connection broke off
 *
 * Sends a message and reads the answer to its end. Blocking.
 *
 * Returns: (transfer full): the body, or %NULL
 */
GBytes *
mt_lane_send (MtLane *self,
              SoupMessage *message,
              const MtRequest *request,
              const MtLanePatience *patience,
              MtLaneSink *sink,
              GCancellable *cancellable,
              GError **error)
{
  Exchange one = { .lane = self, .message = message, .request = request, .patience = patience };
  g_autoptr (GError) local = NULL;
  gulong handler;
  gboolean done;

  one.cancellable = g_cancellable_new ();
  one.body = g_byte_array_new ();
  g_main_context_push_thread_default (self->context);
  start_clock (&one);
  handler = cancellable != NULL
                ? g_cancellable_connect (cancellable, G_CALLBACK (cancel_cb),
                                         g_object_ref (one.cancellable), g_object_unref)
                : 0;
  done = exchange (&one, &local);
  g_cancellable_disconnect (cancellable, handler);
  stop_clock (&one);
  g_main_context_pop_thread_default (self->context);
  *sink = one.sink;
  g_object_unref (one.cancellable);
  if (done && !one.broken_off)
    return g_byte_array_free_to_bytes (one.body);
  g_byte_array_unref (one.body);
  if (one.broken_off)
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_CONNECTION_CLOSED, "broken off");
  else if (one.timed_out && g_error_matches (local, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_TIMED_OUT, "timed out");
  else
    g_propagate_error (error, g_steal_pointer (&local));
  return NULL;
}
