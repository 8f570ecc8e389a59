/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * Typed times: "15:00 thursday Berlin" in any order of its parts.
 */
#include "config.h"

#include "core/mt-when.h"

#include <glib/gi18n-lib.h>

#include "core/mt-instant.h"
#include "core/mt-typed.h"

/**
 * mt_when_error_quark:
 *
 * Gives the domain of #MtWhenError.
 *
 * Returns: the quark
 */
GQuark
mt_when_error_quark (void)
{
  return g_quark_from_static_string ("mt-when-error-quark");
}

/* Where a typed time is: with a person (whose zone may change with the date), or in a zone. */
typedef struct
{
  const MtPerson *person; /* unowned, nullable */
  MtZone *zone;           /* owned, nullable */
} Place;

static void
place_clear (Place *self)
{
  g_clear_pointer (&self->zone, mt_zone_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Place, place_clear)

static gboolean
has_name_part (const MtPerson *person, const char *word)
{
  g_auto (GStrv) parts = mt_typed_split (person->name);
  for (char **part = parts; *part != NULL; part++)
    if (mt_typed_same_word (*part, word))
      return TRUE;
  return FALSE;
}

static gboolean
has_whole_name (const MtPerson *person, const char *name)
{
  return mt_typed_same_word (person->name, name);
}

typedef gboolean (*PersonMatch) (const MtPerson *person, const char *name);

static GPtrArray *
find_people (const MtTeam *team, const char *name, PersonMatch match)
{
  GPtrArray *found = g_ptr_array_new ();
  for (guint i = 0; i < team->people->len; i++)
    if (match (team->people->pdata[i], name))
      g_ptr_array_add (found, team->people->pdata[i]);
  return found;
}

/* People of one name, of whom only one may be meant. */
static gboolean
choose_person (const GPtrArray *people, const char *name, const MtPerson **person, GError **error)
{
  if (people->len == 1)
    {
      *person = people->pdata[0];
      return TRUE;
    }
  const MtPerson *first = people->pdata[0], *second = people->pdata[1];
  g_set_error (error, MT_WHEN_ERROR, MT_WHEN_ERROR_AMBIGUOUS,
               _ ("“%s” may be “%s” or “%s”: write the id of the person"), name, first->id,
               second->id);
  return FALSE;
}

static const MtPerson *
find_id (const MtTeam *team, const char *name)
{
  g_autofree char *id = g_utf8_strdown (name, -1);
  return mt_team_find (team, id);
}

/* A word that is a person and a place is refused, unless the person is in that place. */
static gboolean
check_distinct (const Place *place, MtZone *zone, const char *name, MtDate today, GError **error)
{
  if (zone == NULL || mt_person_zone_on (place->person, today) == zone)
    return TRUE;
  gboolean is_id = mt_typed_same_word (place->person->id, name);
  g_set_error (error, MT_WHEN_ERROR, MT_WHEN_ERROR_AMBIGUOUS,
               _ ("“%s” is both a place and a person of the team: write “%s” or “%s”"), name,
               mt_zone_get_id (zone), is_id ? place->person->name : place->person->id);
  return FALSE;
}

static gboolean
find_place (const char *name,
            const MtTeam *team,
            MtZone *zone,
            gint64 now,
            Place *place,
            GError **error)
{
  g_autoptr (GPtrArray) whole = find_people (team, name, has_whole_name);
  g_autoptr (GPtrArray) part = find_people (team, name, has_name_part);

  place->person = find_id (team, name);
  if (place->person == NULL && whole->len > 0 &&
      !choose_person (whole, name, &place->person, error))
    return FALSE;
  if (place->person != NULL)
    return check_distinct (place, zone, name, mt_day_of (place->person, now), error);
  if (zone != NULL)
    {
      place->zone = mt_zone_ref (zone);
      return TRUE;
    }
  if (part->len > 0)
    return choose_person (part, name, &place->person, error);
  g_set_error (error, MT_WHEN_ERROR, MT_WHEN_ERROR_PLACE,
               _ ("“%s” is no time, day, place or person of the team: write a time like “15:00” or "
                  "“3pm”, a day like “thursday”, “tomorrow” or “2026-12-24”, and a place like "
                  "“Berlin”, “Europe/Berlin” or a person's id"),
               name);
  return FALSE;
}

static gint64
resolve (const MtTyped *typed, const Place *place, gint64 now)
{
  MtDate today = place->person != NULL ? mt_day_of (place->person, now)
                                       : mt_date_of_wall (mt_zone_to_wall (place->zone, now));
  MtDate date = mt_typed_resolve_day (typed, today);
  MtZone *zone = place->person != NULL ? mt_person_zone_on (place->person, date) : place->zone;
  return mt_zone_to_instant (zone, mt_date_to_wall (date) + typed->clock_s, MT_FOLD_FIRST);
}

static gboolean
check_time (const MtTyped *typed, const char *text, GError **error)
{
  if (typed->has_time)
    return TRUE;
  g_set_error (
      error, MT_WHEN_ERROR, MT_WHEN_ERROR_TIME,
      _ ("“%s” has no time of day: write one like “15:00”, “15” or “3:30 pm”, and a day and "
         "a place if need be, as in “15:00 thursday Berlin”"),
      text);
  return FALSE;
}

static gboolean
check_range (gint64 instant, const char *text, GError **error)
{
  if (instant >= mt_date_to_wall (MT_DATE_MIN) && instant < mt_date_to_wall (MT_DATE_MAX))
    return TRUE;
  g_set_error (error, MT_WHEN_ERROR, MT_WHEN_ERROR_RANGE,
               _ ("“%s” is out of range: write a date from 1600-01-01 to 2199-12-31"), text);
  return FALSE;
}

/**
 * mt_when_parse:
 * @text: what somebody typed
 * @team: whose people may be named
 * @me: (nullable): the viewer, if on the team
 * @viewer_zone: the viewer's zone otherwise
 * @lookup: finds the zone of a place
 * @user_data: for @lookup
 * @now: Unix seconds
 * @instant: (out): Unix seconds
 * @error: return location for an error
 *
 * Reads a time of day ("15:00", "15", "15h30", "3pm", "3:30 pm"), a day ("2026-12-24", a weekday in
 * English or in the user's language, "today", "tomorrow"), and a place (what @lookup knows, a
 * person's id, name, or a part of it that nobody else has) in any order; or an RFC 3339 time.
 * Without a place it is the viewer's, without a day it is today there; a weekday is the first such
 * date there that is not yet past, so today is still today. A person's place is their zone of that
 * date. A wall time in a gap or fold follows the rules of events: forward by the length of the gap,
 * the first of two. The words "at", "in" and "on" may stand anywhere.
 *
 * Fails with %MT_WHEN_ERROR_TIME when there is no time of day, %MT_WHEN_ERROR_PLACE when a word
 * means nothing, %MT_WHEN_ERROR_AMBIGUOUS when it means two things and %MT_WHEN_ERROR_RANGE outside
 * the years 1600 to 2199.
 *
 * Returns: whether @instant is set
 */
gboolean
mt_when_parse (const char *text,
               const MtTeam *team,
               const MtPerson *me,
               MtZone *viewer_zone,
               MtPlaceLookup lookup,
               gpointer user_data,
               gint64 now,
               gint64 *instant,
               GError **error)
{
  g_return_val_if_fail (text != NULL && team != NULL && instant != NULL, FALSE);
  g_return_val_if_fail (me != NULL || viewer_zone != NULL, FALSE);

  g_autofree char *valid = g_utf8_make_valid (text, -1);
  g_auto (MtTyped) typed = { 0 };
  g_auto (Place) place = { .person = me };

  if (mt_instant_parse (g_strstrip (valid), instant))
    return TRUE;
  mt_typed_read (&typed, valid);
  if (!check_time (&typed, valid, error))
    return FALSE;
  if (typed.rest->len > 0)
    {
      g_autoptr (MtZone) zone = lookup (typed.rest->str, user_data);
      if (!find_place (typed.rest->str, team, zone, now, &place, error))
        return FALSE;
    }
  else if (me == NULL)
    place.zone = mt_zone_ref (viewer_zone);

  gint64 found = resolve (&typed, &place, now);
  if (!check_range (found, valid, error))
    return FALSE;
  *instant = found;
  return TRUE;
}
