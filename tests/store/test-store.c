/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * The store: what comes back is what went in or nothing, whatever happens to the file.
 */
#include "config.h"

#include "store/mt-store.h"

#include <glib/gstdio.h>
#include <sqlite3.h>

#include <signal.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#define TEAM "/home/ana/team.json"
#define N_PEOPLE 50
#define NOBODY 65534

static const MtSpan week = { 1000000, 1604800 };

typedef struct
{
  char *directory; /* owned: does not exist yet */
  char *path;      /* owned: of the database */
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autofree char *root = g_dir_make_tmp ("meantime-store-XXXXXX", NULL);

  fixture->directory = g_build_filename (root, "data", "meantime", NULL);
  fixture->path = g_build_filename (fixture->directory, "meantime.db", NULL);
}

static void
empty_folder (const char *directory)
{
  g_autoptr (GDir) dir = g_dir_open (directory, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (directory, name, NULL);

      g_unlink (path);
    }
  g_rmdir (directory);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_autofree char *parent = g_path_get_dirname (fixture->directory);
  g_autofree char *root = g_path_get_dirname (parent);

  empty_folder (fixture->directory);
  empty_folder (parent);
  empty_folder (root);
  g_free (fixture->directory);
  g_free (fixture->path);
}

/* Packed spans as they may be: of any bytes, not text. */
static MtStoreRow *
make_row (const char *person, MtSpan window, guint generation)
{
  g_autoptr (GByteArray) packed = g_byte_array_new ();
  g_autofree char *sources = g_strdup_printf ("sources-%u", generation);
  g_autoptr (GBytes) agenda = NULL;

  for (guint i = 0; i < 5000; i++)
    {
      guint8 byte = (guint8) (i * 7 + generation);

      g_byte_array_append (packed, &byte, 1);
    }
  agenda = g_bytes_new (packed->data, packed->len);
  return mt_store_row_new (person, window, "facts", sources, "signature", agenda);
}

static void
assert_rows_equal (const MtStoreRow *a, const MtStoreRow *b)
{
  g_assert_cmpstr (a->person, ==, b->person);
  g_assert_cmpint (a->window.start, ==, b->window.start);
  g_assert_cmpint (a->window.end, ==, b->window.end);
  g_assert_cmpstr (a->facts, ==, b->facts);
  g_assert_cmpstr (a->sources, ==, b->sources);
  g_assert_cmpstr (a->signature, ==, b->signature);
  g_assert_true (g_bytes_equal (a->agenda, b->agenda));
}

static void
write_row (MtStore *store, const char *team, const char *person, MtSpan window, guint generation)
{
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func ((GDestroyNotify) mt_store_row_free);
  g_autoptr (GError) error = NULL;

  g_ptr_array_add (rows, make_row (person, window, generation));
  mt_store_write (store, team, rows, &error);
  g_assert_no_error (error);
}

static GPtrArray *
make_people (guint generation)
{
  GPtrArray *rows = g_ptr_array_new_with_free_func ((GDestroyNotify) mt_store_row_free);

  for (guint i = 0; i < N_PEOPLE; i++)
    {
      g_autofree char *id = g_strdup_printf ("p%02u", i);

      g_ptr_array_add (rows, make_row (id, week, generation));
    }
  return rows;
}

static void
assert_generation (MtStore *store, MtSpan window, const char *person, gint generation)
{
  g_autoptr (GPtrArray) rows = mt_store_read (store, TEAM, window);
  gint found = -1;

  for (guint i = 0; i < rows->len; i++)
    {
      const MtStoreRow *row = g_ptr_array_index (rows, i);

      if (g_str_equal (row->person, person))
        found = atoi (row->sources + strlen ("sources-"));
    }
  g_assert_cmpint (found, ==, generation);
}

static void
test_round_trip (Fixture *fixture, gconstpointer data)
{
  g_autoptr (MtStore) store = mt_store_new (fixture->directory);
  g_autoptr (GPtrArray) rows = make_people (3);
  g_autoptr (GPtrArray) again = NULL;
  g_autoptr (GPtrArray) nobody = NULL;

  g_assert_null (mt_store_get_trouble (store));
  g_assert_true (mt_store_write (store, TEAM, rows, NULL));
  g_clear_pointer (&store, mt_store_free);

  store = mt_store_new (fixture->directory);
  again = mt_store_read (store, TEAM, week);
  nobody = mt_store_read (store, "/another/team.json", week);
  g_assert_null (mt_store_get_trouble (store));
  g_assert_cmpuint (again->len, ==, N_PEOPLE);
  for (guint i = 0; i < N_PEOPLE; i++)
    assert_rows_equal (g_ptr_array_index (again, i), g_ptr_array_index (rows, i));
  g_assert_cmpuint (nobody->len, ==, 0);
}

static void
assert_mode (const char *path, guint mode)
{
  GStatBuf info;

  g_assert_cmpint (g_stat (path, &info), ==, 0);
  g_assert_cmphex (info.st_mode & 0777, ==, mode);
}

static void
test_private (Fixture *fixture, gconstpointer data)
{
  g_autofree char *log = g_strconcat (fixture->path, "-wal", NULL);
  mode_t before = umask (0);
  g_autoptr (MtStore) store = mt_store_new (fixture->directory);

  write_row (store, TEAM, "ana", week, 1);
  umask (before);
  assert_mode (fixture->directory, 0700);
  assert_mode (fixture->path, 0600);
  assert_mode (log, 0600);
}

static void
test_text (Fixture *fixture, gconstpointer data)
{
  static const char *const texts[] = { "'; DROP TABLE agenda; --", "\" OR 1=1", "%_*?",
                                       "\xc3\xb1\xf0\x9f\x98\x80", "?1",        "" };
  g_autoptr (MtStore) store = mt_store_new (fixture->directory);

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (GPtrArray) rows = NULL;

      write_row (store, texts[i], texts[i], week, 1);
      rows = mt_store_read (store, texts[i], week);
      g_assert_cmpuint (rows->len, ==, 1);
      g_assert_cmpstr (((MtStoreRow *) g_ptr_array_index (rows, 0))->person, ==, texts[i]);
    }
}

static void
test_empty_agenda (Fixture *fixture, gconstpointer data)
{
  g_autoptr (MtStore) store = mt_store_new (fixture->directory);
  g_autoptr (GBytes) nothing = g_bytes_new (NULL, 0);
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func ((GDestroyNotify) mt_store_row_free);
  g_autoptr (GPtrArray) again = NULL;

  g_ptr_array_add (rows, mt_store_row_new ("ana", week, "", "", "", nothing));
  g_assert_true (mt_store_write (store, TEAM, rows, NULL));
  again = mt_store_read (store, TEAM, week);
  g_assert_cmpuint (again->len, ==, 1);
  assert_rows_equal (g_ptr_array_index (again, 0), g_ptr_array_index (rows, 0));
}

/* A row serves every window within its own, the one written last first. */
static void
test_windows (Fixture *fixture, gconstpointer data)
{
  g_autoptr (MtStore) store = mt_store_new (fixture->directory);
  MtSpan day = { week.start + 86400, week.start + 2 * 86400 };
  MtSpan year = { week.start, week.start + 365 * 86400 };
  MtSpan before = { week.start - 1, week.end };
  MtSpan after = { week.start, week.end + 1 };

  write_row (store, TEAM, "ana", week, 1);
  assert_generation (store, week, "ana", 1);
  assert_generation (store, day, "ana", 1);
  assert_generation (store, before, "ana", -1);
  assert_generation (store, after, "ana", -1);
  write_row (store, TEAM, "ana", year, 2);
  assert_generation (store, week, "ana", 2);
  assert_generation (store, after, "ana", 2);
  write_row (store, TEAM, "ana", week, 3);
  assert_generation (store, week, "ana", 3);
  assert_generation (store, after, "ana", 2);
}

static void
test_prune (Fixture *fixture, gconstpointer data)
{
  g_autoptr (MtStore) store = mt_store_new (fixture->directory);

  write_row (store, TEAM, "bo", week, 99);
  for (guint i = 0; i < 6; i++)
    {
      MtSpan window = { week.start + i * 10000000, week.end + i * 10000000 };

      write_row (store, TEAM, "ana", window, i);
    }
  for (guint i = 0; i < 6; i++)
    {
      MtSpan window = { week.start + i * 10000000, week.end + i * 10000000 };

      assert_generation (store, window, "ana", i < 3 ? -1 : (gint) i);
    }
  assert_generation (store, week, "bo", 99);
}

static void
test_keep_people (Fixture *fixture, gconstpointer data)
{
  static const char *const people[] = { "bo", "zoe", NULL };
  g_autoptr (MtStore) store = mt_store_new (fixture->directory);
  g_autoptr (GPtrArray) other = NULL;

  write_row (store, TEAM, "ana", week, 1);
  write_row (store, TEAM, "bo", week, 2);
  write_row (store, "/other.json", "ana", week, 3);
  g_assert_true (mt_store_keep_people (store, TEAM, people, NULL));
  assert_generation (store, week, "ana", -1);
  assert_generation (store, week, "bo", 2);
  other = mt_store_read (store, "/other.json", week);
  g_assert_cmpuint (other->len, ==, 1);
}

/* Window and command at once: each sees what the other has written. */
static void
test_two (Fixture *fixture, gconstpointer data)
{
  g_autoptr (MtStore) window = mt_store_new (fixture->directory);
  g_autoptr (MtStore) command = mt_store_new (fixture->directory);

  write_row (window, TEAM, "ana", week, 1);
  assert_generation (command, week, "ana", 1);
  write_row (command, TEAM, "ana", week, 2);
  assert_generation (window, week, "ana", 2);
}

static void
test_locked (Fixture *fixture, gconstpointer data)
{
  g_autoptr (MtStore) store = mt_store_new (fixture->directory);
  g_autoptr (GPtrArray) rows = make_people (2);
  g_autoptr (GError) error = NULL;
  sqlite3 *other = NULL;

  write_row (store, TEAM, "p00", week, 1);
  g_assert_cmpint (sqlite3_open (fixture->path, &other), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (other, "BEGIN IMMEDIATE", NULL, NULL, NULL), ==, SQLITE_OK);
  g_assert_false (mt_store_write (store, TEAM, rows, &error));
  g_assert_error (error, MT_STORE_ERROR, MT_STORE_ERROR_BUSY);
  assert_generation (store, week, "p00", 1);
  g_assert_cmpint (sqlite3_exec (other, "COMMIT", NULL, NULL, NULL), ==, SQLITE_OK);
  sqlite3_close (other);
  g_assert_true (mt_store_write (store, TEAM, rows, NULL));
  assert_generation (store, week, "p00", 2);
}

static void
assert_useless (MtStore *store)
{
  g_autoptr (GPtrArray) rows = make_people (1);
  g_autoptr (GPtrArray) read = mt_store_read (store, TEAM, week);
  g_autoptr (GError) error = NULL;

  g_assert_nonnull (mt_store_get_trouble (store));
  g_assert_cmpuint (read->len, ==, 0);
  g_assert_false (mt_store_write (store, TEAM, rows, &error));
  g_assert_error (error, MT_STORE_ERROR, MT_STORE_ERROR_UNUSABLE);
}

static void
test_no_folder (Fixture *fixture, gconstpointer data)
{
  g_autofree char *parent = g_path_get_dirname (fixture->directory);
  g_autoptr (MtStore) store = NULL;

  /* A file where a folder should be: nothing below it can be made, not even by root. */
  g_assert_true (g_file_set_contents (parent, "", 0, NULL));
  store = mt_store_new (fixture->directory);
  assert_useless (store);
  g_unlink (parent);
}

/* Root may write anything, so the test becomes nobody. */
static void
test_read_only (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) rows = make_people (2);
  g_autoptr (GError) error = NULL;
  g_autofree char *parent = g_path_get_dirname (fixture->directory);
  g_autofree char *root = g_path_get_dirname (parent);
  gboolean is_root = geteuid () == 0;
  g_autoptr (MtStore) store = mt_store_new (fixture->directory);

  write_row (store, TEAM, "p00", week, 1);
  g_clear_pointer (&store, mt_store_free);
  g_chmod (root, 0755);
  g_chmod (parent, 0755);
  g_chmod (fixture->path, 0444);
  g_chmod (fixture->directory, 0555);
  if (is_root)
    g_assert_cmpint (seteuid (NOBODY), ==, 0);
  store = mt_store_new (fixture->directory);
  g_assert_false (mt_store_write (store, TEAM, rows, &error));
  g_assert_nonnull (error);
  g_clear_pointer (&store, mt_store_free);
  if (is_root)
    g_assert_cmpint (seteuid (0), ==, 0);
  g_chmod (fixture->directory, 0700);
}

static void
test_full_disk (Fixture *fixture, gconstpointer data)
{
  struct rlimit before;
  struct rlimit tight;
  g_autoptr (MtStore) store = mt_store_new (fixture->directory);
  g_autoptr (GPtrArray) rows = make_people (2);
  g_autoptr (GError) error = NULL;
  void (*handler) (int) = signal (SIGXFSZ, SIG_IGN);

  write_row (store, TEAM, "p00", week, 1);
  g_assert_cmpint (getrlimit (RLIMIT_FSIZE, &before), ==, 0);
  tight = before;
  tight.rlim_cur = 100 * 1024;
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &tight), ==, 0);
  mt_store_write (store, TEAM, rows, &error);
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &before), ==, 0);
  signal (SIGXFSZ, handler);
  g_assert_error (error, MT_STORE_ERROR, MT_STORE_ERROR_FAILED);
  assert_generation (store, week, "p00", 1);
  assert_generation (store, week, "p01", -1);
  g_assert_true (mt_store_write (store, TEAM, rows, NULL));
  assert_generation (store, week, "p01", 2);
}

static void
fill (Fixture *fixture, guint generation)
{
  g_autoptr (MtStore) store = mt_store_new (fixture->directory);
  g_autoptr (GPtrArray) rows = make_people (generation);

  g_assert_true (mt_store_write (store, TEAM, rows, NULL));
}

/* Whatever is in the file: reading gives nothing that was not written, and then it works again. */
static guint
assert_survives (Fixture *fixture)
{
  g_autoptr (GPtrArray) written = make_people (1);
  g_autoptr (MtStore) store = mt_store_new (fixture->directory);
  g_autoptr (GPtrArray) rows = mt_store_read (store, TEAM, week);
  g_autoptr (GPtrArray) again = make_people (2);
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < rows->len; i++)
    {
      const MtStoreRow *row = g_ptr_array_index (rows, i);
      guint index = (guint) g_ascii_strtoull (row->person + 1, NULL, 10);

      assert_rows_equal (row, g_ptr_array_index (written, index));
    }
  mt_store_write (store, TEAM, again, &error);
  g_assert_no_error (error);
  assert_generation (store, week, "p00", 2);
  assert_generation (store, week, "p49", 2);
  return rows->len;
}

static void
test_garbage (Fixture *fixture, gconstpointer data)
{
  g_autofree char *aside = g_strconcat (fixture->path, ".damaged", NULL);
  g_autofree char *text = NULL;

  g_mkdir_with_parents (fixture->directory, 0700);
  g_assert_true (g_file_set_contents (fixture->path,
                                      "no database, but long enough to be read "
                                      "as the header of one, which has 100 bytes "
                                      "........................................",
                                      -1, NULL));
  g_assert_cmpuint (assert_survives (fixture), ==, 0);
  g_assert_true (g_file_get_contents (aside, &text, NULL, NULL));
  g_assert_true (g_str_has_prefix (text, "no database"));
}

static void
test_empty_file (Fixture *fixture, gconstpointer data)
{
  g_mkdir_with_parents (fixture->directory, 0700);
  g_assert_true (g_file_set_contents (fixture->path, "", 0, NULL));
  g_assert_cmpuint (assert_survives (fixture), ==, 0);
}

static void
test_cut (Fixture *fixture, gconstpointer data)
{
  static const gsize lengths[] = { 50, 100, 4095, 4096, 5000, 20000, 100000 };

  for (gsize i = 0; i < G_N_ELEMENTS (lengths); i++)
    {
      fill (fixture, 1);
      g_assert_cmpint (truncate (fixture->path, (off_t) lengths[i]), ==, 0);
      assert_survives (fixture);
      empty_folder (fixture->directory);
    }
}

static void
flip (const char *bytes, gsize size, const char *path, gsize at, guint8 mask)
{
  g_autofree char *copy = g_memdup2 (bytes, size);

  copy[at] = (char) (copy[at] ^ mask);
  g_assert_true (g_file_set_contents (path, copy, (gssize) size, NULL));
}

static void
test_bit_flips (Fixture *fixture, gconstpointer data)
{
  g_autofree char *bytes = NULL;
  gsize size;
  guint n_whole = 0;
  guint n_tried = 0;

  fill (fixture, 1);
  g_assert_true (g_file_get_contents (fixture->path, &bytes, &size, NULL));
  for (gsize at = 0; at < size; at += at < 4096 ? 61 : 6007)
    {
      empty_folder (fixture->directory);
      g_mkdir_with_parents (fixture->directory, 0700);
      flip (bytes, size, fixture->path, at, (guint8) (1 << at % 8));
      n_whole += assert_survives (fixture) == N_PEOPLE;
      n_tried++;
    }
  g_test_message ("%u of %u flips left all rows whole", n_whole, n_tried);
  g_assert_cmpuint (n_whole, <, n_tried);
}

/* The version stands at byte 60 of the header, the application id at byte 68. Source: SQLite,
 * Database File Format, 1.3. */
static void
test_future (Fixture *fixture, gconstpointer data)
{
  g_autofree char *bytes = NULL;
  g_autofree char *after = NULL;
  gsize size;
  gsize size_after;
  g_autoptr (MtStore) store = NULL;

  fill (fixture, 1);
  g_assert_true (g_file_get_contents (fixture->path, &bytes, &size, NULL));
  bytes[63] = 99;
  bytes[71] = 99;
  g_assert_true (g_file_set_contents (fixture->path, bytes, (gssize) size, NULL));
  store = mt_store_new (fixture->directory);
  assert_useless (store);
  g_clear_pointer (&store, mt_store_free);
  g_assert_true (g_file_get_contents (fixture->path, &after, &size_after, NULL));
  g_assert_cmpmem (bytes, size, after, size_after);
}

static void
test_past (Fixture *fixture, gconstpointer data)
{
  g_autofree char *bytes = NULL;
  gsize size;

  fill (fixture, 1);
  g_assert_true (g_file_get_contents (fixture->path, &bytes, &size, NULL));
  bytes[63] = 0;
  g_assert_true (g_file_set_contents (fixture->path, bytes, (gssize) size, NULL));
  g_assert_cmpuint (assert_survives (fixture), ==, 0);
}

/* Writes until it is killed, and says after each generation that it is kept. */
static void
write_for_ever (Fixture *fixture, gint pipe_fd)
{
  g_autoptr (MtStore) store = mt_store_new (fixture->directory);

  for (guint generation = 1;; generation++)
    {
      g_autoptr (GPtrArray) rows = make_people (generation);

      if (!mt_store_write (store, TEAM, rows, NULL) || write (pipe_fd, "", 1) != 1)
        _exit (1);
    }
}

static void
test_killed (Fixture *fixture, gconstpointer data)
{
  for (guint n_kept = 1; n_kept <= 8; n_kept++)
    {
      gint ends[2];
      g_autoptr (MtStore) store = NULL;
      g_autoptr (GPtrArray) rows = NULL;
      pid_t child;
      char byte;

      g_assert_cmpint (pipe (ends), ==, 0);
      child = fork ();
      if (child == 0)
        write_for_ever (fixture, ends[1]);
      for (guint i = 0; i < n_kept; i++)
        g_assert_cmpint (read (ends[0], &byte, 1), ==, 1);
      kill (child, SIGKILL);
      waitpid (child, NULL, 0);
      close (ends[0]);
      close (ends[1]);

      store = mt_store_new (fixture->directory);
      rows = mt_store_read (store, TEAM, week);
      g_assert_null (mt_store_get_trouble (store));
      g_assert_cmpuint (rows->len, ==, N_PEOPLE);
      for (guint i = 1; i < rows->len; i++)
        g_assert_cmpstr (((MtStoreRow *) g_ptr_array_index (rows, i))->sources, ==,
                         ((MtStoreRow *) g_ptr_array_index (rows, 0))->sources);
    }
}

static MtPerson *
make_person (void)
{
  static const char *const emails[] = { "ana@example.org", NULL };
  static const char *const calendars[] = { "a.ics", "b.ics", NULL };
  g_autoptr (MtZone) zone = mt_zone_new_fixed ("Europe/Madrid", 3600);
  g_autoptr (MtWeek) hours = mt_week_new_default ();
  MtPerson *person = mt_person_new ("ana", "Ana", zone, hours);

  g_strfreev (person->emails);
  person->emails = g_strdupv ((char **) emails);
  g_strfreev (person->calendars);
  person->calendars = g_strdupv ((char **) calendars);
  return person;
}

static void
assert_facts_differ (MtPerson *person, const char *tzdata_version, gboolean differ)
{
  g_autoptr (MtPerson) usual = make_person ();
  g_autofree char *a = mt_store_facts (usual, "2026a");
  g_autofree char *b = mt_store_facts (person, tzdata_version);

  g_assert_cmpint (!g_str_equal (a, b), ==, differ);
  mt_person_free (person);
}

static void
test_facts (void)
{
  MtPerson *person = make_person ();
  MtTravel travel = { 20000, 20010, mt_zone_new_fixed ("Asia/Tokyo", 32400) };

  assert_facts_differ (person, "2026a", FALSE);
  assert_facts_differ (make_person (), "2026b", TRUE);

  person = make_person ();
  g_free (person->name);
  person->name = g_strdup ("Another name");
  assert_facts_differ (person, "2026a", FALSE);

  person = make_person ();
  mt_zone_unref (person->zone);
  person->zone = mt_zone_new_fixed ("Europe/Paris", 3600);
  assert_facts_differ (person, "2026a", TRUE);

  person = make_person ();
  person->emails[0][0] = 'b';
  assert_facts_differ (person, "2026a", TRUE);

  person = make_person ();
  g_strfreev (person->calendars);
  person->calendars = g_strsplit ("a.ics,b.ics", ";", -1);
  assert_facts_differ (person, "2026a", TRUE);

  person = make_person ();
  g_array_append_val (person->travel, travel);
  assert_facts_differ (person, "2026a", TRUE);
}

/* The first frame reads everybody: the figure is printed, the budget is held by the benchmarks. */
static void
test_speed (Fixture *fixture, gconstpointer data)
{
  g_autoptr (MtStore) store = mt_store_new (fixture->directory);
  g_autoptr (GPtrArray) rows = make_people (1);
  gdouble best = G_MAXDOUBLE;

  g_assert_true (mt_store_write (store, TEAM, rows, NULL));
  for (gint i = 0; i < 50; i++)
    {
      g_autoptr (GPtrArray) read = NULL;

      g_test_timer_start ();
      read = mt_store_read (store, TEAM, week);
      best = MIN (best, g_test_timer_elapsed ());
      g_assert_cmpuint (read->len, ==, N_PEOPLE);
    }
  g_test_minimized_result (best, "50 people, 5,000 bytes each: %.3f ms", best * 1000);
}

#define ADD(name, function) g_test_add ("/store/" name, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  ADD ("round-trip", test_round_trip);
  ADD ("private", test_private);
  ADD ("text", test_text);
  ADD ("empty-agenda", test_empty_agenda);
  ADD ("windows", test_windows);
  ADD ("prune", test_prune);
  ADD ("keep-people", test_keep_people);
  ADD ("two", test_two);
  ADD ("locked", test_locked);
  ADD ("no-folder", test_no_folder);
  ADD ("read-only", test_read_only);
  ADD ("full-disk", test_full_disk);
  ADD ("garbage", test_garbage);
  ADD ("empty-file", test_empty_file);
  ADD ("cut", test_cut);
  ADD ("bit-flips", test_bit_flips);
  ADD ("future", test_future);
  ADD ("past", test_past);
  ADD ("killed", test_killed);
  ADD ("speed", test_speed);
  g_test_add_func ("/store/facts", test_facts);
  return g_test_run ();
}
