/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * The words of a typed time. They are taken one by one: the first that can be a time of day is it,
 * the first that can be a day is the day, and what is left together names the place.
 */
#include "config.h"

#include "core/mt-typed.h"

#include <glib/gi18n-lib.h>
#include <langinfo.h>
#include <string.h>

#define PREFIX_LENGTH 3 /* "thu", "thur", "thurs": at least so many letters of an English name */

static char *
fold (const char *word)
{
  g_autofree char *composed = g_utf8_normalize (word, -1, G_NORMALIZE_ALL_COMPOSE);
  return g_utf8_casefold (composed, -1);
}

/**
 * mt_typed_same_word:
 * @a: UTF-8
 * @b: UTF-8
 *
 * Compares what people type: in any case, however accents are encoded.
 *
 * Returns: whether both are the same
 */
gboolean
mt_typed_same_word (const char *a, const char *b)
{
  g_autofree char *x = fold (a);
  g_autofree char *y = fold (b);
  return strcmp (x, y) == 0;
}

/* ---- time of day ---- */

static guint
read_number (const char **at, guint max_digits, int *value)
{
  guint n = 0;
  for (*value = 0; n < max_digits && g_ascii_isdigit (**at); n++, (*at)++)
    *value = *value * 10 + g_ascii_digit_value (**at);
  return n;
}

/* Half of the day that a word names: 'a', 'p', or '\0' for neither. */
static char
half_of (const char *word)
{
  if (mt_typed_same_word (word, "am") || mt_typed_same_word (word, "a.m."))
    return 'a';
  if (mt_typed_same_word (word, "pm") || mt_typed_same_word (word, "p.m."))
    return 'p';
  return '\0';
}

/* Reads "15", "15:30", "15:30:20", "15h", "15h30", and gives what stands behind it. */
static gboolean
read_clock (const char *word, int *hour, int *below_s, const char **rest)
{
  int minute = 0, second = 0;
  const char *at = word;

  if (read_number (&at, 2, hour) == 0)
    return FALSE;
  char mark = g_ascii_tolower (*at);
  if (mark == ':' || mark == 'h')
    {
      guint digits = (at++, read_number (&at, 2, &minute));
      if (digits != 2 && !(digits == 0 && mark == 'h'))
        return FALSE;
      if (mark == ':' && *at == ':' && (at++, read_number (&at, 2, &second)) != 2)
        return FALSE;
    }
  *below_s = minute * 60 + second;
  *rest = at;
  return minute <= 59 && second <= 59 && !g_ascii_isdigit (*at);
}

static gboolean
hour_of_half (int *hour, char half)
{
  if (*hour < 1 || *hour > 12)
    return FALSE;
  *hour = *hour % 12 + (half == 'p' ? 12 : 0);
  return TRUE;
}

/* Takes `words[0]`, and `words[1]` where it says which half of the day; gives how many. */
static guint
take_time (MtTyped *typed, char **words)
{
  int hour, below_s;
  const char *rest;
  guint taken = 1;

  if (typed->has_time || !read_clock (words[0], &hour, &below_s, &rest))
    return 0;
  char half = half_of (rest);
  if (*rest == '\0' && words[1] != NULL && (half = half_of (words[1])) != '\0')
    taken = 2;
  if (*rest != '\0' && half == '\0')
    return 0;
  if (half != '\0' ? !hour_of_half (&hour, half) : hour > 23)
    return 0;
  typed->has_time = TRUE;
  typed->clock_s = hour * 3600 + below_s;
  return taken;
}

/* ---- day ---- */

static gboolean
is_prefix (const char *word, const char *name)
{
  g_autofree char *folded = g_utf8_casefold (word, -1);
  return strlen (folded) >= PREFIX_LENGTH && g_str_has_prefix (name, folded);
}

/* The name as the C library has it for the user's locale; abbreviations may end in a point. */
static gboolean
is_local_name (const char *word, nl_item item)
{
  g_autofree char *name = g_locale_to_utf8 (nl_langinfo (item), -1, NULL, NULL, NULL);
  if (name == NULL || *name == '\0')
    return FALSE;
  if (mt_typed_same_word (word, name))
    return TRUE;
  gsize length = strlen (name);
  if (name[length - 1] != '.')
    return FALSE;
  name[length - 1] = '\0';
  return mt_typed_same_word (word, name);
}

static gboolean
read_weekday (const char *word, MtWeekday *weekday)
{
  static const struct
  {
    const char *english;
    nl_item name;
    nl_item abbreviation;
  } days[] = {
    [MT_MONDAY] = { "monday", DAY_2, ABDAY_2 },
    [MT_TUESDAY] = { "tuesday", DAY_3, ABDAY_3 },
    [MT_WEDNESDAY] = { "wednesday", DAY_4, ABDAY_4 },
    [MT_THURSDAY] = { "thursday", DAY_5, ABDAY_5 },
    [MT_FRIDAY] = { "friday", DAY_6, ABDAY_6 },
    [MT_SATURDAY] = { "saturday", DAY_7, ABDAY_7 },
    [MT_SUNDAY] = { "sunday", DAY_1, ABDAY_1 },
  };
  for (guint i = 0; i < G_N_ELEMENTS (days); i++)
    if (is_local_name (word, days[i].name) || is_local_name (word, days[i].abbreviation))
      {
        *weekday = (MtWeekday) i;
        return TRUE;
      }
  for (guint i = 0; i < G_N_ELEMENTS (days); i++)
    if (is_prefix (word, days[i].english))
      {
        *weekday = (MtWeekday) i;
        return TRUE;
      }
  return FALSE;
}

static gboolean
take_day (MtTyped *typed, const char *word)
{
  if (typed->day != MT_TYPED_DAY_NONE)
    return FALSE;
  if (mt_date_parse (word, &typed->date))
    typed->day = MT_TYPED_DAY_DATE;
  else if (mt_typed_same_word (word, "today") ||
           mt_typed_same_word (word, C_ ("typed day", "today")))
    typed->day = MT_TYPED_DAY_TODAY;
  else if (mt_typed_same_word (word, "tomorrow") ||
           mt_typed_same_word (word, C_ ("typed day", "tomorrow")))
    typed->day = MT_TYPED_DAY_TOMORROW;
  else if (read_weekday (word, &typed->weekday))
    typed->day = MT_TYPED_DAY_WEEKDAY;
  return typed->day != MT_TYPED_DAY_NONE;
}

/* ---- words ---- */

static gboolean
is_filler (const char *word)
{
  static const char *const fillers[] = { "at", "in", "on", "@" };
  for (guint i = 0; i < G_N_ELEMENTS (fillers); i++)
    if (mt_typed_same_word (word, fillers[i]))
      return TRUE;
  return FALSE;
}

/**
 * mt_typed_split:
 * @text: UTF-8
 *
 * Splits a text into words at white space of any kind and at commas.
 *
 * Returns: (transfer full): the words
 */
char **
mt_typed_split (const char *text)
{
  GPtrArray *words = g_ptr_array_new ();
  GString *word = g_string_new (NULL);
  for (const char *at = text;; at = g_utf8_next_char (at))
    {
      gunichar c = g_utf8_get_char (at);
      if (c != '\0' && c != ',' && !g_unichar_isspace (c))
        {
          g_string_append_unichar (word, c);
          continue;
        }
      if (word->len > 0)
        g_ptr_array_add (words, g_strdup (word->str));
      g_string_truncate (word, 0);
      if (c == '\0')
        break;
    }
  g_string_free (word, TRUE);
  g_ptr_array_add (words, NULL);
  return (char **) g_ptr_array_free (words, FALSE);
}

/**
 * mt_typed_read:
 * @self: (out caller-allocates): what was understood; clear it with mt_typed_clear()
 * @text: what somebody typed, UTF-8
 *
 * Sorts the words of a typed time. Weekdays are known in English (also the first three letters or
 * more) and as the C library names them in the user's locale; "at", "in", "on" are passed over.
 */
void
mt_typed_read (MtTyped *self, const char *text)
{
  g_auto (GStrv) words = mt_typed_split (text);

  *self = (MtTyped){ .rest = g_string_new (NULL) };
  for (char **word = words; *word != NULL;)
    {
      guint taken = take_time (self, word);
      if (taken == 0 && !take_day (self, *word) && !is_filler (*word))
        g_string_append_printf (self->rest, "%s%s", self->rest->len > 0 ? " " : "", *word);
      word += MAX (taken, 1);
    }
}

/**
 * mt_typed_clear:
 * @self: what mt_typed_read() gave
 *
 * Frees what it holds.
 */
void
mt_typed_clear (MtTyped *self)
{
  if (self->rest != NULL)
    g_string_free (g_steal_pointer (&self->rest), TRUE);
}

/**
 * mt_typed_resolve_day:
 * @self: what was typed
 * @today: the date now, where the place is
 *
 * Gives the date that is meant: a weekday is the first such date that is not yet past, @today
 * included; no day is @today.
 *
 * Returns: the date
 */
MtDate
mt_typed_resolve_day (const MtTyped *self, MtDate today)
{
  switch (self->day)
    {
    case MT_TYPED_DAY_DATE:
      return self->date;
    case MT_TYPED_DAY_TOMORROW:
      return today + 1;
    case MT_TYPED_DAY_WEEKDAY:
      return today + (self->weekday + 7 - mt_date_weekday (today)) % 7;
    case MT_TYPED_DAY_NONE:
    case MT_TYPED_DAY_TODAY:
    default:
      return today;
    }
}
