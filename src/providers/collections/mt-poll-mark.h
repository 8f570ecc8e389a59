/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * What stat says of a file or folder, as a string that differs when it changed.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

char *mt_poll_mark_of (const char *path);

G_END_DECLS
