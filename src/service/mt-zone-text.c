/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * What a coming change of a clock means, in words: when, how far, and what it does to the time that
 * people share.
 */
#include "config.h"

#include "service/mt-zone-text.h"

#include <glib/gi18n-lib.h>

#include "service/mt-display-text.h"
#include "service/mt-zone-item.h"

static const MtOutlookEntry *
find_entry (const GPtrArray *outlook, const char *const *zone_ids)
{
  for (guint i = 0; outlook != NULL && i < outlook->len; i++)
    {
      const MtOutlookEntry *entry = g_ptr_array_index (outlook, i);

      if (g_strv_contains (zone_ids, mt_zone_get_id (entry->zone)))
        return entry;
    }

  return NULL;
}

/* Of the viewer's pairs the one that changes most. */
static const MtOutlookPair *
find_pair (const MtOutlookEntry *entry, const MtPerson *me)
{
  const MtOutlookPair *found = NULL;

  for (guint i = 0; me != NULL && i < entry->pairs->len; i++)
    {
      const MtOutlookPair *pair = &g_array_index (entry->pairs, MtOutlookPair, i);

      if (pair->a != me->index && pair->b != me->index)
        continue;
      if (found == NULL ||
          ABS (pair->after_min - pair->before_min) > ABS (found->after_min - found->before_min))
        found = pair;
    }

  return found;
}

static char *
format_change (const MtMoment *moment, gint before_min, gint after_min)
{
  g_autofree char *before = mt_format_length (moment->format, before_min * 60);
  g_autofree char *after = mt_format_length (moment->format, after_min * 60);

  /* Translators: how long people overlap, before and after a clock changes: "5 h → 4 h a week". */
  return g_strdup_printf (_ ("%s → %s a week"), before, after);
}

/* Whether all that changes ends at once, for other clocks change then. */
static gboolean
find_until (const MtOutlookEntry *entry, gint64 *until)
{
  for (guint i = 0; i < entry->pairs->len; i++)
    {
      const MtOutlookPair *pair = &g_array_index (entry->pairs, MtOutlookPair, i);

      if (!pair->has_until || (i > 0 && pair->until != *until))
        return FALSE;
      *until = pair->until;
    }

  return entry->pairs->len > 0;
}

/* (transfer full) text: "... until Sun 8 Nov" where it ends. */
static char *
add_until (const MtMoment *moment,
           const MtOutlookEntry *entry,
           const MtOutlookPair *pair,
           char *text)
{
  g_autofree char *effect = text;
  g_autofree char *date = NULL;
  gint64 until = pair != NULL ? pair->until : 0;

  if (pair != NULL ? !pair->has_until : !find_until (entry, &until))
    return g_steal_pointer (&effect);

  date = mt_format_date (moment->format, mt_moment_date_of (moment, until));
  /* Translators: an effect, and when it ends: "you and Bo Lind 10 h → 5 h a week until Sun 8 Nov".
   */
  return g_strdup_printf (_ ("%s until %s"), effect, date);
}

/* (transfer full) (nullable): what it does to the time people share; NULL: nothing. */
static char *
format_effect (const MtMoment *moment, const MtOutlookEntry *entry)
{
  const MtOutlookPair *pair = find_pair (entry, moment->me);
  const MtPerson *other = NULL;
  g_autofree char *change = NULL;
  g_autofree char *name = NULL;

  if (entry->team_before_min != entry->team_after_min)
    {
      change = format_change (moment, entry->team_before_min, entry->team_after_min);
      /* Translators: "everybody together 5 h → 4 h a week". */
      return add_until (moment, entry, NULL, g_strdup_printf (_ ("everybody together %s"), change));
    }
  if (pair == NULL)
    return NULL;

  other = g_ptr_array_index (moment->snapshot->team->people,
                             pair->a == moment->me->index ? pair->b : pair->a);
  name = mt_display_line (other->name);
  change = format_change (moment, pair->before_min, pair->after_min);

  /* Translators: "you and Bo Lind 5 h → 4 h a week". */
  return add_until (moment, entry, pair, g_strdup_printf (_ ("you and %s %s"), name, change));
}

/* "Clocks go back by 1 h on Sun 25 Oct" */
static char *
format_shift (const MtMoment *moment, const MtZone *zone, gint64 at, gint32 shift_s)
{
  g_autofree char *length = mt_format_length (moment->format, ABS (shift_s));
  g_autofree char *date =
      mt_format_date (moment->format, mt_date_of_wall (mt_zone_to_wall (zone, at)));

  /* Translators: how far, and when: "Clocks go back by 1 h on Sun 25 Oct". */
  return g_strdup_printf (shift_s >= 0 ? _ ("Clocks go forward by %s on %s")
                                       : _ ("Clocks go back by %s on %s"),
                          length, date);
}

/* Of a place where nobody works: it costs no overlap. */
static char *
format_place (const MtMoment *moment, const char *zone_id, gint64 now)
{
  g_autoptr (MtZone) zone = mt_tzdata_lookup (moment->tzdata, zone_id);
  const MtZoneChange *change = zone != NULL ? mt_zone_next_change (zone, now) : NULL;
  gint32 shift_s = 0;

  if (change == NULL || change->at > now + (gint64) MT_ZONE_TEXT_DAYS * MT_DAY_S)
    return g_strdup ("");

  shift_s = change->offset_s - mt_zone_offset_at (zone, now);
  return shift_s != 0 ? format_shift (moment, zone, change->at, shift_s) : g_strdup ("");
}

/**
 * mt_zone_text_warning:
 * @moment: whose team and whose clock
 * @outlook: (nullable) (element-type MtOutlookEntry): the changes to come; %NULL: not known yet
 * @zone_ids: (array zero-terminated=1): the zones that a card stands for
 * @now: the instant from which on changes count
 *
 * Returns: (transfer full): "Clocks go back by 1 h on Sun 25 Oct: everybody together 5 h → 4 h a
 *   week until Sun 1 Nov" of the first change of one of the zones, "" when there is none
 */
char *
mt_zone_text_warning (const MtMoment *moment,
                      const GPtrArray *outlook,
                      const char *const *zone_ids,
                      gint64 now)
{
  const MtOutlookEntry *entry = find_entry (outlook, zone_ids);
  g_autofree char *change = NULL;
  g_autofree char *effect = NULL;

  if (entry == NULL)
    return outlook != NULL ? format_place (moment, zone_ids[0], now) : g_strdup ("");

  change = format_shift (moment, entry->zone, entry->at, entry->shift_s);
  effect = format_effect (moment, entry);
  if (effect == NULL)
    return g_steal_pointer (&change);

  /* Translators: a change of clocks, and what it does. */
  return g_strdup_printf (C_ ("clock change", "%s: %s"), change, effect);
}

/* (transfer full) (nullable): the card of a zone. */
static MtZoneItem *
find_card (GListModel *zones, const MtZone *zone)
{
  for (guint i = 0; i < g_list_model_get_n_items (zones); i++)
    {
      g_autoptr (MtZoneItem) card = g_list_model_get_item (zones, i);
      g_auto (GStrv) ids = NULL;

      g_object_get (card, "zone-ids", &ids, NULL);
      if (g_strv_contains ((const char *const *) ids, mt_zone_get_id (zone)))
        return g_steal_pointer (&card);
    }

  return NULL;
}

/* The first card whose change touches the overlap, and how many more there are. */
static MtZoneItem *
find_changing (const MtMoment *moment, const GPtrArray *outlook, GListModel *zones, guint *n_more)
{
  g_autoptr (MtZoneItem) first = NULL;
  g_autoptr (GHashTable) cards = g_hash_table_new_full (NULL, NULL, g_object_unref, NULL);

  for (guint i = 0; outlook != NULL && i < outlook->len; i++)
    {
      const MtOutlookEntry *entry = g_ptr_array_index (outlook, i);
      g_autofree char *effect = format_effect (moment, entry);
      MtZoneItem *card = effect != NULL ? find_card (zones, entry->zone) : NULL;

      if (card == NULL)
        continue;
      if (first == NULL)
        first = g_object_ref (card);
      g_hash_table_add (cards, card);
    }
  *n_more = first != NULL ? g_hash_table_size (cards) - 1 : 0;

  return g_steal_pointer (&first);
}

/**
 * mt_zone_text_changes:
 * @moment: whose team and whose clock
 * @outlook: (nullable) (element-type MtOutlookEntry): the changes to come, the next one first
 * @zones: of #MtZoneItem, their warnings set already
 *
 * Returns: (transfer full): "New York: Clocks go back by 1 h on Sun 1 Nov: ..." of the next change
 *   that matters to the overlap of the team or of the viewer, and how many more there are; "" when
 *   none does
 */
char *
mt_zone_text_changes (const MtMoment *moment, const GPtrArray *outlook, GListModel *zones)
{
  guint n_more = 0;
  g_autoptr (MtZoneItem) card = find_changing (moment, outlook, zones, &n_more);
  g_autofree char *place = NULL;
  g_autofree char *warning = NULL;
  g_autofree char *line = NULL;

  if (card == NULL)
    return g_strdup ("");

  g_object_get (card, "place", &place, "warning", &warning, NULL);
  /* Translators: a place, and what its clocks do. */
  line = g_strdup_printf (C_ ("clock change of a place", "%s · %s"), place, warning);
  if (n_more == 0)
    return g_steal_pointer (&line);

  /* Translators: a line on a change of clocks, and how many more clocks change. */
  return g_strdup_printf (
      ngettext ("%s · %u more clock changes", "%s · %u more clocks change", n_more), line, n_more);
}
