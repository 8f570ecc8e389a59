/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * Whether a value of a file means the same as one that is wanted, and which elements of an array
 * are which of another: the longest common subsequence stays.
 */
#include "config.h"

#include "team/mt-json-match.h"

#define MAX_CELLS (1024 * 1024)

typedef struct
{
  const MtJsonNode **old; /* owned array of unowned nodes */
  const MtJsonNode **wanted;
  guint n_old;
  guint n_wanted;
  const MtJsonShape *shape; /* of an element, nullable */
  guint *best;              /* owned: length of the best match of what is left, by row and column */
} Table;

static gboolean
match_arrays (const MtJsonNode *old, const MtJsonNode *value, const MtJsonShape *shape)
{
  const MtJsonNode *a = old->first;
  const MtJsonNode *b = value->first;

  for (; a != NULL && b != NULL; a = a->next, b = b->next)
    if (!mt_json_match_value (a, b, shape != NULL ? shape->element : NULL))
      return FALSE;
  return a == NULL && b == NULL;
}

/* Members that the shape does not know belong to somebody else and do not count. */
static gboolean
match_known (const MtJsonNode *old, const MtJsonNode *value, const MtJsonShape *shape)
{
  for (guint i = 0; shape->known[i] != NULL; i++)
    {
      const MtJsonNode *a = mt_json_node_member (old, shape->known[i]);
      const MtJsonNode *b = mt_json_node_member (value, shape->known[i]);
      const MtJsonShape *below = shape->members != NULL ? shape->members[i] : NULL;

      if ((a == NULL) != (b == NULL) || (a != NULL && !mt_json_match_value (a, b, below)))
        return FALSE;
    }
  return TRUE;
}

static gboolean
match_all (const MtJsonNode *old, const MtJsonNode *value)
{
  if (old->n_children != value->n_children)
    return FALSE;
  for (const MtJsonNode *b = value->first; b != NULL; b = b->next)
    {
      const MtJsonNode *a = mt_json_node_member (old, b->key);

      if (a == NULL || !mt_json_match_value (a, b, NULL))
        return FALSE;
    }
  return TRUE;
}

/**
 * mt_json_match_value:
 * @old: a value of a file
 * @value: what it is to be
 * @shape: (nullable): what is known of it
 *
 * Returns: whether @old means the same as @value already, however it is written
 */
gboolean
mt_json_match_value (const MtJsonNode *old, const MtJsonNode *value, const MtJsonShape *shape)
{
  if (old->kind != value->kind)
    return FALSE;
  if (shape != NULL && shape->same != NULL && shape->same (old, value))
    return TRUE;
  switch (old->kind)
    {
    case MT_JSON_OBJECT:
      return shape != NULL && shape->known != NULL ? match_known (old, value, shape)
                                                   : match_all (old, value);
    case MT_JSON_ARRAY:
      return match_arrays (old, value, shape);
    case MT_JSON_STRING:
      return g_str_equal (old->string, value->string);
    case MT_JSON_NUMBER:
      return old->number == value->number;
    case MT_JSON_BOOLEAN:
      return old->boolean == value->boolean;
    case MT_JSON_NULL:
      return TRUE;
    }
  g_assert_not_reached ();
}

static const MtJsonNode **
list_children (const MtJsonNode *array)
{
  const MtJsonNode **list = g_new (const MtJsonNode *, MAX (array->n_children, 1));
  guint n = 0;

  for (const MtJsonNode *child = array->first; child != NULL; child = child->next)
    list[n++] = child;
  return list;
}

static gboolean
table_matches (const Table *table, guint i, guint j)
{
  return mt_json_match_value (table->old[i], table->wanted[j], table->shape);
}

static guint *
table_cell (const Table *table, guint i, guint j)
{
  return &table->best[(gsize) i * (table->n_wanted + 1) + j];
}

static void
table_fill (Table *table)
{
  table->best = g_new0 (guint, (gsize) (table->n_old + 1) * (table->n_wanted + 1));
  for (guint i = table->n_old; i-- > 0;)
    for (guint j = table->n_wanted; j-- > 0;)
      *table_cell (table, i, j) =
          table_matches (table, i, j)
              ? *table_cell (table, i + 1, j + 1) + 1
              : MAX (*table_cell (table, i + 1, j), *table_cell (table, i, j + 1));
}

static gboolean
table_stays (const Table *table, guint i, guint j)
{
  return i < table->n_old && j < table->n_wanted && table_matches (table, i, j) &&
         (table->best == NULL ||
          *table_cell (table, i, j) == *table_cell (table, i + 1, j + 1) + 1);
}

/* Between two that stay: the first that goes becomes the first that comes, and so on. */
static void
flush (const Table *table,
       guint *from_old,
       guint to_old,
       guint *from_new,
       guint to_new,
       GArray *pairs)
{
  while (*from_old < to_old || *from_new < to_new)
    {
      MtJsonPair pair = { 0 };

      if (*from_old < to_old)
        pair.old = table->old[(*from_old)++];
      if (*from_new < to_new)
        pair.value = table->wanted[(*from_new)++];
      g_array_append_val (pairs, pair);
    }
}

static void
table_walk (const Table *table, GArray *pairs)
{
  guint from_old = 0;
  guint from_new = 0;
  guint i = 0;
  guint j = 0;

  while (i < table->n_old && j < table->n_wanted)
    {
      if (table_stays (table, i, j))
        {
          MtJsonPair pair = { table->old[i], table->wanted[j] };

          flush (table, &from_old, i, &from_new, j, pairs);
          g_array_append_val (pairs, pair);
          from_old = ++i;
          from_new = ++j;
        }
      else if (table->best == NULL)
        {
          i++;
          j++;
        }
      else if (*table_cell (table, i + 1, j) >= *table_cell (table, i, j + 1))
        {
          i++;
        }
      else
        {
          j++;
        }
    }
  flush (table, &from_old, table->n_old, &from_new, table->n_wanted, pairs);
}

/**
 * mt_json_match_elements:
 * @old: an array of a file
 * @value: what it is to be
 * @element: (nullable): what is known of an element
 *
 * Finds which elements stay. Of arrays too long for that each is compared with the one at its
 * place.
 *
 * Returns: (transfer full) (element-type MtJsonPair): all elements, in order
 */
GArray *
mt_json_match_elements (const MtJsonNode *old, const MtJsonNode *value, const MtJsonShape *element)
{
  GArray *pairs = g_array_new (FALSE, FALSE, sizeof (MtJsonPair));
  Table table = { .n_old = old->n_children, .n_wanted = value->n_children, .shape = element };

  table.old = list_children (old);
  table.wanted = list_children (value);
  if ((gsize) (table.n_old + 1) * (table.n_wanted + 1) <= MAX_CELLS)
    table_fill (&table);
  table_walk (&table, pairs);
  g_free (table.best);
  g_free (table.wanted);
  g_free (table.old);
  return pairs;
}
