/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * `meantimectl account test`, `map` and `remove`.
 */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "cli/mt-answer.h"
#include "cli/mt-cli-accounts.h"
#include "cli/mt-command.h"
#include "cli/mt-table.h"
#include "service/accounts/mt-account-check.h"
#include "service/accounts/mt-account-remove.h"
#include "service/mt-display-text.h"

/* --- test --- */

/* How one account did. */
typedef struct
{
  const MtAccount *account; /* unowned */
  guint n_collections;
  GError *error; /* owned, nullable */
} Trial;

static void
trial_clear (gpointer data)
{
  g_clear_error (&((Trial *) data)->error);
}

static gboolean
go_on (MtAccount *account, gpointer user_data, GError **error)
{
  mt_account_pause (account, NULL, 0);
  return TRUE;
}

/* An account that was paused goes on as soon as its secret is seen to be accepted. */
static void
end_pause (Trial *trial)
{
  g_autoptr (MtAccountFile) file = mt_account_file_new (NULL);

  if (trial->error == NULL && trial->account->paused != NULL)
    mt_account_file_change (file, trial->account->id, go_on, NULL, &trial->error);
}

/* Where somebody sits there, they are asked for a password that nothing else tells. */
static Trial
try_account (MtCli *cli, const MtAccount *account)
{
  MtSecrets *secrets = mt_cli_accounts_secrets (cli);
  Trial trial = { account };

  if (mt_account_check (account, secrets, &trial.n_collections, NULL, &trial.error) ||
      trial.error->domain != MT_SECRETS_ERROR || !mt_cli_accounts_ask (cli, account, NULL))
    return trial;
  g_clear_error (&trial.error);
  mt_account_check (account, secrets, &trial.n_collections, NULL, &trial.error);
  return trial;
}

static void
answer_test_json (MtCli *cli, const GArray *trials)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_array (builder);
  for (guint i = 0; i < trials->len; i++)
    {
      const Trial *trial = &g_array_index (trials, Trial, i);

      json_builder_begin_object (builder);
      mt_json_string (builder, "id", trial->account->id);
      mt_json_bool (builder, "ok", trial->error == NULL);
      mt_json_string (builder, "error", trial->error != NULL ? trial->error->message : NULL);
      mt_json_int (builder, "collections", trial->n_collections);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
  mt_answer_json (cli, builder);
}

static void
answer_test_text (MtCli *cli, const GArray *trials)
{
  g_autoptr (MtTable) table = mt_table_new (2, 0);

  for (guint i = 0; i < trials->len; i++)
    {
      const Trial *trial = &g_array_index (trials, Trial, i);
      g_autofree char *id = mt_display_line (trial->account->id);
      g_autofree char *state =
          trial->error != NULL
              ? g_strdup (_ ("failed"))
              : g_strdup_printf (
                    ngettext ("fine, %u calendar", "fine, %u calendars", trial->n_collections),
                    trial->n_collections);

      mt_table_add (table, MT_INK_PLAIN, id);
      mt_table_add (table, trial->error != NULL ? MT_INK_ALERT : MT_INK_GOOD, state);
    }
  mt_table_print (table, cli->out, cli->colour);
}

/* Says what is wrong with each on standard error. */
static gboolean
say_failures (const GArray *trials, GError **error)
{
  guint n = 0;

  for (guint i = 0; i < trials->len; i++)
    {
      const Trial *trial = &g_array_index (trials, Trial, i);
      g_autofree char *line = NULL;

      if (trial->error == NULL)
        continue;
      line = g_strdup_printf ("%s: %s", trial->account->id, trial->error->message);
      mt_cli_warn (line);
      n++;
    }
  if (n > 0)
    g_set_error_literal (error, MT_CLI_ERROR, MT_CLI_ERROR_FAILED, "");
  return n == 0;
}

/**
 * mt_cmd_account_test:
 * @cli: a run
 * @error: return location
 *
 * Signs in with one account, or all of them, and lists their calendars. One that was paused goes
 * on when that works; nothing else is changed.
 *
 * Returns: %FALSE with an error when one of them failed.
 */
gboolean
mt_cmd_account_test (MtCli *cli, GError **error)
{
  const char *id = cli->options.words != NULL ? cli->options.words[0] : NULL;
  g_autoptr (GPtrArray) accounts = mt_cli_accounts_load (cli, error);
  g_autoptr (GArray) trials = g_array_new (FALSE, FALSE, sizeof (Trial));
  MtAccount *only = NULL;

  g_array_set_clear_func (trials, trial_clear);
  if (accounts == NULL)
    return FALSE;
  if (id != NULL && (only = mt_cli_accounts_find (accounts, id, "account test", error)) == NULL)
    return FALSE;
  for (guint i = 0; i < accounts->len; i++)
    {
      MtAccount *account = g_ptr_array_index (accounts, i);

      if (only == NULL || only == account)
        {
          Trial trial = try_account (cli, account);

          end_pause (&trial);
          g_array_append_val (trials, trial);
        }
    }
  if (cli->options.json)
    answer_test_json (cli, trials);
  else
    answer_test_text (cli, trials);
  return say_failures (trials, error);
}

/* --- map --- */

/* What is to be said of a collection. */
typedef struct
{
  const char *url;
  const char *person; /* nullable */
  gboolean sets_person;
  gboolean counts;
  gboolean sets_counts;
} Mapping;

static gboolean
change_collection (MtAccount *account, gpointer user_data, GError **error)
{
  const Mapping *mapping = user_data;
  MtAccountCollection *collection = mt_account_find_collection (account, mapping->url);

  if (collection == NULL)
    collection = mt_account_add_collection (account, mapping->url);
  if (mapping->sets_person)
    {
      g_free (collection->person);
      collection->person = g_strdup (mapping->person);
      collection->used = collection->used || mapping->person != NULL;
    }
  if (mapping->sets_counts)
    collection->counts = mapping->counts;
  return TRUE;
}

/* Finds a calendar by its URL, or by its name if no other has it. */
static const MtAccountCollection *
find_collection (const GPtrArray *accounts, const char *name, MtAccount **owner, GError **error)
{
  const MtAccountCollection *found = NULL;
  guint n = 0;

  for (guint i = 0; i < accounts->len; i++)
    {
      MtAccount *account = g_ptr_array_index (accounts, i);

      for (guint j = 0; j < account->collections->len; j++)
        {
          const MtAccountCollection *collection = g_ptr_array_index (account->collections, j);
          const gboolean exact = g_str_equal (collection->url, name);

          if (!exact && g_strcmp0 (collection->name, name) != 0)
            continue;
          found = collection;
          *owner = account;
          n++;
          if (exact)
            return found;
        }
    }
  if (n == 1)
    return found;
  if (n == 0)
    mt_cli_usage (error, "account map",
                  _ ("there is no calendar “%s”; meantimectl account list shows them"), name);
  else
    mt_cli_usage (error, "account map", _ ("%u calendars are called “%s”; give the URL of one"), n,
                  name);
  return NULL;
}

static gboolean
read_counts (const MtCli *cli, Mapping *mapping, GError **error)
{
  const char *counts = cli->options.counts;

  mapping->sets_counts = counts != NULL;
  mapping->counts = g_strcmp0 (counts, "yes") == 0;
  if (counts == NULL || mapping->counts || g_str_equal (counts, "no"))
    return TRUE;
  return mt_cli_usage (error, "--counts", _ ("“%s” is neither yes nor no"), counts);
}

static gboolean
read_mapping (MtCli *cli, Mapping *mapping, GError **error)
{
  const char *id = cli->options.words[1];

  if (!read_counts (cli, mapping, error))
    return FALSE;
  if (id != NULL && cli->options.nobody)
    return mt_cli_usage (error, "account map", _ ("name either a person or --nobody"));
  if (id == NULL && !cli->options.nobody && cli->options.counts == NULL)
    return mt_cli_usage (error, "account map", _ ("name a person, or --nobody, or --counts"));
  mapping->sets_person = id != NULL || cli->options.nobody;
  if (id == NULL)
    return TRUE;
  if (!mt_cli_read_team (cli, error) || mt_cli_find_person (cli, "account map", id, error) == NULL)
    return FALSE;
  mapping->person = id;
  return TRUE;
}

/**
 * mt_cmd_account_map:
 * @cli: a run
 * @error: return location
 *
 * Says whose calendar one is, and whether its events make that person busy.
 *
 * Returns: %FALSE with an error, and nothing changed.
 */
gboolean
mt_cmd_account_map (MtCli *cli, GError **error)
{
  g_autoptr (GPtrArray) accounts = mt_cli_accounts_load (cli, error);
  g_autoptr (MtAccountFile) file = mt_account_file_new (NULL);
  const MtAccountCollection *collection;
  MtAccount *owner = NULL;
  Mapping mapping = { 0 };
  GError *why = NULL;

  if (accounts == NULL || !read_mapping (cli, &mapping, error))
    return FALSE;
  collection = find_collection (accounts, cli->options.words[0], &owner, error);
  if (collection == NULL)
    return FALSE;
  mapping.url = collection->url;
  return mt_account_file_change (file, owner->id, change_collection, &mapping, &why) ||
         mt_cli_accounts_fail (error, owner->id, why);
}

/* --- remove --- */

static void
say_remains (const MtAccountRemains *remains)
{
  g_autofree char *waiting = mt_account_remains_say_waiting (remains);
  g_autofree char *secret = mt_account_remains_say_secret (remains);

  if (waiting != NULL)
    mt_cli_warn (waiting);
  if (secret != NULL)
    mt_cli_warn (secret);
}

/**
 * mt_cmd_account_remove:
 * @cli: a run
 * @error: return location
 *
 * Removes an account, its password and what was read with it from this computer; nothing on the
 * server.
 *
 * Returns: %FALSE with an error, and nothing removed; or with what could not be.
 */
gboolean
mt_cmd_account_remove (MtCli *cli, GError **error)
{
  g_autoptr (GPtrArray) accounts = mt_cli_accounts_load (cli, error);
  g_auto (MtAccountRemains) remains = { 0 };
  MtAccount *account;
  GError *why = NULL;

  if (accounts == NULL)
    return FALSE;
  account = mt_cli_accounts_find (accounts, cli->options.words[0], "account remove", error);
  if (account == NULL)
    return FALSE;
  if (!mt_account_remove (account, mt_cli_accounts_secrets (cli), NULL, NULL, &remains, NULL, &why))
    return mt_cli_accounts_fail (error, account->id, why);
  say_remains (&remains);
  if (remains.secret_error == NULL)
    return TRUE;
  g_set_error_literal (error, MT_CLI_ERROR, MT_CLI_ERROR_FAILED, "");
  return FALSE;
}
