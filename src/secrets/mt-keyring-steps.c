/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * What the thread of the keyring asks libsecret, step by step. None asks the person for anything
 * unless unlocking is what was asked for.
 */
#include "config.h"
#include "secrets/mt-keyring-job.h"

#include <glib/gi18n-lib.h>

#define ATTRIBUTE_ACCOUNT "account"
#define ATTRIBUTE_KIND "kind"

static const SecretSchema schema = {
  APPLICATION_ID ".Account",
  SECRET_SCHEMA_NONE,
  {
      { ATTRIBUTE_ACCOUNT, SECRET_SCHEMA_ATTRIBUTE_STRING },
      { ATTRIBUTE_KIND, SECRET_SCHEMA_ATTRIBUTE_STRING },
      { NULL, SECRET_SCHEMA_ATTRIBUTE_STRING },
  },
};

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
job_attributes (const MtKeyringJob *job)
{
  GHashTable *attributes = g_hash_table_new (g_str_hash, g_str_equal);

  g_hash_table_insert (attributes, (gpointer) ATTRIBUTE_ACCOUNT, job->account);
  if (job->kind != NULL)
    g_hash_table_insert (attributes, (gpointer) ATTRIBUTE_KIND, job->kind);
  return attributes;
}

/* The keyring where new things go, for the step that follows. */
static void
get_default (MtKeyringJob *job, GAsyncReadyCallback next)
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

static void
lookup_got_secret_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  MtKeyringJob *job = user_data;
  GError *error = NULL;
  SecretValue *value =
      secret_retrievable_retrieve_secret_finish (SECRET_RETRIEVABLE (source), result, &error);
  const char *text = value != NULL ? secret_value_get_text (value) : NULL;

  if (error != NULL)
    mt_keyring_job_end (job, error);
  else if (text == NULL)
    mt_keyring_job_end_missing (job);
  else
    {
      job->found = g_strdup (text);
      mt_keyring_job_end (job, NULL);
    }
  g_clear_pointer (&value, secret_value_unref);
}

/* Some keyrings hide what they hold while they are locked: nothing found says little then. */
static void
lookup_got_default_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  MtKeyringJob *job = user_data;
  GError *error = NULL;
  g_autoptr (SecretCollection) collection = secret_collection_for_alias_finish (result, &error);

  if (error != NULL)
    mt_keyring_job_end (job, error);
  else if (collection != NULL && secret_collection_get_locked (collection))
    mt_keyring_job_end_locked (job);
  else
    mt_keyring_job_end_missing (job);
}

static void
lookup_found_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  MtKeyringJob *job = user_data;
  GError *error = NULL;
  GList *items = secret_password_search_finish (result, &error);

  if (error != NULL)
    mt_keyring_job_end (job, error);
  else if (any_locked (items))
    mt_keyring_job_end_locked (job);
  else if (items != NULL)
    secret_retrievable_retrieve_secret (items->data, job->cancellable, lookup_got_secret_cb, job);
  else if (asks_service ())
    get_default (job, lookup_got_default_cb);
  else
    mt_keyring_job_end_missing (job);
  g_list_free_full (items, g_object_unref);
}

/**
 * mt_keyring_start_lookup:
 * @data: (transfer full): a MtKeyringJob, which is ended when the answer is there
 *
 * Asks for a secret. On the thread of the keyring.
 *
 * Returns: %G_SOURCE_REMOVE
 */
gboolean
mt_keyring_start_lookup (gpointer data)
{
  MtKeyringJob *job = data;
  g_autoptr (GHashTable) attributes = job_attributes (job);

  secret_password_searchv (&schema, attributes, SECRET_SEARCH_NONE, job->cancellable,
                           lookup_found_cb, job);
  return G_SOURCE_REMOVE;
}

static void
store_done_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GError *error = NULL;

  secret_password_store_finish (result, &error);
  mt_keyring_job_end (user_data, error);
}

static void
store_now (MtKeyringJob *job)
{
  g_autoptr (GHashTable) attributes = job_attributes (job);
  g_autofree char *label = g_strdup_printf ("Meantime: %s", job->account);

  secret_password_storev (&schema, attributes, SECRET_COLLECTION_DEFAULT, label, job->secret,
                          job->cancellable, store_done_cb, job);
}

static void
store_got_default_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  MtKeyringJob *job = user_data;
  GError *error = NULL;
  g_autoptr (SecretCollection) collection = secret_collection_for_alias_finish (result, &error);

  if (error != NULL)
    mt_keyring_job_end (job, error);
  else if (collection == NULL || secret_collection_get_locked (collection))
    mt_keyring_job_end_locked (job);
  else
    store_now (job);
}

/**
 * mt_keyring_start_store:
 * @data: (transfer full): a MtKeyringJob, which is ended when the answer is there
 *
 * Asks to keep a secret: in a keyring that is there and open. On the thread of the keyring.
 *
 * Returns: %G_SOURCE_REMOVE
 */
gboolean
mt_keyring_start_store (gpointer data)
{
  MtKeyringJob *job = data;

  if (asks_service ())
    get_default (job, store_got_default_cb);
  else
    store_now (job);
  return G_SOURCE_REMOVE;
}

static void
clear_done_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GError *error = NULL;

  secret_password_clear_finish (result, &error);
  mt_keyring_job_end (user_data, error);
}

/* As with looking up: what a locked keyring hides cannot be removed. */
static void
clear_got_default_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  MtKeyringJob *job = user_data;
  GError *error = NULL;
  g_autoptr (SecretCollection) collection = secret_collection_for_alias_finish (result, &error);

  if (error == NULL && collection != NULL && secret_collection_get_locked (collection))
    mt_keyring_job_end_locked (job);
  else
    mt_keyring_job_end (job, error);
}

static void
clear_found_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  MtKeyringJob *job = user_data;
  GError *error = NULL;
  GList *items = secret_password_search_finish (result, &error);
  g_autoptr (GHashTable) attributes = job_attributes (job);

  if (error != NULL)
    mt_keyring_job_end (job, error);
  else if (any_locked (items))
    mt_keyring_job_end_locked (job);
  else if (items != NULL)
    secret_password_clearv (&schema, attributes, job->cancellable, clear_done_cb, job);
  else if (asks_service ())
    get_default (job, clear_got_default_cb);
  else
    mt_keyring_job_end (job, NULL);
  g_list_free_full (items, g_object_unref);
}

/**
 * mt_keyring_start_clear:
 * @data: (transfer full): a MtKeyringJob, which is ended when the answer is there
 *
 * Asks to remove all secrets of an account. On the thread of the keyring.
 *
 * Returns: %G_SOURCE_REMOVE
 */
gboolean
mt_keyring_start_clear (gpointer data)
{
  MtKeyringJob *job = data;
  g_autoptr (GHashTable) attributes = job_attributes (job);

  secret_password_searchv (&schema, attributes, SECRET_SEARCH_ALL, job->cancellable, clear_found_cb,
                           job);
  return G_SOURCE_REMOVE;
}

static void
unlock_made_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GError *error = NULL;
  g_autoptr (SecretCollection) collection = secret_collection_create_finish (result, &error);

  if (collection == NULL && error == NULL)
    mt_keyring_job_end_locked (user_data);
  else
    mt_keyring_job_end (user_data, error);
}

static void
unlock_done_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GError *error = NULL;
  int n = secret_service_unlock_finish (NULL, result, NULL, &error);

  if (error == NULL && n == 0)
    mt_keyring_job_end_locked (user_data);
  else
    mt_keyring_job_end (user_data, error);
}

static void
unlock_got_default_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  MtKeyringJob *job = user_data;
  GError *error = NULL;
  g_autoptr (SecretCollection) collection = secret_collection_for_alias_finish (result, &error);
  GList one = { collection, NULL, NULL };

  if (error != NULL)
    mt_keyring_job_end (job, error);
  else if (collection == NULL)
    secret_collection_create (NULL, _ ("Login"), SECRET_COLLECTION_DEFAULT,
                              SECRET_COLLECTION_CREATE_NONE, job->cancellable, unlock_made_cb, job);
  else if (secret_collection_get_locked (collection))
    secret_service_unlock (NULL, &one, job->cancellable, unlock_done_cb, job);
  else
    mt_keyring_job_end (job, NULL);
}

/**
 * mt_keyring_start_unlock:
 * @data: (transfer full): a MtKeyringJob, which is ended when the answer is there
 *
 * Asks to unlock the keyring, or to make one where there is none. On the thread of the keyring.
 *
 * Returns: %G_SOURCE_REMOVE
 */
gboolean
mt_keyring_start_unlock (gpointer data)
{
  MtKeyringJob *job = data;

  if (asks_service ())
    get_default (job, unlock_got_default_cb);
  else
    mt_keyring_job_end (job, NULL);
  return G_SOURCE_REMOVE;
}
