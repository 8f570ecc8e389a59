/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * What must be called once before any widget of this folder is made.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

void mt_ui_init (void);

G_END_DECLS
