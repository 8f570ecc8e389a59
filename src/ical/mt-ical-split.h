/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * The gates in front of foreign iCalendar text, and its splitting into objects: one per UID. Pure
 * functions over bytes; nothing here knows libical.
 */
#pragma once

#include "ical/mt-ical-object.h"

G_BEGIN_DECLS

#define MT_ICAL_MAX_FILE (32 * 1024 * 1024)
#define MT_ICAL_MAX_LINE (1024 * 1024)
#define MT_ICAL_MAX_DEPTH 16
#define MT_ICAL_MAX_PROPERTIES 10000 /* of one component */
#define MT_ICAL_MAX_ATTENDEES 1000   /* of one component */

gboolean mt_ical_split (GBytes *bytes, const char *file, GPtrArray *objects, GPtrArray *problems);
gboolean
mt_ical_split_times (GBytes *bytes, const char *file, GPtrArray *objects, GPtrArray *problems);

G_END_DECLS
