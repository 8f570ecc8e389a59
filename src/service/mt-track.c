/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * What the track of one person draws.
 */
#include "config.h"

#include "service/mt-track.h"

#define NIGHT_START_S (22 * 3600)
#define NIGHT_END_S (MT_DAY_S + 6 * 3600)

static void
add (GArray *track, MtSpan window, gint64 start, gint64 end, MtTrackKind kind)
{
  const MtTrackSegment segment = { MAX (start, window.start), MIN (end, window.end), kind };

  if (segment.start < segment.end)
    g_array_append_val (track, segment);
}

static void
add_spans (GArray *track, MtSpan window, const MtSpans *spans, MtTrackKind kind)
{
  for (guint i = 0; i < spans->n; i++)
    add (track, window, spans->at[i].start, spans->at[i].end, kind);
}

static void
add_nights (GArray *track, MtSpan window, const MtPerson *person)
{
  const MtDate last = mt_day_of (person, window.end);

  for (MtDate date = mt_day_of (person, window.start) - 1; date <= last; date++)
    {
      const MtZone *zone = mt_person_zone_on (person, date);
      const gint64 midnight = mt_date_to_wall (date);

      add (track, window, mt_zone_to_instant (zone, midnight + NIGHT_START_S, MT_FOLD_FIRST),
           mt_zone_to_instant (zone, midnight + NIGHT_END_S, MT_FOLD_SECOND), MT_TRACK_NIGHT);
    }
}

static void
add_events (GArray *track, MtSpan window, const MtAgenda *agenda, MtBusyType type, MtTrackKind kind)
{
  for (guint i = 0; i < agenda->spans->len; i++)
    {
      const MtBusySpan *span = &g_array_index (agenda->spans, MtBusySpan, i);

      if (span->start >= window.end)
        break;
      if (span->type == type)
        add (track, window, span->start, span->end, kind);
    }
}

/**
 * mt_track_new: (skip)
 * @patterns: the memo of hours
 * @person: whose track
 * @agenda: what their calendars say
 * @window: the span to draw
 *
 * Returns: (transfer full) (element-type MtTrackSegment): the segments, clipped to @window, by kind
 *   (from the back to the front) and then by start
 */
GArray *
mt_track_new (MtPatterns *patterns, const MtPerson *person, const MtAgenda *agenda, MtSpan window)
{
  GArray *track = g_array_new (FALSE, FALSE, sizeof (MtTrackSegment));
  g_autoptr (MtSpans) hours = mt_work_hours (patterns, person, window);
  g_autoptr (MtSpans) work = mt_work_time (patterns, person, agenda, window);
  g_autoptr (MtSpans) absent = mt_spans_subtract (hours, work);
  const gboolean unknown = agenda->mark == MT_MARK_UNKNOWN;

  add_nights (track, window, person);
  if (!unknown)
    add_spans (track, window, work, MT_TRACK_HOURS);
  add_events (track, window, agenda, MT_BUSY_TENTATIVE, MT_TRACK_TENTATIVE);
  add_events (track, window, agenda, MT_BUSY_FOCUS, MT_TRACK_FOCUS);
  add_events (track, window, agenda, MT_BUSY, MT_TRACK_BUSY);
  add_spans (track, window, absent, MT_TRACK_AWAY);
  if (unknown)
    add_spans (track, window, work, MT_TRACK_UNKNOWN);

  return track;
}
