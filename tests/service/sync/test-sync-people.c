/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * Free/busy and hours of people: one request for all, what works is remembered, and a missing
 * answer is never free.
 */
#include "config.h"

#include "sync-fixture.h"

#include <string.h>

#define BO_WORK "/calendars/bo/work/"
#define BO_BUSY MT_STORE_FREEBUSY "bo@example.org"

static void
set_scheduling (SyncFixture *f)
{
  g_strfreev (f->ana->addresses);
  f->ana->addresses = g_strsplit ("ana@example.org", " ", -1);
  f->ana->outbox = sync_url (f, "/calendars/ana/outbox/");
  f->ana->inbox = sync_url (f, "/calendars/ana/inbox/");
}

static void
add_bo (SyncFixture *f, gboolean named)
{
  g_autofree char *url = sync_url (f, BO_WORK);

  fake_dav_add_user (f->server, "bo", "test");
  sync_put (f, BO_WORK "one.ics", "Secret");
  sync_add_person (f, "bo", "Bo@Example.org", named ? url : NULL);
}

static char *
read_item (SyncFixture *f, const char *url)
{
  g_autoptr (MtStoreItem) item = mt_item_store_read_item (f->store, url, "");

  return item != NULL && item->bytes != NULL
             ? g_strndup (g_bytes_get_data (item->bytes, NULL), g_bytes_get_size (item->bytes))
             : NULL;
}

static void
assert_busy (SyncFixture *f, const char *url)
{
  g_autofree char *text = read_item (f, url);

  g_assert_nonnull (text);
  g_assert_nonnull (strstr (text, "20260302T0900"));
  g_assert_null (strstr (text, "Secret"));
}

/* People known by address alone: all of them in one request, again and again. */
static void
test_outbox (SyncFixture *f, gconstpointer data)
{
  g_autoptr (MtStoreCollection) row = NULL;
  g_autoptr (MtStoreCollection) unknown = NULL;

  f->now = G_GINT64_CONSTANT (1772400000); /* 1 March 2026 */
  set_scheduling (f);
  add_bo (f, FALSE);
  fake_dav_add_user (f->server, "chen", "test");
  sync_add_person (f, "chen", "chen@example.org", NULL);
  sync_add_person (f, "dan", "dan@elsewhere.example", NULL);
  sync_add_person (f, "eve", "", NULL);
  g_assert_true (sync_run (f, 0));
  g_assert_cmpuint (sync_count (f, "POST"), ==, 1);
  assert_busy (f, BO_BUSY);
  row = mt_item_store_find (f->store, BO_BUSY);
  g_assert_cmpstr (row->kind, ==, "freebusy");
  g_assert_cmpstr (row->account, ==, f->ana->id);
  g_assert_cmpint (row->checked, >=, f->now);
  /* Of whom nothing is known nothing is kept that would look like free. */
  unknown = mt_item_store_find (f->store, MT_STORE_FREEBUSY "dan@elsewhere.example");
  g_assert_null (unknown);

  fake_dav_clear_log (f->server);
  g_assert_true (sync_run (f, 0));
  g_assert_cmpuint (sync_count (f, "*"), ==, 1);
  g_assert_false (f->report.news);

  /* The next day, who did not know is asked again, still in one request. */
  fake_dav_clear_log (f->server);
  g_assert_true (sync_run (f, MT_SYNC_FULL));
  g_assert_cmpuint (sync_count (f, "POST"), ==, 1);
}

/* What was known grows old when the outbox does not answer; it does not vanish. */
static void
test_outbox_fails (SyncFixture *f, gconstpointer data)
{
  g_autoptr (MtStoreCollection) row = NULL;

  f->now = G_GINT64_CONSTANT (1772400000);
  set_scheduling (f);
  add_bo (f, FALSE);
  g_assert_true (sync_run (f, 0));
  fake_dav_fail (f->server, "POST", "500", G_MAXUINT, NULL);
  g_assert_false (sync_run (f, 0));
  row = mt_item_store_find (f->store, BO_BUSY);
  g_assert_cmpint (row->failed_since, >=, f->now);
  assert_busy (f, BO_BUSY);
  fake_dav_reset (f->server);
  g_assert_true (sync_run (f, MT_SYNC_ASKED));
  g_clear_pointer (&row, mt_store_collection_free);
  row = mt_item_store_find (f->store, BO_BUSY);
  g_assert_cmpint (row->failed_since, ==, 0);
}

/* A calendar of the team file that may not be read: outbox, then the calendar's own free/busy. */
static void
test_unreadable (SyncFixture *f, gconstpointer data)
{
  const gboolean outbox = data != NULL;
  g_autofree char *url = sync_url (f, BO_WORK);
  g_autoptr (MtStoreCollection) row = NULL;

  f->now = G_GINT64_CONSTANT (1772400000);
  add_bo (f, TRUE);
  fake_dav_share (f->server, BO_WORK, "ana", "free-busy");
  if (outbox)
    set_scheduling (f);
  g_assert_true (sync_run (f, 0));
  assert_busy (f, url);
  row = mt_item_store_find (f->store, url);
  g_assert_cmpstr (row->kind, ==, "freebusy");
  g_assert_nonnull (strstr (row->mode, outbox ? "|outbox" : "|query"));

  /* What works is asked alone. */
  fake_dav_clear_log (f->server);
  g_assert_true (sync_run (f, 0));
  g_assert_cmpuint (sync_count (f, "*"), ==, 1);
  g_assert_cmpuint (sync_count (f, outbox ? "POST" : "REPORT:free-busy-query"), ==, 1);
  g_assert_false (f->report.news);

  /* One day it may be read: then it is. */
  fake_dav_share (f->server, BO_WORK, "ana", "read");
  f->now += 25 * 60 * 60;
  g_assert_true (sync_run (f, 0));
  sync_assert_equal (f, BO_WORK, 1);
  g_clear_pointer (&row, mt_store_collection_free);
  row = mt_item_store_find (f->store, url);
  g_assert_cmpstr (row->kind, ==, "caldav");
}

/* The account of another server knows: that is remembered, too. */
static void
test_elsewhere (SyncFixture *f, gconstpointer data)
{
  MtAccount *chen = sync_add_account (f, "chen", "test");
  g_autofree char *url = sync_url (f, BO_WORK);
  g_autoptr (MtStoreCollection) row = NULL;

  f->now = G_GINT64_CONSTANT (1772400000);
  add_bo (f, TRUE);
  g_strfreev (chen->addresses);
  chen->addresses = g_strsplit ("chen@example.org", " ", -1);
  chen->outbox = sync_url (f, "/calendars/chen/outbox/");
  for (guint i = 0; i < 3; i++)
    {
      fake_dav_clear_log (f->server);
      g_assert_true (sync_run (f, 0));
      assert_busy (f, url);
      g_assert_cmpuint (sync_count (f, "POST"), ==, 1);
    }
  row = mt_item_store_find (f->store, url);
  g_assert_cmpstr (row->account, ==, f->ana->id);
}

/* Nobody tells: unknown, in words, and never free. */
static void
test_unknown (SyncFixture *f, gconstpointer data)
{
  g_autofree char *url = sync_url (f, BO_WORK);
  g_autofree char *text = NULL;
  g_autoptr (MtStoreCollection) row = NULL;

  set_scheduling (f);
  add_bo (f, TRUE);
  fake_dav_set (f->server, "outbox", "refused");
  g_assert_false (sync_run (f, 0));
  g_assert_error (f->report.error, MT_SYNC_ERROR, MT_SYNC_ERROR_UNKNOWN);
  row = mt_item_store_find (f->store, url);
  g_assert_cmpint (row->checked, ==, 0);
  g_assert_nonnull (row->trouble);
  text = read_item (f, url);
  g_assert_null (text);
}

/* Hrefs in answer to a free-busy-query are no answer. */
static void
test_hrefs (SyncFixture *f, gconstpointer data)
{
  g_autofree char *url = sync_url (f, BO_WORK);
  g_autoptr (MtStoreCollection) row = NULL;

  add_bo (f, TRUE);
  fake_dav_share (f->server, BO_WORK, "ana", "free-busy");
  fake_dav_set (f->server, "free-busy", "hrefs");
  g_assert_false (sync_run (f, 0));
  row = mt_item_store_find (f->store, url);
  g_assert_cmpint (row->checked, ==, 0);
}

/* My hours go where I switched that on; those of who has none in the team file are read. */
static void
test_hours (SyncFixture *f, gconstpointer data)
{
  MtPerson *ana = sync_add_person (f, "ana", "ana@example.org", NULL);
  g_autofree char *first = NULL;

  set_scheduling (f);
  f->ana->publish_hours_of = g_strdup ("ana");
  ana->standard_hours = FALSE;
  g_assert_true (sync_run (f, 0));
  g_assert_cmpuint (sync_count (f, "PROPPATCH"), ==, 1);
  first = read_item (f, MT_STORE_AVAILABILITY "ana@example.org");
  g_assert_nonnull (first);
  fake_dav_clear_log (f->server);
  g_assert_true (sync_run (f, 0));
  g_assert_true (sync_run (f, 0));
  g_assert_cmpuint (sync_count (f, "PROPPATCH"), ==, 0);

  /* Another machine of hers, with a team file that does not know her hours. */
  g_clear_pointer (&f->ana->publish_hours_of, g_free);
  ana->standard_hours = TRUE;
  g_assert_true (mt_item_store_forget (
      f->store, (const char *[]){ MT_STORE_AVAILABILITY "ana@example.org", NULL }, NULL));
  g_assert_true (sync_run (f, 0));
  {
    g_autofree char *read = read_item (f, MT_STORE_AVAILABILITY "ana@example.org");

    g_assert_nonnull (read);
    g_assert_nonnull (strstr (read, "VAVAILABILITY"));
  }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

#define ADD(name, data, function)                                                                  \
  g_test_add ("/sync-people/" name, SyncFixture, data, sync_fixture_set_up, function,              \
              sync_fixture_tear_down)
  ADD ("outbox", NULL, test_outbox);
  ADD ("outbox-fails", NULL, test_outbox_fails);
  ADD ("unreadable-outbox", "outbox", test_unreadable);
  ADD ("unreadable-query", NULL, test_unreadable);
  ADD ("elsewhere", NULL, test_elsewhere);
  ADD ("unknown", NULL, test_unknown);
  ADD ("hrefs", NULL, test_hrefs);
  ADD ("hours", NULL, test_hours);
#undef ADD

  return g_test_run ();
}
