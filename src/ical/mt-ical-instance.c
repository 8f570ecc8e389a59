/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * One instance of a series made a component of its own.
 */
#include "config.h"

#include "ical/mt-ical-component-private.h"

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
  mt_ical_component_set_time (self, name, time, zones);
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
  mt_ical_line_append_time (line, recurrence_id, start, zones);
  for (guint i = 0; of_series[i]; i++)
    mt_ical_component_remove_all (self, of_series[i]);
  if (due.kind == first.kind)
    shift (self, "DUE", recurrence_id.value - first.value, zones);
  mt_ical_component_set_time (self, "DTSTART", recurrence_id, zones);
  mt_ical_component_insert (self, mt_ical_component_find (self, "DTSTART", -1), line->str);
  return TRUE;
}
