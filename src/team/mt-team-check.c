/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtTeamCheck: members of a team file with their types checked.
 */
#include "config.h"

#include "team/mt-team-check.h"
#include "team/mt-near.h"

#include <glib/gi18n-lib.h>

#define HINTS 200

static void
zone_free (gpointer zone)
{
  if (zone != NULL)
    mt_zone_unref (zone);
}

/**
 * mt_team_check_init:
 * @self: memory to fill
 * @report: (transfer none): takes the problems, and outlives @self
 *
 * Prepares a check; the caller sets the fields that say where zones come from.
 */
void
mt_team_check_init (MtTeamCheck *self, MtReport *report)
{
  *self = (MtTeamCheck){ .report = report, .hints_left = HINTS };
  self->known_zones = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, zone_free);
  self->weeks = g_hash_table_new_full ((GHashFunc) mt_week_hash, (GEqualFunc) mt_week_equal,
                                       (GDestroyNotify) mt_week_unref, NULL);
  self->ids = g_hash_table_new (g_str_hash, g_str_equal);
  self->emails = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
}

/**
 * mt_team_check_clear:
 * @self: a check
 *
 * Frees what a check holds.
 */
void
mt_team_check_clear (MtTeamCheck *self)
{
  g_clear_pointer (&self->zone_names, g_strfreev);
  g_clear_pointer (&self->known_zones, g_hash_table_unref);
  g_clear_pointer (&self->weeks, g_hash_table_unref);
  g_clear_pointer (&self->ids, g_hash_table_unref);
  g_clear_pointer (&self->emails, g_hash_table_unref);
}

/**
 * mt_team_check_hint:
 * @self: a check
 * @word: a name nobody knows
 * @names: (array zero-terminated=1): the names there are
 *
 * Returns: (transfer full): ": did you mean ...?" with up to three near names, or "" when there are
 *   none, or too many problems had a hint already
 */
char *
mt_team_check_hint (MtTeamCheck *self, const char *word, const char *const *names)
{
  g_auto (GStrv) near = NULL;
  g_autofree char *list = NULL;

  if (self->hints_left == 0)
    return g_strdup ("");
  self->hints_left--;
  near = mt_near_find (word, names, 3);
  if (near[0] == NULL)
    return g_strdup ("");
  list = g_strjoinv (", ", near);
  return g_strdup_printf (_ (": did you mean %s?"), list);
}

/**
 * mt_team_check_kind:
 * @self: a check
 * @node: a value
 * @kind: what it must be
 *
 * Returns: %TRUE if @node is that; else the fault is reported
 */
gboolean
mt_team_check_kind (MtTeamCheck *self, const MtJsonNode *node, MtJsonKind kind)
{
  if (node->kind == kind)
    return TRUE;
  if (node->key != NULL)
    mt_report_add (self->report, MT_SEVERITY_ERROR, node->start, _ ("\"%s\" must be %s, not %s"),
                   node->key, mt_json_kind_to_string (kind), mt_json_kind_to_string (node->kind));
  else
    mt_report_add (self->report, MT_SEVERITY_ERROR, node->start, _ ("this must be %s, not %s"),
                   mt_json_kind_to_string (kind), mt_json_kind_to_string (node->kind));
  return FALSE;
}

/**
 * mt_team_check_keys:
 * @self: a check
 * @object: an object
 * @known: (array zero-terminated=1): the keys that mean something in it
 *
 * Warns about every other key.
 */
void
mt_team_check_keys (MtTeamCheck *self, const MtJsonNode *object, const char *const *known)
{
  for (const MtJsonNode *member = object->first; member != NULL; member = member->next)
    if (!g_strv_contains (known, member->key))
      {
        g_autofree char *hint = mt_team_check_hint (self, member->key, known);

        mt_report_add (self->report, MT_SEVERITY_WARNING, member->key_start,
                       _ ("\"%s\" means nothing here%s"), member->key, hint);
      }
}

/**
 * mt_team_check_member:
 * @self: a check
 * @object: an object
 * @key: a key
 * @kind: what its value must be
 * @required: whether it is a fault when there is none
 *
 * Returns: (transfer none) (nullable): the value, %NULL when it is absent or of another kind
 */
const MtJsonNode *
mt_team_check_member (MtTeamCheck *self,
                      const MtJsonNode *object,
                      const char *key,
                      MtJsonKind kind,
                      gboolean required)
{
  const MtJsonNode *member = mt_json_node_member (object, key);

  if (member == NULL)
    {
      if (required)
        mt_report_add (self->report, MT_SEVERITY_ERROR, object->start, _ ("\"%s\" is missing here"),
                       key);
      return NULL;
    }
  return mt_team_check_kind (self, member, kind) ? member : NULL;
}

/**
 * mt_team_check_text:
 * @self: a check
 * @object: an object
 * @key: a key
 * @required: whether it is a fault when there is none
 *
 * Returns: (transfer none) (nullable): the string, never an empty one
 */
const char *
mt_team_check_text (MtTeamCheck *self, const MtJsonNode *object, const char *key, gboolean required)
{
  const MtJsonNode *node = mt_team_check_member (self, object, key, MT_JSON_STRING, required);

  if (node == NULL)
    return NULL;
  if (node->string[0] != '\0')
    return node->string;
  if (required)
    mt_report_add (self->report, MT_SEVERITY_ERROR, node->start, _ ("\"%s\" is empty"), key);
  return NULL;
}

/**
 * mt_team_check_date:
 * @self: a check
 * @object: an object
 * @key: a key
 * @required: whether it is a fault when there is none
 * @date: (out): the date
 *
 * Returns: %TRUE if there is a date
 */
gboolean
mt_team_check_date (MtTeamCheck *self,
                    const MtJsonNode *object,
                    const char *key,
                    gboolean required,
                    MtDate *date)
{
  const MtJsonNode *node = mt_team_check_member (self, object, key, MT_JSON_STRING, required);

  if (node == NULL)
    return FALSE;
  if (mt_date_parse (node->string, date) && *date >= MT_DATE_MIN && *date < MT_DATE_MAX)
    return TRUE;
  mt_report_add (self->report, MT_SEVERITY_ERROR, node->start,
                 _ ("\"%s\" is no date: write it as 2026-12-24"), node->string);
  return FALSE;
}

/**
 * mt_team_check_period:
 * @self: a check
 * @object: an object with "from" and "to"
 * @from: (out): its first date
 * @to: (out): its last date
 *
 * Returns: %TRUE if there are both, in order
 */
gboolean
mt_team_check_period (MtTeamCheck *self, const MtJsonNode *object, MtDate *from, MtDate *to)
{
  gboolean has_from = mt_team_check_date (self, object, "from", TRUE, from);
  gboolean has_to = mt_team_check_date (self, object, "to", TRUE, to);

  if (!has_from || !has_to)
    return FALSE;
  if (*from <= *to)
    return TRUE;
  mt_report_add (self->report, MT_SEVERITY_ERROR, mt_json_node_member (object, "to")->start,
                 _ ("\"to\" lies before \"from\": \"to\" is the last date of the two"));
  return FALSE;
}
