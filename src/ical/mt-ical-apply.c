/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * Fields of a change applied to the lines of one component.
 */
#include "config.h"

#include "ical/mt-ical-component-private.h"

#include "ical/mt-ical-writer.h"

static void
apply_set (MtIcalComponent *self, const MtChangeField *field, const MtIcalZones *zones)
{
  if (field->time.kind != MT_TIME_NONE)
    mt_ical_component_set_time (self, field->name, field->time, zones);
  else if (field->value)
    mt_ical_component_set_value (self, field->name, field->value);
  else
    mt_ical_component_remove_all (self, field->name);
}

static gint
find_value (const MtIcalComponent *self, const char *name, const char *value)
{
  for (gint i = value ? mt_ical_component_find (self, name, -1) : -1; i >= 0;
       i = mt_ical_component_find (self, name, i))
    {
      g_autoptr (MtIcalProperty) property = mt_ical_component_dup_property (self, i);

      if (mt_ical_value_is (property->value, value))
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
  g_autofree char *escaped = mt_ical_value_escape (field->name, field->value);

  for (guint i = 0; field->params && field->params[i]; i += 2)
    mt_ical_writer_param (writer, field->params[i], field->params[i + 1]);
  mt_ical_writer_value (writer, field->name, escaped);
  bytes = mt_ical_writer_finish (writer);
  property = mt_ical_property_new (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  return mt_ical_property_dup_line (property, property->value);
}

static void
apply_add (MtIcalComponent *self, const MtChangeField *field)
{
  g_autofree char *line = new_line (field);

  mt_ical_component_add_line (self, field->name, line);
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
    mt_ical_component_add_line (self, field->name, line);
}

static void
apply_swap (MtIcalComponent *self, const MtChangeField *field)
{
  const gboolean same = field->was && field->value && mt_ical_value_is (field->was, field->value);
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
      mt_ical_list_include (self, field->name, field->value);
      break;
    case MT_FIELD_EXCLUDE:
      mt_ical_list_exclude (self, field->name, field->value);
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

  mt_ical_component_set_value (self, "DTSTAMP", time);
  mt_ical_component_set_value (self, "LAST-MODIFIED", time);
  mt_ical_component_set_value (self, "SEQUENCE", next);
}
