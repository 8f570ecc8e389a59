/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * What a full listing means for what the caller has: what to fetch, and what is gone. A listing may
 * leave items out that are there, so what it does not have is looked for before that is believed.
 */
#include "config.h"

#include "providers/collections/caldav/mt-caldav-private.h"

enum
{
  SAMPLES = 3,       /* of items that a listing does not have: looked for by themselves */
  SEARCHES_MAX = 50, /* where the listing cannot be trusted */
};

/**
 * mt_caldav_sync_gone:
 * @self: a sync
 * @gone: (element-type utf8): names of items
 * @error: return location
 *
 * Tells the sink that these are gone.
 *
 * Returns: FALSE with the sink's error
 */
gboolean
mt_caldav_sync_gone (MtCaldavSync *self, GPtrArray *gone, GError **error)
{
  for (guint i = 0; i < gone->len; i++)
    if (!self->sink->gone (g_ptr_array_index (gone, i), self->data, error))
      return FALSE;
  return TRUE;
}

/* Of a full listing: what differs from what the caller has. */
static GPtrArray *
find_changed (MtCaldavListing *listing, GHashTable *known)
{
  GPtrArray *changed = g_ptr_array_new_with_free_func ((GDestroyNotify) mt_caldav_entry_free);

  for (guint i = 0; i < listing->entries->len; i++)
    {
      MtCaldavEntry *entry = g_ptr_array_index (listing->entries, i);
      const char *etag = known ? g_hash_table_lookup (known, entry->name) : NULL;

      if (!mt_caldav_same_etag (etag, entry->etag))
        g_ptr_array_add (changed, g_steal_pointer (&listing->entries->pdata[i]));
    }
  return changed;
}

/* What the caller has and a full listing does not. */
static GPtrArray *
find_gone (MtCaldavListing *listing, GHashTable *known)
{
  GPtrArray *gone = g_ptr_array_new_with_free_func (g_free);
  GHashTableIter iter;
  const char *name;

  if (!known)
    return gone;
  g_hash_table_iter_init (&iter, known);
  while (g_hash_table_iter_next (&iter, (gpointer *) &name, NULL))
    if (!g_hash_table_contains (listing->names, name))
      g_ptr_array_add (gone, g_strdup (name));
  return gone;
}

/* Returns: FALSE only if nothing else is to be tried. */
static gboolean
ask_whether_gone (MtCaldavSync *self, const char *name, gboolean *gone, GError **error)
{
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GError) local = NULL;

  *gone = FALSE;
  if (mt_caldav_get (self->caldav, name, &bytes, NULL, self->cancellable, &local))
    return TRUE;
  *gone = g_error_matches (local, MT_NET_ERROR, MT_NET_ERROR_MISSING);
  if (!*gone && mt_caldav_is_final (local))
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  return TRUE;
}

/* A listing that came whole may still leave things out. A few of those that it does not have are
 * looked for, and all of them if it has lied, or has not spoken of the collection itself; @trusted
 * gets whether it is to be believed. Returns: FALSE only if nothing else is to be tried. */
static gboolean
confirm_gone (MtCaldavSync *self, GPtrArray *gone, gboolean *trusted, GError **error)
{
  guint n = 0;

  for (guint i = 0; i < gone->len; i++)
    {
      gboolean really;

      if (*trusted && i >= SAMPLES)
        return TRUE;
      if (i >= SEARCHES_MAX)
        break;
      if (!ask_whether_gone (self, g_ptr_array_index (gone, i), &really, error))
        return FALSE;
      *trusted = *trusted && really;
      if (really)
        {
          /* Those that are gone move to the front. */
          gpointer other = gone->pdata[n];

          gone->pdata[n++] = gone->pdata[i];
          gone->pdata[i] = other;
        }
    }
  if (!*trusted)
    g_ptr_array_set_size (gone, n);
  return TRUE;
}

/**
 * mt_caldav_listing_apply:
 * @listing: a full listing that came whole
 * @trusted: (inout): whether it may say that items are gone; gets whether it was right where it did
 * @error: return location
 *
 * Fetches what differs from what the caller has, and tells the sink what is gone. Blocking.
 *
 * Returns: FALSE with an error of MT_NET_ERROR, or the sink's
 */
gboolean
mt_caldav_listing_apply (MtCaldavListing *listing, gboolean *trusted, GError **error)
{
  MtCaldavSync *self = listing->sync;
  g_autoptr (GHashTable) known = self->sink->known ? self->sink->known (self->data) : NULL;
  g_autoptr (GPtrArray) changed = find_changed (listing, known);
  g_autoptr (GPtrArray) gone = find_gone (listing, known);

  self->total += changed->len;
  return mt_caldav_fetch (self, changed, error) && confirm_gone (self, gone, trusted, error) &&
         mt_caldav_sync_gone (self, gone, error);
}
