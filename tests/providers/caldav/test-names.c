/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * Tests of names of items: the quick way says what the slow one says, whatever came before.
 */
#include "net/mt-url.h"
#include "providers/collections/caldav/mt-caldav-mode.h"
#include "providers/collections/caldav/mt-caldav-names.h"

#define BASE "https://dav.example.org/ana/my%20work/"

/* hrefs as servers spell them, and what stands in their place. */
static const struct
{
  const char *href;
  const char *name; /* NULL: nothing of this collection */
} rows[] = {
  { "/ana/my%20work/a.ics", "a.ics" },
  { "/ana/my%20work/b%20c.ics", "b c.ics" },
  { "/ana/my%20work/d%40e.ics", "d@e.ics" },
  { "/ana/my%20work/d@e.ics", "d@e.ics" },
  { "/ana/my work/f.ics", "f.ics" },
  { "/ana/my%20work/%C3%A9.ics", "\xc3\xa9.ics" },
  { "/ana/my%20work/\xc3\xa9.ics", "\xc3\xa9.ics" },
  { "/ana/my%20work/%2e%2e", NULL },
  { "/ana/my%20work/..", NULL },
  { "/ana/my%20work/.", "" },
  { "/ana/my%20work/", "" },
  { "/ana/my%20work", "" },
  { "/ana/my%20work/../../bo/x.ics", NULL },
  { "/ana/my%20work/sub/x.ics", NULL },
  { "/ana/my%20work/sub/", NULL },
  { "/ana/my%20work/g%2Fh.ics", "g%2Fh.ics" },
  { "/ana/my%20work/i%25j.ics", "i%25j.ics" },
  { "/ana/my%20work/k%00l.ics", "k%00l.ics" },
  { "/ana/my%20work/m%0al.ics", "m%0Al.ics" },
  { "/bo/work/a.ics", NULL },
  { "/ana/my%20workshop/a.ics", NULL },
  { "https://dav.example.org/ana/my%20work/n.ics", "n.ics" },
  { "https://dav.example.org:443/ana/%6dy%20work/o.ics", "o.ics" },
  { "//ana//my%20work//p.ics", NULL },
  { "/ana//my%20work//p.ics", "p.ics" },
  { "q.ics", "q.ics" },
  { "r%zz.ics", "r%25zz.ics" },
  { "/elsewhere", NULL },
  { "", "" },
};

/* Every row behind every other one: what was learnt from one changes nothing about the next. */
static void
test_names (void)
{
  for (guint first = 0; first < G_N_ELEMENTS (rows); first++)
    for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
      {
        g_autoptr (MtCaldavNames) names = mt_caldav_names_new (BASE);
        g_autofree char *before = mt_caldav_names_read (names, rows[first].href);
        g_autofree char *name = mt_caldav_names_read (names, rows[i].href);
        g_autofree char *again = mt_caldav_names_read (names, rows[i].href);

        if (g_strcmp0 (name, rows[i].name) != 0)
          g_test_message ("“%s” behind “%s”", rows[i].href, rows[first].href);
        g_assert_cmpstr (name, ==, rows[i].name);
        g_assert_cmpstr (again, ==, rows[i].name);
      }
}

/* A name leads back to the item, and never out of the collection. */
static void
test_urls (void)
{
  static const char *const wild[] = { "../x.ics", "a/b.ics",  "?x", "#x",
                                      "a b%2Fc",  "\xc3\xa9", "..", "" };
  g_autoptr (MtCaldavNames) names = mt_caldav_names_new (BASE);

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    if (rows[i].name && *rows[i].name)
      {
        g_autofree char *url = mt_caldav_names_make_url (names, rows[i].name);
        g_autofree char *name = mt_caldav_names_read (names, url);

        g_assert_cmpstr (name, ==, rows[i].name);
      }
  for (guint i = 0; i < G_N_ELEMENTS (wild); i++)
    {
      g_autofree char *url = mt_caldav_names_make_url (names, wild[i]);
      g_autofree char *normal = mt_url_normalise (url, NULL);

      g_assert_true (g_str_has_prefix (normal, BASE));
    }
}

/* What was learnt about a server survives as text. */
static void
test_mode (void)
{
  static const char *const texts[] = {
    "tokens=yes",
    "tokens=no multiget=no ctag=yes",
    "tokens=yes data=no multiget=yes ctag=no path=/dav/new%20place/",
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_auto (MtCaldavMode) mode = { 0 };
      g_autofree char *text = NULL;

      mt_caldav_mode_parse (&mode, texts[i]);
      text = mt_caldav_mode_format (&mode);
      g_assert_cmpstr (text, ==, texts[i]);
    }
  for (guint i = 0; i < 3; i++)
    {
      static const char *const nothing[] = { NULL, "", "what=ever path=http://other/ =x path=" };
      g_auto (MtCaldavMode) mode = { 0 };
      g_autofree char *text = NULL;

      mt_caldav_mode_parse (&mode, nothing[i]);
      text = mt_caldav_mode_format (&mode);
      g_assert_null (text);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/caldav-names/names", test_names);
  g_test_add_func ("/caldav-names/urls", test_urls);
  g_test_add_func ("/caldav-names/mode", test_mode);
  return g_test_run ();
}
