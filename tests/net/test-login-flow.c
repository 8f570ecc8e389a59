/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * Tests of the login flow of self-hosted clouds.
 */
#include "net/mt-login-flow.h"

#include "origin.h"

#include <string.h>

/* Answers of the start and of each time that is asked whether it is done; "%s" stands for the own
 * origin. */
typedef struct
{
  const char *name;
  const char *path; /* that the user gave */
  guint status;
  const char *start;
  guint not_yet; /* this often */
  const char *done;
  gboolean works;
  gint code;
} Row;

#define START(login, endpoint)                                                                     \
  "{\"poll\": {\"token\": \"w&rd\", \"endpoint\": \"" endpoint "\"}, \"login\": \"" login "\"}"
#define OWN START ("%s/cloud/login/v2/flow/abc", "%s/cloud/index.php/login/v2/poll")
#define DONE "{\"server\": \"%s/cloud\", \"loginName\": \"ana\", \"appPassword\": \"s3cret\"}"

static const Row rows[] = {
  { "at once", "/cloud", 200, OWN, 0, DONE, TRUE },
  { "after a while", "/cloud/", 200, OWN, 3, DONE, TRUE },
  { "given its calendars", "/cloud/remote.php/dav/calendars/ana/", 200, OWN, 0, DONE, TRUE },
  { "given its page", "/cloud/index.php/apps/calendar?x=y", 200, OWN, 0, DONE, TRUE },
  { "that knows itself by another name", "/cloud", 200, OWN, 0,
    "{\"server\": \"http://10.0.0.1/cloud\", \"loginName\": \"ana\", \"appPassword\": \"s3cret\"}",
    TRUE },
  { "no such thing", "/cloud", 404, "", 0, DONE, FALSE, MT_NET_ERROR_MISSING },
  { "no such thing, in other words", "/cloud", 405, "", 0, DONE, FALSE, MT_NET_ERROR_STATUS },
  { "login page", "/cloud", 200, "<!DOCTYPE html>", 0, DONE, FALSE, MT_NET_ERROR_PORTAL },
  { "no JSON", "/cloud", 200, "hello", 0, DONE, FALSE, MT_NET_ERROR_MALFORMED },
  { "half of it", "/cloud", 200, "{\"login\": \"%s/x\"}", 0, DONE, FALSE, MT_NET_ERROR_MALFORMED },
  { "page elsewhere", "/cloud", 200, START ("https://evil.example/", "%s/poll"), 0, DONE, FALSE,
    MT_NET_ERROR_REDIRECT },
  { "word goes elsewhere", "/cloud", 200, START ("%s/x", "https://evil.example/"), 0, DONE, FALSE,
    MT_NET_ERROR_REDIRECT },
  { "page is a program", "/cloud", 200, START ("javascript:alert(1)", "%s/poll"), 0, DONE, FALSE,
    MT_NET_ERROR_URL },
  { "no password", "/cloud", 200, OWN, 0, "{\"loginName\": \"ana\"}", FALSE,
    MT_NET_ERROR_MALFORMED },
};

static void
play (SoupServerMessage *message, const OriginRequest *request, guint number, gpointer data)
{
  const Row *row = data;
  g_autofree char *self = g_strdup_printf ("http://127.0.0.1:%d",
                                           g_uri_get_port (soup_server_message_get_uri (message)));
  g_autoptr (GString) text = g_string_new (number == 0 ? row->start : row->done);

  g_string_replace (text, "%s", self, 0);
  if (number > 0 && number <= row->not_yet)
    origin_answer (message, 404, "application/json", "[]");
  else
    origin_answer (message, number == 0 ? row->status : 200, "application/json", text->str);
}

static void
check_asked (Origin *origin, const Row *row)
{
  OriginRequest *start = origin_request (origin, 0);
  OriginRequest *poll = origin_request (origin, 1);

  g_assert_cmpuint (origin_count (origin), ==, row->not_yet + 2);
  g_assert_cmpstr (start->method, ==, "POST");
  g_assert_cmpstr (start->path, ==, "/cloud/index.php/login/v2");
  g_assert_nonnull (strstr (start->head, "User-Agent: Meantime/"));
  g_assert_null (start->authorization);
  g_assert_cmpstr (poll->path, ==, "/cloud/index.php/login/v2/poll");
  g_assert_cmpmem (g_bytes_get_data (poll->body, NULL), g_bytes_get_size (poll->body),
                   "token=w%26rd", 12);
}

static void
test_row (gconstpointer data)
{
  const Row *row = data;
  g_autoptr (Origin) origin = origin_new (play, (gpointer) row);
  g_autofree char *url = origin_url (origin, row->path);
  g_autofree char *server = origin_url (origin, "/cloud/");
  g_autofree char *page = origin_url (origin, "/cloud/login/v2/flow/abc");
  g_autoptr (MtHttp) http = mt_http_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (MtLoginFlow) flow = NULL;
  g_autoptr (MtLogin) login = NULL;

  mt_http_set_credentials (http, url, MT_AUTH_PASSWORD, "old", "old");
  flow = mt_login_flow_start (http, url, NULL, &error);
  if (flow != NULL)
    {
      mt_login_flow_set_patience (flow, 1, 60 * 1000);
      login = mt_login_flow_wait (flow, http, NULL, &error);
    }
  if (!row->works)
    {
      g_assert_null (login);
      g_assert_error (error, MT_NET_ERROR, row->code);
      return;
    }
  g_assert_no_error (error);
  g_assert_cmpstr (mt_login_flow_get_uri (flow), ==, page);
  g_assert_cmpstr (login->server, ==, server);
  g_assert_cmpstr (login->user, ==, "ana");
  g_assert_cmpstr (login->password, ==, "s3cret");
  check_asked (origin, row);
}

static void
test_patience (void)
{
  static const Row row = { "never", "/cloud", 200, OWN, G_MAXUINT - 2, DONE, FALSE };
  g_autoptr (Origin) origin = origin_new (play, (gpointer) &row);
  g_autofree char *url = origin_url (origin, row.path);
  g_autoptr (MtHttp) http = mt_http_new ();
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (MtLoginFlow) flow = mt_login_flow_start (http, url, NULL, &error);

  g_assert_no_error (error);
  mt_login_flow_set_patience (flow, 1, 20);
  g_assert_null (mt_login_flow_wait (flow, http, NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_TIMED_OUT);
  g_clear_error (&error);
  g_cancellable_cancel (cancellable);
  g_assert_null (mt_login_flow_wait (flow, http, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *path = g_strconcat ("/login-flow/row/", rows[i].name, NULL);

      g_test_add_data_func (path, &rows[i], test_row);
    }
  g_test_add_func ("/login-flow/patience", test_patience);
  return g_test_run ();
}
