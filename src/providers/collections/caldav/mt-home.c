/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * Lists the calendars of all homes of an account: one question a home, one more for each stranger
 * who owns something in it.
 */
#include "config.h"

#include "providers/collections/caldav/mt-home.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "net/mt-url.h"
#include "providers/collections/caldav/mt-discovery-private.h"

#define MAX_COLLECTIONS 5000
#define MAX_OWNERS 100
#define HOLDS_ALL (MT_HOLDS_EVENTS | MT_HOLDS_TASKS | MT_HOLDS_JOURNALS)

static const MtDavName asked[] = {
  { MT_DAV_NS_DAV, "resourcetype" },
  { MT_DAV_NS_DAV, "displayname" },
  { MT_DAV_NS_DAV, "owner" },
  { MT_DAV_NS_DAV, "current-user-privilege-set" },
  { MT_DAV_NS_DAV, "supported-report-set" },
  { MT_DAV_NS_CALDAV, "supported-calendar-component-set" },
  { MT_DAV_NS_CALDAV, "schedule-calendar-transp" },
  { MT_DAV_NS_ICAL, "calendar-color" },
  { MT_DAV_NS_CS, "source" },
};

/* One listing. */
typedef struct
{
  MtHttp *http;              /* unowned */
  const MtDiscovered *found; /* unowned */
  GCancellable *cancellable; /* unowned */
  GPtrArray *collections;    /* owned (element-type MtHomeCollection) */
  GHashTable *known;         /* owned: URLs that are in `collections` */
  GPtrArray *page;           /* owned (element-type MtHomeCollection): hrefs not resolved yet */
} Listing;

/**
 * mt_home_collection_free:
 * @self: (transfer full): a collection
 *
 * Frees the record.
 */
void
mt_home_collection_free (MtHomeCollection *self)
{
  g_free (self->url);
  g_free (self->name);
  g_free (self->colour);
  g_free (self->owner);
  g_free (self->owner_name);
  g_strfreev (self->owner_addresses);
  g_free (self);
}

static const struct
{
  const char *name;
  MtHolds holds;
} components[] = {
  { "VEVENT", MT_HOLDS_EVENTS },
  { "VTODO", MT_HOLDS_TASKS },
  { "VJOURNAL", MT_HOLDS_JOURNALS },
  { "VFREEBUSY", MT_HOLDS_FREEBUSY },
  { "VAVAILABILITY", MT_HOLDS_AVAILABILITY },
};

static MtHolds
read_holds (const MtDavResponse *response)
{
  const MtDavNode *set =
      mt_dav_response_find (response, MT_DAV_NS_CALDAV, "supported-calendar-component-set");
  const MtDavNode *comp = set != NULL ? mt_dav_node_child (set, MT_DAV_NS_CALDAV, "comp") : NULL;
  MtHolds holds = 0;

  if (comp == NULL)
    return HOLDS_ALL;
  for (; comp != NULL; comp = mt_dav_node_next (comp, MT_DAV_NS_CALDAV, "comp"))
    for (guint i = 0; i < G_N_ELEMENTS (components); i++)
      if (comp->label != NULL && g_ascii_strcasecmp (comp->label, components[i].name) == 0)
        holds |= components[i].holds;
  return holds;
}

/* "#rrggbb" of "#rrggbbaa", "#rrggbb", or nothing we know. */
static char *
read_colour (const MtDavResponse *response)
{
  g_autofree char *text = mt_dav_response_dup_text (response, MT_DAV_NS_ICAL, "calendar-color");

  if (text == NULL || *g_strstrip (text) != '#' || strlen (text) < 7 ||
      strspn (text + 1, "0123456789abcdefABCDEF") < 6)
    return NULL;
  text[7] = '\0';
  return g_steal_pointer (&text);
}

static gboolean
has_privilege (const MtDavNode *set, MtDavNs ns, const char *name)
{
  const MtDavNode *privilege = mt_dav_node_child (set, MT_DAV_NS_DAV, "privilege");

  for (; privilege != NULL; privilege = mt_dav_node_next (privilege, MT_DAV_NS_DAV, "privilege"))
    if (mt_dav_node_child (privilege, ns, name) != NULL)
      return TRUE;
  return FALSE;
}

/* A server that says nothing of rights is believed to allow all: a refusal is shown when it comes.
 */
static void
read_rights (MtHomeCollection *self, const MtDavResponse *response)
{
  const MtDavNode *set =
      mt_dav_response_find (response, MT_DAV_NS_DAV, "current-user-privilege-set");
  const gboolean silent =
      set == NULL || mt_dav_node_child (set, MT_DAV_NS_DAV, "privilege") == NULL;
  const gboolean all = silent || has_privilege (set, MT_DAV_NS_DAV, "all");

  self->may_read = all || has_privilege (set, MT_DAV_NS_DAV, "read");
  self->may_write = all || has_privilege (set, MT_DAV_NS_DAV, "write") ||
                    (has_privilege (set, MT_DAV_NS_DAV, "write-content") &&
                     has_privilege (set, MT_DAV_NS_DAV, "bind"));
}

static gboolean
has_report (const MtDavResponse *response, MtDavNs ns, const char *name)
{
  const MtDavNode *set = mt_dav_response_find (response, MT_DAV_NS_DAV, "supported-report-set");

  for (const MtDavNode *one =
           set != NULL ? mt_dav_node_child (set, MT_DAV_NS_DAV, "supported-report") : NULL;
       one != NULL; one = mt_dav_node_next (one, MT_DAV_NS_DAV, "supported-report"))
    if (mt_dav_node_descend (one, ns, name) != NULL)
      return TRUE;
  return FALSE;
}

/* What a person threw away is still listed by some. */
static gboolean
is_deleted (const MtDavNode *types)
{
  for (const MtDavNode *type = types->children; type != NULL; type = type->next)
    if (g_str_equal (type->name, "deleted-calendar"))
      return TRUE;
  return FALSE;
}

static MtHomeCollection *
read_collection (const MtDavResponse *response, const MtDavNode *types)
{
  MtHomeCollection *self = g_new0 (MtHomeCollection, 1);
  const MtDavNode *transparency =
      mt_dav_response_find (response, MT_DAV_NS_CALDAV, "schedule-calendar-transp");

  self->url = g_strdup (response->href);
  self->name = mt_dav_response_dup_text (response, MT_DAV_NS_DAV, "displayname");
  self->colour = read_colour (response);
  self->owner = mt_dav_response_dup_href (response, MT_DAV_NS_DAV, "owner");
  self->owner_addresses = g_new0 (char *, 1);
  self->holds = read_holds (response);
  self->subscribed = mt_dav_node_child (types, MT_DAV_NS_CS, "subscribed") != NULL;
  self->transparent = transparency != NULL &&
                      mt_dav_node_child (transparency, MT_DAV_NS_CALDAV, "transparent") != NULL;
  self->has_sync = has_report (response, MT_DAV_NS_DAV, "sync-collection");
  self->has_freebusy = has_report (response, MT_DAV_NS_CALDAV, "free-busy-query");
  read_rights (self, response);
  if (self->subscribed)
    self->may_write = FALSE;
  return self;
}

/* An MtMultistatusFunc. */
static gboolean
take_response (MtDavResponse *response, gpointer data, GError **error)
{
  Listing *self = data;
  const MtDavNode *types = mt_dav_response_find (response, MT_DAV_NS_DAV, "resourcetype");

  if (types == NULL || self->page->len >= MAX_COLLECTIONS || is_deleted (types) ||
      (mt_dav_node_child (types, MT_DAV_NS_CALDAV, "calendar") == NULL &&
       mt_dav_node_child (types, MT_DAV_NS_CS, "subscribed") == NULL))
    return TRUE;
  g_ptr_array_add (self->page, read_collection (response, types));
  return TRUE;
}

static void
replace_url (char **url, const char *base, const char *reference)
{
  char *resolved = reference != NULL ? mt_url_resolve_collection (base, reference, NULL) : NULL;

  g_free (*url);
  *url = resolved;
}

static char *
dup_last_part (const char *url)
{
  g_autofree char *path = mt_url_get_path (url);

  if (g_str_has_suffix (path, "/"))
    path[strlen (path) - 1] = '\0';
  return g_path_get_basename (path);
}

static void
set_owner (MtHomeCollection *collection, const MtDavPerson *person)
{
  if (collection->owner == NULL)
    collection->owner = g_strdup (person->principal);
  g_free (collection->owner_name);
  g_strfreev (collection->owner_addresses);
  collection->owner_name = g_strdup (person->name);
  collection->owner_addresses = g_strdupv (person->addresses);
}

/* In whose home it stands says whose it is, unless it says so itself. */
static void
take_one (Listing *self, MtHomeCollection *one, const char *base, const MtDavPerson *home_of)
{
  const MtDavPerson *me = self->found->self;

  g_autofree char *url = g_strdup (one->url);
  g_autofree char *owner = g_strdup (one->owner);

  replace_url (&one->url, base, url);
  replace_url (&one->owner, base, owner);
  if (one->url == NULL || !mt_url_same_origin (base, one->url) ||
      !g_hash_table_add (self->known, g_strdup (one->url)))
    {
      mt_home_collection_free (one);
      return;
    }
  if (one->name == NULL || *g_strstrip (one->name) == '\0')
    {
      g_free (one->name);
      one->name = dup_last_part (one->url);
    }
  if (home_of != NULL && (one->owner == NULL || (home_of->principal != NULL &&
                                                 mt_url_equal (one->owner, home_of->principal))))
    set_owner (one, home_of);
  one->foreign = one->owner != NULL && me != NULL && me->principal != NULL &&
                 !mt_url_equal (one->owner, me->principal);
  g_ptr_array_add (self->collections, one);
}

static gboolean
list (Listing *self, const char *url, const char *depth, const MtDavPerson *home_of, GError **error)
{
  g_auto (MtPropfindFrom) from = { NULL };

  g_ptr_array_set_size (self->page, 0);
  if (!mt_propfind (self->http, url, depth, asked, G_N_ELEMENTS (asked), take_response, self, &from,
                    self->cancellable, error))
    return FALSE;
  while (self->page->len > 0)
    take_one (self, g_ptr_array_steal_index (self->page, 0), from.url, home_of);
  return TRUE;
}

static const MtDavPerson *
find_other (const MtDiscovered *found, const char *principal)
{
  for (guint i = 0; i < found->others->len; i++)
    {
      const MtDavPerson *other = g_ptr_array_index (found->others, i);

      if (mt_url_equal (other->principal, principal))
        return other;
    }
  return NULL;
}

/* Somebody whose calendars stand in one's own home. */
static MtDavPerson *
ask_owner (Listing *self, const char *principal)
{
  MtDiscovery asking = { .http = self->http, .cancellable = self->cancellable };
  g_auto (MtPropfindFrom) from = { NULL };
  g_autoptr (MtDavFacts) facts = mt_discovery_ask (&asking, principal, &from, NULL);
  MtDavPerson *person = mt_dav_person_new ();

  person->principal = g_strdup (principal);
  if (facts == NULL)
    return person;
  person->name = g_strdup (facts->name);
  g_strfreev (person->addresses);
  person->addresses = mt_dav_facts_dup_addresses (facts);
  return person;
}

static void
name_owners (Listing *self)
{
  g_autoptr (GHashTable) owners =
      g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) mt_dav_person_free);

  for (guint i = 0; i < self->collections->len; i++)
    {
      MtHomeCollection *one = g_ptr_array_index (self->collections, i);
      const MtDavPerson *person;

      if (!one->foreign || one->owner_name != NULL)
        continue;
      person = find_other (self->found, one->owner);
      if (person == NULL)
        person = g_hash_table_lookup (owners, one->owner);
      if (person == NULL && g_hash_table_size (owners) < MAX_OWNERS)
        {
          MtDavPerson *owner = ask_owner (self, one->owner);

          g_hash_table_insert (owners, g_strdup (one->owner), owner);
          person = owner;
        }
      if (person != NULL)
        set_owner (one, person);
    }
}

static gboolean
list_own (Listing *self, GError **error)
{
  const MtDavPerson *me = self->found->self;

  for (guint i = 0; me != NULL && me->homes[i] != NULL; i++)
    if (!list (self, me->homes[i], "1", me, error))
      return FALSE;
  /* The calendar that was typed may be somebody else's, outside of all homes. */
  if (self->found->collection != NULL && !list (self, self->found->collection, "0", NULL, error))
    return me != NULL && (g_clear_error (error), TRUE);
  return TRUE;
}

/* Homes of others that cannot be listed are left out: one's own are what matters. */
static void
list_others (Listing *self)
{
  for (guint i = 0; i < self->found->others->len; i++)
    {
      const MtDavPerson *other = g_ptr_array_index (self->found->others, i);

      for (guint j = 0; other->homes[j] != NULL; j++)
        list (self, other->homes[j], "1", other, NULL);
    }
}

static void
tell (const MtDiscovered *found,
      MtDiscoveryStepFunc progress,
      gpointer user_data,
      MtDiscoveryEnd end,
      const GError *error)
{
  const MtDiscoveryStep step = { MT_DISCOVERY_HOME, end, found->url, NULL, error };

  if (progress != NULL)
    progress (&step, user_data);
}

/**
 * mt_home_list:
 * @http: a client with credentials
 * @found: who the account is
 * @progress: (nullable) (scope call): is told that the list is asked for, and how it ended
 * @user_data: for @progress
 * @cancellable: (nullable): to stop it
 * @error: return location
 *
 * Blocking. Lists the calendars in all homes of the account, those that others share into them, and
 * those of people it may act for; also the one that was typed, should it be elsewhere.
 *
 * Source: RFC 4791 6.2.1, 5.2.3; RFC 3744 5.1, 5.5 for owner and rights
 *
 * Returns: (transfer full) (nullable) (element-type MtHomeCollection): the calendars, in the
 *   server's order, each once; %NULL with an %MT_NET_ERROR or %G_IO_ERROR_CANCELLED
 */
GPtrArray *
mt_home_list (MtHttp *http,
              const MtDiscovered *found,
              MtDiscoveryStepFunc progress,
              gpointer user_data,
              GCancellable *cancellable,
              GError **error)
{
  const GDestroyNotify free_one = (GDestroyNotify) mt_home_collection_free;
  g_autoptr (GPtrArray) collections = g_ptr_array_new_with_free_func (free_one);
  g_autoptr (GPtrArray) page = g_ptr_array_new_with_free_func (free_one);
  g_autoptr (GHashTable) known = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GError) failure = NULL;
  Listing self = { http, found, cancellable, collections, known, page };

  tell (found, progress, user_data, MT_DISCOVERY_ASKED, NULL);
  if (list_own (&self, &failure))
    {
      list_others (&self);
      name_owners (&self);
    }
  if (failure == NULL)
    g_cancellable_set_error_if_cancelled (cancellable, &failure);
  tell (found, progress, user_data, failure == NULL ? MT_DISCOVERY_FOUND : MT_DISCOVERY_FAILED,
        failure);
  if (failure == NULL)
    return g_steal_pointer (&collections);
  g_propagate_error (error, g_steal_pointer (&failure));
  return NULL;
}
