/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * A folder of a team for one test, and waiting with a deadline.
 */
#include "config.h"

#include "mt-fixture.h"

#include <glib/gstdio.h>
#include <string.h>

#define DEADLINE_S 120

/* Nobody but the calling test knows the folder. */
void
mt_fixture_set_up (MtFixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  fixture->folder = g_dir_make_tmp ("meantime-test-XXXXXX", &error);
  g_assert_no_error (error);
  fixture->team = g_build_filename (fixture->folder, "team.json", NULL);
  fixture->tzdata = mt_tzdata_new (NULL);
  fixture->clock = mt_clock_new_fixed (MT_FIXTURE_NOW);
  fixture->session = mt_session_new (fixture->tzdata, fixture->clock);
}

static void
remove_tree (const char *path)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *name = NULL;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *full = g_build_filename (path, name, NULL);

      if (g_file_test (full, G_FILE_TEST_IS_DIR) && !g_file_test (full, G_FILE_TEST_IS_SYMLINK))
        remove_tree (full);
      else
        g_unlink (full);
    }
  g_rmdir (path);
}

static gboolean
is_idle (MtFixture *fixture, gpointer data)
{
  gboolean loading = FALSE;

  g_object_get (fixture->session, "loading", &loading, NULL);

  return !loading;
}

/* The thread of a GTask lets go of its object a moment after the answer has come. */
static void
wait_for_threads (GObject *object)
{
  const gint64 deadline = g_get_monotonic_time () + DEADLINE_S * G_USEC_PER_SEC;

  while (g_atomic_int_get ((gint *) &object->ref_count) > 1 && g_get_monotonic_time () < deadline)
    {
      g_main_context_iteration (NULL, FALSE);
      g_thread_yield ();
    }
}

/* The session must go when the test lets go of it: whatever still holds it is a leak. */
void
mt_fixture_tear_down (MtFixture *fixture, gconstpointer data)
{
  if (fixture->session != NULL)
    {
      mt_fixture_wait (fixture, "reading is over", is_idle, NULL);
      wait_for_threads (G_OBJECT (fixture->session));
      g_assert_finalize_object (fixture->session);
    }
  g_assert_finalize_object (fixture->clock);
  mt_tzdata_unref (fixture->tzdata);
  remove_tree (fixture->folder);
  g_free (fixture->team);
  g_free (fixture->folder);
}

void
mt_fixture_write (MtFixture *fixture, const char *name, const char *text)
{
  g_autofree char *path = g_build_filename (fixture->folder, name, NULL);
  g_autofree char *folder = g_path_get_dirname (path);
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (g_mkdir_with_parents (folder, 0700), ==, 0);
  /* As an editor does: a new file renamed over the old one. */
  g_file_set_contents (path, text, -1, &error);
  g_assert_no_error (error);
}

void
mt_fixture_write_team (MtFixture *fixture, const char *people, const char *calendars)
{
  g_autofree char *text = g_strdup_printf (
      "{ \"version\": 1, \"name\": \"Harbour\",\n\"people\": [\n%s\n],\n\"calendars\": { %s } }\n",
      people, calendars);

  mt_fixture_write (fixture, "team.json", text);
}

void
mt_fixture_remove (MtFixture *fixture, const char *name)
{
  g_autofree char *path = g_build_filename (fixture->folder, name, NULL);

  g_assert_cmpint (g_unlink (path), ==, 0);
}

static gboolean
deadline_cb (gpointer data)
{
  g_error ("waited %d s in vain: %s", DEADLINE_S, (const char *) data);

  return G_SOURCE_REMOVE;
}

void
mt_fixture_wait (MtFixture *fixture, const char *what, MtFixtureCondition condition, gpointer data)
{
  const guint deadline = g_timeout_add_seconds (DEADLINE_S, deadline_cb, (gpointer) what);

  while (!condition (fixture, data))
    g_main_context_iteration (NULL, TRUE);
  g_source_remove (deadline);
}

static gboolean
has_result (MtFixture *fixture, gpointer data)
{
  return *(GAsyncResult **) data != NULL;
}

static void
result_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  *(GAsyncResult **) data = g_object_ref (result);
}

gboolean
mt_fixture_open (MtFixture *fixture, const char *me, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  mt_session_open_async (fixture->session, fixture->team, me, FALSE, NULL, result_cb, &result);
  mt_fixture_wait (fixture, "the team is open", has_result, &result);

  return mt_session_open_finish (fixture->session, result, error);
}

void
mt_fixture_wait_read (MtFixture *fixture)
{
  mt_fixture_wait (fixture, "everything is read", is_idle, NULL);
}

char *
mt_fixture_event (const char *uid, const char *start, const char *end, const char *more)
{
  return g_strdup_printf ("BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//test//EN\r\n"
                          "BEGIN:VEVENT\r\nUID:%s\r\nDTSTAMP:20261101T000000Z\r\n"
                          "DTSTART:%s\r\nDTEND:%s\r\n%sEND:VEVENT\r\nEND:VCALENDAR\r\n",
                          uid, start, end, more);
}

char *
mt_fixture_string (gpointer object, const char *property)
{
  char *value = NULL;

  g_object_get (object, property, &value, NULL);

  return value;
}

/* Borrowed: the model keeps it. */
gpointer
mt_fixture_item (GListModel *model, guint position)
{
  g_autoptr (GObject) item = g_list_model_get_item (model, position);

  g_assert_nonnull (item);

  return item;
}

gboolean
mt_fixture_has_problem (MtFixture *fixture, const char *part)
{
  GListModel *problems = mt_session_get_problems (fixture->session);

  for (guint i = 0; i < g_list_model_get_n_items (problems); i++)
    {
      gpointer item = mt_fixture_item (problems, i);
      g_autofree char *where = mt_fixture_string (item, "where");
      g_autofree char *message = mt_fixture_string (item, "message");

      if (strstr (where, part) != NULL || strstr (message, part) != NULL)
        return TRUE;
    }

  return FALSE;
}
