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

#define ANY_COLUMN G_MAXUINT

typedef struct
{
  const MtPerson *person; /* unowned: in the team; nullable: everybody's */
  guint column;           /* or ANY_COLUMN */
} Filter;

static gboolean
read_filter (const MtCli *cli, Filter *filter, GError **error)
{
  filter->person = NULL;
  if (cli->options.person != NULL)
    {
      filter->person = mt_cli_find_person (cli, "--person", cli->options.person, error);
      if (filter->person == NULL)
        return FALSE;
    }
  filter->column = ANY_COLUMN;
  return cli->options.column == NULL ||
         mt_card_find_column (cli, "--column", cli->options.column, &filter->column, error);
}

static gboolean
matches (const Filter *filter, const MtTask *task)
{
  if (filter->column != ANY_COLUMN && task->column != filter->column)
    return FALSE;
  return filter->person == NULL || g_strcmp0 (task->assignee, filter->person->id) == 0;
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
 * Answers with the cards of the board, all or those of one person or column.
 *
 * Returns: %FALSE with an error when an option is wrong, or team or board cannot be read.
 */
gboolean
mt_cmd_board (MtCli *cli, GError **error)
{
  g_autoptr (GPtrArray) tasks = g_ptr_array_new ();
  MtSpan window = { cli->now - MT_DAY_S, cli->now + MT_DAY_S };
  Filter filter;

  if (!mt_cli_read_team (cli, error) || !mt_cli_load (cli, window, MT_LOAD_BOARD, error) ||
      !read_filter (cli, &filter, error))
    return FALSE;
  if (cli->snapshot->board == MT_SOURCE_UNKNOWN)
    {
      /* Its problem was said while it was read. */
      g_set_error_literal (error, MT_CLI_ERROR, MT_CLI_ERROR_FAILED, "");
      return FALSE;
    }
  for (guint i = 0; i < cli->snapshot->tasks->len; i++)
    if (matches (&filter, g_ptr_array_index (cli->snapshot->tasks, i)))
      g_ptr_array_add (tasks, g_ptr_array_index (cli->snapshot->tasks, i));
  if (cli->options.json)
    answer_json (cli, tasks);
  else
    answer_text (cli, tasks);
  return TRUE;
}
