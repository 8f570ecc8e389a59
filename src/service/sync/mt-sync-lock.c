/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtSyncLock: the role of the one process that syncs.
 */
#include "config.h"

#include "service/sync/mt-sync-lock.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#include <errno.h>
#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include "service/sync/mt-sync-engine.h"

#define FILE_NAME "sync.lock"

struct _MtSyncLock
{
  int fd;
};

static gboolean
fail (const char *path, int code, GError **error)
{
  if (code == EWOULDBLOCK)
    g_set_error_literal (error, MT_SYNC_ERROR, MT_SYNC_ERROR_BUSY,
                         _ ("Another Meantime is syncing already"));
  else
    g_set_error (error, MT_SYNC_ERROR, MT_SYNC_ERROR_STORE, _ ("%s: cannot be locked: %s"), path,
                 g_strerror (code));
  return FALSE;
}

static gboolean
try_lock (int fd)
{
  int result;

  do
    result = flock (fd, LOCK_EX | LOCK_NB);
  while (result != 0 && errno == EINTR);
  return result == 0;
}

/**
 * mt_sync_lock_take:
 * @directory: (nullable) (type filename): folder of the database, %NULL for the user's own
 * @error: %MT_SYNC_ERROR_BUSY when another process has it, %MT_SYNC_ERROR_STORE when nothing can be
 *   locked there
 *
 * Does not wait. Any thread.
 *
 * Returns: (transfer full) (nullable): the role, until it is freed
 *
 * Source: flock(2)
 */
MtSyncLock *
mt_sync_lock_take (const char *directory, GError **error)
{
  g_autofree char *own = g_build_filename (g_get_user_data_dir (), "meantime", NULL);
  const char *folder = directory != NULL ? directory : own;
  g_autofree char *path = g_build_filename (folder, FILE_NAME, NULL);
  MtSyncLock *self;
  int fd;

  g_mkdir_with_parents (folder, 0700);
  fd = g_open (path, O_CREAT | O_RDWR | O_CLOEXEC | O_NOFOLLOW, 0600);
  if (fd < 0 || !try_lock (fd))
    {
      fail (path, errno, error);
      if (fd >= 0)
        close (fd);
      return NULL;
    }
  self = g_new0 (MtSyncLock, 1);
  self->fd = fd;
  return self;
}

/**
 * mt_sync_lock_free:
 * @self: (transfer full): the role
 *
 * Lets another process have it. The file stays: who removed it would take it from under another.
 */
void
mt_sync_lock_free (MtSyncLock *self)
{
  close (self->fd);
  g_free (self);
}
