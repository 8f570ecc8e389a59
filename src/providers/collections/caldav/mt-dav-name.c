/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * Asks DNS, and does not wait for ever: a resolver that is silent costs a few seconds.
 */
#include "config.h"

#include "providers/collections/caldav/mt-dav-name.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define MAX_TARGETS 3

/* One question, asked in a main context of its own. */
typedef struct
{
  GMainContext *context;
  GMainLoop *loop;
  GList *records; /* (element-type GVariant) */
  GError *error;
} Question;

static void
answer_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Question *self = user_data;

  self->records = g_resolver_lookup_records_finish (G_RESOLVER (source), result, &self->error);
  g_main_loop_quit (self->loop);
}

static gboolean
give_up_cb (gpointer user_data)
{
  g_cancellable_cancel (user_data);
  return G_SOURCE_REMOVE;
}

static void
cancel_cb (GCancellable *cancellable, gpointer user_data)
{
  g_cancellable_cancel (user_data);
}

static void
wait_for_answer (Question *self,
                 GResolver *resolver,
                 const char *name,
                 GResolverRecordType type,
                 guint patience_ms,
                 GCancellable *cancellable)
{
  g_autoptr (GCancellable) own = g_cancellable_new ();
  g_autoptr (GSource) alarm = g_timeout_source_new (patience_ms);
  const gulong chained =
      cancellable != NULL ? g_cancellable_connect (cancellable, G_CALLBACK (cancel_cb), own, NULL)
                          : 0;

  g_source_set_callback (alarm, give_up_cb, own, NULL);
  g_source_attach (alarm, self->context);
  g_resolver_lookup_records_async (resolver, name, type, own, answer_cb, self);
  g_main_loop_run (self->loop);
  g_source_destroy (alarm);
  if (chained != 0)
    g_cancellable_disconnect (cancellable, chained);
}

/* (transfer full) (element-type GVariant): the records; NULL and maybe an error: there are none.
 * Returns when @cancellable says so or @patience_ms are over. */
static GList *
ask (GResolver *resolver,
     const char *name,
     GResolverRecordType type,
     guint patience_ms,
     GCancellable *cancellable,
     GError **error)
{
  g_autoptr (GMainContext) context = g_main_context_new ();
  g_autoptr (GMainLoop) loop = g_main_loop_new (context, FALSE);
  g_autoptr (GError) failure = NULL;
  Question self = { .context = context, .loop = loop };

  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return NULL;
  g_main_context_push_thread_default (context);
  wait_for_answer (&self, resolver, name, type, patience_ms, cancellable);
  g_main_context_pop_thread_default (context);
  failure = self.error;
  if (!g_cancellable_set_error_if_cancelled (cancellable, error) && failure != NULL)
    g_propagate_error (error, g_steal_pointer (&failure));
  return self.records;
}

/* Free with free_records(). */
static void
free_records (GList *records)
{
  g_list_free_full (records, (GDestroyNotify) g_variant_unref);
}

typedef struct
{
  guint16 priority;
  guint16 weight;
  guint16 port;
  char *host;
} Target;

static void
target_free (gpointer data)
{
  Target *self = data;

  g_free (self->host);
  g_free (self);
}

static gint
compare_targets (gconstpointer a, gconstpointer b)
{
  const Target *x = *(const Target *const *) a, *y = *(const Target *const *) b;

  return x->priority != y->priority ? (gint) x->priority - y->priority
                                    : (gint) y->weight - x->weight;
}

/* "." as the only target says that the service is decidedly not there (RFC 2782). */
static GPtrArray *
read_targets (GList *records)
{
  GPtrArray *targets = g_ptr_array_new_with_free_func (target_free);

  for (GList *at = records; at != NULL; at = at->next)
    {
      g_autofree Target *target = g_new0 (Target, 1);

      if (!g_variant_is_of_type (at->data, G_VARIANT_TYPE ("(qqqs)")))
        continue;
      g_variant_get (at->data, "(qqqs)", &target->priority, &target->weight, &target->port,
                     &target->host);
      if (g_str_has_suffix (target->host, "."))
        target->host[strlen (target->host) - 1] = '\0';
      if (*target->host != '\0')
        g_ptr_array_add (targets, g_steal_pointer (&target));
      else
        g_free (target->host);
    }
  g_ptr_array_sort (targets, compare_targets);
  return targets;
}

/* (transfer full): "/.well-known/caldav" unless the TXT record beside the SRV one has a path. */
static char *
lookup_path (GResolver *resolver, const char *name, guint patience_ms, GCancellable *cancellable)
{
  GList *records = ask (resolver, name, G_RESOLVER_RECORD_TXT, patience_ms, cancellable, NULL);
  char *path = NULL;

  for (GList *at = records; at != NULL && path == NULL; at = at->next)
    {
      g_autofree const char **words = NULL;

      if (!g_variant_is_of_type (at->data, G_VARIANT_TYPE ("(as)")))
        continue;
      g_variant_get (at->data, "(^a&s)", &words);
      for (guint i = 0; words[i] != NULL && path == NULL; i++)
        if (g_ascii_strncasecmp (words[i], "path=/", strlen ("path=/")) == 0)
          path = g_strdup (words[i] + strlen ("path="));
    }
  free_records (records);
  return path != NULL ? path : g_strdup ("/.well-known/caldav");
}

/**
 * mt_dav_name_lookup:
 * @resolver: who asks DNS
 * @domain: a domain, in ASCII
 * @patience_ms: how long each of two questions may take
 * @cancellable: (nullable): to stop it
 * @error: return location
 *
 * Blocking. Asks which servers a domain names for calendars, over TLS only: `_caldavs._tcp`, with
 * the path of the TXT record beside it.
 *
 * Source: RFC 6764 3, 4
 *
 * Returns: (transfer full) (nullable) (element-type utf8): URLs, the preferred first; empty: it
 *   names none; %NULL when DNS could not be asked
 */
GPtrArray *
mt_dav_name_lookup (GResolver *resolver,
                    const char *domain,
                    guint patience_ms,
                    GCancellable *cancellable,
                    GError **error)
{
  g_autofree char *name = g_strconcat ("_caldavs._tcp.", domain, NULL);
  g_autoptr (GError) failure = NULL;
  GList *records = ask (resolver, name, G_RESOLVER_RECORD_SRV, patience_ms, cancellable, &failure);
  g_autoptr (GPtrArray) targets = read_targets (records);
  g_autoptr (GPtrArray) urls = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *path = NULL;

  free_records (records);
  if (failure != NULL && !g_error_matches (failure, G_RESOLVER_ERROR, G_RESOLVER_ERROR_NOT_FOUND))
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return NULL;
    }
  if (targets->len > 0)
    path = lookup_path (resolver, name, patience_ms, cancellable);
  for (guint i = 0; i < MIN (targets->len, MAX_TARGETS); i++)
    {
      const Target *target = g_ptr_array_index (targets, i);

      g_ptr_array_add (urls, g_strdup_printf ("https://%s:%u%s", target->host, target->port, path));
    }
  return g_steal_pointer (&urls);
}

/**
 * mt_dav_name_lookup_mail:
 * @resolver: who asks DNS
 * @domain: a domain, in ASCII
 * @patience_ms: how long it may take
 * @cancellable: (nullable): to stop it
 *
 * Blocking. Asks who takes the mail of a domain: often whose customer it is.
 *
 * Returns: (transfer full): hosts in lower case; empty when there are none or DNS does not say
 */
char **
mt_dav_name_lookup_mail (GResolver *resolver,
                         const char *domain,
                         guint patience_ms,
                         GCancellable *cancellable)
{
  g_autoptr (GStrvBuilder) hosts = g_strv_builder_new ();
  GList *records = ask (resolver, domain, G_RESOLVER_RECORD_MX, patience_ms, cancellable, NULL);

  for (GList *at = records; at != NULL; at = at->next)
    {
      const char *host = NULL;
      g_autofree char *lower = NULL;

      if (!g_variant_is_of_type (at->data, G_VARIANT_TYPE ("(qs)")))
        continue;
      g_variant_get (at->data, "(q&s)", NULL, &host);
      lower = g_ascii_strdown (host, -1);
      if (g_str_has_suffix (lower, "."))
        lower[strlen (lower) - 1] = '\0';
      g_strv_builder_add (hosts, lower);
    }
  free_records (records);
  return g_strv_builder_end (hosts);
}
