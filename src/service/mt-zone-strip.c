/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * The clock strip: which zones share a card, and in which order the cards stand.
 */
#include "config.h"

#include "service/mt-zone-strip.h"

#include "service/mt-city.h"
#include "service/mt-model-sync.h"
#include "service/mt-person-item-private.h"
#include "service/mt-zone-item-private.h"

/* Zones that keep equal offsets for the time ahead, and who is in them. */
typedef struct
{
  GPtrArray *zones;  /* (element-type MtZone) unowned */
  GPtrArray *people; /* (element-type MtPersonItem) unowned */
  GPtrArray *places; /* (element-type MtCity) unowned */
  gint32 offset_s;   /* now */
  guint order;       /* by the first person there */
} Group;

static void
group_free (Group *group)
{
  g_ptr_array_unref (group->zones);
  g_ptr_array_unref (group->people);
  g_ptr_array_unref (group->places);
  g_free (group);
}

static gboolean
is_equal_ahead (const MtZone *a, const MtZone *b, gint64 at)
{
  const gint64 end = at + (gint64) MT_ZONE_STRIP_DAYS * MT_DAY_S;

  for (gint64 instant = at;;)
    {
      const MtZoneChange *next_a = mt_zone_next_change (a, instant);
      const MtZoneChange *next_b = mt_zone_next_change (b, instant);
      const gint64 next =
          MIN (next_a != NULL ? next_a->at : G_MAXINT64, next_b != NULL ? next_b->at : G_MAXINT64);

      if (mt_zone_offset_at (a, instant) != mt_zone_offset_at (b, instant))
        return FALSE;
      if (next >= end)
        return TRUE;
      instant = next;
    }
}

static Group *
find_group (GPtrArray *groups, MtZone *zone, gint64 at)
{
  Group *group = NULL;

  for (guint i = 0; i < groups->len; i++)
    {
      group = g_ptr_array_index (groups, i);
      if (is_equal_ahead (g_ptr_array_index (group->zones, 0), zone, at))
        return group;
    }

  group = g_new0 (Group, 1);
  group->zones = g_ptr_array_new ();
  group->people = g_ptr_array_new ();
  group->places = g_ptr_array_new ();
  group->offset_s = mt_zone_offset_at (zone, at);
  group->order = groups->len;
  g_ptr_array_add (groups, group);

  return group;
}

static gint
compare_groups (gconstpointer a, gconstpointer b)
{
  const Group *first = *(const Group *const *) a;
  const Group *second = *(const Group *const *) b;

  if (first->offset_s != second->offset_s)
    return first->offset_s < second->offset_s ? -1 : 1;

  return first->order < second->order ? -1 : 1;
}

/* Thousands of people are in few zones: each zone is compared once. */
static Group *
require_group (GPtrArray *groups, GHashTable *by_zone, MtZone *zone, gint64 at)
{
  Group *group = g_hash_table_lookup (by_zone, zone);

  if (group != NULL)
    return group;
  group = find_group (groups, zone, at);
  g_ptr_array_add (group->zones, zone);
  g_hash_table_insert (by_zone, zone, group);

  return group;
}

/* The tables of zones live as long as the tzdata does. */
static void
collect_places (GPtrArray *groups,
                GHashTable *by_zone,
                const MtMoment *moment,
                const GPtrArray *places)
{
  for (guint i = 0; places != NULL && i < places->len; i++)
    {
      MtCity *place = g_ptr_array_index (places, i);
      g_autoptr (MtZone) zone = mt_tzdata_lookup (moment->tzdata, mt_city_get_zone_id (place));

      if (zone != NULL)
        g_ptr_array_add (require_group (groups, by_zone, zone, moment->at)->places, place);
    }
}

static GPtrArray *
collect_groups (const MtMoment *moment, GListModel *people, const GPtrArray *places)
{
  GPtrArray *groups = g_ptr_array_new_with_free_func ((GDestroyNotify) group_free);
  g_autoptr (GHashTable) by_zone = g_hash_table_new (NULL, NULL);
  const guint n = g_list_model_get_n_items (people);

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (MtPersonItem) person = g_list_model_get_item (people, i);
      MtZone *zone = mt_day_zone_at (mt_person_item_get_person (person), moment->at);

      g_ptr_array_add (require_group (groups, by_zone, zone, moment->at)->people, person);
    }
  collect_places (groups, by_zone, moment, places);
  g_ptr_array_sort (groups, compare_groups);

  return groups;
}

/* (transfer full): the card there was for the zone, else a new one. */
static MtZoneItem *
take_card (GListStore *strip, GHashTable *used, const char *key)
{
  const guint n = g_list_model_get_n_items (G_LIST_MODEL (strip));

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (MtZoneItem) card = g_list_model_get_item (G_LIST_MODEL (strip), i);

      if (g_str_equal (mt_zone_item_get_key (card), key) && g_hash_table_add (used, card))
        return g_steal_pointer (&card);
    }

  return mt_zone_item_new ();
}

/**
 * mt_zone_strip_refresh:
 * @strip: of #MtZoneItem
 * @moment: the chosen instant
 * @people: of #MtPersonItem, refreshed already
 * @places: (nullable) (element-type MtCity): places of the user where nobody needs to be
 *
 * Brings the strip to the chosen instant: a card per set of zones that keep equal offsets for
 * %MT_ZONE_STRIP_DAYS days from then, ordered by their offset then, west to east, and those on one
 * clock by who comes first on the team. Cards keep their objects.
 */
void
mt_zone_strip_refresh (GListStore *strip,
                       const MtMoment *moment,
                       GListModel *people,
                       const GPtrArray *places)
{
  g_autoptr (GPtrArray) groups = collect_groups (moment, people, places);
  g_autoptr (GPtrArray) cards = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GHashTable) used = g_hash_table_new (NULL, NULL);

  for (guint i = 0; i < groups->len; i++)
    {
      const Group *group = g_ptr_array_index (groups, i);
      const MtZone *zone = g_ptr_array_index (group->zones, 0);
      MtZoneItem *card = take_card (strip, used, mt_zone_get_id (zone));

      mt_zone_item_set (card, moment, group->zones, group->people, group->places,
                        is_equal_ahead (zone, moment->viewer, moment->at));
      g_ptr_array_add (cards, card);
    }

  mt_model_sync (strip, cards);
}
