/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtLoopback: waits on a free port of this machine for a browser that comes back from signing in.
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef struct _MtLoopback MtLoopback;

MtLoopback *mt_loopback_new (GError **error);
void mt_loopback_free (MtLoopback *self);
const char *mt_loopback_get_uri (const MtLoopback *self);
GHashTable *mt_loopback_wait (MtLoopback *self,
                              const char *state,
                              gint64 deadline_us,
                              GCancellable *cancellable,
                              GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MtLoopback, mt_loopback_free)

G_END_DECLS
