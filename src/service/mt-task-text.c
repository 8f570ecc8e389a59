/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * When a task is due, in words, and for how long the words hold.
 */
#include "config.h"

#include "service/mt-task-text.h"

#include <glib/gi18n-lib.h>

#include "service/mt-person-text.h"

#define HOUR_S 3600

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
    return format_date (moment, (MtDate) task->due.value);

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
