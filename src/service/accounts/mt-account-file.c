/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtAccountFile: a key file, read anew under a lock before each change, so that neither of two
 * writers undoes what the other wrote, and replaced whole. Unknown groups and keys stay.
 */
#include "config.h"

#include "service/accounts/mt-account-file.h"

#include "service/accounts/mt-account-keys.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#include <errno.h>
#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

struct _MtAccountFile
{
  char *path; /* owned */
};

G_DEFINE_QUARK (mt_account_error, mt_account_error)

/**
 * mt_account_file_new:
 * @path: (nullable) (type filename): the file, %NULL for the user's own
 *
 * Reads nothing yet.
 *
 * Returns: (transfer full): the file; free with mt_account_file_free()
 */
MtAccountFile *
mt_account_file_new (const char *path)
{
  MtAccountFile *self = g_new0 (MtAccountFile, 1);

  self->path = path != NULL
                   ? g_strdup (path)
                   : g_build_filename (g_get_user_config_dir (), "meantime", "accounts.ini", NULL);
  return self;
}

/**
 * mt_account_file_free:
 * @self: (transfer full): a file of accounts
 */
void
mt_account_file_free (MtAccountFile *self)
{
  g_free (self->path);
  g_free (self);
}

/**
 * mt_account_file_get_path:
 * @self: a file of accounts
 *
 * Returns: (transfer none) (type filename): where it is
 */
const char *
mt_account_file_get_path (const MtAccountFile *self)
{
  return self->path;
}

static gboolean
is_missing (const GError *error)
{
  return g_error_matches (error, G_FILE_ERROR, G_FILE_ERROR_NOENT) ||
         g_error_matches (error, G_FILE_ERROR, G_FILE_ERROR_NOTDIR);
}

/* No file is no account. */
static GKeyFile *
read_keys (const MtAccountFile *self, GError **error)
{
  g_autoptr (GKeyFile) keys = g_key_file_new ();
  g_autoptr (GError) why = NULL;

  if (g_key_file_load_from_file (keys, self->path,
                                 G_KEY_FILE_KEEP_COMMENTS | G_KEY_FILE_KEEP_TRANSLATIONS, &why) ||
      is_missing (why))
    return g_steal_pointer (&keys);
  g_set_error (error, MT_ACCOUNT_ERROR, MT_ACCOUNT_ERROR_BROKEN,
               _ ("%s: cannot be read (%s); correct it or move it away"), self->path, why->message);
  return NULL;
}

/**
 * mt_account_file_load:
 * @self: a file of accounts
 * @error: %MT_ACCOUNT_ERROR_BROKEN when it is there and cannot be read
 *
 * Reads the accounts. Blocking, the file is small; any thread.
 *
 * Returns: (transfer full) (element-type MtAccount) (nullable): in the order of the file, none when
 *   there is no file; %NULL with @error
 */
GPtrArray *
mt_account_file_load (const MtAccountFile *self, GError **error)
{
  g_autoptr (GKeyFile) keys = read_keys (self, error);

  return keys != NULL ? mt_account_keys_read_all (keys) : NULL;
}

/* A link is kept and what it leads to replaced: people keep such files in a repository. */
static char *
follow_link (const char *path)
{
  g_autofree char *target = g_file_read_link (path, NULL);
  g_autofree char *directory = NULL;

  if (target == NULL)
    return g_strdup (path);
  directory = g_path_get_dirname (path);
  return g_canonicalize_filename (target, directory);
}

static gboolean
make_folder (const char *path, GError **error)
{
  g_autofree char *directory = g_path_get_dirname (path);
  gint code;

  if (g_mkdir_with_parents (directory, 0700) == 0)
    return TRUE;
  code = errno;
  g_set_error (error, G_FILE_ERROR, g_file_error_from_errno (code), _ ("%s: cannot be made: %s"),
               directory, g_strerror (code));
  return FALSE;
}

static gboolean
write_keys (const MtAccountFile *self, GKeyFile *keys, GError **error)
{
  g_autofree char *target = follow_link (self->path);
  gsize length;
  g_autofree char *text = g_key_file_to_data (keys, &length, NULL);

  return make_folder (target, error) &&
         g_file_set_contents_full (target, text, (gssize) length, G_FILE_SET_CONTENTS_CONSISTENT,
                                   0600, error);
}

/* Held while the file is read, changed and written; the descriptor, or -1 where nothing can be
 * locked: then the last writer wins, as ever. */
static int
lock (const MtAccountFile *self)
{
  g_autofree char *path = g_strconcat (self->path, ".lock", NULL);
  int fd;

  if (!make_folder (path, NULL))
    return -1;
  fd = g_open (path, O_CREAT | O_RDWR | O_CLOEXEC | O_NOFOLLOW, 0600);
  while (fd >= 0 && flock (fd, LOCK_EX) != 0 && errno == EINTR)
    ;
  return fd;
}

static void
unlock (int fd)
{
  if (fd >= 0)
    close (fd);
}

static gboolean
put_locked (const MtAccountFile *self,
            const MtAccount *account,
            gboolean must_be_new,
            GError **error)
{
  g_autoptr (GKeyFile) keys = read_keys (self, error);

  if (keys == NULL)
    return FALSE;
  if (must_be_new && mt_account_keys_has (keys, account->id))
    {
      g_set_error (error, MT_ACCOUNT_ERROR, MT_ACCOUNT_ERROR_EXISTS,
                   _ ("%s: this account is there already"), account->id);
      return FALSE;
    }
  mt_account_keys_write (keys, account);
  return write_keys (self, keys, error);
}

static gboolean
put (const MtAccountFile *self, const MtAccount *account, gboolean must_be_new, GError **error)
{
  g_autofree char *origin = account->url != NULL ? mt_account_dup_origin (account->url) : NULL;
  gboolean done;
  int fd;

  if (account->id == NULL || account->id[0] == '\0' || origin == NULL)
    {
      g_set_error (error, MT_ACCOUNT_ERROR, MT_ACCOUNT_ERROR_INVALID,
                   _ ("%s: not the address of a server; write https://, the host and a path"),
                   account->url != NULL ? account->url : "");
      return FALSE;
    }
  fd = lock (self);
  done = put_locked (self, account, must_be_new, error);
  unlock (fd);
  return done;
}

/**
 * mt_account_file_add:
 * @self: a file of accounts
 * @account: an account that is not in it
 * @error: %MT_ACCOUNT_ERROR_EXISTS, %MT_ACCOUNT_ERROR_INVALID, %MT_ACCOUNT_ERROR_BROKEN, or why the
 *   file cannot be written
 *
 * Adds an account. Blocking, any thread.
 *
 * Returns: whether it is written
 */
gboolean
mt_account_file_add (const MtAccountFile *self, const MtAccount *account, GError **error)
{
  return put (self, account, TRUE, error);
}

/**
 * mt_account_file_put:
 * @self: a file of accounts
 * @account: an account; one of the same id is replaced
 * @error: as mt_account_file_add()
 *
 * Blocking, any thread. To change a part of it take mt_account_file_change().
 *
 * Returns: whether it is written
 */
gboolean
mt_account_file_put (const MtAccountFile *self, const MtAccount *account, GError **error)
{
  return put (self, account, FALSE, error);
}

static gboolean
set_unknown (const char *id, GError **error)
{
  g_set_error (error, MT_ACCOUNT_ERROR, MT_ACCOUNT_ERROR_UNKNOWN, _ ("%s: no such account"), id);
  return FALSE;
}

static gboolean
change_locked (const MtAccountFile *self,
               const char *id,
               MtAccountChange change,
               gpointer user_data,
               GError **error)
{
  g_autoptr (GKeyFile) keys = read_keys (self, error);
  g_autoptr (MtAccount) account = NULL;
  g_autoptr (MtAccount) before = NULL;

  if (keys == NULL)
    return FALSE;
  account = mt_account_keys_read (keys, id);
  if (account == NULL)
    return set_unknown (id, error);
  before = mt_account_copy (account);
  if (!change (account, user_data, error))
    return FALSE;
  if (mt_account_equal (before, account))
    return TRUE;
  mt_account_keys_write (keys, account);
  return write_keys (self, keys, error);
}

/**
 * mt_account_file_change:
 * @self: a file of accounts
 * @id: an account
 * @change: (scope call): changes what it is given, as the file has it now; not its id
 * @user_data: for @change
 * @error: that of @change, %MT_ACCOUNT_ERROR_UNKNOWN, %MT_ACCOUNT_ERROR_BROKEN, or why the file
 *   cannot be written
 *
 * Reads, changes and writes one account with nobody else in between. What is no news is not
 * written. Blocking, any thread.
 *
 * Returns: whether it is written, or needs not be
 */
gboolean
mt_account_file_change (const MtAccountFile *self,
                        const char *id,
                        MtAccountChange change,
                        gpointer user_data,
                        GError **error)
{
  const int fd = lock (self);
  const gboolean done = change_locked (self, id, change, user_data, error);

  unlock (fd);
  return done;
}

static gboolean
remove_locked (const MtAccountFile *self, const char *id, GError **error)
{
  g_autoptr (GKeyFile) keys = read_keys (self, error);

  if (keys == NULL)
    return FALSE;
  if (!mt_account_keys_remove (keys, id))
    return set_unknown (id, error);
  return write_keys (self, keys, error);
}

/**
 * mt_account_file_remove:
 * @self: a file of accounts
 * @id: an account
 * @error: %MT_ACCOUNT_ERROR_UNKNOWN, %MT_ACCOUNT_ERROR_BROKEN, or why the file cannot be written
 *
 * Takes an account out, with its collections. Its secret and what was synced are not touched.
 * Blocking, any thread.
 *
 * Returns: whether it is gone
 */
gboolean
mt_account_file_remove (const MtAccountFile *self, const char *id, GError **error)
{
  const int fd = lock (self);
  const gboolean done = remove_locked (self, id, error);

  unlock (fd);
  return done;
}
