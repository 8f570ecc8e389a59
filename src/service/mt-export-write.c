/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * Writing an export: whole or not at all, and never through a link that somebody laid.
 */
#include "config.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <sys/stat.h>

#include "providers/collections/mt-whole-file.h"
#include "service/mt-export.h"

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
  if (!is_replaceable (path))
    {
      g_set_error (error, G_FILE_ERROR, G_FILE_ERROR_EXIST,
                   _ ("%s: is not a file; choose another name"), path);
      return FALSE;
    }
  if (!mt_whole_file_replace (path, bytes))
    {
      const int code = errno;

      g_set_error (error, G_FILE_ERROR, g_file_error_from_errno (code),
                   _ ("%s: cannot be written: %s"), path, g_strerror (code));
      return FALSE;
    }

  return TRUE;
}
