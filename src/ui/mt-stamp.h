/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * Small shapes that are drawn once and then printed wherever they occur.
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Draws within 0, 0 and the size of the stamp. */
typedef void (*MtStampFunc) (cairo_t *cr, gconstpointer data);

void mt_stamp_append (GtkSnapshot *snapshot,
                      GtkWidget *widget,
                      guint32 id,
                      const GdkRectangle *bounds,
                      MtStampFunc draw,
                      gconstpointer data);

G_END_DECLS
