/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * Fuzz target: the team file. Whatever the bytes are, reading ends, and either gives a team or says
 * why not, at a place within the file.
 */
#include "config.h"

#include "team/mt-team-file.h"

#include <string.h>

int LLVMFuzzerTestOneInput (const guint8 *data, size_t size);

static MtZone *
lookup (const char *id, gpointer user_data)
{
  return strchr (id, '/') != NULL ? mt_zone_new_fixed (id, 0) : NULL;
}

static char **
list_names (gpointer user_data)
{
  static const char *const names[] = { "Europe/Madrid", "America/New_York", NULL };

  return g_strdupv ((char **) names);
}

static void
check_problem (const MtProblem *problem, size_t size)
{
  g_assert_cmpuint (problem->line, >=, 1);
  g_assert_cmpuint (problem->line, <=, size + 1);
  g_assert_cmpuint (problem->column, >=, 1);
  g_assert_cmpuint (problem->column, <=, size + 1);
  g_assert_true (g_utf8_validate (problem->message, -1, NULL));
  g_assert_null (strchr (problem->message, '\n'));
}

int
LLVMFuzzerTestOneInput (const guint8 *data, size_t size)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static (data, size);
  g_autoptr (GPtrArray) problems =
      g_ptr_array_new_with_free_func ((GDestroyNotify) mt_problem_free);
  gboolean remote = size > 0 && (data[size - 1] & 1) != 0;
  g_autoptr (MtTeam) team =
      mt_team_file_read (bytes, "team.json", remote, lookup, list_names, NULL, problems);
  gboolean has_error = FALSE;

  for (guint i = 0; i < problems->len; i++)
    {
      const MtProblem *problem = g_ptr_array_index (problems, i);

      check_problem (problem, size);
      has_error = has_error || problem->severity == MT_SEVERITY_ERROR;
    }
  g_assert_cmpint (team == NULL, ==, has_error);
  return 0;
}
