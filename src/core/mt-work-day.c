/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * Working days: the ranges that start on a date, and where the last one ends.
 */
#include "core/mt-patterns.h"

#define DATES_A_RANGE_REACHES 3 /* under travel, when local dates are short */

/**
 * mt_work_shifts:
 * @patterns: a memo
 * @person: a person
 * @date: a date
 *
 * Gives the ranges that start on a date, resolved in the zone of that date. No absence is taken.
 *
 * Returns: (transfer full) (element-type MtShift): the ranges, sorted by start; they may overlap
 */
GArray *
mt_work_shifts (MtPatterns *patterns, const MtPerson *person, MtDate date)
{
  GArray *shifts;
  const GArray *ranges;
  MtZone *zone;

  g_return_val_if_fail (patterns != NULL && person != NULL, NULL);

  shifts = g_array_new (FALSE, FALSE, sizeof (MtShift));
  ranges = mt_person_ranges_on (person, date);
  zone = mt_person_zone_on (person, date);
  if (ranges == person->week->days[mt_date_weekday (date)])
    {
      const MtPattern *pattern = mt_patterns_get (patterns, zone, person->week, date, date + 1);
      guint from = pattern->first[date - pattern->from];
      guint to = pattern->first[date + 1 - pattern->from];

      if (to > from)
        g_array_append_vals (shifts, &g_array_index (pattern->shifts, MtShift, from), to - from);
    }
  else
    {
      mt_patterns_resolve (zone, date, ranges, shifts);
    }
  return shifts;
}

static gboolean
is_absent (const MtPerson *person, const MtAgenda *agenda, MtDate date)
{
  return mt_person_is_away_on (person, date) ||
         (agenda != NULL && mt_agenda_is_holiday (agenda, date));
}

static gint64
cut_at_absence (const MtPerson *person, const MtAgenda *agenda, const MtShift *shift)
{
  for (MtDate date = shift->date + 1; date <= shift->date + DATES_A_RANGE_REACHES; date++)
    if (is_absent (person, agenda, date))
      return MIN (shift->span.end, mt_day_start (person, date));
  return shift->span.end;
}

/**
 * mt_work_day_end:
 * @patterns: a memo
 * @person: a person
 * @agenda: (nullable): the person's calendars
 * @date: a date
 * @end: (out) (optional): where its last range ends: after midnight for a night shift, at
 *   midnight when that begins an absence
 *
 * Finds the end of a working day: a date on which a range starts and leaves working time.
 * BUSY-UNAVAILABLE can take all of that time, but does not move the end of a range.
 *
 * Returns: %TRUE when @date is a working day
 */
gboolean
mt_work_day_end (MtPatterns *patterns,
                 const MtPerson *person,
                 const MtAgenda *agenda,
                 MtDate date,
                 gint64 *end)
{
  g_autoptr (GArray) shifts = NULL;
  gboolean works = FALSE;
  gint64 last = G_MININT64;

  g_return_val_if_fail (patterns != NULL && person != NULL, FALSE);

  if (is_absent (person, agenda, date))
    return FALSE;
  shifts = mt_work_shifts (patterns, person, date);
  for (guint i = 0; i < shifts->len; i++)
    {
      const MtShift *shift = &g_array_index (shifts, MtShift, i);
      MtSpan span = { shift->span.start, cut_at_absence (person, agenda, shift) };

      if (span.end <= span.start)
        continue;
      works = works || agenda == NULL || !mt_spans_covers (agenda->unavailable, span);
      last = MAX (last, span.end);
    }
  if (works && end != NULL)
    *end = last;
  return works;
}

/**
 * mt_work_is_working_day:
 * @patterns: a memo
 * @person: a person
 * @agenda: (nullable): the person's calendars
 * @date: a date
 *
 * Tells whether a range starts on a date and leaves working time.
 *
 * Returns: %TRUE when one does
 */
gboolean
mt_work_is_working_day (MtPatterns *patterns,
                        const MtPerson *person,
                        const MtAgenda *agenda,
                        MtDate date)
{
  return mt_work_day_end (patterns, person, agenda, date, NULL);
}
