/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * One property of a component set, added or removed: how a value becomes a line.
 */
#include "config.h"

#include "ical/mt-ical-component-private.h"

#include <string.h>

#include "ical/mt-ical-writer.h"

/* TEXT properties, whose values are escaped. Source: RFC 5545 8.3.2. */
static gboolean
is_text (const char *name)
{
  static const char *const texts[] = { "SUMMARY",   "DESCRIPTION", "LOCATION", "COMMENT",
                                       "CONTACT",   "RELATED-TO",  "STATUS",   "CATEGORIES",
                                       "RESOURCES", "UID",         NULL };

  for (guint i = 0; texts[i]; i++)
    if (g_ascii_strcasecmp (name, texts[i]) == 0)
      return TRUE;
  return FALSE;
}

/* Parameters that speak of the old value. */
static gboolean
is_of_value (const char *param)
{
  static const char *const names[] = { "VALUE=",   "TZID=",    "ALTREP=", "ENCODING=",
                                       "CHARSET=", "FMTTYPE=", NULL };

  for (guint i = 0; names[i]; i++)
    if (g_ascii_strncasecmp (param, names[i], strlen (names[i])) == 0)
      return TRUE;
  return FALSE;
}

/* A quote that is never closed runs to the end of the line and swallows its value; without the
 * control characters in it, which no line may have, a parameter can mean another. */
static gboolean
is_sound (const char *param)
{
  gboolean closed = TRUE;

  for (; *param; param++)
    if (g_ascii_iscntrl (*param) && *param != '\t')
      return FALSE;
    else if (*param == '"')
      closed = !closed;
  return closed;
}

/* (transfer full): "NAME;PARAM=..;PARAM=.." */
static GString *
begin_line (const char *name, const MtIcalProperty *old)
{
  GString *line = g_string_new (name);

  for (guint i = 0; old && i < old->params->len; i++)
    {
      const char *param = g_ptr_array_index (old->params, i);

      if (!is_of_value (param) && is_sound (param))
        g_string_append_printf (line, ";%s", param);
    }
  return line;
}

/**
 * mt_ical_value_escape:
 * @name: a property
 * @value: its value, as a person reads it
 *
 * Returns: (transfer full): the value as it is written
 *
 * Source: RFC 5545 3.3.11
 */
char *
mt_ical_value_escape (const char *name, const char *value)
{
  return is_text (name) ? mt_ical_escape_text (value) : g_strdup (value);
}

/* An instant on the clock that the property, or DTSTART, is written on; NULL: none, or an hour that
 * this clock has twice. */
static char *
format_zoned (gint64 instant, const MtIcalProperty *form, const MtIcalZones *zones)
{
  g_autofree char *tzid = form ? mt_ical_property_dup_param (form, "TZID") : NULL;
  g_autoptr (MtZone) zone = tzid ? zones->lookup (tzid, zones->user_data) : NULL;
  MtTime wall = { MT_TIME_FLOATING, 0 };
  g_autofree char *value = NULL;

  if (!zone)
    return NULL;
  wall.value = mt_zone_to_wall (zone, instant);
  if (mt_zone_to_instant (zone, wall.value, MT_FOLD_FIRST) != instant)
    return NULL;
  value = mt_ical_time_format (wall);
  return g_strdup_printf (strpbrk (tzid, ":;,") ? ";TZID=\"%s\":%s" : ";TZID=%s:%s", tzid, value);
}

/**
 * mt_ical_line_append_time:
 * @line: "NAME;PARAM=.."
 * @time: a date or time
 * @form: (nullable): the property whose clock it is written on, if that clock has it
 * @zones: what a TZID means
 *
 * Ends a line with a time.
 */
void
mt_ical_line_append_time (GString *line,
                          MtTime time,
                          const MtIcalProperty *form,
                          const MtIcalZones *zones)
{
  g_autofree char *zoned =
      time.kind == MT_TIME_INSTANT ? format_zoned (time.value, form, zones) : NULL;
  g_autofree char *value = mt_ical_time_format (time);

  if (zoned)
    g_string_append (line, zoned);
  else
    g_string_append_printf (line, "%s:%s", time.kind == MT_TIME_DATE ? ";VALUE=DATE" : "", value);
}

static void
set_line (MtIcalComponent *self, gint index, const char *name, const char *line)
{
  gint other;

  if (index < 0)
    mt_ical_component_insert (self, -1, line);
  else
    mt_ical_component_put (self, index, line);
  while (index >= 0 && (other = mt_ical_component_find (self, name, index)) >= 0)
    mt_ical_component_remove (self, other);
}

/**
 * mt_ical_component_set_time:
 * @self: a component
 * @name: a property
 * @time: a date or time
 * @zones: what a TZID means
 *
 * Sets a property to a time, on the clock it was written on before, else that of DTSTART.
 */
void
mt_ical_component_set_time (MtIcalComponent *self,
                            const char *name,
                            MtTime time,
                            const MtIcalZones *zones)
{
  gint index = mt_ical_component_find (self, name, -1);
  g_autoptr (MtIcalProperty) old = mt_ical_component_dup_first (self, name);
  g_autoptr (MtIcalProperty) start = mt_ical_component_dup_first (self, "DTSTART");
  g_autoptr (GString) line = begin_line (name, old);

  mt_ical_line_append_time (line, time, old ? old : start, zones);
  set_line (self, index, name, line->str);
}

/**
 * mt_ical_component_set_value:
 * @self: a component
 * @name: a property
 * @value: its value, as a person reads it
 *
 * Sets a property; it stands once then.
 */
void
mt_ical_component_set_value (MtIcalComponent *self, const char *name, const char *value)
{
  gint index = mt_ical_component_find (self, name, -1);
  g_autoptr (MtIcalProperty) old = mt_ical_component_dup_first (self, name);
  g_autoptr (GString) line = begin_line (name, old);
  g_autofree char *escaped = mt_ical_value_escape (name, value);

  g_string_append_printf (line, ":%s", escaped);
  set_line (self, index, name, line->str);
}

/**
 * mt_ical_component_remove_all:
 * @self: a component
 * @name: a property
 *
 * Removes every line of a property.
 */
void
mt_ical_component_remove_all (MtIcalComponent *self, const char *name)
{
  gint index;

  while ((index = mt_ical_component_find (self, name, -1)) >= 0)
    mt_ical_component_remove (self, index);
}

static gint
find_last (const MtIcalComponent *self, const char *name)
{
  gint last = -1;

  for (gint i = mt_ical_component_find (self, name, -1); i >= 0;
       i = mt_ical_component_find (self, name, i))
    last = i;
  return last;
}

/**
 * mt_ical_component_add_line:
 * @self: a component
 * @name: the property of @line
 * @line: a line
 *
 * Adds a line behind the last one of its property, else at the end.
 */
void
mt_ical_component_add_line (MtIcalComponent *self, const char *name, const char *line)
{
  gint last = find_last (self, name);

  mt_ical_component_insert (self, last >= 0 ? last + 1 : -1, line);
}

/**
 * mt_ical_component_add_value:
 * @self: a component
 * @name: a property
 * @value: its value, as a person reads it
 *
 * Adds a line for one more value of a property.
 */
void
mt_ical_component_add_value (MtIcalComponent *self, const char *name, const char *value)
{
  g_autofree char *escaped = mt_ical_value_escape (name, value);
  g_autofree char *line = g_strdup_printf ("%s:%s", name, escaped);

  mt_ical_component_add_line (self, name, line);
}

/**
 * mt_ical_value_is:
 * @a: a value
 * @b: a value
 *
 * Returns: whether they are the same to a person: in any case, with any blanks around
 */
gboolean
mt_ical_value_is (const char *a, const char *b)
{
  g_autofree char *x = g_utf8_casefold (a, -1);
  g_autofree char *y = g_utf8_casefold (b, -1);

  return strcmp (g_strstrip (x), g_strstrip (y)) == 0;
}
