/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtStore: packed spans per person and window, each row with a checksum of its own, since SQLite
 * has none.
 */
#include "config.h"

#include "store/mt-store.h"
#include "store/mt-database.h"
#include "store/mt-hash.h"
#include "store/mt-outbox-row.h"

#include <string.h>

/* Of one person the rows of this many windows are kept, */
#define WINDOWS_KEPT 3
/* and no row that this many others were written after. */
#define ROWS_KEPT 50000

typedef enum
{
  STATEMENT_READ,
  STATEMENT_WRITE,
  STATEMENT_PRUNE,
  STATEMENT_PRUNE_ALL,
  STATEMENT_PEOPLE,
  STATEMENT_FORGET,
  N_STATEMENTS,
} Statement;

/* clang-format off */
static const char *const statements[N_STATEMENTS] = {
  [STATEMENT_READ]
  = "SELECT person, window_start, window_end, facts, sources, signature, checksum, spans"
    " FROM agenda WHERE team = ?1 AND window_start <= ?2 AND window_end >= ?3"
    " ORDER BY person, id DESC",
  [STATEMENT_WRITE]
  = "INSERT OR REPLACE INTO agenda"
    " (team, person, window_start, window_end, facts, sources, signature, checksum, spans)"
    " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
  [STATEMENT_PRUNE]
  = "DELETE FROM agenda WHERE team = ?1 AND person = ?2 AND id NOT IN"
    " (SELECT id FROM agenda WHERE team = ?1 AND person = ?2 ORDER BY id DESC LIMIT "
    G_STRINGIFY (WINDOWS_KEPT) ")",
  [STATEMENT_PRUNE_ALL]
  = "DELETE FROM agenda WHERE id <= (SELECT max (id) FROM agenda) - " G_STRINGIFY (ROWS_KEPT),
  [STATEMENT_PEOPLE] = "SELECT DISTINCT person FROM agenda WHERE team = ?1",
  [STATEMENT_FORGET] = "DELETE FROM agenda WHERE team = ?1 AND person = ?2",
};
/* clang-format on */

struct _MtStore
{
  MtDatabase *database; /* owned */
};

/**
 * mt_store_new:
 * @directory: (nullable) (type filename): where the database lies, %NULL for
 *   $XDG_DATA_HOME/meantime
 *
 * Opens the store, or makes one. Blocking.
 *
 * Returns: (transfer full): the store, an empty one if it cannot be used
 */
MtStore *
mt_store_new (const char *directory)
{
  MtStore *self = g_new0 (MtStore, 1);
  g_autofree char *own = g_build_filename (g_get_user_data_dir (), "meantime", NULL);
  g_autofree char *path =
      g_build_filename (directory != NULL ? directory : own, "meantime.db", NULL);

  self->database = mt_database_new (path, FALSE);
  return self;
}

/**
 * mt_store_free:
 * @self: (transfer full): a store
 *
 * Closes a store.
 */
void
mt_store_free (MtStore *self)
{
  mt_database_free (self->database);
  g_free (self);
}

/**
 * mt_store_get_trouble:
 * @self: a store
 *
 * Returns: (transfer none) (nullable): why the store is not used, or was begun anew, in the user's
 *   language; %NULL when all is well
 */
const char *
mt_store_get_trouble (MtStore *self)
{
  return self->database->trouble;
}

/* A statement ready to be bound; NULL when there is none, with the reason in `code`. */
static sqlite3_stmt *
prepare (MtStore *self, Statement which, const char *team, int *code)
{
  sqlite3_stmt *statement = mt_database_prepare (self->database, statements[which], code);

  if (statement != NULL && team != NULL)
    mt_bind_text (statement, 1, team);
  return statement;
}

static gint64
row_checksum (const MtStoreRow *row)
{
  gsize size;
  gconstpointer data = g_bytes_get_data (row->agenda, &size);
  gint64 window[] = { row->window.start, row->window.end };
  guint64 hash = mt_hash_bytes (0, row->person, strlen (row->person));

  hash = mt_hash_bytes (hash, window, sizeof window);
  hash = mt_hash_bytes (hash, row->facts, strlen (row->facts));
  hash = mt_hash_bytes (hash, row->sources, strlen (row->sources));
  hash = mt_hash_bytes (hash, row->signature, strlen (row->signature));
  return (gint64) mt_hash_bytes (hash, data, size);
}

static const char *
column_text (sqlite3_stmt *statement, int column)
{
  const char *text = (const char *) sqlite3_column_text (statement, column);

  return text != NULL ? text : "";
}

/* NULL for a row whose bits were flipped. */
static MtStoreRow *
read_row (sqlite3_stmt *statement)
{
  MtSpan window = { sqlite3_column_int64 (statement, 1), sqlite3_column_int64 (statement, 2) };
  gconstpointer blob = sqlite3_column_blob (statement, 7);
  g_autoptr (GBytes) agenda =
      g_bytes_new (blob, blob != NULL ? (gsize) sqlite3_column_bytes (statement, 7) : 0);
  g_autoptr (MtStoreRow) row =
      mt_store_row_new (column_text (statement, 0), window, column_text (statement, 3),
                        column_text (statement, 4), column_text (statement, 5), agenda);

  return row_checksum (row) == sqlite3_column_int64 (statement, 6) ? g_steal_pointer (&row) : NULL;
}

/* Of a person's rows that cover the window the one written last comes first: the rest is older. */
static gboolean
is_older (const GPtrArray *rows, sqlite3_stmt *statement)
{
  const MtStoreRow *last = rows->len > 0 ? g_ptr_array_index (rows, rows->len - 1) : NULL;

  return last != NULL && g_str_equal (last->person, column_text (statement, 0));
}

/**
 * mt_store_read:
 * @self: a store
 * @team: (type filename): the team file, as it was written with
 * @window: what is to be covered
 *
 * Reads what is known of everybody on a team, in one query. Whether it still holds is for the
 * caller to see. Blocking.
 *
 * Returns: (transfer full) (element-type MtStoreRow): at most one row a person, sorted by id; none
 *   when the store cannot be read
 */
GPtrArray *
mt_store_read (MtStore *self, const char *team, MtSpan window)
{
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func ((GDestroyNotify) mt_store_row_free);
  int code = SQLITE_OK;
  sqlite3_stmt *statement = NULL;

  if (mt_database_refresh (self->database))
    statement = prepare (self, STATEMENT_READ, team, &code);
  if (statement != NULL)
    {
      sqlite3_bind_int64 (statement, 2, window.start);
      sqlite3_bind_int64 (statement, 3, window.end);
      while ((code = sqlite3_step (statement)) == SQLITE_ROW)
        {
          MtStoreRow *row = is_older (rows, statement) ? NULL : read_row (statement);

          if (row != NULL)
            g_ptr_array_add (rows, row);
        }
      mt_database_release (statement);
    }
  if (mt_database_is_damage (code))
    {
      mt_database_heal (self->database);
      g_ptr_array_set_size (rows, 0);
    }
  return g_steal_pointer (&rows);
}

static int
write_row (MtStore *self, const char *team, const MtStoreRow *row)
{
  int code;
  sqlite3_stmt *statement = prepare (self, STATEMENT_WRITE, team, &code);
  gsize size;
  gconstpointer data = g_bytes_get_data (row->agenda, &size);

  if (statement == NULL)
    return code;
  sqlite3_bind_text (statement, 2, row->person, -1, SQLITE_STATIC);
  sqlite3_bind_int64 (statement, 3, row->window.start);
  sqlite3_bind_int64 (statement, 4, row->window.end);
  sqlite3_bind_text (statement, 5, row->facts, -1, SQLITE_STATIC);
  sqlite3_bind_text (statement, 6, row->sources, -1, SQLITE_STATIC);
  sqlite3_bind_text (statement, 7, row->signature, -1, SQLITE_STATIC);
  sqlite3_bind_int64 (statement, 8, row_checksum (row));
  sqlite3_bind_blob64 (statement, 9, data != NULL ? data : "", size, SQLITE_STATIC);
  return mt_database_finish (statement);
}

static int
run_for_person (MtStore *self, Statement which, const char *team, const char *person)
{
  int code;
  sqlite3_stmt *statement = prepare (self, which, team, &code);

  if (statement == NULL)
    return code;
  sqlite3_bind_text (statement, 2, person, -1, SQLITE_STATIC);
  return mt_database_finish (statement);
}

static int
write_rows (MtStore *self, const char *team, const GPtrArray *rows)
{
  int code = SQLITE_OK;
  sqlite3_stmt *statement;

  for (guint i = 0; i < rows->len && code == SQLITE_OK; i++)
    {
      const MtStoreRow *row = g_ptr_array_index (rows, i);

      code = write_row (self, team, row);
      if (code == SQLITE_OK)
        code = run_for_person (self, STATEMENT_PRUNE, team, row->person);
    }
  if (code != SQLITE_OK)
    return code;
  statement = prepare (self, STATEMENT_PRUNE_ALL, NULL, &code);
  return statement != NULL ? mt_database_finish (statement) : code;
}

static GPtrArray *
list_people (MtStore *self, const char *team, int *code)
{
  GPtrArray *people = g_ptr_array_new_with_free_func (g_free);
  sqlite3_stmt *statement = prepare (self, STATEMENT_PEOPLE, team, code);

  if (statement == NULL)
    return people;
  while ((*code = sqlite3_step (statement)) == SQLITE_ROW)
    g_ptr_array_add (people, g_strdup (column_text (statement, 0)));
  if (*code == SQLITE_DONE)
    *code = SQLITE_OK;
  mt_database_release (statement);
  return people;
}

static int
forget_others (MtStore *self, const char *team, const char *const *people)
{
  int code;
  g_autoptr (GPtrArray) known = list_people (self, team, &code);

  for (guint i = 0; i < known->len && code == SQLITE_OK; i++)
    if (!g_strv_contains (people, g_ptr_array_index (known, i)))
      code = run_for_person (self, STATEMENT_FORGET, team, g_ptr_array_index (known, i));
  return code;
}

/* All in one transaction, so that a reader sees all of it or nothing. One of `rows` and `people` is
 * NULL. */
static gboolean
change (MtStore *self,
        const char *team,
        const GPtrArray *rows,
        const char *const *people,
        int *code,
        GError **error)
{
  *code = SQLITE_OK;
  if (!mt_database_begin (self->database, FALSE, error))
    return FALSE;
  *code = rows != NULL ? write_rows (self, team, rows) : forget_others (self, team, people);
  if (*code == SQLITE_OK)
    return mt_database_commit (self->database, error);
  mt_database_rollback (self->database);
  mt_database_set_error (self->database, *code, error);
  return FALSE;
}

static gboolean
change_or_heal (MtStore *self,
                const char *team,
                const GPtrArray *rows,
                const char *const *people,
                GError **error)
{
  g_autoptr (GError) why = NULL;
  int code;

  if (change (self, team, rows, people, &code, &why))
    return TRUE;
  if (!mt_database_is_damage (code))
    {
      g_propagate_error (error, g_steal_pointer (&why));
      return FALSE;
    }
  mt_database_heal (self->database);
  return change (self, team, rows, people, &code, error);
}

/**
 * mt_store_write:
 * @self: a store
 * @team: (type filename): the team file
 * @rows: (element-type MtStoreRow): what was read; a row of the same person and window is replaced
 * @error: set when nothing was written: %MT_STORE_ERROR_UNUSABLE, %MT_STORE_ERROR_BUSY,
 *   %MT_STORE_ERROR_FAILED. No reason to tell anybody: the next start reads the calendars again
 *
 * Keeps what was read, all or nothing, and drops what is old. Blocking.
 *
 * Returns: %TRUE if it is kept
 */
gboolean
mt_store_write (MtStore *self, const char *team, const GPtrArray *rows, GError **error)
{
  return change_or_heal (self, team, rows, NULL, error);
}

/**
 * mt_store_keep_people:
 * @self: a store
 * @team: (type filename): the team file
 * @people: (array zero-terminated=1): the ids of everybody on it
 * @error: set when nothing was changed, as in mt_store_write()
 *
 * Forgets whoever is no longer on the team. Blocking.
 *
 * Returns: %TRUE if that is done
 */
gboolean
mt_store_keep_people (MtStore *self, const char *team, const char *const *people, GError **error)
{
  return change_or_heal (self, team, NULL, people, error);
}
