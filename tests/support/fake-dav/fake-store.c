/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * What the server of the tests holds.
 */
#include "fake-dav-private.h"

#include <string.h>

static void
item_free (gpointer data)
{
  FakeItem *self = data;

  g_free (self->name);
  g_clear_pointer (&self->bytes, g_bytes_unref);
  g_free (self);
}

static void
collection_free (gpointer data)
{
  FakeCollection *self = data;

  g_free (self->path);
  g_free (self->owner);
  g_free (self->title);
  g_free (self->color);
  g_free (self->components);
  g_hash_table_unref (self->items);
  g_hash_table_unref (self->shares);
  g_hash_table_unref (self->trees);
  g_free (self);
}

FakeCollection *
fake_make_collection (FakeDav *self, const char *path, const char *components)
{
  FakeCollection *collection = g_new0 (FakeCollection, 1);
  g_auto (GStrv) parts = g_strsplit (path, "/", -1);
  const guint n = g_strv_length (parts);

  if (!self->collections)
    self->collections = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, collection_free);
  collection->path = g_str_has_suffix (path, "/") ? g_strdup (path) : g_strconcat (path, "/", NULL);
  collection->owner = g_strdup (n > 2 ? parts[2] : "");
  collection->title = g_strdup (n > 3 ? parts[3] : "");
  collection->components = g_strdup (components);
  collection->items = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, item_free);
  collection->shares = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  collection->trees = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  collection->seq = 1;
  g_hash_table_replace (self->collections, collection->path, collection);
  return collection;
}

FakeCollection *
fake_find_collection (FakeDav *self, const char *path)
{
  g_autofree char *slashed =
      g_str_has_suffix (path, "/") ? g_strdup (path) : g_strconcat (path, "/", NULL);

  return g_hash_table_lookup (self->collections, slashed);
}

FakeCollection *
fake_find_parent (FakeDav *self, const char *path, const char **name)
{
  const char *slash = strrchr (path, '/');
  g_autofree char *folder = slash ? g_strndup (path, slash - path + 1) : NULL;

  *name = slash ? slash + 1 : path;
  return folder && **name ? g_hash_table_lookup (self->collections, folder) : NULL;
}

FakeItem *
fake_find_item (FakeDav *self, const char *path, FakeCollection **collection)
{
  const char *name;
  FakeItem *item;

  *collection = fake_find_parent (self, path, &name);
  item = *collection ? g_hash_table_lookup ((*collection)->items, name) : NULL;
  return item && item->bytes ? item : NULL;
}

/* NULL deletes. */
void
fake_store (FakeDav *self, FakeCollection *collection, const char *name, GBytes *bytes)
{
  FakeItem *item = g_hash_table_lookup (collection->items, name);

  if (!item)
    {
      item = g_new0 (FakeItem, 1);
      item->name = g_strdup (name);
      g_hash_table_replace (collection->items, item->name, item);
    }
  if (!item->bytes)
    item->version = 0;
  g_clear_pointer (&item->bytes, g_bytes_unref);
  item->bytes = bytes ? g_bytes_ref (bytes) : NULL;
  item->version++;
  item->seq = ++collection->seq;
}

char *
fake_make_etag (FakeDav *self, const FakeItem *item)
{
  const char *kind = fake_switch (self, "etag");
  g_autofree char *hash = g_compute_checksum_for_bytes (G_CHECKSUM_MD5, item->bytes);

  if (g_str_equal (kind, "none"))
    return NULL;
  if (g_str_equal (kind, "weak"))
    return g_strdup_printf ("W/\"%s\"", hash);
  if (g_str_equal (kind, "changing"))
    return g_strdup_printf ("\"%s-%" G_GUINT64_FORMAT "\"", hash, ++self->answers);
  if (g_str_equal (kind, "counter"))
    return g_strdup_printf ("\"%u\"", item->version);
  return g_strdup_printf ("\"%s\"", hash);
}

/* A digest of all that is in the collection, the same again when that is. */
static char *
make_tree (FakeCollection *collection)
{
  GHashTableIter iter;
  FakeItem *item;
  guint8 sum[16] = { 0 };
  g_autoptr (GString) text = g_string_new ("tree-");

  g_hash_table_iter_init (&iter, collection->items);
  while (g_hash_table_iter_next (&iter, NULL, (gpointer *) &item))
    if (item->bytes)
      {
        g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_MD5);
        gsize n;
        const guchar *bytes = g_bytes_get_data (item->bytes, &n);
        guint8 digest[16];
        gsize length = sizeof digest;

        g_checksum_update (checksum, (const guchar *) item->name, strlen (item->name) + 1);
        g_checksum_update (checksum, bytes, n);
        g_checksum_get_digest (checksum, digest, &length);
        for (guint i = 0; i < sizeof sum; i++)
          sum[i] ^= digest[i];
      }
  for (guint i = 0; i < sizeof sum; i++)
    g_string_append_printf (text, "%02x", sum[i]);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

char *
fake_make_token (FakeDav *self, FakeCollection *collection, guint64 seq)
{
  if (fake_switch_is (self, "sync-token", "tree"))
    {
      char *tree = make_tree (collection);

      g_hash_table_replace (collection->trees, g_strdup (tree), g_memdup2 (&seq, sizeof seq));
      return tree;
    }
  return g_strdup_printf ("http://fake.example.org/sync/%s/%" G_GUINT64_FORMAT,
                          fake_switch (self, "sync-epoch"), seq);
}

gboolean
fake_parse_token (FakeDav *self, FakeCollection *collection, const char *token, guint64 *seq)
{
  g_autofree char *prefix =
      g_strdup_printf ("http://fake.example.org/sync/%s/", fake_switch (self, "sync-epoch"));
  const guint64 *known = g_hash_table_lookup (collection->trees, token);

  *seq = 0;
  if (known)
    *seq = *known;
  else if (!g_str_has_prefix (token, prefix) ||
           !g_ascii_string_to_unsigned (token + strlen (prefix), 10, 0, collection->seq, seq, NULL))
    return FALSE;
  return TRUE;
}

/* "write", "read", "free-busy" or NULL. */
const char *
fake_right (FakeDav *self, const FakeCollection *collection, const char *user)
{
  const char *right;

  if (fake_switch_is (self, "auth", "none"))
    return "write";
  if (!user)
    return NULL;
  if (g_strcmp0 (collection->owner, user) == 0)
    return "write";
  right = g_hash_table_lookup (collection->shares, user);
  return right ? right : g_hash_table_lookup (collection->shares, "*");
}

/* The value of the first property of that name, which is enough for tests. */
char *
fake_get_property (GBytes *bytes, const char *name)
{
  gsize n;
  const char *data = g_bytes_get_data (bytes, &n);
  g_autofree char *text = g_strndup (data ? data : "", n);
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  const gsize length = strlen (name);

  for (guint i = 0; lines[i]; i++)
    if (g_ascii_strncasecmp (lines[i], name, length) == 0 &&
        (lines[i][length] == ':' || lines[i][length] == ';') && strchr (lines[i], ':'))
      return g_strdup (g_strchomp (strchr (lines[i], ':') + 1));
  return NULL;
}

void
fake_dav_add_collection (FakeDav *self, const char *path, const char *components)
{
  g_mutex_lock (&self->lock);
  fake_make_collection (self, path, components ? components : "VEVENT");
  g_mutex_unlock (&self->lock);
}

void
fake_dav_share (FakeDav *self, const char *path, const char *user, const char *right)
{
  g_mutex_lock (&self->lock);
  if (right)
    g_hash_table_replace (fake_find_collection (self, path)->shares, g_strdup (user),
                          g_strdup (right));
  else
    g_hash_table_remove (fake_find_collection (self, path)->shares, user);
  g_mutex_unlock (&self->lock);
}

/* An edit that somebody else makes. */
void
fake_dav_put_bytes (FakeDav *self, const char *path, GBytes *bytes)
{
  const char *name;
  FakeCollection *collection;

  g_mutex_lock (&self->lock);
  collection = fake_find_parent (self, path, &name);
  g_assert_nonnull (collection);
  fake_store (self, collection, name, bytes);
  g_mutex_unlock (&self->lock);
}

void
fake_dav_put (FakeDav *self, const char *path, const char *text)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));

  fake_dav_put_bytes (self, path, bytes);
}

gboolean
fake_dav_remove (FakeDav *self, const char *path)
{
  FakeCollection *collection;
  FakeItem *item;

  g_mutex_lock (&self->lock);
  item = fake_find_item (self, path, &collection);
  if (item)
    fake_store (self, collection, item->name, NULL);
  else if (fake_find_collection (self, path))
    g_hash_table_remove (self->collections, fake_find_collection (self, path)->path);
  g_mutex_unlock (&self->lock);
  return item != NULL;
}

/* (transfer full) (nullable) */
GBytes *
fake_dav_read (FakeDav *self, const char *path)
{
  FakeCollection *collection;
  FakeItem *item;
  GBytes *bytes;

  g_mutex_lock (&self->lock);
  item = fake_find_item (self, path, &collection);
  bytes = item ? g_bytes_ref (item->bytes) : NULL;
  g_mutex_unlock (&self->lock);
  return bytes;
}

/* (transfer full): name -> GBytes */
GHashTable *
fake_dav_list (FakeDav *self, const char *path)
{
  GHashTable *list =
      g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_bytes_unref);
  FakeCollection *collection;
  GHashTableIter iter;
  FakeItem *item;

  g_mutex_lock (&self->lock);
  collection = fake_find_collection (self, path);
  if (collection)
    {
      g_hash_table_iter_init (&iter, collection->items);
      while (g_hash_table_iter_next (&iter, NULL, (gpointer *) &item))
        if (item->bytes)
          g_hash_table_replace (list, g_strdup (item->name), g_bytes_ref (item->bytes));
    }
  g_mutex_unlock (&self->lock);
  return list;
}
