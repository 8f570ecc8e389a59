/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * The board as models: which card stands in which column, and in which order.
 */
#include "config.h"

#include "service/mt-board-model.h"

#include "service/mt-column-item-private.h"
#include "service/mt-model-sync.h"
#include "service/mt-task-item-private.h"

/* (transfer full): the cards there are, by id, so that they keep their objects. */
static GHashTable *
collect_cards (GListModel *columns)
{
  GHashTable *cards = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_object_unref);

  for (guint c = 0; c < g_list_model_get_n_items (columns); c++)
    {
      g_autoptr (MtColumnItem) column = g_list_model_get_item (columns, c);
      GListModel *tasks = mt_column_item_get_tasks (column);
      const guint n = g_list_model_get_n_items (tasks);

      for (guint i = 0; i < n; i++)
        {
          MtTaskItem *card = g_list_model_get_item (tasks, i);

          g_hash_table_insert (cards, g_strdup (mt_task_item_get_task (card)->id), card);
        }
    }

  return cards;
}

/* A task and what it is sorted by, worked out once. */
typedef struct
{
  const MtTask *task; /* unowned */
  gint64 due;         /* G_MAXINT64: none */
} Entry;

static Entry
make_entry (const MtMoment *moment, const MtTask *task)
{
  const MtPerson *assignee =
      task->assignee != NULL ? mt_team_find (moment->snapshot->team, task->assignee) : NULL;
  Entry entry = { task, G_MAXINT64 };

  if (!mt_task_due_instant (task, assignee, moment->me, &entry.due))
    entry.due = G_MAXINT64;

  return entry;
}

static gint
compare_numbers (gint64 a, gint64 b)
{
  return (a > b) - (a < b);
}

static gint
compare_priority (const MtTask *a, const MtTask *b)
{
  const gint first = a->priority > 0 ? a->priority : 10;
  const gint second = b->priority > 0 ? b->priority : 10;

  return first - second;
}

/* Done: the latest first. Else: urgent, then by due time, then by priority, then by title. */
static gint
compare_entries (gconstpointer x, gconstpointer y)
{
  const Entry *first = x;
  const Entry *second = y;
  const MtTask *a = first->task;
  const MtTask *b = second->task;
  gint order = 0;

  if (a->status == MT_STATUS_COMPLETED && b->status == MT_STATUS_COMPLETED)
    order = compare_numbers (b->completed, a->completed);
  else if (a->urgent != b->urgent)
    order = a->urgent ? -1 : 1;
  else
    order = compare_numbers (first->due, second->due);

  if (order == 0)
    order = compare_priority (a, b);
  if (order == 0)
    order = compare_numbers (a->rank, b->rank);

  return order != 0 ? order : g_strcmp0 (a->id, b->id);
}

/* (transfer full) (element-type Entry): the tasks of one column, in order. */
static GArray *
sort_column (const MtMoment *moment, guint index)
{
  const GPtrArray *all = moment->snapshot->tasks;
  GArray *entries = g_array_new (FALSE, FALSE, sizeof (Entry));

  for (guint i = 0; i < all->len; i++)
    {
      const MtTask *task = g_ptr_array_index (all, i);

      if (task->column == index)
        {
          const Entry entry = make_entry (moment, task);

          g_array_append_val (entries, entry);
        }
    }
  g_array_sort (entries, compare_entries);

  return entries;
}

/* (transfer full) (element-type MtTaskItem): the cards of one column, in order. */
static GPtrArray *
collect_column (MtMoment *moment, guint index, GHashTable *cards, GHashTable *people)
{
  g_autoptr (GArray) entries = sort_column (moment, index);
  GPtrArray *items = g_ptr_array_new_full (entries->len, g_object_unref);

  for (guint i = 0; i < entries->len; i++)
    {
      const MtTask *task = g_array_index (entries, Entry, i).task;
      MtPersonItem *assignee =
          task->assignee != NULL ? g_hash_table_lookup (people, task->assignee) : NULL;
      MtTaskItem *card = g_hash_table_lookup (cards, task->id);

      if (card == NULL)
        {
          g_ptr_array_add (items, mt_task_item_new (moment, task, assignee));
          continue;
        }
      mt_task_item_set_task (card, moment, task, assignee);
      g_ptr_array_add (items, g_object_ref (card));
      g_hash_table_remove (cards, task->id);
    }

  return items;
}

/* (transfer full): the column there was of the name, else a new one. */
static MtColumnItem *
take_column (GListStore *columns, GHashTable *used, const char *name)
{
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (columns)); i++)
    {
      g_autoptr (MtColumnItem) column = g_list_model_get_item (G_LIST_MODEL (columns), i);

      if (g_str_equal (mt_column_item_get_name (column), name) && g_hash_table_add (used, column))
        return g_steal_pointer (&column);
    }

  return mt_column_item_new (name);
}

/**
 * mt_board_model_set:
 * @columns: of #MtColumnItem
 * @moment: what to show
 * @people: (element-type utf8 MtPersonItem): the people by id
 *
 * Shows the board of another reading: columns and cards that stay keep their objects.
 */
void
mt_board_model_set (GListStore *columns, MtMoment *moment, GHashTable *people)
{
  const MtTeam *team = moment->snapshot->team;
  g_autoptr (GHashTable) cards = collect_cards (G_LIST_MODEL (columns));
  g_autoptr (GHashTable) used = g_hash_table_new (NULL, NULL);
  g_autoptr (GPtrArray) wanted = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < team->columns->len; i++)
    {
      const MtColumn *column = g_ptr_array_index (team->columns, i);
      g_autoptr (GPtrArray) tasks = collect_column (moment, i, cards, people);
      MtColumnItem *item = take_column (columns, used, column->name);

      mt_column_item_set_tasks (item, tasks);
      g_ptr_array_add (wanted, item);
    }

  mt_model_sync (columns, wanted);
}

/**
 * mt_board_model_refresh:
 * @columns: of #MtColumnItem
 *
 * Brings every card to the chosen instant.
 */
void
mt_board_model_refresh (GListModel *columns)
{
  for (guint c = 0; c < g_list_model_get_n_items (columns); c++)
    {
      g_autoptr (MtColumnItem) column = g_list_model_get_item (columns, c);
      GListModel *tasks = mt_column_item_get_tasks (column);
      const guint n = g_list_model_get_n_items (tasks);

      for (guint i = 0; i < n; i++)
        {
          g_autoptr (MtTaskItem) card = g_list_model_get_item (tasks, i);

          mt_task_item_refresh (card);
        }
    }
}
