/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtZone: the offsets of one time zone as an immutable table. core is given these; zone/ reads them
 * from the system's tzdata.
 *
 * A *wall* value is seconds since 1970-01-01T00:00 on the local clock, as if that clock were UTC.
 */
#pragma once

#include "core/mt-types.h"

G_BEGIN_DECLS

/* From `at` on, local time is UTC plus `offset_s`. */
typedef struct
{
  gint64 at;
  gint32 offset_s;
} MtZoneChange;

/* Which instant a wall time means that happens twice. A wall time in a gap always moves forward by
 * the length of the gap (DESIGN: the offset before the gap applies). */
typedef enum
{
  MT_FOLD_FIRST,
  MT_FOLD_SECOND,
} MtFold;

/* A position in the table for walking forward without a search per instant. Start it at {0}. */
typedef struct
{
  guint next;
} MtZoneCursor;

MtZone *
mt_zone_new (const char *id, gint32 first_offset_s, const MtZoneChange *changes, gsize n_changes);
MtZone *mt_zone_new_fixed (const char *id, gint32 offset_s);
MtZone *mt_zone_ref (MtZone *self);
void mt_zone_unref (MtZone *self);
const char *mt_zone_get_id (const MtZone *self);
gint32 mt_zone_get_first_offset (const MtZone *self);
const MtZoneChange *mt_zone_get_changes (const MtZone *self, gsize *n_changes);
gint32 mt_zone_offset_at (const MtZone *self, gint64 instant);
gint32 mt_zone_offset_walk (const MtZone *self, MtZoneCursor *cursor, gint64 instant);
gint64 mt_zone_to_wall (const MtZone *self, gint64 instant);
gint64 mt_zone_to_instant (const MtZone *self, gint64 wall_s, MtFold fold);
gint64 mt_zone_reach (const MtZone *self, gint64 wall_s);
gboolean mt_zone_in_gap (const MtZone *self, gint64 wall_s);
const MtZoneChange *mt_zone_next_change (const MtZone *self, gint64 instant);

/* Looks a name up, exactly as tzdata spells it: returns (transfer full) or NULL when there is none.
 */
typedef MtZone *(*MtZoneLookup) (const char *id, gpointer user_data);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MtZone, mt_zone_unref)

G_END_DECLS
