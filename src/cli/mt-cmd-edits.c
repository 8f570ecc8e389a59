/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * `meantimectl edits` and `edit`: changes that no server has taken yet, from both sides, and what
 * is to become of one.
 */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "cli/mt-arguments.h"
#include "cli/mt-card.h"
#include "cli/mt-cli-sync.h"
#include "cli/mt-command.h"
#include "cli/mt-table.h"
#include "service/mt-display-text.h"
#include "service/mt-pending-text.h"
#include "service/mt-writer.h"

static gboolean
fail (const MtCli *cli, GError *why, GError **error)
{
  g_set_error (error, MT_CLI_ERROR, MT_CLI_ERROR_FAILED, "%s: %s", cli->command->name,
               why->message);
  g_error_free (why);
  return FALSE;
}

static void
sides_free (gpointer data)
{
  mt_edit_sides_free (data);
}

/* Returns: (transfer full) (element-type MtEditSides): those that still wait. */
static GPtrArray *
read_all (const MtCli *cli, MtWriter *writer)
{
  g_autoptr (GArray) edits = mt_writer_list_edits (writer);
  GPtrArray *all = g_ptr_array_new_with_free_func (sides_free);

  for (guint i = 0; i < edits->len; i++)
    {
      MtEditSides *sides = mt_writer_look_at_edit (writer, g_array_index (edits, gint64, i),
                                                   cli->team, cli->now, NULL);

      if (sides != NULL)
        g_ptr_array_add (all, sides);
    }
  return all;
}

static void
add_side_json (MtCli *cli, JsonBuilder *builder, const char *key, const MtEditSide *side)
{
  json_builder_set_member_name (builder, key);
  if (side->task == NULL && side->post == NULL)
    {
      json_builder_add_null_value (builder);
      return;
    }
  json_builder_begin_object (builder);
  mt_json_string (builder, "kind", side->task != NULL ? "task" : "update");
  if (side->task != NULL)
    mt_card_json (cli, builder, side->task);
  else
    {
      mt_json_date (builder, "day", side->post->day);
      mt_json_string (builder, "summary", side->post->summary);
      mt_json_string (builder, "text", side->post->text);
    }
  json_builder_end_object (builder);
}

static void
answer_json (MtCli *cli, const GPtrArray *all)
{
  static const char *const states[] = { NULL, "waiting", "refused", "conflict" };
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_array (builder);
  for (guint i = 0; i < all->len; i++)
    {
      const MtEditSides *sides = g_ptr_array_index (all, i);

      json_builder_begin_object (builder);
      mt_json_int (builder, "edit", sides->edit);
      mt_json_string (builder, "url", sides->url);
      mt_json_string (builder, "state", states[sides->state]);
      mt_json_string (builder, "why", sides->why);
      mt_json_instant (builder, "since", sides->created);
      add_side_json (cli, builder, "before", &sides->before);
      add_side_json (cli, builder, "mine", &sides->mine);
      add_side_json (cli, builder, "theirs", &sides->theirs);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
  mt_answer_json (cli, builder);
}

/* "Paint the door, Doing, Bo" */
static char *
describe_task (const MtCli *cli, const MtTask *task)
{
  const MtColumn *column = g_ptr_array_index (cli->team->columns, task->column);
  const MtPerson *assignee = mt_card_assignee (cli, task);
  g_autofree char *due = mt_card_due (cli, task);
  g_autoptr (GStrvBuilder) words = g_strv_builder_new ();
  g_auto (GStrv) list = NULL;
  g_autofree char *line = NULL;

  g_strv_builder_add (words, task->title != NULL ? task->title : "");
  g_strv_builder_add (words, column->name);
  if (assignee != NULL)
    g_strv_builder_add (words, assignee->name);
  if (due != NULL && *due != '\0')
    g_strv_builder_add (words, due);
  list = g_strv_builder_end (words);
  line = g_strjoinv (", ", list);
  return mt_display_line (line);
}

static char *
describe_side (const MtCli *cli, const MtEditSide *side)
{
  if (side->task != NULL)
    return describe_task (cli, side->task);
  if (side->post != NULL)
    return mt_display_line (side->post->summary != NULL ? side->post->summary : "");
  return g_strdup (C_ ("edit", "deleted, or not to be read"));
}

static void
add_row (MtTable *table, const char *first, MtInk ink, const char *what, const char *text)
{
  mt_table_add (table, MT_INK_STRONG, first);
  mt_table_add (table, ink, what);
  mt_table_add (table, MT_INK_PLAIN, text);
}

static void
add_edit (const MtCli *cli, MtTable *table, const MtEditSides *sides)
{
  const MtPendingMark mark = { sides->state, sides->why, sides->edit };
  g_autofree char *id = g_strdup_printf ("%" G_GINT64_FORMAT, sides->edit);
  g_autofree char *state = mt_pending_text (&mark);
  g_autofree char *mine = describe_side (cli, &sides->mine);
  g_autofree char *theirs = describe_side (cli, &sides->theirs);

  add_row (table, id, sides->state == MT_PENDING_WAITING ? MT_INK_DIM : MT_INK_ALERT, state, NULL);
  add_row (table, NULL, MT_INK_DIM, C_ ("edit", "mine"), mine);
  if (sides->state == MT_PENDING_CONFLICT)
    add_row (table, NULL, MT_INK_DIM, C_ ("edit", "theirs"), theirs);
}

static void
answer_text (MtCli *cli, const GPtrArray *all)
{
  g_autoptr (MtTable) table = mt_table_new (3, 0);

  if (all->len == 0)
    g_string_append (cli->out, _ ("Nothing waits.\n"));
  for (guint i = 0; i < all->len; i++)
    add_edit (cli, table, g_ptr_array_index (all, i));
  mt_table_print (table, cli->out, cli->colour);
}

static gboolean
answer (MtCli *cli, MtWriter *writer)
{
  g_autoptr (GPtrArray) all = read_all (cli, writer);

  if (cli->options.json)
    answer_json (cli, all);
  else
    answer_text (cli, all);
  return TRUE;
}

static gboolean
refuse_sample (const MtCli *cli, GError **error)
{
  return !cli->options.demo ||
         mt_cli_usage (error, "--demo", _ ("the sample team is on no server"));
}

/**
 * mt_cmd_edits:
 * @cli: a run
 * @error: return location
 *
 * Answers with every edit that no server has taken yet: what was meant, and of a conflict what the
 * server has.
 *
 * Returns: %FALSE with an error.
 */
gboolean
mt_cmd_edits (MtCli *cli, GError **error)
{
  g_autoptr (MtWriter) writer = NULL;

  if (!refuse_sample (cli, error) || !mt_cli_read_team (cli, error))
    return FALSE;
  writer = mt_writer_new (cli->tzdata);
  return answer (cli, writer);
}

static gboolean
read_answer (const char *word, MtEditAnswer *how, GError **error)
{
  static const struct
  {
    const char *word;
    MtEditAnswer how;
  } answers[] = { { "mine", MT_EDIT_KEEP_MINE },
                  { "theirs", MT_EDIT_TAKE_THEIRS },
                  { "retry", MT_EDIT_RETRY },
                  { "drop", MT_EDIT_DROP } };

  for (guint i = 0; i < G_N_ELEMENTS (answers); i++)
    if (g_str_equal (answers[i].word, word))
      {
        *how = answers[i].how;
        return TRUE;
      }
  return mt_cli_usage (error, "edit", _ ("“%s” is none of: mine, theirs, retry, drop"), word);
}

/* What one kind of edit cannot be answered with is told before anything is done. */
static gboolean
check_answer (const MtEditSides *sides, const char *word, MtEditAnswer how, GError **error)
{
  const gboolean conflict = sides->state == MT_PENDING_CONFLICT;
  const gboolean for_conflict = how == MT_EDIT_KEEP_MINE || how == MT_EDIT_TAKE_THEIRS;

  if (for_conflict == conflict || how == MT_EDIT_DROP)
    return TRUE;
  if (conflict)
    return mt_cli_usage (error, "edit", _ ("“%s” is no answer to a conflict: mine, theirs or drop"),
                         word);
  return mt_cli_usage (error, "edit",
                       _ ("nobody else has changed it: “%s” is no answer, but retry "
                          "or drop"),
                       word);
}

/**
 * mt_cmd_edit:
 * @cli: a run
 * @error: return location
 *
 * Decides what becomes of an edit: of a conflict mine or theirs, of another to be sent once more,
 * of any to be dropped; then sends what there is to send, and answers with what still waits.
 *
 * Returns: %FALSE with an error, and nothing decided.
 */
gboolean
mt_cmd_edit (MtCli *cli, GError **error)
{
  g_autoptr (MtWriter) writer = NULL;
  g_autoptr (MtEditSides) sides = NULL;
  const char *const *words = (const char *const *) cli->options.words;
  MtEditAnswer how = MT_EDIT_RETRY;
  GError *why = NULL;
  gint64 edit = 0;

  if (!refuse_sample (cli, error) ||
      !mt_arguments_int ("edit", words[0], 1, G_MAXINT64, &edit, error) ||
      !read_answer (words[1], &how, error) || !mt_cli_read_team (cli, error))
    return FALSE;
  writer = mt_writer_new (cli->tzdata);
  sides = mt_writer_look_at_edit (writer, edit, cli->team, cli->now, NULL);
  if (sides == NULL)
    return mt_cli_usage (error, "edit", _ ("there is no edit %s; meantimectl edits lists them"),
                         words[0]);
  if (!check_answer (sides, words[1], how, error))
    return FALSE;
  if (!mt_writer_answer_edit (writer, edit, sides->serial, how, &why))
    return fail (cli, why, error);
  mt_cli_sync_after_edit (cli);
  return answer (cli, writer);
}
