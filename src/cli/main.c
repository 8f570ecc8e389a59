/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * meantimectl: what Meantime knows, without a display.
 */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "cli/mt-answer.h"
#include "cli/mt-command.h"
#include "service/mt-locale.h"

static gboolean
terminal_has_colour (void)
{
  const char *no_colour = g_getenv ("NO_COLOR");

  return isatty (STDOUT_FILENO) && (no_colour == NULL || *no_colour == '\0') &&
         g_strcmp0 (g_getenv ("TERM"), "dumb") != 0;
}

/* The command line without the words that name the command. */
static char **
without_command (char **arguments, guint at, guint n_used)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  for (guint i = 0; arguments[i] != NULL; i++)
    if (i < at || i >= at + n_used)
      g_strv_builder_add (builder, arguments[i]);
  return g_strv_builder_end (builder);
}

static gboolean
find_command (MtCli *cli, char **words, guint *n_used, GError **error)
{
  *n_used = 0;
  if (words[0] == NULL)
    return TRUE;
  cli->command = mt_command_find ((const char *const *) words, n_used);
  if (cli->command == NULL)
    return mt_cli_usage (error, words[0], _ ("there is no such command; see meantimectl --help"));
  if (cli->command->run == NULL)
    return mt_cli_usage (error, cli->command->name,
                         _ ("this command comes with a later version; see meantimectl --help"));
  return TRUE;
}

static gboolean
parse (MtCli *cli, char **arguments, GError **error)
{
  g_auto (GStrv) rest = NULL;
  g_autoptr (GError) why = NULL;
  guint at = mt_options_find_command (arguments);
  guint n_used;

  if (!find_command (cli, arguments + at, &n_used, error))
    return FALSE;
  rest = without_command (arguments, at, n_used);
  if (mt_options_parse (&cli->options, rest, cli->command != NULL ? cli->command->options : 0,
                        &why))
    return TRUE;
  return mt_cli_usage (error, cli->command != NULL ? cli->command->name : "meantimectl",
                       _ ("%s; see --help"), why->message);
}

static gboolean
check_words (const MtCli *cli, GError **error)
{
  guint n = cli->options.words != NULL ? g_strv_length (cli->options.words) : 0;

  if (n < cli->command->min_words)
    return mt_cli_usage (error, cli->command->name, _ ("%s is missing; see meantimectl %s --help"),
                         cli->command->arguments, cli->command->name);
  if (n > cli->command->max_words)
    return mt_cli_usage (error, cli->command->name,
                         _ ("“%s” is too much; see meantimectl %s --help"),
                         cli->options.words[cli->command->max_words], cli->command->name);
  return TRUE;
}

static void
show_help (MtCli *cli)
{
  const MtCommand *command = cli->command;
  g_autofree char *usage = NULL;
  g_autofree char *description = NULL;
  g_autofree char *text = NULL;

  if (command == NULL)
    {
      usage = g_strdup (_ ("COMMAND"));
      description = mt_command_list ();
    }
  else
    {
      usage = g_strjoin (" ", command->name, command->arguments, NULL);
      description = g_strconcat (_ (command->summary), ".", NULL);
    }
  text = mt_options_help (usage, command != NULL ? command->options : 0, description);
  g_string_append (cli->out, text);
}

static gboolean
run (MtCli *cli, GError **error)
{
  if (cli->options.help)
    {
      show_help (cli);
      return TRUE;
    }
  if (cli->options.version)
    {
      g_string_append (cli->out, "meantimectl " PACKAGE_VERSION "\n");
      return TRUE;
    }
  if (cli->command == NULL)
    return mt_cli_usage (error, "meantimectl", _ ("a command is missing; see meantimectl --help"));
  return check_words (cli, error) && mt_cli_start (cli, error) && cli->command->run (cli, error);
}

static gboolean
is_for_people (const MtCli *cli)
{
  return !cli->options.json &&
         (cli->options.format == NULL || g_str_equal (cli->options.format, "text"));
}

/* Exit status: 2 when the command or an input file is wrong, 1 when something failed. An error
 * without words has been explained already. */
static int
say (const GError *error)
{
  if (*error->message != '\0')
    mt_cli_warn (error->message);
  return g_error_matches (error, MT_CLI_ERROR, MT_CLI_ERROR_USAGE) ? 2 : 1;
}

/* What the desktop's settings would have said of 12 or 24 hours is then read from the locale: where
 * dconf has no place of its own there is nothing to tell, least of all in its own words. */
static GLogWriterOutput
write_log (GLogLevelFlags level, const GLogField *fields, gsize n_fields, gpointer user_data)
{
  for (gsize i = 0; i < n_fields; i++)
    if (g_str_equal (fields[i].key, "GLIB_DOMAIN") && g_strcmp0 (fields[i].value, "dconf") == 0)
      return G_LOG_WRITER_HANDLED;
  return g_log_writer_default (level, fields, n_fields, user_data);
}

int
main (int argc, char **argv)
{
  MtCli cli = { 0 };
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) print_error = NULL;
  int status = 0;

  mt_locale_init ();
  signal (SIGPIPE,
          SIG_IGN); /* a reader that leaves is an error of writing, and the sample is removed */
  g_log_set_writer_func (write_log, NULL, NULL);
  cli.out = g_string_new (NULL);
  cli.colour = terminal_has_colour ();
  if (!parse (&cli, argv + MIN (argc, 1), &error) || !run (&cli, &error))
    status = say (error);
  if (!mt_answer_print (cli.out->str, cli.out->len, is_for_people (&cli), &print_error))
    {
      int print_status = say (print_error);
      status = MAX (status, print_status);
    }
  mt_cli_clear (&cli);
  return status;
}
