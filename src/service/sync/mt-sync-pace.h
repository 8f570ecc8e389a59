/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtSyncPace: how long to leave alone what failed. Times are milliseconds since the machine was
 * started, suspend included, so that a wall clock that is wrong, or set, does not matter.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define MT_SYNC_PACE_FIRST_MS (30 * 1000)     /* after the first failure, before jitter */
#define MT_SYNC_PACE_LAST_MS (60 * 60 * 1000) /* never longer, before jitter */

typedef struct _MtSyncPace MtSyncPace;

MtSyncPace *mt_sync_pace_new (guint32 seed);
void mt_sync_pace_free (MtSyncPace *self);
gint64 mt_sync_pace_read_clock (void);
gint64 mt_sync_pace_wait (MtSyncPace *self, const char *key, gint64 now_ms);
gint64 mt_sync_pace_fail (MtSyncPace *self, const char *key, gint64 now_ms);
void mt_sync_pace_hold (MtSyncPace *self, const char *key, gint64 now_ms, gint64 length_s);
void mt_sync_pace_succeed (MtSyncPace *self, const char *key);
void mt_sync_pace_hurry (MtSyncPace *self);
void mt_sync_pace_load (MtSyncPace *self, const char *path, const char *boot, gint64 now_ms);
void mt_sync_pace_save (MtSyncPace *self, const char *path, const char *boot, gint64 now_ms);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MtSyncPace, mt_sync_pace_free)

G_END_DECLS
