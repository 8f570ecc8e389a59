/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * When people are busy, asked in three ways: what is an answer, and what is none.
 */
#include "config.h"

#include <string.h>

#include "canned.h"
#include "fake-dav.h"
#include "providers/collections/caldav/mt-freebusy.h"

static const MtSpan window = { 1772323200, 1775347200 };
static const char *const people[] = { "ana@example.org", "bo@Example.org", "nobody@example.org",
                                      NULL };

#define EVENT                                                                                      \
  "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\nBEGIN:VEVENT\r\nUID:one\r\n"                      \
  "DTSTAMP:20260101T000000Z\r\nDTSTART:20260302T090000Z\r\nDTEND:20260302T094500Z\r\n"             \
  "SUMMARY:Salary talk\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"

static MtHttp *
sign_in (FakeDav *dav)
{
  g_autofree char *url = fake_dav_url (dav, "/");
  MtHttp *http = mt_http_new ();

  mt_http_set_credentials (http, url, MT_AUTH_PASSWORD, "ana", "test");
  return http;
}

static gboolean
holds (GBytes *bytes, const char *text)
{
  return bytes != NULL && g_strstr_len (g_bytes_get_data (bytes, NULL),
                                        (gssize) g_bytes_get_size (bytes), text) != NULL;
}

static GPtrArray *
ask (FakeDav *dav, GError **error)
{
  g_autoptr (MtHttp) http = sign_in (dav);
  g_autofree char *outbox = fake_dav_url (dav, "/calendars/ana/outbox/");

  return mt_freebusy_ask (http, outbox, "ana@example.org", people, window, window.start, NULL,
                          error);
}

static void
test_outbox (void)
{
  g_autoptr (FakeDav) dav = fake_dav_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) answers = NULL;
  const MtFreebusyAnswer *ana, *bo, *nobody;

  fake_dav_put (dav, "/calendars/bo/work/one.ics", EVENT);
  fake_dav_clear_log (dav);
  answers = ask (dav, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (answers->len, ==, 3);
  ana = g_ptr_array_index (answers, 0);
  bo = g_ptr_array_index (answers, 1);
  nobody = g_ptr_array_index (answers, 2);
  g_assert_cmpstr (ana->address, ==, "ana@example.org");
  g_assert_true (holds (ana->bytes, "BEGIN:VFREEBUSY"));
  g_assert_false (holds (ana->bytes, "20260302T090000Z"));
  g_assert_true (holds (bo->bytes, "20260302T090000Z"));
  g_assert_null (nobody->bytes);
  g_assert_nonnull (nobody->why);
  g_assert_cmpuint (fake_dav_count (dav, "POST"), ==, 1);
}

static void
test_outbox_refuses_some (void)
{
  g_autoptr (FakeDav) dav = fake_dav_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) answers = NULL;
  const MtFreebusyAnswer *bo;

  fake_dav_set (dav, "outbox", "partial");
  answers = ask (dav, &error);
  g_assert_no_error (error);
  g_assert_nonnull (((MtFreebusyAnswer *) g_ptr_array_index (answers, 0))->bytes);
  bo = g_ptr_array_index (answers, 1);
  g_assert_null (bo->bytes);
  g_assert_true (g_str_has_prefix (bo->why, "3.7"));
}

static const char *const faults[] = { "html",   "empty",   "doctype",  "bomb",  "garbage-gzip",
                                      "cut:60", "torn:60", "short:60", "close", "reset",
                                      "403",    "404",     "500",      "503",   "loop" };

/* None of these is an answer, and none is asked twice: a POST could have been done. */
static void
test_outbox_fails (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (faults); i++)
    {
      g_autoptr (FakeDav) dav = fake_dav_new ();
      g_autoptr (GError) error = NULL;
      g_autoptr (GPtrArray) answers = NULL;

      g_test_message ("%s", faults[i]);
      fake_dav_fail (dav, "POST", faults[i], G_MAXUINT, NULL);
      answers = ask (dav, &error);
      g_assert_null (answers);
      g_assert_true (error->domain == MT_NET_ERROR);
      if (!g_str_equal (faults[i], "loop"))
        g_assert_cmpuint (fake_dav_count (dav, "POST"), <=, 2);
    }
}

#define BUSY(lines)                                                                                \
  "BEGIN:VCALENDAR\r\nBEGIN:VFREEBUSY\r\n" lines "END:VFREEBUSY\r\nEND:VCALENDAR\r\n"
#define SCHEDULE(responses)                                                                        \
  "<?xml version=\"1.0\"?><C:schedule-response xmlns:D=\"DAV:\""                                   \
  " xmlns:C=\"urn:ietf:params:xml:ns:caldav\">" responses "</C:schedule-response>"
#define FOR(who, status, data)                                                                     \
  "<C:response><C:recipient><D:href>" who "</D:href></C:recipient><C:request-status>" status       \
  "</C:request-status><C:calendar-data>" data "</C:calendar-data></C:response>"

typedef struct
{
  const char *name;
  guint status;
  const char *body;
  gboolean known; /* of ana */
  gboolean fails;
} Row;

static const Row rows[] = {
  { "known", 200, SCHEDULE (FOR ("mailto:ana@example.org", "2.0;Success", BUSY (""))), TRUE },
  { "any case", 200, SCHEDULE (FOR ("MAILTO:ANA@example.org", "2.0;Success", BUSY (""))), TRUE },
  { "escaped", 200, SCHEDULE (FOR ("mailto:ana%40example.org", "2.0;Success", BUSY (""))), TRUE },
  { "no mailto", 200, SCHEDULE (FOR ("ana@example.org", "2.8;Success", BUSY (""))), TRUE },
  { "one of two", 200,
    SCHEDULE (FOR ("mailto:ana@example.org", "5.1;Busy", "")
                  FOR ("mailto:ana@example.org", "2.0;Success", BUSY (""))),
    TRUE },
  { "nobody answers", 200, SCHEDULE (""), FALSE },
  { "about somebody else", 200, SCHEDULE (FOR ("mailto:eve@example.org", "2.0;Success", BUSY (""))),
    FALSE },
  { "3.7", 200, SCHEDULE (FOR ("mailto:ana@example.org", "3.7;Invalid", "")), FALSE },
  { "3.7 with data", 200, SCHEDULE (FOR ("mailto:ana@example.org", "3.7;Invalid", BUSY (""))),
    FALSE },
  { "no status", 200, SCHEDULE (FOR ("mailto:ana@example.org", "", BUSY (""))), FALSE },
  { "no data", 200, SCHEDULE (FOR ("mailto:ana@example.org", "2.0;Success", "")), FALSE },
  { "data without busy times", 200,
    SCHEDULE (
        FOR ("mailto:ana@example.org", "2.0;Success", "BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n")),
    FALSE },
  { "data that is cut", 200,
    SCHEDULE (FOR ("mailto:ana@example.org",
                   "2.0;Success",
                   "BEGIN:VCALENDAR\r\nBEGIN:VFREEBUSY\r\nFREEBUSY:2026")),
    FALSE },
  { "another root", 200, "<D:multistatus xmlns:D=\"DAV:\"/>", FALSE, TRUE },
  { "no XML", 200, BUSY (""), FALSE, TRUE },
  { "nothing", 200, "", FALSE, TRUE },
  { "entities", 200,
    "<!DOCTYPE x [<!ENTITY e \"2.0\">]>" SCHEDULE (
        FOR ("mailto:ana@example.org", "&e;", BUSY (""))),
    FALSE, TRUE },
};

static void
test_row (gconstpointer data)
{
  const Row *row = data;
  const CannedAnswer answer[] = { { "POST", "*", row->status, NULL, NULL, row->body } };
  g_autoptr (Canned) server = canned_new (answer, 1);
  g_autofree char *url = canned_url (server, "/outbox/");
  g_autoptr (MtHttp) http = mt_http_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) answers =
      mt_freebusy_ask (http, url, "ana@example.org", people, window, window.start, NULL, &error);

  if (row->fails)
    {
      g_assert_null (answers);
      g_assert_true (error->domain == MT_NET_ERROR);
      return;
    }
  g_assert_no_error (error);
  g_assert_cmpint (((MtFreebusyAnswer *) g_ptr_array_index (answers, 0))->bytes != NULL, ==,
                   row->known);
}

static GBytes *
query (FakeDav *dav, GError **error)
{
  g_autoptr (MtHttp) http = sign_in (dav);
  g_autofree char *url = fake_dav_url (dav, "/calendars/bo/work/");

  return mt_freebusy_query (http, url, window, NULL, error);
}

/* A calendar whose events may not be read. */
static void
test_query (void)
{
  static const char *const ways[] = { "yes", "octet-stream" };

  for (guint i = 0; i < G_N_ELEMENTS (ways); i++)
    {
      g_autoptr (FakeDav) dav = fake_dav_new ();
      g_autoptr (GError) error = NULL;
      g_autoptr (GBytes) bytes = NULL;

      fake_dav_put (dav, "/calendars/bo/work/one.ics", EVENT);
      fake_dav_share (dav, "/calendars/bo/work/", "ana", "free-busy");
      fake_dav_set (dav, "free-busy", ways[i]);
      bytes = query (dav, &error);
      g_assert_no_error (error);
      g_assert_true (holds (bytes, "20260302T090000Z"));
      g_assert_false (holds (bytes, "Salary"));
    }
}

/* Bare hrefs in a 207 do not mean free. */
static void
test_query_is_not_understood (void)
{
  static const char *const ways[] = { "hrefs", "no" };

  for (guint i = 0; i < G_N_ELEMENTS (ways); i++)
    {
      g_autoptr (FakeDav) dav = fake_dav_new ();
      g_autoptr (GError) error = NULL;

      fake_dav_share (dav, "/calendars/bo/work/", "ana", "read");
      fake_dav_set (dav, "free-busy", ways[i]);
      g_assert_null (query (dav, &error));
      g_assert_true (error->domain == MT_NET_ERROR);
    }
}

static const struct
{
  guint status;
  const char *body;
  gboolean known;
} bodies[] = {
  { 200, BUSY ("FREEBUSY:20260302T090000Z/PT1H\r\n"), TRUE },
  { 200, BUSY (""), TRUE },
  { 201, BUSY (""), TRUE },
  { 207, BUSY (""), FALSE },
  { 204, "", FALSE },
  { 200, "", FALSE },
  { 200, "BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n", FALSE },
  { 200, "BEGIN:VFREEBUSY\r\nEND:VFREEBUSY\r\n", FALSE },
};

/* The body is judged, whatever it is called; a 207 is never an answer. */
static void
test_query_bodies (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (bodies); i++)
    {
      const CannedAnswer answer[] = { { "REPORT", "*", bodies[i].status, "application/octet-stream",
                                        NULL, bodies[i].body } };
      g_autoptr (Canned) server = canned_new (answer, 1);
      g_autofree char *url = canned_url (server, "/c/");
      g_autoptr (MtHttp) http = mt_http_new ();
      g_autoptr (GError) error = NULL;
      g_autoptr (GBytes) bytes = mt_freebusy_query (http, url, window, NULL, &error);

      g_test_message ("%u", i);
      g_assert_cmpint (bytes != NULL, ==, bodies[i].known);
      g_assert_cmpint (error == NULL, ==, bodies[i].known);
    }
}

static void
test_query_fails (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (faults); i++)
    {
      g_autoptr (FakeDav) dav = fake_dav_new ();
      g_autoptr (GError) error = NULL;

      g_test_message ("%s", faults[i]);
      fake_dav_share (dav, "/calendars/bo/work/", "ana", "read");
      fake_dav_fail (dav, "REPORT:free-busy-query", faults[i], G_MAXUINT, NULL);
      g_assert_null (query (dav, &error));
      g_assert_true (error->domain == MT_NET_ERROR);
    }
}

static GBytes *
read_events (FakeDav *dav, GError **error)
{
  g_autoptr (MtHttp) http = sign_in (dav);
  g_autofree char *url = fake_dav_url (dav, "/calendars/bo/work/");

  return mt_freebusy_read_events (http, url, window, NULL, error);
}

static void
test_events (void)
{
  g_autoptr (FakeDav) dav = fake_dav_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) none = NULL, some = NULL;

  fake_dav_share (dav, "/calendars/bo/work/", "ana", "read");
  fake_dav_set (dav, "redact", "yes");
  none = read_events (dav, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (g_bytes_get_size (none), ==, 0);
  fake_dav_put (dav, "/calendars/bo/work/one.ics", EVENT);
  some = read_events (dav, &error);
  g_assert_no_error (error);
  g_assert_true (holds (some, "DTSTART:20260302T090000Z\r\n"));
  g_assert_true (holds (some, "SUMMARY:Busy"));
}

static void
test_events_that_may_not_be_read (void)
{
  g_autoptr (FakeDav) dav = fake_dav_new ();
  g_autoptr (GError) error = NULL;

  fake_dav_put (dav, "/calendars/bo/work/one.ics", EVENT);
  g_assert_null (read_events (dav, &error));
  g_assert_error (error, MT_NET_ERROR, MT_NET_ERROR_FORBIDDEN);
}

static const CannedAnswer some_hidden[] = {
  { "REPORT", "*", 207, NULL, NULL,
    CANNED_MULTISTATUS (CANNED_RESPONSE (
        "/c/a.ics",
        "<C:calendar-data>" EVENT
        "</C:calendar-data>") "<D:response><D:href>/c/b.ics</"
                              "D:href><D:propstat><D:prop><C:calendar-data/></D:prop>"
                              "<D:status>HTTP/1.1 403 "
                              "Forbidden</D:status></D:propstat></D:response>") },
};

/* What cannot be read could be at any time: the whole is unknown. */
static void
test_some_events_hidden (void)
{
  g_autoptr (Canned) server = canned_new (some_hidden, G_N_ELEMENTS (some_hidden));
  g_autofree char *url = canned_url (server, "/c/");
  g_autoptr (MtHttp) http = mt_http_new ();
  g_autoptr (GError) error = NULL;

  g_assert_null (mt_freebusy_read_events (http, url, window, NULL, &error));
  g_assert_error (error, MT_NET_ERROR, MT_NET_ERROR_FORBIDDEN);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *path = g_strdup_printf ("/freebusy/answers/%s", rows[i].name);

      g_test_add_data_func (path, &rows[i], test_row);
    }
  g_test_add_func ("/freebusy/outbox", test_outbox);
  g_test_add_func ("/freebusy/outbox-refuses-some", test_outbox_refuses_some);
  g_test_add_func ("/freebusy/outbox-fails", test_outbox_fails);
  g_test_add_func ("/freebusy/query", test_query);
  g_test_add_func ("/freebusy/query-is-not-understood", test_query_is_not_understood);
  g_test_add_func ("/freebusy/query-bodies", test_query_bodies);
  g_test_add_func ("/freebusy/query-fails", test_query_fails);
  g_test_add_func ("/freebusy/events", test_events);
  g_test_add_func ("/freebusy/events-may-not-be-read", test_events_that_may_not_be_read);
  g_test_add_func ("/freebusy/some-events-hidden", test_some_events_hidden);
  return g_test_run ();
}
