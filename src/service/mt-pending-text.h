/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * What waits to be sent, in words.
 */
#pragma once

#include "core/mt-pending.h"

G_BEGIN_DECLS

char *mt_pending_text (const MtPendingMark *mark);

G_END_DECLS
