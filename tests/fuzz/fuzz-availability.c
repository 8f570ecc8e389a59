/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * Fuzz target: working hours as somebody's server keeps them. Whatever they are, ranges are ranges,
 * dates are dates, and what was read can be written and read again.
 */
#include "config.h"

#include "core/mt-date.h"
#include "providers/collections/caldav/mt-availability.h"

#define NOW G_GINT64_CONSTANT (1760270400) /* 2025-10-12 */

int LLVMFuzzerTestOneInput (const guint8 *data, size_t size);

static MtZone *
look_up (const char *id, gpointer user_data)
{
  return *id == 'E' ? mt_zone_new_fixed (id, 3600) : NULL;
}

static void
check_ranges (const GArray *ranges)
{
  for (guint i = 0; i < ranges->len; i++)
    {
      const MtRange *range = &g_array_index (ranges, MtRange, i);

      g_assert_cmpint (range->start_s, >=, 0);
      g_assert_cmpint (range->start_s, <, MT_DAY_S);
      g_assert_cmpint (range->end_s, >, range->start_s);
      g_assert_cmpint (range->end_s, <=, range->start_s + MT_DAY_S);
      if (i > 0)
        g_assert_cmpint (range->start_s, >=, g_array_index (ranges, MtRange, i - 1).start_s);
    }
}

static void
check (const MtAvailability *hours)
{
  for (guint i = 0; i < 7; i++)
    check_ranges (hours->week->days[i]);
  g_assert_cmpuint (hours->exceptions->len, <=, 500);
  for (guint i = 0; i < hours->exceptions->len; i++)
    check_ranges (g_array_index (hours->exceptions, MtException, i).ranges);
  for (guint i = 0; i < hours->away->len; i++)
    {
      const MtAway *away = &g_array_index (hours->away, MtAway, i);

      g_assert_cmpint (away->from, <=, away->to);
      g_assert_cmpint (away->to - away->from, <=, 500);
    }
}

static void
check_again (MtAvailability *hours)
{
  g_autoptr (MtZone) zone = mt_zone_new_fixed ("Europe/Madrid", 3600);
  g_autoptr (MtPerson) person = mt_person_new ("ana", "Ana", zone, hours->week);
  g_autoptr (GBytes) text = mt_availability_write (person, NOW);
  g_autoptr (MtAvailability) again = mt_availability_read (text, look_up, NULL, NOW, NULL);

  g_assert_nonnull (again);
  for (guint i = 0; i < 7; i++)
    if (hours->week->days[i]->len == 0)
      g_assert_cmpuint (again->week->days[i]->len, ==, 0);
}

int
LLVMFuzzerTestOneInput (const guint8 *data, size_t size)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static (data, size);
  g_autoptr (GError) error = NULL;
  g_autoptr (MtAvailability) hours = mt_availability_read (bytes, look_up, NULL, NOW, &error);

  g_assert_true ((hours != NULL) == (error == NULL));
  if (hours == NULL)
    return 0;
  check (hours);
  check_again (hours);
  return 0;
}
