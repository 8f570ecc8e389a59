/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * Overlap at 10 to 10,000 people x 90 days against a plain second-exact sweep: the sorted spans of
 * all people merged pairwise into one sorted row of bounds, which is then counted. Same input, same
 * round, medians of CPU time; fails above the budget at 1,000 people.
 */
#include "core/mt-overlap.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define DAYS 90
#define DAY_S 86400
#define ROUNDS 15
#define BUDGET 2.0
#define MONDAY G_GINT64_CONSTANT (1795392000) /* 2026-11-23T00:00:00Z */

static const MtSpan window = { MONDAY, MONDAY + (gint64) DAYS *DAY_S };

/* ---- input: working days of 09-13 and 14-18 in one of 14 offsets, less three meetings a day ----
 */

static MtSpans *
random_free (GRand *rand, gint64 grain_s)
{
  static const gint quarters[] = { -40, -32, -20, -12, 0, 0, 4, 4, 4, 8, 22, 36, 42, 52 };
  gint64 zone_s = quarters[g_rand_int_range (rand, 0, G_N_ELEMENTS (quarters))] * 900;
  g_autoptr (MtSpans) hours = mt_spans_new ();
  g_autoptr (MtSpans) busy = mt_spans_new ();

  for (gint64 day = -1; day <= DAYS; day++)
    {
      gint64 midnight = MONDAY + day * DAY_S - zone_s;
      if ((day + 7) % 7 >= 5)
        continue;
      mt_spans_append (hours, midnight + 9 * 3600, midnight + 13 * 3600);
      mt_spans_append (hours, midnight + 14 * 3600, midnight + 18 * 3600);
      for (gint i = 0; i < 3; i++)
        {
          gint64 start =
              midnight + 9 * 3600 + g_rand_int_range (rand, 0, 32400) / grain_s * grain_s;
          mt_spans_append (busy, start, start + MAX (grain_s, 1800));
        }
    }
  mt_spans_normalise (busy);
  g_autoptr (MtSpans) free_time = mt_spans_subtract (hours, busy);
  return mt_spans_clip (free_time, window);
}

static MtSpans **
random_people (guint n, gint64 grain_s)
{
  MtSpans **people = g_new (MtSpans *, n);
  GRand *rand = g_rand_new_with_seed (n);
  for (guint i = 0; i < n; i++)
    people[i] = random_free (rand, grain_s);
  g_rand_free (rand);
  return people;
}

/* ---- the floor ---- */

typedef struct
{
  gint64 at;
  gint64 delta;
} Bound;

static guint
merge (const Bound *a, guint n_a, const Bound *b, guint n_b, Bound *to)
{
  guint i = 0, j = 0, k = 0;
  while (i < n_a && j < n_b)
    to[k++] = a[i].at <= b[j].at ? a[i++] : b[j++];
  memcpy (to + k, a + i, (n_a - i) * sizeof *a);
  memcpy (to + k + n_a - i, b + j, (n_b - j) * sizeof *b);
  return n_a + n_b;
}

/* Rows of sorted bounds, starts[i] to starts[i + 1]: merges neighbours until one is left. */
static Bound *
merge_all (Bound *bounds, Bound *other, guint *starts, guint n)
{
  while (n > 1)
    {
      guint rows = 0, end = starts[n];
      for (guint i = 0; i < n; i += 2)
        {
          guint from = starts[i], middle = starts[i + 1], to = starts[MIN (i + 2, n)];
          merge (bounds + from, middle - from, bounds + middle, to - middle, other + from);
          starts[rows++] = from;
        }
      starts[rows] = end;
      n = rows;
      Bound *swap = bounds;
      bounds = other;
      other = swap;
    }
  return bounds;
}

static MtSpans *
count_bounds (const Bound *bounds, guint n, gint64 wanted)
{
  MtSpans *found = mt_spans_new ();
  gint64 count = 0, since = 0;
  for (guint i = 0; i < n;)
    {
      gint64 at = bounds[i].at, before = count;
      for (; i < n && bounds[i].at == at; i++)
        count += bounds[i].delta;
      if (before < wanted && count >= wanted)
        since = at;
      else if (before >= wanted && count < wanted)
        mt_spans_append (found, since, at);
    }
  return found;
}

static MtSpans *
plain_sweep (MtSpans *const *people, guint n, guint wanted)
{
  guint n_bounds = 0;
  g_autofree guint *starts = g_new (guint, n + 1);
  for (guint i = 0; i < n; i++)
    n_bounds += 2 * people[i]->n;
  g_autofree Bound *bounds = g_new (Bound, n_bounds);
  g_autofree Bound *other = g_new (Bound, n_bounds);
  Bound *next = bounds;
  for (guint i = 0; i < n; i++)
    {
      starts[i] = (guint) (next - bounds);
      for (guint j = 0; j < people[i]->n; j++)
        {
          *next++ = (Bound){ people[i]->at[j].start, 1 };
          *next++ = (Bound){ people[i]->at[j].end, -1 };
        }
    }
  starts[n] = n_bounds;
  return count_bounds (merge_all (bounds, other, starts, n), n_bounds, wanted);
}

/* ---- rounds ---- */

static double
cpu_ns (void)
{
  struct timespec now;
  clock_gettime (CLOCK_PROCESS_CPUTIME_ID, &now);
  return (double) now.tv_sec * 1e9 + (double) now.tv_nsec;
}

static int
compare_doubles (const void *a, const void *b)
{
  double x = *(const double *) a, y = *(const double *) b;
  return (x > y) - (x < y);
}

static double
median (double *values)
{
  qsort (values, ROUNDS, sizeof *values, compare_doubles);
  return values[ROUNDS / 2];
}

static void
check_same (const MtSpans *ours, const MtSpans *plain)
{
  if (ours->n == plain->n &&
      (ours->n == 0 || memcmp (ours->at, plain->at, ours->n * sizeof (MtSpan)) == 0))
    return;
  g_printerr ("overlap and the plain sweep differ: %u and %u spans\n", ours->n, plain->n);
  exit (1);
}

static double
time_ours (MtSpans *const *people, guint n, guint wanted, guint repeats, MtSpans **found)
{
  double before = cpu_ns ();
  for (guint i = 0; i < repeats; i++)
    {
      g_clear_pointer (found, mt_spans_free);
      *found = mt_overlap_find ((const MtSpans *const *) people, n, wanted, window, 0);
    }
  return (cpu_ns () - before) / repeats;
}

static double
time_plain (MtSpans *const *people, guint n, guint wanted, guint repeats, MtSpans **found)
{
  double before = cpu_ns ();
  for (guint i = 0; i < repeats; i++)
    {
      g_clear_pointer (found, mt_spans_free);
      *found = plain_sweep (people, n, wanted);
    }
  return (cpu_ns () - before) / repeats;
}

static double
time_members (MtSpans *const *people, guint n, const MtSpans *overlap)
{
  g_autoptr (GArray) indices = g_array_new (FALSE, FALSE, sizeof (guint));
  guint n_spans = MIN (overlap->n, 20);
  double before = cpu_ns ();
  for (guint i = 0; i < n_spans; i++)
    mt_overlap_members ((const MtSpans *const *) people, n, overlap->at[i], indices);
  return n_spans > 0 ? (cpu_ns () - before) / n_spans : 0;
}

static double
bench (guint n, gint64 grain_s)
{
  MtSpans **people = random_people (n, grain_s);
  double ours[ROUNDS], plain[ROUNDS], ratio[ROUNDS];
  guint wanted = MAX (2, n / 4), repeats = MAX (1, 1000 / n), n_spans = 0;
  g_autoptr (MtSpans) a = NULL;
  g_autoptr (MtSpans) b = NULL;

  for (guint i = 0; i < n; i++)
    n_spans += people[i]->n;
  for (guint round = 0; round < ROUNDS; round++)
    {
      ours[round] = time_ours (people, n, wanted, repeats, &a);
      plain[round] = time_plain (people, n, wanted, repeats, &b);
      ratio[round] = ours[round] / plain[round];
      check_same (a, b);
    }
  double days = (double) n * DAYS, middle = median (ratio);
  g_print ("%6u people x %d days, bounds to %3d s, %.1f spans/day: ours %7.2f ns/person-day, plain "
           "sweep %7.2f, ratio %.2f; members %.1f us/span\n",
           n, DAYS, (int) grain_s, n_spans / days, median (ours) / days, median (plain) / days,
           middle, time_members (people, n, a) / 1000);
  for (guint i = 0; i < n; i++)
    mt_spans_free (people[i]);
  g_free (people);
  return middle;
}

int
main (void)
{
  static const guint sizes[] = { 10, 100, 1000, 10000 };
  static const gint64 grains_s[] = { 900, 60, 1 };
  double worst = 0;

  for (guint g = 0; g < G_N_ELEMENTS (grains_s); g++)
    for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
      {
        double ratio = bench (sizes[i], grains_s[g]);
        if (sizes[i] == 1000)
          worst = MAX (worst, ratio);
      }
  g_print ("worst ratio at 1,000 people: %.2f (budget %.1f)\n", worst, BUDGET);
  return worst <= BUDGET ? 0 : 1;
}
