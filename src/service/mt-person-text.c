/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * A person's state in words.
 */
#include "config.h"

#include "service/mt-person-text.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "service/mt-display-text.h"

/**
 * mt_person_text_zone:
 * @zone: a zone
 *
 * Returns: (transfer full): the last part of its name as people write it: "Sao Paulo"
 */
char *
mt_person_text_zone (const MtZone *zone)
{
  const char *id = mt_zone_get_id (zone);
  const char *slash = strrchr (id, '/');
  char *name = g_strdup (slash != NULL ? slash + 1 : id);

  return g_strdelimit (name, "_", ' ');
}

/**
 * mt_person_text_place:
 * @person: a person
 * @zone: their zone of the date
 *
 * Returns: (transfer full): where they are: their location while in the zone they live in, else
 *   the zone's own name
 */
char *
mt_person_text_place (const MtPerson *person, const MtZone *zone)
{
  if (person->location != NULL && *person->location != '\0' &&
      g_str_equal (mt_zone_get_id (person->zone), mt_zone_get_id (zone)))
    return mt_display_line (person->location);

  return mt_person_text_zone (zone);
}

/**
 * mt_person_text_local_day:
 * @days: the person's date less the viewer's
 *
 * Returns: (transfer full): "", "+1 day", "-1 day"
 */
char *
mt_person_text_local_day (gint days)
{
  if (days == 0)
    return g_strdup ("");

  /* Translators: how many days a colleague's date is ahead or behind: "+1 day", "-1 day". */
  return g_strdup_printf (ngettext ("%+d day", "%+d days", ABS (days)), days);
}

static const MtAway *
find_away (const MtPerson *person, gint64 at)
{
  const MtDate date = mt_day_of (person, at);

  for (guint i = 0; i < person->away->len; i++)
    {
      const MtAway *away = &g_array_index (person->away, MtAway, i);

      if (away->from <= date && date <= away->to)
        return away;
    }

  return NULL;
}

static gboolean
is_leave (const char *reason)
{
  static const char *const words[] = { "leave", "vacation", "holiday", "holidays", "pto" };

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (g_ascii_strcasecmp (reason, words[i]) == 0)
      return TRUE;

  return FALSE;
}

static char *
away_text (const MtMoment *moment, const MtPerson *person, const MtState *state)
{
  const MtAway *away = find_away (person, moment->at);
  const gboolean leave = away != NULL && away->reason != NULL && is_leave (away->reason);
  const gint64 back = state->next_work != G_MAXINT64 ? state->next_work : state->until;
  g_autofree char *until = NULL;

  if (back == G_MAXINT64)
    return g_strdup (leave ? _ ("On leave") : _ ("Away"));

  until = mt_moment_format_until_day (moment, back, person);

  /* Translators: both end in a time or a date: "15:00", "Mon 30 Nov". */
  return leave ? g_strdup_printf (_ ("On leave until %s"), until)
               : g_strdup_printf (_ ("Away until %s"), until);
}

static char *
back_text (const MtMoment *moment, const MtPerson *person, const MtState *state)
{
  const gboolean holiday = state->kind == MT_STATE_HOLIDAY;
  g_autofree char *back = NULL;

  if (state->next_work == G_MAXINT64)
    return g_strdup (holiday ? _ ("Holiday") : _ ("Off"));

  back = mt_moment_format_until (moment, state->next_work, person);

  /* Translators: both end in when the person works again: "09:00", "09:00 Wed", "Mon 7 Dec". */
  return holiday ? g_strdup_printf (_ ("Holiday · back %s"), back)
                 : g_strdup_printf (_ ("Off · back %s"), back);
}

static char *
present_text (const MtMoment *moment, const MtPerson *person, const MtState *state)
{
  g_autofree char *until = NULL;

  if (state->until == G_MAXINT64)
    return g_strdup (state->kind == MT_STATE_BUSY    ? _ ("In a meeting")
                     : state->kind == MT_STATE_FOCUS ? _ ("Focus")
                                                     : _ ("Working"));

  until = mt_moment_format_until (moment, state->until, person);
  if (state->kind == MT_STATE_BUSY)
    return g_strdup_printf (_ ("In a meeting until %s"), until);
  if (state->kind == MT_STATE_FOCUS)
    return g_strdup_printf (_ ("Focus until %s"), until);
  return g_strdup_printf (_ ("Working until %s"), until);
}

/**
 * mt_person_text_state:
 * @moment: the chosen instant
 * @person: a person
 * @state: their state then
 *
 * Returns: (transfer full): "Working until 19:00", "Off · back 09:00 Wed"; times are on @person's
 *   own clock
 */
char *
mt_person_text_state (const MtMoment *moment, const MtPerson *person, const MtState *state)
{
  switch (state->kind)
    {
    case MT_STATE_AWAY:
      return away_text (moment, person, state);
    case MT_STATE_HOLIDAY:
    case MT_STATE_OFF:
      return back_text (moment, person, state);
    case MT_STATE_BUSY:
    case MT_STATE_FOCUS:
    case MT_STATE_WORKING:
    default:
      return present_text (moment, person, state);
    }
}

/* The instant that mt_person_text_state() names, or G_MAXINT64. */
static gint64
named_instant (const MtState *state)
{
  switch (state->kind)
    {
    case MT_STATE_AWAY:
      return state->next_work != G_MAXINT64 ? state->next_work : state->until;
    case MT_STATE_HOLIDAY:
    case MT_STATE_OFF:
      return state->next_work;
    case MT_STATE_BUSY:
    case MT_STATE_FOCUS:
    case MT_STATE_WORKING:
    default:
      return state->until;
    }
}

/**
 * mt_person_text_yours:
 * @moment: the chosen instant
 * @person: a person
 * @state: their state then
 *
 * Returns: (transfer full): the time that the state names on the viewer's clock, "your 14:30"; ""
 *   where the clocks agree, or where no time is named
 */
char *
mt_person_text_yours (const MtMoment *moment, const MtPerson *person, const MtState *state)
{
  const gint64 instant = named_instant (state);

  if (instant == G_MAXINT64)
    return g_strdup ("");
  if (state->kind == MT_STATE_AWAY && mt_day_of (person, instant) != mt_day_of (person, moment->at))
    return g_strdup ("");

  return mt_moment_format_yours (moment, instant, person);
}

/* The event that makes somebody away or gives them a holiday at the instant. */
static const MtReason *
find_reason (const MtAgenda *agenda, gint64 at, gboolean holiday)
{
  for (guint i = 0; i < agenda->reasons->len; i++)
    {
      const MtReason *reason = &g_array_index (agenda->reasons, MtReason, i);

      if (reason->start > at)
        break;
      if (at < reason->end && reason->holiday == holiday &&
          (holiday || reason->type == MT_BUSY_UNAVAILABLE))
        return reason;
    }

  return NULL;
}

static char *
source_name (char **sources, gint index)
{
  if (index < 0 || (guint) index >= g_strv_length (sources))
    return g_strdup ("");
  if (strstr (sources[index], "://") != NULL)
    return mt_display_line (sources[index]);
  if (g_str_has_prefix (sources[index], MT_STORE_FREEBUSY))
    return g_strdup (_ ("Free/busy"));

  g_autofree char *name = g_path_get_basename (sources[index]);

  return mt_display_line (name);
}

static char *
away_why (const MtMoment *moment, const MtPerson *person, const MtAgenda *agenda)
{
  const MtAway *away = find_away (person, moment->at);
  const MtReason *reason = find_reason (agenda, moment->at, FALSE);
  g_autofree char *name = NULL;

  if (away != NULL)
    return away->reason != NULL ? mt_display_line (away->reason) : g_strdup (_ ("Team file"));
  if (reason == NULL)
    return g_strdup ("");

  name = source_name (person->calendars, reason->source);
  if (reason->all_day && (person != moment->me || reason->summary == NULL))
    return g_strdup_printf (_ ("because of an all-day event in %s"), name);
  if (person == moment->me && reason->summary != NULL)
    {
      g_autofree char *summary = mt_display_line (reason->summary);

      /* Translators: an event and the calendar it is in: "Dentist, from calendar work.ics". */
      return g_strdup_printf (_ ("%s, from calendar %s"), summary, name);
    }

  return g_strdup_printf (_ ("from calendar %s"), name);
}

/**
 * mt_person_text_away_calendar:
 * @moment: the chosen instant
 * @person: a person
 * @agenda: what their calendars say
 * @state: their state then
 *
 * Many an all-day event is no absence: an imported birthday is one, too.
 *
 * Returns: (transfer none) (nullable): the calendar, as the team file has it, whose all-day event
 *   alone makes @person away
 */
const char *
mt_person_text_away_calendar (const MtMoment *moment,
                              const MtPerson *person,
                              const MtAgenda *agenda,
                              const MtState *state)
{
  const MtReason *reason = NULL;

  if (state->kind != MT_STATE_AWAY || find_away (person, moment->at) != NULL)
    return NULL;
  reason = find_reason (agenda, moment->at, FALSE);
  if (reason == NULL || !reason->all_day || reason->source < 0 ||
      (guint) reason->source >= g_strv_length (person->calendars))
    return NULL;

  return person->calendars[reason->source];
}

static char *
holiday_why (const MtMoment *moment, const MtAgenda *agenda)
{
  const MtReason *reason = find_reason (agenda, moment->at, TRUE);
  g_autofree char *summary = NULL;

  if (reason == NULL || reason->summary == NULL)
    return g_strdup (_ ("Holiday"));

  summary = mt_display_line (reason->summary);

  return g_strdup_printf (_ ("Holiday: %s"), summary);
}

/**
 * mt_person_text_why:
 * @moment: the chosen instant
 * @person: a person
 * @agenda: what their calendars say
 * @state: their state then
 *
 * Titles of other people's events are not told: what a holiday is called is public, what a
 * colleague does when away is not.
 *
 * Returns: (transfer full): why they are away or on holiday, or that a tentative event is on, else
 *   ""
 */
char *
mt_person_text_why (const MtMoment *moment,
                    const MtPerson *person,
                    const MtAgenda *agenda,
                    const MtState *state)
{
  if (state->kind == MT_STATE_AWAY)
    return away_why (moment, person, agenda);
  if (state->kind == MT_STATE_HOLIDAY)
    return holiday_why (moment, agenda);
  if (state->kind == MT_STATE_WORKING && state->tentative)
    return g_strdup (_ ("perhaps in a meeting"));

  return g_strdup ("");
}

static char *
stale_text (const MtMoment *moment, const MtAgenda *agenda)
{
  g_autofree char *since =
      mt_format_weekday_time (moment->format, agenda->stale_since, moment->viewer);

  return g_strdup_printf (_ ("Calendar last read %s"), since);
}

/**
 * mt_person_text_mark:
 * @moment: the chosen instant
 * @agenda: what a person's calendars say
 *
 * Returns: (transfer full): what is wrong with what their state rests on, else ""
 */
char *
mt_person_text_mark (const MtMoment *moment, const MtAgenda *agenda)
{
  switch (agenda->mark)
    {
    case MT_MARK_PARTIAL:
      return g_strdup (_ ("Part of the calendar could not be read: see the problems"));
    case MT_MARK_CUT:
      return g_strdup (_ ("An event repeats too often to show all of it"));
    case MT_MARK_STALE:
      return stale_text (moment, agenda);
    case MT_MARK_UNKNOWN:
      return g_strdup (_ ("Calendar not read: hours only, meetings unknown"));
    case MT_MARK_OK:
    case MT_MARK_NONE:
    default:
      return g_strdup ("");
    }
}

static const char *
run_name (MtStateKind kind)
{
  switch (kind)
    {
    case MT_STATE_AWAY:
      return _ ("away");
    case MT_STATE_HOLIDAY:
      return _ ("holiday");
    case MT_STATE_BUSY:
      return _ ("in a meeting");
    case MT_STATE_FOCUS:
      return _ ("focus");
    case MT_STATE_WORKING:
      return _ ("working");
    case MT_STATE_OFF:
    default:
      return _ ("off");
    }
}

/**
 * mt_person_text_runs:
 * @moment: how times are written
 * @runs: (element-type MtStateRun): of a day
 * @zone: whose clock to read
 *
 * Returns: (transfer full): what somebody does then, in words: "working 09:00–10:00, in a meeting
 *   10:00–10:30"; time off is only told when there is nothing else
 */
char *
mt_person_text_runs (const MtMoment *moment, const GArray *runs, const MtZone *zone)
{
  g_autoptr (GPtrArray) parts = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < runs->len; i++)
    {
      const MtStateRun *run = &g_array_index (runs, MtStateRun, i);
      g_autofree char *span = NULL;

      if (run->kind == MT_STATE_OFF && runs->len > 1)
        continue;
      span = mt_format_span (moment->format, (MtSpan){ run->start, run->end }, zone);
      g_ptr_array_add (parts, g_strdup_printf ("%s %s", run_name (run->kind), span));
    }

  g_ptr_array_add (parts, NULL);

  return g_strjoinv (", ", (char **) parts->pdata);
}
