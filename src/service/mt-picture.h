/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtPicture: a small square picture of a person, decoded. Immutable, so any thread may hold it.
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define MT_PICTURE_MAX_BYTES (2 * 1024 * 1024)
#define MT_PICTURE_MAX_SIDE 4096
#define MT_PICTURE_SIDE                                                                            \
  128 /* pixels of what is kept: twice the largest that is shown, and more                         \
       */

typedef enum
{
  MT_PICTURE_ERROR_PLACE,  /* it does not lie below the folder of the team file */
  MT_PICTURE_ERROR_FILE,   /* it is not there, or cannot be read */
  MT_PICTURE_ERROR_KIND,   /* it is neither PNG nor JPEG */
  MT_PICTURE_ERROR_LARGE,  /* more bytes or pixels than a picture of a person has */
  MT_PICTURE_ERROR_BROKEN, /* it cannot be decoded */
} MtPictureError;

#define MT_PICTURE_ERROR (mt_picture_error_quark ())
GQuark mt_picture_error_quark (void);

#define MT_TYPE_PICTURE (mt_picture_get_type ())
G_DECLARE_FINAL_TYPE (MtPicture, mt_picture, MT, PICTURE, GObject)

char *mt_picture_resolve (const char *written, const char *folder, GError **error);
GBytes *mt_picture_read_bytes (const char *path, GError **error);
const char *mt_picture_get_suffix (GBytes *bytes); /* nullable: neither PNG nor JPEG */
MtPicture *mt_picture_new (GBytes *bytes, GError **error);
GBytes *mt_picture_scale (MtPicture *self, guint side);

void mt_picture_read_async (GFile *file,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data);
MtPicture *mt_picture_read_finish (GAsyncResult *result, GError **error);

G_END_DECLS
