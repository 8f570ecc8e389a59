/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * The commands of meantimectl: a table of what there is, and one function a command.
 */
#pragma once

#include "cli/mt-cli.h"

G_BEGIN_DECLS

/* Which options a command takes besides the global ones. */
typedef enum
{
  MT_OPTION_FROM = 1 << 0,
  MT_OPTION_DAYS = 1 << 1,
  MT_OPTION_PEOPLE = 1 << 2,
  MT_OPTION_MIN_PEOPLE = 1 << 3,
  MT_OPTION_MIN_LENGTH = 1 << 4,
  MT_OPTION_LARGEST = 1 << 5,
  MT_OPTION_FORMAT = 1 << 6,
  MT_OPTION_OUTPUT = 1 << 7,
  MT_OPTION_CHANNEL = 1 << 8,
  MT_OPTION_SENT = 1 << 9,
  MT_OPTION_PERSON = 1 << 10,
  MT_OPTION_COLUMN = 1 << 11,
  MT_OPTION_DAY = 1 << 12,
  MT_OPTION_NOBODY = 1 << 13,
  MT_OPTION_POST = 1 << 14, /* --done, --next, --blocked TEXT */
  MT_OPTION_FILTER =
      1 << 15, /* --mine, --waiting, --blocked, --overdue, --urgent, --label, --text */
  MT_OPTION_ACCOUNT = 1 << 16, /* --user, --title, --sign-in, --client-id, --ca-file, --make-… */
  MT_OPTION_COUNTS = 1 << 17,
  MT_OPTION_FULL = 1 << 18,
  MT_OPTION_UPDATE_TEAM = 1 << 19,
  MT_OPTION_ACCEPT = 1 << 20,
} MtOptionFlags;

/* Answers into cli->out. An error's code decides the exit status. */
typedef gboolean (*MtCommandRun) (MtCli *cli, GError **error);

struct _MtCommand
{
  const char *name;      /* one or two words */
  const char *arguments; /* for the help, nullable */
  const char *summary;   /* for the help, marked for translation */
  MtOptionFlags options;
  guint min_words; /* arguments after the name */
  guint max_words;
  MtCommandRun run; /* NULL: not in this version */
};

const MtCommand *mt_command_find (const char *const *words, guint *n_used);
char *mt_command_list (void);

gboolean mt_cmd_team_check (MtCli *cli, GError **error);
gboolean mt_cmd_who (MtCli *cli, GError **error);
gboolean mt_cmd_busy (MtCli *cli, GError **error);
gboolean mt_cmd_overlap (MtCli *cli, GError **error);
gboolean mt_cmd_reply_by (MtCli *cli, GError **error);
gboolean mt_cmd_convert (MtCli *cli, GError **error);
gboolean mt_cmd_outlook (MtCli *cli, GError **error);
gboolean mt_cmd_board (MtCli *cli, GError **error);
gboolean mt_cmd_updates (MtCli *cli, GError **error);
gboolean mt_cmd_task_show (MtCli *cli, GError **error);
gboolean mt_cmd_task_move (MtCli *cli, GError **error);
gboolean mt_cmd_task_assign (MtCli *cli, GError **error);
gboolean mt_cmd_task_comment (MtCli *cli, GError **error);
gboolean mt_cmd_update_post (MtCli *cli, GError **error);
gboolean mt_cmd_accounts (MtCli *cli, GError **error);
gboolean mt_cmd_account_add (MtCli *cli, GError **error);
gboolean mt_cmd_account_list (MtCli *cli, GError **error);
gboolean mt_cmd_account_test (MtCli *cli, GError **error);
gboolean mt_cmd_account_map (MtCli *cli, GError **error);
gboolean mt_cmd_account_remove (MtCli *cli, GError **error);
gboolean mt_cmd_sync (MtCli *cli, GError **error);
gboolean mt_cmd_edits (MtCli *cli, GError **error);
gboolean mt_cmd_edit (MtCli *cli, GError **error);
gboolean mt_cmd_publish (MtCli *cli, GError **error);

G_END_DECLS
