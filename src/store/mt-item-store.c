/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtItemStore: what servers hold, as it came. Each item has a checksum of its own, since SQLite has
 * none: one whose bits were flipped is dropped, and its collection listed anew.
 */
#include "config.h"

#include "store/mt-item-store-private.h"

G_DEFINE_QUARK (mt_store_error, mt_store_error)

/**
 * mt_item_store_new:
 * @directory: (nullable) (type filename): where the database lies, %NULL for
 *   $XDG_DATA_HOME/meantime
 *
 * Opens the store, or makes one. Blocking.
 *
 * Returns: (transfer full): the store, an empty one that cannot be written if it cannot be used
 */
MtItemStore *
mt_item_store_new (const char *directory)
{
  MtItemStore *self = g_new0 (MtItemStore, 1);
  g_autofree char *own = g_build_filename (g_get_user_data_dir (), "meantime", NULL);
  g_autofree char *path =
      g_build_filename (directory != NULL ? directory : own, "meantime.db", NULL);

  self->database = mt_database_new (path, TRUE);
  return self;
}

/**
 * mt_item_store_free:
 * @self: (transfer full): a store
 *
 * Closes a store; what was not committed is not written.
 */
void
mt_item_store_free (MtItemStore *self)
{
  mt_item_store_rollback (self);
  mt_database_free (self->database);
  g_free (self);
}

/**
 * mt_item_store_get_trouble:
 * @self: a store
 *
 * Returns: (transfer none) (nullable): why the store is not used, or was begun anew, in the user's
 *   language; %NULL when all is well
 */
const char *
mt_item_store_get_trouble (MtItemStore *self)
{
  return self->database->trouble;
}

/**
 * mt_item_store_is_writable:
 * @self: a store
 *
 * Returns: %FALSE when edits cannot be kept: there is no database, or its disk is read-only
 */
gboolean
mt_item_store_is_writable (MtItemStore *self)
{
  return mt_database_refresh (self->database) && !self->database->read_only;
}

/**
 * mt_store_collection_copy:
 * @self: what is known of a collection
 *
 * Returns: (transfer full): the same
 */
MtStoreCollection *
mt_store_collection_copy (const MtStoreCollection *self)
{
  MtStoreCollection *copy = g_memdup2 (self, sizeof *self);

  copy->url = g_strdup (self->url);
  copy->account = g_strdup (self->account);
  copy->kind = g_strdup (self->kind);
  copy->title = g_strdup (self->title);
  copy->components = g_strdup (self->components);
  copy->token = g_strdup (self->token);
  copy->ctag = g_strdup (self->ctag);
  copy->mode = g_strdup (self->mode);
  copy->trouble = g_strdup (self->trouble);
  return copy;
}

/**
 * mt_store_collection_free:
 * @self: (transfer full) (nullable): what is known of a collection
 */
void
mt_store_collection_free (MtStoreCollection *self)
{
  if (self == NULL)
    return;
  g_free (self->url);
  g_free (self->account);
  g_free (self->kind);
  g_free (self->title);
  g_free (self->components);
  g_free (self->token);
  g_free (self->ctag);
  g_free (self->mode);
  g_free (self->trouble);
  g_free (self);
}

/**
 * mt_store_item_free:
 * @self: (transfer full) (nullable): an item
 */
void
mt_store_item_free (MtStoreItem *self)
{
  if (self == NULL)
    return;
  g_free (self->href);
  g_free (self->etag);
  g_clear_pointer (&self->bytes, g_bytes_unref);
  g_free (self->parked);
  g_free (self->why);
  g_free (self);
}

/**
 * mt_item_store_write: (skip)
 * @self: a store
 * @durable: whether the commit must be on the disk when this returns
 * @work: what to write; a result of SQLite, or anything else with @error set
 * @data: for @work
 * @error: set when nothing was written
 *
 * Runs a piece of work in a transaction. Damage that it meets is healed, and it is run again.
 *
 * Returns: %TRUE if it is done
 */
gboolean
mt_item_store_write (MtItemStore *self,
                     gboolean durable,
                     MtStoreWork work,
                     gpointer data,
                     GError **error)
{
  GError *why = NULL;
  int code = SQLITE_OK;

  for (guint tries = 0; tries < 2; tries++)
    {
      if (!mt_database_begin (self->database, durable, error))
        return FALSE;
      code = work (self, data, &why);
      if (code == SQLITE_OK && why == NULL)
        return mt_database_commit (self->database, error);
      mt_database_rollback (self->database);
      if (why != NULL)
        {
          g_propagate_error (error, why);
          return FALSE;
        }
      if (!mt_database_is_damage (code))
        break;
      mt_database_heal (self->database);
    }
  mt_database_set_error (self->database, code, error);
  return FALSE;
}
