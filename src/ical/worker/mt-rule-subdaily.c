/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * HOURLY, MINUTELY and SECONDLY rules: day by day, and within a day only the units that can fit.
 */
#include "config.h"

#include "ical/worker/mt-rule.h"

#include <string.h>

#include "core/mt-date.h"

typedef struct
{
  const MtRule *rule;
  gint64 start;
  gint64 from;
  gint64 to;
  gint64 unit;  /* seconds of the frequency */
  gint64 found; /* instances so far, counted from DTSTART where the rule has a COUNT */
  gint64 steps;
  gboolean stopped;
  MtRuleVisit visit;
  gpointer user_data;
} Walk;

static gboolean
by_has (const MtBy *by, gint value)
{
  for (guint i = 0; i < by->n; i++)
    if (by->at[i] == value)
      return TRUE;
  return by->n == 0;
}

static gboolean
by_has_day (const MtBy *by, gint value, gint length)
{
  return by_has (by, value) || by_has (by, value - length - 1);
}

static gboolean
day_fits (const MtRule *rule, MtDate date)
{
  int year, month, day;
  MtDate first, next;

  mt_date_to_civil (date, &year, &month, &day);
  if (!by_has (&rule->by[MT_BY_MONTH], month))
    return FALSE;
  first = mt_date_from_civil (year, month, 1);
  next =
      month == 12 ? mt_date_from_civil (year + 1, 1, 1) : mt_date_from_civil (year, month + 1, 1);
  if (!by_has_day (&rule->by[MT_BY_MONTH_DAY], day, next - first))
    return FALSE;
  if (!by_has (&rule->by[MT_BY_DAY], (mt_date_weekday (date) + 1) % 7 + 1))
    return FALSE;
  first = mt_date_from_civil (year, 1, 1);
  next = mt_date_from_civil (year + 1, 1, 1);
  return by_has_day (&rule->by[MT_BY_YEAR_DAY], date - first + 1, next - first);
}

/* Gives one instance; FALSE ends the walk. */
static gboolean
give (Walk *self, gint64 wall)
{
  if (wall < self->start)
    return TRUE;
  if (wall > self->to)
    return FALSE;
  /* DTSTART is the first instance whether the rule names it or not. */
  if (self->found == 0 && wall != self->start)
    self->found = 1;
  if (self->rule->count > 0 && self->found >= self->rule->count)
    return FALSE;
  self->found++;
  return wall < self->from || self->visit (wall, self->user_data);
}

/* The seconds within one unit that the finer BY parts pick, or DTSTART's own. */
static guint
unit_offsets (const Walk *self, gint32 *offsets)
{
  const MtBy *minutes = &self->rule->by[MT_BY_MINUTE];
  const MtBy *seconds = &self->rule->by[MT_BY_SECOND];
  MtBy own_minute = { 1, { (self->start / 60) % 60 } };
  MtBy own_second = { 1, { self->start % 60 } };
  guint n = 0;

  if (own_second.at[0] < 0 || own_minute.at[0] < 0) /* before 1970 */
    {
      gint64 clock = ((self->start % MT_DAY_S) + MT_DAY_S) % MT_DAY_S;

      own_minute.at[0] = clock / 60 % 60;
      own_second.at[0] = clock % 60;
    }
  minutes = self->unit != 3600 ? NULL : minutes->n > 0 ? minutes : &own_minute;
  seconds = self->unit == 1 ? NULL : seconds->n > 0 ? seconds : &own_second;
  for (guint m = 0; m < (minutes ? minutes->n : 1); m++)
    for (guint s = 0; s < (seconds ? seconds->n : 1); s++)
      offsets[n++] = (minutes ? minutes->at[m] * 60 : 0) + (seconds ? MIN (seconds->at[s], 59) : 0);
  return n;
}

static int
compare_offsets (gconstpointer a, gconstpointer b)
{
  return *(const gint32 *) a - *(const gint32 *) b;
}

/* BYSETPOS picks among the instances of one unit. */
static guint
pick_positions (const MtBy *positions, gint32 *offsets, guint n)
{
  guint kept = 0;

  for (guint i = 0; i < n; i++)
    if (by_has_day (positions, i + 1, n))
      offsets[kept++] = offsets[i];
  return kept;
}

/* The finer units of `at` that the coarser BY parts leave out are skipped in one go. */
static gint64
skip_to (const Walk *self, gint64 day_start, gint64 at)
{
  const MtRule *rule = self->rule;
  gint64 clock = at - day_start;

  if (!by_has (&rule->by[MT_BY_HOUR], clock / 3600))
    return day_start + (clock / 3600 + 1) * 3600;
  if (self->unit < 3600 && !by_has (&rule->by[MT_BY_MINUTE], clock / 60 % 60))
    return day_start + (clock / 60 + 1) * 60;
  if (self->unit < 60 && !by_has (&rule->by[MT_BY_SECOND], clock % 60))
    return at + 1;
  return at;
}

static gint64
floor_unit (const Walk *self, gint64 wall)
{
  gint64 rest = wall % self->unit;

  return wall - (rest < 0 ? rest + self->unit : rest);
}

/* The first unit of the interval's grid at or after @at. */
static gint64
on_grid (const Walk *self, gint64 at)
{
  gint64 origin = floor_unit (self, self->start);
  gint64 step = self->unit * self->rule->interval;
  gint64 distance = at - origin;

  if (distance <= 0)
    return origin;
  return origin + (distance + step - 1) / step * step;
}

static gboolean
walk_day (Walk *self, gint64 day_start, const gint32 *offsets, guint n)
{
  gint64 at = on_grid (self, day_start);

  while (at < day_start + MT_DAY_S)
    {
      gint64 fits = skip_to (self, day_start, at);

      if (++self->steps > MT_RULE_MAX_STEPS)
        return FALSE;
      if (fits == at)
        {
          for (guint i = 0; i < n; i++)
            if (!give (self, at + offsets[i]))
              {
                self->stopped = TRUE;
                return FALSE;
              }
          fits = at + 1;
        }
      at = on_grid (self, fits);
    }
  return TRUE;
}

/* Without BY parts an instance is start + k * step: no walk from DTSTART is needed. */
static void
walk_plain (Walk *self)
{
  gint64 step = self->unit * self->rule->interval;
  gint64 k = self->from > self->start ? (self->from - self->start + step - 1) / step : 0;

  for (; self->rule->count == 0 || k < self->rule->count; k++)
    {
      gint64 wall = self->start + k * step;

      if (wall > self->to || !self->visit (wall, self->user_data))
        return;
    }
}

static gboolean
is_plain (const MtRule *rule)
{
  for (guint i = 0; i < MT_N_BY; i++)
    if (rule->by[i].n > 0)
      return FALSE;
  return TRUE;
}

/**
 * mt_rule_expand_subdaily:
 * @rule: a rule with a frequency below a day
 * @start: DTSTART in wall seconds
 * @from: first wall second wanted
 * @to: last wall second wanted, inclusive
 * @visit: (scope call): called with each instance in order
 * @user_data: for @visit
 *
 * Expands by arithmetic, in at most %MT_RULE_MAX_STEPS steps.
 *
 * Returns: %FALSE if the steps ran out
 *
 * Source: RFC 5545 3.3.10
 */
gboolean
mt_rule_expand_subdaily (const MtRule *rule,
                         gint64 start,
                         gint64 from,
                         gint64 to,
                         MtRuleVisit visit,
                         gpointer user_data)
{
  gint32 offsets[MT_RULE_MAX_BY * MT_RULE_MAX_BY];
  Walk self = { rule, start, from, to };
  MtDate date, last;
  guint n;

  self.unit = rule->freq == MT_FREQ_HOURLY ? 3600 : rule->freq == MT_FREQ_MINUTELY ? 60 : 1;
  self.visit = visit;
  self.user_data = user_data;
  if (is_plain (rule))
    {
      walk_plain (&self);
      return TRUE;
    }
  n = unit_offsets (&self, offsets);
  qsort (offsets, n, sizeof *offsets, compare_offsets);
  if (rule->by[MT_BY_SET_POS].n > 0)
    n = pick_positions (&rule->by[MT_BY_SET_POS], offsets, n);
  date = mt_date_of_wall (rule->count > 0 ? start : MAX (start, from));
  last = mt_date_of_wall (to);
  for (; date <= last; date++)
    {
      self.steps++;
      if (day_fits (rule, date) && !walk_day (&self, mt_date_to_wall (date), offsets, n))
        break;
    }
  return self.stopped || date > last;
}
