/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * What a server says in the body of a refusal.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

char *mt_server_words_find (GBytes *body, const char *type);
char *mt_server_words_find_condition (GBytes *body);

G_END_DECLS
