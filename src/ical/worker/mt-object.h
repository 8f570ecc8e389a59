/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * The components of one UID, expanded in a window.
 */
#pragma once

#include "core/mt-span.h"
#include "ical/worker/mt-worker-zones.h"

G_BEGIN_DECLS

void mt_object_expand (const char *text,
                       gsize length,
                       const char *uid,
                       MtSpan window,
                       MtWorkerZones *zones,
                       GPtrArray *items,
                       GPtrArray *reasons);

G_END_DECLS
