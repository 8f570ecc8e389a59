/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * Any bytes as a file that is to be patched: nothing outside of the component changes.
 */
#define _GNU_SOURCE /* memmem */

#include <string.h>

#include "ical/mt-ical-patch.h"

int LLVMFuzzerTestOneInput (const guint8 *data, gsize size);

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  static const char *const names[] = { "STATUS", "X-OTHER", NULL };
  g_autoptr (MtChange) change = mt_change_new (MT_CHANGE_PATCH, MT_ITEM_EVENT, "c", "a");
  g_autoptr (GBytes) bytes = g_bytes_new (data, size);
  g_autoptr (GBytes) patched = NULL;

  mt_change_set (change, names[0], "CONFIRMED");
  mt_change_set (change, names[1], NULL);
  patched = mt_ical_patch (bytes, MT_ITEM_EVENT, "a", NULL, change->fields, NULL);
  if (patched)
    {
      gsize length;
      const guint8 *text = g_bytes_get_data (patched, &length);

      g_assert_nonnull (memmem (text, length, "STATUS:CONFIRMED", 16));
    }
  return 0;
}
