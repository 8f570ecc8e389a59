/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtPicture: what somebody else put beside a team file is opened with care: size, kind and
 * dimensions are known before anything is decoded, and only PNG and JPEG ever are.
 */
#include "config.h"

#include "service/mt-picture.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <gdk-pixbuf/gdk-pixbuf.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* A JPEG can ask for the same pixels to be gone over again every few bytes: so it is fed little by
 * little, and not for long. */
#define CHUNK_BYTES 256
#define PATIENCE_US (10 * G_USEC_PER_SEC)

struct _MtPicture
{
  GObject parent_instance;

  GdkPixbuf *pixels; /* owned: MT_PICTURE_SIDE square, RGBA; nobody changes it */
};

G_DEFINE_FINAL_TYPE (MtPicture, mt_picture, G_TYPE_OBJECT)
G_DEFINE_QUARK (mt - picture - error - quark, mt_picture_error)

static void
mt_picture_finalize (GObject *object)
{
  g_clear_object (&MT_PICTURE (object)->pixels);
  G_OBJECT_CLASS (mt_picture_parent_class)->finalize (object);
}

static void
mt_picture_class_init (MtPictureClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = mt_picture_finalize;
}

static void
mt_picture_init (MtPicture *self)
{
}

/* -- Where it lies -- */

static gboolean
is_below (const char *path, const char *folder)
{
  const gsize length = strlen (folder);

  return g_str_has_prefix (path, folder) &&
         (path[length] == '/' || g_str_has_suffix (folder, "/")) && path[length] != '\0';
}

static char *
fail_place (const char *written, GError **error)
{
  g_set_error (error, MT_PICTURE_ERROR, MT_PICTURE_ERROR_PLACE,
               _ ("%s: lies outside the folder of the team file; put the picture beside that file"),
               written);
  return NULL;
}

/**
 * mt_picture_resolve:
 * @written: how the team file names a picture
 * @folder: (type filename): the folder of that file
 * @error: return location
 *
 * Finds the file that is meant, with all symbolic links followed. Any thread; blocking.
 *
 * Returns: (transfer full) (type filename) (nullable): its path, or %NULL with
 *   %MT_PICTURE_ERROR_PLACE when it is not below @folder, or %MT_PICTURE_ERROR_FILE when there is
 *   none
 */
char *
mt_picture_resolve (const char *written, const char *folder, GError **error)
{
  g_autofree char *full = NULL;
  g_autofree char *lexical = g_canonicalize_filename (folder, NULL);
  char *real = NULL, *real_folder = NULL, *path = NULL;

  if (strstr (written, "://") != NULL)
    {
      g_set_error (error, MT_PICTURE_ERROR, MT_PICTURE_ERROR_PLACE,
                   _ ("%s: is on a server, and pictures are not fetched from there; save it beside "
                      "the team file"),
                   written);
      return NULL;
    }
  full = g_canonicalize_filename (written, lexical);
  if (!is_below (full, lexical))
    return fail_place (written, error);

  real = realpath (full, NULL);
  if (real == NULL)
    {
      g_set_error (error, MT_PICTURE_ERROR, MT_PICTURE_ERROR_FILE,
                   _ ("%s: cannot be opened: %s; choose another picture"), written,
                   g_strerror (errno));
      return NULL;
    }
  real_folder = realpath (lexical, NULL);
  if (real_folder != NULL && is_below (real, real_folder))
    path = g_strdup (real);
  else
    fail_place (written, error);
  free (real);
  free (real_folder);

  return path;
}

/* -- What it is -- */

static GBytes *
fail_file (const char *path, GError **error)
{
  const int code = errno;
  g_autofree char *name = g_filename_display_basename (path);

  g_set_error (error, MT_PICTURE_ERROR, MT_PICTURE_ERROR_FILE,
               _ ("%s: cannot be read: %s; choose another picture"), name, g_strerror (code));
  return NULL;
}

/* (nullable): of a regular file only: a pipe might never answer. */
static GBytes *
read_open (int fd, const char *path, GError **error)
{
  g_autofree char *name = g_filename_display_basename (path);
  g_autofree guint8 *buffer = NULL;
  struct stat info;
  gsize length = 0;
  gssize n;

  if (fstat (fd, &info) != 0)
    return fail_file (path, error);
  if (!S_ISREG (info.st_mode))
    {
      g_set_error (error, MT_PICTURE_ERROR, MT_PICTURE_ERROR_FILE,
                   _ ("%s: is no file; choose a picture in PNG or JPEG"), name);
      return NULL;
    }
  if (info.st_size <= MT_PICTURE_MAX_BYTES)
    buffer = g_malloc (MT_PICTURE_MAX_BYTES + 1);
  while (buffer != NULL && length <= MT_PICTURE_MAX_BYTES)
    {
      n = read (fd, buffer + length, MT_PICTURE_MAX_BYTES + 1 - length);
      if (n < 0 && errno == EINTR)
        continue;
      if (n < 0)
        return fail_file (path, error);
      if (n == 0)
        return g_bytes_new (buffer, length);
      length += (gsize) n;
    }
  g_set_error (error, MT_PICTURE_ERROR, MT_PICTURE_ERROR_LARGE,
               _ ("%s: is larger than %d MiB; make the picture smaller"), name,
               MT_PICTURE_MAX_BYTES / (1024 * 1024));
  return NULL;
}

/**
 * mt_picture_read_bytes:
 * @path: (type filename): a file
 * @error: return location
 *
 * Reads a file that is to be a picture. Any thread; blocking.
 *
 * Returns: (transfer full) (nullable): what stands in it, or %NULL with %MT_PICTURE_ERROR_FILE or
 *   %MT_PICTURE_ERROR_LARGE
 */
GBytes *
mt_picture_read_bytes (const char *path, GError **error)
{
  const int fd = open (path, O_RDONLY | O_NONBLOCK | O_CLOEXEC | O_NOCTTY);
  GBytes *bytes;

  if (fd < 0)
    return fail_file (path, error);
  bytes = read_open (fd, path, error);
  close (fd);

  return bytes;
}

/**
 * mt_picture_get_suffix:
 * @bytes: of a file
 *
 * Knows a picture by how it begins, whatever it is called.
 *
 * Source: PNG specification, section 5.2; JPEG: ITU-T T.81, B.1.1.3
 *
 * Returns: (transfer none) (nullable): "png", "jpg", or %NULL for anything else
 */
const char *
mt_picture_get_suffix (GBytes *bytes)
{
  gsize length = 0;
  const guint8 *data = g_bytes_get_data (bytes, &length);

  if (length >= 8 && memcmp (data, "\x89PNG\r\n\x1a\n", 8) == 0)
    return "png";
  if (length >= 3 && memcmp (data, "\xff\xd8\xff", 3) == 0)
    return "jpg";
  return NULL;
}

/* -- Decoding -- */

typedef struct
{
  int width;
  int height;
  gboolean refused;
} Dimensions;

/* Before there are pixels. A size of nothing tells the decoder to stop. */
static void
size_cb (GdkPixbufLoader *loader, int width, int height, gpointer user_data)
{
  Dimensions *dimensions = user_data;
  const int side = MIN (width, height);

  *dimensions = (Dimensions){ width, height, FALSE };
  dimensions->refused =
      width < 1 || height < 1 || width > MT_PICTURE_MAX_SIDE || height > MT_PICTURE_MAX_SIDE;
  if (dimensions->refused)
    gdk_pixbuf_loader_set_size (loader, 0, 0);
  else if (side > MT_PICTURE_SIDE)
    gdk_pixbuf_loader_set_size (loader, width * MT_PICTURE_SIDE / side,
                                height * MT_PICTURE_SIDE / side);
}

static GdkPixbufLoader *
fail_broken (GError **error)
{
  g_set_error_literal (error, MT_PICTURE_ERROR, MT_PICTURE_ERROR_BROKEN,
                       _ ("the picture is damaged; save it anew, or choose another"));
  return NULL;
}

static GdkPixbufLoader *
fail_dimensions (const Dimensions *dimensions, GError **error)
{
  g_set_error (error, MT_PICTURE_ERROR, MT_PICTURE_ERROR_LARGE,
               _ ("the picture has %d × %d pixels, and more than %d either way are not decoded; "
                  "make it smaller"),
               dimensions->width, dimensions->height, MT_PICTURE_MAX_SIDE);
  return NULL;
}

/* Fed to the end, or not: all of it, and no decoder but that of its kind. */
static GdkPixbufLoader *
decode (GBytes *bytes, const char *kind, GError **error)
{
  g_autoptr (GdkPixbufLoader) loader = gdk_pixbuf_loader_new_with_type (kind, NULL);
  const gint64 deadline = g_get_monotonic_time () + PATIENCE_US;
  Dimensions dimensions = { 0 };
  gsize length = 0, at = 0;
  const guint8 *data = g_bytes_get_data (bytes, &length);
  gboolean ok = loader != NULL;

  if (!ok)
    return fail_broken (error);
  g_signal_connect (loader, "size-prepared", G_CALLBACK (size_cb), &dimensions);
  for (; ok && !dimensions.refused && at < length; at += CHUNK_BYTES)
    ok = g_get_monotonic_time () < deadline &&
         gdk_pixbuf_loader_write (loader, data + at, MIN (CHUNK_BYTES, length - at), NULL);
  ok &= gdk_pixbuf_loader_close (loader, NULL);
  if (dimensions.refused)
    return fail_dimensions (&dimensions, error);
  if (!ok || gdk_pixbuf_loader_get_pixbuf (loader) == NULL)
    return fail_broken (error);

  return g_steal_pointer (&loader);
}

/* The middle of it, upright. */
static GdkPixbuf *
crop (GdkPixbuf *decoded)
{
  g_autoptr (GdkPixbuf) upright = gdk_pixbuf_apply_embedded_orientation (decoded);
  const int width = gdk_pixbuf_get_width (upright), height = gdk_pixbuf_get_height (upright);
  const int side = MIN (width, height);
  g_autoptr (GdkPixbuf) middle =
      gdk_pixbuf_new_subpixbuf (upright, (width - side) / 2, (height - side) / 2, side, side);
  g_autoptr (GdkPixbuf) square =
      gdk_pixbuf_scale_simple (middle, MT_PICTURE_SIDE, MT_PICTURE_SIDE, GDK_INTERP_BILINEAR);

  return gdk_pixbuf_get_has_alpha (square) ? g_steal_pointer (&square)
                                           : gdk_pixbuf_add_alpha (square, FALSE, 0, 0, 0);
}

/**
 * mt_picture_new:
 * @bytes: of a PNG or JPEG file
 * @error: return location
 *
 * Decodes a picture and keeps a small square of its middle. Any thread; takes a while.
 *
 * Returns: (transfer full) (nullable): the picture, or %NULL with an %MT_PICTURE_ERROR
 */
MtPicture *
mt_picture_new (GBytes *bytes, GError **error)
{
  const char *suffix = mt_picture_get_suffix (bytes);
  g_autoptr (GdkPixbufLoader) loader = NULL;
  MtPicture *self;

  if (suffix == NULL)
    {
      g_set_error_literal (error, MT_PICTURE_ERROR, MT_PICTURE_ERROR_KIND,
                           _ ("this is neither a PNG nor a JPEG picture; choose one that is"));
      return NULL;
    }
  loader = decode (bytes, g_str_equal (suffix, "png") ? "png" : "jpeg", error);
  if (loader == NULL)
    return NULL;
  self = g_object_new (MT_TYPE_PICTURE, NULL);
  self->pixels = crop (gdk_pixbuf_loader_get_pixbuf (loader));

  return self;
}

/**
 * mt_picture_scale:
 * @self: a picture
 * @side: width and height wanted, 1 to %MT_PICTURE_SIDE pixels
 *
 * Returns: (transfer full): its pixels, four bytes each: red, green, blue and an alpha that is not
 *   multiplied in; rows without a gap between them
 */
GBytes *
mt_picture_scale (MtPicture *self, guint side)
{
  g_autoptr (GdkPixbuf) scaled = NULL;
  const gsize row = (gsize) side * 4;
  const guint8 *pixels;
  g_autofree guint8 *packed = NULL;

  g_return_val_if_fail (side >= 1 && side <= MT_PICTURE_SIDE, NULL);

  scaled = gdk_pixbuf_scale_simple (self->pixels, (int) side, (int) side, GDK_INTERP_BILINEAR);
  pixels = gdk_pixbuf_read_pixels (scaled);
  packed = g_malloc (row * side);
  for (guint y = 0; y < side; y++)
    memcpy (packed + y * row, pixels + y * (gsize) gdk_pixbuf_get_rowstride (scaled), row);

  return g_bytes_new_take (g_steal_pointer (&packed), row * side);
}

static void
read_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  g_autoptr (GBytes) bytes = NULL;
  GError *error = NULL;
  MtPicture *picture = NULL;

  bytes = mt_picture_read_bytes (task_data, &error);
  if (bytes != NULL)
    picture = mt_picture_new (bytes, &error);
  if (picture != NULL)
    g_task_return_pointer (task, picture, g_object_unref);
  else
    g_task_return_error (task, error);
}

/**
 * mt_picture_read_async:
 * @file: what somebody chose
 * @cancellable: (nullable): to stop
 * @callback: called when it is decoded
 * @user_data: for @callback
 *
 * Reads a picture on another thread, wherever it lies. Main thread.
 */
void
mt_picture_read_async (GFile *file,
                       GCancellable *cancellable,
                       GAsyncReadyCallback callback,
                       gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  char *path = g_file_get_path (file);

  g_task_set_source_tag (task, mt_picture_read_async);
  if (path == NULL)
    {
      g_task_return_new_error (task, MT_PICTURE_ERROR, MT_PICTURE_ERROR_FILE,
                               _ ("this picture is not on this computer; save it here first"));
      return;
    }
  g_task_set_task_data (task, path, g_free);
  g_task_run_in_thread (task, read_thread);
}

/**
 * mt_picture_read_finish:
 * @result: what the callback was given
 * @error: return location
 *
 * Returns: (transfer full) (nullable): the picture, or %NULL with an %MT_PICTURE_ERROR
 */
MtPicture *
mt_picture_read_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
