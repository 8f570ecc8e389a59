/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * Overlap: when at least so many people are free, by one sweep over all bounds of their free time.
 *
 * Bounds on a full minute, which is nearly all of them, are added up in an array with one cell a
 * minute and need no sorting. The others (and all, where there are few bounds and a long window)
 * are sorted by a radix sort. Both are linear, and exact to the second.
 */
#include "config.h"

#include "core/mt-overlap.h"

#include <string.h>

#define CELL_S 60
#define CELLS_PER_BOUND 8 /* at most, or clearing and reading the cells costs more than sorting */
#define DIGIT_BITS 11
#define N_DIGITS (1 << DIGIT_BITS)

/* At `at`, seconds into the window's first minute, `delta` more people are free. */
typedef struct
{
  guint64 at : 36;
  gint64 delta : 28;
} Bound;

typedef struct
{
  gint64 base;   /* the full minute at or before the window's start */
  guint n_cells; /* 0: no cells */
  gint32 *cells; /* owned, n_cells long */
  Bound *bounds; /* owned, what no cell holds */
  guint n_bounds;
} Ledger;

/* What a sweep finds. */
typedef struct
{
  gint64 base;
  gint32 wanted;
  gint64 min_length_s;
  gint32 count;
  gint32 most;
  gboolean open;
  gint64 since;
  MtSpans *spans; /* owned */
} Tally;

/* One distinct set, and how much it counts. */
typedef struct
{
  const MtSpans *free; /* unowned */
  gint32 weight;
} Share;

static void
ledger_clear (Ledger *self)
{
  g_free (self->cells);
  g_free (self->bounds);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Ledger, ledger_clear)

/* Whoever must be among the people weighs more than all others together: a count that reaches this
 * weight says that they are. */
static gint32
weight_of_me (guint n_people)
{
  return (gint32) n_people + 1;
}

static GArray *
collect_shares (const MtSpans *const *free_of, guint n_people, gint me)
{
  g_autoptr (GHashTable) position_of = g_hash_table_new (NULL, NULL);
  GArray *shares = g_array_sized_new (FALSE, FALSE, sizeof (Share), n_people);

  for (guint i = 0; i < n_people; i++)
    {
      gint32 weight = me == (gint) i ? weight_of_me (n_people) : 1;
      gpointer position = g_hash_table_lookup (position_of, free_of[i]);
      if (position != NULL)
        {
          g_array_index (shares, Share, GPOINTER_TO_UINT (position) - 1).weight += weight;
          continue;
        }
      Share share = { free_of[i], weight };
      g_array_append_val (shares, share);
      g_hash_table_insert (position_of, (gpointer) free_of[i], GUINT_TO_POINTER (shares->len));
    }
  return shares;
}

static guint
count_spans (const GArray *shares, MtSpan window)
{
  guint n = 0;
  for (guint i = 0; i < shares->len; i++)
    {
      const MtSpans *set = g_array_index (shares, Share, i).free;
      guint first = mt_spans_lower_bound (set, window.start);
      n += mt_spans_lower_bound (set, window.end) + 1 - first;
    }
  return n;
}

static void
ledger_init (Ledger *self, MtSpan window, guint max_bounds)
{
  gint64 into_minute = window.start % CELL_S;
  self->base = window.start - (into_minute < 0 ? into_minute + CELL_S : into_minute);
  gint64 n_cells = (window.end - self->base) / CELL_S + 1;

  self->n_cells = n_cells <= (gint64) max_bounds * CELLS_PER_BOUND ? (guint) n_cells : 0;
  self->cells = g_new0 (gint32, self->n_cells);
  self->bounds = g_new (Bound, max_bounds);
  self->n_bounds = 0;
}

static inline void
ledger_add (Ledger *self, gint64 instant, gint32 delta)
{
  guint64 at = (guint64) (instant - self->base);
  guint64 cell = at / CELL_S;
  if (cell < self->n_cells && cell * CELL_S == at)
    self->cells[cell] += delta;
  else
    self->bounds[self->n_bounds++] = (Bound){ .at = at, .delta = delta };
}

/* Enters the instants from which on a whole `erode_s` of free time still fits into the window. */
static void
ledger_add_share (Ledger *self, const Share *share, MtSpan window, gint64 erode_s)
{
  const MtSpans *set = share->free;
  for (guint i = mt_spans_lower_bound (set, window.start);
       i < set->n && set->at[i].start < window.end; i++)
    {
      gint64 start = MAX (set->at[i].start, window.start);
      gint64 end = MIN (set->at[i].end, window.end) - erode_s;
      if (start >= end)
        continue;
      ledger_add (self, start, share->weight);
      ledger_add (self, end, -share->weight);
    }
}

static void
sort_digit (const Bound *from, Bound *to, guint n, guint shift)
{
  guint next[N_DIGITS] = { 0 };
  guint sum = 0;

  for (guint i = 0; i < n; i++)
    next[(from[i].at >> shift) & (N_DIGITS - 1)]++;
  for (guint digit = 0; digit < N_DIGITS; digit++)
    {
      guint count = next[digit];
      next[digit] = sum;
      sum += count;
    }
  for (guint i = 0; i < n; i++)
    to[next[(from[i].at >> shift) & (N_DIGITS - 1)]++] = from[i];
}

static void
ledger_sort (Ledger *self, guint64 max_at)
{
  if (self->n_bounds < 2)
    return;
  Bound *other = g_new (Bound, self->n_bounds);
  for (guint shift = 0; max_at >> shift != 0; shift += DIGIT_BITS)
    {
      sort_digit (self->bounds, other, self->n_bounds, shift);
      Bound *sorted = other;
      other = self->bounds;
      self->bounds = sorted;
    }
  g_free (other);
}

/* All that happens at one instant has been counted: spans that touch there stay one. */
static inline void
tally_step (Tally *self, guint64 at)
{
  gboolean enough = self->count >= self->wanted;
  self->most = MAX (self->most, self->count);
  if (enough == self->open)
    return;
  gint64 instant = self->base + (gint64) at;
  if (enough)
    self->since = instant;
  else if (instant - self->since >= self->min_length_s)
    mt_spans_append (self->spans, self->since, instant);
  self->open = enough;
}

static guint
tally_cells (Tally *self, const Ledger *ledger, guint cell, guint end)
{
  for (; cell < end; cell++)
    if (ledger->cells[cell] != 0)
      {
        self->count += ledger->cells[cell];
        tally_step (self, (guint64) cell * CELL_S);
      }
  return cell;
}

static void
tally_run (Tally *self, const Ledger *ledger)
{
  guint cell = 0;
  for (guint i = 0; i < ledger->n_bounds;)
    {
      guint64 at = ledger->bounds[i].at;
      cell = tally_cells (self, ledger, cell, (guint) MIN (at / CELL_S + 1, ledger->n_cells));
      for (; i < ledger->n_bounds && ledger->bounds[i].at == at; i++)
        self->count += (gint32) ledger->bounds[i].delta;
      tally_step (self, at);
    }
  tally_cells (self, ledger, cell, ledger->n_cells);
}

static void
sweep (Tally *tally,
       const MtSpans *const *free_of,
       guint n_people,
       gint me,
       MtSpan window,
       gint64 erode_s)
{
  g_autoptr (GArray) shares = collect_shares (free_of, n_people, me);
  g_auto (Ledger) ledger = { 0 };

  ledger_init (&ledger, window, 2 * count_spans (shares, window));
  for (guint i = 0; i < shares->len; i++)
    ledger_add_share (&ledger, &g_array_index (shares, Share, i), window, erode_s);
  ledger_sort (&ledger, (guint64) (window.end - ledger.base));
  tally->base = ledger.base;
  tally_run (tally, &ledger);
}

/**
 * mt_overlap_find:
 * @free_of: (array length=n_people): the free time of each person, a set; people with the same free
 *   time may share one
 * @n_people: how many
 * @min_people: how many must be free, from 1; more than @n_people never are
 * @window: where to look
 * @min_length_s: spans shorter than this many seconds are left out
 *
 * Finds the overlap: the maximal spans, clipped to @window, in which at every instant at least
 * @min_people are free. They need not be the same people throughout: mt_overlap_members() says who
 * is. Linear in the number of free spans; any thread.
 *
 * Returns: (transfer full): a set
 */
MtSpans *
mt_overlap_find (const MtSpans *const *free_of,
                 guint n_people,
                 guint min_people,
                 MtSpan window,
                 gint64 min_length_s)
{
  return mt_overlap_find_with (free_of, n_people, -1, min_people, window, min_length_s);
}

/**
 * mt_overlap_find_with:
 * @free_of: (array length=n_people): as for mt_overlap_find()
 * @n_people: how many
 * @me: index of the person who must be among them, or -1 for nobody
 * @min_people: how many must be free, @me included, from 1
 * @window: where to look
 * @min_length_s: spans shorter than this many seconds are left out
 *
 * Finds the overlap in which one person takes part: mt_overlap_find() within the free time of @me.
 *
 * Returns: (transfer full): a set
 */
MtSpans *
mt_overlap_find_with (const MtSpans *const *free_of,
                      guint n_people,
                      gint me,
                      guint min_people,
                      MtSpan window,
                      gint64 min_length_s)
{
  Tally tally = { .min_length_s = min_length_s, .spans = mt_spans_new () };

  g_return_val_if_fail (min_people >= 1, tally.spans);
  g_return_val_if_fail (me < (gint) n_people, tally.spans);

  if (min_people > n_people || window.start >= window.end)
    return tally.spans;
  tally.wanted = (gint32) min_people + (me >= 0 ? weight_of_me (n_people) - 1 : 0);
  sweep (&tally, free_of, n_people, me, window, 0);
  return tally.spans;
}

/**
 * mt_overlap_members:
 * @free_of: (array length=n_people): as for mt_overlap_find()
 * @n_people: how many
 * @span: a span of an overlap
 * @indices: (element-type guint): emptied and filled with the indices of who is free throughout
 *
 * Lists who is free for the whole of @span, in the order of @free_of. Made for the few spans that
 * somebody looks at: one binary search a person.
 */
void
mt_overlap_members (const MtSpans *const *free_of, guint n_people, MtSpan span, GArray *indices)
{
  g_return_if_fail (indices != NULL);

  g_array_set_size (indices, 0);
  for (guint i = 0; i < n_people; i++)
    if (mt_spans_covers (free_of[i], span))
      g_array_append_val (indices, i);
}

/**
 * mt_overlap_largest:
 * @free_of: (array length=n_people): as for mt_overlap_find()
 * @n_people: how many
 * @me: index of the person who must be among them, or -1 for nobody
 * @window: where to look
 * @min_length_s: how long they must share, in seconds, from 1
 *
 * Finds how many people at most share a span of @min_length_s within @window: the same people, each
 * free throughout. (An overlap with that minimum may still be longer than what any of them share:
 * there, at every instant so many are free, but they take turns. "Share" promises a meeting of so
 * many, so turns do not count here.) One sweep over the instants at which such a span can start;
 * linear.
 *
 * Returns: the number, from 2; 0 when no two people (@me among them) share such a span
 */
guint
mt_overlap_largest (const MtSpans *const *free_of,
                    guint n_people,
                    gint me,
                    MtSpan window,
                    gint64 min_length_s)
{
  Tally tally = { .wanted = G_MAXINT32 };

  g_return_val_if_fail (min_length_s >= 1, 0);
  g_return_val_if_fail (me < (gint) n_people, 0);

  if (window.start >= window.end)
    return 0;
  /* A span of exactly this length can start at one instant, which [start, start + 1) holds. */
  sweep (&tally, free_of, n_people, me, window, min_length_s - 1);
  gint32 most = me >= 0 ? tally.most - weight_of_me (n_people) + 1 : tally.most;
  return most >= 2 ? (guint) most : 0;
}
