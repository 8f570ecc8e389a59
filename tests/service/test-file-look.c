/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * What a file is that somebody drops on the window, and what must not be opened to find out.
 */
#include "config.h"

#include "service/mt-file-look.h"

#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>

typedef struct
{
  char *folder; /* owned */
  MtFileLook *look;
  GError *error;
  gboolean done;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->folder = g_dir_make_tmp ("meantime-look-XXXXXX", NULL);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GDir) dir = g_dir_open (fixture->folder, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (fixture->folder, name, NULL);

      g_remove (path);
    }
  g_rmdir (fixture->folder);
  g_free (fixture->folder);
  g_clear_pointer (&fixture->look, mt_file_look_free);
  g_clear_error (&fixture->error);
}

static void
looked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Fixture *fixture = user_data;

  fixture->look = mt_file_look_finish (result, &fixture->error);
  fixture->done = TRUE;
}

static void
look_at (Fixture *fixture, const char *path)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);

  g_clear_pointer (&fixture->look, mt_file_look_free);
  g_clear_error (&fixture->error);
  fixture->done = FALSE;
  mt_file_look_async (file, NULL, looked_cb, fixture);
  while (!fixture->done)
    g_main_context_iteration (NULL, TRUE);
}

static char *
write_file (Fixture *fixture, const char *name, const char *text, gssize length)
{
  char *path = g_build_filename (fixture->folder, name, NULL);

  g_assert_true (g_file_set_contents (path, text, length, NULL));
  return path;
}

#define TASK "BEGIN:VTODO\r\nEND:VTODO\r\n"

static void
test_kinds (Fixture *fixture, gconstpointer data)
{
  static const struct
  {
    const char *name;
    const char *text;
    gssize length;
    MtFileKind kind;
    guint n_events, n_tasks, n_entries;
  } rows[] = {
    { "nothing", "", 0, MT_FILE_OTHER, 0, 0, 0 },
    { "team", "{\"version\": 1, \"people\": []}", -1, MT_FILE_TEAM, 0, 0, 0 },
    { "team behind a mark", "\xef\xbb\xbf\n {\"people\": []}", -1, MT_FILE_TEAM, 0, 0, 0 },
    { "other JSON", "{\"a\": 1}", -1, MT_FILE_OTHER, 0, 0, 0 },
    { "picture", "\x89PNG\r\n\x1a\n\0BEGIN:VCALENDAR\n", 24, MT_FILE_OTHER, 0, 0, 0 },
    { "text about calendars", "see BEGIN:VCALENDAR\nBEGIN:VEVENT\n", -1, MT_FILE_OTHER, 0, 0, 0 },
    { "empty calendar", "BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n", -1, MT_FILE_CALENDAR, 0, 0, 0 },
    { "all kinds",
      "\xef\xbb\xbf"
      "begin:vcalendar\nBegin:vEvent\nEND:VEVENT\n" TASK TASK
      "BEGIN:VJOURNAL\nDESCRIPTION:BEGIN:VEVENT\n BEGIN:VEVENT\nEND:VJOURNAL\nBEGIN:VTODO",
      -1, MT_FILE_CALENDAR, 1, 3, 1 },
    { "old line ends", "BEGIN:VCALENDAR\rBEGIN:VEVENT\rEND:VEVENT\r", -1, MT_FILE_CALENDAR, 1, 0,
      0 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *path = write_file (fixture, "file", rows[i].text, rows[i].length);

      g_test_message ("%s", rows[i].name);
      look_at (fixture, path);
      g_assert_no_error (fixture->error);
      g_assert_cmpint (fixture->look->kind, ==, rows[i].kind);
      g_assert_cmpuint (fixture->look->n_events, ==, rows[i].n_events);
      g_assert_cmpuint (fixture->look->n_tasks, ==, rows[i].n_tasks);
      g_assert_cmpuint (fixture->look->n_entries, ==, rows[i].n_entries);
    }
}

/* More than is read at a time, and lines that lie across. */
static void
test_large (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GString) text = g_string_new ("BEGIN:VCALENDAR\r\n");
  g_autofree char *path = NULL;

  for (guint i = 0; i < 100000; i++)
    g_string_append (text, "BEGIN:VEVENT\r\n\r\nEND:VEVENT\r\n");
  path = write_file (fixture, "large", text->str, (gssize) text->len);
  look_at (fixture, path);
  g_assert_no_error (fixture->error);
  g_assert_cmpuint (fixture->look->n_events, ==, 100000);
}

static void
test_folder (Fixture *fixture, gconstpointer data)
{
  g_autofree char *pipe = g_build_filename (fixture->folder, "pipe.ics", NULL);

  look_at (fixture, fixture->folder);
  g_assert_no_error (fixture->error);
  g_assert_cmpint (fixture->look->kind, ==, MT_FILE_CALENDAR);
  g_free (write_file (fixture, "d.txt", "", -1));
  look_at (fixture, fixture->folder);
  g_assert_no_error (fixture->error);
  g_assert_cmpint (fixture->look->kind, ==, MT_FILE_OTHER);

  g_free (write_file (fixture, "a.ics", "BEGIN:VCALENDAR\r\n" TASK "END:VCALENDAR\r\n", -1));
  g_free (write_file (fixture, "b.ics", "BEGIN:VCALENDAR\r\n" TASK "END:VCALENDAR\r\n", -1));
  g_free (write_file (fixture, ".c.ics", "BEGIN:VCALENDAR\r\n" TASK "END:VCALENDAR\r\n", -1));
  g_free (write_file (fixture, "d.txt", "BEGIN:VCALENDAR\r\n" TASK "END:VCALENDAR\r\n", -1));
  g_assert_cmpint (mkfifo (pipe, 0600), ==, 0);
  look_at (fixture, fixture->folder);
  g_assert_no_error (fixture->error);
  g_assert_cmpint (fixture->look->kind, ==, MT_FILE_CALENDAR);
  g_assert_cmpuint (fixture->look->n_tasks, ==, 2);

  look_at (fixture, pipe);
  g_assert_no_error (fixture->error);
  g_assert_cmpint (fixture->look->kind, ==, MT_FILE_OTHER);
}

static void
test_gone (Fixture *fixture, gconstpointer data)
{
  look_at (fixture, "/nowhere/at all");
  g_assert_error (fixture->error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
}

static void
test_names (Fixture *fixture, gconstpointer data)
{
  g_assert_true (mt_file_look_is_calendar_name ("/x/work.ics"));
  g_assert_true (mt_file_look_is_calendar_name ("WORK.ICS"));
  g_assert_true (mt_file_look_is_calendar_name (fixture->folder));
  g_assert_false (mt_file_look_is_calendar_name (".ics"));
  g_assert_false (mt_file_look_is_calendar_name ("/x/team.json"));
  g_assert_false (mt_file_look_is_calendar_name ("ics"));
}

#define ADD(name, function)                                                                        \
  g_test_add ("/file-look/" name, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  ADD ("kinds", test_kinds);
  ADD ("large", test_large);
  ADD ("folder", test_folder);
  ADD ("gone", test_gone);
  ADD ("names", test_names);
  return g_test_run ();
}
