/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * Instants and lengths as text: RFC 3339 and "1d4h30m".
 */
#include "config.h"

#include "core/mt-instant.h"

#include <string.h>

/* No length anybody means is longer, and sums of two stay far from overflow. */
#define LENGTH_MAX_S (G_GINT64_CONSTANT (36525) * MT_DAY_S)

/* Reads exactly `digits` ASCII digits at `*at` and moves on. */
static gboolean
read_digits (const char **at, guint digits, int *value)
{
  int sum = 0;
  for (guint i = 0; i < digits; i++)
    {
      if (!g_ascii_isdigit ((*at)[i]))
        return FALSE;
      sum = sum * 10 + g_ascii_digit_value ((*at)[i]);
    }
  *at += digits;
  *value = sum;
  return TRUE;
}

static gboolean
read_char (const char **at, char wanted)
{
  if (g_ascii_tolower (**at) != wanted)
    return FALSE;
  (*at)++;
  return TRUE;
}

static gboolean
read_date (const char **at, MtDate *date)
{
  int year, month, day;
  if (!read_digits (at, 4, &year) || !read_char (at, '-') || !read_digits (at, 2, &month) ||
      !read_char (at, '-') || !read_digits (at, 2, &day))
    return FALSE;
  if (!mt_date_is_valid_civil (year, month, day))
    return FALSE;
  *date = mt_date_from_civil (year, month, day);
  return TRUE;
}

/* Seconds since midnight; 60 seconds are for the caller to judge, who knows the offset. */
static gboolean
read_clock (const char **at, int *clock_s)
{
  int hour, minute, second;
  if (!read_digits (at, 2, &hour) || !read_char (at, ':') || !read_digits (at, 2, &minute) ||
      !read_char (at, ':') || !read_digits (at, 2, &second))
    return FALSE;
  if (hour > 23 || minute > 59 || second > 60)
    return FALSE;
  *clock_s = hour * 3600 + minute * 60 + second;
  return TRUE;
}

/* Instants are whole seconds: a fraction is read and dropped. */
static gboolean
skip_fraction (const char **at)
{
  if (**at != '.')
    return TRUE;
  const char *digits = ++*at;
  while (g_ascii_isdigit (**at))
    (*at)++;
  return *at > digits;
}

static gboolean
read_offset (const char **at, int *offset_s)
{
  int hour, minute;
  *offset_s = 0;
  if (read_char (at, 'z'))
    return TRUE;
  int sign = **at == '-' ? -1 : 1;
  if (!read_char (at, '+') && !read_char (at, '-'))
    return FALSE;
  if (!read_digits (at, 2, &hour) || !read_char (at, ':') || !read_digits (at, 2, &minute))
    return FALSE;
  *offset_s = sign * (hour * 3600 + minute * 60);
  return hour <= 23 && minute <= 59;
}

/**
 * mt_instant_parse:
 * @rfc3339: a date-time of RFC 3339, "2026-11-24T15:22:00+01:00"
 * @instant: (out): Unix seconds
 *
 * Reads an instant. Letters may be small, a fraction of a second is dropped, and a leap second
 * (only at 23:59:60 UTC) counts as the second after it. Anything else the grammar does not have (a
 * space for the "T", an offset without a colon, a missing offset) is refused, and so is what lies
 * outside the years 1600 to 2199 in UTC.
 *
 * Source: RFC 3339 sections 5.6 and 5.7.
 *
 * Returns: whether @rfc3339 is such an instant; @instant is untouched if not
 */
gboolean
mt_instant_parse (const char *rfc3339, gint64 *instant)
{
  MtDate date;
  int clock_s, offset_s;

  g_return_val_if_fail (rfc3339 != NULL && instant != NULL, FALSE);

  const char *at = rfc3339;
  if (!read_date (&at, &date) || !read_char (&at, 't') || !read_clock (&at, &clock_s))
    return FALSE;
  gboolean leap = strncmp (at - 2, "60", 2) == 0;
  if (!skip_fraction (&at) || !read_offset (&at, &offset_s) || *at != '\0')
    return FALSE;

  gint64 found = (gint64) date * MT_DAY_S + clock_s - offset_s;
  if (leap && found % MT_DAY_S != 0)
    return FALSE;
  if (found < (gint64) MT_DATE_MIN * MT_DAY_S || found >= (gint64) MT_DATE_MAX * MT_DAY_S)
    return FALSE;
  *instant = found;
  return TRUE;
}

static char *
format_wall (gint64 wall_s, const char *offset)
{
  int year, month, day;
  MtDate date = mt_date_of_wall (wall_s);
  int clock_s = (int) (wall_s - mt_date_to_wall (date));

  mt_date_to_civil (date, &year, &month, &day);
  return g_strdup_printf ("%04d-%02d-%02dT%02d:%02d:%02d%s", year, month, day, clock_s / 3600,
                          clock_s / 60 % 60, clock_s % 60, offset);
}

/**
 * mt_instant_format_utc:
 * @instant: Unix seconds
 *
 * Writes an instant as commands show it: RFC 3339 in UTC with "Z", without a fraction.
 *
 * Source: RFC 3339 section 5.6.
 *
 * Returns: (transfer full): for example "2026-11-24T14:22:00Z"
 */
char *
mt_instant_format_utc (gint64 instant)
{
  return format_wall (instant, "Z");
}

/**
 * mt_instant_format_local:
 * @instant: Unix seconds
 * @offset_s: seconds that local time is ahead of UTC at @instant
 *
 * Writes an instant as local time with a numeric offset (RFC 3339), "+00:00" included. Offsets of
 * the 19th century have seconds, which RFC 3339 cannot say: they are rounded to the minute and the
 * clock time with them, so that the text still names the same instant.
 *
 * Source: RFC 3339 sections 4.2 and 5.6.
 *
 * Returns: (transfer full): for example "2026-11-24T15:22:00+01:00"
 */
char *
mt_instant_format_local (gint64 instant, gint32 offset_s)
{
  char offset[16];
  int size_min = (ABS (offset_s) + 30) / 60;
  gint64 rounded_s = (gint64) size_min * 60 * (offset_s < 0 ? -1 : 1);

  g_snprintf (offset, sizeof offset, "%c%02d:%02d", rounded_s < 0 ? '-' : '+', size_min / 60,
              size_min % 60);
  return format_wall (instant + rounded_s, offset);
}

/**
 * mt_length_parse:
 * @text: a length `[Nd][Nh][Nm]`, at least one part, for example "24h" or "1d4h30m"
 * @length_s: (out): seconds; a "d" is 24 hours
 *
 * Reads a length. Parts stand in this order and once each; nothing is longer than 36,525 days.
 *
 * Returns: whether @text is such a length; @length_s is untouched if not
 */
gboolean
mt_length_parse (const char *text, gint64 *length_s)
{
  static const struct
  {
    char unit;
    gint64 seconds;
  } parts[] = { { 'd', MT_DAY_S }, { 'h', 3600 }, { 'm', 60 } };
  gint64 sum = 0;

  g_return_val_if_fail (text != NULL && length_s != NULL, FALSE);

  const char *at = text;
  for (guint i = 0; i < G_N_ELEMENTS (parts) && g_ascii_isdigit (*at); i++)
    {
      char *end = NULL;
      guint64 n = g_ascii_strtoull (at, &end, 10);
      if (*end != parts[i].unit)
        continue;
      if (n > (guint64) LENGTH_MAX_S / parts[i].seconds)
        return FALSE;
      sum += (gint64) n * parts[i].seconds;
      at = end + 1;
    }
  if (at == text || *at != '\0' || sum > LENGTH_MAX_S)
    return FALSE;
  *length_s = sum;
  return TRUE;
}

/**
 * mt_length_format:
 * @length_s: seconds, not negative; what is less than a minute is dropped
 *
 * Writes a length so that mt_length_parse() reads it.
 *
 * Returns: (transfer full): for example "1d4h30m", "0m" for nothing
 */
char *
mt_length_format (gint64 length_s)
{
  g_return_val_if_fail (length_s >= 0, NULL);

  g_autoptr (GString) text = g_string_new (NULL);
  gint64 days = length_s / MT_DAY_S, hours = length_s / 3600 % 24, minutes = length_s / 60 % 60;
  if (days > 0)
    g_string_append_printf (text, "%" G_GINT64_FORMAT "d", days);
  if (hours > 0)
    g_string_append_printf (text, "%" G_GINT64_FORMAT "h", hours);
  if (minutes > 0 || text->len == 0)
    g_string_append_printf (text, "%" G_GINT64_FORMAT "m", minutes);
  return g_string_free (g_steal_pointer (&text), FALSE);
}
