/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * Whether a value of a file means the same as one that is wanted, and which elements of an array
 * are which of another.
 */
#pragma once

#include "team/mt-json-merge.h"

G_BEGIN_DECLS

/* An element that stays or changes (both), goes (no `value`), or comes (no `old`). */
typedef struct
{
  const MtJsonNode *old;   /* unowned, nullable */
  const MtJsonNode *value; /* unowned, nullable */
} MtJsonPair;

gboolean
mt_json_match_value (const MtJsonNode *old, const MtJsonNode *value, const MtJsonShape *shape);
GArray *
mt_json_match_elements (const MtJsonNode *old, const MtJsonNode *value, const MtJsonShape *element);

G_END_DECLS
