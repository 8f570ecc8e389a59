/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtProxies: the proxies that the system says, but for this machine itself. Without TLS a secret
 * goes to this machine only, and so never by way of another one.
 */
#include "config.h"

#include "net/mt-proxies.h"

#include "net/mt-url.h"

struct _MtProxies
{
  GObject parent_instance;
};

static void mt_proxies_init_resolver (GProxyResolverInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (MtProxies,
                               mt_proxies,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_PROXY_RESOLVER,
                                                      mt_proxies_init_resolver))

static char **
direct (void)
{
  static const char *const none[] = { "direct://", NULL };

  return g_strdupv ((char **) none);
}

static gboolean
mt_proxies_is_supported (GProxyResolver *resolver)
{
  return TRUE;
}

static char **
mt_proxies_lookup (GProxyResolver *resolver,
                   const char *uri,
                   GCancellable *cancellable,
                   GError **error)
{
  if (mt_url_is_loopback (uri))
    return direct ();
  return g_proxy_resolver_lookup (g_proxy_resolver_get_default (), uri, cancellable, error);
}

static void
looked_up_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  g_autoptr (GError) error = NULL;
  char **proxies = g_proxy_resolver_lookup_finish (G_PROXY_RESOLVER (source), result, &error);

  if (proxies != NULL)
    g_task_return_pointer (task, proxies, (GDestroyNotify) g_strfreev);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

static void
mt_proxies_lookup_async (GProxyResolver *resolver,
                         const char *uri,
                         GCancellable *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer user_data)
{
  GTask *task = g_task_new (resolver, cancellable, callback, user_data);

  g_task_set_source_tag (task, mt_proxies_lookup_async);
  if (!mt_url_is_loopback (uri))
    {
      g_proxy_resolver_lookup_async (g_proxy_resolver_get_default (), uri, cancellable,
                                     looked_up_cb, task);
      return;
    }
  g_task_return_pointer (task, direct (), (GDestroyNotify) g_strfreev);
  g_object_unref (task);
}

static char **
mt_proxies_lookup_finish (GProxyResolver *resolver, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
mt_proxies_init_resolver (GProxyResolverInterface *iface)
{
  iface->is_supported = mt_proxies_is_supported;
  iface->lookup = mt_proxies_lookup;
  iface->lookup_async = mt_proxies_lookup_async;
  iface->lookup_finish = mt_proxies_lookup_finish;
}

static void
mt_proxies_class_init (MtProxiesClass *klass)
{
}

static void
mt_proxies_init (MtProxies *self)
{
}

/**
 * mt_proxies_new:
 *
 * Returns: (transfer full): a resolver of proxies
 */
GProxyResolver *
mt_proxies_new (void)
{
  return g_object_new (MT_TYPE_PROXIES, NULL);
}
