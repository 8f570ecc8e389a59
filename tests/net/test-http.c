/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * Tests of the HTTP client: requests, answers, sign-in, redirects, waits and caps.
 */
#include "net/mt-http.h"

#include "origin.h"

#include <string.h>

/* What an origin answers, one row a request; the last row for all that follow. */
typedef struct
{
  guint status;
  const char *headers; /* "Name: value\n...", nullable; %s stands for the URL of the other origin */
  const char *type;    /* nullable */
  const char *body;
} Answer;

typedef struct
{
  const Answer *answers;
  guint n;
  char *other; /* owned, nullable */
} Script;

static void
add_headers (SoupServerMessage *message, const Script *script, const char *headers)
{
  g_auto (GStrv) lines = g_strsplit (headers, "\n", -1);

  for (gsize i = 0; lines[i] != NULL; i++)
    {
      char *colon = strstr (lines[i], ": ");
      g_autoptr (GString) value = NULL;

      if (colon == NULL)
        continue;
      *colon = '\0';
      value = g_string_new (colon + 2);
      if (script->other != NULL)
        g_string_replace (value, "%s", script->other, 0);
      soup_message_headers_append (soup_server_message_get_response_headers (message), lines[i],
                                   value->str);
    }
}

static void
play (SoupServerMessage *message, const OriginRequest *request, guint number, gpointer data)
{
  const Script *script = data;
  const Answer *answer = &script->answers[MIN (number, script->n - 1)];

  if (answer->headers != NULL)
    add_headers (message, script, answer->headers);
  origin_answer (message, answer->status, answer->type, answer->body);
}

static MtResponse *
ask (MtHttp *http, const char *method, const char *url, GError **error)
{
  g_autoptr (MtRequest) request = mt_request_new (method, url);

  if (strcmp (method, "GET") != 0)
    mt_request_set_text (request, "application/xml; charset=utf-8", "<question/>");
  return mt_http_send (http, request, NULL, error);
}

static void
assert_body (const MtResponse *response, const char *want)
{
  GBytes *body = mt_response_get_body (response);

  g_assert_cmpmem (g_bytes_get_data (body, NULL), g_bytes_get_size (body), want, strlen (want));
}

static void
test_round_trip (void)
{
  static const Answer answers[] = { { 207, "DAV: 1, 2\nDAV: calendar-access\n", "application/xml",
                                      "<multistatus/>" } };
  Script script = { answers, G_N_ELEMENTS (answers) };
  g_autoptr (Origin) origin = origin_new (play, &script);
  g_autofree char *url = origin_url (origin, "/a%20b/");
  g_autoptr (MtHttp) http = mt_http_new ();
  g_autoptr (MtRequest) request = mt_request_new ("PROPFIND", url);
  g_autoptr (GError) error = NULL;
  g_autoptr (MtResponse) response = NULL;
  OriginRequest *seen;
  MtTraffic traffic;

  mt_http_set_credentials (http, url, MT_AUTH_PASSWORD, "ana", "pa\314\210ss");
  mt_request_set_depth (request, "1");
  mt_request_set_text (request, "application/xml; charset=utf-8", "<propfind/>");
  response = mt_http_send (http, request, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (mt_response_get_status (response), ==, 207);
  g_assert_cmpstr (mt_response_get_header (response, "dav"), ==, "1, 2, calendar-access");
  g_assert_cmpstr (mt_response_get_type (response), ==, "application/xml");
  g_assert_cmpstr (mt_response_get_url (response), ==, url);
  assert_body (response, "<multistatus/>");
  seen = origin_request (origin, 0);
  g_assert_cmpstr (seen->method, ==, "PROPFIND");
  g_assert_cmpstr (seen->path, ==, "/a%20b/");
  /* ana:p\303\244ss, composed */
  g_assert_cmpstr (seen->authorization, ==, "Basic YW5hOnDDpHNz");
  g_assert_nonnull (strstr (seen->head, "Depth: 1\n"));
  g_assert_nonnull (strstr (seen->head, "Content-Length: 11\n"));
  g_assert_nonnull (strstr (seen->head, "Content-Type: application/xml; charset=utf-8\n"));
  g_assert_nonnull (strstr (seen->head, "Accept-Encoding: gzip"));
  g_assert_null (strstr (seen->head, "Expect"));
  g_assert_null (strstr (seen->head, "Transfer-Encoding"));
  g_assert_null (strstr (seen->head, "Cookie"));
  mt_http_get_traffic (http, &traffic);
  g_assert_cmpuint (traffic.requests, ==, 1);
  g_assert_cmpuint (traffic.bytes_up, >, 100);
  g_assert_cmpuint (traffic.bytes_down, >, 100);
}

static void
test_cookies_are_not_kept (void)
{
  static const Answer answers[] = { { 200, "Set-Cookie: session=1; Path=/\n", "text/plain", "x" } };
  Script script = { answers, G_N_ELEMENTS (answers) };
  g_autoptr (Origin) origin = origin_new (play, &script);
  g_autofree char *url = origin_url (origin, "/");
  g_autoptr (MtHttp) http = mt_http_new ();
  g_autoptr (MtResponse) first = ask (http, "GET", url, NULL);
  g_autoptr (MtResponse) second = ask (http, "GET", url, NULL);

  g_assert_nonnull (second);
  g_assert_null (strstr (origin_request (origin, 1)->head, "Cookie"));
}

/* Rows of requests and answers at one origin, with what comes of them. */
typedef struct
{
  const char *name;
  const char *method;
  MtAuthKind kind; /* user "ana", secret "hunter2" */
  Answer answers[4];
  guint n_answers;
  guint status; /* of the response, 0 for an error */
  MtNetError code;
  guint requests;    /* that the origin sees */
  const char *words; /* part of the error, nullable */
} Row;

#define OK                                                                                         \
  {                                                                                                \
    200, NULL, "text/calendar", "BEGIN:VCALENDAR"                                                  \
  }
#define BASIC                                                                                      \
  {                                                                                                \
    401, "WWW-Authenticate: Basic realm=\"x\"\n", "text/html", "<html>no</html>"                   \
  }

static const Row rows[] = {
  { "404 is an answer", "GET", MT_AUTH_NONE, { { 404 } }, 1, 404, 0, 1 },
  { "500 is an answer", "GET", MT_AUTH_NONE, { { 500 } }, 1, 500, 0, 1 },
  { "418 is an answer", "REPORT", MT_AUTH_NONE, { { 418 } }, 1, 418, 0, 1 },
  { "507 is an answer", "PUT", MT_AUTH_NONE, { { 507 } }, 1, 507, 0, 1 },
  { "401 without a secret",
    "GET",
    MT_AUTH_NONE,
    { BASIC },
    1,
    0,
    MT_NET_ERROR_AUTH,
    1,
    "asks for a user name" },
  { "401 with a wrong password",
    "PROPFIND",
    MT_AUTH_PASSWORD,
    { BASIC },
    1,
    0,
    MT_NET_ERROR_AUTH,
    1,
    "does not accept the user name or the password" },
  { "401 without a challenge",
    "PROPFIND",
    MT_AUTH_PASSWORD,
    { { 401 } },
    1,
    0,
    MT_NET_ERROR_AUTH,
    1 },
  { "401 with a stale token",
    "PROPFIND",
    MT_AUTH_BEARER,
    { { 401, "WWW-Authenticate: Bearer error=\"invalid_token\"\n" } },
    1,
    0,
    MT_NET_ERROR_AUTH,
    1,
    "sign in again" },
  { "no password is taken",
    "PROPFIND",
    MT_AUTH_PASSWORD,
    { { 401, "WWW-Authenticate: Bearer realm=\"a, Basic\", Negotiate\n" } },
    1,
    0,
    MT_NET_ERROR_AUTH,
    1,
    "takes no password, but another way to sign in (Bearer, Negotiate)" },
  { "digest that never ends",
    "PROPFIND",
    MT_AUTH_PASSWORD,
    { { 401, "WWW-Authenticate: Digest realm=\"x\", nonce=\"n\", qop=\"auth\"\n" } },
    1,
    0,
    MT_NET_ERROR_AUTH,
    2 },
  { "digest of a kind we do not speak",
    "PROPFIND",
    MT_AUTH_PASSWORD,
    { { 401, "WWW-Authenticate: Digest realm=\"x\", nonce=\"n\", algorithm=MD5-sess\n" } },
    1,
    0,
    MT_NET_ERROR_AUTH,
    1 },
  { "301", "PROPFIND", MT_AUTH_NONE, { { 301, "Location: /b/\n" }, OK }, 2, 200, 0, 2 },
  { "302", "PROPFIND", MT_AUTH_NONE, { { 302, "Location: /b/\n" }, OK }, 2, 200, 0, 2 },
  { "307", "REPORT", MT_AUTH_NONE, { { 307, "Location: b/\n" }, OK }, 2, 200, 0, 2 },
  { "308", "PUT", MT_AUTH_NONE, { { 308, "Location: /b/\n" }, { 201 } }, 2, 201, 0, 2 },
  { "303 of a GET", "GET", MT_AUTH_NONE, { { 303, "Location: /b\n" }, OK }, 2, 200, 0, 2 },
  { "303 of a POST", "POST", MT_AUTH_NONE, { { 303, "Location: /b\n" } }, 1, 303, 0, 1 },
  { "redirect without target", "GET", MT_AUTH_NONE, { { 301 } }, 1, 301, 0, 1 },
  { "redirect in circles",
    "PROPFIND",
    MT_AUTH_NONE,
    { { 301, "Location: /a/\n" } },
    1,
    0,
    MT_NET_ERROR_REDIRECT,
    6,
    "without end" },
  { "redirect to a file",
    "GET",
    MT_AUTH_NONE,
    { { 301, "Location: file:///etc/passwd\n" } },
    1,
    0,
    MT_NET_ERROR_URL,
    1 },
  { "redirect to no TLS",
    "PROPFIND",
    MT_AUTH_PASSWORD,
    { { 301, "Location: http://dav.example.org/\n" } },
    1,
    0,
    MT_NET_ERROR_REDIRECT,
    1,
    "http://dav.example.org" },
  { "login page behind a redirect",
    "PROPFIND",
    MT_AUTH_NONE,
    { { 302, "Location: /login\n" }, { 200, NULL, "text/html", "<!DOCTYPE html><html>" } },
    2,
    0,
    MT_NET_ERROR_PORTAL,
    2 },
  { "login page",
    "PROPFIND",
    MT_AUTH_NONE,
    { { 200, NULL, "text/html", "<!DOCTYPE html>\n<html><body>Sign in</body></html>" } },
    1,
    0,
    MT_NET_ERROR_PORTAL,
    1,
    "web page" },
  { "login page that says it is XML",
    "PROPFIND",
    MT_AUTH_NONE,
    { { 207, NULL, "application/xml", "\r\n  \357\273\277<HTML lang=en>" } },
    1,
    0,
    MT_NET_ERROR_PORTAL,
    1 },
  { "login page for a PUT",
    "PUT",
    MT_AUTH_NONE,
    { { 200, NULL, "text/html", "<html></html>" } },
    1,
    0,
    MT_NET_ERROR_PORTAL,
    1 },
  { "note on a PUT that was done",
    "PUT",
    MT_AUTH_NONE,
    { { 201, NULL, "text/html", "<!DOCTYPE HTML><html>Created</html>" } },
    1,
    201,
    0,
    1 },
  { "calendar that says it is a page",
    "GET",
    MT_AUTH_NONE,
    { { 200, NULL, "text/html", "BEGIN:VCALENDAR" } },
    1,
    200,
    0,
    1 },
  { "511", "GET", MT_AUTH_NONE, { { 511 } }, 1, 0, MT_NET_ERROR_PORTAL, 1 },
  { "429", "GET", MT_AUTH_NONE, { { 429 } }, 1, 0, MT_NET_ERROR_THROTTLED, 1, "tried again later" },
  { "503", "PUT", MT_AUTH_NONE, { { 503 } }, 1, 0, MT_NET_ERROR_THROTTLED, 1 },
  { "503 with seconds",
    "GET",
    MT_AUTH_NONE,
    { { 503, "Retry-After: 600\n" } },
    1,
    0,
    MT_NET_ERROR_THROTTLED,
    1,
    "asks to wait 10 minutes" },
};

static void
test_row (gconstpointer data)
{
  const Row *row = data;
  Script script = { row->answers, row->n_answers };
  g_autoptr (Origin) origin = origin_new (play, &script);
  g_autofree char *url = origin_url (origin, "/a/");
  g_autofree char *host = g_strndup (url + 7, strlen (url) - 7 - 3);
  g_autoptr (MtHttp) http = mt_http_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (MtResponse) response = NULL;

  mt_http_set_credentials (http, url, row->kind, "ana", "hunter2");
  response = ask (http, row->method, url, &error);
  g_assert_cmpuint (origin_count (origin), ==, row->requests);
  for (guint i = 0; i < row->requests; i++)
    g_assert_cmpstr (origin_request (origin, i)->method, ==, row->method);
  if (row->status != 0)
    {
      g_assert_no_error (error);
      g_assert_cmpuint (mt_response_get_status (response), ==, row->status);
      return;
    }
  g_assert_null (response);
  g_assert_error (error, MT_NET_ERROR, (gint) row->code);
  if (row->code != MT_NET_ERROR_URL)
    g_assert_nonnull (strstr (error->message, host));
  g_assert_null (strstr (error->message, "hunter2"));
  if (row->words != NULL)
    g_assert_cmpstr (strstr (error->message, row->words), !=, NULL);
}

/* The body goes along a redirect. */
static void
test_redirect_keeps_body (void)
{
  static const Answer answers[] = { { 302, "Location: /b%20c/\n" },
                                    { 207, NULL, "text/xml", "<a/>" } };
  Script script = { answers, G_N_ELEMENTS (answers) };
  g_autoptr (Origin) origin = origin_new (play, &script);
  g_autofree char *url = origin_url (origin, "/a/");
  g_autofree char *target = origin_url (origin, "/b%20c/");
  g_autoptr (MtHttp) http = mt_http_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (MtResponse) response = NULL;
  OriginRequest *seen;

  mt_http_set_credentials (http, url, MT_AUTH_PASSWORD, "ana", "test");
  response = ask (http, "REPORT", url, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (mt_response_get_url (response), ==, target);
  seen = origin_request (origin, 1);
  g_assert_cmpstr (seen->path, ==, "/b%20c/");
  g_assert_cmpstr (seen->authorization, ==, "Basic YW5hOnRlc3Q=");
  g_assert_cmpmem (g_bytes_get_data (seen->body, NULL), g_bytes_get_size (seen->body),
                   "<question/>", strlen ("<question/>"));
}

/* To another origin neither request nor secret goes, unless it was said so, and never a secret. */
static void
test_redirect_elsewhere (void)
{
  static const Answer away[] = { { 302, "Location: %s\n" } };
  static const Answer here[] = { { 207, NULL, "text/xml", "<a/>" } };
  Script there_script = { here, G_N_ELEMENTS (here) };
  g_autoptr (Origin) there = origin_new (play, &there_script);
  g_autofree char *target = origin_url (there, "/dav/");
  Script script = { away, G_N_ELEMENTS (away), target };
  g_autoptr (Origin) origin = origin_new (play, &script);
  g_autofree char *url = origin_url (origin, "/.well-known/caldav");
  g_autoptr (MtHttp) http = mt_http_new ();
  g_autoptr (MtRequest) request = mt_request_new ("PROPFIND", url);
  g_autoptr (GError) error = NULL;
  g_autoptr (MtResponse) response = NULL;

  mt_http_set_credentials (http, url, MT_AUTH_PASSWORD, "ana", "test");
  g_assert_null (mt_http_send (http, request, NULL, &error));
  g_assert_error (error, MT_NET_ERROR, MT_NET_ERROR_REDIRECT);
  g_assert_cmpstr (mt_net_error_get_url (error), ==, target);
  g_assert_cmpuint (origin_count (there), ==, 0);
  g_clear_error (&error);
  mt_request_set_follow_site (request, TRUE);
  response = mt_http_send (http, request, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (mt_response_get_url (response), ==, target);
  g_assert_cmpuint (origin_count (there), ==, 1);
  g_assert_null (origin_request (there, 0)->authorization);
}

static void
digest (SoupServerMessage *message, const OriginRequest *request, guint number, gpointer data)
{
  const char *sent = request->authorization;
  guint *stale_at = data;

  if (sent != NULL && g_str_has_prefix (sent, "Digest ") && number != *stale_at)
    {
      origin_answer (message, 207, "text/xml", "<a/>");
      return;
    }
  soup_message_headers_append (soup_server_message_get_response_headers (message),
                               "WWW-Authenticate",
                               "Digest realm=\"a, b\", algorithm=MD5-sess, nonce=\"z\"");
  soup_message_headers_append (
      soup_server_message_get_response_headers (message), "WWW-Authenticate",
      number == 0 ? "Negotiate, Digest realm=\"a, b\", qop=\"auth\", nonce=\"one\""
                  : "Digest realm=\"a, b\", qop=\"auth\", nonce=\"two\", stale=true");
  origin_answer (message, 401, NULL, NULL);
}

/* Digest is answered once it was asked for, goes ahead from then on, and survives a stale nonce. */
static void
test_digest (void)
{
  guint stale_at = 3;
  g_autoptr (Origin) origin = origin_new (digest, &stale_at);
  g_autofree char *url = origin_url (origin, "/dav/");
  g_autoptr (MtHttp) http = mt_http_new ();

  mt_http_set_credentials (http, url, MT_AUTH_PASSWORD, "ana", "hunter2");
  for (guint i = 0; i < 4; i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (MtResponse) response = ask (http, "PROPFIND", url, &error);

      g_assert_no_error (error);
    }
  g_assert_cmpuint (origin_count (origin), ==, 6);
  g_assert_true (g_str_has_prefix (origin_request (origin, 0)->authorization, "Basic "));
  for (guint i = 1; i < 6; i++)
    {
      const char *sent = origin_request (origin, i)->authorization;

      g_assert_nonnull (strstr (sent, "username=\"ana\""));
      g_assert_nonnull (strstr (sent, "uri=\"/dav/\""));
      g_assert_nonnull (strstr (sent, i < 4 ? "nonce=\"one\"" : "nonce=\"two\""));
      g_assert_null (strstr (sent, "hunter2"));
    }
  g_assert_nonnull (strstr (origin_request (origin, 2)->authorization, "nc=00000002"));
}

/* A password that was never accepted is sent once; set again, it is tried again. */
static void
test_refused_once (void)
{
  static const Answer answers[] = { BASIC };
  Script script = { answers, G_N_ELEMENTS (answers) };
  g_autoptr (Origin) origin = origin_new (play, &script);
  g_autofree char *url = origin_url (origin, "/");
  g_autoptr (MtHttp) http = mt_http_new ();
  g_autoptr (GError) error = NULL;

  mt_http_set_credentials (http, url, MT_AUTH_PASSWORD, "ana", "hunter2");
  for (guint i = 0; i < 5; i++)
    {
      g_assert_null (ask (http, "PROPFIND", url, &error));
      g_assert_error (error, MT_NET_ERROR, MT_NET_ERROR_AUTH);
      g_clear_error (&error);
    }
  g_assert_cmpuint (origin_count (origin), ==, 1);
  mt_http_set_credentials (http, url, MT_AUTH_PASSWORD, "ana", "hunter2");
  g_assert_null (ask (http, "PROPFIND", url, &error));
  g_assert_cmpstr (mt_net_error_get_schemes (error), ==, "Basic");
  g_assert_cmpuint (origin_count (origin), ==, 2);
}

/* One address that may not be read does not undo a password that works elsewhere. */
static void
test_refused_in_places (void)
{
  static const Answer answers[] = { OK, BASIC, OK };
  Script script = { answers, G_N_ELEMENTS (answers) };
  g_autoptr (Origin) origin = origin_new (play, &script);
  g_autofree char *url = origin_url (origin, "/");
  g_autoptr (MtHttp) http = mt_http_new ();
  g_autoptr (MtResponse) first = NULL;
  g_autoptr (MtResponse) third = NULL;

  mt_http_set_credentials (http, url, MT_AUTH_PASSWORD, "ana", "hunter2");
  first = ask (http, "GET", url, NULL);
  g_assert_null (ask (http, "GET", url, NULL));
  third = ask (http, "GET", url, NULL);
  g_assert_nonnull (third);
  g_assert_cmpuint (origin_count (origin), ==, 3);
}

static gint64
read_clock (gpointer data)
{
  return *(gint64 *) data;
}

typedef struct
{
  const char *name;
  const char *headers;
  gint64 seconds;
} Wait;

static const Wait waits[] = {
  { "seconds", "Retry-After: 120\n", 120 },
  { "none", "Retry-After: 0\n", 1 },
  { "less than none", "Retry-After: -5\n", 0 },
  { "a month", "Retry-After: 2592000\n", 86400 },
  { "more than a number", "Retry-After: 99999999999999999999\n", 0 },
  { "words", "Retry-After: soon\n", 0 },
  { "a date, by a clock that is a year off",
    "Date: Wed, 01 Jan 2020 00:00:00 GMT\nRetry-After: Wed, 01 Jan 2020 00:05:00 GMT\n", 300 },
  { "a date, without one to compare with",
    "Date: never\nRetry-After: Wed, 01 Jan 2020 00:05:00 GMT\n", 300 },
  { "a date that is over",
    "Date: Wed, 01 Jan 2020 00:10:00 GMT\nRetry-After: Wed, 01 Jan 2020 00:05:00 GMT\n", 1 },
};

/* Nothing is sent before the time is over. */
static void
test_wait (gconstpointer data)
{
  const Wait *row = data;
  const Answer answers[] = { { 503, row->headers, "text/plain", "busy" }, OK };
  Script script = { answers, G_N_ELEMENTS (answers) };
  g_autoptr (Origin) origin = origin_new (play, &script);
  g_autofree char *url = origin_url (origin, "/");
  g_autoptr (MtHttp) http = mt_http_new ();
  gint64 now = 1000;
  g_autoptr (GError) error = NULL;
  g_autoptr (MtResponse) response = NULL;

  mt_http_set_clock (http, read_clock, &now);
  g_assert_null (ask (http, "GET", url, &error));
  g_assert_error (error, MT_NET_ERROR, MT_NET_ERROR_THROTTLED);
  g_assert_cmpuint (mt_net_error_get_status (error), ==, 503);
  g_assert_cmpint (mt_net_error_get_retry_after (error), ==, row->seconds);
  g_clear_error (&error);
  if (row->seconds > 0)
    {
      now += row->seconds * G_USEC_PER_SEC - 1;
      g_assert_null (ask (http, "GET", url, &error));
      g_assert_error (error, MT_NET_ERROR, MT_NET_ERROR_THROTTLED);
      g_assert_cmpint (mt_net_error_get_retry_after (error), ==, 1);
      g_clear_error (&error);
      g_assert_cmpuint (origin_count (origin), ==, 1);
      now++;
    }
  response = ask (http, "GET", url, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (origin_count (origin), ==, 2);
}

typedef struct
{
  const char *name;
  guint status;
  const char *type;
  const char *body;
  MtNetError code;
  const char *words;
} Check;

#define DAV_ERROR(child) "<?xml version='1.0'?><D:error xmlns:D='DAV:'>" child "</D:error>"

static const Check checks[] = {
  { "bad request, in words", 400, "text/plain", "No UID\r\n  in \342\200\256 item",
    MT_NET_ERROR_STATUS, "(PUT /a b/: 400, No UID in item)" },
  { "condition", 403, "text/xml", DAV_ERROR ("<C:valid-calendar-data xmlns:C='x'/>"),
    MT_NET_ERROR_FORBIDDEN, "403, valid-calendar-data" },
  { "condition without prefix", 403, "text/xml", "<error xmlns='DAV:'><valid-sync-token/></error>",
    MT_NET_ERROR_FORBIDDEN, "403, valid-sync-token" },
  { "description", 409, "text/xml",
    DAV_ERROR ("<x/><D:responsedescription>UID &lt;a&gt; is taken</D:responsedescription>"),
    MT_NET_ERROR_CONFLICT, "409, UID <a> is taken" },
  { "page", 404, "text/html", "<html><body>Not here", MT_NET_ERROR_MISSING, "404)" },
  { "gone", 410, NULL, NULL, MT_NET_ERROR_MISSING, "410)" },
  { "precondition", 412, NULL, NULL, MT_NET_ERROR_CONFLICT, "412)" },
  { "too large", 413, NULL, NULL, MT_NET_ERROR_TOO_LARGE, "413)" },
  { "full", 507, NULL, NULL, MT_NET_ERROR_FULL, "507)" },
  { "teapot", 418, "text/plain", "", MT_NET_ERROR_STATUS, "418)" },
  { "broken", 500, "text/xml", "<", MT_NET_ERROR_STATUS, "500)" },
  { "broken in the middle", 500, "text/xml", "<D:error><D:responsedescription", MT_NET_ERROR_STATUS,
    "500" },
  { "not that", 415, "text/xml", "<D:error", MT_NET_ERROR_STATUS, "415)" },
  { "moved", 301, NULL, NULL, MT_NET_ERROR_STATUS, "301)" },
};

static void
test_check (gconstpointer data)
{
  const Check *row = data;
  const Answer answers[] = { { row->status, NULL, row->type, row->body } };
  Script script = { answers, G_N_ELEMENTS (answers) };
  g_autoptr (Origin) origin = origin_new (play, &script);
  g_autofree char *url = origin_url (origin, "/a%20b/");
  g_autoptr (MtHttp) http = mt_http_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (MtResponse) response = ask (http, "PUT", url, &error);

  g_assert_no_error (error);
  g_assert_false (mt_response_check (response, &error));
  g_assert_error (error, MT_NET_ERROR, (gint) row->code);
  g_assert_cmpuint (mt_net_error_get_status (error), ==, row->status);
  g_assert_cmpstr (mt_net_error_get_url (error), ==, url);
  g_test_message ("%s", error->message);
  g_assert_nonnull (strstr (error->message, row->words));
}

static void
test_condition (void)
{
  static const Answer answers[] = { { 403, NULL, "text/xml",
                                      DAV_ERROR ("\n <D:valid-sync-token/>") } };
  Script script = { answers, G_N_ELEMENTS (answers) };
  g_autoptr (Origin) origin = origin_new (play, &script);
  g_autofree char *url = origin_url (origin, "/");
  g_autoptr (MtHttp) http = mt_http_new ();
  g_autoptr (MtResponse) response = ask (http, "REPORT", url, NULL);

  g_assert_true (mt_response_has_condition (response, "valid-sync-token"));
  g_assert_false (mt_response_has_condition (response, "valid-sync"));
}

typedef struct
{
  GString *seen;
  guint calls;
  guint fail_at; /* from 1, 0: never */
} Sunk;

static gboolean
sink (const char *bytes, gsize n, gpointer data, GError **error)
{
  Sunk *self = data;

  g_string_append_len (self->seen, bytes, (gssize) n);
  if (++self->calls != self->fail_at)
    return TRUE;
  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, "enough");
  return FALSE;
}

/* A sink sees the body of a success only, and can stop it. */
static void
test_sink (void)
{
  static const Answer answers[] = {
    { 404, NULL, "text/plain", "not for the sink" },
    { 302, "Location: /b/\n", "text/plain", "nor this" },
    { 207, NULL, "text/xml", "<a/>" },
    { 200, NULL, "text/html", "<html>" },
    { 207, NULL, "text/xml", "<b/>" },
  };
  Script script = { answers, G_N_ELEMENTS (answers) };
  g_autoptr (Origin) origin = origin_new (play, &script);
  g_autofree char *url = origin_url (origin, "/");
  g_autoptr (MtHttp) http = mt_http_new ();
  g_autoptr (MtRequest) request = mt_request_new ("REPORT", url);
  Sunk sunk = { g_string_new (NULL) };
  g_autoptr (GError) error = NULL;
  g_autoptr (MtResponse) missing = NULL;
  g_autoptr (MtResponse) found = NULL;

  mt_request_set_sink (request, sink, &sunk);
  missing = mt_http_send (http, request, NULL, NULL);
  assert_body (missing, "not for the sink");
  found = mt_http_send (http, request, NULL, NULL);
  assert_body (found, "");
  g_assert_cmpstr (sunk.seen->str, ==, "<a/>");
  g_assert_null (mt_http_send (http, request, NULL, &error));
  g_assert_error (error, MT_NET_ERROR, MT_NET_ERROR_PORTAL);
  g_clear_error (&error);
  g_assert_cmpstr (sunk.seen->str, ==, "<a/>");
  sunk.fail_at = sunk.calls + 1;
  g_assert_null (mt_http_send (http, request, NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA);
  g_string_free (sunk.seen, TRUE);
}

static void
big (SoupServerMessage *message, const OriginRequest *request, guint number, gpointer data)
{
  g_autofree char *body = g_strnfill (300 * 1024, 'x');

  origin_answer (message, number == 0 ? 500 : 200, "text/plain", body);
}

static void
test_cap (void)
{
  g_autoptr (Origin) origin = origin_new (big, NULL);
  g_autofree char *url = origin_url (origin, "/");
  g_autoptr (MtHttp) http = mt_http_new ();
  g_autoptr (MtRequest) request = mt_request_new ("GET", url);
  g_autoptr (GError) error = NULL;
  g_autoptr (MtResponse) failed = NULL;
  g_autoptr (MtResponse) whole = NULL;

  mt_request_set_cap (request, 100 * 1024);
  /* A failure stays one, however much it says. */
  failed = mt_http_send (http, request, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (mt_response_get_status (failed), ==, 500);
  g_assert_cmpuint (g_bytes_get_size (mt_response_get_body (failed)), <, 200 * 1024);
  g_assert_null (mt_http_send (http, request, NULL, &error));
  g_assert_error (error, MT_NET_ERROR, MT_NET_ERROR_TOO_LARGE);
  g_clear_error (&error);
  mt_request_set_cap (request, 300 * 1024);
  whole = mt_http_send (http, request, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (g_bytes_get_size (mt_response_get_body (whole)), ==, 300 * 1024);
}

static void
test_refused_urls (void)
{
  static const char *const urls[] = { "dav.example.org", "ftp://dav.example.org/", "",
                                      "http://dav.example.org/", "http://ana:hunter2@127.0.0.1/" };
  g_autoptr (MtHttp) http = mt_http_new ();
  MtTraffic traffic;

  mt_http_set_credentials (http, "http://dav.example.org/", MT_AUTH_PASSWORD, "ana", "hunter2");
  for (gsize i = 0; i < G_N_ELEMENTS (urls); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (ask (http, "GET", urls[i], &error));
      g_assert_error (error, MT_NET_ERROR, MT_NET_ERROR_URL);
      g_assert_null (strstr (error->message, "hunter2"));
    }
  mt_http_get_traffic (http, &traffic);
  g_assert_cmpuint (traffic.requests, ==, 0);
}

/* An ETag is what a server says. */
static void
test_bad_headers (void)
{
  static const Answer answers[] = { OK };
  static const char *const values[] = { "\"a\"\r\nX: y", "\"a\nb\"", "\"\001\"", "\"\177\"" };
  Script script = { answers, G_N_ELEMENTS (answers) };
  g_autoptr (Origin) origin = origin_new (play, &script);
  g_autofree char *url = origin_url (origin, "/");
  g_autoptr (MtHttp) http = mt_http_new ();

  for (gsize i = 0; i < G_N_ELEMENTS (values); i++)
    {
      g_autoptr (MtRequest) request = mt_request_new ("PUT", url);
      g_autoptr (GError) error = NULL;

      mt_request_set_header (request, "If-Match", values[i]);
      g_assert_null (mt_http_send (http, request, NULL, &error));
      g_assert_error (error, MT_NET_ERROR, MT_NET_ERROR_MALFORMED);
      g_assert_nonnull (strstr (error->message, "If-Match"));
    }
  g_assert_cmpuint (origin_count (origin), ==, 0);
}

/* A token of more than one line, or with spaces, is none. */
static void
test_bad_token (void)
{
  static const Answer answers[] = { BASIC };
  Script script = { answers, G_N_ELEMENTS (answers) };
  g_autoptr (Origin) origin = origin_new (play, &script);
  g_autofree char *url = origin_url (origin, "/");
  g_autoptr (MtHttp) http = mt_http_new ();
  g_autoptr (GError) error = NULL;

  mt_http_set_credentials (http, url, MT_AUTH_BEARER, NULL, "a\r\nX: y");
  g_assert_null (ask (http, "GET", url, &error));
  g_assert_error (error, MT_NET_ERROR, MT_NET_ERROR_AUTH);
  g_assert_null (origin_request (origin, 0)->authorization);
}

static void
assert_ports (Origin *origin, guint from, guint to, guint port)
{
  for (guint i = from; i < to; i++)
    g_assert_cmpuint (origin_request (origin, i)->port, ==, port);
}

/* Connections are kept; what must not be sent twice takes a new one each time. */
static void
test_kept (void)
{
  static const Answer answers[] = { OK };
  Script script = { answers, G_N_ELEMENTS (answers) };
  g_autoptr (Origin) origin = origin_new (play, &script);
  g_autofree char *url = origin_url (origin, "/");
  g_autoptr (MtHttp) http = mt_http_new ();
  guint port;

  for (guint i = 0; i < 14; i++)
    {
      const char *method = i == 10 || i == 12 ? "POST" : i % 2 == 0 ? "PUT" : "GET";
      g_autoptr (MtResponse) response = ask (http, method, url, NULL);

      g_assert_nonnull (response);
    }
  port = origin_request (origin, 0)->port;
  assert_ports (origin, 0, 10, port);
  g_assert_cmpuint (origin_request (origin, 10)->port, !=, port);
  g_assert_cmpuint (origin_request (origin, 12)->port, !=, port);
  g_assert_cmpuint (origin_request (origin, 12)->port, !=, origin_request (origin, 10)->port);
}

/* A connection that rested long is not used again. */
static void
test_rested (void)
{
  static const Answer answers[] = { OK };
  static const struct
  {
    const char *method;
    gint64 rest_s;
    gboolean fresh;
  } steps[] = { { "GET", 0, TRUE },
                { "GET", 50, FALSE },
                { "GET", 10, FALSE },
                { "GET", 61, TRUE },
                { "GET", 8 * 60 * 60, TRUE } };
  Script script = { answers, G_N_ELEMENTS (answers) };
  g_autoptr (Origin) origin = origin_new (play, &script);
  g_autofree char *url = origin_url (origin, "/");
  g_autoptr (MtHttp) http = mt_http_new ();
  gint64 now = 1000;

  mt_http_set_clock (http, read_clock, &now);
  for (guint i = 0; i < G_N_ELEMENTS (steps); i++)
    {
      g_autoptr (MtResponse) response = NULL;

      now += steps[i].rest_s * G_USEC_PER_SEC;
      response = ask (http, steps[i].method, url, NULL);
      g_assert_nonnull (response);
      if (i > 0)
        g_assert_cmpint (origin_request (origin, i)->port != origin_request (origin, i - 1)->port,
                         ==, steps[i].fresh);
    }
}

/* Four threads of one account. */
static void
echo_path (SoupServerMessage *message, const OriginRequest *request, guint number, gpointer data)
{
  origin_answer (message, 200, "text/plain", request->path);
}

typedef struct
{
  MtHttp *http;
  char *url;
  guint number;
} Worker;

static gpointer
work (gpointer data)
{
  Worker *self = data;

  for (guint i = 0; i < 50; i++)
    {
      g_autofree char *path = g_strdup_printf ("/%u/%u", self->number, i);
      g_autofree char *url = g_strconcat (self->url, path, NULL);
      g_autoptr (GError) error = NULL;
      g_autoptr (MtResponse) response = ask (self->http, "GET", url, &error);

      g_assert_no_error (error);
      assert_body (response, path);
    }
  return NULL;
}

static void
test_threads (void)
{
  g_autoptr (Origin) origin = origin_new (echo_path, NULL);
  g_autofree char *url = origin_url (origin, "");
  g_autoptr (MtHttp) http = mt_http_new ();
  Worker workers[6];
  GThread *threads[6];
  MtTraffic traffic;

  mt_http_set_credentials (http, url, MT_AUTH_PASSWORD, "ana", "test");
  for (guint i = 0; i < G_N_ELEMENTS (workers); i++)
    {
      workers[i] = (Worker){ http, url, i };
      threads[i] = g_thread_new ("worker", work, &workers[i]);
    }
  for (guint i = 0; i < G_N_ELEMENTS (workers); i++)
    g_thread_join (threads[i]);
  mt_http_get_traffic (http, &traffic);
  g_assert_cmpuint (traffic.requests, ==, 300);
}

static void
add_rows (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *path = g_strconcat ("/http/row/", rows[i].name, NULL);

      g_test_add_data_func (path, &rows[i], test_row);
    }
  for (gsize i = 0; i < G_N_ELEMENTS (waits); i++)
    {
      g_autofree char *path = g_strconcat ("/http/wait/", waits[i].name, NULL);

      g_test_add_data_func (path, &waits[i], test_wait);
    }
  for (gsize i = 0; i < G_N_ELEMENTS (checks); i++)
    {
      g_autofree char *path = g_strconcat ("/http/check/", checks[i].name, NULL);

      g_test_add_data_func (path, &checks[i], test_check);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/http/round-trip", test_round_trip);
  g_test_add_func ("/http/cookies", test_cookies_are_not_kept);
  add_rows ();
  g_test_add_func ("/http/redirect/body", test_redirect_keeps_body);
  g_test_add_func ("/http/redirect/elsewhere", test_redirect_elsewhere);
  g_test_add_func ("/http/digest", test_digest);
  g_test_add_func ("/http/refused/once", test_refused_once);
  g_test_add_func ("/http/refused/in-places", test_refused_in_places);
  g_test_add_func ("/http/condition", test_condition);
  g_test_add_func ("/http/sink", test_sink);
  g_test_add_func ("/http/cap", test_cap);
  g_test_add_func ("/http/kept", test_kept);
  g_test_add_func ("/http/rested", test_rested);
  g_test_add_func ("/http/bad headers", test_bad_headers);
  g_test_add_func ("/http/bad token", test_bad_token);
  g_test_add_func ("/http/urls", test_refused_urls);
  g_test_add_func ("/http/threads", test_threads);
  return g_test_run ();
}
