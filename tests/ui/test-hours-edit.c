/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * What dragging and keys do to the hours of a week, in tables: no display is needed.
 */
#include "config.h"

#include <string.h>

#include "ui/editor/mt-hours-edit.h"

/* Hours as they are written below: "mon 09:00-13:00 14:00-18:00, fri 22:00-06:00". */
static const char *const days[] = { "mon", "tue", "wed", "thu", "fri", "sat", "sun" };

static gint32
time_of (const char *text)
{
  return ((text[0] - '0') * 10 + text[1] - '0') * 3600 +
         ((text[3] - '0') * 10 + text[4] - '0') * 60;
}

static MtRange
range_of (const char *text)
{
  MtRange range = { time_of (text), time_of (text + 6) };

  if (range.end_s <= range.start_s)
    range.end_s += MT_DAY_S;
  return range;
}

static MtWeekday
day_of (const char *text)
{
  for (guint i = 0; i < G_N_ELEMENTS (days); i++)
    if (strncmp (text, days[i], 3) == 0)
      return (MtWeekday) i;
  g_assert_not_reached ();
}

static MtWeek *
week_of (const char *text)
{
  g_auto (GStrv) parts = g_strsplit_set (text, " ,", -1);
  MtWeek *week = mt_week_new ();
  MtWeekday day = MT_MONDAY;

  for (guint i = 0; parts[i] != NULL; i++)
    {
      MtRange range;

      if (strlen (parts[i]) == 3)
        day = day_of (parts[i]);
      if (strlen (parts[i]) != 11)
        continue;
      range = range_of (parts[i]);
      g_array_append_val (week->days[day], range);
    }
  return week;
}

static char *
write_range (MtRange range)
{
  gint32 end_s = range.end_s > MT_DAY_S ? range.end_s - MT_DAY_S : range.end_s;

  return g_strdup_printf ("%02d:%02d-%02d:%02d", range.start_s / 3600, range.start_s % 3600 / 60,
                          end_s / 3600, end_s % 3600 / 60);
}

static char *
write_week (const MtWeek *week)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < MT_HOURS_N_DAYS; i++)
    for (guint j = 0; j < week->days[i]->len; j++)
      {
        g_autofree char *range = write_range (g_array_index (week->days[i], MtRange, j));

        if (j == 0)
          g_string_append_printf (text, "%s%s", text->len > 0 ? ", " : "", days[i]);
        g_string_append_printf (text, " %s", range);
      }
  return g_string_free (text, FALSE);
}

/* 240 pixels a day: a quarter of an hour is 2.5, an hour 10. */
static MtHoursLayout
layout_of (MtWeekday first, gboolean mirrored)
{
  return (MtHoursLayout){
    .first = first, .mirrored = mirrored, .x = 50, .y = 20, .width = 240, .row_height = 30
  };
}

static float
x_of (const MtHoursLayout *layout, const char *time)
{
  float along = (float) time_of (time) / MT_DAY_S * layout->width;

  return layout->x + (layout->mirrored ? layout->width - along : along);
}

static float
y_of (const MtHoursLayout *layout, const char *day)
{
  return layout->y + 15 + layout->row_height * (float) mt_hours_layout_row (layout, day_of (day));
}

static const struct
{
  const char *name;
  const char *week;
  const char *from; /* day and time where the pointer is pressed, */
  float nudge;      /* so many pixels later in time, */
  const char *to;   /* and where it is let go */
  const char *result;
} drags[] = {
  { "draw", "", "tue 09:07", 0, "tue 12:52", "tue 09:00-13:00" },
  { "draw backwards", "", "tue 12:52", 0, "tue 09:07", "tue 09:00-13:00" },
  { "draw a little", "", "tue 09:07", 0, "tue 09:10", "tue 09:00-09:15" },
  { "draw to midnight", "", "tue 20:00", 0, "tue 24:00", "tue 20:00-24:00" },
  { "draw over midnight", "", "fri 22:00", 0, "sat 06:00", "fri 22:00-06:00" },
  { "draw over the end of the week", "", "sat 22:00", 0, "sun 06:00", "sat 22:00-06:00" },
  { "draw, and the hand slips a row", "", "tue 09:00", 0, "wed 17:00", "tue 09:00-17:00" },
  { "draw onto another", "tue 12:00-15:00", "tue 09:00", 0, "tue 13:00", "tue 09:00-15:00" },
  { "draw up to another", "tue 12:00-15:00", "tue 09:00", 0, "tue 12:00", "tue 09:00-15:00" },
  { "start later", "mon 09:00-17:00", "mon 09:00", 2, "mon 10:30", "mon 10:15-17:00" },
  { "start earlier", "mon 09:00-17:00", "mon 09:00", 0, "mon 07:00", "mon 07:00-17:00" },
  { "start past the end", "mon 09:00-17:00", "mon 09:00", 0, "mon 20:00", "mon 16:45-17:00" },
  { "start on the day before", "tue 01:00-09:00", "tue 01:00", 0, "mon 22:00", "mon 22:00-09:00" },
  { "start from Sunday", "mon 01:00-09:00", "mon 01:00", 0, "mon 00:00", "mon 00:00-09:00" },
  { "end later", "mon 09:00-17:00", "mon 17:00", -1, "mon 19:00", "mon 09:00-19:00" },
  { "end at midnight", "mon 09:00-17:00", "mon 17:00", -1, "mon 24:00", "mon 09:00-24:00" },
  { "end next morning", "mon 20:00-23:00", "mon 23:00", -1, "tue 04:00", "mon 20:00-04:00" },
  { "end before the start", "mon 09:00-17:00", "mon 17:00", -1, "mon 02:00", "mon 09:00-09:15" },
  { "end of a night", "fri 22:00-06:00", "sat 06:00", -1, "sat 07:00", "fri 22:00-07:00" },
  { "end of a night before midnight", "fri 22:00-06:00", "sat 06:00", -1, "fri 23:00",
    "fri 22:00-23:00" },
  { "end of Sunday night", "sun 22:00-06:00", "mon 06:00", -1, "mon 07:00", "sun 22:00-07:00" },
  { "a day long", "mon 09:00-17:00", "mon 17:00", -1, "tue 09:00", "mon 09:00-09:00" },
  { "no longer than a day", "mon 09:00-17:00", "mon 17:00", -1, "tue 09:30", "mon 09:00-09:30" },
  { "move", "mon 09:00-17:00", "mon 13:00", 0, "mon 14:00", "mon 10:00-18:00" },
  { "move to another day", "mon 09:00-17:00", "mon 13:00", 0, "thu 13:00", "thu 09:00-17:00" },
  { "move over midnight", "mon 16:00-23:00", "mon 20:00", 0, "tue 00:00", "mon 20:00-03:00" },
  { "move before midnight", "tue 01:00-05:00", "tue 03:00", 0, "mon 23:00", "mon 21:00-01:00" },
  { "move round the week", "sun 16:00-23:00", "sun 20:00", 0, "mon 20:00", "mon 16:00-23:00" },
  { "move onto another", "mon 09:00-12:00 14:00-17:00", "mon 10:30", 0, "mon 13:00",
    "mon 11:30-17:00" },
  { "move a night by its morning", "fri 22:00-06:00", "sat 03:00", 0, "sat 04:00",
    "fri 23:00-07:00" },
  { "moved, odd minutes become quarters", "mon 09:07-17:00", "mon 13:00", 0, "mon 13:00",
    "mon 09:00-16:53" },
  { "other days keep theirs", "mon 09:00-17:00, wed 08:10-08:20", "mon 13:00", 0, "mon 14:00",
    "mon 10:00-18:00, wed 08:10-08:20" },
  { "days do not join", "fri 22:00-06:00, sat 08:00-10:00", "sat 08:00", 0, "sat 05:00",
    "fri 22:00-06:00, sat 05:00-10:00" },
};

static void
check_drag (guint i, MtWeekday first, gboolean mirrored)
{
  const MtHoursLayout layout = layout_of (first, mirrored);
  g_autoptr (MtWeek) week = week_of (drags[i].week);
  g_autofree char *result = NULL;
  float nudge = mirrored ? -drags[i].nudge : drags[i].nudge;
  MtHoursGrip grip = mt_hours_grasp (&layout, week, x_of (&layout, drags[i].from + 4) + nudge,
                                     y_of (&layout, drags[i].from));
  MtWeekday day;
  MtRange range;
  gint32 row, at_s;

  mt_hours_layout_locate (&layout, x_of (&layout, drags[i].to + 4), y_of (&layout, drags[i].to),
                          &row, &at_s);
  mt_hours_grip_move (&grip, row, at_s, &day, &range);
  if (grip.part != MT_HOURS_NOTHING)
    mt_hours_remove (week, grip.day, grip.index);
  mt_hours_put (week, day, range);
  result = write_week (week);
  if (!g_str_equal (result, drags[i].result))
    g_error ("%s%s: expected “%s”, got “%s”", drags[i].name, mirrored ? ", mirrored" : "",
             drags[i].result, result);
}

static void
test_drags (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (drags); i++)
    {
      check_drag (i, MT_MONDAY, FALSE);
      check_drag (i, MT_MONDAY, TRUE);
    }
}

static const struct
{
  const char *at; /* day and time */
  MtHoursPart part;
  const char *day; /* of the range */
} grasps[] = {
  { "mon 09:00", MT_HOURS_START, "mon" },   { "mon 09:30", MT_HOURS_START, "mon" },
  { "mon 10:00", MT_HOURS_BODY, "mon" },    { "mon 12:45", MT_HOURS_END, "mon" },
  { "mon 13:00", MT_HOURS_NOTHING, "mon" }, { "mon 08:45", MT_HOURS_NOTHING, "mon" },
  { "fri 22:00", MT_HOURS_START, "fri" },   { "fri 23:55", MT_HOURS_BODY, "fri" },
  { "sat 00:00", MT_HOURS_BODY, "fri" },    { "sat 05:55", MT_HOURS_END, "fri" },
  { "sat 06:00", MT_HOURS_NOTHING, "sat" }, { "sun 23:00", MT_HOURS_BODY, "sun" },
  { "mon 01:00", MT_HOURS_BODY, "sun" },    { "tue 12:05", MT_HOURS_START, "tue" },
  { "wed 04:00", MT_HOURS_BODY, "wed" },    { "wed 05:00", MT_HOURS_START, "wed" },
};

static void
test_grasps (void)
{
  g_autoptr (MtWeek) week =
      week_of ("mon 09:00-13:00 14:00-18:00, tue 12:00-13:00, wed 00:00-24:00 04:30-06:30, "
               "fri 22:00-06:00, sun 21:00-03:00");

  for (guint first = 0; first < 7; first++)
    for (guint i = 0; i < G_N_ELEMENTS (grasps); i++)
      for (int mirrored = 0; mirrored < 2; mirrored++)
        {
          const MtHoursLayout layout = layout_of ((MtWeekday) first, mirrored);
          MtHoursGrip grip = mt_hours_grasp (&layout, week, x_of (&layout, grasps[i].at + 4),
                                             y_of (&layout, grasps[i].at));

          if (grip.part != grasps[i].part || grip.day != day_of (grasps[i].day))
            g_error ("%s: part %d of %s", grasps[i].at, grip.part, days[grip.day]);
        }
}

static const struct
{
  const char *week;
  const char *put;
  const char *result;
} puts_[] = {
  { "", "mon 09:00-17:00", "mon 09:00-17:00" },
  { "mon 14:00-18:00", "mon 09:00-13:00", "mon 09:00-13:00 14:00-18:00" },
  { "mon 09:00-13:00", "mon 14:00-18:00", "mon 09:00-13:00 14:00-18:00" },
  { "mon 09:00-13:00 14:00-18:00", "mon 13:00-14:00", "mon 09:00-18:00" },
  { "mon 09:00-13:00 14:00-18:00", "mon 10:00-11:00", "mon 09:00-13:00 14:00-18:00" },
  { "mon 09:00-13:00 14:00-18:00", "mon 08:00-20:00", "mon 08:00-20:00" },
  { "mon 22:00-06:00", "mon 20:00-23:00", "mon 20:00-06:00" },
  /* Longer than a day together: both stay, and count once. */
  { "mon 00:00-24:00", "mon 22:00-06:00", "mon 00:00-24:00 22:00-06:00" },
  { "mon 09:00-09:00", "mon 08:00-10:00", "mon 08:00-10:00 09:00-09:00" },
};

static void
test_puts (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (puts_); i++)
    {
      g_autoptr (MtWeek) week = week_of (puts_[i].week);
      MtRange wanted = range_of (puts_[i].put + 4);
      guint at = mt_hours_put (week, day_of (puts_[i].put), wanted);
      g_autofree char *result = write_week (week);
      MtRange *found = &g_array_index (week->days[MT_MONDAY], MtRange, at);

      g_assert_cmpstr (result, ==, puts_[i].result);
      g_assert_cmpint (found->start_s, <=, wanted.start_s);
      g_assert_cmpint (found->end_s, >=, wanted.end_s);
    }
}

static void
test_pieces (void)
{
  g_autoptr (MtWeek) week = week_of ("mon 09:00-24:00, fri 22:00-06:00, sun 12:00-12:00");
  g_autoptr (GArray) pieces = mt_hours_dup_pieces (week);
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < pieces->len; i++)
    {
      const MtHoursPiece *piece = &g_array_index (pieces, MtHoursPiece, i);

      g_string_append_printf (text, "%s%d-%d%s%s ", days[piece->row], piece->start_s / 3600,
                              piece->end_s / 3600, piece->comes_in ? "<" : "",
                              piece->goes_on ? ">" : "");
    }
  g_assert_cmpstr (text->str, ==, "mon9-24 fri22-24> sat0-6< sun12-24> mon0-12< ");
}

static void
test_copy_day (void)
{
  g_autoptr (MtWeek) week =
      week_of ("mon 09:00-13:00 14:00-18:00, wed 01:00-02:00, sun 20:00-24:00");
  g_autofree char *weekdays = NULL, *off = NULL;

  mt_hours_copy_day (week, MT_MONDAY, 0x1f);
  weekdays = write_week (week);
  g_assert_cmpstr (weekdays, ==,
                   "mon 09:00-13:00 14:00-18:00, tue 09:00-13:00 14:00-18:00, "
                   "wed 09:00-13:00 14:00-18:00, thu 09:00-13:00 14:00-18:00, "
                   "fri 09:00-13:00 14:00-18:00, sun 20:00-24:00");
  mt_hours_copy_day (week, MT_SATURDAY, 0x3f);
  off = write_week (week);
  g_assert_cmpstr (off, ==, "sun 20:00-24:00");
}

static void
test_tidy (void)
{
  g_autoptr (MtWeek) week = week_of ("mon 14:00-18:00 09:00-13:00 12:00-13:30, tue 10:00-11:00");
  g_autofree char *result = NULL;

  mt_hours_tidy (week, MT_MONDAY);
  result = write_week (week);
  g_assert_cmpstr (result, ==, "mon 09:00-13:30 14:00-18:00, tue 10:00-11:00");
}

static const struct
{
  const char *week;
  const char *room; /* NULL: none */
} rooms[] = {
  { "", "09:00-17:00" },
  { "tue 09:00-13:00", "14:00-18:00" },
  { "tue 09:00-20:30", "21:30-24:00" },
  { "tue 14:00-23:00", "09:00-13:00" },
  { "tue 22:00-06:00", "17:00-21:00" },
  { "mon 22:00-12:00", "12:00-17:00" },
  { "mon 20:00-20:00", "20:00-21:00" },
  { "tue 00:00-24:00", NULL },
  { "tue 00:30-00:15", NULL },
};

static void
test_room (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (rooms); i++)
    {
      g_autoptr (MtWeek) week = week_of (rooms[i].week);
      g_autofree char *room = NULL;
      MtRange range;

      if (mt_hours_find_room (week, MT_TUESDAY, &range))
        room = write_range (range);
      if (g_strcmp0 (room, rooms[i].room) != 0)
        g_error ("%s: expected %s, got %s", rooms[i].week, rooms[i].room, room);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/ui/hours/drags", test_drags);
  g_test_add_func ("/ui/hours/grasps", test_grasps);
  g_test_add_func ("/ui/hours/puts", test_puts);
  g_test_add_func ("/ui/hours/pieces", test_pieces);
  g_test_add_func ("/ui/hours/copy-day", test_copy_day);
  g_test_add_func ("/ui/hours/tidy", test_tidy);
  g_test_add_func ("/ui/hours/room", test_room);
  return g_test_run ();
}
