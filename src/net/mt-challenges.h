/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtChallenges: the ways to sign in that a 401 offers.
 */
#pragma once

#include <libsoup/soup.h>

G_BEGIN_DECLS

typedef struct _MtChallenges MtChallenges;

MtChallenges *mt_challenges_new (SoupMessageHeaders *headers);
void mt_challenges_free (MtChallenges *self);
char *mt_challenges_list (const MtChallenges *self);
const char *mt_challenges_find (const MtChallenges *self, const char *scheme);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MtChallenges, mt_challenges_free)

G_END_DECLS
