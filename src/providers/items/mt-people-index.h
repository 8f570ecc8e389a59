/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * Who an address of an item belongs to, in one look however large the team.
 */
#pragma once

#include "core/mt-team.h"

G_BEGIN_DECLS

GHashTable *mt_people_index_new (const MtTeam *team);
const MtPerson *mt_people_index_find (GHashTable *index, const char *address);

G_END_DECLS
