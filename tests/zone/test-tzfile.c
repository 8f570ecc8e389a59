/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * Tests of TZif files: sound ones, and what must be refused.
 */
#include <glib/gstdio.h>

#include "zone/mt-tzfile.h"

/* A file under construction. */
typedef struct
{
  GByteArray *bytes;
} File;

static void
put_u32 (GByteArray *bytes, guint32 value)
{
  guint32 big = GUINT32_TO_BE (value);

  g_byte_array_append (bytes, (const guint8 *) &big, 4);
}

static void
put_header (GByteArray *bytes,
            char version,
            guint leaps,
            guint transitions,
            guint types,
            guint names)
{
  guint8 head[20] = { 'T', 'Z', 'i', 'f', (guint8) version };

  g_byte_array_append (bytes, head, sizeof head);
  put_u32 (bytes, 0);
  put_u32 (bytes, 0);
  put_u32 (bytes, leaps);
  put_u32 (bytes, transitions);
  put_u32 (bytes, types);
  put_u32 (bytes, names);
}

static void
put_type (GByteArray *bytes, gint32 offset_s)
{
  put_u32 (bytes, (guint32) offset_s);
  g_byte_array_append (bytes, (const guint8 *) "\0\0", 2);
}

/* Two types, 0 s and `offset_s`; transitions to them in turn. */
static GByteArray *
new_file (const gint64 *times, guint n_times, gint32 offset_s, const char *footer)
{
  GByteArray *bytes = g_byte_array_new ();

  put_header (bytes, '2', 0, 0, 1, 1);
  put_type (bytes, 0);
  g_byte_array_append (bytes, (const guint8 *) "", 1);
  put_header (bytes, '2', 0, n_times, 2, 4);
  for (guint i = 0; i < n_times; i++)
    {
      put_u32 (bytes, (guint32) ((guint64) times[i] >> 32));
      put_u32 (bytes, (guint32) times[i]);
    }
  for (guint i = 0; i < n_times; i++)
    g_byte_array_append (bytes, (const guint8 *) (i % 2 == 0 ? "\1" : "\0"), 1);
  put_type (bytes, 0);
  put_type (bytes, offset_s);
  g_byte_array_append (bytes, (const guint8 *) "AAA", 4);
  g_byte_array_append (bytes, (const guint8 *) footer, strlen (footer));
  return bytes;
}

static MtZone *
parse (const GByteArray *bytes)
{
  return mt_tzfile_parse ("x", bytes->data, bytes->len);
}

static void
test_sound (void)
{
  gint64 times[] = { -G_GINT64_CONSTANT (5000000000), 0, 1000, 2000 };
  g_autoptr (GByteArray) bytes = new_file (times, 4, 3600, "\nAAA0\n");
  g_autoptr (MtZone) zone = parse (bytes);
  gsize n;

  g_assert_nonnull (zone);
  mt_zone_get_changes (zone, &n);
  g_assert_cmpuint (n, ==, 4);
  g_assert_cmpint (mt_zone_offset_at (zone, times[0] - 1), ==, 0);
  g_assert_cmpint (mt_zone_offset_at (zone, times[0]), ==, 3600);
  g_assert_cmpint (mt_zone_offset_at (zone, 1500), ==, 3600);
  g_assert_cmpint (mt_zone_offset_at (zone, 2000), ==, 0);
}

static void
test_rule_goes_on (void)
{
  gint64 times[] = { 0, 1000 };
  g_autoptr (GByteArray) bytes = new_file (times, 2, 3600, "\nAAA0BBB,M3.5.0,M10.5.0\n");
  g_autoptr (GByteArray) only_rule = new_file (NULL, 0, 3600, "\nAAA0BBB,M3.5.0,M10.5.0\n");
  g_autoptr (MtZone) zone = parse (bytes);
  g_autoptr (MtZone) rule_zone = parse (only_rule);
  gsize n;

  mt_zone_get_changes (zone, &n);
  g_assert_cmpuint (n, ==, 2 + 2 * (2200 - 1970 + 1));
  mt_zone_get_changes (rule_zone, &n);
  g_assert_cmpuint (n, ==, 2 * (2200 - 1900 + 1));
  g_assert_cmpint (mt_zone_offset_at (zone, G_GINT64_CONSTANT (7273756800)), ==,
                   3600); /* 2200-06-30 */
}

static void
test_unsound (void)
{
  gint64 sorted[] = { 0, 1000 }, unsorted[] = { 1000, 0 }, twice[] = { 5, 5 };
  static const char *const footers[] = { "", "\n", "AAA0\n", "\nAAA0", "\nbad\n", "\nAAA0BBB\n" };
  g_autoptr (GByteArray) good = new_file (sorted, 2, 86399, "\n\n");
  g_autoptr (GByteArray) far = new_file (sorted, 2, 86400, "\n\n");
  g_autoptr (GByteArray) back = new_file (unsorted, 2, 3600, "\n\n");
  g_autoptr (GByteArray) same = new_file (twice, 2, 3600, "\n\n");
  g_autoptr (MtZone) zone = parse (good);

  g_assert_nonnull (zone);
  g_assert_null (parse (far));
  g_assert_null (parse (back));
  g_assert_null (parse (same));
  for (guint i = 0; i < G_N_ELEMENTS (footers); i++)
    {
      g_autoptr (GByteArray) bytes = new_file (sorted, 2, 3600, footers[i]);

      g_test_message ("footer %u", i);
      g_assert_null (parse (bytes));
    }
}

static void
test_counts (void)
{
  static const struct
  {
    guint leaps, transitions, types, names;
  } rows[] = { { 1, 0, 1, 4 },          { 0, 0, 0, 4 },          { 0, 0, 257, 4 },
               { 0, 9000, 1, 4 },       { 0, 0xffffffff, 1, 4 }, { 0, 0, 1, 0xffffffff },
               { 0xffffffff, 0, 1, 4 }, { 0, 0, 0xffffffff, 4 } };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (GByteArray) bytes = g_byte_array_new ();

      put_header (bytes, '\0', rows[i].leaps, rows[i].transitions, rows[i].types, rows[i].names);
      g_byte_array_set_size (bytes, 200000);
      memset (bytes->data + 44, 0, bytes->len - 44);
      g_assert_null (parse (bytes));
    }
}

/* Every cut, and every byte changed: an answer, or none, but never a fault (with a sanitizer). */
static void
test_hostile (void)
{
  gint64 times[] = { -1000, 0, 1000, 2000 };
  g_autoptr (GByteArray) bytes = new_file (times, 4, 3600, "\nAAA0BBB,M3.5.0,M10.5.0\n");

  for (guint size = 0; size < bytes->len; size++)
    {
      g_autofree guint8 *cut = g_memdup2 (bytes->data, size);

      g_assert_null (mt_tzfile_parse ("x", cut, size));
    }
  for (guint i = 0; i < bytes->len; i++)
    for (guint bit = 0; bit < 8; bit++)
      {
        MtZone *zone;

        bytes->data[i] ^= (guint8) (1 << bit);
        zone = parse (bytes);
        g_clear_pointer (&zone, mt_zone_unref);
        bytes->data[i] ^= (guint8) (1 << bit);
      }
}

static void
test_load (void)
{
  g_autofree char *path = g_build_filename (g_get_tmp_dir (), "mt-test-tzfile", NULL);

  g_assert_null (mt_tzfile_load ("x", "/nonexistent"));
  g_assert_null (mt_tzfile_load ("x", g_get_tmp_dir ()));
  g_assert_null (mt_tzfile_load ("x", "/dev/null"));
  g_assert_true (g_file_set_contents (path, "TZif, but no more", -1, NULL));
  g_assert_true (mt_tzfile_is_one (path));
  g_assert_null (mt_tzfile_load ("x", path));
  g_unlink (path);
  g_assert_false (mt_tzfile_is_one (path));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/tzfile/sound", test_sound);
  g_test_add_func ("/tzfile/rule-goes-on", test_rule_goes_on);
  g_test_add_func ("/tzfile/unsound", test_unsound);
  g_test_add_func ("/tzfile/counts", test_counts);
  g_test_add_func ("/tzfile/hostile", test_hostile);
  g_test_add_func ("/tzfile/load", test_load);
  return g_test_run ();
}
