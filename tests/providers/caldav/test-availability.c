/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * Working hours as VAVAILABILITY: written, read again, and as others write them.
 */
#include "config.h"

#include <string.h>

#include "core/mt-date.h"
#include "providers/collections/caldav/mt-availability.h"

#define BASE(lines) "BEGIN:VCALENDAR\r\nVERSION:2.0\r\n" lines "END:VCALENDAR\r\n"
#define BLOCK(lines) "BEGIN:VAVAILABILITY\r\nUID:x\r\n" lines "END:VAVAILABILITY\r\n"
#define PART(lines) "BEGIN:AVAILABLE\r\nUID:y\r\n" lines "END:AVAILABLE\r\n"
#define AT(name, time) name ";TZID=America/Montreal:" time "\r\n"
#define OFFICE                                                                                     \
  PART (AT ("DTSTART", "20111002T090000")                                                          \
            AT ("DTEND", "20111002T170000") "RRULE:FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR\r\n")

typedef struct
{
  const char *name;
  const char *text;
  const char *said; /* the week, single dates and leave; NULL: refused */
} Row;

#define WEEK "mon 09:00-17:00 tue 09:00-17:00 wed 09:00-17:00 thu 09:00-17:00 fri 09:00-17:00 "

/* Now is Wednesday, 2011-10-12. The first three rows are the examples of RFC 7953 3.3 in short. */
static const Row rows[] = {
  { "office hours", BASE (BLOCK (AT ("DTSTART", "20111002T000000") OFFICE)), WEEK },
  { "other hours in a week elsewhere",
    BASE (BLOCK ("PRIORITY:2\r\n" AT ("DTSTART", "20111002T000000") OFFICE) BLOCK (
        "PRIORITY:1\r\n" AT ("DTSTART", "20111024T000000") AT ("DTEND", "20111026T000000")
            PART ("DTSTART;TZID=America/Los_Angeles:20111024T090000\r\n"
                  "DTEND;TZID=America/Los_Angeles:20111024T170000\r\n"
                  "RRULE:FREQ=DAILY\r\n"))),
    WEEK "2011-10-24 12:00-20:00 2011-10-25 12:00-20:00 " },
  { "leave above the week",
    BASE (BLOCK ("PRIORITY:9\r\n" AT ("DTSTART", "20111002T000000") OFFICE) BLOCK (
        "PRIORITY:1\r\n" AT ("DTSTART", "20111020T000000") AT ("DTEND", "20111023T000000"))),
    WEEK "away 2011-10-20..2011-10-22 " },
  { "leave below the week counts for nothing",
    BASE (BLOCK ("PRIORITY:1\r\n" AT ("DTSTART", "20111002T000000") OFFICE) BLOCK (
        "PRIORITY:2\r\n" AT ("DTSTART", "20111020T000000") AT ("DTEND", "20111023T000000"))),
    WEEK },
  { "no priority is the lowest",
    BASE (BLOCK ("PRIORITY:0\r\n" AT ("DTSTART", "20111002T000000") OFFICE) BLOCK (
        "PRIORITY:9\r\n" AT ("DTSTART", "20111020T000000") AT ("DTEND", "20111021T000000"))),
    WEEK "away 2011-10-20..2011-10-20 " },
  { "an afternoon off",
    BASE (BLOCK (OFFICE) BLOCK ("PRIORITY:1\r\n" AT ("DTSTART", "20111020T130000")
                                    AT ("DTEND", "20111020T180000"))),
    WEEK "2011-10-20 09:00-13:00 " },
  { "an hour in the midst",
    BASE (BLOCK (OFFICE)
              BLOCK ("PRIORITY:1\r\n" AT ("DTSTART", "20111020T120000") "DURATION:PT1H\r\n")),
    WEEK "2011-10-20 09:00-12:00 13:00-17:00 " },
  { "maybe away is not away",
    BASE (BLOCK (OFFICE)
              BLOCK ("PRIORITY:1\r\nBUSYTYPE:BUSY-TENTATIVE\r\n" AT ("DTSTART", "20111020T000000")
                         AT ("DTEND", "20111021T000000"))),
    WEEK },
  { "a week that is over",
    BASE (BLOCK (AT ("DTEND", "20111001T000000") PART (
        AT ("DTSTART", "20110102T000000") "DURATION:P1D\r\nRRULE:FREQ=DAILY\r\n"))
              BLOCK (AT ("DTSTART", "20111001T000000") OFFICE)),
    WEEK },
  { "every day",
    BASE (
        BLOCK (PART (AT ("DTSTART", "20110101T080000") "DURATION:PT30M\r\nRRULE:FREQ=DAILY\r\n"))),
    "mon 08:00-08:30 tue 08:00-08:30 wed 08:00-08:30 thu 08:00-08:30 fri 08:00-08:30 "
    "sat 08:00-08:30 sun 08:00-08:30 " },
  { "the weekday of its start",
    BASE (BLOCK (PART (AT ("DTSTART", "20111002T090000")
                           AT ("DTEND", "20111002T100000") "RRULE:FREQ=WEEKLY\r\n"))),
    "sun 09:00-10:00 " },
  { "a night shift",
    BASE (BLOCK (PART (AT ("DTSTART", "20111007T220000")
                           AT ("DTEND", "20111008T060000") "RRULE:FREQ=WEEKLY\r\n"))),
    "fri 22:00-30:00 " },
  { "days at a stretch",
    BASE (BLOCK (
        PART (AT ("DTSTART", "20111003T000000") "DURATION:P2DT12H\r\nRRULE:FREQ=WEEKLY\r\n"))),
    "mon 00:00-24:00 tue 00:00-24:00 wed 00:00-12:00 " },
  { "UTC",
    BASE (BLOCK (
        PART ("DTSTART:20111003T140000Z\r\nDTEND:20111003T220000Z\r\nRRULE:FREQ=WEEKLY\r\n"))),
    "mon 14:00-22:00 " },
  { "two zones, another day",
    BASE (
        BLOCK (PART (AT ("DTSTART", "20111003T090000")
                         AT ("DTEND", "20111003T100000") "RRULE:FREQ=WEEKLY\r\n")
                   PART ("DTSTART;TZID=America/"
                         "Los_Angeles:20111003T220000\r\nDURATION:PT1H\r\nRRULE:FREQ=WEEKLY\r\n"))),
    "mon 09:00-10:00 tue 01:00-02:00 " },
  { "a zone nobody knows",
    BASE (BLOCK (
        PART ("DTSTART;TZID=Nowhere:20111003T090000\r\nDURATION:PT1H\r\nRRULE:FREQ=WEEKLY\r\n"))),
    "mon 09:00-10:00 " },
  { "a rule that ended",
    BASE (BLOCK (OFFICE PART (
        AT ("DTSTART",
            "20110102T200000") "DURATION:PT1H\r\nRRULE:FREQ=DAILY;UNTIL=20110201T000000\r\n"))),
    WEEK },
  { "every second week is no week",
    BASE (BLOCK (OFFICE PART (
        AT ("DTSTART", "20111001T090000") "DURATION:PT1H\r\nRRULE:FREQ=WEEKLY;INTERVAL=2\r\n"))),
    WEEK },
  { "the first Saturday is no week",
    BASE (BLOCK (OFFICE PART (
        AT ("DTSTART", "20111001T090000") "DURATION:PT1H\r\nRRULE:FREQ=MONTHLY;BYDAY=1SA\r\n"))),
    WEEK },
  { "dates left out",
    BASE (BLOCK (PART (AT ("DTSTART", "20111002T090000")
                           AT ("DTEND", "20111002T170000") "RRULE:FREQ=WEEKLY;BYDAY=MO,TU\r\n" AT (
                               "EXDATE",
                               "20111017T090000,20111018T090000"))
                     PART (AT ("DTSTART", "20111018T120000") "DURATION:PT1H\r\n"))),
    "mon 09:00-17:00 tue 09:00-17:00 2011-10-17 2011-10-18 12:00-13:00 " },
  { "a single date",
    BASE (BLOCK (OFFICE PART (AT ("DTSTART", "20111015T100000") "DURATION:PT2H\r\n"))),
    WEEK "2011-10-15 10:00-12:00 " },
  { "hours for some months",
    BASE (BLOCK (AT ("DTSTART", "20111012T000000") AT ("DTEND", "20111015T000000") OFFICE)),
    "mon 09:00-17:00 tue 09:00-17:00 wed 09:00-17:00 thu 09:00-17:00 fri 09:00-17:00 "
    "2011-10-12 09:00-17:00 2011-10-13 09:00-17:00 2011-10-14 09:00-17:00 " },
  { "a week without hours", BASE (BLOCK ("")), "" },
  { "an end before its start",
    BASE (BLOCK (OFFICE PART (AT ("DTSTART", "20111001T170000")
                                  AT ("DTEND", "20111001T090000") "RRULE:FREQ=WEEKLY\r\n"))),
    WEEK },
  { "LF, lower case",
    "begin:vcalendar\nbegin:vavailability\nbegin:available\n"
    "dtstart:20111003T090000\nduration:PT1H\nrrule:freq=weekly;byday=mo\nend:available\nend:"
    "vavailability\nend:vcalendar\n",
    "mon 09:00-10:00 " },
  { "no end",
    "BEGIN:VCALENDAR\r\nBEGIN:VAVAILABILITY\r\nBEGIN:AVAILABLE\r\nDTSTART:20111003T090000\r\n",
    "" },
  { "a zone of its own between",
    BASE ("BEGIN:VTIMEZONE\r\nTZID:x\r\nBEGIN:STANDARD\r\nDTSTART:19700101T000000\r\nEND:"
          "STANDARD\r\nEND:VTIMEZONE\r\n" BLOCK (OFFICE)),
    WEEK },
  { "an alarm within", BASE (BLOCK ("BEGIN:X-A\r\nDTEND:20000101T000000\r\nEND:X-A\r\n" OFFICE)),
    WEEK },
  { "absurd numbers",
    BASE (BLOCK ("PRIORITY:99999999999999999999\r\n" OFFICE PART (
        "DTSTART:99999999T999999\r\nDURATION:P99999999999W\r\nRRULE:FREQ=WEEKLY\r\n"))),
    WEEK },
  { "no hours", BASE ("BEGIN:VEVENT\r\nUID:x\r\nEND:VEVENT\r\n"), NULL },
  { "nothing", "", NULL },
  { "a web page", "<!DOCTYPE html><html></html>", NULL },
};

/* Fixed offsets: what daylight saving does to hours is not read here. */
static MtZone *
look_up (const char *id, gpointer user_data)
{
  if (g_str_equal (id, "America/Montreal"))
    return mt_zone_new_fixed (id, -5 * 3600);
  if (g_str_equal (id, "America/Los_Angeles"))
    return mt_zone_new_fixed (id, -8 * 3600);
  if (g_str_equal (id, "Europe/Madrid"))
    return mt_zone_new_fixed (id, 3600);
  return NULL;
}

static void
say_ranges (GString *said, const GArray *ranges)
{
  for (guint i = 0; i < ranges->len; i++)
    {
      const MtRange *range = &g_array_index (ranges, MtRange, i);

      g_string_append_printf (said, "%02d:%02d-%02d:%02d ", range->start_s / 3600,
                              range->start_s / 60 % 60, range->end_s / 3600,
                              range->end_s / 60 % 60);
    }
}

static char *
say (const MtAvailability *hours)
{
  static const char *const names[] = { "mon", "tue", "wed", "thu", "fri", "sat", "sun" };
  GString *said = g_string_new (NULL);

  for (guint day = 0; day < 7; day++)
    if (hours->week->days[day]->len > 0)
      {
        g_string_append_printf (said, "%s ", names[day]);
        say_ranges (said, hours->week->days[day]);
      }
  for (guint i = 0; i < hours->exceptions->len; i++)
    {
      const MtException *one = &g_array_index (hours->exceptions, MtException, i);
      g_autofree char *date = mt_date_format (one->date);

      g_string_append_printf (said, "%s ", date);
      say_ranges (said, one->ranges);
    }
  for (guint i = 0; i < hours->away->len; i++)
    {
      const MtAway *away = &g_array_index (hours->away, MtAway, i);
      g_autofree char *from = mt_date_format (away->from), *to = mt_date_format (away->to);

      g_string_append_printf (said, "away %s..%s ", from, to);
    }
  return g_string_free (said, FALSE);
}

static gint64
get_now (void)
{
  return mt_date_to_wall (mt_date_from_civil (2011, 10, 12)) + 12 * 3600;
}

static void
test_read (gconstpointer data)
{
  const Row *row = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = g_bytes_new_static (row->text, strlen (row->text));
  g_autoptr (MtAvailability) hours =
      mt_availability_read (bytes, look_up, NULL, get_now (), &error);
  g_autofree char *said = NULL;

  if (row->said == NULL)
    {
      g_assert_null (hours);
      g_assert_nonnull (error);
      return;
    }
  g_assert_no_error (error);
  said = say (hours);
  g_assert_cmpstr (said, ==, row->said);
}

/* Hours of Montreal by the clock of another zone. */
static const struct
{
  const char *name;
  gint32 offset_s; /* of the other zone */
  gboolean summer; /* its clocks change, those of Montreal here do not */
  const char *parts;
  const char *said; /* NULL: no week there */
} moves[] = {
  { "the same distance", -5 * 3600, FALSE, OFFICE, WEEK },
  { "later", 3600, FALSE, OFFICE,
    "mon 15:00-23:00 tue 15:00-23:00 wed 15:00-23:00 thu 15:00-23:00 fri 15:00-23:00 " },
  { "into the night", 9 * 3600, FALSE, OFFICE,
    "mon 23:00-31:00 tue 23:00-31:00 wed 23:00-31:00 thu 23:00-31:00 fri 23:00-31:00 " },
  { "the next day", 12 * 3600, FALSE, OFFICE,
    "tue 02:00-10:00 wed 02:00-10:00 thu 02:00-10:00 fri 02:00-10:00 sat 02:00-10:00 " },
  { "the day before", -11 * 3600, FALSE,
    PART (AT ("DTSTART", "20111003T040000") "DURATION:PT2H\r\nRRULE:FREQ=WEEKLY\r\n"),
    "sun 22:00-24:00 " },
  { "a single date", 3600, FALSE,
    OFFICE PART (AT ("DTSTART", "20111015T100000") "DURATION:PT2H\r\n"),
    "mon 15:00-23:00 tue 15:00-23:00 wed 15:00-23:00 thu 15:00-23:00 fri 15:00-23:00 "
    "2011-10-15 16:00-18:00 " },
  { "a single date on the next day", 12 * 3600, FALSE,
    OFFICE PART (AT ("DTSTART", "20111015T100000") "DURATION:PT2H\r\n"),
    "tue 02:00-10:00 wed 02:00-10:00 thu 02:00-10:00 fri 02:00-10:00 sat 02:00-10:00 "
    "2011-10-16 03:00-05:00 " },
  { "clocks that change", 3600, TRUE, OFFICE, NULL },
};

static void
test_move (void)
{
  const MtZoneChange summer = { get_now () + 150 * (gint64) MT_DAY_S, 7200 };

  for (gsize i = 0; i < G_N_ELEMENTS (moves); i++)
    {
      g_autofree char *text =
          g_strconcat ("BEGIN:VCALENDAR\r\n", "BEGIN:VAVAILABILITY\r\nUID:x\r\n", moves[i].parts,
                       "END:VAVAILABILITY\r\nEND:VCALENDAR\r\n", NULL);
      g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));
      g_autoptr (MtAvailability) hours =
          mt_availability_read (bytes, look_up, NULL, get_now (), NULL);
      g_autoptr (MtZone) zone =
          mt_zone_new ("Other/Place", moves[i].offset_s, &summer, moves[i].summer ? 1 : 0);
      g_autofree char *said = NULL;

      g_test_message ("%s", moves[i].name);
      g_assert_nonnull (hours);
      g_assert_true (mt_availability_move (hours, zone, get_now ()) == (moves[i].said != NULL));
      said = say (hours);
      g_assert_cmpstr (said, ==, moves[i].said != NULL ? moves[i].said : WEEK);
      g_assert_cmpstr (mt_zone_get_id (hours->zone), ==,
                       moves[i].said != NULL ? "Other/Place" : "America/Montreal");
    }
}

static void
add_range (GArray *ranges, gint32 start_s, gint32 end_s)
{
  const MtRange range = { start_s, end_s };

  g_array_append_val (ranges, range);
}

static MtPerson *
make_person (void)
{
  g_autoptr (MtZone) madrid = mt_zone_new_fixed ("Europe/Madrid", 3600);
  g_autoptr (MtWeek) week = mt_week_new ();
  MtException holiday = { mt_date_from_civil (2011, 10, 20),
                          g_array_new (FALSE, FALSE, sizeof (MtRange)) };
  MtException short_day = { mt_date_from_civil (2011, 10, 21),
                            g_array_new (FALSE, FALSE, sizeof (MtRange)) };
  MtException past = { mt_date_from_civil (2011, 1, 21),
                       g_array_new (FALSE, FALSE, sizeof (MtRange)) };
  MtAway away = { mt_date_from_civil (2011, 12, 24), mt_date_from_civil (2012, 1, 1),
                  g_strdup ("a secret illness") };
  MtPerson *person;

  add_range (week->days[MT_MONDAY], 9 * 3600, 13 * 3600);
  add_range (week->days[MT_MONDAY], 14 * 3600, 18 * 3600);
  add_range (week->days[MT_TUESDAY], 9 * 3600, 13 * 3600);
  add_range (week->days[MT_FRIDAY], 22 * 3600, 30 * 3600);
  add_range (short_day.ranges, 12 * 3600, 20 * 3600);
  person = mt_person_new ("ana", "Ana Ruiz", madrid, week);
  g_array_append_val (person->exceptions, holiday);
  g_array_append_val (person->exceptions, short_day);
  g_array_append_val (person->exceptions, past);
  g_array_append_val (person->away, away);
  return person;
}

static void
test_written_is_read (void)
{
  g_autoptr (MtPerson) person = make_person ();
  g_autoptr (GBytes) bytes = mt_availability_write (person, get_now ());
  g_autoptr (GBytes) again = mt_availability_write (person, get_now ());
  g_autoptr (MtAvailability) hours = mt_availability_read (bytes, look_up, NULL, get_now (), NULL);
  g_autofree char *said = NULL;

  g_assert_true (g_bytes_equal (bytes, again));
  g_assert_nonnull (hours);
  g_assert_true (mt_week_equal (hours->week, person->week));
  g_assert_cmpstr (mt_zone_get_id (hours->zone), ==, "Europe/Madrid");
  said = say (hours);
  /* Thursday, the 20th, is off anyway. */
  g_assert_nonnull (strstr (said, " 2011-10-21 12:00-20:00 away 2011-12-24..2012-01-01 "));
}

/* Why somebody is away stays in the team. */
static void
test_reason_is_not_written (void)
{
  g_autoptr (MtPerson) person = make_person ();
  g_autoptr (GBytes) bytes = mt_availability_write (person, get_now ());
  g_autofree char *text = g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));

  g_assert_null (strstr (text, "illness"));
  g_assert_null (strstr (text, "20110121"));
  g_assert_nonnull (strstr (text, "BYDAY=MO,TU\r\n"));
}

static void
test_journey (void)
{
  const gint64 now = mt_date_to_wall (mt_date_from_civil (2026, 10, 12));
  g_autoptr (MtPerson) person = make_person ();
  MtTravel travel = { mt_date_from_civil (2026, 10, 19), mt_date_from_civil (2026, 10, 19),
                      mt_zone_new_fixed ("America/Montreal", -5 * 3600) };
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (MtAvailability) hours = NULL;
  g_autofree char *said = NULL;

  g_array_append_val (person->travel, travel);
  bytes = mt_availability_write (person, now);
  hours = mt_availability_read (bytes, look_up, NULL, now, NULL);
  said = say (hours);
  /* 09:00 there is 15:00 at home. */
  g_assert_nonnull (strstr (said, "2026-10-19 "));
  g_assert_nonnull (strstr (said, "15:00-19:00 20:00-24:00 "));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *path = g_strdup_printf ("/availability/read/%s", rows[i].name);

      g_test_add_data_func (path, &rows[i], test_read);
    }
  g_test_add_func ("/availability/written-is-read", test_written_is_read);
  g_test_add_func ("/availability/reason", test_reason_is_not_written);
  g_test_add_func ("/availability/journey", test_journey);
  g_test_add_func ("/availability/move", test_move);
  return g_test_run ();
}
