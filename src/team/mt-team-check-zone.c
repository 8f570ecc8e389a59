/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * Time zones of a team file: exact IANA names, and why a bare offset is none.
 */
#include "config.h"

#include "team/mt-team-check.h"

#include <glib/gi18n-lib.h>

#include <string.h>

/* "+01:00", "UTC+1", "GMT-03:30" */
static gboolean
is_offset (const char *name)
{
  if (g_ascii_strncasecmp (name, "UTC", 3) == 0 || g_ascii_strncasecmp (name, "GMT", 3) == 0)
    name += 3;
  while (*name == ' ')
    name++;
  return (*name == '+' || *name == '-') && g_ascii_isdigit (name[1]);
}

/* Names of tzdata that stand for an offset or for a rule of the past, not for a place. */
static gboolean
is_placeless (const char *name)
{
  static const char *const names[] = { "EST",     "MST", "HST", "EST5EDT", "CST6CDT", "MST7MDT",
                                       "PST8PDT", "CET", "MET", "EET",     "WET",     NULL };

  return g_str_has_prefix (name, "Etc/GMT+") || g_str_has_prefix (name, "Etc/GMT-") ||
         g_strv_contains (names, name);
}

/* Found beside the zones, yet not one that every machine knows alike. */
static gboolean
is_private (const char *name)
{
  static const char *const names[] = { "localtime", "posixrules", "Factory", NULL };

  return g_str_has_prefix (name, "posix/") || g_str_has_prefix (name, "right/") ||
         g_strv_contains (names, name);
}

static MtZone *
look_up (MtTeamCheck *self, const char *name)
{
  gpointer known;

  if (!g_hash_table_lookup_extended (self->known_zones, name, NULL, &known))
    {
      known = is_private (name) ? NULL : self->lookup (name, self->zones);
      g_hash_table_insert (self->known_zones, g_strdup (name), known);
    }
  return known;
}

static void
report_unknown (MtTeamCheck *self, const MtJsonNode *node)
{
  static const char *const none[] = { NULL };
  g_autofree char *hint = NULL;

  if (self->zone_names == NULL && self->names != NULL)
    self->zone_names = self->names (self->zones);
  hint = mt_team_check_hint (
      self, node->string, self->zone_names != NULL ? (const char *const *) self->zone_names : none);
  if (hint[0] == '\0')
    mt_report_add (self->report, MT_SEVERITY_ERROR, node->start,
                   _ ("\"%s\" is no time zone: write an IANA name such as Europe/Madrid"),
                   node->string);
  else
    mt_report_add (self->report, MT_SEVERITY_ERROR, node->start, _ ("\"%s\" is no time zone%s"),
                   node->string, hint);
}

/**
 * mt_team_check_zone:
 * @self: a check
 * @object: an object with a "timezone"
 *
 * Looks its zone up.
 *
 * Returns: (transfer full) (nullable): the zone, %NULL when the name is absent or unknown
 */
MtZone *
mt_team_check_zone (MtTeamCheck *self, const MtJsonNode *object)
{
  const MtJsonNode *node = mt_team_check_member (self, object, "timezone", MT_JSON_STRING, TRUE);
  MtZone *zone;

  if (node == NULL)
    return NULL;
  if (is_offset (node->string))
    {
      mt_report_add (self->report, MT_SEVERITY_ERROR, node->start,
                     _ ("\"%s\" is an offset, which is wrong for half of the year wherever clocks "
                        "change: write the zone of the place, such as Europe/Madrid"),
                     node->string);
      return NULL;
    }
  zone = look_up (self, node->string);
  if (zone == NULL)
    {
      report_unknown (self, node);
      return NULL;
    }
  if (is_placeless (node->string))
    mt_report_add (self->report, MT_SEVERITY_WARNING, node->start,
                   _ ("\"%s\" names no place, so it does not follow when the clocks of a place "
                      "change: write the zone of the place, such as Europe/Madrid"),
                   node->string);
  return mt_zone_ref (zone);
}
