/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * A handful of zones for tests of the team file, without tzdata; and reading a file in one call.
 */
#include "config.h"

#include "fake-zones.h"

#include <string.h>

static const char *const zone_names[] = {
  "Africa/Cairo",     "America/New_York", "Asia/Kolkata",  "CET", "Etc/GMT+5",
  "Europe/Amsterdam", "Europe/Berlin",    "Europe/Madrid", "UTC", NULL
};

MtZone *
fake_zones_lookup (const char *id, gpointer user_data)
{
  return g_strv_contains (zone_names, id) || g_str_equal (id, "localtime")
             ? mt_zone_new_fixed (id, 3600)
             : NULL;
}

char **
fake_zones_names (gpointer user_data)
{
  return g_strdupv ((char **) zone_names);
}

char *
fake_zones_read (const char *json, gssize size, gboolean remote, MtTeam **team)
{
  g_autoptr (GBytes) bytes = g_bytes_new (json, size < 0 ? strlen (json) : (gsize) size);
  g_autoptr (GPtrArray) problems =
      g_ptr_array_new_with_free_func ((GDestroyNotify) mt_problem_free);
  g_autoptr (GString) lines = g_string_new (NULL);
  g_autoptr (MtTeam) read =
      mt_team_file_read (bytes, "t", remote, fake_zones_lookup, fake_zones_names, NULL, problems);

  for (guint i = 0; i < problems->len; i++)
    {
      const MtProblem *problem = g_ptr_array_index (problems, i);

      g_string_append_printf (lines, "%s%c %s:%u:%u: %s", i > 0 ? "\n" : "",
                              problem->severity == MT_SEVERITY_ERROR ? 'E' : 'W', problem->file,
                              problem->line, problem->column, problem->message);
    }
  if (team != NULL)
    *team = g_steal_pointer (&read);
  return g_string_free (g_steal_pointer (&lines), FALSE);
}
