/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * DAILY to YEARLY rules by libical's iterator, on floating wall-clock times: its idea of a zone
 * never decides an instant. COUNT and UNTIL are ours, so that seeking is always legal.
 */
#include "config.h"

#include "ical/worker/mt-rule.h"

#include <libical/ical.h>
#include <string.h>

#include "core/mt-date.h"

#define MAX_NEXT 250000 /* calls of the iterator: every day of the years accepted, and some */

static struct icaltimetype
to_icaltime (gint64 wall, gboolean is_date)
{
  struct icaltimetype time = icaltime_null_time ();
  MtDate date = mt_date_of_wall (wall);
  gint64 clock = wall - mt_date_to_wall (date);

  mt_date_to_civil (date, &time.year, &time.month, &time.day);
  time.is_date = is_date;
  if (!is_date)
    {
      time.hour = clock / 3600;
      time.minute = clock / 60 % 60;
      time.second = clock % 60;
    }
  return time;
}

static gint64
from_icaltime (struct icaltimetype time)
{
  gint64 wall = mt_date_to_wall (mt_date_from_civil (time.year, time.month, time.day));

  return time.is_date ? wall : wall + time.hour * 3600 + time.minute * 60 + time.second;
}

static void
copy_by (const MtBy *by, short *to, guint size)
{
  guint n = MIN (by->n, size);

  for (guint i = 0; i < n; i++)
    to[i] = by->at[i];
  if (n < size)
    to[n] = ICAL_RECURRENCE_ARRAY_MAX;
}

/* The frequencies of both enumerations stand in the same order. */
G_STATIC_ASSERT (ICAL_SECONDLY_RECURRENCE == (int) MT_FREQ_SECONDLY);
G_STATIC_ASSERT (ICAL_YEARLY_RECURRENCE == (int) MT_FREQ_YEARLY);
G_STATIC_ASSERT (ICAL_SUNDAY_WEEKDAY == 1 && ICAL_SATURDAY_WEEKDAY == 7);

static void
to_icalrule (const MtRule *rule, struct icalrecurrencetype *to)
{
  static char gregorian[] = "GREGORIAN";

  icalrecurrencetype_clear (to);
  to->freq = (icalrecurrencetype_frequency) rule->freq;
  to->interval = rule->interval;
  to->week_start = (icalrecurrencetype_weekday) rule->week_start;
  copy_by (&rule->by[MT_BY_SECOND], to->by_second, ICAL_BY_SECOND_SIZE);
  copy_by (&rule->by[MT_BY_MINUTE], to->by_minute, ICAL_BY_MINUTE_SIZE);
  copy_by (&rule->by[MT_BY_HOUR], to->by_hour, ICAL_BY_HOUR_SIZE);
  copy_by (&rule->by[MT_BY_DAY], to->by_day, ICAL_BY_DAY_SIZE);
  copy_by (&rule->by[MT_BY_MONTH_DAY], to->by_month_day, ICAL_BY_MONTHDAY_SIZE);
  copy_by (&rule->by[MT_BY_YEAR_DAY], to->by_year_day, ICAL_BY_YEARDAY_SIZE);
  copy_by (&rule->by[MT_BY_WEEK_NO], to->by_week_no, ICAL_BY_WEEKNO_SIZE);
  copy_by (&rule->by[MT_BY_MONTH], to->by_month, ICAL_BY_MONTH_SIZE);
  copy_by (&rule->by[MT_BY_SET_POS], to->by_set_pos, ICAL_BY_SETPOS_SIZE);
  if (strcmp (rule->skip, "OMIT") != 0)
    {
      to->rscale = gregorian;
      to->skip = icalrecur_string_to_skip (rule->skip);
    }
}

static gboolean
walk (icalrecur_iterator *iterator,
      const MtRule *rule,
      gint64 start,
      gint64 from,
      gint64 to,
      MtRuleVisit visit,
      gpointer user_data)
{
  gint64 found = 1; /* DTSTART, whether the rule names it or not */

  for (guint i = 0; i < MAX_NEXT; i++)
    {
      struct icaltimetype next = icalrecur_iterator_next (iterator);
      gint64 wall;

      if (icaltime_is_null_time (next))
        return TRUE;
      wall = from_icaltime (next);
      if (wall > to || (rule->count > 0 && wall != start && ++found > rule->count))
        return TRUE;
      if (wall >= from && wall >= start && !visit (wall, user_data))
        return TRUE;
    }
  return FALSE;
}

/**
 * mt_rule_expand:
 * @rule: what mt_rule_parse() let through
 * @start: DTSTART in wall seconds
 * @is_date: whether it is a date
 * @from: first wall second wanted
 * @to: last wall second wanted, inclusive
 * @visit: (scope call): called with each instance in order; DTSTART itself may be among them or not
 * @user_data: for @visit
 *
 * Expands a rule in a window. DTSTART counts towards COUNT whether the rule names it or not; UNTIL
 * is left to @visit.
 *
 * Returns: %FALSE if there was too much work, and instances may be missing
 *
 * Source: RFC 5545 3.3.10, 3.8.5.3
 */
gboolean
mt_rule_expand (const MtRule *rule,
                gint64 start,
                gboolean is_date,
                gint64 from,
                gint64 to,
                MtRuleVisit visit,
                gpointer user_data)
{
  struct icalrecurrencetype icalrule;
  icalrecur_iterator *iterator;
  gboolean whole;

  if (rule->freq < MT_FREQ_DAILY)
    return mt_rule_expand_subdaily (rule, start, from, to, visit, user_data);
  if (to < start || rule->count == 1)
    return TRUE;
  to_icalrule (rule, &icalrule);
  iterator = icalrecur_iterator_new (icalrule, to_icaltime (start, is_date));
  if (!iterator)
    return FALSE;
  if (rule->count == 0 && from > start)
    icalrecur_iterator_set_start (iterator, to_icaltime (from, is_date));
  whole = walk (iterator, rule, start, from, to, visit, user_data);
  icalrecur_iterator_free (iterator);
  return whole;
}
