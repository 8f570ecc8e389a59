/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * Signing in: what a server is told, by the way an account signs in; tokens that are renewed.
 */
#include "config.h"

#include <glib/gstdio.h>
#include <string.h>

#include "../../net/origin.h"
#include "service/accounts/mt-account-login.h"

typedef struct
{
  char *folder;       /* owned */
  char *secret_file;  /* owned */
  MtSecrets *secrets; /* owned */
  Origin *origin;     /* owned: calendars at /dav, tokens at /token */
  MtAccount *account; /* owned */
  const char *good;   /* the access token that /dav takes */
  guint n_renewed;
} Fixture;

/* On the thread of the origin; the test waits meanwhile. */
static void
answer_cb (SoupServerMessage *message, const OriginRequest *request, guint number, gpointer data)
{
  Fixture *fixture = data;
  g_autofree char *wanted = g_strconcat ("Bearer ", fixture->good, NULL);
  g_autofree char *body =
      g_strndup (g_bytes_get_data (request->body, NULL), g_bytes_get_size (request->body));

  if (g_str_equal (request->path, "/token") && strstr (body, "refresh_token=refresh-1") == NULL)
    origin_answer (message, 400, "application/json", "{\"error\":\"invalid_grant\"}");
  else if (g_str_equal (request->path, "/token"))
    {
      fixture->n_renewed++;
      fixture->good = "access-2";
      origin_answer (message, 200, "application/json",
                     "{\"access_token\":\"access-2\",\"token_type\":\"Bearer\","
                     "\"refresh_token\":\"refresh-2\",\"expires_in\":3600}");
    }
  else if (g_strcmp0 (request->authorization, wanted) == 0)
    origin_answer (message, 200, "text/plain", "in");
  else
    {
      soup_message_headers_append (soup_server_message_get_response_headers (message),
                                   "WWW-Authenticate", "Bearer realm=\"x\"");
      origin_answer (message, 401, "text/plain", "out");
    }
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autofree char *url = NULL;

  fixture->folder = g_dir_make_tmp ("meantime-login-XXXXXX", NULL);
  fixture->secret_file = g_build_filename (fixture->folder, "secrets", NULL);
  fixture->secrets = mt_secrets_new (NULL);
  fixture->good = "access-1";
  fixture->origin = origin_new (answer_cb, fixture);
  url = origin_url (fixture->origin, "/dav");
  fixture->account = mt_account_new ("ana@here");
  fixture->account->url = g_strdup (url);
  fixture->account->origin = mt_account_dup_origin (url);
  fixture->account->user = g_strdup ("ana");
  fixture->account->secret_file = g_strdup (fixture->secret_file);
  g_free (fixture->account->auth);
  fixture->account->auth = g_strdup (data);
  fixture->account->oauth_client = g_strdup ("client");
  fixture->account->oauth_token_url = origin_url (fixture->origin, "/token");
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  mt_account_unref (fixture->account);
  mt_secrets_unref (fixture->secrets);
  origin_free (fixture->origin);
  g_unlink (fixture->secret_file);
  g_rmdir (fixture->folder);
  g_free (fixture->secret_file);
  g_free (fixture->folder);
}

static void
keep (Fixture *fixture, const char *kind, const char *secret)
{
  mt_secrets_set_file (fixture->secrets, "ana@here", fixture->secret_file);
  g_assert_true (mt_secrets_store (fixture->secrets, "ana@here", kind, secret, NULL, NULL));
}

static void
assert_kept (Fixture *fixture, const char *kind, const char *expected)
{
  g_autofree char *secret = mt_secrets_lookup (fixture->secrets, "ana@here", kind, NULL, NULL);

  g_assert_cmpstr (secret, ==, expected);
}

static gboolean
gets_in (Fixture *fixture, MtHttp *http)
{
  g_autoptr (MtRequest) request = mt_request_new ("GET", fixture->account->url);
  g_autoptr (MtResponse) response = mt_http_send (http, request, NULL, NULL);

  return response != NULL && mt_response_get_status (response) == 200;
}

static void
test_token_is_used (Fixture *fixture, gconstpointer data)
{
  g_autoptr (MtHttp) http = mt_http_new ();
  g_autoptr (GError) error = NULL;

  keep (fixture, MT_SECRET_TOKEN, "access-1");
  mt_account_login (fixture->account, fixture->secrets, http, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (gets_in (fixture, http));
  g_assert_cmpuint (fixture->n_renewed, ==, 0);
}

static void
test_refused_token_is_renewed (Fixture *fixture, gconstpointer data)
{
  g_autoptr (MtHttp) http = mt_http_new ();
  g_autoptr (GError) error = NULL;

  keep (fixture, MT_SECRET_TOKEN, "access-0");
  keep (fixture, MT_SECRET_REFRESH, "refresh-1");
  g_assert_true (mt_account_login (fixture->account, fixture->secrets, http, NULL, NULL));
  g_assert_false (gets_in (fixture, http));
  mt_account_renew (fixture->account, fixture->secrets, http, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (gets_in (fixture, http));
  g_assert_cmpuint (fixture->n_renewed, ==, 1);
  assert_kept (fixture, MT_SECRET_TOKEN, "access-2");
  assert_kept (fixture, MT_SECRET_REFRESH, "refresh-2");
}

static void
test_missing_token_is_renewed (Fixture *fixture, gconstpointer data)
{
  g_autoptr (MtHttp) http = mt_http_new ();

  keep (fixture, MT_SECRET_REFRESH, "refresh-1");
  g_assert_true (mt_account_login (fixture->account, fixture->secrets, http, NULL, NULL));
  g_assert_true (gets_in (fixture, http));
}

static void
test_open_has_a_good_token (Fixture *fixture, gconstpointer data)
{
  g_autoptr (MtHttp) http = NULL;

  keep (fixture, MT_SECRET_TOKEN, "access-0");
  keep (fixture, MT_SECRET_REFRESH, "refresh-1");
  http = mt_account_open (fixture->account, fixture->secrets, NULL, NULL);
  g_assert_nonnull (http);
  g_assert_true (gets_in (fixture, http));
}

static void
test_refresh_that_is_void (Fixture *fixture, gconstpointer data)
{
  g_autoptr (MtHttp) http = mt_http_new ();
  g_autoptr (GError) error = NULL;

  keep (fixture, MT_SECRET_REFRESH, "refresh-0");
  g_assert_false (mt_account_renew (fixture->account, fixture->secrets, http, NULL, &error));
  g_assert_error (error, MT_NET_ERROR, MT_NET_ERROR_AUTH);
  g_assert_null (strstr (error->message, "refresh-0"));
  assert_kept (fixture, MT_SECRET_REFRESH, "refresh-0");
}

static void
test_bearer_is_looked_up_again (Fixture *fixture, gconstpointer data)
{
  g_autoptr (MtHttp) http = mt_http_new ();

  keep (fixture, MT_SECRET_TOKEN, "access-0");
  keep (fixture, MT_SECRET_REFRESH, "refresh-1");
  g_assert_true (mt_account_login (fixture->account, fixture->secrets, http, NULL, NULL));
  g_assert_false (gets_in (fixture, http));
  keep (fixture, MT_SECRET_TOKEN, "access-1");
  g_assert_true (mt_account_renew (fixture->account, fixture->secrets, http, NULL, NULL));
  g_assert_true (gets_in (fixture, http));
  g_assert_cmpuint (fixture->n_renewed, ==, 0);
}

static void
test_nothing_to_sign_in_with (Fixture *fixture, gconstpointer data)
{
  g_autoptr (MtHttp) http = mt_http_new ();
  g_autoptr (GError) error = NULL;

  g_assert_false (mt_account_login (fixture->account, fixture->secrets, http, NULL, &error));
  g_assert_error (error, MT_SECRETS_ERROR, MT_SECRETS_ERROR_MISSING);
}

static void
test_none (Fixture *fixture, gconstpointer data)
{
  g_autoptr (MtHttp) http = mt_http_new ();

  g_assert_true (mt_account_login (fixture->account, fixture->secrets, http, NULL, NULL));
  g_assert_false (gets_in (fixture, http));
}

int
main (int argc, char **argv)
{
  static const struct
  {
    const char *path;
    const char *auth;
    void (*test) (Fixture *fixture, gconstpointer data);
  } tests[] = {
    { "/login/token/used", MT_ACCOUNT_AUTH_OAUTH, test_token_is_used },
    { "/login/token/refused", MT_ACCOUNT_AUTH_OAUTH, test_refused_token_is_renewed },
    { "/login/token/missing", MT_ACCOUNT_AUTH_OAUTH, test_missing_token_is_renewed },
    { "/login/token/open", MT_ACCOUNT_AUTH_OAUTH, test_open_has_a_good_token },
    { "/login/token/void", MT_ACCOUNT_AUTH_OAUTH, test_refresh_that_is_void },
    { "/login/token/nothing", MT_ACCOUNT_AUTH_OAUTH, test_nothing_to_sign_in_with },
    { "/login/bearer", MT_ACCOUNT_AUTH_BEARER, test_bearer_is_looked_up_again },
    { "/login/password/nothing", MT_ACCOUNT_AUTH_PASSWORD, test_nothing_to_sign_in_with },
    { "/login/none", MT_ACCOUNT_AUTH_NONE, test_none },
  };

  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, Fixture, tests[i].auth, set_up, tests[i].test, tear_down);
  return g_test_run ();
}
