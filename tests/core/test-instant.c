/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * Instants and lengths as text.
 */
#include "core/mt-instant.h"

typedef struct
{
  const char *name;
  const char *text;
  gint64 instant;
} InstantRow;

static const InstantRow good_instants[] = {
  { "utc", "2026-11-24T14:22:00Z", 1795530120 },
  { "east", "2026-11-24T15:22:00+01:00", 1795530120 },
  { "west", "2026-11-24T04:52:00-09:30", 1795530120 },
  { "small-letters", "2026-11-24t14:22:00z", 1795530120 },
  { "offset-over-the-day", "2026-11-25T14:21:00+23:59", 1795530120 },
  { "unknown-local-offset", "2026-11-24T14:22:00-00:00", 1795530120 },
  { "fraction", "2026-11-24T14:22:00.9Z", 1795530120 },
  { "long-fraction", "2026-11-24T14:22:00.999999999999999999999Z", 1795530120 },
  { "fraction-before-1970", "1969-12-31T23:59:59.75Z", -1 },
  { "leap-second", "2016-12-31T23:59:60Z", 1483228800 },
  { "leap-second-elsewhere", "2017-01-01T05:29:60+05:30", 1483228800 },
  { "leap-second-fraction", "2016-12-31T23:59:60.5Z", 1483228800 },
  { "leap-day", "2024-02-29T00:00:00Z", 1709164800 },
  { "first", "1600-01-01T00:00:00Z", -11676096000 },
  { "last", "2199-12-31T23:59:59Z", 7258118399 },
  { "last-by-offset", "2200-01-01T00:59:59+01:00", 7258118399 },
};

static const InstantRow bad_instants[] = {
  { "empty", "", 0 },
  { "date-only", "2026-11-24", 0 },
  { "no-offset", "2026-11-24T14:22:00", 0 },
  { "no-seconds", "2026-11-24T14:22Z", 0 },
  { "space", "2026-11-24 14:22:00Z", 0 },
  { "offset-without-colon", "2026-11-24T14:22:00+0100", 0 },
  { "offset-hours-only", "2026-11-24T14:22:00+01", 0 },
  { "offset-24", "2026-11-24T14:22:00+24:00", 0 },
  { "offset-60-minutes", "2026-11-24T14:22:00+01:60", 0 },
  { "offset-seconds", "2026-11-24T14:22:00+01:00:30", 0 },
  { "hour-24", "2026-11-24T24:00:00Z", 0 },
  { "minute-60", "2026-11-24T14:60:00Z", 0 },
  { "second-61", "2026-11-24T14:22:61Z", 0 },
  { "second-60-at-noon", "2026-11-24T12:00:60Z", 0 },
  { "second-60-local-midnight", "2026-11-24T23:59:60+01:00", 0 },
  { "month-13", "2026-13-01T00:00:00Z", 0 },
  { "day-0", "2026-11-00T00:00:00Z", 0 },
  { "no-leap-day", "2026-02-29T00:00:00Z", 0 },
  { "no-leap-day-1900", "1900-02-29T00:00:00Z", 0 },
  { "bare-point", "2026-11-24T14:22:00.Z", 0 },
  { "comma", "2026-11-24T14:22:00,5Z", 0 },
  { "trailing", "2026-11-24T14:22:00Z ", 0 },
  { "leading", " 2026-11-24T14:22:00Z", 0 },
  { "twice", "2026-11-24T14:22:00ZZ", 0 },
  { "basic-format", "20261124T142200Z", 0 },
  { "sign-in-digits", "2026-11-24T+1:22:00Z", 0 },
  { "short-year", "226-11-24T14:22:00Z", 0 },
  { "long-year", "12026-11-24T14:22:00Z", 0 },
  { "arabic-digits", "٢٠٢٦-11-24T14:22:00Z", 0 },
  { "before-1600", "1599-12-31T23:59:59Z", 0 },
  { "before-1600-by-offset", "1600-01-01T00:00:00+00:01", 0 },
  { "from-2200", "2200-01-01T00:00:00Z", 0 },
};

static void
test_parse_good (gconstpointer data)
{
  const InstantRow *row = data;
  gint64 instant = G_MININT64;
  g_assert_true (mt_instant_parse (row->text, &instant));
  g_assert_cmpint (instant, ==, row->instant);
}

static void
test_parse_bad (gconstpointer data)
{
  const InstantRow *row = data;
  gint64 instant = 42;
  g_assert_false (mt_instant_parse (row->text, &instant));
  g_assert_cmpint (instant, ==, 42);
}

/* Every cut of a good text is bad: nothing is read past its end. */
static void
test_parse_prefixes (void)
{
  const char *text = "2026-11-24T15:22:00.25+01:00";
  gint64 instant;
  for (gsize n = 0; n < strlen (text); n++)
    {
      g_autofree char *cut = g_strndup (text, n);
      g_assert_false (mt_instant_parse (cut, &instant));
    }
  g_assert_true (mt_instant_parse (text, &instant));
}

static const struct
{
  const char *name;
  gint64 instant;
  gint32 offset_s;
  const char *local;
} local_rows[] = {
  { "east", 1795530120, 3600, "2026-11-24T15:22:00+01:00" },
  { "west", 1795530120, -34200, "2026-11-24T04:52:00-09:30" },
  { "utc-is-numeric", 1795530120, 0, "2026-11-24T14:22:00+00:00" },
  { "chatham", 1795530120, 49500, "2026-11-25T04:07:00+13:45" },
  { "before-1970", -1, 3600, "1970-01-01T00:59:59+01:00" },
  { "seconds-rounded-down", 0, 3208, "1970-01-01T00:53:00+00:53" },
  { "seconds-rounded-up", 0, -2670, "1969-12-31T23:15:00-00:45" },
  { "under-half-a-minute", 0, -20, "1970-01-01T00:00:00+00:00" },
};

static void
test_format_local (gconstpointer data)
{
  guint i = GPOINTER_TO_UINT (data);
  g_autofree char *text = mt_instant_format_local (local_rows[i].instant, local_rows[i].offset_s);
  gint64 back;

  g_assert_cmpstr (text, ==, local_rows[i].local);
  g_assert_true (mt_instant_parse (text, &back));
  g_assert_cmpint (back, ==, local_rows[i].instant);
}

static void
test_format_utc (void)
{
  for (guint i = 0; i < 1000; i++)
    {
      gint64 back, instant = (gint64) g_test_rand_double_range (-11676096000.0, 7258118399.0);
      g_autofree char *text = mt_instant_format_utc (instant);
      g_assert_cmpuint (strlen (text), ==, strlen ("2026-11-24T14:22:00Z"));
      g_assert_true (mt_instant_parse (text, &back));
      g_assert_cmpint (back, ==, instant);
    }
}

static const struct
{
  const char *text;
  gint64 length_s; /* -1: refused */
  const char *format;
} length_rows[] = {
  { "24h", 86400, "1d" },
  { "8h", 28800, "8h" },
  { "1d4h30m", 102600, "1d4h30m" },
  { "1d30m", 88200, "1d30m" },
  { "90m", 5400, "1h30m" },
  { "0m", 0, "0m" },
  { "0d0h0m", 0, "0m" },
  { "007h", 25200, "7h" },
  { "36525d", 3155760000, "36525d" },
  { "36525d1m", -1, NULL },
  { "36526d", -1, NULL },
  { "99999999999999999999999d", -1, NULL },
  { "18446744073709551616m", -1, NULL },
  { "", -1, NULL },
  { "8", -1, NULL },
  { "h", -1, NULL },
  { "8 h", -1, NULL },
  { " 8h", -1, NULL },
  { "8h ", -1, NULL },
  { "8H", -1, NULL },
  { "-8h", -1, NULL },
  { "+8h", -1, NULL },
  { "1.5h", -1, NULL },
  { "8h1d", -1, NULL },
  { "1h2h", -1, NULL },
  { "1dd", -1, NULL },
  { "1w", -1, NULL },
  { "30s", -1, NULL },
  { "PT8H", -1, NULL },
};

static void
test_lengths (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (length_rows); i++)
    {
      gint64 length_s = -1;
      g_test_message ("length '%s'", length_rows[i].text);
      gboolean read = mt_length_parse (length_rows[i].text, &length_s);
      g_assert_cmpint (read, ==, length_rows[i].length_s >= 0);
      g_assert_cmpint (length_s, ==, length_rows[i].length_s);
      if (!read)
        continue;
      g_autofree char *text = mt_length_format (length_s);
      g_assert_cmpstr (text, ==, length_rows[i].format);
    }
}

static void
add_rows (const char *prefix, const InstantRow *rows, guint n, GTestDataFunc test)
{
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *path = g_strconcat (prefix, rows[i].name, NULL);
      g_test_add_data_func (path, &rows[i], test);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  add_rows ("/instant/good/", good_instants, G_N_ELEMENTS (good_instants), test_parse_good);
  add_rows ("/instant/bad/", bad_instants, G_N_ELEMENTS (bad_instants), test_parse_bad);
  g_test_add_func ("/instant/prefixes", test_parse_prefixes);
  for (guint i = 0; i < G_N_ELEMENTS (local_rows); i++)
    {
      g_autofree char *path = g_strconcat ("/instant/local/", local_rows[i].name, NULL);
      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_format_local);
    }
  g_test_add_func ("/instant/utc-and-back", test_format_utc);
  g_test_add_func ("/length/table", test_lengths);
  return g_test_run ();
}
