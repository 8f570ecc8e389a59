/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtTrackCursor: the one place of a track that can have the focus; it names what is there.
 */
#pragma once

#include "ui/people/mt-axis.h"

G_BEGIN_DECLS

#define MT_TYPE_TRACK_CURSOR (mt_track_cursor_get_type ())
G_DECLARE_FINAL_TYPE (MtTrackCursor, mt_track_cursor, MT, TRACK_CURSOR, GtkWidget)

GtkWidget *mt_track_cursor_new (MtAxis *axis, MtPersonItem *person);
gboolean mt_track_cursor_walk (MtTrackCursor *self, int direction);
void mt_track_cursor_refresh (MtTrackCursor *self);
MtSpan mt_track_cursor_get_span (MtTrackCursor *self);
const char *mt_track_cursor_get_text (MtTrackCursor *self);

G_END_DECLS
