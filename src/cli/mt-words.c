/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * Words and times in the text answers, the same in every command.
 */
#include "config.h"
#include "cli/mt-words.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define NEAR_DAYS 6 /* within these a weekday says which day is meant */

/* "Madrid" of "Europe/Madrid". */
static char *
place_of_zone (const MtZone *zone)
{
  const char *id = mt_zone_get_id (zone);
  const char *slash = strrchr (id, '/');
  char *place = g_strdup (slash != NULL ? slash + 1 : id);

  return g_strdelimit (place, "_", ' ');
}

/**
 * mt_words_place:
 * @person: a person
 * @zone: the zone they are in on the date in question
 *
 * Returns: (transfer full): where that is: their location at home, the zone's place on a journey.
 */
char *
mt_words_place (const MtPerson *person, const MtZone *zone)
{
  gboolean home = g_str_equal (mt_zone_get_id (zone), mt_zone_get_id (person->zone));

  return home && person->location != NULL ? g_strdup (person->location) : place_of_zone (zone);
}

/**
 * mt_words_now:
 * @cli: a run
 *
 * Returns: (transfer full): "Tuesday 24 November, 15:22 in Madrid": now where the viewer is.
 */
char *
mt_words_now (const MtCli *cli)
{
  MtZone *zone = mt_cli_viewer_zone (cli, cli->now);
  g_autofree char *time = mt_format_date_time (cli->format, cli->now, zone);
  g_autofree char *place = cli->me != NULL ? mt_words_place (cli->me, zone) : place_of_zone (zone);

  return g_strdup_printf (C_ ("time and place", "%s in %s"), time, place);
}

/**
 * mt_words_time:
 * @cli: a run
 * @instant: Unix seconds
 * @zone: the clock to read it on
 *
 * Returns: (transfer full): "15:22" where that is the viewer's date of now, "Wed 03:22" on a day
 *   near it, else with the date.
 */
char *
mt_words_time (const MtCli *cli, gint64 instant, const MtZone *zone)
{
  MtDate today = mt_date_of_wall (mt_zone_to_wall (mt_cli_viewer_zone (cli, cli->now), cli->now));
  MtDate date = mt_date_of_wall (mt_zone_to_wall (zone, instant));
  g_autofree char *day = NULL;
  g_autofree char *time = NULL;

  if (date == today)
    return mt_format_time (cli->format, instant, zone);
  if (ABS (date - today) <= NEAR_DAYS)
    return mt_format_weekday_time (cli->format, instant, zone);
  day = mt_format_date (cli->format, date);
  time = mt_format_time (cli->format, instant, zone);
  return g_strdup_printf (C_ ("date and time", "%s %s"), day, time);
}

/**
 * mt_words_span:
 * @cli: a run
 * @span: a span of time
 *
 * Returns: (transfer full): "17:30–18:00" on the viewer's clock; the end with its day where that is
 *   another one, save that a day's last end is "00:00".
 */
char *
mt_words_span (const MtCli *cli, MtSpan span)
{
  MtZone *zone = mt_cli_viewer_zone (cli, span.start);
  MtDate first = mt_date_of_wall (mt_zone_to_wall (zone, span.start));
  MtDate last = mt_date_of_wall (mt_zone_to_wall (zone, span.end - 1));
  g_autofree char *start = mt_format_time (cli->format, span.start, zone);
  g_autofree char *end = first == last ? mt_format_time (cli->format, span.end, zone)
                                       : mt_words_time (cli, span.end, zone);

  return g_strdup_printf (C_ ("span", "%s–%s"), start, end);
}

/**
 * mt_words_hours:
 * @length_s: a length of working time in seconds, 0 or more
 *
 * Days would mislead here: they are not 24 hours long at work.
 *
 * Returns: (transfer full): "35 h", "7 h 45 min", "30 min".
 */
char *
mt_words_hours (gint64 length_s)
{
  int minutes = (int) (length_s / 60 % 60);
  int hours = (int) (length_s / 3600);

  if (hours == 0)
    return g_strdup_printf (C_ ("length", "%d min"), minutes);
  if (minutes == 0)
    return g_strdup_printf (C_ ("length", "%d h"), hours);
  return g_strdup_printf (C_ ("length", "%d h %d min"), hours, minutes);
}

/**
 * mt_words_mark:
 * @cli: a run
 * @agenda: what somebody's calendars say
 *
 * Returns: (transfer full) (nullable): what the answer does not rest on, or %NULL when all is well.
 */
char *
mt_words_mark (const MtCli *cli, const MtAgenda *agenda)
{
  g_autofree char *since = NULL;

  switch (agenda->mark)
    {
    case MT_MARK_PARTIAL:
      return g_strdup (_ ("calendar read in part"));
    case MT_MARK_CUT:
      return g_strdup (_ ("calendar cut short"));
    case MT_MARK_STALE:
      since = mt_words_time (cli, agenda->stale_since, mt_cli_viewer_zone (cli, cli->now));
      return g_strdup_printf (_ ("calendar as of %s"), since);
    case MT_MARK_UNKNOWN:
      return g_strdup (_ ("calendar unknown: hours only"));
    case MT_MARK_OK:
    case MT_MARK_NONE:
    default:
      return NULL;
    }
}

/**
 * mt_words_state:
 * @state: a state
 *
 * Returns: (transfer none): its word.
 */
const char *
mt_words_state (MtState state)
{
  switch (state.kind)
    {
    case MT_STATE_AWAY:
      return C_ ("state", "away");
    case MT_STATE_HOLIDAY:
      return C_ ("state", "holiday");
    case MT_STATE_OFF:
      return C_ ("state", "off");
    case MT_STATE_BUSY:
      return C_ ("state", "busy");
    case MT_STATE_FOCUS:
      return C_ ("state", "focus");
    case MT_STATE_WORKING:
    default:
      return state.tentative ? C_ ("state", "working, perhaps in a meeting")
                             : C_ ("state", "working");
    }
}

/**
 * mt_words_state_ink:
 * @kind: a kind of state
 *
 * Returns: how to draw it.
 */
MtInk
mt_words_state_ink (MtStateKind kind)
{
  switch (kind)
    {
    case MT_STATE_BUSY:
      return MT_INK_BUSY;
    case MT_STATE_FOCUS:
      return MT_INK_FOCUS;
    case MT_STATE_WORKING:
      return MT_INK_GOOD;
    case MT_STATE_AWAY:
    case MT_STATE_HOLIDAY:
    case MT_STATE_OFF:
    default:
      return MT_INK_DIM;
    }
}

/**
 * mt_words_due:
 * @kind: how an update stands
 *
 * Returns: (transfer none): its word.
 */
const char *
mt_words_due (MtDueKind kind)
{
  switch (kind)
    {
    case MT_DUE_DUE:
      return C_ ("update", "due");
    case MT_DUE_POSTED:
      return C_ ("update", "posted");
    case MT_DUE_LATE:
      return C_ ("update", "late");
    case MT_DUE_OVERDUE:
      return C_ ("update", "overdue");
    case MT_DUE_MISSED:
      return C_ ("update", "missed");
    case MT_DUE_UNKNOWN:
      return C_ ("update", "unknown");
    case MT_DUE_OFF:
    default:
      return C_ ("update", "none due");
    }
}

/**
 * mt_words_due_ink:
 * @kind: how an update stands
 *
 * Returns: how to draw it.
 */
MtInk
mt_words_due_ink (MtDueKind kind)
{
  switch (kind)
    {
    case MT_DUE_POSTED:
    case MT_DUE_LATE:
      return MT_INK_GOOD;
    case MT_DUE_OVERDUE:
    case MT_DUE_MISSED:
      return MT_INK_ALERT;
    case MT_DUE_OFF:
    case MT_DUE_UNKNOWN:
      return MT_INK_DIM;
    case MT_DUE_DUE:
    default:
      return MT_INK_PLAIN;
    }
}

/**
 * mt_words_busy:
 * @type: a busy type
 *
 * Returns: (transfer none): its word.
 */
const char *
mt_words_busy (MtBusyType type)
{
  switch (type)
    {
    case MT_BUSY:
      return C_ ("busy type", "busy");
    case MT_BUSY_TENTATIVE:
      return C_ ("busy type", "tentative");
    case MT_BUSY_UNAVAILABLE:
      return C_ ("busy type", "away");
    case MT_BUSY_FOCUS:
      return C_ ("busy type", "focus");
    case MT_BUSY_FREE:
    default:
      return C_ ("busy type", "free");
    }
}

/**
 * mt_words_busy_ink:
 * @type: a busy type
 *
 * Returns: how to draw it.
 */
MtInk
mt_words_busy_ink (MtBusyType type)
{
  switch (type)
    {
    case MT_BUSY:
      return MT_INK_BUSY;
    case MT_BUSY_FOCUS:
      return MT_INK_FOCUS;
    case MT_BUSY_TENTATIVE:
    case MT_BUSY_UNAVAILABLE:
    case MT_BUSY_FREE:
    default:
      return MT_INK_DIM;
    }
}

/**
 * mt_words_skip:
 * @why: why nothing counted on a day
 *
 * Returns: (transfer none): its word.
 */
const char *
mt_words_skip (MtSkipWhy why)
{
  switch (why)
    {
    case MT_SKIP_AWAY:
      return C_ ("skipped day", "away");
    case MT_SKIP_HOLIDAY:
      return C_ ("skipped day", "holiday");
    case MT_SKIP_OFF:
    default:
      return C_ ("skipped day", "off");
    }
}
