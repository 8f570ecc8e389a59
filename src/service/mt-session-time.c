/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtSession: how another instant is chosen: by itself, by steps, by a date, or as somebody typed
 * it.
 */
#include "config.h"

#include "service/mt-session-private.h"

#include <glib/gi18n-lib.h>

#include "core/mt-when.h"
#include "service/mt-notify.h"

#define QUARTER_S (15 * 60)

/* `turn`: the axis is to begin with the date of `at`, even if it holds that instant already. */
static void
move_to (MtSession *self, gint64 at, gboolean live, gboolean turn)
{
  const gboolean moved =
      mt_notify_set_int64 (self, mt_session_prop (MT_SESSION_PROP_AT), &self->at, at);
  const gboolean turned =
      mt_notify_set_boolean (self, mt_session_prop (MT_SESSION_PROP_LIVE), &self->live, live);

  if ((!moved && !turned && !turn) || self->moment == NULL)
    return;

  if (turn)
    self->axis.end = self->axis.start;
  mt_session_refresh (self);
}

/**
 * mt_session_set_at:
 * @self: a session
 * @at: Unix seconds
 *
 * Chooses an instant: everything moves to it before this returns.
 */
void
mt_session_set_at (MtSession *self, gint64 at)
{
  g_return_if_fail (MT_IS_SESSION (self));

  move_to (self, at, FALSE, FALSE);
}

/**
 * mt_session_follow_clock:
 * @self: a session
 *
 * Back to now, and on with the clock.
 */
void
mt_session_follow_clock (MtSession *self)
{
  g_return_if_fail (MT_IS_SESSION (self));

  move_to (self, mt_clock_get_now (self->clock), TRUE, FALSE);
}

/**
 * mt_session_step:
 * @self: a session that shows a team
 * @step_s: seconds, a multiple of a quarter of an hour; negative: earlier
 *
 * Chooses an instant so far from the one chosen, on the quarter hours of the axis; the ends of the
 * axis are no bounds: beyond them lies the next day.
 */
void
mt_session_step (MtSession *self, gint64 step_s)
{
  gint64 below = 0;

  g_return_if_fail (MT_IS_SESSION (self));
  g_return_if_fail (step_s % QUARTER_S == 0);

  below = (self->at - self->axis.start) % QUARTER_S;
  if (below < 0)
    below += QUARTER_S;
  if (below > 0 && step_s < 0)
    below -= QUARTER_S;
  mt_session_set_at (self, self->at - below + step_s);
}

/**
 * mt_session_get_date:
 * @self: a session
 *
 * Returns: the viewer's date at the chosen instant; without a team that of UTC
 */
MtDate
mt_session_get_date (MtSession *self)
{
  g_return_val_if_fail (MT_IS_SESSION (self), 0);

  return self->moment != NULL ? self->moment->date : mt_date_of_wall (self->at);
}

/**
 * mt_session_set_date:
 * @self: a session that shows a team
 * @date: a date of the viewer; one out of range counts as the nearest within it
 *
 * Chooses the time of day that is chosen already, on another date; the axis begins with it.
 */
void
mt_session_set_date (MtSession *self, MtDate date)
{
  const MtMoment *moment = self->moment;
  gint64 clock_s = 0;
  MtZone *zone = NULL;

  g_return_if_fail (MT_IS_SESSION (self));
  if (moment == NULL)
    return;

  date = CLAMP (date, MT_DATE_MIN, MT_DATE_MAX - 1);
  clock_s = mt_zone_to_wall (moment->viewer, self->at) - mt_date_to_wall (moment->date);
  zone = mt_moment_viewer_at (moment, mt_moment_day_start (moment, date));
  move_to (self, mt_zone_to_instant (zone, mt_date_to_wall (date) + clock_s, MT_FOLD_FIRST), FALSE,
           TRUE);
}

/**
 * mt_session_read_when:
 * @self: a session
 * @text: what somebody typed: "15:00 thursday Berlin"
 * @instant: (out): Unix seconds
 * @error: return location
 *
 * Reads a time, a day and a place in any order, as mt_when_parse() does: places are those of tzdata
 * and the people of the team.
 *
 * Returns: whether @instant is set. With an error it is one of %MT_WHEN_ERROR, and says which word
 *   is not understood
 */
gboolean
mt_session_read_when (MtSession *self, const char *text, gint64 *instant, GError **error)
{
  g_return_val_if_fail (MT_IS_SESSION (self), FALSE);
  g_return_val_if_fail (text != NULL && instant != NULL, FALSE);

  if (self->moment == NULL)
    {
      g_set_error_literal (error, MT_WHEN_ERROR, MT_WHEN_ERROR_PLACE,
                           _ ("No team is open: open one first"));
      return FALSE;
    }

  return mt_when_parse (text, self->moment->snapshot->team, self->moment->me,
                        self->moment->system_zone, mt_tzdata_lookup_place_func, self->tzdata,
                        mt_clock_get_now (self->clock), instant, error);
}
