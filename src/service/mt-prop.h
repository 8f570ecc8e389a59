/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * Properties of the items of lists: read-only, notified when they differ (mt-notify.h).
 */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

#define MT_PROP_READABLE (G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY)

/* What a property of type string is. */
typedef struct
{
  guint prop_id;
  const char *string; /* unowned, nullable */
} MtPropString;

GParamSpec *mt_prop_string (const char *name);
GParamSpec *mt_prop_boolean (const char *name);
gboolean mt_prop_get_string (const MtPropString *strings, gsize n, guint prop_id, GValue *value);

G_END_DECLS
