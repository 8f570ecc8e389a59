/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * A canary: a random secret is let loose on servers that do all they can to have it, and then
 * looked for in all that another origin was sent, in errors, and in all that a debugging program
 * writes.
 */
#include "net/mt-http.h"
#include "net/mt-oauth.h"

#include "origin.h"

#include <string.h>

#define SECRET "MT_TEST_SECRET"

/* Everything another origin was sent. */
typedef struct
{
  GMutex mutex;
  GString *bytes;
} Catch;

static void
catch_all (SoupServerMessage *message, const OriginRequest *request, guint number, gpointer data)
{
  Catch *catch = data;

  g_mutex_lock (&catch->mutex);
  g_string_append_printf (catch->bytes, "%s %s?%s\n%s\n%.*s\n", request->method, request->path,
                          request->query != NULL ? request->query : "", request->head,
                          (int) g_bytes_get_size (request->body),
                          (const char *) g_bytes_get_data (request->body, NULL));
  g_mutex_unlock (&catch->mutex);
  soup_message_headers_append (soup_server_message_get_response_headers (message),
                               "WWW-Authenticate", "Basic realm=\"give\"");
  origin_answer (message, 401, "text/html", "<html>give");
}

/* The way a server tries, by path. %s is the other origin. */
typedef struct
{
  const char *path;
  guint status;
  const char *header;
  const char *value;
} Trick;

static const Trick tricks[] = {
  { "/301", 301, "Location", "%s/stolen" },
  { "/302", 302, "Location", "%s/stolen" },
  { "/303", 303, "Location", "%s/stolen" },
  { "/307", 307, "Location", "%s/stolen" },
  { "/308", 308, "Location", "%s/stolen" },
  { "/refresh", 200, "Refresh", "0; url=%s/stolen" },
  { "/basic", 401, "WWW-Authenticate", "Basic realm=\"%s\"" },
  { "/digest", 401, "WWW-Authenticate", "Digest realm=\"%s\", nonce=\"n\", domain=\"%s\"" },
  { "/negotiate", 401, "WWW-Authenticate", "Negotiate, NTLM" },
  { "/proxy", 407, "Proxy-Authenticate", "Basic realm=\"x\"" },
  { "/alternative", 200, "Alt-Svc", "h2=\"%s\"" },
  { "/busy", 503, "Retry-After", "1" },
  { "/moved", 200, "Content-Location", "%s/stolen" },
};

/* Repeats in its answer what it was sent. */
static void
try_trick (SoupServerMessage *message, const OriginRequest *request, guint number, gpointer data)
{
  const char *other = data;
  g_autofree char *words =
      g_strdup_printf ("You sent %s %s", request->authorization, g_getenv (SECRET));

  for (gsize i = 0; i < G_N_ELEMENTS (tricks); i++)
    if (strcmp (tricks[i].path, request->path) == 0)
      {
        g_autoptr (GString) value = g_string_new (tricks[i].value);

        g_string_replace (value, "%s", other, 0);
        soup_message_headers_append (soup_server_message_get_response_headers (message),
                                     tricks[i].header, value->str);
        origin_answer (message, tricks[i].status, "text/plain", words);
        return;
      }
  origin_answer (message, 403, "text/plain", words);
}

static void
assert_clean (const char *text)
{
  const char *secret = g_getenv (SECRET);
  g_autofree char *pair = g_strconcat ("ana:", secret, NULL);
  g_autofree char *encoded = g_base64_encode ((const guchar *) pair, strlen (pair));
  g_autofree char *alone = g_base64_encode ((const guchar *) secret, strlen (secret));

  g_assert_null (strstr (text, secret));
  g_assert_null (strstr (text, encoded));
  g_assert_null (strstr (text, alone));
}

static void
ask (MtHttp *http, const char *method, const char *url, gboolean follow)
{
  g_autoptr (MtRequest) request = mt_request_new (method, url);
  g_autoptr (GError) error = NULL;
  g_autoptr (MtResponse) response = NULL;

  mt_request_set_text (request, "text/xml", "<question/>");
  mt_request_set_follow_site (request, follow);
  response = mt_http_send (http, request, NULL, &error);
  if (response != NULL)
    mt_response_check (response, &error);
  if (error != NULL)
    {
      assert_clean (error->message);
      g_message ("%s", error->message);
    }
}

static void
ask_all (const char *origin, const char *path, MtAuthKind kind)
{
  static const char *const methods[] = { "GET", "PROPFIND", "PUT", "POST" };
  g_autofree char *url = g_strconcat (origin, path, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (methods) * 2; i++)
    {
      g_autoptr (MtHttp) http = mt_http_new ();

      mt_http_set_credentials (http, url, kind, "ana", g_getenv (SECRET));
      ask (http, methods[i / 2], url, i % 2 != 0);
    }
}

/* Without TLS beyond this machine, and where nobody is. */
static void
ask_nowhere (void)
{
  ask_all ("http://dav.example.invalid", "/", MT_AUTH_PASSWORD);
  ask_all ("https://127.0.0.1:1", "/", MT_AUTH_PASSWORD);
}

static void
refresh_tokens (const char *origin)
{
  g_autofree char *url = g_strconcat (origin, "/token", NULL);
  g_autoptr (MtHttp) http = mt_http_new ();
  g_autoptr (GError) error = NULL;

  g_assert_null (mt_oauth_refresh (http, url, "client", NULL, g_getenv (SECRET), NULL, &error));
  g_message ("%s", error->message);
}

static void
test_child (void)
{
  Catch catch = { .bytes = g_string_new (NULL) };
  g_autoptr (Origin) other = NULL;
  g_autoptr (Origin) origin = NULL;
  g_autofree char *there = NULL;
  g_autofree char *here = NULL;

  if (!g_test_subprocess ())
    return;
  g_mutex_init (&catch.mutex);
  other = origin_new (catch_all, &catch);
  there = origin_url (other, "");
  origin = origin_new (try_trick, there);
  here = origin_url (origin, "");
  for (gsize i = 0; i < G_N_ELEMENTS (tricks); i++)
    {
      ask_all (here, tricks[i].path, MT_AUTH_PASSWORD);
      ask_all (here, tricks[i].path, MT_AUTH_BEARER);
    }
  ask_all (here, "/forbidden", MT_AUTH_PASSWORD);
  ask_nowhere ();
  refresh_tokens (here);
  /* The other origin was reached, and the first was sent the secret: this would have shown it. */
  g_assert_cmpuint (origin_count (other), >, 0);
  g_assert_nonnull (strstr (origin_request (origin, 0)->head, "Authorization: Basic "));
  assert_clean (catch.bytes->str);
}

static void
test_canary (void)
{
  g_autofree char *secret = g_uuid_string_random ();
  g_autofree char *pattern = g_strconcat ("*", secret, "*", NULL);
  g_autofree char *pair = g_strconcat ("ana:", secret, NULL);
  g_autofree char *encoded = g_base64_encode ((const guchar *) pair, strlen (pair));
  g_autofree char *encoded_pattern = g_strconcat ("*", encoded, "*", NULL);

  g_setenv (SECRET, secret, TRUE);
  g_setenv ("G_MESSAGES_DEBUG", "all", TRUE);
  g_test_trap_subprocess ("/http-secret/child", 0, 0);
  g_unsetenv ("G_MESSAGES_DEBUG");
  g_test_trap_assert_passed ();
  g_test_trap_assert_stdout_unmatched (pattern);
  g_test_trap_assert_stderr_unmatched (pattern);
  g_test_trap_assert_stdout_unmatched (encoded_pattern);
  g_test_trap_assert_stderr_unmatched (encoded_pattern);
  g_test_trap_assert_stderr ("*403*");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/http-secret/canary", test_canary);
  g_test_add_func ("/http-secret/child", test_child);
  return g_test_run ();
}
