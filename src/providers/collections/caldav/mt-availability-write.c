/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * A person's hours as VAVAILABILITY: a week with its exceptions, and leave above it with a higher
 * priority (RFC 7953 3.1: 1 is the highest). There are servers that look at the first VAVAILABILITY
 * only: the week leaves out the dates of leave, too. Why somebody is away is nobody's business
 * there and not written.
 */
#include "config.h"

#include "core/mt-date.h"
#include "ical/mt-ical-writer.h"
#include "providers/collections/caldav/mt-availability.h"

#define PRODID "-//Meantime//Meantime//EN"
#define YEARS_AHEAD 5
#define DAYS_AHEAD 400 /* for single dates */

enum
{
  PRIORITY_LEAVE = 1,
  PRIORITY_WEEK = 9,
};

typedef struct
{
  MtIcalWriter *writer;
  const MtPerson *person;
  gint64 now;
  MtDate monday; /* from which the week repeats; never changes */
  guint count;   /* of UIDs */
} Writing;

static void
write_offset (MtIcalWriter *writer, const char *name, gint32 offset_s)
{
  const gint32 size = ABS (offset_s);
  g_autofree char *text =
      size % 60 == 0
          ? g_strdup_printf ("%c%02d%02d", offset_s < 0 ? '-' : '+', size / 3600, size / 60 % 60)
          : g_strdup_printf ("%c%02d%02d%02d", offset_s < 0 ? '-' : '+', size / 3600,
                             size / 60 % 60, size % 60);

  mt_ical_writer_value (writer, name, text);
}

/* DTSTART is told by the clocks as they are before the change (RFC 5545 3.6.5). */
static void
write_observance (MtIcalWriter *writer, gint64 at, gint32 from_s, gint32 to_s)
{
  mt_ical_writer_begin (writer, to_s > from_s ? "DAYLIGHT" : "STANDARD");
  mt_ical_writer_wall (writer, "DTSTART", at + from_s);
  write_offset (writer, "TZOFFSETFROM", from_s);
  write_offset (writer, "TZOFFSETTO", to_s);
  mt_ical_writer_end (writer);
}

static gint64
get_horizon (gint64 now)
{
  int year, month, day;

  mt_date_to_civil (mt_date_of_wall (now), &year, &month, &day);
  return mt_date_to_wall (mt_date_from_civil (year + YEARS_AHEAD, 1, 1));
}

/* As tzdata has it, change by change: rules of zones differ too much to be guessed. */
static void
write_zone (const Writing *self, const MtZone *zone)
{
  const gint64 start = mt_date_to_wall (self->monday) - MT_DAY_S;
  const gint64 end = get_horizon (self->now);
  gint32 offset_s = mt_zone_offset_at (zone, start);

  mt_ical_writer_begin (self->writer, "VTIMEZONE");
  mt_ical_writer_text (self->writer, "TZID", mt_zone_get_id (zone));
  write_observance (self->writer, start, offset_s, offset_s);
  for (const MtZoneChange *change = mt_zone_next_change (zone, start);
       change != NULL && change->at < end; change = mt_zone_next_change (zone, change->at))
    {
      write_observance (self->writer, change->at, offset_s, change->offset_s);
      offset_s = change->offset_s;
    }
  mt_ical_writer_end (self->writer);
}

static gboolean
is_travel_zone_written (const MtPerson *person, guint index)
{
  const char *id = mt_zone_get_id (g_array_index (person->travel, MtTravel, index).zone);

  if (g_str_equal (id, mt_zone_get_id (person->zone)))
    return TRUE;
  for (guint i = 0; i < index; i++)
    if (g_str_equal (id, mt_zone_get_id (g_array_index (person->travel, MtTravel, i).zone)))
      return TRUE;
  return FALSE;
}

static void
write_zones (const Writing *self)
{
  write_zone (self, self->person->zone);
  for (guint i = 0; i < self->person->travel->len; i++)
    if (!is_travel_zone_written (self->person, i))
      write_zone (self, g_array_index (self->person->travel, MtTravel, i).zone);
}

static void
write_stamp (Writing *self)
{
  g_autofree char *uid = g_strdup_printf ("hours-%u-%s@meantime", ++self->count, self->person->id);

  mt_ical_writer_value (self->writer, "UID", uid);
  mt_ical_writer_utc (self->writer, "DTSTAMP", self->now);
}

static void
write_wall (Writing *self, const char *name, const MtZone *zone, gint64 wall_s)
{
  mt_ical_writer_param (self->writer, "TZID", mt_zone_get_id (zone));
  mt_ical_writer_wall (self->writer, name, wall_s);
}

static void
begin_available (Writing *self, const MtZone *zone, MtDate date, const MtRange *range)
{
  mt_ical_writer_begin (self->writer, "AVAILABLE");
  write_stamp (self);
  write_wall (self, "DTSTART", zone, mt_date_to_wall (date) + range->start_s);
  write_wall (self, "DTEND", zone, mt_date_to_wall (date) + range->end_s);
}

static MtDate
get_first (const Writing *self)
{
  return mt_date_of_wall (self->now) - 1;
}

static gboolean
has_exception (const MtPerson *person, MtDate date)
{
  for (guint i = 0; i < person->exceptions->len; i++)
    if (g_array_index (person->exceptions, MtException, i).date == date)
      return TRUE;
  return FALSE;
}

static gboolean
is_on_journey (const MtPerson *person, MtDate date)
{
  return mt_person_zone_on (person, date) != person->zone;
}

static gboolean
is_usual (const MtPerson *person, MtDate date)
{
  return !mt_person_is_away_on (person, date) && !has_exception (person, date) &&
         !is_on_journey (person, date);
}

/* The dates on which a weekly range does not hold. */
static void
write_exdates (Writing *self, const MtZone *zone, guint8 days, const MtRange *range)
{
  g_autoptr (GString) text = g_string_new (NULL);
  const MtDate first = get_first (self);

  for (MtDate date = first; date < first + DAYS_AHEAD; date++)
    {
      int year, month, day;

      if (!(days & (1 << mt_date_weekday (date))) || is_usual (self->person, date))
        continue;
      mt_date_to_civil (date, &year, &month, &day);
      g_string_append_printf (text, "%s%04d%02d%02dT%02d%02d%02d", text->len > 0 ? "," : "", year,
                              month, day, range->start_s / 3600, range->start_s / 60 % 60,
                              range->start_s % 60);
    }
  if (text->len == 0)
    return;
  mt_ical_writer_param (self->writer, "TZID", mt_zone_get_id (zone));
  mt_ical_writer_value (self->writer, "EXDATE", text->str);
}

static gboolean
has_range (const MtWeek *week, guint day, const MtRange *range)
{
  for (guint i = 0; i < week->days[day]->len; i++)
    {
      const MtRange *other = &g_array_index (week->days[day], MtRange, i);

      if (other->start_s == range->start_s && other->end_s == range->end_s)
        return TRUE;
    }
  return FALSE;
}

static gboolean
has_range_before (const MtWeek *week, guint day, const MtRange *range)
{
  for (guint i = 0; i < day; i++)
    if (has_range (week, i, range))
      return TRUE;
  return FALSE;
}

/* Days with the same hours are one AVAILABLE. */
static void
write_range (Writing *self, guint day, const MtRange *range)
{
  static const char *const names[] = { "MO", "TU", "WE", "TH", "FR", "SA", "SU" };
  const MtWeek *week = self->person->week;
  g_autoptr (GString) rule = g_string_new ("FREQ=WEEKLY;BYDAY=");
  guint8 days = 0;

  if (has_range_before (week, day, range))
    return;
  for (guint i = day; i < G_N_ELEMENTS (names); i++)
    if (has_range (week, i, range))
      {
        g_string_append_printf (rule, "%s%s", days != 0 ? "," : "", names[i]);
        days |= (guint8) (1 << i);
      }
  begin_available (self, self->person->zone, self->monday + (MtDate) day, range);
  mt_ical_writer_value (self->writer, "RRULE", rule->str);
  write_exdates (self, self->person->zone, days, range);
  mt_ical_writer_end (self->writer);
}

static void
write_week (Writing *self)
{
  for (guint day = 0; day < G_N_ELEMENTS (self->person->week->days); day++)
    for (guint i = 0; i < self->person->week->days[day]->len; i++)
      write_range (self, day, &g_array_index (self->person->week->days[day], MtRange, i));
}

/* Dates with hours of their own, or in another zone. */
static void
write_single_dates (Writing *self)
{
  const MtDate first = get_first (self);

  for (MtDate date = first; date < first + DAYS_AHEAD; date++)
    {
      const GArray *ranges = mt_person_ranges_on (self->person, date);

      if (is_usual (self->person, date) || mt_person_is_away_on (self->person, date))
        continue;
      for (guint i = 0; i < ranges->len; i++)
        {
          begin_available (self, mt_person_zone_on (self->person, date), date,
                           &g_array_index (ranges, MtRange, i));
          mt_ical_writer_end (self->writer);
        }
    }
}

static void
begin_block (Writing *self, int priority)
{
  g_autofree char *text = g_strdup_printf ("%d", priority);

  mt_ical_writer_begin (self->writer, "VAVAILABILITY");
  write_stamp (self);
  mt_ical_writer_value (self->writer, "PRIORITY", text);
  mt_ical_writer_value (self->writer, "BUSYTYPE", "BUSY-UNAVAILABLE");
}

static void
write_dates (Writing *self, MtDate from, MtDate to)
{
  write_wall (self, "DTSTART", mt_person_zone_on (self->person, from), mt_date_to_wall (from));
  write_wall (self, "DTEND", mt_person_zone_on (self->person, to), mt_date_to_wall (to + 1));
}

static gboolean
is_over (const Writing *self, MtDate last)
{
  return last + 1 < mt_date_of_wall (self->now);
}

static void
write_leave (Writing *self)
{
  for (guint i = 0; i < self->person->away->len; i++)
    {
      const MtAway *away = &g_array_index (self->person->away, MtAway, i);

      if (is_over (self, away->to))
        continue;
      begin_block (self, PRIORITY_LEAVE);
      write_dates (self, away->from, away->to);
      mt_ical_writer_end (self->writer);
    }
}

/**
 * mt_availability_write:
 * @person: a person of the team
 * @now: Unix seconds: what is over is left out
 *
 * Writes the hours, journeys, single dates and leave of a person. The same @now gives the same
 * bytes.
 *
 * Source: RFC 7953 3.1, 3.2
 *
 * Returns: (transfer full): a VCALENDAR
 */
GBytes *
mt_availability_write (const MtPerson *person, gint64 now)
{
  g_autoptr (MtIcalWriter) writer = mt_ical_writer_new ();
  Writing self = { writer, person, now, mt_date_from_civil (2024, 1, 1), 0 };

  mt_ical_writer_begin (writer, "VCALENDAR");
  mt_ical_writer_value (writer, "VERSION", "2.0");
  mt_ical_writer_value (writer, "PRODID", PRODID);
  write_zones (&self);
  begin_block (&self, PRIORITY_WEEK);
  write_week (&self);
  write_single_dates (&self);
  mt_ical_writer_end (writer);
  write_leave (&self);
  mt_ical_writer_end (writer);
  return mt_ical_writer_finish (writer);
}
