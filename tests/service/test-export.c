/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * Exported slots: identity, bytes, and files that are whole or not there.
 */
#include "config.h"

#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "mt-fixture.h"
#include "service/mt-export.h"
#include "service/mt-uuid.h"

#define PEOPLE                                                                                     \
  "{ \"id\": \"bo\", \"name\": \"Bo\", \"timezone\": \"Asia/Kolkata\" },"                          \
  "{ \"id\": \"ana\", \"name\": \"Ana; \xC3\x89lan\", \"timezone\": \"Europe/Madrid\","            \
  "  \"emails\": [\"ana@example.org\"] }"

/* python3 -c 'import uuid; print(uuid.uuid5(uuid.NAMESPACE_URL, "..."))' */
static void
test_uuid (void)
{
  static const char *const rows[][2] = {
    { "", "1b4db7eb-4057-5ddf-91e0-36dec72071f5" },
    { "https://example.org/", "527dda32-a0de-5105-a042-cb475b5f7d11" },
    { "meantime:Harbour|ana,bo|20261124T110000Z", "84be002d-99a1-508c-b319-7056e42ad6a9" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *uuid = mt_uuid_of_url (rows[i][0]);

      g_assert_cmpstr (uuid, ==, rows[i][1]);
    }
}

typedef struct
{
  gboolean done;
  gboolean ok;
  guint n;
  GError *error;
} Outcome;

static void
exported_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Outcome *outcome = data;

  outcome->ok =
      mt_session_export_finish (MT_SESSION (source), result, &outcome->n, &outcome->error);
  outcome->done = TRUE;
}

static gboolean
is_done (MtFixture *fixture, gpointer data)
{
  return ((Outcome *) data)->done;
}

/* (transfer full) (nullable): what stands in the file. */
static char *
export_to (MtFixture *fixture, const char *name, const char *format, Outcome *outcome)
{
  g_autofree char *path = g_build_filename (fixture->folder, name, NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  char *text = NULL;

  mt_session_export_async (fixture->session, file, format, NULL, exported_cb, outcome);
  mt_fixture_wait (fixture, "the export is over", is_done, outcome);
  g_file_get_contents (path, &text, NULL, NULL);

  return text;
}

static void
open_team (MtFixture *fixture, const char *people)
{
  g_autoptr (GError) error = NULL;

  mt_fixture_write_team (fixture, people, "");
  mt_fixture_open (fixture, "ana", &error);
  g_assert_no_error (error);
  mt_fixture_wait_read (fixture);
}

static guint
count (const char *text, const char *part)
{
  guint n = 0;

  for (const char *p = text; (p = strstr (p, part)) != NULL; p++)
    n++;

  return n;
}

/* (transfer full): long lines whole again. */
static char *
unfold (const char *text)
{
  g_auto (GStrv) parts = g_strsplit (text, "\r\n ", -1);

  return g_strjoinv ("", parts);
}

static void
test_ics (MtFixture *fixture, gconstpointer data)
{
  Outcome first = { 0 };
  Outcome second = { 0 };
  g_autofree char *text = NULL;
  g_autofree char *again = NULL;
  g_autofree char *whole = NULL;

  open_team (fixture, PEOPLE);
  text = export_to (fixture, "a.ics", "ics", &first);
  again = export_to (fixture, "b.ics", "ics", &second);
  g_assert_true (first.ok && second.ok);
  g_assert_cmpstr (text, ==, again);
  whole = unfold (text);

  /* 09:00-17:00 in both: 08:00-11:30Z on weekdays, of which four begin within the week. */
  g_assert_cmpuint (first.n, ==, count (text, "BEGIN:VEVENT\r\n"));
  g_assert_cmpuint (first.n, ==, 5);
  g_assert_cmpuint (count (text, "METHOD:PUBLISH\r\n"), ==, 1);
  g_assert_cmpuint (count (text, "DTSTAMP:20261124T142200Z\r\n"), ==, 5);
  g_assert_cmpuint (count (text, "TRANSP:TRANSPARENT\r\n"), ==, 5);
  g_assert_cmpuint (count (text, "CATEGORIES:OVERLAP\r\n"), ==, 5);
  g_assert_nonnull (strstr (text, "DTSTART:20261125T080000Z\r\nDTEND:20261125T113000Z\r\n"));
  g_assert_nonnull (strstr (whole, "Ana\\; \xC3\x89lan: 2026-11-25 09:00\xE2\x80\x93"
                                   "12:30 (Europe/Madrid)"));
  g_assert_nonnull (strstr (whole, "Bo: 2026-11-25 13:30\xE2\x80\x93"
                                   "17:00 (Asia/Kolkata)"));
}

/* A name stands in the file as the team wrote it: no mark of direction that another program may
 * show as a box, or that only a reader of one language gets. */
static void
test_names (MtFixture *fixture, gconstpointer data)
{
  Outcome outcome = { 0 };
  g_autofree char *text = NULL;
  g_autofree char *whole = NULL;

  open_team (fixture,
             "{ \"id\": \"ana\", \"name\": \"\u05D0\u05D1\", \"timezone\": \"Europe/Madrid\" },"
             "{ \"id\": \"bo\", \"name\": \"Bo\u200F\", \"timezone\": \"Europe/Madrid\" }");
  text = export_to (fixture, "a.ics", "ics", &outcome);
  g_assert_true (outcome.ok);
  whole = unfold (text);
  g_assert_nonnull (strstr (whole, "DESCRIPTION:\u05D0\u05D1: 2026-11-2"));
  g_assert_nonnull (strstr (whole, "\\nBo: 2026-11-2"));
  g_assert_null (strstr (whole, "\u2068"));
  g_assert_null (strstr (whole, "\u200F"));
}

/* The identity of a slot: the team, the people in any order, the start. */
static void
test_uid (MtFixture *fixture, gconstpointer data)
{
  Outcome outcome = { 0 };
  g_autofree char *text = NULL;
  g_autofree char *uid = mt_uuid_of_url ("meantime:Harbour|ana,bo|20261125T080000Z");

  open_team (fixture, PEOPLE);
  text = export_to (fixture, "a.ics", "ics", &outcome);
  g_assert_nonnull (strstr (text, uid));
}

static void
test_freebusy (MtFixture *fixture, gconstpointer data)
{
  Outcome outcome = { 0 };
  g_autofree char *text = NULL;

  open_team (fixture, PEOPLE);
  text = export_to (fixture, "a.ifb", "freebusy", &outcome);
  g_assert_cmpuint (count (text, "BEGIN:VFREEBUSY\r\n"), ==, 1);
  g_assert_cmpuint (count (text, "FREEBUSY;FBTYPE=FREE:"), ==, outcome.n);
  g_assert_nonnull (strstr (text, "ORGANIZER:mailto:ana@example.org\r\n"));
  g_assert_nonnull (strstr (text, "DTSTART:20261124T142200Z\r\nDTEND:20261201T142200Z\r\n"));
}

/* No slots: no empty calendar, but a VFREEBUSY without periods. */
static void
test_none (MtFixture *fixture, gconstpointer data)
{
  Outcome ics = { 0 };
  Outcome freebusy = { 0 };
  g_autofree char *nothing = NULL;
  g_autofree char *text = NULL;

  open_team (fixture, "{ \"id\": \"bo\", \"name\": \"Bo\", \"timezone\": \"UTC\" }");
  nothing = export_to (fixture, "a.ics", "ics", &ics);
  text = export_to (fixture, "a.ifb", "freebusy", &freebusy);
  g_assert_true (ics.ok && freebusy.ok);
  g_assert_null (nothing);
  g_assert_cmpuint (count (text, "FREEBUSY;"), ==, 0);
  g_assert_cmpuint (count (text, "BEGIN:VFREEBUSY"), ==, 1);
}

static guint
count_files (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  guint n = 0;

  while (g_dir_read_name (dir) != NULL)
    n++;

  return n;
}

static void
test_write (MtFixture *fixture, gconstpointer data)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static ("new", 3);
  g_autofree char *path = g_build_filename (fixture->folder, "a.ics", NULL);
  g_autofree char *link = g_build_filename (fixture->folder, "link.ics", NULL);
  g_autofree char *sub = g_build_filename (fixture->folder, "sub", NULL);
  g_autofree char *nowhere = g_build_filename (fixture->folder, "no/where.ics", NULL);
  g_autofree char *text = NULL;
  g_autofree char *victim = NULL;
  struct stat info = { 0 };
  GError *error = NULL;

  mt_fixture_write (fixture, "a.ics", "old and longer");
  g_assert_true (mt_export_write (path, bytes, NULL));
  g_file_get_contents (path, &text, NULL, NULL);
  g_assert_cmpstr (text, ==, "new");

  /* A link is replaced, what it points to stays. */
  mt_fixture_write (fixture, "victim", "victim");
  g_assert_cmpint (symlink ("victim", link), ==, 0);
  g_assert_true (mt_export_write (link, bytes, NULL));
  g_assert_cmpint (lstat (link, &info), ==, 0);
  g_assert_true (S_ISREG (info.st_mode));
  g_clear_pointer (&text, g_free);
  victim = g_build_filename (fixture->folder, "victim", NULL);
  g_file_get_contents (victim, &text, NULL, NULL);
  g_assert_cmpstr (text, ==, "victim");

  /* What cannot be written leaves nothing behind. */
  g_mkdir (sub, 0700);
  g_assert_false (mt_export_write (sub, bytes, &error));
  g_assert_error (error, G_FILE_ERROR, G_FILE_ERROR_EXIST);
  g_clear_error (&error);
  g_assert_false (mt_export_write ("/dev/null", bytes, &error));
  g_assert_error (error, G_FILE_ERROR, G_FILE_ERROR_EXIST);
  g_clear_error (&error);
  g_assert_false (mt_export_write (nowhere, bytes, &error));
  g_assert_error (error, G_FILE_ERROR, G_FILE_ERROR_NOENT);
  g_clear_error (&error);
  g_assert_cmpuint (count_files (fixture->folder), ==, 4);
}

int
main (int argc, char **argv)
{
  static const struct
  {
    const char *path;
    void (*test) (MtFixture *, gconstpointer);
  } tests[] = {
    { "/export/ics", test_ics },           { "/export/uid", test_uid },
    { "/export/freebusy", test_freebusy }, { "/export/none", test_none },
    { "/export/write", test_write },       { "/export/names", test_names },
  };

  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/export/uuid", test_uuid);
  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, MtFixture, NULL, mt_fixture_set_up, tests[i].test,
                mt_fixture_tear_down);

  return g_test_run ();
}
