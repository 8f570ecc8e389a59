/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * "If you write now": when an answer may be expected, a channel at a time.
 */
#include "config.h"

#include "service/mt-detail-replies.h"

#include <glib/gi18n-lib.h>

#include "core/mt-reply.h"
#include "service/mt-detail-line.h"
#include "service/mt-display-text.h"
#include "service/mt-person-text.h"

#define NEAR_DAYS 6 /* further away a weekday alone could be mistaken for an earlier one */

static char *
channel_name (const MtChannel *channel)
{
  if (g_str_equal (channel->name, "email"))
    return g_strdup (_ ("E-mail"));
  if (g_str_equal (channel->name, "chat"))
    return g_strdup (_ ("Chat"));
  if (g_str_equal (channel->name, "urgent"))
    return g_strdup (_ ("Urgent"));

  return mt_display_line (channel->name);
}

static char *
counting_text (const MtMoment *moment, const MtChannel *channel)
{
  g_autofree char *length = mt_format_length (moment->format, channel->within_s);

  switch (channel->counting)
    {
    case MT_COUNTING_WORKING_HOURS:
      /* Translators: how fast a channel is answered: "within 8 h of their working time". */
      return g_strdup_printf (_ ("within %s of their working time"), length);
    case MT_COUNTING_WORKDAYS:
      return g_strdup_printf (_ ("within %s, on their working days"), length);
    case MT_COUNTING_END_OF_DAY:
      return g_strdup (_ ("by the end of their working day"));
    case MT_COUNTING_ELAPSED:
    default:
      return g_strdup_printf (_ ("within %s, day or night"), length);
    }
}

static const char *
skip_name (MtSkipWhy why)
{
  switch (why)
    {
    case MT_SKIP_AWAY:
      return C_ ("skipped day", "away");
    case MT_SKIP_HOLIDAY:
      return C_ ("skipped day", "holiday");
    case MT_SKIP_OFF:
    default:
      return C_ ("skipped day", "off");
    }
}

static char *
skip_text (const MtMoment *moment, const MtSkip *skip)
{
  g_autofree char *from = mt_format_date (moment->format, skip->from);
  g_autofree char *to = mt_format_date (moment->format, skip->to);

  if (skip->from == skip->to)
    /* Translators: a date that does not count, and why: "Sat 28 Nov (off)". */
    return g_strdup_printf (_ ("%s (%s)"), from, skip_name (skip->why));

  /* Translators: dates that do not count, and why: "Sat 28 Nov to Sun 29 Nov (off)". */
  return g_strdup_printf (_ ("%s to %s (%s)"), from, to, skip_name (skip->why));
}

/* What counts, and which days did not: without them nobody believes the answer. */
static char *
explain (const MtMoment *moment, const MtChannel *channel, const MtReply *reply)
{
  g_autofree char *counting = counting_text (moment, channel);
  g_autoptr (GPtrArray) days = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *skipped = NULL;

  if (!reply->reached || reply->skipped->len == 0)
    return g_steal_pointer (&counting);

  for (guint i = 0; i < reply->skipped->len; i++)
    g_ptr_array_add (days, skip_text (moment, &g_array_index (reply->skipped, MtSkip, i)));
  g_ptr_array_add (days, NULL);
  skipped = g_strjoinv (", ", (char **) days->pdata);

  /* Translators: how fast a channel is answered, and days: "within 24 h, on their working days;
   * does not count: Sat 28 Nov to Sun 29 Nov (off)". */
  return g_strdup_printf (_ ("%s; does not count: %s"), counting, skipped);
}

/* "17:00" on the date of @moment, else "Thu 17:00", "Mon 7 Dec, 17:00". */
static char *
format_due (const MtMoment *moment, gint64 due, const MtZone *zone, MtDate date)
{
  g_autofree char *day = NULL;
  g_autofree char *time = NULL;

  if (date == moment->date)
    return mt_format_time (moment->format, due, zone);
  if (ABS (date - moment->date) <= NEAR_DAYS)
    return mt_format_weekday_time (moment->format, due, zone);

  day = mt_format_date (moment->format, date);
  time = mt_format_time (moment->format, due, zone);

  /* Translators: a date and a time: "Mon 7 Dec, 17:00". */
  return g_strdup_printf (C_ ("date and time", "%s, %s"), day, time);
}

static char *
format_theirs (const MtMoment *moment, const MtPerson *person, gint64 due)
{
  MtZone *zone = mt_day_zone_at (person, due);
  g_autofree char *place = NULL;
  g_autofree char *when = NULL;

  if (mt_zone_offset_at (zone, due) == mt_zone_offset_at (mt_moment_viewer_at (moment, due), due))
    return g_strdup ("");

  place = mt_person_text_place (person, zone);
  when = format_due (moment, due, zone, mt_day_of (person, due));

  /* Translators: times on the clock of a place: "16:00–17:00 in Cairo". */
  return g_strdup_printf (_ ("%s in %s"), when, place);
}

static MtDetailLine *
new_line (const MtMoment *moment, const MtPerson *person, const MtChannel *channel)
{
  const MtAgenda *agenda = mt_snapshot_agenda (moment->snapshot, person);
  g_auto (MtReply) reply = { 0 };

  mt_reply_by (moment->patterns, person, agenda, channel, moment->at, &reply);
  if (!reply.reached)
    return mt_detail_line_new (channel_name (channel), explain (moment, channel, &reply),
                               g_strdup (_ ("not within a year")), g_strdup (""));

  return mt_detail_line_new (channel_name (channel), explain (moment, channel, &reply),
                             format_due (moment, reply.due, mt_moment_viewer_at (moment, reply.due),
                                         mt_moment_date_of (moment, reply.due)),
                             format_theirs (moment, person, reply.due));
}

/**
 * mt_detail_replies_new: (skip)
 * @moment: the chosen instant, at which something is sent
 * @person: to whom
 *
 * What is expected of updates is no answer to anybody, so that is not told here.
 *
 * Returns: (transfer full) (element-type MtDetailLine): a line per channel of the team, on both
 *   clocks, with what counts and what is skipped; empty when @person is *me*
 */
GPtrArray *
mt_detail_replies_new (const MtMoment *moment, const MtPerson *person)
{
  GPtrArray *lines = g_ptr_array_new_with_free_func (g_object_unref);
  const GPtrArray *channels = moment->snapshot->team->channels;

  if (person == moment->me)
    return lines;

  for (guint i = 0; i < channels->len; i++)
    {
      const MtChannel *channel = g_ptr_array_index (channels, i);

      if (!g_str_equal (channel->name, "update"))
        g_ptr_array_add (lines, new_line (moment, person, channel));
    }

  return lines;
}
