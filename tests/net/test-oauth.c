/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * Tests of signing in by browser: the browser is a thread that follows the page.
 */
#include "net/mt-oauth.h"

#include "origin.h"

#include <string.h>

#define TOKENS                                                                                     \
  "{\"access_token\": \"acc\", \"token_type\": \"bearer\", \"expires_in\": 3600,"                  \
  " \"refresh_token\": \"ref\"}"

typedef struct
{
  guint status;
  const char *body;
} Answer;

static void
answer_tokens (SoupServerMessage *message,
               const OriginRequest *request,
               guint number,
               gpointer data)
{
  const Answer *answer = data;

  origin_answer (message, answer->status, "application/json", answer->body);
}

static GHashTable *
read_form (GBytes *bytes)
{
  g_autofree char *text = g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));

  return soup_form_decode (text);
}

static GHashTable *
read_query (const char *uri)
{
  return soup_form_decode (strchr (uri, '?') + 1);
}

/* What the browser does: visits addresses of the loopback, one after the other. */
typedef struct
{
  char **urls;
  GPtrArray *pages; /* (element-type utf8): "STATUS text" */
} Browser;

static gpointer
browse (gpointer data)
{
  Browser *self = data;
  g_autoptr (SoupSession) session = soup_session_new ();

  for (gsize i = 0; self->urls[i] != NULL; i++)
    {
      g_autoptr (SoupMessage) message = soup_message_new ("GET", self->urls[i]);
      g_autoptr (GBytes) page = soup_session_send_and_read (session, message, NULL, NULL);

      g_assert_nonnull (page);
      g_ptr_array_add (self->pages, g_strdup_printf ("%u %.*s", soup_message_get_status (message),
                                                     (int) g_bytes_get_size (page),
                                                     (const char *) g_bytes_get_data (page, NULL)));
    }
  return NULL;
}

typedef struct
{
  Origin *origin;
  MtHttp *http;
  MtOauthServer *server;
  MtOauthFlow *flow;
  GHashTable *asked; /* parameters of the page */
} Fixture;

static void
set_up (Fixture *self, const Answer *answer, const char *secret)
{
  g_autofree char *authorize = NULL;
  g_autofree char *token = NULL;
  g_autoptr (GError) error = NULL;

  self->origin = origin_new (answer_tokens, (gpointer) answer);
  authorize = origin_url (self->origin, "/authorize?prompt=consent");
  token = origin_url (self->origin, "/token");
  self->http = mt_http_new ();
  self->server = mt_oauth_server_new (authorize, token, "calendar offline", &error);
  g_assert_no_error (error);
  self->flow = mt_oauth_flow_new (self->server, "harbour", secret, &error);
  g_assert_no_error (error);
  self->asked = read_query (mt_oauth_flow_get_uri (self->flow));
}

static void
tear_down (Fixture *self)
{
  g_hash_table_unref (self->asked);
  mt_oauth_flow_free (self->flow);
  mt_oauth_server_free (self->server);
  mt_http_unref (self->http);
  origin_free (self->origin);
}

static char *
redirect (Fixture *self, const char *format)
{
  return g_strdup_printf ("%s%s%s", (char *) g_hash_table_lookup (self->asked, "redirect_uri"),
                          format, (char *) g_hash_table_lookup (self->asked, "state"));
}

static MtOauthTokens *
visit (Fixture *self, char **urls, GPtrArray *pages, GError **error)
{
  Browser browser = { urls, pages };
  GThread *thread = g_thread_new ("browser", browse, &browser);
  MtOauthTokens *tokens = mt_oauth_flow_wait (self->flow, self->http, NULL, error);

  g_thread_join (thread);
  return tokens;
}

static char *
s256 (const char *verifier)
{
  g_autoptr (GChecksum) sum = g_checksum_new (G_CHECKSUM_SHA256);
  guchar digest[32];
  gsize n = sizeof digest;
  char *text;

  g_checksum_update (sum, (const guchar *) verifier, -1);
  g_checksum_get_digest (sum, digest, &n);
  text = g_base64_encode (digest, n);
  g_strdelimit (text, "+", '-');
  g_strdelimit (text, "/", '_');
  text[strcspn (text, "=")] = '\0';
  return text;
}

/* The whole way, with others knocking before. */
static void
test_flow (void)
{
  const Answer answer = { 200, TOKENS };
  Fixture fixture;
  g_autoptr (GError) error = NULL;
  g_autoptr (MtOauthTokens) tokens = NULL;
  g_autoptr (GHashTable) form = NULL;
  g_autoptr (GPtrArray) pages = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *challenge = NULL;
  g_autofree char *code = NULL;
  g_auto (GStrv) urls = NULL;
  const char *back;

  set_up (&fixture, &answer, NULL);
  g_assert_true (strstr (mt_oauth_flow_get_uri (fixture.flow),
                         "/authorize?prompt=consent&response_type=code&") != NULL);
  g_assert_cmpstr (g_hash_table_lookup (fixture.asked, "client_id"), ==, "harbour");
  g_assert_cmpstr (g_hash_table_lookup (fixture.asked, "scope"), ==, "calendar offline");
  g_assert_cmpstr (g_hash_table_lookup (fixture.asked, "code_challenge_method"), ==, "S256");
  g_assert_cmpuint (strlen (g_hash_table_lookup (fixture.asked, "state")), ==, 43);
  back = g_hash_table_lookup (fixture.asked, "redirect_uri");
  g_assert_true (g_str_has_prefix (back, "http://127.0.0.1:"));
  code = redirect (&fixture, "?code=c0de%2Bx&state=");
  urls = g_new0 (char *, 5);
  urls[0] = g_strconcat (back, "favicon.ico", NULL);
  urls[1] = g_strconcat (back, "?code=stolen&state=guessed", NULL);
  urls[2] = g_strconcat (back, "?error=access_denied", NULL);
  urls[3] = g_steal_pointer (&code);
  tokens = visit (&fixture, urls, pages, &error);
  g_assert_no_error (error);
  g_assert_true (g_str_has_prefix (g_ptr_array_index (pages, 0), "404 "));
  g_assert_true (g_str_has_prefix (g_ptr_array_index (pages, 1), "403 "));
  g_assert_true (g_str_has_prefix (g_ptr_array_index (pages, 2), "403 "));
  g_assert_true (g_str_has_prefix (g_ptr_array_index (pages, 3), "200 "));
  g_assert_cmpstr (tokens->access, ==, "acc");
  g_assert_cmpstr (tokens->refresh, ==, "ref");
  g_assert_cmpint (tokens->expires_s, ==, 3600);
  g_assert_cmpuint (origin_count (fixture.origin), ==, 1);
  form = read_form (origin_request (fixture.origin, 0)->body);
  g_assert_cmpstr (g_hash_table_lookup (form, "grant_type"), ==, "authorization_code");
  g_assert_cmpstr (g_hash_table_lookup (form, "code"), ==, "c0de+x");
  g_assert_cmpstr (g_hash_table_lookup (form, "client_id"), ==, "harbour");
  g_assert_cmpstr (g_hash_table_lookup (form, "redirect_uri"), ==, back);
  g_assert_false (g_hash_table_contains (form, "client_secret"));
  challenge = s256 (g_hash_table_lookup (form, "code_verifier"));
  g_assert_cmpstr (challenge, ==, g_hash_table_lookup (fixture.asked, "code_challenge"));
  tear_down (&fixture);
}

typedef struct
{
  const char *name;
  const char *query; /* before the state */
  Answer answer;
  MtNetError code;
  const char *words;
} Failure;

static const Failure failures[] = {
  { "user says no",
    "?error=access_denied&error_description=No+%E2%80%AEthanks&state=",
    { 200, TOKENS },
    MT_NET_ERROR_AUTH,
    "refused: No thanks" },
  { "no code", "?state=", { 200, TOKENS }, MT_NET_ERROR_AUTH, "with nothing" },
  { "code is refused",
    "?code=c&state=",
    { 400, "{\"error\": \"invalid_grant\"}" },
    MT_NET_ERROR_AUTH,
    "invalid_grant" },
  { "server is broken", "?code=c&state=", { 500, "oops" }, MT_NET_ERROR_STATUS, "500" },
  { "no token",
    "?code=c&state=",
    { 200, "{\"token_type\": \"bearer\"}" },
    MT_NET_ERROR_MALFORMED,
    "access_token" },
  { "token of another type",
    "?code=c&state=",
    { 200, "{\"access_token\": {}}" },
    MT_NET_ERROR_MALFORMED,
    "access_token" },
  { "token of another kind",
    "?code=c&state=",
    { 200, "{\"access_token\": \"a\", \"token_type\": \"mac\"}" },
    MT_NET_ERROR_MALFORMED,
    "kind" },
  { "no JSON", "?code=c&state=", { 200, "access_token=a" }, MT_NET_ERROR_MALFORMED, "JSON" },
  { "web page", "?code=c&state=", { 200, "<html>" }, MT_NET_ERROR_PORTAL, "web page" },
};

static void
test_failure (gconstpointer data)
{
  const Failure *row = data;
  Fixture fixture;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) pages = g_ptr_array_new_with_free_func (g_free);
  g_auto (GStrv) urls = g_new0 (char *, 2);

  set_up (&fixture, &row->answer, NULL);
  urls[0] = redirect (&fixture, row->query);
  g_assert_null (visit (&fixture, urls, pages, &error));
  g_assert_error (error, MT_NET_ERROR, (gint) row->code);
  g_assert_nonnull (strstr (error->message, row->words));
  tear_down (&fixture);
}

static void
test_patience (void)
{
  const Answer answer = { 200, TOKENS };
  Fixture fixture;
  g_autoptr (GError) error = NULL;
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();

  set_up (&fixture, &answer, NULL);
  mt_oauth_flow_set_patience (fixture.flow, 5);
  g_assert_null (mt_oauth_flow_wait (fixture.flow, fixture.http, NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_TIMED_OUT);
  g_clear_error (&error);
  g_cancellable_cancel (cancellable);
  mt_oauth_flow_set_patience (fixture.flow, 60 * 1000);
  g_assert_null (mt_oauth_flow_wait (fixture.flow, fixture.http, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  tear_down (&fixture);
}

/* Renewing goes without the stale token that the origin knows. */
static void
test_refresh (void)
{
  const Answer answer = { 200, "{\"access_token\": \"new\", \"expires_in\": \"soon\"}" };
  Fixture fixture;
  g_autofree char *url = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (MtOauthTokens) tokens = NULL;
  g_autoptr (GHashTable) form = NULL;

  set_up (&fixture, &answer, "s3cret");
  url = origin_url (fixture.origin, "/token");
  mt_http_set_credentials (fixture.http, url, MT_AUTH_BEARER, NULL, "stale");
  tokens = mt_oauth_refresh (fixture.http, url, "harbour", "s3cret", "ref", NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (tokens->access, ==, "new");
  g_assert_null (tokens->refresh);
  g_assert_cmpint (tokens->expires_s, ==, 0);
  g_assert_null (origin_request (fixture.origin, 0)->authorization);
  form = read_form (origin_request (fixture.origin, 0)->body);
  g_assert_cmpstr (g_hash_table_lookup (form, "grant_type"), ==, "refresh_token");
  g_assert_cmpstr (g_hash_table_lookup (form, "refresh_token"), ==, "ref");
  g_assert_cmpstr (g_hash_table_lookup (form, "client_secret"), ==, "s3cret");
  tear_down (&fixture);
}

/* What a server says of itself, by path; "%s" stands for its own origin. */
typedef struct
{
  const char *name;
  const char *documents[6];  /* path and text in turn */
  const char *authorization; /* path of the page, NULL: there is none */
  const char *scope;
} Discovery;

#define METADATA(rest)                                                                             \
  "{\"issuer\": \"%s/id\", \"authorization_endpoint\": \"%s/auth\", \"token_endpoint\": "          \
  "\"%s/tok\"" rest "}"
#define ORIGIN_METADATA                                                                            \
  "{\"issuer\": \"%s\", \"authorization_endpoint\": \"%s/auth\", \"token_endpoint\": \"%s/tok\"}"

static const Discovery discoveries[] = {
  { "by the resource",
    { "/.well-known/oauth-protected-resource/dav/ana",
      "{\"authorization_servers\": [\"%s/id\"], \"scopes_supported\": [\"a\", \"b\"]}",
      "/.well-known/oauth-authorization-server/id",
      METADATA (", \"code_challenge_methods_supported\": [\"plain\", \"S256\"]") },
    "/auth",
    "a b" },
  { "by the resource of the origin",
    { "/.well-known/oauth-protected-resource", "{\"authorization_servers\": [\"%s/id\"]}",
      "/.well-known/oauth-authorization-server/id", METADATA ("") },
    "/auth" },
  { "by the origin", { "/.well-known/oauth-authorization-server", ORIGIN_METADATA }, "/auth" },
  { "by the other document",
    { "/.well-known/oauth-protected-resource", "{\"authorization_servers\": [\"%s/id\"]}",
      "/id/.well-known/openid-configuration", METADATA ("") },
    "/auth" },
  { "nothing", { "/x", "{}" } },
  { "for somebody else",
    { "/.well-known/oauth-authorization-server",
      "{\"issuer\": \"https://other.example\", \"authorization_endpoint\": \"%s/auth\", "
      "\"token_endpoint\": \"%s/tok\"}" } },
  { "without S256",
    { "/.well-known/oauth-protected-resource", "{\"authorization_servers\": [\"%s/id\"]}",
      "/.well-known/oauth-authorization-server/id",
      METADATA (", \"code_challenge_methods_supported\": [\"plain\"]") } },
  { "without TLS",
    { "/.well-known/oauth-authorization-server",
      "{\"issuer\": \"%s\", \"authorization_endpoint\": \"http://dav.example.org/\", "
      "\"token_endpoint\": \"%s/tok\"}" } },
  { "nonsense", { "/.well-known/oauth-authorization-server", "[[[" } },
  { "a page for everything", { "", "<!DOCTYPE html><html>" } },
};

static void
tell (SoupServerMessage *message, const OriginRequest *request, guint number, gpointer data)
{
  const Discovery *row = data;
  GUri *uri = soup_server_message_get_uri (message);
  g_autofree char *self = g_strdup_printf ("http://127.0.0.1:%d", g_uri_get_port (uri));

  for (gsize i = 0; row->documents[i] != NULL; i += 2)
    if (*row->documents[i] == '\0' || strcmp (row->documents[i], request->path) == 0)
      {
        g_autoptr (GString) text = g_string_new (row->documents[i + 1]);

        g_string_replace (text, "%s", self, 0);
        origin_answer (message, 200, "application/json", text->str);
        return;
      }
  origin_answer (message, 404, NULL, NULL);
}

static void
test_discovery (gconstpointer data)
{
  const Discovery *row = data;
  g_autoptr (Origin) origin = origin_new (tell, (gpointer) row);
  g_autofree char *url = origin_url (origin, "/dav/ana/");
  g_autofree char *page =
      row->authorization != NULL ? origin_url (origin, row->authorization) : NULL;
  g_autoptr (MtHttp) http = mt_http_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (MtOauthServer) server = mt_oauth_server_discover (http, url, NULL, &error);

  if (row->authorization == NULL)
    {
      g_assert_error (error, MT_NET_ERROR, MT_NET_ERROR_MISSING);
      return;
    }
  g_assert_no_error (error);
  g_assert_cmpstr (server->authorization_url, ==, page);
  g_assert_cmpstr (server->scope, ==, row->scope);
}

static void
test_plain_server (void)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (
      mt_oauth_server_new ("https://a.example/", "http://a.example/token", NULL, &error));
  g_assert_error (error, MT_NET_ERROR, MT_NET_ERROR_URL);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/oauth/flow", test_flow);
  for (gsize i = 0; i < G_N_ELEMENTS (failures); i++)
    {
      g_autofree char *path = g_strconcat ("/oauth/failure/", failures[i].name, NULL);

      g_test_add_data_func (path, &failures[i], test_failure);
    }
  g_test_add_func ("/oauth/patience", test_patience);
  g_test_add_func ("/oauth/refresh", test_refresh);
  for (gsize i = 0; i < G_N_ELEMENTS (discoveries); i++)
    {
      g_autofree char *path = g_strconcat ("/oauth/discovery/", discoveries[i].name, NULL);

      g_test_add_data_func (path, &discoveries[i], test_discovery);
    }
  g_test_add_func ("/oauth/plain", test_plain_server);
  return g_test_run ();
}
