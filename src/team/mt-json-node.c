/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtJsonNode: one value of a JSON file and the bytes it was written with.
 */
#include "config.h"

#include "team/mt-json-node.h"

#include <glib/gi18n-lib.h>

/**
 * mt_json_node_new:
 * @kind: what the value is
 * @start: offset of its first byte
 *
 * Returns: (transfer full): a value that ends where it begins, for the reader to fill
 */
MtJsonNode *
mt_json_node_new (MtJsonKind kind, gsize start)
{
  MtJsonNode *self = g_new0 (MtJsonNode, 1);

  self->kind = kind;
  self->start = start;
  self->end = start;
  return self;
}

/**
 * mt_json_node_new_string:
 * @text: valid UTF-8
 *
 * Returns: (transfer full): a string that is in no file yet
 */
MtJsonNode *
mt_json_node_new_string (const char *text)
{
  MtJsonNode *self = mt_json_node_new (MT_JSON_STRING, 0);

  self->string = g_strdup (text);
  return self;
}

/**
 * mt_json_node_free:
 * @self: (transfer full): a value
 *
 * Frees a value and all below it; the reader bounds how deep that is.
 */
void
mt_json_node_free (MtJsonNode *self)
{
  MtJsonNode *child = self->first;

  while (child != NULL)
    {
      MtJsonNode *next = child->next;

      mt_json_node_free (child);
      child = next;
    }
  g_free (self->key);
  g_free (self->string);
  g_free (self);
}

/**
 * mt_json_node_take_child:
 * @self: an object or array
 * @child: (transfer full): its next member or element
 *
 * Appends a child.
 */
void
mt_json_node_take_child (MtJsonNode *self, MtJsonNode *child)
{
  child->parent = self;
  if (self->last == NULL)
    self->first = child;
  else
    self->last->next = child;
  self->last = child;
  self->n_children++;
}

/**
 * mt_json_node_take_member:
 * @self: an object
 * @key: a key that it does not have
 * @child: (transfer full): its value
 *
 * Appends a member to an object that is in no file yet.
 */
void
mt_json_node_take_member (MtJsonNode *self, const char *key, MtJsonNode *child)
{
  g_free (child->key);
  child->key = g_strdup (key);
  mt_json_node_take_child (self, child);
}

/**
 * mt_json_node_member:
 * @self: a value
 * @key: an unescaped key
 *
 * Returns: (transfer none) (nullable): the first member with that key, if @self is an object that
 *   has one
 */
MtJsonNode *
mt_json_node_member (const MtJsonNode *self, const char *key)
{
  if (self->kind != MT_JSON_OBJECT)
    return NULL;
  for (MtJsonNode *child = self->first; child != NULL; child = child->next)
    if (g_str_equal (child->key, key))
      return child;
  return NULL;
}

/**
 * mt_json_kind_to_string:
 * @kind: a kind of value
 *
 * Returns: (transfer none): the kind in words with its article, in the user's language
 */
const char *
mt_json_kind_to_string (MtJsonKind kind)
{
  switch (kind)
    {
    case MT_JSON_OBJECT:
      return _ ("an object");
    case MT_JSON_ARRAY:
      return _ ("an array");
    case MT_JSON_STRING:
      return _ ("a string");
    case MT_JSON_NUMBER:
      return _ ("a number");
    case MT_JSON_BOOLEAN:
      return _ ("true or false");
    case MT_JSON_NULL:
      return _ ("null");
    }
  g_assert_not_reached ();
}
