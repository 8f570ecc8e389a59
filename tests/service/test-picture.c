/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * Pictures that somebody else put beside a team file: what is shown, what is refused and why, and
 * where the copy of one goes.
 */
#include "config.h"

#include <errno.h>
#include <gdk-pixbuf/gdk-pixbuf.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "mt-fixture.h"
#include "service/mt-picture-place.h"
#include "service/mt-picture.h"

/* (transfer full): a picture of one colour. */
static GBytes *
make (const char *kind, int width, int height, guint32 rgba)
{
  g_autoptr (GdkPixbuf) pixels = gdk_pixbuf_new (GDK_COLORSPACE_RGB, FALSE, 8, width, height);
  g_autoptr (GError) error = NULL;
  char *data = NULL;
  gsize length = 0;

  gdk_pixbuf_fill (pixels, rgba);
  gdk_pixbuf_save_to_buffer (pixels, &data, &length, kind, &error, NULL);
  g_assert_no_error (error);
  return g_bytes_new_take (data, length);
}

static void
put (MtFixture *fixture, const char *name, GBytes *bytes)
{
  g_autofree char *path = g_build_filename (fixture->folder, name, NULL);
  g_autoptr (GError) error = NULL;
  gsize length = 0;
  const char *data = g_bytes_get_data (bytes, &length);

  g_file_set_contents (path, data, (gssize) length, &error);
  g_assert_no_error (error);
}

static void
put_picture (MtFixture *fixture, const char *name, int width, int height)
{
  g_autoptr (GBytes) bytes = make ("png", width, height, 0xff0000ff);

  put (fixture, name, bytes);
}

static void
test_decode (void)
{
  static const struct
  {
    const char *name;
    const char *kind;
    int width;
    int height;
    int code; /* of the error; -1: it is a picture */
  } rows[] = {
    { "png", "png", 300, 200, -1 },
    { "jpeg", "jpeg", 200, 300, -1 },
    { "one pixel", "png", 1, 1, -1 },
    { "a line", "png", 4096, 1, -1 },
    { "as large as may be", "jpeg", 4096, 16, -1 },
    { "too wide", "png", 4097, 1, MT_PICTURE_ERROR_LARGE },
    { "too high", "jpeg", 8, 4097, MT_PICTURE_ERROR_LARGE },
    { "another kind", "bmp", 20, 20, MT_PICTURE_ERROR_KIND },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (GBytes) bytes = make (rows[i].kind, rows[i].width, rows[i].height, 0xff0000ff);
      g_autoptr (GError) error = NULL;
      g_autoptr (MtPicture) picture = mt_picture_new (bytes, &error);
      g_autoptr (GBytes) pixels = NULL;
      const guint8 *data;

      g_test_message ("%s", rows[i].name);
      if (rows[i].code >= 0)
        {
          g_assert_error (error, MT_PICTURE_ERROR, rows[i].code);
          continue;
        }
      g_assert_no_error (error);
      pixels = mt_picture_scale (picture, 33);
      g_assert_cmpuint (g_bytes_get_size (pixels), ==, 33 * 33 * 4);
      data = (const guint8 *) g_bytes_get_data (pixels, NULL) + (33 * 16 + 16) * 4;
      g_assert_cmpuint (data[0], >, 250);
      g_assert_cmpuint (data[1], <, 5);
      g_assert_cmpuint (data[3], ==, 255);
    }
}

/* A picture that claims to be enormous: nothing of that size is ever asked for. */
static void
test_bomb (void)
{
  g_autoptr (GBytes) bytes = make ("png", 16, 16, 0);
  g_autoptr (GByteArray) array = g_byte_array_new ();
  g_autoptr (GBytes) changed = NULL;
  g_autoptr (GError) error = NULL;

  g_byte_array_append (array, g_bytes_get_data (bytes, NULL), (guint) g_bytes_get_size (bytes));
  memcpy (array->data + 16, "\x7f\xff\xff\xff\x7f\xff\xff\xff", 8); /* of IHDR */
  changed = g_bytes_new (array->data, array->len);
  g_assert_null (mt_picture_new (changed, &error));
  g_assert_true (error->domain == MT_PICTURE_ERROR);
}

static void
test_broken (void)
{
  const char *kinds[] = { "png", "jpeg" };

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      g_autoptr (GBytes) bytes = make (kinds[i], 64, 64, 0x00ff00ff);
      g_autoptr (GBytes) head = g_bytes_new_from_bytes (bytes, 0, 20);
      g_autoptr (GError) error = NULL;

      g_assert_null (mt_picture_new (head, &error));
      g_assert_error (error, MT_PICTURE_ERROR, MT_PICTURE_ERROR_BROKEN);
    }
}

static void
test_places (MtFixture *fixture, gconstpointer data)
{
  g_autofree char *outside = g_strconcat (fixture->folder, "-outside.png", NULL);
  g_autofree char *link = g_build_filename (fixture->folder, "link.png", NULL);
  g_autofree char *inner = g_build_filename (fixture->folder, "inner.png", NULL);
  g_autofree char *up = g_path_get_basename (outside);
  g_autofree char *above = g_strconcat ("../", up, NULL);
  const struct
  {
    const char *written;
    int code;
  } rows[] = {
    { "ana.png", -1 },
    { "inner.png", -1 },
    { "../ana.png", MT_PICTURE_ERROR_PLACE },
    { above, MT_PICTURE_ERROR_PLACE },
    { outside, MT_PICTURE_ERROR_PLACE },
    { "link.png", MT_PICTURE_ERROR_PLACE },
    { "/dev/zero", MT_PICTURE_ERROR_PLACE },
    { ".", MT_PICTURE_ERROR_PLACE },
    { "https://example.org/ana.png", MT_PICTURE_ERROR_PLACE },
    { "file:///etc/passwd", MT_PICTURE_ERROR_PLACE },
    { "nobody.png", MT_PICTURE_ERROR_FILE },
  };

  put_picture (fixture, "ana.png", 8, 8);
  g_assert_true (g_file_set_contents (outside, "x", 1, NULL));
  g_assert_cmpint (symlink (outside, link), ==, 0);
  g_assert_cmpint (symlink ("ana.png", inner), ==, 0);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *path = mt_picture_resolve (rows[i].written, fixture->folder, &error);

      g_test_message ("%s", rows[i].written);
      if (rows[i].code >= 0)
        g_assert_error (error, MT_PICTURE_ERROR, rows[i].code);
      else
        g_assert_no_error (error);
      g_assert_true ((path != NULL) == (rows[i].code < 0));
    }
  g_remove (outside);
}

static void
test_files (MtFixture *fixture, gconstpointer data)
{
  g_autofree char *pipe = g_build_filename (fixture->folder, "pipe.png", NULL);
  g_autofree char *large = g_build_filename (fixture->folder, "large.png", NULL);
  g_autofree char *most = g_malloc0 (MT_PICTURE_MAX_BYTES + 1);
  g_autoptr (GBytes) whole = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (mkfifo (pipe, 0600), ==, 0);
  g_assert_null (mt_picture_read_bytes (pipe, &error));
  g_assert_error (error, MT_PICTURE_ERROR, MT_PICTURE_ERROR_FILE);
  g_clear_error (&error);
  g_assert_null (mt_picture_read_bytes (fixture->folder, &error));
  g_assert_error (error, MT_PICTURE_ERROR, MT_PICTURE_ERROR_FILE);
  g_clear_error (&error);

  g_assert_true (g_file_set_contents (large, most, MT_PICTURE_MAX_BYTES + 1, NULL));
  g_assert_null (mt_picture_read_bytes (large, &error));
  g_assert_error (error, MT_PICTURE_ERROR, MT_PICTURE_ERROR_LARGE);
  g_clear_error (&error);
  g_assert_true (g_file_set_contents (large, most, MT_PICTURE_MAX_BYTES, NULL));
  whole = mt_picture_read_bytes (large, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (g_bytes_get_size (whole), ==, MT_PICTURE_MAX_BYTES);
}

typedef struct
{
  gboolean done;
  char *name;
  GError *error;
} Answer;

static void
placed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Answer *answer = user_data;

  answer->name = mt_picture_place_finish (result, &answer->error);
  answer->done = TRUE;
}

static gboolean
is_done (MtFixture *fixture, gpointer data)
{
  return ((Answer *) data)->done;
}

static char *
place (MtFixture *fixture, const char *path)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  Answer answer = { 0 };

  mt_picture_place_async (file, fixture->team, "bo", NULL, placed_cb, &answer);
  mt_fixture_wait (fixture, "the copy", is_done, &answer);
  g_clear_error (&answer.error);
  return answer.name;
}

/* Nothing is ever replaced, and the same picture has one copy. */
static void
test_place (MtFixture *fixture, gconstpointer data)
{
  g_autofree char *folder = g_dir_make_tmp ("meantime-picture-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "me.jpeg", NULL);
  g_autofree char *first = NULL, *second = NULL, *third = NULL, *none = NULL;
  g_autoptr (GBytes) red = make ("png", 9, 9, 0xff0000ff);
  gsize length = 0;
  const char *text = g_bytes_get_data (red, &length);

  mt_fixture_write (fixture, "bo.png", "somebody's");
  g_assert_true (g_file_set_contents (path, text, (gssize) length, NULL));
  first = place (fixture, path);
  g_assert_cmpstr (first, ==, "bo-2.png"); /* by what it is, not by what it is called */
  second = place (fixture, path);
  g_assert_cmpstr (second, ==, "bo-2.png");
  mt_fixture_remove (fixture, "bo.png");
  third = place (fixture, path);
  g_assert_cmpstr (third, ==, "bo.png");
  g_assert_true (g_file_set_contents (path, "no picture", -1, NULL));
  none = place (fixture, path);
  g_assert_null (none);
  g_remove (path);
  g_rmdir (folder);
}

static gboolean
ana_has_picture (MtFixture *fixture, gpointer data)
{
  MtPersonItem *ana = mt_fixture_item (mt_session_get_people (fixture->session), 0);

  return (mt_person_item_get_picture (ana) != NULL) == GPOINTER_TO_INT (data);
}

static gboolean
bo_is_told (MtFixture *fixture, gpointer data)
{
  return mt_fixture_has_problem (fixture, "the picture of Bo is not shown") ==
         GPOINTER_TO_INT (data);
}

/* Good ones are shown, the reason for the others is told, and both end with the file. */
static void
test_session (MtFixture *fixture, gconstpointer data)
{
  static const char people[] =
      "{\"id\": \"ana\", \"name\": \"Ana\", \"timezone\": \"UTC\", \"picture\": \"ana.png\"}, "
      "{\"id\": \"bo\", \"name\": \"Bo\", \"timezone\": \"UTC\", \"picture\": \"bo.png\"}";
  g_autoptr (GError) error = NULL;

  put_picture (fixture, "ana.png", 300, 300);
  mt_fixture_write (fixture, "bo.png", "<svg/>");
  mt_fixture_write_team (fixture, people, "");
  g_assert_true (mt_fixture_open (fixture, "ana", &error));
  mt_fixture_wait (fixture, "a picture", ana_has_picture, GINT_TO_POINTER (TRUE));
  mt_fixture_wait (fixture, "a problem", bo_is_told, GINT_TO_POINTER (TRUE));

  put_picture (fixture, "bo.png", 20, 20);
  mt_session_reload (fixture->session);
  mt_fixture_wait (fixture, "no problem", bo_is_told, GINT_TO_POINTER (FALSE));
  mt_fixture_write_team (fixture, "{\"id\": \"ana\", \"name\": \"Ana\", \"timezone\": \"UTC\"}",
                         "");
  mt_session_reload (fixture->session);
  mt_fixture_wait (fixture, "no picture", ana_has_picture, GINT_TO_POINTER (FALSE));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/picture/decode", test_decode);
  g_test_add_func ("/picture/bomb", test_bomb);
  g_test_add_func ("/picture/broken", test_broken);
#define ADD(name, func)                                                                            \
  g_test_add (name, MtFixture, NULL, mt_fixture_set_up, func, mt_fixture_tear_down)
  ADD ("/picture/places", test_places);
  ADD ("/picture/files", test_files);
  ADD ("/picture/place", test_place);
  ADD ("/picture/session", test_session);
#undef ADD
  return g_test_run ();
}
