/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtSource: a place on a server: what the store has of it, never the network.
 */
#include "config.h"

#include "service/mt-source-private.h"

#include <glib/gi18n-lib.h>

#include "core/mt-pending.h"
#include "core/mt-problem.h"
#include "providers/collections/mt-collection.h"

static void
pending_mark_free (gpointer data)
{
  MtPendingMark *mark = data;

  g_free (mark->why);
  g_free (mark);
}

static MtPending
to_pending (MtOutboxState state)
{
  switch (state)
    {
    case MT_OUTBOX_WAITING:
    case MT_OUTBOX_SENDING:
      return MT_PENDING_WAITING;
    case MT_OUTBOX_CONFLICT:
      return MT_PENDING_CONFLICT;
    case MT_OUTBOX_REFUSED:
      return MT_PENDING_REFUSED;
    case MT_OUTBOX_NONE:
    default:
      return MT_PENDING_NONE;
    }
}

static void
note_edit (MtSource *self, const MtStoreItem *item, const char *path)
{
  MtPendingMark *mark = NULL;

  if (item->state == MT_OUTBOX_NONE)
    return;
  if (self->edits == NULL)
    self->edits = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, pending_mark_free);
  mark = g_new0 (MtPendingMark, 1);
  mark->state = to_pending (item->state);
  mark->why = g_strdup (item->why);
  mark->edit = item->edit;
  g_hash_table_replace (self->edits, g_strdup (path), mark);
}

/* Whether there is anything to show, however old. */
static gboolean
has_anything (const MtStoreCollection *known)
{
  return known != NULL &&
         (known->checked != 0 || known->n_items > 0 || known->n_pending + known->n_conflicts > 0);
}

static void
fail_unread (MtSource *self, GPtrArray *problems)
{
  const char *trouble = self->known != NULL ? self->known->trouble : NULL;

  mt_source_fail (self, problems,
                  trouble != NULL ? trouble : _ ("has not been read from the server yet"));
}

/**
 * mt_source_look_up_stored: (skip)
 * @self: a source on a server
 * @items: (nullable): the store
 * @problems: (element-type MtProblem): array to append to
 *
 * Sees whether the store has anything of it, however old. No item is read.
 */
void
mt_source_look_up_stored (MtSource *self, MtItemStore *items, GPtrArray *problems)
{
  if (items == NULL || !has_anything (self->known))
    {
      fail_unread (self, problems);
      return;
    }
  self->items_from = items;
  self->hash = mt_source_get_stamp (self);
}

/**
 * mt_source_take_stored: (skip)
 * @self: a source on a server
 * @cursor: at some of its items
 * @error: set to a #MtStoreError
 *
 * Reads on, and notes which edits wait.
 *
 * Returns: (transfer full) (element-type MtRawItem) (nullable): the next resources; %NULL behind
 *   the last one, or with an error
 */
GPtrArray *
mt_source_take_stored (MtSource *self, MtItemCursor *cursor, GError **error)
{
  g_autoptr (GPtrArray) stored = mt_item_cursor_next (cursor, error);
  GPtrArray *raw = NULL;

  if (stored == NULL)
    return NULL;
  raw = g_ptr_array_new_with_free_func ((GDestroyNotify) mt_raw_item_free);
  for (guint i = 0; i < stored->len; i++)
    {
      const MtStoreItem *item = g_ptr_array_index (stored, i);
      g_autofree char *path = g_strconcat (self->known->url, item->href, NULL);

      note_edit (self, item, path);
      if (item->bytes != NULL)
        g_ptr_array_add (raw, mt_raw_item_new (item->href, path, g_bytes_ref (item->bytes), NULL));
    }

  return raw;
}

/**
 * mt_source_name_parked:
 * @self: a source
 * @items: (nullable): the store
 * @problems: (element-type MtProblem): array to append to
 *
 * Names the items that a server does not give, at every reading, whether the others are read or
 * known already.
 */
void
mt_source_name_parked (const MtSource *self, MtItemStore *items, GPtrArray *problems)
{
  g_autoptr (GPtrArray) parked = NULL;

  if (items == NULL || self->known == NULL || self->known->n_parked == 0)
    return;
  parked = mt_item_store_list_parked (items, self->known->id);
  for (guint i = 0; i < parked->len; i++)
    {
      const MtStoreItem *item = g_ptr_array_index (parked, i);
      g_autofree char *path = g_strconcat (self->known->url, item->href, NULL);

      g_ptr_array_add (problems,
                       mt_problem_new (MT_SEVERITY_ERROR, path, 0, 0, NULL,
                                       _ ("could not be read from the server: %s"), item->parked));
    }
}

/**
 * mt_source_get_stamp:
 * @self: a source on a server
 *
 * Returns: (transfer full): what differs once its items do; "" when nothing is known of it
 */
char *
mt_source_get_stamp (const MtSource *self)
{
  if (self->known == NULL)
    return g_strdup ("");

  return g_strdup_printf ("%" G_GINT64_FORMAT "@%" G_GUINT64_FORMAT, self->known->id,
                          self->known->stamp);
}
