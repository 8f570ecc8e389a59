/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * The hours of the seven weekdays, shared by everybody who has the same.
 */
#include "core/mt-team.h"

#define DEFAULT_START_S (9 * 3600)
#define DEFAULT_END_S (17 * 3600)

/**
 * mt_week_new:
 *
 * Makes a week that never works: seven days without a range.
 *
 * Returns: (transfer full): the week
 */
MtWeek *
mt_week_new (void)
{
  MtWeek *self = g_new0 (MtWeek, 1);

  self->ref_count = 1;
  for (guint i = 0; i < G_N_ELEMENTS (self->days); i++)
    self->days[i] = g_array_new (FALSE, FALSE, sizeof (MtRange));
  return self;
}

/**
 * mt_week_new_default:
 *
 * Makes the week of somebody of whom no hours are known: Monday to Friday 09:00-17:00.
 *
 * Returns: (transfer full): the week
 */
MtWeek *
mt_week_new_default (void)
{
  MtWeek *self = mt_week_new ();
  MtRange range = { DEFAULT_START_S, DEFAULT_END_S };

  for (guint i = MT_MONDAY; i <= MT_FRIDAY; i++)
    g_array_append_val (self->days[i], range);
  return self;
}

/**
 * mt_week_ref:
 * @self: a week
 *
 * Takes a reference. Any thread.
 *
 * Returns: (transfer full): @self
 */
MtWeek *
mt_week_ref (MtWeek *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_int_inc (&self->ref_count);
  return self;
}

/**
 * mt_week_unref:
 * @self: (transfer full): a week
 *
 * Drops a reference; the last one frees the week. Any thread.
 */
void
mt_week_unref (MtWeek *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_int_dec_and_test (&self->ref_count))
    return;
  for (guint i = 0; i < G_N_ELEMENTS (self->days); i++)
    g_array_unref (self->days[i]);
  g_free (self);
}

/**
 * mt_week_equal:
 * @a: a week
 * @b: a week
 *
 * Tells whether two weeks have the same ranges on the same days.
 *
 * Returns: %TRUE when they have
 */
gboolean
mt_week_equal (const MtWeek *a, const MtWeek *b)
{
  g_return_val_if_fail (a != NULL && b != NULL, FALSE);

  if (a == b)
    return TRUE;
  for (guint i = 0; i < G_N_ELEMENTS (a->days); i++)
    {
      const GArray *x = a->days[i], *y = b->days[i];

      if (x->len != y->len ||
          (x->len > 0 && memcmp (x->data, y->data, x->len * sizeof (MtRange)) != 0))
        return FALSE;
    }
  return TRUE;
}

/**
 * mt_week_hash:
 * @self: a week
 *
 * Gives a hash for tables of weeks, the same for equal ones.
 *
 * Returns: the hash
 */
guint
mt_week_hash (const MtWeek *self)
{
  guint hash = 5381;

  g_return_val_if_fail (self != NULL, 0);

  for (guint i = 0; i < G_N_ELEMENTS (self->days); i++)
    {
      hash = hash * 33 + i;
      for (guint j = 0; j < self->days[i]->len; j++)
        {
          const MtRange *range = &g_array_index (self->days[i], MtRange, j);

          hash = (hash * 33 + (guint) range->start_s) * 33 + (guint) range->end_s;
        }
    }
  return hash;
}
