/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * The day of a person in words, for who cannot see the track: first when they work at all, then
 * what is in between, last the same on the listener's clock.
 */
#include "config.h"

#include "service/mt-spoken-day.h"

#include <glib/gi18n-lib.h>

#include "core/mt-state.h"

static gboolean
is_work (const MtStateRun *run)
{
  return run->kind == MT_STATE_WORKING || run->kind == MT_STATE_BUSY || run->kind == MT_STATE_FOCUS;
}

/* A dash is not read aloud. */
static char *
speak_span (const MtMoment *moment, MtSpan span, const MtZone *zone)
{
  g_autofree char *start = mt_format_time (moment->format, span.start, zone);
  g_autofree char *end = mt_format_time (moment->format, span.end, zone);

  /* Translators: two times: "09:00 to 17:00". */
  return g_strdup_printf (C_ ("spoken", "%s to %s"), start, end);
}

static void
add (GPtrArray *parts, const MtMoment *moment, const char *form, MtSpan span, const MtZone *zone)
{
  g_autofree char *spoken = speak_span (moment, span, zone);
  GString *part = g_string_new (form);

  g_string_replace (part, "%s", spoken, 1);
  g_ptr_array_add (parts, g_string_free (part, FALSE));
}

/* From the first to the last of what follows on without a gap. */
static guint
add_work (GPtrArray *parts, const MtMoment *moment, const GArray *runs, guint i, const MtZone *zone)
{
  const MtStateRun *first = &g_array_index (runs, MtStateRun, i), *last = first;

  while (i + 1 < runs->len && is_work (&g_array_index (runs, MtStateRun, i + 1)))
    last = &g_array_index (runs, MtStateRun, ++i);
  /* Translators: %s is "09:00 to 17:00". */
  add (parts, moment, C_ ("spoken", "works %s"), (MtSpan){ first->start, last->end }, zone);
  return i;
}

static void
add_hours (GPtrArray *parts, const MtMoment *moment, const GArray *runs, const MtZone *zone)
{
  for (guint i = 0; i < runs->len; i++)
    if (is_work (&g_array_index (runs, MtStateRun, i)))
      i = add_work (parts, moment, runs, i, zone);
}

static void
add_rest (GPtrArray *parts, const MtMoment *moment, const GArray *runs, const MtZone *zone)
{
  for (guint i = 0; i < runs->len; i++)
    {
      const MtStateRun *run = &g_array_index (runs, MtStateRun, i);
      const MtSpan span = { run->start, run->end };

      if (run->kind == MT_STATE_BUSY)
        add (parts, moment, C_ ("spoken", "meeting %s"), span, zone);
      else if (run->kind == MT_STATE_FOCUS)
        add (parts, moment, C_ ("spoken", "focus %s"), span, zone);
      else if (run->kind == MT_STATE_AWAY)
        g_ptr_array_add (parts, g_strdup (C_ ("spoken", "away")));
      else if (run->kind == MT_STATE_HOLIDAY)
        g_ptr_array_add (parts, g_strdup (C_ ("spoken", "holiday")));
    }
}

/* From the first to the last minute of work. */
static MtSpan
find_whole (const GArray *runs)
{
  MtSpan whole = { 0, 0 };

  for (guint i = 0; i < runs->len; i++)
    {
      const MtStateRun *run = &g_array_index (runs, MtStateRun, i);

      if (!is_work (run))
        continue;
      if (whole.end == 0)
        whole.start = run->start;
      whole.end = run->end;
    }
  return whole;
}

static void
add_yours (GPtrArray *parts, const MtMoment *moment, MtSpan whole, const MtZone *zone)
{
  const MtZone *viewer = mt_moment_viewer_at (moment, whole.start);

  if (whole.end > whole.start &&
      (mt_zone_offset_at (zone, whole.start) != mt_zone_offset_at (viewer, whole.start) ||
       mt_zone_offset_at (zone, whole.end) != mt_zone_offset_at (viewer, whole.end)))
    /* Translators: on your clock; %s is "09:00 to 17:00". */
    add (parts, moment, C_ ("spoken", "your %s"), whole, viewer);
}

/**
 * mt_spoken_day:
 * @moment: the chosen instant
 * @person: a person
 *
 * Returns: (transfer full): "Tue 24 Nov: works 09:00 to 19:00, meeting 11:00 to 12:00, your 05:30
 *   to 15:30": on their own clock, then on the viewer's where that differs
 */
char *
mt_spoken_day (const MtMoment *moment, const MtPerson *person)
{
  const MtDate date = mt_day_of (person, moment->at);
  const MtAgenda *agenda = mt_snapshot_agenda (moment->snapshot, person);
  const MtZone *zone = mt_person_zone_on (person, date);
  g_autoptr (GArray) runs =
      mt_state_runs (moment->patterns, person, agenda, mt_day_span (person, date));
  g_autoptr (GPtrArray) parts = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *day = mt_format_date (moment->format, date), *words = NULL;

  add_hours (parts, moment, runs, zone);
  add_rest (parts, moment, runs, zone);
  add_yours (parts, moment, find_whole (runs), zone);
  if (parts->len == 0)
    g_ptr_array_add (parts, g_strdup (C_ ("spoken", "off")));
  g_ptr_array_add (parts, NULL);
  words = g_strjoinv (", ", (char **) parts->pdata);
  /* Translators: a date and what a person does on it: "Tue 24 Nov: works 09:00 to 17:00". */
  return g_strdup_printf (_ ("%s: %s"), day, words);
}
