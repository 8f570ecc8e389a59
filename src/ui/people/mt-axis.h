/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtAxis: the time axis that slider, ruler and all tracks share: which instant lies where, and how
 * wide the column of names beside it is.
 */
#pragma once

#include <gtk/gtk.h>
#include "service/mt-session.h"

G_BEGIN_DECLS

#define MT_AXIS_PADDING 12

#define MT_TYPE_AXIS (mt_axis_get_type ())
G_DECLARE_FINAL_TYPE (MtAxis, mt_axis, MT, AXIS, GObject)

/* Properties: session (MtSession, nullable); narrow (boolean): tracks stand below the names.
 * Signals: moved: the chosen instant or now is another; reset: the day, the overlap or the data are
 * other ones; folded: `narrow` or the width of the names changed. */
MtAxis *mt_axis_new (void);
MtSession *mt_axis_get_session (MtAxis *self);
gboolean mt_axis_get_narrow (MtAxis *self);
MtSpan mt_axis_get_span (MtAxis *self);
double mt_axis_get_fraction (MtAxis *self, gint64 instant);
float mt_axis_get_x (MtAxis *self, GtkWidget *widget, gint64 instant, float width);
gint64 mt_axis_get_instant (MtAxis *self, GtkWidget *widget, float x, float width);
void mt_axis_get_track (MtAxis *self, GtkWidget *widget, int width, int *x, int *track_width);
void mt_axis_snapshot_lines (MtAxis *self, GtkWidget *widget, GtkSnapshot *snapshot);
void mt_axis_forget_font (MtAxis *self);

G_END_DECLS
