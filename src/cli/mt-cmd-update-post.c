/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * `meantimectl update post`: your update of a day.
 */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "cli/mt-command.h"
#include "cli/mt-update-answer.h"
#include "service/mt-update-change.h"

#define BACK_DAYS 35 /* as far back as the shift may be that ended last */

static gboolean
check_options (const MtCli *cli, GError **error)
{
  const struct
  {
    const char *name;
    const char *value;
  } texts[] = { { "--done", cli->options.done },
                { "--next", cli->options.next },
                { "--blocked", cli->options.blocked } };
  guint n = 0;

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      if (texts[i].value == NULL)
        continue;
      if (!g_utf8_validate (texts[i].value, -1, NULL))
        return mt_cli_usage (error, texts[i].name, _ ("the text is not UTF-8"));
      n++;
    }
  if (n == 0)
    return mt_cli_usage (error, cli->command->name,
                         _ ("there is nothing to post; write --done, --next or --blocked"));
  return TRUE;
}

static gboolean
check_me (const MtCli *cli, GError **error)
{
  if (cli->me != NULL)
    return TRUE;
  return mt_cli_usage (error, "--me", _ ("say who you are, so that the update has an author"));
}

static gboolean
check_journal (const MtCli *cli, GError **error)
{
  if (cli->snapshot->journal != MT_SOURCE_UNKNOWN)
    return TRUE;
  /* Its problem was said while it was read. */
  g_set_error_literal (error, MT_CLI_ERROR, MT_CLI_ERROR_FAILED, "");
  return FALSE;
}

static gboolean
post (MtCli *cli, MtDate day, GError **error)
{
  const MtUpdateText text = { day, cli->options.done, cli->options.next, cli->options.blocked,
                              NULL };
  g_autoptr (GError) why = NULL;
  MtChange *change = mt_update_change_new (cli->snapshot, cli->me, &text, cli->now, &why);

  if (change == NULL)
    return mt_cli_usage (error, cli->command->name, "%s", why->message);
  return mt_cli_apply (cli, change, error);
}

/**
 * mt_cmd_update_post:
 * @cli: a run
 * @error: return location
 *
 * Posts an update of *me*: for the day that is named, else for the shift that is on or has just
 * ended. Answers as `updates` does, for *me* alone.
 *
 * Returns: %FALSE with an error, and nothing posted.
 */
gboolean
mt_cmd_update_post (MtCli *cli, GError **error)
{
  const MtLoadFlags flags = MT_LOAD_CALENDARS | MT_LOAD_JOURNAL;
  const MtPost *post_read;
  MtUpdateDay day;

  if (!check_options (cli, error) || !mt_cli_read_team (cli, error) || !check_me (cli, error) ||
      !mt_update_day_read (cli, &day, error) ||
      !mt_cli_load (cli, (MtSpan){ cli->now - BACK_DAYS * MT_DAY_S, cli->now + 4 * MT_DAY_S },
                    flags, error) ||
      !check_journal (cli, error))
    return FALSE;
  if (!day.given)
    day.date = mt_due_day_offered (cli->patterns, cli->me,
                                   mt_snapshot_agenda (cli->snapshot, cli->me), cli->now);
  day.given = TRUE;
  if (!post (cli, day.date, error) ||
      !mt_cli_load (cli, mt_update_day_window (cli, &day), flags, error))
    return FALSE;
  mt_update_answer (cli, &day, cli->me);
  post_read = mt_update_answer_post (cli, &day, cli->me);
  return mt_cli_finish_edit (cli, post_read != NULL ? &post_read->pending : NULL, error);
}
