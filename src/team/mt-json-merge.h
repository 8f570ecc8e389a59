/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * Changes values of a JSON file so that only the lines change that are meant.
 */
#pragma once

#include "team/mt-json-node.h"

G_BEGIN_DECLS

typedef struct _MtJsonShape MtJsonShape;

/* What is known of the values at one place of a file. Members of an object that are not known
 * belong to somebody else: they stay. */
struct _MtJsonShape
{
  const char *const *known; /* nullable: the keys of an object, in order; NULL: all are ours */
  const MtJsonShape *const *members; /* nullable: of the values of `known`, each nullable */
  const MtJsonShape *element;        /* nullable: of the elements of an array */
  /* nullable: whether a value of the file means the same as another, differently written */
  gboolean (*same) (const MtJsonNode *old, const MtJsonNode *value);
};

GBytes *mt_json_merge_member (GBytes *bytes,
                              const MtJsonNode *object,
                              const char *key,
                              const MtJsonNode *value,
                              const MtJsonShape *shape);
GBytes *mt_json_merge_append (GBytes *bytes, const MtJsonNode *array, const MtJsonNode *value);
GBytes *mt_json_merge_remove (GBytes *bytes, const MtJsonNode *element);

G_END_DECLS
