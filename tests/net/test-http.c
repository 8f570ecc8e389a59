/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * Tests of the HTTP client: requests, answers and credentials.
 */
#include "net/mt-http.h"

#include "origin.h"

static void
echo (SoupServerMessage *message, const OriginRequest *request, guint number, gpointer data)
{
  soup_message_headers_append (soup_server_message_get_response_headers (message), "DAV", "1, 2");
  soup_message_headers_append (soup_server_message_get_response_headers (message), "DAV",
                               "calendar-access");
  origin_answer (message, 207, "application/xml", "<multistatus xmlns='DAV:'/>");
}

static void
test_round_trip (void)
{
  g_autoptr (Origin) origin = origin_new (echo, NULL);
  g_autofree char *url = origin_url (origin, "/a%20b/");
  g_autoptr (MtHttp) http = mt_http_new ();
  g_autoptr (MtRequest) request = mt_request_new ("PROPFIND", url);
  g_autoptr (GError) error = NULL;
  g_autoptr (MtResponse) response = NULL;
  OriginRequest *seen;
  MtTraffic traffic;

  mt_http_set_credentials (http, url, MT_AUTH_PASSWORD, "ana", "p\303\244ss");
  mt_request_set_depth (request, "1");
  mt_request_set_text (request, "application/xml; charset=utf-8", "<propfind/>");
  response = mt_http_send (http, request, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (mt_response_get_status (response), ==, 207);
  g_assert_cmpstr (mt_response_get_header (response, "dav"), ==, "1, 2, calendar-access");
  g_assert_cmpstr (mt_response_get_type (response), ==, "application/xml");
  g_assert_cmpstr (mt_response_get_url (response), ==, url);
  g_assert_cmpuint (g_bytes_get_size (mt_response_get_body (response)), ==, 27);
  seen = origin_request (origin, 0);
  g_assert_cmpstr (seen->method, ==, "PROPFIND");
  g_assert_cmpstr (seen->path, ==, "/a%20b/");
  g_assert_cmpstr (seen->authorization, ==, "Basic YW5hOnDDpHNz");
  g_assert_nonnull (strstr (seen->head, "Depth: 1\n"));
  g_assert_nonnull (strstr (seen->head, "Content-Length: 11\n"));
  g_assert_null (strstr (seen->head, "Expect"));
  mt_http_get_traffic (http, &traffic);
  g_assert_cmpuint (traffic.requests, ==, 1);
  g_assert_cmpuint (traffic.bytes_up, >, 100);
  g_assert_cmpuint (traffic.bytes_down, >, 100);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/http/round-trip", test_round_trip);
  return g_test_run ();
}
