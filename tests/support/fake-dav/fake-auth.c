/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * Who may speak to the server of the tests: Basic, Digest (RFC 7616) and Bearer.
 */
#include "fake-dav-private.h"

#include <string.h>

#define REALM "fake"
#define NONCE "dcd98b7102dd2f0e8b11d0f600bfb0c0"

static GChecksumType
digest_type (FakeDav *dav)
{
  return fake_switch_is (dav, "digest", "sha-256") ? G_CHECKSUM_SHA256 : G_CHECKSUM_MD5;
}

static char *
hash (FakeDav *dav, const char *format, ...)
{
  g_autofree char *text = NULL;
  va_list args;

  va_start (args, format);
  text = g_strdup_vprintf (format, args);
  va_end (args);
  return g_compute_checksum_for_string (digest_type (dav), text, -1);
}

static const char *
param (GHashTable *params, const char *name)
{
  const char *value = g_hash_table_lookup (params, name);

  return value ? value : "";
}

static const char *
check_digest (FakeRequest *request, const char *text)
{
  FakeDav *dav = request->dav;
  g_autoptr (GHashTable) params = soup_header_parse_param_list (text);
  char *user = NULL;
  char *password = NULL;
  g_autofree char *ha1 = NULL;
  g_autofree char *ha2 = hash (dav, "%s:%s", request->method, param (params, "uri"));
  g_autofree char *expected = NULL;
  const char *found = NULL;

  if (!fake_switch_is (dav, "digest", "refused") &&
      g_hash_table_lookup_extended (dav->users, param (params, "username"), (gpointer *) &user,
                                    (gpointer *) &password))
    {
      ha1 = hash (dav, "%s:" REALM ":%s", user, password);
      if (fake_switch_is (dav, "digest", "md5-sess"))
        {
          g_autofree char *session =
              hash (dav, "%s:%s:%s", ha1, param (params, "nonce"), param (params, "cnonce"));

          g_free (ha1);
          ha1 = g_steal_pointer (&session);
        }
      expected = hash (dav, "%s:%s:%s:%s:%s:%s", ha1, param (params, "nonce"), param (params, "nc"),
                       param (params, "cnonce"), param (params, "qop"), ha2);
      if (g_str_equal (param (params, "response"), expected))
        found = user;
    }
  soup_header_free_param_list (g_steal_pointer (&params));
  return found;
}

static const char *
check_basic (FakeDav *dav, const char *text)
{
  gsize n;
  g_autofree guchar *decoded = g_base64_decode (text, &n);
  g_autofree char *pair = g_strndup ((char *) decoded, n);
  char *colon = strchr (pair, ':');
  char *user;
  char *password;

  if (!colon)
    return NULL;
  *colon = '\0';
  if (g_hash_table_lookup_extended (dav->users, pair, (gpointer *) &user, (gpointer *) &password) &&
      g_str_equal (password, colon + 1))
    return user;
  return NULL;
}

static const char *
first_user (FakeDav *dav)
{
  g_autoptr (GList) names = g_list_sort (g_hash_table_get_keys (dav->users), (GCompareFunc) strcmp);

  return names ? names->data : NULL;
}

static const char *
check (FakeRequest *request, const char *given)
{
  FakeDav *dav = request->dav;
  const char *kind = fake_switch (dav, "auth");
  const gboolean digest = g_str_equal (kind, "digest") || g_str_equal (kind, "both");
  const gboolean basic =
      g_str_equal (kind, "basic") || g_str_equal (kind, "both") || g_str_equal (kind, "silent");

  if (!given)
    return NULL;
  if (digest && g_str_has_prefix (given, "Digest "))
    return check_digest (request, given + strlen ("Digest "));
  if (basic && g_str_has_prefix (given, "Basic "))
    return check_basic (dav, given + strlen ("Basic "));
  if (g_str_equal (kind, "bearer") && g_str_has_prefix (given, "Bearer ") &&
      fake_switch_is (dav, "token", given + strlen ("Bearer ")))
    return first_user (dav);
  return NULL;
}

static void
challenge (FakeRequest *request)
{
  FakeDav *dav = request->dav;
  const char *kind = fake_switch (dav, "auth");
  const char *digest = fake_switch (dav, "digest");
  const char *algorithm = g_str_equal (digest, "sha-256")    ? "SHA-256"
                          : g_str_equal (digest, "md5-sess") ? "MD5-sess"
                                                             : "MD5";
  SoupMessageHeaders *headers = soup_server_message_get_response_headers (request->message);
  g_autofree char *text = g_strdup_printf (
      "Digest realm=\"" REALM "\", nonce=\"" NONCE "\", qop=\"auth\", algorithm=%s", algorithm);

  if (g_str_equal (kind, "digest") || g_str_equal (kind, "both"))
    soup_message_headers_append (headers, "WWW-Authenticate", text);
  if (g_str_equal (kind, "basic") || g_str_equal (kind, "both"))
    soup_message_headers_append (headers, "WWW-Authenticate", "Basic realm=\"" REALM "\"");
  if (g_str_equal (kind, "bearer"))
    soup_message_headers_append (headers, "WWW-Authenticate", "Bearer realm=\"" REALM "\"");
}

/* Finds out who asks. Returns: FALSE if that was answered already. */
gboolean
fake_authorise (FakeRequest *request)
{
  const char *given = soup_message_headers_get_one (
      soup_server_message_get_request_headers (request->message), "Authorization");

  if (fake_switch_is (request->dav, "auth", "none"))
    {
      request->user = first_user (request->dav);
      return TRUE;
    }
  request->user = check (request, given);
  if (request->user || g_str_equal (request->method, "OPTIONS"))
    return TRUE;
  if (!given && fake_switch_is (request->dav, "auth", "silent"))
    return TRUE;
  challenge (request);
  fake_answer (request, 401, "text/plain", "Who are you?");
  return FALSE;
}
