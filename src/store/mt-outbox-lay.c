/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * Edits that wait, laid over what servers have.
 */
#include "config.h"

#include "store/mt-item-store-private.h"

#include <string.h>

/* An edit as it lies over an item. One that cannot be sent as it is does not hide what it would
 * delete. */
static GBytes *
laid_bytes (const MtOutboxRow *row)
{
  if (row->after != NULL)
    return row->after;
  if (row->state == MT_OUTBOX_CONFLICT)
    return row->theirs;
  return row->state == MT_OUTBOX_REFUSED ? row->before : NULL;
}

static void
lay_over (MtStoreItem *item, const MtOutboxRow *row)
{
  GBytes *bytes = laid_bytes (row);

  g_clear_pointer (&item->bytes, g_bytes_unref);
  item->bytes = bytes != NULL ? g_bytes_ref (bytes) : NULL;
  g_clear_pointer (&item->parked, g_free);
  item->state = MAX (item->state, row->state);
  item->edit = row->id;
  g_free (item->why);
  item->why = g_strdup (row->why);
}

/* (transfer full) */
static MtStoreItem *
new_item (const MtOutboxRow *row)
{
  MtStoreItem *item = g_new0 (MtStoreItem, 1);

  item->href = g_strdup (row->href);
  return item;
}

/* Edits in their order: the last of an item is what it is to be. */
static void
lay_edits (GPtrArray *items, GHashTable *by_href, const GPtrArray *edits)
{
  for (guint i = 0; i < edits->len; i++)
    {
      const MtOutboxRow *row = g_ptr_array_index (edits, i);
      MtStoreItem *item = g_hash_table_lookup (by_href, row->href);

      if (item == NULL)
        {
          item = new_item (row);
          g_ptr_array_add (items, item);
          g_hash_table_insert (by_href, item->href, item);
        }
      lay_over (item, row);
    }
}

static gint
compare_hrefs (gconstpointer a, gconstpointer b)
{
  return strcmp ((*(MtStoreItem *const *) a)->href, (*(MtStoreItem *const *) b)->href);
}

/**
 * mt_outbox_lay_over: (skip)
 * @items: (element-type MtStoreItem): what a server has
 * @edits: (element-type MtOutboxRow): what waits, in the order it was made
 *
 * Makes of @items what is to be shown, by href.
 */
void
mt_outbox_lay_over (GPtrArray *items, const GPtrArray *edits)
{
  g_autoptr (GHashTable) by_href = g_hash_table_new (g_str_hash, g_str_equal);
  guint n_kept = 0;

  if (edits->len == 0)
    return;
  for (guint i = 0; i < items->len; i++)
    {
      MtStoreItem *item = g_ptr_array_index (items, i);

      g_hash_table_insert (by_href, item->href, item);
    }
  lay_edits (items, by_href, edits);
  for (guint i = 0; i < items->len; i++)
    {
      MtStoreItem *item = g_ptr_array_index (items, i);

      if (item->bytes != NULL || item->parked != NULL)
        items->pdata[n_kept++] = item;
      else
        mt_store_item_free (item);
    }
  items->len = n_kept;
  g_ptr_array_sort (items, compare_hrefs);
}
