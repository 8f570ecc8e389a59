/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * The secret file: refused when anybody else could have read or written it, replaced whole.
 */
#include "config.h"
#include "secrets/mt-secret-file.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "secrets/mt-secrets.h"

#define MAX_SIZE (1024 * 1024)
#define OTHERS (S_IRWXG | S_IRWXO)

G_GNUC_PRINTF (3, 4)
static gboolean
refuse (GError **error, const char *path, const char *format, ...)
{
  g_autofree char *message = NULL;
  g_autofree char *name = g_filename_display_name (path);
  va_list arguments;

  va_start (arguments, format);
  message = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  g_set_error (error, MT_SECRETS_ERROR, MT_SECRETS_ERROR_FILE, "%s: %s", name, message);
  return FALSE;
}

/* The name of a group: what a key file cannot have in one is escaped, like the brackets of an
 * IPv6 address. */
static char *
group_name (const char *account)
{
  return g_uri_escape_string (account, "@:/ ", TRUE);
}

static gboolean
check (const char *path, int fd, GError **error)
{
  struct stat info;

  if (fstat (fd, &info) != 0)
    return refuse (error, path, "%s", g_strerror (errno));
  if (!S_ISREG (info.st_mode))
    return refuse (error, path, _ ("the secret file is not a file; name one"));
  if (info.st_uid != geteuid ())
    return refuse (error, path,
                   _ ("the secret file belongs to somebody else; make one of your own"));
  if (info.st_mode & OTHERS)
    return refuse (error, path, _ ("others may open the secret file; run: chmod 600 %s"), path);
  if (info.st_size > MAX_SIZE)
    return refuse (error, path, _ ("the secret file is larger than 1 MiB; name another"));
  return TRUE;
}

/* Returns: the bytes of an open file, at most MAX_SIZE; NULL with errno. */
static GByteArray *
read_all (int fd)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  guint8 buffer[4096];
  gssize n;

  while ((n = read (fd, buffer, sizeof buffer)) != 0 && bytes->len <= MAX_SIZE)
    if (n > 0)
      g_byte_array_append (bytes, buffer, (guint) n);
    else if (errno != EINTR)
      return NULL;
  return g_steal_pointer (&bytes);
}

static gboolean
parse (const char *path, int fd, GKeyFile *keys, GError **error)
{
  g_autoptr (GByteArray) bytes = read_all (fd);
  g_autoptr (GError) why = NULL;
  gboolean read_it;

  if (bytes == NULL)
    return refuse (error, path, "%s", g_strerror (errno));
  /* What is wrong with a line is told without the line: it may hold a secret. */
  read_it =
      bytes->len == 0 || g_key_file_load_from_data (keys, (const char *) bytes->data, bytes->len,
                                                    G_KEY_FILE_KEEP_COMMENTS, &why);
  if (bytes->data != NULL)
    explicit_bzero (bytes->data, bytes->len);
  if (!read_it)
    return refuse (error, path,
                   _ ("the secret file cannot be understood; it has groups like [ana@example.org] "
                      "with a line password=…"));
  return TRUE;
}

/* Returns: (nullable): what stands in the file; NULL with an error, or without one where there is
 * no file. */
static GKeyFile *
load (const char *path, GError **error)
{
  g_autoptr (GKeyFile) keys = g_key_file_new ();
  int fd = open (path, O_RDONLY | O_NOFOLLOW | O_CLOEXEC | O_NOCTTY | O_NONBLOCK);
  gboolean ok;

  if (fd < 0 && errno == ENOENT)
    return NULL;
  if (fd < 0 && errno == ELOOP)
    refuse (error, path, _ ("the secret file is a link; name the file itself"));
  else if (fd < 0)
    refuse (error, path, "%s", g_strerror (errno));
  if (fd < 0)
    return NULL;
  ok = check (path, fd, error) && parse (path, fd, keys, error);
  close (fd);
  return ok ? g_steal_pointer (&keys) : NULL;
}

static gboolean
save (const char *path, GKeyFile *keys, GError **error)
{
  gsize length = 0;
  char *text = g_key_file_to_data (keys, &length, NULL);
  g_autoptr (GError) why = NULL;
  gboolean ok = g_file_set_contents_full (
      path, text, (gssize) length, G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE,
      0600, &why);

  explicit_bzero (text, length);
  g_free (text);
  if (ok)
    return TRUE;
  return refuse (error, path, _ ("the secret file cannot be written: %s"), why->message);
}

typedef gboolean (*Edit) (GKeyFile *keys, const char *group, const char *kind, const char *secret);

/* Reads, edits and writes under a lock on the folder, so that of two commands none undoes what the
 * other wrote. An edit that changes nothing writes nothing. */
static gboolean
edit (const char *path,
      const char *account,
      const char *kind,
      const char *secret,
      Edit how,
      GError **error)
{
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *group = group_name (account);
  g_autoptr (GKeyFile) keys = NULL;
  g_autoptr (GError) why = NULL;
  int lock = open (folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  gboolean ok;

  if (lock < 0)
    return refuse (error, folder, "%s", g_strerror (errno));
  flock (lock, LOCK_EX); /* where a file system has no locks, it goes without */
  keys = load (path, &why);
  if (keys == NULL && why == NULL)
    keys = g_key_file_new ();
  if (why != NULL)
    g_propagate_error (error, g_steal_pointer (&why));
  ok = keys != NULL && (!how (keys, group, kind, secret) || save (path, keys, error));
  close (lock);
  return ok;
}

static gboolean
set_secret (GKeyFile *keys, const char *group, const char *kind, const char *secret)
{
  g_key_file_set_string (keys, group, kind, secret);
  return TRUE;
}

static gboolean
remove_account (GKeyFile *keys, const char *group, const char *kind, const char *secret)
{
  return g_key_file_remove_group (keys, group, NULL);
}

/**
 * mt_secret_file_lookup:
 * @path: the file
 * @account: whose secret
 * @kind: which of them: the key
 * @error: return location
 *
 * Reads small files only, without following a link.
 *
 * Returns: (transfer full): the secret, for mt_secret_free(); %NULL with %MT_SECRETS_ERROR_MISSING
 *   or %MT_SECRETS_ERROR_FILE. No message holds what stands in the file.
 */
char *
mt_secret_file_lookup (const char *path, const char *account, const char *kind, GError **error)
{
  g_autofree char *group = group_name (account);
  g_autoptr (GError) why = NULL;
  g_autoptr (GKeyFile) keys = load (path, &why);
  g_autofree char *name = g_filename_display_name (path);
  char *secret = NULL;

  if (why != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&why));
      return NULL;
    }
  if (keys != NULL)
    secret = g_key_file_get_string (keys, group, kind, NULL);
  if (secret == NULL)
    g_set_error (error, MT_SECRETS_ERROR, MT_SECRETS_ERROR_MISSING,
                 _ ("%s: the secret file has no password of “%s”"), name, account);
  return secret;
}

/**
 * mt_secret_file_store:
 * @path: the file; made with mode 0600 when it is not there
 * @account: whose secret
 * @kind: which of them: the key
 * @secret: the secret, UTF-8
 * @error: return location
 *
 * Writes the whole file anew, or nothing; what else stands in it stays.
 *
 * Returns: %FALSE with %MT_SECRETS_ERROR_FILE.
 */
gboolean
mt_secret_file_store (const char *path,
                      const char *account,
                      const char *kind,
                      const char *secret,
                      GError **error)
{
  return edit (path, account, kind, secret, set_secret, error);
}

/**
 * mt_secret_file_clear:
 * @path: the file
 * @account: whose secrets are removed
 * @error: return location
 *
 * Returns: %FALSE with %MT_SECRETS_ERROR_FILE.
 */
gboolean
mt_secret_file_clear (const char *path, const char *account, GError **error)
{
  return edit (path, account, NULL, NULL, remove_account, error);
}
