/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * The memo of plain working hours: thousands of people share few zones and few weeks.
 */
#include "core/mt-patterns.h"

#define PADDING_DAYS                                                                               \
  16 /* around the dates asked for: the next question is mostly about the next                     \
      */

struct _MtPatterns
{
  GHashTable *table; /* MtPattern (its zone and week) -> itself */
};

static guint
pattern_hash (gconstpointer key)
{
  const MtPattern *pattern = key;

  return g_direct_hash (pattern->zone) * 31 + g_direct_hash (pattern->week);
}

static gboolean
pattern_equal (gconstpointer a, gconstpointer b)
{
  const MtPattern *x = a, *y = b;

  return x->zone == y->zone && x->week == y->week;
}

static void
pattern_free (gpointer data)
{
  MtPattern *pattern = data;

  mt_zone_unref (pattern->zone);
  mt_week_unref (pattern->week);
  g_array_unref (pattern->shifts);
  g_free (pattern->first);
  mt_spans_free (pattern->hours);
  g_free (pattern);
}

/**
 * mt_patterns_new:
 *
 * Makes an empty memo. It keeps the zones and weeks that it has seen, and is for one thread.
 *
 * Returns: (transfer full): the memo
 */
MtPatterns *
mt_patterns_new (void)
{
  MtPatterns *self = g_new0 (MtPatterns, 1);

  self->table = g_hash_table_new_full (pattern_hash, pattern_equal, NULL, pattern_free);
  return self;
}

/**
 * mt_patterns_free:
 * @self: (transfer full) (nullable): a memo
 *
 * Frees a memo.
 */
void
mt_patterns_free (MtPatterns *self)
{
  if (self == NULL)
    return;
  g_hash_table_unref (self->table);
  g_free (self);
}

/**
 * mt_patterns_resolve:
 * @zone: a zone
 * @date: a date
 * @ranges: (element-type MtRange): the hours of the date
 * @shifts: (element-type MtShift): where to append
 *
 * Appends the ranges of a date as instants, sorted by start. The start of a range takes the first
 * occurrence of its wall time and the end the second. A range that a gap turns round is none.
 */
void
mt_patterns_resolve (MtZone *zone, MtDate date, const GArray *ranges, GArray *shifts)
{
  gint64 wall_s = mt_date_to_wall (date);
  guint from = shifts->len;

  for (guint i = 0; i < ranges->len; i++)
    {
      const MtRange *range = &g_array_index (ranges, MtRange, i);
      MtShift shift = {
        date,
        { mt_zone_to_instant (zone, wall_s + range->start_s, MT_FOLD_FIRST),
          mt_zone_to_instant (zone, wall_s + range->end_s, MT_FOLD_SECOND) },
      };
      guint at = shifts->len;

      if (shift.span.end <= shift.span.start)
        continue;
      while (at > from && g_array_index (shifts, MtShift, at - 1).span.start > shift.span.start)
        at--;
      g_array_insert_val (shifts, at, shift);
    }
}

static void
compute (MtPattern *pattern, MtDate from, MtDate to)
{
  pattern->from = from;
  pattern->to = to;
  pattern->first = g_renew (guint, pattern->first, (gsize) (to - from) + 1);
  g_array_set_size (pattern->shifts, 0);
  for (MtDate date = from; date < to; date++)
    {
      pattern->first[date - from] = pattern->shifts->len;
      mt_patterns_resolve (pattern->zone, date, pattern->week->days[mt_date_weekday (date)],
                           pattern->shifts);
    }
  pattern->first[to - from] = pattern->shifts->len;
  pattern->hours->n = 0;
  for (guint i = 0; i < pattern->shifts->len; i++)
    {
      MtSpan span = g_array_index (pattern->shifts, MtShift, i).span;

      mt_spans_append (pattern->hours, span.start, span.end);
    }
  mt_spans_normalise (pattern->hours);
}

/* Dates near those that are known are added to them, dates far away replace them. */
static void
extend (MtPattern *pattern, MtDate from, MtDate to)
{
  gboolean known = pattern->to > pattern->from;
  MtDate padding = MAX (PADDING_DAYS, (to - from) / 4);

  from -= padding;
  to += padding;
  if (known && from <= pattern->to && to >= pattern->from)
    {
      from = MIN (from, pattern->from);
      to = MAX (to, pattern->to);
    }
  compute (pattern, from, to);
}

/**
 * mt_patterns_get:
 * @self: a memo
 * @zone: a zone
 * @week: a week
 * @from: a date
 * @to: a later date, exclusive
 *
 * Gives the plain hours of a week in a zone, over the dates asked for and maybe more.
 *
 * Returns: (transfer none): the hours; good until the next call for the same zone and week
 */
const MtPattern *
mt_patterns_get (MtPatterns *self, MtZone *zone, MtWeek *week, MtDate from, MtDate to)
{
  MtPattern key = { .zone = zone, .week = week };
  MtPattern *pattern = g_hash_table_lookup (self->table, &key);

  if (pattern == NULL)
    {
      pattern = g_new0 (MtPattern, 1);
      pattern->zone = mt_zone_ref (zone);
      pattern->week = mt_week_ref (week);
      pattern->shifts = g_array_new (FALSE, FALSE, sizeof (MtShift));
      pattern->hours = mt_spans_new ();
      g_hash_table_add (self->table, pattern);
    }
  if (from < pattern->from || to > pattern->to || pattern->first == NULL)
    extend (pattern, from, to);
  return pattern;
}
