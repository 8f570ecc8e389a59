/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * Dates as they are typed and shown in a field: as the locale writes them, as ISO 8601 does, with a
 * name of the month, a weekday, "today". Without a year it is the next such day.
 */
#include "config.h"

#include "ui/editor/mt-date-text.h"

#include <glib/gi18n-lib.h>
#include <langinfo.h>
#include <string.h>
#include <time.h>

#include "core/mt-typed.h"

#define N_MONTHS 12
#define MAX_NUMBERS 3

/* The locale's way to write a date, with all digits of the year. %NULL where that is the C
 * locale's, which nobody uses on purpose. Source: nl_langinfo(3), D_FMT. */
static char *
dup_locale_format (void)
{
  const char *format = nl_langinfo (D_FMT);
  g_autoptr (GString) full = g_string_new (format);

  if (g_str_equal (format, "%m/%d/%y"))
    return NULL;
  g_string_replace (full, "%y", "%Y", 0);
  g_string_replace (full, "%D", "%m/%d/%Y", 0);
  return g_string_free (g_steal_pointer (&full), FALSE);
}

/**
 * mt_date_text_format:
 * @date: a date
 *
 * Returns: (transfer full): the date as the locale writes it in figures, with all of its year
 */
char *
mt_date_text_format (MtDate date)
{
  g_autofree char *format = dup_locale_format ();
  g_autofree char *text = NULL;
  g_autoptr (GDateTime) day = NULL;
  MtDate read;
  int year, month, in_month;

  mt_date_to_civil (date, &year, &month, &in_month);
  day = g_date_time_new_utc (year, month, in_month, 0, 0, 0);
  if (format != NULL && day != NULL)
    text = g_date_time_format (day, format);
  /* Some locales write what they cannot read: another calendar, a name in another case. */
  if (text == NULL || !mt_date_text_read (text, date, &read) || read != date)
    return mt_date_format (date);
  return g_steal_pointer (&text);
}

static gboolean
take_civil (int year, int month, int day, MtDate *date)
{
  if (year < 1600 || year > 2199 || !mt_date_is_valid_civil (year, month, day))
    return FALSE;
  *date = mt_date_from_civil (year, month, day);
  return TRUE;
}

/* The next date with that day and month; the 29th of February may be years away. */
static gboolean
take_next (int month, int day, MtDate today, MtDate *date)
{
  int year;

  mt_date_to_civil (today, &year, NULL, NULL);
  for (int i = 0; i <= 8; i++)
    if (take_civil (year + i, month, day, date) && *date >= today)
      return TRUE;
  return FALSE;
}

/* The month that a word names: in full or in short, as the locale or English has it. */
static int
find_month (const char *word)
{
  static const char *const english[] = { "jan", "feb", "mar", "apr", "may", "jun",
                                         "jul", "aug", "sep", "oct", "nov", "dec" };
  g_autofree char *folded = g_utf8_casefold (word, -1);

  for (int i = 0; i < N_MONTHS; i++)
    {
      g_autofree char *name = g_utf8_casefold (nl_langinfo (MON_1 + i), -1);

      if (g_utf8_strlen (folded, -1) >= 3 &&
          (g_str_has_prefix (name, folded) || g_str_has_prefix (folded, english[i]) ||
           mt_typed_same_word (word, nl_langinfo (ABMON_1 + i))))
        return i + 1;
    }
  return 0;
}

/* The numbers and the name of a month in what is typed. */
typedef struct
{
  int numbers[MAX_NUMBERS];
  guint digits[MAX_NUMBERS]; /* how many each was typed with */
  guint n;
  int month; /* 0: none is named */
} Parts;

static gboolean
add_number (Parts *parts, const char **at)
{
  guint i = parts->n;

  if (i == MAX_NUMBERS)
    return FALSE;
  for (; g_unichar_isdigit (g_utf8_get_char (*at)); *at = g_utf8_next_char (*at))
    {
      if (++parts->digits[i] > 4)
        return FALSE;
      parts->numbers[i] = parts->numbers[i] * 10 + g_unichar_digit_value (g_utf8_get_char (*at));
    }
  parts->n++;
  return TRUE;
}

/* A word is the name of a month or one of the small ones between ("de", "of", "年"): those of more
 * than two letters that are no month are not understood. */
static gboolean
add_word (Parts *parts, const char **at)
{
  const char *start = *at;
  g_autofree char *word = NULL;

  while (g_unichar_isalpha (g_utf8_get_char (*at)) || g_unichar_ismark (g_utf8_get_char (*at)))
    *at = g_utf8_next_char (*at);
  word = g_strndup (start, (gsize) (*at - start));
  if (parts->month == 0 && (parts->month = find_month (word)) != 0)
    return TRUE;
  return g_utf8_strlen (word, -1) <= 2;
}

static gboolean
split_parts (const char *text, Parts *parts)
{
  for (const char *at = text; *at != '\0';)
    {
      gunichar c = g_utf8_get_char (at);

      if (g_unichar_isdigit (c) ? !add_number (parts, &at)
                                : (g_unichar_isalpha (c) && !add_word (parts, &at)))
        return FALSE;
      if (!g_unichar_isdigit (c) && !g_unichar_isalpha (c))
        at = g_utf8_next_char (at);
    }
  return parts->n > 0;
}

/* Whether the locale has the month before the day. */
static gboolean
is_month_first (void)
{
  const char *format = nl_langinfo (D_FMT);
  const char *month = strpbrk (format, "mbBD"), *day = strpbrk (format, "de");

  return month != NULL && (day == NULL || month < day);
}

static gboolean
resolve (Parts *parts, MtDate today, MtDate *date)
{
  const guint n = parts->n;
  int *numbers = parts->numbers;
  int year = -1, month = parts->month, first = 0;

  if (n > 1 && parts->digits[0] > 2)
    year = numbers[first++];
  else if (n == 3 || (n == 2 && month != 0))
    year = numbers[n - 1] + (parts->digits[n - 1] <= 2 ? 2000 : 0);
  if (n - (year >= 0) != (month != 0 ? 1u : 2u))
    return FALSE;
  if (month == 0)
    {
      gboolean month_first = first > 0 || is_month_first ();
      int day = numbers[first + (month_first ? 1 : 0)];

      month = numbers[first + (month_first ? 0 : 1)];
      first = 0;
      numbers[0] = day;
    }
  return year >= 0 ? take_civil (year, month, numbers[first], date)
                   : take_next (month, numbers[first], today, date);
}

static gboolean
read_words (const char *text, MtDate today, MtDate *date)
{
  g_auto (MtTyped) typed = { 0 };

  mt_typed_read (&typed, text);
  if (typed.day == MT_TYPED_DAY_NONE || typed.has_time || typed.rest->len > 0)
    return FALSE;
  *date = mt_typed_resolve_day (&typed, today);
  return TRUE;
}

/**
 * mt_date_text_read:
 * @text: what somebody typed, UTF-8
 * @today: the date now
 * @date: (out): the date that is meant
 *
 * Reads a date in the order of the locale, with or without the year, or as `YYYY-MM-DD`; a weekday
 * is the first one not yet past.
 *
 * Returns: whether it is one
 */
gboolean
mt_date_text_read (const char *text, MtDate today, MtDate *date)
{
  g_autofree char *trimmed = g_strstrip (g_strdup (text));
  Parts parts = { 0 };

  if (trimmed[0] == '\0')
    return FALSE;
  if (read_words (trimmed, today, date))
    return TRUE;
  return split_parts (trimmed, &parts) && resolve (&parts, today, date);
}

/* "24 Dec", with the year when it is not this one. */
static char *
format_day (MtFormat *format, MtDate date, MtDate today)
{
  g_autofree char *text = mt_format_date (format, date);
  int year, this_year;

  mt_date_to_civil (date, &year, NULL, NULL);
  mt_date_to_civil (today, &this_year, NULL, NULL);
  if (year == this_year)
    return g_steal_pointer (&text);
  /* Translators: a date and its year: "Fri 1 Jan 2027". */
  return g_strdup_printf (C_ ("date and year", "%s %d"), text, year);
}

/**
 * mt_date_text_period:
 * @format: how dates are written
 * @from: the first day
 * @to: the last one
 * @today: the date now: its year is left out
 *
 * Returns: (transfer full): "Thu 24 Dec – Fri 1 Jan 2027", or one date
 */
char *
mt_date_text_period (MtFormat *format, MtDate from, MtDate to, MtDate today)
{
  g_autofree char *first = format_day (format, from, today);
  g_autofree char *last = NULL;

  if (from == to)
    return g_steal_pointer (&first);
  last = format_day (format, to, today);
  /* Translators: from and to a date: "Thu 24 Dec – Fri 1 Jan 2027". */
  return g_strdup_printf (C_ ("dates", "%s – %s"), first, last);
}
