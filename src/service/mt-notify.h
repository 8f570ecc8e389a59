/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * Setting a field of an object and notifying its property only when the value differs: views are
 * told of what changed and of nothing else.
 */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

gboolean mt_notify_take_string (gpointer object, GParamSpec *pspec, char **field, char *value);
gboolean mt_notify_set_string (gpointer object, GParamSpec *pspec, char **field, const char *value);
gboolean mt_notify_set_int (gpointer object, GParamSpec *pspec, gint *field, gint value);
gboolean mt_notify_set_uint (gpointer object, GParamSpec *pspec, guint *field, guint value);
gboolean mt_notify_set_int64 (gpointer object, GParamSpec *pspec, gint64 *field, gint64 value);
gboolean
mt_notify_set_boolean (gpointer object, GParamSpec *pspec, gboolean *field, gboolean value);
gboolean mt_notify_set_double (gpointer object, GParamSpec *pspec, double *field, double value);

G_END_DECLS
