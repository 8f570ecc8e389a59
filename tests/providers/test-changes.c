/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * Changes made to real folders and files: what is written, what is refused, and that nothing is
 * ever lost.
 */
#include "config.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <unistd.h>

#include "core/mt-date.h"
#include "providers/collections/mt-folder-change.h"
#include "providers/collections/mt-whole-file.h"
#include "zone/mt-tzdata.h"

#define AT G_GINT64_CONSTANT (1795530120) /* 2026-11-24T14:22:00Z */
#define ROUNDS 40

/* As vdirsyncer leaves what Nextcloud wrote: zone, alarm, unknown properties, folds. */
#define TASK                                                                                       \
  "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Nextcloud Tasks v0.15\r\n"                          \
  "BEGIN:VTIMEZONE\r\nTZID:Europe/Berlin\r\nBEGIN:STANDARD\r\nDTSTART:19701025T030000\r\n"         \
  "TZOFFSETFROM:+0200\r\nTZOFFSETTO:+0100\r\nEND:STANDARD\r\nEND:VTIMEZONE\r\n"                    \
  "BEGIN:VTODO\r\nUID:t\r\nCREATED:20261101T000000Z\r\nSUMMARY:A long title that is\r\n  folded"   \
  "\r\nSTATUS:NEEDS-ACTION\r\nX-APPLE-SORT-ORDER:12\r\nDUE;TZID=Europe/Berlin:20261125T120000\r\n" \
  "BEGIN:VALARM\r\nACTION:DISPLAY\r\nTRIGGER:-PT15M\r\nDESCRIPTION:x\r\nEND:VALARM\r\n"            \
  "END:VTODO\r\nEND:VCALENDAR\r\n"

#define MANY                                                                                       \
  "BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:-//test//EN\n"                                             \
  "BEGIN:VTODO\nUID:a\nSUMMARY:A\nEND:VTODO\nBEGIN:VEVENT\nUID:t\nDTSTART:20261124T100000Z\n"      \
  "END:VEVENT\nBEGIN:VTODO\nUID:t\nSUMMARY:T\nEND:VTODO\nEND:VCALENDAR\n"

typedef struct
{
  char *folder;
  char *path; /* of t.ics in it */
  MtTzdata *tzdata;
  MtIcalClient *client;
  MtIcalZones zones;
} Fixture;

static MtZone *
lookup_cb (const char *id, gpointer tzdata)
{
  return mt_tzdata_lookup (tzdata, id);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autofree char *worker = mt_ical_worker_find ();

  fixture->folder = g_dir_make_tmp ("meantime-test-XXXXXX", NULL);
  fixture->path = g_build_filename (fixture->folder, "t.ics", NULL);
  fixture->tzdata = mt_tzdata_new (NULL);
  fixture->client = mt_ical_client_new (worker, lookup_cb, fixture->tzdata, NULL);
  fixture->zones = (MtIcalZones){ lookup_cb, fixture->tzdata };
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GDir) dir = g_dir_open (fixture->folder, 0, NULL);
  const char *name = NULL;

  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (fixture->folder, name, NULL);

      g_unlink (path);
    }
  g_rmdir (fixture->folder);
  g_free (fixture->folder);
  g_free (fixture->path);
  mt_ical_client_free (fixture->client);
  mt_tzdata_unref (fixture->tzdata);
}

static void
write_text (const char *path, const char *text)
{
  g_assert_true (g_file_set_contents (path, text, -1, NULL));
}

static void
assert_text (const char *path, const char *wanted)
{
  g_autofree char *text = NULL;

  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  g_assert_cmpstr (text, ==, wanted);
}

/* Dot files count, too. */
static void
assert_files (Fixture *fixture, guint n)
{
  g_autoptr (GDir) dir = g_dir_open (fixture->folder, 0, NULL);
  guint found = 0;

  while (g_dir_read_name (dir) != NULL)
    found++;
  g_assert_cmpuint (found, ==, n);
}

/* (transfer full): of what is in the file now. */
static MtChange *
new_change (Fixture *fixture, MtChangeKind kind, const char *href)
{
  const gboolean is_file = *href == '\0';
  MtChange *change =
      mt_change_new (kind, MT_ITEM_TODO, is_file ? fixture->path : fixture->folder, "t");
  g_autoptr (GBytes) bytes = mt_whole_file_read (fixture->path, NULL);

  change->href = g_strdup (href);
  change->read_tag = bytes != NULL ? mt_change_tag_of (bytes) : NULL;
  change->at = AT;
  return change;
}

static gboolean
apply (Fixture *fixture, const MtChange *change, MtChangeResult *result, GError **error)
{
  return mt_folder_change_apply (change, fixture->client, &fixture->zones, result, error);
}

static void
test_patch (Fixture *fixture, gconstpointer data)
{
  g_autoptr (MtChange) change = NULL;
  g_auto (MtChangeResult) result = { 0 };
  g_auto (MtChangeResult) undone = { 0 };
  g_auto (MtChangeResult) again = { 0 };
  g_autoptr (GError) error = NULL;
  g_autoptr (GString) wanted = g_string_new (TASK);
  struct stat info;

  write_text (fixture->path, TASK);
  g_assert_cmpint (g_chmod (fixture->path, 0640), ==, 0);
  change = new_change (fixture, MT_CHANGE_PATCH, "t.ics");
  mt_change_set (change, "STATUS", "IN-PROCESS");
  g_assert_true (apply (fixture, change, &result, &error));
  g_assert_no_error (error);
  g_string_replace (wanted, "NEEDS-ACTION", "IN-PROCESS", 1);
  g_string_replace (wanted, "T120000\r\n",
                    "T120000\r\nDTSTAMP:20261124T142200Z\r\nLAST-MODIFIED:20261124T142200Z\r\n"
                    "SEQUENCE:1\r\n",
                    1);
  assert_text (fixture->path, wanted->str);
  assert_files (fixture, 1);
  g_assert_cmpint (g_stat (fixture->path, &info), ==, 0);
  g_assert_cmpint (info.st_mode & 07777, ==, 0640);

  g_assert_true (apply (fixture, result.undo, &undone, &error));
  assert_text (fixture->path, TASK);
  g_assert_true (apply (fixture, undone.undo, &again, &error));
  assert_text (fixture->path, wanted->str);
}

/* Somebody else saves between reading and writing: theirs stays, and is told. */
static void
test_conflict (Fixture *fixture, gconstpointer data)
{
  g_autoptr (MtChange) change = NULL;
  g_auto (MtChangeResult) result = { 0 };
  g_autoptr (GError) error = NULL;
  g_autoptr (GString) theirs = g_string_new (TASK);

  write_text (fixture->path, TASK);
  change = new_change (fixture, MT_CHANGE_PATCH, "t.ics");
  mt_change_set (change, "STATUS", "IN-PROCESS");
  g_string_replace (theirs, "A long title", "Their title", 1);
  write_text (fixture->path, theirs->str);
  g_assert_false (apply (fixture, change, &result, &error));
  g_assert_error (error, MT_COLLECTION_ERROR, MT_COLLECTION_ERROR_CONFLICT);
  assert_text (fixture->path, theirs->str);
  assert_files (fixture, 1);
  g_assert_cmpmem (g_bytes_get_data (result.now, NULL), g_bytes_get_size (result.now), theirs->str,
                   theirs->len);
  g_assert_null (result.undo);
}

static void
test_conflict_gone (Fixture *fixture, gconstpointer data)
{
  g_autoptr (MtChange) change = NULL;
  g_auto (MtChangeResult) result = { 0 };
  g_autoptr (GError) error = NULL;

  write_text (fixture->path, TASK);
  change = new_change (fixture, MT_CHANGE_PATCH, "t.ics");
  mt_change_set (change, "STATUS", "IN-PROCESS");
  g_unlink (fixture->path);
  g_assert_false (apply (fixture, change, &result, &error));
  g_assert_error (error, MT_COLLECTION_ERROR, MT_COLLECTION_ERROR_CONFLICT);
  g_assert_null (result.now);
  assert_files (fixture, 0);
}

/* Undoing must not take back what somebody else did since. */
static void
test_undo_conflict (Fixture *fixture, gconstpointer data)
{
  g_autoptr (MtChange) change = NULL;
  g_auto (MtChangeResult) result = { 0 };
  g_auto (MtChangeResult) undone = { 0 };
  g_autoptr (GError) error = NULL;

  write_text (fixture->path, TASK);
  change = new_change (fixture, MT_CHANGE_PATCH, "t.ics");
  mt_change_set (change, "STATUS", "IN-PROCESS");
  g_assert_true (apply (fixture, change, &result, &error));
  write_text (fixture->path, MANY);
  g_assert_false (apply (fixture, result.undo, &undone, &error));
  g_assert_error (error, MT_COLLECTION_ERROR, MT_COLLECTION_ERROR_CONFLICT);
  assert_text (fixture->path, MANY);
}

static void
test_nothing_to_do (Fixture *fixture, gconstpointer data)
{
  g_autoptr (MtChange) change = NULL;
  g_auto (MtChangeResult) result = { 0 };
  struct stat before, after;

  write_text (fixture->path, TASK);
  g_stat (fixture->path, &before);
  change = new_change (fixture, MT_CHANGE_PATCH, "t.ics");
  mt_change_set (change, "STATUS", "NEEDS-ACTION");
  g_assert_true (apply (fixture, change, &result, NULL));
  g_assert_null (result.undo);
  g_stat (fixture->path, &after);
  g_assert_cmpuint (before.st_ino, ==, after.st_ino);
}

static void
test_link (Fixture *fixture, gconstpointer data)
{
  g_autofree char *target = g_build_filename (fixture->folder, "target", NULL);
  g_autoptr (MtChange) change = NULL;
  g_auto (MtChangeResult) result = { 0 };
  g_autoptr (GError) error = NULL;

  write_text (target, TASK);
  g_assert_cmpint (symlink (target, fixture->path), ==, 0);
  change = new_change (fixture, MT_CHANGE_PATCH, "t.ics");
  mt_change_set (change, "STATUS", "IN-PROCESS");
  g_assert_false (apply (fixture, change, &result, &error));
  g_assert_error (error, MT_COLLECTION_ERROR, MT_COLLECTION_ERROR_UNWRITABLE);
  assert_text (target, TASK);
  g_assert_true (g_file_test (fixture->path, G_FILE_TEST_IS_SYMLINK));
}

static void
test_read_only (Fixture *fixture, gconstpointer data)
{
  g_autoptr (MtChange) change = NULL;
  g_auto (MtChangeResult) result = { 0 };
  g_autoptr (GError) error = NULL;

  if (geteuid () == 0)
    {
      g_test_skip ("nothing is read-only to root");
      return;
    }
  write_text (fixture->path, TASK);
  g_assert_cmpint (g_chmod (fixture->path, 0444), ==, 0);
  change = new_change (fixture, MT_CHANGE_PATCH, "t.ics");
  mt_change_set (change, "STATUS", "IN-PROCESS");
  g_assert_false (apply (fixture, change, &result, &error));
  g_assert_error (error, MT_COLLECTION_ERROR, MT_COLLECTION_ERROR_UNWRITABLE);
  assert_text (fixture->path, TASK);
}

/* Whatever the worker would not read is not written. */
static void
test_unreadable (Fixture *fixture, gconstpointer data)
{
  g_autoptr (MtChange) change = NULL;
  g_auto (MtChangeResult) result = { 0 };
  g_autoptr (GError) error = NULL;

  write_text (fixture->path, TASK);
  change = new_change (fixture, MT_CHANGE_PATCH, "t.ics");
  mt_change_set (change, "UID", "another");
  g_assert_false (apply (fixture, change, &result, &error));
  g_assert_error (error, MT_COLLECTION_ERROR, MT_COLLECTION_ERROR_INVALID);
  assert_text (fixture->path, TASK);
  assert_files (fixture, 1);
}

static void
test_unreadable_start (Fixture *fixture, gconstpointer data)
{
  g_autoptr (MtChange) change = NULL;
  g_auto (MtChangeResult) result = { 0 };
  g_autoptr (GError) error = NULL;

  write_text (fixture->path, TASK);
  change = new_change (fixture, MT_CHANGE_PATCH, "t.ics");
  mt_change_set (change, "DTSTART", "someday");
  g_assert_false (apply (fixture, change, &result, &error));
  g_assert_error (error, MT_COLLECTION_ERROR, MT_COLLECTION_ERROR_INVALID);
  assert_text (fixture->path, TASK);
}

static void
test_create (Fixture *fixture, gconstpointer data)
{
  g_autoptr (MtChange) change = new_change (fixture, MT_CHANGE_CREATE, "t.ics");
  g_auto (MtChangeResult) result = { 0 };
  g_auto (MtChangeResult) again = { 0 };
  g_auto (MtChangeResult) undone = { 0 };
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;

  mt_change_set (change, "SUMMARY", "New");
  g_assert_true (apply (fixture, change, &result, &error));
  g_assert_true (g_file_get_contents (fixture->path, &text, NULL, NULL));
  g_assert_nonnull (strstr (text, "UID:t\r\n"));
  g_assert_nonnull (strstr (text, "SUMMARY:New\r\n"));
  g_assert_false (apply (fixture, change, &again, &error));
  g_assert_error (error, MT_COLLECTION_ERROR, MT_COLLECTION_ERROR_CONFLICT);
  assert_text (fixture->path, text);
  g_clear_error (&error);
  g_assert_true (apply (fixture, result.undo, &undone, &error));
  assert_files (fixture, 0);
}

static void
test_bad_names (Fixture *fixture, gconstpointer data)
{
  static const char *const names[] = { "../t.ics", ".t.ics", "a/b.ics", "a b.ics", "\xc3\xa4.ics" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr (MtChange) change = new_change (fixture, MT_CHANGE_CREATE, names[i]);
      g_auto (MtChangeResult) result = { 0 };
      g_autoptr (GError) error = NULL;

      g_assert_false (apply (fixture, change, &result, &error));
      g_assert_error (error, MT_COLLECTION_ERROR, MT_COLLECTION_ERROR_INVALID);
    }
}

static void
test_no_folder (Fixture *fixture, gconstpointer data)
{
  g_autoptr (MtChange) change = mt_change_new (MT_CHANGE_CREATE, MT_ITEM_TODO, "/nowhere/at", "t");
  g_auto (MtChangeResult) result = { 0 };
  g_autoptr (GError) error = NULL;

  change->href = g_strdup ("t.ics");
  g_assert_false (apply (fixture, change, &result, &error));
  g_assert_error (error, MT_COLLECTION_ERROR, MT_COLLECTION_ERROR_MISSING);
}

static void
test_delete (Fixture *fixture, gconstpointer data)
{
  g_autoptr (MtChange) change = NULL;
  g_auto (MtChangeResult) result = { 0 };
  g_auto (MtChangeResult) undone = { 0 };

  write_text (fixture->path, TASK);
  change = new_change (fixture, MT_CHANGE_DELETE, "t.ics");
  g_assert_true (apply (fixture, change, &result, NULL));
  assert_files (fixture, 0);
  g_assert_true (apply (fixture, result.undo, &undone, NULL));
  assert_text (fixture->path, TASK);
}

/* One file with many items: the others stay, byte for byte. */
static void
test_one_file (Fixture *fixture, gconstpointer data)
{
  g_autoptr (MtChange) change = NULL;
  g_autoptr (MtChange) removal = NULL;
  g_autoptr (MtChange) creation = NULL;
  g_auto (MtChangeResult) result = { 0 };
  g_auto (MtChangeResult) undone = { 0 };
  g_auto (MtChangeResult) removed = { 0 };
  g_auto (MtChangeResult) created = { 0 };
  g_autoptr (GString) wanted = g_string_new (MANY);
  g_autofree char *text = NULL;

  write_text (fixture->path, MANY);
  change = new_change (fixture, MT_CHANGE_PATCH, "");
  mt_change_set (change, "SUMMARY", "T2");
  g_assert_true (apply (fixture, change, &result, NULL));
  g_string_replace (wanted, "SUMMARY:T\n",
                    "SUMMARY:T2\nDTSTAMP:20261124T142200Z\nLAST-MODIFIED:20261124T142200Z\n"
                    "SEQUENCE:1\n",
                    1);
  assert_text (fixture->path, wanted->str);
  g_assert_true (apply (fixture, result.undo, &undone, NULL));
  assert_text (fixture->path, MANY);

  removal = new_change (fixture, MT_CHANGE_DELETE, "");
  g_assert_true (apply (fixture, removal, &removed, NULL));
  g_string_assign (wanted, MANY);
  g_string_replace (wanted, "BEGIN:VTODO\nUID:t\nSUMMARY:T\nEND:VTODO\n", "", 1);
  assert_text (fixture->path, wanted->str);

  /* Somebody else changes the file: an item more hurts nobody. */
  creation = new_change (fixture, MT_CHANGE_CREATE, "");
  write_text (fixture->path, wanted->str);
  g_assert_true (apply (fixture, creation, &created, NULL));
  g_assert_true (g_file_get_contents (fixture->path, &text, NULL, NULL));
  g_assert_nonnull (strstr (text, "END:VTODO\nBEGIN:VEVENT"));
  g_assert_nonnull (strstr (text, "BEGIN:VTODO\nUID:t\nDTSTAMP"));
  g_assert_true (g_str_has_suffix (text, "END:VTODO\nEND:VCALENDAR\n"));
}

/* Somebody saves after the last look: theirs is put back. */
static void
test_late_conflict (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GBytes) before = g_bytes_new_static ("before", 6);
  g_autoptr (GBytes) after = g_bytes_new_static ("after", 5);
  g_autoptr (GError) error = NULL;

  write_text (fixture->path, "theirs");
  g_assert_false (mt_whole_file_exchange (fixture->path, before, after, &error));
  g_assert_error (error, MT_COLLECTION_ERROR, MT_COLLECTION_ERROR_CONFLICT);
  assert_text (fixture->path, "theirs");
  g_clear_error (&error);
  g_assert_false (mt_whole_file_remove (fixture->path, before, &error));
  g_assert_error (error, MT_COLLECTION_ERROR, MT_COLLECTION_ERROR_CONFLICT);
  assert_text (fixture->path, "theirs");
  assert_files (fixture, 1);
}

/* How a program that sees to it saves: a file of its own, moved over the old one. */
static void
save_by_rename (Fixture *fixture, const char *text)
{
  g_autofree char *theirs = g_build_filename (fixture->folder, ".t.ics.swp", NULL);

  write_text (theirs, text);
  g_assert_cmpint (g_rename (theirs, fixture->path), ==, 0);
}

/* Each of what others do between reading and writing, to each of what we do: theirs stays. */
static void
test_between (Fixture *fixture, gconstpointer data)
{
  static const MtChangeKind kinds[] = { MT_CHANGE_PATCH, MT_CHANGE_DELETE, MT_CHANGE_REPLACE };
  static const char theirs[] = "BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n";

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    for (guint how = 0; how < 3; how++)
      {
        g_autoptr (MtChange) change = NULL;
        g_auto (MtChangeResult) result = { 0 };
        g_autoptr (GError) error = NULL;

        write_text (fixture->path, TASK);
        change = new_change (fixture, kinds[i], "t.ics");
        if (kinds[i] == MT_CHANGE_PATCH)
          mt_change_set (change, "SUMMARY", "Ours");
        else if (kinds[i] == MT_CHANGE_REPLACE)
          change->text = g_bytes_new_static ("ours", 4);
        if (how == 0)
          write_text (fixture->path, theirs);
        else if (how == 1)
          save_by_rename (fixture, theirs);
        else
          g_unlink (fixture->path);
        g_assert_false (apply (fixture, change, &result, &error));
        g_assert_error (error, MT_COLLECTION_ERROR, MT_COLLECTION_ERROR_CONFLICT);
        if (how < 2)
          assert_text (fixture->path, theirs);
        assert_files (fixture, how < 2 ? 1 : 0);
      }
}

/* What other programs leave beside it is theirs, and none of it is taken for the file. */
static void
test_beside (Fixture *fixture, gconstpointer data)
{
  static const char *const others[] = { ".t.ics.swp",
                                        "t.ics~",
                                        "t.ics.tmp",
                                        ".meantime-0.tmp",
                                        "t.sync-conflict-20261124-142200-ABCDEFG.ics",
                                        "t (conflicted copy).ics" };
  g_autoptr (MtChange) change = NULL;
  g_auto (MtChangeResult) result = { 0 };
  g_auto (MtChangeResult) undone = { 0 };

  write_text (fixture->path, TASK);
  for (guint i = 0; i < G_N_ELEMENTS (others); i++)
    {
      g_autofree char *path = g_build_filename (fixture->folder, others[i], NULL);

      write_text (path, others[i]);
    }
  change = new_change (fixture, MT_CHANGE_PATCH, "t.ics");
  mt_change_set (change, "SUMMARY", "Ours");
  g_assert_true (apply (fixture, change, &result, NULL));
  g_assert_true (apply (fixture, result.undo, &undone, NULL));
  assert_text (fixture->path, TASK);
  assert_files (fixture, G_N_ELEMENTS (others) + 1);
  for (guint i = 0; i < G_N_ELEMENTS (others); i++)
    {
      g_autofree char *path = g_build_filename (fixture->folder, others[i], NULL);

      assert_text (path, others[i]);
    }
}

/* As on a full disk: no file can grow beyond some bytes. */
static void
test_full_disk (Fixture *fixture, gconstpointer data)
{
  struct rlimit usual, tight;
  g_autoptr (MtChange) change = NULL;
  g_autoptr (MtChange) creation = NULL;
  g_auto (MtChangeResult) result = { 0 };
  g_auto (MtChangeResult) created = { 0 };
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) not_created = NULL;
  gboolean changed, was_created;

  write_text (fixture->path, TASK);
  change = new_change (fixture, MT_CHANGE_PATCH, "t.ics");
  mt_change_set (change, "SUMMARY", "Ours");
  creation = new_change (fixture, MT_CHANGE_CREATE, "new.ics");
  g_assert_cmpint (getrlimit (RLIMIT_FSIZE, &usual), ==, 0);
  tight = usual;
  tight.rlim_cur = 64;
  signal (SIGXFSZ, SIG_IGN);
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &tight), ==, 0);
  changed = apply (fixture, change, &result, &error);
  was_created = apply (fixture, creation, &created, &not_created);
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &usual), ==, 0);
  signal (SIGXFSZ, SIG_DFL);
  g_assert_false (changed);
  g_assert_error (error, MT_COLLECTION_ERROR, MT_COLLECTION_ERROR_UNWRITABLE);
  g_assert_nonnull (strstr (error->message, g_strerror (EFBIG)));
  g_assert_false (was_created);
  g_assert_error (not_created, MT_COLLECTION_ERROR, MT_COLLECTION_ERROR_UNWRITABLE);
  assert_text (fixture->path, TASK);
  assert_files (fixture, 1);
}

static void G_GNUC_NORETURN
exchange_until_killed (const char *path, GBytes *one, GBytes *other, gint32 after_us)
{
  const struct itimerval alarm = { { 0, 0 }, { 0, after_us } };

  signal (SIGALRM, SIG_DFL);
  setitimer (ITIMER_REAL, &alarm, NULL);
  for (;;)
    {
      mt_whole_file_exchange (path, one, other, NULL);
      mt_whole_file_exchange (path, other, one, NULL);
    }
}

/* Killed at any moment: the old or the new file is there, whole. */
static void
test_killed (Fixture *fixture, gconstpointer data)
{
  g_autofree char *x = g_strnfill (300000, 'x');
  g_autofree char *y = g_strnfill (200000, 'y');
  g_autoptr (GBytes) one = g_bytes_new (x, 300000);
  g_autoptr (GBytes) other = g_bytes_new (y, 200000);

  write_text (fixture->path, x);
  for (guint round = 0; round < ROUNDS; round++)
    {
      g_autoptr (GBytes) left = NULL;
      const gint32 after_us = g_test_rand_int_range (1, 10000);
      const pid_t child = fork ();
      int status = 0;

      if (child == 0)
        exchange_until_killed (fixture->path, one, other, after_us);
      waitpid (child, &status, 0);
      g_assert_cmpint (WTERMSIG (status), ==, SIGALRM);
      left = mt_whole_file_read (fixture->path, NULL);
      g_assert_nonnull (left);
      g_assert_true (g_bytes_equal (left, one) || g_bytes_equal (left, other));
      write_text (fixture->path, x);
    }
}

/* Several at once, each on top of what it has read: no line is lost. */
static void
test_together (Fixture *fixture, gconstpointer data)
{
  enum
  {
    N_WRITERS = 3,
    N_COMMENTS = 6
  };
  pid_t writers[N_WRITERS];
  g_autofree char *text = NULL;
  guint n = 0;

  write_text (fixture->path, TASK);
  for (guint w = 0; w < N_WRITERS; w++)
    {
      writers[w] = fork ();
      if (writers[w] != 0)
        continue;
      g_autofree char *worker = mt_ical_worker_find ();
      fixture->client = mt_ical_client_new (worker, lookup_cb, fixture->tzdata, NULL);
      for (guint i = 0; i < N_COMMENTS;)
        {
          MtChange *change = new_change (fixture, MT_CHANGE_PATCH, "t.ics");
          MtChangeResult result = { 0 };

          mt_change_add (change, "COMMENT", "one more", NULL);
          i += apply (fixture, change, &result, NULL);
          mt_change_result_clear (&result);
          mt_change_free (change);
        }
      _exit (0);
    }
  for (guint w = 0; w < N_WRITERS; w++)
    waitpid (writers[w], NULL, 0);
  g_assert_true (g_file_get_contents (fixture->path, &text, NULL, NULL));
  for (const char *at = text; (at = strstr (at, "COMMENT:one more\r\n")) != NULL; at++)
    n++;
  g_assert_cmpuint (n, ==, N_WRITERS * N_COMMENTS);
}

static void
add (const char *path, void (*test) (Fixture *, gconstpointer))
{
  g_test_add (path, Fixture, NULL, set_up, test, tear_down);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  add ("/changes/patch", test_patch);
  add ("/changes/conflict", test_conflict);
  add ("/changes/conflict, gone", test_conflict_gone);
  add ("/changes/undo conflict", test_undo_conflict);
  add ("/changes/nothing to do", test_nothing_to_do);
  add ("/changes/link", test_link);
  add ("/changes/read-only", test_read_only);
  add ("/changes/unreadable", test_unreadable);
  add ("/changes/unreadable start", test_unreadable_start);
  add ("/changes/create", test_create);
  add ("/changes/bad names", test_bad_names);
  add ("/changes/no folder", test_no_folder);
  add ("/changes/delete", test_delete);
  add ("/changes/one file", test_one_file);
  add ("/changes/late conflict", test_late_conflict);
  add ("/changes/between", test_between);
  add ("/changes/beside", test_beside);
  add ("/changes/full disk", test_full_disk);
  add ("/changes/killed", test_killed);
  add ("/changes/together", test_together);
  return g_test_run ();
}
