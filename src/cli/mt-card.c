/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * Cards of the board in the answers of several commands, and finding one.
 */
#include "config.h"

#include "cli/mt-card.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "cli/mt-words.h"
#include "service/mt-display-text.h"

/**
 * mt_card_assignee:
 * @cli: a run that has read the team
 * @task: a task
 *
 * Returns: (transfer none) (nullable): who has it
 */
const MtPerson *
mt_card_assignee (const MtCli *cli, const MtTask *task)
{
  return task->assignee != NULL ? mt_team_find (cli->team, task->assignee) : NULL;
}

/**
 * mt_card_is_overdue:
 * @cli: a run that has read the team
 * @task: a task
 *
 * Returns: whether it should have been done
 */
gboolean
mt_card_is_overdue (const MtCli *cli, const MtTask *task)
{
  return mt_task_is_overdue (task, mt_card_assignee (cli, task), cli->me, cli->now);
}

/**
 * mt_card_json:
 * @cli: a run that has read the team
 * @builder: in an object
 * @task: a task
 *
 * Adds what every answer says of a task, in an object that is left open for more.
 */
void
mt_card_json (const MtCli *cli, JsonBuilder *builder, const MtTask *task)
{
  const MtPerson *assignee = mt_card_assignee (cli, task);
  const MtColumn *column = g_ptr_array_index (cli->team->columns, task->column);
  gint64 due = 0;
  gboolean has_due = mt_task_due_instant (task, assignee, cli->me, &due);

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
  mt_json_bool (builder, "overdue", mt_card_is_overdue (cli, task));
  json_builder_set_member_name (builder, "labels");
  json_builder_begin_array (builder);
  for (guint i = 0; task->labels[i] != NULL; i++)
    json_builder_add_string_value (builder, task->labels[i]);
  json_builder_end_array (builder);
  mt_json_pending (builder, &task->pending);
}

/**
 * mt_card_due:
 * @cli: a run that answers in text
 * @task: a task
 *
 * Returns: (transfer full) (nullable): when it is due, on the viewer's clock
 */
char *
mt_card_due (const MtCli *cli, const MtTask *task)
{
  gint64 due;

  if (task->due.kind == MT_TIME_DATE)
    return mt_format_date (cli->format, (MtDate) task->due.value);
  if (mt_task_due_instant (task, mt_card_assignee (cli, task), cli->me, &due))
    return mt_words_time (cli, due, mt_cli_viewer_zone (cli, due));
  return NULL;
}

/**
 * mt_card_marks:
 * @cli: a run that has read the team
 * @task: a task
 *
 * Returns: (transfer full): "urgent, blocked, overdue", as far as it is
 */
char *
mt_card_marks (const MtCli *cli, const MtTask *task)
{
  g_autoptr (GPtrArray) marks = g_ptr_array_new ();

  if (task->urgent)
    g_ptr_array_add (marks, (char *) C_ ("card", "urgent"));
  if (task->blocked)
    g_ptr_array_add (marks, (char *) C_ ("card", "blocked"));
  if (mt_card_is_overdue (cli, task))
    g_ptr_array_add (marks, (char *) C_ ("card", "overdue"));
  if (task->pending.state == MT_PENDING_WAITING)
    g_ptr_array_add (marks, (char *) C_ ("card", "waiting to be sent"));
  else if (task->pending.state != MT_PENDING_NONE)
    g_ptr_array_add (marks, (char *) C_ ("card", "in conflict"));
  g_ptr_array_add (marks, NULL);
  return g_strjoinv (", ", (char **) marks->pdata);
}

/**
 * mt_card_find_column:
 * @cli: a run that has read the team
 * @where: the option or command that names it
 * @name: as typed
 * @index: (out): of the column
 * @error: return location
 *
 * Returns: %FALSE with %MT_CLI_ERROR_USAGE when the board has no such column
 */
gboolean
mt_card_find_column (const MtCli *cli,
                     const char *where,
                     const char *name,
                     guint *index,
                     GError **error)
{
  const GPtrArray *columns = cli->team->columns;
  g_autoptr (GString) names = g_string_new (NULL);
  g_autofree char *wanted = NULL;

  if (!g_utf8_validate (name, -1, NULL))
    return mt_cli_usage (error, where, _ ("the name is not UTF-8 text"));
  wanted = g_utf8_casefold (name, -1);
  for (guint i = 0; i < columns->len; i++)
    {
      const MtColumn *column = g_ptr_array_index (columns, i);
      g_autofree char *own = g_utf8_casefold (column->name, -1);

      *index = i;
      if (g_str_equal (wanted, own))
        return TRUE;
      g_string_append_printf (names, "%s%s", i > 0 ? ", " : "", column->name);
    }
  return mt_cli_usage (error, where, _ ("the board has no column “%s”; there are: %s"), name,
                       names->str);
}

/* How well a task is named: 3 its id, 2 its title, 1 the beginning of its id, 0 not. */
static guint
rate (const MtTask *task, const char *typed)
{
  g_autofree char *title = NULL;
  g_autofree char *wanted = NULL;

  if (g_str_equal (task->id, typed))
    return 3;
  title = g_utf8_casefold (task->title, -1);
  wanted = g_utf8_casefold (typed, -1);
  if (g_str_equal (title, wanted))
    return 2;
  return *typed != '\0' && g_str_has_prefix (task->id, typed) ? 1 : 0;
}

/**
 * mt_card_find:
 * @cli: a run that has read the board
 * @where: the command that names it
 * @id: as typed: the id of a task, its title, or the beginning of its id, as long as only one task
 *   is meant
 * @error: return location
 *
 * Returns: (transfer none): the task; %NULL with %MT_CLI_ERROR_USAGE when there is none, or more
 *   than one
 */
const MtTask *
mt_card_find (const MtCli *cli, const char *where, const char *id, GError **error)
{
  const GPtrArray *tasks = cli->snapshot->tasks;
  const MtTask *found = NULL;
  guint best = 0, n = 0;

  if (!g_utf8_validate (id, -1, NULL))
    {
      mt_cli_usage (error, where, _ ("the id is not UTF-8 text"));
      return NULL;
    }
  for (guint i = 0; i < tasks->len; i++)
    {
      const MtTask *task = g_ptr_array_index (tasks, i);
      const guint rating = rate (task, id);

      if (rating < best || rating == 0)
        continue;
      n = rating > best ? 1 : n + 1;
      best = rating;
      found = task;
    }
  if (n == 1)
    return found;
  if (n == 0)
    mt_cli_usage (error, where,
                  _ ("the board has no task “%s”; meantimectl board --json lists their ids"), id);
  else
    mt_cli_usage (error, where,
                  _ ("“%s” may mean %u tasks; write the whole id, as meantimectl board --json "
                     "lists it"),
                  id, n);
  return NULL;
}
