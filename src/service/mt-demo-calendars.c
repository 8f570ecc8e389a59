/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * The calendars of the sample team: meetings that recur, with an exception and a moved instance,
 * focus blocks, tentative ones, times out of office, something right now, and a public holiday.
 */
#include "config.h"
#include "service/mt-demo-private.h"

/* Series begin this many weeks before the present one, so that there is a past to look at. */
#define WEEKS_BACK 8

typedef enum
{
  KIND_BUSY,
  KIND_FOCUS,
  KIND_TENTATIVE,
  KIND_OUT_OF_OFFICE,
  KIND_FREE,
} Kind;

/* A series in the zone of its first person. `first` is the first weekday of the rule: RFC 5545
 * wants DTSTART to be an instance. */
typedef struct
{
  const char *id;
  const char *summary;
  const char *people; /* ids; the first is the organizer */
  MtWeekday first;
  int minute;
  int length;
  const char *rule;
  Kind kind;
  gboolean moved; /* one instance left out last week, one moved this week */
} Series;

static const Series series[] = {
  { "crew", "Harbour crew call", "ana bo amina chen marco priya", MT_TUESDAY, 15 * 60 + 30, 30,
    "FREQ=WEEKLY;BYDAY=TU,TH", KIND_BUSY, TRUE },
  { "pacific", "Pacific hand-over", "aroha keola chen", MT_WEDNESDAY, 9 * 60 + 30, 45,
    "FREQ=WEEKLY", KIND_BUSY, FALSE },
  { "support", "Support hand-over", "sita bo amina", MT_MONDAY, 19 * 60, 15,
    "FREQ=WEEKLY;BYDAY=MO,TU,SU", KIND_BUSY, FALSE },
  { "roadmap", "Roadmap review", "ana chen bo marco", MT_WEDNESDAY, 16 * 60 + 30, 60,
    "FREQ=WEEKLY;INTERVAL=2", KIND_BUSY, FALSE },
  { "design", "Design critique", "amina ana", MT_MONDAY, 12 * 60, 60, "FREQ=WEEKLY", KIND_BUSY,
    FALSE },
  { "release", "Release train", "yuki liam aroha", MT_THURSDAY, 11 * 60, 45, "FREQ=WEEKLY",
    KIND_BUSY, FALSE },
  { "chart", "Tide charts, working session", "priya yuki", MT_FRIDAY, 12 * 60, 90, "FREQ=WEEKLY",
    KIND_BUSY, FALSE },
  { "pair", "Ana and Bo", "bo ana", MT_THURSDAY, 10 * 60, 30, "FREQ=WEEKLY", KIND_BUSY, FALSE },
  { "payroll", "Invoices and payroll", "marco", MT_MONDAY, 15 * 60, 60, "FREQ=WEEKLY;INTERVAL=4",
    KIND_BUSY, FALSE },
  { "desk", "Customer desk", "keola", MT_TUESDAY, 13 * 60, 120, "FREQ=WEEKLY;BYDAY=TU,TH,SA",
    KIND_BUSY, FALSE },
  { "quiet-ana", "Focus: pricing page", "ana", MT_MONDAY, 11 * 60, 120,
    "FREQ=WEEKLY;BYDAY=MO,WE,FR", KIND_FOCUS, FALSE },
  { "quiet-chen", "Deep work", "chen", MT_TUESDAY, 9 * 60 + 30, 120,
    "FREQ=WEEKLY;BYDAY=TU,WE,TH,FR", KIND_FOCUS, FALSE },
  { "quiet-yuki", "Focus: signing service", "yuki", MT_MONDAY, 14 * 60, 120,
    "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR", KIND_FOCUS, FALSE },
  { "quiet-amina", "Focus: sketches", "amina", MT_TUESDAY, 9 * 60, 90, "FREQ=WEEKLY;BYDAY=TU,TH,SU",
    KIND_FOCUS, FALSE },
  { "quiet-sita", "Focus: answers for the handbook", "sita", MT_MONDAY, 25 * 60, 120, "FREQ=WEEKLY",
    KIND_FOCUS, FALSE },
  { "tidewater", "Tidewater partner call, to be confirmed", "chen ana keola", MT_TUESDAY, 14 * 60,
    60, "FREQ=WEEKLY;COUNT=12", KIND_TENTATIVE, FALSE },
  { "school", "School run", "aroha", MT_WEDNESDAY, 14 * 60 + 30, 60, "FREQ=WEEKLY",
    KIND_OUT_OF_OFFICE, FALSE },
  { "lunch", "Lunch walk along the quay", "chen", MT_MONDAY, 12 * 60, 45,
    "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR", KIND_FREE, FALSE },
  { "swim", "Swim", "liam", MT_MONDAY, 12 * 60 + 30, 60, "FREQ=WEEKLY;BYDAY=MO,WE",
    KIND_OUT_OF_OFFICE, FALSE },
};

static gboolean
attends (const char *ids, const char *id)
{
  g_auto (GStrv) all = g_strsplit (ids, " ", -1);

  return g_strv_contains ((const char *const *) all, id);
}

static void
write_kind (MtIcalWriter *writer, Kind kind)
{
  static const char *const focus[] = { "FOCUS", NULL };

  if (kind == KIND_FOCUS)
    mt_ical_writer_texts (writer, "CATEGORIES", focus);
  if (kind == KIND_OUT_OF_OFFICE)
    mt_ical_writer_value (writer, "X-MICROSOFT-CDO-BUSYSTATUS", "OOF");
  mt_ical_writer_value (writer, "STATUS", kind == KIND_TENTATIVE ? "TENTATIVE" : "CONFIRMED");
  mt_ical_writer_value (writer, "TRANSP", kind == KIND_FREE ? "TRANSPARENT" : "OPAQUE");
}

/* Who has answered what: Priya has not said yes to the crew call, Marco declined it. */
static const char *
partstat_of (const Series *meeting, const char *id)
{
  if (g_str_equal (meeting->id, "crew") && g_str_equal (id, "priya"))
    return "NEEDS-ACTION";
  if (g_str_equal (meeting->id, "crew") && g_str_equal (id, "marco"))
    return "DECLINED";
  return "ACCEPTED";
}

static void
write_attendees (const MtDemo *self, MtIcalWriter *writer, const Series *meeting)
{
  g_auto (GStrv) ids = g_strsplit (meeting->people, " ", -1);

  if (g_strv_length (ids) < 2)
    return;
  mt_demo_address (writer, "ORGANIZER", &self->people[mt_demo_find (self, ids[0])]);
  for (guint i = 0; ids[i] != NULL; i++)
    {
      mt_ical_writer_param (writer, "PARTSTAT", partstat_of (meeting, ids[i]));
      mt_demo_address (writer, "ATTENDEE", &self->people[mt_demo_find (self, ids[i])]);
    }
}

static void
write_zoned (MtIcalWriter *writer, const char *property, const char *zone, MtDate date, int minute)
{
  mt_ical_writer_param (writer, "TZID", zone);
  mt_ical_writer_wall (writer, property, mt_date_to_wall (date) + minute * 60);
}

static void
begin_event (const MtDemo *self, MtIcalWriter *writer, const char *uid, const char *summary)
{
  g_autofree char *full = g_strconcat (uid, "@harbour.example", NULL);

  mt_ical_writer_begin (writer, "VEVENT");
  mt_ical_writer_value (writer, "UID", full);
  mt_ical_writer_utc (writer, "DTSTAMP", self->now);
  mt_ical_writer_text (writer, "SUMMARY", summary);
}

/* One instance of a moved series: an hour later on its day this week. */
static void
write_moved (const MtDemo *self,
             MtIcalWriter *writer,
             const Series *meeting,
             const char *zone,
             MtDate date)
{
  begin_event (self, writer, meeting->id, meeting->summary);
  write_zoned (writer, "RECURRENCE-ID", zone, date, meeting->minute);
  write_zoned (writer, "DTSTART", zone, date, meeting->minute + 60);
  write_zoned (writer, "DTEND", zone, date, meeting->minute + 60 + meeting->length);
  write_attendees (self, writer, meeting);
  mt_ical_writer_end (writer);
}

static void
write_series (const MtDemo *self, MtIcalWriter *writer, const Series *meeting)
{
  g_auto (GStrv) ids = g_strsplit (meeting->people, " ", -1);
  guint owner = mt_demo_find (self, ids[0]);
  const char *zone = self->people[owner].zone;
  MtDate monday = self->today[owner] - (MtDate) mt_date_weekday (self->today[owner]);
  MtDate first = monday - WEEKS_BACK * 7 + (MtDate) meeting->first;

  begin_event (self, writer, meeting->id, meeting->summary);
  write_zoned (writer, "DTSTART", zone, first, meeting->minute);
  write_zoned (writer, "DTEND", zone, first, meeting->minute + meeting->length);
  mt_ical_writer_value (writer, "RRULE", meeting->rule);
  if (meeting->moved)
    write_zoned (writer, "EXDATE", zone, monday - 7 + MT_THURSDAY, meeting->minute);
  write_kind (writer, meeting->kind);
  write_attendees (self, writer, meeting);
  mt_ical_writer_end (writer);
  if (meeting->moved)
    write_moved (self, writer, meeting, zone, monday + MT_THURSDAY);
}

/* A one-off on the person's own clock. */
static void
write_single (const MtDemo *self,
              MtIcalWriter *writer,
              guint person,
              const char *uid,
              const char *summary,
              int days_from_today,
              int minute,
              int length,
              Kind kind)
{
  const char *zone = self->people[person].zone;
  MtDate date = self->today[person] + days_from_today;

  begin_event (self, writer, uid, summary);
  write_zoned (writer, "DTSTART", zone, date, minute);
  write_zoned (writer, "DTEND", zone, date, minute + length);
  write_kind (writer, kind);
  mt_ical_writer_end (writer);
}

static void
write_birthday (const MtDemo *self, MtIcalWriter *writer, guint person)
{
  begin_event (self, writer, "birthday", "Bo's birthday");
  mt_ical_writer_date (writer, "DTSTART", self->today[person] + 1);
  mt_ical_writer_value (writer, "RRULE", "FREQ=YEARLY");
  mt_ical_writer_value (writer, "TRANSP", "TRANSPARENT");
  mt_ical_writer_end (writer);
}

/* What goes on at this very moment: the first people found at work are in a meeting, in focus, and
 * in something tentative, so that the window shows each state whenever it is opened. */
typedef struct
{
  const char *uid;
  const char *summary;
  int before; /* minutes since it began, counted from the last quarter hour */
  int length;
  Kind kind;
} Present;

static const Present present[] = {
  { "incident", "Incident review: checkout", 30, 75, KIND_BUSY },
  { "quiet-now", "Focus: release notes", 15, 90, KIND_FOCUS },
  { "interview", "Interview with a harbour master", 0, 60, KIND_TENTATIVE },
};

static const char *const present_order[] = { "bo",   "chen",  "yuki",  "keola", "sita",
                                             "liam", "aroha", "priya", "amina", "marco" };

/* The index into `present` of what this person is doing now, or -1. Whoever is the only one at work
 * stays free: somebody must be able to answer. */
static int
present_of (const MtDemo *self, guint person)
{
  guint n_on_duty = 0;
  int found = -1, n = 0;

  for (guint i = 0; i < MT_DEMO_PEOPLE; i++)
    n_on_duty += mt_demo_on_duty (self, i, self->now) ? 1 : 0;
  for (guint i = 0; i < G_N_ELEMENTS (present_order); i++)
    {
      guint at = mt_demo_find (self, present_order[i]);

      if (!mt_demo_on_duty (self, at, self->now))
        continue;
      if (at == person)
        found = n;
      n++;
    }
  return found >= 0 && found < (int) G_N_ELEMENTS (present) && found + 1 < (int) n_on_duty ? found
                                                                                           : -1;
}

static void
write_present (const MtDemo *self, MtIcalWriter *writer, const Present *event)
{
  gint64 quarter = self->now - ((self->now % 900) + 900) % 900;
  gint64 start = quarter - event->before * 60;

  begin_event (self, writer, event->uid, event->summary);
  mt_ical_writer_utc (writer, "DTSTART", start);
  mt_ical_writer_utc (writer, "DTEND", start + event->length * 60);
  write_kind (writer, event->kind);
  mt_ical_writer_end (writer);
}

/* A person's calendar while it is written: one file, or a folder with a file an event. */
typedef struct
{
  const MtDemo *demo;
  const MtDemoPerson *person;
  MtIcalWriter *writer; /* owned */
} Book;

static gboolean
book_is_folder (const Book *book)
{
  return !g_str_has_suffix (book->person->calendars, ".ics");
}

static gboolean
book_end_event (Book *book, const char *uid, GError **error)
{
  g_autofree char *name = NULL;

  if (!book_is_folder (book))
    return TRUE;
  name = g_strconcat (book->person->calendars, "/", uid, ".ics", NULL);
  if (!mt_demo_finish (book->demo, name, g_steal_pointer (&book->writer), error))
    return FALSE;
  book->writer = mt_demo_begin ();
  return TRUE;
}

static gboolean
write_one_offs (Book *book, guint person, GError **error)
{
  const MtDemo *self = book->demo;
  int now = present_of (self, person);

  if (g_str_equal (book->person->id, "bo"))
    write_single (self, book->writer, person, "dentist", "Dentist", 1, 15 * 60, 75,
                  KIND_OUT_OF_OFFICE);
  if (g_str_equal (book->person->id, "priya"))
    write_single (self, book->writer, person, "parents", "School evening", 0, 17 * 60 + 30, 60,
                  KIND_OUT_OF_OFFICE);
  if (g_str_equal (book->person->id, "ana"))
    {
      write_birthday (self, book->writer, person);
      if (!book_end_event (book, "birthday", error))
        return FALSE;
    }
  if (now >= 0)
    {
      write_present (self, book->writer, &present[now]);
      return book_end_event (book, present[now].uid, error);
    }
  return TRUE;
}

static gboolean
write_book (const MtDemo *self, guint person, GError **error)
{
  Book book = { self, &self->people[person], mt_demo_begin () };
  gboolean written = TRUE;

  for (guint i = 0; written && i < G_N_ELEMENTS (series); i++)
    if (attends (series[i].people, book.person->id))
      {
        write_series (self, book.writer, &series[i]);
        written = book_end_event (&book, series[i].id, error);
      }
  written = written && write_one_offs (&book, person, error);
  if (written && !book_is_folder (&book))
    written = mt_demo_finish (self, book.person->calendars, g_steal_pointer (&book.writer), error);
  g_clear_pointer (&book.writer, mt_ical_writer_free);
  return written;
}

/* A weekday on or after the date. */
static MtDate
weekday_from (MtDate date)
{
  MtWeekday weekday = mt_date_weekday (date);

  return weekday >= MT_SATURDAY ? date + 7 - (MtDate) weekday : date;
}

static gboolean
write_holidays (const MtDemo *self, GError **error)
{
  static const int days[] = { -24, 1, 38 };
  guint yuki = mt_demo_find (self, "yuki");
  MtIcalWriter *writer = mt_demo_begin ();

  for (guint i = 0; i < G_N_ELEMENTS (days); i++)
    {
      g_autofree char *uid = g_strdup_printf ("holiday-%u", i);
      MtDate date = weekday_from (self->today[yuki] + days[i]);

      begin_event (self, writer, uid, "Public holiday");
      mt_ical_writer_date (writer, "DTSTART", date);
      mt_ical_writer_date (writer, "DTEND", date + 1);
      mt_ical_writer_value (writer, "TRANSP", "TRANSPARENT");
      mt_ical_writer_end (writer);
    }
  return mt_demo_finish (self, "holidays/japan.ics", writer, error);
}

/**
 * mt_demo_write_calendars:
 * @self: the sample
 * @error: return location
 *
 * Writes everybody's calendar and one of public holidays.
 *
 * Returns: %FALSE with a #GFileError when a file cannot be written.
 */
gboolean
mt_demo_write_calendars (const MtDemo *self, GError **error)
{
  for (guint i = 0; i < MT_DEMO_PEOPLE; i++)
    if (!write_book (self, i, error))
      return FALSE;
  return write_holidays (self, error);
}
