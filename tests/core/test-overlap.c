/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * Overlap: named rows on an hour line, and random free times against counting second by second.
 */
#include "core/mt-overlap.h"

#define MAX_PEOPLE 6

/* Free times are written "9-12 13-17": seconds, on whatever clock. */
static MtSpans *
read_spans (const char *text)
{
  g_auto (GStrv) parts = g_strsplit (text, " ", -1);
  MtSpans *spans = mt_spans_new ();
  for (guint i = 0; parts[i] != NULL; i++)
    {
      char *end;
      if (*parts[i] == '\0')
        continue;
      gint64 start = g_ascii_strtoll (parts[i], &end, 10);
      mt_spans_append (spans, start, g_ascii_strtoll (end + 1, NULL, 10));
    }
  return spans;
}

static char *
write_spans (const MtSpans *spans)
{
  GString *text = g_string_new (NULL);
  for (guint i = 0; i < spans->n; i++)
    g_string_append_printf (text, "%s%" G_GINT64_FORMAT "-%" G_GINT64_FORMAT, i > 0 ? " " : "",
                            spans->at[i].start, spans->at[i].end);
  return g_string_free (text, FALSE);
}

typedef struct
{
  const char *name;
  const char *free_of[MAX_PEOPLE];
  gint me;
  guint min_people;
  gint64 min_length_s;
  MtSpan window;
  const char *overlap;
  const char *members; /* of the first span, nullable */
  guint largest;       /* with the same length, at least 1 */
} Row;

static const Row rows[] = {
  { "all", { "9-17", "10-18" }, -1, 2, 0, { 0, 100 }, "10-17", "01", 2 },
  { "nobody", { NULL }, -1, 1, 0, { 0, 100 }, "", NULL, 0 },
  { "one", { "9-17" }, -1, 1, 0, { 0, 100 }, "9-17", "0", 0 },
  { "more-than-there-are", { "9-17", "9-17" }, -1, 3, 0, { 0, 100 }, "", NULL, 2 },
  { "touching-people-join", { "9-12", "12-17" }, -1, 1, 0, { 0, 100 }, "9-17", "", 0 },
  { "no-shared-second", { "9-12", "12-17" }, -1, 2, 0, { 0, 100 }, "", NULL, 0 },
  { "one-shared-second", { "9-13", "12-17" }, -1, 2, 0, { 0, 100 }, "12-13", "01", 2 },
  { "clipped", { "0-50", "0-50" }, -1, 2, 0, { 10, 20 }, "10-20", "01", 2 },
  { "outside", { "0-50", "0-50" }, -1, 2, 0, { 50, 60 }, "", NULL, 0 },
  { "empty-window", { "0-50", "0-50" }, -1, 1, 0, { 20, 20 }, "", NULL, 0 },
  { "turned-window", { "0-50", "0-50" }, -1, 1, 0, { 20, 10 }, "", NULL, 0 },
  { "before-1970", { "-90--10", "-70-50" }, -1, 2, 0, { -80, 100 }, "-70--10", "01", 2 },
  { "length-kept", { "0-30 40-69", "0-100" }, -1, 2, 30, { 0, 100 }, "0-30", "01", 2 },
  { "length-dropped", { "0-30 40-69", "0-100" }, -1, 2, 31, { 0, 100 }, "", NULL, 0 },
  { "length-after-clip", { "0-40", "0-40" }, -1, 2, 30, { 20, 100 }, "", NULL, 0 },
  { "unknown-is-closed", { "0-50", "", "0-50" }, -1, 2, 0, { 0, 100 }, "0-50", "02", 2 },
  { "turns", { "0-40", "20-60", "40-80" }, -1, 2, 30, { 0, 100 }, "20-60", "1", 0 },
  { "turns-shared", { "0-40", "10-60", "40-80" }, -1, 2, 30, { 0, 100 }, "10-60", "1", 2 },
  { "two-of-three", { "0-50", "20-60", "55-90" }, -1, 2, 0, { 0, 100 }, "20-50 55-60", "01", 2 },
  { "me", { "0-50", "20-60", "55-90", "55-90" }, 0, 2, 0, { 0, 100 }, "20-50", "01", 2 },
  { "me-not-them", { "0-20", "50-90", "50-90", "50-90" }, 0, 2, 0, { 0, 100 }, "", NULL, 0 },
  { "me-fewer", { "0-20", "0-90", "50-90", "50-90" }, 0, 2, 0, { 0, 100 }, "0-20", "01", 2 },
  { "me-cuts", { "5-15 16-30", "0-90" }, 0, 2, 10, { 0, 100 }, "5-15 16-30", "01", 2 },
  { "minutes", { "0-3600", "60-7200", "90-3600" }, -1, 3, 60, { 30, 7000 }, "90-3600", "012", 3 },
};

static guint
read_free (const Row *row, MtSpans **free_of)
{
  guint n = 0;
  for (; n < MAX_PEOPLE && row->free_of[n] != NULL; n++)
    free_of[n] = read_spans (row->free_of[n]);
  return n;
}

static char *
members_of (const MtSpans *const *free_of, guint n, MtSpan span)
{
  g_autoptr (GArray) indices = g_array_new (FALSE, FALSE, sizeof (guint));
  GString *text = g_string_new (NULL);
  mt_overlap_members (free_of, n, span, indices);
  for (guint i = 0; i < indices->len; i++)
    g_string_append_printf (text, "%u", g_array_index (indices, guint, i));
  return g_string_free (text, FALSE);
}

static void
test_row (gconstpointer data)
{
  const Row *row = data;
  MtSpans *owned[MAX_PEOPLE];
  guint n = read_free (row, owned);
  const MtSpans *const *free_of = (const MtSpans *const *) owned;
  g_autoptr (MtSpans) found =
      mt_overlap_find_with (free_of, n, row->me, row->min_people, row->window, row->min_length_s);
  g_autofree char *overlap = write_spans (found);

  g_assert_cmpstr (overlap, ==, row->overlap);
  if (row->members != NULL)
    {
      g_autofree char *members = members_of (free_of, n, found->at[0]);
      g_assert_cmpstr (members, ==, row->members);
    }
  g_assert_cmpuint (
      mt_overlap_largest (free_of, n, row->me, row->window, MAX (1, row->min_length_s)), ==,
      row->largest);
  for (guint i = 0; i < n; i++)
    mt_spans_free (owned[i]);
}

/* Random people on a line of LINE seconds: whom[t] says in bits who is free in second t. */
#define LINE 1200
#define CROWD 9

typedef struct
{
  MtSpans *free_of[CROWD];
  guint whom[LINE];
  gint64 base;
  MtSpan window;
  gint me;
} Crowd;

/* Some crowds live on full minutes, some on any second, some mix; some people share one set. */
static MtSpans *
random_free (gint64 base)
{
  g_autoptr (MtSpans) spans = mt_spans_new ();
  gint unit = g_test_rand_bit () ? 60 : 1;
  for (gint n = g_test_rand_int_range (0, 6); n > 0; n--)
    {
      gint64 start = g_test_rand_int_range (0, LINE) / unit * unit;
      gint64 end = start + g_test_rand_int_range (1, 400) / unit * unit;
      mt_spans_append (spans, base + start, base + MIN (end, LINE));
    }
  mt_spans_normalise (spans);
  return g_steal_pointer (&spans);
}

static void
crowd_fill (Crowd *crowd)
{
  crowd->base = g_test_rand_int_range (-100000, 100000);
  crowd->base -= g_test_rand_bit () ? crowd->base % 60 : 0;
  crowd->me = g_test_rand_int_range (-1, CROWD);
  crowd->window.start = crowd->base + g_test_rand_int_range (0, LINE / 3);
  crowd->window.end = crowd->base + g_test_rand_int_range (LINE / 3, LINE + 1);
  for (guint i = 0; i < CROWD; i++)
    crowd->free_of[i] = i > 0 && g_test_rand_int_range (0, 4) == 0 ? crowd->free_of[i - 1]
                                                                   : random_free (crowd->base);
  for (guint t = 0; t < LINE; t++)
    {
      crowd->whom[t] = 0;
      for (guint i = 0; i < CROWD; i++)
        if (mt_spans_contains (crowd->free_of[i], crowd->base + t))
          crowd->whom[t] |= 1u << i;
    }
}

static void
crowd_clear (Crowd *crowd)
{
  for (guint i = 0; i < CROWD; i++)
    if (i == 0 || crowd->free_of[i] != crowd->free_of[i - 1])
      mt_spans_free (crowd->free_of[i]);
}

static gboolean
enough_at (const Crowd *crowd, gint64 instant, guint min_people)
{
  if (instant < crowd->window.start || instant >= crowd->window.end)
    return FALSE;
  guint whom = crowd->whom[instant - crowd->base];
  if (crowd->me >= 0 && (whom & (1u << crowd->me)) == 0)
    return FALSE;
  return (guint) __builtin_popcount (whom) >= min_people;
}

static MtSpans *
slow_find (const Crowd *crowd, guint min_people, gint64 min_length_s)
{
  MtSpans *spans = mt_spans_new ();
  gint64 since = G_MAXINT64;
  for (gint64 t = crowd->base; t <= crowd->base + LINE; t++)
    if (enough_at (crowd, t, min_people))
      since = MIN (since, t);
    else
      {
        if (since != G_MAXINT64 && t - since >= min_length_s)
          mt_spans_append (spans, since, t);
        since = G_MAXINT64;
      }
  return spans;
}

static guint
slow_largest (const Crowd *crowd, gint64 length_s)
{
  guint most = 0;
  for (gint64 t = crowd->window.start; t + length_s <= crowd->window.end; t++)
    {
      guint whom = ~0u;
      for (gint64 s = t; s < t + length_s; s++)
        whom &= crowd->whom[s - crowd->base];
      if (crowd->me < 0 || (whom & (1u << crowd->me)) != 0)
        most = MAX (most, (guint) __builtin_popcount (whom));
    }
  return most >= 2 ? most : 0;
}

static void
check_crowd (const Crowd *crowd)
{
  const MtSpans *const *free_of = (const MtSpans *const *) crowd->free_of;
  gint64 min_length_s = g_test_rand_int_range (0, 90);

  for (guint k = 1; k <= CROWD; k++)
    {
      g_autoptr (MtSpans) found =
          mt_overlap_find_with (free_of, CROWD, crowd->me, k, crowd->window, min_length_s);
      g_autoptr (MtSpans) slow = slow_find (crowd, k, min_length_s);
      g_autofree char *a = write_spans (found), *b = write_spans (slow);
      g_assert_cmpstr (a, ==, b);
    }
  min_length_s = MAX (min_length_s, 1);
  g_assert_cmpuint (mt_overlap_largest (free_of, CROWD, crowd->me, crowd->window, min_length_s), ==,
                    slow_largest (crowd, min_length_s));
}

static void
test_random (void)
{
  for (guint i = 0; i < 300; i++)
    {
      Crowd crowd;
      crowd_fill (&crowd);
      check_crowd (&crowd);
      crowd_clear (&crowd);
    }
}

/* Years of window and few spans (no cells), and a radix sort of more than two digits. */
static void
test_wide_window (void)
{
  g_autoptr (MtSpans) a = read_spans ("-9000000000--8999999999 1000000001-1000000007");
  g_autoptr (MtSpans) b = read_spans ("-9000000000-7000000000");
  const MtSpans *free_of[] = { a, b };
  g_autoptr (MtSpans) found =
      mt_overlap_find (free_of, 2, 2, (MtSpan){ -10000000000, 7258118400 }, 0);
  g_autofree char *text = write_spans (found);
  g_assert_cmpstr (text, ==, "-9000000000--8999999999 1000000001-1000000007");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *path = g_strconcat ("/overlap/", rows[i].name, NULL);
      g_test_add_data_func (path, &rows[i], test_row);
    }
  g_test_add_func ("/overlap/random", test_random);
  g_test_add_func ("/overlap/wide-window", test_wide_window);
  return g_test_run ();
}
