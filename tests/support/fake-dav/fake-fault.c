/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * What breaks on the way to the server of the tests and back.
 */
#include "fake-dav-private.h"

#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

static void
fault_free (FakeFault *self)
{
  g_free (self->request);
  g_free (self->action);
  g_free (self->header);
  g_free (self);
}

/**
 * fake_dav_fail:
 * @self: a server
 * @request: "PUT", "REPORT:sync-collection", "REPORT:calendar-multiget", "*"; may be followed by a
 *   space and what the path ends with
 * @action: a status ("503"), or one of
 *   reset (no answer, connection reset), close (no answer), silence (no answer ever),
 *   after (done, then the connection is closed without an answer),
 *   cut:N (a chunked answer that ends behind N bytes of its body as if that were all),
 *   torn:N (the same, with the end of the connection in the middle of a chunk),
 *   short:N (Content-Length of the whole, N bytes), long (Content-Length too small),
 *   html (200 and a page), html-207, empty (207 without a body), doctype (207 with a document
 * type), bomb (207, some kB of gzip that become 300 MB), garbage-gzip, redirect:URL, loop (redirect
 * to itself), 401 (with a challenge)
 * @count: how often; G_MAXUINT for ever
 * @header: (nullable): "Retry-After: 7"
 *
 * Lets requests fail.
 */
void
fake_dav_fail (FakeDav *self,
               const char *request,
               const char *action,
               guint count,
               const char *header)
{
  FakeFault *fault = g_new0 (FakeFault, 1);

  fault->request = g_strdup (request);
  fault->action = g_strdup (action);
  fault->count = count;
  fault->header = g_strdup (header);
  g_mutex_lock (&self->lock);
  if (!self->faults)
    self->faults = g_ptr_array_new_with_free_func ((GDestroyNotify) fault_free);
  g_ptr_array_add (self->faults, fault);
  g_mutex_unlock (&self->lock);
}

static gboolean
matches (const FakeFault *fault, const FakeRequest *request)
{
  g_auto (GStrv) parts = g_strsplit (fault->request, " ", 2);

  if (fault->count == 0)
    return FALSE;
  if (!g_str_equal (parts[0], "*") && !g_str_equal (parts[0], request->kind) &&
      !g_str_equal (parts[0], request->method))
    return FALSE;
  return !parts[1] || g_str_has_suffix (request->path, parts[1]);
}

static FakeFault *
find_fault (FakeRequest *request)
{
  for (guint i = 0; request->dav->faults && i < request->dav->faults->len; i++)
    if (matches (g_ptr_array_index (request->dav->faults, i), request))
      return g_ptr_array_index (request->dav->faults, i);
  return NULL;
}

/* The connection, without what libsoup would say on it. */
static void
take_over (FakeRequest *request, GBytes *bytes, gboolean reset, gboolean keep)
{
  GSocket *socket = soup_server_message_get_socket (request->message);
  GIOStream *stream = soup_server_message_steal_connection (request->message);

  if (bytes)
    g_output_stream_write_all (g_io_stream_get_output_stream (stream),
                               g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), NULL, NULL,
                               NULL);
  if (reset && socket)
    {
      const struct linger now = { 1, 0 };

      setsockopt (g_socket_get_fd (socket), SOL_SOCKET, SO_LINGER, &now, sizeof now);
    }
  if (keep)
    {
      g_ptr_array_add (request->dav->silent, stream);
      return;
    }
  g_io_stream_close (stream, NULL, NULL);
  g_object_unref (stream);
}

static GBytes *
make_bomb (void)
{
  g_autoptr (GZlibCompressor) zip = g_zlib_compressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP, 9);
  g_autoptr (GOutputStream) memory = g_memory_output_stream_new_resizable ();
  g_autoptr (GOutputStream) out = g_converter_output_stream_new (memory, G_CONVERTER (zip));
  static const char head[] = "<multistatus xmlns=\"DAV:\">";
  g_autofree char *spaces = g_strnfill (1024 * 1024, ' ');

  g_output_stream_write_all (out, head, sizeof head - 1, NULL, NULL, NULL);
  for (guint i = 0; i < 300; i++)
    g_output_stream_write_all (out, spaces, 1024 * 1024, NULL, NULL, NULL);
  g_output_stream_close (out, NULL, NULL);
  return g_memory_output_stream_steal_as_bytes (G_MEMORY_OUTPUT_STREAM (memory));
}

static void
answer_page (FakeRequest *request, guint status)
{
  fake_answer (request, status, "text/html; charset=utf-8",
               "<!DOCTYPE html>\n<html><head><title>Sign in</title></head><body><form>Password"
               "</form></body></html>\n");
}

static void
redirect (FakeRequest *request, const char *to)
{
  soup_message_headers_replace (soup_server_message_get_response_headers (request->message),
                                "Location", to);
  fake_answer (request, 302, "text/plain", "Elsewhere");
}

static gboolean
answer_instead (FakeRequest *request, const char *action)
{
  SoupMessageHeaders *headers = soup_server_message_get_response_headers (request->message);

  if (atoi (action) > 0)
    fake_answer (request, atoi (action), "text/plain; charset=utf-8", "It is broken");
  else if (g_str_equal (action, "html"))
    answer_page (request, 200);
  else if (g_str_equal (action, "html-207"))
    answer_page (request, 207);
  else if (g_str_equal (action, "empty"))
    fake_answer (request, 207, "application/xml", "");
  else if (g_str_equal (action, "doctype"))
    fake_answer (request, 207, "application/xml",
                 "<?xml version=\"1.0\"?><!DOCTYPE multistatus [<!ENTITY a \"x\">]>"
                 "<multistatus xmlns=\"DAV:\"><sync-token>&a;</sync-token></multistatus>");
  else if (g_str_equal (action, "bomb"))
    {
      g_autoptr (GBytes) bomb = make_bomb ();

      soup_message_headers_replace (headers, "Content-Encoding", "gzip");
      fake_answer_bytes (request, 207, "application/xml", bomb);
    }
  else if (g_str_equal (action, "garbage-gzip"))
    {
      soup_message_headers_replace (headers, "Content-Encoding", "gzip");
      fake_answer (request, 207, "application/xml", "this was never compressed");
    }
  else if (g_str_has_prefix (action, "redirect:"))
    redirect (request, action + strlen ("redirect:"));
  else if (g_str_equal (action, "loop"))
    redirect (request, request->path);
  else
    return FALSE;
  return TRUE;
}

/* Returns: TRUE if nothing more is to be done. */
gboolean
fake_fault_before (FakeRequest *request)
{
  FakeFault *fault = find_fault (request);

  if (!fault)
    return FALSE;
  if (fault->header)
    {
      g_auto (GStrv) parts = g_strsplit (fault->header, ": ", 2);

      soup_message_headers_replace (soup_server_message_get_response_headers (request->message),
                                    parts[0], parts[1] ? parts[1] : "");
    }
  if (g_str_equal (fault->action, "reset") || g_str_equal (fault->action, "close"))
    take_over (request, NULL, g_str_equal (fault->action, "reset"), FALSE);
  else if (g_str_equal (fault->action, "silence"))
    take_over (request, NULL, FALSE, TRUE);
  else if (!answer_instead (request, fault->action))
    return FALSE;
  if (fault->count != G_MAXUINT)
    fault->count--;
  return TRUE;
}

/* The whole answer as bytes, broken. */
static GBytes *
break_answer (const char *action, guint status, const char *type, GBytes *bytes)
{
  g_autoptr (GString) text = g_string_new (NULL);
  const gsize n = g_bytes_get_size (bytes);
  const char *colon = strchr (action, ':');
  const gsize keep = colon ? MIN ((gsize) atoi (colon + 1), n) : n;
  const char *data = g_bytes_get_data (bytes, NULL);

  g_string_printf (text, "HTTP/1.1 %u %s\r\nContent-Type: %s\r\nConnection: close\r\n", status,
                   soup_status_get_phrase (status), type);
  if (g_str_has_prefix (action, "cut:"))
    g_string_append_printf (text, "Transfer-Encoding: chunked\r\n\r\n%" G_GSIZE_MODIFIER "x\r\n",
                            keep);
  else if (g_str_has_prefix (action, "torn:"))
    g_string_append_printf (text, "Transfer-Encoding: chunked\r\n\r\n%" G_GSIZE_MODIFIER "x\r\n",
                            n);
  else
    g_string_append_printf (text, "Content-Length: %" G_GSIZE_FORMAT "\r\n\r\n",
                            g_str_equal (action, "long") ? n / 2 : n);
  g_string_append_len (text, data ? data : "", keep);
  if (g_str_has_prefix (action, "cut:"))
    g_string_append (text, keep > 0 ? "\r\n0\r\n\r\n" : "\r\n");
  return g_string_free_to_bytes (g_steal_pointer (&text));
}

static gboolean
fault_after (FakeRequest *request, guint status, const char *type, GBytes *bytes)
{
  FakeFault *fault = find_fault (request);
  g_autoptr (GBytes) broken = NULL;

  if (!fault ||
      !(g_str_equal (fault->action, "after") || g_str_equal (fault->action, "long") ||
        g_str_has_prefix (fault->action, "cut:") || g_str_has_prefix (fault->action, "torn:") ||
        g_str_has_prefix (fault->action, "short:")))
    return FALSE;
  if (fault->count != G_MAXUINT)
    fault->count--;
  if (!g_str_equal (fault->action, "after"))
    broken = break_answer (fault->action, status, type ? type : "text/plain", bytes);
  take_over (request, broken, FALSE, FALSE);
  return TRUE;
}

static GBytes *
compress (FakeRequest *request, GBytes *bytes)
{
  const char *accepted = soup_message_headers_get_list (
      soup_server_message_get_request_headers (request->message), "Accept-Encoding");
  SoupMessageHeaders *headers = soup_server_message_get_response_headers (request->message);
  g_autoptr (GZlibCompressor) zip = NULL;
  g_autoptr (GOutputStream) memory = NULL;
  g_autoptr (GOutputStream) out = NULL;

  if (!accepted || !strstr (accepted, "gzip") || g_bytes_get_size (bytes) < 1024 ||
      fake_switch_is (request->dav, "gzip", "no") ||
      soup_message_headers_get_one (headers, "Content-Encoding"))
    return g_bytes_ref (bytes);
  zip = g_zlib_compressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP, 1);
  memory = g_memory_output_stream_new_resizable ();
  out = g_converter_output_stream_new (memory, G_CONVERTER (zip));
  g_output_stream_write_all (out, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), NULL,
                             NULL, NULL);
  g_output_stream_close (out, NULL, NULL);
  soup_message_headers_replace (headers, "Content-Encoding", "gzip");
  return g_memory_output_stream_steal_as_bytes (G_MEMORY_OUTPUT_STREAM (memory));
}

void
fake_answer_bytes (FakeRequest *request, guint status, const char *type, GBytes *bytes)
{
  g_autoptr (GBytes) packed = NULL;
  gsize n;
  const char *data;

  g_string_append_printf (request->dav->log, "%s %s %u\n", request->kind, request->path, status);
  if (fault_after (request, status, type, bytes))
    return;
  packed = compress (request, bytes);
  data = g_bytes_get_data (packed, &n);
  soup_server_message_set_status (request->message, status, NULL);
  if (status == 204 || status == 304)
    return;
  soup_server_message_set_response (request->message, type ? type : "text/plain", SOUP_MEMORY_COPY,
                                    data ? data : "", n);
}

void
fake_answer (FakeRequest *request, guint status, const char *type, const char *text)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));

  fake_answer_bytes (request, status, type, bytes);
}

/* RFC 4918 section 16 */
void
fake_answer_error (FakeRequest *request,
                   guint status,
                   const char *ns,
                   const char *condition,
                   const char *href)
{
  FakeXml *xml = fake_xml_new (request->dav, FAKE_DAV_NS, "error", request->path);
  g_autoptr (GBytes) bytes = NULL;

  fake_xml_open (xml, ns, condition);
  if (href)
    fake_xml_href (xml, href);
  fake_xml_close (xml);
  bytes = fake_xml_end (xml);
  fake_answer_bytes (request, status, "application/xml; charset=utf-8", bytes);
}
