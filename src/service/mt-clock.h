/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtClock: the one reader of wall time. Notifies `now` once a minute, on the minute; re-armed after
 * suspend and when the clock is set. With a fixed time it stands, so that a test can read the
 * window.
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define MT_TYPE_CLOCK (mt_clock_get_type ())
G_DECLARE_FINAL_TYPE (MtClock, mt_clock, MT, CLOCK, GObject)

/* Properties: `now` (gint64, read-only, Unix seconds). */
MtClock *mt_clock_new (void);
MtClock *mt_clock_new_fixed (gint64 now);
gint64 mt_clock_get_now (MtClock *self);
void mt_clock_set_running (MtClock *self, gboolean running);

G_END_DECLS
