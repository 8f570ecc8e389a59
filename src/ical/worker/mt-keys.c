/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * Sorted arrays of numbers: ten thousand EXDATEs cost no more than a few.
 */
#include "config.h"

#include "ical/worker/mt-keys.h"

#include "core/mt-date.h"

/**
 * mt_keys_init:
 * @self: (out caller-allocates): keys
 *
 * Begins an empty set.
 */
void
mt_keys_init (MtKeys *self)
{
  self->orders = g_array_new (FALSE, FALSE, sizeof (gint64));
  self->walls = g_array_new (FALSE, FALSE, sizeof (gint64));
  self->dates = g_array_new (FALSE, FALSE, sizeof (gint64));
}

/**
 * mt_keys_clear:
 * @self: keys
 *
 * Frees what the set holds.
 */
void
mt_keys_clear (MtKeys *self)
{
  g_clear_pointer (&self->orders, g_array_unref);
  g_clear_pointer (&self->walls, g_array_unref);
  g_clear_pointer (&self->dates, g_array_unref);
}

/**
 * mt_keys_add:
 * @self: keys
 * @moment: a value of EXDATE or RECURRENCE-ID
 * @kind: what the series is made of
 *
 * Adds a value. mt_keys_sort() before the next question.
 */
void
mt_keys_add (MtKeys *self, const MtMoment *moment, MtTimeKind kind)
{
  gint64 date = mt_date_of_wall (moment->wall);

  if (kind == MT_TIME_DATE || moment->time.kind == MT_TIME_DATE)
    g_array_append_val (self->dates, date);
  else if (kind == MT_TIME_INSTANT && moment->time.kind == MT_TIME_INSTANT)
    g_array_append_val (self->orders, moment->time.value);
  else
    g_array_append_val (self->walls, moment->wall);
}

/**
 * mt_keys_add_wall:
 * @self: keys
 * @wall: an instance, in wall seconds
 * @kind: what the series is made of
 *
 * Adds an instance by its wall clock.
 */
void
mt_keys_add_wall (MtKeys *self, gint64 wall, MtTimeKind kind)
{
  gint64 date = mt_date_of_wall (wall);

  if (kind == MT_TIME_DATE)
    g_array_append_val (self->dates, date);
  else
    g_array_append_val (self->walls, wall);
}

static int
compare (gconstpointer a, gconstpointer b)
{
  gint64 left = *(const gint64 *) a;
  gint64 right = *(const gint64 *) b;

  return left < right ? -1 : left > right;
}

/**
 * mt_keys_sort:
 * @self: keys
 *
 * Makes the set ready for mt_keys_have().
 */
void
mt_keys_sort (MtKeys *self)
{
  g_array_sort (self->orders, compare);
  g_array_sort (self->walls, compare);
  g_array_sort (self->dates, compare);
}

static gboolean
has (GArray *sorted, gint64 value)
{
  return sorted->len > 0 && g_array_binary_search (sorted, &value, compare, NULL);
}

/**
 * mt_keys_have:
 * @self: sorted keys
 * @order: what mt_time_order() gives for an instance
 * @wall: its wall seconds on the clock of the series
 *
 * Returns: whether the instance is meant
 */
gboolean
mt_keys_have (const MtKeys *self, gint64 order, gint64 wall)
{
  return has (self->orders, order) || has (self->walls, wall) ||
         (self->dates->len > 0 && has (self->dates, mt_date_of_wall (wall)));
}
