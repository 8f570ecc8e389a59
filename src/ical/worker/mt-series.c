/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * A master, its rules and dates, less what is excluded, with overrides in place (RFC 5545 3.8.4.4,
 * 3.8.5). Instances are walked on the wall clock of the master's zone; whether one counts is
 * decided by its instant.
 */
#include "config.h"

#include "ical/worker/mt-series.h"

#include "core/mt-date.h"
#include "ical/mt-ical-reason.h"
#include "ical/worker/mt-keys.h"
#include "ical/worker/mt-rule.h"

#define SLACK_S                                                                                    \
  (2 * MT_DAY_S)           /* no clock is farther from UTC; floating times are asked for wider */
#define MAX_EXCLUDED 20000 /* instances an EXRULE takes out */

/* From `from` on (mt_time_order() of the original), instances belong to `component`, moved by
 * `shift_s` on the wall clock. */
typedef struct
{
  MtComponent *component; /* unowned */
  gint64 from;
  gint64 shift_s;
  gint64 length_s;
} Segment;

typedef struct
{
  MtComponent *master;
  MtTimeKind kind;
  MtZone *zone; /* unowned, nullable */
  MtSpan window;
  GArray *segments;   /* (element-type Segment) the master's first, then by `from` */
  MtKeys excluded;    /* EXDATE, EXRULE */
  MtKeys overridden;  /* RECURRENCE-ID */
  MtKeys periods;     /* RDATE;VALUE=PERIOD: these carry their own end */
  const MtRule *rule; /* the one being walked */
  guint found;
  guint visits; /* instances looked at, of all rules */
} Series;

/**
 * mt_series_touches:
 * @start: when an instance starts
 * @length_s: seconds it lasts, 0 or more
 * @window: which instances are wanted
 *
 * Floating times and dates are asked for wider: the caller knows whose clock they are on.
 *
 * Returns: whether the instance is wanted
 */
gboolean
mt_series_touches (MtTime start, gint64 length_s, MtSpan window)
{
  gint64 slack = start.kind == MT_TIME_INSTANT ? 0 : SLACK_S;
  gint64 order = mt_time_order (start);

  if (order >= window.end + slack)
    return FALSE;
  return order >= window.start - slack || order + length_s > window.start - slack;
}

static const Segment *
segment_of (const Series *self, gint64 order)
{
  for (guint i = self->segments->len - 1; i > 0; i--)
    if (g_array_index (self->segments, Segment, i).from <= order)
      return &g_array_index (self->segments, Segment, i);
  return &g_array_index (self->segments, Segment, 0);
}

/* FALSE once enough is found. */
static gboolean
add_instance (Series *self, MtTime time, gint64 wall)
{
  gint64 order = mt_time_order (time);
  const Segment *segment;
  MtComponent *component;

  if (mt_keys_have (&self->excluded, order, wall) ||
      mt_keys_have (&self->overridden, order, wall) || mt_keys_have (&self->periods, order, wall))
    return TRUE;
  segment = segment_of (self, order);
  component = segment->component;
  if (component != self->master)
    time = mt_time_from_wall (component->start.time.kind, component->start.zone,
                              wall + segment->shift_s);
  if (!mt_series_touches (time, segment->length_s, self->window))
    return TRUE;
  g_array_append_val (component->item->starts, time);
  return ++self->found <= MT_SERIES_MAX_INSTANCES;
}

/* An UNTIL that equals an instance keeps it, be it meant in UTC or in local time. */
static gboolean
is_before_until (const Series *self, gint64 order, gint64 wall)
{
  const MtDigits *until = &self->rule->until;

  if (!self->rule->has_until)
    return TRUE;
  if (until->is_date || self->kind == MT_TIME_DATE)
    return mt_date_of_wall (wall) <= mt_date_of_wall (until->wall);
  if (self->kind == MT_TIME_INSTANT && until->is_utc)
    return order <= until->wall || wall == until->wall;
  return wall <= until->wall || order == until->wall;
}

static gboolean
visit_cb (gint64 wall, gpointer user_data)
{
  Series *self = user_data;
  MtTime time = mt_time_from_wall (self->kind, self->zone, wall);

  /* An override that shifts by centuries makes the window of the originals as long. */
  if (++self->visits > MT_RULE_MAX_STEPS)
    return FALSE;
  if (!is_before_until (self, mt_time_order (time), wall))
    return wall <= self->rule->until.wall + SLACK_S;
  if (mt_time_equal (time, self->master->start.time))
    return TRUE; /* counted already, whether a rule names it or not */
  return add_instance (self, time, wall);
}

static gboolean
exclude_cb (gint64 wall, gpointer user_data)
{
  Series *self = user_data;
  MtTime time = mt_time_from_wall (self->kind, self->zone, wall);

  if (!is_before_until (self, mt_time_order (time), wall))
    return wall <= self->rule->until.wall + SLACK_S;
  mt_keys_add_wall (&self->excluded, wall, self->kind);
  return self->excluded.walls->len + self->excluded.dates->len < MAX_EXCLUDED;
}

static void
add_note (MtComponent *component, MtReasonCode code, MtSlice text)
{
  g_autofree char *detail = g_strndup (text.at, MIN (text.length, 200));

  mt_reason_add (&component->item->note, code, detail);
}

/* The wall clock times that can become an instance in the window, whoever it belongs to. */
static MtSpan
wall_window (const Series *self)
{
  gint64 before = 0, after = 0;

  for (guint i = 0; i < self->segments->len; i++)
    {
      const Segment *segment = &g_array_index (self->segments, Segment, i);

      before = MAX (before, segment->length_s + segment->shift_s);
      after = MAX (after, -segment->shift_s);
    }
  return (
      MtSpan){ MAX (self->window.start - before - 2 * SLACK_S, self->master->start.wall),
               MIN (self->window.end + after + 2 * SLACK_S, mt_date_to_wall (MT_DATE_MAX) - 1) };
}

static gboolean
is_over (const MtRule *rule, gint64 from)
{
  return rule->has_until && rule->until.wall + SLACK_S < from;
}

static void
walk_rules (Series *self, const GArray *rules, MtRuleVisit visit)
{
  MtSpan walls = wall_window (self);

  for (guint i = 0; i < rules->len; i++)
    {
      MtSlice text = g_array_index (rules, MtSlice, i);
      MtReasonCode why;
      MtRule rule;

      if (i == MT_SERIES_MAX_RULES)
        {
          add_note (self->master, MT_REASON_RULE_TOO_MANY, text);
          break;
        }
      self->rule = &rule;
      if (!mt_rule_parse (text, self->kind == MT_TIME_DATE, &rule, &why))
        add_note (self->master, why, text);
      else if (walls.start <= walls.end && !is_over (&rule, walls.start) &&
               !mt_rule_expand (&rule, self->master->start.wall, walls.start, walls.end, visit,
                                self))
        add_note (self->master, MT_REASON_RULE_STEPS, text);
      else if (self->visits > MT_RULE_MAX_STEPS)
        {
          add_note (self->master, MT_REASON_RULE_STEPS, text);
          break;
        }
    }
}

static gint64
clock_of (gint64 wall)
{
  return wall - mt_date_to_wall (mt_date_of_wall (wall));
}

static void
add_dates (Series *self)
{
  const GArray *rdates = self->master->rdates;
  gint64 clock = clock_of (self->master->start.wall);

  for (guint i = 0; i < rdates->len; i++)
    {
      MtMoment moment = g_array_index (rdates, MtMoment, i);
      MtTime time;

      /* A date on a timed event means that day at the usual time. */
      if (moment.time.kind == MT_TIME_DATE && self->kind != MT_TIME_DATE)
        moment.wall += clock;
      time = mt_moment_as (&moment, self->kind, self->zone);
      if (!add_instance (self, time, mt_moment_wall_as (&moment, self->kind, self->zone)))
        return;
    }
}

/* Keeps the periods in the window that nothing takes out. */
static void
filter_periods (Series *self)
{
  GArray *periods = self->master->item->periods;
  guint kept = 0;

  for (guint i = 0; i < periods->len; i++)
    {
      MtPeriod period = g_array_index (periods, MtPeriod, i);
      const MtMoment *moment = &g_array_index (self->master->rperiods, MtMoment, i);
      MtTime time = mt_moment_as (moment, self->kind, self->zone);
      gint64 wall = mt_moment_wall_as (moment, self->kind, self->zone);

      if (mt_keys_have (&self->excluded, mt_time_order (time), wall) ||
          mt_keys_have (&self->overridden, mt_time_order (time), wall) ||
          !mt_series_touches (period.start, MAX (period.end.value - period.start.value, 0),
                              self->window))
        continue;
      g_array_index (periods, MtPeriod, kept++) = period;
    }
  g_array_set_size (periods, kept);
}

static void
add_moments (MtKeys *keys, const GArray *moments, MtTimeKind kind)
{
  for (guint i = 0; i < moments->len; i++)
    mt_keys_add (keys, &g_array_index (moments, MtMoment, i), kind);
}

static int
compare_segments (gconstpointer a, gconstpointer b)
{
  const Segment *left = a;
  const Segment *right = b;

  return left->from < right->from ? -1 : left->from > right->from;
}

static void
add_segment (Series *self, MtComponent *component)
{
  MtMoment *rid = &component->rid;
  gint64 wall = mt_moment_wall_as (rid, self->kind, self->zone);
  Segment segment = { component, mt_time_order (mt_moment_as (rid, self->kind, self->zone)),
                      component->start.wall - wall, mt_component_length (component) };

  /* A date names the whole day of a timed series: its time of day is the master's. */
  if (rid->time.kind == MT_TIME_DATE && self->kind != MT_TIME_DATE)
    segment.shift_s -= clock_of (self->master->start.wall);
  g_array_append_val (self->segments, segment);
}

static void
place_overrides (Series *self, GPtrArray *overrides)
{
  for (guint i = 0; i < overrides->len; i++)
    {
      MtComponent *component = g_ptr_array_index (overrides, i);

      mt_keys_add (&self->overridden, &component->rid, self->kind);
      if (component->this_and_future && component->has_start)
        add_segment (self, component);
    }
  if (self->segments->len > 2)
    {
      g_autoptr (GArray) later = g_array_copy (self->segments);

      g_array_remove_index (later, 0);
      g_array_sort (later, compare_segments);
      g_array_set_size (self->segments, 1);
      g_array_append_vals (self->segments, later->data, later->len);
    }
}

static void
series_init (Series *self, MtComponent *master, MtSpan window)
{
  Segment first = { master, G_MININT64, 0, mt_component_length (master) };

  *self = (Series){ .master = master, .window = window };
  self->kind = master->start.time.kind;
  self->zone = master->start.zone;
  self->segments = g_array_new (FALSE, FALSE, sizeof (Segment));
  g_array_append_val (self->segments, first);
  mt_keys_init (&self->excluded);
  mt_keys_init (&self->overridden);
  mt_keys_init (&self->periods);
}

static void
series_clear (Series *self)
{
  mt_keys_clear (&self->excluded);
  mt_keys_clear (&self->overridden);
  mt_keys_clear (&self->periods);
  g_array_unref (self->segments);
}

/* Finds out which instances of the master do not count. */
static void
take_out (Series *self, GPtrArray *overrides)
{
  add_moments (&self->excluded, self->master->exdates, self->kind);
  add_moments (&self->periods, self->master->rperiods, self->kind);
  place_overrides (self, overrides);
  walk_rules (self, self->master->exrules, exclude_cb);
  mt_keys_sort (&self->excluded);
  mt_keys_sort (&self->overridden);
  mt_keys_sort (&self->periods);
}

/**
 * mt_series_expand:
 * @master: a component with a start; its instances become the starts and periods of its item
 * @overrides: (element-type MtComponent): those that count. What follows a THISANDFUTURE is added
 *   to its starts
 * @window: which instances are wanted
 *
 * Expands a series. Of more than %MT_SERIES_MAX_INSTANCES the item is cut.
 *
 * Source: RFC 5545 3.8.4.4, 3.8.5
 */
void
mt_series_expand (MtComponent *master, GPtrArray *overrides, MtSpan window)
{
  Series self;

  series_init (&self, master, window);
  take_out (&self, overrides);

  /* Always an instance, whether a rule names it or not. */
  add_instance (&self, master->start.time, master->start.wall);
  walk_rules (&self, master->rules, visit_cb);
  add_dates (&self);
  filter_periods (&self);
  master->item->cut = self.found > MT_SERIES_MAX_INSTANCES;
  if (master->item->periods->len > MT_SERIES_MAX_INSTANCES)
    {
      g_array_set_size (master->item->periods, MT_SERIES_MAX_INSTANCES);
      master->item->cut = TRUE;
    }
  series_clear (&self);
}
