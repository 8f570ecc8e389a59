/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * The offsets of one zone: from instants to wall time and back.
 */
#include "core/mt-zone.h"

#include "core/mt-date.h"

struct _MtZone
{
  gatomicrefcount ref_count;
  char *id;
  gint32 first_offset_s;
  guint n_changes;
  MtZoneChange changes[]; /* sorted by `at`, no two alike, each changes the offset */
};

/* What the table says of a wall time. */
typedef struct
{
  gboolean found; /* at least one instant shows this wall time */
  gint64 first;
  gint64 last;
  gint64 forward; /* in a gap: moved forward by its length */
} Reading;

static gboolean
table_is_sound (gint32 first_offset_s, const MtZoneChange *changes, gsize n_changes)
{
  if (ABS ((gint64) first_offset_s) >= MT_DAY_S || n_changes > G_MAXUINT16)
    return FALSE;
  for (gsize i = 0; i < n_changes; i++)
    {
      if (ABS ((gint64) changes[i].offset_s) >= MT_DAY_S)
        return FALSE;
      if (i > 0 && changes[i].at <= changes[i - 1].at)
        return FALSE;
    }
  return TRUE;
}

/**
 * mt_zone_new:
 * @id: name of the zone
 * @first_offset_s: offset before the first change, in seconds east of UTC, less than a day
 * @changes: (array length=n_changes) (nullable): the changes, sorted by instant; copied
 * @n_changes: how many, at most 65535
 *
 * Makes a zone. Entries that leave the offset as it is are dropped: a change of the table is always
 * a change of the clocks.
 *
 * Returns: (transfer full) (nullable): the zone; %NULL when the table is not sorted, too long, or
 *   has an offset of a day or more
 */
MtZone *
mt_zone_new (const char *id, gint32 first_offset_s, const MtZoneChange *changes, gsize n_changes)
{
  MtZone *self;
  gint32 offset_s = first_offset_s;

  g_return_val_if_fail (id != NULL, NULL);

  if (!table_is_sound (first_offset_s, changes, n_changes))
    return NULL;
  self = g_malloc (sizeof (MtZone) + n_changes * sizeof (MtZoneChange));
  g_atomic_ref_count_init (&self->ref_count);
  self->id = g_strdup (id);
  self->first_offset_s = first_offset_s;
  self->n_changes = 0;
  for (gsize i = 0; i < n_changes; i++)
    {
      if (changes[i].offset_s == offset_s)
        continue;
      offset_s = changes[i].offset_s;
      self->changes[self->n_changes++] = changes[i];
    }
  return self;
}

/**
 * mt_zone_new_fixed:
 * @id: name of the zone
 * @offset_s: its offset for ever, in seconds east of UTC, less than a day
 *
 * Makes a zone whose clocks never change.
 *
 * Returns: (transfer full) (nullable): the zone; %NULL when the offset is a day or more
 */
MtZone *
mt_zone_new_fixed (const char *id, gint32 offset_s)
{
  return mt_zone_new (id, offset_s, NULL, 0);
}

/**
 * mt_zone_ref:
 * @self: a zone
 *
 * Takes a reference. Any thread.
 *
 * Returns: (transfer full): @self
 */
MtZone *
mt_zone_ref (MtZone *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

/**
 * mt_zone_unref:
 * @self: (transfer full): a zone
 *
 * Drops a reference; the last one frees the zone. Any thread.
 */
void
mt_zone_unref (MtZone *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  g_free (self->id);
  g_free (self);
}

/**
 * mt_zone_get_id:
 * @self: a zone
 *
 * Gives the name the zone was made with.
 *
 * Returns: (transfer none): e.g. `Europe/Berlin`
 */
const char *
mt_zone_get_id (const MtZone *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->id;
}

/**
 * mt_zone_get_first_offset:
 * @self: a zone
 *
 * Gives the offset that holds before the first change.
 *
 * Returns: seconds east of UTC
 */
gint32
mt_zone_get_first_offset (const MtZone *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->first_offset_s;
}

/**
 * mt_zone_get_changes:
 * @self: a zone
 * @n_changes: (out): how many
 *
 * Gives the whole table, for handing it to another process.
 *
 * Returns: (transfer none) (array length=n_changes): the changes, sorted by instant
 */
const MtZoneChange *
mt_zone_get_changes (const MtZone *self, gsize *n_changes)
{
  g_return_val_if_fail (self != NULL && n_changes != NULL, NULL);

  *n_changes = self->n_changes;
  return self->changes;
}

/* The number of changes at or before the instant, which is the index of the next one. */
static guint
count_until (const MtZone *self, gint64 instant)
{
  guint from = 0;
  guint length = self->n_changes;

  while (length > 0)
    {
      guint half = length / 2;

      if (self->changes[from + half].at <= instant)
        {
          from += half + 1;
          length -= half + 1;
        }
      else
        {
          length = half;
        }
    }
  return from;
}

/* The offset before change `next`, that is from change `next - 1` on. */
static inline gint32
offset_before (const MtZone *self, guint next)
{
  return next == 0 ? self->first_offset_s : self->changes[next - 1].offset_s;
}

/**
 * mt_zone_offset_at:
 * @self: a zone
 * @instant: an instant
 *
 * Gives the offset at an instant, by a search of the table. Any thread.
 *
 * Returns: seconds east of UTC
 */
gint32
mt_zone_offset_at (const MtZone *self, gint64 instant)
{
  g_return_val_if_fail (self != NULL, 0);

  return offset_before (self, count_until (self, instant));
}

/**
 * mt_zone_offset_walk:
 * @self: a zone
 * @cursor: (inout): where the last call left off; `{0}` at first, one cursor per zone
 * @instant: an instant, best not before that of the last call (that is right too, but slower)
 *
 * Gives the offset at an instant without a search when instants come in order.
 *
 * Returns: seconds east of UTC
 */
gint32
mt_zone_offset_walk (const MtZone *self, MtZoneCursor *cursor, gint64 instant)
{
  guint next = cursor->next;

  if (G_UNLIKELY (next > self->n_changes || (next > 0 && instant < self->changes[next - 1].at)))
    next = count_until (self, instant);
  while (next < self->n_changes && self->changes[next].at <= instant)
    next++;
  cursor->next = next;
  return offset_before (self, next);
}

/**
 * mt_zone_to_wall:
 * @self: a zone
 * @instant: an instant
 *
 * Gives what the clocks of the zone show at an instant.
 *
 * Returns: wall seconds
 */
gint64
mt_zone_to_wall (const MtZone *self, gint64 instant)
{
  return instant + mt_zone_offset_at (self, instant);
}

/* Offsets are less than a day, so only the offsets that hold within a day of the wall value read as
 * UTC can show it: mostly that is one, rarely two. */
static Reading
read_wall (const MtZone *self, gint64 wall_s)
{
  Reading reading = { .forward = wall_s };
  gboolean in_gap = FALSE;
  guint next = count_until (self, wall_s - MT_DAY_S);

  for (;; next++)
    {
      gint32 offset_s = offset_before (self, next);
      gint64 instant = wall_s - offset_s;
      gint64 from = next == 0 ? G_MININT64 : self->changes[next - 1].at;
      gint64 to = next == self->n_changes ? G_MAXINT64 : self->changes[next].at;

      if (instant >= from && instant < to)
        {
          reading.first = reading.found ? reading.first : instant;
          reading.last = instant;
          reading.found = TRUE;
        }
      else if (!in_gap && instant >= to && wall_s < to + offset_before (self, next + 1))
        {
          reading.forward = instant;
          in_gap = TRUE;
        }
      if (to > wall_s + MT_DAY_S || next == self->n_changes)
        return reading;
    }
}

/**
 * mt_zone_to_instant:
 * @self: a zone
 * @wall_s: wall seconds
 * @fold: which one where the clocks show it twice
 *
 * Gives the instant a wall time means. One that the clocks skip moves forward by what they skip:
 * it is read with the offset before the gap.
 *
 * Source: RFC 5545 section 3.3.5, form 3
 *
 * Returns: the instant
 */
gint64
mt_zone_to_instant (const MtZone *self, gint64 wall_s, MtFold fold)
{
  Reading reading;

  g_return_val_if_fail (self != NULL, wall_s);

  reading = read_wall (self, wall_s);
  if (!reading.found)
    return reading.forward;
  return fold == MT_FOLD_FIRST ? reading.first : reading.last;
}

/**
 * mt_zone_reach:
 * @self: a zone
 * @wall_s: wall seconds
 *
 * Gives the first instant at which the clocks show a wall time or a later one: its first
 * occurrence, or the moment they skip it. Never falls as @wall_s rises.
 *
 * Returns: the instant
 */
gint64
mt_zone_reach (const MtZone *self, gint64 wall_s)
{
  guint next;

  g_return_val_if_fail (self != NULL, wall_s);

  for (next = count_until (self, wall_s - MT_DAY_S); next < self->n_changes; next++)
    if (self->changes[next].at + offset_before (self, next) > wall_s)
      break;
  return next == 0 ? wall_s - self->first_offset_s
                   : MAX (wall_s - offset_before (self, next), self->changes[next - 1].at);
}

/**
 * mt_zone_in_gap:
 * @self: a zone
 * @wall_s: wall seconds
 *
 * Tells whether the clocks of the zone skip a wall time.
 *
 * Returns: %TRUE when they never show it
 */
gboolean
mt_zone_in_gap (const MtZone *self, gint64 wall_s)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return !read_wall (self, wall_s).found;
}

/**
 * mt_zone_next_change:
 * @self: a zone
 * @instant: an instant
 *
 * Gives the first change after an instant.
 *
 * Returns: (transfer none) (nullable): the change; %NULL when there is none
 */
const MtZoneChange *
mt_zone_next_change (const MtZone *self, gint64 instant)
{
  guint next;

  g_return_val_if_fail (self != NULL, NULL);

  next = count_until (self, instant);
  return next < self->n_changes ? &self->changes[next] : NULL;
}
