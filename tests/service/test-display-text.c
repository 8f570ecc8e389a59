/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * What foreign text looks like once it is fit to show.
 */
#include "config.h"

#include <string.h>

#include "service/mt-display-text.h"

#define FSI "\xE2\x81\xA8"
#define PDI "\xE2\x81\xA9"

static void
test_names_by_direction (void)
{
  g_autofree char *left = mt_display_name_in ("Auckland", FALSE);
  g_autofree char *right = mt_display_name_in ("Auckland", TRUE);
  g_autofree char *native = mt_display_name_in ("\u05D0\u05D1", TRUE);
  g_autofree char *empty = mt_display_name_in (" ", TRUE);

  g_assert_cmpstr (left, ==, "Auckland");
  g_assert_cmpstr (right, ==, "\u200F" FSI "Auckland" PDI);
  g_assert_cmpstr (native, ==, "\u200F" FSI "\u05D0\u05D1" PDI);
  g_assert_cmpstr (empty, ==, "");
}

/* For other programs: cleaned as a line is, and nothing put in. */
static void
test_plain (void)
{
  static const struct
  {
    const char *text;
    const char *expected;
  } rows[] = {
    { NULL, "" },
    { "Ana  Ruiz\n", "Ana Ruiz" },
    { "\u05D0\u05D1", "\u05D0\u05D1" },
    { "\u202E" FSI "\u05D0" PDI "\u200Fb", "\u05D0b" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *plain = mt_display_plain (rows[i].text);

      g_assert_cmpstr (plain, ==, rows[i].expected);
    }
}

static void
test_lines (void)
{
  static const struct
  {
    const char *name;
    const char *text;
    const char *expected;
  } rows[] = {
    { "nothing", NULL, "" },
    { "empty", "", "" },
    { "plain", "Ana Ruiz", "Ana Ruiz" },
    { "markup stays text", "<b>x</b> &amp;", "<b>x</b> &amp;" },
    { "white space", "  a \t\r\n b  ", "a b" },
    { "no-break and wide spaces", "a\u00A0\u3000b", "a b" },
    { "line separators",
      "a\u2028b\u2029c\xC2\x85"
      "d",
      "a b c d" },
    { "C0 controls", "a\x01\x1b[31mb\x7f", "a[31mb" },
    { "C1 controls",
      "a\xC2\x90"
      "b\xC2\x9F"
      "c",
      "abc" },
    { "invalid UTF-8",
      "a\xff\xfe"
      "b",
      "a\uFFFD\uFFFDb" },
    { "cut in a character", "caf\xc3", "caf\uFFFD" },
    { "overlong", "\xc0\xaf", "\uFFFD\uFFFD" },
    { "surrogate", "\xed\xa0\x80", "\uFFFD\uFFFD\uFFFD" },
    { "byte order mark", "\uFEFFa", "a" },
    { "zero width space", "a\u200Bb", "ab" },
    { "soft hyphen", "a\u00ADb", "ab" },
    { "joiner of a family", "\U0001F468\u200D\U0001F469", "\U0001F468\u200D\U0001F469" },
    { "joiner first", "\u200Da", "a" },
    { "Hebrew is isolated", "\u05D0\u05D1", FSI "\u05D0\u05D1" PDI },
    { "Arabic in Latin", "a \u0627 b", FSI "a \u0627 b" PDI },
    { "override", "abc\u202Etxt.exe", "abctxt.exe" },
    { "marks of direction", "a\u200E\u200F\u061Cb", "ab" },
    { "isolate left open", "a\u2066b", "ab" },
    { "isolate closed too often", "a\u2069b", "ab" },
    { "marks", "e\u0301", "e\u0301" },
    { "a tower of marks", "e\u0301\u0302\u0303\u0304\u0305\u0306x", "e\u0301\u0302\u0303\u0304x" },
    { "a mark alone", "\u0301a", "a" },
    { "interlinear", "a\uFFF9b\uFFFBc\uFFFC", "abc" },
    { "flag tags", "\U0001F3F4\U000E0067\U000E007F", "\U0001F3F4\U000E0067\U000E007F" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *shown = mt_display_line (rows[i].text);

      g_test_message ("%s", rows[i].name);
      g_assert_cmpstr (shown, ==, rows[i].expected);
      g_assert_true (g_utf8_validate (shown, -1, NULL));
    }
}

static void
test_text (void)
{
  g_autofree char *shown = mt_display_text ("Done: a\r\n\r\nNext:  b\n");
  g_autofree char *separated = mt_display_text ("a\u2028b");

  g_assert_cmpstr (shown, ==, "Done: a\n\nNext: b\n");
  g_assert_cmpstr (separated, ==, "a\nb");
}

static void
test_length (void)
{
  g_autofree char *long_text = g_strnfill (100000, 'x');
  g_autofree char *fits = g_strnfill (MT_DISPLAY_GRAPHEMES, 'x');
  g_autofree char *cut = mt_display_line (long_text);
  g_autofree char *same = mt_display_line (fits);
  GString *marked = g_string_new (NULL);
  g_autofree char *shown = NULL;

  g_assert_cmpint (g_utf8_strlen (cut, -1), ==, MT_DISPLAY_GRAPHEMES + 1);
  g_assert_true (g_str_has_suffix (cut, "x\u2026"));
  g_assert_cmpstr (same, ==, fits);

  /* Marks are part of what they stand on. */
  for (guint i = 0; i < 600; i++)
    g_string_append (marked, "e\u0301");
  shown = mt_display_line (marked->str);
  g_assert_cmpint (g_utf8_strlen (shown, -1), ==, 2 * MT_DISPLAY_GRAPHEMES + 1);
  g_string_free (marked, TRUE);
}

/* Whatever bytes come: valid, bounded, without controls, and the same when shown again. */
static void
test_noise (void)
{
  for (guint round = 0; round < 20000; round++)
    {
      char bytes[65] = { 0 };
      const guint length = g_test_rand_int_range (0, 64);
      g_autofree char *shown = NULL;
      g_autofree char *initials = NULL;
      gint depth = 0;

      for (guint i = 0; i < length; i++)
        bytes[i] = (char) g_test_rand_int_range (1, 256);
      shown = mt_display_line (bytes);
      initials = mt_display_initials (bytes);

      g_assert_true (g_utf8_validate (shown, -1, NULL));
      g_assert_true (g_utf8_validate (initials, -1, NULL));
      for (const char *p = shown; *p != '\0'; p = g_utf8_next_char (p))
        {
          const gunichar c = g_utf8_get_char (p);

          g_assert_false (g_unichar_iscntrl (c));
          depth += c == 0x2068 ? 1 : c == 0x2069 ? -1 : 0;
          g_assert_cmpint (depth, >=, 0);
        }
      g_assert_cmpint (depth, ==, 0);
    }
}

static void
test_initials (void)
{
  static const char *const rows[][2] = {
    { "Ana Ruiz", "AR" },
    { "ana", "A" },
    { "Jean-Luc de la Tour", "JT" },
    { "  bo   lind ", "BL" },
    { "Bo (London)", "BL" },
    { "", "?" },
    { "\u202E", "?" },
    { "!!", "?" },
    { "\u5F35\u5049", "\u5F35" },
    { "e\u0301mile zola", "E\u0301Z" },
    { "\u05D0\u05D1 \u05D2", "\u05D0\u05D2" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *initials = mt_display_initials (rows[i][0]);

      g_test_message ("%s", rows[i][0]);
      g_assert_cmpstr (initials, ==, rows[i][1]);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/service/display-text/by-direction", test_names_by_direction);
  g_test_add_func ("/service/display-text/plain", test_plain);
  g_test_add_func ("/display-text/lines", test_lines);
  g_test_add_func ("/display-text/text", test_text);
  g_test_add_func ("/display-text/length", test_length);
  g_test_add_func ("/display-text/noise", test_noise);
  g_test_add_func ("/display-text/initials", test_initials);

  return g_test_run ();
}
