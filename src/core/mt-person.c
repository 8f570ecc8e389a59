/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * One person: what the team file says of them.
 */
#include "core/mt-team.h"

static void
exception_clear (gpointer data)
{
  MtException *exception = data;

  g_clear_pointer (&exception->ranges, g_array_unref);
}

static void
away_clear (gpointer data)
{
  MtAway *away = data;

  g_clear_pointer (&away->reason, g_free);
}

static void
travel_clear (gpointer data)
{
  MtTravel *travel = data;

  g_clear_pointer (&travel->zone, mt_zone_unref);
}

static GArray *
owning_array (guint element_size, GDestroyNotify clear)
{
  GArray *array = g_array_new (FALSE, TRUE, element_size);

  g_array_set_clear_func (array, clear);
  return array;
}

/**
 * mt_exception_array_new:
 *
 * Returns: (transfer full) (element-type MtException): an empty array that owns what is put into it
 */
GArray *
mt_exception_array_new (void)
{
  return owning_array (sizeof (MtException), exception_clear);
}

/**
 * mt_away_array_new:
 *
 * Returns: (transfer full) (element-type MtAway): an empty array that owns what is put into it
 */
GArray *
mt_away_array_new (void)
{
  return owning_array (sizeof (MtAway), away_clear);
}

/**
 * mt_travel_array_new:
 *
 * Returns: (transfer full) (element-type MtTravel): an empty array that owns what is put into it
 */
GArray *
mt_travel_array_new (void)
{
  return owning_array (sizeof (MtTravel), travel_clear);
}

/**
 * mt_person_new:
 * @id: id, unique in the team
 * @name: name
 * @zone: (transfer none): home zone
 * @week: (transfer none): working hours
 *
 * Makes a person with nothing else: no e-mails, absences, travel, calendars. The arrays own what
 * is put into them.
 *
 * Returns: (transfer full): the person
 */
MtPerson *
mt_person_new (const char *id, const char *name, MtZone *zone, MtWeek *week)
{
  MtPerson *self;

  g_return_val_if_fail (id != NULL && name != NULL && zone != NULL && week != NULL, NULL);

  self = g_new0 (MtPerson, 1);
  self->id = g_strdup (id);
  self->name = g_strdup (name);
  self->emails = g_new0 (char *, 1);
  self->zone = mt_zone_ref (zone);
  self->week = mt_week_ref (week);
  self->exceptions = mt_exception_array_new ();
  self->away = mt_away_array_new ();
  self->travel = mt_travel_array_new ();
  self->calendars = g_new0 (char *, 1);
  self->holidays = g_new0 (char *, 1);
  self->ignored = g_new0 (char *, 1);
  self->logins = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  return self;
}

/**
 * mt_person_free:
 * @self: (transfer full) (nullable): a person
 *
 * Frees a person.
 */
void
mt_person_free (MtPerson *self)
{
  if (self == NULL)
    return;
  g_free (self->id);
  g_free (self->name);
  g_strfreev (self->emails);
  mt_zone_unref (self->zone);
  g_free (self->location);
  mt_week_unref (self->week);
  g_array_unref (self->exceptions);
  g_array_unref (self->away);
  g_array_unref (self->travel);
  g_strfreev (self->calendars);
  g_strfreev (self->holidays);
  g_strfreev (self->ignored);
  g_hash_table_unref (self->logins);
  g_free (self->backup);
  g_free (self->picture);
  g_free (self->call);
  g_free (self);
}

/**
 * mt_person_has_email:
 * @self: a person
 * @address: (nullable): an address without `mailto:`
 *
 * Tells whether an address is one of the person's, in any case.
 *
 * Returns: %TRUE when it is
 */
gboolean
mt_person_has_email (const MtPerson *self, const char *address)
{
  g_return_val_if_fail (self != NULL, FALSE);

  for (char **email = self->emails; address != NULL && *email != NULL; email++)
    if (g_ascii_strcasecmp (*email, address) == 0)
      return TRUE;
  return FALSE;
}

/**
 * mt_person_ignores:
 * @self: a person
 * @calendar: one of their calendars or holidays, as written
 *
 * Tells whether somebody said on this machine that a calendar does not count. That stands in no
 * team file: it is a local setting.
 *
 * Returns: %TRUE when it does not
 */
gboolean
mt_person_ignores (const MtPerson *self, const char *calendar)
{
  g_return_val_if_fail (self != NULL && calendar != NULL, FALSE);

  return g_strv_contains ((const char *const *) self->ignored, calendar);
}

/**
 * mt_person_ranges_on:
 * @self: a person
 * @date: a date
 *
 * Gives the working hours of one date: the first exception for it, else those of its weekday.
 * Absences are not looked at.
 *
 * Returns: (transfer none) (element-type MtRange): the ranges, maybe none
 */
const GArray *
mt_person_ranges_on (const MtPerson *self, MtDate date)
{
  g_return_val_if_fail (self != NULL, NULL);

  for (guint i = 0; i < self->exceptions->len; i++)
    {
      const MtException *exception = &g_array_index (self->exceptions, MtException, i);

      if (exception->date == date)
        return exception->ranges;
    }
  return self->week->days[mt_date_weekday (date)];
}

/**
 * mt_person_zone_on:
 * @self: a person
 * @date: a date
 *
 * Gives the zone that holds on a date: that of the first travel entry which covers it, else the
 * home zone.
 *
 * Returns: (transfer none): the zone
 */
MtZone *
mt_person_zone_on (const MtPerson *self, MtDate date)
{
  g_return_val_if_fail (self != NULL, NULL);

  for (guint i = 0; i < self->travel->len; i++)
    {
      const MtTravel *travel = &g_array_index (self->travel, MtTravel, i);

      if (travel->from <= date && date <= travel->to)
        return travel->zone;
    }
  return self->zone;
}

/**
 * mt_person_is_away_on:
 * @self: a person
 * @date: a date
 *
 * Tells whether an `away` entry of the team file covers a date. Calendars are not looked at.
 *
 * Returns: %TRUE when one does
 */
gboolean
mt_person_is_away_on (const MtPerson *self, MtDate date)
{
  g_return_val_if_fail (self != NULL, FALSE);

  for (guint i = 0; i < self->away->len; i++)
    {
      const MtAway *away = &g_array_index (self->away, MtAway, i);

      if (away->from <= date && date <= away->to)
        return TRUE;
    }
  return FALSE;
}
