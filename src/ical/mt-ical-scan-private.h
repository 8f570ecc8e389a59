/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * The reading of lines: where components begin and end, and which of them are within the gates.
 */
#pragma once

#include "ical/mt-ical-groups-private.h"
#include "ical/mt-ical-report-private.h"

G_BEGIN_DECLS

void mt_ical_scan (const char *text,
                   gsize length,
                   gboolean times,
                   MtIcalGroups *groups,
                   MtIcalReport *report);

G_END_DECLS
