/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtPersonItem: one person as the window shows them at the chosen instant. Main thread only.
 */
#pragma once

#include <gio/gio.h>
#include "core/mt-state.h"
#include "service/mt-picture.h"

G_BEGIN_DECLS

/* What a track draws, from the back to the front. */
typedef enum
{
  MT_TRACK_NIGHT, /* 22:00-06:00 on the person's own clock */
  MT_TRACK_HOURS, /* working time */
  MT_TRACK_TENTATIVE,
  MT_TRACK_FOCUS,
  MT_TRACK_BUSY,
  MT_TRACK_AWAY,    /* leave, holiday, BUSY-UNAVAILABLE: over what would be working hours */
  MT_TRACK_UNKNOWN, /* working hours of a person whose calendar is unknown */
} MtTrackKind;

typedef struct
{
  gint64 start;
  gint64 end;
  MtTrackKind kind;
} MtTrackSegment;

#define MT_TYPE_PERSON_ITEM (mt_person_item_get_type ())
G_DECLARE_FINAL_TYPE (MtPersonItem, mt_person_item, MT, PERSON_ITEM, GObject)

/* Properties, all read-only, all notified when the chosen instant or the data change:
 *   id, name, initials, place (string)
 *   color (uint, 0-9: a fixed palette)
 *   zone-id (string) of the date
 *   local (string) "15:22"; local-day (string) "", "+1 day", "-1 day"
 *   state (int, MtStateKind); state-text (string) "Working until 19:00"; state-yours (string) "your
 * 14:30", "" where the clocks agree until (int64, G_MAXINT64 none) mark (int, MtMark); mark-text
 * (string) "" when ok or none, else what is wrong and what to do why (string) why somebody is away:
 * "Leave", "Holiday: ...", "from calendar work.ics", "" otherwise is-me (boolean) is-chosen
 * (boolean): among those whose overlap is shown; spoken-day (string) the whole day in words, for
 * screen readers; picture (MtPicture): NULL: the initials are shown; source-text (string)
 * "dav.example.org, read 11:20", "" without a server; trouble-text (string) "password refused,
 * since 11:20", "" when all is well: of their calendars on servers */
const MtPerson *mt_person_item_get_person (MtPersonItem *self);
const MtAgenda *mt_person_item_get_agenda (MtPersonItem *self);
MtState mt_person_item_get_state (MtPersonItem *self);
gboolean mt_person_item_get_chosen (MtPersonItem *self);
MtPicture *mt_person_item_get_picture (MtPersonItem *self); /* (transfer none) (nullable) */
GArray *mt_person_item_dup_track (MtPersonItem *self,
                                  MtSpan window); /* (element-type MtTrackSegment) */
GArray *mt_person_item_dup_stops (MtPersonItem *self,
                                  MtSpan axis); /* (element-type MtTrackSegment) */
char *mt_person_item_dup_stop_text (MtPersonItem *self, const MtTrackSegment *stop);

G_END_DECLS
