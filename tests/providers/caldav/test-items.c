/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * Tests of changing single items on a server of any habits: a change is done, or told as not done,
 * and never done over somebody else's.
 */
#include <string.h>

#include "fake-dav.h"
#include "providers/collections/caldav/mt-caldav.h"

#define WORK "/calendars/ana/work/"

typedef struct
{
  FakeDav *server;
  MtHttp *http;
  MtCaldav *caldav;
  GBytes *one;
  GBytes *two;
  GBytes *three;
} Fixture;

static GBytes *
make_event (const char *uid, const char *summary)
{
  char *text = g_strdup_printf ("BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Meantime//Test//EN\r\n"
                                "BEGIN:VEVENT\r\nUID:%s\r\nDTSTAMP:20260115T080000Z\r\n"
                                "DTSTART:20260302T090000Z\r\nSUMMARY:%s\r\nEND:VEVENT\r\n"
                                "END:VCALENDAR\r\n",
                                uid, summary);

  return g_bytes_new_take (text, strlen (text));
}

static void
set_up (Fixture *f, gconstpointer data)
{
  static const MtHttpLimits limits = { 5000, 20000 };
  g_autofree char *origin = NULL;
  g_autofree char *url = NULL;

  f->server = fake_dav_new ();
  f->http = mt_http_new ();
  origin = fake_dav_url (f->server, "");
  url = fake_dav_url (f->server, WORK);
  mt_http_set_limits (f->http, &limits);
  mt_http_set_credentials (f->http, origin, MT_AUTH_PASSWORD, "ana", "test");
  f->caldav = mt_caldav_new (f->http, url);
  f->one = make_event ("uid-1", "One");
  f->two = make_event ("uid-1", "Two");
  f->three = make_event ("uid-1", "Three");
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  mt_caldav_free (f->caldav);
  mt_http_unref (f->http);
  fake_dav_free (f->server);
  g_bytes_unref (f->one);
  g_bytes_unref (f->two);
  g_bytes_unref (f->three);
}

static void
assert_stored (Fixture *f, const char *name, GBytes *bytes)
{
  g_autofree char *path = g_strconcat (WORK, name, NULL);
  g_autoptr (GBytes) there = fake_dav_read (f->server, path);

  if (!bytes)
    {
      g_assert_null (there);
      return;
    }
  g_assert_nonnull (there);
  g_assert_true (g_bytes_equal (there, bytes));
}

static void
assert_conflict (gboolean ok, GError **error)
{
  g_assert_false (ok);
  g_assert_error (*error, MT_NET_ERROR, MT_NET_ERROR_CONFLICT);
  g_clear_error (error);
}

static void
test_create (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *etag = NULL;
  g_autoptr (GBytes) there = NULL;
  g_autofree char *now = NULL;

  g_assert_true (mt_caldav_put (f->caldav, "a b.ics", f->one, NULL, &etag, NULL, &error));
  g_assert_no_error (error);
  g_assert_nonnull (etag);
  assert_stored (f, "a b.ics", f->one);
  assert_conflict (mt_caldav_put (f->caldav, "a b.ics", f->two, NULL, NULL, NULL, &error), &error);
  assert_stored (f, "a b.ics", f->one);

  g_assert_true (mt_caldav_get (f->caldav, "a b.ics", &there, &now, NULL, &error));
  g_assert_cmpstr (now, ==, etag);
  g_assert_true (g_bytes_equal (there, f->one));
  g_assert_false (mt_caldav_get (f->caldav, "b.ics", &there, &now, NULL, &error));
  g_assert_error (error, MT_NET_ERROR, MT_NET_ERROR_MISSING);
}

static void
test_change (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;

  mt_caldav_put (f->caldav, "a.ics", f->one, NULL, &first, NULL, NULL);
  g_assert_true (mt_caldav_put (f->caldav, "a.ics", f->two, first, &second, NULL, &error));
  assert_stored (f, "a.ics", f->two);
  assert_conflict (mt_caldav_put (f->caldav, "a.ics", f->three, first, NULL, NULL, &error), &error);
  assert_stored (f, "a.ics", f->two);
  assert_conflict (mt_caldav_remove (f->caldav, "a.ics", first, NULL, NULL, &error), &error);
  assert_stored (f, "a.ics", f->two);
  g_assert_true (mt_caldav_remove (f->caldav, "a.ics", second, NULL, NULL, &error));
  assert_stored (f, "a.ics", NULL);
  /* It is no failure that it is gone. */
  g_assert_true (mt_caldav_remove (f->caldav, "a.ics", second, NULL, NULL, &error));
  g_assert_true (mt_caldav_remove (f->caldav, "a.ics", NULL, NULL, NULL, &error));
  assert_conflict (mt_caldav_put (f->caldav, "a.ics", f->three, second, NULL, NULL, &error),
                   &error);
  assert_stored (f, "a.ics", NULL);
}

/* An ETag that says nothing is not believed; one that cannot be sent in a condition is not sent. */
static void
test_etags_of_put (Fixture *f, gconstpointer data)
{
  static const char *const kinds[] = { "none", "weak" };

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      g_autofree char *etag = NULL;

      fake_dav_set (f->server, "etag", kinds[i]);
      fake_dav_remove (f->server, WORK "a.ics");
      g_assert_true (mt_caldav_put (f->caldav, "a.ics", f->one, NULL, &etag, NULL, NULL));
      g_assert_null (etag);
    }
}

/* Replacing works on any server, but never over a change of somebody else. */
static void
test_replace (Fixture *f, gconstpointer data)
{
  g_auto (GStrv) parts = g_strsplit (data, "=", 2);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) there = NULL;
  g_autofree char *etag = NULL;

  fake_dav_put_bytes (f->server, WORK "a.ics", f->one);
  fake_dav_set (f->server, parts[0], parts[1]);
  g_assert_true (mt_caldav_get (f->caldav, "a.ics", &there, &etag, NULL, &error));
  g_assert_true (mt_caldav_replace (f->caldav, "a.ics", there, etag, f->two, NULL, NULL, &error));
  g_assert_no_error (error);
  assert_stored (f, "a.ics", f->two);

  assert_conflict (
      mt_caldav_replace (f->caldav, "a.ics", f->one, etag, f->three, NULL, NULL, &error), &error);
  assert_stored (f, "a.ics", f->two);
  assert_conflict (
      mt_caldav_replace (f->caldav, "a.ics", f->one, NULL, f->three, NULL, NULL, &error), &error);
  assert_stored (f, "a.ics", f->two);

  fake_dav_remove (f->server, WORK "a.ics");
  assert_conflict (
      mt_caldav_replace (f->caldav, "a.ics", f->two, NULL, f->three, NULL, NULL, &error), &error);
  assert_stored (f, "a.ics", NULL);
}

static void
test_remove_weak (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) there = NULL;
  g_autofree char *etag = NULL;

  fake_dav_set (f->server, "etag", "weak");
  fake_dav_put_bytes (f->server, WORK "a.ics", f->one);
  mt_caldav_get (f->caldav, "a.ics", &there, &etag, NULL, NULL);
  fake_dav_put_bytes (f->server, WORK "a.ics", f->two);
  assert_conflict (mt_caldav_remove (f->caldav, "a.ics", etag, NULL, NULL, &error), &error);
  fake_dav_put_bytes (f->server, WORK "a.ics", f->one);
  g_assert_true (mt_caldav_remove (f->caldav, "a.ics", etag, NULL, NULL, &error));
  assert_stored (f, "a.ics", NULL);
}

/* What is refused is told as refused, wherever the server says it. */
typedef struct
{
  const char *name;
  const char *value;
  MtNetError code;
} Refusal;

static const Refusal refusals[] = {
  { "put", "207-412", MT_NET_ERROR_CONFLICT },
  { "put", "207-403", MT_NET_ERROR_FORBIDDEN },
  { "put", "207-507", MT_NET_ERROR_FULL },
  { "put", "400", MT_NET_ERROR_STATUS },
  { "put", "403", MT_NET_ERROR_FORBIDDEN },
  { "put", "405", MT_NET_ERROR_STATUS },
  { "put", "409", MT_NET_ERROR_CONFLICT },
  { "put", "412", MT_NET_ERROR_CONFLICT },
  { "put", "413", MT_NET_ERROR_TOO_LARGE },
  { "put", "415", MT_NET_ERROR_STATUS },
  { "put", "500", MT_NET_ERROR_STATUS },
  { "put", "507", MT_NET_ERROR_FULL },
  { "put", "invalid-412", MT_NET_ERROR_FORBIDDEN },
  { "put", "invalid-207", MT_NET_ERROR_FORBIDDEN },
  { "components", "VTODO", MT_NET_ERROR_FORBIDDEN },
};

static void
test_refusal (Fixture *f, gconstpointer data)
{
  const Refusal *row = data;
  g_autoptr (GError) error = NULL;

  fake_dav_set (f->server, row->name, row->value);
  g_assert_false (mt_caldav_put (f->caldav, "a.ics", f->one, NULL, NULL, NULL, &error));
  g_assert_error (error, MT_NET_ERROR, (int) row->code);
  g_assert_cmpuint (mt_net_error_get_status (error), !=, 0);
  assert_stored (f, "a.ics", NULL);
  g_assert_null (mt_caldav_get_twin (f->caldav));
}

static void
test_breaks (Fixture *f, gconstpointer data)
{
  static const struct
  {
    const char *action;
    MtNetError code;
  } rows[] = {
    { "reset", MT_NET_ERROR_OFFLINE },   { "close", MT_NET_ERROR_OFFLINE },
    { "html", MT_NET_ERROR_PORTAL },     { "empty", MT_NET_ERROR_MALFORMED },
    { "html-207", MT_NET_ERROR_PORTAL }, { "doctype", MT_NET_ERROR_MALFORMED },
    { "202", MT_NET_ERROR_STATUS },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (GError) error = NULL;

      fake_dav_fail (f->server, "PUT", rows[i].action, G_MAXUINT, NULL);
      g_assert_false (mt_caldav_put (f->caldav, "a.ics", f->one, NULL, NULL, NULL, &error));
      g_assert_error (error, MT_NET_ERROR, (int) rows[i].code);
      assert_stored (f, "a.ics", NULL);
      fake_dav_reset (f->server);
    }
}

/* Done, and nobody heard of it: it is not sent again by itself, and reading it first tells. */
static void
test_done_unheard (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) there = NULL;

  fake_dav_fail (f->server, "PUT", "after", 1, NULL);
  g_assert_false (mt_caldav_put (f->caldav, "a.ics", f->one, NULL, NULL, NULL, &error));
  g_assert_error (error, MT_NET_ERROR, MT_NET_ERROR_OFFLINE);
  g_assert_cmpuint (fake_dav_count (f->server, "PUT"), <=, 2);
  g_assert_true (mt_caldav_get (f->caldav, "a.ics", &there, NULL, NULL, NULL));
  g_assert_true (g_bytes_equal (there, f->one));
}

/* The same UID is there under another name: which one is told, also by servers that do not say. */
static void
test_twin (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  fake_dav_set (f->server, "uid-conflict", data);
  fake_dav_put_bytes (f->server, WORK "first try.ics", f->one);
  assert_conflict (mt_caldav_put (f->caldav, "b.ics", f->one, NULL, NULL, NULL, &error), &error);
  g_assert_cmpstr (mt_caldav_get_twin (f->caldav), ==, "first try.ics");
  assert_stored (f, "b.ics", NULL);
  g_assert_true (mt_caldav_remove (f->caldav, "first try.ics", NULL, NULL, NULL, NULL));
  g_assert_true (mt_caldav_put (f->caldav, "b.ics", f->one, NULL, NULL, NULL, &error));
  g_assert_null (mt_caldav_get_twin (f->caldav));
}

/* A calendar of somebody else's that the server shows under another name: it is there, and what the
 * server says of its items is understood. */
static void
test_elsewhere (Fixture *f, gconstpointer data)
{
  g_autofree char *old = fake_dav_url (f->server, "/old/work");
  g_autoptr (GError) error = NULL;

  mt_caldav_free (f->caldav);
  f->caldav = mt_caldav_new (f->http, old);
  fake_dav_fail (f->server, "* /old/work/", "redirect:" WORK, G_MAXUINT, NULL);
  fake_dav_fail (f->server, "PUT /old/work/b.ics", "redirect:" WORK "b.ics", G_MAXUINT, NULL);
  fake_dav_set (f->server, "uid-conflict", "409-silent");
  fake_dav_put_bytes (f->server, WORK "first try.ics", f->one);
  assert_conflict (mt_caldav_put (f->caldav, "b.ics", f->one, NULL, NULL, NULL, &error), &error);
  g_assert_cmpstr (mt_caldav_get_twin (f->caldav), ==, "first try.ics");
  mt_caldav_free (f->caldav);
  f->caldav = mt_caldav_new (f->http, old);
  g_assert_true (mt_caldav_answers (f->caldav, NULL, &error));
  g_assert_no_error (error);
  fake_dav_remove (f->server, WORK);
  g_assert_false (mt_caldav_answers (f->caldav, NULL, &error));
  g_assert_error (error, MT_NET_ERROR, MT_NET_ERROR_MISSING);
}

static void
test_delete_with_multistatus (Fixture *f, gconstpointer data)
{
  fake_dav_set (f->server, "delete", "200");
  fake_dav_put_bytes (f->server, WORK "a.ics", f->one);
  g_assert_true (mt_caldav_remove (f->caldav, "a.ics", NULL, NULL, NULL, NULL));
  assert_stored (f, "a.ics", NULL);
}

/* What comes in place of an item is none. */
static void
test_get_breaks (Fixture *f, gconstpointer data)
{
  static const struct
  {
    const char *action;
    MtNetError code;
  } rows[] = {
    { "cut:60", MT_NET_ERROR_MALFORMED }, { "short:60", MT_NET_ERROR_MALFORMED },
    { "html", MT_NET_ERROR_PORTAL },      { "reset", MT_NET_ERROR_OFFLINE },
    { "500", MT_NET_ERROR_STATUS },
  };

  fake_dav_put_bytes (f->server, WORK "a.ics", f->one);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GBytes) there = NULL;

      fake_dav_fail (f->server, "GET", rows[i].action, G_MAXUINT, NULL);
      g_assert_false (mt_caldav_get (f->caldav, "a.ics", &there, NULL, NULL, &error));
      g_assert_error (error, MT_NET_ERROR, (int) rows[i].code);
      fake_dav_reset (f->server);
    }
}

#define ADD(path, data, func) g_test_add (path, Fixture, data, set_up, func, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  ADD ("/caldav-items/create", NULL, test_create);
  ADD ("/caldav-items/change", NULL, test_change);
  ADD ("/caldav-items/etags-of-put", NULL, test_etags_of_put);
  ADD ("/caldav-items/replace/strong", "etag=strong", test_replace);
  ADD ("/caldav-items/replace/weak", "etag=weak", test_replace);
  ADD ("/caldav-items/replace/none", "etag=none", test_replace);
  ADD ("/caldav-items/replace/changing", "etag=changing", test_replace);
  ADD ("/caldav-items/replace/counter", "etag=counter", test_replace);
  ADD ("/caldav-items/replace/not-told", "get-etag=no", test_replace);
  ADD ("/caldav-items/replace/never", "if-match=never", test_replace);
  ADD ("/caldav-items/remove-weak", NULL, test_remove_weak);
  for (guint i = 0; i < G_N_ELEMENTS (refusals); i++)
    {
      g_autofree char *path = g_strdup_printf ("/caldav-items/refusal/%s", refusals[i].value);

      ADD (path, &refusals[i], test_refusal);
    }
  ADD ("/caldav-items/breaks", NULL, test_breaks);
  ADD ("/caldav-items/done-unheard", NULL, test_done_unheard);
  ADD ("/caldav-items/twin/403", "403", test_twin);
  ADD ("/caldav-items/twin/409", "409", test_twin);
  ADD ("/caldav-items/twin/silent", "409-silent", test_twin);
  ADD ("/caldav-items/elsewhere", NULL, test_elsewhere);
  ADD ("/caldav-items/delete-with-multistatus", NULL, test_delete_with_multistatus);
  ADD ("/caldav-items/get-breaks", NULL, test_get_breaks);
  return g_test_run ();
}
