/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * Working hours of a team file: ranges of wall-clock time, weekdays, exceptions, stretch.
 */
#pragma once

#include "team/mt-team-check.h"

G_BEGIN_DECLS

MtWeek *mt_hours_read_week (MtTeamCheck *check, const MtJsonNode *person);
void mt_hours_read_exceptions (MtTeamCheck *check, const MtJsonNode *object, MtPerson *person);
void mt_hours_read_stretch (MtTeamCheck *check, const MtJsonNode *object, MtPerson *person);
gboolean mt_hours_find_weekday (const char *key, MtWeekday *weekday);
const char *const *mt_hours_weekday_keys (void);

G_END_DECLS
