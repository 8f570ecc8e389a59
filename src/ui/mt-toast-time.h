/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * How long what passes by itself is there to be read.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

guint mt_toast_time_get (void);

G_END_DECLS
