/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * Properties on the server of the tests.
 */
#include "fake-dav-private.h"

#include <string.h>

static void
add_href (FakeXml *xml, const char *ns, const char *name, const char *path)
{
  fake_xml_open (xml, ns, name);
  fake_xml_href (xml, path);
  fake_xml_close (xml);
}

/* /principals/ana/ -> ana; also the home where that is the principal. */
static char *
principal_of (FakeDav *dav, const char *path)
{
  g_auto (GStrv) parts = g_strsplit (path, "/", -1);
  const guint n = g_strv_length (parts);
  const gboolean home = fake_switch_is (dav, "home", "principal") && n >= 3 &&
                        g_str_equal (parts[1], "calendars") && (n == 3 || !*parts[3]);

  if (n < 3 || !(home || g_str_equal (parts[1], "principals")) || !*parts[2] ||
      (n > 3 && *parts[3]))
    return NULL;
  return g_hash_table_contains (dav->users, parts[2]) ? g_strdup (parts[2]) : NULL;
}

static char *
principal_path (FakeDav *dav, const char *user)
{
  return g_strdup_printf (
      fake_switch_is (dav, "home", "principal") ? "/calendars/%s/" : "/principals/%s/", user);
}

static gboolean
add_of_principal (FakeRequest *request, FakeXml *xml, const char *name, const char *user)
{
  FakeDav *dav = request->dav;
  g_autofree char *home = g_strdup_printf ("/calendars/%s/", user);
  g_autofree char *inbox = g_strconcat (home, "inbox/", NULL);
  g_autofree char *outbox = g_strconcat (home, "outbox/", NULL);

  if (g_str_equal (name, "calendar-home-set"))
    add_href (xml, FAKE_CALDAV_NS, name, home);
  else if (g_str_equal (name, "schedule-inbox-URL") && !fake_switch_is (dav, "outbox", "no"))
    add_href (xml, FAKE_CALDAV_NS, name, inbox);
  else if (g_str_equal (name, "schedule-outbox-URL") && !fake_switch_is (dav, "outbox", "no"))
    add_href (xml, FAKE_CALDAV_NS, name, outbox);
  else if (g_str_equal (name, "calendar-user-address-set") &&
           !fake_switch_is (dav, "addresses", "none"))
    {
      g_autofree char *mail = g_strdup_printf ("mailto:%s@example.org", user);
      g_autofree char *principal = principal_path (dav, user);

      fake_xml_open (xml, FAKE_CALDAV_NS, name);
      if (fake_switch_is (dav, "addresses", "mailto"))
        fake_xml_leaf (xml, FAKE_DAV_NS, "href", mail);
      fake_xml_href (xml, principal);
      fake_xml_close (xml);
    }
  else if (g_str_equal (name, "principal-URL"))
    {
      g_autofree char *principal = principal_path (dav, user);

      add_href (xml, FAKE_DAV_NS, name, principal);
    }
  else if (g_str_equal (name, "displayname"))
    fake_xml_leaf (xml, FAKE_DAV_NS, name, user);
  else
    return FALSE;
  return TRUE;
}

static void
add_components (FakeXml *xml, const char *components)
{
  g_auto (GStrv) names = g_strsplit (components, ",", -1);

  fake_xml_open (xml, FAKE_CALDAV_NS, "supported-calendar-component-set");
  for (guint i = 0; names[i]; i++)
    {
      g_autofree char *text =
          g_strdup_printf ("<x:comp xmlns:x=\"" FAKE_CALDAV_NS "\" name=\"%s\"/>", names[i]);

      fake_xml_raw (xml, text);
    }
  fake_xml_close (xml);
}

static void
add_privileges (FakeXml *xml, const char *right)
{
  static const char *const read[] = { "read", NULL };
  static const char *const write[] = { "read", "write", "write-content", "bind", "unbind", NULL };
  const gboolean busy = g_strcmp0 (right, "free-busy") == 0;
  const char *const *names = g_strcmp0 (right, "write") == 0 ? write : read;

  fake_xml_open (xml, FAKE_DAV_NS, "current-user-privilege-set");
  for (guint i = 0; right && !busy && names[i]; i++)
    {
      fake_xml_open (xml, FAKE_DAV_NS, "privilege");
      fake_xml_leaf (xml, FAKE_DAV_NS, names[i], "");
      fake_xml_close (xml);
    }
  if (right)
    {
      fake_xml_open (xml, FAKE_DAV_NS, "privilege");
      fake_xml_leaf (xml, FAKE_CALDAV_NS, "read-free-busy", "");
      fake_xml_close (xml);
    }
  fake_xml_close (xml);
}

static void
add_reports (FakeDav *dav, FakeXml *xml)
{
  static const struct
  {
    const char *ns;
    const char *name;
    const char *name_of_switch;
  } reports[] = {
    { FAKE_DAV_NS, "sync-collection", "sync" },
    { FAKE_CALDAV_NS, "calendar-multiget", "multiget" },
    { FAKE_CALDAV_NS, "calendar-query", "query" },
    { FAKE_CALDAV_NS, "free-busy-query", "free-busy" },
  };

  fake_xml_open (xml, FAKE_DAV_NS, "supported-report-set");
  for (guint i = 0; i < G_N_ELEMENTS (reports); i++)
    if (!fake_switch_is (dav, reports[i].name_of_switch, "no"))
      {
        fake_xml_open (xml, FAKE_DAV_NS, "supported-report");
        fake_xml_open (xml, FAKE_DAV_NS, "report");
        fake_xml_leaf (xml, reports[i].ns, reports[i].name, "");
        fake_xml_close (xml);
        fake_xml_close (xml);
      }
  fake_xml_close (xml);
}

static void
add_resource_type (FakeXml *xml, const FakeCollection *collection)
{
  fake_xml_open (xml, FAKE_DAV_NS, "resourcetype");
  fake_xml_leaf (xml, FAKE_DAV_NS, "collection", "");
  if (collection && collection->implicit)
    fake_xml_leaf (
        xml, FAKE_CALDAV_NS,
        g_str_has_suffix (collection->path, "inbox/") ? "schedule-inbox" : "schedule-outbox", "");
  else if (collection)
    fake_xml_leaf (xml, FAKE_CALDAV_NS, "calendar", "");
  fake_xml_close (xml);
}

static gboolean
keeps_availability (FakeDav *dav, const char *path)
{
  return fake_switch_is (dav, "availability", "any") ||
         (fake_switch_is (dav, "availability", "inbox") && g_str_has_suffix (path, "/inbox/"));
}

static gboolean
add_of_collection (FakeRequest *request,
                   FakeXml *xml,
                   const char *ns,
                   const char *name,
                   FakeCollection *collection)
{
  FakeDav *dav = request->dav;
  g_autofree char *token = fake_make_token (dav, collection, collection->seq);

  if (g_str_equal (name, "displayname"))
    fake_xml_leaf (xml, ns, name, collection->title);
  else if (g_str_equal (name, "calendar-color") && collection->color)
    fake_xml_leaf (xml, ns, name, collection->color);
  else if (g_str_equal (name, "supported-calendar-component-set"))
    add_components (xml, collection->components);
  else if (g_str_equal (name, "owner"))
    {
      g_autofree char *principal = principal_path (dav, collection->owner);

      add_href (xml, ns, name, principal);
    }
  else if (g_str_equal (name, "current-user-privilege-set"))
    add_privileges (xml, fake_right (dav, collection, request->user));
  else if (g_str_equal (name, "supported-report-set"))
    add_reports (dav, xml);
  else if (g_str_equal (name, "sync-token") && fake_switch_is (dav, "sync", "yes") &&
           !fake_switch_is (dav, "sync-token", "none"))
    fake_xml_leaf (xml, ns, name, token);
  else if (g_str_equal (name, "getctag") && fake_switch_is (dav, "ctag", "yes"))
    fake_xml_leaf (xml, ns, name, token);
  else if (g_str_equal (name, "calendar-availability") &&
           keeps_availability (dav, collection->path) &&
           g_hash_table_contains (dav->availability, collection->path))
    fake_xml_leaf (xml, ns, name, g_hash_table_lookup (dav->availability, collection->path));
  else
    return FALSE;
  return TRUE;
}

/* An event of somebody else, without what it is about. */
static GBytes *
redact (GBytes *bytes)
{
  gsize n;
  const char *data = g_bytes_get_data (bytes, &n);
  g_autofree char *text = g_strndup (data, n);
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  g_autoptr (GString) out = g_string_new (NULL);

  for (guint i = 0; lines[i]; i++)
    if (g_str_has_prefix (lines[i], "SUMMARY"))
      g_string_append (out, "SUMMARY:Busy\r\n");
    else if (!g_str_has_prefix (lines[i], "DESCRIPTION") &&
             !g_str_has_prefix (lines[i], "LOCATION"))
      g_string_append_printf (out, "%s%s", lines[i], lines[i + 1] ? "\n" : "");
  return g_string_free_to_bytes (g_steal_pointer (&out));
}

static gboolean
add_of_item (FakeRequest *request,
             FakeXml *xml,
             const char *name,
             FakeCollection *collection,
             FakeItem *item,
             gboolean with_data)
{
  FakeDav *dav = request->dav;
  g_autofree char *etag = fake_make_etag (dav, item);

  if (g_str_equal (name, "getetag") && etag)
    fake_xml_leaf (xml, FAKE_DAV_NS, name, etag);
  else if (g_str_equal (name, "getcontenttype"))
    fake_xml_leaf (xml, FAKE_DAV_NS, name, "text/calendar; charset=utf-8");
  else if (g_str_equal (name, "resourcetype"))
    fake_xml_leaf (xml, FAKE_DAV_NS, name, "");
  else if (g_str_equal (name, "calendar-data") && with_data)
    {
      const gboolean hide = fake_switch_is (dav, "redact", "yes") &&
                            g_strcmp0 (collection->owner, request->user) != 0;
      g_autoptr (GBytes) bytes = hide ? redact (item->bytes) : g_bytes_ref (item->bytes);

      fake_xml_calendar (xml, bytes);
    }
  else
    return FALSE;
  return TRUE;
}

static gboolean
add_prop (FakeRequest *request,
          FakeXml *xml,
          xmlNodePtr wanted,
          const char *path,
          FakeCollection *collection,
          FakeItem *item,
          gboolean with_data)
{
  FakeDav *dav = request->dav;
  const char *name = (const char *) wanted->name;
  const char *ns = wanted->ns ? (const char *) wanted->ns->href : "";
  g_autofree char *principal = principal_of (dav, path);

  if (item)
    return add_of_item (request, xml, name, collection, item, with_data);
  if (g_str_equal (name, "current-user-principal"))
    {
      g_autofree char *own = request->user ? principal_path (dav, request->user) : NULL;

      fake_xml_open (xml, FAKE_DAV_NS, name);
      if (own)
        fake_xml_href (xml, own);
      else
        fake_xml_leaf (xml, FAKE_DAV_NS, "unauthenticated", "");
      fake_xml_close (xml);
      return TRUE;
    }
  if (g_str_equal (name, "principal-collection-set"))
    {
      add_href (xml, ns, name, "/principals/");
      return TRUE;
    }
  if (principal && add_of_principal (request, xml, name, principal))
    return TRUE;
  if (g_str_equal (name, "resourcetype"))
    {
      if (!principal || fake_switch_is (dav, "home", "principal"))
        add_resource_type (xml, collection);
      else
        {
          fake_xml_open (xml, FAKE_DAV_NS, name);
          fake_xml_leaf (xml, FAKE_DAV_NS, "collection", "");
          fake_xml_leaf (xml, FAKE_DAV_NS, "principal", "");
          fake_xml_close (xml);
        }
      return TRUE;
    }
  return collection && add_of_collection (request, xml, ns, name, collection);
}

static void
add_missing (FakeXml *xml, xmlNodePtr wanted)
{
  g_autofree char *text = g_strdup_printf ("<y:%s xmlns:y=\"%s\"/>", (const char *) wanted->name,
                                           wanted->ns ? (const char *) wanted->ns->href : "");

  fake_xml_raw (xml, text);
}

/* The propstats of one response: what is there, and what is not. */
void
fake_add_props (FakeRequest *request,
                FakeXml *xml,
                xmlNodePtr prop,
                const char *path,
                FakeCollection *collection,
                FakeItem *item,
                gboolean with_data)
{
  const gboolean first = fake_switch_is (request->dav, "style", "status-first");
  g_autoptr (GPtrArray) missing = g_ptr_array_new ();

  fake_xml_open (xml, FAKE_DAV_NS, "propstat");
  if (first)
    fake_xml_status (xml, 200);
  fake_xml_open (xml, FAKE_DAV_NS, "prop");
  for (xmlNodePtr wanted = prop ? prop->children : NULL; wanted; wanted = wanted->next)
    if (wanted->type == XML_ELEMENT_NODE &&
        !add_prop (request, xml, wanted, path, collection, item, with_data))
      g_ptr_array_add (missing, wanted);
  fake_xml_close (xml);
  if (!first)
    fake_xml_status (xml, 200);
  fake_xml_close (xml);
  if (missing->len == 0)
    return;

  fake_xml_open (xml, FAKE_DAV_NS, "propstat");
  if (first)
    fake_xml_status (xml, 404);
  fake_xml_open (xml, FAKE_DAV_NS, "prop");
  for (guint i = 0; i < missing->len; i++)
    add_missing (xml, g_ptr_array_index (missing, i));
  fake_xml_close (xml);
  if (!first)
    fake_xml_status (xml, 404);
  fake_xml_close (xml);
}

static void
add_response (FakeRequest *request,
              FakeXml *xml,
              xmlNodePtr prop,
              const char *path,
              FakeCollection *collection,
              FakeItem *item)
{
  fake_xml_open (xml, FAKE_DAV_NS, "response");
  fake_xml_href (xml, path);
  fake_add_props (request, xml, prop, path, collection, item, FALSE);
  fake_xml_close (xml);
}

static int
compare_names (gconstpointer a, gconstpointer b)
{
  return strcmp (a, b);
}

static void
add_members (FakeRequest *request, FakeXml *xml, xmlNodePtr prop, FakeCollection *collection)
{
  g_autoptr (GList) names = g_list_sort (g_hash_table_get_keys (collection->items), compare_names);
  const gboolean partial = fake_switch_is (request->dav, "listing", "partial");
  guint n = 0;

  if (fake_switch_is (request->dav, "listing", "empty"))
    return;
  for (GList *at = names; at; at = at->next)
    {
      FakeItem *item = g_hash_table_lookup (collection->items, at->data);
      g_autofree char *path = g_strconcat (collection->path, item->name, NULL);

      if (item->bytes && (n++ % 2 == 0 || !partial))
        add_response (request, xml, prop, path, collection, item);
    }
}

/* One's own collections, and those of others that one may see. */
static void
add_home (FakeRequest *request, FakeXml *xml, xmlNodePtr prop)
{
  g_autoptr (GList) paths =
      g_list_sort (g_hash_table_get_keys (request->dav->collections), compare_names);

  for (GList *at = paths; at; at = at->next)
    {
      FakeCollection *collection = g_hash_table_lookup (request->dav->collections, at->data);
      const char *right = fake_right (request->dav, collection, request->user);

      if (collection->implicit && fake_switch_is (request->dav, "outbox", "no"))
        continue;
      if (g_str_has_prefix (collection->path, request->path) ||
          (right && !collection->implicit && g_strcmp0 (right, "free-busy") != 0))
        add_response (request, xml, prop, collection->path, collection, NULL);
    }
}

static gboolean
is_known_path (FakeRequest *request, gboolean *home)
{
  FakeDav *dav = request->dav;
  g_auto (GStrv) parts = g_strsplit (request->path, "/", -1);
  const guint n = g_strv_length (parts);
  g_autofree char *principal = principal_of (dav, request->path);

  *home = n >= 3 && g_str_equal (parts[1], "calendars") &&
          g_hash_table_contains (dav->users, parts[2]) && (n == 3 || !*parts[3]);
  return *home || principal || g_str_equal (request->path, "/") ||
         g_str_equal (request->path, "/principals/") ||
         (g_str_has_prefix (request->path, "/dav") && fake_switch_is (dav, "context", "yes"));
}

/* An anonymous one learns nothing, and is not told why. */
static gboolean
may_see (FakeRequest *request, const FakeCollection *collection, gboolean home)
{
  const char *right = collection ? fake_right (request->dav, collection, request->user) : "read";
  g_autofree char *own = g_strdup_printf ("/calendars/%s", request->user ? request->user : "");

  if (fake_switch_is (request->dav, "auth", "none"))
    return TRUE;
  if (home && !g_str_has_prefix (request->path, own))
    return FALSE;
  return right && !g_str_equal (right, "free-busy");
}

void
fake_propfind (FakeRequest *request)
{
  const char *depth = soup_message_headers_get_one (
      soup_server_message_get_request_headers (request->message), "Depth");
  xmlNodePtr root = request->document ? xmlDocGetRootElement (request->document) : NULL;
  xmlNodePtr prop = fake_child (root, FAKE_DAV_NS, "prop");
  FakeCollection *collection = fake_find_collection (request->dav, request->path);
  FakeCollection *parent;
  FakeItem *item = collection ? NULL : fake_find_item (request->dav, request->path, &parent);
  gboolean home = FALSE;
  const gboolean deep = g_strcmp0 (depth, "1") == 0;
  FakeXml *xml;

  if (!collection && !item && !is_known_path (request, &home))
    {
      fake_answer (request, 404, "text/plain", "Not found");
      return;
    }
  if (!may_see (request, item ? parent : collection, home))
    {
      fake_answer (request, 403, "text/plain", "Forbidden");
      return;
    }

  xml = fake_xml_new (request->dav, FAKE_DAV_NS, "multistatus", request->path);
  if (!(deep && collection && fake_switch_is (request->dav, "listing", "own-missing")))
    add_response (request, xml, prop, collection ? collection->path : request->path,
                  item ? parent : collection, item);
  if (deep && collection)
    add_members (request, xml, prop, collection);
  else if (deep && home)
    add_home (request, xml, prop);
  if (deep && fake_switch_is (request->dav, "foreign", "yes"))
    {
      add_response (request, xml, prop, "/elsewhere/x.ics", NULL, NULL);
      add_response (request, xml, prop, "/calendars/../../x.ics", NULL, NULL);
    }
  {
    g_autoptr (GBytes) bytes = fake_xml_end (xml);

    fake_answer_bytes (request, 207, "application/xml; charset=utf-8", bytes);
  }
}

static gboolean
set_prop (FakeRequest *request, FakeCollection *collection, xmlNodePtr node)
{
  const char *name = (const char *) node->name;
  char *text = fake_text (node);

  if (g_str_equal (name, "displayname"))
    {
      g_free (collection->title);
      collection->title = text;
    }
  else if (g_str_equal (name, "calendar-color"))
    {
      g_free (collection->color);
      collection->color = text;
    }
  else if (g_str_equal (name, "supported-calendar-component-set"))
    {
      g_autoptr (GString) names = g_string_new (NULL);

      for (xmlNodePtr comp = fake_child (node, FAKE_CALDAV_NS, "comp"); comp;
           comp = fake_next (comp, FAKE_CALDAV_NS, "comp"))
        {
          xmlChar *value = xmlGetProp (comp, (const xmlChar *) "name");

          g_string_append_printf (names, "%s%s", names->len ? "," : "", (const char *) value);
          xmlFree (value);
        }
      g_free (text);
      g_free (collection->components);
      collection->components = g_string_free (g_steal_pointer (&names), FALSE);
    }
  else if (g_str_equal (name, "calendar-availability") &&
           keeps_availability (request->dav, collection->path))
    g_hash_table_replace (request->dav->availability, g_strdup (collection->path), text);
  else
    {
      g_free (text);
      return g_str_equal (name, "resourcetype");
    }
  return TRUE;
}

void
fake_proppatch (FakeRequest *request)
{
  FakeCollection *collection = fake_find_collection (request->dav, request->path);
  xmlNodePtr root = request->document ? xmlDocGetRootElement (request->document) : NULL;
  xmlNodePtr prop = fake_child (fake_child (root, FAKE_DAV_NS, "set"), FAKE_DAV_NS, "prop");
  FakeXml *xml;
  g_autoptr (GBytes) bytes = NULL;

  if (!collection || g_strcmp0 (fake_right (request->dav, collection, request->user), "write") != 0)
    {
      fake_answer (request, collection ? 403 : 404, "text/plain", "No");
      return;
    }
  xml = fake_xml_new (request->dav, FAKE_DAV_NS, "multistatus", request->path);
  fake_xml_open (xml, FAKE_DAV_NS, "response");
  fake_xml_href (xml, collection->path);
  for (xmlNodePtr node = prop ? prop->children : NULL; node; node = node->next)
    if (node->type == XML_ELEMENT_NODE)
      {
        const gboolean ok = set_prop (request, collection, node);

        fake_xml_open (xml, FAKE_DAV_NS, "propstat");
        fake_xml_open (xml, FAKE_DAV_NS, "prop");
        add_missing (xml, node);
        fake_xml_close (xml);
        fake_xml_status (xml, ok ? 200 : 403);
        fake_xml_close (xml);
      }
  bytes = fake_xml_end (xml);
  fake_answer_bytes (request, 207, "application/xml; charset=utf-8", bytes);
}

static void
refuse_inside (FakeRequest *request, guint status)
{
  FakeXml *xml = fake_xml_new (request->dav, FAKE_DAV_NS, "multistatus", request->path);
  g_autoptr (GBytes) bytes = NULL;

  fake_xml_open (xml, FAKE_DAV_NS, "response");
  fake_xml_href (xml, request->path);
  fake_xml_status (xml, status);
  bytes = fake_xml_end (xml);
  fake_answer_bytes (request, 207, "application/xml; charset=utf-8", bytes);
}

/* MKCALENDAR and the extended MKCOL. */
void
fake_mkcalendar (FakeRequest *request)
{
  FakeDav *dav = request->dav;
  const gboolean extended = g_str_equal (request->method, "MKCOL");
  xmlNodePtr root = request->document ? xmlDocGetRootElement (request->document) : NULL;
  xmlNodePtr prop = fake_child (fake_child (root, FAKE_DAV_NS, "set"), FAKE_DAV_NS, "prop");
  FakeCollection *collection;
  g_autofree char *own = g_strdup_printf ("/calendars/%s/", request->user ? request->user : "");

  if (fake_switch_is (dav, "mkcalendar", "no") ||
      (!extended && fake_switch_is (dav, "mkcalendar", "mkcol")))
    fake_answer (request, 405, "text/plain", "Not here");
  else if (fake_switch_is (dav, "mkcalendar", "207"))
    refuse_inside (request, 403);
  else if (!g_str_has_prefix (request->path, own))
    fake_answer (request, 403, "text/plain", "Not yours");
  else if (fake_find_collection (dav, request->path))
    fake_answer_error (request, 403, FAKE_DAV_NS, "resource-must-be-null", NULL);
  else
    {
      collection = fake_make_collection (dav, request->path, "VEVENT,VTODO,VJOURNAL");
      for (xmlNodePtr node = prop ? prop->children : NULL; node; node = node->next)
        if (node->type == XML_ELEMENT_NODE)
          set_prop (request, collection, node);
      fake_answer (request, 201, NULL, "");
    }
}
