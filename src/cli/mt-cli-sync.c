/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * One process of a user syncs. That is the window where one runs; a command is it only while it is
 * alone.
 */
#include "config.h"
#include "cli/mt-cli-sync.h"

#include <glib/gi18n-lib.h>

#include "cli/mt-cli-accounts.h"
#include "cli/mt-command.h"
#include "cli/mt-deadline.h"
#include "service/mt-clock.h"
#include "service/sync/mt-sync-cover.h"
#include "service/sync/mt-sync.h"

#define MINUTE_S 60           /* what the clock goes by: within it "now" is never ahead */
#define FRESH_S 300           /* what was checked since needs no look */
#define READ_WAIT_S 10        /* an answer waits so long for news, */
#define READ_WAIT_FIRST_S 60  /* or so long where nothing is known at all, */
#define READ_WAIT_FAILING_S 4 /* or so long where it failed before */
#define SEND_WAIT_S 20
#define WINDOW_WAIT_MS 120000
#define OTHER_WAIT_S 60 /* for another command that syncs */
#define OTHER_LOOK_MS 100
#define NOTE_WAIT_MS 2000 /* for a window that is only told */

/* The clock of the wall, not that of --at: it says how old a copy is. */
static gint64
real_now (void)
{
  g_autoptr (MtClock) clock = mt_clock_new ();

  return mt_clock_get_now (clock);
}

/**
 * mt_cli_sync_plan:
 * @cli: a run that has found or read its team, or has none
 * @error: return location
 *
 * Returns: (transfer full): what is to be kept up to date; %NULL with a %MT_CLI_ERROR_FAILED when
 *   the accounts cannot be read
 */
MtSyncPlan *
mt_cli_sync_plan (MtCli *cli, GError **error)
{
  g_autoptr (GPtrArray) accounts = mt_cli_accounts_load (cli, error);

  if (accounts == NULL)
    return NULL;
  return mt_sync_plan_new (mt_cli_get_team_url (cli), cli->team,
                           cli->me != NULL ? cli->me->id : NULL, accounts);
}

/* Asks the window that runs. Returns: FALSE with an error when there is none, or it does not end.
 */
static gboolean
ask_window (MtSyncFlags flags, int timeout_ms, GError **error)
{
  g_autoptr (GDBusConnection) bus = g_bus_get_sync (G_BUS_TYPE_SESSION, NULL, error);
  g_autoptr (GVariant) answer = NULL;

  if (bus == NULL)
    return FALSE;
  answer =
      g_dbus_connection_call_sync (bus, APPLICATION_ID, MT_SYNC_OBJECT_PATH, MT_SYNC_INTERFACE,
                                   "Sync", g_variant_new ("(b)", (flags & MT_SYNC_FULL) != 0), NULL,
                                   G_DBUS_CALL_FLAGS_NO_AUTO_START, timeout_ms, NULL, error);
  return answer != NULL;
}

static gboolean
run_engine (MtCli *cli,
            MtSyncPlan *plan,
            MtSyncFlags flags,
            MtSyncReport *report,
            GCancellable *cancellable,
            GError **error)
{
  g_autoptr (MtSyncEngine) engine = mt_sync_engine_new (NULL, NULL, mt_cli_accounts_secrets (cli));

  if (cli->options.accept != NULL)
    mt_sync_engine_accept (engine, cli->options.accept);
  return mt_sync_engine_run (engine, plan, flags, real_now (), report, cancellable, error);
}

/**
 * mt_cli_sync_look:
 * @cli: a run
 * @plan: what is kept up to date
 * @report: (out caller-allocates): what the store knows
 * @error: return location
 *
 * Asks nobody but the store.
 *
 * Returns: %FALSE with a %MT_CLI_ERROR_FAILED
 */
gboolean
mt_cli_sync_look (MtCli *cli, MtSyncPlan *plan, MtSyncReport *report, GError **error)
{
  g_autoptr (MtSyncEngine) engine = mt_sync_engine_new (NULL, NULL, mt_cli_accounts_secrets (cli));
  GError *why = NULL;

  return mt_sync_engine_look (engine, plan, report, &why) ||
         mt_cli_accounts_fail (error, cli->command->name, why);
}

static gboolean
moment_over_cb (gpointer user_data)
{
  g_main_loop_quit (user_data);
  return G_SOURCE_REMOVE;
}

/* The kernel tells nobody that a lock was given back. */
static void
wait_a_moment (void)
{
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);

  g_timeout_add (OTHER_LOOK_MS, moment_over_cb, loop);
  g_main_loop_run (loop);
}

/**
 * mt_cli_sync_run:
 * @cli: a run
 * @plan: what to keep up to date
 * @flags: how
 * @report: (out caller-allocates): how it went
 * @by_window: (out): a window did it: what it counted is not known here
 * @error: return location
 *
 * Syncs, or has the window do it; then waits for it to end.
 *
 * Returns: %FALSE with a %MT_CLI_ERROR_FAILED when it was not begun. What went wrong with one place
 *   or another stands in @report.
 */
gboolean
mt_cli_sync_run (MtCli *cli,
                 MtSyncPlan *plan,
                 MtSyncFlags flags,
                 MtSyncReport *report,
                 gboolean *by_window,
                 GError **error)
{
  const gint64 until = g_get_monotonic_time () + OTHER_WAIT_S * G_TIME_SPAN_SECOND;
  g_autoptr (GError) why = NULL;

  *by_window = FALSE;
  while (!run_engine (cli, plan, flags, report, NULL, &why))
    {
      if (!g_error_matches (why, MT_SYNC_ERROR, MT_SYNC_ERROR_BUSY) ||
          g_get_monotonic_time () > until)
        return mt_cli_accounts_fail (error, cli->command->name, g_steal_pointer (&why));
      mt_sync_report_clear (report);
      g_clear_error (&why);
      *by_window = ask_window (flags, WINDOW_WAIT_MS, NULL);
      if (*by_window)
        return mt_cli_sync_look (cli, plan, report, error);
      wait_a_moment (); /* it is another command: that one ends */
    }
  return TRUE;
}

/**
 * mt_cli_sync_find:
 * @report: what the store knows
 * @url: of a place
 *
 * Returns: (transfer none) (nullable): what it knows of that one
 */
const MtStoreCollection *
mt_cli_sync_find (const MtSyncReport *report, const char *url)
{
  for (guint i = 0; report->collections != NULL && i < report->collections->len; i++)
    {
      const MtStoreCollection *collection = g_ptr_array_index (report->collections, i);

      if (g_str_equal (collection->url, url))
        return collection;
    }
  return NULL;
}

/* Whether it is known of everybody when they are busy then. */
static gboolean
covers (const MtSyncReport *report, MtSpan window)
{
  for (guint i = 0; window.end > window.start && i < report->collections->len; i++)
    if (!mt_sync_cover_is_known (g_ptr_array_index (report->collections, i), window))
      return FALSE;
  return TRUE;
}

/* How long to wait for news of what is to be read: 0 where all of it is fresh. */
static guint
find_wait (const MtSyncPlan *plan, const MtSyncReport *report)
{
  const gint64 now = real_now ();
  guint wait_s = covers (report, plan->window) ? 0 : READ_WAIT_S;

  for (guint i = 0; i < plan->targets->len; i++)
    {
      const MtSyncTarget *target = g_ptr_array_index (plan->targets, i);
      const MtStoreCollection *known = mt_cli_sync_find (report, target->url);

      if (known == NULL || (known->checked == 0 && known->failed_since == 0))
        wait_s = MAX (wait_s, READ_WAIT_FIRST_S);
      else if (known->failed_since != 0)
        wait_s = MAX (wait_s, READ_WAIT_FAILING_S);
      else if (known->n_pending > 0 || now - known->checked > FRESH_S ||
               known->checked - now > MINUTE_S)
        wait_s = MAX (wait_s, READ_WAIT_S);
    }
  return wait_s;
}

/* Why there is no news, in one line; the answer comes all the same. */
static void
say_old (const char *why)
{
  g_autofree char *message =
      g_strdup_printf (_ ("calendars on servers: %s; what was read last is shown"), why);

  mt_cli_warn (message);
}

static void
say_report (const MtSyncReport *report)
{
  if (report->n_tried > 0 && report->n_reached == 0 && report->error != NULL)
    say_old (report->error->message);
}

/* Syncs for so long, or tells the window. */
static void
sync_for (MtCli *cli, MtSyncPlan *plan, guint wait_s)
{
  g_auto (MtSyncReport) report = { 0 };
  g_autoptr (GError) why = NULL;
  MtDeadline *deadline = mt_deadline_new (wait_s);
  gboolean ok = run_engine (cli, plan, 0, &report, mt_deadline_get_cancellable (deadline), &why);
  gboolean late = mt_deadline_free (deadline);

  if (late)
    say_old (_ ("they answer too slowly"));
  else if (ok)
    say_report (&report);
  else if (g_error_matches (why, MT_SYNC_ERROR, MT_SYNC_ERROR_BUSY))
    ask_window (0, NOTE_WAIT_MS, NULL);
  else
    say_old (why->message);
}

/**
 * mt_cli_sync_before_reading:
 * @cli: a run that has found its team
 * @window: what is to be known of people; empty: nothing
 *
 * Brings up to date what is older than five minutes, within seconds: where servers do not answer,
 * that is said, and what was read last is the answer.
 */
void
mt_cli_sync_before_reading (MtCli *cli, MtSpan window)
{
  g_auto (MtSyncReport) report = { 0 };
  g_autoptr (GError) error = NULL;
  g_autoptr (MtSyncPlan) plan = NULL;
  guint wait_s;

  if (cli->options.demo)
    return;
  plan = mt_cli_sync_plan (cli, &error);
  if (plan == NULL)
    {
      mt_cli_warn (error->message);
      return;
    }
  if (mt_sync_plan_is_empty (plan))
    return;
  plan->window = window;
  wait_s =
      mt_cli_sync_look (cli, plan, &report, NULL) ? find_wait (plan, &report) : READ_WAIT_FIRST_S;
  if (wait_s > 0)
    sync_for (cli, plan, wait_s);
}

/**
 * mt_cli_sync_after_edit:
 * @cli: a run that has put something into the outbox
 *
 * Sends it, or tells the window to. What cannot be sent now waits, and no word is lost on it here.
 */
void
mt_cli_sync_after_edit (MtCli *cli)
{
  g_auto (MtSyncReport) report = { 0 };
  g_autoptr (MtSyncPlan) plan = mt_cli_sync_plan (cli, NULL);
  g_autoptr (GError) why = NULL;
  MtDeadline *deadline;

  if (plan == NULL || mt_sync_plan_is_empty (plan))
    return;
  deadline = mt_deadline_new (SEND_WAIT_S);
  if (!run_engine (cli, plan, MT_SYNC_ASKED, &report, mt_deadline_get_cancellable (deadline),
                   &why) &&
      g_error_matches (why, MT_SYNC_ERROR, MT_SYNC_ERROR_BUSY))
    ask_window (0, SEND_WAIT_S * 1000, NULL);
  mt_deadline_free (deadline);
}
