/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * What a VJOURNAL means here: an update, a decision or notes.
 */
#pragma once

#include "core/mt-due.h"

G_BEGIN_DECLS

void mt_post_reader_read (const MtTeam *team,
                          const GPtrArray *items,
                          GPtrArray *updates,
                          GPtrArray *notes);

G_END_DECLS
