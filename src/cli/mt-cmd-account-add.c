/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * `meantimectl account add`: from an address to an account, in the steps that the window shows.
 */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>
#include <unistd.h>

#include "cli/mt-answer.h"
#include "cli/mt-cli-accounts.h"
#include "cli/mt-command.h"
#include "cli/mt-prompt.h"
#include "cli/mt-table.h"
#include "service/accounts/mt-account-setup.h"
#include "service/mt-display-text.h"

#define TRIES 3 /* of a password, where somebody types it */

/* One adding. */
typedef struct
{
  MtCli *cli;            /* unowned */
  MtAccountSetup *setup; /* owned */
  GMainLoop *loop;       /* owned */
  GAsyncResult *result;  /* owned, nullable: of the step that has just ended */
} Adding;

static void
adding_clear (Adding *self)
{
  g_clear_object (&self->setup);
  g_clear_object (&self->result);
  g_clear_pointer (&self->loop, g_main_loop_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Adding, adding_clear)

static void
ended_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Adding *self = user_data;

  g_set_object (&self->result, result);
  g_main_loop_quit (self->loop);
}

/* What was tried, for whoever watches: a line for each step. */
static void
say_steps (const Adding *self)
{
  GListModel *steps = mt_account_setup_get_steps (self->setup);

  if (!isatty (STDERR_FILENO))
    return;
  for (guint i = 0; i < g_list_model_get_n_items (steps); i++)
    {
      g_autoptr (MtSetupStep) step = g_list_model_get_item (steps, i);
      g_autofree char *line = g_strdup_printf ("%s: %s", mt_setup_step_get_text (step),
                                               mt_setup_step_get_result_text (step));
      g_autofree char *plain = mt_cli_plain (line);

      g_printerr ("  %s\n", plain);
    }
}

/* What was typed, without a password that somebody wrote into the URL. */
static char *
dup_typed (const char *typed)
{
  const char *scheme = strstr (typed, "://");
  const char *start = scheme != NULL ? scheme + strlen ("://") : typed;
  const gsize length = strcspn (start, "/?#");
  const char *at = g_strrstr_len (start, length, "@");

  if (at == NULL || (scheme == NULL && memchr (start, ':', at - start) == NULL))
    return g_strdup (typed);
  return g_strdup_printf ("%.*s%s", (int) (start - typed), typed, at + 1);
}

static gboolean
fail (const Adding *self, GError *why, GError **error)
{
  g_autofree char *where = dup_typed (self->cli->options.words[0]);
  const gboolean no_caldav =
      g_error_matches (why, MT_ACCOUNT_SETUP_ERROR, MT_SETUP_TROUBLE_NO_CALDAV);
  const char *notes = no_caldav ? mt_account_setup_get_notes_text (self->setup) : "";
  const gboolean is_input = g_error_matches (why, MT_ACCOUNT_SETUP_ERROR, MT_SETUP_TROUBLE_ADDRESS);
  g_autofree char *message =
      *notes != '\0' ? g_strdup_printf ("%s %s", why->message, notes) : g_strdup (why->message);

  say_steps (self);
  g_set_error (error, MT_CLI_ERROR, is_input ? MT_CLI_ERROR_USAGE : MT_CLI_ERROR_FAILED, "%s: %s",
               where, message);
  g_error_free (why);
  return FALSE;
}

static gboolean
find (Adding *self, GError **error)
{
  GError *why = NULL;

  mt_account_setup_find_async (self->setup, self->cli->options.words[0], NULL, ended_cb, self);
  g_main_loop_run (self->loop);
  return mt_account_setup_find_finish (self->setup, self->result, &why) || fail (self, why, error);
}

static gboolean
sign_in_once (Adding *self, MtAuthKind kind, const char *user, const char *secret, GError **error)
{
  mt_account_setup_sign_in_async (self->setup, kind, user, secret, NULL, ended_cb, self);
  g_main_loop_run (self->loop);
  return mt_account_setup_sign_in_finish (self->setup, self->result, error);
}

/* Asks for the secret as often as somebody may mistype it; a script has one line. */
static gboolean
sign_in_with_secret (Adding *self, MtAuthKind kind, GError **error)
{
  const char *user = self->cli->options.user != NULL ? self->cli->options.user
                                                     : mt_account_setup_get_user (self->setup);
  const char *server = mt_account_setup_get_server (self->setup);
  g_autofree char *question = NULL;

  if (user == NULL && kind == MT_AUTH_PASSWORD)
    return mt_cli_usage (error, "--user", _ ("say who signs in at %s"), server);
  question = kind == MT_AUTH_PASSWORD ? g_strdup_printf (_ ("Password of %s at %s: "), user, server)
                                      : g_strdup_printf (_ ("Token for %s: "), server);
  for (guint i = 1;; i++)
    {
      char *secret = mt_prompt_secret (question, error);
      GError *why = NULL;
      gboolean ok;

      if (secret == NULL)
        return FALSE;
      ok = sign_in_once (self, kind, user, secret, &why);
      mt_secret_free (secret);
      if (ok)
        return TRUE;
      if (i == TRIES || !mt_prompt_is_terminal () ||
          !g_error_matches (why, MT_ACCOUNT_SETUP_ERROR, MT_SETUP_TROUBLE_PASSWORD))
        return fail (self, why, error);
      mt_cli_warn (why->message);
      g_error_free (why);
    }
}

static void
browser_cb (MtAccountSetup *setup, GParamSpec *pspec, gpointer user_data)
{
  const char *uri = mt_account_setup_get_browser_uri (setup);

  if (uri != NULL && *uri != '\0')
    {
      g_autofree char *plain = mt_cli_plain (uri);

      g_printerr (_ ("Open this page in a browser and sign in there:\n%s\n"), plain);
    }
}

static gboolean
sign_in_with_browser (Adding *self, GError **error)
{
  gulong handler =
      g_signal_connect (self->setup, "notify::browser-uri", G_CALLBACK (browser_cb), NULL);
  GError *why = NULL;
  gboolean ok;

  mt_account_setup_browse_async (self->setup, self->cli->options.client_id, NULL, ended_cb, self);
  g_main_loop_run (self->loop);
  ok = mt_account_setup_browse_finish (self->setup, self->result, &why);
  g_signal_handler_disconnect (self->setup, handler);
  return ok || fail (self, why, error);
}

static gboolean
sign_in (Adding *self, GError **error)
{
  const char *how = self->cli->options.sign_in;

  if (mt_account_setup_get_stage (self->setup) != MT_SETUP_STAGE_SIGN_IN)
    return TRUE;
  if (how == NULL || g_str_equal (how, "password"))
    return sign_in_with_secret (self, MT_AUTH_PASSWORD, error);
  if (g_str_equal (how, "token"))
    return sign_in_with_secret (self, MT_AUTH_BEARER, error);
  return sign_in_with_browser (self, error);
}

static gboolean
refuse_feed (Adding *self, GError **error)
{
  if (mt_account_setup_get_stage (self->setup) != MT_SETUP_STAGE_FEED)
    return TRUE;
  return mt_cli_usage (error, self->cli->options.words[0],
                       _ ("this is a calendar by itself and needs no account: name it in the team "
                          "file, \"calendars\": [\"%s\"]"),
                       mt_account_setup_get_feed (self->setup));
}

static gboolean
make (Adding *self, MtSetupMake what, const char *property, const char *name, GError **error)
{
  GError *why = NULL;
  gboolean lacks = FALSE;

  g_object_get (self->setup, property, &lacks, NULL);
  if (!lacks)
    return TRUE;
  mt_account_setup_make_async (self->setup, what, name, NULL, ended_cb, self);
  g_main_loop_run (self->loop);
  return mt_account_setup_make_finish (self->setup, self->result, &why) || fail (self, why, error);
}

static gboolean
make_missing (Adding *self, GError **error)
{
  const MtOptions *options = &self->cli->options;

  return (!options->make_board ||
          make (self, MT_SETUP_MAKE_BOARD, "lacks-board", _ ("Board"), error)) &&
         (!options->make_journal ||
          make (self, MT_SETUP_MAKE_JOURNAL, "lacks-journal", _ ("Journal"), error));
}

static MtAccount *
save_once (Adding *self, GError **error)
{
  mt_account_setup_save_async (self->setup, NULL, ended_cb, self);
  g_main_loop_run (self->loop);
  return mt_account_setup_save_finish (self->setup, self->result, error);
}

/* A locked keyring asks in a dialog of its own, where there is a screen and somebody before it. */
static gboolean
unlock (const Adding *self)
{
  const gboolean has_screen = g_getenv ("WAYLAND_DISPLAY") != NULL || g_getenv ("DISPLAY") != NULL;

  return has_screen && mt_prompt_is_terminal () &&
         mt_secrets_unlock (mt_cli_accounts_secrets (self->cli), NULL, NULL);
}

static gboolean
save (Adding *self, MtAccount **account, GError **error)
{
  GError *why = NULL;

  if (self->cli->options.title != NULL)
    mt_account_setup_set_title (self->setup, self->cli->options.title);
  *account = save_once (self, &why);
  if (g_error_matches (why, MT_ACCOUNT_SETUP_ERROR, MT_SETUP_TROUBLE_KEYRING) && unlock (self))
    {
      g_clear_error (&why);
      *account = save_once (self, &why);
    }
  if (*account != NULL)
    return TRUE;
  if (!g_error_matches (why, MT_ACCOUNT_SETUP_ERROR, MT_SETUP_TROUBLE_KEYRING) ||
      self->cli->options.secret_file != NULL)
    return fail (self, why, error);
  g_error_free (why);
  g_set_error (
      error, MT_CLI_ERROR, MT_CLI_ERROR_FAILED,
      _ ("%s: there is no keyring that can keep the password; start or unlock one, or name "
         "a file for it with --secret-file"),
      self->cli->options.words[0]);
  return FALSE;
}

static void
answer_json (MtCli *cli, const MtAccount *account, GListModel *collections)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  mt_json_string (builder, "id", account->id);
  mt_json_string (builder, "title", account->title);
  mt_json_string (builder, "url", account->url);
  mt_json_string (builder, "user", account->user);
  json_builder_set_member_name (builder, "collections");
  json_builder_begin_array (builder);
  for (guint i = 0; i < g_list_model_get_n_items (collections); i++)
    {
      g_autoptr (MtFoundCollection) found = g_list_model_get_item (collections, i);

      json_builder_begin_object (builder);
      mt_json_string (builder, "url", mt_found_collection_get_url (found));
      mt_json_string (builder, "name", mt_found_collection_get_name (found));
      mt_json_string (builder, "owner", mt_found_collection_get_owner_text (found));
      mt_json_string (builder, "holds", mt_found_collection_get_holds_text (found));
      mt_json_string (builder, "person", mt_found_collection_get_person_id (found));
      mt_json_bool (builder, "counts", mt_found_collection_get_counts (found));
      mt_json_bool (builder, "used", mt_found_collection_get_use (found));
      mt_json_bool (builder, "read_only", mt_found_collection_get_read_only (found));
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
  json_builder_end_object (builder);
  mt_answer_json (cli, builder);
}

static void
answer_text (MtCli *cli, const MtAccount *account, GListModel *collections)
{
  g_autoptr (MtTable) table = mt_table_new (4, 2);
  g_autofree char *id = mt_display_line (account->id);

  mt_ink_append (cli->out, cli->colour, MT_INK_STRONG, id);
  g_string_append_c (cli->out, '\n');
  for (guint i = 0; i < g_list_model_get_n_items (collections); i++)
    {
      g_autoptr (MtFoundCollection) found = g_list_model_get_item (collections, i);
      g_autofree char *name = mt_display_line (mt_found_collection_get_name (found));
      g_autofree char *owner = mt_display_line (mt_found_collection_get_owner_text (found));
      const char *person = mt_found_collection_get_person_id (found);

      mt_table_add (table, MT_INK_PLAIN, name);
      mt_table_add (table, MT_INK_DIM, owner);
      mt_table_add (table, MT_INK_DIM, mt_found_collection_get_holds_text (found));
      mt_table_add (table, MT_INK_PLAIN, person != NULL ? person : "");
    }
  mt_table_print (table, cli->out, cli->colour);
}

static gboolean
check_options (const MtCli *cli, GError **error)
{
  static const char *const ways[] = { "password", "token", "browser", NULL };
  const struct
  {
    const char *name;
    const char *value;
  } texts[] = { { "account add", cli->options.words[0] },
                { "--user", cli->options.user },
                { "--title", cli->options.title },
                { "--client-id", cli->options.client_id } };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    if (texts[i].value != NULL && !g_utf8_validate (texts[i].value, -1, NULL))
      return mt_cli_usage (error, texts[i].name, _ ("the text is not UTF-8"));
  if (cli->options.sign_in != NULL && !g_strv_contains (ways, cli->options.sign_in))
    return mt_cli_usage (error, "--sign-in", _ ("“%s” is none of: password, token, browser"),
                         cli->options.sign_in);
  return TRUE;
}

static void
prepare (Adding *self, MtCli *cli)
{
  MtSecrets *secrets = mt_cli_accounts_secrets (cli);

  self->cli = cli;
  self->loop = g_main_loop_new (NULL, FALSE);
  self->setup = mt_account_setup_new (cli->team, cli->me != NULL ? cli->me->id : NULL, secrets);
  mt_account_setup_set_secret_file (self->setup, mt_secrets_get_file (secrets));
  if (cli->options.ca_file != NULL)
    {
      g_autofree char *path = g_canonicalize_filename (cli->options.ca_file, NULL);

      mt_account_setup_set_ca_file (self->setup, path);
    }
}

/**
 * mt_cmd_account_add:
 * @cli: a run
 * @error: return location
 *
 * Finds the server of an address or URL, signs in, lists its calendars and writes the account. The
 * password comes from the terminal or from one line of standard input.
 *
 * Returns: %FALSE with an error, and no account added.
 */
gboolean
mt_cmd_account_add (MtCli *cli, GError **error)
{
  g_auto (Adding) adding = { NULL };
  g_autoptr (MtAccount) account = NULL;

  if (cli->options.demo)
    return mt_cli_usage (error, "--demo", _ ("the sample team has no accounts"));
  if (!check_options (cli, error) || !mt_cli_accounts_try_team (cli, error))
    return FALSE;
  prepare (&adding, cli);
  if (!find (&adding, error) || !refuse_feed (&adding, error) || !sign_in (&adding, error) ||
      !make_missing (&adding, error) || !save (&adding, &account, error))
    return FALSE;
  if (cli->options.json)
    answer_json (cli, account, mt_account_setup_get_collections (adding.setup));
  else
    answer_text (cli, account, mt_account_setup_get_collections (adding.setup));
  return TRUE;
}
