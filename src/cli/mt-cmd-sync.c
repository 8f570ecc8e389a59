/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * `meantimectl sync` and `meantimectl accounts`: what is on servers, fetched and sent now; and how
 * it stands.
 */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "cli/mt-account-answer.h"
#include "cli/mt-cli-accounts.h"
#include "cli/mt-command.h"

static gboolean
refuse_sample (const MtCli *cli, GError **error)
{
  return !cli->options.demo ||
         mt_cli_usage (error, "--demo", _ ("the sample team has no accounts"));
}

static gboolean
answer_state (MtCli *cli, gboolean all, GError **error)
{
  g_autoptr (MtSyncPlan) plan = NULL;
  g_auto (MtSyncReport) report = { 0 };

  if (!refuse_sample (cli, error) || !mt_cli_accounts_try_team (cli, error))
    return FALSE;
  plan = mt_cli_sync_plan (cli, error);
  if (plan == NULL || !mt_cli_sync_look (cli, plan, &report, error))
    return FALSE;
  if (cli->options.json)
    {
      g_autoptr (JsonBuilder) builder = json_builder_new ();

      mt_account_answer_json (builder, plan, &report, all);
      mt_answer_json (cli, builder);
    }
  else
    mt_account_answer_text (cli, plan, &report, all);
  return TRUE;
}

/**
 * mt_cmd_accounts:
 * @cli: a run
 * @error: return location
 *
 * Answers with what is known of all that is kept up to date. No server is asked.
 *
 * Returns: %FALSE with an error.
 */
gboolean
mt_cmd_accounts (MtCli *cli, GError **error)
{
  return answer_state (cli, FALSE, error);
}

/**
 * mt_cmd_account_list:
 * @cli: a run
 * @error: return location
 *
 * Answers as mt_cmd_accounts() does, with the calendars that are not used.
 *
 * Returns: %FALSE with an error.
 */
gboolean
mt_cmd_account_list (MtCli *cli, GError **error)
{
  return answer_state (cli, TRUE, error);
}

static guint
count (const MtSyncReport *report, gboolean conflicts)
{
  guint n = 0;

  for (guint i = 0; report->collections != NULL && i < report->collections->len; i++)
    {
      const MtStoreCollection *collection = g_ptr_array_index (report->collections, i);

      n += conflicts ? collection->n_conflicts : collection->n_pending;
    }
  return n;
}

static void
answer_json (MtCli *cli,
             const MtSyncPlan *plan,
             const MtSyncReport *report,
             gboolean by_window,
             double seconds)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "accounts");
  mt_account_answer_json (builder, plan, report, FALSE);
  mt_json_int (builder, "sent", report->n_sent);
  mt_json_int (builder, "received", report->n_received);
  mt_json_int (builder, "removed", report->n_removed);
  mt_json_int (builder, "conflicts", count (report, TRUE));
  mt_json_int (builder, "requests", report->traffic.requests);
  json_builder_set_member_name (builder, "seconds");
  json_builder_add_double_value (builder, seconds);
  mt_json_bool (builder, "by_window", by_window);
  json_builder_end_object (builder);
  mt_answer_json (cli, builder);
}

static void
answer_text (MtCli *cli, const MtSyncPlan *plan, const MtSyncReport *report, gboolean by_window)
{
  g_autofree char *received = g_strdup_printf (
      ngettext ("%u item received", "%u items received", report->n_received), report->n_received);
  g_autofree char *removed =
      g_strdup_printf (ngettext ("%u removed", "%u removed", report->n_removed), report->n_removed);
  g_autofree char *sent =
      g_strdup_printf (ngettext ("%u edit sent", "%u edits sent", report->n_sent), report->n_sent);

  mt_account_answer_text (cli, plan, report, FALSE);
  if (by_window)
    g_string_append (cli->out, _ ("\nThe window that is open has done it.\n"));
  else
    g_string_append_printf (cli->out, "\n%s, %s, %s\n", received, removed, sent);
}

/* Where somebody sits there, they are asked for passwords that nothing else tells, each once. */
static gboolean
run_and_ask (MtCli *cli,
             MtSyncPlan *plan,
             MtSyncReport *report,
             gboolean *by_window,
             GError **error)
{
  const MtSyncFlags flags = MT_SYNC_ASKED | (cli->options.full ? MT_SYNC_FULL : 0);
  g_autoptr (GHashTable) asked = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  while (mt_cli_sync_run (cli, plan, flags, report, by_window, error))
    {
      MtAccount *account = report->secret_wanted != NULL
                               ? mt_sync_plan_find_account (plan, report->secret_wanted)
                               : NULL;

      if (account == NULL || !g_hash_table_add (asked, g_strdup (account->id)) ||
          !mt_cli_accounts_ask (cli, account, NULL))
        return TRUE;
      mt_sync_report_clear (report);
    }
  return FALSE;
}

/* A team file on a server comes first: it says what else there is. */
static gboolean
read_team (MtCli *cli, GError **error)
{
  return refuse_sample (cli, error) && mt_cli_accounts_try_team (cli, error);
}

/* Accounts that were paused meanwhile say so in their file. */
static void
refresh_plan (MtCli *cli, MtSyncPlan **plan)
{
  MtSyncPlan *again = mt_cli_sync_plan (cli, NULL);

  if (again == NULL)
    return;
  mt_sync_plan_unref (*plan);
  *plan = again;
}

static gboolean
check_accept (const MtCli *cli, const MtSyncPlan *plan, GError **error)
{
  const char *url = cli->options.accept;

  return url == NULL || mt_sync_plan_find (plan, url) != NULL ||
         mt_cli_usage (
             error, "--accept",
             _ ("“%s” is no calendar that is kept up to date; meantimectl accounts --json "
                "lists them"),
             url);
}

/**
 * mt_cmd_sync:
 * @cli: a run
 * @error: return location
 *
 * Sends what waits and fetches what is new, now; beside a window that one does it. Every trouble is
 * a line on standard error.
 *
 * Returns: %FALSE with an error when anything failed; what did not is done.
 */
gboolean
mt_cmd_sync (MtCli *cli, GError **error)
{
  const gint64 start = g_get_monotonic_time ();
  g_autoptr (MtSyncPlan) plan = NULL;
  g_auto (MtSyncReport) report = { 0 };
  gboolean by_window = FALSE;
  double seconds;
  guint n_troubles;

  if (!read_team (cli, error))
    return FALSE;
  plan = mt_cli_sync_plan (cli, error);
  if (plan == NULL || !check_accept (cli, plan, error) ||
      !run_and_ask (cli, plan, &report, &by_window, error))
    return FALSE;
  seconds = (double) ((g_get_monotonic_time () - start) / 1000) / 1000;
  refresh_plan (cli, &plan);
  n_troubles = mt_account_answer_troubles (plan, &report);
  if (cli->options.json)
    answer_json (cli, plan, &report, by_window, seconds);
  else
    answer_text (cli, plan, &report, by_window);
  if (n_troubles == 0 && report.error == NULL)
    return TRUE;
  g_set_error (error, MT_CLI_ERROR, MT_CLI_ERROR_FAILED, "%s",
               n_troubles == 0 ? report.error->message : "");
  return FALSE;
}
