/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * What one move of the time slider costs below the window: a session of 200 people, moved over a
 * day by the quarter hour. A frame has 16 ms, and most of them belong to the display.
 */
#include <glib/gstdio.h>
#include <time.h>

#include "service/mt-session.h"

#define PEOPLE 200
#define STEPS 96
#define STEP_S (15 * 60)
#define NOW 1795530120 /* Tuesday 2026-11-24 */

static void
write_team (const char *path)
{
  static const char *const zones[] = { "Pacific/Honolulu", "America/New_York", "Europe/Madrid",
                                       "Asia/Kolkata", "Pacific/Auckland" };
  g_autoptr (GString) text = g_string_new ("{ \"version\": 1, \"name\": \"Sample\", \"people\": [");

  for (guint i = 0; i < PEOPLE; i++)
    g_string_append_printf (text,
                            "%s{ \"id\": \"p%u\", \"name\": \"Person %u\", \"timezone\": \"%s\" }",
                            i > 0 ? "," : "", i, i, zones[i % G_N_ELEMENTS (zones)]);
  g_string_append (text, "] }");
  g_assert_true (g_file_set_contents (path, text->str, -1, NULL));
}

static void
opened_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_assert_true (mt_session_open_finish (MT_SESSION (source), result, NULL));
}

static void
open_and_wait (MtSession *session, const char *path)
{
  gboolean loading = TRUE;

  mt_session_open_async (session, path, "p0", TRUE, NULL, opened_cb, NULL);
  while (loading)
    {
      g_main_context_iteration (NULL, TRUE);
      g_object_get (session, "loading", &loading, NULL);
    }
}

/* Of this thread alone: others of a busy machine must not count. */
static gint64
get_cpu_us (void)
{
  struct timespec spent;

  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &spent);
  return (gint64) spent.tv_sec * G_USEC_PER_SEC + spent.tv_nsec / 1000;
}

static int
compare (gconstpointer a, gconstpointer b)
{
  return *(const gint64 *) a < *(const gint64 *) b ? -1 : *(const gint64 *) a > *(const gint64 *) b;
}

int
main (int argc, char **argv)
{
  g_autofree char *folder = g_dir_make_tmp ("meantime-bench-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "team.json", NULL);
  g_autoptr (MtTzdata) tzdata = mt_tzdata_new (NULL);
  g_autoptr (MtClock) clock = mt_clock_new_fixed (NOW);
  g_autoptr (MtSession) session = mt_session_new (tzdata, clock);
  gint64 took_us[STEPS];
  gint64 start;

  write_team (path);
  open_and_wait (session, path);
  start = mt_session_get_axis (session).start;
  for (guint i = 0; i < STEPS; i++)
    {
      const gint64 before = get_cpu_us ();

      mt_session_set_at (session, start + (gint64) i * STEP_S);
      took_us[i] = get_cpu_us () - before;
    }
  qsort (took_us, STEPS, sizeof (gint64), compare);
  g_print ("slider, %d people: %.2f ms CPU a move (median), %.2f ms at most (budget 16: %s)\n",
           PEOPLE, took_us[STEPS / 2] / 1e3, took_us[STEPS - 1] / 1e3,
           took_us[STEPS - 1] <= 16000 ? "kept" : "MISSED");
  g_unlink (path);
  g_rmdir (folder);
  return 0;
}
