/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * Writing an export: whole or not at all, and never through a link that somebody laid.
 */
#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "service/mt-export.h"

#define TRIES 16

static gboolean
fail (GError **error, const char *path, int code)
{
  g_set_error (error, G_FILE_ERROR, g_file_error_from_errno (code), _ ("%s: cannot be written: %s"),
               path, g_strerror (code));

  return FALSE;
}

/* Opens a new file beside @path; nothing that is there already is ever opened. */
static int
open_beside (const char *path, char **temporary)
{
  g_autofree char *folder = g_path_get_dirname (path);

  for (guint i = 0; i < TRIES; i++)
    {
      g_autofree char *name = g_strdup_printf (".meantime-%08x.tmp", g_random_int ());
      g_autofree char *full = g_build_filename (folder, name, NULL);
      const int fd = open (full, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0666);

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

/* So that the rename survives a loss of power, too. Some file systems cannot: no failure. */
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

/* Whatever is no file (a device, a pipe, a folder) is not replaced by one. */
static gboolean
is_replaceable (const char *path)
{
  struct stat info = { 0 };

  return stat (path, &info) != 0 || S_ISREG (info.st_mode);
}

/**
 * mt_export_write:
 * @path: where to; an existing file is replaced, a link is replaced and not followed
 * @bytes: what
 * @error: return location
 *
 * Blocking. Writes to a temporary file beside @path, brings it to the disk and renames it.
 *
 * Returns: %TRUE when @path holds @bytes; %FALSE with a %G_FILE_ERROR when it is as it was
 */
gboolean
mt_export_write (const char *path, GBytes *bytes, GError **error)
{
  g_autofree char *temporary = NULL;
  gboolean ok = FALSE;
  int code = 0;
  int fd = -1;

  if (!is_replaceable (path))
    {
      g_set_error (error, G_FILE_ERROR, G_FILE_ERROR_EXIST,
                   _ ("%s: is not a file; choose another name"), path);
      return FALSE;
    }

  fd = open_beside (path, &temporary);
  if (fd < 0)
    return fail (error, path, errno);

  ok = write_all (fd, bytes);
  code = errno;
  if (close (fd) != 0 && ok)
    {
      ok = FALSE;
      code = errno;
    }
  if (ok && g_rename (temporary, path) != 0)
    {
      ok = FALSE;
      code = errno;
    }

  if (!ok)
    {
      g_unlink (temporary);
      return fail (error, path, code);
    }

  sync_folder (path);

  return TRUE;
}
