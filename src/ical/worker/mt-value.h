/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * Dates, times and lengths of iCalendar text, every one range-checked before anything computes
 * with it.
 */
#pragma once

#include "core/mt-item.h"
#include "core/mt-zone.h"
#include "ical/worker/mt-line.h"

G_BEGIN_DECLS

/* What the digits say, without a zone. */
typedef struct
{
  gboolean is_date;
  gboolean is_utc;
  gint64 wall; /* wall seconds of the digits; of a date: of its midnight */
} MtDigits;

/* A point in time as it stands in a property, and what it means. */
typedef struct
{
  MtTime time;
  gint64 wall;      /* of the digits */
  MtZone *zone;     /* (nullable): of the TZID; unowned: the cache of zones keeps it */
  gboolean in_utc;  /* written with Z */
  gboolean unknown; /* a TZID nobody knows: read as floating */
} MtMoment;

typedef struct
{
  gint32 days;
  gint64 seconds;
} MtDuration;

gboolean mt_digits_parse (MtSlice text, gboolean clamp, MtDigits *digits);
gboolean mt_duration_parse (MtSlice text, MtDuration *duration);
gint64 mt_moment_wall_as (const MtMoment *self, MtTimeKind kind, MtZone *zone);
MtTime mt_moment_as (const MtMoment *self, MtTimeKind kind, MtZone *zone);
MtTime mt_moment_after (const MtMoment *self, gint32 days, gint64 seconds);
MtTime mt_time_from_wall (MtTimeKind kind, MtZone *zone, gint64 wall);
gint64 mt_time_order (MtTime time);

G_END_DECLS
