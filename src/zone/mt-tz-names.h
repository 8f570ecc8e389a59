/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtTzNames: which zones a directory of tzdata holds, and which place names mean them.
 */
#pragma once

#include "zone/mt-tz-tables.h"

G_BEGIN_DECLS

typedef struct _MtTzNames MtTzNames;

MtTzNames *mt_tz_names_load (const char *directory, const MtTzTables *tables);
void mt_tz_names_free (MtTzNames *self);
const char *const *mt_tz_names_list (const MtTzNames *self);
const char *mt_tz_names_find_place (const MtTzNames *self, const char *place);
gboolean mt_tz_names_is_legal (const char *id);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MtTzNames, mt_tz_names_free)

G_END_DECLS
