/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * Finding calendars: at a server with the habits of many, at servers that are none, and by DNS.
 */
#include "config.h"

#include <string.h>

#include "../../net/beside-gnutls.h"
#include "canned.h"
#include "fake-dav.h"
#include "names.h"
#include "net/mt-url.h"
#include "providers/collections/caldav/mt-discovery.h"
#include "providers/collections/caldav/mt-home.h"

/* -- The server with switches -- */

typedef struct
{
  const char *name;
  const char *switches; /* "a=b c=d" */
  const char *fault;    /* nullable: "REQUEST|ACTION" for ever */
  const char *path;     /* what is typed, behind the host */
  const char *stranger; /* "sign-in", "found", "none" */
  const char *home;     /* after signing in, nullable: nothing is found */
} Row;

#define HOME "/calendars/ana/"

static const Row rows[] = {
  { "plain", "", NULL, "/", "sign-in", HOME },
  { "well-known 302", "well-known=302", NULL, "/", "sign-in", HOME },
  { "well-known 307", "well-known=307", NULL, "/", "sign-in", HOME },
  { "well-known 308", "well-known=308", NULL, "/", "sign-in", HOME },
  { "well-known absolute", "well-known=absolute", NULL, "/", "sign-in", HOME },
  { "no well-known", "well-known=none", NULL, "/", "sign-in", HOME },
  { "well-known is a web page", "well-known=html", NULL, "/", "sign-in", HOME },
  { "no context", "context=no", NULL, "/", "sign-in", HOME },
  { "never asks who", "auth=silent", NULL, "/", "sign-in", HOME },
  { "nobody has to sign in", "auth=none", NULL, "/", "any", HOME },
  { "digest", "auth=digest", NULL, "/", "sign-in", HOME },
  { "both", "auth=both", NULL, "/", "sign-in", HOME },
  { "no addresses", "addresses=none", NULL, "/", "sign-in", HOME },
  { "addresses that are paths", "addresses=path", NULL, "/", "sign-in", HOME },
  { "the home is the principal", "home=principal", NULL, "/", "sign-in", HOME },
  { "strict about XML", "content-type=strict", NULL, "/", "sign-in", HOME },
  { "default namespace", "style=default", NULL, "/", "sign-in", HOME },
  { "prefixes ns0, ns1", "style=ns", NULL, "/", "sign-in", HOME },
  { "indented", "style=indent", NULL, "/", "sign-in", HOME },
  { "status before prop", "style=status-first", NULL, "/", "sign-in", HOME },
  { "CDATA", "style=cdata", NULL, "/", "sign-in", HOME },
  { "hrefs that are URLs", "href=url", NULL, "/", "sign-in", HOME },
  { "hrefs all escaped", "href=escaped", NULL, "/", "sign-in", HOME },
  { "escapes in lower case", "href=lower", NULL, "/", "sign-in", HOME },
  { "relative hrefs", "href=relative", NULL, "/", "sign-in", HOME },
  { "answers about other paths", "foreign=yes", NULL, "/", "sign-in", HOME },
  { "no gzip", "gzip=no", NULL, "/", "sign-in", HOME },
  { "the context as typed", "", NULL, "/dav/", "sign-in", HOME },
  { "a principal as typed", "", NULL, "/principals/ana/", "sign-in", HOME },
  { "a home as typed", "", NULL, "/calendars/ana/", "sign-in", HOME },
  { "a calendar as typed", "", NULL, "/calendars/ana/work/", "sign-in", HOME },
  { "a calendar without its slash", "", NULL, "/calendars/ana/work", "sign-in", HOME },
  { "a path that is not there", "", NULL, "/nowhere/", "sign-in", HOME },
  { "web pages everywhere", "", "*|html", "/", "none", NULL },
  { "207 that is a web page", "", "*|html-207", "/", "none", NULL },
  { "207 without a body", "", "*|empty", "/", "none", NULL },
  { "a document type", "", "*|doctype", "/", "none", NULL },
  { "a bomb", "", "*|bomb", "/", "none", NULL },
  { "broken gzip", "", "*|garbage-gzip", "/", "none", NULL },
  { "an answer that is cut", "auth=silent", "*|cut:200", "/", "none", NULL },
  { "an answer that is torn", "auth=silent", "*|torn:200", "/", "none", NULL },
  { "an answer that is too short", "auth=silent", "*|short:100", "/", "none", NULL },
  { "redirects in circles", "", "*|loop", "/", "none", NULL },
  { "redirects to another site", "", "*|redirect:https://example.invalid/", "/", "none", NULL },
  { "out of order", "", "*|500", "/", "none", NULL },
  { "asks to wait", "", "*|503", "/", "none", NULL },
  { "no PROPFIND", "", "*|405", "/", "none", NULL },
  { "forbidden to strangers", "", "*|403", "/", "sign-in", NULL },
  { "a teapot", "", "*|418", "/", "none", NULL },
  { "no answer", "", "*|close", "/", "none", NULL },
};

static void
set_up (FakeDav *dav, const Row *row)
{
  g_auto (GStrv) switches = g_strsplit (row->switches, " ", -1);
  g_auto (GStrv) fault = g_strsplit (row->fault != NULL ? row->fault : "", "|", 2);

  for (guint i = 0; switches[i] != NULL && *switches[i] != '\0'; i++)
    {
      g_auto (GStrv) pair = g_strsplit (switches[i], "=", 2);

      fake_dav_set (dav, pair[0], pair[1]);
    }
  if (row->fault != NULL)
    fake_dav_fail (dav, fault[0], fault[1], G_MAXUINT, NULL);
}

/* Every step that is asked ends. */
static void
count_step (const MtDiscoveryStep *step, gpointer user_data)
{
  gint *open = user_data;

  g_assert_nonnull (step->where);
  *open += step->end == MT_DISCOVERY_ASKED ? 1 : -1;
  g_assert_cmpint (*open, >=, 0);
  g_assert_cmpint (*open, <=, 1);
}

static MtDiscovered *
discover (MtHttp *http, const char *url, gboolean signed_in, GResolver *resolver, GError **error)
{
  MtDiscovered *found = NULL;
  gint open = 0;
  const gboolean done =
      mt_discovery_run (http, url, signed_in, resolver, count_step, &open, &found, NULL, error);

  g_assert_cmpint (open, ==, 0);
  g_assert_true (done == (found != NULL));
  return found;
}

static void
check_stranger (const Row *row, const char *url, const MtDiscovered *found, const GError *error)
{
  g_autofree char *origin = mt_url_get_origin (url);

  if (g_str_equal (row->stranger, "none"))
    {
      g_assert_null (found);
      g_assert_nonnull (error);
      g_assert_true (error->domain == MT_NET_ERROR || error->domain == MT_DISCOVERY_ERROR);
      return;
    }
  g_assert_no_error (error);
  g_assert_cmpstr (found->origin, ==, origin);
  if (g_str_equal (row->stranger, "sign-in"))
    g_assert_true (found->wants_sign_in);
}

static void
check_found (FakeDav *dav, const Row *row, const MtDiscovered *found)
{
  g_autofree char *home = fake_dav_url (dav, row->home);

  g_assert_false (found->wants_sign_in);
  g_assert_nonnull (found->self);
  g_assert_cmpstr (found->self->homes[0], ==, home);
  g_assert_true (mt_discovered_has_feature (found, "calendar-access"));
  if (strstr (row->switches, "addresses=") == NULL)
    g_assert_cmpstr (found->self->addresses[0], ==, "ana@example.org");
  else
    g_assert_null (found->self->addresses[0]);
}

static void
test_row (gconstpointer data)
{
  const Row *row = data;
  g_autoptr (FakeDav) dav = fake_dav_new ();
  g_autofree char *url = fake_dav_url (dav, row->path);
  g_autoptr (MtHttp) http = mt_http_new ();
  g_autoptr (MtDiscovered) stranger = NULL;
  g_autoptr (MtDiscovered) found = NULL;
  g_autoptr (GError) error = NULL;

  set_up (dav, row);
  stranger = discover (http, url, FALSE, NULL, &error);
  check_stranger (row, url, stranger, error);
  if (row->home == NULL)
    return;
  mt_http_set_credentials (http, url, MT_AUTH_PASSWORD,
                           strstr (row->switches, "auth=none") != NULL ? NULL : "ana", "test");
  if (strstr (row->switches, "auth=none") != NULL)
    return;
  found = discover (http, url, TRUE, NULL, &error);
  g_assert_no_error (error);
  check_found (dav, row, found);
}

static void
test_wrong_password (void)
{
  g_autoptr (FakeDav) dav = fake_dav_new ();
  g_autofree char *url = fake_dav_url (dav, "/");
  g_autoptr (MtHttp) http = mt_http_new ();
  g_autoptr (MtDiscovered) found = NULL;
  g_autoptr (GError) error = NULL;

  mt_http_set_credentials (http, url, MT_AUTH_PASSWORD, "ana", "wrong");
  found = discover (http, url, TRUE, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (found->wants_sign_in);
  g_assert_null (found->self);
}

static void
test_typed_calendar (void)
{
  g_autoptr (FakeDav) dav = fake_dav_new ();
  g_autofree char *url = fake_dav_url (dav, "/calendars/bo/work/");
  g_autoptr (MtHttp) http = mt_http_new ();
  g_autoptr (MtDiscovered) found = NULL;
  g_autoptr (GPtrArray) list = NULL;
  g_autoptr (GError) error = NULL;

  fake_dav_share (dav, "/calendars/bo/work/", "ana", "read");
  mt_http_set_credentials (http, url, MT_AUTH_PASSWORD, "ana", "test");
  found = discover (http, url, TRUE, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (found->collection, ==, url);
  list = mt_home_list (http, found, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < list->len; i++)
    {
      const MtHomeCollection *one = g_ptr_array_index (list, i);

      if (!g_str_equal (one->url, url))
        continue;
      g_assert_true (one->foreign);
      g_assert_false (one->may_write);
      g_assert_cmpstr (one->owner_addresses[0], ==, "bo@example.org");
      return;
    }
  g_assert_not_reached ();
}

static void
test_cancelled (void)
{
  g_autoptr (FakeDav) dav = fake_dav_new ();
  g_autofree char *url = fake_dav_url (dav, "/");
  g_autoptr (MtHttp) http = mt_http_new ();
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;

  g_cancellable_cancel (cancellable);
  g_assert_false (mt_discovery_run (http, url, FALSE, NULL, NULL, NULL, NULL, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

/* A server that is down is asked once, not for each of its paths. */
static void
test_down (void)
{
  FakeDav *dav = fake_dav_new ();
  g_autofree char *url = fake_dav_url (dav, "/some/path/");
  g_autoptr (MtHttp) http = mt_http_new ();
  g_autoptr (GError) error = NULL;

  fake_dav_free (dav);
  g_assert_null (discover (http, url, FALSE, NULL, &error));
  g_assert_error (error, MT_NET_ERROR, MT_NET_ERROR_OFFLINE);
}

/* -- Servers that are none, and rare ones -- */

static const CannedAnswer feed[] = {
  { "GET", "/es.ics", 200, "text/calendar", NULL, "BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n" },
  { "GET", "/bom", 200, "text/plain", NULL, "\xef\xbb\xbf\r\n begin:vcalendar\r\n" },
  { "GET", "/page.ics", 200, "text/html", NULL, "<html>BEGIN:VCALENDAR</html>" },
  { "GET", "/empty.ics", 200, "text/calendar", NULL, "" },
  { "GET", "/secret.ics", 401, "text/plain", "WWW-Authenticate: Basic realm=\"x\"", "" },
  { "*", "/.well-known/caldav", 404, "text/html", NULL, "<html>none</html>" },
  { "*", "/", 200, "text/html", NULL, "<html>hello</html>" },
};

static const struct
{
  const char *path;
  gboolean feed;
} feeds[] = {
  { "/es.ics", TRUE },     { "/bom", TRUE },       { "/page.ics", FALSE },
  { "/empty.ics", FALSE }, { "/none.ics", FALSE },
};

static void
test_feeds (void)
{
  g_autoptr (Canned) server = canned_new (feed, G_N_ELEMENTS (feed));

  for (guint i = 0; i < G_N_ELEMENTS (feeds); i++)
    {
      g_autofree char *url = canned_url (server, feeds[i].path);
      g_autoptr (MtHttp) http = mt_http_new ();
      g_autoptr (GError) error = NULL;
      g_autoptr (MtDiscovered) found = discover (http, url, FALSE, NULL, &error);

      g_assert_cmpint (found != NULL, ==, feeds[i].feed);
      g_assert_cmpstr (found != NULL ? found->feed : NULL, ==, feeds[i].feed ? url : NULL);
    }
}

static void
test_feed_with_password (void)
{
  g_autoptr (Canned) server = canned_new (feed, G_N_ELEMENTS (feed));
  g_autofree char *url = canned_url (server, "/secret.ics");
  g_autoptr (MtHttp) http = mt_http_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (MtDiscovered) found = discover (http, url, FALSE, NULL, &error);

  g_assert_no_error (error);
  g_assert_true (found->wants_sign_in);
}

#define WHO(href) CANNED_HREF ("D:current-user-principal", href)

static const CannedAnswer delegates[] = {
  { "PROPFIND", "/.well-known/caldav", 207, NULL, "DAV: 1, Calendar-Access",
    CANNED_MULTISTATUS (CANNED_RESPONSE ("/.well-known/caldav", WHO ("/p/ana/"))) },
  { "PROPFIND", "/p/ana/", 207, NULL, NULL,
    CANNED_MULTISTATUS (CANNED_RESPONSE (
        "/p/ana/",
        "<D:displayname>Ana Ruiz</D:displayname>"
        "<C:calendar-home-set><D:href>/c/ana/</D:href><D:href>%s/c/extra/</D:href>"
        "<D:href>https://evil.invalid/c/</D:href><D:href>javascript:x</D:href></"
        "C:calendar-home-set>"
        "<C:calendar-user-address-set><D:href>urn:uuid:1</D:href>"
        "<D:href>mailto:Ana@Example.org</D:href><D:href>/p/ana/</D:href>"
        "<D:href>MAILTO:ana@example.org</D:href></C:calendar-user-address-set>"
        "<S:email-address-set><S:email-address>ruiz@example.org</S:email-address>"
        "</S:email-address-set>"
        "<D:group-membership><D:href>/p/chen/calendar-proxy-write/</D:href>"
        "<D:href>/groups/staff/</D:href></D:group-membership>"
        "<S:calendar-proxy-read-for><D:href>/p/bo/</D:href><D:href>/p/ana/</D:href>"
        "<D:href>/p/gone/</D:href></S:calendar-proxy-read-for>")) },
  { "PROPFIND", "/p/bo/", 207, NULL, NULL,
    CANNED_MULTISTATUS (CANNED_RESPONSE (
        "/p/bo/",
        "<D:displayname>Bo Lind</D:displayname>" CANNED_HREF ("C:calendar-home-set", "/c/bo/")
            CANNED_HREF ("C:calendar-user-address-set", "mailto:bo@example.org"))) },
  { "PROPFIND", "/p/chen/", 207, NULL, NULL,
    CANNED_MULTISTATUS (
        CANNED_RESPONSE ("/p/chen/", CANNED_HREF ("C:calendar-home-set", "/c/chen/"))) },
  { "PROPFIND", "/c/ana/", 207, NULL, NULL,
    CANNED_MULTISTATUS (
        CANNED_RESPONSE ("/c/ana/", "<D:resourcetype><D:collection/></D:resourcetype>")
            CANNED_RESPONSE ("/c/ana/w%C3%A9rk/",
                             CANNED_CALENDAR
                             "<D:displayname>W\xc3\xa9rk \xe2\x9c\x93</D:displayname>"
                             "<A:calendar-color>#FF8800CC</A:calendar-color>"
                             "<C:supported-calendar-component-set><C:comp name=\"VEVENT\"/></"
                             "C:supported-calendar-component-set>")
                CANNED_RESPONSE ("/c/ana/unnamed/",
                                 CANNED_CALENDAR "<D:displayname> </D:displayname>")
                    CANNED_RESPONSE ("/c/ana/w\xc3\xa9rk/", CANNED_CALENDAR)
                        CANNED_RESPONSE ("https://evil.invalid/c/x/", CANNED_CALENDAR)) },
  { "PROPFIND", "/c/extra/", 207, NULL, NULL,
    CANNED_MULTISTATUS (CANNED_RESPONSE ("/c/extra/one/", CANNED_CALENDAR)) },
  { "PROPFIND", "/c/bo/", 207, NULL, NULL,
    CANNED_MULTISTATUS (CANNED_RESPONSE ("/c/bo/work/",
                                         CANNED_CALENDAR
                                         "<D:current-user-privilege-set><D:privilege><D:read/>"
                                         "</D:privilege></D:current-user-privilege-set>")) },
  { "PROPFIND", "/c/chen/", 403, "text/plain", NULL, "no" },
  { "OPTIONS", "*", 200, "text/plain", "DAV: 1, calendar-access", "" },
};

static const MtHomeCollection *
find (GPtrArray *list, Canned *server, const char *path)
{
  g_autofree char *url = canned_url (server, path);

  for (guint i = 0; i < list->len; i++)
    if (mt_url_equal (((MtHomeCollection *) g_ptr_array_index (list, i))->url, url))
      return g_ptr_array_index (list, i);
  return NULL;
}

static void
test_delegates (void)
{
  g_autoptr (Canned) server = canned_new (delegates, G_N_ELEMENTS (delegates));
  g_autofree char *url = canned_url (server, "/");
  g_autoptr (MtHttp) http = mt_http_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (MtDiscovered) found = discover (http, url, FALSE, NULL, &error);
  g_autoptr (GPtrArray) list = NULL;
  const MtHomeCollection *one;

  g_assert_no_error (error);
  g_assert_cmpuint (g_strv_length (found->self->homes), ==, 2);
  g_assert_cmpuint (g_strv_length (found->self->addresses), ==, 2);
  g_assert_cmpstr (found->self->addresses[0], ==, "ana@example.org");
  g_assert_cmpstr (found->self->addresses[1], ==, "ruiz@example.org");
  g_assert_cmpuint (found->others->len, ==, 2);

  list = mt_home_list (http, found, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (list->len, ==, 4);
  one = find (list, server, "/c/ana/w%C3%A9rk/");
  g_assert_cmpstr (one->name, ==, "W\xc3\xa9rk \xe2\x9c\x93");
  g_assert_cmpstr (one->colour, ==, "#FF8800");
  g_assert_cmpint (one->holds, ==, MT_HOLDS_EVENTS);
  g_assert_false (one->foreign);
  one = find (list, server, "/c/ana/unnamed/");
  g_assert_cmpstr (one->name, ==, "unnamed");
  g_assert_cmpint (one->holds, ==, MT_HOLDS_EVENTS | MT_HOLDS_TASKS | MT_HOLDS_JOURNALS);
  g_assert_nonnull (find (list, server, "/c/extra/one/"));
  one = find (list, server, "/c/bo/work/");
  g_assert_true (one->foreign);
  g_assert_true (one->may_read);
  g_assert_false (one->may_write);
  g_assert_cmpstr (one->owner_name, ==, "Bo Lind");
}

static const CannedAnswer contacts_only[] = {
  { "PROPFIND", "/.well-known/caldav", 207, NULL, NULL,
    CANNED_MULTISTATUS (CANNED_RESPONSE ("/.well-known/caldav", WHO ("/p/"))) },
  { "PROPFIND", "/p/", 207, NULL, NULL,
    CANNED_MULTISTATUS (CANNED_RESPONSE ("/p/", "<D:displayname>Ana</D:displayname>")) },
};

static void
test_contacts_only (void)
{
  g_autoptr (Canned) server = canned_new (contacts_only, G_N_ELEMENTS (contacts_only));
  g_autofree char *url = canned_url (server, "/");
  g_autoptr (MtHttp) http = mt_http_new ();
  g_autoptr (GError) error = NULL;

  g_assert_null (discover (http, url, TRUE, NULL, &error));
  g_assert_error (error, MT_DISCOVERY_ERROR, MT_DISCOVERY_ERROR_NO_CALDAV);
}

static const CannedAnswer lone_calendar[] = {
  { "PROPFIND", "/cal/", 207, NULL, NULL,
    CANNED_MULTISTATUS (CANNED_RESPONSE ("/cal/", CANNED_CALENDAR)) },
};

/* A calendar of a server that knows no principals. */
static void
test_lone_calendar (void)
{
  g_autoptr (Canned) server = canned_new (lone_calendar, G_N_ELEMENTS (lone_calendar));
  g_autofree char *url = canned_url (server, "/cal/");
  g_autoptr (MtHttp) http = mt_http_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (MtDiscovered) found = discover (http, url, TRUE, NULL, &error);
  g_autoptr (GPtrArray) list = NULL;

  g_assert_no_error (error);
  g_assert_cmpstr (found->collection, ==, url);
  g_assert_null (found->self);
  list = mt_home_list (http, found, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (list->len, ==, 1);
}

static const CannedAnswer elsewhere[] = {
  { "PROPFIND", "/.well-known/caldav", 207, NULL, NULL,
    CANNED_MULTISTATUS (CANNED_RESPONSE ("/.well-known/caldav", WHO ("https://evil.invalid/p/"))) },
};

/* A principal of another site is not asked, with or without a secret. */
static void
test_principal_elsewhere (void)
{
  g_autoptr (Canned) server = canned_new (elsewhere, G_N_ELEMENTS (elsewhere));
  g_autofree char *url = canned_url (server, "/");
  g_autoptr (MtHttp) http = mt_http_new ();
  g_autoptr (GError) error = NULL;

  g_assert_null (discover (http, url, TRUE, NULL, &error));
  g_assert_error (error, MT_DISCOVERY_ERROR, MT_DISCOVERY_ERROR_NO_CALDAV);
}

/* -- DNS -- */

static char *
tls_file (const char *name)
{
  return g_test_build_filename (G_TEST_DIST, "tls", name, NULL);
}

static void
log_step (const MtDiscoveryStep *step, gpointer user_data)
{
  static const char *const whats[] = { "name", "well-known", "given", "root",
                                       "feed", "principal",  "home" };
  static const char *const ends[] = { "asked", "found", "sign-in", "nothing", "failed" };
  GString *log = user_data;

  if (step->end != MT_DISCOVERY_ASKED)
    g_string_append_printf (log, "%s %s %s\n", whats[step->what], step->where, ends[step->end]);
}

static const CannedAnswer named[] = {
  { "PROPFIND", "/here/dav", 207, NULL, NULL,
    CANNED_MULTISTATUS (CANNED_RESPONSE (
        "/here/dav",
        "<D:current-user-principal><D:unauthenticated/></D:current-user-principal>")) },
};

/* The server of the SRV record that is preferred, by TLS, at the path of the TXT record. */
static void
test_named_by_dns (void)
{
  g_autofree char *good = tls_file ("good.pem"), *authority = tls_file ("authority.pem");
  g_autoptr (GTlsCertificate) certificate = g_tls_certificate_new_from_file (good, NULL);
  g_autoptr (Canned) server = canned_new_tls (certificate, named, G_N_ELEMENTS (named));
  g_autofree char *url = canned_url (server, "/");
  g_autoptr (GUri) uri = g_uri_parse (url, G_URI_FLAGS_NONE, NULL);
  g_autoptr (Names) resolver = names_new ();
  g_autoptr (MtHttp) http = mt_http_new ();
  g_autoptr (GString) log = g_string_new (NULL);
  g_autoptr (MtDiscovered) found = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *want = NULL, *place = NULL;

  resolver->port = (guint16) g_uri_get_port (uri);
  resolver->path = "/here/dav";
  g_assert_true (mt_http_set_ca_file (http, authority, NULL));
  mt_discovery_run (http, "ana@example.org", FALSE, G_RESOLVER (resolver), log_step, log, &found,
                    NULL, &error);
  g_assert_no_error (error);
  g_assert_true (found->wants_sign_in);
  place = g_strdup_printf ("https://localhost:%u/here/dav", resolver->port);
  g_assert_cmpstr (found->url, ==, place);
  g_assert_cmpstr (found->user, ==, "ana@example.org");
  want = g_strdup_printf ("name example.org found\nwell-known %s sign-in\n", place);
  g_assert_cmpstr (log->str, ==, want);
}

/* Without a name in DNS, or without DNS, the domain itself is asked. */
static void
test_not_named (void)
{
  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (Names) resolver = names_new ();
      g_autoptr (MtHttp) http = mt_http_new ();
      g_autoptr (GString) log = g_string_new (NULL);
      g_autoptr (GError) error = NULL;

      resolver->none = i == 0;
      resolver->broken = i == 1;
      mt_discovery_run (http, "ana@example.org", FALSE, G_RESOLVER (resolver), log_step, log, NULL,
                        NULL, &error);
      g_assert_error (error, MT_NET_ERROR, MT_NET_ERROR_OFFLINE);
      g_assert_true (g_str_has_prefix (log->str, i == 0
                                                     ? "name example.org nothing\nwell-known "
                                                       "https://example.org/.well-known/caldav "
                                                     : "name example.org failed\nwell-known "
                                                       "https://example.org/.well-known/caldav "));
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *path = g_strdup_printf ("/discovery/%s", rows[i].name);

      g_test_add_data_func (path, &rows[i], test_row);
    }
  g_test_add_func ("/discovery/wrong-password", test_wrong_password);
  g_test_add_func ("/discovery/typed-calendar", test_typed_calendar);
  g_test_add_func ("/discovery/cancelled", test_cancelled);
  g_test_add_func ("/discovery/down", test_down);
  g_test_add_func ("/discovery/feeds", test_feeds);
  g_test_add_func ("/discovery/feed-with-password", test_feed_with_password);
  g_test_add_func ("/discovery/delegates", test_delegates);
  g_test_add_func ("/discovery/contacts-only", test_contacts_only);
  g_test_add_func ("/discovery/lone-calendar", test_lone_calendar);
  g_test_add_func ("/discovery/principal-elsewhere", test_principal_elsewhere);
  g_test_add_func ("/discovery/named-by-dns", test_named_by_dns);
  g_test_add_func ("/discovery/not-named", test_not_named);
  return g_test_run ();
}
