/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * When: starts, ends, rules, exceptions, periods and stamps of a component, one small reader each.
 */
#include "config.h"

#include "ical/worker/mt-component-private.h"

#include <string.h>

#include "core/mt-date.h"
#include "ical/mt-ical-reason.h"

static void
note (MtComponentReader *reader, MtReasonCode code, MtSlice detail)
{
  g_autofree char *text = g_strndup (detail.at, MIN (detail.length, 400));

  mt_reason_add (&reader->component->item->note, code, text);
}

static void
place_in_zone (MtComponentReader *reader, const MtLine *line, MtMoment *moment)
{
  MtItem *item = reader->component->item;
  g_autofree char *tzid = mt_line_dup_param (line, "TZID");

  moment->time = (MtTime){ MT_TIME_FLOATING, moment->wall };
  if (!tzid)
    return;
  moment->zone = mt_worker_zones_resolve (reader->zones, tzid);
  if (moment->zone)
    moment->time = mt_time_from_wall (MT_TIME_INSTANT, moment->zone, moment->wall);
  else
    {
      moment->unknown = TRUE;
      item->zone_unknown = TRUE;
      mt_reason_add (&item->note, MT_REASON_ZONE, tzid);
    }
}

static gboolean
read_moment (MtComponentReader *reader,
             const MtLine *line,
             MtSlice text,
             gboolean clamp,
             MtMoment *moment)
{
  MtDigits digits;

  *moment = (MtMoment){ 0 };
  if (!mt_digits_parse (text, clamp, &digits))
    return FALSE;
  moment->wall = digits.wall;
  moment->in_utc = digits.is_utc;
  if (digits.is_date)
    moment->time = (MtTime){ MT_TIME_DATE, mt_date_of_wall (digits.wall) };
  else if (digits.is_utc)
    moment->time = (MtTime){ MT_TIME_INSTANT, digits.wall };
  else
    place_in_zone (reader, line, moment);
  return TRUE;
}

static void
read_start (MtComponentReader *reader, const MtLine *line)
{
  MtComponent *self = reader->component;

  self->has_start = read_moment (reader, line, line->value, FALSE, &self->start);
  mt_component_replace (
      &self->bad_start,
      self->has_start ? NULL : g_strndup (line->value.at, MIN (line->value.length, 100)));
}

static void
read_end (MtComponentReader *reader, const MtLine *line)
{
  MtComponent *self = reader->component;

  self->has_end = read_moment (reader, line, line->value, TRUE, &self->end);
  if (!self->has_end)
    note (reader, MT_REASON_DATE, line->value);
}

static void
read_duration (MtComponentReader *reader, const MtLine *line)
{
  MtItem *item = reader->component->item;
  MtDuration duration;

  if (!mt_duration_parse (line->value, &duration))
    return;
  item->length = MT_LENGTH_DURATION;
  item->nominal_days = duration.days;
  item->exact_s = duration.seconds;
}

static void
read_due (MtComponentReader *reader, const MtLine *line)
{
  MtComponent *self = reader->component;

  read_end (reader, line);
  if (self->has_end)
    self->item->due = self->end.time;
}

static void
read_recurrence_id (MtComponentReader *reader, const MtLine *line)
{
  MtComponent *self = reader->component;
  g_autofree char *range = mt_line_dup_param (line, "RANGE");

  self->has_rid = read_moment (reader, line, line->value, FALSE, &self->rid);
  self->this_and_future = range && g_ascii_strcasecmp (range, "THISANDFUTURE") == 0;
  self->item->recurrence_id = self->rid.time;
  if (!self->has_rid)
    mt_component_replace (&self->bad_rid,
                          g_strndup (line->value.at, MIN (line->value.length, 100)));
}

static void
read_rule (MtComponentReader *reader, const MtLine *line)
{
  g_array_append_val (reader->component->rules, line->value);
}

static void
read_exrule (MtComponentReader *reader, const MtLine *line)
{
  g_array_append_val (reader->component->exrules, line->value);
}

static void
read_exdate (MtComponentReader *reader, const MtLine *line)
{
  MtSlice rest = line->value;
  MtSlice text;
  MtMoment moment;

  while (mt_slice_next_item (&rest, &text))
    if (read_moment (reader, line, text, FALSE, &moment))
      g_array_append_val (reader->component->exdates, moment);
    else if (text.length > 0)
      note (reader, MT_REASON_DATE, text);
}

/* "start/end" or "start/duration": the end as a time of the same kind as the start. */
static gboolean
read_period (MtComponentReader *reader,
             const MtLine *line,
             MtSlice text,
             MtMoment *start,
             MtPeriod *period)
{
  const char *slash = memchr (text.at, '/', text.length);
  MtSlice rest;
  MtMoment end;
  MtDuration duration;

  if (!slash || !read_moment (reader, line, (MtSlice){ text.at, slash - text.at }, FALSE, start) ||
      start->time.kind == MT_TIME_DATE)
    return FALSE;
  rest = (MtSlice){ slash + 1, text.at + text.length - slash - 1 };
  period->start = start->time;
  if (mt_duration_parse (rest, &duration))
    {
      period->end = mt_moment_after (start, duration.days, duration.seconds);
      return TRUE;
    }
  if (!read_moment (reader, line, rest, TRUE, &end))
    return FALSE;
  period->end = mt_moment_as (&end, start->time.kind, start->zone);
  return TRUE;
}

static void
read_rdate (MtComponentReader *reader, const MtLine *line)
{
  MtComponent *self = reader->component;
  MtSlice rest = line->value;
  MtSlice text;
  MtMoment moment;
  MtPeriod period = { .type = MT_BUSY };

  if (self->item->kind == MT_ITEM_FREEBUSY)
    return;
  while (mt_slice_next_item (&rest, &text))
    if (memchr (text.at, '/', text.length) && read_period (reader, line, text, &moment, &period))
      {
        g_array_append_val (self->rperiods, moment);
        g_array_append_val (self->item->periods, period);
      }
    else if (read_moment (reader, line, text, FALSE, &moment))
      g_array_append_val (self->rdates, moment);
    else if (text.length > 0)
      note (reader, MT_REASON_DATE, text);
}

static MtBusyType
busy_type (const MtLine *line)
{
  g_autofree char *type = mt_line_dup_param (line, "FBTYPE");

  if (!type)
    return MT_BUSY;
  if (g_ascii_strcasecmp (type, "FREE") == 0)
    return MT_BUSY_FREE;
  if (g_ascii_strcasecmp (type, "BUSY-UNAVAILABLE") == 0)
    return MT_BUSY_UNAVAILABLE;
  if (g_ascii_strcasecmp (type, "BUSY-TENTATIVE") == 0)
    return MT_BUSY_TENTATIVE;
  return MT_BUSY; /* what is not known counts as BUSY (RFC 5545 3.2.9) */
}

static void
read_freebusy (MtComponentReader *reader, const MtLine *line)
{
  MtItem *item = reader->component->item;
  MtSlice rest = line->value;
  MtSlice text;
  MtMoment start;
  MtPeriod period = { .type = busy_type (line) };

  if (item->kind != MT_ITEM_FREEBUSY)
    return;
  while (mt_slice_next_item (&rest, &text))
    if (read_period (reader, line, text, &start, &period))
      g_array_append_val (item->periods, period);
    else if (text.length > 0)
      note (reader, MT_REASON_DATE, text);
}

static void
read_stamp (MtComponentReader *reader, const MtLine *line, gint64 *stamp)
{
  MtDigits digits;

  if (mt_digits_parse (line->value, FALSE, &digits))
    *stamp = digits.wall; /* always UTC (RFC 5545 3.8.7) */
}

static void
read_created (MtComponentReader *reader, const MtLine *line)
{
  read_stamp (reader, line, &reader->component->item->created);
}

static void
read_dtstamp (MtComponentReader *reader, const MtLine *line)
{
  read_stamp (reader, line, &reader->component->item->dtstamp);
}

static void
read_last_modified (MtComponentReader *reader, const MtLine *line)
{
  read_stamp (reader, line, &reader->component->item->last_modified);
}

static void
read_completed (MtComponentReader *reader, const MtLine *line)
{
  read_stamp (reader, line, &reader->component->item->completed);
}

static const MtComponentProperty properties[] = {
  MT_COMPONENT_PROPERTY ("DTSTART", read_start),
  MT_COMPONENT_PROPERTY ("DTEND", read_end),
  MT_COMPONENT_PROPERTY ("DURATION", read_duration),
  MT_COMPONENT_PROPERTY ("DUE", read_due),
  MT_COMPONENT_PROPERTY ("RECURRENCE-ID", read_recurrence_id),
  MT_COMPONENT_PROPERTY ("RRULE", read_rule),
  MT_COMPONENT_PROPERTY ("EXRULE", read_exrule),
  MT_COMPONENT_PROPERTY ("EXDATE", read_exdate),
  MT_COMPONENT_PROPERTY ("RDATE", read_rdate),
  MT_COMPONENT_PROPERTY ("FREEBUSY", read_freebusy),
  MT_COMPONENT_PROPERTY ("CREATED", read_created),
  MT_COMPONENT_PROPERTY ("DTSTAMP", read_dtstamp),
  MT_COMPONENT_PROPERTY ("LAST-MODIFIED", read_last_modified),
  MT_COMPONENT_PROPERTY ("COMPLETED", read_completed),
};

/**
 * mt_component_read_time:
 * @reader: what is being read
 * @line: a property of the component
 *
 * Reads a property if it says when something is.
 *
 * Returns: whether it was one of these
 */
gboolean
mt_component_read_time (MtComponentReader *reader, const MtLine *line)
{
  return mt_component_read_one_of (properties, G_N_ELEMENTS (properties), reader, line);
}
