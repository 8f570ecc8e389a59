/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * The table of commands.
 */
#include "config.h"
#include "cli/mt-command.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define WINDOW (MT_OPTION_FROM | MT_OPTION_DAYS | MT_OPTION_PEOPLE)
#define MANY_WORDS 64

static const MtCommand commands[] = {
  { "team check", "[FILE]", N_ ("Say what is wrong with a team file"), 0, 0, 1, mt_cmd_team_check },
  { "who", NULL, N_ ("Show everybody's time and state"), 0, 0, 0, mt_cmd_who },
  { "busy", NULL, N_ ("List when people are busy"), WINDOW, 0, 0, mt_cmd_busy },
  { "overlap", NULL, N_ ("Find when people are free together"),
    WINDOW | MT_OPTION_MIN_PEOPLE | MT_OPTION_MIN_LENGTH | MT_OPTION_LARGEST | MT_OPTION_FORMAT |
        MT_OPTION_OUTPUT,
    0, 0, mt_cmd_overlap },
  { "reply-by", "PERSON", N_ ("Say when an answer may be expected"),
    MT_OPTION_CHANNEL | MT_OPTION_SENT, 1, 1, mt_cmd_reply_by },
  { "convert", "TIME", N_ ("Show a time on everybody's clock"), 0, 1, MANY_WORDS, mt_cmd_convert },
  { "outlook", NULL, N_ ("Show coming clock changes and what they do to the overlap"),
    MT_OPTION_DAYS, 0, 0, mt_cmd_outlook },
  { "board", NULL, N_ ("Show the cards of the board"),
    MT_OPTION_PERSON | MT_OPTION_COLUMN | MT_OPTION_FILTER, 0, 0, mt_cmd_board },
  { "updates", NULL, N_ ("Show who owes an update"), MT_OPTION_DAY, 0, 0, mt_cmd_updates },
  { "task show", "ID", N_ ("Show all of a task"), 0, 1, 1, mt_cmd_task_show },
  { "task move", "ID COLUMN", N_ ("Move a task to another column"), 0, 2, 2, mt_cmd_task_move },
  { "task assign", "ID [PERSON]", N_ ("Give a task to somebody"), MT_OPTION_NOBODY, 1, 2,
    mt_cmd_task_assign },
  { "task comment", "ID TEXT", N_ ("Say something about a task"), 0, 2, MANY_WORDS,
    mt_cmd_task_comment },
  { "update post", NULL, N_ ("Post your update"), MT_OPTION_POST | MT_OPTION_DAY, 0, 0,
    mt_cmd_update_post },
  { "accounts", NULL, N_ ("Show how the calendars on servers are kept up to date"), 0, 0, 0,
    mt_cmd_accounts },
  { "account add", "ADDRESS-OR-URL", N_ ("Add an account on a calendar server"), MT_OPTION_ACCOUNT,
    1, 1, mt_cmd_account_add },
  { "account list", NULL, N_ ("List your accounts and all their calendars"), 0, 0, 0,
    mt_cmd_account_list },
  { "account test", "[ACCOUNT]", N_ ("Sign in and see whether all is well"), 0, 0, 1,
    mt_cmd_account_test },
  { "account map", "CALENDAR [PERSON]", N_ ("Say whose calendar it is"),
    MT_OPTION_NOBODY | MT_OPTION_COUNTS, 1, 2, mt_cmd_account_map },
  { "account remove", "ACCOUNT", N_ ("Remove an account and its password from this computer"), 0, 1,
    1, mt_cmd_account_remove },
  { "sync", NULL, N_ ("Fetch what is new and send what waits"), MT_OPTION_FULL | MT_OPTION_ACCEPT,
    0, 0, mt_cmd_sync },
  { "edits", NULL, N_ ("List edits that no server has taken yet"), 0, 0, 0, mt_cmd_edits },
  { "edit", "ID mine|theirs|retry|drop", N_ ("Say what becomes of such an edit"), 0, 2, 2,
    mt_cmd_edit },
  { "publish", "FOLDER URL", N_ ("Move a team from a folder to a server"), MT_OPTION_UPDATE_TEAM, 2,
    2, mt_cmd_publish },
  { "plan" },
  { "flags" },
  { "flag" },
  { "boards" },
};

/* Whether the words begin with the command's one or two. */
static guint
words_used (const MtCommand *command, const char *const *words)
{
  const char *space = strchr (command->name, ' ');
  gsize length = space != NULL ? (gsize) (space - command->name) : strlen (command->name);

  if (words[0] == NULL || strlen (words[0]) != length ||
      strncmp (words[0], command->name, length) != 0)
    return 0;
  if (space == NULL)
    return 1;
  return g_strcmp0 (words[1], space + 1) == 0 ? 2 : 0;
}

/**
 * mt_command_find:
 * @words: (array zero-terminated=1): what stands on the command line, from the command on
 * @n_used: (out): how many of them are the command's name
 *
 * Returns: (transfer none) (nullable): the command, or %NULL when there is none of that name.
 */
const MtCommand *
mt_command_find (const char *const *words, guint *n_used)
{
  for (guint i = 0; i < G_N_ELEMENTS (commands); i++)
    {
      *n_used = words_used (&commands[i], words);
      if (*n_used > 0)
        return &commands[i];
    }
  return NULL;
}

/**
 * mt_command_list:
 *
 * Returns: (transfer full): a line for each command of this version, for the help.
 */
char *
mt_command_list (void)
{
  g_autoptr (GString) text = g_string_new (_ ("Commands:"));

  for (guint i = 0; i < G_N_ELEMENTS (commands) && commands[i].run != NULL; i++)
    {
      const MtCommand *command = &commands[i];
      g_autofree char *usage = g_strjoin (" ", command->name, command->arguments, NULL);

      g_string_append_printf (text, "\n  %-30s  %s", usage, _ (command->summary));
    }
  g_string_append_c (text, '\n');
  return g_strdup (text->str);
}
