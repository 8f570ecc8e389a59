/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * Due updates: who owes one until when, and what became of it.
 */
#include "config.h"

#include "core/mt-due.h"

#define OFFERED_BACK_DAYS 31

/* The first that somebody posted for a date, up to now: what comes later is not written yet, and
 * what answers somebody is no update. */
static const MtPost *
first_post (const GPtrArray *posts, const MtPerson *person, MtDate day, gint64 now)
{
  const MtPost *first = NULL;
  for (guint i = 0; posts != NULL && i < posts->len; i++)
    {
      const MtPost *post = posts->pdata[i];
      if (post->day == day && !post->is_reply && post->posted <= now &&
          g_strcmp0 (post->author, person->id) == 0 &&
          (first == NULL || post->posted < first->posted))
        first = post;
    }
  return first;
}

static MtDueKind
kind_of (const MtDue *due, const MtPerson *person, gboolean journal_readable, gint64 now)
{
  if (!due->has_due)
    return MT_DUE_OFF;
  if (!journal_readable)
    return MT_DUE_UNKNOWN;
  gint64 date_end = mt_day_span (person, due->day).end;
  if (due->post != NULL && due->post->posted <= due->due)
    return MT_DUE_POSTED;
  if (due->post != NULL && due->post->posted < date_end)
    return MT_DUE_LATE;
  if (now <= due->due)
    return MT_DUE_DUE;
  return now < date_end ? MT_DUE_OVERDUE : MT_DUE_MISSED;
}

/**
 * mt_due_on:
 * @patterns: a memo
 * @person: who owes the update
 * @agenda: the person's calendars
 * @update: the `update` expectation: which weekdays are scheduled
 * @posts: (nullable) (element-type MtPost): updates of anybody, in any order, their days resolved
 * @journal_readable: %FALSE when the journal cannot be read now: nobody is said to have missed
 *   anything
 * @day: the local date of @person that is asked about
 * @now: Unix seconds; posts after it are not there yet
 *
 * Tells how a person stands with the update of one date. It is due at the end of that working day's
 * last range, this instant included; what comes after it on the same local date is late. When the
 * date is over and the due instant past, the update is missed, even if somebody still writes it:
 * the post is then given too.
 *
 * Returns: the state; its post is one of @posts
 */
MtDue
mt_due_on (MtPatterns *patterns,
           const MtPerson *person,
           const MtAgenda *agenda,
           const MtChannel *update,
           const GPtrArray *posts,
           gboolean journal_readable,
           MtDate day,
           gint64 now)
{
  MtDue due = { .day = day };

  g_return_val_if_fail (person != NULL && agenda != NULL && update != NULL, due);

  due.post = first_post (posts, person, day, now);
  due.has_due = (update->days & (1u << mt_date_weekday (day))) != 0 &&
                mt_work_is_working_day (patterns, person, agenda, day) &&
                mt_work_day_end (patterns, person, agenda, day, &due.due);
  due.kind = kind_of (&due, person, journal_readable, now);
  return due;
}

/**
 * mt_due_day_current:
 * @patterns: a memo
 * @person: whose update it is
 * @agenda: the person's calendars
 * @update: the `update` expectation: which weekdays are scheduled
 * @now: Unix seconds
 *
 * Says which date's update is the one to look at: that of yesterday as long as a night shift's is
 * still open, its due instant included, else that of the local date.
 *
 * Returns: the date
 */
MtDate
mt_due_day_current (MtPatterns *patterns,
                    const MtPerson *person,
                    const MtAgenda *agenda,
                    const MtChannel *update,
                    gint64 now)
{
  g_return_val_if_fail (person != NULL && agenda != NULL && update != NULL, 0);

  MtDate today = mt_day_of (person, now);
  MtDue before = mt_due_on (patterns, person, agenda, update, NULL, TRUE, today - 1, now);
  return before.has_due && now <= before.due ? today - 1 : today;
}

/* Whether the working time of a date, absences taken, has begun. */
static gboolean
has_begun (MtPatterns *patterns,
           const MtPerson *person,
           const MtAgenda *agenda,
           MtDate date,
           gint64 now)
{
  if (!mt_work_is_working_day (patterns, person, agenda, date))
    return FALSE;
  g_autoptr (GArray) shifts = mt_work_shifts (patterns, person, date);
  for (guint i = 0; i < shifts->len; i++)
    {
      MtSpan span = g_array_index (shifts, MtShift, i).span;
      if (span.start > now)
        continue;
      g_autoptr (MtSpans) left = mt_work_time (patterns, person, agenda, span);
      if (left->n > 0 && left->at[0].start <= now)
        return TRUE;
    }
  return FALSE;
}

/**
 * mt_due_day_offered:
 * @patterns: a memo
 * @person: who is about to write
 * @agenda: the person's calendars
 * @now: Unix seconds
 *
 * Says which date a new update is offered for: that of the shift that is on, or, before the start
 * of the next working day, of the shift that ended last. Without one in the last 31 days it is the
 * local date.
 *
 * Returns: the date
 */
MtDate
mt_due_day_offered (MtPatterns *patterns,
                    const MtPerson *person,
                    const MtAgenda *agenda,
                    gint64 now)
{
  g_return_val_if_fail (person != NULL && agenda != NULL, 0);

  MtDate today = mt_day_of (person, now);
  for (MtDate date = today; date >= today - OFFERED_BACK_DAYS; date--)
    if (has_begun (patterns, person, agenda, date, now))
      return date;
  return today;
}

/**
 * mt_due_to_string:
 * @kind: how somebody stands with an update
 *
 * Gives the word of the commands' JSON for a state.
 *
 * Returns: "off", "due", "posted", "late", "overdue", "missed" or "unknown"
 */
const char *
mt_due_to_string (MtDueKind kind)
{
  static const char *const words[] = {
    [MT_DUE_OFF] = "off",         [MT_DUE_DUE] = "due",         [MT_DUE_POSTED] = "posted",
    [MT_DUE_LATE] = "late",       [MT_DUE_OVERDUE] = "overdue", [MT_DUE_MISSED] = "missed",
    [MT_DUE_UNKNOWN] = "unknown",
  };

  g_return_val_if_fail (kind < G_N_ELEMENTS (words), NULL);

  return words[kind];
}
