/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * What one resource says of itself: who asks, whose it is, where the calendars are.
 */
#include "config.h"

#include <string.h>

#include "net/mt-url.h"
#include "providers/collections/caldav/mt-discovery-private.h"

static const MtDavName asked[] = {
  { MT_DAV_NS_DAV, "current-user-principal" },
  { MT_DAV_NS_DAV, "resourcetype" },
  { MT_DAV_NS_DAV, "displayname" },
  { MT_DAV_NS_DAV, "group-membership" },
  { MT_DAV_NS_CALDAV, "calendar-home-set" },
  { MT_DAV_NS_CALDAV, "calendar-user-address-set" },
  { MT_DAV_NS_CALDAV, "schedule-inbox-URL" },
  { MT_DAV_NS_CALDAV, "schedule-outbox-URL" },
  { MT_DAV_NS_CS, "email-address-set" },
  { MT_DAV_NS_CS, "calendar-proxy-read-for" },
  { MT_DAV_NS_CS, "calendar-proxy-write-for" },
};

#define MAX_KEPT 8 /* responses to a question about one resource */

/**
 * mt_dav_facts_free:
 * @self: (transfer full): facts
 *
 * Frees them.
 */
void
mt_dav_facts_free (MtDavFacts *self)
{
  g_free (self->href);
  g_free (self->name);
  g_free (self->principal);
  g_strfreev (self->homes);
  g_strfreev (self->addresses);
  g_strfreev (self->mails);
  g_free (self->inbox);
  g_free (self->outbox);
  g_strfreev (self->groups);
  g_strfreev (self->readers);
  g_strfreev (self->writers);
  g_free (self);
}

static char **
dup_mails (const MtDavNode *node)
{
  g_autoptr (GStrvBuilder) mails = g_strv_builder_new ();
  const MtDavNode *mail =
      node != NULL ? mt_dav_node_child (node, MT_DAV_NS_CS, "email-address") : NULL;

  for (; mail != NULL; mail = mt_dav_node_next (mail, MT_DAV_NS_CS, "email-address"))
    {
      g_autofree char *text = mt_dav_node_dup_text (mail);

      g_strv_builder_add (mails, text);
    }
  return g_strv_builder_end (mails);
}

static char **
dup_hrefs (const MtDavResponse *response, MtDavNs ns, const char *name)
{
  return mt_dav_node_dup_hrefs (mt_dav_response_find (response, ns, name));
}

static gboolean
has_type (const MtDavResponse *response, MtDavNs ns, const char *name)
{
  const MtDavNode *types = mt_dav_response_find (response, MT_DAV_NS_DAV, "resourcetype");

  return types != NULL && mt_dav_node_child (types, ns, name) != NULL;
}

static void
read_who (MtDavFacts *self, const MtDavResponse *response)
{
  const MtDavNode *who = mt_dav_response_find (response, MT_DAV_NS_DAV, "current-user-principal");

  self->principal = mt_dav_response_dup_href (response, MT_DAV_NS_DAV, "current-user-principal");
  self->unauthenticated =
      who != NULL && mt_dav_node_child (who, MT_DAV_NS_DAV, "unauthenticated") != NULL;
  self->name = mt_dav_response_dup_text (response, MT_DAV_NS_DAV, "displayname");
  self->is_principal = has_type (response, MT_DAV_NS_DAV, "principal");
  self->is_calendar = has_type (response, MT_DAV_NS_CALDAV, "calendar");
}

/* An MtMultistatusFunc. */
static gboolean
take_response (MtDavResponse *response, gpointer data, GError **error)
{
  GPtrArray *kept = data;
  MtDavFacts *self;

  if (kept->len >= MAX_KEPT || response->status >= 300)
    return TRUE;
  self = g_new0 (MtDavFacts, 1);
  g_ptr_array_add (kept, self);
  self->href = g_strdup (response->href);
  read_who (self, response);
  self->homes = dup_hrefs (response, MT_DAV_NS_CALDAV, "calendar-home-set");
  self->addresses = dup_hrefs (response, MT_DAV_NS_CALDAV, "calendar-user-address-set");
  self->mails = dup_mails (mt_dav_response_find (response, MT_DAV_NS_CS, "email-address-set"));
  self->inbox = mt_dav_response_dup_href (response, MT_DAV_NS_CALDAV, "schedule-inbox-URL");
  self->outbox = mt_dav_response_dup_href (response, MT_DAV_NS_CALDAV, "schedule-outbox-URL");
  self->groups = dup_hrefs (response, MT_DAV_NS_DAV, "group-membership");
  self->readers = dup_hrefs (response, MT_DAV_NS_CS, "calendar-proxy-read-for");
  self->writers = dup_hrefs (response, MT_DAV_NS_CS, "calendar-proxy-write-for");
  return TRUE;
}

static void
add_address (GPtrArray *addresses, const char *text)
{
  g_autofree char *lower = NULL;

  if (g_ascii_strncasecmp (text, "mailto:", strlen ("mailto:")) == 0)
    text += strlen ("mailto:");
  if (strchr (text, '@') == NULL || strchr (text, '/') != NULL || !g_utf8_validate (text, -1, NULL))
    return;
  lower = g_ascii_strdown (text, -1);
  if (!g_ptr_array_find_with_equal_func (addresses, lower, g_str_equal, NULL))
    g_ptr_array_add (addresses, g_steal_pointer (&lower));
}

/**
 * mt_dav_facts_dup_addresses:
 * @self: what a principal says
 *
 * Some give paths and UUIDs beside addresses, or instead of them: these are left out.
 *
 * Returns: (transfer full): its e-mail addresses, in lower case
 */
char **
mt_dav_facts_dup_addresses (const MtDavFacts *self)
{
  g_autoptr (GPtrArray) addresses = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; self->addresses[i] != NULL; i++)
    add_address (addresses, self->addresses[i]);
  for (guint i = 0; self->mails[i] != NULL; i++)
    add_address (addresses, self->mails[i]);
  g_ptr_array_add (addresses, NULL);
  return (char **) g_ptr_array_free (g_steal_pointer (&addresses), FALSE);
}

/* The one about @url: some servers speak of other paths, too, some only of another. */
static MtDavFacts *
steal_about (GPtrArray *kept, const char *url)
{
  for (guint i = 0; i < kept->len; i++)
    {
      const MtDavFacts *facts = g_ptr_array_index (kept, i);
      g_autofree char *about = mt_url_resolve (url, facts->href, NULL);

      if (about != NULL && mt_url_equal (about, url))
        return g_ptr_array_steal_index (kept, i);
    }
  return kept->len == 1 ? g_ptr_array_steal_index (kept, 0) : NULL;
}

/**
 * mt_discovery_ask:
 * @self: a discovery
 * @url: a resource
 * @from: where the answer came from
 * @error: return location
 *
 * Blocking. Asks a resource what it is.
 *
 * Returns: (transfer full) (nullable): what it says; %NULL with an %MT_NET_ERROR
 */
MtDavFacts *
mt_discovery_ask (MtDiscovery *self, const char *url, MtPropfindFrom *from, GError **error)
{
  g_autoptr (GPtrArray) kept = g_ptr_array_new_with_free_func ((GDestroyNotify) mt_dav_facts_free);
  MtDavFacts *facts;

  if (!mt_propfind (self->http, url, "0", asked, G_N_ELEMENTS (asked), take_response, kept, from,
                    self->cancellable, error))
    return NULL;
  facts = steal_about (kept, from->url);
  if (facts == NULL)
    g_set_error (error, MT_NET_ERROR, MT_NET_ERROR_MALFORMED,
                 "PROPFIND %s: the answer is about something else", from->url);
  return facts;
}
