/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * Tests of URLs: what servers and people write, and what must not get through.
 */
#include "net/mt-net-error.h"
#include "net/mt-url.h"

#include <string.h>

typedef struct
{
  const char *name;
  const char *from;
  const char *want; /* NULL: refused */
} Normalised;

static const Normalised normalised[] = {
  { "as it is", "https://dav.example.org/cal/", "https://dav.example.org/cal/" },
  { "no path", "https://dav.example.org", "https://dav.example.org/" },
  { "case of scheme and host", "HTTPS://DAV.Example.ORG/Cal", "https://dav.example.org/Cal" },
  { "usual port", "https://dav.example.org:443/", "https://dav.example.org/" },
  { "usual port of http", "http://127.0.0.1:80/", "http://127.0.0.1/" },
  { "other port", "https://dav.example.org:8443/", "https://dav.example.org:8443/" },
  { "port of the other scheme", "https://dav.example.org:80/", "https://dav.example.org:80/" },
  { "dot at the end of the host", "https://dav.example.org./x", "https://dav.example.org/x" },
  { "fragment goes", "https://h.example/a#b", "https://h.example/a" },
  { "query stays", "https://h.example/a?b=%20c", "https://h.example/a?b=%20c" },
  { "needless escapes", "https://h.example/%61%40%7E", "https://h.example/a@~" },
  { "case of escapes", "https://h.example/%c3%a4%2f", "https://h.example/%C3%A4%2F" },
  { "raw space", "https://h.example/a b/", "https://h.example/a%20b/" },
  { "raw letters", "https://h.example/\303\244/", "https://h.example/%C3%A4/" },
  { "raw brackets", "https://h.example/[a]{b}|^`/", "https://h.example/%5Ba%5D%7Bb%7D%7C%5E%60/" },
  { "percent alone", "https://h.example/100%/", "https://h.example/100%25/" },
  { "percent before no digits", "https://h.example/%zz", "https://h.example/%25zz" },
  { "no UTF-8", "https://h.example/%E4/", "https://h.example/%E4/" },
  { "half a letter", "https://h.example/%C3/%A4", "https://h.example/%C3/%A4" },
  { "dots", "https://h.example/a/./b/../c", "https://h.example/a/c" },
  { "dots, escaped", "https://h.example/a/%2e%2E/%2e%2e/b", "https://h.example/b" },
  { "dots beyond the top", "https://h.example/../../etc", "https://h.example/etc" },
  { "dots at the end", "https://h.example/a/b/..", "https://h.example/a/" },
  { "doubled slash", "https://h.example//a//b", "https://h.example//a//b" },
  { "space around", "  https://h.example/a \n", "https://h.example/a" },
  { "name in other letters", "https://b\303\274cher.example/", "https://xn--bcher-kva.example/" },
  { "address", "https://192.0.2.1/", "https://192.0.2.1/" },
  { "address of version 6", "https://[2001:DB8::1]:8443/", "https://[2001:db8::1]:8443/" },
  { "backslash", "https://h.example/a\\..\\b", "https://h.example/a%5C..%5Cb" },
  { "no scheme", "dav.example.org/cal", NULL },
  { "only a path", "/cal", NULL },
  { "empty", "", NULL },
  { "other scheme", "ftp://dav.example.org/", NULL },
  { "file", "file:///etc/passwd", NULL },
  { "script", "javascript:alert(1)", NULL },
  { "no host", "https:///x", NULL },
  { "user", "https://ana@dav.example.org/", NULL },
  { "user and password", "https://ana:hunter2@dav.example.org/", NULL },
  { "control", "https://h.example/a\001b", NULL },
  { "line within", "https://h.example/a\nHost: x", NULL },
  { "line within the host", "https://h.exa\r\nmple/", NULL },
  { "NUL escaped", "https://h.example/a%00b", "https://h.example/a%00b" },
  { "host of dots", "https://../", NULL },
  { "doubled dot in the host", "https://h..example/", NULL },
  { "doubled dot at its end", "https://h.example../", NULL },
  { "port too large", "https://h.example:99999/", NULL },
  { "port no number", "https://h.example:x/", NULL },
  { "space in the host", "https://h ex.example/", NULL },
  { "escape in the host", "https://h%2Eexample/", "https://h.example/" },
  { "slash escaped in the host", "https://h.example%2F.evil.example/", NULL },
  { "at escaped in the host", "https://h%40evil.example/", NULL },
  { "bad address", "https://[::zz]/", NULL },
};

static void
test_normalise (gconstpointer data)
{
  const Normalised *row = data;
  g_autoptr (GError) error = NULL;
  g_autofree char *got = mt_url_normalise (row->from, &error);
  g_autofree char *again = NULL;

  g_assert_cmpstr (got, ==, row->want);
  if (row->want == NULL)
    {
      g_assert_error (error, MT_NET_ERROR, MT_NET_ERROR_URL);
      g_assert_null (strstr (error->message, "hunter2"));
      g_assert_null (strpbrk (error->message, "\r\n\001"));
      return;
    }
  again = mt_url_normalise (got, &error);
  g_assert_cmpstr (again, ==, got);
}

typedef struct
{
  const char *name;
  const char *collection;
  const char *href;
  const char *want; /* NULL: elsewhere */
} Named;

#define CAL "https://dav.example.org/ana/work/"

static const Named named[] = {
  { "absolute path", CAL, "/ana/work/a.ics", "a.ics" },
  { "whole URL", CAL, CAL "a.ics", "a.ics" },
  { "of the name it has behind a proxy", CAL, "http://10.0.0.7:5232/ana/work/a.ics", "a.ics" },
  { "relative", CAL, "a.ics", "a.ics" },
  { "relative with dot", CAL, "./a.ics", "a.ics" },
  { "escaped space", CAL, "/ana/work/a%20b.ics", "a b.ics" },
  { "raw space", CAL, "/ana/work/a b.ics", "a b.ics" },
  { "lower and upper escapes", CAL, "/ana/work/%c3%A4.ics", "\303\244.ics" },
  { "raw letters", CAL, "/ana/work/\303\244.ics", "\303\244.ics" },
  { "needless escapes", CAL, "/%61na/work/%61.ics", "a.ics" },
  { "escaped at", CAL, "/ana/work/x%40y.ics", "x@y.ics" },
  { "slash in the name", CAL, "/ana/work/a%2Fb.ics", "a%2Fb.ics" },
  { "percent in the name", CAL, "/ana/work/100%25.ics", "100%25.ics" },
  { "percent, then digits", CAL, "/ana/work/%2520.ics", "%2520.ics" },
  { "no UTF-8", CAL, "/ana/work/%e4.ics", "%E4.ics" },
  { "itself", CAL, "/ana/work/", "" },
  { "itself without slash", CAL, "/ana/work", "" },
  { "collection without slash", "https://dav.example.org/ana/work", "/ana/work/a.ics", "a.ics" },
  { "doubled slashes", CAL, "/ana//work//a.ics", "a.ics" },
  { "deeper", CAL, "/ana/work/sub/a.ics", "sub/a.ics" },
  { "sibling", CAL, "/ana/home/a.ics", NULL },
  { "sibling that begins alike", CAL, "/ana/workshop/a.ics", NULL },
  { "above", CAL, "/ana/", NULL },
  { "up and away", CAL, "../../other", NULL },
  { "up and away, escaped", CAL, "/ana/work/%2e%2e/%2e%2e/etc/passwd", NULL },
  { "up within", CAL, "/ana/work/x/../a.ics", "a.ics" },
  { "escaped as one", CAL, "http%3A//127.0.0.1%3A80/ana/work/a.ics", "a.ics" },
  { "escaped as one, itself", CAL, "HTTPS%3a//127.0.0.1/ana/work/", "" },
  { "escaped as one, elsewhere", CAL, "http%3A//127.0.0.1%3A80/bo/work/a.ics", NULL },
  { "escaped as one, nowhere", CAL, "http%3A//127.0.0.1", NULL },
  { "other scheme", CAL, "mailto:ana@example.org", NULL },
  { "control", CAL, "/ana/work/a\001.ics", NULL },
};

static void
test_name (gconstpointer data)
{
  const Named *row = data;
  g_autofree char *name = mt_url_get_name (row->collection, row->collection, row->href);
  g_autofree char *child = NULL;
  g_autofree char *again = NULL;

  g_assert_cmpstr (name, ==, row->want);
  if (name == NULL)
    return;
  child = mt_url_get_child (row->collection, name);
  g_assert_true (g_str_has_prefix (child, row->collection));
  again = mt_url_get_name (row->collection, row->collection, child);
  g_assert_cmpstr (again, ==, name);
}

static void
test_child (void)
{
  g_autofree char *plain = mt_url_get_child (CAL, "a b.ics");
  g_autofree char *percent = mt_url_get_child (CAL, "100%.ics");
  g_autofree char *query = mt_url_get_child (CAL, "a?b#c.ics");
  g_autofree char *up = mt_url_get_child (CAL, "../../x.ics");
  g_autofree char *back = mt_url_get_name (CAL, CAL, query);

  g_assert_cmpstr (plain, ==, CAL "a%20b.ics");
  g_assert_cmpstr (percent, ==, CAL "100%25.ics");
  g_assert_cmpstr (query, ==, CAL "a%3Fb%23c.ics");
  g_assert_cmpstr (up, ==, CAL "x.ics");
  g_assert_cmpstr (back, ==, "a?b#c.ics");
}

static void
test_resolve (void)
{
  static const char *const rows[][3] = {
    { "https://h.example/a/b", "/c/", "https://h.example/c/" },
    { "https://h.example/a/b", "c", "https://h.example/a/c" },
    { "https://h.example/a/b/", "../c", "https://h.example/a/c" },
    { "https://h.example/a", "//other.example/c", "https://other.example/c" },
    { "https://h.example/a", "https://other.example", "https://other.example/" },
    { "https://h.example/a", "", "https://h.example/a" },
    { "https://h.example/a", "/dav/cal endars", "https://h.example/dav/cal%20endars" },
    { "https://h.example/a", "javascript:alert(1)", NULL },
    { "https://h.example/a", "//u:p@h.example/", NULL },
    { "nonsense", "/c", NULL },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *got = mt_url_resolve (rows[i][0], rows[i][1], NULL);

      g_assert_cmpstr (got, ==, rows[i][2]);
    }
}

static void
test_resolve_collection (void)
{
  g_autofree char *plain = mt_url_resolve_collection ("https://h.example/x", "/cal", NULL);
  g_autofree char *query = mt_url_resolve_collection ("https://h.example/x", "/cal?a=b", NULL);
  g_autofree char *slash = mt_url_resolve_collection ("https://h.example/x", "/cal/", NULL);

  g_assert_cmpstr (plain, ==, "https://h.example/cal/");
  g_assert_cmpstr (query, ==, "https://h.example/cal/");
  g_assert_cmpstr (slash, ==, "https://h.example/cal/");
}

static void
test_compare (void)
{
  g_assert_true (mt_url_equal ("https://H.example/a%7e", "https://h.example:443/a~/"));
  g_assert_true (mt_url_equal ("https://h.example", "https://h.example/"));
  g_assert_false (mt_url_equal ("https://h.example/a", "https://h.example/A"));
  g_assert_false (mt_url_equal ("https://h.example/a%2Fb", "https://h.example/a/b"));
  g_assert_false (mt_url_equal ("https://h.example/a", "http://h.example/a"));
  g_assert_false (mt_url_equal ("x", "x"));
  g_assert_true (mt_url_same_origin ("https://h.example/a", "https://h.example:443/b"));
  g_assert_false (mt_url_same_origin ("https://h.example/a", "https://h.example:8443/a"));
  g_assert_false (mt_url_same_origin ("https://h.example/", "https://www.h.example/"));
  g_assert_false (mt_url_same_origin ("x", "x"));
}

static void
test_site (void)
{
  g_assert_true (mt_url_same_site ("https://caldav.example.org/", "https://p23.example.org/"));
  g_assert_true (mt_url_same_site ("https://example.org/", "https://dav.example.org:8443/"));
  g_assert_false (mt_url_same_site ("https://a.example.org/", "https://a.example.net/"));
  g_assert_false (mt_url_same_site ("https://ana.co.uk/", "https://evil.co.uk/"));
  g_assert_false (mt_url_same_site ("https://192.0.2.1/", "https://192.0.2.2/"));
  g_assert_true (mt_url_same_site ("https://192.0.2.1/", "https://192.0.2.1:8443/"));
  g_assert_false (mt_url_same_site ("https://localhost/", "https://127.0.0.1/"));
}

static void
test_loopback (void)
{
  static const struct
  {
    const char *url;
    gboolean want;
  } rows[] = {
    { "http://127.0.0.1:5232/", TRUE },
    { "http://localhost/", TRUE },
    { "http://[::1]:8080/", TRUE },
    { "http://127.9.9.9/", TRUE },
    { "http://LOCALHOST./", FALSE },
    { "http://localhost.example.org/", FALSE },
    { "http://127.0.0.1.example.org/", FALSE },
    { "http://10.0.0.1/", FALSE },
    { "http://2130706433/", FALSE },
    { "nonsense", FALSE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_test_message ("%s", rows[i].url);
      g_assert_cmpint (mt_url_is_loopback (rows[i].url), ==, rows[i].want);
      g_assert_cmpint (mt_url_is_secure (rows[i].url), ==, rows[i].want);
    }
  g_assert_true (mt_url_is_secure ("https://dav.example.org/"));
}

static void
test_parts (void)
{
  g_autofree char *host = mt_url_get_host ("https://DAV.example.org/x");
  g_autofree char *port = mt_url_get_host ("https://dav.example.org:8443/x");
  g_autofree char *path = mt_url_get_path ("https://h.example/a%20b/%C3%A4/");
  g_autofree char *none = mt_url_get_host ("nonsense");

  g_assert_cmpstr (host, ==, "dav.example.org");
  g_assert_cmpstr (port, ==, "dav.example.org:8443");
  g_assert_cmpstr (path, ==, "/a b/\303\244/");
  g_assert_null (none);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (normalised); i++)
    {
      g_autofree char *path = g_strconcat ("/url/normalise/", normalised[i].name, NULL);

      g_test_add_data_func (path, &normalised[i], test_normalise);
    }
  for (gsize i = 0; i < G_N_ELEMENTS (named); i++)
    {
      g_autofree char *path = g_strconcat ("/url/name/", named[i].name, NULL);

      g_test_add_data_func (path, &named[i], test_name);
    }
  g_test_add_func ("/url/child", test_child);
  g_test_add_func ("/url/resolve", test_resolve);
  g_test_add_func ("/url/resolve-collection", test_resolve_collection);
  g_test_add_func ("/url/compare", test_compare);
  g_test_add_func ("/url/site", test_site);
  g_test_add_func ("/url/loopback", test_loopback);
  g_test_add_func ("/url/parts", test_parts);
  return g_test_run ();
}
