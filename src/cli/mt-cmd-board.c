/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * `meantimectl board`: the cards, column by column.
 */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "cli/mt-card.h"
#include "cli/mt-command.h"
#include "cli/mt-table.h"
#include "service/mt-display-text.h"
#include "service/mt-task-filter.h"

#define ANY_COLUMN G_MAXUINT

static gboolean
check_text (const char *where, const char *text, GError **error)
{
  if (text == NULL || g_utf8_validate (text, -1, NULL))
    return TRUE;
  return mt_cli_usage (error, where, _ ("the text is not UTF-8"));
}

/* (transfer full) (nullable): what the options say, except `--column`; %NULL with an error. */
static MtTaskFilter *
read_filter (const MtCli *cli, GError **error)
{
  const MtOptions *options = &cli->options;
  g_autoptr (MtTaskFilter) filter = mt_task_filter_new ();
  const struct
  {
    gboolean on;
    MtTaskFilterFlags flag;
  } flags[] = {
    { options->only_mine, MT_TASK_FILTER_MINE },
    { options->only_waiting, MT_TASK_FILTER_WAITING },
    { options->only_blocked, MT_TASK_FILTER_BLOCKED },
    { options->only_overdue, MT_TASK_FILTER_OVERDUE },
    { options->only_urgent, MT_TASK_FILTER_URGENT },
  };

  for (guint i = 0; i < G_N_ELEMENTS (flags); i++)
    filter->flags |= flags[i].on ? flags[i].flag : 0;
  if ((options->only_mine || options->only_waiting) && cli->me == NULL)
    {
      mt_cli_usage (error, options->only_mine ? "--mine" : "--waiting",
                    _ ("it is not known who you are; give --me ID"));
      return NULL;
    }
  if (options->person != NULL &&
      mt_cli_find_person (cli, "--person", options->person, error) == NULL)
    return NULL;
  if (!check_text ("--label", options->label, error) ||
      !check_text ("--text", options->text, error))
    return NULL;
  mt_task_filter_set_person (filter, options->person);
  mt_task_filter_set_label (filter, options->label);
  mt_task_filter_set_text (filter, options->text);

  return g_steal_pointer (&filter);
}

/* (transfer container) (nullable): the cards asked for; %NULL with an error. */
static GPtrArray *
collect_tasks (const MtCli *cli, GError **error)
{
  const GPtrArray *all = cli->snapshot->tasks;
  g_autoptr (MtTaskFilter) filter = read_filter (cli, error);
  GPtrArray *tasks = NULL;
  guint column = ANY_COLUMN;

  if (filter == NULL ||
      (cli->options.column != NULL &&
       !mt_card_find_column (cli, "--column", cli->options.column, &column, error)))
    return NULL;
  tasks = g_ptr_array_new ();
  for (guint i = 0; i < all->len; i++)
    {
      MtTask *task = g_ptr_array_index (all, i);

      if ((column == ANY_COLUMN || task->column == column) &&
          mt_task_filter_match (filter, task, cli->team, cli->me, cli->now, NULL))
        g_ptr_array_add (tasks, task);
    }
  return tasks;
}

static void
answer_json (MtCli *cli, const GPtrArray *tasks)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_array (builder);
  for (guint i = 0; i < tasks->len; i++)
    {
      json_builder_begin_object (builder);
      mt_card_json (cli, builder, g_ptr_array_index (tasks, i));
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
  mt_answer_json (cli, builder);
}

static void
add_row (const MtCli *cli, MtTable *table, const MtTask *task)
{
  const MtPerson *assignee = mt_card_assignee (cli, task);
  g_autofree char *due = mt_card_due (cli, task);
  g_autofree char *marks = mt_card_marks (cli, task);

  mt_table_add (table, MT_INK_PLAIN, task->title);
  mt_table_add (table, MT_INK_DIM, assignee != NULL ? assignee->name : task->assignee_address);
  mt_table_add (table, MT_INK_PLAIN, due);
  mt_table_add (table, MT_INK_ALERT, marks);
}

static void
answer_column (MtCli *cli, const GPtrArray *tasks, guint index)
{
  const MtColumn *column = g_ptr_array_index (cli->team->columns, index);
  g_autofree char *name = mt_display_line (column->name);
  g_autoptr (MtTable) table = mt_table_new (4, 2);
  guint n = 0;

  for (guint i = 0; i < tasks->len; i++)
    {
      const MtTask *task = g_ptr_array_index (tasks, i);

      if (task->column != index)
        continue;
      add_row (cli, table, task);
      n++;
    }
  if (n == 0)
    return;
  if (cli->out->len > 0)
    g_string_append_c (cli->out, '\n');
  mt_ink_append (cli->out, cli->colour, MT_INK_STRONG, name);
  g_string_append_printf (cli->out, " (%u)\n", n);
  mt_table_print (table, cli->out, cli->colour);
}

static void
answer_text (MtCli *cli, const GPtrArray *tasks)
{
  if (cli->snapshot->board == MT_SOURCE_NONE)
    g_string_append (cli->out,
                     _ ("The team has no board: add \"calendars\": { \"board\": \"board\" } to "
                        "its file and make that folder.\n"));
  else if (tasks->len == 0)
    g_string_append (cli->out, _ ("No cards.\n"));
  for (guint i = 0; i < cli->team->columns->len; i++)
    answer_column (cli, tasks, i);
}

/**
 * mt_cmd_board:
 * @cli: a run
 * @error: return location
 *
 * Answers with the cards of the board: all, or those of one column, person, label and so on.
 *
 * Returns: %FALSE with an error when an option is wrong, or team or board cannot be read.
 */
gboolean
mt_cmd_board (MtCli *cli, GError **error)
{
  g_autoptr (GPtrArray) tasks = NULL;
  MtSpan window = { cli->now - MT_DAY_S, cli->now + MT_DAY_S };

  if (!mt_cli_read_team (cli, error) || !mt_cli_load (cli, window, MT_LOAD_BOARD, error) ||
      (tasks = collect_tasks (cli, error)) == NULL)
    return FALSE;
  if (cli->snapshot->board == MT_SOURCE_UNKNOWN)
    {
      /* Its problem was said while it was read. */
      g_set_error_literal (error, MT_CLI_ERROR, MT_CLI_ERROR_FAILED, "");
      return FALSE;
    }
  if (cli->options.json)
    answer_json (cli, tasks);
  else
    answer_text (cli, tasks);
  return TRUE;
}
