/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * What keeping 10,000 items costs beside the bare statements of SQLite on the same tables, and what
 * it costs to see that nothing changed.
 */
#include <glib/gstdio.h>
#include <sqlite3.h>
#include <string.h>
#include <time.h>

#include "store/mt-item-cursor.h"

#define N_ITEMS 10000
#define ITEM_SIZE 1000
#define ROUNDS 9
#define INSERT_BUDGET 1.2 /* times the floor */
#define READ_BUDGET 2.0   /* times the floor */
#define STAMP_BUDGET_US 20.0
#define URL "https://dav.example.org/team/board/"

typedef struct
{
  GPtrArray *hrefs; /* (element-type utf8) */
  GPtrArray *bytes; /* (element-type GBytes) */
} Items;

static gdouble
cpu_s (void)
{
  struct timespec now;

  clock_gettime (CLOCK_PROCESS_CPUTIME_ID, &now);
  return (gdouble) now.tv_sec + (gdouble) now.tv_nsec / 1e9;
}

static int
compare_doubles (const void *a, const void *b)
{
  const gdouble x = *(const gdouble *) a;
  const gdouble y = *(const gdouble *) b;

  return (x > y) - (x < y);
}

static gdouble
median (gdouble *values)
{
  qsort (values, ROUNDS, sizeof (gdouble), compare_doubles);
  return values[ROUNDS / 2];
}

static void
make_items (Items *items)
{
  items->hrefs = g_ptr_array_new_with_free_func (g_free);
  items->bytes = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);
  for (guint i = 0; i < N_ITEMS; i++)
    {
      char *text = g_strnfill (ITEM_SIZE, (char) ('a' + i % 26));

      memcpy (text, &i, sizeof i);
      g_ptr_array_add (items->hrefs, g_strdup_printf ("%08x-4711.ics", i * 2654435761u));
      g_ptr_array_add (items->bytes, g_bytes_new_take (text, ITEM_SIZE));
    }
}

static void
run (sqlite3 *handle, const char *sql)
{
  g_assert_cmpint (sqlite3_exec (handle, sql, NULL, NULL, NULL), ==, SQLITE_OK);
}

static sqlite3 *
open_floor (const char *folder)
{
  g_autofree char *path = g_build_filename (folder, "floor.db", NULL);
  sqlite3 *handle = NULL;

  g_assert_cmpint (sqlite3_open (path, &handle), ==, SQLITE_OK);
  run (handle, "PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;"
               "PRAGMA secure_delete = ON; PRAGMA cell_size_check = ON;"
               "CREATE TABLE item (id INTEGER PRIMARY KEY, collection INTEGER NOT NULL,"
               " href TEXT NOT NULL, etag TEXT, parked TEXT, checksum INTEGER NOT NULL, bytes BLOB,"
               " UNIQUE (collection, href));"
               "CREATE INDEX item_parked ON item (collection) WHERE parked IS NOT NULL");
  return handle;
}

static void
insert_floor (sqlite3 *handle, const Items *items)
{
  sqlite3_stmt *statement = NULL;

  run (handle, "BEGIN IMMEDIATE");
  g_assert_cmpint (sqlite3_prepare_v2 (handle,
                                       "INSERT INTO item (collection, href, etag, checksum, bytes)"
                                       " VALUES (1, ?1, ?2, 4711, ?3)",
                                       -1, &statement, NULL),
                   ==, SQLITE_OK);
  for (guint i = 0; i < N_ITEMS; i++)
    {
      const char *href = g_ptr_array_index (items->hrefs, i);

      sqlite3_bind_text (statement, 1, href, -1, SQLITE_STATIC);
      sqlite3_bind_text (statement, 2, href, -1, SQLITE_STATIC);
      sqlite3_bind_blob (statement, 3, g_bytes_get_data (g_ptr_array_index (items->bytes, i), NULL),
                         ITEM_SIZE, SQLITE_STATIC);
      g_assert_cmpint (sqlite3_step (statement), ==, SQLITE_DONE);
      sqlite3_reset (statement);
    }
  sqlite3_finalize (statement);
  run (handle, "COMMIT");
}

static void
insert_ours (MtItemStore *store, gint64 id, const Items *items)
{
  mt_item_store_begin (store);
  for (guint i = 0; i < N_ITEMS; i++)
    {
      const char *href = g_ptr_array_index (items->hrefs, i);

      mt_item_store_put_item (store, id, href, href, g_ptr_array_index (items->bytes, i));
    }
  g_assert_true (mt_item_store_commit (store, NULL));
}

/* Every byte of every item, copied out: what anybody has to do who reads them. */
static gsize
read_floor (sqlite3 *handle)
{
  sqlite3_stmt *statement = NULL;
  g_autoptr (GPtrArray) all = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);

  g_assert_cmpint (sqlite3_prepare_v2 (handle,
                                       "SELECT href, etag, bytes FROM item WHERE collection = 1"
                                       " ORDER BY href",
                                       -1, &statement, NULL),
                   ==, SQLITE_OK);
  while (sqlite3_step (statement) == SQLITE_ROW)
    g_ptr_array_add (all, g_bytes_new (sqlite3_column_blob (statement, 2),
                                       (gsize) sqlite3_column_bytes (statement, 2)));
  sqlite3_finalize (statement);
  return all->len;
}

static gsize
read_ours (MtItemStore *store)
{
  g_autoptr (MtItemCursor) cursor = mt_item_cursor_new (store, URL, G_MAXSIZE);
  g_autoptr (GPtrArray) all = mt_item_cursor_next (cursor, NULL);

  return all->len;
}

typedef struct
{
  gdouble floor_insert[ROUNDS];
  gdouble insert[ROUNDS];
  gdouble floor_read[ROUNDS];
  gdouble read[ROUNDS];
  gdouble stamp[ROUNDS];
} Times;

static void
remove_files (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      g_unlink (path);
    }
  g_rmdir (folder);
}

static void
measure (const Items *items, Times *times, guint round)
{
  g_autofree char *folder = g_dir_make_tmp ("meantime-bench-XXXXXX", NULL);
  sqlite3 *handle = open_floor (folder);
  MtItemStore *store = mt_item_store_new (folder);
  const gint64 id = mt_item_store_add (store, URL, NULL, "caldav", NULL);
  gdouble start = cpu_s ();
  guint64 sum = 0;

  insert_floor (handle, items);
  times->floor_insert[round] = cpu_s () - start;
  start = cpu_s ();
  insert_ours (store, id, items);
  times->insert[round] = cpu_s () - start;
  start = cpu_s ();
  g_assert_cmpuint (read_floor (handle), ==, N_ITEMS);
  times->floor_read[round] = cpu_s () - start;
  start = cpu_s ();
  g_assert_cmpuint (read_ours (store), ==, N_ITEMS);
  times->read[round] = cpu_s () - start;
  start = cpu_s ();
  for (guint i = 0; i < 1000; i++)
    sum += mt_item_store_stamp (store, URL) & 1;
  times->stamp[round] = cpu_s () - start;
  g_assert_cmpuint (sum % 1000, ==, 0);
  mt_item_store_free (store);
  sqlite3_close (handle);
  remove_files (folder);
}

int
main (void)
{
  Items items;
  Times times;
  gdouble insert, floor_insert, read, floor_read, stamp_us;

  make_items (&items);
  for (guint round = 0; round < ROUNDS; round++)
    measure (&items, &times, round);
  floor_insert = median (times.floor_insert) * 1e6 / N_ITEMS;
  insert = median (times.insert) * 1e6 / N_ITEMS;
  floor_read = median (times.floor_read) * 1e6 / N_ITEMS;
  read = median (times.read) * 1e6 / N_ITEMS;
  stamp_us = median (times.stamp) * 1e6 / 1000;
  g_print ("insert: %.2f us a row, floor %.2f us: %.2f of it\n", insert, floor_insert,
           insert / floor_insert);
  g_print ("read: %.2f us a row, floor %.2f us: %.2f of it\n", read, floor_read, read / floor_read);
  g_print ("nothing changed: %.1f us a collection\n", stamp_us);
  g_ptr_array_unref (items.hrefs);
  g_ptr_array_unref (items.bytes);
  return insert / floor_insert <= INSERT_BUDGET && read / floor_read <= READ_BUDGET &&
                 stamp_us <= STAMP_BUDGET_US
             ? 0
             : 1;
}
