/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtDeadline: cancels what takes too long, from a thread of its own.
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef struct _MtDeadline MtDeadline;

MtDeadline *mt_deadline_new (guint seconds);
gboolean mt_deadline_free (MtDeadline *self);
GCancellable *mt_deadline_get_cancellable (MtDeadline *self);

G_END_DECLS
