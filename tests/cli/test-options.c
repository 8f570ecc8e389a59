/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * Options stand before and after the command; each command takes its own.
 */
#include "config.h"

#include "cli/mt-command.h"

#include <string.h>

static void
test_find_command (void)
{
  static const struct
  {
    const char *line;
    guint at;
    const char *command; /* NULL: none of that name */
    guint n_used;
  } rows[] = {
    { "who", 0, "who", 1 },
    { "--json who", 1, "who", 1 },
    { "--team who who", 2, "who", 1 },
    { "--team=who busy", 1, "busy", 1 },
    { "-t x --at y --me z --demo overlap", 7, "overlap", 1 },
    { "team check file", 0, "team check", 2 },
    { "team", 0, NULL, 0 },
    { "team checks", 0, NULL, 0 },
    { "whom", 0, NULL, 0 },
    { "wh", 0, NULL, 0 },
    { "update", 0, NULL, 0 },
    { "update post", 0, "update post", 2 },
    { "task move x y", 0, "task move", 2 },
    { "updates", 0, "updates", 1 },
    { "plan --length 45m", 0, "plan", 1 },
    { "- who", 0, NULL, 0 },
    { "--json", 1, NULL, 0 },
    { "--team", 1, NULL, 0 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_auto (GStrv) words = g_strsplit (rows[i].line, " ", -1);
      guint at = mt_options_find_command (words), n_used = 0;
      const MtCommand *command = NULL;

      g_test_message ("%s", rows[i].line);
      g_assert_cmpuint (at, ==, rows[i].at);
      if (words[at] != NULL)
        command = mt_command_find ((const char *const *) words + at, &n_used);
      g_assert_cmpstr (command != NULL ? command->name : NULL, ==, rows[i].command);
      g_assert_cmpuint (n_used, ==, rows[i].n_used);
    }
}

static gboolean
parse (MtOptions *options, const char *line, guint flags)
{
  g_auto (GStrv) words = g_strsplit (line, " ", -1);
  g_autoptr (GError) error = NULL;

  mt_options_clear (options);
  *options = (MtOptions){ 0 };
  return mt_options_parse (options, words, flags, &error);
}

static void
test_parse (void)
{
  MtOptions options = { 0 };

  g_assert_true (
      parse (&options, "--days 3 --json a b --people x,y", MT_OPTION_DAYS | MT_OPTION_PEOPLE));
  g_assert_cmpstr (options.days, ==, "3");
  g_assert_cmpstr (options.people, ==, "x,y");
  g_assert_true (options.json);
  g_assert_cmpuint (g_strv_length (options.words), ==, 2);

  /* Another command's option, an unknown one, one without its value. */
  g_assert_false (parse (&options, "--days 3", 0));
  g_assert_false (parse (&options, "--nonsense", 0));
  g_assert_false (parse (&options, "--at", 0));

  /* What looks like an option is a word behind "--"; a value may be anything. */
  g_assert_true (parse (&options, "-- --json", 0));
  g_assert_false (options.json);
  g_assert_true (parse (&options, "--days -3", MT_OPTION_DAYS));
  g_assert_cmpstr (options.days, ==, "-3");
  mt_options_clear (&options);
}

static void
test_help (void)
{
  g_autofree char *help = mt_options_help ("overlap", MT_OPTION_FROM | MT_OPTION_FORMAT, "About.");

  g_assert_nonnull (strstr (help, "--from"));
  g_assert_nonnull (strstr (help, "--format"));
  g_assert_nonnull (strstr (help, "--team"));
  g_assert_nonnull (strstr (help, "About."));
  g_assert_null (strstr (help, "--channel"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/cli/options/find-command", test_find_command);
  g_test_add_func ("/cli/options/parse", test_parse);
  g_test_add_func ("/cli/options/help", test_help);
  return g_test_run ();
}
