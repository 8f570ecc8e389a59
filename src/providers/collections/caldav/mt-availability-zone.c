/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * Hours that were written down in one zone, as hours of another. That is a weekly pattern only
 * where the two keep the same distance all year round.
 */
#include "config.h"

#include "core/mt-date.h"
#include "providers/collections/caldav/mt-availability.h"

#define DAYS_AHEAD 400

/* How far apart the walls of both zones are, from now on for a year. Returns: FALSE when that
 * changes */
static gboolean
find_shift (const MtZone *from, const MtZone *to, gint64 now, gint32 *shift_s)
{
  const gint64 end = now + DAYS_AHEAD * (gint64) MT_DAY_S;
  gint64 at = now;

  *shift_s = mt_zone_offset_at (to, now) - mt_zone_offset_at (from, now);
  while (at < end)
    {
      const MtZoneChange *one = mt_zone_next_change (from, at);
      const MtZoneChange *other = mt_zone_next_change (to, at);

      at = MIN (one != NULL ? one->at : end, other != NULL ? other->at : end);
      if (at < end && mt_zone_offset_at (to, at) - mt_zone_offset_at (from, at) != *shift_s)
        return FALSE;
    }
  return TRUE;
}

static gint
compare_ranges (gconstpointer a, gconstpointer b)
{
  const MtRange *one = a, *other = b;

  return one->start_s != other->start_s ? one->start_s - other->start_s : one->end_s - other->end_s;
}

/* Of the ranges of a date those that begin, once shifted, DAYS later. */
static void
add_shifted (GArray *to, const GArray *ranges, gint32 shift_s, gint days)
{
  for (guint i = 0; i < ranges->len; i++)
    {
      MtRange range = g_array_index (ranges, MtRange, i);

      range.start_s += shift_s - days * MT_DAY_S;
      range.end_s += shift_s - days * MT_DAY_S;
      if (range.start_s >= 0 && range.start_s < MT_DAY_S)
        g_array_append_val (to, range);
    }
}

static const GArray *
find_ranges (const MtAvailability *self, MtDate date)
{
  for (guint i = 0; i < self->exceptions->len; i++)
    {
      const MtException *one = &g_array_index (self->exceptions, MtException, i);

      if (one->date == date)
        return one->ranges;
    }
  return self->week->days[mt_date_weekday (date)];
}

static MtWeek *
shift_week (const MtWeek *week, gint32 shift_s)
{
  MtWeek *shifted = mt_week_new ();

  for (gint day = 0; day < 7; day++)
    {
      for (gint days = -1; days <= 1; days++)
        add_shifted (shifted->days[day], week->days[(day - days + 7) % 7], shift_s, days);
      g_array_sort (shifted->days[day], compare_ranges);
    }
  return shifted;
}

static gboolean
same_ranges (const GArray *a, const GArray *b)
{
  gboolean same = a->len == b->len;

  for (guint i = 0; same && i < a->len; i++)
    same = compare_ranges (&g_array_index (a, MtRange, i), &g_array_index (b, MtRange, i)) == 0;
  return same;
}

static gboolean
has_date (const GArray *exceptions, MtDate date)
{
  for (guint i = 0; i < exceptions->len; i++)
    if (g_array_index (exceptions, MtException, i).date == date)
      return TRUE;
  return FALSE;
}

static void
add_date (const MtAvailability *self,
          const MtWeek *week,
          MtDate date,
          gint32 shift_s,
          GArray *exceptions)
{
  MtException one = { date, NULL };

  if (has_date (exceptions, date))
    return;
  one.ranges = g_array_new (FALSE, FALSE, sizeof (MtRange));
  for (gint days = -1; days <= 1; days++)
    add_shifted (one.ranges, find_ranges (self, date - days), shift_s, days);
  g_array_sort (one.ranges, compare_ranges);
  if (same_ranges (one.ranges, week->days[mt_date_weekday (date)]))
    g_array_unref (one.ranges);
  else
    g_array_append_val (exceptions, one);
}

/* What begins on a date there may begin on the day before or after here. */
static GArray *
shift_exceptions (const MtAvailability *self, const MtWeek *week, gint32 shift_s)
{
  GArray *exceptions = mt_exception_array_new ();

  for (guint i = 0; i < self->exceptions->len; i++)
    for (gint days = -1; days <= 1; days++)
      add_date (self, week, g_array_index (self->exceptions, MtException, i).date + days, shift_s,
                exceptions);
  return exceptions;
}

/**
 * mt_availability_move:
 * @self: hours as they were read
 * @zone: that of the person
 * @now: Unix seconds
 *
 * Makes them hours of @zone, by the clock there. Leave is of whole dates, which stay what they are.
 *
 * Returns: %FALSE when they are none of a week there, as clocks of only one of the zones change, or
 *   on other days: @self is as it was then
 */
gboolean
mt_availability_move (MtAvailability *self, MtZone *zone, gint64 now)
{
  gint32 shift_s = 0;
  MtWeek *week;
  GArray *exceptions;

  if (self->zone != NULL && !find_shift (self->zone, zone, now, &shift_s))
    return FALSE;
  if (shift_s != 0)
    {
      week = shift_week (self->week, shift_s);
      exceptions = shift_exceptions (self, week, shift_s);
      mt_week_unref (self->week);
      self->week = week;
      g_array_unref (self->exceptions);
      self->exceptions = exceptions;
    }
  g_clear_pointer (&self->zone, mt_zone_unref);
  self->zone = mt_zone_ref (zone);
  return TRUE;
}
