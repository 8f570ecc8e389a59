/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * Signing in by the browser: the password is typed there, and Meantime is given one for itself, or
 * a token. Also by the desktop, which has an account already.
 */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "net/mt-login-flow.h"
#include "net/mt-oauth.h"
#include "net/mt-url.h"
#include "service/accounts/mt-account-setup-private.h"
#include "service/accounts/mt-oauth-clients.h"

typedef struct
{
  MtAccountSetup *setup; /* unowned: alive until the end is told */
  MtSetupJob *job;       /* owned: what is done with the secret */
  char *url;             /* where the server is */
  char *client_id;       /* nullable */
  char *goa_id;          /* nullable: the desktop has the secret */
  MtOauthServer *server; /* owned, nullable: where to sign in, if that is known */
  gboolean got_secret;   /* it failed later, if it failed */
  const char *auth;      /* MT_ACCOUNT_AUTH_*, static */
  char *refresh;         /* nullable */
} Browsing;

static void
browsing_free (gpointer data)
{
  Browsing *self = data;

  mt_setup_job_free (self->job);
  g_free (self->url);
  g_free (self->client_id);
  g_free (self->goa_id);
  g_clear_pointer (&self->server, mt_oauth_server_free);
  g_clear_pointer (&self->refresh, mt_secret_free);
  g_free (self);
}

typedef struct
{
  MtAccountSetup *setup; /* owned */
  char *uri;
} Page;

static void
page_free (gpointer data)
{
  Page *page = data;

  g_object_unref (page->setup);
  g_free (page->uri);
  g_free (page);
}

static gboolean
show_page_cb (gpointer data)
{
  const Page *page = data;

  mt_account_setup_set_text (page->setup, MT_SETUP_PROP_STEP_TEXT,
                             _ ("Waiting until you have signed in with the browser"));
  mt_account_setup_set_text (page->setup, MT_SETUP_PROP_BROWSER_URI, page->uri);
  return G_SOURCE_REMOVE;
}

static void
show_page (MtAccountSetup *setup, const char *uri)
{
  Page *page = g_new0 (Page, 1);

  page->setup = g_object_ref (setup);
  page->uri = g_strdup (uri);
  g_main_context_invoke_full (setup->context, G_PRIORITY_DEFAULT, show_page_cb, page, page_free);
}

/* The server that was found must be the one that hands the password out. */
static gboolean
take_login (Browsing *self, const MtLogin *login, GError **error)
{
  if (!mt_url_same_site (login->server, self->url) &&
      !mt_url_same_origin (login->server, self->url))
    {
      g_set_error (error, MT_NET_ERROR, MT_NET_ERROR_REDIRECT,
                   _ ("the password is for another server, %s"), login->server);
      return FALSE;
    }
  self->job->kind = MT_AUTH_PASSWORD;
  self->job->user = g_strdup (login->user);
  self->job->secret = g_strdup (login->password);
  self->auth = MT_ACCOUNT_AUTH_PASSWORD;
  return TRUE;
}

static gboolean
log_in (Browsing *self,
        MtLoginFlow *flow,
        MtAccountSetup *setup,
        MtHttp *http,
        GCancellable *cancellable,
        GError **error)
{
  MtLogin *login;
  gboolean done;

  show_page (setup, mt_login_flow_get_uri (flow));
  login = mt_login_flow_wait (flow, http, cancellable, error);
  done = login != NULL && take_login (self, login, error);
  g_clear_pointer (&login, mt_login_free);
  return done;
}

static void
take_tokens (Browsing *self, const MtOauthTokens *tokens)
{
  self->job->kind = MT_AUTH_BEARER;
  self->job->secret = g_strdup (tokens->access);
  self->refresh = g_strdup (tokens->refresh);
  self->auth = MT_ACCOUNT_AUTH_OAUTH;
}

static gboolean
authorize (Browsing *self,
           MtAccountSetup *setup,
           MtHttp *http,
           GCancellable *cancellable,
           GError **error)
{
  g_autoptr (MtOauthFlow) flow = NULL;
  g_autoptr (MtOauthTokens) tokens = NULL;

  if (self->client_id == NULL)
    self->client_id = mt_oauth_client_find (OAUTH_CLIENTS, self->server->authorization_url);
  if (self->client_id == NULL)
    {
      g_set_error_literal (error, MT_NET_ERROR, MT_NET_ERROR_AUTH,
                           _ ("this server wants to know the program: enter the client ID that it "
                              "gave to you or to your organisation"));
      return FALSE;
    }
  flow = mt_oauth_flow_new (self->server, self->client_id, NULL, error);
  if (flow == NULL)
    return FALSE;
  show_page (setup, mt_oauth_flow_get_uri (flow));
  tokens = mt_oauth_flow_wait (flow, http, cancellable, error);
  if (tokens == NULL)
    return FALSE;
  take_tokens (self, tokens);
  return TRUE;
}

static gboolean
get_secret_by_browser (Browsing *self,
                       MtAccountSetup *setup,
                       MtHttp *http,
                       GCancellable *cancellable,
                       GError **error)
{
  g_autoptr (MtLoginFlow) flow = NULL;
  g_autofree char *host = mt_url_get_host (self->url);

  if (self->server == NULL)
    flow = mt_login_flow_start (http, self->url, cancellable, NULL);
  if (flow != NULL)
    return log_in (self, flow, setup, http, cancellable, error);
  if (self->server == NULL)
    self->server = mt_oauth_server_discover (http, self->url, cancellable, NULL);
  if (self->server != NULL)
    return authorize (self, setup, http, cancellable, error);
  g_set_error (error, MT_NET_ERROR, MT_NET_ERROR_MISSING,
               _ ("%s offers no way to sign in by the browser. Use a password or a token."), host);
  return FALSE;
}

static gboolean
get_secret_of_desktop (Browsing *self, GCancellable *cancellable, GError **error)
{
  MtGoaKind kind = MT_GOA_PASSWORD;

  self->job->secret = mt_goa_lookup (self->goa_id, &kind, cancellable, error);
  self->job->kind = kind == MT_GOA_TOKEN ? MT_AUTH_BEARER : MT_AUTH_PASSWORD;
  self->auth = MT_ACCOUNT_AUTH_GOA;
  return self->job->secret != NULL;
}

static void
run_browsing (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Browsing *self = data;
  g_autoptr (GError) error = NULL;
  g_autofree char *origin = g_steal_pointer (&self->job->origin);
  g_autoptr (MtHttp) http = mt_setup_job_make_http (self->job, &error);

  self->got_secret =
      http != NULL &&
      (self->goa_id != NULL ? get_secret_of_desktop (self, cancellable, &error)
                            : get_secret_by_browser (self, self->setup, http, cancellable, &error));
  self->job->origin = g_steal_pointer (&origin);
  if (self->got_secret && mt_setup_job_run (self->job, cancellable, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

/* Tokens name nobody: the account is called after its own address. */
static void
name_user (MtAccountSetup *self)
{
  const MtDavPerson *me = self->found->self;

  if (self->user == NULL && me != NULL && me->addresses[0] != NULL)
    self->user = g_strdup (me->addresses[0]);
}

static void
keep (MtAccountSetup *self, Browsing *browsing)
{
  mt_account_setup_keep_secret (self, browsing->job);
  self->auth = browsing->auth;
  self->refresh = g_steal_pointer (&browsing->refresh);
  if (g_str_equal (self->auth, MT_ACCOUNT_AUTH_OAUTH))
    {
      self->client_id = g_strdup (browsing->client_id);
      self->token_url = g_strdup (browsing->server->token_url);
    }
  self->goa_id = g_strdup (browsing->goa_id);
  name_user (self);
}

static GError *
explain (MtAccountSetup *self, Browsing *browsing, const GError *error)
{
  if (browsing->got_secret)
    return mt_account_setup_judge (self, browsing->job, error);
  return g_error_new_literal (MT_ACCOUNT_SETUP_ERROR,
                              g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED)
                                  ? MT_SETUP_TROUBLE_CANCELLED
                              : error->domain == MT_SECRETS_ERROR ? MT_SETUP_TROUBLE_KEYRING
                                                                  : MT_SETUP_TROUBLE_BROWSER,
                              error->message);
}

static void
browsed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  MtAccountSetup *self = MT_ACCOUNT_SETUP (g_task_get_source_object (task));
  Browsing *browsing = g_task_get_task_data (G_TASK (result));
  g_autoptr (GError) error = NULL;

  mt_account_setup_set_text (self, MT_SETUP_PROP_BROWSER_URI, NULL);
  if (!g_task_propagate_boolean (G_TASK (result), &error))
    {
      mt_account_setup_end (self, task, explain (self, browsing, error));
      return;
    }
  mt_account_setup_judge (self, browsing->job, NULL);
  keep (self, browsing);
  mt_account_setup_end (self, task, NULL);
}

static void
start (MtAccountSetup *self, Browsing *browsing, GTask *task)
{
  g_autoptr (GTask) work =
      g_task_new (NULL, g_task_get_cancellable (task), browsed_cb, g_object_ref (task));

  browsing->setup = self;
  g_list_store_remove_all (self->steps);
  g_task_set_task_data (work, browsing, browsing_free);
  g_task_run_in_thread (work, run_browsing);
}

/* (transfer full) (nullable): what is entered, else what the account was signed in as before. */
static char *
dup_client (MtAccountSetup *self, const char *entered)
{
  if (entered != NULL && *entered != '\0')
    return g_strdup (entered);
  return self->account != NULL ? g_strdup (self->account->oauth_client) : NULL;
}

/**
 * mt_account_setup_browse_async:
 * @self: a setup that found a server, or has an account
 * @client_id: (nullable): the client id that the server wants of programs
 * @cancellable: (nullable): to stop it
 * @callback: when it is over
 * @user_data: for @callback
 *
 * Signs in by the browser: when `browser-uri` is set it is to be opened, and then the user is
 * waited for.
 */
void
mt_account_setup_browse_async (MtAccountSetup *self,
                               const char *client_id,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  Browsing *browsing;

  g_return_if_fail (MT_IS_ACCOUNT_SETUP (self));
  g_return_if_fail (self->found != NULL || self->account != NULL);

  g_task_set_source_tag (task, mt_account_setup_browse_async);
  if (!mt_account_setup_begin (self, task))
    return;
  browsing = g_new0 (Browsing, 1);
  browsing->job = mt_account_setup_make_job (self);
  browsing->job->origin = mt_account_setup_dup_origin (self);
  browsing->url = g_strdup (self->found != NULL ? self->found->url : self->account->url);
  browsing->client_id = dup_client (self, client_id);
  if (self->oauth != NULL)
    browsing->server =
        mt_oauth_server_new (self->oauth->authorize, self->oauth->token, self->oauth->scope, NULL);
  start (self, browsing, task);
}

/**
 * mt_account_setup_browse_finish:
 * @self: a setup
 * @result: what the callback got
 * @error: return location
 *
 * Returns: %TRUE when the calendars are listed; %FALSE with %MT_ACCOUNT_SETUP_ERROR
 */
gboolean
mt_account_setup_browse_finish (MtAccountSetup *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * mt_account_setup_use_desktop_async:
 * @self: a setup
 * @account: an account that the desktop has
 * @cancellable: (nullable): to stop it
 * @callback: when it is over
 * @user_data: for @callback
 *
 * Signs in with what the desktop knows already. Its secret is not kept a second time: it is asked
 * of the desktop whenever it is needed.
 */
void
mt_account_setup_use_desktop_async (MtAccountSetup *self,
                                    const MtGoaAccount *account,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  Browsing *browsing;

  g_return_if_fail (MT_IS_ACCOUNT_SETUP (self));
  g_return_if_fail (account != NULL);

  g_task_set_source_tag (task, mt_account_setup_use_desktop_async);
  if (!mt_account_setup_begin (self, task))
    return;
  g_free (self->typed);
  self->typed = g_strdup (account->uri);
  if (*mt_account_setup_get_title (self) == '\0')
    mt_account_setup_set_title (self, account->title);
  browsing = g_new0 (Browsing, 1);
  browsing->job = mt_account_setup_make_job (self);
  browsing->job->origin = mt_url_get_origin (account->uri);
  browsing->job->user = g_strdup (account->user);
  browsing->url = g_strdup (account->uri);
  browsing->goa_id = g_strdup (account->id);
  start (self, browsing, task);
}

/**
 * mt_account_setup_use_desktop_finish:
 * @self: a setup
 * @result: what the callback got
 * @error: return location
 *
 * Returns: %TRUE when the calendars are listed; %FALSE with %MT_ACCOUNT_SETUP_ERROR
 */
gboolean
mt_account_setup_use_desktop_finish (MtAccountSetup *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}
