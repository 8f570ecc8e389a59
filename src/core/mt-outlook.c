/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * The outlook: coming zone changes, and what they do to the weekly overlap.
 *
 * Minutes a week follow from nothing but the weekly hours and the offset of each person, so people
 * of one week and one zone are a *class*, and everything is computed per class or pair of classes.
 */
#include "config.h"

#include "core/mt-outlook.h"

#include <string.h>

#define WEEK_S (7 * MT_DAY_S)

typedef struct
{
  const MtWeek *week; /* unowned */
  MtZone *zone;       /* unowned */
  MtSpans *before;    /* owned: hours on a circular week of UTC, up to the change */
  MtSpans *after;     /* owned: from it on */
  gint32 shift_s;
  guint n_people;
} Class;

/* Everybody as they are at one change. */
typedef struct
{
  const MtTeam *team; /* unowned */
  gint64 at;
  GPtrArray *classes; /* (element-type Class) owned */
  GHashTable *by_key; /* Class (unowned), equal by week and zone -> position + 1 in classes */
  guint *class_of;    /* owned: of each person, a position in classes */
} Crowd;

/* What a change does to two people; all zeros: nothing. */
typedef struct
{
  gint before_min;
  gint after_min;
  gboolean has_until;
  gint64 until;
} Effect;

static guint
class_hash (gconstpointer data)
{
  const Class *self = data;
  return g_direct_hash (self->week) * 33 + g_direct_hash (self->zone);
}

static gboolean
class_equal (gconstpointer a, gconstpointer b)
{
  const Class *x = a, *y = b;
  return x->week == y->week && x->zone == y->zone;
}

static void
class_free (gpointer data)
{
  Class *self = data;
  g_clear_pointer (&self->before, mt_spans_free);
  g_clear_pointer (&self->after, mt_spans_free);
  g_free (self);
}

/* A range that runs over the end of the week goes on at its start. */
static void
append_circular (MtSpans *spans, gint64 start, gint64 end)
{
  gint64 into_week = (start % WEEK_S + WEEK_S) % WEEK_S;
  gint64 stop = into_week + (end - start);
  mt_spans_append (spans, into_week, MIN (stop, WEEK_S));
  if (stop > WEEK_S)
    mt_spans_append (spans, 0, stop - WEEK_S);
}

static MtSpans *
circular_hours (const MtWeek *week, gint32 offset_s)
{
  MtSpans *spans = mt_spans_new ();
  for (guint day = 0; day < G_N_ELEMENTS (week->days); day++)
    for (guint i = 0; i < week->days[day]->len; i++)
      {
        const MtRange *range = &g_array_index (week->days[day], MtRange, i);
        gint64 midnight = (gint64) day * MT_DAY_S - offset_s;
        append_circular (spans, midnight + range->start_s, midnight + range->end_s);
      }
  mt_spans_normalise (spans);
  return spans;
}

static gint64
common_s (const MtSpans *a, const MtSpans *b)
{
  gint64 sum = 0;
  for (guint i = 0, j = 0; i < a->n && j < b->n;)
    {
      sum += MAX (0, MIN (a->at[i].end, b->at[j].end) - MAX (a->at[i].start, b->at[j].start));
      if (a->at[i].end < b->at[j].end)
        i++;
      else
        j++;
    }
  return sum;
}

static guint
crowd_add_class (Crowd *self, const MtWeek *week, MtZone *zone)
{
  Class key = { .week = week, .zone = zone };
  guint position = GPOINTER_TO_UINT (g_hash_table_lookup (self->by_key, &key));
  if (position > 0)
    return position - 1;

  gint32 offset_before_s = mt_zone_offset_at (zone, self->at - 1);
  gint32 offset_after_s = mt_zone_offset_at (zone, self->at);
  Class *class = g_memdup2 (&key, sizeof key);
  class->shift_s = offset_after_s - offset_before_s;
  class->before = circular_hours (week, offset_before_s);
  class->after = circular_hours (week, offset_after_s);
  g_ptr_array_add (self->classes, class);
  g_hash_table_insert (self->by_key, class, GUINT_TO_POINTER (self->classes->len));
  return self->classes->len - 1;
}

static Crowd *
crowd_new (const MtTeam *team, gint64 at)
{
  Crowd *self = g_new0 (Crowd, 1);
  self->team = team;
  self->at = at;
  self->classes = g_ptr_array_new_with_free_func (class_free);
  self->by_key = g_hash_table_new (class_hash, class_equal);
  self->class_of = g_new (guint, team->people->len);
  for (guint i = 0; i < team->people->len; i++)
    {
      const MtPerson *person = team->people->pdata[i];
      self->class_of[i] = crowd_add_class (self, person->week, mt_day_zone_at (person, at));
      ((Class *) self->classes->pdata[self->class_of[i]])->n_people++;
    }
  return self;
}

static void
crowd_free (Crowd *self)
{
  g_hash_table_unref (self->by_key);
  g_ptr_array_unref (self->classes);
  g_free (self->class_of);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Crowd, crowd_free)

static const Class *
crowd_get (const Crowd *self, guint class)
{
  return self->classes->pdata[class];
}

static gint
crowd_minutes (const Crowd *self, gboolean after)
{
  g_autoptr (MtSpans) common = mt_spans_new ();
  mt_spans_append (common, 0, WEEK_S);
  for (guint i = 0; i < self->classes->len; i++)
    {
      const Class *class = crowd_get (self, i);
      MtSpans *rest = mt_spans_intersect (common, after ? class->after : class->before);
      mt_spans_free (common);
      common = rest;
    }
  return (gint) (mt_spans_total (common) / 60);
}

/* The other zone ends it when it changes before this one does again: the weeks in which only one of
 * two zones has changed its clocks. */
static gboolean
find_until (MtZone *own, MtZone *other, gint64 at, gint64 *until)
{
  const MtZoneChange *own_next = mt_zone_next_change (own, at);
  const MtZoneChange *other_next = mt_zone_next_change (other, at);
  if (other_next == NULL || (own_next != NULL && own_next->at <= other_next->at))
    return FALSE;
  *until = other_next->at;
  return TRUE;
}

static Effect
effect_on (const Class *own, const Class *other, gint64 at)
{
  Effect effect = { 0 };
  if (own->shift_s == other->shift_s)
    return effect;
  effect.before_min = (gint) (common_s (own->before, other->before) / 60);
  effect.after_min = (gint) (common_s (own->after, other->after) / 60);
  if (effect.before_min != effect.after_min)
    effect.has_until = find_until (own->zone, other->zone, at, &effect.until);
  return effect;
}

/* The effects on every class of the changing zone (rows) with every class (columns); the rows of
 * other classes are NULL. */
static GPtrArray *
effects_of (const Crowd *crowd, const MtZone *zone, guint *n_pairs)
{
  GPtrArray *rows = g_ptr_array_new_with_free_func (g_free);
  guint64 n = 0;
  for (guint i = 0; i < crowd->classes->len; i++)
    {
      const Class *own = crowd_get (crowd, i);
      Effect *row = own->zone == zone ? g_new (Effect, crowd->classes->len) : NULL;
      for (guint j = 0; row != NULL && j < crowd->classes->len; j++)
        {
          const Class *other = crowd_get (crowd, j);
          row[j] = effect_on (own, other, crowd->at);
          if (row[j].before_min != row[j].after_min)
            n += (guint64) own->n_people * other->n_people;
        }
      g_ptr_array_add (rows, row);
    }
  *n_pairs = (guint) MIN (n, G_MAXUINT);
  return rows;
}

static void
add_pair (MtOutlookEntry *entry, const Crowd *crowd, GPtrArray *rows, guint a, guint b)
{
  guint class_a = crowd->class_of[a], class_b = crowd->class_of[b];
  const Effect *row = rows->pdata[class_a];
  const Effect *effect = row != NULL ? &row[class_b] : &((Effect *) rows->pdata[class_b])[class_a];
  if (effect->before_min == effect->after_min)
    return;
  MtOutlookPair pair = {
    a, b, effect->before_min, effect->after_min, effect->has_until, effect->until
  };
  g_array_append_val (entry->pairs, pair);
}

/* Pairs with a person in the zone; two people in it stay as they are to each other. */
static void
fill_pairs (MtOutlookEntry *entry, const Crowd *crowd)
{
  guint n_pairs, first_member = 0;
  g_autoptr (GPtrArray) rows = effects_of (crowd, entry->zone, &n_pairs);
  guint wanted = MIN (n_pairs, MT_OUTLOOK_MAX_PAIRS);

  for (guint a = 0; a < crowd->team->people->len && entry->pairs->len < wanted; a++)
    {
      const Class *class = crowd_get (crowd, crowd->class_of[a]);
      while (first_member < entry->people->len &&
             g_array_index (entry->people, guint, first_member) <= a)
        first_member++;
      if (class->zone == entry->zone)
        for (guint b = a + 1; b < crowd->team->people->len && entry->pairs->len < wanted; b++)
          add_pair (entry, crowd, rows, a, b);
      else
        for (guint i = first_member; i < entry->people->len && entry->pairs->len < wanted; i++)
          add_pair (entry, crowd, rows, a, g_array_index (entry->people, guint, i));
    }
  entry->n_pairs_left_out = n_pairs - entry->pairs->len;
}

static MtOutlookEntry *
entry_new (MtZone *zone, const MtZoneChange *change, const Crowd *crowd)
{
  MtOutlookEntry *entry = g_new0 (MtOutlookEntry, 1);
  entry->at = change->at;
  entry->zone = mt_zone_ref (zone);
  entry->shift_s = change->offset_s - mt_zone_offset_at (zone, change->at - 1);
  entry->people = g_array_new (FALSE, FALSE, sizeof (guint));
  entry->pairs = g_array_new (FALSE, FALSE, sizeof (MtOutlookPair));
  for (guint i = 0; i < crowd->team->people->len; i++)
    if (crowd_get (crowd, crowd->class_of[i])->zone == zone)
      g_array_append_val (entry->people, i);
  return entry;
}

static void
add_entry (GPtrArray *entries, const MtTeam *team, MtZone *zone, const MtZoneChange *change)
{
  g_autoptr (Crowd) crowd = crowd_new (team, change->at);
  g_autoptr (MtOutlookEntry) entry = entry_new (zone, change, crowd);
  if (entry->people->len == 0)
    return;
  entry->team_before_min = crowd_minutes (crowd, FALSE);
  entry->team_after_min = crowd_minutes (crowd, TRUE);
  fill_pairs (entry, crowd);
  g_ptr_array_add (entries, g_steal_pointer (&entry));
}

static GHashTable *
collect_zones (const MtTeam *team)
{
  GHashTable *zones = g_hash_table_new (NULL, NULL);
  for (guint i = 0; i < team->people->len; i++)
    {
      const MtPerson *person = team->people->pdata[i];
      g_hash_table_add (zones, person->zone);
      for (guint j = 0; j < person->travel->len; j++)
        g_hash_table_add (zones, g_array_index (person->travel, MtTravel, j).zone);
    }
  return zones;
}

static int
compare_entries (gconstpointer a, gconstpointer b)
{
  const MtOutlookEntry *x = *(MtOutlookEntry *const *) a, *y = *(MtOutlookEntry *const *) b;
  if (x->at != y->at)
    return x->at < y->at ? -1 : 1;
  return strcmp (mt_zone_get_id (x->zone), mt_zone_get_id (y->zone));
}

/**
 * mt_outlook:
 * @team: a team
 * @now: Unix seconds
 * @days: how many times 24 hours to look ahead
 *
 * Lists each change of the clocks that somebody on the team lives through in (@now, @now + @days x
 * 24 h], and what it does to the weekly overlap of plain working hours: those of the seven
 * weekdays, without exceptions, events and absences. Who travels then counts where they are: the
 * zone of that date stands for their hours, and a change at home that they miss is not theirs.
 * "Before" and "after" take all zones as they are just before and just after the instant, so two
 * zones that change together leave each other alone. Pure; any thread.
 *
 * Returns: (transfer full) (element-type MtOutlookEntry): sorted by instant, then by zone
 */
GPtrArray *
mt_outlook (const MtTeam *team, gint64 now, guint days)
{
  g_return_val_if_fail (team != NULL, NULL);

  GPtrArray *entries = g_ptr_array_new_with_free_func ((GDestroyNotify) mt_outlook_entry_free);
  g_autoptr (GHashTable) zones = collect_zones (team);
  gint64 end = now + (gint64) days * MT_DAY_S;
  GHashTableIter iter;
  gpointer zone;

  g_hash_table_iter_init (&iter, zones);
  while (g_hash_table_iter_next (&iter, &zone, NULL))
    for (const MtZoneChange *change = mt_zone_next_change (zone, now);
         change != NULL && change->at <= end; change = mt_zone_next_change (zone, change->at))
      add_entry (entries, team, zone, change);
  g_ptr_array_sort (entries, compare_entries);
  return entries;
}

/**
 * mt_outlook_entry_free:
 * @entry: (transfer full) (nullable): an entry
 *
 * Frees an entry.
 */
void
mt_outlook_entry_free (MtOutlookEntry *entry)
{
  if (entry == NULL)
    return;
  mt_zone_unref (entry->zone);
  g_array_unref (entry->people);
  g_array_unref (entry->pairs);
  g_free (entry);
}
