/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtPersonItem: the day of a person as a track, and what a walk along it stops at.
 */
#include "config.h"

#include "service/mt-person-item-private.h"

#include "service/mt-track-text.h"
#include "service/mt-track.h"

#define STOPS_REACH_S (2 * MT_DAY_S)

/**
 * mt_person_item_dup_track:
 * @self: an item
 * @window: the span to draw
 *
 * Returns: (transfer full) (element-type MtTrackSegment): what to draw, from the back to the front,
 *   clipped to @window
 */
GArray *
mt_person_item_dup_track (MtPersonItem *self, MtSpan window)
{
  g_return_val_if_fail (MT_IS_PERSON_ITEM (self), NULL);

  return mt_track_new (mt_person_item_get_moment (self)->patterns, mt_person_item_get_person (self),
                       mt_person_item_get_agenda (self), window);
}

/**
 * mt_person_item_dup_stops:
 * @self: an item
 * @axis: the span shown
 *
 * What a walk along the track stops at. The first and the last may begin before @axis and end after
 * it; where that is days away, at %G_MININT64 and %G_MAXINT64.
 *
 * Returns: (transfer full) (element-type MtTrackSegment): as mt_track_flatten(), what touches @axis
 */
GArray *
mt_person_item_dup_stops (MtPersonItem *self, MtSpan axis)
{
  const MtSpan wide = { axis.start - STOPS_REACH_S, axis.end + STOPS_REACH_S };
  g_autoptr (GArray) track = NULL;
  GArray *stops = NULL;

  g_return_val_if_fail (MT_IS_PERSON_ITEM (self), NULL);

  track = mt_person_item_dup_track (self, wide);
  stops = mt_track_flatten (track, wide);
  if (stops->len > 0)
    {
      g_array_index (stops, MtTrackSegment, 0).start = G_MININT64;
      g_array_index (stops, MtTrackSegment, stops->len - 1).end = G_MAXINT64;
    }
  while (stops->len > 0 && g_array_index (stops, MtTrackSegment, 0).end <= axis.start)
    g_array_remove_index (stops, 0);
  while (stops->len > 0 && g_array_index (stops, MtTrackSegment, stops->len - 1).start >= axis.end)
    g_array_set_size (stops, stops->len - 1);

  return stops;
}

/**
 * mt_person_item_dup_stop_text:
 * @self: an item
 * @stop: one of its stops
 *
 * Returns: (transfer full): "Meeting 11:00–12:00, your 05:30–06:30"
 */
char *
mt_person_item_dup_stop_text (MtPersonItem *self, const MtTrackSegment *stop)
{
  g_return_val_if_fail (MT_IS_PERSON_ITEM (self), NULL);

  return mt_track_text (mt_person_item_get_moment (self), mt_person_item_get_person (self), stop);
}
