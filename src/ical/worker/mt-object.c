/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * Which components of one UID count, and which of them are seen in a window.
 */
#include "config.h"

#include "ical/worker/mt-object.h"

#include "ical/mt-ical-reason.h"
#include "ical/worker/mt-component.h"
#include "ical/worker/mt-series.h"

/* Of two components for one place, which counts. */
static gboolean
is_newer (const MtComponent *a, const MtComponent *b)
{
  gint64 a_stamp = MAX (a->item->last_modified, a->item->dtstamp);
  gint64 b_stamp = MAX (b->item->last_modified, b->item->dtstamp);

  if (a->item->sequence != b->item->sequence)
    return a->item->sequence > b->item->sequence;
  if (a->item->last_modified != G_MININT64 && b->item->last_modified != G_MININT64)
    return a->item->last_modified > b->item->last_modified;
  return a_stamp > b_stamp;
}

static MtComponent *
find_master (GPtrArray *components, MtItemKind kind)
{
  MtComponent *master = NULL;

  for (guint i = 0; i < components->len; i++)
    {
      MtComponent *component = g_ptr_array_index (components, i);

      if (component->item && component->item->kind == kind && !component->has_rid &&
          (!master || is_newer (component, master)))
        master = component;
    }
  return master;
}

static char *
place_of (const MtComponent *component, const MtComponent *master)
{
  MtTimeKind kind = master ? master->start.time.kind : component->rid.time.kind;
  MtTime time = mt_moment_as (&component->rid, kind, master ? master->start.zone : NULL);

  return g_strdup_printf ("%" G_GINT64_FORMAT, mt_time_order (time));
}

/* The overrides that count, one a place; a single one beats THISANDFUTURE at its own instance. */
static GPtrArray *
find_overrides (GPtrArray *components, MtItemKind kind, const MtComponent *master)
{
  GPtrArray *overrides = g_ptr_array_new ();
  g_autoptr (GHashTable) singles = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GHashTable) ranges = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < components->len; i++)
    {
      MtComponent *component = g_ptr_array_index (components, i);
      GHashTable *places = component->this_and_future ? ranges : singles;
      g_autofree char *place = NULL;
      MtComponent *other;

      if (!component->item || component->item->kind != kind || !component->has_rid)
        continue;
      place = place_of (component, master);
      other = g_hash_table_lookup (places, place);
      if (other && !is_newer (component, other))
        continue;
      if (other)
        g_ptr_array_remove (overrides, other);
      g_ptr_array_add (overrides, component);
      g_hash_table_replace (places, g_steal_pointer (&place), component);
    }
  return overrides;
}

static gboolean
has_single_at (GPtrArray *overrides, const MtComponent *range)
{
  for (guint i = 0; i < overrides->len; i++)
    {
      const MtComponent *component = g_ptr_array_index (overrides, i);

      if (!component->this_and_future && mt_time_equal (component->rid.time, range->rid.time))
        return TRUE;
    }
  return FALSE;
}

static int
compare_times (gconstpointer a, gconstpointer b)
{
  gint64 left = mt_time_order (*(const MtTime *) a);
  gint64 right = mt_time_order (*(const MtTime *) b);

  return left < right ? -1 : left > right;
}

static void
finish_starts (MtItem *item)
{
  guint kept = 0;

  g_array_sort (item->starts, compare_times);
  for (guint i = 0; i < item->starts->len; i++)
    {
      MtTime time = g_array_index (item->starts, MtTime, i);

      if (kept == 0 || !mt_time_equal (g_array_index (item->starts, MtTime, kept - 1), time))
        g_array_index (item->starts, MtTime, kept++) = time;
    }
  item->cut = item->cut || kept > MT_SERIES_MAX_INSTANCES;
  g_array_set_size (item->starts, MIN (kept, MT_SERIES_MAX_INSTANCES));
}

/* Events nobody sees in the window stay behind, unless there is something to say of them. */
static gboolean
is_wanted (const MtItem *item)
{
  return item->kind != MT_ITEM_EVENT || item->starts->len > 0 || item->periods->len > 0 ||
         item->note || item->zone_unknown || item->cut;
}

/* Days of a DURATION are nominal: they end at the same wall time so many days later, on the clock
 * of the event's own zone. An instant has lost that clock, so its instances become periods. */
static void
give_nominal_ends (MtComponent *component)
{
  MtItem *item = component->item;
  MtZone *zone = component->start.zone;

  if (item->kind != MT_ITEM_EVENT || item->length != MT_LENGTH_DURATION ||
      item->nominal_days == 0 || item->start.kind != MT_TIME_INSTANT || !zone)
    return;
  for (guint i = 0; i < item->starts->len; i++)
    {
      MtTime start = g_array_index (item->starts, MtTime, i);
      MtMoment moment = { .time = start, .wall = mt_zone_to_wall (zone, start.value) };
      MtPeriod period = { .start = start, .type = MT_BUSY };

      moment.zone = zone;
      period.end = mt_moment_after (&moment, item->nominal_days, item->exact_s);
      g_array_append_val (item->periods, period);
    }
  g_array_set_size (item->starts, 0);
}

static void
give (MtComponent *component, GPtrArray *items)
{
  finish_starts (component->item);
  give_nominal_ends (component);
  if (is_wanted (component->item))
    g_ptr_array_add (items, g_steal_pointer (&component->item));
}

static gboolean
is_readable (MtComponent *component, GPtrArray *reasons)
{
  char *reason = NULL;

  if (component->bad_rid)
    mt_reason_add (&reason, MT_REASON_RECURRENCE_ID, component->bad_rid);
  else if (component->bad_start)
    mt_reason_add (&reason, MT_REASON_NO_START, component->bad_start);
  else if (component->item->kind == MT_ITEM_EVENT && !component->has_start)
    mt_reason_add (&reason, MT_REASON_NO_START, "");
  else
    return TRUE;
  g_ptr_array_add (reasons, reason);
  return FALSE;
}

static void
filter_freebusy (MtItem *item, MtSpan window)
{
  guint kept = 0;

  for (guint i = 0; i < item->periods->len && !item->cut; i++)
    {
      MtPeriod period = g_array_index (item->periods, MtPeriod, i);

      if (!mt_series_touches (period.start, MAX (period.end.value - period.start.value, 0), window))
        continue;
      if (kept == MT_SERIES_MAX_INSTANCES)
        item->cut = TRUE;
      else
        g_array_index (item->periods, MtPeriod, kept++) = period;
    }
  g_array_set_size (item->periods, kept);
}

static void
expand_kind (GPtrArray *components, MtItemKind kind, MtSpan window, GPtrArray *items)
{
  MtComponent *master = find_master (components, kind);
  g_autoptr (GPtrArray) overrides = find_overrides (components, kind, master);

  if (master && master->has_start)
    mt_series_expand (master, overrides, window);
  if (master)
    give (master, items);
  for (guint i = 0; i < overrides->len; i++)
    {
      MtComponent *component = g_ptr_array_index (overrides, i);

      if (component->has_start &&
          !(component->this_and_future && has_single_at (overrides, component)) &&
          mt_series_touches (component->start.time, mt_component_length (component), window))
        g_array_append_val (component->item->starts, component->start.time);
      give (component, items);
    }
}

static void
give_freebusy (GPtrArray *components, MtSpan window, GPtrArray *items)
{
  for (guint i = 0; i < components->len; i++)
    {
      MtComponent *component = g_ptr_array_index (components, i);

      if (!component->item || component->item->kind != MT_ITEM_FREEBUSY)
        continue;
      filter_freebusy (component->item, window);
      g_ptr_array_add (items, g_steal_pointer (&component->item));
    }
}

/**
 * mt_object_expand:
 * @text: the components of one UID, valid UTF-8, folded or not
 * @length: bytes
 * @uid: the UID
 * @window: which instances are wanted. Floating times and dates are given for two days more at
 *   either side: the caller knows whose clock they are on
 * @zones: what a TZID means
 * @items: (element-type MtItem): array to append to: one for the master, one an override. Their
 *   notes are encoded
 * @reasons: (element-type utf8): array to append encoded reasons to, why a component is left out
 *
 * Reads and expands one object.
 */
void
mt_object_expand (const char *text,
                  gsize length,
                  const char *uid,
                  MtSpan window,
                  MtWorkerZones *zones,
                  GPtrArray *items,
                  GPtrArray *reasons)
{
  gsize unfolded;
  g_autofree char *plain = mt_lines_unfold (text, length, &unfolded);
  g_autoptr (GPtrArray) components = mt_components_read (plain, unfolded, uid, zones);

  for (guint i = components->len; i > 0; i--)
    if (!is_readable (g_ptr_array_index (components, i - 1), reasons))
      g_ptr_array_remove_index (components, i - 1);
  expand_kind (components, MT_ITEM_EVENT, window, items);
  expand_kind (components, MT_ITEM_TODO, window, items);
  expand_kind (components, MT_ITEM_JOURNAL, window, items);
  give_freebusy (components, window, items);
}
