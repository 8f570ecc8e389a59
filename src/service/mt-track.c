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

static void
add_joined (GArray *stops, gint64 start, gint64 end, MtTrackKind kind)
{
  MtTrackSegment *last =
      stops->len > 0 ? &g_array_index (stops, MtTrackSegment, stops->len - 1) : NULL;

  if (end <= start)
    return;
  if (last != NULL && last->kind == kind && last->end == start)
    last->end = end;
  else
    g_array_append_val (stops, ((MtTrackSegment){ start, end, kind }));
}

/* (transfer full): `below` with the segments of one kind, `n` at `over`, laid upon it. */
static GArray *
lay_upon (const GArray *below, const MtTrackSegment *over, guint n)
{
  GArray *stops = g_array_new (FALSE, FALSE, sizeof (MtTrackSegment));
  guint next = 0;

  for (guint i = 0; i < below->len; i++)
    {
      const MtTrackSegment *base = &g_array_index (below, MtTrackSegment, i);
      gint64 at = base->start;

      while (next < n && over[next].start < base->end)
        {
          const gint64 end = MIN (over[next].end, base->end);

          add_joined (stops, at, over[next].start, base->kind);
          add_joined (stops, MAX (at, over[next].start), end, over[next].kind);
          at = MAX (at, end);
          if (over[next].end > base->end)
            break;
          next++;
        }
      add_joined (stops, at, base->end, base->kind);
    }

  return stops;
}

/**
 * mt_track_flatten: (skip)
 * @track: (element-type MtTrackSegment): of mt_track_new()
 * @window: the span it was asked for
 *
 * What can be seen of a track: of segments that lie upon each other, the uppermost.
 *
 * Returns: (transfer full) (element-type MtTrackSegment): segments that cover @window without
 *   overlap; %MT_TRACK_NIGHT is any time that is not working time
 */
GArray *
mt_track_flatten (const GArray *track, MtSpan window)
{
  GArray *stops = g_array_new (FALSE, FALSE, sizeof (MtTrackSegment));
  guint first = 0;

  add_joined (stops, window.start, window.end, MT_TRACK_NIGHT);
  for (guint i = 0; i < track->len; i++)
    {
      const MtTrackSegment *segments = &g_array_index (track, MtTrackSegment, 0);

      if (i + 1 < track->len && segments[i + 1].kind == segments[i].kind)
        continue;
      if (segments[i].kind != MT_TRACK_NIGHT)
        {
          GArray *laid = lay_upon (stops, segments + first, i + 1 - first);

          g_array_unref (stops);
          stops = laid;
        }
      first = i + 1;
    }

  return stops;
}
