/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * `meantimectl task`: one task shown, moved, given to somebody, commented on.
 */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "cli/mt-card.h"
#include "cli/mt-command.h"
#include "cli/mt-table.h"
#include "cli/mt-words.h"
#include "service/mt-display-text.h"
#include "service/mt-task-change.h"

static gboolean
load_board (MtCli *cli, GError **error)
{
  const MtSpan window = { cli->now - MT_DAY_S, cli->now + MT_DAY_S };

  if (!mt_cli_load (cli, window, MT_LOAD_BOARD, error))
    return FALSE;
  if (cli->snapshot->board == MT_SOURCE_OK)
    return TRUE;
  if (cli->snapshot->board == MT_SOURCE_NONE)
    return mt_cli_usage (error, cli->command->name,
                         _ ("the team has no board: add \"calendars\": { \"board\": \"board\" } to "
                            "its file and make that folder"));
  /* Its problem was said while it was read. */
  g_set_error_literal (error, MT_CLI_ERROR, MT_CLI_ERROR_FAILED, "");
  return FALSE;
}

/* Returns: (transfer none) (nullable): the task that the first word names. */
static const MtTask *
start (MtCli *cli, GError **error)
{
  if (!mt_cli_read_team (cli, error) || !load_board (cli, error))
    return NULL;
  return mt_card_find (cli, cli->command->name, cli->options.words[0], error);
}

static void
add_more_json (JsonBuilder *builder, const MtTask *task)
{
  mt_json_string (builder, "notes", task->notes);
  json_builder_set_member_name (builder, "comments");
  json_builder_begin_array (builder);
  for (guint i = 0; task->comments[i] != NULL; i++)
    json_builder_add_string_value (builder, task->comments[i]);
  json_builder_end_array (builder);
  json_builder_set_member_name (builder, "commenters");
  json_builder_begin_array (builder);
  for (guint i = 0; task->commenters[i] != NULL; i++)
    if (*task->commenters[i] != '\0')
      json_builder_add_string_value (builder, task->commenters[i]);
    else
      json_builder_add_null_value (builder);
  json_builder_end_array (builder);
  mt_json_bool (builder, "recurs", task->recurs);
  mt_json_maybe_instant (builder, "created", task->created != G_MININT64, task->created);
  mt_json_maybe_instant (builder, "changed", task->changed != G_MININT64, task->changed);
  mt_json_maybe_instant (builder, "completed", task->completed != G_MININT64, task->completed);
  mt_json_string (builder, "url", task->url);
}

static void
answer_json (MtCli *cli, const MtTask *task)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_array (builder);
  if (task != NULL)
    {
      json_builder_begin_object (builder);
      mt_card_json (cli, builder, task);
      add_more_json (builder, task);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
  mt_answer_json (cli, builder);
}

static void
add_row (MtTable *table, const char *what, const char *value)
{
  if (value == NULL || *value == '\0')
    return;
  mt_table_add (table, MT_INK_DIM, what);
  mt_table_add (table, MT_INK_PLAIN, value);
}

static void
append_text (MtCli *cli, const char *text)
{
  g_autofree char *shown = mt_display_text (text);

  g_string_append_printf (cli->out, "\n%s\n", shown);
}

/* Who said it, if that is known, above what they said. */
static void
append_comment (MtCli *cli, const char *text, const char *author)
{
  g_autofree char *name = mt_display_line (author);
  g_autofree char *shown = mt_display_text (text);

  g_string_append_c (cli->out, '\n');
  if (*name != '\0')
    {
      mt_ink_append (cli->out, cli->colour, MT_INK_DIM, name);
      g_string_append_c (cli->out, '\n');
    }
  g_string_append_printf (cli->out, "%s\n", shown);
}

static void
answer_text (MtCli *cli, const MtTask *task)
{
  const MtColumn *column = g_ptr_array_index (cli->team->columns, task->column);
  const MtPerson *assignee = mt_card_assignee (cli, task);
  g_autoptr (MtTable) table = mt_table_new (2, 2);
  g_autofree char *title = mt_display_line (task->title);
  g_autofree char *due = mt_card_due (cli, task);
  g_autofree char *marks = mt_card_marks (cli, task);
  g_autofree char *labels = g_strjoinv (", ", task->labels);

  mt_ink_append (cli->out, cli->colour, MT_INK_STRONG, title);
  g_string_append_c (cli->out, '\n');
  add_row (table, C_ ("task", "column"), column->name);
  add_row (table, C_ ("task", "assignee"),
           assignee != NULL ? assignee->name : task->assignee_address);
  add_row (table, C_ ("task", "due"), due);
  add_row (table, C_ ("task", "marks"), marks);
  add_row (table, C_ ("task", "labels"), labels);
  add_row (table, C_ ("task", "link"), task->url);
  add_row (table, C_ ("task", "id"), task->id);
  mt_table_print (table, cli->out, cli->colour);
  if (task->notes != NULL)
    append_text (cli, task->notes);
  for (guint i = 0; task->comments[i] != NULL; i++)
    append_comment (cli, task->comments[i], task->commenters[i]);
}

/* What became of the task: the one of a series that is next, or none any more. */
static gboolean
answer (MtCli *cli, const char *id, GError **error)
{
  const MtTask *task = NULL;

  if (!load_board (cli, error))
    return FALSE;
  for (guint i = 0; i < cli->snapshot->tasks->len && task == NULL; i++)
    if (g_str_equal (((const MtTask *) g_ptr_array_index (cli->snapshot->tasks, i))->id, id))
      task = g_ptr_array_index (cli->snapshot->tasks, i);
  if (cli->options.json)
    answer_json (cli, task);
  else if (task != NULL)
    answer_text (cli, task);
  return mt_cli_finish_edit (cli, task != NULL ? &task->pending : NULL, error);
}

/* Makes the change and shows what the board says then. */
static gboolean
finish (MtCli *cli, MtChange *change, GError *why, GError **error)
{
  g_autofree char *id = change != NULL ? g_strdup (change->uid) : NULL;

  if (change == NULL)
    {
      mt_cli_usage (error, cli->command->name, "%s", why->message);
      g_error_free (why);
      return FALSE;
    }
  return mt_cli_apply (cli, change, error) && answer (cli, id, error);
}

/**
 * mt_cmd_task_show:
 * @cli: a run
 * @error: return location
 *
 * Answers with all that is known of a task.
 *
 * Returns: %FALSE with an error when there is no such task, or the board cannot be read.
 */
gboolean
mt_cmd_task_show (MtCli *cli, GError **error)
{
  const MtTask *task = start (cli, error);

  if (task == NULL)
    return FALSE;
  if (cli->options.json)
    answer_json (cli, task);
  else
    answer_text (cli, task);
  return TRUE;
}

/**
 * mt_cmd_task_move:
 * @cli: a run
 * @error: return location
 *
 * Moves a task to another column; of a recurring one the instance that is shown.
 *
 * Returns: %FALSE with an error, and nothing changed.
 */
gboolean
mt_cmd_task_move (MtCli *cli, GError **error)
{
  const MtTask *task = start (cli, error);
  GError *why = NULL;
  MtChange *change = NULL;
  guint column = 0;

  if (task == NULL ||
      !mt_card_find_column (cli, cli->command->name, cli->options.words[1], &column, error))
    return FALSE;
  change = mt_task_change_move (cli->team, task, column, cli->now, &why);
  return finish (cli, change, why, error);
}

/* Returns: (nullable): who is to have it; NULL with an error, or for nobody. */
static const MtPerson *
read_person (const MtCli *cli, GError **error)
{
  const char *id = cli->options.words[1];

  if ((id != NULL) == cli->options.nobody)
    mt_cli_usage (error, cli->command->name,
                  _ ("name either a person or --nobody; see meantimectl %s --help"),
                  cli->command->name);
  else if (id != NULL)
    return mt_cli_find_person (cli, cli->command->name, id, error);
  return NULL;
}

/**
 * mt_cmd_task_assign:
 * @cli: a run
 * @error: return location
 *
 * Gives a task to somebody, or to nobody.
 *
 * Returns: %FALSE with an error, and nothing changed.
 */
gboolean
mt_cmd_task_assign (MtCli *cli, GError **error)
{
  const MtTask *task = start (cli, error);
  const MtPerson *person = NULL;
  GError *why = NULL;
  MtChange *change = NULL;

  if (task == NULL)
    return FALSE;
  person = read_person (cli, &why);
  if (why != NULL)
    {
      g_propagate_error (error, why);
      return FALSE;
    }
  change = mt_task_change_assign (cli->team, task, person, cli->now, &why);
  return finish (cli, change, why, error);
}

/**
 * mt_cmd_task_comment:
 * @cli: a run
 * @error: return location
 *
 * Adds a comment to a task.
 *
 * Returns: %FALSE with an error, and nothing changed.
 */
gboolean
mt_cmd_task_comment (MtCli *cli, GError **error)
{
  const MtTask *task = start (cli, error);
  g_autofree char *text = NULL;
  GError *why = NULL;
  MtChange *change = NULL;

  if (task == NULL)
    return FALSE;
  text = g_strjoinv (" ", cli->options.words + 1);
  if (!g_utf8_validate (text, -1, NULL))
    return mt_cli_usage (error, cli->command->name, _ ("the text is not UTF-8"));
  change = mt_task_change_comment (task, cli->me, text, cli->now, &why);
  return finish (cli, change, why, error);
}
