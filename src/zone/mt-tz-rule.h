/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtTzRule: the POSIX TZ string at the end of a TZif file, which says how the clocks go on after
 * the last transition of the table.
 */
#pragma once

#include "core/mt-zone.h"

G_BEGIN_DECLS

typedef enum
{
  MT_TZ_DAY_OF_YEAR,         /* n: 0..365, 29 February counts */
  MT_TZ_DAY_OF_YEAR_NO_LEAP, /* Jn: 1..365, 29 February never counts */
  MT_TZ_DAY_OF_MONTH,        /* Mm.w.d: weekday d of week w of month m */
} MtTzDayKind;

/* When the clocks change, year by year. */
typedef struct
{
  MtTzDayKind kind;
  int month;
  int week; /* 5: the last one */
  int day;  /* of the year, or of the week, Sunday being 0 */
  gint32 time_s;
} MtTzDay;

typedef struct
{
  gint32 standard_s; /* seconds east of UTC */
  gboolean has_daylight;
  gint32 daylight_s;
  MtTzDay start; /* of daylight saving, by the standard clock */
  MtTzDay end;   /* by the daylight saving clock */
} MtTzRule;

gboolean mt_tz_rule_parse (const char *text, MtTzRule *rule);
void
mt_tz_rule_extend (const MtTzRule *rule, gint64 after, int from_year, int to_year, GArray *changes);

G_END_DECLS
