/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * What the page about a person says of time: when they are free, when both are, their days ahead.
 */
#include "config.h"

#include "service/mt-detail-times.h"

#include <glib/gi18n-lib.h>

#include "core/mt-state.h"
#include "service/mt-detail-line.h"
#include "service/mt-person-text.h"
#include "service/mt-team-overlap.h"

#define N_NEXT 4
#define N_DAYS 7

/* Unknown is never free. */
static MtSpans *
find_free (const MtMoment *moment, const MtPerson *person, gint64 seconds)
{
  const MtAgenda *agenda = mt_snapshot_agenda (moment->snapshot, person);

  if (agenda->mark == MT_MARK_UNKNOWN)
    return mt_spans_new ();

  return mt_work_free (moment->patterns, person, agenda,
                       (MtSpan){ moment->at, moment->at + seconds });
}

static gboolean
clocks_agree (const MtMoment *moment, const MtPerson *person, gint64 instant)
{
  return mt_zone_offset_at (mt_moment_viewer_at (moment, instant), instant) ==
         mt_zone_offset_at (mt_day_zone_at (person, instant), instant);
}

/* "16:00–17:00 in Cairo", with weekdays where the date there is another one; "" where the clocks
 * agree. */
static char *
format_theirs (const MtMoment *moment, const MtPerson *person, MtSpan span)
{
  MtZone *zone = mt_day_zone_at (person, span.start);
  g_autofree char *place = NULL;
  g_autofree char *when = NULL;

  if (clocks_agree (moment, person, span.start))
    return g_strdup ("");

  place = mt_person_text_place (person, zone);
  when = mt_day_of (person, span.start) == mt_moment_date_of (moment, span.start)
             ? mt_format_span (moment->format, span, zone)
             : mt_format_weekday_span (moment->format, span, zone);

  /* Translators: times on the clock of a place: "16:00–17:00 in Cairo". */
  return g_strdup_printf (_ ("%s in %s"), when, place);
}

static char *
format_mine (const MtMoment *moment, MtSpan span)
{
  return mt_format_span (moment->format, span, mt_moment_viewer_at (moment, span.start));
}

static MtDetailLine *
new_span_line (const MtMoment *moment, const MtPerson *person, MtSpan span)
{
  return mt_detail_line_new (
      mt_format_date (moment->format, mt_moment_date_of (moment, span.start)), g_strdup (""),
      format_mine (moment, span), format_theirs (moment, person, span));
}

/**
 * mt_detail_times_next: (skip)
 * @moment: the chosen instant
 * @person: a person
 *
 * Returns: (transfer full) (element-type MtDetailLine): their next free hours within two weeks, on
 *   both clocks
 */
GPtrArray *
mt_detail_times_next (const MtMoment *moment, const MtPerson *person)
{
  GPtrArray *lines = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (MtSpans) free_time = find_free (moment, person, MT_STATE_HORIZON_S);

  for (guint i = 0; i < free_time->n && lines->len < N_NEXT; i++)
    g_ptr_array_add (lines, new_span_line (moment, person, free_time->at[i]));

  return lines;
}

/**
 * mt_detail_times_shared: (skip)
 * @moment: the chosen instant
 * @person: a person
 *
 * Returns: (transfer full) (element-type MtDetailLine): when both *me* and @person are free for
 *   half an hour and more within a week, on both clocks; empty when nobody is *me*, or @person is
 */
GPtrArray *
mt_detail_times_shared (const MtMoment *moment, const MtPerson *person)
{
  GPtrArray *lines = g_ptr_array_new_with_free_func (g_object_unref);
  const gint64 week = (gint64) MT_TEAM_OVERLAP_DAYS * MT_DAY_S;
  g_autoptr (MtSpans) mine = NULL;
  g_autoptr (MtSpans) theirs = NULL;
  g_autoptr (MtSpans) shared = NULL;

  if (moment->me == NULL || moment->me == person)
    return lines;

  mine = find_free (moment, moment->me, week + MT_TEAM_OVERLAP_TAIL_S);
  theirs = find_free (moment, person, week + MT_TEAM_OVERLAP_TAIL_S);
  shared = mt_spans_intersect (mine, theirs);
  mt_spans_keep_begun (shared, moment->at + week);
  for (guint i = 0; i < shared->n; i++)
    if (shared->at[i].end - shared->at[i].start >= MT_TEAM_OVERLAP_MIN_S)
      g_ptr_array_add (lines, new_span_line (moment, person, shared->at[i]));

  return lines;
}

static char *
join_spans (const MtMoment *moment, const MtSpans *spans)
{
  g_autoptr (GPtrArray) parts = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < spans->n; i++)
    g_ptr_array_add (parts, format_mine (moment, spans->at[i]));
  g_ptr_array_add (parts, NULL);

  return g_strjoinv (" · ", (char **) parts->pdata);
}

/* What a day without working time is. */
static char *
format_idle (const GArray *runs)
{
  for (guint i = 0; i < runs->len; i++)
    {
      const MtStateKind kind = g_array_index (runs, MtStateRun, i).kind;

      if (kind == MT_STATE_AWAY)
        return g_strdup (_ ("away"));
      if (kind == MT_STATE_HOLIDAY)
        return g_strdup (_ ("holiday"));
    }

  return g_strdup (_ ("off"));
}

static MtDetailLine *
new_day_line (const MtMoment *moment, const MtPerson *person, MtDate date)
{
  const MtAgenda *agenda = mt_snapshot_agenda (moment->snapshot, person);
  const MtSpan day = { mt_moment_day_start (moment, date), mt_moment_day_start (moment, date + 1) };
  g_autoptr (MtSpans) work = mt_work_time (moment->patterns, person, agenda, day);
  g_autoptr (GArray) runs = mt_state_runs (moment->patterns, person, agenda, day);
  g_autofree char *words =
      mt_person_text_runs (moment, runs, mt_moment_viewer_at (moment, day.start));
  char *title = mt_format_date (moment->format, date);
  MtDetailLine *line = mt_detail_line_new (
      title, g_strdup (""), work->n > 0 ? join_spans (moment, work) : format_idle (runs),
      g_strdup (""));

  /* Translators: a date and what a person does on it: "Tue 24 Nov: working 09:00–10:00". */
  mt_detail_line_take_description (line, g_strdup_printf (_ ("%s: %s"), title, words));
  mt_detail_line_set_span (line, day);

  return line;
}

/**
 * mt_detail_times_days: (skip)
 * @moment: the chosen instant
 * @person: a person
 *
 * Returns: (transfer full) (element-type MtDetailLine): seven days of the viewer from that of the
 *   chosen instant on, on the viewer's clock
 */
GPtrArray *
mt_detail_times_days (const MtMoment *moment, const MtPerson *person)
{
  GPtrArray *lines = g_ptr_array_new_with_free_func (g_object_unref);

  for (gint i = 0; i < N_DAYS; i++)
    g_ptr_array_add (lines, new_day_line (moment, person, moment->date + i));

  return lines;
}

/**
 * mt_detail_times_hours: (skip)
 * @moment: the chosen instant
 * @person: a person
 *
 * Returns: (transfer full): their hours of the date, before absences: "Hours 09:00–17:00, your
 *   15:00–23:00"
 */
char *
mt_detail_times_hours (const MtMoment *moment, const MtPerson *person)
{
  const MtDate date = mt_day_of (person, moment->at);
  g_autoptr (GArray) shifts = mt_work_shifts (moment->patterns, person, date);
  g_autoptr (MtSpans) spans = mt_spans_new ();
  g_autoptr (GPtrArray) parts = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *theirs = NULL;
  g_autofree char *mine = NULL;

  for (guint i = 0; i < shifts->len; i++)
    {
      const MtSpan span = g_array_index (shifts, MtShift, i).span;

      mt_spans_append (spans, span.start, span.end);
      g_ptr_array_add (parts,
                       mt_format_span (moment->format, span, mt_person_zone_on (person, date)));
    }
  if (parts->len == 0)
    return g_strdup (_ ("No working hours on this date"));

  g_ptr_array_add (parts, NULL);
  theirs = g_strjoinv (" · ", (char **) parts->pdata);
  if (clocks_agree (moment, person, spans->at[0].start))
    /* Translators: working hours of a date: "Hours 09:00–17:00". */
    return g_strdup_printf (_ ("Hours %s"), theirs);

  mine = join_spans (moment, spans);

  /* Translators: working hours on their clock and on the reader's: "Hours 09:00–17:00, your
   * 15:00–23:00". */
  return g_strdup_printf (_ ("Hours %s, your %s"), theirs, mine);
}
