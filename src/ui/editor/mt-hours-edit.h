/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * What dragging and keys do to the hours of a week: where a pointer is, what it holds, and which
 * range comes of it. Numbers only, no widget.
 */
#pragma once

#include "core/mt-team.h"

G_BEGIN_DECLS

#define MT_HOURS_STEP_S 900
#define MT_HOURS_N_DAYS 7

typedef enum
{
  MT_HOURS_NOTHING, /* between ranges: a new one is drawn */
  MT_HOURS_BODY,
  MT_HOURS_START,
  MT_HOURS_END,
} MtHoursPart;

/* Where the grid lies: a row for each day, from midnight to midnight along it. In pixels. */
typedef struct
{
  MtWeekday first;   /* the day of the topmost row */
  gboolean mirrored; /* midnight is at the right, and time runs to the left */
  float x;           /* of the left end of all rows */
  float y;           /* of the top of the first row */
  float width;       /* of a day */
  float row_height;
} MtHoursLayout;

/* What of a range lies in one row: one that goes on after midnight has two. */
typedef struct
{
  MtWeekday row;
  MtWeekday day; /* the day it starts on, and */
  guint index;   /* which of its ranges it is */
  gint32 start_s;
  gint32 end_s;
  gboolean comes_in; /* it started in the row before */
  gboolean goes_on;  /* it ends in the row after */
} MtHoursPiece;

/* What a pointer holds, from being pressed to being let go. */
typedef struct
{
  MtHoursPart part;
  MtWeekday day; /* the day the range starts on; of MT_HOURS_NOTHING, that of the row */
  guint index;   /* which of its ranges */
  MtRange range; /* as it was */
  gint32 row;    /* where it was pressed, 0 being the topmost, */
  gint32 at_s;   /* and when in the row */
} MtHoursGrip;

MtWeek *mt_hours_dup_week (const MtWeek *week);
gboolean mt_hours_is_empty (const MtWeek *week);
gint32 mt_hours_total_s (const MtWeek *week);
GArray *mt_hours_dup_pieces (const MtWeek *week); /* (element-type MtHoursPiece) */

MtWeekday mt_hours_layout_day (const MtHoursLayout *layout, gint32 row);
gint32 mt_hours_layout_row (const MtHoursLayout *layout, MtWeekday day);
void
mt_hours_layout_locate (const MtHoursLayout *layout, float x, float y, gint32 *row, gint32 *at_s);
void mt_hours_layout_place (const MtHoursLayout *layout,
                            const MtHoursPiece *piece,
                            float *x,
                            float *y,
                            float *width);
MtHoursGrip mt_hours_grasp (const MtHoursLayout *layout, const MtWeek *week, float x, float y);
void mt_hours_grip_move (const MtHoursGrip *grip,
                         gint32 row,
                         gint32 at_s,
                         MtWeekday *day,
                         MtRange *range);

guint mt_hours_put (MtWeek *week, MtWeekday day, MtRange range);
void mt_hours_remove (MtWeek *week, MtWeekday day, guint index);
void mt_hours_tidy (MtWeek *week, MtWeekday day);
void mt_hours_copy_day (MtWeek *week, MtWeekday from, guint8 days);
gboolean mt_hours_find_room (const MtWeek *week, MtWeekday day, MtRange *range);

G_END_DECLS
