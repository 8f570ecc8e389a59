/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * Asks for a password: on a terminal without showing it, else from one line of standard input.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

gboolean mt_prompt_is_terminal (void);
char *mt_prompt_secret (const char *question, GError **error);

G_END_DECLS
