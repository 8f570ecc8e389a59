/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtDatabase: the SQLite file. A damaged one is set aside and a new one takes its place, with the
 * edits that wait in it; one of a later Meantime is left alone.
 *
 * A lock file beside it is held, shared, while anything is written, and alone while a new file
 * takes the place of a damaged one: nobody writes into a file that is no longer there.
 */
#include "config.h"

#include "store/mt-database-private.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#include <errno.h>
#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include "store/mt-rescue.h"
#include "store/mt-schema.h"

/* What can be made again is not worth waiting for. */
#define BUSY_MS 250
#define PATIENT_MS 10000

/**
 * mt_database_run: (skip)
 * @self: a database with a handle
 * @sql: statements that answer nothing
 *
 * Returns: whether that went well
 */
gboolean
mt_database_run (MtDatabase *self, const char *sql)
{
  return sqlite3_exec (self->handle, sql, NULL, NULL, NULL) == SQLITE_OK;
}

static void
set_trouble (MtDatabase *self, char *trouble)
{
  g_free (self->trouble);
  self->trouble = trouble;
}

static void
close_handle (MtDatabase *self)
{
  g_hash_table_remove_all (self->prepared);
  sqlite3_close (self->handle);
  self->handle = NULL;
}

/* SQLite would make the file readable to others: what does not exist yet is made by us. What does
 * is not opened: closing it again would drop the locks that other connections of this process have
 * on it. */
static void
make_file (const char *path)
{
  g_autofree char *directory = g_path_get_dirname (path);
  gint fd;

  g_mkdir_with_parents (directory, 0700);
  fd = g_open (path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600);
  if (fd >= 0)
    close (fd);
  else if (errno == EEXIST && !g_file_test (path, G_FILE_TEST_IS_SYMLINK) &&
           g_chmod (path, 0600) != 0)
    g_debug ("%s keeps its mode: %s", path, g_strerror (errno));
}

/**
 * mt_database_lock: (skip)
 * @self: a database
 * @how: of flock(): `LOCK_SH` to write, `LOCK_EX` to exchange the file, `LOCK_UN`
 *
 * Waits for the lock file. Some file systems have no locks: no failure.
 */
void
mt_database_lock (MtDatabase *self, int how)
{
  if (self->lock < 0)
    {
      g_autofree char *path = g_strconcat (self->path, ".lock", NULL);

      self->lock = g_open (path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
    }
  if (self->lock >= 0 && flock (self->lock, how) != 0)
    g_debug ("%s: no lock: %s", self->path, g_strerror (errno));
}

/**
 * mt_database_set_patience: (skip)
 * @self: a database with a handle
 *
 * From now on others are waited for as long as what it holds is worth.
 */
void
mt_database_set_patience (MtDatabase *self)
{
  sqlite3_busy_timeout (self->handle, self->careful ? PATIENT_MS : BUSY_MS);
}

static void
set_up (MtDatabase *self)
{
  mt_database_set_patience (self);
  sqlite3_db_config (self->handle, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
  mt_database_run (self, "PRAGMA trusted_schema = OFF");
  mt_database_run (self, "PRAGMA cell_size_check = ON");
  if (self->read_only)
    return;
  mt_database_run (self, "PRAGMA page_size = " G_STRINGIFY (MT_RESCUE_PAGE_SIZE));
  mt_database_run (self, "PRAGMA journal_mode = WAL");
  mt_database_run (self, "PRAGMA synchronous = NORMAL");
  self->durable = FALSE;
  /* Edits that are gone do not come back when a damaged file is searched for them. */
  if (self->careful)
    mt_database_run (self, "PRAGMA secure_delete = ON");
}

/* A disk that cannot be written still shows what was known. A log would have to be replayed. */
static int
open_read_only (MtDatabase *self)
{
  g_autofree char *log = g_strconcat (self->path, "-wal", NULL);
  g_autofree char *escaped = g_uri_escape_string (self->path, "/", FALSE);
  g_autofree char *uri = g_strconcat ("file:", escaped, "?immutable=1", NULL);
  GStatBuf info;

  close_handle (self);
  if (g_stat (log, &info) == 0 && info.st_size > 0)
    return SQLITE_CANTOPEN;
  self->read_only = TRUE;
  return sqlite3_open_v2 (uri, &self->handle,
                          SQLITE_OPEN_READONLY | SQLITE_OPEN_FULLMUTEX | SQLITE_OPEN_URI, NULL);
}

static int
open_handle (MtDatabase *self)
{
  int code;

  self->read_only = FALSE;
  make_file (self->path);
  code = sqlite3_open_v2 (self->path, &self->handle, SQLITE_OPEN_READWRITE | SQLITE_OPEN_FULLMUTEX,
                          NULL);
  if (code == SQLITE_OK)
    set_up (self);
  return code;
}

static gboolean
is_unwritable (int code)
{
  return (code & 0xff) == SQLITE_CANTOPEN || (code & 0xff) == SQLITE_READONLY;
}

/* A flipped bit in the header makes SQLite take a file for one that may only be read. */
static gboolean
is_wrongly_read_only (MtDatabase *self)
{
  return sqlite3_db_readonly (self->handle, "main") == 1 && g_access (self->path, W_OK) == 0;
}

/* The version of the tables, -1 when it cannot be read. */
static gint
open_version (MtDatabase *self, int *code)
{
  gint version = -1;

  *code = open_handle (self);
  if (*code == SQLITE_OK)
    version = mt_schema_read_version (self->handle, code);
  if (version >= 0 && is_wrongly_read_only (self))
    {
      *code = SQLITE_CORRUPT;
      return -1;
    }
  if (version >= 0 || !is_unwritable (*code) || open_read_only (self) != SQLITE_OK)
    return version;
  set_up (self);
  return mt_schema_read_version (self->handle, code);
}

/* Opens the file and makes sure of its tables. Returns a code of SQLite, %SQLITE_OK also for a file
 * of a later version, which is then closed again. */
static int
open_tables (MtDatabase *self)
{
  int code;
  const gint version = open_version (self, &code);

  if (version < 0)
    return code;
  if (version > MT_SCHEMA_VERSION)
    {
      set_trouble (
          self, g_strdup_printf (_ ("%s: is of a later Meantime; working without it"), self->path));
      close_handle (self);
      return SQLITE_OK;
    }
  if (version == MT_SCHEMA_VERSION)
    return SQLITE_OK;
  code = version > 0 ? mt_schema_back_up (self->handle, self->path, version) : SQLITE_OK;
  return code == SQLITE_OK ? mt_schema_bring_up (self->handle) : code;
}

static void
give_up (MtDatabase *self, int code)
{
  set_trouble (self, g_strdup_printf (_ ("%s: cannot be used (%s); working without it, so every "
                                         "start reads all calendars"),
                                      self->path, sqlite3_errstr (code)));
  close_handle (self);
}

/**
 * mt_database_is_damage:
 * @code: a result of SQLite
 *
 * Returns: whether it says that the file is no sound database
 */
gboolean
mt_database_is_damage (int code)
{
  return (code & 0xff) == SQLITE_CORRUPT || (code & 0xff) == SQLITE_NOTADB;
}

/**
 * mt_database_has_moved: (skip)
 * @self: a database with a handle
 *
 * Returns: whether the file that is open is no longer the one that lies there: another connection
 *   has set it aside
 */
gboolean
mt_database_has_moved (MtDatabase *self)
{
  int moved = 0;

  if (self->read_only)
    return FALSE;
  sqlite3_file_control (self->handle, NULL, SQLITE_FCNTL_HAS_MOVED, &moved);
  return moved != 0;
}

/* Puts a new file in the place of the damaged one. Cut short anywhere, the next start finds the old
 * one, or finishes: see finish_heal(). */
static void
replace (MtDatabase *self)
{
  g_autofree char *fresh = g_strconcat (self->path, ".new", NULL);
  guint n_edits = 0;

  sqlite3_db_config (self->handle, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, NULL);
  close_handle (self);
  if (!mt_rescue_edits (self->path, fresh, &n_edits) || !mt_rescue_exchange (self->path, fresh))
    return;
  if (n_edits == 0)
    set_trouble (
        self, g_strdup_printf (_ ("%s: was damaged; it is now %s.damaged and a new one was begun"),
                               self->path, self->path));
  else
    set_trouble (
        self,
        g_strdup_printf (ngettext ("%s: was damaged; it is now %s.damaged and a new one was begun, "
                                   "with the one edit that waits to be sent",
                                   "%s: was damaged; it is now %s.damaged and a new one was begun, "
                                   "with the %u edits that wait to be sent",
                                   n_edits),
                         self->path, self->path, n_edits));
}

/**
 * mt_database_heal:
 * @self: a database that turned out to be damaged
 *
 * Sets the file aside, with what belongs to it, and begins a new one that has the edits of the old.
 * Blocking.
 *
 * Returns: %TRUE if there is one to go on with
 */
gboolean
mt_database_heal (MtDatabase *self)
{
  int code;

  g_hash_table_remove_all (self->prepared);
  mt_database_lock (self, LOCK_EX);
  if (mt_database_has_moved (self))
    close_handle (self);
  else
    replace (self);
  self->checked = FALSE;
  code = open_tables (self);
  mt_database_lock (self, LOCK_UN);
  if (code != SQLITE_OK)
    give_up (self, code);
  return self->handle != NULL;
}

/**
 * mt_database_check:
 * @self: a database
 *
 * Reads all of it to see whether it is sound. Blocking, about 10 ms for 10 MB: not for the first
 * frame.
 *
 * Returns: %TRUE if it is
 */
gboolean
mt_database_check (MtDatabase *self)
{
  sqlite3_stmt *statement = NULL;
  gboolean sound = FALSE;
  int code = sqlite3_prepare_v2 (self->handle, "PRAGMA quick_check (1)", -1, &statement, NULL);

  if (code == SQLITE_OK)
    code = sqlite3_step (statement);
  if (code == SQLITE_ROW)
    sound = g_strcmp0 ((const char *) sqlite3_column_text (statement, 0), "ok") == 0;
  else
    sound = !mt_database_is_damage (code);
  sqlite3_finalize (statement);
  return sound;
}

/* Something ended the making of a new file, or the exchange once it was ready. */
static void
finish_heal (MtDatabase *self)
{
  g_autofree char *fresh = g_strconcat (self->path, ".new", NULL);

  if (g_access (fresh, F_OK) != 0)
    return;
  mt_database_lock (self, LOCK_EX);
  if (g_access (self->path, F_OK) == 0)
    g_unlink (fresh);
  else if (g_access (fresh, F_OK) == 0)
    mt_rescue_exchange (self->path, fresh);
  mt_database_lock (self, LOCK_UN);
}

static void
open_or_heal (MtDatabase *self)
{
  int code;

  finish_heal (self);
  code = open_tables (self);
  if (mt_database_is_damage (code))
    mt_database_heal (self);
  else if (code != SQLITE_OK)
    give_up (self, code);
}

static void
finalize (gpointer statement)
{
  sqlite3_finalize (statement);
}

/**
 * mt_database_new:
 * @path: (type filename): the file, whose folder need not exist
 * @careful: whether it is for what cannot be made again: then it waits for others, and leaves
 *   nothing of what is deleted in the file
 *
 * Opens the database, or makes one. Blocking.
 *
 * Returns: (transfer full): the database, without a handle if it cannot be used
 */
MtDatabase *
mt_database_new (const char *path, gboolean careful)
{
  MtDatabase *self = g_new0 (MtDatabase, 1);

  self->path = g_strdup (path);
  self->careful = careful;
  self->lock = -1;
  self->prepared = g_hash_table_new_full (NULL, NULL, NULL, finalize);
  open_or_heal (self);
  return self;
}

/**
 * mt_database_free:
 * @self: (transfer full): a database with no statement left but those of mt_database_prepare()
 *
 * Closes a database.
 */
void
mt_database_free (MtDatabase *self)
{
  close_handle (self);
  g_hash_table_unref (self->prepared);
  if (self->lock >= 0)
    close (self->lock);
  g_free (self->path);
  g_free (self->trouble);
  g_free (self);
}

/**
 * mt_database_refresh:
 * @self: a database outside of any transaction
 *
 * Makes sure that it is the file that lies there now, not one that another connection has set
 * aside.
 *
 * Returns: %TRUE if there is one
 */
gboolean
mt_database_refresh (MtDatabase *self)
{
  if (self->handle != NULL && mt_database_has_moved (self))
    {
      close_handle (self);
      open_or_heal (self);
    }
  return self->handle != NULL;
}
