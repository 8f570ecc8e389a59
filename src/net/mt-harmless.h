/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * Foreign words that stand in a message of ours.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

char *mt_harmless (const char *text, gsize max);

G_END_DECLS
