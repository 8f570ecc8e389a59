/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * Times and dates as they are typed, and hours in words.
 */
#include "config.h"

#include <locale.h>

#include "ui/editor/mt-date-text.h"
#include "ui/editor/mt-hours-text.h"

static const struct
{
  const char *text;
  int minutes; /* -1: no time */
} times[] = {
  { "09:00", 540 },
  { "9:00", 540 },
  { "9", 540 },
  { "0930", 570 },
  { "930", 570 },
  { "9.30", 570 },
  { "9h", 540 },
  { "9h30", 570 },
  { " 9 : 30 ", 570 },
  { "00:00", 0 },
  { "0", 0 },
  { "23:59", 1439 },
  { "24:00", 1440 },
  { "24", 1440 },
  { "2400", 1440 },
  { "9 am", 540 },
  { "9 PM", 1260 },
  { "9pm", 1260 },
  { "9:30 p.m.", 1290 },
  { "12 am", 0 },
  { "12 pm", 720 },
  { "12:30 AM", 30 },
  { "٠٩:٣٠", 570 },
  { "９：３０", 570 },
  { "９:３０", 570 },
  { "\u200f09:30", 570 },
  { "", -1 },
  { "24:01", -1 },
  { "25", -1 },
  { "9:60", -1 },
  { "9:3", -1 },
  { "9:300", -1 },
  { "13 pm", -1 },
  { "0 am", -1 },
  { "-1", -1 },
  { "9-17", -1 },
  { "am", -1 },
  { "nine", -1 },
  { "09:00:00", -1 },
  { "12345", -1 },
  { "9:30 x", -1 },
  { "::", -1 },
  { "h", -1 },
};

static void
test_times (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (times); i++)
    {
      gint32 time_s = -60;
      gboolean ok = mt_hours_read_time (times[i].text, &time_s);

      if (ok != (times[i].minutes >= 0) || time_s != times[i].minutes * 60)
        g_error ("“%s”: %d minutes", times[i].text, ok ? time_s / 60 : -1);
    }
}

/* What a field shows can be typed again. */
static void
test_round_trip (void)
{
  for (int twelve = 0; twelve < 2; twelve++)
    {
      g_autoptr (MtFormat) format = mt_format_new_fixed (twelve, MT_MONDAY);

      for (gint32 start_s = 0; start_s < MT_DAY_S; start_s += 900)
        for (gint32 length_s = 900; length_s <= MT_DAY_S; length_s += 2700)
          {
            g_autofree char *start = mt_format_wall_time (format, start_s);
            g_autofree char *end = mt_hours_format_end (format, start_s + length_s);
            g_autofree char *problem = NULL;
            MtRange range;

            g_assert_true (mt_hours_read_range (start, end, &range, &problem));
            g_assert_cmpint (range.start_s, ==, start_s);
            g_assert_cmpint (range.end_s, ==, start_s + length_s);
          }
    }
}

static const struct
{
  const char *start;
  const char *end;
  int from; /* hours; -1: wrong */
  int to;
} ranges[] = {
  { "9", "17", 9, 17 },     { "22", "6", 22, 30 }, { "9", "9", 9, 33 },  { "20", "24:00", 20, 24 },
  { "20", "0:00", 20, 24 }, { "0", "24", 0, 24 },  { "0", "0", 0, 24 },  { "24:00", "6", -1, 0 },
  { "", "17", -1, 0 },      { "9", "", -1, 0 },    { "x", "17", -1, 0 }, { "9", "<b>", -1, 0 },
};

static void
test_ranges (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (ranges); i++)
    {
      g_autofree char *problem = NULL;
      MtRange range = { 0, 0 };
      gboolean ok = mt_hours_read_range (ranges[i].start, ranges[i].end, &range, &problem);

      g_assert_cmpint (ok, ==, ranges[i].from >= 0);
      g_assert_cmpint (problem == NULL, ==, ok);
      if (ok)
        g_assert_true (range.start_s == ranges[i].from * 3600 &&
                       range.end_s == ranges[i].to * 3600);
    }
}

static void
add (GArray *array, int from, int to)
{
  MtRange range = { from * 3600, to * 3600 };

  g_array_append_val (array, range);
}

static void
test_words (void)
{
  g_autoptr (MtFormat) format = mt_format_new_fixed (FALSE, MT_MONDAY);
  g_autoptr (MtFormat) twelve = mt_format_new_fixed (TRUE, MT_SUNDAY);
  g_autoptr (GArray) day = g_array_new (FALSE, FALSE, sizeof (MtRange));
  g_autoptr (MtWeek) never = mt_week_new ();
  g_autoptr (MtWeek) standard = mt_week_new_default ();
  g_autofree char *off = mt_hours_speak_day (format, MT_SUNDAY, day), *split = NULL, *night = NULL,
                  *shown = NULL, *none = NULL, *unset = NULL, *total = NULL;

  add (day, 9, 13);
  add (day, 14, 18);
  split = mt_hours_speak_day (format, MT_MONDAY, day);
  add (day, 22, 30);
  add (day, 9, 33);
  night = mt_hours_speak_day (twelve, MT_FRIDAY, day);
  shown = mt_hours_format_ranges (format, day);
  none = mt_hours_format_week (format, never);
  unset = mt_hours_format_week (format, NULL);
  total = mt_hours_format_week (format, standard);
  g_assert_cmpstr (off, ==, "Sunday: off");
  g_assert_cmpstr (split, ==, "Monday: 09:00 to 13:00, 14:00 to 18:00");
  g_assert_cmpstr (night, ==,
                   "Friday: 9:00 AM to 1:00 PM, 2:00 PM to 6:00 PM, "
                   "10:00 PM to 6:00 AM of the next day, 24 hours from 9:00 AM");
  g_assert_cmpstr (shown, ==, "09:00–13:00, 14:00–18:00, 22:00–06:00, 09:00–09:00");
  g_assert_cmpstr (none, ==, "No working hours on any day");
  g_assert_cmpstr (unset, ==, "Monday to Friday, 09:00–17:00, as nothing else is set");
  g_assert_cmpstr (total, ==, "40 hours a week");
}

/* On Tuesday 24 November 2026, in the C locale, which has the month first. */
static const struct
{
  const char *text;
  const char *date; /* NULL: none */
} dates[] = {
  { "2026-12-24", "2026-12-24" },
  { "today", "2026-11-24" },
  { "tomorrow", "2026-11-25" },
  { "thu", "2026-11-26" },
  { "Tuesday", "2026-11-24" },
  { "24 Dec", "2026-12-24" },
  { "24 December 2027", "2027-12-24" },
  { "Dec 24, 2027", "2027-12-24" },
  { "1 jan", "2027-01-01" },
  { "12/24", "2026-12-24" },
  { "12/24/26", "2026-12-24" },
  { "12/24/2026", "2026-12-24" },
  { "11/23", "2027-11-23" },
  { "2026/12/24", "2026-12-24" },
  { "29 feb", "2028-02-29" },
  { " 2026-12-24 ", "2026-12-24" },
  { "2026年12月24日", "2026-12-24" },
  { "٢٠٢٦-١٢-٢٤", "2026-12-24" },
  { "2026-02-29", NULL },
  { "24/12", NULL },
  { "", NULL },
  { "soon", NULL },
  { "24", NULL },
  { "Dec", NULL },
  { "1 2 3 4", NULL },
  { "2026-12-24 10:00", NULL },
  { "99999-12-24", NULL },
  { "9999-12-24", NULL },
  { "0000-01-01", NULL },
  { "24 Dek", NULL },
};

static void
test_dates (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (dates); i++)
    {
      g_autofree char *got = NULL;
      MtDate date;

      if (mt_date_text_read (dates[i].text, mt_date_from_civil (2026, 11, 24), &date))
        got = mt_date_format (date);
      if (g_strcmp0 (got, dates[i].date) != 0)
        g_error ("“%s”: expected %s, got %s", dates[i].text, dates[i].date, got);
    }
}

/* Whatever the locale: what a field shows is read as the same date. */
static void
test_date_round_trip (void)
{
  static const char *const locales[] = { "C.UTF-8",     "en_US.UTF-8", "en_GB.UTF-8", "de_DE.UTF-8",
                                         "fr_FR.UTF-8", "ja_JP.UTF-8", "ar_EG.UTF-8", "pt_BR.UTF-8",
                                         "hu_HU.UTF-8", "fa_IR.UTF-8" };
  const MtDate today = mt_date_from_civil (2026, 11, 24);
  guint n = 0;

  for (guint i = 0; i < G_N_ELEMENTS (locales); i++)
    {
      if (setlocale (LC_ALL, locales[i]) == NULL)
        continue;
      n++;
      for (MtDate date = today - 200; date < today + 400; date += 7)
        {
          g_autofree char *text = mt_date_text_format (date);
          MtDate read = 0;

          if (!mt_date_text_read (text, today, &read) || read != date)
            g_error ("%s: “%s” is read as another date", locales[i], text);
        }
    }
  setlocale (LC_ALL, "C.UTF-8");
  g_test_message ("%u locales", n);
  g_assert_cmpuint (n, >, 0);
}

int
main (int argc, char **argv)
{
  setlocale (LC_ALL, "C.UTF-8");
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/ui/typed/times", test_times);
  g_test_add_func ("/ui/typed/round-trip", test_round_trip);
  g_test_add_func ("/ui/typed/ranges", test_ranges);
  g_test_add_func ("/ui/typed/words", test_words);
  g_test_add_func ("/ui/typed/dates", test_dates);
  g_test_add_func ("/ui/typed/date-round-trip", test_date_round_trip);
  return g_test_run ();
}
