/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * Whose calendar a collection is likely to be, and the words why: by address, by owner, by name.
 */
#pragma once

#include "core/mt-team.h"
#include "providers/collections/caldav/mt-home.h"

G_BEGIN_DECLS

typedef struct
{
  const MtPerson *person; /* of the team */
  char *why;              /* translated */
} MtProposal;

MtProposal *mt_proposal_new (const MtTeam *team,
                             const char *me,
                             const MtDiscovered *found,
                             const MtHomeCollection *collection);
void mt_proposal_free (MtProposal *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MtProposal, mt_proposal_free)

G_END_DECLS
