/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * Tests of syncing one collection with a server of any habits.
 */
#include <string.h>

#include "fake-dav.h"
#include "sync-store.h"

#define WORK "/calendars/ana/work/"

typedef struct
{
  FakeDav *server;
  MtHttp *http;
  SyncStore *store;
  char *url;
} Fixture;

static char *
make_event (const char *uid, const char *summary)
{
  return g_strdup_printf ("BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Meantime//Test//EN\r\n"
                          "BEGIN:VEVENT\r\nUID:%s\r\nDTSTAMP:20260115T080000Z\r\n"
                          "DTSTART:20260302T090000Z\r\nDTEND:20260302T094500Z\r\nSUMMARY:%s\r\n"
                          "END:VEVENT\r\nEND:VCALENDAR\r\n",
                          uid, summary);
}

static void
put (Fixture *f, const char *name, const char *summary)
{
  g_autofree char *path = g_strconcat (WORK, name, NULL);
  g_autofree char *text = make_event (name, summary);

  fake_dav_put (f->server, path, text);
}

static void
put_many (Fixture *f, guint n)
{
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *name = g_strdup_printf ("event-%05u.ics", i);

      put (f, name, "Many");
    }
}

static void
remove_one (Fixture *f, const char *name)
{
  g_autofree char *path = g_strconcat (WORK, name, NULL);

  g_assert_true (fake_dav_remove (f->server, path));
}

static void
set_up (Fixture *f, gconstpointer data)
{
  static const MtHttpLimits limits = { 60000, 120000 };
  g_autofree char *origin = NULL;

  f->server = fake_dav_new ();
  f->http = mt_http_new ();
  f->store = sync_store_new ();
  f->url = fake_dav_url (f->server, WORK);
  origin = fake_dav_url (f->server, "");
  mt_http_set_limits (f->http, &limits);
  mt_http_set_credentials (f->http, origin, MT_AUTH_PASSWORD, "ana", "test");
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  sync_store_free (f->store);
  mt_http_unref (f->http);
  fake_dav_free (f->server);
  g_free (f->url);
}

static void
sync_ok (Fixture *f)
{
  g_autoptr (GError) error = NULL;

  fake_dav_clear_log (f->server);
  sync_store_sync (f->store, f->http, f->url, FALSE, 4, &error);
  g_assert_no_error (error);
}

static void
sync_full (Fixture *f)
{
  g_autoptr (GError) error = NULL;

  fake_dav_clear_log (f->server);
  sync_store_sync (f->store, f->http, f->url, TRUE, 4, &error);
  g_assert_no_error (error);
}

static void
sync_fails (Fixture *f, MtNetError code)
{
  g_autoptr (GError) error = NULL;

  fake_dav_clear_log (f->server);
  g_assert_false (sync_store_sync (f->store, f->http, f->url, FALSE, 4, &error));
  g_assert_error (error, MT_NET_ERROR, (int) code);
}

static void
assert_equal (Fixture *f)
{
  g_autoptr (GHashTable) list = fake_dav_list (f->server, WORK);
  g_autofree char *there = sync_store_describe_server (list);
  g_autofree char *here = sync_store_describe (f->store);

  g_assert_cmpstr (here, ==, there);
}

static void
assert_requests (Fixture *f, guint n)
{
  g_autofree char *log = fake_dav_dup_log (f->server);

  if (fake_dav_count (f->server, "*") != n)
    g_test_message ("%s", log);
  g_assert_cmpuint (fake_dav_count (f->server, "*"), ==, n);
}

/* The habits that servers have. Each must end with the same items, at each stage. */
typedef struct
{
  const char *name;
  const char *switches; /* "NAME=VALUE NAME=VALUE" */
} Habit;

static const Habit habits[] = {
  { "plain", "" },
  { "no-data-in-report", "sync-data=no" },
  { "pages", "sync-page=3" },
  { "pages-without-data", "sync-page=3 sync-data=no" },
  { "deleted-in-first-report", "sync-gone=yes" },
  { "inclusive-tokens", "sync-token=inclusive" },
  { "inclusive-tokens-without-data", "sync-token=inclusive sync-data=no" },
  { "tree-tokens", "sync-token=tree" },
  { "no-token-in-answers", "sync-token=none" },
  { "no-report", "sync=no" },
  { "report-403", "sync=403" },
  { "report-405", "sync=405" },
  { "report-415", "sync=415" },
  { "report-500", "sync=500" },
  { "no-report-no-ctag", "sync=no ctag=no" },
  { "tokens-refused-403", "sync-refused=403" },
  { "tokens-refused-409", "sync-refused=409" },
  { "tokens-refused-410", "sync-refused=410" },
  { "tokens-refused-412", "sync-refused=412" },
  { "tokens-refused-418", "sync-refused=418" },
  { "tokens-refused-500", "sync-refused=500" },
  { "tokens-refused-507", "sync-refused=507" },
  { "weak-etags", "etag=weak" },
  { "weak-etags-listed", "etag=weak sync=no" },
  { "no-etags", "etag=none" },
  { "no-etags-listed", "etag=none sync=no" },
  { "changing-etags", "etag=changing" },
  { "changing-etags-listed", "etag=changing sync=no" },
  { "counters", "etag=counter" },
  { "style-default", "style=default" },
  { "style-ns", "style=ns sync-data=no" },
  { "style-indent", "style=indent" },
  { "style-indent-listed", "style=indent sync=no" },
  { "style-status-first", "style=status-first" },
  { "style-cdata", "style=cdata" },
  { "hrefs-urls", "href=url sync-data=no" },
  { "hrefs-escaped", "href=escaped sync-data=no" },
  { "hrefs-lower", "href=lower sync-data=no" },
  { "hrefs-raw", "href=raw sync-data=no" },
  { "hrefs-relative", "href=relative sync-data=no" },
  { "hrefs-slashes", "href=slashes sync-data=no" },
  { "hrefs-raw-listed", "href=raw sync=no" },
  { "raw-line-ends", "line-ends=raw" },
  { "foreign-hrefs", "foreign=yes" },
  { "foreign-hrefs-listed", "foreign=yes sync=no" },
  { "foreign-hrefs-without-data", "foreign=yes sync-data=no" },
  { "strict-type", "content-type=strict" },
  { "no-gzip", "gzip=no" },
  { "no-multiget", "multiget=no sync-data=no" },
  { "multiget-405", "multiget=405 sync-data=no" },
  { "multiget-404-whole", "multiget=404-whole sync-data=no" },
  { "multiget-drops", "multiget=drop sync-data=no" },
  { "multiget-max", "multiget=max-3 sync-data=no" },
  { "multiget-only", "multiget=only-2 sync-data=no" },
  { "multiget-forbidden", "multiget=forbidden sync-data=no" },
  { "own-missing-in-listing", "listing=own-missing sync=no" },
  { "digest", "auth=digest" },
  { "no-auth", "auth=none" },
};

static void
set_switches (Fixture *f, const char *switches)
{
  g_auto (GStrv) parts = g_strsplit (switches, " ", -1);

  for (guint i = 0; parts[i] && *parts[i]; i++)
    {
      g_auto (GStrv) pair = g_strsplit (parts[i], "=", 2);

      fake_dav_set (f->server, pair[0], pair[1]);
    }
}

static void
test_habit (Fixture *f, gconstpointer data)
{
  const Habit *habit = data;

  set_switches (f, habit->switches);
  put (f, "deleted before.ics", "Never seen");
  remove_one (f, "deleted before.ics");
  put (f, "a.ics", "One");
  put (f, "b c.ics", "With a space");
  put (f, "\xc3\xa9t\xc3\xa9.ics", "Not ASCII");
  put (f, "q&a+(1)@x;y=1,2.ics", "All that may stand in a name");
  put (f, "ctl.ics", "A control \x01 character, & and < > ]]&gt; \"quotes\"");
  for (guint i = 0; i < 4; i++)
    {
      g_autofree char *name = g_strdup_printf ("n%u.ics", i);

      put (f, name, "More");
    }
  sync_ok (f);
  assert_equal (f);

  sync_ok (f);
  assert_equal (f);

  put (f, "a.ics", "Two");
  put (f, "new.ics", "New");
  remove_one (f, "b c.ics");
  remove_one (f, "\xc3\xa9t\xc3\xa9.ics");
  sync_ok (f);
  assert_equal (f);

  remove_one (f, "new.ics");
  put (f, "new.ics", "Made again");
  sync_ok (f);
  assert_equal (f);

  sync_full (f);
  assert_equal (f);
}

/* Where nothing has changed, one request. */
static void
test_requests (Fixture *f, gconstpointer data)
{
  put_many (f, 1200);
  sync_ok (f);
  assert_equal (f);
  /* The challenge of the first one, the listing, three batches. */
  g_assert_cmpuint (fake_dav_count (f->server, "*"), <=, 5);
  g_assert_cmpuint (f->store->n_items, ==, 1200);
  g_assert_cmpuint (f->store->total, ==, 1200);
  g_assert_cmpuint (f->store->n_pages, ==, 4);

  sync_ok (f);
  assert_requests (f, 1);
  g_assert_cmpuint (f->store->n_items, ==, 0);
  g_assert_cmpuint (f->store->n_known, ==, 0);

  put_many (f, 10);
  sync_ok (f);
  assert_requests (f, 1);
  g_assert_cmpuint (f->store->n_items, ==, 10);

  fake_dav_set (f->server, "sync-data", "no");
  for (guint i = 0; i < 3; i++)
    {
      put (f, "event-00005.ics", i ? "Again" : "Changed");
      sync_ok (f);
      assert_requests (f, 2);
      assert_equal (f);
    }
}

static void
test_requests_by_ctag (Fixture *f, gconstpointer data)
{
  fake_dav_set (f->server, "sync", "no");
  put_many (f, 20);
  sync_ok (f);
  sync_ok (f);
  assert_requests (f, 1);
  put (f, "event-00005.ics", "Changed");
  sync_ok (f);
  assert_requests (f, 3);
  assert_equal (f);

  /* One day the server has it: the full check finds out. */
  fake_dav_set (f->server, "sync", "yes");
  sync_full (f);
  g_assert_nonnull (f->store->mark.token);
  sync_ok (f);
  assert_requests (f, 1);
}

/* Tokens that tell the last change again and again cost no more than others. */
static void
test_requests_inclusive (Fixture *f, gconstpointer data)
{
  fake_dav_set (f->server, "sync-token", "inclusive");
  fake_dav_set (f->server, "sync-data", "no");
  put_many (f, 5);
  sync_ok (f);
  put (f, "event-00002.ics", "Changed");
  sync_ok (f);
  sync_ok (f);
  assert_requests (f, 1);
}

/* A token that is refused costs one full listing, and no item is fetched again. */
static void
test_token_refused (Fixture *f, gconstpointer data)
{
  put_many (f, 30);
  sync_ok (f);
  fake_dav_set (f->server, "sync-epoch", "1");
  put (f, "event-00002.ics", "Changed");
  remove_one (f, "event-00003.ics");
  sync_ok (f);
  assert_equal (f);
  g_assert_cmpuint (f->store->n_items, ==, 1);
  g_assert_cmpuint (fake_dav_count (f->server, "REPORT:sync-collection"), ==, 2);
  g_assert_cmpuint (fake_dav_count (f->server, "PROPFIND"), ==, 0);
  sync_ok (f);
  assert_requests (f, 1);
}

/* What breaks, and what one sync after it is lifted must have made good. Nothing is ever called
 * gone by a broken answer. */
typedef struct
{
  const char *name;
  const char *request;
  const char *action;
  int code; /* of the error; -1: the sync gets around it */
} Break;

static const Break breaks[] = {
  { "report-cut", "REPORT:sync-collection", "cut:400", -1 },
  { "report-torn", "REPORT:sync-collection", "torn:400", MT_NET_ERROR_OFFLINE },
  { "report-short", "REPORT:sync-collection", "short:400", -1 },
  { "report-html", "REPORT:sync-collection", "html", MT_NET_ERROR_PORTAL },
  { "report-html-207", "REPORT:sync-collection", "html-207", MT_NET_ERROR_PORTAL },
  { "report-empty", "REPORT:sync-collection", "empty", -1 },
  { "report-doctype", "REPORT:sync-collection", "doctype", -1 },
  { "report-bomb", "REPORT:sync-collection", "bomb", -1 },
  { "report-garbage", "REPORT:sync-collection", "garbage-gzip", -1 },
  { "report-500", "REPORT:sync-collection", "500", -1 },
  { "report-418", "REPORT:sync-collection", "418", -1 },
  { "report-404", "REPORT:sync-collection", "404", -1 },
  { "report-503", "REPORT:sync-collection", "503", MT_NET_ERROR_THROTTLED },
  { "report-429", "REPORT:sync-collection", "429", MT_NET_ERROR_THROTTLED },
  { "report-redirect", "REPORT:sync-collection", "redirect:http://127.0.0.2:1/",
    MT_NET_ERROR_REDIRECT },
  { "report-loop", "REPORT:sync-collection", "loop", MT_NET_ERROR_REDIRECT },
  { "all-reset", "*", "reset", MT_NET_ERROR_OFFLINE },
  { "all-close", "*", "close", MT_NET_ERROR_OFFLINE },
  { "all-cut", "*", "cut:100", MT_NET_ERROR_MALFORMED },
  { "all-empty", "*", "empty", MT_NET_ERROR_MALFORMED },
  { "all-500", "*", "500", MT_NET_ERROR_STATUS },
  { "all-403", "*", "403", MT_NET_ERROR_FORBIDDEN },
  { "all-404", "*", "404", MT_NET_ERROR_MISSING },
  { "all-409", "*", "409", MT_NET_ERROR_CONFLICT },
  { "all-401", "*", "401", MT_NET_ERROR_AUTH },
  { "multiget-cut", "REPORT:calendar-multiget", "cut:900", -1 },
  { "multiget-torn", "REPORT:calendar-multiget", "torn:1200", MT_NET_ERROR_OFFLINE },
  { "multiget-empty", "REPORT:calendar-multiget", "empty", -1 },
  { "multiget-500", "REPORT:calendar-multiget", "500", -1 },
  { "multiget-404", "REPORT:calendar-multiget", "404", -1 },
  { "multiget-413", "REPORT:calendar-multiget", "413", -1 },
  { "multiget-doctype", "REPORT:calendar-multiget", "doctype", -1 },
  { "multiget-503", "REPORT:calendar-multiget", "503", MT_NET_ERROR_THROTTLED },
  { "multiget-html", "REPORT:calendar-multiget", "html", MT_NET_ERROR_PORTAL },
};

static void
assert_nothing_lost (Fixture *f, const char *before)
{
  g_auto (GStrv) lines = g_strsplit (before, "\n", -1);

  for (guint i = 0; lines[i] && *lines[i]; i++)
    {
      *strrchr (lines[i], ' ') = '\0';
      g_assert_nonnull (g_hash_table_lookup (f->store->items, lines[i]));
    }
}

static void
test_break (Fixture *f, gconstpointer data)
{
  const Break *row = data;
  g_autofree char *before = NULL;
  g_autoptr (GError) error = NULL;

  fake_dav_set (f->server, "sync-data", "no");
  put_many (f, 12);
  sync_ok (f);
  before = sync_store_describe (f->store);
  put_many (f, 20);
  put (f, "event-00001.ics", "Changed");

  fake_dav_fail (f->server, row->request, row->action, G_MAXUINT, "Retry-After: 1");
  if (sync_store_sync (f->store, f->http, f->url, FALSE, 2, &error))
    {
      g_assert_cmpint (row->code, ==, -1);
      assert_equal (f);
    }
  else
    {
      g_assert_error (error, MT_NET_ERROR, row->code);
      assert_nothing_lost (f, before);
    }

  fake_dav_reset (f->server);
  fake_dav_set (f->server, "sync-data", "no");
  /* A client that was told to wait would wait: another one need not. */
  if (row->code == MT_NET_ERROR_THROTTLED || row->code == MT_NET_ERROR_AUTH)
    {
      g_autofree char *origin = fake_dav_url (f->server, "");

      mt_http_unref (f->http);
      f->http = mt_http_new ();
      mt_http_set_credentials (f->http, origin, MT_AUTH_PASSWORD, "ana", "test");
    }
  remove_one (f, "event-00000.ics");
  sync_ok (f);
  assert_equal (f);
}

/* An answer that is cut anywhere says nothing about what is gone. */
static void
test_cut_anywhere (Fixture *f, gconstpointer data)
{
  put_many (f, 6);
  sync_ok (f);
  for (guint n = 0; n < 2600; n += 61)
    {
      g_autofree char *action = g_strdup_printf ("cut:%u", n);
      g_autoptr (GError) error = NULL;

      sync_store_forget_mark (f->store);
      fake_dav_fail (f->server, "*", action, G_MAXUINT, NULL);
      if (sync_store_sync (f->store, f->http, f->url, FALSE, 1, &error))
        g_assert_no_error (error);
      fake_dav_reset (f->server);
      assert_equal (f);
    }
}

/* One item that cannot be had does not stop the others. */
typedef struct
{
  const char *name;
  const char *fault;
  gboolean parked;
} BadItem;

static const BadItem bad_items[] = {
  { "403", "403", TRUE },
  { "400", "400", TRUE },
  { "500", "500", TRUE },
  { "415", "415", TRUE },
  { "fails-the-batch", "500-all", FALSE },
  { "404-in-multiget", "404-multiget", FALSE },
};

static void
test_bad_item (Fixture *f, gconstpointer data)
{
  const BadItem *row = data;
  const SyncItem *item;

  fake_dav_set (f->server, "sync-data", "no");
  put_many (f, 40);
  fake_dav_set (f->server, "item:event-00017.ics", row->fault);
  sync_ok (f);
  g_assert_cmpuint (g_hash_table_size (f->store->items), ==, 40);
  item = sync_store_get (f->store, "event-00017.ics");
  if (row->parked)
    g_assert_nonnull (item->why);
  else
    g_assert_nonnull (item->bytes);

  /* It is tried again although nothing has changed; and that it went away is noticed. */
  if (row->parked)
    {
      sync_ok (f);
      g_assert_nonnull (sync_store_get (f->store, "event-00017.ics")->why);
      assert_requests (f, 3);
    }
  fake_dav_set (f->server, "item:event-00017.ics", NULL);
  sync_ok (f);
  assert_equal (f);
  sync_ok (f);
  assert_requests (f, 1);
}

/* A collection that refuses every item is not asked for each of them. */
static void
test_storm (Fixture *f, gconstpointer data)
{
  fake_dav_set (f->server, "sync-data", "no");
  fake_dav_set (f->server, "multiget", "forbidden");
  put_many (f, 300);
  for (guint i = 0; i < 300; i++)
    {
      g_autofree char *name = g_strdup_printf ("item:event-%05u.ics", i);

      fake_dav_set (f->server, name, "403");
    }
  sync_ok (f);
  g_assert_cmpuint (g_hash_table_size (f->store->items), ==, 300);
  g_assert_cmpuint (fake_dav_count (f->server, "*"), <, 40);
}

/* A server that no longer has the report is not asked for it again and again; and one that has it
 * again is found out. */
static void
test_multiget_comes_and_goes (Fixture *f, gconstpointer data)
{
  fake_dav_set (f->server, "sync-data", "no");
  put_many (f, 30);
  sync_ok (f);
  fake_dav_set (f->server, "multiget", "500");
  for (guint i = 0; i < 30; i++)
    {
      g_autofree char *name = g_strdup_printf ("event-%05u.ics", i);

      put (f, name, "Changed");
    }
  sync_ok (f);
  assert_equal (f);
  g_assert_cmpuint (fake_dav_count (f->server, "REPORT:calendar-multiget"), <, 12);
  g_assert_cmpuint (fake_dav_count (f->server, "GET"), ==, 30);

  fake_dav_set (f->server, "multiget", NULL);
  sync_full (f);
  put_many (f, 30);
  sync_ok (f);
  assert_requests (f, 2);
}

/* A first sync that breaks off keeps what it had, and goes on from there. */
static void
test_resume (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  guint had;

  put_many (f, 1600);
  f->store->fail_at = 1200;
  g_assert_false (sync_store_sync (f->store, f->http, f->url, FALSE, 1, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NO_SPACE);
  had = g_hash_table_size (f->store->items);
  g_assert_cmpuint (had, ==, 1000);
  sync_ok (f);
  g_assert_cmpuint (f->store->n_items, ==, 600);
  assert_equal (f);
}

/* The caller's failure ends all threads, and is what is told. */
static void
test_sink_fails (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  put_many (f, 2600);
  f->store->fail_at = 700;
  g_assert_false (sync_store_sync (f->store, f->http, f->url, FALSE, 4, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NO_SPACE);
  sync_ok (f);
  assert_equal (f);
}

/* A listing that leaves things out, although it came whole, is not believed. */
static void
test_partial_listing (Fixture *f, gconstpointer data)
{
  fake_dav_set (f->server, "sync", "no");
  fake_dav_set (f->server, "ctag", "no");
  put_many (f, 40);
  sync_ok (f);
  fake_dav_set (f->server, "listing", "partial");
  remove_one (f, "event-00003.ics");
  sync_ok (f);
  assert_equal (f);
  fake_dav_set (f->server, "listing", "empty");
  sync_ok (f);
  assert_equal (f);
}

/* What reports do not tell, a full check finds. */
static void
test_full_check (Fixture *f, gconstpointer data)
{
  g_autofree char *text = make_event ("stray", "Stray");
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));

  put_many (f, 10);
  sync_ok (f);
  sync_store_put (f->store, "event-00002.ics", NULL, NULL);
  sync_store_put (f->store, "event-00003.ics", "\"old\"", bytes);
  sync_store_put (f->store, "stray.ics", "\"stray\"", bytes);
  sync_ok (f);
  g_assert_cmpuint (g_hash_table_size (f->store->items), ==, 10);
  sync_full (f);
  assert_equal (f);
  g_assert_cmpuint (f->store->n_items, ==, 2);
}

static void
test_moved (Fixture *f, gconstpointer data)
{
  g_autofree char *origin = fake_dav_url (f->server, "");
  g_autofree char *old = fake_dav_url (f->server, "/old/work");

  put_many (f, 3);
  fake_dav_fail (f->server, "* /old/work/", "redirect:" WORK, G_MAXUINT, NULL);
  g_free (f->url);
  f->url = g_steal_pointer (&old);
  sync_ok (f);
  assert_equal (f);
  put_many (f, 4);
  sync_ok (f);
  assert_requests (f, 1);
  assert_equal (f);
}

static void
test_no_collection (Fixture *f, gconstpointer data)
{
  g_free (f->url);
  f->url = fake_dav_url (f->server, "/calendars/ana/nothing/");
  sync_fails (f, MT_NET_ERROR_MISSING);
}

static void
test_collection_vanishes (Fixture *f, gconstpointer data)
{
  g_autofree char *before = NULL;

  put_many (f, 3);
  sync_ok (f);
  before = sync_store_describe (f->store);
  fake_dav_remove (f->server, WORK);
  sync_fails (f, MT_NET_ERROR_MISSING);
  assert_nothing_lost (f, before);
}

static void
test_huge_item (Fixture *f, gconstpointer data)
{
  g_autofree char *filler = g_strnfill (9 * 1024 * 1024, 'x');

  put (f, "small.ics", "Small");
  put (f, "huge.ics", filler);
  sync_ok (f);
  g_assert_nonnull (sync_store_get (f->store, "huge.ics")->why);
  g_assert_nonnull (sync_store_get (f->store, "small.ics")->bytes);
  /* It is not asked for again before it has changed. */
  sync_ok (f);
  assert_requests (f, 1);
  put (f, "huge.ics", "Small now");
  sync_ok (f);
  assert_equal (f);
}

#define ADD(path, func) g_test_add (path, Fixture, NULL, set_up, func, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (habits); i++)
    {
      g_autofree char *path = g_strconcat ("/caldav/habit/", habits[i].name, NULL);

      g_test_add (path, Fixture, &habits[i], set_up, test_habit, tear_down);
    }
  for (guint i = 0; i < G_N_ELEMENTS (breaks); i++)
    {
      g_autofree char *path = g_strconcat ("/caldav/break/", breaks[i].name, NULL);

      g_test_add (path, Fixture, &breaks[i], set_up, test_break, tear_down);
    }
  for (guint i = 0; i < G_N_ELEMENTS (bad_items); i++)
    {
      g_autofree char *path = g_strconcat ("/caldav/bad-item/", bad_items[i].name, NULL);

      g_test_add (path, Fixture, &bad_items[i], set_up, test_bad_item, tear_down);
    }
  ADD ("/caldav/requests", test_requests);
  ADD ("/caldav/requests-by-ctag", test_requests_by_ctag);
  ADD ("/caldav/requests-inclusive", test_requests_inclusive);
  ADD ("/caldav/token-refused", test_token_refused);
  ADD ("/caldav/cut-anywhere", test_cut_anywhere);
  ADD ("/caldav/storm", test_storm);
  ADD ("/caldav/multiget-comes-and-goes", test_multiget_comes_and_goes);
  ADD ("/caldav/resume", test_resume);
  ADD ("/caldav/sink-fails", test_sink_fails);
  ADD ("/caldav/partial-listing", test_partial_listing);
  ADD ("/caldav/full-check", test_full_check);
  ADD ("/caldav/moved", test_moved);
  ADD ("/caldav/no-collection", test_no_collection);
  ADD ("/caldav/collection-vanishes", test_collection_vanishes);
  ADD ("/caldav/huge-item", test_huge_item);
  return g_test_run ();
}
