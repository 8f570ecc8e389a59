/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * `meantimectl board`: the cards, column by column.
 */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "cli/mt-answer.h"
#include "cli/mt-command.h"
#include "cli/mt-table.h"
#include "cli/mt-words.h"
#include "service/mt-display-text.h"

#define ANY_COLUMN G_MAXUINT

typedef struct
{
  const MtPerson *person; /* unowned: in the team; nullable: everybody's */
  guint column;           /* or ANY_COLUMN */
} Filter;

static gboolean
read_column (const MtCli *cli, Filter *filter, GError **error)
{
  const GPtrArray *columns = cli->team->columns;
  g_autofree char *wanted = NULL;
  g_autoptr (GString) names = g_string_new (NULL);

  filter->column = ANY_COLUMN;
  if (cli->options.column == NULL)
    return TRUE;
  wanted = g_utf8_casefold (cli->options.column, -1);
  for (guint i = 0; i < columns->len; i++)
    {
      const MtColumn *column = g_ptr_array_index (columns, i);
      g_autofree char *name = g_utf8_casefold (column->name, -1);

      if (g_str_equal (wanted, name))
        {
          filter->column = i;
          return TRUE;
        }
      g_string_append_printf (names, "%s%s", i > 0 ? ", " : "", column->name);
    }
  return mt_cli_usage (error, "--column", _ ("the board has no column “%s”; there are: %s"),
                       cli->options.column, names->str);
}

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
  if (cli->options.column != NULL && !g_utf8_validate (cli->options.column, -1, NULL))
    return mt_cli_usage (error, "--column", _ ("the name is not UTF-8 text"));
  return read_column (cli, filter, error);
}

static gboolean
matches (const Filter *filter, const MtTask *task)
{
  if (filter->column != ANY_COLUMN && task->column != filter->column)
    return FALSE;
  return filter->person == NULL || g_strcmp0 (task->assignee, filter->person->id) == 0;
}

static const MtPerson *
assignee_of (const MtCli *cli, const MtTask *task)
{
  return task->assignee != NULL ? mt_team_find (cli->team, task->assignee) : NULL;
}

static void
add_json (const MtCli *cli, JsonBuilder *builder, const MtTask *task)
{
  const MtPerson *assignee = assignee_of (cli, task);
  const MtColumn *column = g_ptr_array_index (cli->team->columns, task->column);
  gint64 due = 0;
  gboolean has_due = mt_task_due_instant (task, assignee, cli->me, &due);

  json_builder_begin_object (builder);
  mt_json_string (builder, "id", task->id);
  mt_json_string (builder, "title", task->title);
  mt_json_string (builder, "column", column->name);
  mt_json_string (builder, "assignee", task->assignee);
  mt_json_maybe_instant (builder, "due", has_due, due);
  if (task->due.kind == MT_TIME_DATE)
    mt_json_date (builder, "due_date", (MtDate) task->due.value);
  mt_json_int (builder, "priority", task->priority);
  mt_json_bool (builder, "urgent", task->urgent);
  mt_json_bool (builder, "blocked", task->blocked);
  mt_json_bool (builder, "overdue", mt_task_is_overdue (task, assignee, cli->me, cli->now));
  json_builder_set_member_name (builder, "labels");
  json_builder_begin_array (builder);
  for (guint i = 0; task->labels[i] != NULL; i++)
    json_builder_add_string_value (builder, task->labels[i]);
  json_builder_end_array (builder);
  json_builder_end_object (builder);
}

static void
answer_json (MtCli *cli, const GPtrArray *tasks)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_array (builder);
  for (guint i = 0; i < tasks->len; i++)
    add_json (cli, builder, g_ptr_array_index (tasks, i));
  json_builder_end_array (builder);
  mt_answer_json (cli, builder);
}

static char *
describe_due (const MtCli *cli, const MtTask *task)
{
  gint64 due;

  if (task->due.kind == MT_TIME_DATE)
    return mt_format_date (cli->format, (MtDate) task->due.value);
  if (mt_task_due_instant (task, assignee_of (cli, task), cli->me, &due))
    return mt_words_time (cli, due, mt_cli_viewer_zone (cli, due));
  return NULL;
}

static char *
describe_marks (const MtTask *task, gboolean overdue)
{
  g_autoptr (GPtrArray) marks = g_ptr_array_new ();

  if (task->urgent)
    g_ptr_array_add (marks, (char *) C_ ("card", "urgent"));
  if (task->blocked)
    g_ptr_array_add (marks, (char *) C_ ("card", "blocked"));
  if (overdue)
    g_ptr_array_add (marks, (char *) C_ ("card", "overdue"));
  g_ptr_array_add (marks, NULL);
  return g_strjoinv (", ", (char **) marks->pdata);
}

static void
add_row (const MtCli *cli, MtTable *table, const MtTask *task)
{
  const MtPerson *assignee = assignee_of (cli, task);
  g_autofree char *due = describe_due (cli, task);
  g_autofree char *marks =
      describe_marks (task, mt_task_is_overdue (task, assignee, cli->me, cli->now));

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
