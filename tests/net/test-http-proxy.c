/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * Tests of proxies: what the system says is done, and what a proxy gets to see.
 */
#include "net/mt-http.h"

#include "origin.h"

#include <string.h>

#define PROXY "MT_TEST_PROXY"

/* The system of the tests: one proxy for everything. */
#define TEST_TYPE_SYSTEM (test_system_get_type ())
G_DECLARE_FINAL_TYPE (TestSystem, test_system, TEST, SYSTEM, GObject)

struct _TestSystem
{
  GObject parent_instance;
};

static void test_system_init_resolver (GProxyResolverInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (TestSystem,
                               test_system,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_PROXY_RESOLVER,
                                                      test_system_init_resolver))

static char **
proxies (void)
{
  const char *list[] = { g_getenv (PROXY), NULL };

  return g_strdupv ((char **) list);
}

static gboolean
is_supported (GProxyResolver *resolver)
{
  return TRUE;
}

static char **
lookup (GProxyResolver *resolver, const char *uri, GCancellable *cancellable, GError **error)
{
  return proxies ();
}

static void
lookup_async (GProxyResolver *resolver,
              const char *uri,
              GCancellable *cancellable,
              GAsyncReadyCallback callback,
              gpointer data)
{
  g_autoptr (GTask) task = g_task_new (resolver, cancellable, callback, data);

  g_task_return_pointer (task, proxies (), (GDestroyNotify) g_strfreev);
}

static char **
lookup_finish (GProxyResolver *resolver, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
test_system_init_resolver (GProxyResolverInterface *iface)
{
  iface->is_supported = is_supported;
  iface->lookup = lookup;
  iface->lookup_async = lookup_async;
  iface->lookup_finish = lookup_finish;
}

static void
test_system_class_init (TestSystemClass *klass)
{
}

static void
test_system_init (TestSystem *self)
{
}

typedef struct
{
  GString *seen;
  const char *answer;
} Proxy;

static void
refuse (GSocketConnection *connection, guint number, gpointer data)
{
  Proxy *proxy = data;

  if (raw_read_request (connection, proxy->seen))
    raw_write (connection, proxy->answer, -1);
}

static MtResponse *
ask (const char *url, GError **error)
{
  g_autoptr (MtHttp) http = mt_http_new ();
  g_autoptr (MtRequest) request = mt_request_new ("PROPFIND", url);

  mt_http_set_credentials (http, url, MT_AUTH_PASSWORD, "ana", "hunter2");
  mt_request_set_text (request, "text/xml", "<question/>");
  return mt_http_send (http, request, NULL, error);
}

/* A proxy is told the host, and nothing else. */
static void
test_tunnel (void)
{
  g_autoptr (GString) seen = g_string_new (NULL);
  Proxy proxy = { seen, "HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n" };
  g_autoptr (RawOrigin) origin = raw_origin_new (refuse, &proxy);
  g_autofree char *url = raw_origin_url (origin, "");
  g_autoptr (GError) error = NULL;

  g_setenv (PROXY, url, TRUE);
  g_assert_null (ask ("https://dav.example.invalid/ana/", &error));
  g_test_message ("%s", error->message);
  g_assert_error (error, MT_NET_ERROR, MT_NET_ERROR_OFFLINE);
  g_assert_cmpuint (raw_origin_count (origin), ==, 1);
  g_assert_true (g_str_has_prefix (seen->str, "CONNECT dav.example.invalid:443 HTTP/1."));
  g_assert_null (strstr (seen->str, "Authorization"));
  g_assert_null (strstr (seen->str, "question"));
  g_assert_null (strstr (seen->str, "/ana/"));
}

static void
answer (SoupServerMessage *message, const OriginRequest *request, guint number, gpointer data)
{
  origin_answer (message, 207, "text/xml", "<a/>");
}

/* What stays on this machine, and may hold a secret in clear, passes no proxy. */
static void
test_loopback (void)
{
  g_autoptr (GString) seen = g_string_new (NULL);
  Proxy proxy = { seen, "HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n" };
  g_autoptr (RawOrigin) raw = raw_origin_new (refuse, &proxy);
  g_autoptr (Origin) origin = origin_new (answer, NULL);
  g_autofree char *proxy_url = raw_origin_url (raw, "");
  g_autofree char *url = origin_url (origin, "/");
  g_autoptr (GError) error = NULL;
  g_autoptr (MtResponse) response = NULL;

  g_setenv (PROXY, proxy_url, TRUE);
  response = ask (url, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (raw_origin_count (raw), ==, 0);
  g_assert_cmpuint (origin_count (origin), ==, 1);
}

int
main (int argc, char **argv)
{
  g_setenv ("GIO_USE_PROXY_RESOLVER", "test", TRUE);
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  /* Has GIO make its extension points. */
  g_type_ensure (G_TYPE_PROXY_RESOLVER);
  g_io_extension_point_register (G_PROXY_RESOLVER_EXTENSION_POINT_NAME);
  g_io_extension_point_implement (G_PROXY_RESOLVER_EXTENSION_POINT_NAME, TEST_TYPE_SYSTEM, "test",
                                  100);
  g_test_add_func ("/http-proxy/tunnel", test_tunnel);
  g_test_add_func ("/http-proxy/loopback", test_loopback);
  return g_test_run ();
}
