/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtCollection: a place that holds raw iCalendar items.
 */
#include "config.h"

#include "providers/collections/mt-collection.h"

G_DEFINE_QUARK (mt - collection - error - quark, mt_collection_error)

G_DEFINE_INTERFACE (MtCollection, mt_collection, G_TYPE_OBJECT)

static void
mt_collection_default_init (MtCollectionInterface *iface)
{
}

/**
 * mt_collection_fetch:
 * @self: a collection
 * @token: (nullable): the token of the last batch
 * @known: (nullable) (element-type utf8 utf8): the tags of what is known, by href; %NULL: nothing
 * @problems: (element-type MtProblem): array to append to: items that are left out, and why
 * @cancellable: (nullable): to stop
 * @error: return location
 *
 * Blocking: call it from a thread.
 *
 * Returns: (transfer full): what differs from @known, or %NULL with an %MT_COLLECTION_ERROR or
 *   %G_IO_ERROR_CANCELLED
 */
MtBatch *
mt_collection_fetch (MtCollection *self,
                     const char *token,
                     GHashTable *known,
                     GPtrArray *problems,
                     GCancellable *cancellable,
                     GError **error)
{
  g_return_val_if_fail (MT_IS_COLLECTION (self), NULL);
  g_return_val_if_fail (problems != NULL, NULL);

  return MT_COLLECTION_GET_IFACE (self)->fetch (self, token, known, problems, cancellable, error);
}

/**
 * mt_raw_item_new: (skip)
 * @href: name within the collection
 * @path: what to call it to a person
 * @bytes: (transfer full): the text
 * @tag: (transfer full): differs when @bytes does
 *
 * Returns: (transfer full): a raw item
 */
MtRawItem *
mt_raw_item_new (const char *href, const char *path, GBytes *bytes, char *tag)
{
  MtRawItem *self = g_new0 (MtRawItem, 1);

  self->href = g_strdup (href);
  self->path = g_strdup (path);
  self->bytes = bytes;
  self->tag = tag;

  return self;
}

/**
 * mt_raw_item_free:
 * @self: (transfer full): a raw item
 */
void
mt_raw_item_free (MtRawItem *self)
{
  g_free (self->href);
  g_free (self->path);
  g_bytes_unref (self->bytes);
  g_free (self->tag);
  g_free (self);
}

/**
 * mt_batch_new: (skip)
 *
 * Returns: (transfer full): an empty batch, not complete
 */
MtBatch *
mt_batch_new (void)
{
  MtBatch *self = g_new0 (MtBatch, 1);

  self->items = g_ptr_array_new_with_free_func ((GDestroyNotify) mt_raw_item_free);
  self->gone = g_ptr_array_new_with_free_func (g_free);

  return self;
}

/**
 * mt_batch_free:
 * @self: (transfer full): a batch
 */
void
mt_batch_free (MtBatch *self)
{
  g_ptr_array_unref (self->items);
  g_ptr_array_unref (self->gone);
  g_free (self->token);
  g_free (self);
}
