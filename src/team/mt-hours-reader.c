/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * Working hours of a team file (DESIGN section 3).
 */
#include "config.h"

#include "team/mt-hours-reader.h"

#include <glib/gi18n-lib.h>

#include <string.h>

static const char *const weekday_keys[] = { "mon", "tue", "wed", "thu", "fri", "sat", "sun", NULL };

/**
 * mt_hours_weekday_keys:
 *
 * Returns: (transfer none) (array zero-terminated=1): how the weekdays are written, Monday first
 */
const char *const *
mt_hours_weekday_keys (void)
{
  return weekday_keys;
}

/**
 * mt_hours_find_weekday:
 * @key: a word
 * @weekday: (out): the weekday it names
 *
 * Returns: %TRUE if @key is one of mon, tue, wed, thu, fri, sat, sun
 */
gboolean
mt_hours_find_weekday (const char *key, MtWeekday *weekday)
{
  for (gint i = 0; weekday_keys[i] != NULL; i++)
    if (g_str_equal (key, weekday_keys[i]))
      {
        *weekday = (MtWeekday) i;
        return TRUE;
      }
  return FALSE;
}

static gboolean
is_two_digits (const char *text)
{
  return g_ascii_isdigit (text[0]) && g_ascii_isdigit (text[1]);
}

/* "HH:MM" of any digits as seconds: whether it is a time of day is for the caller. */
static gboolean
parse_time (const char *text, gint *hour, gint *minute)
{
  if (!is_two_digits (text) || text[2] != ':' || !is_two_digits (text + 3))
    return FALSE;
  *hour = (text[0] - '0') * 10 + (text[1] - '0');
  *minute = (text[3] - '0') * 10 + (text[4] - '0');
  return TRUE;
}

static gboolean
check_time (MtTeamCheck *check, const MtJsonNode *node, gint hour, gint minute, gboolean is_end)
{
  if (hour == 24 && minute == 0 && !is_end)
    mt_report_add (check->report, MT_SEVERITY_ERROR, node->start,
                   _ ("\"%s\" begins at 24:00: write 00:00 of the next day"), node->string);
  else if (minute > 59 || hour > 24 || (hour == 24 && minute > 0))
    mt_report_add (check->report, MT_SEVERITY_ERROR, node->start,
                   _ ("\"%s\": %02d:%02d is no time of day"), node->string, hour, minute);
  else
    return TRUE;
  return FALSE;
}

/* An end that is not after its start belongs to the next day. */
static gboolean
read_range (MtTeamCheck *check, const MtJsonNode *node, MtRange *range)
{
  const char *text = node->string;
  gint from[2];
  gint to[2];

  if (strlen (text) != 11 || text[5] != '-' || !parse_time (text, &from[0], &from[1]) ||
      !parse_time (text + 6, &to[0], &to[1]))
    {
      mt_report_add (check->report, MT_SEVERITY_ERROR, node->start,
                     _ ("\"%s\" is no range of hours: write it as 09:00-17:00"), text);
      return FALSE;
    }
  if (!check_time (check, node, from[0], from[1], FALSE) ||
      !check_time (check, node, to[0], to[1], TRUE))
    return FALSE;
  range->start_s = from[0] * 3600 + from[1] * 60;
  range->end_s = to[0] * 3600 + to[1] * 60;
  if (range->end_s <= range->start_s)
    range->end_s += MT_DAY_S;
  return TRUE;
}

static gint
compare_ranges (gconstpointer a, gconstpointer b)
{
  const MtRange *first = a;
  const MtRange *second = b;

  if (first->start_s != second->start_s)
    return first->start_s < second->start_s ? -1 : 1;
  return (first->end_s > second->end_s) - (first->end_s < second->end_s);
}

static void
warn_of_overlap (MtTeamCheck *check, const MtJsonNode *array, const GArray *ranges)
{
  for (guint i = 1; i < ranges->len; i++)
    if (g_array_index (ranges, MtRange, i).start_s < g_array_index (ranges, MtRange, i - 1).end_s)
      {
        mt_report_add (check->report, MT_SEVERITY_WARNING, array->start,
                       _ ("two ranges of this day overlap: they count once"));
        return;
      }
}

static void
read_ranges (MtTeamCheck *check, const MtJsonNode *array, GArray *ranges)
{
  if (!mt_team_check_kind (check, array, MT_JSON_ARRAY))
    return;
  for (const MtJsonNode *node = array->first; node != NULL; node = node->next)
    {
      MtRange range;

      if (mt_team_check_kind (check, node, MT_JSON_STRING) && read_range (check, node, &range))
        g_array_append_val (ranges, range);
    }
  g_array_sort (ranges, compare_ranges);
  warn_of_overlap (check, array, ranges);
}

/* People with the same hours share one week: what is computed of it is computed once. */
static MtWeek *
share (MtTeamCheck *check, MtWeek *week)
{
  MtWeek *known = g_hash_table_lookup (check->weeks, week);

  if (known == NULL)
    {
      g_hash_table_add (check->weeks, week);
      known = week;
    }
  else
    {
      mt_week_unref (week);
    }
  return mt_week_ref (known);
}

/**
 * mt_hours_read_week:
 * @check: takes the problems
 * @person: a person's object
 *
 * Reads "hours". A weekday that is left out is off; without "hours" it is Monday to Friday
 * 09:00-17:00.
 *
 * Returns: (transfer full): the week, shared with everybody who has the same
 */
MtWeek *
mt_hours_read_week (MtTeamCheck *check, const MtJsonNode *person)
{
  const MtJsonNode *hours = mt_team_check_member (check, person, "hours", MT_JSON_OBJECT, FALSE);
  g_autoptr (MtWeek) week = NULL;

  if (hours == NULL)
    return share (check, mt_week_new_default ());
  week = mt_week_new ();
  mt_team_check_keys (check, hours, weekday_keys);
  for (const MtJsonNode *day = hours->first; day != NULL; day = day->next)
    {
      MtWeekday weekday;

      if (!day->duplicate && mt_hours_find_weekday (day->key, &weekday))
        read_ranges (check, day, week->days[weekday]);
    }
  return share (check, g_steal_pointer (&week));
}

/* The date of an exception; warns when an earlier one has it already. */
static gboolean
read_exception_date (MtTeamCheck *check, const MtJsonNode *object, GHashTable *seen, MtDate *date)
{
  const MtJsonNode *first;

  if (!mt_team_check_date (check, object, "date", TRUE, date))
    return FALSE;
  first = g_hash_table_lookup (seen, GINT_TO_POINTER (*date));
  if (first == NULL)
    g_hash_table_insert (seen, GINT_TO_POINTER (*date), (gpointer) object);
  else
    mt_report_add (check->report, MT_SEVERITY_WARNING, object->start,
                   _ ("line %u has hours for this date already, and the first entry counts"),
                   mt_report_line (check->report, first->start));
  return TRUE;
}

/**
 * mt_hours_read_exceptions:
 * @check: takes the problems
 * @object: a person's object
 * @person: takes the exceptions
 *
 * Reads "exceptions": the hours of single dates, [] being off.
 */
void
mt_hours_read_exceptions (MtTeamCheck *check, const MtJsonNode *object, MtPerson *person)
{
  static const char *const known[] = { "date", "hours", NULL };
  const MtJsonNode *array =
      mt_team_check_member (check, object, "exceptions", MT_JSON_ARRAY, FALSE);
  g_autoptr (GHashTable) seen = g_hash_table_new (g_direct_hash, g_direct_equal);

  for (const MtJsonNode *node = array != NULL ? array->first : NULL; node != NULL;
       node = node->next)
    {
      const MtJsonNode *hours;
      MtException exception = { 0 };
      gboolean has_date;

      if (!mt_team_check_kind (check, node, MT_JSON_OBJECT))
        continue;
      mt_team_check_keys (check, node, known);
      has_date = read_exception_date (check, node, seen, &exception.date);
      hours = mt_team_check_member (check, node, "hours", MT_JSON_ARRAY, TRUE);
      if (!has_date || hours == NULL)
        continue;
      exception.ranges = g_array_new (FALSE, FALSE, sizeof (MtRange));
      read_ranges (check, hours, exception.ranges);
      g_array_append_val (person->exceptions, exception);
    }
}

/**
 * mt_hours_read_stretch:
 * @check: takes the problems
 * @object: a person's object
 * @person: takes the stretch
 *
 * Reads "stretch": when a person takes a meeting if pressed.
 */
void
mt_hours_read_stretch (MtTeamCheck *check, const MtJsonNode *object, MtPerson *person)
{
  const MtJsonNode *node = mt_team_check_member (check, object, "stretch", MT_JSON_STRING, FALSE);

  if (node != NULL)
    person->has_stretch = read_range (check, node, &person->stretch);
}
