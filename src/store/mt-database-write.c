/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtDatabase: statements, and transactions that wait for each other.
 */
#include "config.h"

#include "store/mt-database-private.h"

#include <glib/gi18n-lib.h>
#include <sys/file.h>

#include "store/mt-store-error.h"

/**
 * mt_database_prepare:
 * @self: a database
 * @sql: one statement, a literal
 * @code: (out): a result of SQLite
 *
 * Returns: (transfer none) (nullable): the statement, ready to be bound; made once
 */
sqlite3_stmt *
mt_database_prepare (MtDatabase *self, const char *sql, int *code)
{
  sqlite3_stmt *statement;

  *code = SQLITE_CANTOPEN;
  if (self->handle == NULL)
    return NULL;
  *code = SQLITE_OK;
  statement = g_hash_table_lookup (self->prepared, sql);
  if (statement != NULL)
    return statement;
  *code = sqlite3_prepare_v3 (self->handle, sql, -1, SQLITE_PREPARE_PERSISTENT, &statement, NULL);
  /* Our own statements are right: it is the schema that is not what it was. */
  if (*code == SQLITE_ERROR)
    *code = SQLITE_CORRUPT;
  if (*code != SQLITE_OK)
    return NULL;
  g_hash_table_insert (self->prepared, (gpointer) sql, statement);
  return statement;
}

/**
 * mt_database_release:
 * @statement: (nullable): a statement that was run
 *
 * Makes it ready for the next time. Bound texts belong to the caller, so they are let go of.
 */
void
mt_database_release (sqlite3_stmt *statement)
{
  if (statement == NULL)
    return;
  sqlite3_reset (statement);
  sqlite3_clear_bindings (statement);
}

/**
 * mt_database_finish:
 * @statement: a bound statement that answers nothing
 *
 * Runs and releases it.
 *
 * Returns: a result of SQLite
 */
int
mt_database_finish (sqlite3_stmt *statement)
{
  const int code = sqlite3_step (statement);

  mt_database_release (statement);
  return code == SQLITE_DONE || code == SQLITE_ROW ? SQLITE_OK : code;
}

/**
 * mt_database_set_error:
 * @self: a database
 * @code: a result of SQLite
 * @error: return location
 *
 * Says why nothing was written.
 */
void
mt_database_set_error (MtDatabase *self, int code, GError **error)
{
  if (self->handle == NULL)
    g_set_error_literal (error, MT_STORE_ERROR, MT_STORE_ERROR_UNUSABLE, self->trouble);
  else if ((code & 0xff) == SQLITE_BUSY)
    g_set_error (error, MT_STORE_ERROR, MT_STORE_ERROR_BUSY,
                 _ ("%s: another program is writing it; try again"), self->path);
  else
    g_set_error (error, MT_STORE_ERROR, MT_STORE_ERROR_FAILED, _ ("%s: cannot be written: %s"),
                 self->path, sqlite3_errstr (code));
}

static int
begin (MtDatabase *self, gboolean durable)
{
  if (self->durable != durable)
    mt_database_run (self, durable ? "PRAGMA synchronous = FULL" : "PRAGMA synchronous = NORMAL");
  self->durable = durable;
  return sqlite3_exec (self->handle, "BEGIN IMMEDIATE", NULL, NULL, NULL);
}

/* Before the first change the whole file is looked at: damage must not be written on. */
static void
check_once (MtDatabase *self)
{
  if (self->checked || self->handle == NULL || self->read_only)
    return;
  if (!mt_database_check (self))
    mt_database_heal (self);
  self->checked = TRUE;
}

/* One try: %SQLITE_CORRUPT asks for another. */
static int
try_begin (MtDatabase *self, gboolean durable)
{
  int code;

  check_once (self);
  if (self->handle == NULL)
    return SQLITE_CANTOPEN;
  if (self->read_only)
    return SQLITE_READONLY;
  mt_database_lock (self, LOCK_SH);
  if (mt_database_has_moved (self))
    {
      mt_database_lock (self, LOCK_UN);
      mt_database_refresh (self);
      return SQLITE_CORRUPT;
    }
  code = begin (self, durable);
  if (code != SQLITE_OK)
    mt_database_lock (self, LOCK_UN);
  if (mt_database_is_damage (code))
    mt_database_heal (self);
  return code;
}

/**
 * mt_database_begin:
 * @self: a database
 * @durable: whether what is written must be on the disk when the commit returns
 * @error: set to a #MtStoreError
 *
 * Begins to write, after waiting for whoever else does. Damage is healed first.
 *
 * Returns: %TRUE if mt_database_commit() or mt_database_rollback() must follow
 */
gboolean
mt_database_begin (MtDatabase *self, gboolean durable, GError **error)
{
  int code = try_begin (self, durable);

  if (mt_database_is_damage (code))
    code = try_begin (self, durable);
  if (code == SQLITE_OK)
    return TRUE;
  mt_database_set_error (self, code, error);
  return FALSE;
}

/* SQLite keeps what was written last in a log, where a flipped bit ends all that was written after
 * it. What cannot be made again goes on into the file, which tells what is damaged from what is
 * not. Nobody is waited for: while another reads the old state, the next edit does it. */
static void
empty_log (MtDatabase *self)
{
  sqlite3_busy_timeout (self->handle, 0);
  sqlite3_wal_checkpoint_v2 (self->handle, NULL, SQLITE_CHECKPOINT_TRUNCATE, NULL, NULL);
  mt_database_set_patience (self);
}

/**
 * mt_database_commit:
 * @self: a database that is being written
 * @error: set to a #MtStoreError when nothing was written
 *
 * Returns: %TRUE if all of it is written
 */
gboolean
mt_database_commit (MtDatabase *self, GError **error)
{
  const int code = sqlite3_exec (self->handle, "COMMIT", NULL, NULL, NULL);

  if (code != SQLITE_OK)
    {
      mt_database_set_error (self, code, error);
      mt_database_rollback (self);
      return FALSE;
    }
  if (self->durable)
    empty_log (self);
  mt_database_lock (self, LOCK_UN);
  return TRUE;
}

/**
 * mt_database_rollback:
 * @self: a database that is being written
 *
 * Leaves everything as it was.
 */
void
mt_database_rollback (MtDatabase *self)
{
  if (self->handle != NULL && sqlite3_get_autocommit (self->handle) == 0)
    mt_database_run (self, "ROLLBACK");
  mt_database_lock (self, LOCK_UN);
}
