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
      return g_strdup_printf (_ ("everybody together %s"), change);
    }
  if (pair == NULL)
    return NULL;

  other = g_ptr_array_index (moment->snapshot->team->people,
                             pair->a == moment->me->index ? pair->b : pair->a);
  name = mt_display_line (other->name);
  change = format_change (moment, pair->before_min, pair->after_min);

  /* Translators: "you and Bo Lind 5 h → 4 h a week". */
  return g_strdup_printf (_ ("you and %s %s"), name, change);
}

/**
 * mt_zone_text_warning:
 * @moment: whose team and whose clock
 * @outlook: (nullable) (element-type MtOutlookEntry): the changes to come
 * @zone_ids: (array zero-terminated=1): the zones that a card stands for
 *
 * Returns: (transfer full): "Clocks go back by 1 h on Sun 25 Oct: everybody together 5 h → 4 h a
 *   week" of the first change of one of the zones, "" when there is none
 */
char *
mt_zone_text_warning (const MtMoment *moment, const GPtrArray *outlook, const char *const *zone_ids)
{
  const MtOutlookEntry *entry = find_entry (outlook, zone_ids);
  g_autofree char *length = NULL;
  g_autofree char *date = NULL;
  g_autofree char *change = NULL;
  g_autofree char *effect = NULL;

  if (entry == NULL)
    return g_strdup ("");

  length = mt_format_length (moment->format, ABS (entry->shift_s));
  date =
      mt_format_date (moment->format, mt_date_of_wall (mt_zone_to_wall (entry->zone, entry->at)));
  /* Translators: how far, and when: "Clocks go back by 1 h on Sun 25 Oct". */
  change = g_strdup_printf (entry->shift_s >= 0 ? _ ("Clocks go forward by %s on %s")
                                                : _ ("Clocks go back by %s on %s"),
                            length, date);
  effect = format_effect (moment, entry);
  if (effect == NULL)
    return g_steal_pointer (&change);

  /* Translators: a change of clocks, and what it does. */
  return g_strdup_printf (C_ ("clock change", "%s: %s"), change, effect);
}
