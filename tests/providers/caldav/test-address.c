/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * What people type to name an account.
 */
#include "config.h"

#include "net/mt-net-error.h"
#include "providers/collections/caldav/mt-dav-address.h"
#include "providers/collections/caldav/mt-discovery.h"

typedef struct
{
  const char *name;
  const char *typed;
  const char *url;    /* NULL: refused */
  const char *domain; /* nullable */
  const char *user;   /* nullable */
  gboolean feed;
} Row;

static const Row rows[] = {
  { "address", "ana@example.org", "https://example.org/", "example.org", "ana@example.org", FALSE },
  { "address with blanks", "  ana@example.org \n", "https://example.org/", "example.org",
    "ana@example.org", FALSE },
  { "mailto", "mailto:ana@example.org", "https://example.org/", "example.org", "ana@example.org",
    FALSE },
  { "address in capitals", "Ana@Example.ORG", "https://example.org/", "example.org",
    "Ana@Example.ORG", FALSE },
  { "address with a name of umlauts", "ana@bücher.example", "https://xn--bcher-kva.example/",
    "xn--bcher-kva.example", "ana@bücher.example", FALSE },
  { "address of an address", "a@b@example.org", "https://example.org/", "example.org",
    "a@b@example.org", FALSE },
  { "address without domain", "ana@", NULL, NULL, NULL, FALSE },
  { "address without name", "@example.org", NULL, NULL, NULL, FALSE },
  { "address of one label", "ana@example", NULL, NULL, NULL, FALSE },
  { "address with a dot too many", "ana@example..org", NULL, NULL, NULL, FALSE },
  { "two addresses", "ana@example.org, bo@example.org", NULL, NULL, NULL, FALSE },
  { "nothing", "   ", NULL, NULL, NULL, FALSE },
  { "a word", "ana", NULL, NULL, NULL, FALSE },
  { "host", "dav.example.org", "https://dav.example.org/", "dav.example.org", NULL, FALSE },
  { "host with port", "dav.example.org:8443", "https://dav.example.org:8443/", NULL, NULL, FALSE },
  { "host and path", "dav.example.org/dav/cal", "https://dav.example.org/dav/cal", NULL, NULL,
    FALSE },
  { "URL", "https://dav.example.org/", "https://dav.example.org/", "dav.example.org", NULL, FALSE },
  { "URL without TLS", "http://dav.example.org/x/", "https://dav.example.org/x/", NULL, NULL,
    FALSE },
  { "this machine", "localhost:5232", "http://localhost:5232/", NULL, NULL, FALSE },
  { "this machine by number", "127.0.0.1:5232/ana/", "http://127.0.0.1:5232/ana/", NULL, NULL,
    FALSE },
  { "this machine, six", "http://[::1]:5232/", "http://[::1]:5232/", NULL, NULL, FALSE },
  { "one label with port", "nas:5232", "https://nas:5232/", NULL, NULL, FALSE },
  { "one label as URL", "https://nas/", "https://nas/", "nas", NULL, FALSE },
  { "number", "192.0.2.7", "https://192.0.2.7/", NULL, NULL, FALSE },
  { "user in URL", "https://ana@dav.example.org/x/", "https://dav.example.org/x/", NULL, "ana",
    FALSE },
  { "address as user in URL", "https://ana%40example.org@dav.example.org/x/",
    "https://dav.example.org/x/", NULL, "ana@example.org", FALSE },
  { "password in URL is forgotten", "https://ana:geheim@dav.example.org/x/",
    "https://dav.example.org/x/", NULL, "ana", FALSE },
  { "at sign in the path", "https://dav.example.org/dav/ana@example.org/",
    "https://dav.example.org/dav/ana@example.org/", NULL, NULL, FALSE },
  { "feed", "https://example.org/es.ics", "https://example.org/es.ics", NULL, NULL, TRUE },
  { "feed of webcal", "webcal://example.org/feed", "https://example.org/feed", NULL, NULL, TRUE },
  { "feed in capitals", "https://example.org/ES.ICS", "https://example.org/ES.ICS", NULL, NULL,
    TRUE },
  { "busy times", "https://example.org/ana.ifb", "https://example.org/ana.ifb", NULL, NULL, TRUE },
  { "export", "https://example.org/cal?export", "https://example.org/cal?export", NULL, NULL,
    TRUE },
  { "another scheme", "ftp://example.org/", NULL, NULL, NULL, FALSE },
  { "a file", "file:///etc/passwd", NULL, NULL, NULL, FALSE },
  { "a blank in the host", "https://dav example.org/", NULL, NULL, NULL, FALSE },
  { "a line end in the path", "https://dav.example.org/\r\nX: y", NULL, NULL, NULL, FALSE },
};

static void
test_typed (gconstpointer data)
{
  const Row *row = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (MtDavAddress) address = mt_dav_address_new (row->typed, &error);

  if (row->url == NULL)
    {
      g_assert_null (address);
      g_assert_true (g_error_matches (error, MT_DISCOVERY_ERROR, MT_DISCOVERY_ERROR_ADDRESS) ||
                     g_error_matches (error, MT_NET_ERROR, MT_NET_ERROR_URL));
      return;
    }
  g_assert_no_error (error);
  g_assert_cmpstr (address->url, ==, row->url);
  g_assert_cmpstr (address->domain, ==, row->domain);
  g_assert_cmpstr (address->user, ==, row->user);
  g_assert_cmpint (address->feed, ==, row->feed);
}

/* A message names what was typed, but no password and not without end. */
static void
test_messages (void)
{
  g_autofree char *long_text = g_strnfill (100000, 'x');
  g_autoptr (GError) error = NULL;

  g_assert_null (mt_dav_address_new (long_text, &error));
  g_assert_cmpuint (strlen (error->message), <, 400);
  g_clear_error (&error);
  g_assert_null (mt_dav_address_new ("https://ana:geheim@dav example/", &error));
  g_assert_null (strstr (error->message, "geheim"));
  g_clear_error (&error);
  g_assert_null (mt_dav_address_new ("\xff\xfe", &error));
  g_assert_true (g_utf8_validate (error->message, -1, NULL));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *path = g_strdup_printf ("/address/%s", rows[i].name);

      g_test_add_data_func (path, &rows[i], test_typed);
    }
  g_test_add_func ("/address/messages", test_messages);
  return g_test_run ();
}
