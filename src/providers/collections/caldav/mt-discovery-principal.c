/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * Who an account is: addresses, homes, scheduling boxes, and the people it may act for.
 */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "net/mt-url.h"
#include "providers/collections/caldav/mt-discovery-private.h"

#define MAX_OTHERS 100

/* (transfer full) (nullable): NULL where the server must not send us. */
static char *
resolve (const char *base, const char *href)
{
  g_autofree char *url = href != NULL ? mt_url_resolve_collection (base, href, NULL) : NULL;

  if (url == NULL || !mt_url_is_secure (url))
    return NULL;
  if (!mt_url_same_origin (base, url) && !mt_url_same_site (base, url))
    return NULL;
  return g_steal_pointer (&url);
}

static char **
resolve_all (const char *base, char **hrefs)
{
  g_autoptr (GStrvBuilder) urls = g_strv_builder_new ();

  for (guint i = 0; hrefs[i] != NULL; i++)
    {
      g_autofree char *url = resolve (base, hrefs[i]);

      if (url != NULL)
        g_strv_builder_add (urls, url);
    }
  return g_strv_builder_end (urls);
}

static MtDavPerson *
make_person (const MtDavFacts *facts, const char *url)
{
  MtDavPerson *person = g_new0 (MtDavPerson, 1);

  person->principal = g_strdup (url);
  person->name = g_strdup (facts->name);
  person->addresses = mt_dav_facts_dup_addresses (facts);
  person->homes = resolve_all (url, facts->homes);
  return person;
}

static gboolean
is_known (MtDiscovery *self, const char *principal)
{
  if (mt_url_equal (self->out->self->principal, principal))
    return TRUE;
  for (guint i = 0; i < self->out->others->len; i++)
    {
      const MtDavPerson *other = g_ptr_array_index (self->out->others, i);

      if (mt_url_equal (other->principal, principal))
        return TRUE;
    }
  return FALSE;
}

/* Somebody who cannot be asked is left out: the account itself is what matters. */
static void
add_other (MtDiscovery *self, const char *base, const char *href, gboolean writable)
{
  g_autofree char *url = resolve (base, href);
  g_auto (MtPropfindFrom) from = { NULL };
  g_autoptr (MtDavFacts) facts = NULL;
  MtDavPerson *person;

  if (url == NULL || is_known (self, url) || self->out->others->len >= MAX_OTHERS)
    return;
  facts = mt_discovery_ask (self, url, &from, NULL);
  if (facts == NULL || facts->homes[0] == NULL)
    return;
  person = make_person (facts, from.url);
  person->writable = writable;
  g_ptr_array_add (self->out->others, person);
}

/* A member of ".../bo/calendar-proxy-read" may read what bo has. */
static void
add_by_group (MtDiscovery *self, const char *base, const char *href)
{
  static const char *const groups[] = { "/calendar-proxy-read", "/calendar-proxy-write" };
  g_autofree char *plain = g_strdup (href);

  if (g_str_has_suffix (plain, "/"))
    plain[strlen (plain) - 1] = '\0';
  for (guint i = 0; i < G_N_ELEMENTS (groups); i++)
    if (g_str_has_suffix (plain, groups[i]))
      {
        g_autofree char *principal = g_strndup (plain, strlen (plain) - strlen (groups[i]) + 1);

        add_other (self, base, principal, i == 1);
      }
}

static void
add_others (MtDiscovery *self, const MtDavFacts *facts, const char *base)
{
  for (guint i = 0; facts->writers[i] != NULL; i++)
    add_other (self, base, facts->writers[i], TRUE);
  for (guint i = 0; facts->readers[i] != NULL; i++)
    add_other (self, base, facts->readers[i], FALSE);
  for (guint i = 0; facts->groups[i] != NULL; i++)
    add_by_group (self, base, facts->groups[i]);
}

static gboolean
take_principal (MtDiscovery *self, const MtDavFacts *facts, MtPropfindFrom *from, GError **error)
{
  g_autofree char *host = NULL;

  g_clear_pointer (&self->out->self, mt_dav_person_free);
  self->out->self = make_person (facts, from->url);
  if (self->out->self->homes[0] != NULL)
    {
      self->out->inbox = resolve (from->url, facts->inbox);
      self->out->outbox = resolve (from->url, facts->outbox);
      mt_discovery_add_features (self->out, from->features);
      return TRUE;
    }
  g_clear_pointer (&self->out->self, mt_dav_person_free);
  host = mt_url_get_host (from->url);
  g_set_error (error, MT_DISCOVERY_ERROR, MT_DISCOVERY_ERROR_NO_CALDAV,
               _ ("%s knows this account, but it has no calendars there"), host);
  return FALSE;
}

/* Not every server says what it can do with every answer; to OPTIONS it has to. */
static void
ask_features (MtDiscovery *self)
{
  g_autoptr (MtRequest) request = mt_request_new ("OPTIONS", self->out->self->homes[0]);
  g_autoptr (MtResponse) response = NULL;
  g_auto (GStrv) features = NULL;

  if (mt_discovered_has_feature (self->out, "calendar-access"))
    return;
  response = mt_http_send (self->http, request, self->cancellable, NULL);
  features = response != NULL ? mt_propfind_read_features (response) : NULL;
  mt_discovery_add_features (self->out, features);
}

/**
 * mt_discovery_read_principal:
 * @self: a discovery
 * @url: a principal
 * @error: return location
 *
 * Blocking. Reads who the account is, and whom it may act for: those who made it their delegate
 * (calendar-proxy), be it told as lists or as groups.
 *
 * Source: RFC 4791 6.2.1, RFC 6638 2.1.1, 2.2.1, 2.4.1; caldav-proxy 5.3 for delegates
 *
 * Returns: %TRUE when its homes are known; %FALSE with %MT_DISCOVERY_ERROR_NO_CALDAV or an
 *   %MT_NET_ERROR
 */
gboolean
mt_discovery_read_principal (MtDiscovery *self, const char *url, GError **error)
{
  g_auto (MtPropfindFrom) from = { NULL };
  g_autoptr (GError) failure = NULL;
  g_autoptr (MtDavFacts) facts = NULL;
  gboolean done;

  mt_discovery_tell (self, MT_DISCOVERY_PRINCIPAL, MT_DISCOVERY_ASKED, url, NULL, NULL);
  facts = mt_discovery_ask (self, url, &from, &failure);
  done = facts != NULL && take_principal (self, facts, &from, &failure);
  mt_discovery_tell (self, MT_DISCOVERY_PRINCIPAL, done ? MT_DISCOVERY_FOUND : MT_DISCOVERY_FAILED,
                     url, done ? self->out->self->homes[0] : NULL, failure);
  if (!done)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }
  ask_features (self);
  add_others (self, facts, from.url);
  return TRUE;
}
