/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * A handful of zones for tests of the team file, without tzdata; and reading a file in one call.
 */
#pragma once

#include "team/mt-team-file.h"

MtZone *fake_zones_lookup (const char *id, gpointer user_data);
char **fake_zones_names (gpointer user_data);

/* The problems as the command prints them, one a line; `team` (nullable) takes the team. */
char *fake_zones_read (const char *json, gssize size, gboolean remote, MtTeam **team);
