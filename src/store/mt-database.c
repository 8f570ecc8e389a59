/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtDatabase: the SQLite file. All in it can be made again, so a damaged one is set aside and a new
 * one begun; one of a later Meantime is left alone.
 */
#include "config.h"

#include "store/mt-database.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

#define VERSION 1
#define BUSY_MS 250
/* A version beyond this is a flipped bit. */
#define LAST_VERSION 1000

/* Rows in the order of writing: the last has the largest id. */
static const char schema[] = "CREATE TABLE agenda ("
                             "  id INTEGER PRIMARY KEY AUTOINCREMENT,"
                             "  team TEXT NOT NULL,"
                             "  person TEXT NOT NULL,"
                             "  window_start INTEGER NOT NULL,"
                             "  window_end INTEGER NOT NULL,"
                             "  facts TEXT NOT NULL,"
                             "  sources TEXT NOT NULL,"
                             "  signature TEXT NOT NULL,"
                             "  checksum INTEGER NOT NULL,"
                             "  spans BLOB NOT NULL,"
                             "  UNIQUE (team, person, window_start, window_end)"
                             ");";

static gboolean
run (MtDatabase *self, const char *sql)
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
  sqlite3_close (self->handle);
  self->handle = NULL;
}

/* SQLite would make the file readable to others: what does not exist yet is made by us. */
static void
make_file (const char *path)
{
  g_autofree char *directory = g_path_get_dirname (path);
  gint fd;

  g_mkdir_with_parents (directory, 0700);
  fd = g_open (path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
  if (fd < 0)
    return;
  if (fchmod (fd, 0600) != 0)
    g_debug ("%s keeps its mode: %s", path, g_strerror (errno));
  close (fd);
}

/* The version of the schema; -1 when it cannot be read, with the reason in `code`. */
static gint
read_version (MtDatabase *self, int *code)
{
  sqlite3_stmt *statement = NULL;
  gint version = -1;

  *code = sqlite3_prepare_v2 (self->handle, "PRAGMA user_version", -1, &statement, NULL);
  if (*code == SQLITE_OK)
    {
      *code = sqlite3_step (statement);
      if (*code == SQLITE_ROW)
        version = sqlite3_column_int (statement, 0);
      if (*code == SQLITE_ROW && (version < 0 || version > LAST_VERSION))
        {
          version = -1;
          *code = SQLITE_CORRUPT;
        }
    }
  sqlite3_finalize (statement);
  return version;
}

/* Somebody else may be making the tables at this moment: one of the two does, the other finds
 * them. */
static int
make_tables (MtDatabase *self)
{
  int code;
  gint version;

  if (!run (self, "BEGIN IMMEDIATE"))
    return sqlite3_errcode (self->handle);
  version = read_version (self, &code);
  if (version == VERSION && run (self, "COMMIT"))
    return SQLITE_OK;
  if (run (self, "DROP TABLE IF EXISTS agenda") && run (self, schema) &&
      run (self, "PRAGMA user_version = " G_STRINGIFY (VERSION)) && run (self, "COMMIT"))
    return SQLITE_OK;
  code = sqlite3_errcode (self->handle);
  run (self, "ROLLBACK");
  return code;
}

static int
open_handle (MtDatabase *self)
{
  int code;

  make_file (self->path);
  code = sqlite3_open_v2 (self->path, &self->handle, SQLITE_OPEN_READWRITE | SQLITE_OPEN_FULLMUTEX,
                          NULL);
  if (code != SQLITE_OK)
    return code;
  sqlite3_busy_timeout (self->handle, BUSY_MS);
  sqlite3_db_config (self->handle, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
  run (self, "PRAGMA trusted_schema = OFF");
  run (self, "PRAGMA cell_size_check = ON");
  run (self, "PRAGMA journal_mode = WAL");
  run (self, "PRAGMA synchronous = NORMAL");
  return SQLITE_OK;
}

/* Opens the file and makes sure of its tables. Returns a code of SQLite, %SQLITE_OK also for a file
 * of a later version, which is then closed again. */
static int
open_tables (MtDatabase *self)
{
  int code = open_handle (self);
  gint version;

  if (code != SQLITE_OK)
    return code;
  version = read_version (self, &code);
  if (version < 0)
    return code;
  if (version > VERSION)
    {
      set_trouble (
          self, g_strdup_printf (_ ("%s: is of a later Meantime; working without it"), self->path));
      close_handle (self);
    }
  else if (version < VERSION)
    {
      return make_tables (self);
    }
  return SQLITE_OK;
}

/* A write-ahead log belongs to the file it was written for. */
static void
set_aside (MtDatabase *self)
{
  g_autofree char *aside = g_strconcat (self->path, ".damaged", NULL);
  g_autofree char *log = g_strconcat (self->path, "-wal", NULL);
  g_autofree char *index = g_strconcat (self->path, "-shm", NULL);

  if (g_rename (self->path, aside) != 0)
    return;
  g_unlink (log);
  g_unlink (index);
  set_trouble (self, g_strdup_printf (_ ("%s: was damaged; it is now %s and a new one was begun"),
                                      self->path, aside));
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
 * mt_database_heal:
 * @self: a database that turned out to be damaged, with no statement left
 *
 * Sets the file aside and begins a new one.
 *
 * Returns: %TRUE if there is one to go on with
 */
gboolean
mt_database_heal (MtDatabase *self)
{
  int code;

  close_handle (self);
  set_aside (self);
  code = open_tables (self);
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

/**
 * mt_database_new:
 * @path: (type filename): the file, whose folder need not exist
 *
 * Opens the database, or makes one. Blocking.
 *
 * Returns: (transfer full): the database, without a handle if it cannot be used
 */
MtDatabase *
mt_database_new (const char *path)
{
  MtDatabase *self = g_new0 (MtDatabase, 1);
  int code;

  self->path = g_strdup (path);
  code = open_tables (self);
  if (mt_database_is_damage (code))
    mt_database_heal (self);
  else if (code != SQLITE_OK)
    give_up (self, code);
  return self;
}

/**
 * mt_database_free:
 * @self: (transfer full): a database with no statement left
 *
 * Closes a database.
 */
void
mt_database_free (MtDatabase *self)
{
  close_handle (self);
  g_free (self->path);
  g_free (self->trouble);
  g_free (self);
}
