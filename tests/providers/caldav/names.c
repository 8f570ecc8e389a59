/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * Answers of DNS from a few fields.
 */
#include "names.h"

G_DEFINE_FINAL_TYPE (Names, names, G_TYPE_RESOLVER)

static GList *
add (GList *records, GVariant *record)
{
  return g_list_append (records, g_variant_ref_sink (record));
}

static GList *
find_services (Names *self)
{
  GList *records = NULL;

  if (self->none)
    return add (NULL, g_variant_new ("(qqqs)", 0, 0, 0, "."));
  if (self->port == 0)
    return NULL;
  records = add (records, g_variant_new ("(qqqs)", 20, 1, 1, "localhost."));
  return add (records, g_variant_new ("(qqqs)", 10, 1, self->port, "localhost"));
}

static GList *
find_records (Names *self, GResolverRecordType type)
{
  g_autofree char *path = self->path != NULL ? g_strconcat ("path=", self->path, NULL) : NULL;
  const char *words[] = { "txtvers=1", path, NULL };

  if (type == G_RESOLVER_RECORD_SRV)
    return find_services (self);
  if (type == G_RESOLVER_RECORD_TXT)
    return add (NULL, g_variant_new ("(^as)", words));
  return type == G_RESOLVER_RECORD_MX && self->mail != NULL
             ? add (NULL, g_variant_new ("(qs)", 10, self->mail))
             : NULL;
}

static void
lookup_records_async (GResolver *resolver,
                      const char *name,
                      GResolverRecordType type,
                      GCancellable *cancellable,
                      GAsyncReadyCallback callback,
                      gpointer user_data)
{
  Names *self = TEST_NAMES (resolver);
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  GList *records = self->broken ? NULL : find_records (self, type);

  if (records != NULL)
    g_task_return_pointer (task, records, NULL);
  else
    g_task_return_new_error (task, G_RESOLVER_ERROR,
                             self->broken ? G_RESOLVER_ERROR_TEMPORARY_FAILURE
                                          : G_RESOLVER_ERROR_NOT_FOUND,
                             "no records of %s", name);
}

static GList *
finish (GResolver *resolver, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static GList *
find_host (const char *host, GError **error)
{
  if (g_strcmp0 (host, "localhost") == 0)
    return g_list_append (NULL, g_inet_address_new_loopback (G_SOCKET_FAMILY_IPV4));
  g_set_error (error, G_RESOLVER_ERROR, G_RESOLVER_ERROR_NOT_FOUND, "no host %s", host);
  return NULL;
}

static GList *
lookup_by_name (GResolver *resolver, const char *host, GCancellable *cancellable, GError **error)
{
  return find_host (host, error);
}

static GList *
lookup_by_name_with_flags (GResolver *resolver,
                           const char *host,
                           GResolverNameLookupFlags flags,
                           GCancellable *cancellable,
                           GError **error)
{
  return find_host (host, error);
}

static void
lookup_by_name_async (GResolver *resolver,
                      const char *host,
                      GCancellable *cancellable,
                      GAsyncReadyCallback callback,
                      gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (resolver, cancellable, callback, user_data);
  GError *error = NULL;
  GList *addresses = find_host (host, &error);

  if (addresses != NULL)
    g_task_return_pointer (task, addresses, (GDestroyNotify) g_resolver_free_addresses);
  else
    g_task_return_error (task, error);
}

static void
lookup_by_name_with_flags_async (GResolver *resolver,
                                 const char *host,
                                 GResolverNameLookupFlags flags,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data)
{
  lookup_by_name_async (resolver, host, cancellable, callback, user_data);
}

static void
names_class_init (NamesClass *klass)
{
  GResolverClass *resolver_class = G_RESOLVER_CLASS (klass);

  resolver_class->lookup_records_async = lookup_records_async;
  resolver_class->lookup_records_finish = finish;
  resolver_class->lookup_by_name = lookup_by_name;
  resolver_class->lookup_by_name_async = lookup_by_name_async;
  resolver_class->lookup_by_name_finish = finish;
  resolver_class->lookup_by_name_with_flags = lookup_by_name_with_flags;
  resolver_class->lookup_by_name_with_flags_async = lookup_by_name_with_flags_async;
  resolver_class->lookup_by_name_with_flags_finish = finish;
}

static void
names_init (Names *self)
{
}

/* A resolver, which is the one of this process from now on. */
Names *
names_new (void)
{
  Names *self = g_object_new (TYPE_NAMES, NULL);

  g_resolver_set_default (G_RESOLVER (self));
  return self;
}
