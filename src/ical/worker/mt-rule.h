/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtRule: an RRULE read and judged before anything iterates over it, and its bounded expansion in
 * wall-clock seconds.
 */
#pragma once

#include "ical/mt-ical-reason.h"
#include "ical/worker/mt-value.h"

G_BEGIN_DECLS

#define MT_RULE_MAX_BY 64         /* values of one BY part */
#define MT_RULE_MAX_STEPS 2000000 /* instances, or units of a sub-daily rule, looked at */

typedef enum
{
  MT_FREQ_SECONDLY,
  MT_FREQ_MINUTELY,
  MT_FREQ_HOURLY,
  MT_FREQ_DAILY,
  MT_FREQ_WEEKLY,
  MT_FREQ_MONTHLY,
  MT_FREQ_YEARLY,
} MtFreq;

typedef enum
{
  MT_BY_SECOND,
  MT_BY_MINUTE,
  MT_BY_HOUR,
  MT_BY_DAY, /* position * 8 + weekday, Sunday 1, with the sign of the position */
  MT_BY_MONTH_DAY,
  MT_BY_YEAR_DAY,
  MT_BY_WEEK_NO,
  MT_BY_MONTH,
  MT_BY_SET_POS,
  MT_N_BY,
} MtByPart;

typedef struct
{
  guint n;
  gint16 at[MT_RULE_MAX_BY];
} MtBy;

typedef struct
{
  MtFreq freq;
  gint interval;
  gint64 count; /* 0: none */
  gboolean has_until;
  MtDigits until;
  guint week_start; /* 1 Sunday .. 7 Saturday */
  const char *skip; /* static: "OMIT", "BACKWARD", "FORWARD" */
  MtBy by[MT_N_BY];
} MtRule;

/* Called with each instance in order; FALSE stops. */
typedef gboolean (*MtRuleVisit) (gint64 wall, gpointer user_data);

gboolean mt_rule_parse (MtSlice text, gboolean is_date, MtRule *rule, MtReasonCode *why);
gboolean mt_rule_expand (const MtRule *rule,
                         gint64 start,
                         gint64 from,
                         gint64 to,
                         MtRuleVisit visit,
                         gpointer user_data);
gboolean mt_rule_expand_subdaily (const MtRule *rule,
                                  gint64 start,
                                  gint64 from,
                                  gint64 to,
                                  MtRuleVisit visit,
                                  gpointer user_data);

G_END_DECLS
