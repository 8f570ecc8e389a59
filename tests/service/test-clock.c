/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtClock: on the minute, over jumps of the clock, and silent when nobody looks.
 */
#include "config.h"

#include "service/mt-clock-private.h"

#define S ((gint64) G_USEC_PER_SEC)

static gint64
read_injected (gpointer now_us)
{
  return *(gint64 *) now_us;
}

static void
count_cb (gpointer object, GParamSpec *pspec, gpointer count)
{
  (*(guint *) count)++;
}

static void
test_alignment (void)
{
  static const gint64 rows[][2] = {
    { 0, 60 },
    { 1, 60 },
    { 60 * S - 1, 60 },
    { 60 * S, 120 },
    { 1795530120 * S, 1795530180 },
    { 1795530179 * S + S - 1, 1795530180 },
    { -1, 0 },
    { -60 * S, 0 },
    { -60 * S - 1, -60 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    g_assert_cmpint (mt_clock_next_minute (rows[i][0]), ==, rows[i][1]);
}

static void
test_minutes (void)
{
  gint64 now_us = 1795530120 * S + 5 * S;
  g_autoptr (MtClock) clock = mt_clock_new_with_source (read_injected, &now_us);
  guint n = 0;

  g_signal_connect (clock, "notify::now", G_CALLBACK (count_cb), &n);
  g_assert_cmpint (mt_clock_get_now (clock), ==, 1795530120);

  now_us += 54 * S;
  mt_clock_update (clock);
  g_assert_cmpuint (n, ==, 0);
  now_us += S;
  mt_clock_update (clock);
  g_assert_cmpuint (n, ==, 1);
  g_assert_cmpint (mt_clock_get_now (clock), ==, 1795530180);

  /* A night's sleep, and a clock that was an hour fast. */
  now_us += 8 * 3600 * S;
  mt_clock_update (clock);
  g_assert_cmpint (mt_clock_get_now (clock), ==, 1795530180 + 8 * 3600);
  now_us -= 3600 * S;
  mt_clock_update (clock);
  g_assert_cmpint (mt_clock_get_now (clock), ==, 1795530180 + 7 * 3600);
  g_assert_cmpuint (n, ==, 3);
}

static void
test_hidden (void)
{
  gint64 now_us = 1795530120 * S;
  g_autoptr (MtClock) clock = mt_clock_new_with_source (read_injected, &now_us);
  guint n = 0;

  g_signal_connect (clock, "notify::now", G_CALLBACK (count_cb), &n);
  mt_clock_set_running (clock, FALSE);
  now_us += 600 * S;
  mt_clock_set_running (clock, FALSE);
  g_assert_cmpuint (n, ==, 0);
  mt_clock_set_running (clock, TRUE);
  g_assert_cmpuint (n, ==, 1);
  g_assert_cmpint (mt_clock_get_now (clock), ==, 1795530720);
}

static gboolean
give_up_cb (gpointer over)
{
  *(gboolean *) over = TRUE;

  return G_SOURCE_REMOVE;
}

/* The kernel's timer: armed for a minute that is over already it fires at once, again and again
 * as the injected clock stands; a clock that is hidden never does. */
static void
test_timer (void)
{
  gint64 now_us = 60 * S;
  MtClock *clock = mt_clock_new_with_source (read_injected, &now_us);
  gboolean over = FALSE;
  guint n = 0;

  g_signal_connect (clock, "notify::now", G_CALLBACK (count_cb), &n);
  now_us += 60 * S;
  g_timeout_add_seconds (120, give_up_cb, &over);
  while (n == 0 && !over)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpuint (n, ==, 1);
  g_assert_cmpint (mt_clock_get_now (clock), ==, 120);

  mt_clock_set_running (clock, FALSE);
  now_us += 60 * S;
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_cmpuint (n, ==, 1);
  g_assert_finalize_object (clock);
}

static void
test_fixed (void)
{
  g_autoptr (MtClock) clock = mt_clock_new_fixed (1795530125);

  mt_clock_update (clock);
  mt_clock_set_running (clock, FALSE);
  mt_clock_set_running (clock, TRUE);
  g_assert_cmpint (mt_clock_get_now (clock), ==, 1795530125);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/clock/alignment", test_alignment);
  g_test_add_func ("/clock/minutes", test_minutes);
  g_test_add_func ("/clock/hidden", test_hidden);
  g_test_add_func ("/clock/timer", test_timer);
  g_test_add_func ("/clock/fixed", test_fixed);

  return g_test_run ();
}
