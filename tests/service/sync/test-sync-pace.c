/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * How long what failed is left alone.
 */
#include "config.h"

#include <glib/gstdio.h>

#include "service/sync/mt-sync-pace.h"

#define T0 G_GINT64_CONSTANT (1000000)
#define DAYS_LATER (T0 + G_GINT64_CONSTANT (1000000000))

/* Each time twice as long, a quarter more or less, and never beyond an hour and a quarter. */
static void
test_backoff (void)
{
  for (guint32 seed = 0; seed < 200; seed++)
    {
      g_autoptr (MtSyncPace) pace = mt_sync_pace_new (seed);
      gint64 expected_ms = MT_SYNC_PACE_FIRST_MS;

      for (guint i = 0; i < 12; i++)
        {
          const gint64 wait_ms = mt_sync_pace_fail (pace, "x", T0);

          g_assert_cmpint (wait_ms, >=, expected_ms * 3 / 4);
          g_assert_cmpint (wait_ms, <=, expected_ms * 5 / 4);
          g_assert_cmpint (mt_sync_pace_wait (pace, "x", T0), ==, wait_ms);
          g_assert_cmpint (mt_sync_pace_wait (pace, "x", T0 + wait_ms - 1), ==, 1);
          g_assert_cmpint (mt_sync_pace_wait (pace, "x", T0 + wait_ms), ==, 0);
          expected_ms = MIN (expected_ms * 2, MT_SYNC_PACE_LAST_MS);
        }
      g_assert_cmpint (mt_sync_pace_wait (pace, "y", T0), ==, 0);
      mt_sync_pace_succeed (pace, "x");
      g_assert_cmpint (mt_sync_pace_wait (pace, "x", T0), ==, 0);
      g_assert_cmpint (mt_sync_pace_fail (pace, "x", T0), <=, MT_SYNC_PACE_FIRST_MS * 5 / 4);
    }
}

/* Clients that failed together do not come back together. */
static void
test_jitter (void)
{
  g_autoptr (GHashTable) waits = g_hash_table_new (g_direct_hash, g_direct_equal);

  for (guint32 seed = 0; seed < 50; seed++)
    {
      g_autoptr (MtSyncPace) pace = mt_sync_pace_new (seed);

      g_hash_table_add (waits, GINT_TO_POINTER ((gint) mt_sync_pace_fail (pace, "x", T0)));
    }
  g_assert_cmpuint (g_hash_table_size (waits), >, 40);
}

/* A user may hurry what failed, not what a server asked for. */
static void
test_hold (void)
{
  g_autoptr (MtSyncPace) pace = mt_sync_pace_new (1);

  mt_sync_pace_fail (pace, "failed", T0);
  mt_sync_pace_hold (pace, "held", T0, 90);
  mt_sync_pace_fail (pace, "held", T0);
  mt_sync_pace_hurry (pace);
  g_assert_cmpint (mt_sync_pace_wait (pace, "failed", T0), ==, 0);
  g_assert_cmpint (mt_sync_pace_wait (pace, "held", T0), ==, 90 * 1000);

  mt_sync_pace_hold (pace, "held", T0, -5);
  g_assert_cmpint (mt_sync_pace_wait (pace, "held", T0), ==, 1000);
  mt_sync_pace_hold (pace, "held", T0, G_MAXINT64);
  g_assert_cmpint (mt_sync_pace_wait (pace, "held", T0), ==, 24 * 60 * 60 * 1000);
}

/* Another process is held, too, and only for as long; nothing of it stays behind. */
static void
test_kept (void)
{
  g_autofree char *path = g_build_filename (g_get_user_data_dir (), "waits.ini", NULL);
  g_autoptr (MtSyncPace) first = mt_sync_pace_new (1);
  g_autoptr (MtSyncPace) second = mt_sync_pace_new (2);
  g_autoptr (MtSyncPace) third = mt_sync_pace_new (3);
  const char *key = "https://[::1]:8443 = who \303\244";

  g_assert_cmpint (g_mkdir_with_parents (g_get_user_data_dir (), 0700), ==, 0);
  mt_sync_pace_hold (first, key, DAYS_LATER, 90);
  mt_sync_pace_hold (first, "hours of ana", DAYS_LATER, 90);
  mt_sync_pace_fail (first, "http://failed", DAYS_LATER);
  mt_sync_pace_save (first, path, "boot", DAYS_LATER);
  mt_sync_pace_load (second, path, "boot", DAYS_LATER + 30);
  g_assert_cmpint (mt_sync_pace_wait (second, key, DAYS_LATER + 30), ==, 90 * 1000 - 30);
  g_assert_cmpint (mt_sync_pace_wait (second, "http://failed", DAYS_LATER + 30), ==, 0);
  g_assert_cmpint (mt_sync_pace_wait (second, "hours of ana", DAYS_LATER + 30), ==, 0);

  mt_sync_pace_load (third, path, "another", DAYS_LATER);
  g_assert_cmpint (mt_sync_pace_wait (third, key, DAYS_LATER), ==, 0);
  mt_sync_pace_load (third, path, "boot", DAYS_LATER - 25 * 60 * 60 * 1000);
  g_assert_cmpint (mt_sync_pace_wait (third, key, DAYS_LATER - 25 * 60 * 60 * 1000), ==,
                   24 * 60 * 60 * 1000);

  mt_sync_pace_save (second, path, "boot", DAYS_LATER + 90 * 1000);
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
  mt_sync_pace_load (second, path, "boot", DAYS_LATER);
  g_assert_true (g_file_set_contents (path, "[held]\nx=y\n=", -1, NULL));
  mt_sync_pace_load (second, path, "boot", DAYS_LATER);
  g_assert_cmpint (mt_sync_pace_wait (second, "x", DAYS_LATER), ==, 0);
}

static void
test_clock (void)
{
  const gint64 first = mt_sync_pace_read_clock ();

  g_assert_cmpint (first, >=, g_get_monotonic_time () / 1000 - 1000);
  g_assert_cmpint (mt_sync_pace_read_clock (), >=, first);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/sync-pace/backoff", test_backoff);
  g_test_add_func ("/sync-pace/jitter", test_jitter);
  g_test_add_func ("/sync-pace/hold", test_hold);
  g_test_add_func ("/sync-pace/kept", test_kept);
  g_test_add_func ("/sync-pace/clock", test_clock);

  return g_test_run ();
}
