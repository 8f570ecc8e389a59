/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * Looking for a server and signing in to it: a job on a thread, its steps and its end on the main
 * thread.
 */
#include "config.h"

#include "net/mt-url.h"
#include "providers/collections/caldav/mt-dav-address.h"
#include "service/accounts/mt-account-setup-private.h"
#include "service/accounts/mt-setup-words.h"

/* One step on its way from the thread of a job to the main thread. */
typedef struct
{
  MtAccountSetup *setup; /* owned */
  MtDiscoveryWhat what;
  MtDiscoveryEnd end;
  char *where;
  char *to;
  GError *error;
} News;

static void
news_free (gpointer data)
{
  News *news = data;

  g_object_unref (news->setup);
  g_free (news->where);
  g_free (news->to);
  g_clear_error (&news->error);
  g_free (news);
}

static void
begin_step (MtAccountSetup *self, const MtDiscoveryStep *step)
{
  g_autoptr (MtSetupStep) item = mt_setup_step_new_for (step);

  g_list_store_append (self->steps, item);
  mt_account_setup_set_text (self, MT_SETUP_PROP_STEP_TEXT, mt_setup_step_get_text (item));
}

static gboolean
show_news_cb (gpointer data)
{
  const News *news = data;
  const MtDiscoveryStep step = { news->what, news->end, news->where, news->to, news->error };
  GListModel *steps = G_LIST_MODEL (news->setup->steps);
  gboolean known = FALSE;

  if (news->end == MT_DISCOVERY_ASKED)
    begin_step (news->setup, &step);
  for (guint i = g_list_model_get_n_items (steps); i > 0 && !known; i--)
    {
      g_autoptr (MtSetupStep) item = g_list_model_get_item (steps, i - 1);

      known = mt_setup_step_update (item, &step);
    }
  return G_SOURCE_REMOVE;
}

/* On the thread of the job. In the order in which they are sent, and before the job's end. */
static void
send_news (const MtDiscoveryStep *step, gpointer user_data)
{
  MtAccountSetup *self = user_data;
  News *news = g_new0 (News, 1);
  g_autoptr (GSource) source = g_idle_source_new ();

  news->setup = g_object_ref (self);
  news->what = step->what;
  news->end = step->end;
  news->where = g_strdup (step->where);
  news->to = g_strdup (step->to);
  news->error = step->error != NULL ? g_error_copy (step->error) : NULL;
  g_source_set_priority (source, G_PRIORITY_DEFAULT);
  g_source_set_callback (source, show_news_cb, news, news_free);
  g_source_attach (source, self->context);
}

/**
 * mt_account_setup_make_job:
 * @self: a setup with something typed
 *
 * Returns: (transfer full): a job that asks as whoever is signed in, or as a stranger
 */
MtSetupJob *
mt_account_setup_make_job (MtAccountSetup *self)
{
  MtSetupJob *job = mt_setup_job_new (self->typed);

  job->ca_file = g_strdup (self->ca_file);
  job->resolver = self->resolver != NULL ? g_object_ref (self->resolver) : NULL;
  job->progress = send_news;
  job->user_data = self;
  return job;
}

static void
run_job (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  MtSetupJob *job = data;
  g_autoptr (GError) error = NULL;

  if (mt_setup_job_run (job, cancellable, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

/* (transfer full): of MT_ACCOUNT_SETUP_ERROR. */
static GError *
explain (const MtSetupJob *job, const GError *error)
{
  GNetworkMonitor *monitor = g_network_monitor_get_default ();
  g_autofree char *found = job->found != NULL && job->found->origin != NULL
                               ? mt_url_get_host (job->found->origin)
                               : NULL;
  const char *host = found != NULL ? found : job->failed_host;
  g_autofree char *url = host != NULL ? g_strconcat ("http://", host, "/", NULL) : NULL;
  const gboolean near = url != NULL && mt_url_is_loopback (url);
  const MtSetupCircumstances around = { host,
                                        !near && !g_network_monitor_get_network_available (monitor),
                                        !near && g_network_monitor_get_connectivity (monitor) ==
                                                     G_NETWORK_CONNECTIVITY_PORTAL,
                                        job->no_such_name };
  g_autofree char *words = NULL;
  const MtSetupTrouble trouble = mt_setup_explain (error, &around, &words);

  return g_error_new_literal (MT_ACCOUNT_SETUP_ERROR, trouble, words);
}

/* Servers that have no CalDAV answer its questions in any way they like. */
static gboolean
may_be_missing (const GError *told)
{
  return told->code == MT_SETUP_TROUBLE_NO_CALDAV || told->code == MT_SETUP_TROUBLE_PORTAL ||
         told->code == MT_SETUP_TROUBLE_SERVER || told->code == MT_SETUP_TROUBLE_FORBIDDEN;
}

static GError *
explain_missing (const MtSetupJob *job)
{
  g_autoptr (GError) error =
      g_error_new_literal (MT_DISCOVERY_ERROR, MT_DISCOVERY_ERROR_NO_CALDAV, "");

  return explain (job, error);
}

/**
 * mt_account_setup_judge:
 * @self: a setup
 * @job: a job that ended
 * @error: (nullable): why it did not end well
 *
 * Shows what the job found, or what is to be known of the server it failed at.
 *
 * Returns: (transfer full) (nullable): of %MT_ACCOUNT_SETUP_ERROR: why it failed, in words
 */
GError *
mt_account_setup_judge (MtAccountSetup *self, MtSetupJob *job, const GError *error)
{
  g_autoptr (GError) told = NULL;

  if (error == NULL)
    {
      mt_account_setup_take_found (self, job);
      return NULL;
    }
  told = explain (job, error);
  mt_account_setup_update_note (self, job, may_be_missing (told));
  return may_be_missing (told) && self->never_caldav ? explain_missing (job)
                                                     : g_steal_pointer (&told);
}

static GError *
finish_job (MtAccountSetup *self, MtSetupJob *job, GAsyncResult *result)
{
  g_autoptr (GError) error = NULL;

  g_task_propagate_boolean (G_TASK (result), &error);
  return mt_account_setup_judge (self, job, error);
}

static void
found_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  MtAccountSetup *self = MT_ACCOUNT_SETUP (g_task_get_source_object (task));

  mt_account_setup_end (self, task,
                        finish_job (self, g_task_get_task_data (G_TASK (result)), result));
}

/* Runs @job; @task is answered when it ends. Only @task holds @self: the last reference must not be
 * dropped on the thread. */
static void
start_job (MtAccountSetup *self, MtSetupJob *job, GAsyncReadyCallback done, GTask *task)
{
  g_autoptr (GTask) work =
      g_task_new (NULL, g_task_get_cancellable (task), done, g_object_ref (task));

  g_list_store_remove_all (self->steps);
  g_task_set_task_data (work, job, (GDestroyNotify) mt_setup_job_free);
  g_task_run_in_thread (work, run_job);
}

static void
looked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (MtAccountSetup) self = user_data;
  MtSetupJob *job = g_task_get_task_data (G_TASK (result));

  if (!g_task_propagate_boolean (G_TASK (result), NULL) || self->found != NULL)
    return; /* what is found by signing in says more */
  mt_account_setup_update_note (self, job, FALSE);
  if (job->takes_browser || self->oauth != NULL)
    mt_account_setup_set_flag (self, MT_SETUP_PROP_TAKES_BROWSER, TRUE);
}

/**
 * mt_account_setup_look_for_browser:
 * @self: a setup with an account that is signed in to anew
 *
 * Asks its server, as a stranger, for other ways than a password; nobody waits for the answer.
 */
void
mt_account_setup_look_for_browser (MtAccountSetup *self)
{
  g_autoptr (GTask) work = g_task_new (NULL, NULL, looked_cb, g_object_ref (self));
  MtSetupJob *job = mt_account_setup_make_job (self);

  job->progress = NULL;
  job->look_for_browser = TRUE;
  g_task_set_source_tag (work, mt_account_setup_look_for_browser);
  g_task_set_task_data (work, job, (GDestroyNotify) mt_setup_job_free);
  g_task_run_in_thread (work, run_job);
}

/**
 * mt_account_setup_find_async:
 * @self: a setup
 * @address_or_url: what the user typed
 * @cancellable: (nullable): to stop it
 * @callback: when it is over
 * @user_data: for @callback
 *
 * Looks for calendars. Then `stage` says what is next: signing in, choosing, or that the URL is a
 * calendar by itself.
 */
void
mt_account_setup_find_async (MtAccountSetup *self,
                             const char *address_or_url,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  MtSetupJob *job;

  g_return_if_fail (MT_IS_ACCOUNT_SETUP (self));

  g_task_set_source_tag (task, mt_account_setup_find_async);
  if (!mt_account_setup_begin (self, task))
    return;
  g_free (self->typed);
  self->typed = g_strdup (address_or_url);
  self->auth = MT_ACCOUNT_AUTH_NONE;
  self->kind = MT_AUTH_NONE;
  mt_account_setup_set_stage (self, MT_SETUP_STAGE_ADDRESS);
  mt_account_setup_set_text (self, MT_SETUP_PROP_TITLE, NULL);
  mt_account_setup_set_text (self, MT_SETUP_PROP_USER, NULL);
  g_list_store_remove_all (self->collections);
  job = mt_account_setup_make_job (self);
  job->look_for_browser = TRUE;
  start_job (self, job, found_cb, task);
}

/**
 * mt_account_setup_find_finish:
 * @self: a setup
 * @result: what the callback got
 * @error: return location
 *
 * Returns: %TRUE when something was found; %FALSE with %MT_ACCOUNT_SETUP_ERROR
 */
gboolean
mt_account_setup_find_finish (MtAccountSetup *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * mt_account_setup_keep_secret:
 * @self: a setup
 * @job: a job that signed in
 *
 * Remembers how it signed in, until the account is saved.
 */
void
mt_account_setup_keep_secret (MtAccountSetup *self, const MtSetupJob *job)
{
  g_free (self->user);
  g_clear_pointer (&self->secret, mt_secret_free);
  g_clear_pointer (&self->refresh, mt_secret_free);
  g_clear_pointer (&self->token_url, g_free);
  g_clear_pointer (&self->client_id, g_free);
  g_clear_pointer (&self->goa_id, g_free);
  self->user = g_strdup (job->user);
  self->secret = g_strdup (job->secret);
  self->kind = job->kind;
}

static void
signed_in_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  MtAccountSetup *self = MT_ACCOUNT_SETUP (g_task_get_source_object (task));
  MtSetupJob *job = g_task_get_task_data (G_TASK (result));
  GError *error = finish_job (self, job, result);

  if (error == NULL)
    mt_account_setup_keep_secret (self, job);
  mt_account_setup_end (self, task, error);
}

static gboolean
is_typed_address (MtAccountSetup *self, const char *user)
{
  g_autoptr (MtDavAddress) address = mt_dav_address_new (self->typed, NULL);

  return address != NULL && address->address && g_strcmp0 (address->user, user) == 0;
}

/**
 * mt_account_setup_dup_origin:
 * @self: a setup
 *
 * Returns: (transfer full) (nullable): whom the secret is for; %NULL: nobody was found yet
 */
char *
mt_account_setup_dup_origin (MtAccountSetup *self)
{
  if (self->found != NULL)
    return g_strdup (self->found->origin);
  return self->account != NULL ? g_strdup (self->account->origin) : NULL;
}

/**
 * mt_account_setup_sign_in_async:
 * @self: a setup that found a server, or has an account
 * @kind: what the secret is
 * @user: (nullable): the user name
 * @secret: (nullable): the password or token
 * @cancellable: (nullable): to stop it
 * @callback: when it is over
 * @user_data: for @callback
 *
 * Signs in and lists the calendars. The secret goes to `server` alone, and is kept by
 * mt_account_setup_save_async().
 */
void
mt_account_setup_sign_in_async (MtAccountSetup *self,
                                MtAuthKind kind,
                                const char *user,
                                const char *secret,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  g_autofree char *origin = mt_account_setup_dup_origin (self);
  MtSetupJob *job;

  g_return_if_fail (MT_IS_ACCOUNT_SETUP (self));
  g_return_if_fail (origin != NULL);

  g_task_set_source_tag (task, mt_account_setup_sign_in_async);
  if (!mt_account_setup_begin (self, task))
    return;
  job = mt_account_setup_make_job (self);
  job->origin = g_steal_pointer (&origin);
  job->kind = kind;
  job->user = g_strdup (user);
  job->secret = g_strdup (secret);
  job->as_address = is_typed_address (self, user);
  self->auth = kind == MT_AUTH_PASSWORD ? MT_ACCOUNT_AUTH_PASSWORD
               : kind == MT_AUTH_BEARER ? MT_ACCOUNT_AUTH_BEARER
                                        : MT_ACCOUNT_AUTH_NONE;
  start_job (self, job, signed_in_cb, task);
}

/**
 * mt_account_setup_sign_in_finish:
 * @self: a setup
 * @result: what the callback got
 * @error: return location
 *
 * Returns: %TRUE when the calendars are listed; %FALSE with %MT_ACCOUNT_SETUP_ERROR
 */
gboolean
mt_account_setup_sign_in_finish (MtAccountSetup *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}
