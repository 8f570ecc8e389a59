/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * Records of the team as the values that the team file has for them (DESIGN section 3).
 */
#include "config.h"

#include "team/mt-team-value.h"
#include "team/mt-hours-reader.h"

#include <string.h>

#define HOUR_S 3600
#define MINUTE_S 60

static MtJsonNode *
new_date (MtDate date)
{
  g_autofree char *text = mt_date_format (date);

  return mt_json_node_new_string (text);
}

/**
 * mt_team_value_texts:
 * @texts: (array zero-terminated=1): texts
 *
 * Returns: (transfer full): an array of them
 */
MtJsonNode *
mt_team_value_texts (const char *const *texts)
{
  MtJsonNode *array = mt_json_node_new (MT_JSON_ARRAY, 0);

  for (guint i = 0; texts[i] != NULL; i++)
    mt_json_node_take_child (array, mt_json_node_new_string (texts[i]));
  return array;
}

/**
 * mt_team_value_range:
 * @range: wall-clock seconds, to the minute
 *
 * Returns: (transfer full): "09:00-17:00"; an end of the next day is written as its time of day,
 *   midnight as 24:00
 */
MtJsonNode *
mt_team_value_range (MtRange range)
{
  const gint32 end_s = range.end_s > MT_DAY_S ? range.end_s - MT_DAY_S : range.end_s;
  g_autofree char *text = g_strdup_printf ("%02d:%02d-%02d:%02d", range.start_s / HOUR_S,
                                           range.start_s % HOUR_S / MINUTE_S, end_s / HOUR_S,
                                           end_s % HOUR_S / MINUTE_S);

  return mt_json_node_new_string (text);
}

/**
 * mt_team_value_ranges:
 * @ranges: (element-type MtRange): of one day
 *
 * Returns: (transfer full): an array of them
 */
MtJsonNode *
mt_team_value_ranges (const GArray *ranges)
{
  MtJsonNode *array = mt_json_node_new (MT_JSON_ARRAY, 0);

  for (guint i = 0; i < ranges->len; i++)
    mt_json_node_take_child (array, mt_team_value_range (g_array_index (ranges, MtRange, i)));
  return array;
}

/**
 * mt_team_value_week:
 * @week: hours
 *
 * Returns: (transfer full): an object of the weekdays that have some
 */
MtJsonNode *
mt_team_value_week (const MtWeek *week)
{
  MtJsonNode *object = mt_json_node_new (MT_JSON_OBJECT, 0);

  for (guint i = 0; i < G_N_ELEMENTS (week->days); i++)
    if (week->days[i]->len > 0)
      mt_json_node_take_member (object, mt_hours_weekday_keys ()[i],
                                mt_team_value_ranges (week->days[i]));
  return object;
}

/**
 * mt_team_value_exceptions:
 * @exceptions: (element-type MtException): hours of single dates
 *
 * Returns: (transfer full): an array of them
 */
MtJsonNode *
mt_team_value_exceptions (const GArray *exceptions)
{
  MtJsonNode *array = mt_json_node_new (MT_JSON_ARRAY, 0);

  for (guint i = 0; i < exceptions->len; i++)
    {
      const MtException *exception = &g_array_index (exceptions, MtException, i);
      MtJsonNode *object = mt_json_node_new (MT_JSON_OBJECT, 0);

      mt_json_node_take_member (object, "date", new_date (exception->date));
      mt_json_node_take_member (object, "hours", mt_team_value_ranges (exception->ranges));
      mt_json_node_take_child (array, object);
    }
  return array;
}

static MtJsonNode *
new_period (MtDate from, MtDate to)
{
  MtJsonNode *object = mt_json_node_new (MT_JSON_OBJECT, 0);

  mt_json_node_take_member (object, "from", new_date (from));
  mt_json_node_take_member (object, "to", new_date (to));
  return object;
}

/**
 * mt_team_value_away:
 * @away: (element-type MtAway): absences
 *
 * Returns: (transfer full): an array of them
 */
MtJsonNode *
mt_team_value_away (const GArray *away)
{
  MtJsonNode *array = mt_json_node_new (MT_JSON_ARRAY, 0);

  for (guint i = 0; i < away->len; i++)
    {
      const MtAway *entry = &g_array_index (away, MtAway, i);
      MtJsonNode *object = new_period (entry->from, entry->to);

      if (entry->reason != NULL)
        mt_json_node_take_member (object, "reason", mt_json_node_new_string (entry->reason));
      mt_json_node_take_child (array, object);
    }
  return array;
}

/**
 * mt_team_value_travel:
 * @travel: (element-type MtTravel): journeys
 *
 * Returns: (transfer full): an array of them
 */
MtJsonNode *
mt_team_value_travel (const GArray *travel)
{
  MtJsonNode *array = mt_json_node_new (MT_JSON_ARRAY, 0);

  for (guint i = 0; i < travel->len; i++)
    {
      const MtTravel *entry = &g_array_index (travel, MtTravel, i);
      MtJsonNode *object = new_period (entry->from, entry->to);

      mt_json_node_take_member (object, "timezone",
                                mt_json_node_new_string (mt_zone_get_id (entry->zone)));
      mt_json_node_take_child (array, object);
    }
  return array;
}

/* "09:00-17:00" with midnight at the end written in one way. */
static gboolean
normalise (const MtJsonNode *node, char text[12])
{
  if (node->kind != MT_JSON_STRING || strlen (node->string) != 11)
    return FALSE;
  memcpy (text, node->string, 12);
  if (g_str_equal (text + 6, "00:00"))
    memcpy (text + 6, "24:00", 5);
  return TRUE;
}

static gboolean
has_range (const MtJsonNode *array, const char *wanted)
{
  char text[12];

  for (const MtJsonNode *child = array->first; child != NULL; child = child->next)
    if (normalise (child, text) && g_str_equal (text, wanted))
      return TRUE;
  return FALSE;
}

static gboolean
has_ranges_of (const MtJsonNode *array, const MtJsonNode *other)
{
  char text[12];

  for (const MtJsonNode *child = other->first; child != NULL; child = child->next)
    if (!normalise (child, text) || !has_range (array, text))
      return FALSE;
  return TRUE;
}

/**
 * mt_team_value_same_ranges:
 * @old: an array of ranges of a file
 * @value: another
 *
 * Returns: whether both are the same hours, in whatever order
 */
gboolean
mt_team_value_same_ranges (const MtJsonNode *old, const MtJsonNode *value)
{
  return old->n_children == value->n_children && has_ranges_of (old, value) &&
         has_ranges_of (value, old);
}
