/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * Asks one place after the other until one answers as a CalDAV server does. What counts is the
 * answer, a multistatus that names a principal: servers answer 200 with a web page, or 207 to
 * strangers without ever asking who they are.
 */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "net/mt-url.h"
#include "providers/collections/caldav/mt-dav-name.h"
#include "providers/collections/caldav/mt-discovery-private.h"

#define DNS_PATIENCE_MS 5000

/* How the question to one place ended. */
typedef enum
{
  PROBE_NOTHING, /* go on with the next */
  PROBE_FOUND,   /* `out` is filled */
  PROBE_STOP,    /* an error that ends it all */
} Probe;

/**
 * mt_discovery_tell:
 * @self: a discovery
 * @what: what is asked
 * @end: how it ended
 * @where: whom
 * @to: (nullable): where it led to
 * @error: (nullable): what went wrong
 *
 * Tells whoever looks on of a step.
 */
void
mt_discovery_tell (MtDiscovery *self,
                   MtDiscoveryWhat what,
                   MtDiscoveryEnd end,
                   const char *where,
                   const char *to,
                   const GError *error)
{
  const MtDiscoveryStep step = { what, end, where, to, error };

  if (self->progress != NULL)
    self->progress (&step, self->user_data);
}

/* What is worth to be told in the end, if nothing is found: the more certain the higher. */
static gint
weigh (const GError *error)
{
  if (error == NULL || error->domain != MT_NET_ERROR)
    return 0;
  switch ((MtNetError) error->code)
    {
    case MT_NET_ERROR_TLS:
      return 7;
    case MT_NET_ERROR_THROTTLED:
      return 6;
    case MT_NET_ERROR_STATUS:
      return mt_net_error_get_status (error) >= 500 ? 5 : 0;
    case MT_NET_ERROR_OFFLINE:
      return 4;
    case MT_NET_ERROR_FORBIDDEN:
      return 3;
    case MT_NET_ERROR_REDIRECT:
      return 2;
    case MT_NET_ERROR_PORTAL:
      return 1;
    default:
      return 0;
    }
}

/**
 * mt_discovery_remember:
 * @self: a discovery
 * @error: an error
 *
 * Keeps @error if it says more than the one kept: it is told if nothing is found.
 */
void
mt_discovery_remember (MtDiscovery *self, const GError *error)
{
  if (weigh (error) <= weigh (self->worst))
    return;
  g_clear_error (&self->worst);
  self->worst = g_error_copy (error);
}

/**
 * mt_discovery_add_features:
 * @out: what was found
 * @features: (nullable): words of a DAV header
 *
 * Adds what a server can do, as one of its answers tells it.
 */
void
mt_discovery_add_features (MtDiscovered *out, char **features)
{
  g_autoptr (GPtrArray) all = g_ptr_array_new ();
  char **old = out->features;

  for (guint i = 0; old != NULL && old[i] != NULL; i++)
    g_ptr_array_add (all, g_strdup (old[i]));
  for (guint i = 0; features != NULL && features[i] != NULL; i++)
    if (old == NULL || !g_strv_contains ((const char *const *) old, features[i]))
      g_ptr_array_add (all, g_strdup (features[i]));
  g_ptr_array_add (all, NULL);
  g_strfreev (old);
  out->features = (char **) g_ptr_array_free (g_steal_pointer (&all), FALSE);
}

static void
set_place (MtDiscovery *self, const char *url)
{
  g_free (self->out->url);
  g_free (self->out->origin);
  self->out->url = g_strdup (url);
  self->out->origin = mt_url_get_origin (url);
}

static Probe
want_sign_in (MtDiscovery *self, MtDiscoveryWhat what, const char *asked, const char *url)
{
  set_place (self, url);
  self->out->wants_sign_in = TRUE;
  self->out->sign_in = MT_SIGN_IN_PASSWORD;
  mt_discovery_tell (self, what, MT_DISCOVERY_SIGN_IN, asked, self->out->origin, NULL);
  return PROBE_FOUND;
}

/* A 401 is an answer, too: somebody is there. A server that does not answer at all is not asked
 * for its other paths. */
static Probe
fail (MtDiscovery *self, MtDiscoveryWhat what, const char *url, const GError *error)
{
  const gboolean net = error->domain == MT_NET_ERROR;
  const char *answered = mt_net_error_get_url (error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return PROBE_STOP;
  if (net && error->code == MT_NET_ERROR_AUTH)
    return want_sign_in (self, what, url, answered != NULL ? answered : url);
  if (net && (error->code == MT_NET_ERROR_OFFLINE || error->code == MT_NET_ERROR_TLS ||
              error->code == MT_NET_ERROR_THROTTLED))
    g_hash_table_add (self->dead, mt_url_get_origin (url));
  mt_discovery_remember (self, error);
  mt_discovery_tell (self, what, weigh (error) > 1 ? MT_DISCOVERY_FAILED : MT_DISCOVERY_NOTHING,
                     url, answered, error);
  return PROBE_NOTHING;
}

/* A calendar of a server that knows no principals. */
static Probe
take_collection (MtDiscovery *self, MtDiscoveryWhat what, const char *url, MtPropfindFrom *from)
{
  set_place (self, from->url);
  g_free (self->out->collection);
  self->out->collection = g_strdup (from->url);
  mt_discovery_add_features (self->out, from->features);
  mt_discovery_tell (self, what, MT_DISCOVERY_FOUND, url, from->url, NULL);
  return PROBE_FOUND;
}

/* The principal, or the resource itself where it has homes. */
static char *
dup_principal (const MtDavFacts *facts, const MtPropfindFrom *from)
{
  g_autofree char *url = NULL;

  if (facts->principal == NULL)
    return facts->homes[0] != NULL ? g_strdup (from->url) : NULL;
  url = mt_url_resolve (from->url, facts->principal, NULL);
  return url != NULL && mt_url_is_secure (url) &&
                 (mt_url_same_origin (from->url, url) || mt_url_same_site (from->url, url))
             ? g_steal_pointer (&url)
             : NULL;
}

static Probe
follow_principal (MtDiscovery *self, const char *principal, MtPropfindFrom *from)
{
  g_autoptr (GError) error = NULL;

  if (mt_discovery_read_principal (self, principal, &error))
    {
      set_place (self, from->url);
      mt_discovery_add_features (self->out, from->features);
      return PROBE_FOUND;
    }
  if (g_error_matches (error, MT_NET_ERROR, MT_NET_ERROR_AUTH))
    return want_sign_in (self, MT_DISCOVERY_PRINCIPAL, principal, from->url);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return PROBE_STOP;
  if (self->worst == NULL)
    self->worst = g_steal_pointer (&error);
  return PROBE_NOTHING;
}

static Probe
judge (MtDiscovery *self,
       MtDiscoveryWhat what,
       const char *url,
       MtDavFacts *facts,
       MtPropfindFrom *from)
{
  g_autofree char *principal = dup_principal (facts, from);

  if (facts->is_calendar && what == MT_DISCOVERY_GIVEN)
    {
      g_free (self->out->collection);
      self->out->collection = g_strdup (from->url);
    }
  if (principal != NULL)
    {
      mt_discovery_tell (self, what, MT_DISCOVERY_FOUND, url, from->url, NULL);
      return follow_principal (self, principal, from);
    }
  if (!self->signed_in)
    {
      mt_discovery_add_features (self->out, from->features);
      return want_sign_in (self, what, url, from->url);
    }
  if (facts->is_calendar)
    return take_collection (self, what, url, from);
  mt_discovery_tell (self, what, MT_DISCOVERY_NOTHING, url, NULL, NULL);
  return PROBE_NOTHING;
}

/* Where an answer came from gets the secret next. Another port of this machine is another program,
 * perhaps another user's, and no certificate says whose. */
static gboolean
may_lead (const char *asked, const char *answered, GError **error)
{
  if (answered == NULL || mt_url_same_origin (asked, answered) ||
      g_str_has_prefix (answered, "https://"))
    return TRUE;
  g_set_error (error, MT_NET_ERROR, MT_NET_ERROR_REDIRECT,
               _ ("%s leads to %s, and nothing says who that is; give that address yourself if you "
                  "mean it"),
               asked, answered);
  return FALSE;
}

static Probe
probe (MtDiscovery *self, MtDiscoveryWhat what, const char *url)
{
  g_autofree char *origin = mt_url_get_origin (url);
  g_auto (MtPropfindFrom) from = { NULL };
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) astray = NULL;
  g_autoptr (MtDavFacts) facts = NULL;

  if (origin == NULL || g_hash_table_contains (self->dead, origin) ||
      !g_hash_table_add (self->asked, g_strdup (url)))
    return PROBE_NOTHING;
  mt_discovery_tell (self, what, MT_DISCOVERY_ASKED, url, NULL, NULL);
  facts = mt_discovery_ask (self, url, &from, &error);
  if (!may_lead (url, facts != NULL ? from.url : mt_net_error_get_url (error), &astray))
    return fail (self, what, url, astray);
  return facts != NULL ? judge (self, what, url, facts, &from) : fail (self, what, url, error);
}

static Probe
probe_below (MtDiscovery *self, MtDiscoveryWhat what, const char *origin, const char *path)
{
  g_autofree char *url = g_strconcat (origin, path, NULL);

  return probe (self, what, url);
}

static Probe
probe_names (MtDiscovery *self, GPtrArray *urls)
{
  Probe result = PROBE_NOTHING;

  for (guint i = 0; i < urls->len && result == PROBE_NOTHING; i++)
    result = probe (self, MT_DISCOVERY_WELL_KNOWN, g_ptr_array_index (urls, i));
  for (guint i = 0; i < urls->len && result == PROBE_NOTHING; i++)
    {
      g_autofree char *origin = mt_url_get_origin (g_ptr_array_index (urls, i));

      if (origin != NULL)
        result = probe_below (self, MT_DISCOVERY_ROOT, origin, "/");
    }
  return result;
}

/* DNS that is silent or broken is no reason to give up: the domain itself may still answer. */
static Probe
probe_domain (MtDiscovery *self, GResolver *resolver)
{
  const char *domain = self->typed->domain;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) urls = NULL;
  gboolean named;

  mt_discovery_tell (self, MT_DISCOVERY_NAME, MT_DISCOVERY_ASKED, domain, NULL, NULL);
  urls = mt_dav_name_lookup (resolver, domain, DNS_PATIENCE_MS, self->cancellable, &error);
  if (g_cancellable_is_cancelled (self->cancellable))
    return PROBE_STOP;
  named = urls != NULL && urls->len > 0;
  mt_discovery_tell (self, MT_DISCOVERY_NAME,
                     named          ? MT_DISCOVERY_FOUND
                     : urls != NULL ? MT_DISCOVERY_NOTHING
                                    : MT_DISCOVERY_FAILED,
                     domain, named ? g_ptr_array_index (urls, 0) : NULL, error);
  return named ? probe_names (self, urls) : PROBE_NOTHING;
}

static Probe
probe_feed (MtDiscovery *self, const char *url)
{
  g_autofree char *origin = mt_url_get_origin (url);
  g_autoptr (GError) error = NULL;

  if (g_hash_table_contains (self->dead, origin))
    return PROBE_NOTHING;
  mt_discovery_tell (self, MT_DISCOVERY_FEED, MT_DISCOVERY_ASKED, url, NULL, NULL);
  if (!mt_discovery_is_feed (self, url, &error))
    return fail (self, MT_DISCOVERY_FEED, url, error);
  set_place (self, url);
  self->out->feed = g_strdup (url);
  mt_discovery_tell (self, MT_DISCOVERY_FEED, MT_DISCOVERY_FOUND, url, url, NULL);
  return PROBE_FOUND;
}

/* A URL that says more than a host is what the person means. */
static Probe
probe_given (MtDiscovery *self)
{
  Probe result = PROBE_NOTHING;

  if (!self->typed->path)
    return PROBE_NOTHING;
  if (self->typed->feed)
    result = probe_feed (self, self->typed->url);
  return result == PROBE_NOTHING ? probe (self, MT_DISCOVERY_GIVEN, self->typed->url) : result;
}

static Probe
search (MtDiscovery *self, GResolver *resolver)
{
  g_autofree char *origin = mt_url_get_origin (self->typed->url);
  Probe result = probe_given (self);

  if (result == PROBE_NOTHING && self->typed->domain != NULL)
    result = probe_domain (self, resolver);
  if (result == PROBE_NOTHING)
    result = probe_below (self, MT_DISCOVERY_WELL_KNOWN, origin, "/.well-known/caldav");
  if (result == PROBE_NOTHING)
    result = probe_below (self, MT_DISCOVERY_ROOT, origin, "/");
  if (result == PROBE_NOTHING && self->typed->path && !self->typed->feed)
    result = probe_feed (self, self->typed->url);
  return result;
}

/* Some say 403 to strangers, and mean: who are you? */
static gboolean
may_be_stranger (MtDiscovery *self)
{
  const char *url = mt_net_error_get_url (self->worst);

  if (self->signed_in || url == NULL ||
      !g_error_matches (self->worst, MT_NET_ERROR, MT_NET_ERROR_FORBIDDEN))
    return FALSE;
  set_place (self, url);
  self->out->wants_sign_in = TRUE;
  self->out->sign_in = MT_SIGN_IN_PASSWORD;
  return TRUE;
}

static void
set_nothing_found (MtDiscovery *self, GError **error)
{
  g_autofree char *host = mt_url_get_host (self->typed->url);

  if (g_cancellable_set_error_if_cancelled (self->cancellable, error))
    return;
  if (self->worst != NULL)
    g_propagate_error (error, g_steal_pointer (&self->worst));
  else
    g_set_error (error, MT_DISCOVERY_ERROR, MT_DISCOVERY_ERROR_NO_CALDAV,
                 _ ("%s: no calendar server answers there"), host);
}

/**
 * mt_discovery_run:
 * @http: a client, with credentials if @signed_in
 * @typed: an e-mail address, a host, or a URL
 * @signed_in: whether @http has credentials: a server that still wants some has refused them
 * @resolver: (nullable): who asks DNS; %NULL: the system
 * @progress: (nullable) (scope call): is told each step
 * @user_data: for @progress
 * @out: (out) (optional): what was found, (transfer full); `wants_sign_in`: a server is there and
 *   asks who wants to know
 * @cancellable: (nullable): to stop it
 * @error: return location
 *
 * Blocking. Looks for calendars: the URL as given if it says more than a host; the server that DNS
 * names; `/.well-known/caldav`; `/`; and whether the URL is a calendar by itself.
 *
 * Source: RFC 6764 5, 6
 *
 * Returns: %TRUE when something was found; %FALSE with %MT_DISCOVERY_ERROR, %MT_NET_ERROR or
 *   %G_IO_ERROR_CANCELLED
 */
gboolean
mt_discovery_run (MtHttp *http,
                  const char *typed,
                  gboolean signed_in,
                  GResolver *resolver,
                  MtDiscoveryStepFunc progress,
                  gpointer user_data,
                  MtDiscovered **out,
                  GCancellable *cancellable,
                  GError **error)
{
  g_autoptr (MtDavAddress) address = mt_dav_address_new (typed, error);
  g_autoptr (MtDiscovered) found = g_new0 (MtDiscovered, 1);
  g_autoptr (GHashTable) asked = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GHashTable) dead = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GResolver) system = g_resolver_get_default ();
  MtDiscovery self = { http,        address, signed_in, progress, user_data,
                       cancellable, found,   asked,     dead,     NULL };

  found->others = g_ptr_array_new_with_free_func ((GDestroyNotify) mt_dav_person_free);
  found->features = g_new0 (char *, 1);
  if (address == NULL)
    return FALSE;
  found->user = g_strdup (address->user);
  if (search (&self, resolver != NULL ? resolver : system) != PROBE_FOUND &&
      !may_be_stranger (&self))
    {
      set_nothing_found (&self, error);
      g_clear_error (&self.worst);
      return FALSE;
    }
  g_clear_error (&self.worst);
  if (out != NULL)
    *out = g_steal_pointer (&found);
  return TRUE;
}
