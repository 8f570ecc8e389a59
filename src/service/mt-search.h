/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * How text that was typed is found in other text: without case, accents and the order of words.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

char *mt_search_fold (const char *text);
gboolean mt_search_match (const char *haystack, const char *needle);
gboolean mt_search_has_word (const char *haystack, const char *word);

G_END_DECLS
