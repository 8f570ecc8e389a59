/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * A post of the journal in words.
 */
#include "config.h"

#include "service/mt-post-text.h"

#include <glib/gi18n-lib.h>

#include "core/mt-day.h"
#include "service/mt-display-text.h"
#include "service/mt-person-text.h"

static const MtPerson *
author_of (const MtMoment *moment, const MtPost *post)
{
  return post->author != NULL ? mt_team_find (moment->snapshot->team, post->author) : NULL;
}

/**
 * mt_post_text_author:
 * @moment: the team
 * @post: a post
 *
 * Returns: (transfer full): who wrote it: a name, the address of who is not on the team, or that
 *   nobody knows
 */
char *
mt_post_text_author (const MtMoment *moment, const MtPost *post)
{
  const MtPerson *author = author_of (moment, post);
  g_autofree char *shown = mt_display_line (author != NULL ? author->name : post->address);

  return *shown != '\0' ? g_steal_pointer (&shown) : g_strdup (_ ("Somebody"));
}

/**
 * mt_post_text_day:
 * @moment: how dates are written
 * @post: a post
 * @full: whether with the year
 *
 * Returns: (transfer full): the date it belongs to: "Tue 24 Nov" or "Tuesday 24 November 2026"
 */
char *
mt_post_text_day (const MtMoment *moment, const MtPost *post, gboolean full)
{
  if (post->day == MT_DATE_MIN)
    return g_strdup (C_ ("post", "No date"));

  return full ? mt_format_date_full (moment->format, post->day)
              : mt_format_date (moment->format, post->day);
}

/* "13:40", with the weekday or the date where that is not the post's. */
static char *
format_time (const MtMoment *moment, const MtPost *post, const MtZone *zone)
{
  const MtDate date = mt_date_of_wall (mt_zone_to_wall (zone, post->posted));
  g_autofree char *day = NULL;
  g_autofree char *time = NULL;

  if (date == post->day)
    return mt_format_time (moment->format, post->posted, zone);
  if (ABS (date - post->day) <= 1)
    return mt_format_weekday_time (moment->format, post->posted, zone);
  day = mt_format_date (moment->format, date);
  time = mt_format_time (moment->format, post->posted, zone);

  /* Translators: a date and a time: "Tue 24 Nov, 15:22". */
  return g_strdup_printf (_ ("%s, %s"), day, time);
}

/**
 * mt_post_text_when:
 * @moment: who looks
 * @post: a post
 *
 * Returns: (transfer full): when it was posted on the viewer's clock and, where that differs, on
 *   the author's: "13:40 · 18:10 in Bengaluru"; "" when it does not say
 */
char *
mt_post_text_when (const MtMoment *moment, const MtPost *post)
{
  const MtPerson *author = author_of (moment, post);
  const MtZone *viewer = NULL;
  MtZone *theirs = NULL;
  g_autofree char *yours = NULL;
  g_autofree char *time = NULL;
  g_autofree char *place = NULL;

  if (post->posted == G_MININT64)
    return g_strdup ("");
  viewer = mt_moment_viewer_at (moment, post->posted);
  yours = format_time (moment, post, viewer);
  theirs = author != NULL ? mt_day_zone_at (author, post->posted) : NULL;
  if (theirs == NULL ||
      mt_zone_offset_at (theirs, post->posted) == mt_zone_offset_at (viewer, post->posted))
    return g_steal_pointer (&yours);
  time = format_time (moment, post, theirs);
  place = mt_person_text_place (author, theirs);

  /* Translators: when something was posted on the reader's clock, and on its author's: "13:40 ·
   * 18:10 in Bengaluru". */
  return g_strdup_printf (_ ("%s · %s in %s"), yours, time, place);
}

/**
 * mt_post_text_body:
 * @post: a post
 *
 * Returns: (transfer full): all that was written, fit to show
 */
char *
mt_post_text_body (const MtPost *post)
{
  const char *written = post->text != NULL && *post->text != '\0' ? post->text : post->summary;
  g_autofree char *body = mt_display_body (written);

  g_strchomp (body);

  return g_steal_pointer (&body);
}

static gboolean
has_category (const MtPost *post, const char *category)
{
  for (guint i = 0; post->categories[i] != NULL; i++)
    if (g_ascii_strcasecmp (post->categories[i], category) == 0)
      return TRUE;

  return FALSE;
}

/**
 * mt_post_text_note:
 * @moment: the journal
 * @post: a post
 *
 * Returns: (transfer full): what it is where it is no update: "Decision", "Reply to Ana Ruiz", else
 *   ""
 */
char *
mt_post_text_note (const MtMoment *moment, const MtPost *post)
{
  const MtPost *root = NULL;
  g_autofree char *author = NULL;

  if (post->is_reply)
    {
      root = mt_threads_root_of (moment->threads, post);
      author = mt_post_text_author (moment, root);
      /* Translators: a person: "Reply to Ana Ruiz". */
      return g_strdup_printf (_ ("Reply to %s"), author);
    }
  if (has_category (post, "DECISION"))
    return g_strdup (C_ ("post", "Decision"));
  if (has_category (post, "NOTES"))
    return g_strdup (C_ ("post", "Notes"));

  return g_strdup ("");
}

/**
 * mt_post_text_replies:
 * @moment: the journal
 * @post: a post
 *
 * Returns: (transfer full): how many answered it: "2 replies"; "" when nobody
 */
char *
mt_post_text_replies (const MtMoment *moment, const MtPost *post)
{
  const GPtrArray *replies = mt_threads_replies_of (moment->threads, post);

  if (replies == NULL)
    return g_strdup ("");

  return g_strdup_printf (ngettext ("%u reply", "%u replies", replies->len), replies->len);
}
