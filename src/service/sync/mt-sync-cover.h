/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * For which time a server was asked when somebody is busy: outside of it nothing is known, which is
 * not the same as free.
 */
#pragma once

#include "core/mt-span.h"
#include "store/mt-item-store.h"

G_BEGIN_DECLS

MtSpan mt_sync_cover_span (MtSpan usual, MtSpan wanted);
char *mt_sync_cover_write (MtSpan span);
gboolean mt_sync_cover_is_known (const MtStoreCollection *known, MtSpan window);

G_END_DECLS
