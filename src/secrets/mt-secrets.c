/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * Decides where the secret of an account is kept. What a person typed for this session goes before
 * the keyring: it was typed because the keyring could not tell.
 */
#include "config.h"
#include "secrets/mt-secrets.h"

#include <glib/gi18n-lib.h>
#include <string.h>
#include <sys/resource.h>

#include "secrets/mt-keyring.h"
#include "secrets/mt-secret-file.h"

#define DEADLINE_MS 8000
#define UNLOCK_DEADLINE_MS 120000 /* a person types a password */

struct _MtSecrets
{
  gatomicrefcount ref_count;
  char *file; /* owned, nullable */

  GMutex mutex;       /* guards what follows */
  MtKeyring *keyring; /* owned, nullable before it is asked for the first time */
  guint deadline_ms;
  GHashTable *memory; /* owned: account + line break + kind -> secret (both owned) */
  GHashTable *files;  /* owned: account -> path (both owned) */
};

G_DEFINE_QUARK (mt_secrets_error, mt_secrets_error)

/**
 * mt_secret_free:
 * @secret: (nullable): a secret
 *
 * Overwrites and frees it.
 */
void
mt_secret_free (char *secret)
{
  if (secret != NULL)
    explicit_bzero (secret, strlen (secret));
  g_free (secret);
}

/* A core is a copy of the memory on the disk, secrets and all. Not PR_SET_DUMPABLE, which also
 * hides the process from the portals that have to know who asks them.
 *
 * Source: core(5), setrlimit(2) */
static void
forbid_core (void)
{
  struct rlimit limit;

  if (getrlimit (RLIMIT_CORE, &limit) != 0)
    return;
  limit.rlim_cur = 0;
  setrlimit (RLIMIT_CORE, &limit);
}

/**
 * mt_secrets_new:
 * @secret_file: (nullable): the file of every account that has none of its own; %NULL: the keyring
 *
 * Nothing is asked or read yet. From here on the process leaves no core, should it crash.
 *
 * Returns: (transfer full): a place for secrets, for any thread.
 */
MtSecrets *
mt_secrets_new (const char *secret_file)
{
  MtSecrets *self = g_new0 (MtSecrets, 1);

  forbid_core ();
  g_atomic_ref_count_init (&self->ref_count);
  g_mutex_init (&self->mutex);
  self->file = g_strdup (secret_file);
  self->deadline_ms = DEADLINE_MS;
  self->memory =
      g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) mt_secret_free);
  self->files = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  return self;
}

/**
 * mt_secrets_ref:
 * @self: a place for secrets
 *
 * Returns: (transfer full): @self
 */
MtSecrets *
mt_secrets_ref (MtSecrets *self)
{
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

/**
 * mt_secrets_unref:
 * @self: (transfer full): a place for secrets
 */
void
mt_secrets_unref (MtSecrets *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  g_clear_pointer (&self->keyring, mt_keyring_free);
  g_hash_table_unref (self->memory);
  g_hash_table_unref (self->files);
  g_mutex_clear (&self->mutex);
  g_free (self->file);
  g_free (self);
}

/* Returns: (transfer full) (nullable): the secret file of an account. */
static char *
dup_file (MtSecrets *self, const char *account)
{
  char *file;

  g_mutex_lock (&self->mutex);
  file = g_strdup (g_hash_table_lookup (self->files, account));
  g_mutex_unlock (&self->mutex);
  return file != NULL ? file : g_strdup (self->file);
}

static MtKeyring *
get_keyring (MtSecrets *self, guint *deadline_ms)
{
  g_mutex_lock (&self->mutex);
  if (self->keyring == NULL)
    self->keyring = mt_keyring_new ();
  if (deadline_ms != NULL)
    *deadline_ms = self->deadline_ms;
  g_mutex_unlock (&self->mutex);
  return self->keyring;
}

static char *
memory_key (const char *account, const char *kind)
{
  return g_strconcat (account, "\n", kind, NULL);
}

static char *
recall (MtSecrets *self, const char *account, const char *kind)
{
  g_autofree char *key = memory_key (account, kind);
  char *secret;

  g_mutex_lock (&self->mutex);
  secret = g_strdup (g_hash_table_lookup (self->memory, key));
  g_mutex_unlock (&self->mutex);
  return secret;
}

/* kind NULL: all of the account's. */
static void
forget (MtSecrets *self, const char *account, const char *kind)
{
  g_autofree char *prefix = memory_key (account, kind != NULL ? kind : "");
  GHashTableIter iter;
  gpointer key;

  g_mutex_lock (&self->mutex);
  g_hash_table_iter_init (&iter, self->memory);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    if (kind != NULL ? g_str_equal (key, prefix) : g_str_has_prefix (key, prefix))
      g_hash_table_iter_remove (&iter);
  g_mutex_unlock (&self->mutex);
}

/**
 * mt_secrets_get_file:
 * @self: a place for secrets
 *
 * An account that is added while there is such a file remembers it as its own.
 *
 * Returns: (nullable): the secret file of every account that has none of its own
 */
const char *
mt_secrets_get_file (const MtSecrets *self)
{
  return self->file;
}

/**
 * mt_secrets_set_file:
 * @self: a place for secrets
 * @account: the id of an account
 * @path: (nullable): its secret file; %NULL: the one of all accounts, or the keyring
 *
 * An account may say itself where its secrets are kept.
 */
void
mt_secrets_set_file (MtSecrets *self, const char *account, const char *path)
{
  g_mutex_lock (&self->mutex);
  if (path != NULL)
    g_hash_table_replace (self->files, g_strdup (account), g_strdup (path));
  else
    g_hash_table_remove (self->files, account);
  g_mutex_unlock (&self->mutex);
}

/**
 * mt_secrets_set_deadline:
 * @self: a place for secrets
 * @milliseconds: how long the keyring has to answer; 8 seconds unless this is called
 */
void
mt_secrets_set_deadline (MtSecrets *self, guint milliseconds)
{
  g_mutex_lock (&self->mutex);
  self->deadline_ms = milliseconds;
  g_mutex_unlock (&self->mutex);
}

/**
 * mt_secrets_lookup:
 * @self: a place for secrets
 * @account: the id of an account
 * @kind: one of its secrets, like %MT_SECRET_PASSWORD
 * @cancellable: (nullable): to give up
 * @error: return location
 *
 * What is remembered for this session, else what the account's secret file or the keyring has. The
 * person is not asked for anything. Blocks for at most the deadline.
 *
 * Returns: (transfer full): the secret, for mt_secret_free(); %NULL with a #MtSecretsError, or
 *   %G_IO_ERROR_CANCELLED
 */
char *
mt_secrets_lookup (MtSecrets *self,
                   const char *account,
                   const char *kind,
                   GCancellable *cancellable,
                   GError **error)
{
  char *secret = recall (self, account, kind);
  g_autofree char *file = dup_file (self, account);
  guint deadline_ms;
  MtKeyring *keyring;

  if (secret != NULL)
    return secret;
  if (file != NULL)
    return mt_secret_file_lookup (file, account, kind, error);
  keyring = get_keyring (self, &deadline_ms);
  return mt_keyring_lookup (keyring, account, kind, deadline_ms, cancellable, error);
}

/**
 * mt_secrets_store:
 * @self: a place for secrets
 * @account: the id of an account
 * @kind: one of its secrets
 * @secret: the secret, any UTF-8
 * @cancellable: (nullable): to give up
 * @error: return location
 *
 * Keeps it in the account's secret file, else in the keyring. Where neither can, it is not written
 * anywhere, and remembered for this session all the same. Blocks for at most the deadline.
 *
 * Returns: %FALSE with a #MtSecretsError (LOCKED, ABSENT, DENIED, FILE) or %G_IO_ERROR_CANCELLED
 */
gboolean
mt_secrets_store (MtSecrets *self,
                  const char *account,
                  const char *kind,
                  const char *secret,
                  GCancellable *cancellable,
                  GError **error)
{
  g_autofree char *file = dup_file (self, account);
  guint deadline_ms;
  MtKeyring *keyring;
  gboolean kept;

  if (!g_utf8_validate (secret, -1, NULL))
    {
      g_set_error_literal (error, MT_SECRETS_ERROR, MT_SECRETS_ERROR_DENIED,
                           _ ("the password is not UTF-8"));
      return FALSE;
    }
  mt_secrets_remember (self, account, kind, secret);
  if (file != NULL)
    kept = mt_secret_file_store (file, account, kind, secret, error);
  else
    {
      keyring = get_keyring (self, &deadline_ms);
      kept = mt_keyring_store (keyring, account, kind, secret, deadline_ms, cancellable, error);
    }
  if (kept)
    forget (self, account, kind);
  return kept;
}

/**
 * mt_secrets_clear:
 * @self: a place for secrets
 * @account: the id of an account
 * @cancellable: (nullable): to give up
 * @error: return location
 *
 * Removes all secrets of an account from everywhere. That there were none is no error. Blocks for
 * at most the deadline.
 *
 * Returns: %FALSE with a #MtSecretsError (LOCKED, ABSENT, DENIED, FILE) or %G_IO_ERROR_CANCELLED
 */
gboolean
mt_secrets_clear (MtSecrets *self, const char *account, GCancellable *cancellable, GError **error)
{
  g_autofree char *file = dup_file (self, account);
  guint deadline_ms;
  MtKeyring *keyring;

  forget (self, account, NULL);
  if (file != NULL)
    return mt_secret_file_clear (file, account, error);
  keyring = get_keyring (self, &deadline_ms);
  return mt_keyring_clear (keyring, account, deadline_ms, cancellable, error);
}

/**
 * mt_secrets_unlock:
 * @self: a place for secrets
 * @cancellable: (nullable): to give up
 * @error: return location
 *
 * Has the keyring ask the person to unlock it, in its own dialog; where there is none, to make one.
 * Call it only where somebody sits and waits. Blocks for two minutes at most.
 *
 * Returns: %FALSE with a #MtSecretsError (LOCKED when it was dismissed, ABSENT, DENIED) or
 *   %G_IO_ERROR_CANCELLED
 */
gboolean
mt_secrets_unlock (MtSecrets *self, GCancellable *cancellable, GError **error)
{
  return mt_keyring_unlock (get_keyring (self, NULL), UNLOCK_DEADLINE_MS, cancellable, error);
}

/**
 * mt_secrets_remember:
 * @self: a place for secrets
 * @account: the id of an account
 * @kind: one of its secrets
 * @secret: the secret
 *
 * Knows it until this process ends, or something is stored. It is not written anywhere.
 */
void
mt_secrets_remember (MtSecrets *self, const char *account, const char *kind, const char *secret)
{
  g_mutex_lock (&self->mutex);
  g_hash_table_replace (self->memory, memory_key (account, kind), g_strdup (secret));
  g_mutex_unlock (&self->mutex);
}
