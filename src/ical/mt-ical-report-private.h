/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtIcalReport: what there is to say of one file that is split: what is left out, and what was odd.
 */
#pragma once

#include "core/mt-problem.h"

G_BEGIN_DECLS

typedef struct
{
  const char *file;    /* unowned, nullable */
  GPtrArray *problems; /* unowned, (element-type MtProblem) */
  guint named;
  guint unnamed;     /* left out beyond those that are named one by one */
  gboolean garbage;  /* lines that are no iCalendar */
  gboolean repaired; /* bytes that are no UTF-8 */
} MtIcalReport;

void mt_ical_report_item (MtIcalReport *self, guint line, const char *item, const char *why);
void mt_ical_report_finish (MtIcalReport *self);

G_END_DECLS
