/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * Tests of fetching a published calendar only if it has changed.
 */
#include <string.h>

#include "fake-dav.h"
#include "providers/collections/mt-feed.h"

#define FEED "/calendars/ana/work/feed.ics"
#define EVENT                                                                                      \
  "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nBEGIN:VEVENT\r\nUID:1\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
#define BUSY                                                                                       \
  "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nBEGIN:VFREEBUSY\r\nEND:VFREEBUSY\r\nEND:VCALENDAR\r\n"

typedef struct
{
  FakeDav *server;
  MtHttp *http;
  char *url;
  MtFeedMark mark;
} Fixture;

static void
set_up (Fixture *f, gconstpointer data)
{
  static const MtHttpLimits limits = { 5000, 20000 };

  f->server = fake_dav_new ();
  f->http = mt_http_new ();
  f->url = fake_dav_url (f->server, FEED);
  mt_http_set_limits (f->http, &limits);
  fake_dav_set (f->server, "auth", "none");
  fake_dav_put (f->server, FEED, EVENT);
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  mt_feed_mark_clear (&f->mark);
  mt_http_unref (f->http);
  fake_dav_free (f->server);
  g_free (f->url);
}

/* Returns: its bytes, NULL if nothing has changed. */
static GBytes *
fetch (Fixture *f)
{
  g_autoptr (GError) error = NULL;
  GBytes *bytes = NULL;

  mt_feed_fetch (f->http, f->url, &f->mark, &bytes, NULL, &error);
  g_assert_no_error (error);
  return bytes;
}

static void
test_changes (Fixture *f, gconstpointer data)
{
  g_auto (GStrv) parts = g_strsplit (data, "=", 2);
  g_autoptr (GBytes) first = NULL;
  g_autoptr (GBytes) third = NULL;
  g_autofree char *text = NULL;

  if (parts[0] && parts[1])
    fake_dav_set (f->server, parts[0], parts[1]);
  first = fetch (f);
  g_assert_cmpmem (g_bytes_get_data (first, NULL), g_bytes_get_size (first), EVENT, strlen (EVENT));
  g_assert_null (fetch (f));

  /* The mark is kept as text between two runs. */
  text = mt_feed_mark_to_string (&f->mark);
  mt_feed_mark_clear (&f->mark);
  mt_feed_mark_from_string (&f->mark, text);
  g_assert_null (fetch (f));

  fake_dav_put (f->server, FEED, BUSY);
  third = fetch (f);
  g_assert_cmpmem (g_bytes_get_data (third, NULL), g_bytes_get_size (third), BUSY, strlen (BUSY));
}

static void
assert_fails (Fixture *f, MtNetError code)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *before = mt_feed_mark_to_string (&f->mark);
  g_autofree char *after = NULL;
  GBytes *bytes = NULL;

  g_assert_false (mt_feed_fetch (f->http, f->url, &f->mark, &bytes, NULL, &error));
  g_assert_error (error, MT_NET_ERROR, (int) code);
  g_assert_null (bytes);
  after = mt_feed_mark_to_string (&f->mark);
  g_assert_cmpstr (before, ==, after);
}

static void
test_breaks (Fixture *f, gconstpointer data)
{
  static const struct
  {
    const char *action;
    MtNetError code;
  } rows[] = {
    { "cut:50", MT_NET_ERROR_MALFORMED },
    { "cut:0", MT_NET_ERROR_MALFORMED },
    { "short:50", MT_NET_ERROR_MALFORMED },
    { "html", MT_NET_ERROR_PORTAL },
    { "404", MT_NET_ERROR_MISSING },
    { "410", MT_NET_ERROR_MISSING },
    { "403", MT_NET_ERROR_FORBIDDEN },
    { "500", MT_NET_ERROR_STATUS },
    { "redirect:http://127.0.0.2:9/", MT_NET_ERROR_REDIRECT },
  };

  g_bytes_unref (fetch (f));
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      fake_dav_put (f->server, FEED, BUSY);
      fake_dav_fail (f->server, "GET", rows[i].action, G_MAXUINT, NULL);
      assert_fails (f, rows[i].code);
      fake_dav_reset (f->server);
      fake_dav_set (f->server, "auth", "none");
    }
  g_bytes_unref (fetch (f));
}

static void
test_no_calendar (Fixture *f, gconstpointer data)
{
  static const char *const texts[] = { "", " ", "hello", "BEGIN:VCARD\r\nEND:VCARD\r\n", "{}" };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      fake_dav_put (f->server, FEED, texts[i]);
      assert_fails (f, MT_NET_ERROR_MALFORMED);
    }
  fake_dav_put (f->server, FEED, "\xef\xbb\xbf\r\nbegin:vcalendar\nend:vcalendar\n\n");
  g_bytes_unref (fetch (f));
}

/* A 304 to somebody who has nothing would never bring anything. */
static void
test_unasked_304 (Fixture *f, gconstpointer data)
{
  fake_dav_fail (f->server, "GET", "304", G_MAXUINT, NULL);
  assert_fails (f, MT_NET_ERROR_STATUS);
}

#define ADD(path, data, func) g_test_add (path, Fixture, data, set_up, func, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  ADD ("/feed/changes/etag", "", test_changes);
  ADD ("/feed/changes/no-304", "not-modified=no", test_changes);
  ADD ("/feed/changes/no-etag", "get-etag=no", test_changes);
  ADD ("/feed/changes/changing-etag", "etag=changing", test_changes);
  ADD ("/feed/changes/weak-etag", "etag=weak", test_changes);
  ADD ("/feed/breaks", NULL, test_breaks);
  ADD ("/feed/no-calendar", NULL, test_no_calendar);
  ADD ("/feed/unasked-304", NULL, test_unasked_304);
  return g_test_run ();
}
