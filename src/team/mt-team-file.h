/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * Reads the team file (DESIGN section 3): every problem with its place, unknown keys kept and
 * warned about.
 */
#pragma once

#include "core/mt-problem.h"
#include "core/mt-team.h"

G_BEGIN_DECLS

/* Lists the zone names there are, for "did you mean": (transfer full), NULL-terminated. */
typedef char **(*MtZoneNames) (gpointer user_data);

/* `name` stands in the problems. `remote`: the file came by https (may not name local files).
 * `lookup` and `names` (nullable) both get `zones`. Returns (transfer full), or NULL when at least
 * one problem is an error. Every problem is appended to `problems` (element-type MtProblem), in the
 * order of the file. Pure: any thread. */
MtTeam *mt_team_file_read (GBytes *bytes,
                           const char *name,
                           gboolean remote,
                           MtZoneLookup lookup,
                           MtZoneNames names,
                           gpointer zones,
                           GPtrArray *problems);

G_END_DECLS
