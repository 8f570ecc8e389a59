/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * `meantimectl team check`: every problem of a team file, as FILE:LINE:COLUMN: what is wrong.
 */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "cli/mt-answer.h"
#include "cli/mt-command.h"

static void
answer_json (MtCli *cli, const GPtrArray *problems)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "problems");
  json_builder_begin_array (builder);
  for (guint i = 0; i < problems->len; i++)
    {
      const MtProblem *problem = g_ptr_array_index (problems, i);

      json_builder_begin_object (builder);
      mt_json_string (builder, "severity",
                      problem->severity == MT_SEVERITY_ERROR ? "error" : "warning");
      mt_json_int (builder, "line", problem->line);
      mt_json_int (builder, "column", problem->column);
      mt_json_string (builder, "message", problem->message);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
  json_builder_end_object (builder);
  mt_answer_json (cli, builder);
}

/* Compilers and editors know this form. A file that could not be read has no line. */
static void
answer_text (MtCli *cli, const GPtrArray *problems)
{
  /* The folder of the sample is another one each time; the answer is not. */
  g_autofree char *path = mt_cli_plain (cli->options.demo ? "team.json" : cli->team_path);

  for (guint i = 0; i < problems->len; i++)
    {
      const MtProblem *problem = g_ptr_array_index (problems, i);
      const char *severity =
          problem->severity == MT_SEVERITY_WARNING ? C_ ("severity", "warning: ") : "";

      g_string_append_printf (cli->out, "%s:%u:%u: %s%s\n", path, MAX (problem->line, 1),
                              MAX (problem->column, 1), severity, problem->message);
    }
  if (problems->len == 0)
    g_string_append_printf (cli->out, _ ("%s: nothing is wrong\n"), path);
}

static gboolean
has_error (const GPtrArray *problems)
{
  for (guint i = 0; i < problems->len; i++)
    if (((const MtProblem *) g_ptr_array_index (problems, i))->severity == MT_SEVERITY_ERROR)
      return TRUE;
  return FALSE;
}

static gboolean
take_file (MtCli *cli, GError **error)
{
  if (cli->options.words == NULL || cli->options.words[0] == NULL)
    return TRUE;
  if (cli->options.team != NULL || cli->options.demo)
    return mt_cli_usage (error, cli->options.words[0],
                         _ ("a second team file; name one, here or with --team"));
  cli->options.team = g_strdup (cli->options.words[0]);
  return TRUE;
}

/**
 * mt_cmd_team_check:
 * @cli: a run
 * @error: return location
 *
 * Reads the team file alone. The problems are the answer, on standard output.
 *
 * Returns: %FALSE with a %MT_CLI_ERROR_USAGE when one of them is an error; its message is empty
 *   when the answer says it all.
 */
gboolean
mt_cmd_team_check (MtCli *cli, GError **error)
{
  g_autoptr (GPtrArray) problems =
      g_ptr_array_new_with_free_func ((GDestroyNotify) mt_problem_free);
  g_autoptr (GError) why = NULL;

  if (!take_file (cli, error) || !mt_cli_find_team (cli, error))
    return FALSE;
  cli->loader = mt_loader_new (cli->tzdata);
  cli->team = mt_loader_read_team (cli->loader, cli->team_path, problems, &why);
  if (why != NULL && !has_error (problems))
    {
      g_set_error_literal (error, MT_CLI_ERROR, MT_CLI_ERROR_USAGE, why->message);
      return FALSE;
    }
  if (cli->options.json)
    answer_json (cli, problems);
  else
    answer_text (cli, problems);
  if (!has_error (problems))
    return TRUE;
  g_set_error_literal (error, MT_CLI_ERROR, MT_CLI_ERROR_USAGE, "");
  return FALSE;
}
