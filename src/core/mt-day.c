/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * Local days of a person.
 */
#include "core/mt-day.h"

static gint64
midnight (const MtPerson *person, MtDate date, MtZone *zone)
{
  return mt_zone_reach (zone, mt_date_to_wall (date));
}

/**
 * mt_day_start:
 * @person: a person
 * @date: a date
 *
 * Gives the instant at which a local date begins: the first one of the date in the zone that holds
 * on it. Who travels so far east that tomorrow's midnight comes first has no such date: it begins,
 * and ends, with the next one, so that the starts of dates never fall.
 *
 * Returns: the instant
 */
gint64
mt_day_start (const MtPerson *person, MtDate date)
{
  MtZone *zone, *next_zone;
  gint64 start;

  g_return_val_if_fail (person != NULL, 0);

  zone = mt_person_zone_on (person, date);
  start = midnight (person, date, zone);
  if (person->travel->len == 0)
    return start;
  next_zone = mt_person_zone_on (person, date + 1);
  return next_zone == zone ? start : MIN (start, midnight (person, date + 1, next_zone));
}

/**
 * mt_day_span:
 * @person: a person
 * @date: a date
 *
 * Gives the span of a local date, from where it begins to where the next one does. Travel makes it
 * as short as nothing or as long as two days.
 *
 * Returns: the span, empty when the date is skipped
 */
MtSpan
mt_day_span (const MtPerson *person, MtDate date)
{
  return (MtSpan){ mt_day_start (person, date), mt_day_start (person, date + 1) };
}

/**
 * mt_day_of:
 * @person: a person
 * @instant: an instant
 *
 * Gives the local date an instant belongs to: the one whose span it is in. Where a fold shows the
 * end of yesterday once more, today has begun already.
 *
 * Returns: the date
 */
MtDate
mt_day_of (const MtPerson *person, gint64 instant)
{
  MtDate date;

  g_return_val_if_fail (person != NULL, 0);

  date = mt_date_of_wall (mt_zone_to_wall (person->zone, instant));
  while (instant < mt_day_start (person, date))
    date--;
  while (instant >= mt_day_start (person, date + 1))
    date++;
  return date;
}

/**
 * mt_day_zone_at:
 * @person: a person
 * @instant: an instant
 *
 * Gives the zone that holds for a person at an instant: that of the local date.
 *
 * Returns: (transfer none): the zone
 */
MtZone *
mt_day_zone_at (const MtPerson *person, gint64 instant)
{
  g_return_val_if_fail (person != NULL, NULL);

  if (person->travel->len == 0)
    return person->zone;
  return mt_person_zone_on (person, mt_day_of (person, instant));
}

/**
 * mt_day_wall_at:
 * @person: a person
 * @instant: an instant
 *
 * Gives what a person's clock shows at an instant.
 *
 * Returns: wall seconds
 */
gint64
mt_day_wall_at (const MtPerson *person, gint64 instant)
{
  g_return_val_if_fail (person != NULL, instant);

  return mt_zone_to_wall (mt_day_zone_at (person, instant), instant);
}
