/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * FakeDav: a CalDAV server for tests.
 */
#include "fake-dav-private.h"

#include <libxml/parser.h>
#include <stdlib.h>
#include <string.h>

static const struct
{
  const char *name;
  const char *value;
} defaults[] = {
  { "auth", "basic" },
  { "digest", "md5" },
  { "token", "token" },
  { "well-known", "301" },
  { "context", "yes" },
  { "addresses", "mailto" },
  { "home", "own" },
  { "dav", "all" },
  { "content-type", "any" },
  { "gzip", "yes" },
  { "style", "D" },
  { "href", "path" },
  { "line-ends", "reference" },
  { "foreign", "no" },
  { "etag", "strong" },
  { "get-etag", "yes" },
  { "put-etag", "yes" },
  { "not-modified", "yes" },
  { "put", "201" },
  { "if-match", "yes" },
  { "uid-conflict", "no" },
  { "delete", "204" },
  { "sync", "yes" },
  { "sync-data", "yes" },
  { "sync-page", "0" },
  { "sync-gone", "no" },
  { "sync-token", "opaque" },
  { "sync-refused", "0" },
  { "sync-epoch", "0" },
  { "ctag", "yes" },
  { "listing", "yes" },
  { "multiget", "yes" },
  { "query", "yes" },
  { "query-depth", "any" },
  { "redact", "no" },
  { "free-busy", "yes" },
  { "outbox", "yes" },
  { "availability", "inbox" },
  { "mkcalendar", "yes" },
  { "components", "any" },
  { "clock", "0" },
};

const char *
fake_switch (FakeDav *self, const char *name)
{
  const char *value = g_hash_table_lookup (self->switches, name);

  for (guint i = 0; !value && i < G_N_ELEMENTS (defaults); i++)
    if (g_str_equal (defaults[i].name, name))
      value = defaults[i].value;
  g_assert (value || strchr (name, ':'));
  return value ? value : "0";
}

gboolean
fake_switch_is (FakeDav *self, const char *name, const char *value)
{
  return g_str_equal (fake_switch (self, name), value);
}

static void
get_item (FakeRequest *request)
{
  FakeDav *dav = request->dav;
  FakeCollection *collection;
  FakeItem *item = fake_find_item (dav, request->path, &collection);
  const char *right = collection ? fake_right (dav, collection, request->user) : NULL;
  g_autofree char *key = item ? g_strconcat ("item:", item->name, NULL) : NULL;
  const char *fault = key ? fake_switch (dav, key) : "0";
  const char *known = soup_message_headers_get_one (
      soup_server_message_get_request_headers (request->message), "If-None-Match");
  g_autofree char *etag = item ? fake_make_etag (dav, item) : NULL;

  if (!item)
    fake_answer (request, 404, "text/plain", "Not found");
  else if (!right || g_str_equal (right, "free-busy"))
    fake_answer (request, 403, "text/plain", "Forbidden");
  else if (atoi (fault) && !strchr (fault, '-'))
    fake_answer (request, atoi (fault), "text/plain", "This one is broken");
  else
    {
      if (etag && fake_switch_is (dav, "get-etag", "yes"))
        soup_message_headers_replace (soup_server_message_get_response_headers (request->message),
                                      "ETag", etag);
      if (known && etag && strstr (known, etag) && fake_switch_is (dav, "not-modified", "yes"))
        fake_answer (request, 304, NULL, "");
      else
        fake_answer_bytes (request, 200, "text/calendar; charset=utf-8", item->bytes);
    }
}

/* Returns: FALSE if the conditions of a change do not hold; then that is answered. */
static gboolean
check_conditions (FakeRequest *request, FakeItem *item)
{
  FakeDav *dav = request->dav;
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (request->message);
  const char *match = soup_message_headers_get_one (headers, "If-Match");
  const char *none = soup_message_headers_get_one (headers, "If-None-Match");
  g_autofree char *etag = item ? fake_make_etag (dav, item) : NULL;
  gboolean ok = !(none && item);

  if (match && !fake_switch_is (dav, "if-match", "ignored"))
    ok = ok && item && etag && g_str_has_prefix (etag, "\"") && g_str_equal (match, etag) &&
         !fake_switch_is (dav, "if-match", "never");
  if (!ok)
    fake_answer (request, 412, "text/plain", "It is not what you think");
  return ok;
}

static gboolean
check_uid (FakeRequest *request, FakeCollection *collection, const char *name)
{
  const guint status = atoi (fake_switch (request->dav, "uid-conflict"));
  const gboolean silent = g_str_has_suffix (fake_switch (request->dav, "uid-conflict"), "-silent");
  g_autofree char *uid = fake_get_property (request->body, "UID");
  GHashTableIter iter;
  FakeItem *item;

  if (!status || !uid)
    return TRUE;
  g_hash_table_iter_init (&iter, collection->items);
  while (g_hash_table_iter_next (&iter, NULL, (gpointer *) &item))
    {
      g_autofree char *other = item->bytes ? fake_get_property (item->bytes, "UID") : NULL;
      g_autofree char *path = g_strconcat (collection->path, item->name, NULL);

      if (g_strcmp0 (uid, other) == 0 && !g_str_equal (item->name, name))
        {
          fake_answer_error (request, status, FAKE_CALDAV_NS, "no-uid-conflict",
                             silent ? NULL : path);
          return FALSE;
        }
    }
  return TRUE;
}

static gboolean
may_hold (FakeRequest *request)
{
  const char *components = fake_switch (request->dav, "components");
  gsize n;
  const char *data = g_bytes_get_data (request->body, &n);
  static const char *const kinds[] = { "VEVENT", "VTODO", "VJOURNAL" };

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      g_autofree char *begin = g_strconcat ("BEGIN:", kinds[i], NULL);

      if (g_strstr_len (data, n, begin))
        return g_str_equal (components, "any") || strstr (components, kinds[i]);
    }
  return TRUE;
}

static GBytes *
rewrite (GBytes *bytes)
{
  gsize n;
  const char *data = g_bytes_get_data (bytes, &n);
  g_autofree char *text = g_strndup (data, n);
  g_autoptr (GString) out = g_string_new (text);

  g_string_replace (out, "END:VCALENDAR", "X-SERVER:was here\r\nEND:VCALENDAR", 0);
  return g_string_free_to_bytes (g_steal_pointer (&out));
}

static void
refuse_put_inside (FakeRequest *request, guint status, const char *condition)
{
  FakeXml *xml = fake_xml_new (request->dav, FAKE_DAV_NS, "multistatus", request->path);
  g_autoptr (GBytes) bytes = NULL;
  g_autofree char *odd =
      g_strdup_printf ("http%%3A//127.0.0.1%%3A%u%s", request->dav->port, request->path);

  fake_xml_open (xml, FAKE_DAV_NS, "response");
  fake_xml_leaf (xml, FAKE_DAV_NS, "href", odd);
  fake_xml_status (xml, status);
  if (condition)
    {
      fake_xml_open (xml, FAKE_DAV_NS, "error");
      fake_xml_leaf (xml, FAKE_CALDAV_NS, condition, "");
      fake_xml_close (xml);
    }
  fake_xml_leaf (xml, FAKE_DAV_NS, "responsedescription", "Not a calendar object");
  bytes = fake_xml_end (xml);
  fake_answer_bytes (request, 207, "application/xml; charset=utf-8", bytes);
}

static void
put_item (FakeRequest *request)
{
  FakeDav *dav = request->dav;
  const char *how = fake_switch (dav, "put");
  const char *name;
  FakeCollection *collection = fake_find_parent (dav, request->path, &name);
  FakeItem *item = fake_find_item (dav, request->path, &collection);
  const char *right = collection ? fake_right (dav, collection, request->user) : NULL;
  const gboolean fresh = item == NULL;
  g_autoptr (GBytes) stored = NULL;
  g_autofree char *etag = NULL;

  if (!collection)
    fake_answer (request, 409, "text/plain", "No such collection");
  else if (g_strcmp0 (right, "write") != 0)
    fake_answer_error (request, 403, FAKE_DAV_NS, "need-privileges", NULL);
  else if (soup_message_headers_get_one (soup_server_message_get_request_headers (request->message),
                                         "Transfer-Encoding"))
    fake_answer (request, 400, "text/plain", "Say how long it is");
  else if (g_str_has_prefix (how, "207-"))
    refuse_put_inside (request, atoi (how + 4), NULL);
  else if (g_str_equal (how, "invalid-207"))
    refuse_put_inside (request, 412, "valid-calendar-data");
  else if (g_str_equal (how, "invalid-412"))
    fake_answer_error (request, 412, FAKE_CALDAV_NS, "valid-calendar-data", NULL);
  else if (atoi (how) >= 300)
    fake_answer (request, atoi (how), "text/plain", "Not accepted");
  else if (!may_hold (request))
    fake_answer_error (request, 403, FAKE_CALDAV_NS, "supported-calendar-component", NULL);
  else if (check_conditions (request, item) && check_uid (request, collection, name))
    {
      stored = g_str_equal (how, "rewrite") ? rewrite (request->body) : g_bytes_ref (request->body);
      fake_store (dav, collection, name, stored);
      etag = fake_make_etag (dav, g_hash_table_lookup (collection->items, name));
      if (etag && fake_switch_is (dav, "put-etag", "yes"))
        soup_message_headers_replace (soup_server_message_get_response_headers (request->message),
                                      "ETag", etag);
      fake_answer (request, fresh ? 201 : 204, NULL, "");
    }
}

static void
delete_item (FakeRequest *request)
{
  FakeDav *dav = request->dav;
  FakeCollection *collection = fake_find_collection (dav, request->path);
  FakeItem *item = collection ? NULL : fake_find_item (dav, request->path, &collection);
  const char *right = collection ? fake_right (dav, collection, request->user) : NULL;

  if (!collection || (!item && !g_str_has_suffix (request->path, "/")))
    fake_answer (request, 404, "text/plain", "Not found");
  else if (g_strcmp0 (right, "write") != 0)
    fake_answer (request, 403, "text/plain", "Forbidden");
  else if (!item)
    {
      g_hash_table_remove (dav->collections, collection->path);
      fake_answer (request, 204, NULL, "");
    }
  else if (check_conditions (request, item))
    {
      fake_store (dav, collection, item->name, NULL);
      if (fake_switch_is (dav, "delete", "200"))
        {
          FakeXml *xml = fake_xml_new (dav, FAKE_DAV_NS, "multistatus", request->path);
          g_autoptr (GBytes) bytes = NULL;

          fake_xml_open (xml, FAKE_DAV_NS, "response");
          fake_xml_href (xml, request->path);
          fake_xml_status (xml, 200);
          bytes = fake_xml_end (xml);
          fake_answer_bytes (request, 200, "application/xml; charset=utf-8", bytes);
        }
      else
        fake_answer (request, 204, NULL, "");
    }
}

static void
options (FakeRequest *request)
{
  const char *dav = fake_switch (request->dav, "dav");

  soup_message_headers_replace (
      soup_server_message_get_response_headers (request->message), "DAV",
      g_str_equal (dav, "all")
          ? "1, 2, 3, access-control, calendar-access, calendar-auto-schedule, "
            "calendar-availability, extended-mkcol"
          : dav);
  soup_message_headers_replace (
      soup_server_message_get_response_headers (request->message), "Allow",
      "OPTIONS, GET, PUT, DELETE, PROPFIND, PROPPATCH, REPORT, MKCALENDAR, POST");
  fake_answer (request, 200, "text/plain", "");
}

static void
well_known (FakeRequest *request)
{
  FakeDav *dav = request->dav;
  const char *how = fake_switch (dav, "well-known");
  g_autofree char *absolute = g_strdup_printf ("http://127.0.0.1:%u/dav", dav->port);
  const char *to = g_str_equal (how, "absolute") ? absolute : strstr (how, "//") ? how : "/dav/";

  if (g_str_equal (how, "none"))
    fake_answer (request, 404, "text/plain", "Not found");
  else if (g_str_equal (how, "html"))
    fake_answer (request, 200, "text/html", "<!DOCTYPE html><html><body>Welcome</body></html>");
  else
    {
      soup_message_headers_replace (soup_server_message_get_response_headers (request->message),
                                    "Location", to);
      fake_answer (request, atoi (how) ? atoi (how) : 301, "text/plain", "There");
    }
}

static gboolean
has_wrong_type (FakeRequest *request)
{
  const char *type = soup_message_headers_get_content_type (
      soup_server_message_get_request_headers (request->message), NULL);

  return fake_switch_is (request->dav, "content-type", "strict") && request->body &&
         g_bytes_get_size (request->body) > 0 && g_strcmp0 (type, "application/xml") != 0;
}

static void
dispatch (FakeRequest *request)
{
  static const struct
  {
    const char *method;
    void (*run) (FakeRequest *request);
    gboolean xml;
  } methods[] = {
    { "GET", get_item, FALSE },
    { "HEAD", get_item, FALSE },
    { "PUT", put_item, FALSE },
    { "DELETE", delete_item, FALSE },
    { "OPTIONS", options, FALSE },
    { "PROPFIND", fake_propfind, TRUE },
    { "PROPPATCH", fake_proppatch, TRUE },
    { "REPORT", fake_report, TRUE },
    { "MKCALENDAR", fake_mkcalendar, TRUE },
    { "MKCOL", fake_mkcalendar, TRUE },
  };

  if (g_str_equal (request->path, "/.well-known/caldav"))
    {
      well_known (request);
      return;
    }
  if (g_str_equal (request->method, "POST") && g_str_has_suffix (request->path, "/outbox/"))
    {
      fake_outbox (request);
      return;
    }
  for (guint i = 0; i < G_N_ELEMENTS (methods); i++)
    if (g_str_equal (methods[i].method, request->method))
      {
        if (methods[i].xml && has_wrong_type (request))
          fake_answer (request, 415, "text/plain", "Not that type");
        else
          methods[i].run (request);
        return;
      }
  fake_answer (request, 405, "text/plain", "No such method");
}

/* "REPORT:sync-collection": what is asked for is told by the root of the body. */
static void
name_request (FakeRequest *request)
{
  gsize n = 0;
  const char *data = request->body ? g_bytes_get_data (request->body, &n) : NULL;
  xmlNodePtr root = NULL;

  if (n > 0 && !g_str_equal (request->method, "PUT") && !g_str_equal (request->method, "POST"))
    request->document = xmlReadMemory (data, n, NULL, NULL, XML_PARSE_NOERROR | XML_PARSE_NONET);
  if (request->document)
    root = xmlDocGetRootElement (request->document);
  request->kind = root && g_str_equal (request->method, "REPORT")
                      ? g_strdup_printf ("REPORT:%s", (const char *) root->name)
                      : g_strdup (request->method);
}

static void
count (FakeDav *dav, const char *name)
{
  g_hash_table_replace (
      dav->counts, g_strdup (name),
      GUINT_TO_POINTER (GPOINTER_TO_UINT (g_hash_table_lookup (dav->counts, name)) + 1));
}

static void
set_clock (FakeRequest *request)
{
  const int off = atoi (fake_switch (request->dav, "clock"));
  g_autoptr (GDateTime) day = g_date_time_new_utc (2026, 3, 2, 9, 0, 0);
  g_autoptr (GDateTime) then = g_date_time_add_seconds (day, off);
  g_autofree char *text = soup_date_time_to_string (then, SOUP_DATE_HTTP);

  if (off != 0)
    soup_message_headers_replace (soup_server_message_get_response_headers (request->message),
                                  "Date", text);
}

static void
handle_cb (SoupServer *server,
           SoupServerMessage *message,
           const char *path,
           GHashTable *query,
           gpointer data)
{
  FakeDav *dav = data;
  FakeRequest request = { dav, message, soup_server_message_get_method (message) };
  SoupMessageBody *body = soup_server_message_get_request_body (message);

  g_mutex_lock (&dav->lock);
  /* libsoup hands on the path as it was sent. */
  request.path =
      g_uri_unescape_string (g_uri_get_path (soup_server_message_get_uri (message)), NULL);
  if (!request.path)
    request.path = g_strdup (path);
  request.body = soup_message_body_flatten (body);
  if (g_str_has_prefix (request.path, "/.fake/"))
    {
      request.kind = g_strdup ("control");
      g_mutex_unlock (&dav->lock);
      fake_control (&request);
      g_mutex_lock (&dav->lock);
    }
  else
    {
      name_request (&request);
      count (dav, request.method);
      count (dav, "*");
      if (!g_str_equal (request.kind, request.method))
        count (dav, request.kind);
      set_clock (&request);
      if (!fake_fault_before (&request) &&
          (g_str_equal (request.path, "/.well-known/caldav") || fake_authorise (&request)))
        dispatch (&request);
    }
  g_mutex_unlock (&dav->lock);

  if (request.document)
    xmlFreeDoc (request.document);
  g_clear_pointer (&request.body, g_bytes_unref);
  g_free (request.path);
  g_free (request.kind);
}

static gpointer
run (gpointer data)
{
  FakeDav *self = data;

  g_main_context_push_thread_default (self->context);
  g_main_loop_run (self->loop);
  g_main_context_pop_thread_default (self->context);
  return NULL;
}

static gboolean
quit_cb (gpointer data)
{
  g_main_loop_quit (((FakeDav *) data)->loop);
  return G_SOURCE_REMOVE;
}

/**
 * fake_dav_new:
 *
 * Starts a server with the users ana, bo and chen, password "test", each with an inbox, an outbox
 * and an empty collection /calendars/USER/work/ for events, tasks and journals.
 */
FakeDav *
fake_dav_new (void)
{
  return fake_dav_new_on (0);
}

FakeDav *
fake_dav_new_on (guint port)
{
  static const char *const names[] = { "ana", "bo", "chen" };
  FakeDav *self = g_new0 (FakeDav, 1);
  g_autoptr (GError) error = NULL;
  GSList *uris;

  g_mutex_init (&self->lock);
  self->users = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->switches = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->availability = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->counts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->silent = g_ptr_array_new_with_free_func (g_object_unref);
  self->log = g_string_new (NULL);
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    fake_dav_add_user (self, names[i], "test");

  self->context = g_main_context_new ();
  self->loop = g_main_loop_new (self->context, FALSE);
  g_main_context_push_thread_default (self->context);
  self->server = soup_server_new ("raw-paths", TRUE, NULL);
  soup_server_add_handler (self->server, NULL, handle_cb, self, NULL);
  if (!soup_server_listen_local (self->server, port, SOUP_SERVER_LISTEN_IPV4_ONLY, &error))
    g_error ("no port for a server: %s", error->message);
  uris = soup_server_get_uris (self->server);
  self->port = g_uri_get_port (uris->data);
  g_slist_free_full (uris, (GDestroyNotify) g_uri_unref);
  g_main_context_pop_thread_default (self->context);
  self->thread = g_thread_new ("fake-dav", run, self);
  return self;
}

void
fake_dav_free (FakeDav *self)
{
  g_autoptr (GSource) source = g_idle_source_new ();

  g_source_set_callback (source, quit_cb, self, NULL);
  g_source_attach (source, self->context);
  g_thread_join (self->thread);
  g_ptr_array_unref (self->silent);
  soup_server_disconnect (self->server);
  g_object_unref (self->server);
  while (g_main_context_iteration (self->context, FALSE))
    ;
  g_main_loop_unref (self->loop);
  g_main_context_unref (self->context);
  g_hash_table_unref (self->collections);
  g_hash_table_unref (self->users);
  g_hash_table_unref (self->switches);
  g_hash_table_unref (self->availability);
  g_hash_table_unref (self->counts);
  if (self->faults)
    g_ptr_array_unref (self->faults);
  g_string_free (self->log, TRUE);
  g_mutex_clear (&self->lock);
  g_free (self);
}

/* (transfer full) */
char *
fake_dav_url (FakeDav *self, const char *path)
{
  return g_strdup_printf ("http://127.0.0.1:%u%s", self->port, path);
}

guint
fake_dav_get_port (FakeDav *self)
{
  return self->port;
}

/* NULL: as it is by default. */
void
fake_dav_set (FakeDav *self, const char *name, const char *value)
{
  g_mutex_lock (&self->lock);
  fake_switch (self, name); /* stops at a name that does not exist */
  if (value)
    g_hash_table_replace (self->switches, g_strdup (name), g_strdup (value));
  else
    g_hash_table_remove (self->switches, name);
  g_mutex_unlock (&self->lock);
}

/* All switches back, no more faults. */
void
fake_dav_reset (FakeDav *self)
{
  g_mutex_lock (&self->lock);
  g_hash_table_remove_all (self->switches);
  if (self->faults)
    g_ptr_array_set_size (self->faults, 0);
  g_ptr_array_set_size (self->silent, 0);
  g_mutex_unlock (&self->lock);
}

void
fake_dav_add_user (FakeDav *self, const char *name, const char *password)
{
  g_autofree char *work = g_strdup_printf ("/calendars/%s/work/", name);
  g_autofree char *inbox = g_strdup_printf ("/calendars/%s/inbox/", name);
  g_autofree char *outbox = g_strdup_printf ("/calendars/%s/outbox/", name);

  g_mutex_lock (&self->lock);
  g_hash_table_replace (self->users, g_strdup (name), g_strdup (password));
  fake_make_collection (self, work, "VEVENT,VTODO,VJOURNAL");
  fake_make_collection (self, inbox, "VEVENT")->implicit = TRUE;
  fake_make_collection (self, outbox, "VEVENT")->implicit = TRUE;
  g_mutex_unlock (&self->lock);
}

/* How often "PUT", "REPORT:sync-collection" or "*" was asked since the log was cleared. */
guint
fake_dav_count (FakeDav *self, const char *request)
{
  guint n;

  g_mutex_lock (&self->lock);
  n = GPOINTER_TO_UINT (g_hash_table_lookup (self->counts, request));
  g_mutex_unlock (&self->lock);
  return n;
}

/* (transfer full): a line "KIND PATH STATUS" for each answer. */
char *
fake_dav_dup_log (FakeDav *self)
{
  char *text;

  g_mutex_lock (&self->lock);
  text = g_strdup (self->log->str);
  g_mutex_unlock (&self->lock);
  return text;
}

void
fake_dav_clear_log (FakeDav *self)
{
  g_mutex_lock (&self->lock);
  g_string_truncate (self->log, 0);
  g_hash_table_remove_all (self->counts);
  g_mutex_unlock (&self->lock);
}
