/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtLane: a session of libsoup with a main context of its own, for one thread at a time. A thread
 * that waits iterates the context, so that deadlines hold at every step of an exchange, which
 * blocking calls do not offer, and the session is never used by two threads at once.
 */
#pragma once

#include <libsoup/soup.h>

#include "net/mt-request-private.h"

G_BEGIN_DECLS

typedef struct _MtLane MtLane;

/* When one exchange is given up. */
typedef struct
{
  gint64 idle_us;     /* after this long without progress */
  gint64 deadline_us; /* at this time of the monotonic clock */
} MtLanePatience;

/* What became of the sink. */
typedef struct
{
  gboolean fed;     /* it has seen something */
  gboolean refused; /* and wanted no more: the error is its own */
} MtLaneSink;

MtLane *mt_lane_new (void);
void mt_lane_free (MtLane *self);

gint64 mt_lane_get_used (const MtLane *self);
void mt_lane_set_used (MtLane *self, gint64 now_us);
GBytes *mt_lane_send (MtLane *self,
                      SoupMessage *message,
                      const MtRequest *request,
                      const MtLanePatience *patience,
                      MtLaneSink *sink,
                      GCancellable *cancellable,
                      GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MtLane, mt_lane_free)

G_END_DECLS
