/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtFormat: times and dates as the person at this machine reads them: 12 or 24 hours, names of days
 * and months, the first day of the week. The one place where an instant becomes words.
 */
#pragma once

#include <gio/gio.h>
#include "core/mt-date.h"
#include "core/mt-span.h"
#include "core/mt-zone.h"

G_BEGIN_DECLS

#define MT_TYPE_FORMAT (mt_format_get_type ())
G_DECLARE_FINAL_TYPE (MtFormat, mt_format, MT, FORMAT, GObject)

/* Properties, read-only: twelve-hour (boolean), notified when the desktop's setting changes.
 * mt_format_new() follows the system; _fixed() is for tests. All strings are (transfer full). */
MtFormat *mt_format_new (void);
MtFormat *mt_format_new_fixed (gboolean twelve_hour, MtWeekday first_weekday);
gboolean mt_format_get_twelve_hour (MtFormat *self);
MtWeekday mt_format_get_first_weekday (MtFormat *self);

char *mt_format_wall_time (MtFormat *self, gint64 wall_s);                         /* "17:00" */
char *mt_format_time (MtFormat *self, gint64 instant, const MtZone *zone);         /* "17:00" */
char *mt_format_weekday_time (MtFormat *self, gint64 instant, const MtZone *zone); /* "Thu 17:00" */
char *mt_format_date (MtFormat *self, MtDate date);      /* "Tue 24 Nov" */
char *mt_format_date_long (MtFormat *self, MtDate date); /* "Tuesday 24 November" */
char *mt_format_date_full (MtFormat *self, MtDate date); /* "Tuesday 24 November 2026" */
char *mt_format_date_time (MtFormat *self,
                           gint64 instant,
                           const MtZone *zone); /* "Tuesday 24 November, 15:22" */
char *mt_format_span (MtFormat *self, MtSpan span, const MtZone *zone); /* "17:30–18:00" */
char *
mt_format_weekday_span (MtFormat *self, MtSpan span, const MtZone *zone); /* "Tue 17:30–18:00" */
char *mt_format_length (MtFormat *self, gint64 length_s);                 /* "2 h 30 min" */
char *mt_format_offset (MtFormat *self, gint32 offset_s);     /* "+4:30", "−6 h", "0 h" */
char *mt_format_signed (MtFormat *self, const char *text);    /* "+1 day" */
char *mt_format_utc_offset (MtFormat *self, gint32 offset_s); /* "UTC+5:30", "UTC−6", "UTC" */
const char *mt_format_weekday_name (MtFormat *self, MtWeekday weekday);  /* "Tuesday" */
const char *mt_format_weekday_short (MtFormat *self, MtWeekday weekday); /* "Tue" */

G_END_DECLS
