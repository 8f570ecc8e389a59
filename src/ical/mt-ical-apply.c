/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * Fields of a change applied to the lines of one component.
 */
#include "config.h"

#include "ical/mt-ical-component.h"

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

static char *
escape (const char *name, const char *value)
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

static void
append_time (GString *line, MtTime time, const MtIcalProperty *form, const MtIcalZones *zones)
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

static void
set_time (MtIcalComponent *self, const char *name, MtTime time, const MtIcalZones *zones)
{
  gint index = mt_ical_component_find (self, name, -1);
  g_autoptr (MtIcalProperty) old = mt_ical_component_dup_first (self, name);
  g_autoptr (MtIcalProperty) start = mt_ical_component_dup_first (self, "DTSTART");
  g_autoptr (GString) line = begin_line (name, old);

  append_time (line, time, old ? old : start, zones);
  set_line (self, index, name, line->str);
}

static void
set_value (MtIcalComponent *self, const char *name, const char *value)
{
  gint index = mt_ical_component_find (self, name, -1);
  g_autoptr (MtIcalProperty) old = mt_ical_component_dup_first (self, name);
  g_autoptr (GString) line = begin_line (name, old);
  g_autofree char *escaped = escape (name, value);

  g_string_append_printf (line, ":%s", escaped);
  set_line (self, index, name, line->str);
}

static void
remove_all (MtIcalComponent *self, const char *name)
{
  gint index;

  while ((index = mt_ical_component_find (self, name, -1)) >= 0)
    mt_ical_component_remove (self, index);
}

static void
apply_set (MtIcalComponent *self, const MtChangeField *field, const MtIcalZones *zones)
{
  if (field->time.kind != MT_TIME_NONE)
    set_time (self, field->name, field->time, zones);
  else if (field->value)
    set_value (self, field->name, field->value);
  else
    remove_all (self, field->name);
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

static void
add_line (MtIcalComponent *self, const char *name, const char *line)
{
  gint last = find_last (self, name);

  mt_ical_component_insert (self, last >= 0 ? last + 1 : -1, line);
}

static void
apply_add (MtIcalComponent *self, const MtChangeField *field)
{
  g_autofree char *escaped = escape (field->name, field->value);
  g_autofree char *line = g_strdup_printf ("%s:%s", field->name, escaped);

  add_line (self, field->name, line);
}

/* (transfer full): the values of a list, as written. */
static GStrv
split_list (const char *value)
{
  g_autoptr (GStrvBuilder) parts = g_strv_builder_new ();
  const char *start = value;
  const char *at = value;

  for (; *at; at++)
    if (*at == '\\' && at[1])
      at++;
    else if (*at == ',')
      {
        g_autofree char *part = g_strndup (start, at - start);

        g_strv_builder_add (parts, part);
        start = at + 1;
      }
  g_strv_builder_add (parts, start);
  return g_strv_builder_end (parts);
}

static gboolean
same_text (const char *a, const char *b)
{
  g_autofree char *x = g_utf8_casefold (a, -1);
  g_autofree char *y = g_utf8_casefold (b, -1);

  return strcmp (g_strstrip (x), g_strstrip (y)) == 0;
}

static gboolean
part_is (const char *part, const char *value)
{
  g_autofree char *text = mt_ical_unescape_text (part, strlen (part));

  return same_text (text, value);
}

static gboolean
list_has (const MtIcalProperty *list, const char *value)
{
  g_auto (GStrv) parts = split_list (list->value);

  for (guint i = 0; parts[i]; i++)
    if (part_is (parts[i], value))
      return TRUE;
  return FALSE;
}

/* (transfer full): the property as one line again, with another value. */
static char *
with_value (const MtIcalProperty *property, const char *value)
{
  g_autoptr (GString) line = g_string_new (property->name);

  for (guint i = 0; i < property->params->len; i++)
    g_string_append_printf (line, ";%s", (const char *) g_ptr_array_index (property->params, i));
  g_string_append_printf (line, ":%s", value);
  return g_strdup (line->str);
}

static void
apply_include (MtIcalComponent *self, const MtChangeField *field)
{
  g_autofree char *escaped = escape (field->name, field->value);
  gint last = -1;

  for (gint i = mt_ical_component_find (self, field->name, -1); i >= 0;
       i = mt_ical_component_find (self, field->name, i))
    {
      g_autoptr (MtIcalProperty) list = mt_ical_component_dup_property (self, i);

      if (list_has (list, field->value))
        return;
      last = i;
    }
  if (last >= 0)
    {
      g_autoptr (MtIcalProperty) list = mt_ical_component_dup_property (self, last);
      g_autofree char *value = g_strconcat (list->value, *list->value ? "," : "", escaped, NULL);
      g_autofree char *line = with_value (list, value);
      g_autoptr (MtIcalProperty) longer = mt_ical_property_new (line, strlen (line));

      /* A list that ends in a lone backslash cannot be added to. */
      if (list_has (longer, field->value))
        {
          mt_ical_component_put (self, last, line);
          return;
        }
    }
  apply_add (self, field);
}

static void
apply_exclude (MtIcalComponent *self, const MtChangeField *field)
{
  for (gint i = mt_ical_component_find (self, field->name, -1); i >= 0;
       i = mt_ical_component_find (self, field->name, i))
    {
      g_autoptr (MtIcalProperty) list = mt_ical_component_dup_property (self, i);
      g_auto (GStrv) parts = split_list (list->value);
      g_autoptr (GString) left = g_string_new (NULL);
      g_autofree char *line = NULL;
      guint n = 0;

      if (!list_has (list, field->value))
        continue;
      for (guint k = 0; parts[k]; k++)
        if (!part_is (parts[k], field->value))
          g_string_append_printf (left, "%s%s", n++ > 0 ? "," : "", parts[k]);
      line = with_value (list, left->str);
      if (n > 0)
        mt_ical_component_put (self, i, line);
      else
        mt_ical_component_remove (self, i--);
    }
}

static gint
find_value (const MtIcalComponent *self, const char *name, const char *value)
{
  for (gint i = value ? mt_ical_component_find (self, name, -1) : -1; i >= 0;
       i = mt_ical_component_find (self, name, i))
    {
      g_autoptr (MtIcalProperty) property = mt_ical_component_dup_property (self, i);

      if (same_text (property->value, value))
        return i;
    }
  return -1;
}

/* (transfer full) */
static char *
new_line (const MtChangeField *field)
{
  g_autoptr (MtIcalWriter) writer = mt_ical_writer_new ();
  g_autoptr (MtIcalProperty) property = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autofree char *escaped = escape (field->name, field->value);

  for (guint i = 0; field->params && field->params[i]; i += 2)
    mt_ical_writer_param (writer, field->params[i], field->params[i + 1]);
  mt_ical_writer_value (writer, field->name, escaped);
  bytes = mt_ical_writer_finish (writer);
  property = mt_ical_property_new (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  return with_value (property, property->value);
}

/* One that has the value already is moved as it is. */
static void
swap_line (MtIcalComponent *self, const MtChangeField *field)
{
  gint was = find_value (self, field->name, field->was);
  gint there = find_value (self, field->name, field->value);
  g_autofree char *line = field->value ? new_line (field) : NULL;

  if (there >= 0 && there != was && was >= 0)
    mt_ical_component_move (self, there, was);
  else if (there >= 0)
    return;
  else if (was >= 0 && line)
    mt_ical_component_put (self, was, line);
  else if (was >= 0)
    mt_ical_component_remove (self, was);
  else if (line)
    add_line (self, field->name, line);
}

static void
apply_swap (MtIcalComponent *self, const MtChangeField *field)
{
  const gboolean same = field->was && field->value && same_text (field->was, field->value);
  gint left;

  swap_line (self, field);
  while (!same && (left = find_value (self, field->name, field->was)) >= 0)
    mt_ical_component_remove (self, left);
}

/**
 * mt_ical_component_apply:
 * @self: a component
 * @field: how a property is to be
 * @zones: what a TZID means
 *
 * Changes the lines of a property; those that say what they are to say stay as they are, and so do
 * parameters that do not speak of the old value.
 *
 * Source: RFC 5545 3.2, 3.8
 */
void
mt_ical_component_apply (MtIcalComponent *self,
                         const MtChangeField *field,
                         const MtIcalZones *zones)
{
  switch (field->how)
    {
    case MT_FIELD_ADD:
      apply_add (self, field);
      break;
    case MT_FIELD_INCLUDE:
      apply_include (self, field);
      break;
    case MT_FIELD_EXCLUDE:
      apply_exclude (self, field);
      break;
    case MT_FIELD_SWAP:
      apply_swap (self, field);
      break;
    case MT_FIELD_SET:
    default:
      apply_set (self, field, zones);
      break;
    }
}

/**
 * mt_ical_component_stamp:
 * @self: a component that has changed
 * @at: Unix seconds
 *
 * Says when it was revised, and that it is the next revision.
 *
 * Source: RFC 5545 3.8.7.2, 3.8.7.3, 3.8.7.4
 */
void
mt_ical_component_stamp (MtIcalComponent *self, gint64 at)
{
  g_autoptr (MtIcalProperty) sequence = mt_ical_component_dup_first (self, "SEQUENCE");
  gint64 n = sequence ? g_ascii_strtoll (sequence->value, NULL, 10) : 0;
  g_autofree char *time = mt_ical_time_format ((MtTime){ MT_TIME_INSTANT, at });
  g_autofree char *next = g_strdup_printf ("%" G_GINT64_FORMAT, CLAMP (n, 0, G_MAXINT32 - 1) + 1);

  set_value (self, "DTSTAMP", time);
  set_value (self, "LAST-MODIFIED", time);
  set_value (self, "SEQUENCE", next);
}

/* A date or time of the series, so much later. */
static void
shift (MtIcalComponent *self, const char *name, gint64 by, const MtIcalZones *zones)
{
  g_autoptr (MtIcalProperty) property = mt_ical_component_dup_first (self, name);
  MtTime time = { MT_TIME_NONE, 0 };

  if (property)
    time = mt_ical_property_time (property, zones->lookup, zones->user_data);
  if (time.kind == MT_TIME_NONE)
    return;
  time.value += by;
  set_time (self, name, time, zones);
}

/**
 * mt_ical_component_make_instance:
 * @self: the master of a series
 * @recurrence_id: which instance of it
 * @zones: what a TZID means
 *
 * Makes one instance of a series: an override that says what the series says.
 *
 * Returns: %FALSE: when the series starts cannot be read, or it is no series
 *
 * Source: RFC 5545 3.8.4.4
 */
gboolean
mt_ical_component_make_instance (MtIcalComponent *self,
                                 MtTime recurrence_id,
                                 const MtIcalZones *zones)
{
  static const char *const of_series[] = { "RRULE", "RDATE", "EXDATE", "EXRULE", NULL };
  g_autoptr (MtIcalProperty) start = mt_ical_component_dup_first (self, "DTSTART");
  g_autoptr (MtIcalProperty) end = mt_ical_component_dup_first (self, "DUE");
  MtTime first = { MT_TIME_NONE, 0 }, due = first;
  g_autoptr (GString) line = g_string_new ("RECURRENCE-ID");

  if (start)
    first = mt_ical_property_time (start, zones->lookup, zones->user_data);
  if (end)
    due = mt_ical_property_time (end, zones->lookup, zones->user_data);
  if (first.kind != recurrence_id.kind || (end && due.kind == MT_TIME_NONE))
    return FALSE;
  append_time (line, recurrence_id, start, zones);
  for (guint i = 0; of_series[i]; i++)
    remove_all (self, of_series[i]);
  if (due.kind == first.kind)
    shift (self, "DUE", recurrence_id.value - first.value, zones);
  set_time (self, "DTSTART", recurrence_id, zones);
  mt_ical_component_insert (self, mt_ical_component_find (self, "DTSTART", -1), line->str);
  return TRUE;
}
