/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtSourcePortions: the resources of a source, so many bytes at a time, from the store or from what
 * was read of a path.
 */
#include "config.h"

#include "service/mt-source-private.h"

struct _MtSourcePortions
{
  MtSource *source;     /* unowned */
  MtItemCursor *cursor; /* owned, nullable: of one on a server */
  guint next;           /* of a path: index of its next resource */
};

/**
 * mt_source_portions_new: (skip)
 * @source: a source that has been read
 *
 * Returns: (transfer full): its resources, from the first
 */
MtSourcePortions *
mt_source_portions_new (MtSource *source)
{
  MtSourcePortions *self = g_new0 (MtSourcePortions, 1);

  self->source = source;
  if (source->items_from != NULL)
    self->cursor = mt_item_cursor_new (source->items_from, source->known->url, MT_ITEM_PORTION);

  return self;
}

/**
 * mt_source_portions_free: (skip)
 * @self: (transfer full): resources of a source
 */
void
mt_source_portions_free (MtSourcePortions *self)
{
  g_clear_pointer (&self->cursor, mt_item_cursor_free);
  g_free (self);
}

/* Of what was read of a path. It may be asked for again, so nothing is let go of. */
static GPtrArray *
take_slice (MtSourcePortions *self)
{
  const GPtrArray *raw = self->source->raw;
  GPtrArray *slice = NULL;
  gsize n = 0;

  if (raw == NULL || self->next >= raw->len)
    return NULL;
  slice = g_ptr_array_new ();
  while (self->next < raw->len && n < MT_ITEM_PORTION)
    {
      MtRawItem *item = g_ptr_array_index (raw, self->next++);

      n += g_bytes_get_size (item->bytes);
      g_ptr_array_add (slice, item);
    }

  return slice;
}

/**
 * mt_source_portions_next: (skip)
 * @self: resources of a source
 * @error: set to a #MtStoreError
 *
 * Returns: (transfer full) (element-type MtRawItem) (nullable): the next ones, good for as long as
 *   the source is; %NULL behind the last one, or with an error
 */
GPtrArray *
mt_source_portions_next (MtSourcePortions *self, GError **error)
{
  return self->cursor != NULL ? mt_source_take_stored (self->source, self->cursor, error)
                              : take_slice (self);
}
