/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtJsonNode: one value of a JSON file and the bytes it was written with, so that an edit can
 * change those and no others.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  MT_JSON_OBJECT,
  MT_JSON_ARRAY,
  MT_JSON_STRING,
  MT_JSON_NUMBER,
  MT_JSON_BOOLEAN,
  MT_JSON_NULL,
} MtJsonKind;

typedef struct _MtJsonNode MtJsonNode;

struct _MtJsonNode
{
  MtJsonKind kind;
  gsize start; /* the value's bytes are [start, end) of the file, quotes and brackets included */
  gsize end;
  gsize key_start; /* likewise the key's, of a member of an object; else both 0 */
  gsize key_end;
  char *key;          /* owned, unescaped; NULL outside an object */
  gboolean duplicate; /* an earlier member of the object has the same key: that one counts */
  char *string;       /* owned, unescaped; of a string */
  double number;      /* of a number */
  gboolean boolean;   /* of true and false */
  guint n_children;
  MtJsonNode *parent; /* unowned: owns this one; NULL at the root */
  MtJsonNode *first;  /* owned: first child of an object or array */
  MtJsonNode *last;   /* unowned: last child */
  MtJsonNode *next;   /* owned by the parent: next sibling */
};

MtJsonNode *mt_json_node_new (MtJsonKind kind, gsize start);
MtJsonNode *mt_json_node_new_string (const char *text);
void mt_json_node_free (MtJsonNode *self);
void mt_json_node_take_child (MtJsonNode *self, MtJsonNode *child);
void mt_json_node_take_member (MtJsonNode *self, const char *key, MtJsonNode *child);
MtJsonNode *mt_json_node_member (const MtJsonNode *self, const char *key);
const char *mt_json_kind_to_string (MtJsonKind kind);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MtJsonNode, mt_json_node_free)

G_END_DECLS
