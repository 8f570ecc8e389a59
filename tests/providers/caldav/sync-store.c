/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * SyncStore: what a sync found, in memory.
 */
#include "sync-store.h"

#include <string.h>

static void
item_free (gpointer data)
{
  SyncItem *self = data;

  if (!self)
    return;
  g_free (self->etag);
  g_clear_pointer (&self->bytes, g_bytes_unref);
  g_free (self->why);
  g_free (self);
}

SyncStore *
sync_store_new (void)
{
  SyncStore *self = g_new0 (SyncStore, 1);

  self->items = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, item_free);
  self->pending = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, item_free);
  self->fail_at = -1;
  return self;
}

void
sync_store_free (SyncStore *self)
{
  g_hash_table_unref (self->items);
  g_hash_table_unref (self->pending);
  mt_sync_mark_clear (&self->mark);
  g_free (self);
}

/* As committed, with what this sync has found laid over. */
const SyncItem *
sync_store_get (SyncStore *self, const char *name)
{
  gpointer item;

  return g_hash_table_lookup_extended (self->pending, name, NULL, &item)
             ? item
             : g_hash_table_lookup (self->items, name);
}

static GHashTable *
known (gpointer data)
{
  SyncStore *self = data;
  GHashTable *table = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  GHashTableIter iter;
  const char *name;

  self->n_known++;
  for (guint i = 0; i < 2; i++)
    {
      g_hash_table_iter_init (&iter, i ? self->pending : self->items);
      while (g_hash_table_iter_next (&iter, (gpointer *) &name, NULL))
        {
          const SyncItem *item = sync_store_get (self, name);

          if (item)
            g_hash_table_replace (table, g_strdup (name), g_strdup (item->etag));
          else
            g_hash_table_remove (table, name);
        }
    }
  return table;
}

static char *
known_etag (const char *name, gpointer data)
{
  const SyncItem *item = sync_store_get (data, name);

  return item && item->bytes ? g_strdup (item->etag) : NULL;
}

static gboolean
take_item (const char *name, const char *etag, GBytes *bytes, gpointer data, GError **error)
{
  SyncStore *self = data;
  const SyncItem *old = sync_store_get (self, name);
  SyncItem *item = g_new0 (SyncItem, 1);

  if (self->fail_at >= 0 && self->fail_at-- == 0)
    {
      g_free (item);
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_NO_SPACE, "the disk is full");
      return FALSE;
    }
  g_assert_cmpuint (strlen (name), >, 0);
  g_assert_nonnull (bytes);
  self->n_items++;
  self->n_same += old && old->bytes && g_bytes_equal (old->bytes, bytes);
  item->etag = g_strdup (etag);
  item->bytes = g_bytes_ref (bytes);
  g_hash_table_replace (self->pending, g_strdup (name), item);
  return TRUE;
}

static gboolean
take_gone (const char *name, gpointer data, GError **error)
{
  SyncStore *self = data;

  self->n_gone += sync_store_get (self, name) != NULL;
  g_hash_table_replace (self->pending, g_strdup (name), NULL);
  return TRUE;
}

static gboolean
take_parked (const char *name, const char *etag, const char *why, gpointer data, GError **error)
{
  SyncStore *self = data;
  SyncItem *item = g_new0 (SyncItem, 1);

  g_assert_nonnull (why);
  item->etag = g_strdup (etag);
  item->why = g_strdup (why);
  g_hash_table_replace (self->pending, g_strdup (name), item);
  return TRUE;
}

static gboolean
take_page (const MtSyncMark *mark, guint done, guint total, gpointer data, GError **error)
{
  SyncStore *self = data;
  GHashTableIter iter;
  char *name;
  SyncItem *item;

  g_hash_table_iter_init (&iter, self->pending);
  while (g_hash_table_iter_next (&iter, (gpointer *) &name, (gpointer *) &item))
    {
      g_hash_table_iter_steal (&iter);
      if (item)
        g_hash_table_replace (self->items, name, item);
      else
        {
          g_hash_table_remove (self->items, name);
          g_free (name);
        }
    }
  mt_sync_mark_clear (&self->mark);
  self->mark.token = g_strdup (mark->token);
  self->mark.ctag = g_strdup (mark->ctag);
  self->mark.mode = g_strdup (mark->mode);
  self->n_pages++;
  self->total = total;
  return TRUE;
}

static GPtrArray *
unfetched (gpointer data)
{
  SyncStore *self = data;
  GPtrArray *names = g_ptr_array_new_with_free_func (g_free);
  GHashTableIter iter;
  const char *name;

  g_hash_table_iter_init (&iter, self->items);
  while (g_hash_table_iter_next (&iter, (gpointer *) &name, NULL))
    {
      const SyncItem *item = sync_store_get (self, name);

      if (item && !item->bytes && !item->etag)
        g_ptr_array_add (names, g_strdup (name));
    }
  return names;
}

/* What an edit of one's own leaves behind. */
void
sync_store_put (SyncStore *self, const char *name, const char *etag, GBytes *bytes)
{
  SyncItem *item = g_new0 (SyncItem, 1);

  if (!bytes)
    {
      g_hash_table_remove (self->items, name);
      g_free (item);
      return;
    }
  item->etag = g_strdup (etag);
  item->bytes = g_bytes_ref (bytes);
  g_hash_table_replace (self->items, g_strdup (name), item);
}

gboolean
sync_store_sync (SyncStore *self,
                 MtHttp *http,
                 const char *url,
                 gboolean full,
                 guint parallel,
                 GError **error)
{
  static const MtSyncSink sink = {
    .known = known,
    .known_etag = known_etag,
    .item = take_item,
    .gone = take_gone,
    .parked = take_parked,
    .page = take_page,
    .unfetched = unfetched,
  };
  g_autoptr (MtCaldav) caldav = mt_caldav_new (http, url);
  g_auto (MtSyncMark) from = { g_strdup (self->mark.token), g_strdup (self->mark.ctag),
                               g_strdup (self->mark.mode) };
  gboolean ok;

  self->n_items = self->n_same = self->n_gone = self->n_pages = self->n_known = 0;
  ok = mt_caldav_sync (caldav, &from, full, parallel, &sink, self, NULL, error);
  /* What no page stands behind is as if it had never come. */
  g_hash_table_remove_all (self->pending);
  return ok;
}

void
sync_store_forget_mark (SyncStore *self)
{
  mt_sync_mark_clear (&self->mark);
}

static int
compare_names (gconstpointer a, gconstpointer b)
{
  return strcmp (a, b);
}

static void
describe (GString *text, const char *name, GBytes *bytes)
{
  g_autofree char *hash = bytes ? g_compute_checksum_for_bytes (G_CHECKSUM_MD5, bytes) : NULL;

  g_string_append_printf (text, "%s %.8s\n", name, hash ? hash : "parked");
}

/* A line for each item: its name and a hash of its bytes. */
char *
sync_store_describe (SyncStore *self)
{
  g_autoptr (GList) names = g_list_sort (g_hash_table_get_keys (self->items), compare_names);
  g_autoptr (GString) text = g_string_new (NULL);

  for (GList *at = names; at; at = at->next)
    describe (text, at->data, ((SyncItem *) g_hash_table_lookup (self->items, at->data))->bytes);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

/* The same of name -> GBytes. */
char *
sync_store_describe_server (GHashTable *list)
{
  g_autoptr (GList) names = g_list_sort (g_hash_table_get_keys (list), compare_names);
  g_autoptr (GString) text = g_string_new (NULL);

  for (GList *at = names; at; at = at->next)
    describe (text, at->data, g_hash_table_lookup (list, at->data));
  return g_string_free (g_steal_pointer (&text), FALSE);
}
