/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * The table of RFC 5545 3.3.10: which BY part expands and which limits, per frequency.
 */
#include "config.h"

#include "ical/worker/mt-rule-days.h"

#include <string.h>

#include "core/mt-date.h"

typedef struct
{
  const MtRule *rule;
  MtDate start;
  int start_month;
  int start_day;
  GArray *days; /* unowned, (element-type MtDate) */
} Set;

/* Where an ordinal of BYDAY counts: a month or a year. */
typedef struct
{
  MtDate first;
  MtDate last;
} Scope;

static gboolean
has (const MtBy *by, gint value)
{
  for (guint i = 0; i < by->n; i++)
    if (by->at[i] == value)
      return TRUE;
  return FALSE;
}

static guint
weekday_of (MtDate date)
{
  return (mt_date_weekday (date) + 1) % 7 + 1; /* 1 Sunday .. 7 Saturday */
}

static Scope
scope_of_year (int year)
{
  return (Scope){ mt_date_from_civil (year, 1, 1), mt_date_from_civil (year, 12, 31) };
}

static Scope
scope_of_month (int year, int month)
{
  return (Scope){ mt_date_from_civil (year, month, 1),
                  month == 12 ? mt_date_from_civil (year, 12, 31)
                              : mt_date_from_civil (year, month + 1, 1) - 1 };
}

static gboolean
by_day_fits (const Set *self, MtDate date, Scope scope)
{
  const MtBy *by = &self->rule->by[MT_BY_DAY];
  gint weekday = weekday_of (date);

  if (by->n == 0)
    return TRUE;
  return has (by, weekday) || has (by, ((date - scope.first) / 7 + 1) * 8 + weekday) ||
         has (by, -(((scope.last - date) / 7 + 1) * 8 + weekday));
}

/* BYDAY that expands: every date of the scope it names. */
static void
add_weekdays (Set *self, Scope scope)
{
  const MtBy *by = &self->rule->by[MT_BY_DAY];

  for (guint i = 0; i < by->n; i++)
    {
      gint weekday = ABS (by->at[i]) % 8;
      gint position = by->at[i] / 8;
      MtDate first = scope.first + (weekday - (gint) weekday_of (scope.first) + 7) % 7;
      MtDate last = scope.last - ((gint) weekday_of (scope.last) - weekday + 7) % 7;

      if (position > 0)
        first = last = first + (position - 1) * 7;
      else if (position < 0)
        first = last = last + (position + 1) * 7;
      for (MtDate date = first; date <= last && date <= scope.last; date += 7)
        if (date >= scope.first)
          g_array_append_val (self->days, date);
    }
}

/* A day of a month; one it has not is left out, or moved as SKIP says. */
static void
add_month_day (Set *self, Scope month, gint day, Scope by_day_scope)
{
  gint length = month.last - month.first + 1;
  MtDate date;

  if (day < 0)
    day = length + day + 1;
  if (day < 1)
    return;
  if (day <= length)
    date = month.first + day - 1;
  else if (strcmp (self->rule->skip, "BACKWARD") == 0)
    date = month.last;
  else if (strcmp (self->rule->skip, "FORWARD") == 0)
    date = month.last + 1;
  else
    return;
  if (by_day_fits (self, date, by_day_scope))
    g_array_append_val (self->days, date);
}

static void
add_month (Set *self, int year, int month, Scope by_day_scope)
{
  const MtBy *days = &self->rule->by[MT_BY_MONTH_DAY];
  Scope scope = scope_of_month (year, month);

  for (guint i = 0; i < days->n; i++)
    add_month_day (self, scope, days->at[i], by_day_scope);
  if (days->n == 0 && self->rule->by[MT_BY_DAY].n > 0)
    add_weekdays (self, scope);
  else if (days->n == 0)
    add_month_day (self, scope, self->start_day, by_day_scope);
}

/* Week 1 is the first with four days in its year. */
static MtDate
first_week (const Set *self, int year)
{
  MtDate first = mt_date_from_civil (year, 1, 1);
  gint into_week = ((gint) weekday_of (first) - (gint) self->rule->week_start + 7) % 7;

  return into_week <= 3 ? first - into_week : first + 7 - into_week;
}

static gboolean
week_fits (const Set *self, MtDate date, int year)
{
  const MtBy *weeks = &self->rule->by[MT_BY_WEEK_NO];
  MtDate first, next;
  gint number, last;

  if (weeks->n == 0)
    return TRUE;
  if (date < first_week (self, year))
    year--;
  else if (date >= first_week (self, year + 1))
    year++;
  first = first_week (self, year);
  next = first_week (self, year + 1);
  number = (date - first) / 7 + 1;
  last = (next - first) / 7;
  return has (weeks, number) || has (weeks, number - last - 1);
}

/* BYYEARDAY or BYWEEKNO: every date of the year is asked. */
static void
add_year_by_asking (Set *self, int year)
{
  const MtRule *rule = self->rule;
  Scope scope = scope_of_year (year);
  gboolean own_weekday = rule->by[MT_BY_YEAR_DAY].n == 0 && rule->by[MT_BY_MONTH_DAY].n == 0 &&
                         rule->by[MT_BY_DAY].n == 0;

  for (MtDate date = scope.first; date <= scope.last; date++)
    {
      const MtBy *year_days = &rule->by[MT_BY_YEAR_DAY];
      const MtBy *month_days = &rule->by[MT_BY_MONTH_DAY];
      int y, month, day;
      Scope in_month;

      if (!week_fits (self, date, year) ||
          (year_days->n > 0 && !has (year_days, date - scope.first + 1) &&
           !has (year_days, date - scope.last - 1)) ||
          (own_weekday && weekday_of (date) != weekday_of (self->start)))
        continue;
      mt_date_to_civil (date, &y, &month, &day);
      in_month = scope_of_month (year, month);
      if ((rule->by[MT_BY_MONTH].n > 0 && !has (&rule->by[MT_BY_MONTH], month)) ||
          (month_days->n > 0 && !has (month_days, day) &&
           !has (month_days, date - in_month.last - 1)))
        continue;
      if (by_day_fits (self, date, rule->by[MT_BY_MONTH].n > 0 ? in_month : scope))
        g_array_append_val (self->days, date);
    }
}

static void
add_year (Set *self, int year)
{
  const MtRule *rule = self->rule;
  const MtBy *months = &rule->by[MT_BY_MONTH];

  if (rule->by[MT_BY_YEAR_DAY].n > 0 || rule->by[MT_BY_WEEK_NO].n > 0)
    add_year_by_asking (self, year);
  else if (months->n > 0)
    for (guint i = 0; i < months->n; i++)
      add_month (self, year, months->at[i], scope_of_month (year, months->at[i]));
  else if (rule->by[MT_BY_MONTH_DAY].n > 0)
    for (int month = 1; month <= 12; month++)
      add_month (self, year, month, scope_of_year (year));
  else if (rule->by[MT_BY_DAY].n > 0)
    add_weekdays (self, scope_of_year (year));
  else
    add_month (self, year, self->start_month, scope_of_year (year));
}

static gboolean
month_fits (const Set *self, int month)
{
  return self->rule->by[MT_BY_MONTH].n == 0 || has (&self->rule->by[MT_BY_MONTH], month);
}

/* Plain weekdays and days of the month, as limits of a date. */
static gboolean
date_fits (const Set *self, MtDate date)
{
  const MtBy *days = &self->rule->by[MT_BY_MONTH_DAY];
  int year, month, day;
  Scope scope;

  mt_date_to_civil (date, &year, &month, &day);
  scope = scope_of_month (year, month);
  return month_fits (self, month) &&
         (days->n == 0 || has (days, day) || has (days, date - scope.last - 1)) &&
         by_day_fits (self, date, scope);
}

static void
add_week (Set *self, MtDate first)
{
  gboolean own = self->rule->by[MT_BY_DAY].n == 0;

  for (MtDate date = first; date < first + 7; date++)
    if (date_fits (self, date) && (!own || weekday_of (date) == weekday_of (self->start)))
      g_array_append_val (self->days, date);
}

static MtDate
week_of (const MtRule *rule, MtDate date)
{
  return date - ((gint) weekday_of (date) - (gint) rule->week_start + 7) % 7;
}

static gint64
month_index (MtDate date)
{
  int year, month, day;

  mt_date_to_civil (date, &year, &month, &day);
  return (gint64) year * 12 + month - 1;
}

/**
 * mt_rule_period_of:
 * @rule: a rule of a day or more
 * @start: date of DTSTART
 * @date: a date
 *
 * Returns: the number of the period @date stands in, counted from DTSTART's; INTERVAL is not
 *   applied
 */
gint64
mt_rule_period_of (const MtRule *rule, MtDate start, MtDate date)
{
  switch (rule->freq)
    {
    case MT_FREQ_WEEKLY:
      return (week_of (rule, date) - week_of (rule, start)) / 7;
    case MT_FREQ_MONTHLY:
      return month_index (date) - month_index (start);
    case MT_FREQ_YEARLY:
      return month_index (date) / 12 - month_index (start) / 12;
    case MT_FREQ_DAILY:
    case MT_FREQ_HOURLY:
    case MT_FREQ_MINUTELY:
    case MT_FREQ_SECONDLY:
    default:
      return date - start;
    }
}

/**
 * mt_rule_period_first:
 * @rule: a rule of a day or more
 * @start: date of DTSTART
 * @period: number of a period, 0 or more
 *
 * Returns: its first date
 */
MtDate
mt_rule_period_first (const MtRule *rule, MtDate start, gint64 period)
{
  gint64 month;

  switch (rule->freq)
    {
    case MT_FREQ_WEEKLY:
      return week_of (rule, start) + period * 7;
    case MT_FREQ_MONTHLY:
      month = month_index (start) + period;
      return mt_date_from_civil (month / 12, month % 12 + 1, 1);
    case MT_FREQ_YEARLY:
      return mt_date_from_civil (month_index (start) / 12 + period, 1, 1);
    case MT_FREQ_DAILY:
    case MT_FREQ_HOURLY:
    case MT_FREQ_MINUTELY:
    case MT_FREQ_SECONDLY:
    default:
      return start + period;
    }
}

static int
compare_dates (gconstpointer a, gconstpointer b)
{
  return *(const MtDate *) a - *(const MtDate *) b;
}

static void
sort_unique (GArray *days)
{
  guint kept = 0;

  g_array_sort (days, compare_dates);
  for (guint i = 0; i < days->len; i++)
    if (kept == 0 || g_array_index (days, MtDate, kept - 1) != g_array_index (days, MtDate, i))
      g_array_index (days, MtDate, kept++) = g_array_index (days, MtDate, i);
  g_array_set_size (days, kept);
}

/**
 * mt_rule_days:
 * @rule: a rule of a day or more
 * @start: date of DTSTART
 * @period: number of a period, 0 or more
 * @days: (element-type MtDate): emptied, then filled with the dates the period names, sorted
 *
 * Lists the dates of one period.
 *
 * Source: RFC 5545 3.3.10, RFC 7529 4.1
 */
void
mt_rule_days (const MtRule *rule, MtDate start, gint64 period, GArray *days)
{
  Set self = { .rule = rule, .start = start, .days = days };
  MtDate first = mt_rule_period_first (rule, start, period);
  int year, month, day;

  mt_date_to_civil (start, &year, &self.start_month, &self.start_day);
  mt_date_to_civil (first, &year, &month, &day);
  g_array_set_size (days, 0);
  if (rule->freq == MT_FREQ_YEARLY)
    add_year (&self, year);
  else if (rule->freq == MT_FREQ_MONTHLY && month_fits (&self, month))
    add_month (&self, year, month, scope_of_month (year, month));
  else if (rule->freq == MT_FREQ_WEEKLY)
    add_week (&self, first);
  else if (rule->freq == MT_FREQ_DAILY && date_fits (&self, first))
    g_array_append_val (days, first);
  if (days->len > 1)
    sort_unique (days);
}
