/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * The account is written: first its secret, then its record, on a thread; a keyring may take long.
 */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "net/mt-url.h"
#include "service/accounts/mt-account-file.h"
#include "service/accounts/mt-account-setup-private.h"
#include "service/accounts/mt-setup-words.h"

typedef struct
{
  MtAccount *account;  /* owned */
  MtSecrets *secrets;  /* owned */
  char *accounts_path; /* nullable */
  char *secret;        /* nullable */
  char *refresh;       /* nullable */
  gboolean session_only;
} Saving;

static void
saving_free (gpointer data)
{
  Saving *self = data;

  mt_account_unref (self->account);
  mt_secrets_unref (self->secrets);
  g_free (self->accounts_path);
  g_clear_pointer (&self->secret, mt_secret_free);
  g_clear_pointer (&self->refresh, mt_secret_free);
  g_free (self);
}

static void
replace (char **field, const char *text)
{
  g_free (*field);
  *field = g_strdup (text);
}

static char *
describe_components (MtHolds holds)
{
  g_autoptr (GString) words = g_string_new (NULL);
  static const char *const names[] = { "VEVENT", "VTODO", "VJOURNAL", "VFREEBUSY",
                                       "VAVAILABILITY" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (holds & (1 << i))
      g_string_append_printf (words, "%s%s", words->len > 0 ? " " : "", names[i]);
  return g_string_free (g_steal_pointer (&words), FALSE);
}

static void
fill_collection (MtAccountCollection *to, MtFoundCollection *item)
{
  const MtHomeCollection *from = mt_found_collection_get (item);

  to->name = g_strdup (from->name);
  to->owner = from->foreign ? g_strdup (from->owner_name) : NULL;
  to->owner_address = from->foreign ? g_strdup (from->owner_addresses[0]) : NULL;
  to->components = describe_components (from->holds);
  to->person = g_strdup (mt_found_collection_get_person_id (item));
  to->used = mt_found_collection_get_use (item);
  to->counts = mt_found_collection_get_counts (item);
  to->read_only = !from->may_write;
}

static void
fill_collections (MtAccountSetup *self, MtAccount *account)
{
  GListModel *items = G_LIST_MODEL (self->collections);

  g_ptr_array_set_size (account->collections, 0);
  for (guint i = 0; i < g_list_model_get_n_items (items); i++)
    {
      g_autoptr (MtFoundCollection) item = g_list_model_get_item (items, i);

      fill_collection (mt_account_add_collection (account, mt_found_collection_get_url (item)),
                       item);
    }
}

static void
fill_who (MtAccount *account, const MtDiscovered *found)
{
  replace (&account->principal, found->self != NULL ? found->self->principal : NULL);
  replace (&account->inbox, found->inbox);
  replace (&account->outbox, found->outbox);
  g_strfreev (account->homes);
  g_strfreev (account->addresses);
  account->homes = found->self != NULL ? g_strdupv (found->self->homes) : g_new0 (char *, 1);
  account->addresses =
      found->self != NULL ? g_strdupv (found->self->addresses) : g_new0 (char *, 1);
}

/* The homes of large servers stand on another host than the one that is asked for them; then it is
 * that host which is asked from now on, and where the secret goes. */
static const char *
get_place (const MtDiscovered *found)
{
  const char *home = found->self != NULL ? found->self->homes[0] : NULL;

  return home != NULL && !mt_url_same_origin (home, found->url) ? home : found->url;
}

static void
fill_place (MtAccount *account, const MtDiscovered *found)
{
  const char *place = get_place (found);
  g_autofree char *origin = mt_url_get_origin (place);

  replace (&account->url, place);
  replace (&account->origin, origin);
}

/* (transfer full) (nullable): an account signed in to anew keeps its id: its secret and what was
 * synced hang on it. */
static MtAccount *
make_account (MtAccountSetup *self)
{
  g_autofree char *id = mt_account_make_id (self->user, get_place (self->found));
  MtAccount *account = self->account != NULL ? mt_account_copy (self->account)
                       : id != NULL          ? mt_account_new (id)
                                             : NULL;

  if (account == NULL)
    return NULL;
  replace (&account->title, mt_account_setup_get_title (self));
  fill_place (account, self->found);
  replace (&account->user, self->user);
  replace (&account->auth, self->auth);
  replace (&account->secret_file, self->secret_file);
  replace (&account->ca_file, self->ca_file);
  replace (&account->oauth_client, self->client_id);
  replace (&account->oauth_token_url, self->token_url);
  replace (&account->goa_id, self->goa_id);
  replace (&account->paused, NULL);
  fill_who (account, self->found);
  fill_collections (self, account);
  return account;
}

static gboolean
keep_one (Saving *self,
          const char *kind,
          const char *secret,
          GCancellable *cancellable,
          GError **error)
{
  if (secret == NULL)
    return TRUE;
  if (!self->session_only)
    return mt_secrets_store (self->secrets, self->account->id, kind, secret, cancellable, error);
  mt_secrets_remember (self->secrets, self->account->id, kind, secret);
  return TRUE;
}

/* What the desktop keeps is not kept twice. */
static gboolean
keep_secrets (Saving *self, GCancellable *cancellable, GError **error)
{
  const char *auth = self->account->auth;
  const char *kind =
      g_str_equal (auth, MT_ACCOUNT_AUTH_PASSWORD) ? MT_SECRET_PASSWORD : MT_SECRET_TOKEN;

  if (g_str_equal (auth, MT_ACCOUNT_AUTH_NONE) || g_str_equal (auth, MT_ACCOUNT_AUTH_GOA))
    return TRUE;
  mt_secrets_set_file (self->secrets, self->account->id, self->account->secret_file);
  return keep_one (self, kind, self->secret, cancellable, error) &&
         keep_one (self, MT_SECRET_REFRESH, self->refresh, cancellable, error);
}

static void
run_saving (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Saving *self = data;
  g_autoptr (MtAccountFile) file = mt_account_file_new (self->accounts_path);
  g_autoptr (GError) error = NULL;

  if (keep_secrets (self, cancellable, &error) && mt_account_file_put (file, self->account, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

static GError *
explain (const GError *error)
{
  const MtSetupCircumstances around = { NULL, FALSE, FALSE, FALSE, FALSE };
  g_autofree char *words = NULL;
  const MtSetupTrouble trouble = mt_setup_explain (error, &around, &words);

  return g_error_new_literal (MT_ACCOUNT_SETUP_ERROR, trouble, words);
}

static void
saved_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  MtAccountSetup *self = MT_ACCOUNT_SETUP (g_task_get_source_object (task));
  g_autoptr (GError) error = NULL;

  if (g_task_propagate_boolean (G_TASK (result), &error))
    mt_account_setup_set_stage (self, MT_SETUP_STAGE_SAVED);
  mt_account_setup_end (self, task, error != NULL ? explain (error) : NULL);
}

/**
 * mt_account_setup_save_async:
 * @self: a setup whose collections are listed
 * @cancellable: (nullable): to stop it
 * @callback: when it is over
 * @user_data: for @callback
 *
 * Keeps the secret and writes the account with what the user chose. Where the secret cannot be
 * kept (%MT_SETUP_TROUBLE_KEYRING), nothing is written.
 */
void
mt_account_setup_save_async (MtAccountSetup *self,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  g_autoptr (GTask) work = NULL;
  MtAccount *account;
  Saving *saving;

  g_return_if_fail (MT_IS_ACCOUNT_SETUP (self));
  g_return_if_fail (self->found != NULL);

  g_task_set_source_tag (task, mt_account_setup_save_async);
  if (!mt_account_setup_begin (self, task))
    return;
  account = make_account (self);
  saving = g_new0 (Saving, 1);
  saving->account = mt_account_ref (account);
  saving->secrets = mt_secrets_ref (self->secrets);
  saving->accounts_path = g_strdup (self->accounts_path);
  saving->secret = g_strdup (self->secret);
  saving->refresh = g_strdup (self->refresh);
  saving->session_only = self->session_only;
  g_task_set_task_data (task, account, (GDestroyNotify) mt_account_unref);
  mt_account_setup_set_text (self, MT_SETUP_PROP_STEP_TEXT, _ ("Saving the account"));
  work = g_task_new (NULL, cancellable, saved_cb, g_object_ref (task));
  g_task_set_task_data (work, saving, saving_free);
  g_task_run_in_thread (work, run_saving);
}

/**
 * mt_account_setup_save_finish:
 * @self: a setup
 * @result: what the callback got
 * @error: return location
 *
 * Returns: (transfer full) (nullable): the account as it is written; %NULL with
 *   %MT_ACCOUNT_SETUP_ERROR
 */
MtAccount *
mt_account_setup_save_finish (MtAccountSetup *self, GAsyncResult *result, GError **error)
{
  GTask *task = G_TASK (result);

  return g_task_propagate_boolean (task, error) ? mt_account_ref (g_task_get_task_data (task))
                                                : NULL;
}

/**
 * mt_account_setup_set_account:
 * @self: a setup
 * @account: an account there is already
 *
 * Signs in anew to @account: the address is known, and what was chosen stays chosen. Whether its
 * server takes the browser, and what is to be known of it, shows a moment later.
 */
void
mt_account_setup_set_account (MtAccountSetup *self, MtAccount *account)
{
  g_autofree char *server = mt_url_get_host (account->url);

  g_return_if_fail (MT_IS_ACCOUNT_SETUP (self));

  g_clear_pointer (&self->account, mt_account_unref);
  self->account = mt_account_ref (account);
  g_clear_pointer (&self->found, mt_discovered_free);
  replace (&self->typed, account->url);
  replace (&self->ca_file, account->ca_file);
  if (account->secret_file != NULL)
    replace (&self->secret_file, account->secret_file);
  mt_account_setup_set_title (self, account->title);
  mt_account_setup_set_text (self, MT_SETUP_PROP_USER, account->user);
  mt_account_setup_set_text (self, MT_SETUP_PROP_SERVER, server);
  mt_account_setup_set_flag (self, MT_SETUP_PROP_TAKES_PASSWORD, TRUE);
  mt_account_setup_set_flag (self, MT_SETUP_PROP_TAKES_BEARER, TRUE);
  mt_account_setup_set_flag (self, MT_SETUP_PROP_TAKES_BROWSER,
                             g_str_equal (account->auth, MT_ACCOUNT_AUTH_OAUTH));
  mt_account_setup_set_stage (self, MT_SETUP_STAGE_SIGN_IN);
  mt_account_setup_look_for_browser (self);
}
