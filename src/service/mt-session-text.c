/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * What the window says about the team as a whole, and about sections that have nothing to show.
 */
#include "config.h"

#include "service/mt-session-text.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "service/mt-display-text.h"
#include "service/mt-overlap-item-private.h"
#include "service/mt-person-item-private.h"
#include "service/mt-problem-item.h"

/* (transfer full) (nullable): the overlap at the chosen instant, or the next one. */
static MtOverlapItem *
next_overlap (GListModel *overlaps, gint64 at)
{
  const guint n = g_list_model_get_n_items (overlaps);

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (MtOverlapItem) item = g_list_model_get_item (overlaps, i);

      if (mt_overlap_item_get_span (item).end > at)
        return g_steal_pointer (&item);
    }

  return NULL;
}

static char *
overlap_text (const MtMoment *moment, GListModel *overlaps, gboolean of_week)
{
  g_autoptr (MtOverlapItem) item = next_overlap (overlaps, moment->at);
  MtSpan span = { 0, 0 };
  g_autofree char *when = NULL;

  if (item == NULL)
    return g_strdup (of_week ? _ ("no overlap within a week") : _ ("no overlap on this day"));

  span = mt_overlap_item_get_span (item);
  if (mt_moment_date_of (moment, span.start) == moment->date)
    when = mt_format_span (moment->format, span, mt_moment_viewer_at (moment, span.start));
  else
    when = mt_format_weekday_span (moment->format, span, mt_moment_viewer_at (moment, span.start));

  if (span.start <= moment->at)
    /* Translators: when, and how many people: "overlap now 17:30–18:00, 6 of 9". */
    return g_strdup_printf (_ ("overlap now %s, %s"), when, mt_overlap_item_get_people_text (item));

  return g_strdup_printf (_ ("next overlap %s, %s"), when, mt_overlap_item_get_people_text (item));
}

/**
 * mt_session_text_summary:
 * @moment: the chosen instant
 * @overlaps: of #MtOverlapItem
 * @of_week: whether those are of the week from now, or else of the chosen day
 * @n_working: how many people are in working time
 *
 * Returns: (transfer full): "4 of 9 working · next overlap 17:30–18:00, 6 of 9"
 */
char *
mt_session_text_summary (const MtMoment *moment,
                         GListModel *overlaps,
                         gboolean of_week,
                         guint n_working)
{
  const guint n_people = moment->snapshot->team->people->len;
  g_autofree char *working = g_strdup_printf (_ ("%u of %u working"), n_working, n_people);
  g_autofree char *overlap = NULL;

  if (n_people < 2)
    return g_steal_pointer (&working);

  overlap = overlap_text (moment, overlaps, of_week);

  return g_strdup_printf ("%s · %s", working, overlap);
}

/* (transfer full) (nullable): who comes to work first, and how many others do at that instant. */
static MtPersonItem *
find_next (GListModel *people, gint64 *instant, guint *n_others)
{
  const guint n = g_list_model_get_n_items (people);
  g_autoptr (MtPersonItem) first = NULL;

  *instant = G_MAXINT64;
  *n_others = 0;
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (MtPersonItem) item = g_list_model_get_item (people, i);
      const gint64 start = mt_person_item_get_state (item).next_work;

      if (start < *instant)
        {
          *instant = start;
          *n_others = 0;
          g_set_object (&first, item);
        }
      else if (start == *instant && first != NULL)
        {
          (*n_others)++;
        }
    }

  return g_steal_pointer (&first);
}

static char *
join_starters (MtPersonItem *item, guint n_others)
{
  const char *name = mt_person_item_get_name (item);

  if (n_others == 0)
    return g_strdup (name);

  /* Translators: who starts to work at one instant: "Bo Lind and 2 more". */
  return g_strdup_printf (ngettext ("%s and %u more", "%s and %u more", n_others), name, n_others);
}

/**
 * mt_session_text_next_start:
 * @moment: the chosen instant
 * @people: of #MtPersonItem, refreshed already
 *
 * Returns: (transfer full): "Bo Lind starts: 10:00, your 11:00": who of those not in working time
 *   is back first; "" when nobody is within two weeks
 */
char *
mt_session_text_next_start (const MtMoment *moment, GListModel *people)
{
  gint64 instant = 0;
  guint n_others = 0;
  g_autoptr (MtPersonItem) item = find_next (people, &instant, &n_others);
  const MtPerson *person = NULL;
  g_autofree char *who = NULL;
  g_autofree char *when = NULL;
  g_autofree char *yours = NULL;
  g_autofree char *both = NULL;

  if (item == NULL)
    return g_strdup ("");

  person = mt_person_item_get_person (item);
  who = join_starters (item, n_others);
  when = mt_moment_format_until (moment, instant, person);
  yours = mt_moment_format_yours (moment, instant, person);
  both = *yours == '\0' ? g_strdup (when) : g_strdup_printf ("%s, %s", when, yours);
  if (person == moment->me && n_others == 0)
    /* Translators: a time, or a date: "You start: 09:00 Wed". */
    return g_strdup_printf (_ ("You start: %s"), both);

  /* Translators: who, and a time or a date: "Bo Lind starts: 10:00, your 11:00". */
  return g_strdup_printf (ngettext ("%s starts: %s", "%s start: %s", n_others + 1), who, both);
}

static char *
dup_zone_hint (const MtMoment *moment)
{
  const gint32 viewer = mt_zone_offset_at (moment->viewer, moment->at);
  const gint32 here = mt_zone_offset_at (moment->system_zone, moment->at);

  if (viewer == here)
    return g_strdup ("");

  /* Translators: both are time zones: "Times are Europe/Madrid; this computer is set to
   * Asia/Tokyo."
   */
  return g_strdup_printf (_ ("Times are %s; this computer is set to %s."),
                          mt_zone_get_id (moment->viewer), mt_zone_get_id (moment->system_zone));
}

static gboolean
has_calendars (const MtTeam *team)
{
  for (guint i = 0; i < team->people->len; i++)
    {
      const MtPerson *person = g_ptr_array_index (team->people, i);

      if (person->calendars != NULL && person->calendars[0] != NULL)
        return TRUE;
    }

  return FALSE;
}

/**
 * mt_session_text_hint:
 * @moment: the chosen instant
 *
 * Returns: (transfer full): that calendars are not read for that instant, or that the viewer's
 *   clock is not the system's, else ""
 */
char *
mt_session_text_hint (const MtMoment *moment)
{
  const MtSpan window = moment->snapshot->window;
  g_autofree char *first = NULL, *last = NULL;

  if ((window.start <= moment->at && moment->at < window.end) ||
      !has_calendars (moment->snapshot->team))
    return dup_zone_hint (moment);

  /* Whole days. */
  first = mt_format_date (moment->format, mt_moment_date_of (moment, window.start - 1) + 1);
  last = mt_format_date (moment->format, mt_moment_date_of (moment, window.end) - 1);

  /* Translators: two dates: "Tue 17 Nov", "Sun 27 Dec". */
  return g_strdup_printf (_ ("Calendars are read from %s to %s: on this day only working hours and "
                             "absences of the team file are known."),
                          first, last);
}

static char *
format_problem (const MtProblem *problem)
{
  g_autoptr (MtProblemItem) item = mt_problem_item_new (problem);
  g_autofree char *where = NULL;
  g_autofree char *message = NULL;

  g_object_get (item, "where", &where, "message", &message, NULL);
  if (*where == '\0')
    return g_steal_pointer (&message);

  return g_strdup_printf ("%s: %s", where, message);
}

/**
 * mt_session_text_trouble:
 * @problems: (element-type MtProblem): of a reading
 *
 * Returns: (transfer full): the first error and how many problems more there are; "" without an
 *   error
 */
char *
mt_session_text_trouble (const GPtrArray *problems)
{
  const guint more = problems->len - 1;
  g_autofree char *first = NULL;

  for (guint i = 0; i < problems->len && first == NULL; i++)
    {
      const MtProblem *problem = g_ptr_array_index (problems, i);

      if (problem->severity == MT_SEVERITY_ERROR)
        first = format_problem (problem);
    }

  if (first == NULL)
    return g_strdup ("");
  if (more == 0)
    return g_steal_pointer (&first);

  /* Translators: a problem, and how many there are besides it. */
  return g_strdup_printf (ngettext ("%s (and %u more)", "%s (and %u more)", more), first, more);
}

/**
 * mt_session_text_failure:
 * @error: why a reading failed
 * @problems: (element-type MtProblem): what it found
 *
 * Returns: (transfer full): what is wrong where
 */
char *
mt_session_text_failure (const GError *error, const GPtrArray *problems)
{
  g_autofree char *trouble = mt_session_text_trouble (problems);

  if (*trouble != '\0')
    return g_steal_pointer (&trouble);

  return mt_display_text (error->message);
}

static void
tell (MtSectionText *section, MtSectionState state, char *text)
{
  section->state = state;
  section->text = text;
}

/**
 * mt_session_text_board:
 * @snapshot: the data
 * @read: whether the board has been read already
 * @section: (out caller-allocates): what the section shows
 *
 * The written states of the board.
 */
void
mt_session_text_board (const MtSnapshot *snapshot, gboolean read, MtSectionText *section)
{
  if (!read)
    tell (section, MT_SECTION_LOADING, g_strdup (""));
  else if (snapshot->board == MT_SOURCE_NONE)
    tell (section, MT_SECTION_EMPTY,
          g_strdup (
              _ ("No board yet. Drop a folder of tasks (.ics files) on this window, name it in the "
                 "team file (“calendars”: { “board”: “board/” }), or open a calendar of yours on a "
                 "server under Accounts and use it for the whole team.")));
  else if (snapshot->board == MT_SOURCE_UNKNOWN)
    tell (section, MT_SECTION_ERROR, mt_display_text (snapshot->board_error));
  else if (snapshot->tasks->len == 0)
    tell (section, MT_SECTION_EMPTY,
          g_strdup (strstr (snapshot->team->board, "://") != NULL
                        ? _ ("No tasks. Add the first one here; any task program that knows the "
                             "server of the board can add some, too.")
                        : _ ("No tasks. Add the first one here; any task program that writes .ics "
                             "files can add some to the folder of the board, too.")));
  else
    tell (section, MT_SECTION_CONTENT, g_strdup (""));
}

/**
 * mt_session_text_updates:
 * @snapshot: the data
 * @read: whether the journal has been read already
 * @n_updates: how many are due or posted
 * @section: (out caller-allocates): what the section shows
 *
 * The written states of the updates.
 */
void
mt_session_text_updates (const MtSnapshot *snapshot,
                         gboolean read,
                         guint n_updates,
                         MtSectionText *section)
{
  if (!read)
    tell (section, MT_SECTION_LOADING, g_strdup (""));
  else if (snapshot->journal == MT_SOURCE_NONE)
    tell (section, MT_SECTION_EMPTY,
          g_strdup (_ ("No journal yet. Drop a folder for updates on this window, name it in the "
                       "team file (“calendars”: { “journal”: “journal/” }), or open a calendar of "
                       "yours on a server under Accounts and use it for the whole team.")));
  else if (snapshot->journal == MT_SOURCE_UNKNOWN)
    tell (section, MT_SECTION_ERROR, mt_display_text (snapshot->journal_error));
  else if (n_updates == 0)
    tell (section, MT_SECTION_EMPTY, g_strdup (_ ("Nobody owes an update today.")));
  else
    tell (section, MT_SECTION_CONTENT, g_strdup (""));
}
