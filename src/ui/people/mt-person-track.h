/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtPersonTrack: one person's day, drawn: night, hours, meetings, focus, absence, the unknown.
 */
#pragma once

#include "ui/people/mt-axis.h"

G_BEGIN_DECLS

#define MT_TYPE_PERSON_TRACK (mt_person_track_get_type ())
G_DECLARE_FINAL_TYPE (MtPersonTrack, mt_person_track, MT, PERSON_TRACK, GtkWidget)

/* Signal: named (string, nullable): what the cursor is at; NULL when the cursor has gone. */
GtkWidget *mt_person_track_new (MtAxis *axis);
void mt_person_track_set_person (MtPersonTrack *self, MtPersonItem *person);
gboolean mt_person_track_walk (MtPersonTrack *self, int direction);
void mt_person_track_snapshot_bar (GtkWidget *widget,
                                   GtkSnapshot *snapshot,
                                   MtTrackKind kind,
                                   const graphene_rect_t *bar);

G_END_DECLS
