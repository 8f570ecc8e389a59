/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * One person of a team file.
 */
#pragma once

#include "team/mt-team-check.h"

G_BEGIN_DECLS

MtPerson *mt_person_read (MtTeamCheck *check, const MtJsonNode *object);
void mt_person_read_reference (MtTeamCheck *check, const MtJsonNode *node, const char *const *also);

G_END_DECLS
