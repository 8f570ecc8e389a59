/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * Tests of the HTTP client against servers and networks that misbehave: silence, drips, cuts,
 * resets, wrong lengths, bombs.
 */
#include "net/mt-http.h"

#include "origin.h"

#include <string.h>

#define OK_HEAD "HTTP/1.1 200 OK\r\nContent-Type: text/calendar\r\n"
#define WHOLE OK_HEAD "Content-Length: 15\r\n\r\nBEGIN:VCALENDAR"

/* What is done to a connection once a request was read. */
typedef enum
{
  DO_SEND,   /* the bytes, then wait for the next request on the same connection */
  DO_CLOSE,  /* the bytes, then the end */
  DO_RESET,  /* the bytes, then a reset */
  DO_SILENT, /* the bytes, then nothing */
  DO_DRIP,   /* the bytes, one after the other, for ever */
} Do;

typedef struct
{
  Do what;
  const char *bytes;
} Step;

/* Steps of all connections together; the last for all that follow. */
typedef struct
{
  const Step *steps;
  guint n;
  gint next;     /* atomic */
  GString *last; /* the last request, whole */
} Script;

static void
drip (GSocketConnection *connection, const char *bytes)
{
  GOutputStream *output = g_io_stream_get_output_stream (G_IO_STREAM (connection));
  GSocket *socket = g_socket_connection_get_socket (connection);
  gsize n = strlen (bytes);

  for (gsize i = 0;
       g_output_stream_write_all (output, bytes + (i < n ? i : n - 1), 1, NULL, NULL, NULL); i++)
    g_socket_condition_timed_wait (socket, G_IO_HUP, 2000, NULL, NULL);
}

static gboolean
take_step (GSocketConnection *connection, const Step *step)
{
  if (step->what == DO_DRIP)
    drip (connection, step->bytes);
  else
    raw_write (connection, step->bytes, -1);
  if (step->what == DO_SILENT)
    raw_wait_closed (connection);
  if (step->what == DO_RESET)
    raw_reset (connection);
  return step->what == DO_SEND;
}

static void
play (GSocketConnection *connection, guint number, gpointer data)
{
  Script *script = data;
  gboolean more = TRUE;
  g_autoptr (GString) seen = g_string_new (NULL);

  g_tcp_connection_set_graceful_disconnect (G_TCP_CONNECTION (connection), FALSE);
  g_socket_set_option (g_socket_connection_get_socket (connection), 6 /* TCP */, 1 /* NODELAY */, 1,
                       NULL);
  while (more && raw_read_request (connection, seen))
    {
      guint next;

      g_string_assign (script->last, seen->str);
      next = (guint) g_atomic_int_add (&script->next, 1);
      more = take_step (connection, &script->steps[MIN (next, script->n - 1)]);
    }
}

typedef struct
{
  const char *name;
  const char *method;
  Step steps[3];
  guint n_steps;
  gboolean works;
  MtNetError code;
  guint requests;    /* that the origin sees */
  const char *words; /* part of the error, nullable */
} Row;

static const Row rows[] = {
  { "silence", "PROPFIND", { { DO_SILENT, "" } }, 1, FALSE, MT_NET_ERROR_OFFLINE, 1, "in time" },
  { "silence after the status",
    "GET",
    { { DO_SILENT, "HTTP/1.1 200 OK\r\n" } },
    1,
    FALSE,
    MT_NET_ERROR_OFFLINE,
    1,
    "in time" },
  { "silence in the body",
    "GET",
    { { DO_SILENT, OK_HEAD "Content-Length: 100\r\n\r\nBEGIN" } },
    1,
    FALSE,
    MT_NET_ERROR_OFFLINE,
    1,
    "in time" },
  { "dripping head",
    "GET",
    { { DO_DRIP, OK_HEAD "X: xxxxxxx" } },
    1,
    FALSE,
    MT_NET_ERROR_OFFLINE,
    1,
    "in time" },
  { "dripping body",
    "GET",
    { { DO_DRIP, OK_HEAD "\r\nx" } },
    1,
    FALSE,
    MT_NET_ERROR_OFFLINE,
    1,
    "in time" },
  { "cut before any answer, once",
    "REPORT",
    { { DO_CLOSE, "" }, { DO_SEND, WHOLE } },
    2,
    TRUE,
    0,
    2 },
  { "reset before any answer, once",
    "GET",
    { { DO_RESET, "" }, { DO_SEND, WHOLE } },
    2,
    TRUE,
    0,
    2 },
  { "reset again and again",
    "GET",
    { { DO_RESET, "" } },
    1,
    FALSE,
    MT_NET_ERROR_OFFLINE,
    2,
    "broke off" },
  { "cut in the head, once",
    "PROPFIND",
    { { DO_CLOSE, "HTTP/1.1 207 Multi" }, { DO_SEND, WHOLE } },
    2,
    TRUE,
    0,
    2 },
  { "cut in the body, once",
    "GET",
    { { DO_CLOSE, OK_HEAD "Content-Length: 100\r\n\r\nBEGIN" }, { DO_SEND, WHOLE } },
    2,
    TRUE,
    0,
    2 },
  { "cut in the body again and again",
    "GET",
    { { DO_CLOSE, OK_HEAD "Content-Length: 100\r\n\r\nBEGIN" } },
    1,
    FALSE,
    MT_NET_ERROR_OFFLINE,
    2,
    "broke off" },
  { "reset in the body again and again",
    "GET",
    { { DO_RESET, OK_HEAD "Content-Length: 100\r\n\r\nBEGIN" } },
    1,
    FALSE,
    MT_NET_ERROR_OFFLINE,
    2,
    "broke off" },
  { "a POST is sent once", "POST", { { DO_CLOSE, "" } }, 1, FALSE, MT_NET_ERROR_OFFLINE, 1 },
  { "a PUT is sent once", "PUT", { { DO_RESET, "" } }, 1, FALSE, MT_NET_ERROR_OFFLINE, 1 },
  { "a DELETE is sent once", "DELETE", { { DO_CLOSE, "" } }, 1, FALSE, MT_NET_ERROR_OFFLINE, 1 },
  { "no HTTP",
    "GET",
    { { DO_CLOSE, "220 mail.example.org ESMTP\r\n" } },
    1,
    FALSE,
    MT_NET_ERROR_OFFLINE,
    2 },
  { "nonsense in the head",
    "GET",
    { { DO_CLOSE, "HTTP/1.1 xyz OK\r\n\r\n" } },
    1,
    FALSE,
    MT_NET_ERROR_OFFLINE,
    2 },
  { "no length, then the end",
    "GET",
    { { DO_CLOSE, OK_HEAD "\r\nBEGIN:VCALENDAR" } },
    1,
    TRUE,
    0,
    1 },
  { "HTTP/1.0",
    "REPORT",
    { { DO_CLOSE, "HTTP/1.0 207 Multi-Status\r\nContent-Type: text/xml\r\n\r\nBEGIN:VCALENDAR" } },
    1,
    TRUE,
    0,
    1 },
  { "chunks",
    "GET",
    { { DO_SEND,
        OK_HEAD "Transfer-Encoding: chunked\r\n\r\n5\r\nBEGIN\r\na\r\n:VCALENDAR\r\n0\r\n\r\n" } },
    1,
    TRUE,
    0,
    1 },
  { "another protocol is offered",
    "GET",
    { { DO_SEND, "HTTP/1.1 200 OK\r\nUpgrade: h2c\r\nConnection: Upgrade, Keep-Alive\r\n"
                 "Content-Length: 15\r\n\r\nBEGIN:VCALENDAR" } },
    1,
    TRUE,
    0,
    1 },
  { "an early word", "PUT", { { DO_SEND, "HTTP/1.1 100 Continue\r\n\r\n" WHOLE } }, 1, TRUE, 0, 1 },
  { "102 goes before",
    "REPORT",
    { { DO_SEND, "HTTP/1.1 102 Processing\r\n\r\n" WHOLE } },
    1,
    TRUE,
    0,
    1 },
  { "more than anybody reads is announced",
    "GET",
    { { DO_SILENT, OK_HEAD "Content-Length: 413138944\r\n\r\nBEGIN:VCALENDAR" } },
    1,
    FALSE,
    MT_NET_ERROR_TOO_LARGE,
    1,
    "larger than" },
  { "web page in crumbs",
    "PROPFIND",
    { { DO_SEND, OK_HEAD "Transfer-Encoding: chunked\r\n\r\n1\r\n<\r\n2\r\nhT\r\n1\r\nm\r\n"
                         "2\r\nl>\r\n0\r\n\r\n" } },
    1,
    FALSE,
    MT_NET_ERROR_PORTAL,
    1,
    "web page" },
  { "length too small",
    "GET",
    { { DO_CLOSE, OK_HEAD "Content-Length: 15\r\n\r\nBEGIN:VCALENDARand more" } },
    1,
    TRUE,
    0,
    1 },
  { "no gzip, though it says so",
    "GET",
    { { DO_SEND, OK_HEAD "Content-Encoding: gzip\r\nContent-Length: 15\r\n\r\nBEGIN:VCALENDAR" } },
    1,
    TRUE,
    0,
    1 },
};

static MtResponse *
ask (MtHttp *http, const char *method, const char *url, GError **error)
{
  g_autoptr (MtRequest) request = mt_request_new (method, url);

  if (strcmp (method, "GET") != 0 && strcmp (method, "DELETE") != 0)
    mt_request_set_text (request, "application/xml; charset=utf-8", "<question/>");
  return mt_http_send (http, request, NULL, error);
}

static MtHttp *
impatient (void)
{
  const MtHttpLimits limits = { .idle_ms = 1000, .total_ms = 1500 };
  MtHttp *http = mt_http_new ();

  mt_http_set_limits (http, &limits);
  return http;
}

static void
test_row (gconstpointer data)
{
  const Row *row = data;
  g_autoptr (GString) last = g_string_new (NULL);
  Script script = { row->steps, row->n_steps, 0, last };
  g_autoptr (RawOrigin) origin = raw_origin_new (play, &script);
  g_autofree char *url = raw_origin_url (origin, "/");
  g_autoptr (MtHttp) http =
      row->words != NULL && g_str_equal (row->words, "in time") ? impatient () : mt_http_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (MtResponse) response = ask (http, row->method, url, &error);
  GBytes *body;

  g_assert_cmpuint ((guint) g_atomic_int_get (&script.next), ==, row->requests);
  if (row->works)
    {
      g_assert_no_error (error);
      body = mt_response_get_body (response);
      g_assert_cmpmem (g_bytes_get_data (body, NULL), g_bytes_get_size (body), "BEGIN:VCALENDAR",
                       15);
      return;
    }
  g_assert_error (error, MT_NET_ERROR, (gint) row->code);
  g_test_message ("%s", error->message);
  g_assert_true (g_str_has_prefix (error->message, "127.0.0.1:"));
  if (row->words != NULL)
    g_assert_nonnull (strstr (error->message, row->words));
}

/* A kept connection that the server closed meanwhile costs nothing. */
static void
test_kept (void)
{
  static const Step steps[] = { { DO_SEND, WHOLE },
                                { DO_CLOSE, WHOLE },
                                { DO_SEND, WHOLE },
                                { DO_RESET, "" },
                                { DO_SEND, WHOLE } };
  g_autoptr (GString) last = g_string_new (NULL);
  Script script = { steps, G_N_ELEMENTS (steps), 0, last };
  g_autoptr (RawOrigin) origin = raw_origin_new (play, &script);
  g_autofree char *url = raw_origin_url (origin, "/");
  g_autoptr (MtHttp) http = mt_http_new ();

  for (guint i = 0; i < 4; i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (MtResponse) response = ask (http, "PROPFIND", url, &error);

      g_assert_no_error (error);
      g_assert_cmpuint (mt_response_get_status (response), ==, 200);
    }
  g_assert_cmpuint ((guint) g_atomic_int_get (&script.next), ==, 5);
  g_assert_cmpuint (raw_origin_count (origin), ==, 3);
}

/* One that breaks off under a request, among requests of all kinds, again and again. */
static void
test_kept_break (void)
{
  static const char *const methods[] = { "PUT", "GET", "PROPFIND" };
  Step steps[4 * 50];
  g_autoptr (GString) last = g_string_new (NULL);
  Script script = { steps, G_N_ELEMENTS (steps), 0, last };
  g_autoptr (RawOrigin) origin = NULL;
  g_autofree char *url = NULL;
  g_autoptr (MtHttp) http = mt_http_new ();

  for (guint i = 0; i < G_N_ELEMENTS (steps); i++)
    steps[i] = i % 4 == 2 ? (Step){ DO_RESET, "" } : (Step){ DO_SEND, WHOLE };
  origin = raw_origin_new (play, &script);
  url = raw_origin_url (origin, "/");
  for (guint i = 0; i < 3 * 50; i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (MtResponse) response = ask (http, methods[i % 3], url, &error);

      g_assert_no_error (error);
      g_assert_cmpuint (mt_response_get_status (response), ==, 200);
    }
  g_assert_cmpuint ((guint) g_atomic_int_get (&script.next), ==, G_N_ELEMENTS (steps));
}

/* What a server says beyond the length it gave is no answer to the next request. */
static void
test_more_than_asked (void)
{
  static const Step steps[] = { { DO_SEND, WHOLE OK_HEAD "Content-Length: 4\r\n\r\nEVIL" },
                                { DO_SEND, WHOLE } };
  g_autoptr (GString) last = g_string_new (NULL);
  Script script = { steps, G_N_ELEMENTS (steps), 0, last };
  g_autoptr (RawOrigin) origin = raw_origin_new (play, &script);
  g_autofree char *url = raw_origin_url (origin, "/");
  g_autoptr (MtHttp) http = mt_http_new ();

  for (guint i = 0; i < 3; i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (MtResponse) response = ask (http, "GET", url, &error);
      GBytes *body;

      g_assert_no_error (error);
      body = mt_response_get_body (response);
      g_assert_cmpmem (g_bytes_get_data (body, NULL), g_bytes_get_size (body), "BEGIN:VCALENDAR",
                       15);
    }
}

/* A connection that breaks off: what changes something is not sent again by itself. */
static void
test_put (void)
{
  static const Step steps[] = { { DO_RESET, "" }, { DO_SEND, WHOLE } };
  g_autoptr (GString) last = g_string_new (NULL);
  Script script = { steps, G_N_ELEMENTS (steps), 0, last };
  g_autoptr (RawOrigin) origin = raw_origin_new (play, &script);
  g_autofree char *url = raw_origin_url (origin, "/");
  g_autoptr (MtHttp) http = mt_http_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (MtResponse) second = NULL;

  g_assert_null (ask (http, "PUT", url, &error));
  g_assert_error (error, MT_NET_ERROR, MT_NET_ERROR_OFFLINE);
  g_clear_error (&error);
  g_assert_cmpuint ((guint) g_atomic_int_get (&script.next), ==, 1);
  g_assert_cmpuint (raw_origin_count (origin), ==, 1);
  second = ask (http, "PUT", url, &error);
  g_assert_no_error (error);
  g_assert_true (g_str_has_suffix (last->str, "<question/>"));
}

static void
test_refused_connection (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MtHttp) http = mt_http_new ();
  g_autofree char *url = NULL;
  g_autoptr (GSocket) socket = NULL;
  g_autoptr (GInetAddress) loopback = g_inet_address_new_loopback (G_SOCKET_FAMILY_IPV4);
  g_autoptr (GSocketAddress) any = g_inet_socket_address_new (loopback, 0);
  g_autoptr (GSocketAddress) bound = NULL;

  /* Bound, but nobody listens. */
  socket = g_socket_new (G_SOCKET_FAMILY_IPV4, G_SOCKET_TYPE_STREAM, G_SOCKET_PROTOCOL_TCP, NULL);
  g_assert_true (g_socket_bind (socket, any, FALSE, NULL));
  bound = g_socket_get_local_address (socket, NULL);
  url = g_strdup_printf ("http://127.0.0.1:%u/",
                         g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (bound)));
  g_assert_null (ask (http, "GET", url, &error));
  g_assert_error (error, MT_NET_ERROR, MT_NET_ERROR_OFFLINE);
  g_assert_nonnull (strstr (error->message, "accepts no connection"));
}

static void
cancel_on_request (GSocketConnection *connection, guint number, gpointer data)
{
  g_autoptr (GString) seen = g_string_new (NULL);

  raw_read_request (connection, seen);
  g_cancellable_cancel (data);
  raw_wait_closed (connection);
}

static void
test_cancel (void)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (RawOrigin) origin = raw_origin_new (cancel_on_request, cancellable);
  g_autofree char *url = raw_origin_url (origin, "/");
  g_autoptr (MtHttp) http = mt_http_new ();
  g_autoptr (MtRequest) request = mt_request_new ("GET", url);
  g_autoptr (GError) error = NULL;

  g_assert_null (mt_http_send (http, request, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&error);
  /* Cancelled before it begins: nothing is sent. */
  g_assert_null (mt_http_send (http, request, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpuint (raw_origin_count (origin), ==, 1);
}

/* N zeros, compressed, as a body. */
static GBytes *
bomb (gsize n)
{
  g_autoptr (GZlibCompressor) gzip = g_zlib_compressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP, 9);
  g_autoptr (GOutputStream) memory = g_memory_output_stream_new_resizable ();
  g_autoptr (GOutputStream) stream = g_converter_output_stream_new (memory, G_CONVERTER (gzip));
  g_autofree char *zeros = g_malloc0 (64 * 1024);

  for (gsize done = 0; done < n; done += 64 * 1024)
    g_output_stream_write_all (stream, zeros, 64 * 1024, NULL, NULL, NULL);
  g_output_stream_close (stream, NULL, NULL);
  return g_memory_output_stream_steal_as_bytes (G_MEMORY_OUTPUT_STREAM (memory));
}

typedef struct
{
  GBytes *body;
  gsize sent; /* of it, 0: all */
  gboolean chunked;
} Packed;

static void
send_packed (GSocketConnection *connection, guint number, gpointer data)
{
  const Packed *packed = data;
  gsize n = g_bytes_get_size (packed->body);
  g_autoptr (GString) seen = g_string_new (NULL);
  g_autofree char *head = NULL;

  if (!raw_read_request (connection, seen))
    return;
  if (packed->chunked)
    head = g_strdup_printf (
        OK_HEAD "Content-Encoding: gzip\r\nTransfer-Encoding: chunked\r\n\r\n%zx\r\n", n);
  else
    head = g_strdup_printf (OK_HEAD "Content-Encoding: gzip\r\nContent-Length: %zu\r\n\r\n", n);
  raw_write (connection, head, -1);
  raw_write (connection, g_bytes_get_data (packed->body, NULL),
             (gssize) (packed->sent != 0 ? packed->sent : n));
  if (packed->chunked && packed->sent == 0)
    raw_write (connection, "\r\n0\r\n\r\n", -1);
}

/* 64 MiB in 64 KiB: the cap counts what comes out. */
static void
test_bomb (void)
{
  g_autoptr (GBytes) body = bomb (64 * 1024 * 1024);
  Packed packed = { body };
  g_autoptr (RawOrigin) origin = raw_origin_new (send_packed, &packed);
  g_autofree char *url = raw_origin_url (origin, "/");
  g_autoptr (MtHttp) http = mt_http_new ();
  g_autoptr (MtRequest) request = mt_request_new ("GET", url);
  g_autoptr (GError) error = NULL;

  g_assert_cmpuint (g_bytes_get_size (body), <, 100 * 1024);
  mt_request_set_cap (request, 1024 * 1024);
  g_assert_null (mt_http_send (http, request, NULL, &error));
  g_assert_error (error, MT_NET_ERROR, MT_NET_ERROR_TOO_LARGE);
}

/* A compressed answer knows its end, chunks or not. */
static void
test_cut_gzip (gconstpointer chunked)
{
  g_autoptr (GBytes) body = bomb (1024 * 1024);
  Packed packed = { body, 0, GPOINTER_TO_INT (chunked) };
  g_autoptr (RawOrigin) origin = raw_origin_new (send_packed, &packed);
  g_autofree char *url = raw_origin_url (origin, "/");
  g_autoptr (MtHttp) http = mt_http_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (MtResponse) whole = ask (http, "GET", url, &error);
  MtTraffic traffic;

  g_assert_no_error (error);
  g_assert_cmpuint (g_bytes_get_size (mt_response_get_body (whole)), ==, 1024 * 1024);
  mt_http_get_traffic (http, &traffic);
  g_assert_cmpuint (traffic.bytes_down, <, 10 * 1024);
  packed.sent = g_bytes_get_size (body) / 2;
  g_assert_null (ask (http, "GET", url, &error));
  g_assert_error (error, MT_NET_ERROR, MT_NET_ERROR_OFFLINE);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *path = g_strconcat ("/http-faults/row/", rows[i].name, NULL);

      g_test_add_data_func (path, &rows[i], test_row);
    }
  g_test_add_func ("/http-faults/kept", test_kept);
  g_test_add_func ("/http-faults/kept-break", test_kept_break);
  g_test_add_func ("/http-faults/more than asked", test_more_than_asked);
  g_test_add_func ("/http-faults/put", test_put);
  g_test_add_func ("/http-faults/refused", test_refused_connection);
  g_test_add_func ("/http-faults/cancel", test_cancel);
  g_test_add_func ("/http-faults/bomb", test_bomb);
  g_test_add_data_func ("/http-faults/cut gzip", GINT_TO_POINTER (FALSE), test_cut_gzip);
  g_test_add_data_func ("/http-faults/cut gzip in chunks", GINT_TO_POINTER (TRUE), test_cut_gzip);
  return g_test_run ();
}
