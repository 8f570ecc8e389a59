/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * The accounts as commands use them.
 */
#include "config.h"
#include "cli/mt-cli-accounts.h"

#include <glib/gi18n-lib.h>

#include "cli/mt-prompt.h"

/**
 * mt_cli_accounts_fail:
 * @error: return location
 * @where: what it is about
 * @why: (transfer full): what went wrong
 *
 * Sets a %MT_CLI_ERROR_FAILED in the form of all messages.
 *
 * Returns: %FALSE
 */
gboolean
mt_cli_accounts_fail (GError **error, const char *where, GError *why)
{
  g_set_error (error, MT_CLI_ERROR, MT_CLI_ERROR_FAILED, "%s: %s", where, why->message);
  g_error_free (why);
  return FALSE;
}

/**
 * mt_cli_accounts_load:
 * @cli: a run
 * @error: return location
 *
 * Returns: (transfer full) (element-type MtAccount): the accounts of this user, none of the sample;
 *   %NULL with a %MT_CLI_ERROR_FAILED when their file cannot be read
 */
GPtrArray *
mt_cli_accounts_load (MtCli *cli, GError **error)
{
  g_autoptr (MtAccountFile) file = mt_account_file_new (NULL);
  GError *why = NULL;
  GPtrArray *accounts;

  if (cli->options.demo)
    return g_ptr_array_new_with_free_func ((GDestroyNotify) mt_account_unref);
  accounts = mt_account_file_load (file, &why);
  if (accounts == NULL)
    mt_cli_accounts_fail (error, mt_account_file_get_path (file), why);
  return accounts;
}

static char *
list_ids (const GPtrArray *accounts)
{
  g_autoptr (GStrvBuilder) ids = g_strv_builder_new ();
  g_auto (GStrv) list = NULL;

  for (guint i = 0; i < accounts->len; i++)
    g_strv_builder_add (ids, ((const MtAccount *) g_ptr_array_index (accounts, i))->id);
  list = g_strv_builder_end (ids);
  return g_strjoinv (", ", list);
}

/**
 * mt_cli_accounts_find:
 * @accounts: (element-type MtAccount): the accounts there are
 * @id: an id or a title, as typed
 * @where: the command, for the message
 * @error: return location
 *
 * Returns: (transfer none) (nullable): the account; %NULL with a %MT_CLI_ERROR_USAGE that lists
 *   what there is
 */
MtAccount *
mt_cli_accounts_find (const GPtrArray *accounts, const char *id, const char *where, GError **error)
{
  g_autofree char *ids = list_ids (accounts);
  MtAccount *found = NULL;
  guint n_titles = 0;

  for (guint i = 0; i < accounts->len; i++)
    {
      MtAccount *account = g_ptr_array_index (accounts, i);

      if (g_str_equal (account->id, id))
        return account;
      if (g_str_equal (account->title, id))
        {
          found = account;
          n_titles++;
        }
    }
  if (n_titles == 1)
    return found;
  if (accounts->len == 0)
    mt_cli_usage (error, where,
                  _ ("there is no account “%s”, nor any other; meantimectl account add adds one"),
                  id);
  else
    mt_cli_usage (error, where, _ ("there is no account “%s”; there are: %s"), id, ids);
  return NULL;
}

/**
 * mt_cli_accounts_secrets:
 * @cli: a run
 *
 * Returns: (transfer none): where passwords are: in the file of `--secret-file`, else in the
 *   keyring, unless an account says otherwise
 */
MtSecrets *
mt_cli_accounts_secrets (MtCli *cli)
{
  g_autofree char *path = NULL;

  if (cli->secrets != NULL)
    return cli->secrets;
  if (cli->options.secret_file != NULL)
    path = g_canonicalize_filename (cli->options.secret_file, NULL);
  cli->secrets = mt_secrets_new (path);
  return cli->secrets;
}

/**
 * mt_cli_accounts_ask:
 * @cli: a run
 * @account: an account whose secret neither keyring nor file tells
 * @error: return location
 *
 * Asks whoever sits there; it is known to this run only.
 *
 * Returns: %FALSE when nobody does, or they say nothing: with a %MT_CLI_ERROR_USAGE
 */
gboolean
mt_cli_accounts_ask (MtCli *cli, const MtAccount *account, GError **error)
{
  const gboolean password = g_str_equal (account->auth, MT_ACCOUNT_AUTH_PASSWORD);
  g_autofree char *question =
      g_strdup_printf (password ? _ ("Password of %s: ") : _ ("Token of %s: "), account->id);
  char *secret;

  if (!mt_prompt_is_terminal ())
    return mt_cli_usage (error, account->id, _ ("nobody can be asked for the password"));
  secret = mt_prompt_secret (question, error);
  if (secret == NULL)
    return FALSE;
  mt_secrets_remember (mt_cli_accounts_secrets (cli), account->id,
                       password ? MT_SECRET_PASSWORD : MT_SECRET_TOKEN, secret);
  mt_secret_free (secret);
  return TRUE;
}

/**
 * mt_cli_accounts_try_team:
 * @cli: a run
 * @error: return location
 *
 * Reads the team for what can do without: that none was opened yet is no error, and of one that
 * was opened last and is broken nothing is said.
 *
 * Returns: %FALSE with an error when the team that `--team` names cannot be read
 */
gboolean
mt_cli_accounts_try_team (MtCli *cli, GError **error)
{
  if (cli->options.team != NULL || cli->options.demo)
    return mt_cli_read_team (cli, error);
  if (mt_cli_find_team (cli, NULL))
    mt_cli_read_team_quietly (cli);
  if (cli->format == NULL && !cli->options.json)
    cli->format = mt_format_new ();
  return TRUE;
}
