/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * What the worker gives up before it reads a byte: files, sockets, memory without end.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

gboolean mt_worker_lock (void);
void mt_worker_renew_cpu (void);

G_END_DECLS
