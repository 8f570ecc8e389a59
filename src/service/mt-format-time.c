/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtFormat: times, dates and spans. Names of days and months are the locale's own; how they are put
 * together is translated.
 */
#include "config.h"

#include "service/mt-format.h"

#include <glib/gi18n-lib.h>
#include <langinfo.h>

#define MINUTE_S 60
#define HOUR_S 3600

/* nl_langinfo() counts from Sunday. */
static nl_item
day_item (nl_item sunday, MtWeekday weekday)
{
  return sunday + (weekday + 1) % 7;
}

/**
 * mt_format_weekday_name:
 * @self: a format
 * @weekday: a weekday
 *
 * Returns: (transfer none): its name in the locale, "Tuesday"
 */
const char *
mt_format_weekday_name (MtFormat *self, MtWeekday weekday)
{
  return nl_langinfo (day_item (DAY_1, weekday));
}

/**
 * mt_format_weekday_short:
 * @self: a format
 * @weekday: a weekday
 *
 * Returns: (transfer none): its short name in the locale, "Tue"
 */
const char *
mt_format_weekday_short (MtFormat *self, MtWeekday weekday)
{
  return nl_langinfo (day_item (ABDAY_1, weekday));
}

/* Many locales have no words for the halves of the day. */
static const char *
half_of_day (gint hour)
{
  const char *name = nl_langinfo (hour < 12 ? AM_STR : PM_STR);

  if (name[0] != '\0')
    return name;
  return hour < 12 ? _ ("AM") : _ ("PM");
}

/**
 * mt_format_wall_time:
 * @self: a format
 * @wall_s: wall-clock seconds, of any day
 *
 * Returns: (transfer full): the time of day, "17:00" or "5:00 PM"
 */
char *
mt_format_wall_time (MtFormat *self, gint64 wall_s)
{
  gint64 in_day = wall_s - mt_date_to_wall (mt_date_of_wall (wall_s));
  gint hour = (gint) (in_day / HOUR_S);
  gint minute = (gint) (in_day % HOUR_S / MINUTE_S);

  g_return_val_if_fail (MT_IS_FORMAT (self), NULL);
  if (!mt_format_get_twelve_hour (self))
    /* Translators: hour and minute of a clock with 24 hours */
    return g_strdup_printf (C_ ("24-hour clock", "%02d:%02d"), hour, minute);
  /* Translators: hour and minute of a clock with 12 hours, and AM or PM */
  return g_strdup_printf (C_ ("12-hour clock", "%d:%02d %s"), (hour + 11) % 12 + 1, minute,
                          half_of_day (hour));
}

/**
 * mt_format_time:
 * @self: a format
 * @instant: Unix seconds
 * @zone: whose clock to read
 *
 * Returns: (transfer full): the time of day there, "17:00" or "5:00 PM"
 */
char *
mt_format_time (MtFormat *self, gint64 instant, const MtZone *zone)
{
  return mt_format_wall_time (self, mt_zone_to_wall (zone, instant));
}

/**
 * mt_format_weekday_time:
 * @self: a format
 * @instant: Unix seconds
 * @zone: whose clock to read
 *
 * Returns: (transfer full): weekday and time there, "Thu 17:00"
 */
char *
mt_format_weekday_time (MtFormat *self, gint64 instant, const MtZone *zone)
{
  gint64 wall_s = mt_zone_to_wall (zone, instant);
  g_autofree char *time = mt_format_wall_time (self, wall_s);

  /* Translators: a short weekday and a time, "Thu 17:00" */
  return g_strdup_printf (
      C_ ("weekday and time", "%s %s"),
      mt_format_weekday_short (self, mt_date_weekday (mt_date_of_wall (wall_s))), time);
}

/**
 * mt_format_date:
 * @self: a format
 * @date: a date
 *
 * Returns: (transfer full): the date in short, "Tue 24 Nov"
 */
char *
mt_format_date (MtFormat *self, MtDate date)
{
  gint month;
  gint day;

  mt_date_to_civil (date, NULL, &month, &day);
  /* Translators: short weekday, day of the month, short month: "Tue 24 Nov" */
  return g_strdup_printf (C_ ("short date", "%1$s %2$d %3$s"),
                          mt_format_weekday_short (self, mt_date_weekday (date)), day,
                          nl_langinfo (ABMON_1 + month - 1));
}

/**
 * mt_format_date_long:
 * @self: a format
 * @date: a date
 *
 * Returns: (transfer full): the date in words, "Tuesday 24 November"
 */
char *
mt_format_date_long (MtFormat *self, MtDate date)
{
  gint month;
  gint day;

  mt_date_to_civil (date, NULL, &month, &day);
  /* Translators: weekday, day of the month, month: "Tuesday 24 November" */
  return g_strdup_printf (C_ ("long date", "%1$s %2$d %3$s"),
                          mt_format_weekday_name (self, mt_date_weekday (date)), day,
                          nl_langinfo (MON_1 + month - 1));
}

/**
 * mt_format_date_full:
 * @self: a format
 * @date: a date
 *
 * Returns: (transfer full): the date in words with its year, "Tuesday 24 November 2026"
 */
char *
mt_format_date_full (MtFormat *self, MtDate date)
{
  gint year;
  gint month;
  gint day;

  mt_date_to_civil (date, &year, &month, &day);
  /* Translators: weekday, day of the month, month, year: "Tuesday 24 November 2026" */
  return g_strdup_printf (C_ ("full date", "%1$s %2$d %3$s %4$d"),
                          mt_format_weekday_name (self, mt_date_weekday (date)), day,
                          nl_langinfo (MON_1 + month - 1), year);
}

/**
 * mt_format_date_time:
 * @self: a format
 * @instant: Unix seconds
 * @zone: whose clock to read
 *
 * Returns: (transfer full): date and time there, "Tuesday 24 November, 15:22"
 */
char *
mt_format_date_time (MtFormat *self, gint64 instant, const MtZone *zone)
{
  gint64 wall_s = mt_zone_to_wall (zone, instant);
  g_autofree char *date = mt_format_date_long (self, mt_date_of_wall (wall_s));
  g_autofree char *time = mt_format_wall_time (self, wall_s);

  /* Translators: a date and a time, "Tuesday 24 November, 15:22" */
  return g_strdup_printf (C_ ("date and time", "%s, %s"), date, time);
}

static char *
join_span (const char *start, const char *end)
{
  /* Translators: from one time to another, "17:30–18:00" */
  return g_strdup_printf (C_ ("span of time", "%s–%s"), start, end);
}

/* A span that ends on another weekday names both, unless it ends with its own day. */
static gboolean
ends_another_day (MtSpan span, const MtZone *zone)
{
  MtDate first = mt_date_of_wall (mt_zone_to_wall (zone, span.start));
  gint64 end = mt_zone_to_wall (zone, span.end);

  return mt_date_of_wall (end) != first && end != mt_date_to_wall (first + 1);
}

/**
 * mt_format_span:
 * @self: a format
 * @span: a span
 * @zone: whose clock to read
 *
 * Returns: (transfer full): its times of day there, "17:30–18:00"; with weekdays if it lasts a day
 *   or longer
 */
char *
mt_format_span (MtFormat *self, MtSpan span, const MtZone *zone)
{
  g_autofree char *start = NULL;
  g_autofree char *end = NULL;

  if (span.end - span.start >= MT_DAY_S && ends_another_day (span, zone))
    return mt_format_weekday_span (self, span, zone);
  start = mt_format_time (self, span.start, zone);
  end = mt_format_time (self, span.end, zone);
  return join_span (start, end);
}

/**
 * mt_format_weekday_span:
 * @self: a format
 * @span: a span
 * @zone: whose clock to read
 *
 * Returns: (transfer full): weekday and times there, "Tue 17:30–18:00" or "Tue 22:00–Wed 06:00"
 */
char *
mt_format_weekday_span (MtFormat *self, MtSpan span, const MtZone *zone)
{
  g_autofree char *start = mt_format_weekday_time (self, span.start, zone);
  g_autofree char *end = ends_another_day (span, zone)
                             ? mt_format_weekday_time (self, span.end, zone)
                             : mt_format_time (self, span.end, zone);

  return join_span (start, end);
}
