/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * Any bytes as a file that is to be patched: a change made twice is made once.
 */
#include "ical/mt-ical-patch.h"

static MtZone *
look_up (const char *id, gpointer user_data)
{
  return g_ascii_strcasecmp (id, "Z") == 0 ? mt_zone_new_fixed (id, 3600) : NULL;
}

int LLVMFuzzerTestOneInput (const guint8 *data, gsize size);

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  static const char *const names[] = { "STATUS", "X-OTHER", NULL };
  g_autoptr (MtChange) change = mt_change_new (MT_CHANGE_PATCH, MT_ITEM_EVENT, "c", "a");
  g_autoptr (GBytes) bytes = g_bytes_new (data, size);
  g_autoptr (GBytes) patched = NULL;
  const MtIcalZones zones = { look_up, NULL };

  mt_change_set (change, names[0], "CONFIRMED");
  mt_change_set (change, names[1], NULL);
  mt_change_include (change, "CATEGORIES", "x");
  mt_change_exclude (change, "CATEGORIES", "y");
  mt_change_swap (change, "ATTENDEE", "mailto:a", "mailto:b", NULL);
  mt_change_set_time (change, "DUE", (MtTime){ MT_TIME_INSTANT, 0 });
  patched = mt_ical_patch (bytes, change, &zones, NULL);
  /* What has been said once needs not be said again. */
  if (patched)
    {
      g_autoptr (GBytes) again = mt_ical_patch (patched, change, &zones, NULL);

      g_assert_true (again == patched);
    }
  return 0;
}
