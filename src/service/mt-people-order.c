/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * Which people a list shows, and in which order.
 */
#include "config.h"

#include "service/mt-people-order.h"

#include <glib/gi18n-lib.h>

#include "service/mt-person-item-private.h"
#include "service/mt-search.h"

static const char *const order_names[MT_PEOPLE_N_ORDERS] = {
  [MT_PEOPLE_ORDER_FILE] = "file",
  [MT_PEOPLE_ORDER_ZONE] = "zone",
  [MT_PEOPLE_ORDER_STATE] = "state",
  [MT_PEOPLE_ORDER_NAME] = "name",
  [MT_PEOPLE_ORDER_CLOCK_GROUPS] = "clock-groups",
  [MT_PEOPLE_ORDER_STATE_GROUPS] = "state-groups",
};

/* All that somebody may be looked for by, folded. */
static char *
haystack_of (MtPersonItem *item)
{
  const MtPerson *person = mt_person_item_get_person (item);
  g_autofree char *emails = g_strjoinv (" ", person->emails);
  g_autofree char *all = NULL;
  g_autofree char *zone = NULL;

  g_object_get (item, "zone-id", &zone, NULL);
  g_strdelimit (zone, "_", ' ');
  all = g_strjoin (" ", mt_person_item_get_name (item), person->id, mt_person_item_get_place (item),
                   zone, emails, mt_person_item_get_state_text (item), NULL);

  return mt_search_fold (all);
}

/**
 * mt_people_match:
 * @person: a person
 * @needle: (nullable): words as mt_search_fold() gives them
 *
 * Returns: whether each word of @needle stands somewhere in the name, id, place, zone, e-mail
 *   addresses or state of @person
 */
gboolean
mt_people_match (MtPersonItem *person, const char *needle)
{
  g_autofree char *haystack = NULL;

  if (needle == NULL || needle[0] == '\0')
    return TRUE;

  haystack = haystack_of (person);

  return mt_search_match (haystack, needle);
}

/* Who can be reached comes first. */
static gint
rank_of (MtStateKind kind)
{
  switch (kind)
    {
    case MT_STATE_WORKING:
      return 0;
    case MT_STATE_FOCUS:
      return 1;
    case MT_STATE_BUSY:
      return 2;
    case MT_STATE_OFF:
      return 3;
    case MT_STATE_HOLIDAY:
      return 4;
    case MT_STATE_AWAY:
    default:
      return 5;
    }
}

static gint
compare_numbers (gint64 a, gint64 b)
{
  return (a > b) - (a < b);
}

static gint
compare_states (MtPersonItem *a, MtPersonItem *b)
{
  const MtState first = mt_person_item_get_state (a);
  const MtState second = mt_person_item_get_state (b);
  const gint rank = rank_of (first.kind) - rank_of (second.kind);

  /* Of those who are not there, who is back first. */
  return rank != 0 ? rank : compare_numbers (first.next_work, second.next_work);
}

static gint32
offset_of (MtPersonItem *item)
{
  const gint64 at = mt_person_item_get_moment (item)->at;

  return mt_zone_offset_at (mt_day_zone_at (mt_person_item_get_person (item), at), at);
}

/**
 * mt_people_compare:
 * @a: a person
 * @b: another person
 * @order: by what
 *
 * Returns: below, at or above 0 as @a stands before, beside or behind @b; people who are equal in
 *   @order stand as in the file
 */
gint
mt_people_compare (MtPersonItem *a, MtPersonItem *b, MtPeopleOrder order)
{
  gint result = 0;

  if (order == MT_PEOPLE_ORDER_ZONE || order == MT_PEOPLE_ORDER_CLOCK_GROUPS)
    result = compare_numbers (offset_of (a), offset_of (b));
  else if (order == MT_PEOPLE_ORDER_STATE || order == MT_PEOPLE_ORDER_STATE_GROUPS)
    result = compare_states (a, b);
  else if (order == MT_PEOPLE_ORDER_NAME)
    result = g_utf8_collate (mt_person_item_get_name (a), mt_person_item_get_name (b));

  if (result != 0)
    return result;

  return compare_numbers (mt_person_item_get_person (a)->index,
                          mt_person_item_get_person (b)->index);
}

static const char *
state_title (MtStateKind kind)
{
  switch (kind)
    {
    case MT_STATE_WORKING:
      return _ ("Working");
    case MT_STATE_FOCUS:
      return C_ ("state", "Focus");
    case MT_STATE_BUSY:
      return _ ("In a Meeting");
    case MT_STATE_OFF:
      return _ ("Off");
    case MT_STATE_HOLIDAY:
      return _ ("Holiday");
    case MT_STATE_AWAY:
    default:
      return _ ("Away");
    }
}

/* "20:52, +4:30": what their clocks say, and how far that is from the viewer's. */
static char *
clock_title (MtPersonItem *item)
{
  const MtMoment *moment = mt_person_item_get_moment (item);
  const MtPerson *person = mt_person_item_get_person (item);
  const gint32 ahead = offset_of (item) - mt_zone_offset_at (moment->viewer, moment->at);
  g_autofree char *time =
      mt_format_time (moment->format, moment->at, mt_day_zone_at (person, moment->at));
  g_autofree char *offset = mt_format_offset (moment->format, ahead);

  if (ahead == 0)
    /* Translators: the title of those whose clocks say the same as yours: "16:22, your time". */
    return g_strdup_printf (_ ("%s, your time"), time);

  return g_strdup_printf ("%s, %s", time, offset);
}

/**
 * mt_people_group_title:
 * @person: a person
 * @order: how people are listed
 *
 * Returns: (transfer full) (nullable): the title of the group that @person stands in at the chosen
 *   instant; people of one group have the same. %NULL in an order without groups
 */
char *
mt_people_group_title (MtPersonItem *person, MtPeopleOrder order)
{
  if (order == MT_PEOPLE_ORDER_STATE_GROUPS)
    return g_strdup (state_title (mt_person_item_get_state (person).kind));
  if (order == MT_PEOPLE_ORDER_CLOCK_GROUPS)
    return clock_title (person);

  return NULL;
}

/**
 * mt_people_order_to_string:
 * @order: an order
 *
 * Returns: (transfer none): its name in the settings
 */
const char *
mt_people_order_to_string (MtPeopleOrder order)
{
  return order < MT_PEOPLE_N_ORDERS ? order_names[order] : order_names[MT_PEOPLE_ORDER_FILE];
}

/**
 * mt_people_order_from_string:
 * @name: (nullable): what the settings say
 *
 * Returns: the order; that of the file for what is not known
 */
MtPeopleOrder
mt_people_order_from_string (const char *name)
{
  for (guint i = 0; i < MT_PEOPLE_N_ORDERS; i++)
    if (g_strcmp0 (name, order_names[i]) == 0)
      return i;

  return MT_PEOPLE_ORDER_FILE;
}
