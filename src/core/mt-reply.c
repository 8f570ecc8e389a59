/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * The reply clock: when an answer may be expected, and which dates it passed over.
 *
 * Every way of counting has the time that counts as a set of spans; what is due and what is skipped
 * follow from that set alone.
 */
#include "config.h"

#include "core/mt-reply.h"

#define HORIZON_S ((gint64) MT_REPLY_HORIZON_DAYS * MT_DAY_S)

/* Whose clock runs, and from when. */
typedef struct
{
  MtPatterns *patterns;     /* unowned */
  const MtPerson *person;   /* unowned */
  const MtAgenda *agenda;   /* unowned */
  const MtChannel *channel; /* unowned */
  gint64 sent;
} Clock;

static gboolean
meets (const MtSpans *set, MtSpan span)
{
  guint i = mt_spans_lower_bound (set, span.start);
  return i < set->n && set->at[i].start < span.end;
}

static gboolean
meets_any (const MtSpans *set, const MtSpans *spans)
{
  for (guint i = 0; i < spans->n; i++)
    if (meets (set, spans->at[i]))
      return TRUE;
  return FALSE;
}

/* All hours of working days. */
static MtSpans *
workday_time (const Clock *clock, gint64 end)
{
  MtSpans *time = mt_spans_new ();
  MtSpan day = mt_day_span (clock->person, mt_day_of (clock->person, clock->sent));
  for (MtDate date = mt_day_of (clock->person, clock->sent); day.start < end;
       day = mt_day_span (clock->person, ++date))
    if (mt_work_is_working_day (clock->patterns, clock->person, clock->agenda, date))
      mt_spans_append (time, MAX (day.start, clock->sent), MIN (day.end, end));
  mt_spans_normalise (time);
  return time;
}

static gboolean
is_scheduled (const Clock *clock, MtDate date)
{
  return (clock->channel->days & (1u << mt_date_weekday (date))) != 0 &&
         mt_work_is_working_day (clock->patterns, clock->person, clock->agenda, date);
}

/* A shift of an earlier date may still be on when something is sent; after travel over the date
 * line it may be a date more. */
static MtDate
first_date (const Clock *clock)
{
  return mt_day_of (clock->person, clock->sent) - 2;
}

/* Working time of the dates that end-of-day honours. */
static MtSpans *
scheduled_time (const Clock *clock, gint64 end)
{
  MtSpan window = { clock->sent, end };
  g_autoptr (MtSpans) ranges = mt_spans_new ();
  g_autoptr (MtSpans) work = mt_work_time (clock->patterns, clock->person, clock->agenda, window);

  for (MtDate date = first_date (clock); mt_day_start (clock->person, date) < end; date++)
    {
      if (!is_scheduled (clock, date))
        continue;
      g_autoptr (GArray) shifts = mt_work_shifts (clock->patterns, clock->person, date);
      for (guint i = 0; i < shifts->len; i++)
        {
          MtSpan span = g_array_index (shifts, MtShift, i).span;
          mt_spans_append (ranges, span.start, span.end);
        }
    }
  mt_spans_normalise (ranges);
  return mt_spans_intersect (ranges, work);
}

/* The time that counts, from the sending to `end`: a set. */
static MtSpans *
counting_time (const Clock *clock, gint64 end)
{
  MtSpan window = { clock->sent, end };
  MtSpans *time;

  switch (clock->channel->counting)
    {
    case MT_COUNTING_WORKING_HOURS:
      return mt_work_time (clock->patterns, clock->person, clock->agenda, window);
    case MT_COUNTING_WORKDAYS:
      return workday_time (clock, end);
    case MT_COUNTING_END_OF_DAY:
      return scheduled_time (clock, end);
    case MT_COUNTING_ELAPSED:
    default:
      time = mt_spans_new ();
      mt_spans_append (time, window.start, window.end);
      return time;
    }
}

/* The first instant by which `within_s` of `time` is over: at the end of a span it is that end. */
static gboolean
add_up (const MtSpans *time, gint64 within_s, gint64 *due)
{
  for (guint i = 0; i < time->n; i++)
    {
      gint64 length_s = time->at[i].end - time->at[i].start;
      if (within_s <= length_s)
        {
          *due = time->at[i].start + within_s;
          return TRUE;
        }
      within_s -= length_s;
    }
  return FALSE;
}

/* Most clocks end within days: the far end of the horizon is looked at only when they do not. */
static gboolean
find_sum (const Clock *clock, gint64 *due)
{
  static const gint64 reaches_s[] = { 8 * MT_DAY_S, 40 * MT_DAY_S, HORIZON_S };
  gint64 within_s = clock->channel->within_s;

  *due = clock->sent;
  if (within_s <= 0)
    return TRUE;
  for (guint i = 0; i < G_N_ELEMENTS (reaches_s); i++)
    {
      if (within_s > reaches_s[i])
        continue;
      g_autoptr (MtSpans) time = counting_time (clock, clock->sent + reaches_s[i]);
      if (add_up (time, within_s, due))
        return TRUE;
    }
  return FALSE;
}

/* A long shift may end after a short one of the next date, so that the first end is looked for
 * until a date begins after it. */
static gboolean
find_end_of_day (const Clock *clock, gint64 *due)
{
  gint64 first = clock->sent + HORIZON_S + 1, end;
  for (MtDate date = first_date (clock); mt_day_start (clock->person, date) < first; date++)
    if (is_scheduled (clock, date) &&
        mt_work_day_end (clock->patterns, clock->person, clock->agenda, date, &end) &&
        end > clock->sent)
      first = MIN (first, end);
  *due = first;
  return first <= clock->sent + HORIZON_S;
}

/* Why nothing counted in `part`, which is the whole or a part of `date`. */
static MtSkipWhy
find_why (const Clock *clock, MtDate date, MtSpan part)
{
  const MtSpans *unavailable = clock->agenda->unavailable;
  g_autoptr (MtSpans) hours = mt_work_hours (clock->patterns, clock->person, part);

  if (mt_person_is_away_on (clock->person, date) || mt_spans_covers (unavailable, part))
    return MT_SKIP_AWAY;
  if (mt_agenda_is_holiday (clock->agenda, date))
    return MT_SKIP_HOLIDAY;
  if (meets_any (unavailable, hours))
    return MT_SKIP_AWAY;
  /* The end of a night shift that is dropped for its own date. */
  if (hours->n > 0 && mt_person_is_away_on (clock->person, date - 1))
    return MT_SKIP_AWAY;
  if (hours->n > 0 && mt_agenda_is_holiday (clock->agenda, date - 1))
    return MT_SKIP_HOLIDAY;
  return MT_SKIP_OFF;
}

static void
skip_date (GArray *skipped, MtDate date, MtSkipWhy why)
{
  MtSkip *last = skipped->len > 0 ? &g_array_index (skipped, MtSkip, skipped->len - 1) : NULL;
  if (last != NULL && last->to == date - 1 && last->why == why)
    {
      last->to = date;
      return;
    }
  MtSkip skip = { date, date, why };
  g_array_append_val (skipped, skip);
}

static void
list_skipped (const Clock *clock, gint64 end, GArray *skipped)
{
  g_autoptr (MtSpans) time = counting_time (clock, end);
  MtDate date = mt_day_of (clock->person, clock->sent);
  for (MtSpan day = mt_day_span (clock->person, date); day.start < end;
       day = mt_day_span (clock->person, ++date))
    {
      MtSpan part = { MAX (day.start, clock->sent), MIN (day.end, end) };
      if (part.start < part.end && !meets (time, part))
        skip_date (skipped, date, find_why (clock, date, part));
    }
}

/**
 * mt_reply_by:
 * @patterns: a memo
 * @person: the recipient
 * @agenda: the recipient's calendars; what lies outside their window counts as without events
 * @channel: the expectation that holds
 * @sent: when it was sent, Unix seconds
 * @reply: (out caller-allocates): when an answer may be expected; clear it with mt_reply_clear()
 *
 * Runs the reply clock. The local dates of @person between sending and due on which nothing counted
 * are listed with the reason; of the first date only what was left of it when sending, so that what
 * is sent after closing skips the rest of that date as off. When the answer is not reached within
 * 366 days, the dates of that whole time are listed.
 */
void
mt_reply_by (MtPatterns *patterns,
             const MtPerson *person,
             const MtAgenda *agenda,
             const MtChannel *channel,
             gint64 sent,
             MtReply *reply)
{
  Clock clock = { patterns, person, agenda, channel, sent };

  g_return_if_fail (person != NULL && agenda != NULL && channel != NULL && reply != NULL);

  reply->skipped = g_array_new (FALSE, FALSE, sizeof (MtSkip));
  reply->reached = channel->counting == MT_COUNTING_END_OF_DAY
                       ? find_end_of_day (&clock, &reply->due)
                       : find_sum (&clock, &reply->due);
  list_skipped (&clock, reply->reached ? reply->due : sent + HORIZON_S, reply->skipped);
}

/**
 * mt_reply_clear:
 * @reply: an answer of mt_reply_by()
 *
 * Frees what an answer holds.
 */
void
mt_reply_clear (MtReply *reply)
{
  g_clear_pointer (&reply->skipped, g_array_unref);
}

/**
 * mt_skip_why_to_string:
 * @why: why a date was skipped
 *
 * Gives the word of the commands' JSON for a reason.
 *
 * Returns: "away", "holiday" or "off"
 */
const char *
mt_skip_why_to_string (MtSkipWhy why)
{
  switch (why)
    {
    case MT_SKIP_AWAY:
      return "away";
    case MT_SKIP_HOLIDAY:
      return "holiday";
    case MT_SKIP_OFF:
    default:
      return "off";
    }
}

/**
 * mt_counting_to_string:
 * @counting: what counts
 *
 * Gives the word of the team file and the commands' JSON for a way of counting.
 *
 * Returns: "working-hours", "workdays", "elapsed" or "end-of-day"
 */
const char *
mt_counting_to_string (MtCounting counting)
{
  switch (counting)
    {
    case MT_COUNTING_WORKING_HOURS:
      return "working-hours";
    case MT_COUNTING_WORKDAYS:
      return "workdays";
    case MT_COUNTING_END_OF_DAY:
      return "end-of-day";
    case MT_COUNTING_ELAPSED:
    default:
      return "elapsed";
    }
}
