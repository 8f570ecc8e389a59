/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * Any bytes as frames of the worker's protocol.
 */
#include "ical/mt-ical-reason.h"
#include "ical/mt-ical-wire.h"

int LLVMFuzzerTestOneInput (const guint8 *data, gsize size);

static void
read_any (MtWireReader fields)
{
  MtWireReader zone_fields = fields;
  g_autoptr (MtItem) item = mt_wire_get_item (&fields);
  g_autoptr (MtZone) zone = mt_wire_get_zone (&zone_fields, "Z");

  if (item && item->note)
    {
      g_autofree char *text = mt_reason_to_text (item->note);
    }
  if (zone)
    g_assert_cmpint (ABS (mt_zone_offset_at (zone, 0)), <, 86400);
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  MtWireReader fields = { data, data + size, FALSE };
  MtWireType type;
  gsize length;
  gboolean broken;

  read_any (fields);
  while (mt_wire_peek_frame (data, size, &type, &fields, &length, &broken))
    {
      read_any (fields);
      data += length;
      size -= length;
    }
  return 0;
}
