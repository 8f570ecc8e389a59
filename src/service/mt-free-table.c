/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtFreeTable: the free time of every person of a team in a window, as overlap wants it.
 */
#include "config.h"

#include "service/mt-free-table.h"

/* What free time depends on besides the person's own dates. */
typedef struct
{
  const MtZone *zone;
  const MtWeek *week;
  const MtAgenda *agenda; /* NULL when it holds nothing */
} Key;

static guint
key_hash (gconstpointer data)
{
  const Key *key = data;

  return g_direct_hash (key->zone) ^ (g_direct_hash (key->week) * 31) ^
         (g_direct_hash (key->agenda) * 131);
}

static gboolean
key_equal (gconstpointer a, gconstpointer b)
{
  const Key *first = a;
  const Key *second = b;

  return first->zone == second->zone && first->week == second->week &&
         first->agenda == second->agenda;
}

static gboolean
has_own_dates (const MtPerson *person)
{
  return person->exceptions->len > 0 || person->away->len > 0 || person->travel->len > 0;
}

static gboolean
is_blank (const MtAgenda *agenda)
{
  return agenda->spans->len == 0 && agenda->holidays->len == 0;
}

/* Unknown is never free. */
static MtSpans *
find_free (MtPatterns *patterns, const MtPerson *person, const MtAgenda *agenda, MtSpan window)
{
  if (agenda->mark == MT_MARK_UNKNOWN)
    return mt_spans_new ();

  return mt_work_free (patterns, person, agenda, window);
}

static const MtSpans *
look_up (MtFreeTable *self,
         GHashTable *shared,
         MtPatterns *patterns,
         const MtPerson *person,
         const MtAgenda *agenda)
{
  const gboolean blank = is_blank (agenda) && agenda->mark != MT_MARK_UNKNOWN;
  const Key key = { person->zone, person->week, blank ? NULL : agenda };
  const gboolean own = has_own_dates (person);
  MtSpans *set = own ? NULL : g_hash_table_lookup (shared, &key);

  if (set != NULL)
    return set;

  set = find_free (patterns, person, agenda, self->window);
  g_ptr_array_add (self->sets, set);
  if (!own)
    g_hash_table_insert (shared, g_memdup2 (&key, sizeof key), set);

  return set;
}

/**
 * mt_free_table_new: (skip)
 * @patterns: the memo of hours
 * @snapshot: the team and what is known of it
 * @window: the span of time to look at
 *
 * Returns: (transfer full): the table; someone of whom nothing is known has no free time in it
 */
MtFreeTable *
mt_free_table_new (MtPatterns *patterns, const MtSnapshot *snapshot, MtSpan window)
{
  MtFreeTable *self = g_new0 (MtFreeTable, 1);
  g_autoptr (GHashTable) shared = g_hash_table_new_full (key_hash, key_equal, g_free, NULL);

  self->window = window;
  self->n = snapshot->team->people->len;
  self->of = g_new0 (const MtSpans *, self->n + 1);
  self->sets = g_ptr_array_new_with_free_func ((GDestroyNotify) mt_spans_free);

  for (guint i = 0; i < self->n; i++)
    {
      const MtPerson *person = g_ptr_array_index (snapshot->team->people, i);

      self->of[i] = look_up (self, shared, patterns, person, mt_snapshot_agenda (snapshot, person));
    }

  return self;
}

/**
 * mt_free_table_pick: (skip)
 * @self: a table, which must outlive what is picked of it
 * @people: (element-type guint): indices of people
 *
 * Returns: (transfer full): a table of these people alone, in the order of @people
 */
MtFreeTable *
mt_free_table_pick (const MtFreeTable *self, const GArray *people)
{
  MtFreeTable *picked = g_new0 (MtFreeTable, 1);

  picked->window = self->window;
  picked->n = people->len;
  picked->of = g_new0 (const MtSpans *, people->len + 1);
  picked->sets = g_ptr_array_new ();
  for (guint i = 0; i < people->len; i++)
    picked->of[i] = self->of[g_array_index (people, guint, i)];

  return picked;
}

/**
 * mt_free_table_free:
 * @self: (transfer full): a table
 */
void
mt_free_table_free (MtFreeTable *self)
{
  g_ptr_array_unref (self->sets);
  g_free (self->of);
  g_free (self);
}
