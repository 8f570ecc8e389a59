/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * What VAVAILABILITYs mean as working hours: the one that holds now is the week, those that end
 * within a year are leave or single dates. The higher priority wins (RFC 7953 5).
 */
#include "config.h"

#include "providers/collections/caldav/mt-availability-text.h"
#include "providers/collections/caldav/mt-availability.h"

#define YEAR_S (366 * (gint64) MT_DAY_S)
#define DAYS_BACK 31
#define DAYS_AHEAD 400

/* While it is being worked out. */
typedef struct
{
  MtAvailability *out; /* unowned */
  GHashTable *days;    /* owned: dates that something is said of already */
  gint64 now_s;        /* wall */
} Working;

/* Blocks are compared on one clock, that of `out->zone`. */
static gint64
to_wall (const MtAvailability *out, const MtAvailabilityTime *time)
{
  if (out->zone == NULL || time->zone == NULL ||
      g_str_equal (mt_zone_get_id (time->zone), mt_zone_get_id (out->zone)))
    return time->wall_s;
  return mt_zone_to_wall (out->zone, mt_zone_to_instant (time->zone, time->wall_s, MT_FOLD_FIRST));
}

static gint64
get_start (const MtAvailability *out, const MtAvailabilityBlock *block)
{
  return block->start.known ? to_wall (out, &block->start) : G_MININT64;
}

static gint64
get_end (const MtAvailability *out, const MtAvailabilityBlock *block)
{
  if (block->end.known)
    return to_wall (out, &block->end);
  return block->start.known && block->length_s > 0 ? get_start (out, block) + block->length_s
                                                   : G_MAXINT64;
}

/* It holds for good, or for so long that it is how somebody works. */
static gboolean
is_week (const MtAvailability *out, const MtAvailabilityBlock *block)
{
  const gint64 start = get_start (out, block), end = get_end (out, block);

  return start == G_MININT64 || end == G_MAXINT64 || end - start > YEAR_S;
}

static const MtAvailabilityBlock *
find_week (const Working *self, const GPtrArray *blocks)
{
  const MtAvailabilityBlock *best = NULL;

  for (guint i = 0; i < blocks->len; i++)
    {
      const MtAvailabilityBlock *block = g_ptr_array_index (blocks, i);

      if (is_week (self->out, block) && get_start (self->out, block) <= self->now_s &&
          self->now_s < get_end (self->out, block) &&
          (best == NULL || block->priority < best->priority))
        best = block;
    }
  return best;
}

static void
add_range (GArray *ranges, gint64 start_s, gint64 end_s)
{
  const MtRange range = { (gint32) start_s, (gint32) end_s };
  guint at = 0;

  while (at < ranges->len && g_array_index (ranges, MtRange, at).start_s <= start_s)
    at++;
  g_array_insert_val (ranges, at, range);
}

/* A span of more than a day is as many ranges. */
static void
add_span_to_week (MtWeek *week, guint day, gint64 start_s, gint64 length_s)
{
  for (guint i = 0; i < 7 && length_s > 0; i++)
    {
      const gint64 part = MIN (length_s, MT_DAY_S);

      add_range (week->days[(day + i) % 7], start_s, start_s + part);
      length_s -= part;
    }
}

static gint64
get_length (const MtAvailability *out, const MtAvailabilityBlock *part)
{
  if (part->end.known)
    return to_wall (out, &part->end) - to_wall (out, &part->start);
  return part->length_s;
}

static guint8
get_days (const MtAvailabilityBlock *part, MtDate date)
{
  return part->days != 0 ? part->days : (guint8) (1 << mt_date_weekday (date));
}

/* In another zone the part may begin on the day before or after the one it names. */
static void
add_part_to_week (const Working *self, MtWeek *week, const MtAvailabilityBlock *part)
{
  const gint64 start = to_wall (self->out, &part->start);
  const MtDate date = mt_date_of_wall (start), named = mt_date_of_wall (part->start.wall_s);
  const guint8 days = get_days (part, named);

  for (guint day = 0; day < 7; day++)
    if (days & (1 << day))
      add_span_to_week (week, (guint) (day + 7 + (guint) (date - named)) % 7,
                        start - mt_date_to_wall (date), get_length (self->out, part));
}

static gboolean
is_part_of_week (const Working *self, const MtAvailabilityBlock *part)
{
  return part->start.known && part->repeats && !part->strange &&
         (!part->until_known || part->until_s >= self->now_s) && get_length (self->out, part) > 0;
}

static MtWeek *
make_week (const Working *self, const MtAvailabilityBlock *block)
{
  MtWeek *week = mt_week_new ();

  for (guint i = 0; i < block->parts->len; i++)
    {
      const MtAvailabilityBlock *part = g_ptr_array_index (block->parts, i);

      if (is_part_of_week (self, part))
        add_part_to_week (self, week, part);
    }
  return week;
}

/* The date of the zone of @out that an EXDATE takes out. */
static MtDate
get_exdate (const MtAvailability *out, const MtAvailabilityBlock *part, guint index)
{
  const MtAvailabilityTime time = { TRUE, g_array_index (part->without, gint64, index),
                                    part->start.zone };

  return mt_date_of_wall (to_wall (out, &time));
}

static gboolean
is_excluded (const MtAvailability *out, const MtAvailabilityBlock *part, MtDate date)
{
  for (guint i = 0; i < part->without->len; i++)
    if (get_exdate (out, part, i) == date)
      return TRUE;
  return FALSE;
}

/* Whether a part holds on a date. In another zone it may begin on the day before or after the one
 * it names. */
static gboolean
is_on (const Working *self, const MtAvailabilityBlock *part, MtDate date)
{
  const MtDate first = mt_date_of_wall (to_wall (self->out, &part->start));
  const MtDate named = mt_date_of_wall (part->start.wall_s);
  const MtDate there = date - (first - named);

  if (!part->start.known || part->strange || date < first)
    return FALSE;
  if (!part->repeats)
    return date == first;
  return (!part->until_known || mt_date_to_wall (there) <= part->until_s) &&
         (get_days (part, named) & (1 << mt_date_weekday (there))) != 0 &&
         !is_excluded (self->out, part, date);
}

static void
add_parts (const Working *self, const MtAvailabilityBlock *block, MtDate date, GArray *ranges)
{
  for (guint i = 0; i < block->parts->len; i++)
    {
      const MtAvailabilityBlock *part = g_ptr_array_index (block->parts, i);
      const gint64 start = to_wall (self->out, &part->start);
      const gint64 length_s = get_length (self->out, part);
      const gint64 clock = start - mt_date_to_wall (mt_date_of_wall (start));

      if (is_on (self, part, date) && length_s > 0)
        add_range (ranges, clock, clock + MIN (length_s, MT_DAY_S));
    }
}

/* What is left of the week's ranges of a date outside of the block. */
static void
add_rest (GArray *ranges, const GArray *usual, gint64 midnight, gint64 from, gint64 to)
{
  for (guint i = 0; i < usual->len; i++)
    {
      const MtRange *range = &g_array_index (usual, MtRange, i);
      const gint64 start = midnight + range->start_s, end = midnight + range->end_s;

      if (start < MIN (end, from))
        add_range (ranges, range->start_s, MIN (end, from) - midnight);
      if (MAX (start, to) < end && MAX (start, to) < midnight + MT_DAY_S)
        add_range (ranges, MAX (start, to) - midnight, range->end_s);
    }
}

static GArray *
get_ranges (const Working *self, const MtAvailabilityBlock *block, MtDate date)
{
  GArray *ranges = g_array_new (FALSE, FALSE, sizeof (MtRange));
  const gint64 midnight = mt_date_to_wall (date);

  add_rest (ranges, self->out->week->days[mt_date_weekday (date)], midnight,
            get_start (self->out, block), get_end (self->out, block));
  add_parts (self, block, date, ranges);
  return ranges;
}

static void
add_away (MtAvailability *out, MtDate date)
{
  MtAway *last = out->away->len > 0 ? &g_array_index (out->away, MtAway, out->away->len - 1) : NULL;
  const MtAway away = { date, date, NULL };

  if (last != NULL && last->to + 1 == date)
    last->to = date;
  else
    g_array_append_val (out->away, away);
}

static void
take_date (Working *self, const MtAvailabilityBlock *block, MtDate date)
{
  const gint64 midnight = mt_date_to_wall (date);
  const gboolean whole =
      get_start (self->out, block) <= midnight && get_end (self->out, block) >= midnight + MT_DAY_S;
  MtException one = { date, NULL };

  if (!g_hash_table_add (self->days, GINT_TO_POINTER (date)))
    return;
  one.ranges = get_ranges (self, block, date);
  if (whole && block->parts->len == 0)
    {
      add_away (self->out, date);
      g_array_unref (one.ranges);
      return;
    }
  g_array_append_val (self->out->exceptions, one);
}

/* Something that holds for less than a year: leave, or other hours for a while. */
static void
take_block (Working *self, const MtAvailabilityBlock *block)
{
  const MtDate today = mt_date_of_wall (self->now_s);
  const gint64 start = get_start (self->out, block), end = get_end (self->out, block);
  MtDate date, last;

  if (is_week (self->out, block) || end <= start || (block->tentative && block->parts->len == 0))
    return;
  date = MAX (mt_date_of_wall (start), today - DAYS_BACK);
  last = MIN (mt_date_of_wall (end - 1), today + DAYS_AHEAD);
  for (; date <= last; date++)
    take_date (self, block, date);
}

/* Dates of which the week says something of their own. */
static GHashTable *
find_single_dates (const Working *self, const MtAvailabilityBlock *week)
{
  GHashTable *dates = g_hash_table_new (NULL, NULL);

  for (guint i = 0; i < week->parts->len; i++)
    {
      const MtAvailabilityBlock *part = g_ptr_array_index (week->parts, i);

      if (!part->start.known || get_length (self->out, part) <= 0)
        continue;
      if (!part->repeats)
        g_hash_table_add (dates,
                          GINT_TO_POINTER (mt_date_of_wall (to_wall (self->out, &part->start))));
      for (guint j = 0; j < part->without->len; j++)
        g_hash_table_add (dates, GINT_TO_POINTER (get_exdate (self->out, part, j)));
    }
  return dates;
}

static gint
compare_dates (gconstpointer a, gconstpointer b)
{
  return GPOINTER_TO_INT (a) - GPOINTER_TO_INT (b);
}

static void
take_single_date (Working *self, const MtAvailabilityBlock *week, MtDate date)
{
  MtException one = { date, NULL };
  const MtDate today = mt_date_of_wall (self->now_s);

  if (date < today - DAYS_BACK || date > today + DAYS_AHEAD ||
      !g_hash_table_add (self->days, GINT_TO_POINTER (date)))
    return;
  one.ranges = g_array_new (FALSE, FALSE, sizeof (MtRange));
  add_parts (self, week, date, one.ranges);
  g_array_append_val (self->out->exceptions, one);
}

static void
take_single_dates (Working *self, const MtAvailabilityBlock *week)
{
  g_autoptr (GHashTable) dates = find_single_dates (self, week);
  g_autoptr (GList) sorted = g_list_sort (g_hash_table_get_keys (dates), compare_dates);

  for (GList *at = sorted; at != NULL; at = at->next)
    take_single_date (self, week, GPOINTER_TO_INT (at->data));
}

static gint
compare_priority (gconstpointer a, gconstpointer b)
{
  const MtAvailabilityBlock *x = *(const MtAvailabilityBlock *const *) a;
  const MtAvailabilityBlock *y = *(const MtAvailabilityBlock *const *) b;

  return (gint) x->priority - (gint) y->priority;
}

/* The zone of the hours, else of what they stand in. */
static MtZone *
find_zone (const GPtrArray *blocks)
{
  MtZone *zone = NULL;

  for (guint i = 0; i < blocks->len; i++)
    {
      const MtAvailabilityBlock *block = g_ptr_array_index (blocks, i);

      for (guint j = 0; j < block->parts->len; j++)
        {
          const MtAvailabilityBlock *part = g_ptr_array_index (block->parts, j);

          if (part->start.zone != NULL)
            return mt_zone_ref (part->start.zone);
        }
      if (zone == NULL)
        zone = block->start.zone;
    }
  return zone != NULL ? mt_zone_ref (zone) : NULL;
}

static void
work_out (Working *self, GPtrArray *blocks)
{
  const MtAvailabilityBlock *week = find_week (self, blocks);
  const guint least = week != NULL ? week->priority : G_MAXUINT;

  self->out->week = week != NULL ? make_week (self, week) : mt_week_new_default ();
  for (guint i = 0; i < blocks->len; i++)
    {
      const MtAvailabilityBlock *block = g_ptr_array_index (blocks, i);

      if (block != week && block->priority <= least)
        take_block (self, block);
    }
  if (week != NULL)
    take_single_dates (self, week);
}

/**
 * mt_availability_read:
 * @bytes: foreign text
 * @lookup: finds the zone a TZID means
 * @user_data: for @lookup
 * @now: Unix seconds: the week is the one that holds now
 * @error: return location
 *
 * Reads working hours and leave, as far as a week, single dates and leave can say them: rules other
 * than every day and every week are left out, which means not working.
 *
 * Source: RFC 7953 3, 5
 *
 * Returns: (transfer full) (nullable): the hours; %NULL with an %MT_NET_ERROR when there are none
 */
MtAvailability *
mt_availability_read (GBytes *bytes,
                      MtZoneLookup lookup,
                      gpointer user_data,
                      gint64 now,
                      GError **error)
{
  g_autoptr (GPtrArray) blocks = mt_availability_text_read (bytes, lookup, user_data, error);
  g_autoptr (GHashTable) days = g_hash_table_new (NULL, NULL);
  Working self = { .days = days };

  if (blocks == NULL)
    return NULL;
  self.out = g_new0 (MtAvailability, 1);
  self.out->exceptions = mt_exception_array_new ();
  self.out->away = mt_away_array_new ();
  self.out->zone = find_zone (blocks);
  self.now_s = self.out->zone != NULL ? mt_zone_to_wall (self.out->zone, now) : now;
  g_ptr_array_sort (blocks, compare_priority);
  work_out (&self, blocks);
  return self.out;
}
