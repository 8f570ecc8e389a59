/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * The file of a new team: what is in it, that it is a team file, and where it cannot be written.
 */
#include "config.h"

#include <glib/gstdio.h>
#include <string.h>

#include "service/mt-team-maker.h"
#include "service/mt-team-writer.h"

static GBytes *
build (const char *name, const char *me, const char *email, const char *city, gboolean folders)
{
  g_autoptr (MtTzdata) tzdata = mt_tzdata_new (NULL);
  g_autoptr (MtZone) zone = mt_tzdata_lookup (tzdata, "Europe/Madrid");
  const MtNewTeam team = { name, me, email, city, zone, folders };
  g_autofree char *id = NULL;
  g_autoptr (GError) error = NULL;
  GBytes *bytes = mt_team_maker_build (&team, tzdata, &id, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (id, ==, "ana");

  return bytes;
}

static void
assert_text (GBytes *bytes, const char *expected)
{
  gsize size = 0;
  const char *data = g_bytes_get_data (bytes, &size);
  g_autofree char *text = g_strndup (data, size);

  g_assert_cmpstr (text, ==, expected);
}

static void
test_build (void)
{
  g_autoptr (GBytes) small = build ("", "Ana Ruiz", "", "", FALSE);
  g_autoptr (GBytes) full = build ("The \"A\" Team", "Ana Ruiz", "ana@example.org", "León", TRUE);

  assert_text (small, "{\n"
                      "  \"version\": 1,\n"
                      "  \"people\": [\n"
                      "    {\n"
                      "      \"id\": \"ana\",\n"
                      "      \"name\": \"Ana Ruiz\",\n"
                      "      \"timezone\": \"Europe/Madrid\"\n"
                      "    }\n"
                      "  ]\n"
                      "}\n");
  assert_text (full, "{\n"
                     "  \"version\": 1,\n"
                     "  \"name\": \"The \\\"A\\\" Team\",\n"
                     "  \"people\": [\n"
                     "    {\n"
                     "      \"id\": \"ana\",\n"
                     "      \"name\": \"Ana Ruiz\",\n"
                     "      \"emails\": [\"ana@example.org\"],\n"
                     "      \"timezone\": \"Europe/Madrid\",\n"
                     "      \"location\": \"León\"\n"
                     "    }\n"
                     "  ],\n"
                     "  \"calendars\": { \"board\": \"board\", \"journal\": \"journal\" }\n"
                     "}\n");
}

static void
test_refuses (void)
{
  g_autoptr (MtTzdata) tzdata = mt_tzdata_new (NULL);
  g_autoptr (MtZone) zone = mt_tzdata_lookup (tzdata, "Europe/Madrid");
  const MtNewTeam team = { "", "Ana", "nonsense", "", zone, FALSE };
  g_autofree char *id = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_null (mt_team_maker_build (&team, tzdata, &id, &error));
  g_assert_nonnull (strstr (error->message, "nonsense"));
  g_assert_null (id);
}

typedef struct
{
  gboolean done;
  gboolean written;
  GError *error; /* owned */
} Answer;

static void
written_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Answer *answer = user_data;

  answer->written = mt_team_maker_write_finish (result, &answer->error);
  answer->done = TRUE;
}

static void
write_to (const char *path, GBytes *bytes, Answer *answer)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);

  mt_team_maker_write_async (file, bytes, TRUE, NULL, written_cb, answer);
  while (!answer->done)
    g_main_context_iteration (NULL, TRUE);
}

static void
test_write (void)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *folder = g_dir_make_tmp ("team-maker-XXXXXX", &error);
  g_autofree char *path = g_build_filename (folder, "team.json", NULL);
  g_autofree char *board = g_build_filename (folder, "board", NULL);
  g_autofree char *journal = g_build_filename (folder, "journal", NULL);
  g_autofree char *text = NULL;
  g_autoptr (GBytes) bytes = build ("", "Ana Ruiz", "", "", TRUE);
  Answer answer = { 0 }, again = { 0 };

  g_assert_no_error (error);
  write_to (path, bytes, &answer);
  g_assert_no_error (answer.error);
  g_assert_true (g_file_test (board, G_FILE_TEST_IS_DIR));
  g_assert_true (g_file_test (journal, G_FILE_TEST_IS_DIR));
  g_assert_true (g_file_get_contents (path, &text, NULL, &error));
  assert_text (bytes, text);
  /* Folders that are there will do. */
  write_to (path, bytes, &again);
  g_assert_no_error (again.error);
  g_assert_cmpint (g_rmdir (board), ==, 0);
  g_assert_cmpint (g_rmdir (journal), ==, 0);
  g_assert_cmpint (g_unlink (path), ==, 0);
  g_assert_cmpint (g_rmdir (folder), ==, 0);
}

static void
test_no_place (void)
{
  g_autoptr (GBytes) bytes = build ("", "Ana Ruiz", "", "", TRUE);
  Answer answer = { 0 };

  write_to ("/nowhere/at/all/team.json", bytes, &answer);
  g_assert_error (answer.error, MT_TEAM_WRITER_ERROR, MT_TEAM_WRITER_ERROR_FILE);
  g_assert_false (answer.written);
  g_clear_error (&answer.error);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/service/team-maker/build", test_build);
  g_test_add_func ("/service/team-maker/refuses", test_refuses);
  g_test_add_func ("/service/team-maker/write", test_write);
  g_test_add_func ("/service/team-maker/no-place", test_no_place);
  return g_test_run ();
}
