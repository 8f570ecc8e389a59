/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * Logical lines of iCalendar text where they stand, and one of them taken apart: for changing
 * lines; what a calendar means is the worker's business.
 */
#include "config.h"

#include "ical/mt-ical-property.h"

#include <string.h>

#include "core/mt-date.h"
#include "ical/mt-ical-bytes.h"

/**
 * mt_ical_lines_next:
 * @self: where to go on
 * @line: (out): the next logical line
 *
 * Returns: whether there is one
 *
 * Source: RFC 5545 3.1
 */
gboolean
mt_ical_lines_next (MtIcalLines *self, MtIcalLine *line)
{
  const char *at = self->at;

  if (at == self->end)
    return FALSE;
  line->start = at;
  do
    {
      const char *newline = memchr (at, '\n', self->end - at);

      at = newline ? newline + 1 : self->end;
    }
  while (at < self->end && (*at == ' ' || *at == '\t'));
  line->end = self->at = at;
  return TRUE;
}

/**
 * mt_ical_line_is:
 * @self: a line
 * @name: name of a property, in any case
 *
 * Returns: whether the line is one of that property
 */
gboolean
mt_ical_line_is (const MtIcalLine *self, const char *name)
{
  gsize length = strlen (name);

  return (gsize) (self->end - self->start) > length &&
         g_ascii_strncasecmp (self->start, name, length) == 0 &&
         (self->start[length] == ':' || self->start[length] == ';');
}

/**
 * mt_ical_line_is_begin:
 * @self: a line
 * @component: (nullable): a component, in any case; %NULL: any
 *
 * Returns: whether the line begins it
 */
gboolean
mt_ical_line_is_begin (const MtIcalLine *self, const char *component)
{
  g_autoptr (MtIcalProperty) property = NULL;

  if (!mt_ical_line_is (self, "BEGIN"))
    return FALSE;
  if (!component)
    return TRUE;
  property = mt_ical_property_new (self->start, self->end - self->start);
  return g_ascii_strcasecmp (property->value, component) == 0;
}

/* The end of a part: the first of @stops outside of quotes. */
static const char *
part_end (const char *at, const char *stops)
{
  gboolean quoted = FALSE;

  for (; *at; at++)
    if (*at == '"')
      quoted = !quoted;
    else if (!quoted && strchr (stops, *at))
      return at;
  return at;
}

/**
 * mt_ical_property_new:
 * @start: a logical line, folded or not
 * @length: bytes
 *
 * Returns: (transfer full): the line taken apart
 *
 * Source: RFC 5545 3.1
 */
MtIcalProperty *
mt_ical_property_new (const char *start, gsize length)
{
  MtIcalProperty *self = g_new0 (MtIcalProperty, 1);
  g_autofree char *text = mt_ical_bytes_to_utf8 (start, length, NULL);
  const char *at = part_end (text, ";:");

  self->name = g_strndup (text, at - text);
  self->params = g_ptr_array_new_with_free_func (g_free);
  while (*at == ';')
    {
      const char *end = part_end (at + 1, ";:");

      g_ptr_array_add (self->params, g_strndup (at + 1, end - at - 1));
      at = end;
    }
  self->value = g_strstrip (g_strdup (*at == ':' ? at + 1 : at));
  return self;
}

/**
 * mt_ical_property_free:
 * @self: (transfer full): a property
 *
 * Frees it.
 */
void
mt_ical_property_free (MtIcalProperty *self)
{
  g_free (self->name);
  g_ptr_array_unref (self->params);
  g_free (self->value);
  g_free (self);
}

/**
 * mt_ical_property_dup_line:
 * @self: a property
 * @value: its value, as it is written
 *
 * Returns: (transfer full): the property as one line again, with that value
 */
char *
mt_ical_property_dup_line (const MtIcalProperty *self, const char *value)
{
  g_autoptr (GString) line = g_string_new (self->name);

  for (guint i = 0; i < self->params->len; i++)
    g_string_append_printf (line, ";%s", (const char *) g_ptr_array_index (self->params, i));
  g_string_append_printf (line, ":%s", value);
  return g_strdup (line->str);
}

/**
 * mt_ical_property_dup_param:
 * @self: a property
 * @name: name of a parameter, in any case
 *
 * Returns: (transfer full) (nullable): its value without quotes
 */
char *
mt_ical_property_dup_param (const MtIcalProperty *self, const char *name)
{
  gsize length = strlen (name);

  for (guint i = 0; i < self->params->len; i++)
    {
      const char *param = g_ptr_array_index (self->params, i);
      gsize end = strlen (param);

      if (g_ascii_strncasecmp (param, name, length) != 0 || param[length] != '=')
        continue;
      param += length + 1;
      end -= length + 1;
      if (end >= 2 && param[0] == '"' && param[end - 1] == '"')
        return g_strndup (param + 1, end - 2);
      return g_strdup (param);
    }
  return NULL;
}

static gboolean
read_digits (const char *text, guint n, int *number)
{
  *number = 0;
  for (guint i = 0; i < n; i++)
    {
      if (!g_ascii_isdigit (text[i]))
        return FALSE;
      *number = *number * 10 + (text[i] - '0');
    }
  return TRUE;
}

static gboolean
read_date (const char *text, MtDate *date)
{
  int year, month, day;

  if (strlen (text) < 8 || !read_digits (text, 4, &year) || !read_digits (text + 4, 2, &month) ||
      !read_digits (text + 6, 2, &day) || !mt_date_is_valid_civil (year, month, day))
    return FALSE;
  *date = mt_date_from_civil (year, month, day);
  return TRUE;
}

static gboolean
read_clock (const char *text, gint64 *clock_s)
{
  int hour, minute, second;

  if (strlen (text) < 7 || *text != 'T' || !read_digits (text + 1, 2, &hour) ||
      !read_digits (text + 3, 2, &minute) || !read_digits (text + 5, 2, &second))
    return FALSE;
  *clock_s = hour * 3600 + minute * 60 + second;
  return hour < 24 && minute < 60 && second <= 60;
}

/**
 * mt_ical_property_time:
 * @self: a property whose value is a date or a date-time
 * @lookup: finds the zone a TZID means
 * @user_data: for @lookup
 *
 * Returns: what it says; none when it says nothing that can be read, or in a zone nobody knows
 *
 * Source: RFC 5545 3.3.4, 3.3.5
 */
MtTime
mt_ical_property_time (const MtIcalProperty *self, MtZoneLookup lookup, gpointer user_data)
{
  const MtTime none = { MT_TIME_NONE, 0 };
  g_autofree char *tzid = mt_ical_property_dup_param (self, "TZID");
  g_autoptr (MtZone) zone = NULL;
  const char *value = self->value;
  MtDate date;
  gint64 clock_s, wall;

  if (!read_date (value, &date))
    return none;
  if (value[8] == '\0')
    return (MtTime){ MT_TIME_DATE, date };
  if (!read_clock (value + 8, &clock_s))
    return none;
  wall = mt_date_to_wall (date) + clock_s;
  if (strcmp (value + 15, "Z") == 0)
    return (MtTime){ MT_TIME_INSTANT, wall };
  if (value[15] != '\0')
    return none;
  if (!tzid)
    return (MtTime){ MT_TIME_FLOATING, wall };
  zone = lookup (tzid, user_data);
  return zone ? (MtTime){ MT_TIME_INSTANT, mt_zone_to_instant (zone, wall, MT_FOLD_FIRST) } : none;
}

/**
 * mt_ical_unescape_text:
 * @text: a TEXT value, UTF-8
 * @length: bytes
 *
 * Returns: (transfer full): what it says
 *
 * Source: RFC 5545 3.3.11
 */
char *
mt_ical_unescape_text (const char *text, gsize length)
{
  GString *out = g_string_sized_new (length);

  for (gsize i = 0; i < length; i++)
    if (text[i] != '\\' || i + 1 == length)
      g_string_append_c (out, text[i]);
    else
      {
        i++;
        g_string_append_c (out, text[i] == 'n' || text[i] == 'N' ? '\n' : text[i]);
      }
  return g_string_free (out, FALSE);
}

/**
 * mt_ical_time_format:
 * @time: a date or time
 *
 * Returns: (transfer full): it as a value: an instant in UTC
 *
 * Source: RFC 5545 3.3.4, 3.3.5
 */
char *
mt_ical_time_format (MtTime time)
{
  gboolean is_date = time.kind == MT_TIME_DATE;
  MtDate date = is_date ? (MtDate) time.value : mt_date_of_wall (time.value);
  int clock_s = is_date ? 0 : (int) (time.value - mt_date_to_wall (date));
  int year, month, day;

  mt_date_to_civil (date, &year, &month, &day);
  if (is_date)
    return g_strdup_printf ("%04d%02d%02d", year, month, day);
  return g_strdup_printf ("%04d%02d%02dT%02d%02d%02d%s", year, month, day, clock_s / 3600,
                          clock_s / 60 % 60, clock_s % 60, time.kind == MT_TIME_INSTANT ? "Z" : "");
}
