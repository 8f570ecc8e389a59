/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * A recurring component, expanded in a window.
 */
#pragma once

#include "core/mt-span.h"
#include "ical/worker/mt-component.h"

G_BEGIN_DECLS

#define MT_SERIES_MAX_INSTANCES 10000
#define MT_SERIES_MAX_RULES 8

void mt_series_expand (MtComponent *master, GPtrArray *overrides, MtSpan window);
gboolean mt_series_touches (MtTime start, gint64 length_s, MtSpan window);

G_END_DECLS
