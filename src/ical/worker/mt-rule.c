/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * Reading a rule, and the gate: what cannot have an instance, or would never end, is refused here.
 */
#include "config.h"

#include "ical/worker/mt-rule.h"

#include <string.h>

#include "core/mt-date.h"

#define MAX_INTERVAL 1000000
#define MAX_COUNT 100000000

typedef struct
{
  const char *name;
  gint min;
  gint max;
  gboolean may_be_negative;
} ByPart;

static const ByPart by_parts[MT_N_BY] = {
  [MT_BY_SECOND] = { "BYSECOND", 0, 60, FALSE },
  [MT_BY_MINUTE] = { "BYMINUTE", 0, 59, FALSE },
  [MT_BY_HOUR] = { "BYHOUR", 0, 23, FALSE },
  [MT_BY_DAY] = { "BYDAY", 1, 53, TRUE },
  [MT_BY_MONTH_DAY] = { "BYMONTHDAY", 1, 31, TRUE },
  [MT_BY_YEAR_DAY] = { "BYYEARDAY", 1, 366, TRUE },
  [MT_BY_WEEK_NO] = { "BYWEEKNO", 1, 53, TRUE },
  [MT_BY_MONTH] = { "BYMONTH", 1, 12, FALSE },
  [MT_BY_SET_POS] = { "BYSETPOS", 1, 366, TRUE },
};

static gboolean
parse_integer (MtSlice text, gint max, gint *number)
{
  gboolean negative = FALSE;
  gsize i = 0;

  *number = 0;
  if (text.length > 0 && (text.at[0] == '-' || text.at[0] == '+'))
    negative = text.at[i++] == '-';
  if (i == text.length)
    return FALSE;
  for (; i < text.length; i++)
    {
      if (!g_ascii_isdigit (text.at[i]))
        return FALSE;
      *number = *number * 10 + (text.at[i] - '0');
      if (*number > max)
        return FALSE;
    }
  if (negative)
    *number = -*number;
  return TRUE;
}

/* 1 Sunday .. 7 Saturday, 0: none. */
static guint
parse_weekday (MtSlice text)
{
  static const char *const names[] = { "SU", "MO", "TU", "WE", "TH", "FR", "SA" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (mt_slice_is (text, names[i]))
      return i + 1;
  return 0;
}

static gboolean
parse_by_day (MtSlice text, gint *value)
{
  MtSlice name = { text.at + text.length - 2, 2 };
  gint position = 0;
  guint weekday;

  if (text.length < 2)
    return FALSE;
  weekday = parse_weekday (name);
  if (weekday == 0)
    return FALSE;
  if (text.length > 2 &&
      (!parse_integer ((MtSlice){ text.at, text.length - 2 }, 53, &position) || position == 0))
    return FALSE;
  *value = position < 0 ? position * 8 - (gint) weekday : position * 8 + (gint) weekday;
  return TRUE;
}

static gboolean
parse_by (MtSlice text, MtByPart which, MtBy *by)
{
  const ByPart *part = &by_parts[which];
  MtSlice item;

  by->n = 0;
  while (mt_slice_next_item (&text, &item))
    {
      gint value;

      if (by->n == MT_RULE_MAX_BY)
        return FALSE;
      if (which == MT_BY_DAY)
        {
          if (!parse_by_day (item, &value))
            return FALSE;
        }
      else if (!parse_integer (item, part->max, &value) || ABS (value) < part->min ||
               (value < 0 && !part->may_be_negative))
        return FALSE;
      by->at[by->n++] = value;
    }
  return by->n > 0;
}

static gboolean
parse_freq (MtSlice text, MtFreq *freq)
{
  static const char *const names[] = {
    "SECONDLY", "MINUTELY", "HOURLY", "DAILY", "WEEKLY", "MONTHLY", "YEARLY",
  };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (mt_slice_is (text, names[i]))
      {
        *freq = i;
        return TRUE;
      }
  return FALSE;
}

static gboolean
parse_skip (MtSlice value, MtRule *rule)
{
  static const char *const names[] = { "OMIT", "BACKWARD", "FORWARD" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (mt_slice_is (value, names[i]))
      {
        rule->skip = names[i];
        return TRUE;
      }
  return FALSE;
}

static gboolean
parse_count (MtSlice value, gint64 *count)
{
  gint number;

  if (!parse_integer (value, MAX_COUNT, &number) || number < 1)
    return FALSE;
  *count = number;
  return TRUE;
}

static gboolean
parse_part (MtSlice name, MtSlice value, MtRule *rule, MtReasonCode *why)
{
  if (mt_slice_is (name, "FREQ"))
    return parse_freq (value, &rule->freq);
  if (mt_slice_is (name, "INTERVAL"))
    return parse_integer (value, MAX_INTERVAL, &rule->interval) && rule->interval >= 1;
  if (mt_slice_is (name, "COUNT"))
    return parse_count (value, &rule->count);
  if (mt_slice_is (name, "UNTIL"))
    return rule->has_until = mt_digits_parse (value, TRUE, &rule->until);
  if (mt_slice_is (name, "WKST"))
    return (rule->week_start = parse_weekday (value)) != 0;
  if (mt_slice_is (name, "SKIP"))
    return parse_skip (value, rule);
  if (mt_slice_is (name, "RSCALE") && !mt_slice_is (value, "GREGORIAN"))
    {
      *why = MT_REASON_RULE_RSCALE;
      return FALSE;
    }
  for (guint i = 0; i < MT_N_BY; i++)
    if (mt_slice_is (name, by_parts[i].name))
      return parse_by (value, i, &rule->by[i]);
  return TRUE; /* X- parts and parts of later standards */
}

static gboolean
has_positions (const MtBy *by)
{
  for (guint i = 0; i < by->n; i++)
    if (ABS (by->at[i]) >= 8)
      return TRUE;
  return FALSE;
}

/* The combinations the standard forbids. */
static gboolean
is_allowed (const MtRule *rule)
{
  MtFreq freq = rule->freq;

  if (rule->by[MT_BY_WEEK_NO].n > 0 && freq != MT_FREQ_YEARLY)
    return FALSE;
  if (rule->by[MT_BY_YEAR_DAY].n > 0 && freq >= MT_FREQ_DAILY && freq <= MT_FREQ_MONTHLY)
    return FALSE;
  if (rule->by[MT_BY_MONTH_DAY].n > 0 && freq == MT_FREQ_WEEKLY)
    return FALSE;
  if (has_positions (&rule->by[MT_BY_DAY]) &&
      (freq < MT_FREQ_MONTHLY || rule->by[MT_BY_WEEK_NO].n > 0))
    return FALSE;
  if (rule->by[MT_BY_SET_POS].n > 0)
    for (guint i = 0; i < MT_BY_SET_POS; i++)
      if (rule->by[i].n > 0)
        return TRUE;
  return rule->by[MT_BY_SET_POS].n == 0;
}

/* Whether some month of BYMONTH has some day of BYMONTHDAY, in a leap year at least. */
static gboolean
has_days (const MtRule *rule)
{
  static const gint8 lengths[] = { 31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
  const MtBy *months = &rule->by[MT_BY_MONTH];
  const MtBy *days = &rule->by[MT_BY_MONTH_DAY];

  if (months->n == 0 || days->n == 0)
    return TRUE;
  for (guint i = 0; i < months->n; i++)
    for (guint k = 0; k < days->n; k++)
      if (ABS (days->at[k]) <= lengths[months->at[i] - 1])
        return TRUE;
  return FALSE;
}

static gboolean
parse_parts (MtSlice text, MtRule *rule, MtReasonCode *why)
{
  const char *at = text.at;
  const char *end = at + text.length;
  gboolean any = FALSE;

  while (at < end)
    {
      const char *semicolon = memchr (at, ';', end - at);
      const char *stop = semicolon ? semicolon : end;
      const char *equals = memchr (at, '=', stop - at);

      if (equals)
        {
          MtSlice name = { at, equals - at };

          if (!parse_part (name, (MtSlice){ equals + 1, stop - equals - 1 }, rule, why))
            return FALSE;
          any |= mt_slice_is (name, "FREQ");
        }
      else if (stop > at)
        return FALSE;
      at = semicolon ? semicolon + 1 : end;
    }
  return any;
}

/**
 * mt_rule_parse:
 * @text: the value of an RRULE
 * @is_date: whether DTSTART is a date
 * @rule: (out): the rule
 * @why: (out): why it is refused
 *
 * Reads a rule and judges it: unknown frequency, numbers out of range, more than 64 values in a
 * list, forbidden combinations, another calendar, months without the days asked for.
 *
 * Returns: whether mt_rule_expand() may have it
 *
 * Source: RFC 5545 3.3.10, RFC 7529 4.2
 */
gboolean
mt_rule_parse (MtSlice text, gboolean is_date, MtRule *rule, MtReasonCode *why)
{
  *rule = (MtRule){ .interval = 1, .week_start = 2, .skip = "OMIT" };
  *why = MT_REASON_RULE;
  while (text.length > 0 && g_ascii_isspace (text.at[text.length - 1]))
    text.length--;
  if (!parse_parts (text, rule, why) || !is_allowed (rule))
    return FALSE;
  if (is_date)
    {
      /* A date has no time of day: these parts mean nothing, and a frequency below a day neither.
       */
      if (rule->freq < MT_FREQ_DAILY)
        return FALSE;
      for (guint i = MT_BY_SECOND; i <= MT_BY_HOUR; i++)
        rule->by[i].n = 0;
    }
  *why = MT_REASON_RULE_EMPTY;
  return strcmp (rule->skip, "OMIT") != 0 || has_days (rule);
}
