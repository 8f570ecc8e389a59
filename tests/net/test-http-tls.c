/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * Tests of the HTTP client over TLS: whose certificates are believed, and what is said of others.
 */
#include "net/mt-http.h"

#include "beside-gnutls.h"
#include "origin.h"

#include <string.h>

typedef struct
{
  const char *name;
  const char *certificate; /* of the server */
  const char *authorities; /* of the account, nullable */
  const char *words;       /* of the refusal, NULL if it works */
} Row;

static const Row rows[] = {
  { "authority of the account", "good", "authority", NULL },
  { "authority unknown", "good", NULL,
    "signed by “Harbour Authority”, which this computer does not know" },
  { "signed by itself", "itself", NULL, "signed by nobody but itself" },
  { "signed by itself, and given", "itself", "itself", NULL },
  { "signed by itself, another given", "itself", "authority", "signed by nobody but itself" },
  { "other host", "other", "authority", "is for other.example.org, www.other.example.org" },
  { "other host, authority unknown", "other", NULL, "is for other.example.org" },
  { "expired", "expired", "authority", "expired on 2021-01-01" },
  { "early", "early", "authority", "not valid before 2090-01-01" },
};

static char *
tls_file (const char *name)
{
  g_autofree char *file = g_strconcat (name, ".pem", NULL);

  return g_test_build_filename (G_TEST_DIST, "tls", file, NULL);
}

static GTlsCertificate *
load (const char *name)
{
  g_autofree char *path = tls_file (name);
  g_autoptr (GError) error = NULL;
  GTlsCertificate *certificate = g_tls_certificate_new_from_file (path, &error);

  g_assert_no_error (error);
  return certificate;
}

static void
answer (SoupServerMessage *message, const OriginRequest *request, guint number, gpointer data)
{
  origin_answer (message, 200, "text/calendar", "BEGIN:VCALENDAR");
}

static void
test_row (gconstpointer data)
{
  const Row *row = data;
  g_autoptr (GTlsCertificate) certificate = load (row->certificate);
  g_autoptr (Origin) origin = origin_new_tls (certificate, answer, NULL);
  g_autofree char *url = origin_url (origin, "/");
  g_autoptr (MtHttp) http = mt_http_new ();
  g_autoptr (MtRequest) request = mt_request_new ("PROPFIND", url);
  g_autofree char *authorities = row->authorities != NULL ? tls_file (row->authorities) : NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (MtResponse) response = NULL;

  mt_http_set_ca_file (http, authorities, &error);
  g_assert_no_error (error);
  mt_http_set_credentials (http, url, MT_AUTH_PASSWORD, "ana", "hunter2");
  response = mt_http_send (http, request, NULL, &error);
  if (row->words == NULL)
    {
      g_assert_no_error (error);
      g_assert_nonnull (origin_request (origin, 0)->authorization);
      return;
    }
  g_assert_error (error, MT_NET_ERROR, MT_NET_ERROR_TLS);
  g_test_message ("%s", error->message);
  g_assert_nonnull (strstr (error->message, row->words));
  g_assert_true (g_str_has_prefix (error->message, "127.0.0.1:"));
  g_assert_cmpuint (origin_count (origin), ==, 0);
}

/* What a server without TLS says to the first bytes of it. */
static void
speak_plain (GSocketConnection *connection, guint number, gpointer data)
{
  GInputStream *input = g_io_stream_get_input_stream (G_IO_STREAM (connection));
  char buffer[64];

  if (g_input_stream_read (input, buffer, sizeof buffer, NULL, NULL) > 0)
    raw_write (connection, "HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n", -1);
}

static void
test_no_tls (void)
{
  g_autoptr (RawOrigin) origin = raw_origin_new (speak_plain, NULL);
  g_autofree char *plain = raw_origin_url (origin, "/");
  g_autofree char *url = g_strconcat ("https", strstr (plain, ":"), NULL);
  g_autoptr (MtHttp) http = mt_http_new ();
  g_autoptr (MtRequest) request = mt_request_new ("GET", url);
  g_autoptr (GError) error = NULL;

  g_assert_null (mt_http_send (http, request, NULL, &error));
  g_test_message ("%s", error->message);
  g_assert_error (error, MT_NET_ERROR, MT_NET_ERROR_TLS);
  g_assert_nonnull (strstr (error->message, "no encrypted connection"));
}

static void
test_kept (void)
{
  g_autoptr (GTlsCertificate) certificate = load ("good");
  g_autoptr (Origin) origin = origin_new_tls (certificate, answer, NULL);
  g_autofree char *url = origin_url (origin, "/");
  g_autofree char *authorities = tls_file ("authority");
  g_autoptr (MtHttp) http = mt_http_new ();
  g_autoptr (MtRequest) request = mt_request_new ("PROPFIND", url);

  g_assert_true (mt_http_set_ca_file (http, authorities, NULL));
  mt_request_set_text (request, "text/xml", "<question/>");
  for (guint i = 0; i < 10; i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (MtResponse) response = mt_http_send (http, request, NULL, &error);

      g_assert_no_error (error);
      g_assert_cmpuint (g_bytes_get_size (origin_request (origin, i)->body), ==, 11);
    }
}

static void
test_bad_file (gconstpointer data)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, data, NULL);
  g_autoptr (MtHttp) http = mt_http_new ();
  g_autoptr (GError) error = NULL;

  g_assert_false (mt_http_set_ca_file (http, path, &error));
  g_assert_error (error, MT_NET_ERROR, MT_NET_ERROR_TLS);
  g_assert_nonnull (strstr (error->message, path));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *path = g_strconcat ("/http-tls/row/", rows[i].name, NULL);

      g_test_add_data_func (path, &rows[i], test_row);
    }
  g_test_add_func ("/http-tls/none", test_no_tls);
  g_test_add_func ("/http-tls/kept", test_kept);
  g_test_add_data_func ("/http-tls/file/absent", "tls/absent.pem", test_bad_file);
  g_test_add_data_func ("/http-tls/file/other", "test-http-tls.c", test_bad_file);
  return g_test_run ();
}
