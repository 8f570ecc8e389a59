/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * The keyring of the session through libsecret. A thread of its own runs the calls; the caller
 * waits for it until its deadline and no longer, whatever the other end of the bus does.
 */
#include "config.h"
#include "secrets/mt-keyring.h"

#include <glib/gi18n-lib.h>
#include <libsecret/secret.h>

#include "secrets/mt-keyring-job.h"
#include "secrets/mt-secrets.h"

struct _MtKeyring
{
  GMainContext *context; /* owned */
  GMainLoop *loop;       /* owned */
  GThread *thread;       /* owned */
};

static void
caller_cancelled_cb (GCancellable *cancellable, gpointer user_data)
{
  MtKeyringJob *job = user_data;

  g_mutex_lock (&job->mutex);
  job->given_up = TRUE;
  g_cond_signal (&job->cond);
  g_mutex_unlock (&job->mutex);
}

/* Whether nobody at all answers, in the words of the bus. */
static gboolean
is_absence (const GError *error)
{
  static const GDBusError absent[] = {
    G_DBUS_ERROR_SERVICE_UNKNOWN,
    G_DBUS_ERROR_NAME_HAS_NO_OWNER,
    G_DBUS_ERROR_NO_REPLY,
    G_DBUS_ERROR_NO_SERVER,
    G_DBUS_ERROR_DISCONNECTED,
    G_DBUS_ERROR_TIMEOUT,
    G_DBUS_ERROR_TIMED_OUT,
    G_DBUS_ERROR_SPAWN_EXEC_FAILED,
    G_DBUS_ERROR_SPAWN_CHILD_EXITED,
    G_DBUS_ERROR_SPAWN_CHILD_SIGNALED,
    G_DBUS_ERROR_SPAWN_FAILED,
    G_DBUS_ERROR_SPAWN_SERVICE_NOT_FOUND,
    G_DBUS_ERROR_SPAWN_PERMISSIONS_INVALID,
    G_DBUS_ERROR_UNKNOWN_METHOD,
    G_DBUS_ERROR_UNKNOWN_OBJECT,
    G_DBUS_ERROR_UNKNOWN_INTERFACE,
  };

  if (error->domain == G_IO_ERROR)
    return !g_dbus_error_is_remote_error (error); /* the bus itself, or words of the keyring */
  for (guint i = 0; i < G_N_ELEMENTS (absent); i++)
    if (g_error_matches (error, G_DBUS_ERROR, (int) absent[i]))
      return TRUE;
  return FALSE;
}

static void
explain (GError **error, const GError *why)
{
  g_autoptr (GError) plain = g_error_copy (why);

  g_dbus_error_strip_remote_error (plain);
  if (why->domain == MT_SECRETS_ERROR)
    g_propagate_error (error, g_error_copy (why));
  else if (g_error_matches (why, SECRET_ERROR, SECRET_ERROR_IS_LOCKED))
    g_set_error_literal (error, MT_SECRETS_ERROR, MT_SECRETS_ERROR_LOCKED,
                         _ ("the keyring is locked"));
  else if (is_absence (why))
    g_set_error_literal (error, MT_SECRETS_ERROR, MT_SECRETS_ERROR_ABSENT,
                         _ ("no keyring runs in this session"));
  else
    g_set_error (error, MT_SECRETS_ERROR, MT_SECRETS_ERROR_DENIED, _ ("the keyring refused: %s"),
                 plain->message);
}

/* Runs a job on the thread. Returns: its success; `found` (nullable) is the answer. */
static gboolean
run (MtKeyring *self,
     MtKeyringJob *job,
     guint deadline_ms,
     GCancellable *cancellable,
     char **found,
     GError **error)
{
  g_autoptr (GError) why = NULL;
  gulong handler = 0;
  gboolean done;

  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    {
      mt_keyring_job_unref (job);
      return FALSE;
    }
  if (cancellable != NULL)
    handler = g_cancellable_connect (cancellable, G_CALLBACK (caller_cancelled_cb), job, NULL);
  g_main_context_invoke_full (self->context, G_PRIORITY_DEFAULT, job->start,
                              mt_keyring_job_ref (job), NULL);
  mt_keyring_job_wait (job, deadline_ms);
  g_cancellable_disconnect (cancellable, handler);

  g_mutex_lock (&job->mutex);
  done = job->done;
  why = g_steal_pointer (&job->error);
  if (found != NULL)
    *found = g_steal_pointer (&job->found);
  g_mutex_unlock (&job->mutex);
  if (!done)
    g_cancellable_cancel (job->cancellable);
  mt_keyring_job_unref (job);

  if (done && why == NULL)
    return TRUE;
  if (done)
    explain (error, why);
  else if (!g_cancellable_set_error_if_cancelled (cancellable, error))
    g_set_error_literal (error, MT_SECRETS_ERROR, MT_SECRETS_ERROR_ABSENT,
                         _ ("the keyring does not answer"));
  return FALSE;
}

static gpointer
thread_main (gpointer data)
{
  MtKeyring *self = data;

  g_main_context_push_thread_default (self->context);
  g_main_loop_run (self->loop);
  g_main_context_pop_thread_default (self->context);
  return NULL;
}

/**
 * mt_keyring_new:
 *
 * Starts the thread that speaks with the keyring; nothing is asked yet.
 *
 * Returns: (transfer full): a keyring, for any thread.
 */
MtKeyring *
mt_keyring_new (void)
{
  MtKeyring *self = g_new0 (MtKeyring, 1);

  self->context = g_main_context_new ();
  self->loop = g_main_loop_new (self->context, FALSE);
  self->thread = g_thread_new ("keyring", thread_main, self);
  return self;
}

static gboolean
quit_cb (gpointer data)
{
  secret_service_disconnect ();
  g_main_loop_quit (data);
  return G_SOURCE_REMOVE;
}

/**
 * mt_keyring_free:
 * @self: a keyring that nobody waits for
 */
void
mt_keyring_free (MtKeyring *self)
{
  g_autoptr (GSource) quit = g_idle_source_new ();

  g_source_set_callback (quit, quit_cb, self->loop, NULL);
  g_source_attach (quit, self->context);
  g_thread_join (self->thread);
  g_main_loop_unref (self->loop);
  g_main_context_unref (self->context);
  g_free (self);
}

/**
 * mt_keyring_lookup:
 * @self: a keyring
 * @account: whose secret
 * @kind: which of them
 * @deadline_ms: how long to wait for an answer
 * @cancellable: (nullable): to give up earlier
 * @error: return location
 *
 * Blocks. The person is not asked for anything.
 *
 * Returns: (transfer full): the secret, for mt_secret_free(); %NULL with a #MtSecretsError
 *   (MISSING, LOCKED, ABSENT, DENIED) or %G_IO_ERROR_CANCELLED.
 */
char *
mt_keyring_lookup (MtKeyring *self,
                   const char *account,
                   const char *kind,
                   guint deadline_ms,
                   GCancellable *cancellable,
                   GError **error)
{
  char *found = NULL;

  run (self, mt_keyring_job_new (mt_keyring_start_lookup, account, kind, NULL), deadline_ms,
       cancellable, &found, error);
  return found;
}

/**
 * mt_keyring_store:
 * @self: a keyring
 * @account: whose secret
 * @kind: which of them
 * @secret: the secret, UTF-8
 * @deadline_ms: how long to wait for an answer
 * @cancellable: (nullable): to give up earlier
 * @error: return location
 *
 * Blocks. The person is not asked for anything: a keyring that is locked, or not made yet, is an
 * error.
 *
 * Returns: %FALSE with a #MtSecretsError (LOCKED, ABSENT, DENIED) or %G_IO_ERROR_CANCELLED.
 */
gboolean
mt_keyring_store (MtKeyring *self,
                  const char *account,
                  const char *kind,
                  const char *secret,
                  guint deadline_ms,
                  GCancellable *cancellable,
                  GError **error)
{
  return run (self, mt_keyring_job_new (mt_keyring_start_store, account, kind, secret), deadline_ms,
              cancellable, NULL, error);
}

/**
 * mt_keyring_clear:
 * @self: a keyring
 * @account: whose secrets of every kind are removed
 * @deadline_ms: how long to wait for an answer
 * @cancellable: (nullable): to give up earlier
 * @error: return location
 *
 * Blocks. That there was none is no error.
 *
 * Returns: %FALSE with a #MtSecretsError (LOCKED, ABSENT, DENIED) or %G_IO_ERROR_CANCELLED.
 */
gboolean
mt_keyring_clear (MtKeyring *self,
                  const char *account,
                  guint deadline_ms,
                  GCancellable *cancellable,
                  GError **error)
{
  return run (self, mt_keyring_job_new (mt_keyring_start_clear, account, NULL, NULL), deadline_ms,
              cancellable, NULL, error);
}

/**
 * mt_keyring_unlock:
 * @self: a keyring
 * @deadline_ms: how long the person has to answer
 * @cancellable: (nullable): to give up earlier
 * @error: return location
 *
 * Has the keyring ask the person to unlock it, in its own dialog; where there is none yet, to make
 * one. Blocks.
 *
 * Returns: %FALSE with a #MtSecretsError (LOCKED when it was dismissed, ABSENT, DENIED) or
 *   %G_IO_ERROR_CANCELLED.
 */
gboolean
mt_keyring_unlock (MtKeyring *self, guint deadline_ms, GCancellable *cancellable, GError **error)
{
  return run (self, mt_keyring_job_new (mt_keyring_start_unlock, NULL, NULL, NULL), deadline_ms,
              cancellable, NULL, error);
}
