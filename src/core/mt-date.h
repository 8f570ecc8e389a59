/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * Calendar dates and wall-clock values as plain numbers.
 */
#pragma once

#include "core/mt-types.h"

G_BEGIN_DECLS

#define MT_DAY_S 86400
#define MT_DATE_MIN ((MtDate) -135140) /* 1600-01-01: nothing earlier is accepted from outside */
#define MT_DATE_MAX ((MtDate) 84006)   /* 2200-01-01: nothing from here on is accepted */

typedef enum
{
  MT_MONDAY,
  MT_TUESDAY,
  MT_WEDNESDAY,
  MT_THURSDAY,
  MT_FRIDAY,
  MT_SATURDAY,
  MT_SUNDAY,
} MtWeekday;

MtDate mt_date_from_civil (int year, int month, int day);
void mt_date_to_civil (MtDate date, int *year, int *month, int *day);
gboolean mt_date_is_valid_civil (int year, int month, int day);
MtWeekday mt_date_weekday (MtDate date);
MtDate mt_date_of_wall (gint64 wall_s);
gint64 mt_date_to_wall (MtDate date);
gboolean mt_date_parse (const char *text, MtDate *date);
char *mt_date_format (MtDate date);

G_END_DECLS
