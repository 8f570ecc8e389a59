/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtIgnored: whose calendars do not count on this machine. Immutable once shared, so any thread may
 * read it.
 */
#pragma once

#include "core/mt-team.h"

G_BEGIN_DECLS

typedef struct _MtIgnored MtIgnored;

MtIgnored *mt_ignored_new (void);
MtIgnored *mt_ignored_ref (MtIgnored *self);
void mt_ignored_unref (MtIgnored *self);
void mt_ignored_add (MtIgnored *self, const char *person, const char *calendar);
MtIgnored *mt_ignored_copy_with (const MtIgnored *self,
                                 const char *person,
                                 const char *calendar,
                                 gboolean counts);
gboolean mt_ignored_equal (const MtIgnored *a, const MtIgnored *b);
void mt_ignored_apply (const MtIgnored *self, MtTeam *team);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MtIgnored, mt_ignored_unref)

G_END_DECLS
