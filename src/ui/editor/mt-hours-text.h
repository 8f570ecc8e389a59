/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * Working hours in words, and times of day as they are typed.
 */
#pragma once

#include "core/mt-team.h"
#include "service/mt-format.h"

G_BEGIN_DECLS

gboolean mt_hours_read_time (const char *text, gint32 *time_s);
gboolean mt_hours_read_range (const char *start, const char *end, MtRange *range, char **problem);
char *mt_hours_format_end (MtFormat *format, gint32 end_s);
char *mt_hours_format_range (MtFormat *format, MtRange range);
char *mt_hours_format_ranges (MtFormat *format, const GArray *ranges);
char *mt_hours_speak_range (MtFormat *format, MtRange range);
char *mt_hours_speak_day (MtFormat *format, MtWeekday day, const GArray *ranges);
char *mt_hours_format_week (MtFormat *format, const MtWeek *week);

G_END_DECLS
