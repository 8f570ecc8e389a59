/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * Columns line up whatever stands in them.
 */
#include "config.h"

#include "cli/mt-table.h"

#include <string.h>

static void
test_width (void)
{
  static const struct
  {
    const char *text;
    guint width;
  } rows[] = {
    { "", 0 },          { "Ana", 3 },      { "São", 3 },
    { "Sa\u0303o", 3 }, /* combining */
    { "東京", 4 },      { "カタカナ", 8 }, { "ｶﾅ", 2 },
    { "한국", 4 },      { "a\u200Bb", 2 }, /* zero width space */ { "القاهرة", 7 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_test_message ("%s", rows[i].text);
      g_assert_cmpuint (mt_text_width (rows[i].text), ==, rows[i].width);
    }
}

static void
test_columns (void)
{
  g_autoptr (MtTable) table = mt_table_new (3, 0);
  g_autoptr (GString) out = g_string_new (NULL);

  mt_table_add (table, MT_INK_STRONG, "Yuki 田中");
  mt_table_add (table, MT_INK_DIM, "Tokyo");
  mt_table_add (table, MT_INK_PLAIN, "23:22");
  mt_table_add (table, MT_INK_STRONG, "Bo");
  mt_table_add (table, MT_INK_DIM, "London");
  mt_table_add (table, MT_INK_PLAIN, NULL);
  mt_table_print (table, out, FALSE);
  g_assert_cmpstr (out->str, ==, "Yuki 田中  Tokyo   23:22\nBo         London\n");
}

static void
test_empty_column (void)
{
  g_autoptr (MtTable) table = mt_table_new (3, 0);
  g_autoptr (GString) out = g_string_new (NULL);

  mt_table_add (table, MT_INK_PLAIN, "a");
  mt_table_add (table, MT_INK_PLAIN, "");
  mt_table_add (table, MT_INK_PLAIN, "c");
  mt_table_print (table, out, FALSE);
  g_assert_cmpstr (out->str, ==, "a  c\n");
}

static void
test_colour (void)
{
  g_autoptr (MtTable) table = mt_table_new (2, 0);
  g_autoptr (GString) out = g_string_new (NULL);

  mt_table_add (table, MT_INK_GOOD, "x");
  mt_table_add (table, MT_INK_PLAIN, "y");
  mt_table_print (table, out, TRUE);
  g_assert_cmpstr (out->str, ==, "\033[32mx\033[0m  y\n");
}

/* A title may hold what a terminal would obey. */
static void
test_foreign (void)
{
  g_autoptr (MtTable) table = mt_table_new (1, 0);
  g_autoptr (GString) out = g_string_new (NULL);

  mt_table_add (table, MT_INK_PLAIN, "a\033[2Jb\r\nc\a");
  mt_table_print (table, out, FALSE);
  g_assert_null (strchr (out->str, '\033'));
  g_assert_null (strchr (out->str, '\r'));
  g_assert_null (strchr (out->str, '\a'));
  g_assert_true (strchr (out->str, '\n') == out->str + out->len - 1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/cli/table/width", test_width);
  g_test_add_func ("/cli/table/columns", test_columns);
  g_test_add_func ("/cli/table/empty-column", test_empty_column);
  g_test_add_func ("/cli/table/colour", test_colour);
  g_test_add_func ("/cli/table/foreign", test_foreign);
  return g_test_run ();
}
