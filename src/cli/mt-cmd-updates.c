/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * `meantimectl updates`: who owes an update by when, and who posted.
 */
#include "config.h"

#include "cli/mt-command.h"
#include "cli/mt-update-answer.h"

/**
 * mt_cmd_updates:
 * @cli: a run
 * @error: return location
 *
 * Answers with one update a person: that of their own today, or of the day asked for.
 *
 * Returns: %FALSE with an error when an option is wrong or the team cannot be read. A journal that
 *   cannot be read makes the states `unknown` and is named on standard error.
 */
gboolean
mt_cmd_updates (MtCli *cli, GError **error)
{
  const MtLoadFlags flags = MT_LOAD_CALENDARS | MT_LOAD_JOURNAL;
  MtUpdateDay day;

  if (!mt_update_day_read (cli, &day, error) || !mt_cli_read_team (cli, error) ||
      !mt_cli_load (cli, mt_update_day_window (cli, &day), flags, error))
    return FALSE;
  mt_update_answer (cli, &day, NULL);
  return TRUE;
}
