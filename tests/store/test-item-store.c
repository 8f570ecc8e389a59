/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * The item store: what is put in comes back, what is new has a new stamp, and what leads elsewhere
 * is refused. And the file: its versions, its modes, its disk.
 */
#define _GNU_SOURCE /* memmem() */

#include "config.h"

#include "mt-store-fixture.h"

#include <fcntl.h>
#include <glib/gstdio.h>
#include <signal.h>
#include <sqlite3.h>
#include <string.h>
#include <sys/file.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "store/mt-store.h"

#define NOBODY 65534

/* -- Items -- */

static void
test_items (Fixture *fixture, gconstpointer data)
{
  g_autofree char *shown = NULL;

  mt_fixture_put (fixture, URL, "b.ics", "2", "two");
  mt_fixture_put (fixture, URL, "a.ics", "1", "one");
  mt_fixture_put (fixture, URL, "c.ics", NULL, "three");
  mt_fixture_put (fixture, URL, "b.ics", "3", "zwei");
  mt_fixture_remove (fixture, URL, "c.ics");
  mt_fixture_remove (fixture, URL, "never.ics");
  mt_fixture_reopen (fixture);
  shown = mt_fixture_show (fixture, URL);
  g_assert_cmpstr (shown, ==, "a.ics=one b.ics=zwei");
}

static void
assert_portion (MtItemCursor *cursor, const char *expected)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) items = mt_item_cursor_next (cursor, &error);
  g_autoptr (GString) hrefs = g_string_new (NULL);

  g_assert_no_error (error);
  for (guint i = 0; items != NULL && i < items->len; i++)
    g_string_append_printf (hrefs, "%s ", ((MtStoreItem *) g_ptr_array_index (items, i))->href);
  g_assert_cmpstr (items != NULL ? hrefs->str : NULL, ==, expected);
}

/* Portions end where there is enough; what is written in between neither comes twice nor hides
 * anything. */
static void
test_portions (Fixture *fixture, gconstpointer data)
{
  g_autoptr (MtItemCursor) cursor = NULL;

  mt_fixture_put (fixture, URL, "", NULL, "0");
  mt_fixture_put (fixture, URL, "b.ics", NULL, "12345");
  mt_fixture_put (fixture, URL, "b", NULL, "12345");
  mt_fixture_put (fixture, URL, "d.ics", NULL, "a large one that fills a portion");
  mt_fixture_put (fixture, URL, "ü.ics", NULL, "1");
  mt_fixture_put (fixture, URL, "z.ics", NULL, "1");
  mt_fixture_edit (fixture, URL, "a.ics", NULL, "new");
  mt_fixture_edit (fixture, URL, "zz.ics", NULL, "new");
  cursor = mt_item_cursor_new (fixture->store, URL, 10);
  assert_portion (cursor, " a.ics b b.ics ");
  mt_fixture_put (fixture, URL, "aa.ics", NULL, "too late");
  mt_fixture_put (fixture, URL, "e.ics", NULL, "in time");
  mt_fixture_remove (fixture, URL, "z.ics");
  assert_portion (cursor, "d.ics ");
  assert_portion (cursor, "e.ics zz.ics ü.ics ");
  assert_portion (cursor, NULL);
  assert_portion (cursor, NULL);
}

static void
test_known (Fixture *fixture, gconstpointer data)
{
  const gint64 id = mt_fixture_add (fixture, URL);
  g_autoptr (GHashTable) known = NULL;

  mt_fixture_put (fixture, URL, "a.ics", "\"1\"", "one");
  mt_fixture_put (fixture, URL, "b.ics", NULL, "two");
  known = mt_item_store_known (fixture->store, id);
  g_assert_cmpuint (g_hash_table_size (known), ==, 2);
  g_assert_cmpstr (g_hash_table_lookup (known, "a.ics"), ==, "\"1\"");
  g_assert_cmpstr (g_hash_table_lookup (known, "b.ics"), ==, "");
}

static void
park (Fixture *fixture, gint64 id, const char *href, const char *why)
{
  g_autoptr (GError) error = NULL;

  mt_item_store_begin (fixture->store);
  mt_item_store_park_item (fixture->store, id, href, "9", why);
  mt_item_store_commit (fixture->store, &error);
  g_assert_no_error (error);
}

static void
test_parked (Fixture *fixture, gconstpointer data)
{
  const gint64 id = mt_fixture_add (fixture, URL);
  g_autoptr (MtStoreCollection) found = NULL;
  g_autoptr (GPtrArray) parked = NULL;
  g_autofree char *shown = NULL;
  g_autofree char *healed = NULL;

  mt_fixture_put (fixture, URL, "a.ics", "1", "one");
  park (fixture, id, "a.ics", "bad");
  park (fixture, id, "b.ics", "worse");
  shown = mt_fixture_show (fixture, URL);
  g_assert_cmpstr (shown, ==, "a.ics=one?bad b.ics=-?worse");
  found = mt_item_store_find (fixture->store, URL);
  g_assert_cmpuint (found->n_items, ==, 2);
  g_assert_cmpuint (found->n_parked, ==, 2);
  parked = mt_item_store_list_parked (fixture->store, id);
  g_assert_cmpuint (parked->len, ==, 2);
  mt_fixture_put (fixture, URL, "a.ics", "10", "one");
  mt_fixture_remove (fixture, URL, "b.ics");
  healed = mt_fixture_show (fixture, URL);
  g_assert_cmpstr (healed, ==, "a.ics=one");
}

static void
test_stamp (Fixture *fixture, gconstpointer data)
{
  const gint64 id = mt_fixture_add (fixture, URL);
  guint64 stamp;
  guint64 after;

  mt_fixture_put (fixture, URL, "a.ics", "1", "one");
  stamp = mt_item_store_stamp (fixture->store, URL);
  g_assert_cmpuint (stamp, !=, 0);
  /* That it was looked at again, and that it has another ETag, is no news. */
  mt_fixture_put (fixture, URL, "a.ics", "1", "one");
  mt_fixture_put (fixture, URL, "a.ics", "2", "one");
  mt_item_store_begin (fixture->store);
  mt_item_store_set_checked (fixture->store, id, 1000);
  mt_item_store_set_mark (fixture->store, id, "t", "c", "m");
  mt_item_store_set_trouble (fixture->store, id, 1000, "no");
  g_assert_true (mt_item_store_commit (fixture->store, NULL));
  g_assert_cmpuint (mt_item_store_stamp (fixture->store, URL), ==, stamp);
  mt_fixture_put (fixture, URL, "a.ics", "2", "two");
  after = mt_item_store_stamp (fixture->store, URL);
  g_assert_cmpuint (after, !=, stamp);
  mt_fixture_edit (fixture, URL, "a.ics", "two", "three");
  g_assert_cmpuint (mt_item_store_stamp (fixture->store, URL), !=, after);
  g_assert_cmpuint (mt_item_store_stamp (fixture->store, URL "other/"), ==, 0);
}

static void
test_facts (Fixture *fixture, gconstpointer data)
{
  const gint64 id = mt_fixture_add (fixture, URL);
  g_autoptr (MtStoreCollection) found = NULL;
  g_autoptr (MtStoreCollection) good = NULL;

  mt_item_store_begin (fixture->store);
  mt_item_store_set_mark (fixture->store, id, "token", "ctag", "mode");
  mt_item_store_set_facts (fixture->store, id, "Board", "VTODO", TRUE);
  mt_item_store_set_held (fixture->store, id, 17);
  mt_item_store_set_trouble (fixture->store, id, 100, "first");
  mt_item_store_set_trouble (fixture->store, id, 200, "second");
  g_assert_true (mt_item_store_commit (fixture->store, NULL));
  found = mt_item_store_find (fixture->store, URL);
  g_assert_cmpstr (found->account, ==, "ana@dav");
  g_assert_cmpstr (found->kind, ==, "caldav");
  g_assert_cmpstr (found->token, ==, "token");
  g_assert_cmpstr (found->ctag, ==, "ctag");
  g_assert_cmpstr (found->mode, ==, "mode");
  g_assert_cmpstr (found->title, ==, "Board");
  g_assert_cmpstr (found->components, ==, "VTODO");
  g_assert_true (found->read_only);
  g_assert_true (found->held);
  g_assert_cmpuint (found->n_vanished, ==, 17);
  g_assert_cmpint (found->failed_since, ==, 100);
  g_assert_cmpstr (found->trouble, ==, "second");
  mt_item_store_begin (fixture->store);
  mt_item_store_set_checked (fixture->store, id, 300);
  mt_item_store_set_held (fixture->store, id, 0);
  g_assert_true (mt_item_store_commit (fixture->store, NULL));
  good = mt_item_store_find (fixture->store, URL);
  g_assert_cmpint (good->checked, ==, 300);
  g_assert_cmpint (good->failed_since, ==, 0);
  g_assert_null (good->trouble);
  g_assert_false (good->held);
}

static void
test_rollback (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GBytes) bytes = mt_text_bytes ("one");
  const gint64 id = mt_fixture_add (fixture, URL);
  g_autofree char *shown = NULL;

  mt_item_store_begin (fixture->store);
  mt_item_store_put_item (fixture->store, id, "a.ics", "1", bytes);
  mt_item_store_rollback (fixture->store);
  shown = mt_fixture_show (fixture, URL);
  g_assert_cmpstr (shown, ==, "");
}

/* An account is removed while it is followed: nothing of it comes back. */
static void
test_forgotten_meanwhile (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GBytes) bytes = mt_text_bytes ("one");
  const gint64 id = mt_fixture_add (fixture, URL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) list = NULL;

  mt_item_store_begin (fixture->store);
  mt_item_store_put_item (fixture->store, id, "a.ics", "1", bytes);
  g_assert_true (mt_item_store_forget (fixture->store, (const char *[]){ URL, NULL }, NULL));
  g_assert_false (mt_item_store_commit (fixture->store, &error));
  g_assert_error (error, MT_STORE_ERROR, MT_STORE_ERROR_CHANGED);
  list = mt_item_store_list (fixture->store);
  g_assert_cmpuint (list->len, ==, 0);
}

/* What is forgotten leaves the file, which gets smaller, and takes with it what was made of it; the
 * edits stay. */
static void
test_forgotten_shrinks (Fixture *fixture, gconstpointer data)
{
  g_autofree char *text = g_strnfill (20000, 'x');
  g_autofree char *shown = NULL;
  g_autofree char *left = NULL;
  g_autofree char *file = NULL;
  gsize before, after;

  for (guint i = 0; i < 200; i++)
    {
      g_autofree char *href = g_strdup_printf ("%u.ics", i);

      mt_fixture_put (fixture, URL, href, "1", text);
    }
  mt_fixture_put (fixture, URL "other/", "a.ics", "1", "one");
  mt_fixture_edit (fixture, URL, "0.ics", text, "kept");
  mt_fixture_reopen (fixture);
  g_assert_true (g_file_get_contents (fixture->path, &file, &before, NULL));
  g_clear_pointer (&file, g_free);

  g_assert_true (mt_item_store_forget (fixture->store, (const char *[]){ URL, NULL }, NULL));
  mt_fixture_reopen (fixture);
  g_assert_true (g_file_get_contents (fixture->path, &file, &after, NULL));
  g_assert_cmpuint (after * 4, <, before);
  shown = mt_fixture_show (fixture, URL);
  g_assert_nonnull (strstr (shown, "kept"));
  left = mt_fixture_show (fixture, URL "other/");
  g_assert_nonnull (strstr (left, "one"));
}

typedef struct
{
  const char *href;
  gboolean fine;
} Href;

static const Href hrefs[] = {
  { "a b.ics", TRUE },
  { "\303\244.ics", TRUE },
  { "sub/x.ics", TRUE },
  { "", TRUE },
  { "..ics", TRUE },
  { "'; DROP TABLE item; --", TRUE },
  { "%2e%2e%2fother", TRUE }, /* a name like any other: it is never decoded again */
  { "../other.ics", FALSE },
  { "a/../../b.ics", FALSE },
  { "/etc/passwd", FALSE },
  { "a//b", FALSE },
  { "a/", FALSE },
  { ".", FALSE },
  { "..", FALSE },
  { "a\nb", FALSE },
  { "\377", FALSE },
};

static void
test_hrefs (Fixture *fixture, gconstpointer data)
{
  const gint64 id = mt_fixture_add (fixture, URL);

  for (gsize i = 0; i < G_N_ELEMENTS (hrefs); i++)
    {
      g_autoptr (GBytes) bytes = mt_text_bytes (hrefs[i].href);
      g_autoptr (GError) error = NULL;
      g_autoptr (MtStoreItem) item = NULL;

      mt_item_store_begin (fixture->store);
      mt_item_store_put_item (fixture->store, id, hrefs[i].href, "1", bytes);
      if (mt_item_store_commit (fixture->store, &error) != hrefs[i].fine)
        g_error ("%s", hrefs[i].href);
      if (!hrefs[i].fine)
        g_assert_error (error, MT_STORE_ERROR, MT_STORE_ERROR_HREF);
      item = mt_item_store_read_item (fixture->store, URL, hrefs[i].href);
      g_assert_true ((item != NULL) == hrefs[i].fine);
    }
}

/* -- Damage that SQLite does not see -- */

static char *
load (const char *path, gsize *size)
{
  char *bytes = NULL;

  g_assert_true (g_file_get_contents (path, &bytes, size, NULL));
  return bytes;
}

static void
flip_text (const char *path, const char *text)
{
  gsize size;
  g_autofree char *bytes = load (path, &size);
  char *at = memmem (bytes, size, text, strlen (text));
  int fd = open (path, O_RDWR);

  g_assert_nonnull (at);
  g_assert_cmpint (pwrite (fd, "#", 1, at - bytes), ==, 1);
  close (fd);
}

static void
test_flipped_item (Fixture *fixture, gconstpointer data)
{
  const gint64 id = mt_fixture_add (fixture, URL);
  g_autofree char *shown = NULL;
  g_autoptr (MtStoreCollection) found = NULL;
  g_autoptr (GHashTable) known = NULL;

  mt_fixture_put (fixture, URL, "a.ics", "1", "SUMMARY:one");
  mt_fixture_put (fixture, URL, "b.ics", "1", "SUMMARY:two");
  mt_item_store_begin (fixture->store);
  mt_item_store_set_mark (fixture->store, id, "token", "ctag", "mode");
  g_assert_true (mt_item_store_commit (fixture->store, NULL));
  g_clear_pointer (&fixture->store, mt_item_store_free);
  flip_text (fixture->path, "SUMMARY:two");
  fixture->store = mt_item_store_new (fixture->directory);
  shown = mt_fixture_show (fixture, URL);
  g_assert_cmpstr (shown, ==, "a.ics=SUMMARY:one");
  /* It is asked for again, all of it. */
  found = mt_item_store_find (fixture->store, URL);
  g_assert_null (found->token);
  g_assert_null (found->ctag);
  known = mt_item_store_known (fixture->store, id);
  g_assert_false (g_hash_table_contains (known, "b.ics"));
}

/* -- Versions -- */

static sqlite3 *
open_raw (const char *path)
{
  sqlite3 *handle = NULL;

  g_assert_cmpint (sqlite3_open (path, &handle), ==, SQLITE_OK);
  return handle;
}

static gint
query (const char *path, const char *sql)
{
  sqlite3 *handle = open_raw (path);
  sqlite3_stmt *statement = NULL;
  gint number;

  g_assert_cmpint (sqlite3_prepare_v2 (handle, sql, -1, &statement, NULL), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_step (statement), ==, SQLITE_ROW);
  number = sqlite3_column_int (statement, 0);
  sqlite3_finalize (statement);
  sqlite3_close (handle);
  return number;
}

static void
run_raw (const char *path, const char *sql)
{
  sqlite3 *handle = open_raw (path);

  g_assert_cmpint (sqlite3_exec (handle, sql, NULL, NULL, NULL), ==, SQLITE_OK);
  sqlite3_close (handle);
}

static guint
mode_of (const char *path)
{
  GStatBuf info;

  g_assert_cmpint (g_stat (path, &info), ==, 0);
  return info.st_mode & 0777;
}

/* A file that Meantime 0.2 wrote takes the place of the new one. */
static void
put_version_1 (Fixture *fixture)
{
  g_autofree char *source = g_test_build_filename (G_TEST_DIST, "version-1.db", NULL);
  gsize size;
  g_autofree char *bytes = load (source, &size);

  g_clear_pointer (&fixture->store, mt_item_store_free);
  g_assert_true (g_file_set_contents (fixture->path, bytes, (gssize) size, NULL));
}

static void
test_migration (Fixture *fixture, gconstpointer data)
{
  g_autofree char *backup = g_strconcat (fixture->path, ".1.bak", NULL);
  g_autoptr (MtStore) store = NULL;
  g_autoptr (GPtrArray) rows = NULL;

  put_version_1 (fixture);
  fixture->store = mt_item_store_new (fixture->directory);
  g_assert_null (mt_item_store_get_trouble (fixture->store));
  mt_fixture_put (fixture, URL, "a.ics", "1", "one");
  g_assert_cmpint (query (fixture->path, "PRAGMA user_version"), ==, 2);
  g_assert_cmpint (query (backup, "PRAGMA user_version"), ==, 1);
  g_assert_cmpint (query (backup, "SELECT count (*) FROM agenda"), ==, 3);
  g_assert_cmpuint (mode_of (backup), ==, 0600);
  g_assert_cmpuint (mode_of (fixture->path), ==, 0600);
  store = mt_store_new (fixture->directory);
  rows = mt_store_read (store, "/home/ana/team.json", (MtSpan){ 1000000, 1604800 });
  g_assert_cmpuint (rows->len, ==, 3);
  mt_fixture_reopen (fixture);
  g_assert_cmpint (query (fixture->path, "SELECT count (*) FROM item"), ==, 1);
}

/* Many programs find the old file at the same moment. */
static void
test_migration_race (Fixture *fixture, gconstpointer data)
{
  GPid children[8];

  put_version_1 (fixture);
  for (gsize i = 0; i < G_N_ELEMENTS (children); i++)
    {
      children[i] = fork ();
      if (children[i] == 0)
        {
          MtItemStore *store = mt_item_store_new (fixture->directory);
          const gint64 id = mt_item_store_add (store, URL, NULL, "caldav", NULL);

          _exit (id > 0 ? 0 : 1);
        }
    }
  for (gsize i = 0; i < G_N_ELEMENTS (children); i++)
    {
      int status;

      waitpid (children[i], &status, 0);
      g_assert_cmpint (status, ==, 0);
    }
  fixture->store = mt_item_store_new (fixture->directory);
  g_assert_cmpint (query (fixture->path, "SELECT count (*) FROM collection"), ==, 1);
  g_assert_cmpint (query (fixture->path, "SELECT count (*) FROM agenda"), ==, 3);
}

static void
set_file_limit (rlim_t limit)
{
  struct rlimit tight;

  g_assert_cmpint (getrlimit (RLIMIT_FSIZE, &tight), ==, 0);
  tight.rlim_cur = limit == 0 ? tight.rlim_max : limit;
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &tight), ==, 0);
}

/* Without room for the copy the old file stays as it is. */
static void
test_migration_on_full_disk (Fixture *fixture, gconstpointer data)
{
  g_autofree char *backup = g_strconcat (fixture->path, ".1.bak", NULL);
  void (*handler) (int) = signal (SIGXFSZ, SIG_IGN);

  put_version_1 (fixture);
  set_file_limit (8192);
  fixture->store = mt_item_store_new (fixture->directory);
  set_file_limit (0);
  signal (SIGXFSZ, handler);
  g_assert_nonnull (mt_item_store_get_trouble (fixture->store));
  g_assert_false (mt_item_store_is_writable (fixture->store));
  g_assert_false (g_file_test (backup, G_FILE_TEST_EXISTS));
  g_assert_cmpint (query (fixture->path, "PRAGMA user_version"), ==, 1);
  g_assert_cmpint (query (fixture->path, "SELECT count (*) FROM agenda"), ==, 3);
  mt_fixture_reopen (fixture);
  g_assert_true (mt_item_store_is_writable (fixture->store));
}

static void
test_later_version (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  gsize size, size_after;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;

  g_clear_pointer (&fixture->store, mt_item_store_free);
  run_raw (fixture->path, "PRAGMA user_version = 3; PRAGMA application_id = 0x4d740003");
  before = load (fixture->path, &size);
  fixture->store = mt_item_store_new (fixture->directory);
  g_assert_nonnull (strstr (mt_item_store_get_trouble (fixture->store), "later Meantime"));
  g_assert_cmpint (mt_item_store_add (fixture->store, URL, NULL, "caldav", &error), ==, 0);
  g_assert_error (error, MT_STORE_ERROR, MT_STORE_ERROR_UNUSABLE);
  g_clear_pointer (&fixture->store, mt_item_store_free);
  after = load (fixture->path, &size_after);
  g_assert_cmpmem (before, size, after, size_after);
}

/* -- The disk -- */

static void
test_modes (Fixture *fixture, gconstpointer data)
{
  static const char *const suffixes[] = { "", "-wal", "-shm", ".lock" };

  mt_fixture_put (fixture, URL, "a.ics", "1", "one");
  g_assert_cmpuint (mode_of (fixture->directory), ==, 0700);
  for (gsize i = 0; i < G_N_ELEMENTS (suffixes); i++)
    {
      g_autofree char *path = g_strconcat (fixture->path, suffixes[i], NULL);

      g_assert_cmpuint (mode_of (path), ==, 0600);
    }
}

static gint64
try_edit (Fixture *fixture, GError **error)
{
  g_autoptr (GBytes) shown = mt_text_bytes ("x");
  g_autoptr (GBytes) after = mt_text_bytes ("y");

  return mt_outbox_add (fixture->store, URL, "a", "a", shown, after, NULL, 0, error);
}

/* What cannot be kept is not shown either, and can be tried again. */
static void
test_full_disk (Fixture *fixture, gconstpointer data)
{
  void (*handler) (int) = signal (SIGXFSZ, SIG_IGN);
  g_autoptr (GError) error = NULL;
  g_autofree char *shown = NULL;
  g_autofree char *again = NULL;

  mt_fixture_put (fixture, URL, "a", "1", "x");
  set_file_limit (4096);
  g_assert_cmpint (try_edit (fixture, &error), ==, -1);
  set_file_limit (0);
  signal (SIGXFSZ, handler);
  g_assert_error (error, MT_STORE_ERROR, MT_STORE_ERROR_FAILED);
  shown = mt_fixture_show (fixture, URL);
  g_assert_cmpstr (shown, ==, "a=x");
  g_assert_cmpint (try_edit (fixture, NULL), >, 0);
  again = mt_fixture_show (fixture, URL);
  g_assert_cmpstr (again, ==, "a=y!waiting");
}

/* Newer GLib gives each test program a folder for temporary files that is its own alone. */
static void
let_pass (const char *path)
{
  g_autofree char *parent = g_path_get_dirname (path);
  GStatBuf status;

  g_assert_cmpint (g_stat (parent, &status), ==, 0);
  if ((status.st_mode & S_IXOTH) == 0)
    g_assert_cmpint (g_chmod (parent, 0711), ==, 0);
}

/* What was known is still shown. */
static void
test_read_only (Fixture *fixture, gconstpointer data)
{
  const gboolean is_root = geteuid () == 0;
  g_autoptr (GError) error = NULL;
  g_autofree char *shown = NULL;

  mt_fixture_put (fixture, URL, "a", "1", "x");
  g_clear_pointer (&fixture->store, mt_item_store_free);
  g_assert_cmpint (g_chmod (fixture->path, 0444), ==, 0);
  g_assert_cmpint (g_chmod (fixture->directory, 0555), ==, 0);
  g_assert_cmpint (g_chmod (fixture->root, 0755), ==, 0);
  let_pass (fixture->root);
  if (is_root)
    g_assert_cmpint (seteuid (NOBODY), ==, 0);
  fixture->store = mt_item_store_new (fixture->directory);
  shown = mt_fixture_show (fixture, URL);
  g_assert_cmpint (try_edit (fixture, &error), ==, -1);
  g_assert_false (mt_item_store_is_writable (fixture->store));
  g_clear_pointer (&fixture->store, mt_item_store_free);
  if (is_root)
    g_assert_cmpint (seteuid (0), ==, 0);
  g_assert_cmpint (g_chmod (fixture->directory, 0700), ==, 0);
  g_assert_cmpstr (shown, ==, "a=x");
  g_assert_nonnull (error);
}

typedef struct
{
  sqlite3 *other; /* unowned */
  char *lock;     /* owned */
} Unlock;

/* Lets go once somebody waits: they hold the lock file then. */
static gpointer
unlock_thread (gpointer data)
{
  Unlock *unlock = data;
  const int fd = open (unlock->lock, O_RDWR | O_CREAT, 0600);

  while (flock (fd, LOCK_EX | LOCK_NB) == 0)
    {
      flock (fd, LOCK_UN);
      g_thread_yield ();
    }
  close (fd);
  sqlite3_exec (unlock->other, "COMMIT", NULL, NULL, NULL);
  return NULL;
}

/* Another program writes: reading goes on, an edit waits its turn. */
static void
test_locked (Fixture *fixture, gconstpointer data)
{
  sqlite3 *other = NULL;
  GThread *thread = NULL;
  Unlock unlock = { 0 };
  g_autofree char *shown = NULL;

  mt_fixture_put (fixture, URL, "a", "1", "x");
  other = open_raw (fixture->path);
  g_assert_cmpint (sqlite3_exec (other, "BEGIN IMMEDIATE", NULL, NULL, NULL), ==, SQLITE_OK);
  shown = mt_fixture_show (fixture, URL);
  g_assert_cmpstr (shown, ==, "a=x");
  unlock.other = other;
  unlock.lock = g_strconcat (fixture->path, ".lock", NULL);
  thread = g_thread_new ("unlock", unlock_thread, &unlock);
  g_assert_cmpint (try_edit (fixture, NULL), >, 0);
  g_thread_join (thread);
  sqlite3_close (other);
  g_free (unlock.lock);
}

/* Two stores in one process and two threads of writing: nothing is lost. */
static gpointer
add_thread (gpointer data)
{
  Fixture *fixture = data;
  MtItemStore *store = mt_item_store_new (fixture->directory);

  for (guint i = 0; i < 50; i++)
    {
      g_autofree char *href = g_strdup_printf ("t%u", i);
      g_autoptr (GBytes) after = mt_text_bytes ("y");

      g_assert_cmpint (mt_outbox_add (store, URL, href, href, NULL, after, NULL, 0, NULL), >, 0);
    }
  mt_item_store_free (store);
  return NULL;
}

static void
test_two_writers (Fixture *fixture, gconstpointer data)
{
  GThread *thread = g_thread_new ("add", add_thread, fixture);
  g_autoptr (GPtrArray) rows = NULL;

  for (guint i = 0; i < 50; i++)
    {
      g_autofree char *href = g_strdup_printf ("m%u", i);

      mt_fixture_put (fixture, URL, href, "1", "x");
    }
  g_thread_join (thread);
  rows = mt_outbox_list (fixture->store, URL);
  g_assert_cmpuint (rows->len, ==, 50);
  g_assert_cmpint (query (fixture->path, "SELECT count (*) FROM item"), ==, 50);
}

#define ADD(name, test)                                                                            \
  g_test_add ("/item-store/" name, Fixture, NULL, mt_fixture_set_up, test, mt_fixture_tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  ADD ("items", test_items);
  ADD ("portions", test_portions);
  ADD ("known", test_known);
  ADD ("parked", test_parked);
  ADD ("stamp", test_stamp);
  ADD ("facts", test_facts);
  ADD ("rollback", test_rollback);
  ADD ("forgotten-meanwhile", test_forgotten_meanwhile);
  ADD ("forgotten-shrinks", test_forgotten_shrinks);
  ADD ("hrefs", test_hrefs);
  ADD ("flipped-item", test_flipped_item);
  ADD ("migration", test_migration);
  ADD ("migration-race", test_migration_race);
  ADD ("migration-on-full-disk", test_migration_on_full_disk);
  ADD ("later-version", test_later_version);
  ADD ("modes", test_modes);
  ADD ("full-disk", test_full_disk);
  ADD ("read-only", test_read_only);
  ADD ("locked", test_locked);
  ADD ("two-writers", test_two_writers);
  return g_test_run ();
}
