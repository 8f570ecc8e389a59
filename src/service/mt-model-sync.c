/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * Brings a list model to a wanted order while objects keep their identity.
 */
#include "config.h"

#include "service/mt-model-sync.h"

/* What is left to do: the items of the store in [at, end) against those of wanted in [at, last). */
typedef struct
{
  GListStore *store;
  GPtrArray *wanted;
  guint at;
  guint end;
  guint last;
} Sync;

static gboolean
is_same (Sync *sync, guint store_index, guint wanted_index)
{
  g_autoptr (GObject) item = g_list_model_get_item (G_LIST_MODEL (sync->store), store_index);

  return item == g_ptr_array_index (sync->wanted, wanted_index);
}

static void
skip_common_ends (Sync *sync)
{
  while (sync->at < sync->end && sync->at < sync->last && is_same (sync, sync->at, sync->at))
    sync->at++;

  while (sync->end > sync->at && sync->last > sync->at &&
         is_same (sync, sync->end - 1, sync->last - 1))
    {
      sync->end--;
      sync->last--;
    }
}

/* (transfer container): the items of the store in the range that are not at their place yet. */
static GHashTable *
collect_present (Sync *sync)
{
  GHashTable *present = g_hash_table_new (NULL, NULL);

  for (guint i = sync->at; i < sync->end; i++)
    {
      g_autoptr (GObject) item = g_list_model_get_item (G_LIST_MODEL (sync->store), i);

      g_hash_table_add (present, item);
    }

  return present;
}

/* Inserts the run of wanted items that the store does not have. */
static gboolean
insert_run (Sync *sync, GHashTable *present)
{
  guint n = 0;

  while (sync->at + n < sync->last &&
         !g_hash_table_contains (present, g_ptr_array_index (sync->wanted, sync->at + n)))
    n++;

  if (n == 0)
    return FALSE;

  g_list_store_splice (sync->store, sync->at, 0, sync->wanted->pdata + sync->at, n);
  sync->at += n;
  sync->end += n;

  return TRUE;
}

/* Removes the run of items that stand before the next wanted one. Those wanted later are inserted
 * again when their place is reached. */
static void
remove_run (Sync *sync, GHashTable *present)
{
  guint n = 0;

  while (sync->at + n < sync->end)
    {
      g_autoptr (GObject) item = g_list_model_get_item (G_LIST_MODEL (sync->store), sync->at + n);

      if (sync->at < sync->last && item == g_ptr_array_index (sync->wanted, sync->at))
        break;

      g_hash_table_remove (present, item);
      n++;
    }

  g_list_store_splice (sync->store, sync->at, n, NULL, 0);
  sync->end -= n;
}

/**
 * mt_model_sync:
 * @store: the list to change
 * @wanted: (element-type GObject): what it is to hold, in order, each object once
 *
 * Emits `items-changed` for the ranges that differ and for nothing else; nothing at all when
 * @store is as wanted. Linear in the two lengths.
 */
void
mt_model_sync (GListStore *store, GPtrArray *wanted)
{
  Sync sync = {
    store, wanted, 0, g_list_model_get_n_items (G_LIST_MODEL (store)), wanted->len,
  };
  g_autoptr (GHashTable) present = NULL;

  skip_common_ends (&sync);
  present = collect_present (&sync);

  while (sync.at < sync.end || sync.at < sync.last)
    {
      if (sync.at < sync.end && sync.at < sync.last && is_same (&sync, sync.at, sync.at))
        {
          g_hash_table_remove (present, g_ptr_array_index (wanted, sync.at));
          sync.at++;
        }
      else if (!insert_run (&sync, present))
        remove_run (&sync, present);
    }
}
