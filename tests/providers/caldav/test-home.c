/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * The calendars of an account: listed, and made.
 */
#include "config.h"

#include <string.h>

#include "fake-dav.h"
#include "net/mt-url.h"
#include "providers/collections/caldav/mt-availability.h"
#include "providers/collections/caldav/mt-home.h"

typedef struct
{
  FakeDav *dav;
  MtHttp *http;
  MtDiscovered *found;
  char *home;
} Fixture;

static void
set_up (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *url = NULL;

  self->dav = fake_dav_new ();
  url = fake_dav_url (self->dav, "/");
  self->home = fake_dav_url (self->dav, "/calendars/ana/");
  self->http = mt_http_new ();
  mt_http_set_credentials (self->http, url, MT_AUTH_PASSWORD, "ana", "test");
  mt_discovery_run (self->http, url, TRUE, NULL, NULL, NULL, &self->found, NULL, &error);
  g_assert_no_error (error);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  mt_discovered_free (self->found);
  mt_http_unref (self->http);
  fake_dav_free (self->dav);
  g_free (self->home);
}

static GPtrArray *
list (Fixture *self)
{
  g_autoptr (GError) error = NULL;
  GPtrArray *collections = mt_home_list (self->http, self->found, NULL, NULL, NULL, &error);

  g_assert_no_error (error);
  return collections;
}

static const MtHomeCollection *
find (Fixture *self, GPtrArray *collections, const char *path)
{
  g_autofree char *url = fake_dav_url (self->dav, path);

  for (guint i = 0; i < collections->len; i++)
    {
      const MtHomeCollection *one = g_ptr_array_index (collections, i);

      if (mt_url_equal (one->url, url))
        return one;
    }
  return NULL;
}

/* In- and outbox are no calendars. */
static void
test_own (Fixture *self, gconstpointer data)
{
  g_autoptr (GPtrArray) collections = list (self);
  const MtHomeCollection *work = find (self, collections, "/calendars/ana/work/");

  g_assert_cmpuint (collections->len, ==, 1);
  g_assert_false (work->foreign);
  g_assert_true (work->may_read);
  g_assert_true (work->may_write);
  g_assert_true (work->has_sync);
  g_assert_true (work->has_freebusy);
  g_assert_cmpint (work->holds, ==, MT_HOLDS_EVENTS | MT_HOLDS_TASKS | MT_HOLDS_JOURNALS);
}

static void
test_shared (Fixture *self, gconstpointer data)
{
  g_autoptr (GPtrArray) collections = NULL;
  const MtHomeCollection *bo;

  fake_dav_share (self->dav, "/calendars/bo/work/", "ana", "read");
  collections = list (self);
  bo = find (self, collections, "/calendars/bo/work/");
  g_assert_nonnull (bo);
  g_assert_true (bo->foreign);
  g_assert_true (bo->may_read);
  g_assert_false (bo->may_write);
  g_assert_cmpstr (bo->owner_name, ==, "bo");
  g_assert_cmpstr (bo->owner_addresses[0], ==, "bo@example.org");
}

/* Large, and still one question; the hrefs in any form. */
static void
test_500 (Fixture *self, gconstpointer data)
{
  static const char *const forms[] = { "path", "url", "escaped", "lower", "raw", "relative" };
  guint requests = 0;

  for (guint i = 1; i < 500; i++)
    {
      g_autofree char *path = g_strdup_printf ("/calendars/ana/room %u ü/", i);

      fake_dav_add_collection (self->dav, path, "VEVENT");
    }
  for (guint i = 0; i < G_N_ELEMENTS (forms); i++)
    {
      g_autoptr (GPtrArray) collections = NULL;

      g_test_message ("%s", forms[i]);
      fake_dav_set (self->dav, "href", forms[i]);
      requests = fake_dav_count (self->dav, "*");
      collections = list (self);
      g_assert_cmpuint (collections->len, ==, 500);
      g_assert_nonnull (find (self, collections, "/calendars/ana/room%20499%20%C3%BC/"));
      g_assert_cmpuint (fake_dav_count (self->dav, "*") - requests, ==, 1);
    }
}

static void
test_listing_fails (Fixture *self, gconstpointer data)
{
  static const char *const faults[] = { "html",     "empty", "doctype", "cut:300",
                                        "torn:300", "403",   "404",     "500",
                                        "503",      "close", "bomb",    "html-207" };

  for (guint i = 0; i < G_N_ELEMENTS (faults); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (MtHttp) http = mt_http_new ();

      g_test_message ("%s", faults[i]);
      mt_http_set_credentials (http, self->home, MT_AUTH_PASSWORD, "ana", "test");
      fake_dav_reset (self->dav);
      fake_dav_fail (self->dav, "PROPFIND", faults[i], G_MAXUINT, NULL);
      g_assert_null (mt_home_list (http, self->found, NULL, NULL, NULL, &error));
      g_assert_true (error->domain == MT_NET_ERROR);
    }
}

static char *
make (Fixture *self, MtHolds holds, GError **error)
{
  return mt_home_make (self->http, self->home, "board", "Bräu & <Brett>", holds, NULL, error);
}

static void
check_made (Fixture *self, const char *path, MtHolds holds)
{
  g_autoptr (GPtrArray) collections = list (self);
  const MtHomeCollection *one = find (self, collections, path);

  g_assert_nonnull (one);
  g_assert_cmpstr (one->name, ==, "Bräu & <Brett>");
  g_assert_cmpint (one->holds, ==, holds);
}

static void
test_make (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *first = make (self, MT_HOLDS_TASKS, &error);
  g_autofree char *second = NULL;

  g_assert_no_error (error);
  g_assert_true (g_str_has_suffix (first, "/calendars/ana/board/"));
  check_made (self, "/calendars/ana/board/", MT_HOLDS_TASKS);
  second = make (self, MT_HOLDS_JOURNALS | MT_HOLDS_EVENTS, &error);
  g_assert_no_error (error);
  g_assert_true (g_str_has_suffix (second, "/calendars/ana/board-2/"));
  check_made (self, "/calendars/ana/board/", MT_HOLDS_TASKS);
  check_made (self, "/calendars/ana/board-2/", MT_HOLDS_JOURNALS | MT_HOLDS_EVENTS);
}

static void
test_make_by_mkcol (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *url = NULL;

  fake_dav_set (self->dav, "mkcalendar", "mkcol");
  url = make (self, MT_HOLDS_TASKS, &error);
  g_assert_no_error (error);
  check_made (self, "/calendars/ana/board/", MT_HOLDS_TASKS);
}

static void
test_make_is_refused (Fixture *self, gconstpointer data)
{
  static const char *const ways[] = { "no", "207" };

  for (guint i = 0; i < G_N_ELEMENTS (ways); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GPtrArray) collections = NULL;

      g_test_message ("%s", ways[i]);
      fake_dav_set (self->dav, "mkcalendar", ways[i]);
      g_assert_null (make (self, MT_HOLDS_TASKS, &error));
      g_assert_true (error->domain == MT_NET_ERROR);
      collections = list (self);
      g_assert_cmpuint (collections->len, ==, 1);
    }
}

static void
test_availability (Fixture *self, gconstpointer data)
{
  static const char text[] = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nBEGIN:VAVAILABILITY\r\n"
                             "UID:a&<>\r\nEND:VAVAILABILITY\r\nEND:VCALENDAR\r\n";
  g_autoptr (GBytes) bytes = g_bytes_new_static (text, strlen (text)), kept = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_null (mt_availability_fetch (self->http, self->found->inbox, NULL, &error));
  g_assert_error (error, MT_NET_ERROR, MT_NET_ERROR_MISSING);
  g_clear_error (&error);
  g_assert_true (mt_availability_publish (self->http, self->found->inbox, bytes, NULL, &error));
  g_assert_no_error (error);
  kept = mt_availability_fetch (self->http, self->found->inbox, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (g_bytes_equal (bytes, kept));
  fake_dav_set (self->dav, "availability", "no");
  g_assert_false (mt_availability_publish (self->http, self->found->inbox, bytes, NULL, &error));
  g_assert_true (error->domain == MT_NET_ERROR);
}

#define ADD(path, function) g_test_add ("/home/" path, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  ADD ("own", test_own);
  ADD ("shared", test_shared);
  ADD ("500", test_500);
  ADD ("listing-fails", test_listing_fails);
  ADD ("make", test_make);
  ADD ("make-by-mkcol", test_make_by_mkcol);
  ADD ("make-is-refused", test_make_is_refused);
  ADD ("availability", test_availability);
  return g_test_run ();
}
