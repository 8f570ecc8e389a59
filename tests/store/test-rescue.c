/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * Edits live through whatever happens to the file: flipped bits anywhere, a file cut short, a log
 * of another day, a program killed at any moment, the making of a new file cut short.
 */
#define _GNU_SOURCE /* memmem() */

#include "config.h"

#include "mt-store-fixture.h"

#include <fcntl.h>
#include <glib/gstdio.h>
#include <signal.h>
#include <sqlite3.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "store/mt-rescue.h"

#define N_EDITS 6
#define N_ITEMS 60
#define PADDING 700

/* -- A file with edits and items in it -- */

/* Longer than a page, so that rows spill over. */
static char *
edit_text (guint i)
{
  g_autofree char *padding = g_strnfill (i % 2 == 0 ? 6000 : 40, (char) ('a' + i));

  return g_strdup_printf ("edit %u %s", i, padding);
}

static void
fill (Fixture *fixture)
{
  g_autofree char *padding = g_strnfill (PADDING, '.');

  for (guint i = 0; i < N_ITEMS; i++)
    {
      g_autofree char *href = g_strdup_printf ("item%02u.ics", i);

      mt_fixture_put (fixture, URL, href, "1", padding);
    }
  for (guint i = 0; i < N_EDITS; i++)
    {
      g_autofree char *href = g_strdup_printf ("edit%u.ics", i);
      g_autofree char *text = edit_text (i);

      mt_fixture_edit (fixture, URL, href, NULL, text);
    }
}

/* Somebody who reads the file as it is now: what is written from here on stays in the log. */
static sqlite3 *
read_on (Fixture *fixture)
{
  sqlite3 *reader = NULL;

  g_assert_cmpint (sqlite3_open (fixture->path, &reader), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (reader, "BEGIN; SELECT count (*) FROM outbox", NULL, NULL, NULL),
                   ==, SQLITE_OK);
  return reader;
}

static void
load (const char *path, char **bytes, gsize *size)
{
  g_clear_pointer (bytes, g_free);
  *size = 0;
  g_file_get_contents (path, bytes, size, NULL);
}

static void
store_bytes (const char *path, const char *bytes, gsize size)
{
  const int fd = open (path, O_WRONLY | O_CREAT | O_TRUNC, 0600);

  g_assert_cmpint (fd, >=, 0);
  g_assert_cmpint (write (fd, bytes, size), ==, (gssize) size);
  close (fd);
}

static void
clean (Fixture *fixture)
{
  static const char *const suffixes[] = { "",     "-wal",        "-shm", ".damaged", ".damaged-wal",
                                          ".new", ".new-journal" };

  for (gsize i = 0; i < G_N_ELEMENTS (suffixes); i++)
    {
      g_autofree char *path = g_strconcat (fixture->path, suffixes[i], NULL);

      g_unlink (path);
    }
}

/* How many edits are there as they were made. */
static guint
count_edits (MtItemStore *store)
{
  g_autoptr (GPtrArray) rows = mt_outbox_list (store, URL);
  guint n = 0;

  for (guint i = 0; i < rows->len; i++)
    {
      const MtOutboxRow *row = g_ptr_array_index (rows, i);
      g_autofree char *after = mt_bytes_text (row->after);
      guint number;

      g_assert_cmpint (sscanf (row->href, "edit%u.ics", &number), ==, 1);
      if (number < N_EDITS)
        {
          g_autofree char *expected = edit_text (number);

          g_assert_cmpstr (after, ==, expected);
          n++;
        }
    }
  return n;
}

static GPtrArray *
read_all (MtItemStore *store)
{
  g_autoptr (MtItemCursor) cursor = mt_item_cursor_new (store, URL, G_MAXSIZE);

  return mt_item_cursor_next (cursor, NULL);
}

/* Whatever happened: what is left is right, and a new edit can be made and kept. */
static guint
open_and_count (Fixture *fixture)
{
  g_autoptr (GBytes) after = mt_text_bytes ("new");
  g_autoptr (GPtrArray) items = NULL;
  g_autoptr (GError) error = NULL;
  guint n;

  fixture->store = mt_item_store_new (fixture->directory);
  items = read_all (fixture->store);
  g_clear_pointer (&items, g_ptr_array_unref);
  if (mt_outbox_add (fixture->store, URL, "edit99.ics", "n", NULL, after, NULL, 0, &error) <= 0)
    g_error ("no new edit: %s", error->message);
  mt_fixture_reopen (fixture);
  items = read_all (fixture->store);
  g_assert_nonnull (items);
  g_assert_cmpuint (items->len, >=, 1);
  n = count_edits (fixture->store);
  g_clear_pointer (&fixture->store, mt_item_store_free);
  return n;
}

/* -- Flipped bits -- */

typedef struct
{
  const char *name;
  gboolean log; /* edits are still in the log */
  gboolean flip_log;
  gsize step; /* behind the first page */
} Flips;

static const Flips flips[] = {
  { "file", FALSE, FALSE, 1777 },
  { "file-with-log", TRUE, FALSE, 4177 },
  { "log", TRUE, TRUE, 17777 },
};

/* Every byte of the header and of the first page, and more all over the file: an edit is only ever
 * lost when the flip is in it. */
static void
test_flips (Fixture *fixture, gconstpointer data)
{
  const Flips *what = data;
  g_autofree char *log_path = g_strconcat (fixture->path, "-wal", NULL);
  g_autofree char *bytes = NULL;
  g_autofree char *log = NULL;
  sqlite3 *reader = what->log ? read_on (fixture) : NULL;
  gsize size, log_size, target;
  guint n_lost = 0;
  guint n_flips = 0;

  fill (fixture);
  load (fixture->path, &bytes, &size);
  load (log_path, &log, &log_size);
  if (!what->log)
    g_clear_pointer (&fixture->store, mt_item_store_free);
  sqlite3_close (reader);
  g_assert_true ((log_size > 0) == what->log);
  if (!what->log)
    load (fixture->path, &bytes, &size);
  target = what->flip_log ? log_size : size;

  for (gsize at = 0; at < target; at += at < 128 ? 3 : at < 4096 ? 61 : what->step)
    {
      char *flipped = what->flip_log ? log : bytes;
      guint n;

      g_clear_pointer (&fixture->store, mt_item_store_free);
      clean (fixture);
      flipped[at] ^= 0x41;
      store_bytes (fixture->path, bytes, size);
      if (what->log)
        store_bytes (log_path, log, log_size);
      flipped[at] ^= 0x41;
      n = open_and_count (fixture);
      n_flips++;
      n_lost += N_EDITS - n;
      /* In the log a flip ends what SQLite believes of it: see read_log(). */
      if (!what->flip_log && n + 1 < N_EDITS)
        g_error ("a flip at %" G_GSIZE_FORMAT " of %" G_GSIZE_FORMAT " lost %u edits", at, size,
                 N_EDITS - n);
    }
  g_test_message ("%u flips lost %u edits", n_flips, n_lost);
  if (!what->flip_log)
    g_assert_cmpuint (n_lost, <, n_flips / 3);
}

/* -- A file cut short, or replaced by something else -- */

static void
test_cut (Fixture *fixture, gconstpointer data)
{
  g_autofree char *bytes = NULL;
  gsize size;

  fill (fixture);
  g_clear_pointer (&fixture->store, mt_item_store_free);
  load (fixture->path, &bytes, &size);
  for (gsize length = 0; length < size; length += 1531)
    {
      clean (fixture);
      store_bytes (fixture->path, bytes, length);
      open_and_count (fixture);
    }
  clean (fixture);
  store_bytes (fixture->path, "This is no database, but a letter to my aunt.", 45);
  g_assert_cmpuint (open_and_count (fixture), ==, 0);
}

/* The outermost part is gone, and everything that says where things are. */
static void
test_without_header (Fixture *fixture, gconstpointer data)
{
  g_autofree char *bytes = NULL;
  gsize size;

  fill (fixture);
  g_clear_pointer (&fixture->store, mt_item_store_free);
  load (fixture->path, &bytes, &size);
  memset (bytes, 0, MT_RESCUE_PAGE_SIZE);
  store_bytes (fixture->path, bytes, size);
  g_assert_cmpuint (open_and_count (fixture), ==, N_EDITS);
}

/* A version that only one place of the file tells is no version. */
static void
test_wrong_version (Fixture *fixture, gconstpointer data)
{
  static const char versions[] = { 0, 1, 3, 66 };
  g_autofree char *bytes = NULL;
  gsize size;

  fill (fixture);
  g_clear_pointer (&fixture->store, mt_item_store_free);
  load (fixture->path, &bytes, &size);
  for (gsize i = 0; i < G_N_ELEMENTS (versions); i++)
    {
      clean (fixture);
      bytes[63] = versions[i];
      store_bytes (fixture->path, bytes, size);
      g_assert_cmpuint (open_and_count (fixture), ==, N_EDITS);
    }
}

/* What was sent or taken back does not come back with the rest. */
static void
test_gone_stays_gone (Fixture *fixture, gconstpointer data)
{
  g_autofree char *bytes = NULL;
  gsize size;

  fill (fixture);
  for (guint i = 0; i < N_EDITS; i++)
    {
      g_autoptr (MtOutboxRow) row = mt_outbox_next (fixture->store, URL, 0);
      g_autoptr (GError) error = NULL;

      mt_outbox_set_sending (fixture->store, row, &error);
      g_assert_no_error (error);
      mt_outbox_done (fixture->store, row, "2", NULL, &error);
      g_assert_no_error (error);
    }
  g_clear_pointer (&fixture->store, mt_item_store_free);
  load (fixture->path, &bytes, &size);
  memset (bytes, 0, 512);
  store_bytes (fixture->path, bytes, size);
  g_assert_cmpuint (open_and_count (fixture), ==, 0);
}

/* A backup of the file put back, with the log of today beside it. */
static void
test_log_of_another_day (Fixture *fixture, gconstpointer data)
{
  g_autofree char *log_path = g_strconcat (fixture->path, "-wal", NULL);
  g_autofree char *bytes = NULL;
  g_autofree char *log = NULL;
  gsize size, log_size;

  fill (fixture);
  g_clear_pointer (&fixture->store, mt_item_store_free);
  load (fixture->path, &bytes, &size);
  fixture->store = mt_item_store_new (fixture->directory);
  for (guint i = 0; i < N_ITEMS; i++)
    {
      g_autofree char *href = g_strdup_printf ("item%02u.ics", i);

      mt_fixture_remove (fixture, URL, href);
    }
  mt_fixture_put (fixture, URL "x/", "a", "1", "one");
  load (log_path, &log, &log_size);
  g_clear_pointer (&fixture->store, mt_item_store_free);
  clean (fixture);
  store_bytes (fixture->path, bytes, size / 2 / MT_RESCUE_PAGE_SIZE * MT_RESCUE_PAGE_SIZE);
  store_bytes (log_path, log, log_size);
  open_and_count (fixture);
}

/* -- The making of a new file, cut short -- */

/* What lies there when a program is killed between two steps of it. */
typedef struct
{
  const char *name;
  gboolean old;   /* the damaged file is still there */
  gboolean log;   /* and its log */
  gboolean aside; /* it was set aside */
  gboolean fresh; /* the new file is complete */
  gboolean half;  /* or it is not */
} Cut;

static const Cut cuts[] = {
  { "before", TRUE, TRUE, FALSE, FALSE, FALSE },
  { "while-making", TRUE, TRUE, FALSE, FALSE, TRUE },
  { "made", TRUE, TRUE, FALSE, TRUE, FALSE },
  { "set-aside", FALSE, TRUE, TRUE, TRUE, FALSE },
  { "log-set-aside", FALSE, FALSE, TRUE, TRUE, FALSE },
};

static void
test_heal_cut_short (Fixture *fixture, gconstpointer data)
{
  const Cut *cut = data;
  g_autofree char *log_path = g_strconcat (fixture->path, "-wal", NULL);
  g_autofree char *fresh_path = g_strconcat (fixture->path, ".new", NULL);
  g_autofree char *aside_path = g_strconcat (fixture->path, ".damaged", NULL);
  g_autofree char *bytes = NULL;
  g_autofree char *log = NULL;
  g_autofree char *fresh = NULL;
  sqlite3 *reader = read_on (fixture);
  gsize size, log_size, fresh_size;
  guint n;

  fill (fixture);
  sqlite3_close (reader);
  load (fixture->path, &bytes, &size);
  load (log_path, &log, &log_size);
  g_assert_true (mt_rescue_edits (fixture->path, fresh_path, &n));
  g_assert_cmpuint (n, ==, N_EDITS);
  load (fresh_path, &fresh, &fresh_size);
  g_clear_pointer (&fixture->store, mt_item_store_free);
  clean (fixture);
  memset (bytes, 0x55, 100);

  if (cut->old)
    store_bytes (fixture->path, bytes, size);
  if (cut->aside)
    store_bytes (aside_path, bytes, size);
  if (cut->log)
    store_bytes (log_path, log, log_size);
  if (cut->fresh || cut->half)
    store_bytes (fresh_path, fresh, cut->half ? fresh_size / 3 : fresh_size);
  g_assert_cmpuint (open_and_count (fixture), ==, N_EDITS);
  g_assert_false (g_file_test (fresh_path, G_FILE_TEST_EXISTS));
}

/* Another connection has set the file aside: nothing more is written into that. */
static void
test_moved_meanwhile (Fixture *fixture, gconstpointer data)
{
  MtItemStore *first = fixture->store;
  g_autofree char *fresh = g_strconcat (fixture->path, ".new", NULL);
  g_autoptr (MtOutboxRow) later = NULL;
  guint n;

  fill (fixture);
  g_assert_true (mt_rescue_edits (fixture->path, fresh, &n));
  g_assert_true (mt_rescue_exchange (fixture->path, fresh));
  mt_fixture_edit (fixture, URL, "edit98.ics", NULL, "later");
  fixture->store = mt_item_store_new (fixture->directory);
  g_assert_cmpuint (count_edits (fixture->store), ==, N_EDITS);
  later = mt_outbox_find_item (fixture->store, URL, "edit98.ics");
  g_assert_nonnull (later);
  mt_item_store_free (first);
}

/* -- Killed at any moment -- */

/* Edits one item after the other, sends some, and says so of each that is kept. */
static void
edit_for_ever (Fixture *fixture, int out)
{
  MtItemStore *store = mt_item_store_new (fixture->directory);
  g_autofree char *padding = g_strnfill (3000, 'k');

  for (guint i = 0;; i++)
    {
      g_autofree char *href = g_strdup_printf ("k%06u.ics", i);
      g_autofree char *text = g_strdup_printf ("%06u %s", i, padding);
      g_autoptr (GBytes) after = mt_text_bytes (text);
      gint64 id;

      mt_item_store_begin (store);
      mt_item_store_put_item (store, 1, href, "1", after);
      mt_item_store_rollback (store);
      id = mt_outbox_add (store, URL, href, href, NULL, after, NULL, 0, NULL);
      if (id <= 0 || write (out, &i, sizeof i) != sizeof i)
        _exit (1);
    }
}

static void
test_killed (Fixture *fixture, gconstpointer data)
{
  guint n_total = 0;

  for (guint round = 0; round < 40; round++)
    {
      g_autofree guint *said = NULL;
      int ends[2];
      guint number, n = 0;
      GPid child;

      g_clear_pointer (&fixture->store, mt_item_store_free);
      clean (fixture);
      g_assert_cmpint (pipe (ends), ==, 0);
      child = fork ();
      if (child == 0)
        edit_for_ever (fixture, ends[1]);
      close (ends[1]);
      for (gint i = g_test_rand_int_range (1, 20); i > 0; i--)
        if (read (ends[0], &number, sizeof number) == sizeof number)
          n = number + 1;
      kill (child, SIGKILL);
      waitpid (child, NULL, 0);
      while (read (ends[0], &number, sizeof number) == sizeof number)
        n = number + 1;
      close (ends[0]);

      fixture->store = mt_item_store_new (fixture->directory);
      g_assert_null (mt_item_store_get_trouble (fixture->store));
      for (guint i = 0; i < n; i++)
        {
          g_autofree char *href = g_strdup_printf ("k%06u.ics", i);
          g_autoptr (MtOutboxRow) row = mt_outbox_find_item (fixture->store, URL, href);

          if (row == NULL)
            g_error ("edit %u of %u was said to be kept, and is gone", i, n);
        }
      {
        g_autoptr (GPtrArray) rows = mt_outbox_list (fixture->store, URL);

        /* The one that was being kept may be there, and no other. */
        g_assert_cmpuint (rows->len, >=, n);
        g_assert_cmpuint (rows->len, <=, n + 1);
      }
      n_total += n;
    }
  g_assert_cmpuint (n_total, >, 40);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (flips); i++)
    {
      g_autofree char *path = g_strconcat ("/rescue/flips/", flips[i].name, NULL);

      g_test_add (path, Fixture, &flips[i], mt_fixture_set_up, test_flips, mt_fixture_tear_down);
    }
  for (gsize i = 0; i < G_N_ELEMENTS (cuts); i++)
    {
      g_autofree char *path = g_strconcat ("/rescue/heal-cut-short/", cuts[i].name, NULL);

      g_test_add (path, Fixture, &cuts[i], mt_fixture_set_up, test_heal_cut_short,
                  mt_fixture_tear_down);
    }
  g_test_add ("/rescue/cut", Fixture, NULL, mt_fixture_set_up, test_cut, mt_fixture_tear_down);
  g_test_add ("/rescue/without-header", Fixture, NULL, mt_fixture_set_up, test_without_header,
              mt_fixture_tear_down);
  g_test_add ("/rescue/wrong-version", Fixture, NULL, mt_fixture_set_up, test_wrong_version,
              mt_fixture_tear_down);
  g_test_add ("/rescue/gone-stays-gone", Fixture, NULL, mt_fixture_set_up, test_gone_stays_gone,
              mt_fixture_tear_down);
  g_test_add ("/rescue/log-of-another-day", Fixture, NULL, mt_fixture_set_up,
              test_log_of_another_day, mt_fixture_tear_down);
  g_test_add ("/rescue/moved-meanwhile", Fixture, NULL, mt_fixture_set_up, test_moved_meanwhile,
              mt_fixture_tear_down);
  g_test_add ("/rescue/killed", Fixture, NULL, mt_fixture_set_up, test_killed,
              mt_fixture_tear_down);
  return g_test_run ();
}
