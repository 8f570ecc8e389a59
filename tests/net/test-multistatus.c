/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * Tests of reading answers of many parts: the shapes that servers send, and those that attackers
 * do.
 */
#include <glib.h>
#include <string.h>

#include "net/mt-dav-xml.h"
#include "net/mt-dav.h"
#include "net/mt-multistatus.h"

#define HEAD "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n"
#define NS "xmlns=\"DAV:\" xmlns:C=\"urn:ietf:params:xml:ns:caldav\""

/* What has come, one line a response: HREF STATUS ETAG DATA FAILURE [damaged]. */
static gboolean
note (MtDavResponse *response, gpointer data, GError **error)
{
  GString *said = data;
  g_autofree char *etag = mt_dav_response_dup_text (response, MT_DAV_NS_DAV, "getetag");
  MtDavNode *node = mt_dav_response_find (response, MT_DAV_NS_CALDAV, "calendar-data");
  g_autoptr (GBytes) bytes = mt_dav_node_steal_calendar (node);
  g_autofree char *escaped = NULL;

  if (bytes)
    {
      gsize n;
      const char *text = g_bytes_get_data (bytes, &n);
      g_autofree char *copy = g_strndup (text, n);

      escaped = g_strescape (copy, NULL);
    }
  g_string_append_printf (said, "%s %u %s %s %u%s\n", response->href, response->status,
                          etag ? etag : "-", escaped ? escaped : "-",
                          mt_dav_response_get_failure (response),
                          response->damaged ? " damaged" : "");
  return TRUE;
}

/* Reads @xml in pieces of @piece bytes. Returns: what was said, and the end. */
static char *
read_all (const char *xml, gsize length, gsize piece)
{
  g_autoptr (GString) said = g_string_new (NULL);
  g_autoptr (MtMultistatus) answer = mt_multistatus_new (note, said);
  g_autoptr (GError) error = NULL;
  gboolean ok = TRUE;

  for (gsize at = 0; ok && at < length; at += piece)
    {
      const gsize n = MIN (piece, length - at);
      g_autofree char *exact = g_memdup2 (xml + at, n);

      ok = mt_multistatus_feed (answer, exact, n, &error);
    }
  if (ok && mt_multistatus_finish (answer, &error))
    g_string_append_printf (
        said, "end %s",
        mt_multistatus_get_sync_token (answer) ? mt_multistatus_get_sync_token (answer) : "-");
  else
    {
      g_test_message ("%s", error->message);
      g_string_append_printf (said, "error %d", error->code);
    }
  return g_string_free (g_steal_pointer (&said), FALSE);
}

typedef struct
{
  const char *name;
  const char *xml;
  const char *expected; /* with "error PORTAL" and the like for the end */
} Row;

static const Row rows[] = {
  { "one item, default namespace",
    HEAD "<multistatus " NS
         "><response><href>/c/a.ics</href><propstat><prop><getetag>\"1\"</getetag>"
         "<C:calendar-data>BEGIN:VCALENDAR&#13;\nEND:VCALENDAR&#13;\n</C:calendar-data></prop>"
         "<status>HTTP/1.1 200 OK</status></propstat></response><sync-token>t1</sync-token>"
         "</multistatus>",
    "/c/a.ics 0 \"1\" BEGIN:VCALENDAR\\r\\nEND:VCALENDAR\\r\\n 0\nend t1" },
  { "prefixes ns0 and ns1, status before prop",
    "<ns0:multistatus xmlns:ns0=\"DAV:\"><ns0:response><ns0:href>/c/a.ics</ns0:href><ns0:propstat>"
    "<ns0:status>HTTP/1.1 200 OK</ns0:status><ns0:prop><ns0:getetag>\"1\"</ns0:getetag>"
    "<ns1:calendar-data xmlns:ns1=\"urn:ietf:params:xml:ns:caldav\">BEGIN:VCALENDAR\n"
    "END:VCALENDAR</ns1:calendar-data></ns0:prop></ns0:propstat></ns0:response></ns0:multistatus>",
    "/c/a.ics 0 \"1\" BEGIN:VCALENDAR\\r\\nEND:VCALENDAR\\r\\n 0\nend -" },
  { "indentation",
    "<multistatus " NS
    ">\n  <response>\n    <href>\n      /c/a%20b.ics\n    </href>\n    <propstat>\n"
    "<prop>\n <getetag>\n \"1\"\n </getetag>\n <C:calendar-data>\n    BEGIN:VCALENDAR\nX:1 \n"
    "END:VCALENDAR\n      </C:calendar-data>\n </prop>\n <status>  HTTP/1.1 200 OK </status>\n"
    "</propstat>\n</response>\n</multistatus>\n",
    "/c/a%20b.ics 0 \"1\" BEGIN:VCALENDAR\\r\\nX:1 \\r\\nEND:VCALENDAR\\r\\n 0\nend -" },
  { "status in three places",
    "<multistatus " NS
    "><response><href>/c/a</href><status>HTTP/1.1 404 Not Found</status></response>"
    "<response><href>/c/b</href><propstat><prop><getetag/></prop><status>HTTP/2 403 </status>"
    "</propstat></response><response><href>/c/c</href><propstat><prop><getetag>W/\"2\"</getetag>"
    "</prop><status>HTTP/1.1 200 OK</status></propstat><propstat><prop><C:calendar-data/></prop>"
    "<status>HTTP/1.1 404 Not Found</status></propstat></response></multistatus>",
    "/c/a 404 - - 404\n/c/b 0 - - 403\n/c/c 0 W/\"2\" - 0\nend -" },
  { "several hrefs share a status",
    "<multistatus " NS "><response><href>/c/a</href><href>/c/b</href><status>HTTP/1.1 423 Locked"
    "</status></response></multistatus>",
    "/c/a 423 - - 423\n/c/b 423 - - 423\nend -" },
  { "the same property good and not",
    "<multistatus " NS "><response><href>/c/a</href><propstat><prop><getetag/></prop>"
    "<status>HTTP/1.1 404 Not Found</status></propstat><propstat><prop><getetag>\"5\"</getetag>"
    "</prop><status>HTTP/1.1 200 OK</status></propstat></response></multistatus>",
    "/c/a 0 \"5\" - 0\nend -" },
  { "no status at all",
    "<multistatus " NS "><response><href>/c/a</href><propstat><prop><getetag>\"5\"</getetag></prop>"
    "</propstat></response></multistatus>",
    "/c/a 0 \"5\" - 0\nend -" },
  { "CDATA, with markup in it",
    "<multistatus " NS "><response><href>/c/a</href><propstat><prop><C:calendar-data>"
    "<![CDATA[BEGIN:VCALENDAR\r\nX:<b>&amp;]]]]><![CDATA[>\r\n]]></C:calendar-data></prop></"
    "propstat>"
    "</response></multistatus>",
    "/c/a 0 - BEGIN:VCALENDAR\\r\\nX:<b>&amp;]]>\\r\\n 0\nend -" },
  { "elements that nobody knows",
    "<multistatus " NS " xmlns:x=\"urn:x\"><x:note><response>no</response></x:note><response>"
    "<x:href>/wrong</x:href><href>/c/a</href><x:y><href>/wrong</href></x:y><propstat><prop>"
    "<x:getetag>9</x:getetag><getetag>\"1\"</getetag></prop></propstat></response></multistatus>",
    "/c/a 0 \"1\" - 0\nend -" },
  { "a prefix that nobody declared",
    "<multistatus " NS "><response><href>/c/a</href><z:y/></response></multistatus>",
    "/c/a 0 - - 0\nend -" },
  { "control characters",
    "<multistatus " NS
    "><response><href>/c/a</href><propstat><prop><C:calendar-data>X:\x01\x0b\x1f|"
    "</C:calendar-data></prop></propstat></response></multistatus>",
    "/c/a 0 - X:\\001\\v\\037|\\r\\n 0\nend -" },
  { "references to control characters",
    "<multistatus " NS "><response><href>/c/a</href><propstat><prop><C:calendar-data>X:&#1;&#x0B;"
    "&#xfffe;|&#65;&#x42;</C:calendar-data></prop></propstat></response></multistatus>",
    "/c/a 0 - X:\\001\\v\\357\\277\\275|AB\\r\\n 0 damaged\nend -" },
  { "Latin-1 and torn UTF-8",
    "<multistatus " NS
    "><response><href>/c/a</href><propstat><prop><C:calendar-data>caf\xe9, \xe2\x82|"
    "\xe2\x82\xac</C:calendar-data></prop></propstat></response></multistatus>",
    "/c/a 0 - caf\\351, \\342\\202|\\342\\202\\254\\r\\n 0\nend -" },
  { "characters that stand for others behind the gate",
    "<multistatus " NS "><response><href>/c/a</href><propstat><prop><C:calendar-data>\xef\xb7\x9a|"
    "\xf4\x8f\xbc\x8a|&#xfdda;|\x01</C:calendar-data></prop></propstat></response></multistatus>",
    "/c/a 0 - \\357\\267\\232|\\364\\217\\274\\212|\\357\\277\\275|\\001\\r\\n 0 damaged\nend -" },
  { "bare ampersands, unknown entities, a stray ]]>",
    "<multistatus " NS "><response><href>/c/a?x=1&y=2</href><propstat><prop><C:calendar-data>R&D "
    "&nbsp; &lt;&amp;&gt; a & b ]]> &</C:calendar-data></prop></propstat></response></multistatus>",
    "/c/a?x=1&y=2 0 - R&D &nbsp; <&> a & b ]]> &\\r\\n 0\nend -" },
  { "a wrong encoding declared",
    "<?xml version=\"1.0\" encoding=\"iso-8859-1\"?><multistatus " NS
    "><response><href>/c/\xc3\xa9</href>"
    "</response></multistatus>",
    "/c/\xc3\xa9 0 - - 0\nend -" },
  { "a byte order mark", "\xef\xbb\xbf<multistatus " NS "></multistatus>", "end -" },
  { "white space before it", "\n \n<multistatus " NS "></multistatus>", "end -" },
  { "junk behind the end", "<multistatus " NS "></multistatus>\n<html>", "end -" },
  { "a document type behind the end", "<multistatus " NS "></multistatus><!DOCTYPE html>",
    "end -" },
  { "comments and instructions",
    "<?xml version=\"1.0\"?><!-- > <multistatus> \" --><?x > ?><multistatus " NS
    "><!--'--><response>"
    "<href>/<!-- x -->c</href></response></multistatus>",
    "/c 0 - - 0\nend -" },
  { "an attribute with >",
    "<multistatus " NS " a='>\"' b=\">'\"><response><href>/c</href></response></multistatus>",
    "/c 0 - - 0\nend -" },
  { "no end tag of the root",
    "<multistatus " NS "><response><href>/c/a</href><status>HTTP/1.1 404 </status></response>",
    "/c/a 404 - - 404\nerror MALFORMED" },
  { "cut in a response", "<multistatus " NS "><response><href>/c/a</href><stat",
    "error MALFORMED" },
  { "a wrong end tag",
    "<multistatus " NS "><response><href>/c/a</href></response><response><href>/c/b</x></response>"
    "</multistatus>",
    "/c/a 0 - - 0\nerror MALFORMED" },
  { "text with a bare <",
    "<multistatus " NS "><response><href>/c/a</href></response><response><href>/c/b < 3</href>"
    "</response></multistatus>",
    "/c/a 0 - - 0\nerror MALFORMED" },
  { "nothing", "", "error MALFORMED" },
  { "white space", " \n", "error MALFORMED" },
  { "a page", "<!DOCTYPE html><html><body>Sign in</body></html>", "error PORTAL" },
  { "a page without a document type", "<HTML><body>Sign in<br></body></HTML>", "error PORTAL" },
  { "plain text", "Not found", "error MALFORMED" },
  { "another root", "<error xmlns=\"DAV:\"/>", "error MALFORMED" },
  { "the right name of another namespace", "<multistatus xmlns=\"urn:x\"/>", "error MALFORMED" },
  { "a document type",
    "<!DOCTYPE multistatus [<!ENTITY a \"aaaa\">]><multistatus " NS "><response><href>&a;</href>"
    "</response></multistatus>",
    "error MALFORMED" },
  { "a document type behind a comment",
    "<?xml version=\"1.0\"?><!-- --><!DOCTYPE m SYSTEM \"file:///etc/passwd\"><multistatus " NS
    "/>",
    "error MALFORMED" },
  { "UTF-16", "\xff\xfe<", "error MALFORMED" },
};

static char *
expected_of (const Row *row)
{
  g_autoptr (GString) text = g_string_new (row->expected);
  g_autofree char *portal = g_strdup_printf ("error %d", MT_NET_ERROR_PORTAL);
  g_autofree char *malformed = g_strdup_printf ("error %d", MT_NET_ERROR_MALFORMED);

  g_string_replace (text, "error PORTAL", portal, 0);
  g_string_replace (text, "error MALFORMED", malformed, 0);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

/* Whole, byte by byte, and in pieces that cut characters and references. */
static void
test_shape (gconstpointer data)
{
  const Row *row = data;
  static const gsize pieces[] = { G_MAXSSIZE / 2, 1, 2, 3, 7, 64 };
  g_autofree char *expected = expected_of (row);

  for (guint i = 0; i < G_N_ELEMENTS (pieces); i++)
    {
      g_autofree char *said = read_all (row->xml, strlen (row->xml), pieces[i]);

      if (!g_str_equal (said, expected))
        g_test_message ("%s in pieces of %" G_GSIZE_FORMAT, row->name, pieces[i]);
      g_assert_cmpstr (said, ==, expected);
    }
}

/* An answer cut at any byte is never complete, and says nothing that the whole one does not. */
static void
test_cut (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      const gsize length = strlen (rows[i].xml);
      g_autofree char *whole = read_all (rows[i].xml, length, length + 1);
      const char *end = strstr (rows[i].xml, "</multistatus>");

      for (gsize n = 0; end && rows[i].xml + n < end; n += 3)
        {
          g_autofree char *said = read_all (rows[i].xml, n, 1000);
          char *last = strstr (said, "error ");

          g_assert_nonnull (last);
          *last = '\0';
          g_assert_true (g_str_has_prefix (whole, said));
        }
    }
}

/* NUL cannot stand in a table of C strings. */
static void
test_nul (void)
{
  static const char xml[] =
      "<multistatus " NS "><response><href>/c/a</href><propstat><prop>"
      "<C:calendar-data>X:\0|&#0;</C:calendar-data></prop></propstat></response>"
      "</multistatus>";
  g_autoptr (GString) said = g_string_new (NULL);
  g_autofree char *text = read_all (xml, sizeof xml - 1, 5);

  /* What is behind a NUL is there, too: its note shows only what is before. */
  g_assert_cmpstr (text, ==, "/c/a 0 - X: 0\nend -");
}

static char *
repeat (const char *head, const char *piece, guint n, const char *tail)
{
  g_autoptr (GString) text = g_string_new (head);

  for (guint i = 0; i < n; i++)
    g_string_append (text, piece);
  g_string_append (text, tail);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
assert_quick (char *xml, MtNetError code)
{
  const gint64 before = g_get_monotonic_time ();
  g_autofree char *said = read_all (xml, strlen (xml), 16384);
  g_autofree char *expected = g_strdup_printf ("error %d", code);

  g_test_message ("%.40s: %s", xml, said);
  g_assert_true (g_str_has_suffix (said, expected));
  g_assert_cmpint (g_get_monotonic_time () - before, <, 2 * G_USEC_PER_SEC);
  g_free (xml);
}

static void
test_bombs (void)
{
  assert_quick (repeat ("<multistatus " NS "><x", " a=''", 100000, "/></multistatus>"),
                MT_NET_ERROR_MALFORMED);
  assert_quick (repeat ("<multistatus " NS ">", "<x>", 100000, ""), MT_NET_ERROR_MALFORMED);
  assert_quick (repeat ("<multistatus " NS "><x a='", ">", 100000, "'/></multistatus>"),
                MT_NET_ERROR_MALFORMED);
  assert_quick (repeat ("<multistatus " NS "><!--", "> <", 100000, "--></multistatus>"),
                MT_NET_ERROR_MALFORMED);
  assert_quick (repeat ("<", "x", 1000000, ""), MT_NET_ERROR_MALFORMED);
  assert_quick (repeat ("", " ", 1000000, "<a/>"), MT_NET_ERROR_MALFORMED);
}

/* A property beyond the cap is damaged; its neighbours are not. */
static void
test_huge_text (void)
{
  g_autofree char *xml = repeat (
      "<multistatus " NS "><response><href>/c/a</href><propstat><prop><C:calendar-data>",
      "0123456789abcdef", 600000,
      "</C:calendar-data></prop></propstat></response><response><href>/c/b</href></response>"
      "</multistatus>");
  g_autofree char *said = read_all (xml, strlen (xml), 65536);

  g_assert_nonnull (strstr (said, " damaged\n/c/b 0 - - 0\nend -"));
}

/* An href that is cut off would be that of something else. */
static void
test_huge_href (void)
{
  g_autofree char *xml =
      repeat ("<multistatus " NS "><response><href>/c/a", "0123456789abcdef", 600,
              "</href></response><response><href>/c/b</href></response></multistatus>");
  g_autofree char *said = read_all (xml, strlen (xml), 999);

  g_assert_cmpstr (said, ==, "/c/b 0 - - 0\nend -");
}

/* A property with elements in it is a tree. */
static gboolean
take_tree (MtDavResponse *response, gpointer data, GError **error)
{
  const MtDavNode *set =
      mt_dav_response_find (response, MT_DAV_NS_CALDAV, "supported-calendar-component-set");
  const MtDavNode *comp = mt_dav_node_child (set, MT_DAV_NS_CALDAV, "comp");
  g_autofree char *owner = mt_dav_response_dup_href (response, MT_DAV_NS_DAV, "owner");

  g_assert_cmpstr (comp->label, ==, "VEVENT");
  comp = mt_dav_node_next (comp, MT_DAV_NS_CALDAV, "comp");
  g_assert_cmpstr (comp->label, ==, "VTODO");
  g_assert_null (mt_dav_node_next (comp, MT_DAV_NS_CALDAV, "comp"));
  g_assert_cmpstr (owner, ==, "/p/bo & co/");
  g_assert_cmpuint (mt_dav_response_get_status (response, MT_DAV_NS_DAV, "owner"), ==, 200);
  g_assert_null (mt_dav_response_find (response, MT_DAV_NS_CS, "getctag"));
  *(int *) data += 1;
  return TRUE;
}

static void
test_tree (void)
{
  static const char xml[] =
      "<multistatus " NS
      "><response><href>/c/</href><propstat><prop><C:supported-calendar-component-set>"
      "\n<C:comp name=\"VEVENT\"/><x/><C:comp "
      "name='VTODO'/></C:supported-calendar-component-set><owner>"
      "<href>/p/bo &amp; co/</href></owner></prop><status>HTTP/1.1 200 "
      "OK</status></propstat></response>"
      "</multistatus>";
  int n = 0;
  g_autoptr (MtMultistatus) answer = mt_multistatus_new (take_tree, &n);

  g_assert_true (mt_multistatus_feed (answer, xml, sizeof xml - 1, NULL));
  g_assert_true (mt_multistatus_finish (answer, NULL));
  g_assert_cmpint (n, ==, 1);
}

static gboolean
stop (MtDavResponse *response, gpointer data, GError **error)
{
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_NO_SPACE, "full");
  return FALSE;
}

static void
test_stopped_by_reader (void)
{
  static const char xml[] =
      "<multistatus " NS "><response><href>/c/</href></response></multistatus>";
  g_autoptr (MtMultistatus) answer = mt_multistatus_new (stop, NULL);
  g_autoptr (GError) error = NULL;

  g_assert_false (mt_multistatus_feed (answer, xml, sizeof xml - 1, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NO_SPACE);
  g_assert_false (mt_multistatus_finish (answer, NULL));
}

static void
test_short_answer (void)
{
  static const char xml[] =
      "<D:error xmlns:D=\"DAV:\" xmlns:C=\"urn:ietf:params:xml:ns:caldav\">"
      "<C:no-uid-conflict><D:href>/c/b.ics</D:href></C:no-uid-conflict></D:error>";
  g_autoptr (GError) error = NULL;
  g_autoptr (MtDavNode) root = mt_dav_node_parse (xml, sizeof xml - 1, &error);
  g_autofree char *href = NULL;

  g_assert_no_error (error);
  href = mt_dav_node_dup_text (mt_dav_node_descend (
      mt_dav_node_child (root, MT_DAV_NS_CALDAV, "no-uid-conflict"), MT_DAV_NS_DAV, "href"));
  g_assert_cmpstr (href, ==, "/c/b.ics");
  g_assert_null (mt_dav_node_parse ("<a>", 3, &error));
  g_assert_error (error, MT_NET_ERROR, MT_NET_ERROR_MALFORMED);
}

static void
test_inner_failure (void)
{
  static const char good[] =
      "<multistatus " NS "><response><href>/c/</href><propstat><prop><getetag>1"
      "</getetag></prop><status>HTTP/1.1 200 OK</status></propstat></response>"
      "</multistatus>";
  static const char bad[] =
      "<multistatus " NS "><response><href>http%3A//x/c</href><status>HTTP/1.1 412 "
      "no</status><responsedescription>Nothing in it</responsedescription></response>"
      "</multistatus>";
  g_autoptr (GBytes) first = g_bytes_new_static (good, sizeof good - 1);
  g_autoptr (GBytes) second = g_bytes_new_static (bad, sizeof bad - 1);
  g_autoptr (GError) error = NULL;

  g_assert_true (mt_dav_check_inner (first, "PUT /c/a.ics", &error));
  g_assert_no_error (error);
  g_assert_false (mt_dav_check_inner (second, "PUT /c/a.ics", &error));
  g_assert_error (error, MT_NET_ERROR, MT_NET_ERROR_CONFLICT);
  g_assert_nonnull (strstr (error->message, "Nothing in it"));
  g_assert_cmpuint (mt_net_error_get_status (error), ==, 412);
}

static void
test_questions (void)
{
  const char *hrefs[] = { "/c/a%20b.ics", "/c/R&D.ics" };
  g_autofree char *sync = mt_dav_xml_sync_collection ("t<1>", TRUE);
  g_autofree char *multiget = mt_dav_xml_multiget (hrefs, 2);
  g_autofree char *query = mt_dav_xml_calendar_query ("VEVENT", 1772355600, 1772359200, FALSE);

  g_assert_cmpstr (sync, ==,
                   HEAD
                   "<D:sync-collection xmlns:D=\"DAV:\" xmlns:C=\"urn:ietf:params:xml:ns:caldav\">"
                   "<D:sync-token>t&lt;1&gt;</D:sync-token><D:sync-level>1</D:sync-level><D:prop>"
                   "<D:getetag/><C:calendar-data/></D:prop></D:sync-collection>");
  g_assert_cmpstr (
      multiget, ==,
      HEAD "<C:calendar-multiget xmlns:D=\"DAV:\" xmlns:C=\"urn:ietf:params:xml:ns:caldav\">"
           "<D:prop><D:getetag/><C:calendar-data/></D:prop><D:href>/c/a%20b.ics</D:href>"
           "<D:href>/c/R&amp;D.ics</D:href></C:calendar-multiget>");
  g_assert_cmpstr (query, ==,
                   HEAD
                   "<C:calendar-query xmlns:D=\"DAV:\" xmlns:C=\"urn:ietf:params:xml:ns:caldav\">"
                   "<D:prop><D:getetag/></D:prop><C:filter><C:comp-filter name=\"VCALENDAR\">"
                   "<C:comp-filter name=\"VEVENT\"><C:time-range start=\"20260301T090000Z\" "
                   "end=\"20260301T100000Z\"/></C:comp-filter></C:comp-filter></C:filter>"
                   "</C:calendar-query>");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *path = g_strdup_printf ("/multistatus/shape/%s", rows[i].name);

      g_test_add_data_func (path, &rows[i], test_shape);
    }
  g_test_add_func ("/multistatus/cut", test_cut);
  g_test_add_func ("/multistatus/nul", test_nul);
  g_test_add_func ("/multistatus/bombs", test_bombs);
  g_test_add_func ("/multistatus/huge-text", test_huge_text);
  g_test_add_func ("/multistatus/huge-href", test_huge_href);
  g_test_add_func ("/multistatus/tree", test_tree);
  g_test_add_func ("/multistatus/stopped-by-reader", test_stopped_by_reader);
  g_test_add_func ("/multistatus/short-answer", test_short_answer);
  g_test_add_func ("/multistatus/inner-failure", test_inner_failure);
  g_test_add_func ("/multistatus/questions", test_questions);
  return g_test_run ();
}
