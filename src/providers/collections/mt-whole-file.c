/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * A file read, written, exchanged or removed as a whole. Every step leaves the old or the new file
 * whole in its place, and what somebody else puts there in between is never lost.
 */
#define _GNU_SOURCE /* renameat2 */
#include "config.h"

#include "providers/collections/mt-whole-file.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "ical/mt-ical-split.h"
#include "providers/collections/mt-collection.h"

#define TRIES 16

static gboolean
fail (GError **error, const char *path, int code)
{
  if (code == ENOENT)
    g_set_error (error, MT_COLLECTION_ERROR, MT_COLLECTION_ERROR_MISSING,
                 _ ("%s cannot be written: its folder is not there; make it"), path);
  else
    g_set_error (error, MT_COLLECTION_ERROR, MT_COLLECTION_ERROR_UNWRITABLE,
                 _ ("%s cannot be written: %s"), path, g_strerror (code));
  return FALSE;
}

static gboolean
fail_conflict (GError **error, const char *path)
{
  g_set_error (error, MT_COLLECTION_ERROR, MT_COLLECTION_ERROR_CONFLICT,
               _ ("%s has been changed by somebody else meanwhile; look at it and try again"),
               path);
  return FALSE;
}

static gboolean
fail_reading (GError **error, const char *path, int code)
{
  if (code == ELOOP)
    g_set_error (error, MT_COLLECTION_ERROR, MT_COLLECTION_ERROR_UNWRITABLE,
                 _ ("%s is a link; change the file that it points to, or put that in its place"),
                 path);
  else if (code == ENOENT || code == ENOTDIR)
    g_set_error (error, MT_COLLECTION_ERROR, MT_COLLECTION_ERROR_MISSING,
                 _ ("%s is not there any more"), path);
  else
    g_set_error (error, MT_COLLECTION_ERROR, MT_COLLECTION_ERROR_UNREADABLE,
                 _ ("%s cannot be read: %s"), path, g_strerror (code));
  return FALSE;
}

/* Never through a link, and without waiting for a pipe's other end. */
static int
open_regular (const char *path, struct stat *info)
{
  const int fd = open (path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY);

  if (fd < 0)
    return -1;
  if (fstat (fd, info) == 0 && S_ISREG (info->st_mode))
    return fd;
  close (fd);
  errno = EINVAL;
  return -1;
}

static GBytes *
read_fd (int fd)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  guint8 buffer[64 * 1024];

  for (;;)
    {
      const gssize n = read (fd, buffer, sizeof buffer);

      if (n < 0 && errno == EINTR)
        continue;
      if (n < 0)
        return NULL;
      if (n == 0)
        return g_byte_array_free_to_bytes (g_steal_pointer (&bytes));
      if (bytes->len + n > MT_ICAL_MAX_FILE)
        {
          errno = EFBIG;
          return NULL;
        }
      g_byte_array_append (bytes, buffer, n);
    }
}

/**
 * mt_whole_file_read: (skip)
 * @path: of a file
 * @error: return location
 *
 * Blocking. Links are not followed.
 *
 * Returns: (transfer full): all of it; %NULL with %MT_COLLECTION_ERROR_MISSING, `UNREADABLE`, or
 *   `UNWRITABLE` for a link
 */
GBytes *
mt_whole_file_read (const char *path, GError **error)
{
  struct stat info = { 0 };
  const int fd = open_regular (path, &info);
  GBytes *bytes = fd >= 0 ? read_fd (fd) : NULL;
  const int code = errno;

  if (fd >= 0)
    close (fd);
  if (bytes == NULL)
    fail_reading (error, path, code);
  return bytes;
}

/* (transfer full): a name beside @path that synchronisers and readers of folders pass over. */
static char *
name_beside (const char *path)
{
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *name = g_strdup_printf (".meantime-%08x.tmp", g_random_int ());

  return g_build_filename (folder, name, NULL);
}

/* Opens a new file beside @path; nothing that is there already is ever opened. */
static int
open_beside (const char *path, mode_t mode, char **temporary)
{
  for (guint i = 0; i < TRIES; i++)
    {
      g_autofree char *full = name_beside (path);
      const int fd = open (full, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, mode);

      if (fd >= 0)
        *temporary = g_steal_pointer (&full);
      if (fd >= 0 || errno != EEXIST)
        return fd;
    }
  errno = EEXIST;
  return -1;
}

static gboolean
write_all (int fd, GBytes *bytes)
{
  gsize length = 0;
  const char *data = g_bytes_get_data (bytes, &length);

  while (length > 0)
    {
      const gssize n = write (fd, data, length);

      if (n < 0 && errno == EINTR)
        continue;
      if (n < 0)
        return FALSE;
      data += n;
      length -= n;
    }
  return fsync (fd) == 0;
}

/* Who may read and write the file stays as it was; where the group cannot be given away again, it
 * gets no rights of the old group's. */
static gboolean
keep_mode (int fd, const struct stat *like)
{
  mode_t mode = like->st_mode & 07777;
  struct stat own = { 0 };

  if (fstat (fd, &own) != 0)
    return FALSE;
  if ((own.st_uid != like->st_uid && fchown (fd, like->st_uid, -1) != 0) ||
      (own.st_gid != like->st_gid && fchown (fd, -1, like->st_gid) != 0))
    mode &= ~(mode_t) (S_ISUID | S_ISGID);
  return fchmod (fd, mode) == 0;
}

/* (transfer full) (nullable): a file beside @path that holds @bytes and is on the disk. */
static char *
write_beside (const char *path, GBytes *bytes, const struct stat *like)
{
  g_autofree char *temporary = NULL;
  const int fd = open_beside (path, like != NULL ? 0600 : 0666, &temporary);
  gboolean ok = FALSE;
  int code = 0;

  if (fd < 0)
    return NULL;
  ok = (like == NULL || keep_mode (fd, like)) && write_all (fd, bytes);
  code = errno;
  if (close (fd) != 0 && ok)
    {
      ok = FALSE;
      code = errno;
    }
  if (ok)
    return g_steal_pointer (&temporary);
  g_unlink (temporary);
  errno = code;
  return NULL;
}

/* So that it survives a loss of power, too. Some file systems cannot: no failure. */
static void
sync_folder (const char *path)
{
  g_autofree char *folder = g_path_get_dirname (path);
  const int fd = open (folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);

  if (fd < 0)
    return;
  fsync (fd);
  close (fd);
}

static gboolean
holds (const char *path, GBytes *bytes)
{
  g_autoptr (GBytes) there = mt_whole_file_read (path, NULL);

  return there != NULL && g_bytes_equal (there, bytes);
}

/* Never over a file that is there. */
static gboolean
move_to_new (const char *from, const char *to)
{
  if (renameat2 (AT_FDCWD, from, AT_FDCWD, to, RENAME_NOREPLACE) == 0)
    return TRUE;
  if (errno != EINVAL && errno != ENOSYS)
    return FALSE;
  return link (from, to) == 0 && g_unlink (from) == 0;
}

/**
 * mt_whole_file_create: (skip)
 * @path: where to
 * @bytes: what
 * @error: return location
 *
 * Blocking. Writes a new file: whole, or not at all.
 *
 * Returns: %FALSE with %MT_COLLECTION_ERROR_CONFLICT when something is there already, or
 *   %MT_COLLECTION_ERROR_UNWRITABLE
 */
gboolean
mt_whole_file_create (const char *path, GBytes *bytes, GError **error)
{
  g_autofree char *temporary = write_beside (path, bytes, NULL);
  int code = 0;

  if (temporary == NULL)
    return fail (error, path, errno);
  if (!move_to_new (temporary, path))
    {
      code = errno;
      g_unlink (temporary);
      return code == EEXIST ? fail_conflict (error, path) : fail (error, path, code);
    }
  sync_folder (path);
  return TRUE;
}

/**
 * mt_whole_file_replace: (skip)
 * @path: where to; a file that is there is replaced, a link is replaced and not followed
 * @bytes: what
 *
 * Blocking. Writes a temporary file beside @path, brings it to the disk and renames it, whatever
 * stood there before.
 *
 * Returns: %TRUE when @path holds @bytes; %FALSE with `errno` set when it is as it was
 */
gboolean
mt_whole_file_replace (const char *path, GBytes *bytes)
{
  g_autofree char *temporary = write_beside (path, bytes, NULL);
  int code = 0;

  if (temporary == NULL)
    return FALSE;
  if (g_rename (temporary, path) != 0)
    {
      code = errno;
      g_unlink (temporary);
      errno = code;
      return FALSE;
    }
  sync_folder (path);
  return TRUE;
}

/* What came in between goes back; if something came on top of ours even, it is kept beside. */
static gboolean
exchange_back (char **temporary, const char *path, GBytes *after, GError **error)
{
  g_autofree char *kept = NULL;

  if (renameat2 (AT_FDCWD, *temporary, AT_FDCWD, path, RENAME_EXCHANGE) == 0 &&
      holds (*temporary, after))
    return fail_conflict (error, path);
  kept = g_steal_pointer (temporary);
  g_set_error (error, MT_COLLECTION_ERROR, MT_COLLECTION_ERROR_CONFLICT,
               _ ("%s is being changed by others; one of their versions is in %s"), path, kept);
  return FALSE;
}

/* Both files change places; what was there is looked at before it goes. */
static gboolean
exchange (char **aside, const char *path, GBytes *before, GBytes *after, GError **error)
{
  const char *temporary = *aside;

  if (renameat2 (AT_FDCWD, temporary, AT_FDCWD, path, RENAME_EXCHANGE) == 0)
    return holds (temporary, before) || exchange_back (aside, path, after, error);
  if (errno == ENOENT)
    return fail_conflict (error, path);
  if (errno != EINVAL && errno != ENOSYS)
    return fail (error, path, errno);
  if (!holds (path, before))
    return fail_conflict (error, path);
  return g_rename (temporary, path) == 0 || fail (error, path, errno);
}

/**
 * mt_whole_file_exchange: (skip)
 * @path: of a file
 * @before: what it holds, as far as known
 * @after: what it is to hold
 * @error: return location
 *
 * Blocking. Writes a temporary file beside @path, brings it to the disk and puts it in its place,
 * with the rights of the old file.
 *
 * Returns: %FALSE with %MT_COLLECTION_ERROR_CONFLICT when the file holds something else, or
 *   another %MT_COLLECTION_ERROR; the file is as it was then
 */
gboolean
mt_whole_file_exchange (const char *path, GBytes *before, GBytes *after, GError **error)
{
  struct stat info = { 0 };
  g_autofree char *temporary = NULL;
  int fd = open_regular (path, &info);
  gboolean ok = FALSE;

  if (fd < 0)
    return fail_reading (error, path, errno);
  close (fd);
  if (faccessat (AT_FDCWD, path, W_OK, AT_EACCESS) != 0)
    return fail (error, path, errno);
  temporary = write_beside (path, after, &info);
  if (temporary == NULL)
    return fail (error, path, errno);
  ok = exchange (&temporary, path, before, after, error);
  if (temporary != NULL)
    g_unlink (temporary);
  if (ok)
    sync_folder (path);
  return ok;
}

/**
 * mt_whole_file_remove: (skip)
 * @path: of a file
 * @before: what it holds, as far as known
 * @error: return location
 *
 * Blocking. Removes a file.
 *
 * Returns: %FALSE with %MT_COLLECTION_ERROR_CONFLICT when the file holds something else, or
 *   another %MT_COLLECTION_ERROR; the file is as it was then
 */
gboolean
mt_whole_file_remove (const char *path, GBytes *before, GError **error)
{
  g_autofree char *aside = name_beside (path);

  if (!holds (path, before))
    return fail_conflict (error, path);
  if (!move_to_new (path, aside))
    return fail (error, path, errno);
  if (!holds (aside, before))
    {
      if (!move_to_new (aside, path))
        return fail (error, aside, errno);
      return fail_conflict (error, path);
    }
  if (g_unlink (aside) != 0)
    return fail (error, path, errno);
  sync_folder (path);
  return TRUE;
}
