/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * Changes values of a JSON file: a container that changes is written again from its children, and
 * every child that stays brings its own bytes with it.
 */
#include "config.h"

#include "team/mt-json-merge.h"
#include "team/mt-json-match.h"
#include "team/mt-json-write.h"

#include <string.h>

/* A child of a container after the change: an old one that stays (no `value`) or changes, or a new
 * one (no `old`). */
typedef struct
{
  const char *key;         /* unowned, nullable */
  const MtJsonNode *old;   /* unowned, nullable */
  const MtJsonNode *value; /* unowned, nullable */
} Slot;

/* The blanks that a container's children have around them. */
typedef struct
{
  char *open;    /* owned: before the first */
  char *between; /* owned: before a new one that is not the first */
  char *after;   /* owned: after one that is not the last */
  char *close;   /* owned: after the last */
} Blanks;

static void merge_value (MtJsonWrite *write,
                         const MtJsonNode *old,
                         const MtJsonNode *value,
                         const MtJsonShape *shape);

static void
append_bytes (MtJsonWrite *write, gsize start, gsize end)
{
  g_string_append_len (write->out, write->style->data + start, (gssize) (end - start));
}

static void
blanks_init (const MtJsonWrite *write, const MtJsonNode *container, Blanks *blanks)
{
  const MtJsonStyle *style = write->style;

  blanks->open = mt_json_style_before (style, container->first);
  blanks->between = mt_json_style_between (style, container, write->path);
  blanks->close = mt_json_style_after (style, container->last);
  blanks->after = container->first != container->last
                      ? mt_json_style_after (style, container->first)
                      : g_strdup ("");
}

static void
blanks_clear (Blanks *blanks)
{
  g_free (blanks->open);
  g_free (blanks->between);
  g_free (blanks->after);
  g_free (blanks->close);
}

/* A new child between two that share a line stands on it too. */
static char *
blanks_of_new (const MtJsonStyle *style, const Slot *previous, const Blanks *blanks)
{
  const MtJsonNode *next = previous->old != NULL ? previous->old->next : NULL;
  g_autofree char *before = next != NULL ? mt_json_style_before (style, next) : NULL;

  if (before != NULL && strchr (before, '\n') == NULL)
    return g_steal_pointer (&before);
  return g_strdup (blanks->between);
}

static void
write_before (MtJsonWrite *write,
              const MtJsonNode *container,
              const GArray *slots,
              guint i,
              const Blanks *blanks)
{
  const Slot *slot = &g_array_index (slots, Slot, i);
  g_autofree char *before = NULL;

  if (i == 0)
    before = g_strdup (blanks->open);
  else if (slot->old == NULL)
    before = blanks_of_new (write->style, slot - 1, blanks);
  else if (slot->old == container->first)
    before = g_strdup (blanks->between);
  else
    before = mt_json_style_before (write->style, slot->old);
  g_string_append (write->out, before);
}

static void
write_after (MtJsonWrite *write,
             const MtJsonNode *container,
             const Slot *slot,
             gboolean is_last,
             const Blanks *blanks)
{
  g_autofree char *after = NULL;

  if (is_last)
    after = g_strdup (blanks->close);
  else if (slot->old == NULL || slot->old == container->last)
    after = g_strdup (blanks->after);
  else
    after = mt_json_style_after (write->style, slot->old);
  g_string_append (write->out, after);
}

static const MtJsonShape *
shape_of_child (const MtJsonShape *shape, const char *key)
{
  if (shape == NULL)
    return NULL;
  if (key == NULL)
    return shape->element;
  for (guint i = 0; shape->members != NULL && shape->known[i] != NULL; i++)
    if (g_str_equal (shape->known[i], key))
      return shape->members[i];
  return NULL;
}

static void
write_slot (MtJsonWrite *write, const Slot *slot, const MtJsonShape *shape)
{
  g_ptr_array_add (write->path, slot->key != NULL ? (gpointer) slot->key : (gpointer) "");
  if (slot->old != NULL && slot->key != NULL)
    append_bytes (write, slot->old->key_start, slot->old->start);
  else if (slot->key != NULL)
    mt_json_write_key (write, slot->key);
  if (slot->old == NULL)
    mt_json_write_value (write, slot->value);
  else if (slot->value == NULL)
    append_bytes (write, slot->old->start, slot->old->end);
  else
    merge_value (write, slot->old, slot->value, shape_of_child (shape, slot->key));
  mt_json_write_leave (write);
}

/* The first child of a container that had none. */
static void
write_only_child (MtJsonWrite *write, const MtJsonNode *container, const Slot *slot)
{
  MtJsonNode child = *slot->value;
  MtJsonNode whole = { .kind = container->kind, .n_children = 1, .first = &child, .last = &child };

  child.key = (char *) slot->key;
  child.next = NULL;
  mt_json_write_value (write, &whole);
}

static void
write_slots (MtJsonWrite *write,
             const MtJsonNode *container,
             const GArray *slots,
             const MtJsonShape *shape)
{
  const gboolean is_object = container->kind == MT_JSON_OBJECT;
  Blanks blanks = { 0 };

  if (container->first == NULL && slots->len == 1)
    {
      write_only_child (write, container, &g_array_index (slots, Slot, 0));
      return;
    }
  g_string_append_c (write->out, is_object ? '{' : '[');
  if (slots->len > 0)
    blanks_init (write, container, &blanks);
  for (guint i = 0; i < slots->len; i++)
    {
      const Slot *slot = &g_array_index (slots, Slot, i);

      if (i > 0)
        g_string_append_c (write->out, ',');
      write_before (write, container, slots, i, &blanks);
      write_slot (write, slot, shape);
      write_after (write, container, slot, i + 1 == slots->len, &blanks);
    }
  g_string_append_c (write->out, is_object ? '}' : ']');
  blanks_clear (&blanks);
}

static gint
rank_of (const MtJsonShape *shape, const char *key)
{
  for (gint i = 0; shape != NULL && shape->known != NULL && shape->known[i] != NULL; i++)
    if (g_str_equal (shape->known[i], key))
      return i;
  return -1;
}

/* A new member comes after those that usually come before it. */
static void
insert_member (GArray *slots, const char *key, const MtJsonNode *value, const MtJsonShape *shape)
{
  const gint rank = rank_of (shape, key);
  const Slot slot = { key, NULL, value };
  guint at = rank < 0 ? slots->len : 0;

  for (guint i = 0; rank >= 0 && i < slots->len; i++)
    {
      const gint other = rank_of (shape, g_array_index (slots, Slot, i).key);

      if (other >= 0 && other < rank)
        at = i + 1;
    }
  g_array_insert_val (slots, at, slot);
}

static gboolean
is_ours (const MtJsonShape *shape, const char *key)
{
  return shape == NULL || shape->known == NULL || rank_of (shape, key) >= 0;
}

static void
merge_object (MtJsonWrite *write,
              const MtJsonNode *old,
              const MtJsonNode *value,
              const MtJsonShape *shape)
{
  g_autoptr (GArray) slots = g_array_new (FALSE, FALSE, sizeof (Slot));

  for (const MtJsonNode *child = old->first; child != NULL; child = child->next)
    {
      const MtJsonNode *wanted = mt_json_node_member (value, child->key);
      const Slot slot = { child->key, child, wanted };

      if (wanted != NULL || !is_ours (shape, child->key))
        g_array_append_val (slots, slot);
    }
  for (const MtJsonNode *child = value->first; child != NULL; child = child->next)
    if (mt_json_node_member (old, child->key) == NULL)
      insert_member (slots, child->key, child, shape);
  write_slots (write, old, slots, shape);
}

static void
merge_array (MtJsonWrite *write,
             const MtJsonNode *old,
             const MtJsonNode *value,
             const MtJsonShape *shape)
{
  g_autoptr (GArray) pairs =
      mt_json_match_elements (old, value, shape != NULL ? shape->element : NULL);
  g_autoptr (GArray) slots = g_array_new (FALSE, FALSE, sizeof (Slot));

  for (guint i = 0; i < pairs->len; i++)
    {
      const MtJsonPair *pair = &g_array_index (pairs, MtJsonPair, i);
      const Slot slot = { NULL, pair->old, pair->value };

      if (pair->value != NULL)
        g_array_append_val (slots, slot);
    }
  write_slots (write, old, slots, shape);
}

/* What means the same already keeps its bytes. */
static void
merge_value (MtJsonWrite *write,
             const MtJsonNode *old,
             const MtJsonNode *value,
             const MtJsonShape *shape)
{
  const gboolean is_container = value->kind == MT_JSON_OBJECT || value->kind == MT_JSON_ARRAY;

  if (mt_json_match_value (old, value, shape))
    append_bytes (write, old->start, old->end);
  else if (old->kind != value->kind || !is_container || old->first == NULL)
    mt_json_write_value (write, value);
  else if (value->kind == MT_JSON_OBJECT)
    merge_object (write, old, value, shape);
  else
    merge_array (write, old, value, shape);
}

static void
find_path (const MtJsonNode *node, GPtrArray *path)
{
  if (node->parent == NULL)
    return;
  find_path (node->parent, path);
  g_ptr_array_add (path, node->key != NULL ? node->key : (gpointer) "");
}

/* (transfer full): the file with another content of `container`. */
static GBytes *
rewrite (GBytes *bytes, const MtJsonNode *container, const GArray *slots, const MtJsonShape *shape)
{
  gsize size;
  const char *data = g_bytes_get_data (bytes, &size);
  const MtJsonNode *root = container;
  g_auto (MtJsonStyle) style;
  g_auto (MtJsonWrite) write;

  while (root->parent != NULL)
    root = root->parent;
  mt_json_style_init (&style, data, root);
  mt_json_write_init (&write, &style);
  find_path (container, write.path);
  append_bytes (&write, 0, container->start);
  write_slots (&write, container, slots, shape);
  append_bytes (&write, container->end, size);
  return g_string_free_to_bytes (g_steal_pointer (&write.out));
}

/* (transfer full): the children there are, but for `without`. */
static GArray *
slots_of (const MtJsonNode *container, const MtJsonNode *without)
{
  GArray *slots = g_array_new (FALSE, FALSE, sizeof (Slot));

  for (const MtJsonNode *child = container->first; child != NULL; child = child->next)
    {
      const Slot slot = { child->key, child, NULL };

      if (child != without)
        g_array_append_val (slots, slot);
    }
  return slots;
}

/**
 * mt_json_merge_member:
 * @bytes: a file
 * @object: an object of the tree read from it without a fault
 * @key: a key
 * @value: (nullable): what it is to be, %NULL to take the member out
 * @shape: (nullable): what is known of @object
 *
 * Sets or removes a member. Of a value that has parts only those change that differ; parts that
 * @shape does not know stay.
 *
 * Returns: (transfer full): the file then; @bytes when there is nothing to change
 */
GBytes *
mt_json_merge_member (GBytes *bytes,
                      const MtJsonNode *object,
                      const char *key,
                      const MtJsonNode *value,
                      const MtJsonShape *shape)
{
  const MtJsonNode *old = mt_json_node_member (object, key);
  g_autoptr (GArray) slots = slots_of (object, value == NULL ? old : NULL);

  if (old == NULL && value == NULL)
    return g_bytes_ref (bytes);
  if (old != NULL && value != NULL && mt_json_match_value (old, value, shape_of_child (shape, key)))
    return g_bytes_ref (bytes);
  if (old == NULL)
    insert_member (slots, key, value, shape);
  for (guint i = 0; i < slots->len; i++)
    if (g_array_index (slots, Slot, i).old != NULL && g_array_index (slots, Slot, i).old == old)
      g_array_index (slots, Slot, i).value = value;
  return rewrite (bytes, object, slots, shape);
}

/**
 * mt_json_merge_append:
 * @bytes: a file
 * @array: an array of the tree read from it without a fault
 * @value: a further element
 *
 * Returns: (transfer full): the file with @value at the end of @array
 */
GBytes *
mt_json_merge_append (GBytes *bytes, const MtJsonNode *array, const MtJsonNode *value)
{
  g_autoptr (GArray) slots = slots_of (array, NULL);
  const Slot slot = { NULL, NULL, value };

  g_array_append_val (slots, slot);
  return rewrite (bytes, array, slots, NULL);
}

/**
 * mt_json_merge_remove:
 * @bytes: a file
 * @element: an element of an array of the tree read from it without a fault
 *
 * Returns: (transfer full): the file without it
 */
GBytes *
mt_json_merge_remove (GBytes *bytes, const MtJsonNode *element)
{
  g_autoptr (GArray) slots = slots_of (element->parent, element);

  return rewrite (bytes, element->parent, slots, NULL);
}
