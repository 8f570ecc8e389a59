/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * Brings a list model to a wanted order while objects keep their identity: views see only what was
 * added, removed or moved.
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

void mt_model_sync (GListStore *store, GPtrArray *wanted);

G_END_DECLS
