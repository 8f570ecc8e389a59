/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtMoment: a snapshot as one viewer sees it at one instant.
 */
#include "config.h"

#include "service/mt-moment.h"

#include <glib/gi18n-lib.h>

#define NEAR_DAYS 6 /* further away a weekday alone could be mistaken for an earlier one */

/* (transfer full): the posts of each author, so that nobody looks through everybody's. */
static GHashTable *
index_posts (const GPtrArray *posts)
{
  GHashTable *by_author =
      g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify) g_ptr_array_unref);

  for (guint i = 0; i < posts->len; i++)
    {
      MtPost *post = g_ptr_array_index (posts, i);
      GPtrArray *theirs = NULL;

      if (post->author == NULL)
        continue;

      theirs = g_hash_table_lookup (by_author, post->author);
      if (theirs == NULL)
        {
          theirs = g_ptr_array_new ();
          g_hash_table_insert (by_author, post->author, theirs);
        }
      g_ptr_array_add (theirs, post);
    }

  return by_author;
}

/**
 * mt_moment_new: (skip)
 * @snapshot: the data
 * @tzdata: the system's zones
 * @format: how times are written
 * @me_id: (nullable): the viewer's id; one that nobody on the team has counts as none
 *
 * Stands at 1970 until mt_moment_set_at().
 *
 * Returns: (transfer full): a moment
 */
MtMoment *
mt_moment_new (MtSnapshot *snapshot, MtTzdata *tzdata, MtFormat *format, const char *me_id)
{
  MtMoment *self = g_rc_box_new0 (MtMoment);

  self->snapshot = mt_snapshot_ref (snapshot);
  self->tzdata = mt_tzdata_ref (tzdata);
  self->patterns = mt_patterns_new ();
  self->format = g_object_ref (format);
  self->system_zone = mt_tzdata_dup_local (tzdata);
  self->me = me_id != NULL ? mt_team_find (snapshot->team, me_id) : NULL;
  self->posts = index_posts (snapshot->posts);
  self->threads = mt_threads_new (snapshot);
  mt_moment_set_sources (self, snapshot->sources, 0);
  mt_moment_set_at (self, 0);

  return self;
}

/**
 * mt_moment_ref:
 * @self: a moment
 *
 * Returns: (transfer full): @self
 */
MtMoment *
mt_moment_ref (MtMoment *self)
{
  return g_rc_box_acquire (self);
}

static void
clear (MtMoment *self)
{
  g_hash_table_unref (self->posts);
  mt_threads_free (self->threads);
  g_clear_pointer (&self->sources, mt_sources_unref);
  mt_patterns_free (self->patterns);
  mt_zone_unref (self->system_zone);
  mt_tzdata_unref (self->tzdata);
  mt_snapshot_unref (self->snapshot);
  g_object_unref (self->format);
}

/**
 * mt_moment_unref:
 * @self: (transfer full): a moment
 */
void
mt_moment_unref (MtMoment *self)
{
  g_rc_box_release_full (self, (GDestroyNotify) clear);
}

/**
 * mt_moment_set_sources:
 * @self: a moment
 * @sources: (nullable): what is to be said of servers
 * @now: when that is so, Unix seconds
 *
 * What is known of servers changes more often than what is read from them.
 */
void
mt_moment_set_sources (MtMoment *self, MtSources *sources, gint64 now)
{
  if (sources != NULL)
    mt_sources_ref (sources);
  g_clear_pointer (&self->sources, mt_sources_unref);
  self->sources = sources;
  self->now = now;
}

/**
 * mt_moment_set_at:
 * @self: a moment
 * @at: Unix seconds
 *
 * Moves it to another instant.
 */
void
mt_moment_set_at (MtMoment *self, gint64 at)
{
  self->at = at;
  self->viewer = mt_moment_viewer_at (self, at);
  self->date = mt_moment_date_of (self, at);
}

/**
 * mt_moment_viewer_at:
 * @self: a moment
 * @instant: Unix seconds
 *
 * Returns: (transfer none): the viewer's zone then: *me*'s of the date, else the system's
 */
MtZone *
mt_moment_viewer_at (const MtMoment *self, gint64 instant)
{
  return self->me != NULL ? mt_day_zone_at (self->me, instant) : self->system_zone;
}

/**
 * mt_moment_date_of:
 * @self: a moment
 * @instant: Unix seconds
 *
 * Returns: the viewer's date then
 */
MtDate
mt_moment_date_of (const MtMoment *self, gint64 instant)
{
  if (self->me != NULL)
    return mt_day_of (self->me, instant);

  return mt_date_of_wall (mt_zone_to_wall (self->system_zone, instant));
}

/**
 * mt_moment_day_start:
 * @self: a moment
 * @date: a date of the viewer
 *
 * Returns: the instant at which @date begins for the viewer
 */
gint64
mt_moment_day_start (const MtMoment *self, MtDate date)
{
  if (self->me != NULL)
    return mt_day_start (self->me, date);

  return mt_zone_to_instant (self->system_zone, mt_date_to_wall (date), MT_FOLD_FIRST);
}

/**
 * mt_moment_posts_of:
 * @self: a moment
 * @person: a person of its team
 *
 * Returns: (transfer none) (nullable) (element-type MtPost): what @person posted, in the order of
 *   the snapshot; %NULL when nothing
 */
const GPtrArray *
mt_moment_posts_of (const MtMoment *self, const MtPerson *person)
{
  return g_hash_table_lookup (self->posts, person->id);
}

/* "09:00 Wed" when @date is not @today, "Mon 7 Dec" when a weekday could be mistaken. */
static char *
format_near (const MtMoment *self, gint64 instant, const MtZone *zone, MtDate date, MtDate today)
{
  g_autofree char *time = NULL;

  if (ABS (date - today) > NEAR_DAYS)
    return mt_format_date (self->format, date);

  time = mt_format_time (self->format, instant, zone);
  if (date == today)
    return g_steal_pointer (&time);

  /* Translators: a time and the weekday it is on, "09:00 Wed". */
  return g_strdup_printf (C_ ("time weekday", "%s %s"), time,
                          mt_format_weekday_short (self->format, mt_date_weekday (date)));
}

/**
 * mt_moment_format_until:
 * @self: a moment
 * @instant: Unix seconds
 * @person: whose clock to read
 *
 * Returns: (transfer full): "19:00" today, "09:00 Wed" on another date, "Mon 7 Dec" more than six
 *   days away; all on @person's own clock
 */
char *
mt_moment_format_until (const MtMoment *self, gint64 instant, const MtPerson *person)
{
  return format_near (self, instant, mt_day_zone_at (person, instant), mt_day_of (person, instant),
                      mt_day_of (person, self->at));
}

/**
 * mt_moment_format_until_day:
 * @self: a moment
 * @instant: Unix seconds
 * @person: whose clock to read
 *
 * As mt_moment_format_until() for what is counted in days.
 *
 * Returns: (transfer full): "19:00" today, else "Mon 30 Nov"
 */
char *
mt_moment_format_until_day (const MtMoment *self, gint64 instant, const MtPerson *person)
{
  const MtDate date = mt_day_of (person, instant);

  if (date == mt_day_of (person, self->at))
    return mt_format_time (self->format, instant, mt_day_zone_at (person, instant));

  return mt_format_date (self->format, date);
}

/**
 * mt_moment_format_yours:
 * @self: a moment
 * @instant: Unix seconds
 * @person: whose clock was read beside it
 *
 * The weekday is named where who reads it would take it for another: beside a weekday of @person's
 * when it is not the same, else when it is not today.
 *
 * Returns: (transfer full): "your 14:30", or "" where the two clocks agree
 */
char *
mt_moment_format_yours (const MtMoment *self, gint64 instant, const MtPerson *person)
{
  MtZone *viewer = mt_moment_viewer_at (self, instant);
  MtZone *theirs = mt_day_zone_at (person, instant);
  const MtDate their_date = mt_day_of (person, instant);
  const gboolean named = their_date != mt_day_of (person, self->at);
  g_autofree char *time = NULL;

  if (mt_zone_offset_at (viewer, instant) == mt_zone_offset_at (theirs, instant))
    return g_strdup ("");

  time = format_near (self, instant, viewer, mt_moment_date_of (self, instant),
                      named ? their_date : self->date);

  /* Translators: a time on the clock of who reads this: "your 14:30" or "your 21:00 Tue". */
  return g_strdup_printf (_ ("your %s"), time);
}
