/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * The insides of MtSource, for the files that are its parts.
 */
#pragma once

#include "service/mt-source.h"

G_BEGIN_DECLS

void mt_source_fail (MtSource *self, GPtrArray *problems, const char *message);
void mt_source_read_stored (MtSource *self, MtItemStore *items, GPtrArray *problems);

G_END_DECLS
