/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * Tests of sets of spans: rows by hand, and every operation against a bitmap.
 */
#include "core/mt-span.h"

/* "1-3 5-9" */
static MtSpans *
read_spans (const char *text)
{
  MtSpans *spans = mt_spans_new ();
  g_auto (GStrv) words = g_strsplit (text, " ", -1);

  for (char **word = words; *word != NULL; word++)
    {
      g_auto (GStrv) ends = g_strsplit (*word, "-", 2);

      if (**word != '\0')
        mt_spans_append (spans, g_ascii_strtoll (ends[0], NULL, 10),
                         g_ascii_strtoll (ends[1], NULL, 10));
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

static void
assert_spans (const MtSpans *spans, const char *expected)
{
  g_autofree char *text = write_spans (spans);

  g_assert_cmpstr (text, ==, expected);
}

static void
test_normalise (void)
{
  static const char *rows[][2] = {
    { "", "" },
    { "1-3", "1-3" },
    { "3-1", "" },
    { "2-2", "" },
    { "1-3 3-5", "1-5" },
    { "1-3 4-5", "1-3 4-5" },
    { "5-9 1-3", "1-3 5-9" },
    { "1-9 2-3", "1-9" },
    { "1-9 2-3 8-12", "1-12" },
    { "5-5 1-2 2-2 2-3 9-8", "1-3" },
    { "7-9 1-2 4-8 2-4", "1-9" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (MtSpans) spans = read_spans (rows[i][0]);

      mt_spans_normalise (spans);
      assert_spans (spans, rows[i][1]);
    }
}

static void
test_operations (void)
{
  static const char *rows[][5] = {
    /* a, b, union, intersection, difference */
    { "", "", "", "", "" },
    { "1-5", "", "1-5", "", "1-5" },
    { "", "1-5", "1-5", "", "" },
    { "1-5", "5-9", "1-9", "", "1-5" },
    { "1-5", "4-9", "1-9", "4-5", "1-4" },
    { "1-9", "3-5", "1-9", "3-5", "1-3 5-9" },
    { "3-5", "1-9", "1-9", "3-5", "" },
    { "1-9", "1-9", "1-9", "1-9", "" },
    { "1-9", "0-2 3-4 8-12", "0-12", "1-2 3-4 8-9", "2-3 4-8" },
    { "1-2 3-4 5-6", "0-10", "0-10", "1-2 3-4 5-6", "" },
    { "1-3 5-7 9-11", "2-6 10-12", "1-7 9-12", "2-3 5-6 10-11", "1-2 6-7 9-10" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (MtSpans) a = read_spans (rows[i][0]);
      g_autoptr (MtSpans) b = read_spans (rows[i][1]);
      g_autoptr (MtSpans) either = mt_spans_union (a, b);
      g_autoptr (MtSpans) both = mt_spans_intersect (a, b);
      g_autoptr (MtSpans) rest = mt_spans_subtract (a, b);

      assert_spans (either, rows[i][2]);
      assert_spans (both, rows[i][3]);
      assert_spans (rest, rows[i][4]);
    }
}

#define BITS 48

static MtSpans *
random_set (guint64 *bits)
{
  MtSpans *set = mt_spans_new ();

  *bits = 0;
  for (gint i = g_test_rand_int_range (0, 8); i > 0; i--)
    {
      gint start = g_test_rand_int_range (0, BITS);
      gint length = g_test_rand_int_range (0, 12);
      gint end = MIN (BITS, start + length);

      mt_spans_append (set, start, end);
      for (gint bit = start; bit < end; bit++)
        *bits |= G_GUINT64_CONSTANT (1) << bit;
    }
  mt_spans_normalise (set);
  return set;
}

static void
assert_bits (const MtSpans *set, guint64 bits)
{
  guint total = 0;

  for (guint i = 0; i < set->n; i++)
    {
      g_assert_cmpint (set->at[i].start, <, set->at[i].end);
      if (i > 0)
        g_assert_cmpint (set->at[i - 1].end, <, set->at[i].start);
    }
  for (gint bit = 0; bit < BITS; bit++)
    {
      g_assert_cmpint (mt_spans_contains (set, bit), ==, (bits >> bit) & 1);
      total += (bits >> bit) & 1;
    }
  g_assert_cmpint (mt_spans_total (set), ==, total);
}

static void
assert_covers (const MtSpans *set, guint64 bits)
{
  gint start = g_test_rand_int_range (0, BITS);
  gint end = g_test_rand_int_range (start, BITS + 1);
  gboolean all = TRUE;

  for (gint bit = start; bit < end; bit++)
    all = all && ((bits >> bit) & 1);
  g_assert_cmpint (mt_spans_covers (set, (MtSpan){ start, end }), ==, all);
}

static void
test_against_bits (void)
{
  for (guint round = 0; round < 20000; round++)
    {
      guint64 x, y, inside;
      gint from = g_test_rand_int_range (0, BITS);
      gint to = g_test_rand_int_range (from, BITS);
      g_autoptr (MtSpans) a = random_set (&x);
      g_autoptr (MtSpans) b = random_set (&y);
      g_autoptr (MtSpans) either = mt_spans_union (a, b);
      g_autoptr (MtSpans) both = mt_spans_intersect (a, b);
      g_autoptr (MtSpans) rest = mt_spans_subtract (a, b);
      g_autoptr (MtSpans) clipped = mt_spans_clip (a, (MtSpan){ from, to });

      inside = ((G_GUINT64_CONSTANT (1) << to) - 1) & ~((G_GUINT64_CONSTANT (1) << from) - 1);
      assert_bits (a, x);
      assert_bits (either, x | y);
      assert_bits (both, x & y);
      assert_bits (rest, x & ~y);
      assert_bits (clipped, x & inside);
      assert_covers (a, x);
    }
}

static void
test_bounds (void)
{
  g_autoptr (MtSpans) set = read_spans ("1-3 5-9");
  g_autoptr (MtSpans) copy = mt_spans_copy (set);
  g_autoptr (MtSpans) backwards = mt_spans_clip (set, (MtSpan){ 8, 2 });

  g_assert_cmpuint (mt_spans_lower_bound (set, 0), ==, 0);
  g_assert_cmpuint (mt_spans_lower_bound (set, 2), ==, 0);
  g_assert_cmpuint (mt_spans_lower_bound (set, 3), ==, 1);
  g_assert_cmpuint (mt_spans_lower_bound (set, 9), ==, 2);
  g_assert_false (mt_spans_contains (set, 3));
  g_assert_true (mt_spans_contains (set, 5));
  g_assert_true (mt_spans_covers (set, (MtSpan){ 4, 4 }));
  assert_spans (copy, "1-3 5-9");
  assert_spans (backwards, "");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/span/normalise", test_normalise);
  g_test_add_func ("/span/operations", test_operations);
  g_test_add_func ("/span/against-bits", test_against_bits);
  g_test_add_func ("/span/bounds", test_bounds);
  return g_test_run ();
}
