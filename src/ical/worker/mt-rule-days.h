/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * The dates one period of a rule names: a day, a week, a month or a year.
 */
#pragma once

#include "core/mt-types.h"
#include "ical/worker/mt-rule.h"

G_BEGIN_DECLS

void mt_rule_days (const MtRule *rule, MtDate start, gint64 period, GArray *days);
gint64 mt_rule_period_of (const MtRule *rule, MtDate start, MtDate date);
MtDate mt_rule_period_first (const MtRule *rule, MtDate start, gint64 period);

G_END_DECLS
