/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * Working time: the ranges of each date, less absences.
 */
#include "core/mt-work.h"

#include "core/mt-patterns.h"

/* Dates that may have a range in a window: by UTC a local date is one more or less, a range reaches
 * into the next date, and travel shifts it by another. */
#define DATES_BEFORE 3
#define DATES_AFTER 3
#define DATES_A_RANGE_REACHES 3

/* What makes a date of one person differ from plain hours at home. */
typedef struct
{
  const GArray *exception; /* unowned, nullable */
  MtZone *zone;            /* unowned; NULL: at home */
  gboolean absent;
} DateFacts;

/* One question about one person. */
typedef struct
{
  MtPatterns *patterns;
  const MtPerson *person;
  const MtAgenda *agenda; /* NULL: absences do not count */
  gboolean absences;
  MtDate from;
  MtDate to; /* exclusive */
  DateFacts *facts;
} Query;

static gboolean
overlaps (const Query *query, MtDate from, MtDate to)
{
  return from < query->to && to >= query->from;
}

static gboolean
has_absence (const Query *query)
{
  if (!query->absences)
    return FALSE;
  for (guint i = 0; i < query->person->away->len; i++)
    {
      const MtAway *away = &g_array_index (query->person->away, MtAway, i);

      if (overlaps (query, away->from, away->to))
        return TRUE;
    }
  if (query->agenda == NULL)
    return FALSE;
  for (guint i = 0; i < query->agenda->holidays->len; i++)
    {
      MtDate date = g_array_index (query->agenda->holidays, MtDate, i);

      if (overlaps (query, date, date))
        return TRUE;
    }
  return FALSE;
}

static gboolean
is_plain (const Query *query)
{
  for (guint i = 0; i < query->person->exceptions->len; i++)
    {
      MtDate date = g_array_index (query->person->exceptions, MtException, i).date;

      if (overlaps (query, date, date))
        return FALSE;
    }
  for (guint i = 0; i < query->person->travel->len; i++)
    {
      const MtTravel *travel = &g_array_index (query->person->travel, MtTravel, i);

      if (overlaps (query, travel->from, travel->to))
        return FALSE;
    }
  return !has_absence (query);
}

static inline DateFacts *
facts_on (const Query *query, MtDate date)
{
  return &query->facts[date - query->from];
}

static void
mark_absent (const Query *query, MtDate from, MtDate to)
{
  for (MtDate date = MAX (from, query->from); date <= MIN (to, query->to - 1); date++)
    facts_on (query, date)->absent = TRUE;
}

static void
collect_absences (const Query *query)
{
  for (guint i = 0; i < query->person->away->len; i++)
    {
      const MtAway *away = &g_array_index (query->person->away, MtAway, i);

      mark_absent (query, away->from, away->to);
    }
  for (guint i = 0; query->agenda != NULL && i < query->agenda->holidays->len; i++)
    {
      MtDate date = g_array_index (query->agenda->holidays, MtDate, i);

      mark_absent (query, date, date);
    }
}

/* From the last entry to the first, so that the first one wins. */
static void
collect_facts (const Query *query)
{
  const MtPerson *person = query->person;

  for (guint i = person->exceptions->len; i-- > 0;)
    {
      const MtException *exception = &g_array_index (person->exceptions, MtException, i);

      if (overlaps (query, exception->date, exception->date))
        facts_on (query, exception->date)->exception = exception->ranges;
    }
  for (guint i = person->travel->len; i-- > 0;)
    {
      const MtTravel *travel = &g_array_index (person->travel, MtTravel, i);

      for (MtDate date = MAX (travel->from, query->from); date <= MIN (travel->to, query->to - 1);
           date++)
        facts_on (query, date)->zone = travel->zone;
    }
  if (query->absences)
    collect_absences (query);
}

/* A range that runs into a date of absence ends at its midnight. */
static gint64
cut (const Query *query, const MtShift *shift)
{
  MtDate last = MIN (shift->date + DATES_A_RANGE_REACHES, query->to - 1);

  for (MtDate date = shift->date + 1; date <= last; date++)
    if (facts_on (query, date)->absent)
      return MIN (shift->span.end, mt_day_start (query->person, date));
  return shift->span.end;
}

static void
append_shifts (const Query *query, const MtShift *shifts, guint n, MtSpans *work)
{
  for (guint i = 0; i < n; i++)
    {
      gint64 end = cut (query, &shifts[i]);

      if (shifts[i].span.start < end)
        mt_spans_append (work, shifts[i].span.start, end);
    }
}

static void
append_exception (const Query *query, MtDate date, MtSpans *work)
{
  const DateFacts *facts = facts_on (query, date);
  MtZone *zone = facts->zone != NULL ? facts->zone : query->person->zone;
  g_autoptr (GArray) shifts = g_array_new (FALSE, FALSE, sizeof (MtShift));

  mt_patterns_resolve (zone, date, facts->exception, shifts);
  append_shifts (query, (const MtShift *) shifts->data, shifts->len, work);
}

static MtSpans *
gather_dates (const Query *query)
{
  MtSpans *work = mt_spans_new ();
  const MtPattern *pattern = NULL;

  for (MtDate date = query->from; date < query->to; date++)
    {
      const DateFacts *facts = facts_on (query, date);
      MtZone *zone = facts->zone != NULL ? facts->zone : query->person->zone;

      if (facts->absent)
        continue;
      if (facts->exception != NULL)
        {
          append_exception (query, date, work);
          continue;
        }
      if (pattern == NULL || pattern->zone != zone)
        pattern =
            mt_patterns_get (query->patterns, zone, query->person->week, query->from, query->to);
      append_shifts (
          query, (const MtShift *) pattern->shifts->data + pattern->first[date - pattern->from],
          pattern->first[date + 1 - pattern->from] - pattern->first[date - pattern->from], work);
    }
  mt_spans_normalise (work);
  return work;
}

static MtSpans *
gather (const Query *query, MtSpan window)
{
  g_autoptr (MtSpans) work = NULL;
  Query detailed = *query;

  if (is_plain (query))
    return mt_spans_clip (mt_patterns_get (query->patterns, query->person->zone,
                                           query->person->week, query->from, query->to)
                              ->hours,
                          window);
  detailed.facts = g_new0 (DateFacts, (gsize) (query->to - query->from));
  collect_facts (&detailed);
  work = gather_dates (&detailed);
  g_free (detailed.facts);
  return mt_spans_clip (work, window);
}

static Query
query_for (MtPatterns *patterns, const MtPerson *person, const MtAgenda *agenda, MtSpan window)
{
  return (Query){
    .patterns = patterns,
    .person = person,
    .agenda = agenda,
    .from = mt_date_of_wall (window.start) - DATES_BEFORE,
    .to = mt_date_of_wall (window.end) + DATES_AFTER,
  };
}

/**
 * mt_work_hours:
 * @patterns: a memo
 * @person: a person
 * @window: a span
 *
 * Gives the plain hours of a person, with exceptions and travel: no absence is taken.
 *
 * Returns: (transfer full): a set, within the window
 */
MtSpans *
mt_work_hours (MtPatterns *patterns, const MtPerson *person, MtSpan window)
{
  Query query;

  g_return_val_if_fail (patterns != NULL && person != NULL, NULL);

  if (window.end <= window.start)
    return mt_spans_new ();
  query = query_for (patterns, person, NULL, window);
  return gather (&query, window);
}

/**
 * mt_work_time:
 * @patterns: a memo
 * @person: a person
 * @agenda: (nullable): the person's calendars; %NULL: only what the team file says
 * @window: a span
 *
 * Gives the working time of a person: the ranges of each date, less absences. A range that starts
 * on a date of absence is dropped whole, one that runs into it ends at its midnight, and
 * BUSY-UNAVAILABLE takes exactly its span.
 *
 * Returns: (transfer full): a set, within the window
 */
MtSpans *
mt_work_time (MtPatterns *patterns, const MtPerson *person, const MtAgenda *agenda, MtSpan window)
{
  MtSpans *work;
  Query query;

  g_return_val_if_fail (patterns != NULL && person != NULL, NULL);

  if (window.end <= window.start)
    return mt_spans_new ();
  query = query_for (patterns, person, agenda, window);
  query.absences = TRUE;
  work = gather (&query, window);
  if (agenda != NULL && agenda->unavailable->n > 0)
    {
      g_autoptr (MtSpans) whole = work;

      work = mt_spans_subtract (whole, agenda->unavailable);
    }
  return work;
}

/**
 * mt_work_free:
 * @patterns: a memo
 * @person: a person
 * @agenda: the person's calendars
 * @window: a span
 *
 * Gives the free time of a person: working time less BUSY. Unknown is never free.
 *
 * Returns: (transfer full): a set, within the window
 */
MtSpans *
mt_work_free (MtPatterns *patterns, const MtPerson *person, const MtAgenda *agenda, MtSpan window)
{
  g_autoptr (MtSpans) work = NULL;

  g_return_val_if_fail (agenda != NULL, NULL);

  if (agenda->mark == MT_MARK_UNKNOWN)
    return mt_spans_new ();
  work = mt_work_time (patterns, person, agenda, window);
  if (agenda->busy->n == 0)
    return g_steal_pointer (&work);
  return mt_spans_subtract (work, agenda->busy);
}
