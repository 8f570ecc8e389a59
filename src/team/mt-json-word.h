/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * Values of JSON without quotes and brackets: numbers, true, false and null.
 */
#pragma once

#include "team/mt-json-cursor.h"
#include "team/mt-json-node.h"

G_BEGIN_DECLS

gboolean mt_json_word_begins (char c);
MtJsonNode *mt_json_word_read (MtJsonCursor *cursor);

G_END_DECLS
