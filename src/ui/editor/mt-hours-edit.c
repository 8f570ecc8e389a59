/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * What dragging and keys do to the hours of a week. A range belongs to the day it starts on; the
 * week is a ring, so that Sunday night goes on into Monday.
 */
#include "config.h"

#include "ui/editor/mt-hours-edit.h"

#include <math.h>

#define HOUR_S 3600
#define WEEK_S (MT_HOURS_N_DAYS * MT_DAY_S)
#define EDGE_PX 7     /* so near to an end of a range it is the end that is held */
#define MIN_BODY_PX 8 /* what is left of a short range to be held as a whole */

/**
 * mt_hours_dup_week:
 * @week: a week
 *
 * Returns: (transfer full): a copy that nobody shares
 */
MtWeek *
mt_hours_dup_week (const MtWeek *week)
{
  MtWeek *copy = mt_week_new ();

  for (guint i = 0; i < MT_HOURS_N_DAYS; i++)
    if (week->days[i]->len > 0)
      g_array_append_vals (copy->days[i], week->days[i]->data, week->days[i]->len);
  return copy;
}

/**
 * mt_hours_is_empty:
 * @week: a week
 *
 * Returns: whether it has no range at all
 */
gboolean
mt_hours_is_empty (const MtWeek *week)
{
  return mt_hours_total_s (week) == 0;
}

/**
 * mt_hours_total_s:
 * @week: a week
 *
 * Returns: how long its ranges are together, in seconds; what overlaps is counted twice
 */
gint32
mt_hours_total_s (const MtWeek *week)
{
  gint32 total_s = 0;

  for (guint i = 0; i < MT_HOURS_N_DAYS; i++)
    for (guint j = 0; j < week->days[i]->len; j++)
      {
        const MtRange *range = &g_array_index (week->days[i], MtRange, j);

        total_s += range->end_s - range->start_s;
      }
  return total_s;
}

static void
append_pieces (GArray *pieces, MtWeekday day, guint index, const MtRange *range)
{
  MtHoursPiece piece = {
    .row = day,
    .day = day,
    .index = index,
    .start_s = range->start_s,
    .end_s = MIN (range->end_s, MT_DAY_S),
    .goes_on = range->end_s > MT_DAY_S,
  };

  g_array_append_val (pieces, piece);
  if (!piece.goes_on)
    return;
  piece.row = (MtWeekday) ((day + 1) % MT_HOURS_N_DAYS);
  piece.start_s = 0;
  piece.end_s = range->end_s - MT_DAY_S;
  piece.comes_in = TRUE;
  piece.goes_on = FALSE;
  g_array_append_val (pieces, piece);
}

/**
 * mt_hours_dup_pieces:
 * @week: a week
 *
 * Returns: (transfer full) (element-type MtHoursPiece): what is to be drawn, from Monday on, by day
 *   of start
 */
GArray *
mt_hours_dup_pieces (const MtWeek *week)
{
  GArray *pieces = g_array_new (FALSE, FALSE, sizeof (MtHoursPiece));

  for (guint i = 0; i < MT_HOURS_N_DAYS; i++)
    for (guint j = 0; j < week->days[i]->len; j++)
      append_pieces (pieces, (MtWeekday) i, j, &g_array_index (week->days[i], MtRange, j));
  return pieces;
}

/**
 * mt_hours_layout_day:
 * @layout: where the grid lies
 * @row: 0 to 6, from the top
 *
 * Returns: the day of that row
 */
MtWeekday
mt_hours_layout_day (const MtHoursLayout *layout, gint32 row)
{
  return (MtWeekday) ((layout->first + row) % MT_HOURS_N_DAYS);
}

/**
 * mt_hours_layout_row:
 * @layout: where the grid lies
 * @day: a day
 *
 * Returns: its row, 0 to 6 from the top
 */
gint32
mt_hours_layout_row (const MtHoursLayout *layout, MtWeekday day)
{
  return ((gint32) day + MT_HOURS_N_DAYS - (gint32) layout->first) % MT_HOURS_N_DAYS;
}

/**
 * mt_hours_layout_locate:
 * @layout: where the grid lies
 * @x: of the pointer
 * @y: of the pointer
 * @row: (out): the nearest row, 0 to 6
 * @at_s: (out): seconds since its midnight; before it and past the next one where the pointer left
 *   the grid
 *
 * Tells when a pointer is.
 */
void
mt_hours_layout_locate (const MtHoursLayout *layout, float x, float y, gint32 *row, gint32 *at_s)
{
  float along = layout->mirrored ? layout->x + layout->width - x : x - layout->x;

  *row = CLAMP ((gint32) floorf ((y - layout->y) / layout->row_height), 0, MT_HOURS_N_DAYS - 1);
  *at_s = CLAMP ((gint32) lroundf (along / layout->width * MT_DAY_S), -MT_DAY_S, 2 * MT_DAY_S);
}

/**
 * mt_hours_layout_place:
 * @layout: where the grid lies
 * @piece: a piece of a range
 * @x: (out): its left end
 * @y: (out): the top of its row
 * @width: (out): its width
 *
 * Tells where a piece is drawn.
 */
void
mt_hours_layout_place (const MtHoursLayout *layout,
                       const MtHoursPiece *piece,
                       float *x,
                       float *y,
                       float *width)
{
  float from = layout->width * (float) piece->start_s / MT_DAY_S;
  float to = layout->width * (float) piece->end_s / MT_DAY_S;

  *x = layout->x + (layout->mirrored ? layout->width - to : from);
  *y = layout->y + layout->row_height * (float) mt_hours_layout_row (layout, piece->row);
  *width = to - from;
}

/* Which part of a piece is held at `at_px` pixels after its beginning. The end at midnight of one
 * that goes on is none. */
static MtHoursPart
find_part (const MtHoursPiece *piece, float at_px, float length_px)
{
  float edge = MIN (EDGE_PX, MAX ((length_px - MIN_BODY_PX) / 2, 2));

  if (at_px < edge && !piece->comes_in)
    return MT_HOURS_START;
  if (at_px > length_px - edge && !piece->goes_on)
    return MT_HOURS_END;
  return MT_HOURS_BODY;
}

/**
 * mt_hours_grasp:
 * @layout: where the grid lies
 * @week: what is drawn there
 * @x: of the pointer
 * @y: of the pointer
 *
 * Tells what a pointer holds that is pressed there. Of ranges that overlap it is the last one,
 * which is drawn on top.
 *
 * Returns: what is held
 */
MtHoursGrip
mt_hours_grasp (const MtHoursLayout *layout, const MtWeek *week, float x, float y)
{
  g_autoptr (GArray) pieces = mt_hours_dup_pieces (week);
  const float px = layout->width / MT_DAY_S;
  MtHoursGrip grip = { 0 };

  mt_hours_layout_locate (layout, x, y, &grip.row, &grip.at_s);
  grip.day = mt_hours_layout_day (layout, grip.row);
  for (guint i = pieces->len; i > 0; i--)
    {
      const MtHoursPiece *piece = &g_array_index (pieces, MtHoursPiece, i - 1);

      if (mt_hours_layout_row (layout, piece->row) != grip.row || grip.at_s < piece->start_s ||
          grip.at_s >= piece->end_s)
        continue;
      grip.part = find_part (piece, (float) (grip.at_s - piece->start_s) * px,
                             (float) (piece->end_s - piece->start_s) * px);
      grip.day = piece->day;
      grip.index = piece->index;
      grip.range = g_array_index (week->days[piece->day], MtRange, piece->index);
      break;
    }
  return grip;
}

static gint32
floor_step (gint32 s)
{
  return (gint32) floor ((double) s / MT_HOURS_STEP_S) * MT_HOURS_STEP_S;
}

static gint32
round_step (gint32 s)
{
  return floor_step (s + MT_HOURS_STEP_S / 2);
}

/* A hand does not keep to its row: where that makes no sense, the row it started in is meant. */
static gint32
keep_within (gint32 wanted_s, gint32 rows, gint32 min_s, gint32 max_s)
{
  if (wanted_s < min_s || wanted_s > max_s)
    wanted_s -= rows * MT_DAY_S;
  return CLAMP (wanted_s, min_s, max_s);
}

/* Drawn from where it was pressed, in either direction; a quarter of an hour at least. */
static void
draw_range (const MtHoursGrip *grip, gint32 row, gint32 at_s, gint32 *start_s, gint32 *end_s)
{
  const gint32 rows = row - grip->row;
  gint32 to_s = at_s + rows * MT_DAY_S;

  if (ABS (to_s - grip->at_s) > MT_DAY_S)
    to_s = at_s;
  *start_s = floor_step (MAX (MIN (grip->at_s, to_s), grip->at_s - MT_DAY_S));
  *end_s = -floor_step (-MAX (grip->at_s, to_s));
  *end_s = CLAMP (*end_s, *start_s + MT_HOURS_STEP_S, *start_s + MT_DAY_S);
}

/* Brings a start that ran out of its day into the day it is in now. */
static void
settle (gint32 start_s, gint32 end_s, MtWeekday *day, MtRange *range)
{
  const gint32 length_s = end_s - start_s;
  const gint32 in_week = (((gint32) *day * MT_DAY_S + start_s) % WEEK_S + WEEK_S) % WEEK_S;

  *day = (MtWeekday) (in_week / MT_DAY_S);
  range->start_s = in_week % MT_DAY_S;
  range->end_s = range->start_s + length_s;
}

/**
 * mt_hours_grip_move:
 * @grip: what is held
 * @row: the row the pointer is in now
 * @at_s: seconds since the midnight of that row
 * @day: (out): the day the range starts on then
 * @range: (out): the range then, to quarters of an hour where it was moved
 *
 * Tells what comes of moving the pointer.
 */
void
mt_hours_grip_move (const MtHoursGrip *grip,
                    gint32 row,
                    gint32 at_s,
                    MtWeekday *day,
                    MtRange *range)
{
  const gint32 rows = row - grip->row;
  const gint32 by_s = at_s - grip->at_s + rows * MT_DAY_S;
  gint32 start_s = grip->range.start_s, end_s = grip->range.end_s;

  switch (grip->part)
    {
    case MT_HOURS_BODY:
      start_s = round_step (start_s + by_s);
      end_s = start_s + grip->range.end_s - grip->range.start_s;
      break;
    case MT_HOURS_START:
      start_s = keep_within (round_step (start_s + by_s), rows, end_s - MT_DAY_S,
                             end_s - MT_HOURS_STEP_S);
      break;
    case MT_HOURS_END:
      end_s = keep_within (round_step (end_s + by_s), rows, start_s + MT_HOURS_STEP_S,
                           start_s + MT_DAY_S);
      break;
    case MT_HOURS_NOTHING:
    default:
      draw_range (grip, row, at_s, &start_s, &end_s);
      break;
    }
  *day = grip->day;
  settle (start_s, end_s, day, range);
}

static gint
compare_ranges (gconstpointer a, gconstpointer b)
{
  const MtRange *x = a, *y = b;

  if (x->start_s != y->start_s)
    return x->start_s < y->start_s ? -1 : 1;
  return (x->end_s > y->end_s) - (x->end_s < y->end_s);
}

/* Whether both are one: they overlap or touch, and are no longer than a day together. */
static gboolean
join (MtRange *range, const MtRange *other)
{
  const MtRange both = { MIN (range->start_s, other->start_s), MAX (range->end_s, other->end_s) };

  if (range->end_s < other->start_s || other->end_s < range->start_s ||
      both.end_s - both.start_s > MT_DAY_S)
    return FALSE;
  *range = both;
  return TRUE;
}

/**
 * mt_hours_put:
 * @week: a week
 * @day: the day the range starts on
 * @range: a range
 *
 * Adds a range. Ranges of that day that it overlaps or touches become one with it; those of the day
 * before and after do not, for they belong to other dates.
 *
 * Returns: which of the ranges of @day it is now
 */
guint
mt_hours_put (MtWeek *week, MtWeekday day, MtRange range)
{
  GArray *ranges = week->days[day];
  guint at = 0;

  for (guint i = 0; i < ranges->len;)
    {
      if (join (&range, &g_array_index (ranges, MtRange, i)))
        {
          g_array_remove_index (ranges, i);
          i = 0;
        }
      else
        i++;
    }
  while (at < ranges->len && compare_ranges (&g_array_index (ranges, MtRange, at), &range) < 0)
    at++;
  g_array_insert_val (ranges, at, range);
  return at;
}

/**
 * mt_hours_remove:
 * @week: a week
 * @day: a day
 * @index: which of its ranges
 *
 * Takes a range out.
 */
void
mt_hours_remove (MtWeek *week, MtWeekday day, guint index)
{
  g_array_remove_index (week->days[day], index);
}

/**
 * mt_hours_tidy:
 * @week: a week
 * @day: a day whose ranges were typed
 *
 * Sorts the ranges of a day, and makes one of those that overlap or touch.
 */
void
mt_hours_tidy (MtWeek *week, MtWeekday day)
{
  g_autoptr (GArray) typed = g_array_copy (week->days[day]);

  g_array_set_size (week->days[day], 0);
  g_array_sort (typed, compare_ranges);
  for (guint i = 0; i < typed->len; i++)
    mt_hours_put (week, day, g_array_index (typed, MtRange, i));
}

/**
 * mt_hours_copy_day:
 * @week: a week
 * @from: a day
 * @days: bits of MtWeekday: the days that get the same hours
 *
 * Gives several days the hours of one.
 */
void
mt_hours_copy_day (MtWeek *week, MtWeekday from, guint8 days)
{
  const GArray *ranges = week->days[from];

  for (guint i = 0; i < MT_HOURS_N_DAYS; i++)
    if ((days & (1u << i)) != 0 && i != from)
      {
        g_array_set_size (week->days[i], 0);
        if (ranges->len > 0)
          g_array_append_vals (week->days[i], ranges->data, ranges->len);
      }
}

/* When what started the day before is over. */
static gint32
busy_until (const MtWeek *week, MtWeekday day)
{
  const GArray *before = week->days[(day + MT_HOURS_N_DAYS - 1) % MT_HOURS_N_DAYS];
  gint32 until_s = 0;

  for (guint i = 0; i < before->len; i++)
    until_s = MAX (until_s, g_array_index (before, MtRange, i).end_s - MT_DAY_S);
  return until_s;
}

/**
 * mt_hours_find_room:
 * @week: a week
 * @day: a day
 * @range: (out): hours that could be added to it
 *
 * Finds hours for a day that is to get some more: the usual ones of a free day, else up to four
 * hours after an hour's break, else what is free before.
 *
 * Returns: whether there is a quarter of an hour left
 */
gboolean
mt_hours_find_room (const MtWeek *week, MtWeekday day, MtRange *range)
{
  const GArray *ranges = week->days[day];
  const gint32 open_s = busy_until (week, day);
  gint32 first_s = MT_DAY_S, last_s = 0;

  for (guint i = 0; i < ranges->len; i++)
    {
      first_s = MIN (first_s, g_array_index (ranges, MtRange, i).start_s);
      last_s = MAX (last_s, g_array_index (ranges, MtRange, i).end_s);
    }
  if (ranges->len == 0)
    *range = (MtRange){ MAX (9 * HOUR_S, open_s), MAX (17 * HOUR_S, open_s + HOUR_S) };
  else if (last_s + 2 * HOUR_S <= MT_DAY_S)
    *range = (MtRange){ last_s + HOUR_S, MIN (last_s + 5 * HOUR_S, MT_DAY_S) };
  else
    *range = (MtRange){ MAX (open_s, first_s - 5 * HOUR_S), first_s - HOUR_S };
  range->end_s = MIN (range->end_s, MT_DAY_S);
  return range->end_s - range->start_s >= MT_HOURS_STEP_S && range->start_s < MT_DAY_S;
}
