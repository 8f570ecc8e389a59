/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * What is at hand for *me* to write an update with.
 */
#include "config.h"

#include "service/mt-update-offer.h"

#include <glib/gi18n-lib.h>

#include "service/mt-display-text.h"
#include "service/mt-session-private.h"

static void
offer_free (gpointer data)
{
  MtUpdateOffer *offer = data;

  g_free (offer->label);
  g_free (offer->due_text);
  g_free (offer->draft_key);
  mt_snapshot_unref (offer->snapshot);
  g_free (offer);
}

static char *
label_of (const MtMoment *moment, MtDate day, MtDate today)
{
  g_autofree char *date = mt_format_date (moment->format, day);

  /* Translators: a date: "Today, Tue 24 Nov". */
  if (day == today)
    return g_strdup_printf (_ ("Today, %s"), date);
  if (day == today - 1)
    return g_strdup_printf (_ ("Yesterday, %s"), date);

  return g_steal_pointer (&date);
}

/* On *me*'s own clock, the weekday named where it is not today's. */
static char *
format_time (const MtMoment *moment, gint64 instant, MtDate today)
{
  MtZone *zone = mt_moment_viewer_at (moment, instant);

  return mt_moment_date_of (moment, instant) == today
             ? mt_format_time (moment->format, instant, zone)
             : mt_format_weekday_time (moment->format, instant, zone);
}

static char *
due_text_of (const MtMoment *moment, const MtDue *due, const MtPost *post, MtDate today, gint64 now)
{
  g_autofree char *time = NULL;

  if (!due->has_due)
    return g_strdup (_ ("Nothing is due on this day"));
  time = format_time (moment, due->due, today);
  if (post != NULL)
    {
      g_autofree char *posted = format_time (moment, post->posted, today);

      /* Translators: two times: "Posted 16:40, due by 18:00". */
      return g_strdup_printf (_ ("Posted %s, due by %s"), posted, time);
    }

  /* Translators: a time, "18:00" or "Wed 06:00". */
  return g_strdup_printf (now <= due->due ? _ ("Due by %s") : _ ("Was due by %s"), time);
}

static MtDue
due_on (const MtMoment *moment, MtDate day, gint64 now)
{
  const MtSnapshot *snapshot = moment->snapshot;

  return mt_due_on (moment->patterns, moment->me, mt_snapshot_agenda (snapshot, moment->me),
                    mt_team_channel (snapshot->team, "update"),
                    mt_moment_posts_of (moment, moment->me), snapshot->journal == MT_SOURCE_OK, day,
                    now);
}

static void
add (GPtrArray *offers,
     const MtMoment *moment,
     const MtDue *due,
     const MtPost *posted,
     char *draft_key, /* (transfer full) */
     gint64 now)
{
  const MtDate today = mt_day_of (moment->me, now);
  MtUpdateOffer *offer = g_new0 (MtUpdateOffer, 1);

  offer->day = due->day;
  offer->label = label_of (moment, due->day, today);
  offer->due_text = due_text_of (moment, due, posted, today, now);
  offer->snapshot = mt_snapshot_ref (moment->snapshot);
  offer->posted = posted;
  offer->draft_key = draft_key;
  g_ptr_array_add (offers, offer);
}

static void
add_offer (GPtrArray *offers, const MtMoment *moment, MtDate day, gint64 now)
{
  const MtDue due = due_on (moment, day, now);

  if (mt_update_offer_find (offers, day) == NULL)
    add (offers, moment, &due, due.post, mt_draft_key_of_update (day), now);
}

/* (nullable): that update of *me*; who posts twice for a date has two of them. */
static const MtPost *
find_own (const MtMoment *moment, MtDate day, const char *uid)
{
  const GPtrArray *posts = mt_moment_posts_of (moment, moment->me);

  for (guint i = 0; posts != NULL && i < posts->len; i++)
    {
      const MtPost *post = g_ptr_array_index (posts, i);

      if (post->day == day && !post->is_reply && g_str_equal (post->uid, uid))
        return post;
    }

  return NULL;
}

/* The date of a certain update. One that is gone leaves its place empty: what is written instead
 * must not take the place of another. */
static void
add_edited (GPtrArray *offers, const MtMoment *moment, MtDate day, const char *uid, gint64 now)
{
  const MtDue due = due_on (moment, day, now);

  add (offers, moment, &due, find_own (moment, day, uid), mt_draft_key_of_edit (uid), now);
}

/* A draft is never lost because its date has passed. */
static void
add_drafts (GPtrArray *offers, MtSession *session, gint64 now)
{
  MtDraftStore *drafts = mt_session_get_drafts (session);
  g_auto (GStrv) keys = NULL;
  MtDate day = 0;

  if (drafts == NULL)
    return;
  keys = mt_draft_store_dup_keys (drafts, MT_DRAFT_UPDATES);
  for (guint i = 0; keys[i] != NULL; i++)
    if (mt_draft_key_read_update (keys[i], &day))
      add_offer (offers, session->moment, day, now);
}

/**
 * mt_update_offers:
 * @session: the open team
 * @also: (nullable): a date that is asked for besides
 * @uid: (nullable): of the update of that date which is written anew, where that is not the one
 *   that counts
 *
 * Lists the dates for which *me* can write an update: first that of the shift that is on or has
 * just ended, then today and a night shift's that is still open, then those of drafts.
 *
 * Returns: (transfer full) (element-type MtUpdateOffer): none when nobody is *me*
 */
GPtrArray *
mt_update_offers (MtSession *session, const MtDate *also, const char *uid)
{
  GPtrArray *offers = g_ptr_array_new_with_free_func (offer_free);
  const MtMoment *moment = session->moment;
  const gint64 now = mt_clock_get_now (session->clock);
  const MtAgenda *agenda = NULL;

  if (moment == NULL || moment->me == NULL)
    return offers;
  agenda = mt_snapshot_agenda (moment->snapshot, moment->me);
  if (also != NULL && uid != NULL)
    add_edited (offers, moment, *also, uid, now);
  add_offer (offers, moment, mt_due_day_offered (moment->patterns, moment->me, agenda, now), now);
  add_offer (offers, moment,
             mt_due_day_current (moment->patterns, moment->me, agenda,
                                 mt_team_channel (moment->snapshot->team, "update"), now),
             now);
  add_offer (offers, moment, mt_day_of (moment->me, now), now);
  add_drafts (offers, session, now);
  if (also != NULL)
    add_offer (offers, moment, *also, now);

  return offers;
}

/**
 * mt_update_offer_has:
 * @session: the open team
 * @post: a post of its journal
 *
 * Returns: whether @post is an update of *me*, which can be written anew
 */
gboolean
mt_update_offer_has (MtSession *session, const MtPost *post)
{
  const MtMoment *moment = session->moment;

  return moment != NULL && moment->me != NULL && find_own (moment, post->day, post->uid) != NULL;
}

/**
 * mt_update_offer_find:
 * @offers: (element-type MtUpdateOffer): dates
 * @day: a date
 *
 * Returns: (transfer none) (nullable): that date, if it is among them
 */
MtUpdateOffer *
mt_update_offer_find (GPtrArray *offers, MtDate day)
{
  for (guint i = 0; i < offers->len; i++)
    {
      MtUpdateOffer *offer = g_ptr_array_index (offers, i);

      if (offer->day == day)
        return offer;
    }

  return NULL;
}

/**
 * mt_update_offer_post:
 * @session: the open team
 * @offer: for which date
 * @parts: what *me* says
 * @error: return location
 *
 * Returns: (transfer full) (nullable): the change that posts it, or writes anew what was posted;
 *   %NULL with an %MT_TASK_CHANGE_ERROR, or without one when nobody is *me*
 */
MtChange *
mt_update_offer_post (MtSession *session,
                      const MtUpdateOffer *offer,
                      const MtUpdateParts *parts,
                      GError **error)
{
  const MtUpdateText text = { offer->day, parts->done, parts->next, parts->blocked, NULL };
  const MtMoment *moment = session->moment;
  const gint64 now = mt_clock_get_now (session->clock);

  if (moment == NULL || moment->me == NULL)
    return NULL;
  if (offer->posted != NULL)
    return mt_update_change_edit (offer->posted, &text, now, error);

  return mt_update_change_new (moment->snapshot, moment->me, &text, now, error);
}

/* -- Tasks -- */

static void
moved_free (gpointer data)
{
  MtMovedTask *moved = data;

  g_free (moved->title);
  g_free (moved->note);
  g_free (moved);
}

static gint64
changed_at (const MtTask *task)
{
  return MAX (task->changed, task->completed);
}

static gint
compare_changed (gconstpointer a, gconstpointer b)
{
  const gint64 first = changed_at (*(const MtTask *const *) a);
  const gint64 second = changed_at (*(const MtTask *const *) b);

  return first > second ? -1 : first < second;
}

/* What changed is known to the minute, not what it was: "changed" is all that can be said of it. */
static MtMovedTask *
moved_new (const MtMoment *moment, const MtTask *task, gint64 start, MtDate today)
{
  const MtColumn *column = g_ptr_array_index (moment->snapshot->team->columns, task->column);
  MtMovedTask *moved = g_new0 (MtMovedTask, 1);
  g_autofree char *name = mt_display_line (column->name);
  g_autofree char *time = NULL;

  moved->title = mt_display_line (task->title);
  moved->finished = task->completed >= start;
  time = format_time (moment, moved->finished ? task->completed : task->changed, today);
  /* Translators: a column of the board, and a time. */
  moved->note = g_strdup_printf (moved->finished ? _ ("%s · finished %s") : _ ("%s · changed %s"),
                                 name, time);

  return moved;
}

/**
 * mt_update_moved_tasks:
 * @session: the open team
 * @day: a date of *me*
 *
 * Returns: (transfer full) (element-type MtMovedTask): the tasks of *me* that changed since @day
 *   began, the last one first
 */
GPtrArray *
mt_update_moved_tasks (MtSession *session, MtDate day)
{
  GPtrArray *moved = g_ptr_array_new_with_free_func (moved_free);
  g_autoptr (GPtrArray) tasks = g_ptr_array_new ();
  const MtMoment *moment = session->moment;
  const gint64 now = mt_clock_get_now (session->clock);
  gint64 start = 0;

  if (moment == NULL || moment->me == NULL)
    return moved;
  start = mt_day_start (moment->me, day);
  for (guint i = 0; i < moment->snapshot->tasks->len; i++)
    {
      MtTask *task = g_ptr_array_index (moment->snapshot->tasks, i);

      if (g_strcmp0 (task->assignee, moment->me->id) == 0 && changed_at (task) >= start &&
          changed_at (task) <= now)
        g_ptr_array_add (tasks, task);
    }
  g_ptr_array_sort (tasks, compare_changed);
  for (guint i = 0; i < tasks->len; i++)
    g_ptr_array_add (moved, moved_new (moment, g_ptr_array_index (tasks, i), start,
                                       mt_day_of (moment->me, now)));

  return moved;
}

/**
 * mt_update_saved_text:
 * @session: the open team
 * @saved: when a draft was written, Unix seconds
 *
 * Returns: (transfer full): that it is a draft, and of when
 */
char *
mt_update_saved_text (MtSession *session, gint64 saved)
{
  const MtMoment *moment = session->moment;
  g_autofree char *time = NULL;

  if (moment == NULL)
    return g_strdup (_ ("A draft: not posted yet"));
  time = format_time (moment, saved, mt_moment_date_of (moment, mt_clock_get_now (session->clock)));

  /* Translators: when it was written: "15:10" or "Mon 15:10". */
  return g_strdup_printf (_ ("A draft of %s: not posted yet"), time);
}
