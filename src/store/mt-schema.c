/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * The tables of the database. Version 1 held `agenda` alone, which can be made again; version 2
 * holds edits, which cannot.
 */
#include "config.h"

#include "store/mt-schema.h"

#include <glib/gstdio.h>

#include <fcntl.h>
#include <unistd.h>

/* Rows in the order of writing: the last has the largest id. */
static const char agenda[] = "CREATE TABLE agenda ("
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

/* Numbers begin at the time of making, so that one of a file that was set aside names nothing in
 * its successor. No row refers to another by a foreign key: edits outlive their collection.
 * `outbox` is read from damaged files by mt_rescue_edits(), which knows the order of its columns.
 */
static const char items[] = "CREATE TABLE collection ("
                            "  id INTEGER PRIMARY KEY AUTOINCREMENT,"
                            "  url TEXT NOT NULL UNIQUE,"
                            "  account TEXT,"
                            "  kind TEXT NOT NULL DEFAULT '',"
                            "  title TEXT,"
                            "  components TEXT,"
                            "  token TEXT,"
                            "  ctag TEXT,"
                            "  mode TEXT,"
                            "  checked INTEGER NOT NULL DEFAULT 0,"
                            "  changed INTEGER NOT NULL DEFAULT 0,"
                            "  failed_since INTEGER NOT NULL DEFAULT 0,"
                            "  trouble TEXT,"
                            "  vanished INTEGER NOT NULL DEFAULT 0,"
                            "  read_only INTEGER NOT NULL DEFAULT 0,"
                            "  stamp INTEGER NOT NULL DEFAULT 0"
                            ");"
                            "CREATE TABLE item ("
                            "  id INTEGER PRIMARY KEY,"
                            "  collection INTEGER NOT NULL,"
                            "  href TEXT NOT NULL,"
                            "  etag TEXT,"
                            "  parked TEXT,"
                            "  checksum INTEGER NOT NULL,"
                            "  bytes BLOB,"
                            "  UNIQUE (collection, href)"
                            ");"
                            "CREATE INDEX item_parked ON item (collection)"
                            "  WHERE parked IS NOT NULL;"
                            "CREATE TABLE outbox ("
                            "  id INTEGER PRIMARY KEY AUTOINCREMENT,"
                            "  mark TEXT NOT NULL,"
                            "  url TEXT NOT NULL,"
                            "  href TEXT NOT NULL,"
                            "  uid TEXT NOT NULL,"
                            "  change BLOB,"
                            "  before BLOB,"
                            "  before_etag TEXT,"
                            "  after BLOB,"
                            "  state INTEGER NOT NULL,"
                            "  theirs BLOB,"
                            "  theirs_etag TEXT,"
                            "  why TEXT,"
                            "  tries INTEGER NOT NULL,"
                            "  created INTEGER NOT NULL,"
                            "  next_try INTEGER NOT NULL,"
                            "  serial INTEGER NOT NULL,"
                            "  checksum INTEGER NOT NULL"
                            ");"
                            "CREATE INDEX outbox_place ON outbox (url, href);"
                            "INSERT INTO sqlite_sequence (name, seq) VALUES"
                            "  ('collection', CAST (strftime ('%s') AS INTEGER)),"
                            "  ('outbox', CAST (strftime ('%s') AS INTEGER));";

static gboolean
run (sqlite3 *handle, const char *sql)
{
  return sqlite3_exec (handle, sql, NULL, NULL, NULL) == SQLITE_OK;
}

/* -1 when it cannot be read. */
static gint
read_number (sqlite3 *handle, const char *sql, int *code)
{
  sqlite3_stmt *statement = NULL;
  gint number = -1;

  *code = sqlite3_prepare_v2 (handle, sql, -1, &statement, NULL);
  if (*code == SQLITE_OK)
    *code = sqlite3_step (statement);
  if (*code == SQLITE_ROW)
    number = sqlite3_column_int (statement, 0);
  sqlite3_finalize (statement);
  return number;
}

/**
 * mt_schema_read_version:
 * @handle: a database
 * @code: (out): a result of SQLite: why it cannot be read
 *
 * A later version says so in two places; otherwise it is a flipped bit.
 *
 * Returns: the version of its tables, 0 when it has none; -1 when that cannot be read
 */
gint
mt_schema_read_version (sqlite3 *handle, int *code)
{
  const gint version = read_number (handle, "PRAGMA user_version", code);
  int ignored;

  if (*code != SQLITE_ROW || (version >= 0 && version <= MT_SCHEMA_VERSION))
    return version;
  if (version > 0 && read_number (handle, "PRAGMA application_id", &ignored) ==
                         (gint64) MT_SCHEMA_APPLICATION + version)
    return version;
  *code = SQLITE_CORRUPT;
  return -1;
}

/* SQLite fills a file that is there and empty: that is how it gets our mode. */
static gboolean
make_empty (const char *path)
{
  int fd;

  g_unlink (path);
  fd = g_open (path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600);
  if (fd < 0)
    return FALSE;
  close (fd);
  return TRUE;
}

static int
copy_into (sqlite3 *handle, const char *path)
{
  sqlite3_stmt *statement = NULL;
  int code = sqlite3_prepare_v2 (handle, "VACUUM INTO ?1", -1, &statement, NULL);

  if (code == SQLITE_OK)
    code = sqlite3_bind_text (statement, 1, path, -1, SQLITE_STATIC);
  if (code == SQLITE_OK)
    code = sqlite3_step (statement);
  sqlite3_finalize (statement);
  return code == SQLITE_DONE ? SQLITE_OK : code;
}

/**
 * mt_schema_back_up:
 * @handle: a database of an earlier version, outside of any transaction
 * @path: (type filename): where it lies
 * @version: its version
 *
 * Copies it to `PATH.VERSION.bak`, whole or not at all. Blocking.
 *
 * Returns: a result of SQLite
 */
int
mt_schema_back_up (sqlite3 *handle, const char *path, gint version)
{
  g_autofree char *backup = g_strdup_printf ("%s.%d.bak", path, version);
  g_autofree char *partial = g_strdup_printf ("%s.%d", backup, (int) getpid ());
  int code = make_empty (partial) ? copy_into (handle, partial) : SQLITE_CANTOPEN;

  if (code == SQLITE_OK && g_rename (partial, backup) != 0)
    code = SQLITE_IOERR;
  if (code != SQLITE_OK)
    g_unlink (partial);
  return code;
}

/* Tables are made with their version, all or none: those of a file that says it has none are a sign
 * of damage, and never dropped. */
static gboolean
make_tables (sqlite3 *handle, gint version)
{
  g_autofree char *application =
      g_strdup_printf ("PRAGMA application_id = %d", MT_SCHEMA_APPLICATION + MT_SCHEMA_VERSION);

  return (version > 0 || run (handle, agenda)) && run (handle, items) &&
         run (handle, "PRAGMA user_version = " G_STRINGIFY (MT_SCHEMA_VERSION)) &&
         run (handle, application);
}

/**
 * mt_schema_bring_up:
 * @handle: a database of an earlier version, or an empty one
 *
 * Makes the tables of this version, all or none. Somebody else may be doing so at this moment: one
 * of the two does, the other finds them.
 *
 * Returns: a result of SQLite
 */
int
mt_schema_bring_up (sqlite3 *handle)
{
  int code;
  gint version;

  if (!run (handle, "BEGIN IMMEDIATE"))
    return sqlite3_errcode (handle);
  version = mt_schema_read_version (handle, &code);
  if (version >= MT_SCHEMA_VERSION && run (handle, "COMMIT"))
    return SQLITE_OK;
  if (version >= 0 && make_tables (handle, version) && run (handle, "COMMIT"))
    return SQLITE_OK;
  code = sqlite3_errcode (handle);
  run (handle, "ROLLBACK");
  return code == SQLITE_ERROR ? SQLITE_CORRUPT : code;
}
