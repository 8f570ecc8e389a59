/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * Hostile objects, made here: none crashes or hangs the reader for long, none hides the others, and
 * the worker that dies or stands still costs its object alone.
 */
#include <signal.h>
#include <string.h>
#include <sys/resource.h>

#include "mt-ical-fixture.h"

/* AddressSanitizer makes everything several times slower. */
#if defined(__SANITIZE_ADDRESS__)
#define SLOWER 4
#else
#define SLOWER 1
#endif

#define GOOD_FIRST "BEGIN:VEVENT\r\nUID:first\r\nDTSTART:20261123T090000Z\r\nEND:VEVENT\r\n"
#define GOOD_LAST "BEGIN:VEVENT\r\nUID:last\r\nDTSTART:20261123T100000Z\r\nEND:VEVENT\r\n"

typedef char *(*Make) (void);

typedef struct
{
  const char *name;
  Make make; /* one component with the UID "bad", or text around it */
} Hostile;

static MtSpan
window (void)
{
  return (MtSpan){ instant_of ("2026-11-01T00:00:00Z"), instant_of ("2026-12-01T00:00:00Z") };
}

static char *
event (const char *lines)
{
  return g_strconcat ("BEGIN:VEVENT\r\nUID:bad\r\n", lines, "END:VEVENT\r\n", NULL);
}

static char *
repeat (const char *before, const char *line, guint n, const char *after)
{
  GString *text = g_string_new (before);

  for (guint i = 0; i < n; i++)
    g_string_append_printf (text, "%s", line);
  g_string_append (text, after);
  return g_string_free (text, FALSE);
}

static char *
rule (const char *value)
{
  g_autofree char *lines = g_strconcat ("DTSTART:16010101T000000Z\r\nRRULE:", value, "\r\n", NULL);

  return event (lines);
}

static char *
make_hourly_never (void)
{
  return rule ("FREQ=HOURLY;BYMONTH=4;BYMONTHDAY=31");
}

static char *
make_minutely_never (void)
{
  return rule ("FREQ=MINUTELY;BYMONTH=2;BYMONTHDAY=30,31");
}

static char *
make_secondly_old (void)
{
  return rule ("FREQ=SECONDLY");
}

static char *
make_secondly_count (void)
{
  return rule ("FREQ=SECONDLY;COUNT=99999999;BYHOUR=1;BYSETPOS=1");
}

static char *
make_secondly_rare (void)
{
  return rule ("FREQ=SECONDLY;BYYEARDAY=366;BYHOUR=23;BYMINUTE=59;BYSECOND=59;INTERVAL=7");
}

static char *
make_secondly_step (void)
{
  return rule ("FREQ=SECONDLY;INTERVAL=999983;BYHOUR=1,2,3;BYDAY=MO;COUNT=10000000");
}

static char *
make_daily_count (void)
{
  return rule ("FREQ=DAILY;COUNT=100000000;BYHOUR=0,1,2,3,4,5,6,7,8,9,10,11;BYMINUTE=0,1,2,3,4,5,6,"
               "7,8,9,10,11,12,13,14,15,16,17,18,19,20,21,22,23,24,25,26,27,28,29,30,31,32,33");
}

static char *
make_yearly_weeks (void)
{
  return rule ("FREQ=YEARLY;BYWEEKNO=53,-53;BYDAY=MO,TU,WE,TH,FR,SA,SU;BYMONTH=7;BYYEARDAY=1");
}

static char *
make_many_values (void)
{
  return repeat (
      "BEGIN:VEVENT\r\nUID:bad\r\nDTSTART:20200101T000000Z\r\nRRULE:FREQ=YEARLY;BYYEARDAY=1", ",2",
      100000, "\r\nEND:VEVENT\r\n");
}

static char *
make_rule_numbers (void)
{
  return rule ("FREQ=DAILY;INTERVAL=99999999999999999999;COUNT=-5;UNTIL=00000000T999999Z");
}

static char *
make_many_rules (void)
{
  return repeat ("BEGIN:VEVENT\r\nUID:bad\r\nDTSTART:16010101T000000Z\r\n",
                 "RRULE:FREQ=MINUTELY;BYSECOND=1,2,3;COUNT=50000000\r\n", 5000, "END:VEVENT\r\n");
}

static char *
make_many_exrules (void)
{
  return repeat ("BEGIN:VEVENT\r\nUID:bad\r\nDTSTART:16010101T000000Z\r\nRRULE:FREQ=SECONDLY\r\n",
                 "EXRULE:FREQ=SECONDLY\r\n", 5000, "END:VEVENT\r\n");
}

static char *
make_many_exdates (void)
{
  GString *text = g_string_new ("BEGIN:VEVENT\r\nUID:bad\r\nDTSTART:16010101T000000Z\r\n"
                                "RRULE:FREQ=DAILY\r\nEXDATE:20000101T000000Z");

  for (guint i = 0; i < 200000; i++)
    g_string_append_printf (text, ",%s20%02u0101T%06uZ", i % 50 == 0 ? "\r\n " : "", i % 100,
                            i % 235959);
  g_string_append (text, "\r\nEND:VEVENT\r\n");
  return g_string_free (text, FALSE);
}

static char *
make_many_rdates (void)
{
  GString *text = g_string_new ("BEGIN:VEVENT\r\nUID:bad\r\nDTSTART:20261101T000000Z\r\n"
                                "RDATE:20261101T000000Z");

  for (guint i = 0; i < 200000; i++)
    g_string_append_printf (text, ",%s202611%02uT%02u%02u%02uZ", i % 50 == 0 ? "\r\n " : "",
                            i % 30 + 1, i / 3600 % 24, i / 60 % 60, i % 60);
  g_string_append (text, "\r\nEND:VEVENT\r\n");
  return g_string_free (text, FALSE);
}

static char *
make_many_overrides (void)
{
  GString *text = g_string_new ("BEGIN:VEVENT\r\nUID:bad\r\nDTSTART:20200101T000000Z\r\n"
                                "RRULE:FREQ=MINUTELY\r\nEND:VEVENT\r\n");

  for (guint i = 0; i < 9990; i++)
    g_string_append_printf (text,
                            "BEGIN:VEVENT\r\nUID:bad\r\nRECURRENCE-ID;RANGE=THISANDFUTURE:"
                            "202611%02uT%02u%02u00Z\r\nDTSTART:20261101T000000Z\r\nEND:VEVENT\r\n",
                            i % 30 + 1, i / 60 % 24, i % 60);
  return g_string_free (text, FALSE);
}

static char *
make_same_overrides (void)
{
  return repeat ("",
                 "BEGIN:VEVENT\r\nUID:bad\r\nRECURRENCE-ID:20261101T000000Z\r\n"
                 "DTSTART:20261101T000000Z\r\nEND:VEVENT\r\n",
                 9999, "");
}

static char *
make_bad_dates (void)
{
  return event ("DTSTART;1909000I:1\r\nDTSTART:1909000I\r\nDTEND:20269999T999999Z\r\n"
                "RRULE:FREQ=DAILY;UNTIL=20261332\r\nEXDATE:00000000,99999999T999999,,,;\r\n"
                "RDATE;VALUE=PERIOD:/,20261123T000000Z/,/P1D,20261123T000000Z/-P99999999999W\r\n"
                "DURATION:P99999999999999999999W\r\nRECURRENCE-ID:19090000\r\n");
}

static char *
make_long_duration (void)
{
  return event ("DTSTART:16010101T000000Z\r\nDURATION:P999999999W\r\nRRULE:FREQ=SECONDLY\r\n");
}

static char *
make_negative_duration (void)
{
  return event ("DTSTART:16010101T000000Z\r\nDURATION:-P999999999WT99999999999S\r\n"
                "RRULE:FREQ=DAILY\r\n");
}

static char *
make_request_status (void)
{
  return repeat ("BEGIN:VEVENT\r\nUID:bad\r\nDTSTART:20261123T000000Z\r\n",
                 "REQUEST-STATUS:2.8; Success\\, repeating event ignored.;RRULE:FREQ=WEEKLY\r\n",
                 5000, "END:VEVENT\r\n");
}

static char *
make_odd_lines (void)
{
  return event ("DTSTART:20261123T000000Z\r\nFREEBUSY:20261123T000000Z/"
                "PT1H\r\n:\r\n;\r\nSUMMARY\r\nSUMMARY;\r\nSUMMARY;=:\r\n"
                "SUMMARY;A=\"b:c\r\nDTSTART;TZID=\":20261123T000000\r\nATTENDEE;CN=\";\";;;:x\r\n"
                "CATEGORIES:\\\r\nCATEGORIES:,,,\\,\r\nSTATUS:\r\nX-:\r\n\\:\r\n");
}

static char *
make_many_params (void)
{
  return repeat ("BEGIN:VEVENT\r\nUID:bad\r\nDTSTART:20261123T000000Z\r\nATTENDEE", ";X-A=b",
                 150000, ":mailto:a@b\r\nEND:VEVENT\r\n");
}

static char *
make_long_name (void)
{
  return repeat ("BEGIN:VEVENT\r\nUID:bad\r\nDTSTART:20261123T000000Z\r\n", "X", 1000000,
                 ":1\r\nEND:VEVENT\r\n");
}

static char *
make_long_folded (void)
{
  return repeat ("BEGIN:VEVENT\r\nUID:bad\r\nDTSTART:20261123T000000Z\r\nDESCRIPTION:x",
                 "\r\n 0123456789012345678901234567890123456789012345678901234567890123456789",
                 100000, "\r\nEND:VEVENT\r\n");
}

static char *
make_short_folds (void)
{
  return repeat ("BEGIN:VEVENT\r\nUID:bad\r\nDTSTART:20261123T000000Z\r\nDESCRIPTION:x", "\r\n ",
                 2000000, "\r\nEND:VEVENT\r\n");
}

static char *
make_many_zones (void)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < 900; i++)
    g_string_append_printf (text,
                            "BEGIN:VTIMEZONE\r\nTZID:Z%u\r\nBEGIN:STANDARD\r\n"
                            "DTSTART:16010101T000000\r\nRRULE:FREQ=YEARLY;BYMONTH=1,2,3,4,5,6,7\r\n"
                            "TZOFFSETFROM:+0100\r\nTZOFFSETTO:+0200\r\nEND:STANDARD\r\n"
                            "END:VTIMEZONE\r\n",
                            i);
  g_string_append (text, "BEGIN:VEVENT\r\nUID:bad\r\nDTSTART:20261123T000000Z\r\n");
  for (guint i = 0; i < 900; i++)
    g_string_append_printf (text, "RDATE;TZID=Z%u:20261123T000000\r\n", i);
  g_string_append (text, "END:VEVENT\r\n");
  return g_string_free (text, FALSE);
}

static char *
make_zone_bomb (void)
{
  GString *text = g_string_new ("BEGIN:VTIMEZONE\r\nTZID:Bomb\r\n");

  for (guint i = 0; i < 1000; i++)
    g_string_append (text, "BEGIN:STANDARD\r\nDTSTART:16010101T000000\r\n"
                           "RRULE:FREQ=YEARLY;BYDAY=MO,TU,WE,TH,FR;BYHOUR=1,2,3,4,5,6\r\n"
                           "TZOFFSETFROM:+0100\r\nTZOFFSETTO:+0200\r\nEND:STANDARD\r\n");
  g_string_append (text,
                   "END:VTIMEZONE\r\nBEGIN:VEVENT\r\nUID:bad\r\n"
                   "DTSTART;TZID=Bomb:20261123T000000\r\nRRULE:FREQ=HOURLY\r\nEND:VEVENT\r\n");
  return g_string_free (text, FALSE);
}

static char *
make_zone_backwards (void)
{
  return g_strdup ("BEGIN:VTIMEZONE\r\nTZID:Back\r\nBEGIN:STANDARD\r\nDTSTART:20261123T000000\r\n"
                   "TZOFFSETFROM:+2359\r\nTZOFFSETTO:-2359\r\nEND:STANDARD\r\nBEGIN:DAYLIGHT\r\n"
                   "DTSTART:20261123T000100\r\nTZOFFSETFROM:-2359\r\nTZOFFSETTO:+2359\r\n"
                   "END:DAYLIGHT\r\nEND:VTIMEZONE\r\nBEGIN:VEVENT\r\nUID:bad\r\n"
                   "DTSTART;TZID=Back:20261123T000030\r\nRRULE:FREQ=MINUTELY\r\nEND:VEVENT\r\n");
}

static char *
make_long_tzid (void)
{
  return repeat ("BEGIN:VEVENT\r\nUID:bad\r\nDTSTART;TZID=", "x", 100000,
                 ":20261123T000000\r\nEND:VEVENT\r\n");
}

static char *
make_many_tzids (void)
{
  GString *text = g_string_new ("BEGIN:VEVENT\r\nUID:bad\r\nDTSTART:20261123T000000Z\r\n");

  for (guint i = 0; i < 9000; i++)
    g_string_append_printf (text, "EXDATE;TZID=Nowhere/%u:20261123T000000\r\n", i);
  g_string_append (text, "END:VEVENT\r\n");
  return g_string_free (text, FALSE);
}

static char *
make_far_shift (void)
{
  return g_strdup ("BEGIN:VEVENT\r\nUID:bad\r\nDTSTART:16010101T000000Z\r\nRRULE:FREQ=SECONDLY\r\n"
                   "END:VEVENT\r\nBEGIN:VEVENT\r\nUID:bad\r\n"
                   "RECURRENCE-ID;RANGE=THISANDFUTURE:21990101T000000Z\r\n"
                   "DTSTART:16010101T000000Z\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\nUID:bad\r\n"
                   "RECURRENCE-ID;RANGE=THISANDFUTURE:16010102T000000Z\r\n"
                   "DTSTART:21990101T000000Z\r\nEND:VEVENT\r\n");
}

static char *
make_traversal (void)
{
  return event ("DTSTART;TZID=../../../etc/passwd:20261123T000000\r\n");
}

static const Hostile hostile[] = {
  { "hourly, never", make_hourly_never },
  { "minutely, never", make_minutely_never },
  { "secondly since 1601", make_secondly_old },
  { "secondly, hundred million", make_secondly_count },
  { "secondly, rare", make_secondly_rare },
  { "secondly, odd step", make_secondly_step },
  { "daily, hundred million", make_daily_count },
  { "yearly, contradictory", make_yearly_weeks },
  { "hundred thousand values", make_many_values },
  { "numbers out of range", make_rule_numbers },
  { "five thousand rules", make_many_rules },
  { "five thousand exrules", make_many_exrules },
  { "exdates", make_many_exdates },
  { "rdates", make_many_rdates },
  { "this-and-future overrides", make_many_overrides },
  { "the same override", make_same_overrides },
  { "dates that are none", make_bad_dates },
  { "long duration", make_long_duration },
  { "negative duration", make_negative_duration },
  { "request-status", make_request_status },
  { "odd lines", make_odd_lines },
  { "parameters", make_many_params },
  { "long name", make_long_name },
  { "long folded line", make_long_folded },
  { "empty folds", make_short_folds },
  { "zones", make_many_zones },
  { "zone bomb", make_zone_bomb },
  { "zone that runs backwards", make_zone_backwards },
  { "long tzid", make_long_tzid },
  { "unknown tzids", make_many_tzids },
  { "shift by centuries", make_far_shift },
  { "tzid that is a path", make_traversal },
};

static void
test_hostile (gconstpointer data)
{
  const Hostile *row = data;
  g_autofree char *bad = row->make ();
  g_autofree char *components = g_strconcat (GOOD_FIRST, bad, GOOD_LAST, NULL);
  g_autofree char *text = calendar_of (components);
  gint64 started;
  Fixture fixture;

  fixture_init (&fixture);
  started = g_get_monotonic_time ();
  g_assert_true (fixture_read (&fixture, text, -1, window ()));
  g_assert_cmpint (g_get_monotonic_time () - started, <, SLOWER * 15 * G_USEC_PER_SEC);
  g_assert_nonnull (fixture_find (&fixture, "first"));
  g_assert_nonnull (fixture_find (&fixture, "last"));
  /* Bounded by our own code: the kill is the last resort, and none of these needs it. */
  if (SLOWER == 1)
    g_assert_cmpuint (mt_ical_client_get_kills (fixture.client), ==, 0);
  fixture_clear (&fixture);
}

/* Everything at once, over and over: 200 hostile objects in one calendar. */
static void
test_two_hundred (void)
{
  g_autoptr (GString) components = g_string_new (GOOD_FIRST);
  g_autofree char *text = NULL;
  struct rusage used;
  gint64 started;
  Fixture fixture;

  for (guint i = 0; i < 200; i++)
    {
      static const Make cheap[] = {
        make_hourly_never, make_secondly_old,   make_secondly_count,    make_secondly_rare,
        make_bad_dates,    make_long_duration,  make_negative_duration, make_yearly_weeks,
        make_odd_lines,    make_zone_backwards, make_traversal,         make_rule_numbers,
      };
      g_autofree char *bad = cheap[i % G_N_ELEMENTS (cheap)]();
      g_auto (GStrv) parts = g_strsplit (bad, "UID:bad", -1);
      g_autofree char *uid = g_strdup_printf ("UID:bad%u", i);
      g_autofree char *own = g_strjoinv (uid, parts);

      g_string_append (components, own);
    }
  g_string_append (components, GOOD_LAST);
  text = calendar_of (components->str);
  fixture_init (&fixture);
  started = g_get_monotonic_time ();
  g_assert_true (fixture_read (&fixture, text, -1, window ()));
  g_assert_cmpint (g_get_monotonic_time () - started, <, 30 * G_USEC_PER_SEC);
  g_assert_nonnull (fixture_find (&fixture, "first"));
  g_assert_nonnull (fixture_find (&fixture, "last"));
  g_assert_nonnull (fixture_find (&fixture, "bad193"));
  if (SLOWER == 1)
    g_assert_cmpuint (mt_ical_client_get_kills (fixture.client), ==, 0);
  getrusage (RUSAGE_SELF, &used);
  g_assert_cmpint (used.ru_maxrss, <, SLOWER * 512 * 1024);
  fixture_clear (&fixture);
}

/* A worker made for the test: it stands still, dies or lies on objects whose UID says so. */
static void
fixture_with_fake (Fixture *self)
{
  g_autofree char *fake = g_test_build_filename (G_TEST_BUILT, "fake-worker", NULL);

  fixture_init (self);
  mt_ical_client_free (self->client);
  self->client = mt_ical_client_new (fake, fixture_lookup_cb, self->tzdata, NULL);
}

static char *
calendar_with_uids (const char *const *uids)
{
  g_autoptr (GString) components = g_string_new (NULL);

  for (guint i = 0; uids[i]; i++)
    g_string_append_printf (components, "BEGIN:VEVENT\r\nUID:%s\r\nEND:VEVENT\r\n", uids[i]);
  return calendar_of (components->str);
}

static void
test_hang (gconstpointer data)
{
  const char *const uids[] = { "a", "b", data, "c", NULL };
  g_autofree char *text = calendar_with_uids (uids);
  gint64 started;
  Fixture fixture;

  fixture_with_fake (&fixture);
  started = g_get_monotonic_time ();
  fixture_read (&fixture, text, -1, window ());
  g_assert_cmpint (g_get_monotonic_time () - started, <, SLOWER * 25 * G_USEC_PER_SEC);
  g_assert_cmpuint (fixture.items->len, ==, 3);
  g_assert_cmpuint (fixture.problems->len, ==, 1);
  g_assert_true (fixture_has_problem (&fixture, data, "takes too long"));
  g_assert_cmpuint (mt_ical_client_get_kills (fixture.client), ==, 1);
  fixture_clear (&fixture);
}

static void
test_crash (void)
{
  const char *const uids[] = { "a", "crash", "b", "lie", "c", NULL };
  g_autofree char *text = calendar_with_uids (uids);
  Fixture fixture;

  fixture_with_fake (&fixture);
  fixture_read (&fixture, text, -1, window ());
  g_assert_cmpuint (fixture.items->len, ==, 3);
  g_assert_nonnull (fixture_find (&fixture, "c"));
  g_assert_true (fixture_has_problem (&fixture, "crash", "failed on it"));
  g_assert_true (fixture_has_problem (&fixture, "lie", "failed on it"));
  g_assert_cmpuint (fixture.problems->len, ==, 2);
  fixture_clear (&fixture);
}

/* A worker killed from outside in the middle of its work: its object is read again. */
static void
test_killed_once (void)
{
  const char *const uids[] = { "a", "once", "b", NULL };
  g_autofree char *text = calendar_with_uids (uids);
  g_autofree char *mark = g_build_filename (g_get_user_runtime_dir (), "once", NULL);
  Fixture fixture;

  g_mkdir_with_parents (g_get_user_runtime_dir (), 0700);
  g_setenv ("MEANTIME_TEST_ONCE", mark, TRUE);
  fixture_with_fake (&fixture);
  fixture_read (&fixture, text, -1, window ());
  g_assert_cmpuint (fixture.items->len, ==, 3);
  g_assert_cmpuint (fixture.problems->len, ==, 0);
  g_assert_true (g_file_test (mark, G_FILE_TEST_EXISTS));
  fixture_clear (&fixture);
}

static void
test_three_kills (void)
{
  const char *const uids[] = { "a", "crash1", "b", "crash2", "crash3", "c", "d", NULL };
  g_autofree char *text = calendar_with_uids (uids);
  const char *const good[] = { "x", NULL };
  g_autofree char *next = calendar_with_uids (good);
  Fixture fixture;

  fixture_with_fake (&fixture);
  fixture_read (&fixture, text, -1, window ());
  g_assert_cmpuint (fixture.items->len, ==, 2);
  g_assert_cmpuint (fixture.problems->len, ==, 4);
  g_assert_true (fixture_has_problem (&fixture, NULL, "2 items are left out unread"));
  /* Another source is read as ever. */
  fixture_read (&fixture, next, -1, window ());
  g_assert_cmpuint (fixture.items->len, ==, 1);
  g_assert_cmpuint (fixture.problems->len, ==, 0);
  fixture_clear (&fixture);
}

/* Four seconds in one answer, however many sources and hostile objects there are. */
static void
test_answer_budget (void)
{
  const char *const uids[] = { "hang1", "hang2", "hang3", "a", NULL };
  g_autofree char *text = calendar_with_uids (uids);
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));
  gint64 started;
  Fixture fixture;

  fixture_with_fake (&fixture);
  started = g_get_monotonic_time ();
  for (guint i = 0; i < 3; i++)
    {
      g_ptr_array_set_size (fixture.objects, 0);
      mt_ical_split (bytes, "test.ics", fixture.objects, fixture.problems);
      g_assert_true (mt_ical_client_expand (fixture.client, fixture.objects, window (),
                                            fixture.items, fixture.problems, NULL, NULL));
    }
  g_assert_cmpint (g_get_monotonic_time () - started, <, SLOWER * 15 * G_USEC_PER_SEC);
  g_assert_true (fixture_has_problem (&fixture, "hang1", "takes too long"));
  fixture_clear (&fixture);
}

static void
expand_portion (Fixture *fixture, const char *const *uids)
{
  g_autofree char *text = calendar_with_uids (uids);
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));

  g_ptr_array_set_size (fixture->objects, 0);
  mt_ical_split (bytes, "test.ics", fixture->objects, fixture->problems);
  g_assert_true (mt_ical_client_expand_some (fixture->client, fixture->objects, window (),
                                             fixture->items, fixture->problems, NULL, NULL));
}

/* What is borne counts for all of a source, however many portions it comes in; the next one is
 * another. */
static void
test_portions (void)
{
  const char *const first[] = { "a", "crash1", "b", NULL };
  const char *const second[] = { "crash2", "c", "crash3", "d", NULL };
  const char *const third[] = { "e", "f", NULL };
  Fixture fixture;

  fixture_with_fake (&fixture);
  mt_ical_client_begin_source (fixture.client);
  expand_portion (&fixture, first);
  expand_portion (&fixture, second);
  expand_portion (&fixture, third);
  g_assert_cmpuint (fixture.problems->len, ==, 3);
  mt_ical_client_end_source (fixture.client, fixture.problems);
  g_assert_cmpuint (fixture.items->len, ==, 3);
  g_assert_cmpuint (fixture.problems->len, ==, 4);
  g_assert_true (fixture_has_problem (&fixture, NULL, "3 items are left out unread"));
  mt_ical_client_begin_source (fixture.client);
  expand_portion (&fixture, third);
  mt_ical_client_end_source (fixture.client, fixture.problems);
  g_assert_cmpuint (fixture.items->len, ==, 5);
  g_assert_cmpuint (fixture.problems->len, ==, 4);
  fixture_clear (&fixture);
}

static void
test_no_worker (void)
{
  static const char *const paths[] = { "/nonexistent/meantime-ical", "/bin/false" };
  const char *const uids[] = { "a", NULL };
  g_autofree char *text = calendar_with_uids (uids);
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));
  Fixture fixture;

  fixture_init (&fixture);
  mt_ical_split (bytes, "test.ics", fixture.objects, fixture.problems);
  for (guint i = 0; i < G_N_ELEMENTS (paths); i++)
    {
      g_autoptr (GError) error = NULL;

      mt_ical_client_free (fixture.client);
      fixture.client = mt_ical_client_new (paths[i], fixture_lookup_cb, fixture.tzdata, NULL);
      g_assert_false (mt_ical_client_expand (fixture.client, fixture.objects, window (),
                                             fixture.items, fixture.problems, NULL, &error));
      g_assert_error (error, MT_ICAL_ERROR, MT_ICAL_ERROR_WORKER);
      g_assert_nonnull (strstr (error->message, paths[i]));
    }
  fixture_clear (&fixture);
}

static gpointer
cancel_cb (gpointer data)
{
  g_cancellable_cancel (data);
  return NULL;
}

static void
test_cancelled (void)
{
  const char *const uids[] = { "hang", NULL };
  g_autofree char *text = calendar_with_uids (uids);
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  GThread *thread;
  Fixture fixture;

  fixture_with_fake (&fixture);
  mt_ical_split (bytes, "test.ics", fixture.objects, fixture.problems);
  thread = g_thread_new ("cancel", cancel_cb, cancellable);
  g_assert_false (mt_ical_client_expand (fixture.client, fixture.objects, window (), fixture.items,
                                         fixture.problems, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_thread_join (thread);
  fixture_clear (&fixture);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (hostile); i++)
    {
      g_autofree char *path = g_strconcat ("/hostile/", hostile[i].name, NULL);

      g_test_add_data_func (path, &hostile[i], test_hostile);
    }
  g_test_add_func ("/hostile/two hundred", test_two_hundred);
  g_test_add_data_func ("/client/hang", "hang", test_hang);
  g_test_add_data_func ("/client/spin", "spin", test_hang);
  g_test_add_func ("/client/crash", test_crash);
  g_test_add_func ("/client/killed once", test_killed_once);
  g_test_add_func ("/client/three kills", test_three_kills);
  g_test_add_func ("/client/answer budget", test_answer_budget);
  g_test_add_func ("/client/portions", test_portions);
  g_test_add_func ("/client/no worker", test_no_worker);
  g_test_add_func ("/client/cancelled", test_cancelled);
  return g_test_run ();
}
