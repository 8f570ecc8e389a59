/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * Finds a server and, where somebody signed in, lists the calendars there. Blocking.
 */
#include "config.h"

#include "service/accounts/mt-setup-job.h"

#include <string.h>

#include "net/mt-login-flow.h"
#include "net/mt-oauth.h"
#include "net/mt-url.h"
#include "providers/collections/caldav/mt-dav-address.h"
#include "providers/collections/caldav/mt-dav-name.h"
#include "secrets/mt-secrets.h"

#define DNS_PATIENCE_MS 3000
#define BROWSER_IDLE_MS 4000
#define BROWSER_TOTAL_MS 6000

/**
 * mt_setup_job_new:
 * @typed: an address or URL
 *
 * Returns: (transfer full): a job that asks as a stranger
 */
MtSetupJob *
mt_setup_job_new (const char *typed)
{
  MtSetupJob *self = g_new0 (MtSetupJob, 1);

  self->typed = g_strdup (typed);
  self->mail_hosts = g_new0 (char *, 1);
  return self;
}

/**
 * mt_setup_job_free:
 * @self: (transfer full): a job
 *
 * Frees a job; its secret is overwritten.
 */
void
mt_setup_job_free (MtSetupJob *self)
{
  g_free (self->typed);
  g_free (self->ca_file);
  g_clear_object (&self->resolver);
  g_free (self->origin);
  g_free (self->user);
  g_clear_pointer (&self->secret, mt_secret_free);
  g_clear_pointer (&self->found, mt_discovered_free);
  g_clear_pointer (&self->collections, g_ptr_array_unref);
  g_free (self->failed_host);
  g_strfreev (self->mail_hosts);
  g_free (self);
}

/**
 * mt_setup_job_make_http:
 * @self: a job
 * @error: return location
 *
 * Returns: (transfer full) (nullable): a client that says who asks, to the origin of the secret
 *   alone; %NULL when the certificate file cannot be read
 */
MtHttp *
mt_setup_job_make_http (const MtSetupJob *self, GError **error)
{
  g_autoptr (MtHttp) http = mt_http_new ();

  if (!mt_http_set_ca_file (http, self->ca_file, error))
    return NULL;
  if (self->origin != NULL && self->kind != MT_AUTH_NONE)
    mt_http_set_credentials (http, self->origin, self->kind, self->user, self->secret);
  return g_steal_pointer (&http);
}

static gboolean
discover (MtSetupJob *self, MtHttp *http, GCancellable *cancellable, GError **error)
{
  g_clear_pointer (&self->found, mt_discovered_free);
  return mt_discovery_run (http, self->typed, self->origin != NULL, self->resolver, self->progress,
                           self->user_data, &self->found, cancellable, error);
}

/* The homes of large servers are on other hosts of theirs; the secret goes there, too: the same
 * registrable name, by TLS, named by the server that has it already. */
static void
trust_homes (MtSetupJob *self, MtHttp *http)
{
  char **homes = self->found->self != NULL ? self->found->self->homes : NULL;

  for (guint i = 0; self->origin != NULL && homes != NULL && homes[i] != NULL; i++)
    {
      g_autofree char *origin = mt_url_get_origin (homes[i]);

      if (origin != NULL && !mt_url_same_origin (homes[i], self->origin) &&
          mt_url_same_site (homes[i], self->origin))
        mt_http_set_credentials (http, origin, self->kind, self->user, self->secret);
    }
}

/* "ana" of "ana@example.org": servers want the one or the other (RFC 6764 6). */
static gboolean
shorten_user (MtSetupJob *self)
{
  char *at = self->as_address && self->user != NULL ? strchr (self->user, '@') : NULL;

  if (at == NULL || self->kind != MT_AUTH_PASSWORD)
    return FALSE;
  *at = '\0';
  self->as_address = FALSE;
  return TRUE;
}

static gboolean
fail_refused (MtSetupJob *self, GError **error)
{
  g_autoptr (GError) refused =
      g_error_new_literal (MT_NET_ERROR, MT_NET_ERROR_AUTH, self->found->origin);

  mt_net_error_set_url (refused, self->found->url);
  g_propagate_error (error, g_steal_pointer (&refused));
  return FALSE;
}

/* Both ways are asked for what they would need next, and that is forgotten. It is not waited for
 * long: a password does as well. */
static gboolean
offers_browser (MtSetupJob *self, GCancellable *cancellable)
{
  const MtHttpLimits limits = { BROWSER_IDLE_MS, BROWSER_TOTAL_MS };
  g_autoptr (MtHttp) http = mt_setup_job_make_http (self, NULL);
  g_autoptr (MtLoginFlow) flow = NULL;
  g_autoptr (MtOauthServer) server = NULL;

  if (http == NULL)
    return FALSE;
  mt_http_set_limits (http, &limits);
  flow = mt_login_flow_start (http, self->found->url, cancellable, NULL);
  if (flow == NULL)
    server = mt_oauth_server_discover (http, self->found->url, cancellable, NULL);
  return flow != NULL || server != NULL;
}

static gboolean
stop_at_door (MtSetupJob *self, GCancellable *cancellable, GError **error)
{
  if (self->origin != NULL)
    return fail_refused (self, error);
  if (self->look_for_browser)
    self->takes_browser = offers_browser (self, cancellable);
  return TRUE;
}

/* A calendar that is fetched whole, by those who may. */
static void
list_feed (MtSetupJob *self)
{
  MtHomeCollection *one = g_new0 (MtHomeCollection, 1);
  g_autofree char *path = mt_url_get_path (self->found->feed);

  one->url = g_strdup (self->found->feed);
  one->name = g_path_get_basename (path);
  one->owner_addresses = g_new0 (char *, 1);
  one->holds = MT_HOLDS_EVENTS;
  one->may_read = TRUE;
  self->collections = g_ptr_array_new_with_free_func ((GDestroyNotify) mt_home_collection_free);
  g_ptr_array_add (self->collections, one);
}

static gboolean
run_with (MtSetupJob *self, MtHttp *http, GCancellable *cancellable, GError **error)
{
  if (!discover (self, http, cancellable, error))
    return FALSE;
  if (self->found->wants_sign_in)
    return stop_at_door (self, cancellable, error);
  if (self->found->feed != NULL)
    {
      if (self->origin != NULL)
        list_feed (self);
      return TRUE;
    }
  trust_homes (self, http);
  self->collections =
      mt_home_list (http, self->found, self->progress, self->user_data, cancellable, error);
  return self->collections != NULL;
}

static gboolean
run_once (MtSetupJob *self, GCancellable *cancellable, GError **error)
{
  g_autoptr (MtHttp) http = mt_setup_job_make_http (self, error);

  return http != NULL && run_with (self, http, cancellable, error);
}

static gboolean
is_known_name (MtSetupJob *self, const char *host, GCancellable *cancellable)
{
  g_autoptr (GResolver) system = g_resolver_get_default ();
  GResolver *resolver = self->resolver != NULL ? self->resolver : system;
  GList *addresses = g_resolver_lookup_by_name (resolver, host, cancellable, NULL);
  const gboolean known = addresses != NULL;

  g_resolver_free_addresses (addresses);
  return known;
}

/* What helps to say why it failed: whether the name exists, and whose customer its domain is. */
static void
look_around (MtSetupJob *self, const GError *failure, GCancellable *cancellable)
{
  g_autoptr (MtDavAddress) address = mt_dav_address_new (self->typed, NULL);
  g_autoptr (GResolver) system = g_resolver_get_default ();
  g_autoptr (GUri) uri =
      address != NULL ? g_uri_parse (address->url, G_URI_FLAGS_ENCODED, NULL) : NULL;

  if (uri == NULL || g_cancellable_is_cancelled (cancellable))
    return;
  self->failed_host = mt_url_get_host (address->url);
  if (g_error_matches (failure, MT_NET_ERROR, MT_NET_ERROR_OFFLINE))
    self->no_such_name = !is_known_name (self, g_uri_get_host (uri), cancellable);
  if (!address->address || g_error_matches (failure, MT_NET_ERROR, MT_NET_ERROR_AUTH))
    return;
  g_strfreev (self->mail_hosts);
  self->mail_hosts = mt_dav_name_lookup_mail (self->resolver != NULL ? self->resolver : system,
                                              address->domain, DNS_PATIENCE_MS, cancellable);
}

/**
 * mt_setup_job_run:
 * @self: a job
 * @cancellable: (nullable): to stop it
 * @error: return location
 *
 * Blocking. Finds the server; as a stranger that may be all: `found` then wants somebody to sign
 * in. Else `collections` are listed. A user name that is an e-mail address is tried whole, then its
 * first part.
 *
 * Returns: %TRUE when it went as far as it can; %FALSE with %MT_DISCOVERY_ERROR, %MT_NET_ERROR or
 *   %G_IO_ERROR_CANCELLED
 */
gboolean
mt_setup_job_run (MtSetupJob *self, GCancellable *cancellable, GError **error)
{
  g_autoptr (GError) failure = NULL;
  gboolean done = run_once (self, cancellable, &failure);

  if (g_error_matches (failure, MT_NET_ERROR, MT_NET_ERROR_AUTH) && shorten_user (self))
    {
      g_clear_error (&failure);
      done = run_once (self, cancellable, &failure);
    }
  if (done)
    return TRUE;
  look_around (self, failure, cancellable);
  /* A domain that has mail and no such host is spelled well. */
  if (self->no_such_name && self->mail_hosts[0] != NULL)
    g_set_error_literal (error, MT_DISCOVERY_ERROR, MT_DISCOVERY_ERROR_NO_CALDAV,
                         self->failed_host);
  else
    g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}
