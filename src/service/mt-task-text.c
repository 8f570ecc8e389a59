/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * When a task is due and how old it is, in words, and for how long the words hold.
 */
#include "config.h"

#include "service/mt-task-text.h"

#include <glib/gi18n-lib.h>

#include "service/mt-display-text.h"
#include "service/mt-person-text.h"

#define HOUR_S 3600
#define MANY_DAYS 28 /* from then on a date says more than a number */

/* Dates are told by their weekday when near: a card is narrow. */
static char *
format_date (const MtMoment *moment, MtDate date)
{
  const gint days = date - moment->date;

  if (days == 0)
    return g_strdup (_ ("today"));
  if (days == 1)
    return g_strdup (_ ("tomorrow"));
  if (days == -1)
    return g_strdup (_ ("yesterday"));
  if (days > 0 && days <= 6)
    return g_strdup (mt_format_weekday_short (moment->format, mt_date_weekday (date)));

  return mt_format_date (moment->format, date);
}

static char *
format_instant (const MtMoment *moment, gint64 instant)
{
  const MtZone *zone = mt_moment_viewer_at (moment, instant);
  const MtDate date = mt_moment_date_of (moment, instant);

  if (date == moment->date)
    return mt_format_time (moment->format, instant, zone);
  if (ABS (date - moment->date) <= 6)
    return mt_format_weekday_time (moment->format, instant, zone);

  return mt_format_date (moment->format, date);
}

/* A date is the assignee's: it ends when their day does. Where that is another date to the viewer,
 * their time comes first: "Tue 11:00 · Mon Honolulu". */
static char *
format_due_date (const MtMoment *moment, const MtTask *task, const MtPerson *assignee, gint64 due)
{
  const MtDate date = (MtDate) task->due.value;
  g_autofree char *yours = NULL;
  g_autofree char *theirs = NULL;
  g_autofree char *place = NULL;

  if (assignee == NULL || mt_moment_date_of (moment, due - 1) == date)
    return format_date (moment, date);

  yours = format_instant (moment, due);
  theirs = ABS (date - moment->date) <= 6
               ? g_strdup (mt_format_weekday_short (moment->format, mt_date_weekday (date)))
               : mt_format_date (moment->format, date);
  place = mt_person_text_place (assignee, mt_person_zone_on (assignee, date));

  return g_strdup_printf (_ ("%s · %s %s"), yours, theirs, place);
}

/* The viewer's time first, then the assignee's where their clocks differ: "Thu 16:00 · 17:00
 * Cairo". */
static char *
format_due (const MtMoment *moment, const MtTask *task, const MtPerson *assignee, gint64 due)
{
  g_autofree char *yours = NULL;
  g_autofree char *theirs = NULL;
  g_autofree char *place = NULL;
  MtZone *zone = NULL;

  if (task->due.kind == MT_TIME_DATE)
    return format_due_date (moment, task, assignee, due);

  yours = format_instant (moment, due);
  zone = assignee != NULL ? mt_day_zone_at (assignee, due) : mt_moment_viewer_at (moment, due);
  if (mt_zone_offset_at (zone, due) == mt_zone_offset_at (mt_moment_viewer_at (moment, due), due))
    return g_steal_pointer (&yours);

  theirs = mt_moment_date_of (moment, due) == mt_day_of (assignee, due)
               ? mt_format_time (moment->format, due, zone)
               : mt_format_weekday_time (moment->format, due, zone);
  place = mt_person_text_place (assignee, zone);

  /* Translators: a due time on the reader's clock, then on the assignee's, and the place of that:
   * "Thu 16:00 · 17:00 Cairo". */
  return g_strdup_printf (_ ("%s · %s %s"), yours, theirs, place);
}

static void
tell_overdue (const MtMoment *moment, gint64 due, MtTaskText *text)
{
  const gint64 over = moment->at - due;
  const gint64 unit = over < HOUR_S ? 60 : over < MT_DAY_S ? HOUR_S : MT_DAY_S;
  const gint64 n = over / unit;

  text->overdue = TRUE;
  text->valid = (MtSpan){ due + n * unit, due + (n + 1) * unit };

  if (unit == MT_DAY_S)
    text->text = g_strdup_printf (ngettext ("%d day over", "%d days over", n), (int) n);
  else if (n == 0)
    text->text = g_strdup (_ ("just over"));
  else
    {
      g_autofree char *length = mt_format_length (moment->format, n * unit);

      /* Translators: how long ago a task was due: "3 h over". */
      text->text = g_strdup_printf (_ ("%s over"), length);
    }
}

static MtSpan
viewer_day (const MtMoment *moment)
{
  return (MtSpan){ mt_moment_day_start (moment, moment->date),
                   mt_moment_day_start (moment, moment->date + 1) };
}

/**
 * mt_task_text_due:
 * @moment: the chosen instant
 * @task: a task of its snapshot
 * @text: (out caller-allocates): the words (its text is (transfer full)) and how long they hold
 *
 * A finished task tells when it was finished, the others when they are due or for how long they
 * have been.
 */
void
mt_task_text_due (const MtMoment *moment, const MtTask *task, MtTaskText *text)
{
  const MtPerson *assignee =
      task->assignee != NULL ? mt_team_find (moment->snapshot->team, task->assignee) : NULL;
  gint64 due = 0;

  *text = (MtTaskText){ .valid = viewer_day (moment) };

  if (task->status == MT_STATUS_COMPLETED)
    {
      text->text =
          task->completed != G_MININT64 ? format_instant (moment, task->completed) : g_strdup ("");
      return;
    }

  if (!mt_task_due_instant (task, assignee, moment->me, &due))
    {
      text->text = g_strdup ("");
      text->valid = (MtSpan){ G_MININT64, G_MAXINT64 };
    }
  else if (mt_task_is_overdue (task, assignee, moment->me, moment->at))
    {
      tell_overdue (moment, due, text);
    }
  else
    {
      text->text = format_due (moment, task, assignee, due);
      text->valid.end = MIN (text->valid.end, due + 1);
    }
}

static char *
format_here (const MtMoment *moment, MtDate since, gint days)
{
  g_autofree char *date = NULL;

  if (days == 0)
    return g_strdup (_ ("new today"));
  if (days < MANY_DAYS)
    return g_strdup_printf (ngettext ("%d day here", "%d days here", days), days);
  date = mt_format_date (moment->format, since);

  /* Translators: since when a task has been in its column: "here since Thu 3 Sep". */
  return g_strdup_printf (_ ("here since %s"), date);
}

static char *
format_changed (const MtMoment *moment, MtDate since, gint days)
{
  g_autofree char *date = NULL;

  if (days == 0)
    return g_strdup (_ ("changed today"));
  if (days == 1)
    return g_strdup (_ ("changed yesterday"));
  if (days < MANY_DAYS)
    return g_strdup_printf (ngettext ("changed %d day ago", "changed %d days ago", days), days);
  date = mt_format_date (moment->format, since);

  /* Translators: when a task was changed last: "changed Thu 3 Sep". */
  return g_strdup_printf (_ ("changed %s"), date);
}

/**
 * mt_task_text_age:
 * @moment: the chosen instant
 * @task: a task of its snapshot
 * @text: (out caller-allocates): the words (its text is (transfer full)) and how long they hold
 *
 * How long a task has been in its column, as far as that is known: iCalendar keeps when it was
 * changed last, and not what. So only one that never changed tells how long it is here; another
 * tells when it was changed. A finished one says when it was finished: mt_task_text_due().
 *
 * Source: RFC 5545 3.8.7.1, 3.8.7.3
 */
void
mt_task_text_age (const MtMoment *moment, const MtTask *task, MtTaskText *text)
{
  const gboolean unchanged = task->created != G_MININT64 &&
                             (task->changed == G_MININT64 || task->changed <= task->created);
  const gint64 since = unchanged ? task->created : task->changed;
  MtDate date = 0;

  *text = (MtTaskText){ .valid = viewer_day (moment) };
  if (since == G_MININT64 || since > moment->at || task->status == MT_STATUS_COMPLETED)
    {
      text->text = g_strdup ("");
      if (since > moment->at)
        text->valid.end = MIN (text->valid.end, since);
      return;
    }

  date = mt_moment_date_of (moment, since);
  text->valid.start = MAX (text->valid.start, since);
  text->text = unchanged ? format_here (moment, date, moment->date - date)
                         : format_changed (moment, date, moment->date - date);
}

/* (transfer full) (nullable): the first line of @text that says something. */
static char *
first_line (const char *text)
{
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);

  for (guint i = 0; lines[i] != NULL; i++)
    {
      g_autofree char *line = mt_display_line (lines[i]);

      if (line[0] != '\0')
        return g_steal_pointer (&line);
    }

  return NULL;
}

/**
 * mt_task_text_reason:
 * @task: a task
 *
 * Returns: (transfer full) (nullable): why it is blocked: what its last comment says, else its
 *   notes; %NULL when it is not blocked or nothing is written
 */
char *
mt_task_text_reason (const MtTask *task)
{
  char *reason = NULL;

  if (!task->blocked)
    return NULL;
  for (guint i = g_strv_length (task->comments); i > 0 && reason == NULL; i--)
    reason = first_line (task->comments[i - 1]);
  if (reason == NULL && task->notes != NULL)
    reason = first_line (task->notes);

  return reason;
}
