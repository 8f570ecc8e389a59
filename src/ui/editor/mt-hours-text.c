/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * Working hours in words, and times of day as they are typed: whatever the clock, "9", "9:30",
 * "930", "9.30", "9h30", "9 pm" and digits of any script are understood.
 */
#include "config.h"

#include "ui/editor/mt-hours-text.h"

#include <glib/gi18n-lib.h>
#include <langinfo.h>
#include <string.h>

#include "ui/editor/mt-hours-edit.h"

#define HOUR_S 3600
#define MINUTE_S 60
#define NOON 12
#define FULLWIDTH_COLON 0xff1a

/* Cuts a word that says which half of the day is meant, at either end of what is typed. */
static gboolean
cut_word (GString *text, const char *word)
{
  g_autofree char *folded = g_utf8_casefold (word, -1);
  gsize length = strlen (folded);

  if (length == 0 || length >= text->len)
    return FALSE;
  if (g_str_has_suffix (text->str, folded))
    g_string_truncate (text, text->len - length);
  else if (g_str_has_prefix (text->str, folded))
    g_string_erase (text, 0, (gssize) length);
  else
    return FALSE;
  return TRUE;
}

/* 'a', 'p' or '\0'. The words of the locale come first, then those of English. */
static char
cut_half (GString *text)
{
  const char *const before[] = { nl_langinfo (AM_STR), _ ("AM"), "a.m.", "am" };
  const char *const after[] = { nl_langinfo (PM_STR), _ ("PM"), "p.m.", "pm" };

  for (guint i = 0; i < G_N_ELEMENTS (before); i++)
    {
      if (cut_word (text, before[i]))
        return 'a';
      if (cut_word (text, after[i]))
        return 'p';
    }
  return '\0';
}

/* In lower case, without spaces and marks of direction, digits as ASCII has them. */
static GString *
fold (const char *typed)
{
  g_autofree char *lower = g_utf8_casefold (typed, -1);
  GString *text = g_string_new (NULL);

  for (const char *at = lower; *at != '\0'; at = g_utf8_next_char (at))
    {
      gunichar c = g_utf8_get_char (at);

      if (g_unichar_isspace (c) || g_unichar_type (c) == G_UNICODE_FORMAT)
        continue;
      if (g_unichar_isdigit (c))
        g_string_append_c (text, (char) ('0' + g_unichar_digit_value (c)));
      else
        g_string_append_unichar (text, c == FULLWIDTH_COLON ? ':' : c);
    }
  return text;
}

/* "9", "0930", "930", "9:30", "9.30", "9h", "9h30". */
static gboolean
read_digits (const char *text, int *hour, int *minute)
{
  const gsize n = strspn (text, "0123456789");
  const char *rest = text + n;
  int value = n > 0 && n <= 4 ? (int) g_ascii_strtoll (text, NULL, 10) : -1;

  *minute = 0;
  if (value < 0)
    return FALSE;
  if (*rest == '\0')
    {
      *hour = n > 2 ? value / 100 : value;
      *minute = n > 2 ? value % 100 : 0;
      return TRUE;
    }
  *hour = value;
  if (n > 2 || strchr (":.h", *rest) == NULL)
    return FALSE;
  if (rest[0] == 'h' && rest[1] == '\0')
    return TRUE;
  if (strlen (rest) != 3 || !g_ascii_isdigit (rest[1]) || !g_ascii_isdigit (rest[2]))
    return FALSE;
  *minute = (rest[1] - '0') * 10 + rest[2] - '0';
  return TRUE;
}

/**
 * mt_hours_read_time:
 * @text: what somebody typed, UTF-8
 * @time_s: (out): seconds since midnight, 0 to 86400
 *
 * Reads a time of day; 24:00 is one.
 *
 * Returns: whether it is one
 */
gboolean
mt_hours_read_time (const char *text, gint32 *time_s)
{
  g_autoptr (GString) folded = fold (text);
  char half = cut_half (folded);
  int hour, minute;

  if (!read_digits (folded->str, &hour, &minute) || minute > 59)
    return FALSE;
  if (half != '\0' && (hour < 1 || hour > NOON))
    return FALSE;
  if (half != '\0')
    hour = hour % NOON + (half == 'p' ? NOON : 0);
  if (hour > 24 || (hour == 24 && minute > 0))
    return FALSE;
  *time_s = hour * HOUR_S + minute * MINUTE_S;
  return TRUE;
}

/**
 * mt_hours_read_range:
 * @start: what was typed for the start
 * @end: what was typed for the end
 * @range: (out): the hours
 * @problem: (out) (transfer full): what is wrong and what to do, when it is none
 *
 * Reads hours. An end that is not after its start belongs to the next day.
 *
 * Returns: whether they are hours
 */
gboolean
mt_hours_read_range (const char *start, const char *end, MtRange *range, char **problem)
{
  const char *wrong = NULL;
  gint32 start_s = 0, end_s = 0;

  *problem = NULL;
  if (!mt_hours_read_time (start, &start_s))
    wrong = start;
  else if (!mt_hours_read_time (end, &end_s))
    wrong = end;
  if (wrong != NULL && wrong[0] == '\0')
    *problem = g_strdup (_ ("Type a start and an end, as 9:00 and 17:00"));
  else if (wrong != NULL)
    *problem = g_strdup_printf (_ ("“%s” is no time of day: type one as 9:30"), wrong);
  else if (start_s == MT_DAY_S)
    *problem = g_strdup (_ ("24:00 is an end only: hours from midnight belong to the next day"));
  if (*problem != NULL)
    return FALSE;
  *range = (MtRange){ start_s, end_s > start_s ? end_s : end_s + MT_DAY_S };
  return TRUE;
}

/**
 * mt_hours_format_end:
 * @format: how times are written
 * @end_s: an end, seconds since the midnight of the day of start
 *
 * Returns: (transfer full): the end as a time of day that can be typed as well; midnight is 24:00
 *   where the clock has 24 hours
 */
char *
mt_hours_format_end (MtFormat *format, gint32 end_s)
{
  if (end_s == MT_DAY_S && !mt_format_get_twelve_hour (format))
    /* Translators: midnight as the end of a day, on a clock with 24 hours */
    return g_strdup (C_ ("24-hour clock", "24:00"));
  return mt_format_wall_time (format, end_s);
}

/**
 * mt_hours_format_range:
 * @format: how times are written
 * @range: hours
 *
 * Returns: (transfer full): "09:00–17:00"
 */
char *
mt_hours_format_range (MtFormat *format, MtRange range)
{
  g_autofree char *start = mt_format_wall_time (format, range.start_s);
  g_autofree char *end = mt_hours_format_end (format, range.end_s);

  /* Translators: from and to a time: "09:00–17:00". */
  return g_strdup_printf (C_ ("hours", "%s–%s"), start, end);
}

static char *
join_ranges (MtFormat *format, const GArray *ranges, char *(*write) (MtFormat *, MtRange))
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < ranges->len; i++)
    {
      g_autofree char *range = write (format, g_array_index (ranges, MtRange, i));

      /* Translators: between hours of one day: "09:00–13:00, 14:00–18:00". */
      g_string_append_printf (text, "%s%s", i > 0 ? C_ ("hours", ", ") : "", range);
    }
  return g_string_free (text, FALSE);
}

/**
 * mt_hours_format_ranges:
 * @format: how times are written
 * @ranges: (element-type MtRange): of a day
 *
 * Returns: (transfer full): "09:00–13:00, 14:00–18:00", or that there are none
 */
char *
mt_hours_format_ranges (MtFormat *format, const GArray *ranges)
{
  if (ranges->len == 0)
    return g_strdup (C_ ("hours of a day", "Off"));
  return join_ranges (format, ranges, mt_hours_format_range);
}

/**
 * mt_hours_speak_range:
 * @format: how times are written
 * @range: hours
 *
 * Returns: (transfer full): the hours to be heard, "09:00 to 17:00"
 */
char *
mt_hours_speak_range (MtFormat *format, MtRange range)
{
  g_autofree char *start = mt_format_wall_time (format, range.start_s);
  g_autofree char *end = mt_hours_format_end (format, range.end_s);

  if (range.end_s <= MT_DAY_S)
    return g_strdup_printf (_ ("%s to %s"), start, end);
  if (range.end_s - range.start_s == MT_DAY_S)
    return g_strdup_printf (_ ("24 hours from %s"), start);
  return g_strdup_printf (_ ("%s to %s of the next day"), start, end);
}

/**
 * mt_hours_speak_day:
 * @format: how times are written
 * @day: a weekday
 * @ranges: (element-type MtRange): its hours
 *
 * Returns: (transfer full): "Monday: 09:00 to 13:00, 14:00 to 18:00", "Sunday: off"
 */
char *
mt_hours_speak_day (MtFormat *format, MtWeekday day, const GArray *ranges)
{
  g_autofree char *hours = ranges->len > 0 ? join_ranges (format, ranges, mt_hours_speak_range)
                                           : g_strdup (C_ ("hours of a day", "off"));

  /* Translators: a weekday and its hours: "Monday: 09:00 to 13:00, 14:00 to 18:00". */
  return g_strdup_printf (C_ ("hours of a day", "%s: %s"), mt_format_weekday_name (format, day),
                          hours);
}

/**
 * mt_hours_format_week:
 * @format: how times are written
 * @week: (nullable): hours, %NULL for the standard ones
 *
 * Returns: (transfer full): the hours in a line: what they are, or how many
 */
char *
mt_hours_format_week (MtFormat *format, const MtWeek *week)
{
  g_autofree char *text = NULL;

  if (week == NULL)
    {
      text = mt_hours_format_range (format, (MtRange){ 9 * HOUR_S, 17 * HOUR_S });
      /* Translators: the hours that count where a team file has none: "Monday to Friday,
       * 09:00–17:00". */
      return g_strdup_printf (_ ("Monday to Friday, %s, as nothing else is set"), text);
    }
  if (mt_hours_is_empty (week))
    return g_strdup (_ ("No working hours on any day"));
  text = g_strdup_printf ("%d:%02d", mt_hours_total_s (week) / HOUR_S,
                          mt_hours_total_s (week) % HOUR_S / MINUTE_S);
  if (mt_hours_total_s (week) % HOUR_S == 0)
    return g_strdup_printf (
        ngettext ("%d hour a week", "%d hours a week", (gulong) (mt_hours_total_s (week) / HOUR_S)),
        mt_hours_total_s (week) / HOUR_S);
  /* Translators: hours and minutes, "38:30". */
  return g_strdup_printf (_ ("%s hours a week"), text);
}
