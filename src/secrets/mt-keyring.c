/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * The keyring of the session through libsecret. A thread of its own runs the calls, which never ask
 * the person for anything unless unlocking is what was asked for; the caller waits for it until its
 * deadline and no longer, whatever the other end of the bus does.
 */
#include "config.h"
#include "secrets/mt-keyring.h"

#include <glib/gi18n-lib.h>
#include <libsecret/secret.h>
#include <string.h>

#include "secrets/mt-secrets.h"

#define ATTRIBUTE_ACCOUNT "account"
#define ATTRIBUTE_KIND "kind"

struct _MtKeyring
{
  GMainContext *context; /* owned */
  GMainLoop *loop;       /* owned */
  GThread *thread;       /* owned */
};

/* One question to the keyring, shared by who asks and the thread that answers. */
typedef struct
{
  gatomicrefcount ref_count;
  GSourceFunc start;         /* on the thread */
  char *account;             /* owned, nullable */
  char *kind;                /* owned, nullable */
  char *secret;              /* owned, nullable: to store; wiped */
  GCancellable *cancellable; /* owned: ends the calls of libsecret */
  gboolean create;           /* of unlocking: there is no keyring yet */

  GMutex mutex; /* guards what follows */
  GCond cond;
  gboolean done;
  gboolean given_up; /* the caller does not want to wait any more */
  char *found;       /* owned, nullable: the answer of a lookup */
  GError *error;     /* owned, nullable */
} Job;

static const SecretSchema schema = {
  APPLICATION_ID ".Account",
  SECRET_SCHEMA_NONE,
  {
      { ATTRIBUTE_ACCOUNT, SECRET_SCHEMA_ATTRIBUTE_STRING },
      { ATTRIBUTE_KIND, SECRET_SCHEMA_ATTRIBUTE_STRING },
      { NULL, SECRET_SCHEMA_ATTRIBUTE_STRING },
  },
};

static Job *
job_new (GSourceFunc start, const char *account, const char *kind, const char *secret)
{
  Job *job = g_new0 (Job, 1);

  g_atomic_ref_count_init (&job->ref_count);
  g_mutex_init (&job->mutex);
  g_cond_init (&job->cond);
  job->start = start;
  job->account = g_strdup (account);
  job->kind = g_strdup (kind);
  job->secret = g_strdup (secret);
  job->cancellable = g_cancellable_new ();
  return job;
}

static Job *
job_ref (Job *job)
{
  g_atomic_ref_count_inc (&job->ref_count);
  return job;
}

static void
job_unref (Job *job)
{
  if (!g_atomic_ref_count_dec (&job->ref_count))
    return;
  g_mutex_clear (&job->mutex);
  g_cond_clear (&job->cond);
  g_free (job->account);
  g_free (job->kind);
  mt_secret_free (job->secret);
  mt_secret_free (job->found);
  g_clear_error (&job->error);
  g_object_unref (job->cancellable);
  g_free (job);
}

/* Ends a job of the thread: exactly once each. */
static void
job_end (Job *job, GError *error)
{
  /* What is known of a keyring that failed is forgotten: it may have been started again. */
  if (error != NULL && error->domain != MT_SECRETS_ERROR)
    secret_service_disconnect ();
  g_mutex_lock (&job->mutex);
  job->error = error;
  job->done = TRUE;
  g_cond_signal (&job->cond);
  g_mutex_unlock (&job->mutex);
  job_unref (job);
}

static void
end_locked (Job *job)
{
  job_end (job, g_error_new_literal (MT_SECRETS_ERROR, MT_SECRETS_ERROR_LOCKED,
                                     _ ("the keyring is locked")));
}

static void
end_missing (Job *job)
{
  job_end (job, g_error_new (MT_SECRETS_ERROR, MT_SECRETS_ERROR_MISSING,
                             _ ("the keyring has no password of “%s”"), job->account));
}

/* libsecret reads and writes a file of its own where an environment asks for it, or where the
 * program is shut into a sandbox: nothing can be locked then. */
static gboolean
asks_service (void)
{
  const char *backend = g_getenv ("SECRET_BACKEND");

  if (backend != NULL)
    return g_str_equal (backend, "service");
  return !g_file_test ("/.flatpak-info", G_FILE_TEST_EXISTS);
}

static GHashTable *
job_attributes (const Job *job)
{
  GHashTable *attributes = g_hash_table_new (g_str_hash, g_str_equal);

  g_hash_table_insert (attributes, (gpointer) ATTRIBUTE_ACCOUNT, job->account);
  if (job->kind != NULL)
    g_hash_table_insert (attributes, (gpointer) ATTRIBUTE_KIND, job->kind);
  return attributes;
}

/* The keyring where new things go, for the step that follows. */
static void
get_default (Job *job, GAsyncReadyCallback next)
{
  secret_collection_for_alias (NULL, SECRET_COLLECTION_DEFAULT, SECRET_COLLECTION_NONE,
                               job->cancellable, next, job);
}

static gboolean
any_locked (GList *items)
{
  for (GList *l = items; l != NULL; l = l->next)
    if (SECRET_IS_ITEM (l->data) && secret_item_get_locked (l->data))
      return TRUE;
  return FALSE;
}

/* --- looking up --- */

static void
lookup_got_secret_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Job *job = user_data;
  GError *error = NULL;
  SecretValue *value =
      secret_retrievable_retrieve_secret_finish (SECRET_RETRIEVABLE (source), result, &error);
  const char *text = value != NULL ? secret_value_get_text (value) : NULL;

  if (error != NULL)
    job_end (job, error);
  else if (text == NULL)
    end_missing (job);
  else
    {
      job->found = g_strdup (text);
      job_end (job, NULL);
    }
  g_clear_pointer (&value, secret_value_unref);
}

/* Some keyrings hide what they hold while they are locked: nothing found says little then. */
static void
lookup_got_default_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Job *job = user_data;
  GError *error = NULL;
  g_autoptr (SecretCollection) collection = secret_collection_for_alias_finish (result, &error);

  if (error != NULL)
    job_end (job, error);
  else if (collection != NULL && secret_collection_get_locked (collection))
    end_locked (job);
  else
    end_missing (job);
}

static void
lookup_found_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Job *job = user_data;
  GError *error = NULL;
  GList *items = secret_password_search_finish (result, &error);

  if (error != NULL)
    job_end (job, error);
  else if (any_locked (items))
    end_locked (job);
  else if (items != NULL)
    secret_retrievable_retrieve_secret (items->data, job->cancellable, lookup_got_secret_cb, job);
  else if (asks_service ())
    get_default (job, lookup_got_default_cb);
  else
    end_missing (job);
  g_list_free_full (items, g_object_unref);
}

static gboolean
start_lookup (gpointer data)
{
  Job *job = data;
  g_autoptr (GHashTable) attributes = job_attributes (job);

  secret_password_searchv (&schema, attributes, SECRET_SEARCH_NONE, job->cancellable,
                           lookup_found_cb, job);
  return G_SOURCE_REMOVE;
}

/* --- storing --- */

static void
store_done_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GError *error = NULL;

  secret_password_store_finish (result, &error);
  job_end (user_data, error);
}

static void
store_now (Job *job)
{
  g_autoptr (GHashTable) attributes = job_attributes (job);
  g_autofree char *label = g_strdup_printf ("Meantime: %s", job->account);

  secret_password_storev (&schema, attributes, SECRET_COLLECTION_DEFAULT, label, job->secret,
                          job->cancellable, store_done_cb, job);
}

static void
store_got_default_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Job *job = user_data;
  GError *error = NULL;
  g_autoptr (SecretCollection) collection = secret_collection_for_alias_finish (result, &error);

  if (error != NULL)
    job_end (job, error);
  else if (collection == NULL || secret_collection_get_locked (collection))
    end_locked (job);
  else
    store_now (job);
}

static gboolean
start_store (gpointer data)
{
  Job *job = data;

  if (asks_service ())
    get_default (job, store_got_default_cb);
  else
    store_now (job);
  return G_SOURCE_REMOVE;
}

/* --- clearing --- */

static void
clear_done_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GError *error = NULL;

  secret_password_clear_finish (result, &error);
  job_end (user_data, error);
}

/* As with looking up: what a locked keyring hides cannot be removed. */
static void
clear_got_default_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Job *job = user_data;
  GError *error = NULL;
  g_autoptr (SecretCollection) collection = secret_collection_for_alias_finish (result, &error);

  if (error == NULL && collection != NULL && secret_collection_get_locked (collection))
    end_locked (job);
  else
    job_end (job, error);
}

static void
clear_found_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Job *job = user_data;
  GError *error = NULL;
  GList *items = secret_password_search_finish (result, &error);
  g_autoptr (GHashTable) attributes = job_attributes (job);

  if (error != NULL)
    job_end (job, error);
  else if (any_locked (items))
    end_locked (job);
  else if (items != NULL)
    secret_password_clearv (&schema, attributes, job->cancellable, clear_done_cb, job);
  else if (asks_service ())
    get_default (job, clear_got_default_cb);
  else
    job_end (job, NULL);
  g_list_free_full (items, g_object_unref);
}

static gboolean
start_clear (gpointer data)
{
  Job *job = data;
  g_autoptr (GHashTable) attributes = job_attributes (job);

  secret_password_searchv (&schema, attributes, SECRET_SEARCH_ALL, job->cancellable, clear_found_cb,
                           job);
  return G_SOURCE_REMOVE;
}

/* --- unlocking --- */

static void
unlock_made_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GError *error = NULL;
  g_autoptr (SecretCollection) collection = secret_collection_create_finish (result, &error);

  if (collection == NULL && error == NULL)
    end_locked (user_data);
  else
    job_end (user_data, error);
}

static void
unlock_done_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GError *error = NULL;
  int n = secret_service_unlock_finish (NULL, result, NULL, &error);

  if (error == NULL && n == 0)
    end_locked (user_data);
  else
    job_end (user_data, error);
}

static void
unlock_got_default_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Job *job = user_data;
  GError *error = NULL;
  g_autoptr (SecretCollection) collection = secret_collection_for_alias_finish (result, &error);
  GList one = { collection, NULL, NULL };

  if (error != NULL)
    job_end (job, error);
  else if (collection == NULL)
    secret_collection_create (NULL, _ ("Login"), SECRET_COLLECTION_DEFAULT,
                              SECRET_COLLECTION_CREATE_NONE, job->cancellable, unlock_made_cb, job);
  else if (secret_collection_get_locked (collection))
    secret_service_unlock (NULL, &one, job->cancellable, unlock_done_cb, job);
  else
    job_end (job, NULL);
}

static gboolean
start_unlock (gpointer data)
{
  Job *job = data;

  if (asks_service ())
    get_default (job, unlock_got_default_cb);
  else
    job_end (job, NULL);
  return G_SOURCE_REMOVE;
}

/* --- asking and waiting --- */

static void
caller_cancelled_cb (GCancellable *cancellable, gpointer user_data)
{
  Job *job = user_data;

  g_mutex_lock (&job->mutex);
  job->given_up = TRUE;
  g_cond_signal (&job->cond);
  g_mutex_unlock (&job->mutex);
}

static void
wait_for (Job *job, guint deadline_ms)
{
  const gint64 until = g_get_monotonic_time () + (gint64) deadline_ms * 1000;

  g_mutex_lock (&job->mutex);
  while (!job->done && !job->given_up && g_cond_wait_until (&job->cond, &job->mutex, until))
    ;
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
     Job *job,
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
      job_unref (job);
      return FALSE;
    }
  if (cancellable != NULL)
    handler = g_cancellable_connect (cancellable, G_CALLBACK (caller_cancelled_cb), job, NULL);
  g_main_context_invoke_full (self->context, G_PRIORITY_DEFAULT, job->start, job_ref (job), NULL);
  wait_for (job, deadline_ms);
  g_cancellable_disconnect (cancellable, handler);

  g_mutex_lock (&job->mutex);
  done = job->done;
  why = g_steal_pointer (&job->error);
  if (found != NULL)
    *found = g_steal_pointer (&job->found);
  g_mutex_unlock (&job->mutex);
  if (!done)
    g_cancellable_cancel (job->cancellable);
  job_unref (job);

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

  run (self, job_new (start_lookup, account, kind, NULL), deadline_ms, cancellable, &found, error);
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
  return run (self, job_new (start_store, account, kind, secret), deadline_ms, cancellable, NULL,
              error);
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
  return run (self, job_new (start_clear, account, NULL, NULL), deadline_ms, cancellable, NULL,
              error);
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
  return run (self, job_new (start_unlock, NULL, NULL, NULL), deadline_ms, cancellable, NULL,
              error);
}
