/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * Small shapes that are drawn once and then printed wherever they occur: a round shape that is
 * filled costs ten times what its picture costs, and a window has hundreds of them.
 */
#include "config.h"

#include "ui/mt-stamp.h"

#define STAMPS "mt-stamps" /* of a display: guint64 -> GdkTexture */

static void
free_stamps (gpointer stamps)
{
  g_hash_table_unref (stamps);
}

static GHashTable *
get_stamps (GdkDisplay *display)
{
  GHashTable *stamps = g_object_get_data (G_OBJECT (display), STAMPS);

  if (stamps == NULL)
    {
      stamps = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_object_unref);
      g_object_set_data_full (G_OBJECT (display), STAMPS, stamps, free_stamps);
    }
  return stamps;
}

static void
destroy_surface (gpointer surface)
{
  cairo_surface_destroy (surface);
}

/* (transfer full) */
static GdkTexture *
create_texture (int width, int height, int scale, MtStampFunc draw, gconstpointer data)
{
  cairo_surface_t *surface =
      cairo_image_surface_create (CAIRO_FORMAT_ARGB32, width * scale, height * scale);
  cairo_t *cr;
  const int stride = cairo_image_surface_get_stride (surface);
  g_autoptr (GBytes) pixels = NULL;

  cairo_surface_set_device_scale (surface, scale, scale);
  cr = cairo_create (surface);
  draw (cr, data);
  cairo_destroy (cr);
  cairo_surface_flush (surface);
  pixels = g_bytes_new_with_free_func (cairo_image_surface_get_data (surface),
                                       (gsize) stride * (gsize) (height * scale), destroy_surface,
                                       surface);
  return gdk_memory_texture_new (width * scale, height * scale, GDK_MEMORY_DEFAULT, pixels,
                                 (gsize) stride);
}

/**
 * mt_stamp_append:
 * @snapshot: where to draw
 * @widget: what is drawn, for its display and scale
 * @id: what the stamp shows: it looks the same wherever id and size are
 * @bounds: where, in the widget's pixels; sides of 1 to 1023
 * @draw: draws it, when there is none yet
 * @data: for @draw
 *
 * Prints a small shape. There must be few ids, for each stamp is kept as long as the display. Main
 * thread.
 */
void
mt_stamp_append (GtkSnapshot *snapshot,
                 GtkWidget *widget,
                 guint32 id,
                 const GdkRectangle *bounds,
                 MtStampFunc draw,
                 gconstpointer data)
{
  GHashTable *stamps = get_stamps (gtk_widget_get_display (widget));
  const int scale = gtk_widget_get_scale_factor (widget);
  const guint64 key = (guint64) id << 32 | (guint64) bounds->width << 22 |
                      (guint64) bounds->height << 12 | (guint64) scale;
  GdkTexture *texture = g_hash_table_lookup (stamps, &key);

  if (texture == NULL)
    {
      texture = create_texture (bounds->width, bounds->height, scale, draw, data);
      g_hash_table_insert (stamps, g_memdup2 (&key, sizeof key), texture);
    }
  gtk_snapshot_append_texture (
      snapshot, texture, &GRAPHENE_RECT_INIT (bounds->x, bounds->y, bounds->width, bounds->height));
}
