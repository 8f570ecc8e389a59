/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * Any text as one object in the worker: lines, dates, VTIMEZONE, the gate of rules and expansion.
 * What comes out is within bounds, and what the protocol carries the other side accepts.
 */
#include <string.h>

#include "ical/mt-ical-bytes.h"
#include "ical/mt-ical-wire.h"
#include "ical/worker/mt-object.h"
#include "ical/worker/mt-series.h"
#include "ical/worker/mt-vtimezone.h"

int LLVMFuzzerTestOneInput (const guint8 *data, gsize size);

static MtZone *
lookup_cb (const char *id, gpointer user_data)
{
  const MtZoneChange changes[] = { { 1774746000, 7200 }, { 1792890000, 3600 } };

  return strcmp (id, "Europe/Berlin") == 0 ? mt_zone_new (id, 3600, changes, 2) : NULL;
}

static char *
vtimezone_cb (const char *tzid, gpointer user_data)
{
  return g_strdup (user_data);
}

static void
check_item (const MtItem *item)
{
  g_autoptr (GByteArray) out = g_byte_array_new ();
  g_autoptr (MtItem) read = NULL;
  MtWireReader in;

  g_assert_cmpuint (item->starts->len, <=, MT_SERIES_MAX_INSTANCES);
  for (guint i = 1; i < item->starts->len; i++)
    g_assert_false (mt_time_equal (g_array_index (item->starts, MtTime, i - 1),
                                   g_array_index (item->starts, MtTime, i)));
  mt_wire_put_item (out, item);
  in = (MtWireReader){ out->data, out->data + out->len, FALSE };
  read = mt_wire_get_item (&in);
  g_assert_nonnull (read);
  g_assert_true (mt_wire_is_done (&in));
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  g_autofree char *text = mt_ical_bytes_to_utf8 ((const char *) data, size, NULL);
  g_autoptr (MtWorkerZones) zones = mt_worker_zones_new (lookup_cb, vtimezone_cb, text);
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func ((GDestroyNotify) mt_item_free);
  g_autoptr (GPtrArray) reasons = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (MtZone) zone = mt_vtimezone_read (text, strlen (text), "Z");
  MtSpan window = { 1793491200, 1796083200 };

  mt_worker_zones_use_set (zones, 1);
  mt_object_expand (text, strlen (text), "uid", window, zones, items, reasons);
  for (guint i = 0; i < items->len; i++)
    check_item (g_ptr_array_index (items, i));
  for (guint i = 0; i < reasons->len; i++)
    g_assert_true (g_utf8_validate (g_ptr_array_index (reasons, i), -1, NULL));
  return 0;
}
