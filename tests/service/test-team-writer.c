/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * Writing the team file: only over what was read, whole or not at all, through links, with its
 * permissions; and taking it back.
 */
#include "config.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <string.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include "service/mt-team-writer.h"
#include "team/mt-team-edit.h"

#define TEAM(zone)                                                                                 \
  "{\n  \"version\": 1,\n  \"people\": [\n    { \"id\": \"ana\", \"timezone\": \"" zone            \
  "\" }\n  ]\n}\n"
#define BEFORE TEAM ("Europe/Madrid")
#define AFTER TEAM ("Europe/Berlin")
#define THEIRS TEAM ("Asia/Tokyo")

typedef struct
{
  char *folder;
  char *path;
  MtTzdata *tzdata;
} Fixture;

static void
put (const char *path, const char *text)
{
  g_autoptr (GError) error = NULL;

  g_file_set_contents (path, text, -1, &error);
  g_assert_no_error (error);
}

static void
assert_holds (const char *path, const char *expected)
{
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;

  g_file_get_contents (path, &text, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (text, ==, expected);
}

/* Nothing is left beside the files there should be. */
static void
assert_files (const char *folder, guint expected)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  guint n = 0;

  while (g_dir_read_name (dir) != NULL)
    n++;
  g_assert_cmpuint (n, ==, expected);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  fixture->folder = g_dir_make_tmp ("meantime-writer-XXXXXX", &error);
  g_assert_no_error (error);
  fixture->path = g_build_filename (fixture->folder, "team.json", NULL);
  fixture->tzdata = mt_tzdata_new (NULL);
  put (fixture->path, BEFORE);
}

static void
remove_tree (const char *path)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *name = NULL;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *child = g_build_filename (path, name, NULL);

      remove_tree (child);
    }
  g_remove (path);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  remove_tree (fixture->folder);
  mt_tzdata_unref (fixture->tzdata);
  g_free (fixture->folder);
  g_free (fixture->path);
}

static char *
revision_of (const char *text)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));

  return mt_team_writer_revision (bytes);
}

static MtTeamUndo *
write_zone (Fixture *fixture, const char *path, const char *read, const char *zone, GError **error)
{
  g_autoptr (MtTeamDraft) draft = mt_team_draft_new ();
  g_autofree char *revision = revision_of (read);
  MtTeamUndo *undo = NULL;

  mt_team_draft_set_text (draft, "ana", "timezone", zone);
  if (!mt_team_writer_write (path, revision, draft, fixture->tzdata, NULL, &undo, error))
    g_assert_null (undo);

  return undo;
}

static void
test_write (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MtTeamUndo) undo = NULL;
  struct stat info = { 0 };

  g_assert_cmpint (g_chmod (fixture->path, 0640), ==, 0);
  undo = write_zone (fixture, fixture->path, BEFORE, "Europe/Berlin", &error);
  g_assert_no_error (error);
  g_assert_true (mt_team_undo_changes_file (undo));
  assert_holds (fixture->path, AFTER);
  g_assert_cmpint (g_stat (fixture->path, &info), ==, 0);
  g_assert_cmpint (info.st_mode & 07777, ==, 0640);
  assert_files (fixture->folder, 1);
}

static void
test_nothing_to_do (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MtTeamUndo) undo = NULL;
  struct stat before = { 0 };
  struct stat after = { 0 };

  g_assert_cmpint (g_stat (fixture->path, &before), ==, 0);
  undo = write_zone (fixture, fixture->path, BEFORE, "Europe/Madrid", &error);
  g_assert_no_error (error);
  g_assert_false (mt_team_undo_changes_file (undo));
  g_assert_cmpint (g_stat (fixture->path, &after), ==, 0);
  g_assert_cmpuint (before.st_ino, ==, after.st_ino);
}

static void
test_conflict (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  put (fixture->path, THEIRS);
  g_assert_null (write_zone (fixture, fixture->path, BEFORE, "Europe/Berlin", &error));
  g_assert_error (error, MT_TEAM_WRITER_ERROR, MT_TEAM_WRITER_ERROR_CONFLICT);
  g_assert_nonnull (strstr (error->message, "team.json: somebody else changed it"));
  assert_holds (fixture->path, THEIRS);
  assert_files (fixture->folder, 1);
}

static void
test_undo (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MtTeamUndo) undo =
      write_zone (fixture, fixture->path, BEFORE, "Europe/Berlin", &error);
  g_autoptr (MtTeamUndo) redo = NULL;
  g_autoptr (MtTeamUndo) again = NULL;

  g_assert_true (mt_team_undo_write (undo, &redo, &error));
  assert_holds (fixture->path, BEFORE);
  g_assert_true (mt_team_undo_write (redo, &again, &error));
  assert_holds (fixture->path, AFTER);
  g_assert_no_error (error);
  assert_files (fixture->folder, 1);
}

static void
test_undo_conflict (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MtTeamUndo) undo =
      write_zone (fixture, fixture->path, BEFORE, "Europe/Berlin", &error);
  g_autoptr (MtTeamUndo) redo = NULL;

  put (fixture->path, THEIRS);
  g_assert_false (mt_team_undo_write (undo, &redo, &error));
  g_assert_error (error, MT_TEAM_WRITER_ERROR, MT_TEAM_WRITER_ERROR_CONFLICT);
  assert_holds (fixture->path, THEIRS);
}

static void
test_link (Fixture *fixture, gconstpointer data)
{
  g_autofree char *checkout = g_build_filename (fixture->folder, "checkout", NULL);
  g_autofree char *target = g_build_filename (checkout, "harbour.json", NULL);
  g_autofree char *link_path = g_build_filename (fixture->folder, "link.json", NULL);
  g_autofree char *leads_to = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (MtTeamUndo) undo = NULL;

  g_assert_cmpint (g_mkdir (checkout, 0700), ==, 0);
  put (target, BEFORE);
  g_assert_cmpint (symlink ("checkout/harbour.json", link_path), ==, 0);
  undo = write_zone (fixture, link_path, BEFORE, "Europe/Berlin", &error);
  g_assert_no_error (error);
  assert_holds (target, AFTER);
  leads_to = g_file_read_link (link_path, &error);
  g_assert_cmpstr (leads_to, ==, "checkout/harbour.json");
  assert_files (checkout, 1);
  assert_files (fixture->folder, 3);
}

static void
test_read_only (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (g_chmod (fixture->path, 0444), ==, 0);
  g_assert_null (write_zone (fixture, fixture->path, BEFORE, "Europe/Berlin", &error));
  g_assert_error (error, MT_TEAM_WRITER_ERROR, MT_TEAM_WRITER_ERROR_FILE);
  g_assert_nonnull (strstr (error->message, "read-only"));
  assert_holds (fixture->path, BEFORE);
  assert_files (fixture->folder, 1);
}

static void
test_no_file (Fixture *fixture, gconstpointer data)
{
  g_autofree char *dangling = g_build_filename (fixture->folder, "link.json", NULL);
  g_autofree char *pipe_path = g_build_filename (fixture->folder, "pipe", NULL);
  const char *const paths[] = { dangling, pipe_path, fixture->folder, fixture->path };

  g_assert_cmpint (symlink ("nowhere", dangling), ==, 0);
  g_assert_cmpint (mkfifo (pipe_path, 0600), ==, 0);
  g_assert_cmpint (g_unlink (fixture->path), ==, 0);
  for (guint i = 0; i < G_N_ELEMENTS (paths); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (write_zone (fixture, paths[i], BEFORE, "Europe/Berlin", &error));
      g_assert_error (error, MT_TEAM_WRITER_ERROR, MT_TEAM_WRITER_ERROR_FILE);
    }
  g_assert_false (g_file_test (fixture->path, G_FILE_TEST_EXISTS));
  assert_files (fixture->folder, 2);
}

/* Gone, or another by rename, since it was read: nothing is written, and nothing is lost. */
static void
test_between (Fixture *fixture, gconstpointer data)
{
  g_autofree char *theirs = g_build_filename (fixture->folder, ".team.json.swp", NULL);
  g_autofree char *copy =
      g_build_filename (fixture->folder, "team.sync-conflict-20261124-1.json", NULL);
  g_autoptr (GError) renamed = NULL;
  g_autoptr (GError) gone = NULL;

  put (copy, BEFORE);
  put (theirs, THEIRS);
  g_assert_cmpint (g_rename (theirs, fixture->path), ==, 0);
  g_assert_null (write_zone (fixture, fixture->path, BEFORE, "Europe/Berlin", &renamed));
  g_assert_error (renamed, MT_TEAM_WRITER_ERROR, MT_TEAM_WRITER_ERROR_CONFLICT);
  assert_holds (fixture->path, THEIRS);
  g_unlink (fixture->path);
  g_assert_null (write_zone (fixture, fixture->path, BEFORE, "Europe/Berlin", &gone));
  g_assert_error (gone, MT_TEAM_WRITER_ERROR, MT_TEAM_WRITER_ERROR_FILE);
  assert_holds (copy, BEFORE);
  assert_files (fixture->folder, 1);
}

/* As on a full disk: no file can grow beyond some bytes. */
static void
test_full_disk (Fixture *fixture, gconstpointer data)
{
  struct rlimit usual, tight;
  g_autoptr (MtTeamUndo) undo = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (getrlimit (RLIMIT_FSIZE, &usual), ==, 0);
  tight = usual;
  tight.rlim_cur = 16;
  signal (SIGXFSZ, SIG_IGN);
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &tight), ==, 0);
  undo = write_zone (fixture, fixture->path, BEFORE, "Europe/Berlin", &error);
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &usual), ==, 0);
  signal (SIGXFSZ, SIG_DFL);
  g_assert_null (undo);
  g_assert_error (error, MT_TEAM_WRITER_ERROR, MT_TEAM_WRITER_ERROR_FILE);
  g_assert_nonnull (strstr (error->message, g_strerror (EFBIG)));
  assert_holds (fixture->path, BEFORE);
  assert_files (fixture->folder, 1);
}

#define NOBODY 65534

/* A folder that takes no file. Root may write there all the same, so it is somebody else. */
static void
test_read_only_folder (Fixture *fixture, gconstpointer data)
{
  const gboolean root = geteuid () == 0;
  g_autoptr (MtTeamUndo) undo = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (g_chmod (fixture->folder, 0555), ==, 0);
  if (root)
    g_assert_cmpint (chown (fixture->path, NOBODY, (gid_t) -1), ==, 0);
  if (root)
    g_assert_cmpint (seteuid (NOBODY), ==, 0);
  undo = write_zone (fixture, fixture->path, BEFORE, "Europe/Berlin", &error);
  if (root)
    g_assert_cmpint (seteuid (0), ==, 0);
  g_assert_cmpint (g_chmod (fixture->folder, 0700), ==, 0);
  g_assert_null (undo);
  g_assert_error (error, MT_TEAM_WRITER_ERROR, MT_TEAM_WRITER_ERROR_FILE);
  g_assert_nonnull (strstr (error->message, g_strerror (EACCES)));
  assert_holds (fixture->path, BEFORE);
  assert_files (fixture->folder, 1);
}

static void
test_refused (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (write_zone (fixture, fixture->path, BEFORE, "Mars/Base", &error));
  g_assert_error (error, MT_TEAM_EDIT_ERROR, MT_TEAM_EDIT_ERROR_REFUSED);
  assert_holds (fixture->path, BEFORE);
  assert_files (fixture->folder, 1);
}

#define ADD(name, test) g_test_add (name, Fixture, NULL, set_up, test, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  ADD ("/team-writer/write", test_write);
  ADD ("/team-writer/nothing-to-do", test_nothing_to_do);
  ADD ("/team-writer/conflict", test_conflict);
  ADD ("/team-writer/undo", test_undo);
  ADD ("/team-writer/undo-conflict", test_undo_conflict);
  ADD ("/team-writer/link", test_link);
  ADD ("/team-writer/read-only", test_read_only);
  ADD ("/team-writer/no-file", test_no_file);
  ADD ("/team-writer/between", test_between);
  ADD ("/team-writer/full-disk", test_full_disk);
  ADD ("/team-writer/read-only-folder", test_read_only_folder);
  ADD ("/team-writer/refused", test_refused);
  return g_test_run ();
}
