/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * One person of a team file (DESIGN section 3).
 */
#include "config.h"

#include "team/mt-person-reader.h"
#include "team/mt-hours-reader.h"

#include <glib/gi18n-lib.h>

#include <string.h>

static const char *const person_keys[] = { "id",       "name",   "emails",     "timezone",
                                           "location", "hours",  "exceptions", "stretch",
                                           "away",     "travel", "calendars",  "holidays",
                                           "logins",   "backup", "picture",    "call",
                                           NULL };

static gboolean
is_id (const char *text)
{
  return text[0] != '\0' &&
         strspn (text, "abcdefghijklmnopqrstuvwxyz0123456789_.-") == strlen (text);
}

/* Notes the id even of a person with faults, so that those who name it are not faulted too. */
static const char *
read_id (MtTeamCheck *check, const MtJsonNode *object)
{
  const MtJsonNode *node = mt_team_check_member (check, object, "id", MT_JSON_STRING, TRUE);
  const MtJsonNode *first;

  if (node == NULL)
    return NULL;
  if (!is_id (node->string))
    {
      mt_report_add (check->report, MT_SEVERITY_ERROR, node->start,
                     _ ("\"%s\" is no id: write one of small letters a-z, digits, _ . and -"),
                     node->string);
      return NULL;
    }
  first = g_hash_table_lookup (check->ids, node->string);
  if (first != NULL)
    {
      mt_report_add (check->report, MT_SEVERITY_ERROR, node->start,
                     _ ("the id \"%s\" is that of the person in line %u: give this one another"),
                     node->string, mt_report_line (check->report, first->start));
      return NULL;
    }
  if (g_str_equal (node->string, "backup"))
    mt_report_add (check->report, MT_SEVERITY_WARNING, node->start,
                   _ ("\"backup\" as an id cannot be told from the word in \"escalation\""));
  g_hash_table_insert (check->ids, node->string, (gpointer) node);
  return node->string;
}

static gboolean
is_address (const char *text)
{
  const char *at = strchr (text, '@');

  return at != NULL && at != text && at[1] != '\0' && strpbrk (text, " \t<>,;:") == NULL;
}

static void
note_address (MtTeamCheck *check, const MtJsonNode *node)
{
  g_autofree char *folded = g_utf8_casefold (node->string, -1);
  const MtJsonNode *first = g_hash_table_lookup (check->emails, folded);

  if (first == NULL)
    g_hash_table_insert (check->emails, g_steal_pointer (&folded), (gpointer) node);
  else if (first->parent != node->parent)
    mt_report_add (check->report, MT_SEVERITY_WARNING, node->start,
                   _ ("\"%s\" is an address of the person in line %u too: invitations cannot tell "
                      "the two apart"),
                   node->string, mt_report_line (check->report, first->start));
}

static char **
read_emails (MtTeamCheck *check, const MtJsonNode *object)
{
  const MtJsonNode *array = mt_team_check_member (check, object, "emails", MT_JSON_ARRAY, FALSE);
  g_autoptr (GStrvBuilder) emails = g_strv_builder_new ();

  for (const MtJsonNode *node = array != NULL ? array->first : NULL; node != NULL;
       node = node->next)
    {
      if (!mt_team_check_kind (check, node, MT_JSON_STRING))
        continue;
      if (!is_address (node->string))
        {
          mt_report_add (check->report, MT_SEVERITY_ERROR, node->start,
                         _ ("\"%s\" is no e-mail address: write it as ana@example.org"),
                         node->string);
          continue;
        }
      note_address (check, node);
      g_strv_builder_add (emails, node->string);
    }
  return g_strv_builder_end (emails);
}

static void
read_away (MtTeamCheck *check, const MtJsonNode *object, MtPerson *person)
{
  static const char *const known[] = { "from", "to", "reason", NULL };
  const MtJsonNode *array = mt_team_check_member (check, object, "away", MT_JSON_ARRAY, FALSE);

  for (const MtJsonNode *node = array != NULL ? array->first : NULL; node != NULL;
       node = node->next)
    {
      MtAway away = { 0 };
      const char *reason;

      if (!mt_team_check_kind (check, node, MT_JSON_OBJECT))
        continue;
      mt_team_check_keys (check, node, known);
      reason = mt_team_check_text (check, node, "reason", FALSE);
      if (!mt_team_check_period (check, node, &away.from, &away.to))
        continue;
      away.reason = g_strdup (reason);
      g_array_append_val (person->away, away);
    }
}

typedef struct
{
  const MtJsonNode *node; /* unowned */
  MtDate from;
  MtDate to;
  guint index; /* order of the file */
} Trip;

static gint
compare_trips (gconstpointer a, gconstpointer b)
{
  const Trip *first = a;
  const Trip *second = b;

  return (first->from > second->from) - (first->from < second->from);
}

/* In order of their first dates each is compared with the one before it that lasts longest, which
 * finds an overlap of every trip that has one. */
static void
warn_of_overlap (MtTeamCheck *check, GArray *trips)
{
  const Trip *longest = NULL;

  g_array_sort (trips, compare_trips);
  for (guint i = 0; i < trips->len; i++)
    {
      const Trip *trip = &g_array_index (trips, Trip, i);

      if (longest != NULL && trip->from <= longest->to)
        {
          const Trip *later = trip->index > longest->index ? trip : longest;
          const Trip *earlier = later == trip ? longest : trip;

          mt_report_add (check->report, MT_SEVERITY_WARNING, later->node->start,
                         _ ("overlaps with the travel in line %u, which is listed first and "
                            "counts"),
                         mt_report_line (check->report, earlier->node->start));
        }
      if (longest == NULL || trip->to > longest->to)
        longest = trip;
    }
}

static void
read_travel (MtTeamCheck *check, const MtJsonNode *object, MtPerson *person)
{
  static const char *const known[] = { "from", "to", "timezone", NULL };
  const MtJsonNode *array = mt_team_check_member (check, object, "travel", MT_JSON_ARRAY, FALSE);
  g_autoptr (GArray) trips = g_array_new (FALSE, FALSE, sizeof (Trip));

  for (const MtJsonNode *node = array != NULL ? array->first : NULL; node != NULL;
       node = node->next)
    {
      g_autoptr (MtZone) zone = NULL;
      MtTravel travel = { 0 };
      Trip trip;

      if (!mt_team_check_kind (check, node, MT_JSON_OBJECT))
        continue;
      mt_team_check_keys (check, node, known);
      zone = mt_team_check_zone (check, node);
      if (!mt_team_check_period (check, node, &travel.from, &travel.to) || zone == NULL)
        continue;
      trip = (Trip){ node, travel.from, travel.to, trips->len };
      g_array_append_val (trips, trip);
      travel.zone = g_steal_pointer (&zone);
      g_array_append_val (person->travel, travel);
    }
  warn_of_overlap (check, trips);
}

static void
read_logins (MtTeamCheck *check, const MtJsonNode *object, MtPerson *person)
{
  const MtJsonNode *logins = mt_team_check_member (check, object, "logins", MT_JSON_OBJECT, FALSE);

  for (const MtJsonNode *node = logins != NULL ? logins->first : NULL; node != NULL;
       node = node->next)
    if (mt_team_check_kind (check, node, MT_JSON_STRING) && !node->duplicate)
      g_hash_table_insert (person->logins, g_strdup (node->key), g_strdup (node->string));
}

static void
fill (MtTeamCheck *check, const MtJsonNode *object, MtPerson *person)
{
  const MtJsonNode *picture;
  const MtJsonNode *call;

  g_strfreev (person->emails);
  person->emails = read_emails (check, object);
  person->location = g_strdup (mt_team_check_text (check, object, "location", FALSE));
  mt_hours_read_exceptions (check, object, person);
  mt_hours_read_stretch (check, object, person);
  read_away (check, object, person);
  read_travel (check, object, person);
  g_strfreev (person->calendars);
  person->calendars = mt_team_check_sources (check, object, "calendars");
  g_strfreev (person->holidays);
  person->holidays = mt_team_check_sources (check, object, "holidays");
  read_logins (check, object, person);
  person->backup = g_strdup (mt_team_check_text (check, object, "backup", FALSE));
  picture = mt_team_check_member (check, object, "picture", MT_JSON_STRING, FALSE);
  if (picture != NULL && mt_team_check_source (check, picture))
    person->picture = g_strdup (picture->string);
  call = mt_team_check_member (check, object, "call", MT_JSON_STRING, FALSE);
  if (call != NULL && mt_team_check_url (check, call))
    person->call = g_strdup (call->string);
}

/**
 * mt_person_read:
 * @check: takes the problems
 * @object: an element of "people", of any kind
 *
 * Reads a person. Whether "backup" names somebody is checked by mt_person_read_reference(), when
 * all are known.
 *
 * Returns: (transfer full) (nullable): the person, %NULL once the report has failed: then nobody
 *   needs one
 */
MtPerson *
mt_person_read (MtTeamCheck *check, const MtJsonNode *object)
{
  g_autoptr (MtZone) zone = NULL;
  g_autoptr (MtWeek) week = NULL;
  g_autoptr (MtPerson) person = NULL;
  const char *id;
  const char *name;

  if (!mt_team_check_kind (check, object, MT_JSON_OBJECT))
    return NULL;
  mt_team_check_keys (check, object, person_keys);
  id = read_id (check, object);
  name = mt_team_check_text (check, object, "name", FALSE);
  zone = mt_team_check_zone (check, object);
  week = mt_hours_read_week (check, object);
  if (zone == NULL)
    zone = mt_zone_new_fixed ("UTC", 0);
  person = mt_person_new (id != NULL ? id : "",
                          name != NULL ? name
                          : id != NULL ? id
                                       : "",
                          zone, week);
  person->standard_hours = mt_json_node_member (object, "hours") == NULL;
  fill (check, object, person);
  return check->report->failed ? NULL : g_steal_pointer (&person);
}

static char *
find_near_id (MtTeamCheck *check, const char *id)
{
  g_autofree const char **ids = NULL;

  if (check->hints_left == 0)
    return g_strdup ("");
  ids = (const char **) g_hash_table_get_keys_as_array (check->ids, NULL);
  return mt_team_check_hint (check, id, ids);
}

/**
 * mt_person_read_reference:
 * @check: takes the problems, and knows everybody
 * @node: a string that should be the id of a person
 * @also: (nullable) (array zero-terminated=1): words that may stand there as well
 *
 * Checks that a name of a person means somebody. When it does not that is a warning: flags pass
 * over a missing backup, and somebody who left the team must not take it down.
 */
void
mt_person_read_reference (MtTeamCheck *check, const MtJsonNode *node, const char *const *also)
{
  g_autofree char *hint = NULL;

  if (g_hash_table_contains (check->ids, node->string) ||
      (also != NULL && g_strv_contains (also, node->string)))
    return;
  hint = find_near_id (check, node->string);
  mt_report_add (check->report, MT_SEVERITY_WARNING, node->start,
                 _ ("nobody has the id \"%s\", so flags pass over it%s"), node->string, hint);
}
