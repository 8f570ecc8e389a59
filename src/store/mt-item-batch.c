/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtItemStore: what a sync found, gathered while the server takes its time and written at once.
 */
#include "config.h"

#include "store/mt-item-store-private.h"

static void
step_clear (gpointer data)
{
  MtStoreStep *step = data;

  for (guint i = 0; i < G_N_ELEMENTS (step->texts); i++)
    g_free (step->texts[i]);
  g_clear_pointer (&step->bytes, g_bytes_unref);
}

/**
 * mt_item_store_begin:
 * @self: a store that has no batch open
 *
 * Begins to gather what mt_item_store_commit() writes. Nothing is locked meanwhile.
 */
void
mt_item_store_begin (MtItemStore *self)
{
  g_return_if_fail (self->batch == NULL);

  self->batch = g_array_new (FALSE, TRUE, sizeof (MtStoreStep));
  g_array_set_clear_func (self->batch, step_clear);
}

/**
 * mt_item_store_rollback:
 * @self: a store
 *
 * Forgets what was gathered since mt_item_store_begin(), if anything.
 */
void
mt_item_store_rollback (MtItemStore *self)
{
  g_clear_pointer (&self->batch, g_array_unref);
}

/* (transfer none): one step more, valid until the next. */
static MtStoreStep *
add_step (MtItemStore *self, MtStoreStepKind kind, gint64 id)
{
  const MtStoreStep step = { .kind = kind, .id = id };

  g_array_append_val (self->batch, step);
  return &g_array_index (self->batch, MtStoreStep, self->batch->len - 1);
}

static void
set_texts (MtStoreStep *step, const char *first, const char *second, const char *third)
{
  step->texts[0] = g_strdup (first);
  step->texts[1] = g_strdup (second);
  step->texts[2] = g_strdup (third);
}

/**
 * mt_item_store_put_item:
 * @self: a store with a batch open
 * @id: of a collection
 * @href: of an item, see #MtStoreItem
 * @etag: (nullable): its ETag; %NULL: not known, so that it is fetched again
 * @bytes: what it is
 *
 * What a server has, new or changed. An edit that waits for it stays: if it is what the server has
 * now, it has arrived.
 */
void
mt_item_store_put_item (MtItemStore *self,
                        gint64 id,
                        const char *href,
                        const char *etag,
                        GBytes *bytes)
{
  MtStoreStep *step;

  g_return_if_fail (self->batch != NULL && href != NULL && bytes != NULL);

  step = add_step (self, MT_STORE_STEP_PUT, id);
  set_texts (step, href, etag, NULL);
  step->bytes = g_bytes_ref (bytes);
}

/**
 * mt_item_store_remove_item:
 * @self: a store with a batch open
 * @id: of a collection
 * @href: of an item
 *
 * A server has it no longer. What is not there is passed over.
 */
void
mt_item_store_remove_item (MtItemStore *self, gint64 id, const char *href)
{
  g_return_if_fail (self->batch != NULL && href != NULL);

  set_texts (add_step (self, MT_STORE_STEP_REMOVE, id), href, NULL, NULL);
}

/**
 * mt_item_store_park_item:
 * @self: a store with a batch open
 * @id: of a collection
 * @href: of an item
 * @etag: (nullable): its ETag: as long as it stays, the item need not be tried again
 * @why: what is wrong with it, in words
 *
 * An item cannot be had. What it was before is kept and shown.
 */
void
mt_item_store_park_item (MtItemStore *self,
                         gint64 id,
                         const char *href,
                         const char *etag,
                         const char *why)
{
  g_return_if_fail (self->batch != NULL && href != NULL && why != NULL);

  set_texts (add_step (self, MT_STORE_STEP_PARK, id), href, etag, why);
}

/**
 * mt_item_store_set_mark:
 * @self: a store with a batch open
 * @id: of a collection
 * @token: (nullable): a sync token
 * @ctag: (nullable): a ctag
 * @mode: (nullable): what works there
 *
 * How far a collection has been followed, with everything in this batch.
 */
void
mt_item_store_set_mark (MtItemStore *self,
                        gint64 id,
                        const char *token,
                        const char *ctag,
                        const char *mode)
{
  g_return_if_fail (self->batch != NULL);

  set_texts (add_step (self, MT_STORE_STEP_MARK, id), token, ctag, mode);
}

/**
 * mt_item_store_set_checked:
 * @self: a store with a batch open
 * @id: of a collection
 * @at: Unix seconds
 *
 * All of a collection was followed at @at: its trouble is over.
 */
void
mt_item_store_set_checked (MtItemStore *self, gint64 id, gint64 at)
{
  g_return_if_fail (self->batch != NULL);

  add_step (self, MT_STORE_STEP_CHECKED, id)->number = at;
}

/**
 * mt_item_store_set_trouble:
 * @self: a store with a batch open
 * @id: of a collection
 * @failed_since: Unix seconds; an earlier time that is noted already stays
 * @trouble: what went wrong, in words for a person
 *
 * A collection could not be followed.
 */
void
mt_item_store_set_trouble (MtItemStore *self, gint64 id, gint64 failed_since, const char *trouble)
{
  MtStoreStep *step;

  g_return_if_fail (self->batch != NULL);

  step = add_step (self, MT_STORE_STEP_TROUBLE, id);
  step->number = failed_since;
  set_texts (step, trouble, NULL, NULL);
}

/**
 * mt_item_store_set_held:
 * @self: a store with a batch open
 * @id: of a collection
 * @n_vanished: how many items the server no longer lists; 0: the question is answered
 *
 * So much vanished at once that the user is asked first.
 */
void
mt_item_store_set_held (MtItemStore *self, gint64 id, guint n_vanished)
{
  g_return_if_fail (self->batch != NULL);

  add_step (self, MT_STORE_STEP_HELD, id)->number = n_vanished;
}

/**
 * mt_item_store_set_facts:
 * @self: a store with a batch open
 * @id: of a collection
 * @title: (nullable): what the server calls it
 * @components: (nullable): what it takes, e.g. "VEVENT,VTODO"; %NULL: not known
 * @read_only: whether it takes no changes
 *
 * What a server says of a collection.
 */
void
mt_item_store_set_facts (MtItemStore *self,
                         gint64 id,
                         const char *title,
                         const char *components,
                         gboolean read_only)
{
  MtStoreStep *step;

  g_return_if_fail (self->batch != NULL);

  step = add_step (self, MT_STORE_STEP_FACTS, id);
  set_texts (step, title, components, NULL);
  step->number = read_only;
}

/**
 * mt_item_store_commit:
 * @self: a store with a batch open
 * @error: set to a #MtStoreError when nothing was written: %MT_STORE_ERROR_CHANGED when a
 * collection is no longer there, %MT_STORE_ERROR_HREF for a name that leads out of one
 *
 * Writes what was gathered since mt_item_store_begin(), all or nothing, and ends the batch.
 * Blocking: about 5 us an item.
 *
 * Returns: %TRUE if it is written
 */
gboolean
mt_item_store_commit (MtItemStore *self, GError **error)
{
  g_autoptr (GArray) batch = g_steal_pointer (&self->batch);

  g_return_val_if_fail (batch != NULL, FALSE);

  return batch->len == 0 ||
         mt_item_store_write (self, FALSE, mt_item_store_run_batch, batch, error);
}
