/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * From a damaged file to a sound one with the edits of the old. Whenever this is cut short, either
 * the old file is still there or the new one is complete.
 */
#include "config.h"

#include "store/mt-rescue.h"

#include <glib/gstdio.h>

#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

#include "store/mt-outbox-row.h"
#include "store/mt-schema.h"

static gboolean
write_rows (sqlite3 *handle, const GPtrArray *rows)
{
  sqlite3_stmt *statement = NULL;
  gboolean ok = sqlite3_prepare_v2 (handle, MT_OUTBOX_WRITE, -1, &statement, NULL) == SQLITE_OK;

  for (guint i = 0; ok && i < rows->len; i++)
    {
      mt_outbox_row_bind (statement, g_ptr_array_index (rows, i));
      ok = sqlite3_step (statement) == SQLITE_DONE && sqlite3_reset (statement) == SQLITE_OK;
    }
  sqlite3_finalize (statement);
  return ok;
}

static gboolean
fill (sqlite3 *handle, const GPtrArray *rows)
{
  return sqlite3_exec (
             handle,
             "PRAGMA page_size = " G_STRINGIFY (MT_RESCUE_PAGE_SIZE) ";"
                                                                     "PRAGMA synchronous = FULL",
             NULL, NULL, NULL) == SQLITE_OK &&
         mt_schema_bring_up (handle) == SQLITE_OK &&
         sqlite3_exec (handle, "BEGIN IMMEDIATE", NULL, NULL, NULL) == SQLITE_OK &&
         write_rows (handle, rows) &&
         sqlite3_exec (handle, "COMMIT", NULL, NULL, NULL) == SQLITE_OK;
}

/* The number of a row is taken out of the way of those to come, as SQLite does by itself. */
static gboolean
make (const char *fresh, const GPtrArray *rows)
{
  sqlite3 *handle = NULL;
  gboolean ok = FALSE;
  int fd;

  g_unlink (fresh);
  fd = g_open (fresh, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600);
  if (fd < 0)
    return FALSE;
  close (fd);
  ok = sqlite3_open_v2 (fresh, &handle, SQLITE_OPEN_READWRITE, NULL) == SQLITE_OK &&
       fill (handle, rows);
  sqlite3_close (handle);
  if (!ok)
    g_unlink (fresh);
  return ok;
}

/**
 * mt_rescue_edits:
 * @path: (type filename): a damaged database that nobody writes
 * @fresh: (type filename): where a new one is to be made
 * @n_edits: (out): how many edits it has
 *
 * Makes a database that holds what can be found of the edits of another, and nothing else.
 * Blocking; reads all of the damaged file.
 *
 * Returns: %FALSE when it cannot be made: a full disk, ...
 */
gboolean
mt_rescue_edits (const char *path, const char *fresh, guint *n_edits)
{
  g_autoptr (GPtrArray) rows = mt_rescue_scan (path);

  *n_edits = rows->len;
  return make (fresh, rows);
}

static void
sync_folder (const char *path)
{
  g_autofree char *folder = g_path_get_dirname (path);
  const int fd = open (folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);

  if (fd < 0)
    return;
  if (fsync (fd) != 0)
    g_debug ("%s: %s", folder, g_strerror (errno));
  close (fd);
}

/**
 * mt_rescue_exchange:
 * @path: (type filename): a damaged database that nobody writes, or one that is gone already
 * @fresh: (type filename): what takes its place
 *
 * Sets a damaged file aside as `PATH.damaged`, with the log that belongs to it, and puts the new
 * one there.
 *
 * Returns: %TRUE if it is there
 */
gboolean
mt_rescue_exchange (const char *path, const char *fresh)
{
  g_autofree char *aside = g_strconcat (path, ".damaged", NULL);
  g_autofree char *log = g_strconcat (path, "-wal", NULL);
  g_autofree char *log_aside = g_strconcat (aside, "-wal", NULL);
  g_autofree char *index = g_strconcat (path, "-shm", NULL);

  if (g_rename (path, aside) != 0 && errno != ENOENT)
    return FALSE;
  if (g_rename (log, log_aside) != 0 && errno != ENOENT)
    g_unlink (log);
  g_unlink (index);
  if (g_rename (fresh, path) != 0)
    return FALSE;
  sync_folder (path);
  return TRUE;
}
