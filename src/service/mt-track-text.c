/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * One stretch of a person's track in words, on their clock and the viewer's.
 */
#include "config.h"

#include "service/mt-track-text.h"

#include <glib/gi18n-lib.h>

/* The track draws holidays as other absences; words tell them apart. */
static const char *
away_name (const MtMoment *moment, const MtPerson *person, const MtTrackSegment *stop)
{
  const MtAgenda *agenda = mt_snapshot_agenda (moment->snapshot, person);
  const gint64 instant = stop->start != G_MININT64 ? stop->start : stop->end - 1;
  const MtState state = mt_state_at (moment->patterns, person, agenda, instant);

  return state.kind == MT_STATE_HOLIDAY ? _ ("Holiday") : _ ("Away");
}

static const char *
stop_name (const MtMoment *moment, const MtPerson *person, const MtTrackSegment *stop)
{
  switch (stop->kind)
    {
    case MT_TRACK_HOURS:
      return C_ ("on a track", "Working");
    case MT_TRACK_TENTATIVE:
      return C_ ("on a track", "Perhaps a meeting");
    case MT_TRACK_FOCUS:
      return C_ ("on a track", "Focus");
    case MT_TRACK_BUSY:
      return C_ ("on a track", "Meeting");
    case MT_TRACK_AWAY:
      return away_name (moment, person, stop);
    case MT_TRACK_UNKNOWN:
      return C_ ("on a track", "Working hours, meetings unknown");
    case MT_TRACK_NIGHT:
    default:
      return C_ ("on a track", "Off");
    }
}

/* With its weekday where the date is not the one that the window shows. */
static char *
format_span (const MtMoment *moment, MtSpan span, const MtZone *zone)
{
  if (mt_date_of_wall (mt_zone_to_wall (zone, span.start)) != moment->date)
    return mt_format_weekday_span (moment->format, span, zone);
  return mt_format_span (moment->format, span, zone);
}

/**
 * mt_track_text:
 * @moment: the chosen instant
 * @person: whose track
 * @stop: a stretch of it, of mt_track_flatten()
 *
 * Titles of events are not told: busy is enough.
 *
 * Returns: (transfer full): "Meeting 11:00–12:00, your 05:30–06:30"; the viewer's times only where
 *   the clocks differ; no times where the stretch begins or ends days away
 */
char *
mt_track_text (const MtMoment *moment, const MtPerson *person, const MtTrackSegment *stop)
{
  const MtSpan span = { stop->start, stop->end };
  const char *name = stop_name (moment, person, stop);
  const MtZone *zone = NULL, *viewer = NULL;
  g_autofree char *theirs = NULL, *yours = NULL;

  if (span.start == G_MININT64 || span.end == G_MAXINT64)
    return g_strdup (name);

  zone = mt_day_zone_at (person, span.start);
  viewer = mt_moment_viewer_at (moment, span.start);
  theirs = format_span (moment, span, zone);
  if (mt_zone_offset_at (zone, span.start) == mt_zone_offset_at (viewer, span.start) &&
      mt_zone_offset_at (zone, span.end) == mt_zone_offset_at (viewer, span.end))
    /* Translators: what somebody does and when: "Meeting 11:00–12:00". */
    return g_strdup_printf (C_ ("on a track", "%s %s"), name, theirs);

  yours = format_span (moment, span, viewer);

  /* Translators: what somebody does and when, on their clock and on yours: "Meeting 11:00–12:00,
   * your 05:30–06:30". */
  return g_strdup_printf (C_ ("on a track", "%s %s, your %s"), name, theirs, yours);
}
