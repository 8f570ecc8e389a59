/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * Reads the team file (DESIGN section 3): the whole of it, in one pass that never stops at the
 * first problem.
 */
#include "config.h"

#include "team/mt-team-file.h"
#include "team/mt-expectations-reader.h"
#include "team/mt-json-reader.h"
#include "team/mt-person-reader.h"
#include "team/mt-team-check.h"

#include <glib/gi18n-lib.h>

#include <string.h>

#define VERSION 1

static void
read_version (MtTeamCheck *check, const MtJsonNode *root)
{
  const MtJsonNode *node = mt_team_check_member (check, root, "version", MT_JSON_NUMBER, TRUE);

  if (node != NULL && node->number != VERSION)
    mt_report_add (check->report, MT_SEVERITY_ERROR, node->start,
                   _ ("this is not version %d of the team file, the only one this Meantime reads"),
                   VERSION);
}

static void
read_people (MtTeamCheck *check, const MtJsonNode *root, MtTeam *team)
{
  const MtJsonNode *array = mt_team_check_member (check, root, "people", MT_JSON_ARRAY, TRUE);

  if (array != NULL && array->first == NULL)
    mt_report_add (check->report, MT_SEVERITY_WARNING, array->start,
                   _ ("the team has no people yet: add one with \"id\" and \"timezone\""));
  for (const MtJsonNode *node = array != NULL ? array->first : NULL; node != NULL;
       node = node->next)
    {
      MtPerson *person = mt_person_read (check, node);

      if (person != NULL)
        mt_team_take_person (team, person);
    }
}

/* Who stands in for whom can only be checked when everybody is known. */
static void
check_backups (MtTeamCheck *check, const MtJsonNode *root)
{
  const MtJsonNode *array = mt_json_node_member (root, "people");

  if (array == NULL)
    return;
  for (const MtJsonNode *node = array->first; node != NULL; node = node->next)
    {
      const MtJsonNode *backup = mt_json_node_member (node, "backup");
      const MtJsonNode *id = mt_json_node_member (node, "id");

      if (backup == NULL || backup->kind != MT_JSON_STRING)
        continue;
      if (id != NULL && id->kind == MT_JSON_STRING && g_str_equal (id->string, backup->string))
        mt_report_add (check->report, MT_SEVERITY_ERROR, backup->start,
                       _ ("nobody is their own backup: name somebody else"));
      else
        mt_person_read_reference (check, backup, NULL);
    }
}

static void
read_escalation (MtTeamCheck *check, const MtJsonNode *root, MtTeam *team)
{
  static const char *const also[] = { "backup", NULL };
  const MtJsonNode *array = mt_team_check_member (check, root, "escalation", MT_JSON_ARRAY, FALSE);
  g_autoptr (GStrvBuilder) chain = g_strv_builder_new ();

  for (const MtJsonNode *node = array != NULL ? array->first : NULL; node != NULL;
       node = node->next)
    if (mt_team_check_kind (check, node, MT_JSON_STRING))
      {
        mt_person_read_reference (check, node, also);
        g_strv_builder_add (chain, node->string);
      }
  g_strfreev (team->escalation);
  team->escalation = g_strv_builder_end (chain);
}

static void
read_column (MtTeamCheck *check, const MtJsonNode *node, MtTeam *team)
{
  static const char *const known[] = { "name", "status", "category", NULL };
  static const char *const statuses[] = { "NEEDS-ACTION", "IN-PROCESS", "COMPLETED", "CANCELLED",
                                          NULL };
  const char *name;
  const char *status;

  if (!mt_team_check_kind (check, node, MT_JSON_OBJECT))
    return;
  mt_team_check_keys (check, node, known);
  name = mt_team_check_text (check, node, "name", TRUE);
  status = mt_team_check_text (check, node, "status", FALSE);
  if (status != NULL && !g_strv_contains (statuses, status))
    mt_report_add (check->report, MT_SEVERITY_ERROR, mt_json_node_member (node, "status")->start,
                   _ ("\"%s\" is no STATUS of a task: write NEEDS-ACTION, IN-PROCESS, COMPLETED "
                      "or CANCELLED"),
                   status);
  if (name != NULL)
    g_ptr_array_add (
        team->columns,
        mt_column_new (name, status, mt_team_check_text (check, node, "category", FALSE)));
}

/* Source: RFC 5545 section 3.8.1.11 for the values of STATUS */
static void
read_columns (MtTeamCheck *check, const MtJsonNode *calendars, MtTeam *team)
{
  const MtJsonNode *array =
      calendars != NULL ? mt_team_check_member (check, calendars, "columns", MT_JSON_ARRAY, FALSE)
                        : NULL;

  for (const MtJsonNode *node = array != NULL ? array->first : NULL; node != NULL;
       node = node->next)
    read_column (check, node, team);
  if (team->columns->len > 0)
    return;
  g_ptr_array_add (team->columns, mt_column_new (N_ ("To do"), "NEEDS-ACTION", NULL));
  g_ptr_array_add (team->columns, mt_column_new (N_ ("Doing"), "IN-PROCESS", NULL));
  g_ptr_array_add (team->columns, mt_column_new (N_ ("Done"), "COMPLETED", NULL));
}

static char *
read_source (MtTeamCheck *check, const MtJsonNode *object, const char *key)
{
  const MtJsonNode *node = mt_team_check_member (check, object, key, MT_JSON_STRING, FALSE);

  return node != NULL && mt_team_check_source (check, node) ? g_strdup (node->string) : NULL;
}

static void
read_calendars (MtTeamCheck *check, const MtJsonNode *root, MtTeam *team)
{
  static const char *const known[] = { "board", "journal", "columns", NULL };
  const MtJsonNode *node = mt_team_check_member (check, root, "calendars", MT_JSON_OBJECT, FALSE);

  if (node != NULL)
    {
      mt_team_check_keys (check, node, known);
      team->board = read_source (check, node, "board");
      team->journal = read_source (check, node, "journal");
    }
  read_columns (check, node, team);
}

static void
check_texts (MtTeamCheck *check, const MtJsonNode *object, const char *key)
{
  const MtJsonNode *array = mt_team_check_member (check, object, key, MT_JSON_ARRAY, FALSE);

  for (const MtJsonNode *node = array != NULL ? array->first : NULL; node != NULL;
       node = node->next)
    mt_team_check_kind (check, node, MT_JSON_STRING);
}

static void
check_board (MtTeamCheck *check, const MtJsonNode *node)
{
  static const char *const known[] = { "provider", "url", "project", "urgent", NULL };
  static const char *const known_urgent[] = { "priorities", "labels", NULL };
  const MtJsonNode *member;

  if (!mt_team_check_kind (check, node, MT_JSON_OBJECT))
    return;
  mt_team_check_keys (check, node, known);
  mt_team_check_text (check, node, "provider", TRUE);
  mt_team_check_text (check, node, "project", FALSE);
  member = mt_team_check_member (check, node, "url", MT_JSON_STRING, TRUE);
  if (member != NULL)
    mt_team_check_url (check, member);
  member = mt_team_check_member (check, node, "urgent", MT_JSON_OBJECT, FALSE);
  if (member == NULL)
    return;
  mt_team_check_keys (check, member, known_urgent);
  check_texts (check, member, "priorities");
  check_texts (check, member, "labels");
}

static void
check_boards (MtTeamCheck *check, const MtJsonNode *root)
{
  const MtJsonNode *array = mt_team_check_member (check, root, "boards", MT_JSON_ARRAY, FALSE);

  for (const MtJsonNode *node = array != NULL ? array->first : NULL; node != NULL;
       node = node->next)
    check_board (check, node);
}

static void
read_link (MtTeamCheck *check, const MtJsonNode *node, MtTeam *team)
{
  static const char *const known[] = { "title", "url", NULL };
  const MtJsonNode *url;
  const char *title;

  if (!mt_team_check_kind (check, node, MT_JSON_OBJECT))
    return;
  mt_team_check_keys (check, node, known);
  title = mt_team_check_text (check, node, "title", FALSE);
  url = mt_team_check_member (check, node, "url", MT_JSON_STRING, TRUE);
  if (url == NULL || !mt_team_check_link (check, url))
    return;
  g_ptr_array_add (team->links, mt_link_new (title != NULL ? title : url->string, url->string));
}

static void
read_links (MtTeamCheck *check, const MtJsonNode *root, MtTeam *team)
{
  const MtJsonNode *array = mt_team_check_member (check, root, "links", MT_JSON_ARRAY, FALSE);

  for (const MtJsonNode *node = array != NULL ? array->first : NULL; node != NULL;
       node = node->next)
    read_link (check, node, team);
}

static MtTeam *
read_team (MtTeamCheck *check, const MtJsonNode *root)
{
  static const char *const known[] = { "version",    "name",   "people",
                                       "calendars",  "boards", "expectations",
                                       "escalation", "links",  "$schema",
                                       NULL };
  g_autoptr (MtTeam) team = mt_team_new ();
  const char *name;

  if (!mt_team_check_kind (check, root, MT_JSON_OBJECT))
    return NULL;
  mt_team_check_keys (check, root, known);
  read_version (check, root);
  name = mt_team_check_text (check, root, "name", FALSE);
  g_free (team->name);
  team->name = g_strdup (name != NULL ? name : "");
  read_people (check, root, team);
  check_backups (check, root);
  read_calendars (check, root, team);
  check_boards (check, root);
  mt_expectations_read (check, root, team);
  read_escalation (check, root, team);
  read_links (check, root, team);
  return g_steal_pointer (&team);
}

/**
 * mt_team_file_read:
 * @bytes: the file
 * @name: its name, for the problems
 * @remote: whether it came from a server
 * @lookup: finds a zone by its exact name
 * @names: (nullable): lists all zone names
 * @zones: given to @lookup and @names
 * @problems: (element-type MtProblem): takes every problem, in the order of the file
 *
 * Reads a team file. Thread-safe if @lookup and @names are.
 *
 * Returns: (transfer full) (nullable): the team, %NULL when one of the problems is an error
 */
MtTeam *
mt_team_file_read (GBytes *bytes,
                   const char *name,
                   gboolean remote,
                   MtZoneLookup lookup,
                   MtZoneNames names,
                   gpointer zones,
                   GPtrArray *problems)
{
  g_autoptr (MtJsonText) text = mt_json_text_new (bytes);
  g_autoptr (MtReport) report = mt_report_new (text, name);
  g_autoptr (MtJsonNode) root = mt_json_read (report);
  g_autoptr (MtTeam) team = NULL;

  if (root != NULL)
    {
      g_auto (MtTeamCheck) check;

      mt_team_check_init (&check, report);
      check.remote = remote;
      check.lookup = lookup;
      check.names = names;
      check.zones = zones;
      team = read_team (&check, root);
    }
  return mt_report_finish (report, problems) ? g_steal_pointer (&team) : NULL;
}
