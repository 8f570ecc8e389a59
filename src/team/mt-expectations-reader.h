/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * The expectations of a team file: how fast each channel is answered.
 */
#pragma once

#include "team/mt-team-check.h"

G_BEGIN_DECLS

void mt_expectations_read (MtTeamCheck *check, const MtJsonNode *root, MtTeam *team);

G_END_DECLS
