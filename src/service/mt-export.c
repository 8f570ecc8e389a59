/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * The overlap as iCalendar (DESIGN section 6, "Exported slots").
 */
#include "config.h"

#include "service/mt-export.h"

#include <glib/gi18n-lib.h>

#include "core/mt-overlap.h"
#include "core/mt-work.h"
#include "ical/mt-ical-writer.h"
#include "service/mt-free-table.h"
#include "service/mt-display-text.h"
#include "service/mt-uuid.h"

#define PRODUCT "-//Meantime//Meantime " PACKAGE_VERSION "//EN"

/**
 * mt_slot_free:
 * @self: (transfer full): a slot
 */
void
mt_slot_free (MtSlot *self)
{
  g_array_unref (self->free);
  g_free (self);
}

static const MtPerson *
person_at (const MtSnapshot *snapshot, const GArray *people, guint index)
{
  return g_ptr_array_index (snapshot->team->people, g_array_index (people, guint, index));
}

/**
 * mt_overlap_slots: (skip)
 * @snapshot: the data
 * @people: (element-type guint): indices of the people asked about
 * @min_people: how many must be free at every instant, 1 to all of @people
 * @window: where to look, within the window of @snapshot
 * @min_length_s: shorter spans are dropped
 *
 * Returns: (transfer full) (element-type MtSlot): the overlap, each with who is free throughout as
 *   positions in @people
 */
GPtrArray *
mt_overlap_slots (const MtSnapshot *snapshot,
                  const GArray *people,
                  guint min_people,
                  MtSpan window,
                  gint64 min_length_s)
{
  g_autoptr (MtPatterns) patterns = mt_patterns_new ();
  g_autoptr (MtFreeTable) table = mt_free_table_new (patterns, snapshot, window);
  g_autofree const MtSpans **free_of = g_new0 (const MtSpans *, people->len + 1);
  GPtrArray *slots = g_ptr_array_new_with_free_func ((GDestroyNotify) mt_slot_free);
  g_autoptr (MtSpans) spans = NULL;

  for (guint i = 0; i < people->len; i++)
    free_of[i] = table->of[g_array_index (people, guint, i)];

  spans = mt_overlap_find (free_of, people->len, min_people, window, min_length_s);
  for (guint i = 0; i < spans->n; i++)
    {
      MtSlot *slot = g_new0 (MtSlot, 1);

      slot->span = spans->at[i];
      slot->free = g_array_new (FALSE, FALSE, sizeof (guint));
      mt_overlap_members (free_of, people->len, slot->span, slot->free);
      g_ptr_array_add (slots, slot);
    }

  return slots;
}

static gint
compare_ids (gconstpointer a, gconstpointer b)
{
  return g_strcmp0 (*(const char *const *) a, *(const char *const *) b);
}

/* "meantime:NAME|ID,ID,..|": what the UIDs of a team's slots begin with. */
static char *
uid_prefix (const MtSnapshot *snapshot, const GArray *people)
{
  g_autoptr (GPtrArray) ids = g_ptr_array_new ();
  g_autofree char *joined = NULL;

  for (guint i = 0; i < people->len; i++)
    g_ptr_array_add (ids, person_at (snapshot, people, i)->id);
  g_ptr_array_sort (ids, compare_ids);
  g_ptr_array_add (ids, NULL);
  joined = g_strjoinv (",", (char **) ids->pdata);

  return g_strdup_printf ("meantime:%s|%s|", snapshot->team->name, joined);
}

/* "YYYYMMDDTHHMMSSZ" */
static char *
format_basic (gint64 instant)
{
  const MtDate date = mt_date_of_wall (instant);
  const int second = (int) (instant - mt_date_to_wall (date));
  int year = 0;
  int month = 0;
  int day = 0;

  mt_date_to_civil (date, &year, &month, &day);

  return g_strdup_printf ("%04d%02d%02dT%02d%02d%02dZ", year, month, day, second / 3600,
                          second / 60 % 60, second % 60);
}

static char *
slot_uid (const char *prefix, gint64 start)
{
  g_autofree char *time = format_basic (start);
  g_autofree char *name = g_strconcat (prefix, time, NULL);

  return mt_uuid_of_url (name);
}

/* "2026-11-24 17:30", on a person's own clock. */
static char *
format_local (const MtPerson *person, gint64 instant)
{
  const gint64 wall = mt_day_wall_at (person, instant);
  const MtDate date = mt_date_of_wall (wall);
  const int minute = (int) (wall - mt_date_to_wall (date)) / 60;
  g_autofree char *day = mt_date_format (date);

  return g_strdup_printf ("%s %02d:%02d", day, minute / 60, minute % 60);
}

/* The local times of everyone: what makes a foreign time believed. The same in every language, so
 * that a team's exports agree. */
static char *
describe (const MtSnapshot *snapshot, const GArray *people, MtSpan span)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < people->len; i++)
    {
      const MtPerson *person = person_at (snapshot, people, i);
      g_autofree char *name = mt_display_plain (person->name);
      g_autofree char *start = format_local (person, span.start);
      g_autofree char *end = format_local (person, span.end);
      const gboolean same_day = strncmp (start, end, strlen ("YYYY-MM-DD")) == 0;

      g_string_append_printf (text, "%s%s: %s–%s (%s)", i > 0 ? "\n" : "", name, start,
                              same_day ? end + strlen ("YYYY-MM-DD ") : end,
                              mt_zone_get_id (mt_day_zone_at (person, span.start)));
    }

  return g_string_free (text, FALSE);
}

static void
begin_calendar (MtIcalWriter *writer)
{
  mt_ical_writer_begin (writer, "VCALENDAR");
  mt_ical_writer_value (writer, "VERSION", "2.0");
  mt_ical_writer_text (writer, "PRODID", PRODUCT);
  mt_ical_writer_value (writer, "METHOD", "PUBLISH");
}

/* "Overlap of 6 of 9", or how many there are at each instant when they vary. */
static char *
summarise (const MtSlot *slot, guint n_people)
{
  if (slot->free->len == 0)
    return g_strdup (_ ("Overlap (varying)"));

  return g_strdup_printf (_ ("Overlap: %u of %u"), slot->free->len, n_people);
}

static void
write_event (MtIcalWriter *writer,
             const MtSnapshot *snapshot,
             const GArray *people,
             const MtSlot *slot,
             const char *prefix,
             gint64 now)
{
  static const char *const categories[] = { "OVERLAP", NULL };
  g_autofree char *uid = slot_uid (prefix, slot->span.start);
  g_autofree char *summary = summarise (slot, people->len);
  g_autofree char *description = describe (snapshot, people, slot->span);

  mt_ical_writer_begin (writer, "VEVENT");
  mt_ical_writer_text (writer, "UID", uid);
  mt_ical_writer_utc (writer, "DTSTAMP", now);
  mt_ical_writer_utc (writer, "DTSTART", slot->span.start);
  mt_ical_writer_utc (writer, "DTEND", slot->span.end);
  mt_ical_writer_text (writer, "SUMMARY", summary);
  mt_ical_writer_text (writer, "DESCRIPTION", description);
  mt_ical_writer_texts (writer, "CATEGORIES", categories);
  mt_ical_writer_value (writer, "TRANSP", "TRANSPARENT");
  mt_ical_writer_end (writer);
}

/**
 * mt_export_ics: (skip)
 * @snapshot: the data
 * @people: (element-type guint): indices of the people asked about
 * @slots: (element-type MtSlot): what to export
 * @now: Unix seconds
 *
 * A function of its arguments: the same bytes each time.
 *
 * Source: RFC 5545 3.6.1; RFC 5546 3.2.1
 *
 * Returns: (transfer full): a VCALENDAR with one transparent VEVENT a slot
 */
GBytes *
mt_export_ics (const MtSnapshot *snapshot, const GArray *people, const GPtrArray *slots, gint64 now)
{
  g_autoptr (MtIcalWriter) writer = mt_ical_writer_new ();
  g_autofree char *prefix = uid_prefix (snapshot, people);

  begin_calendar (writer);
  for (guint i = 0; i < slots->len; i++)
    write_event (writer, snapshot, people, g_ptr_array_index (slots, i), prefix, now);
  mt_ical_writer_end (writer);

  return mt_ical_writer_finish (writer);
}

/* Who publishes: *me*, else the first person who has an address. A VFREEBUSY must have one. */
static char *
find_organizer (const MtSnapshot *snapshot, const GArray *people, const MtPerson *me)
{
  if (me != NULL && me->emails[0] != NULL)
    return g_strconcat ("mailto:", me->emails[0], NULL);

  for (guint i = 0; i < people->len; i++)
    {
      const MtPerson *person = person_at (snapshot, people, i);

      if (person->emails[0] != NULL)
        return g_strconcat ("mailto:", person->emails[0], NULL);
    }

  return g_strdup ("invalid:nomail");
}

/**
 * mt_export_freebusy: (skip)
 * @snapshot: the data
 * @people: (element-type guint): indices of the people asked about
 * @slots: (element-type MtSlot): what to export
 * @window: where was looked
 * @me: (nullable): who publishes it
 * @now: Unix seconds
 *
 * A function of its arguments: the same bytes each time.
 *
 * Source: RFC 5545 3.6.4; RFC 5546 3.3.1
 *
 * Returns: (transfer full): a VCALENDAR with one VFREEBUSY, the slots as its free times
 */
GBytes *
mt_export_freebusy (const MtSnapshot *snapshot,
                    const GArray *people,
                    const GPtrArray *slots,
                    MtSpan window,
                    const MtPerson *me,
                    gint64 now)
{
  g_autoptr (MtIcalWriter) writer = mt_ical_writer_new ();
  g_autofree char *prefix = uid_prefix (snapshot, people);
  g_autofree char *name = g_strconcat (prefix, "freebusy", NULL);
  g_autofree char *uid = mt_uuid_of_url (name);
  g_autofree char *organizer = find_organizer (snapshot, people, me);

  begin_calendar (writer);
  mt_ical_writer_begin (writer, "VFREEBUSY");
  mt_ical_writer_text (writer, "UID", uid);
  mt_ical_writer_utc (writer, "DTSTAMP", now);
  mt_ical_writer_value (writer, "ORGANIZER", organizer);
  mt_ical_writer_utc (writer, "DTSTART", window.start);
  mt_ical_writer_utc (writer, "DTEND", window.end);
  for (guint i = 0; i < slots->len; i++)
    {
      const MtSlot *slot = g_ptr_array_index (slots, i);

      mt_ical_writer_param (writer, "FBTYPE", "FREE");
      mt_ical_writer_period (writer, "FREEBUSY", slot->span.start, slot->span.end);
    }
  mt_ical_writer_end (writer);
  mt_ical_writer_end (writer);

  return mt_ical_writer_finish (writer);
}
