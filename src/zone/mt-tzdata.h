/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtTzdata: the system's time zones. One table per zone and process, kept for the life of the
 * object (GLib drops a zone with its last reference, three thousand times dearer to make again).
 *
 * Thread-safe: tables are immutable, the memo is locked.
 */
#pragma once

#include "core/mt-zone.h"

G_BEGIN_DECLS

typedef struct _MtTzdata MtTzdata;

#define MT_TZDATA_LOCALTIME "/etc/localtime" /* with the directory, what is worth watching */

MtTzdata *mt_tzdata_new (const char *directory);
MtTzdata *mt_tzdata_new_for (const char *directory, const char *localtime, const char *tz);
MtTzdata *mt_tzdata_ref (MtTzdata *self);
void mt_tzdata_unref (MtTzdata *self);
gboolean mt_tzdata_is_current (MtTzdata *self);
MtZone *mt_tzdata_lookup (MtTzdata *self, const char *id);
MtZone *mt_tzdata_lookup_place (MtTzdata *self, const char *place);
MtZone *mt_tzdata_lookup_func (const char *id, gpointer tzdata);
MtZone *mt_tzdata_lookup_place_func (const char *place, gpointer tzdata);
MtZone *mt_tzdata_dup_local (MtTzdata *self);
const char *mt_tzdata_get_version (MtTzdata *self);
const char *mt_tzdata_get_directory (MtTzdata *self);
char **mt_tzdata_list (MtTzdata *self);
gboolean
mt_tzdata_get_position (MtTzdata *self, const char *id, double *latitude, double *longitude);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MtTzdata, mt_tzdata_unref)

G_END_DECLS
