/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtDayTrack: one day of one person, drawn by itself.
 */
#pragma once

#include <gtk/gtk.h>
#include "service/mt-session.h"

G_BEGIN_DECLS

#define MT_TYPE_DAY_TRACK (mt_day_track_get_type ())
G_DECLARE_FINAL_TYPE (MtDayTrack, mt_day_track, MT, DAY_TRACK, GtkWidget)

GtkWidget *mt_day_track_new (MtSession *session, MtPersonItem *person);
void mt_day_track_set_span (MtDayTrack *self, MtSpan span);

G_END_DECLS
