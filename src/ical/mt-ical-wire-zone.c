/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * Tables of zones as the fields of a frame.
 */
#include "config.h"

#include "ical/mt-ical-wire-private.h"

#include "core/mt-date.h"

#define MAX_CHANGES 10000 /* of one zone table; tzdata has at most a few hundred */

/**
 * mt_wire_put_zone:
 * @out: array to append to
 * @zone: a table
 *
 * Appends a zone's table.
 */
void
mt_wire_put_zone (GByteArray *out, const MtZone *zone)
{
  gsize n;
  const MtZoneChange *changes = mt_zone_get_changes (zone, &n);

  mt_wire_put_u32 (out, mt_zone_get_first_offset (zone));
  mt_wire_put_u32 (out, n);
  for (gsize i = 0; i < n; i++)
    {
      mt_wire_put_i64 (out, changes[i].at);
      mt_wire_put_u32 (out, changes[i].offset_s);
    }
}

/**
 * mt_wire_get_zone:
 * @in: a position
 * @id: the name of the zone
 *
 * Reads a zone's table; its changes must be in order and its offsets within a day.
 *
 * Returns: (transfer full) (nullable): the zone; %NULL with `failed` set
 */
MtZone *
mt_wire_get_zone (MtWireReader *in, const char *id)
{
  gint32 first = (gint32) mt_wire_get_u32 (in);
  guint32 n = mt_wire_get_n (in, 12);
  g_autofree MtZoneChange *changes = NULL;

  if (n > MAX_CHANGES || ABS ((gint64) first) >= MT_DAY_S)
    in->failed = TRUE;
  if (in->failed)
    return NULL;
  changes = g_new (MtZoneChange, n + 1);
  for (guint32 i = 0; i < n; i++)
    {
      changes[i].at = mt_wire_get_i64 (in);
      changes[i].offset_s = (gint32) mt_wire_get_u32 (in);
      if ((i > 0 && changes[i].at <= changes[i - 1].at) ||
          ABS ((gint64) changes[i].offset_s) >= MT_DAY_S)
        in->failed = TRUE;
    }
  return in->failed ? NULL : mt_zone_new (id, first, changes, n);
}
