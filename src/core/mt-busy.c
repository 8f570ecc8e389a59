/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * What an event means for its owner: its busy type, and the instants it takes.
 */
#include "core/mt-agenda.h"
#include "core/mt-day.h"

/* How the owner takes part; MT_PARTSTAT_NONE: not at all, or as the organizer who need not answer.
 */
static MtPartstat
find_partstat (const MtItem *event, const MtPerson *owner)
{
  for (guint i = 0; i < event->attendees->len; i++)
    {
      const MtAttendee *attendee = g_ptr_array_index (event->attendees, i);

      if (!mt_person_has_email (owner, attendee->address))
        continue;
      if (attendee->partstat == MT_PARTSTAT_NONE && !mt_person_has_email (owner, event->organizer))
        return MT_PARTSTAT_NEEDS_ACTION;
      return attendee->partstat;
    }
  return MT_PARTSTAT_NONE;
}

static gboolean
is_free (const MtItem *event, MtPartstat partstat)
{
  return event->status == MT_STATUS_CANCELLED || event->transparent ||
         partstat == MT_PARTSTAT_DECLINED || partstat == MT_PARTSTAT_DELEGATED ||
         event->cdo == MT_CDO_FREE || event->cdo == MT_CDO_WORKING_ELSEWHERE;
}

static gboolean
is_tentative (const MtItem *event, MtPartstat partstat)
{
  return event->status == MT_STATUS_TENTATIVE || partstat == MT_PARTSTAT_TENTATIVE ||
         partstat == MT_PARTSTAT_NEEDS_ACTION || event->cdo == MT_CDO_TENTATIVE;
}

static gboolean
is_away (const MtItem *event)
{
  return event->cdo == MT_CDO_OOF || mt_item_has_category (event, "OUT OF OFFICE") ||
         mt_item_has_category (event, "VACATION") || mt_item_has_category (event, "LEAVE");
}

/**
 * mt_busy_classify:
 * @event: an event
 * @owner: whose calendar it is in
 *
 * Tells what an event means for its owner, by the first that matches: free, tentative, away, focus,
 * all-day (away), else busy.
 *
 * Source: RFC 5545 sections 3.2.12 and 3.8.2.7; [MS-OXCICAL] X-MICROSOFT-CDO-BUSYSTATUS
 *
 * Returns: the busy type
 */
MtBusyType
mt_busy_classify (const MtItem *event, const MtPerson *owner)
{
  MtPartstat partstat;

  g_return_val_if_fail (event != NULL && owner != NULL, MT_BUSY);

  partstat = find_partstat (event, owner);
  if (is_free (event, partstat))
    return MT_BUSY_FREE;
  if (is_tentative (event, partstat))
    return MT_BUSY_TENTATIVE;
  if (is_away (event))
    return MT_BUSY_UNAVAILABLE;
  if (mt_item_has_category (event, "FOCUS") || mt_item_has_category (event, "DEEP WORK"))
    return MT_BUSY_FOCUS;
  return event->start.kind == MT_TIME_DATE ? MT_BUSY_UNAVAILABLE : MT_BUSY;
}

/**
 * mt_busy_type_to_string:
 * @type: a busy type
 *
 * Gives the name of a busy type, as RFC 5545 has it.
 *
 * Source: RFC 5545 section 3.2.9
 *
 * Returns: (transfer none): e.g. `BUSY-TENTATIVE`
 */
const char *
mt_busy_type_to_string (MtBusyType type)
{
  switch (type)
    {
    case MT_BUSY_TENTATIVE:
      return "BUSY-TENTATIVE";
    case MT_BUSY_UNAVAILABLE:
      return "BUSY-UNAVAILABLE";
    case MT_BUSY_FOCUS:
      return "FOCUS";
    case MT_BUSY_FREE:
      return "FREE";
    case MT_BUSY:
    default:
      return "BUSY";
    }
}

/**
 * mt_time_resolve:
 * @time: a time
 * @owner: whose calendar it is in
 *
 * Gives the instant of a time for its owner: a floating time and a date are read in the owner's
 * zone of that date. A time in a fold takes the first occurrence, one in a gap moves forward.
 *
 * Source: RFC 5545 section 3.3.5
 *
 * Returns: the instant; %G_MININT64 for no time
 */
gint64
mt_time_resolve (MtTime time, const MtPerson *owner)
{
  g_return_val_if_fail (owner != NULL, G_MININT64);

  switch (time.kind)
    {
    case MT_TIME_INSTANT:
      return time.value;
    case MT_TIME_FLOATING:
      return mt_zone_to_instant (mt_person_zone_on (owner, mt_date_of_wall (time.value)),
                                 time.value, MT_FOLD_FIRST);
    case MT_TIME_DATE:
      return mt_day_start (owner, (MtDate) time.value);
    case MT_TIME_NONE:
    default:
      return G_MININT64;
    }
}

/**
 * mt_period_resolve:
 * @period: a period
 * @owner: whose calendar it is in
 *
 * Gives the instants of a period for its owner.
 *
 * Returns: the span; one that is not positive is nothing
 */
MtSpan
mt_period_resolve (const MtPeriod *period, const MtPerson *owner)
{
  if (period->start.kind == MT_TIME_NONE || period->end.kind == MT_TIME_NONE)
    return (MtSpan){ 0, 0 };
  return (MtSpan){ mt_time_resolve (period->start, owner), mt_time_resolve (period->end, owner) };
}

/* How many local dates an all-day item covers. A DTEND that is no date cannot end one. */
static gint64
count_days (const MtItem *item)
{
  if (item->length == MT_LENGTH_DURATION)
    return item->nominal_days + item->exact_s / MT_DAY_S;
  if (item->length == MT_LENGTH_END && item->end.kind == MT_TIME_DATE)
    return item->end.value - item->start.value;
  return 1;
}

static void
append_dates (const MtItem *item, const MtPerson *owner, MtTime start, MtSpans *instances)
{
  MtDate first = (MtDate) start.value;
  gint64 n = count_days (item);

  if (n > 0)
    mt_spans_append (instances, mt_day_start (owner, first),
                     mt_day_start (owner, first + (MtDate) MIN (n, MT_DATE_MAX - MT_DATE_MIN)));
}

/* Days of a DURATION are nominal: the same wall time so many days later. An instant has no wall
 * clock of its own; where its zone has one, the reader of the calendar gives a period instead. */
static gint64
end_of_instance (const MtItem *item, const MtPerson *owner, MtTime start, gint64 elapsed_s)
{
  if (item->length != MT_LENGTH_DURATION)
    return mt_time_resolve (start, owner) + elapsed_s;
  start.value += (gint64) item->nominal_days * MT_DAY_S;
  return mt_time_resolve (start, owner) + item->exact_s;
}

static gint64
elapsed (const MtItem *item, const MtPerson *owner)
{
  if (item->length != MT_LENGTH_END || item->end.kind == MT_TIME_NONE)
    return 0;
  return mt_time_resolve (item->end, owner) - mt_time_resolve (item->start, owner);
}

/**
 * mt_item_resolve:
 * @item: an item
 * @owner: whose calendar it is in
 * @instances: where to append the spans of its instances
 *
 * Gives the instants that the instances of an item take, in order of neither start nor end. DTEND
 * gives each the exact elapsed length of the first, days of a DURATION are nominal, an all-day one
 * covers its local dates, and one without a length takes nothing.
 *
 * Source: RFC 5545 sections 3.6.1 and 3.8.5.3
 */
void
mt_item_resolve (const MtItem *item, const MtPerson *owner, MtSpans *instances)
{
  gint64 elapsed_s;

  g_return_if_fail (item != NULL && owner != NULL && instances != NULL);

  elapsed_s = item->start.kind == MT_TIME_DATE ? 0 : elapsed (item, owner);
  for (guint i = 0; i < item->starts->len; i++)
    {
      MtTime start = g_array_index (item->starts, MtTime, i);
      gint64 from, to;

      if (start.kind == MT_TIME_DATE)
        {
          append_dates (item, owner, start, instances);
          continue;
        }
      from = mt_time_resolve (start, owner);
      to = end_of_instance (item, owner, start, elapsed_s);
      if (start.kind != MT_TIME_NONE && from < to)
        mt_spans_append (instances, from, to);
    }
  for (guint i = 0; i < item->periods->len; i++)
    {
      MtSpan span = mt_period_resolve (&g_array_index (item->periods, MtPeriod, i), owner);

      if (span.start < span.end)
        mt_spans_append (instances, span.start, span.end);
    }
}

static void
append_days (GArray *dates, gint64 from, gint64 to)
{
  for (gint64 day = from; day < to; day++)
    {
      MtDate date = (MtDate) day;

      g_array_append_val (dates, date);
    }
}

/**
 * mt_item_dates:
 * @item: an all-day item; another has no dates
 * @from: a date
 * @to: a date, exclusive
 * @dates: (element-type MtDate): where to append
 *
 * Lists the dates that the instances of an item cover, in no order, maybe some twice.
 */
void
mt_item_dates (const MtItem *item, MtDate from, MtDate to, GArray *dates)
{
  g_return_if_fail (item != NULL && dates != NULL);

  for (guint i = 0; i < item->starts->len; i++)
    {
      MtTime start = g_array_index (item->starts, MtTime, i);

      if (start.kind == MT_TIME_DATE)
        append_days (dates, MAX (start.value, from), MIN (start.value + count_days (item), to));
    }
  for (guint i = 0; i < item->periods->len; i++)
    {
      const MtPeriod *period = &g_array_index (item->periods, MtPeriod, i);

      if (period->start.kind == MT_TIME_DATE && period->end.kind == MT_TIME_DATE)
        append_days (dates, MAX (period->start.value, from), MIN (period->end.value, to));
    }
}
