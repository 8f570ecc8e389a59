/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtSession: what it shows now, for C; views bind to the properties of the same names.
 */
#include "config.h"

#include "service/mt-session-private.h"

#include <glib/gi18n-lib.h>

#include "service/mt-clipboard-text.h"

/**
 * mt_session_get_clock:
 * @self: a session
 *
 * Returns: (transfer none): the clock it follows
 */
MtClock *
mt_session_get_clock (MtSession *self)
{
  return self->clock;
}

/**
 * mt_session_get_tzdata:
 * @self: a session
 *
 * Returns: (transfer none): the zones there are
 */
MtTzdata *
mt_session_get_tzdata (MtSession *self)
{
  return self->tzdata;
}

/**
 * mt_session_is_demo:
 * @self: a session
 *
 * Returns: whether the sample team is open: what is written there is forgotten
 */
gboolean
mt_session_is_demo (MtSession *self)
{
  return self->demo;
}

/**
 * mt_session_get_drafts:
 * @self: a session
 *
 * Returns: (transfer none) (nullable): what *me* has begun to write in this team; %NULL when nobody
 *   is *me*, and of the sample team, which leaves no traces
 */
MtDraftStore *
mt_session_get_drafts (MtSession *self)
{
  if (self->demo || self->moment == NULL || self->moment->me == NULL)
    return NULL;
  if (self->drafts == NULL)
    self->drafts = mt_draft_store_new (NULL, self->path, self->moment->me->id);

  return self->drafts;
}

/**
 * mt_session_get_snapshot:
 * @self: a session
 *
 * Returns: (transfer none) (nullable): the data that are shown
 */
MtSnapshot *
mt_session_get_snapshot (MtSession *self)
{
  return self->moment != NULL ? self->moment->snapshot : NULL;
}

/**
 * mt_session_get_me:
 * @self: a session
 *
 * Returns: (transfer none) (nullable): who is looking
 */
MtPersonItem *
mt_session_get_me (MtSession *self)
{
  if (self->moment == NULL || self->moment->me == NULL)
    return NULL;

  return g_hash_table_lookup (self->people_by_id, self->moment->me->id);
}

/**
 * mt_session_get_viewer_zone:
 * @self: a session
 *
 * Returns: (transfer none) (nullable): the viewer's zone at the chosen instant; %NULL without a
 *   team
 */
MtZone *
mt_session_get_viewer_zone (MtSession *self)
{
  return self->moment != NULL ? self->moment->viewer : NULL;
}

/**
 * mt_session_get_people:
 * @self: a session
 *
 * Returns: (transfer none): of #MtPersonItem, in the order of the file
 */
GListModel *
mt_session_get_people (MtSession *self)
{
  return G_LIST_MODEL (self->people);
}

/**
 * mt_session_get_zones:
 * @self: a session
 *
 * Returns: (transfer none): of #MtZoneItem, west to east
 */
GListModel *
mt_session_get_zones (MtSession *self)
{
  return G_LIST_MODEL (self->zones);
}

/**
 * mt_session_get_columns:
 * @self: a session
 *
 * Returns: (transfer none): of #MtColumnItem
 */
GListModel *
mt_session_get_columns (MtSession *self)
{
  return G_LIST_MODEL (self->columns);
}

/**
 * mt_session_get_updates:
 * @self: a session
 *
 * Returns: (transfer none): of #MtUpdateItem, the first due first
 */
GListModel *
mt_session_get_updates (MtSession *self)
{
  return G_LIST_MODEL (self->updates);
}

/**
 * mt_session_get_overlaps:
 * @self: a session
 *
 * Returns: (transfer none): of #MtOverlapItem, of the next seven days
 */
GListModel *
mt_session_get_overlaps (MtSession *self)
{
  return G_LIST_MODEL (self->overlaps);
}

/**
 * mt_session_get_problems:
 * @self: a session
 *
 * Returns: (transfer none): of #MtProblemItem
 */
GListModel *
mt_session_get_problems (MtSession *self)
{
  return G_LIST_MODEL (self->problems);
}

/**
 * mt_session_get_at:
 * @self: a session
 *
 * Returns: the chosen instant, Unix seconds
 */
gint64
mt_session_get_at (MtSession *self)
{
  return self->at;
}

/**
 * mt_session_get_axis:
 * @self: a session
 *
 * Returns: the shared axis: the viewer's day, or two
 */
MtSpan
mt_session_get_axis (MtSession *self)
{
  return self->axis;
}

/**
 * mt_session_get_axis_overlaps:
 * @self: a session
 *
 * Returns: (transfer none): the overlap that is drawn, in words, as far as the axis goes: what is
 *   past, too
 */
GListModel *
mt_session_get_axis_overlaps (MtSession *self)
{
  return G_LIST_MODEL (self->axis_overlaps);
}

/**
 * mt_session_get_axis_overlap:
 * @self: a session
 *
 * Returns: (transfer none): the overlap to draw through the rows of the axis; good until the next
 *   change of the session
 */
const MtSpans *
mt_session_get_axis_overlap (MtSession *self)
{
  return self->axis_overlap;
}

/**
 * mt_session_format_time:
 * @self: a session
 * @instant: Unix seconds
 *
 * Returns: (transfer full): the time in the viewer's zone, in 12 or 24 hours as the system has it
 */
char *
mt_session_format_time (MtSession *self, gint64 instant)
{
  if (self->moment == NULL)
    return g_strdup ("");

  return mt_format_time (self->format, instant, mt_moment_viewer_at (self->moment, instant));
}

/**
 * mt_session_format_date_time:
 * @self: a session
 * @instant: Unix seconds
 *
 * Returns: (transfer full): date and time in the viewer's zone, "Tuesday 24 November, 15:22"
 */
char *
mt_session_format_date_time (MtSession *self, gint64 instant)
{
  if (self->moment == NULL)
    return g_strdup ("");

  return mt_format_date_time (self->format, instant, mt_moment_viewer_at (self->moment, instant));
}

/**
 * mt_session_get_format:
 * @self: a session
 *
 * Returns: (transfer none): how times and dates are written
 */
MtFormat *
mt_session_get_format (MtSession *self)
{
  return self->format;
}

/**
 * mt_session_dup_times_text:
 * @self: a session
 *
 * Returns: (transfer full): the chosen instant on everybody's clock, ready for a chat; "" without a
 *   team
 */
char *
mt_session_dup_times_text (MtSession *self)
{
  g_return_val_if_fail (MT_IS_SESSION (self), NULL);

  return self->moment != NULL ? mt_clipboard_text_times (self->moment) : g_strdup ("");
}

/**
 * mt_session_dup_overlap_text:
 * @self: a session
 *
 * Returns: (transfer full): the overlap of the next days on everybody's clock, ready for a chat; ""
 *   without a team
 */
char *
mt_session_dup_overlap_text (MtSession *self)
{
  g_return_val_if_fail (MT_IS_SESSION (self), NULL);

  return self->moment != NULL
             ? mt_clipboard_text_overlap (self->moment, G_LIST_MODEL (self->overlaps))
             : g_strdup ("");
}

/**
 * mt_session_dup_cities:
 * @self: a session
 *
 * Whoever searches shares one search, which is dropped with the last of them: cities are looked for
 * seldom, and take a megabyte.
 *
 * Returns: (transfer full): the search
 */
MtCities *
mt_session_dup_cities (MtSession *self)
{
  if (self->cities != NULL)
    return g_object_ref (self->cities);

  g_set_weak_pointer (&self->cities, mt_cities_new (self->tzdata, NULL));
  return self->cities;
}

/**
 * mt_session_dup_zone_time:
 * @self: a session
 * @zone_id: name of a zone
 *
 * Returns: (transfer full): how far its clocks are from UTC, and what they show now: "UTC+5:30 ·
 *   20:52"; "" when there is no such zone
 */
char *
mt_session_dup_zone_time (MtSession *self, const char *zone_id)
{
  const gint64 now = mt_clock_get_now (self->clock);
  g_autoptr (MtZone) zone = mt_tzdata_lookup (self->tzdata, zone_id);
  g_autofree char *offset = NULL;
  g_autofree char *time = NULL;

  if (zone == NULL)
    return g_strdup ("");

  offset = mt_format_utc_offset (self->format, mt_zone_offset_at (zone, now));
  time = mt_format_time (self->format, now, zone);
  /* Translators: a zone's offset from UTC and its time now: "UTC+5:30 · 20:52". */
  return g_strdup_printf (C_ ("zone", "%s · %s"), offset, time);
}

/**
 * mt_session_set_places:
 * @self: a session
 * @places: (nullable) (element-type MtCity): places of the user, not to be changed any more
 *
 * Shows them in the strip, too: those on the clock of people on their card, others on their own.
 */
void
mt_session_set_places (MtSession *self, GPtrArray *places)
{
  if (places != NULL)
    g_ptr_array_ref (places);
  g_clear_pointer (&self->places, g_ptr_array_unref);
  self->places = places;
  if (self->moment != NULL)
    mt_session_refresh (self);
}

/**
 * mt_session_get_places:
 * @self: a session
 *
 * Returns: (transfer none) (nullable) (element-type MtCity): places of the user in the strip
 */
const GPtrArray *
mt_session_get_places (MtSession *self)
{
  return self->places;
}
