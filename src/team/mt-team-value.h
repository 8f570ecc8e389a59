/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * Records of the team as the values that the team file has for them.
 */
#pragma once

#include "core/mt-team.h"
#include "team/mt-json-node.h"

G_BEGIN_DECLS

MtJsonNode *mt_team_value_texts (const char *const *texts);
MtJsonNode *mt_team_value_range (MtRange range);
MtJsonNode *mt_team_value_ranges (const GArray *ranges);
MtJsonNode *mt_team_value_week (const MtWeek *week);
MtJsonNode *mt_team_value_exceptions (const GArray *exceptions);
MtJsonNode *mt_team_value_away (const GArray *away);
MtJsonNode *mt_team_value_travel (const GArray *travel);
gboolean mt_team_value_same_ranges (const MtJsonNode *old, const MtJsonNode *value);

G_END_DECLS
