/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * Reports and free/busy of the server of the tests.
 */
#include "fake-dav-private.h"

#include <stdlib.h>
#include <string.h>

static void
answer_xml (FakeRequest *request, FakeXml *xml)
{
  g_autoptr (GBytes) bytes = fake_xml_end (xml);

  fake_answer_bytes (request, 207, "application/xml; charset=utf-8", bytes);
}

static int
compare_items (gconstpointer a, gconstpointer b)
{
  const FakeItem *first = *(FakeItem *const *) a;
  const FakeItem *second = *(FakeItem *const *) b;

  return first->seq < second->seq ? -1 : first->seq > second->seq;
}

/* What has changed since, oldest first. */
static GPtrArray *
find_changes (FakeDav *dav, FakeCollection *collection, guint64 since, gboolean first)
{
  GPtrArray *changes = g_ptr_array_new ();
  const gboolean again = fake_switch_is (dav, "sync-token", "inclusive");
  const gboolean gone = !first || fake_switch_is (dav, "sync-gone", "yes");
  GHashTableIter iter;
  FakeItem *item;

  g_hash_table_iter_init (&iter, collection->items);
  while (g_hash_table_iter_next (&iter, NULL, (gpointer *) &item))
    if ((item->seq > since || (again && item->seq == since)) && (item->bytes || gone))
      g_ptr_array_add (changes, item);
  g_ptr_array_sort (changes, compare_items);
  return changes;
}

static void
add_gone (FakeXml *xml, const char *path)
{
  fake_xml_open (xml, FAKE_DAV_NS, "response");
  fake_xml_href (xml, path);
  fake_xml_status (xml, 404);
  fake_xml_close (xml);
}

static void
add_item (FakeRequest *request,
          FakeXml *xml,
          FakeCollection *collection,
          FakeItem *item,
          gboolean data)
{
  xmlNodePtr root = xmlDocGetRootElement (request->document);
  g_autofree char *path = g_strconcat (collection->path, item->name, NULL);

  fake_xml_open (xml, FAKE_DAV_NS, "response");
  fake_xml_href (xml, path);
  fake_add_props (request, xml, fake_child (root, FAKE_DAV_NS, "prop"), path, collection, item,
                  data);
  fake_xml_close (xml);
}

static void
sync_collection (FakeRequest *request, FakeCollection *collection)
{
  FakeDav *dav = request->dav;
  xmlNodePtr root = xmlDocGetRootElement (request->document);
  g_autofree char *token = fake_text (fake_child (root, FAKE_DAV_NS, "sync-token"));
  const gboolean first = !token || !*token;
  const guint refused = atoi (fake_switch (dav, "sync-refused"));
  const guint page = atoi (fake_switch (dav, "sync-page"));
  g_autoptr (GPtrArray) changes = NULL;
  g_autofree char *next = NULL;
  guint64 since = 0;
  guint64 reached = collection->seq;
  FakeXml *xml;

  if (!first && (refused || !fake_parse_token (dav, collection, token, &since)))
    {
      fake_answer_error (request, refused ? refused : 403, FAKE_DAV_NS, "valid-sync-token", NULL);
      return;
    }
  changes = find_changes (dav, collection, since, first);
  xml = fake_xml_new (dav, FAKE_DAV_NS, "multistatus", request->path);
  for (guint i = 0; i < changes->len && (!page || i < page); i++)
    {
      FakeItem *item = g_ptr_array_index (changes, i);
      g_autofree char *path = g_strconcat (collection->path, item->name, NULL);

      if (item->bytes)
        add_item (request, xml, collection, item, fake_switch_is (dav, "sync-data", "yes"));
      else
        add_gone (xml, path);
      reached = page ? item->seq : reached;
    }
  if (page && changes->len > page)
    {
      fake_xml_open (xml, FAKE_DAV_NS, "response");
      fake_xml_href (xml, collection->path);
      fake_xml_status (xml, 507);
      fake_xml_close (xml);
    }
  else
    reached = collection->seq;
  if (fake_switch_is (dav, "foreign", "yes"))
    {
      add_gone (xml, "/calendars/nobody/elsewhere.ics");
      add_gone (xml, "/../../x.ics");
    }
  next = fake_make_token (dav, collection, reached);
  if (!fake_switch_is (dav, "sync-token", "none"))
    fake_xml_leaf (xml, FAKE_DAV_NS, "sync-token", next);
  answer_xml (request, xml);
}

/* The name of what an href of a question means. */
static char *
name_of_href (FakeCollection *collection, const char *href)
{
  const char *path = g_str_has_prefix (href, "http") ? strchr (href + 8, '/') : href;
  g_autofree char *plain = path ? g_uri_unescape_string (path, NULL) : NULL;
  g_autoptr (GString) single = g_string_new (plain);

  while (g_string_replace (single, "//", "/", 0) > 0)
    ;
  if (!g_str_has_prefix (single->str, collection->path))
    return g_strdup (single->str);
  return g_strdup (single->str + strlen (collection->path));
}

static guint
item_fault (FakeDav *dav, const char *name, const char **text)
{
  g_autofree char *key = g_strconcat ("item:", name, NULL);

  *text = fake_switch (dav, key);
  return atoi (*text);
}

static void
multiget_one (FakeRequest *request, FakeXml *xml, FakeCollection *collection, const char *href)
{
  FakeDav *dav = request->dav;
  g_autofree char *name = name_of_href (collection, href);
  FakeItem *item = g_hash_table_lookup (collection->items, name);
  g_autofree char *path = g_strconcat (collection->path, name, NULL);
  const char *fault;
  const guint status = item_fault (dav, name, &fault);

  if (status || !item || !item->bytes)
    {
      if (!status && fake_switch_is (dav, "multiget", "drop"))
        return;
      fake_xml_open (xml, FAKE_DAV_NS, "response");
      fake_xml_href (xml, path);
      fake_xml_status (xml, status ? status : 404);
      fake_xml_close (xml);
    }
  else if (fake_switch_is (dav, "multiget", "forbidden"))
    {
      fake_xml_open (xml, FAKE_DAV_NS, "response");
      fake_xml_href (xml, path);
      fake_xml_open (xml, FAKE_DAV_NS, "propstat");
      fake_xml_open (xml, FAKE_DAV_NS, "prop");
      fake_xml_leaf (xml, FAKE_CALDAV_NS, "calendar-data", "");
      fake_xml_close (xml);
      fake_xml_status (xml, 403);
      fake_xml_close (xml);
      fake_xml_close (xml);
    }
  else
    add_item (request, xml, collection, item, TRUE);
}

static guint
multiget_refusal (FakeRequest *request, FakeCollection *collection, GPtrArray *hrefs)
{
  FakeDav *dav = request->dav;
  const char *how = fake_switch (dav, "multiget");

  if (g_str_equal (how, "no"))
    return 501;
  if (g_str_has_prefix (how, "max-") && hrefs->len > (guint) atoi (how + 4))
    return 500;
  if (atoi (how) > 0 && !g_str_equal (how, "404-whole"))
    return atoi (how);
  for (guint i = 0; i < hrefs->len; i++)
    {
      g_autofree char *name = name_of_href (collection, g_ptr_array_index (hrefs, i));
      FakeItem *item = g_hash_table_lookup (collection->items, name);
      const char *fault;

      if (g_str_equal (how, "404-whole") && (!item || !item->bytes))
        return 404;
      item_fault (dav, name, &fault);
      if (g_str_has_suffix (fault, "-all"))
        return atoi (fault);
    }
  return 0;
}

static void
multiget (FakeRequest *request, FakeCollection *collection)
{
  FakeDav *dav = request->dav;
  const char *how = fake_switch (dav, "multiget");
  xmlNodePtr root = xmlDocGetRootElement (request->document);
  g_autoptr (GPtrArray) hrefs = g_ptr_array_new_with_free_func (g_free);
  guint refusal;
  guint max;
  FakeXml *xml;

  for (xmlNodePtr node = fake_child (root, FAKE_DAV_NS, "href"); node;
       node = fake_next (node, FAKE_DAV_NS, "href"))
    g_ptr_array_add (hrefs, fake_text (node));
  refusal = multiget_refusal (request, collection, hrefs);
  if (refusal)
    {
      fake_answer (request, refusal, "text/plain", "Not this way");
      return;
    }
  max = g_str_has_prefix (how, "only-") ? (guint) atoi (how + 5) : hrefs->len;
  xml = fake_xml_new (dav, FAKE_DAV_NS, "multistatus", request->path);
  for (guint i = 0; i < MIN (max, hrefs->len); i++)
    multiget_one (request, xml, collection, g_ptr_array_index (hrefs, i));
  if (fake_switch_is (dav, "foreign", "yes"))
    add_gone (xml, "/calendars/nobody/elsewhere.ics");
  answer_xml (request, xml);
}

/* "20260302T090000Z" and "20260306" as numbers that can be compared: 20260302090000. */
static gint64
stamp (const char *value)
{
  gint64 number = 0;
  guint digits = 0;

  for (const char *at = value; at && *at && digits < 14; at++)
    if (g_ascii_isdigit (*at))
      {
        number = number * 10 + (*at - '0');
        digits++;
      }
  while (digits > 0 && digits++ < 14)
    number *= 10;
  return number;
}

/* Whether an event may be in the range; what recurs always may. */
static gboolean
in_range (GBytes *bytes, gint64 from, gint64 to)
{
  g_autofree char *start = fake_get_property (bytes, "DTSTART");
  g_autofree char *end = fake_get_property (bytes, "DTEND");
  g_autofree char *rule = fake_get_property (bytes, "RRULE");

  return rule || !start || (stamp (start) < to && stamp (end ? end : start) >= from);
}

static void
read_range (xmlNodePtr node, gint64 *from, gint64 *to)
{
  xmlChar *start = node ? xmlGetProp (node, (const xmlChar *) "start") : NULL;
  xmlChar *end = node ? xmlGetProp (node, (const xmlChar *) "end") : NULL;

  *from = start ? stamp ((const char *) start) : 0;
  *to = end ? stamp ((const char *) end) : G_MAXINT64;
  xmlFree (start);
  xmlFree (end);
}

static gboolean
has_component (GBytes *bytes, const char *component)
{
  g_autofree char *line = g_strconcat ("BEGIN:", component, NULL);
  gsize n;
  const char *data = g_bytes_get_data (bytes, &n);

  return g_strstr_len (data, n, line) != NULL;
}

static void
calendar_query (FakeRequest *request, FakeCollection *collection)
{
  const char *depth = soup_message_headers_get_one (
      soup_server_message_get_request_headers (request->message), "Depth");
  xmlNodePtr root = xmlDocGetRootElement (request->document);
  xmlNodePtr calendar =
      fake_child (fake_child (root, FAKE_CALDAV_NS, "filter"), FAKE_CALDAV_NS, "comp-filter");
  xmlNodePtr comp = fake_child (calendar, FAKE_CALDAV_NS, "comp-filter");
  xmlChar *component = comp ? xmlGetProp (comp, (const xmlChar *) "name") : NULL;
  const gboolean blind =
      fake_switch_is (request->dav, "query-depth", "strict") && g_strcmp0 (depth, "1") != 0;
  FakeXml *xml = fake_xml_new (request->dav, FAKE_DAV_NS, "multistatus", request->path);
  GHashTableIter iter;
  FakeItem *item;
  gint64 from;
  gint64 to;

  read_range (fake_child (comp, FAKE_CALDAV_NS, "time-range"), &from, &to);
  g_hash_table_iter_init (&iter, collection->items);
  while (g_hash_table_iter_next (&iter, NULL, (gpointer *) &item))
    if (!blind && item->bytes && in_range (item->bytes, from, to) &&
        (!component || has_component (item->bytes, (const char *) component)))
      add_item (request, xml, collection, item, TRUE);
  xmlFree (component);
  answer_xml (request, xml);
}

/* The periods of what does not recur, as the items name them. */
static void
append_busy (FakeDav *dav, FakeCollection *collection, gint64 from, gint64 to, GString *text)
{
  const gboolean zoned = fake_switch_is (dav, "free-busy", "octet-stream");
  GHashTableIter iter;
  FakeItem *item;

  g_hash_table_iter_init (&iter, collection->items);
  while (g_hash_table_iter_next (&iter, NULL, (gpointer *) &item))
    {
      g_autofree char *start = item->bytes ? fake_get_property (item->bytes, "DTSTART") : NULL;
      g_autofree char *end = item->bytes ? fake_get_property (item->bytes, "DTEND") : NULL;
      g_autofree char *status = item->bytes ? fake_get_property (item->bytes, "STATUS") : NULL;
      g_autofree char *transparency =
          item->bytes ? fake_get_property (item->bytes, "TRANSP") : NULL;

      if (!start || !end || !in_range (item->bytes, from, to) ||
          !has_component (item->bytes, "VEVENT") || g_strcmp0 (status, "CANCELLED") == 0 ||
          g_strcmp0 (transparency, "TRANSPARENT") == 0)
        continue;
      g_string_append_printf (text, "FREEBUSY%s%s:%s%s/%s%s\r\n", zoned ? ";TZID=UTC" : "",
                              g_strcmp0 (status, "TENTATIVE") == 0 ? ";FBTYPE=BUSY-TENTATIVE" : "",
                              start, strchr (start, 'T') ? "" : "T000000Z", end,
                              strchr (end, 'T') ? "" : "T000000Z");
    }
}

static void
free_busy (FakeRequest *request, FakeCollection *collection)
{
  xmlNodePtr root = xmlDocGetRootElement (request->document);
  g_autoptr (GString) text = g_string_new ("BEGIN:VCALENDAR\r\nVERSION:2.0\r\nBEGIN:VFREEBUSY\r\n");
  gint64 from;
  gint64 to;

  if (fake_switch_is (request->dav, "free-busy", "hrefs"))
    {
      FakeXml *xml = fake_xml_new (request->dav, FAKE_DAV_NS, "multistatus", request->path);

      fake_xml_open (xml, FAKE_DAV_NS, "response");
      fake_xml_href (xml, collection->path);
      fake_xml_status (xml, 200);
      answer_xml (request, xml);
      return;
    }
  read_range (fake_child (root, FAKE_CALDAV_NS, "time-range"), &from, &to);
  append_busy (request->dav, collection, from, to, text);
  g_string_append (text, "END:VFREEBUSY\r\nEND:VCALENDAR\r\n");
  fake_answer (request, 200,
               fake_switch_is (request->dav, "free-busy", "octet-stream")
                   ? "application/octet-stream"
                   : "text/calendar; charset=utf-8",
               text->str);
}

static gboolean
is_root (FakeRequest *request, const char *ns, const char *name)
{
  xmlNodePtr root = xmlDocGetRootElement (request->document);

  return root->ns && strcmp ((const char *) root->name, name) == 0 &&
         strcmp ((const char *) root->ns->href, ns) == 0;
}

static guint
refusal_of (FakeDav *dav, const char *name)
{
  const char *value = fake_switch (dav, name);

  return g_str_equal (value, "no") ? 501 : (guint) atoi (value);
}

void
fake_report (FakeRequest *request)
{
  FakeDav *dav = request->dav;
  FakeCollection *collection = fake_find_collection (dav, request->path);
  const char *right = collection ? fake_right (dav, collection, request->user) : NULL;
  const gboolean busy = request->document && is_root (request, FAKE_CALDAV_NS, "free-busy-query");
  const gboolean sync = request->document && is_root (request, FAKE_DAV_NS, "sync-collection");
  const guint refusal = refusal_of (dav, busy ? "free-busy" : sync ? "sync" : "query");

  if (!collection || !request->document)
    fake_answer (request, collection ? 400 : 404, "text/plain", "No");
  else if (!right || (g_str_equal (right, "free-busy") && !busy))
    fake_answer_error (request, 403, FAKE_DAV_NS, "need-privileges", NULL);
  else if (is_root (request, FAKE_CALDAV_NS, "calendar-multiget"))
    multiget (request, collection);
  else if (refusal)
    fake_answer_error (request, refusal, FAKE_DAV_NS, "supported-report", NULL);
  else if (sync)
    sync_collection (request, collection);
  else if (busy)
    free_busy (request, collection);
  else if (is_root (request, FAKE_CALDAV_NS, "calendar-query"))
    calendar_query (request, collection);
  else
    fake_answer_error (request, 403, FAKE_DAV_NS, "supported-report", NULL);
}

/* One person's answer to a question of the outbox. */
static void
add_recipient (FakeRequest *request, FakeXml *xml, const char *address, gint64 from, gint64 to)
{
  FakeDav *dav = request->dav;
  const char *bare = g_str_has_prefix (address, "mailto:") ? address + 7 : address;
  g_autofree char *user = g_strndup (bare, strcspn (bare, "@"));
  const gboolean refused = fake_switch_is (dav, "outbox", "refused") ||
                           !g_hash_table_contains (dav->users, user) ||
                           (fake_switch_is (dav, "outbox", "partial") && g_str_equal (user, "bo"));
  g_autoptr (GString) text =
      g_string_new ("BEGIN:VCALENDAR\r\nVERSION:2.0\r\nMETHOD:REPLY\r\nBEGIN:VFREEBUSY\r\n");
  GHashTableIter iter;
  FakeCollection *collection;

  fake_xml_open (xml, FAKE_CALDAV_NS, "response");
  fake_xml_open (xml, FAKE_CALDAV_NS, "recipient");
  fake_xml_leaf (xml, FAKE_DAV_NS, "href", address);
  fake_xml_close (xml);
  fake_xml_leaf (xml, FAKE_CALDAV_NS, "request-status",
                 refused ? "3.7;Invalid calendar user" : "2.0;Success");
  if (!refused)
    {
      g_autoptr (GBytes) bytes = NULL;

      g_string_append_printf (text, "ATTENDEE:%s\r\n", address);
      g_hash_table_iter_init (&iter, dav->collections);
      while (g_hash_table_iter_next (&iter, NULL, (gpointer *) &collection))
        if (g_str_equal (collection->owner, user))
          append_busy (dav, collection, from, to, text);
      g_string_append (text, "END:VFREEBUSY\r\nEND:VCALENDAR\r\n");
      bytes = g_bytes_new (text->str, text->len);
      fake_xml_calendar (xml, bytes);
    }
  fake_xml_close (xml);
}

/* RFC 6638 section 5 */
void
fake_outbox (FakeRequest *request)
{
  gsize n = 0;
  const char *data = request->body ? g_bytes_get_data (request->body, &n) : NULL;
  g_autofree char *text = g_strndup (data ? data : "", n);
  g_autofree char *start = request->body ? fake_get_property (request->body, "DTSTART") : NULL;
  g_autofree char *end = request->body ? fake_get_property (request->body, "DTEND") : NULL;
  g_autoptr (GString) joined = g_string_new (text);
  g_auto (GStrv) lines = NULL;
  FakeXml *xml;
  g_autoptr (GBytes) bytes = NULL;

  g_string_replace (joined, "\r\n ", "", 0);
  lines = g_strsplit (joined->str, "\r\n", -1);
  if (!start || !end || !strstr (text, "VFREEBUSY"))
    {
      fake_answer_error (request, 400, FAKE_CALDAV_NS, "valid-scheduling-message", NULL);
      return;
    }
  xml = fake_xml_new (request->dav, FAKE_CALDAV_NS, "schedule-response", request->path);
  for (guint i = 0; lines[i]; i++)
    if (g_str_has_prefix (lines[i], "ATTENDEE"))
      {
        const char *address = strstr (lines[i], "mailto:");

        add_recipient (request, xml, address ? address : strrchr (lines[i], ':') + 1, stamp (start),
                       stamp (end));
      }
  bytes = fake_xml_end (xml);
  fake_answer_bytes (request, 200, "application/xml; charset=utf-8", bytes);
}
