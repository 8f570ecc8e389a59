/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * For which time it is known when people are busy.
 */
#include "config.h"

#include "service/sync/mt-sync-cover.h"

#define DAY (24 * 60 * 60)
#define SPAN(from, to) ((MtSpan){ (from) * (gint64) DAY, (to) * (gint64) DAY })

static void
test_span (void)
{
  static const struct
  {
    const char *name;
    MtSpan usual;
    MtSpan wanted;
    MtSpan asked;
  } rows[] = {
    { "nothing more", { 0, 40 }, { 0, 0 }, { 0, 40 } },
    { "within", { 0, 40 }, { 10, 20 }, { 0, 40 } },
    { "later", { 0, 40 }, { 30, 90 }, { 0, 90 } },
    { "before", { 0, 40 }, { -90, -80 }, { -90, 40 } },
    { "far away", { 0, 40 }, { 2000, 2010 }, { 2000, 2010 } },
    { "endless", { 0, 40 }, { 10, 5000 }, { 10, 810 } },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      MtSpan asked = mt_sync_cover_span (SPAN (rows[i].usual.start, rows[i].usual.end),
                                         SPAN (rows[i].wanted.start, rows[i].wanted.end));

      g_test_message ("%s", rows[i].name);
      g_assert_cmpint (asked.start, ==, rows[i].asked.start * DAY);
      g_assert_cmpint (asked.end, ==, rows[i].asked.end * DAY);
    }
}

static void
test_known (void)
{
  static const struct
  {
    const char *name;
    const char *kind;
    const char *ctag;
    gint64 failed_since;
    MtSpan window;
    gboolean known;
  } rows[] = {
    { "a calendar is for all times", "caldav", "0/1", 0, { 500, 510 }, TRUE },
    { "kept before there was a note of it", "freebusy", NULL, 0, { 500, 510 }, TRUE },
    { "not a note", "freebusy", "abc", 0, { 500, 510 }, TRUE },
    { "within", "freebusy", "0/8640000", 0, { 10, 90 }, TRUE },
    { "all of it", "freebusy", "0/8640000", 0, { 0, 100 }, TRUE },
    { "a week over the end", "freebusy", "0/8640000", 0, { 10, 107 }, TRUE },
    { "far over the end", "freebusy", "0/8640000", 0, { 10, 120 }, FALSE },
    { "far before it", "freebusy", "0/8640000", 0, { -20, 50 }, FALSE },
    { "over the end, and it cannot be asked", "freebusy", "0/8640000", 1, { 10, 120 }, TRUE },
    { "another time", "freebusy", "0/8640000", 0, { 100, 110 }, FALSE },
    { "another time, and it cannot be asked", "freebusy", "0/8640000", 1, { 200, 210 }, FALSE },
  };

  g_assert_true (mt_sync_cover_is_known (NULL, SPAN (0, 1)));
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      const MtStoreCollection known = { .kind = (char *) rows[i].kind,
                                        .ctag = (char *) rows[i].ctag,
                                        .failed_since = rows[i].failed_since };

      g_test_message ("%s", rows[i].name);
      g_assert_cmpint (
          mt_sync_cover_is_known (&known, SPAN (rows[i].window.start, rows[i].window.end)), ==,
          rows[i].known);
    }
}

static void
test_written (void)
{
  g_autofree char *text = mt_sync_cover_write (SPAN (-3, 100));
  const MtStoreCollection known = { .kind = (char *) "freebusy", .ctag = text };

  g_assert_true (mt_sync_cover_is_known (&known, SPAN (-3, 100)));
  g_assert_false (mt_sync_cover_is_known (&known, SPAN (100, 101)));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/cover/span", test_span);
  g_test_add_func ("/cover/known", test_known);
  g_test_add_func ("/cover/written", test_written);
  return g_test_run ();
}
