/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * DAILY to YEARLY rules: period by period, from the one the window begins in. Every loop ends with
 * the window, so no rule can hang it.
 */
#include "config.h"

#include "core/mt-date.h"
#include "ical/worker/mt-rule-days.h"

typedef struct
{
  const MtRule *rule;
  gint64 start;
  gint64 from;
  gint64 to;
  MtRuleVisit visit;
  gpointer user_data;
  GArray *days;  /* (element-type MtDate) of the current period */
  GArray *times; /* (element-type gint32) seconds of a day, sorted */
  GArray *picks; /* (element-type gint64) of BYSETPOS: positions in the current period */
  gint64 found;  /* instances so far; DTSTART is the first whether the rule names it or not */
  gint64 steps;
} Walk;

/* FALSE ends the walk. */
static gboolean
give (Walk *self, gint64 wall)
{
  if (wall < self->start)
    return TRUE;
  if (wall > self->to || ++self->steps > MT_RULE_MAX_STEPS)
    return FALSE;
  if (wall != self->start && self->rule->count > 0 && ++self->found > self->rule->count)
    return FALSE;
  return wall < self->from || self->visit (wall, self->user_data);
}

static gint64
wall_at (const Walk *self, gint64 position)
{
  guint day = position / self->times->len;
  guint time = position % self->times->len;

  return mt_date_to_wall (g_array_index (self->days, MtDate, day)) +
         g_array_index (self->times, gint32, time);
}

static int
compare_positions (gconstpointer a, gconstpointer b)
{
  gint64 left = *(const gint64 *) a;
  gint64 right = *(const gint64 *) b;

  return left < right ? -1 : left > right;
}

/* BYSETPOS: which of the n instances of a period, in order. */
static void
pick_positions (Walk *self, gint64 n)
{
  const MtBy *by = &self->rule->by[MT_BY_SET_POS];

  g_array_set_size (self->picks, 0);
  for (guint i = 0; i < by->n; i++)
    {
      gint64 position = by->at[i] > 0 ? by->at[i] - 1 : n + by->at[i];

      if (position >= 0 && position < n)
        g_array_append_val (self->picks, position);
    }
  g_array_sort (self->picks, compare_positions);
}

static gboolean
give_period (Walk *self)
{
  gint64 n = (gint64) self->days->len * self->times->len;

  if (self->rule->by[MT_BY_SET_POS].n == 0)
    {
      for (gint64 i = 0; i < n; i++)
        if (!give (self, wall_at (self, i)))
          return FALSE;
      return TRUE;
    }
  pick_positions (self, n);
  for (guint i = 0; i < self->picks->len; i++)
    {
      gint64 position = g_array_index (self->picks, gint64, i);

      if (i > 0 && position == g_array_index (self->picks, gint64, i - 1))
        continue;
      if (!give (self, wall_at (self, position)))
        return FALSE;
    }
  return TRUE;
}

static int
compare_times (gconstpointer a, gconstpointer b)
{
  return *(const gint32 *) a - *(const gint32 *) b;
}

static gint
value_of (const MtBy *by, guint i, gint own)
{
  return by->n == 0 ? own : by->at[i];
}

/* The times of day the rule names, or DTSTART's own. */
static void
find_times (Walk *self)
{
  const MtBy *hours = &self->rule->by[MT_BY_HOUR];
  const MtBy *minutes = &self->rule->by[MT_BY_MINUTE];
  const MtBy *seconds = &self->rule->by[MT_BY_SECOND];
  gint clock = self->start - mt_date_to_wall (mt_date_of_wall (self->start));
  guint kept = 0;

  for (guint h = 0; h < MAX (hours->n, 1); h++)
    for (guint m = 0; m < MAX (minutes->n, 1); m++)
      for (guint s = 0; s < MAX (seconds->n, 1); s++)
        {
          gint32 time = value_of (hours, h, clock / 3600) * 3600 +
                        value_of (minutes, m, clock / 60 % 60) * 60 +
                        MIN (value_of (seconds, s, clock % 60), 59);

          g_array_append_val (self->times, time);
        }
  g_array_sort (self->times, compare_times);
  for (guint i = 0; i < self->times->len; i++)
    if (kept == 0 ||
        g_array_index (self->times, gint32, kept - 1) != g_array_index (self->times, gint32, i))
      g_array_index (self->times, gint32, kept++) = g_array_index (self->times, gint32, i);
  g_array_set_size (self->times, kept);
}

static void
walk (Walk *self)
{
  const MtRule *rule = self->rule;
  MtDate start = mt_date_of_wall (self->start);
  MtDate last = mt_date_of_wall (self->to);
  gint64 period = 0;

  /* A date that SKIP moved forward stands in the period after its own: begin one before. */
  if (rule->count == 0 && self->from > self->start)
    period = MAX (mt_rule_period_of (rule, start, mt_date_of_wall (self->from)) - 1, 0) /
             rule->interval * rule->interval;
  for (; mt_rule_period_first (rule, start, period) <= last; period += rule->interval)
    {
      mt_rule_days (rule, start, period, self->days);
      if (self->days->len > 0 && !give_period (self))
        return;
    }
}

/**
 * mt_rule_expand:
 * @rule: what mt_rule_parse() let through
 * @start: DTSTART in wall seconds
 * @from: first wall second wanted
 * @to: last wall second wanted, inclusive; before the year 2200
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
                gint64 from,
                gint64 to,
                MtRuleVisit visit,
                gpointer user_data)
{
  Walk self = { rule, start, from, to, visit, user_data };

  if (rule->freq < MT_FREQ_DAILY)
    return mt_rule_expand_subdaily (rule, start, from, to, visit, user_data);
  self.found = 1;
  self.days = g_array_new (FALSE, FALSE, sizeof (MtDate));
  self.times = g_array_new (FALSE, FALSE, sizeof (gint32));
  self.picks = g_array_new (FALSE, FALSE, sizeof (gint64));
  find_times (&self);
  walk (&self);
  g_array_unref (self.days);
  g_array_unref (self.times);
  g_array_unref (self.picks);
  return self.steps <= MT_RULE_MAX_STEPS;
}
