/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * `meantimectl publish`: a team that began in a folder moves to a server.
 */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <unistd.h>

#include "cli/mt-answer.h"
#include "cli/mt-cli-accounts.h"
#include "cli/mt-command.h"
#include "cli/mt-table.h"
#include "service/mt-display-text.h"
#include "service/sync/mt-publish.h"

#define PROGRESS_EVERY_US (200 * 1000)

static guint
count_done (const MtPublishPart *part)
{
  return part->n_sent + part->n_same + part->troubles->len;
}

/* On a terminal one line that changes, so that a long move does not look like a stopped one. */
static void
progress_cb (const MtPublishPart *part, gpointer user_data)
{
  gint64 *said = user_data;
  const gint64 now = g_get_monotonic_time ();

  if (!isatty (STDERR_FILENO) || now - *said < PROGRESS_EVERY_US)
    return;
  *said = now;
  g_printerr ("\r%s: %u/%u\033[K", part->segment, count_done (part), part->n_items);
}

static void
say_troubles (MtPublish *publish)
{
  GPtrArray *parts = mt_publish_get_parts (publish);

  for (guint i = 0; i < parts->len; i++)
    {
      const MtPublishPart *part = g_ptr_array_index (parts, i);

      for (guint j = 0; j < part->troubles->len; j++)
        {
          const MtPublishTrouble *trouble = g_ptr_array_index (part->troubles, j);
          g_autofree char *line = g_strdup_printf ("%s: %s", trouble->path, trouble->why);

          mt_cli_warn (line);
        }
      for (guint j = 0; j < part->altered->len; j++)
        {
          const MtPublishTrouble *note = g_ptr_array_index (part->altered, j);
          g_autofree char *line = g_strdup_printf ("%s: %s", note->path, note->why);

          mt_cli_warn (line);
        }
    }
}

static void
add_trouble_json (JsonBuilder *builder, const MtPublishTrouble *trouble)
{
  json_builder_begin_object (builder);
  mt_json_string (builder, "path", trouble->path);
  mt_json_string (builder, "uid", trouble->uid);
  mt_json_bool (builder, "differs", trouble->differs);
  mt_json_string (builder, "error", trouble->why);
  json_builder_end_object (builder);
}

static void
add_part_json (JsonBuilder *builder, const MtPublishPart *part)
{
  json_builder_begin_object (builder);
  mt_json_string (builder, "path", part->path);
  mt_json_string (builder, "url", part->url);
  mt_json_bool (builder, "made", part->made);
  mt_json_int (builder, "items", part->n_items);
  mt_json_int (builder, "sent", part->n_sent);
  mt_json_int (builder, "same", part->n_same);
  mt_json_int (builder, "altered", part->altered->len);
  mt_json_bool (builder, "finished", part->finished);
  json_builder_set_member_name (builder, "troubles");
  json_builder_begin_array (builder);
  for (guint i = 0; i < part->troubles->len; i++)
    add_trouble_json (builder, g_ptr_array_index (part->troubles, i));
  json_builder_end_array (builder);
  json_builder_end_object (builder);
}

static void
add_change_json (JsonBuilder *builder, const MtPublishChange *change)
{
  json_builder_begin_object (builder);
  mt_json_string (builder, "person", change->person);
  mt_json_string (builder, "key", change->key);
  mt_json_string (builder, "from", change->from);
  mt_json_string (builder, "to", change->to);
  json_builder_end_object (builder);
}

static void
answer_json (MtCli *cli, MtPublish *publish, gboolean updated)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  GPtrArray *parts = mt_publish_get_parts (publish);
  GPtrArray *changes = mt_publish_get_changes (publish);

  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "collections");
  json_builder_begin_array (builder);
  for (guint i = 0; i < parts->len; i++)
    add_part_json (builder, g_ptr_array_index (parts, i));
  json_builder_end_array (builder);
  mt_json_string (builder, "team_file", mt_publish_get_team_path (publish));
  mt_json_bool (builder, "team_file_updated", updated);
  json_builder_set_member_name (builder, "changes");
  json_builder_begin_array (builder);
  for (guint i = 0; i < changes->len; i++)
    add_change_json (builder, g_ptr_array_index (changes, i));
  json_builder_end_array (builder);
  json_builder_end_object (builder);
  mt_answer_json (cli, builder);
}

static void
add_part_text (MtTable *table, const MtPublishPart *part)
{
  g_autofree char *path = mt_display_line (part->path);
  g_autofree char *url = mt_display_line (part->url);
  g_autofree char *there = g_strdup_printf (
      ngettext ("%u of %u item is there", "%u of %u items are there", part->n_items),
      part->n_sent + part->n_same, part->n_items);
  g_autofree char *sent =
      g_strdup_printf (ngettext ("%u sent now", "%u sent now", part->n_sent), part->n_sent);

  mt_table_add (table, MT_INK_PLAIN, path);
  mt_table_add (table, MT_INK_PLAIN, url);
  mt_table_add (table, part->finished && part->troubles->len == 0 ? MT_INK_GOOD : MT_INK_ALERT,
                there);
  mt_table_add (table, MT_INK_DIM, sent);
}

/* The lines of the team file that are to change, or have. */
static void
add_changes_text (MtCli *cli, MtPublish *publish, gboolean updated)
{
  GPtrArray *changes = mt_publish_get_changes (publish);
  g_autoptr (MtTable) table = mt_table_new (4, 2);
  g_autofree char *path = NULL;

  if (mt_publish_get_team_path (publish) == NULL || !mt_publish_is_complete (publish))
    return;
  path = mt_display_line (mt_publish_get_team_path (publish));
  g_string_append_printf (cli->out,
                          updated ? _ ("\n%s says now:\n")
                                  : _ ("\nChange these lines of %s, or publish again with "
                                       "--update-team:\n"),
                          path);
  for (guint i = 0; i < changes->len; i++)
    {
      const MtPublishChange *change = g_ptr_array_index (changes, i);

      mt_table_add (table, MT_INK_DIM, change->person != NULL ? change->person : "");
      mt_table_add (table, MT_INK_PLAIN, change->key);
      mt_table_add (table, MT_INK_DIM, change->from);
      mt_table_add (table, MT_INK_STRONG, change->to);
    }
  mt_table_print (table, cli->out, cli->colour);
}

static void
answer_text (MtCli *cli, MtPublish *publish, gboolean updated)
{
  g_autoptr (MtTable) table = mt_table_new (4, 0);
  GPtrArray *parts = mt_publish_get_parts (publish);

  for (guint i = 0; i < parts->len; i++)
    add_part_text (table, g_ptr_array_index (parts, i));
  mt_table_print (table, cli->out, cli->colour);
  add_changes_text (cli, publish, updated);
}

/* Where no account is there for the server, it is asked without: some need none. */
static MtHttp *
sign_in (MtCli *cli, const char *url, GError **error)
{
  g_autoptr (GPtrArray) accounts = mt_cli_accounts_load (cli, error);
  MtAccount *account = accounts != NULL ? mt_account_for_url (accounts, url) : NULL;
  MtSecrets *secrets = mt_cli_accounts_secrets (cli);
  GError *why = NULL;
  MtHttp *http;

  if (accounts == NULL)
    return NULL;
  http = mt_account_open (account, secrets, NULL, &why);
  if (http == NULL && why->domain == MT_SECRETS_ERROR && mt_cli_accounts_ask (cli, account, NULL))
    {
      g_clear_error (&why);
      http = mt_account_open (account, secrets, NULL, &why);
    }
  if (http == NULL)
    mt_cli_accounts_fail (error, account->id, why);
  return http;
}

static gboolean
run (MtCli *cli, MtPublish *publish, MtHttp *http, GError **error)
{
  const char *url = cli->options.words[1];
  gint64 said = 0;
  GError *why = NULL;
  const gboolean ok = mt_publish_run (publish, http, progress_cb, &said, NULL, &why);

  if (said != 0)
    g_printerr ("\n");
  if (ok)
    return TRUE;
  if (g_error_matches (why, MT_NET_ERROR, MT_NET_ERROR_AUTH))
    g_prefix_error (&why, _ ("sign in first, with meantimectl account add %s: "), url);
  return mt_cli_accounts_fail (error, url, why);
}

/* What was moved is told in any case; a run that failed goes on when it is called again. */
static gboolean
finish (MtCli *cli, MtPublish *publish, gboolean ran, GError **error)
{
  GError *why = NULL;
  gboolean updated = FALSE;

  say_troubles (publish);
  if (ran && cli->options.update_team && mt_publish_get_team_path (publish) != NULL)
    updated = mt_publish_update_team (publish, cli->tzdata, &why);
  if (cli->options.json)
    answer_json (cli, publish, updated);
  else
    answer_text (cli, publish, updated);
  if (why != NULL)
    {
      g_set_error_literal (error, MT_CLI_ERROR, MT_CLI_ERROR_FAILED, why->message);
      g_error_free (why);
      return FALSE;
    }
  if (ran && !mt_publish_is_complete (publish))
    g_set_error_literal (error, MT_CLI_ERROR, MT_CLI_ERROR_FAILED, "");
  return ran && mt_publish_is_complete (publish);
}

/**
 * mt_cmd_publish:
 * @cli: a run
 * @error: return location
 *
 * Moves a folder to a server: makes the collections, sends what is not there yet, and says what is
 * to change in the team file.
 *
 * Returns: %FALSE with an error when not everything is there; called again, it goes on.
 */
gboolean
mt_cmd_publish (MtCli *cli, GError **error)
{
  g_autoptr (MtPublish) publish = NULL;
  g_autoptr (MtHttp) http = NULL;
  GError *why = NULL;
  gboolean ran;

  if (cli->options.demo)
    return mt_cli_usage (error, "--demo", _ ("the sample team stays where it is"));
  publish = mt_publish_new (cli->options.words[0], cli->options.words[1], cli->tzdata, &why);
  if (publish == NULL)
    {
      g_set_error_literal (error, MT_CLI_ERROR, MT_CLI_ERROR_USAGE, why->message);
      g_error_free (why);
      return FALSE;
    }
  http = sign_in (cli, cli->options.words[1], error);
  if (http == NULL)
    return FALSE;
  ran = run (cli, publish, http, error);
  return finish (cli, publish, ran, ran ? error : NULL);
}
