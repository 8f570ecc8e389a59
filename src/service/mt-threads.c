/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtThreads: which posts of a journal answer which.
 */
#include "config.h"

#include "service/mt-threads.h"

#define MAX_DEPTH 100 /* of answers to answers; foreign ones may go round in a circle */

struct _MtThreads
{
  GHashTable *posts;   /* owned: UID -> MtPost (unowned) */
  GHashTable *replies; /* owned: MtPost (unowned) that begins a thread -> GPtrArray of MtPost */
};

static void
add_posts (MtThreads *self, const GPtrArray *posts)
{
  for (guint i = 0; i < posts->len; i++)
    {
      MtPost *post = g_ptr_array_index (posts, i);

      g_hash_table_insert (self->posts, post->uid, post);
    }
}

static gint
compare_posted (gconstpointer a, gconstpointer b)
{
  const MtPost *first = *(const MtPost *const *) a;
  const MtPost *second = *(const MtPost *const *) b;

  if (first->posted != second->posted)
    return first->posted < second->posted ? -1 : 1;

  return g_strcmp0 (first->uid, second->uid);
}

static void
add_replies (MtThreads *self, const GPtrArray *posts)
{
  for (guint i = 0; i < posts->len; i++)
    {
      MtPost *post = g_ptr_array_index (posts, i);
      const MtPost *root = post->is_reply ? mt_threads_root_of (self, post) : post;
      GPtrArray *replies = NULL;

      if (root == post)
        continue;
      replies = g_hash_table_lookup (self->replies, root);
      if (replies == NULL)
        {
          replies = g_ptr_array_new ();
          g_hash_table_insert (self->replies, (gpointer) root, replies);
        }
      g_ptr_array_add (replies, post);
    }
}

static void
sort_replies (MtThreads *self)
{
  GHashTableIter iter;
  gpointer replies;

  g_hash_table_iter_init (&iter, self->replies);
  while (g_hash_table_iter_next (&iter, NULL, &replies))
    g_ptr_array_sort (replies, compare_posted);
}

/**
 * mt_threads_new:
 * @snapshot: what was read; it must outlive the threads
 *
 * Returns: (transfer full): who answers whom in its journal
 */
MtThreads *
mt_threads_new (const MtSnapshot *snapshot)
{
  MtThreads *self = g_new0 (MtThreads, 1);

  self->posts = g_hash_table_new (g_str_hash, g_str_equal);
  self->replies = g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify) g_ptr_array_unref);
  add_posts (self, snapshot->posts);
  add_posts (self, snapshot->notes);
  add_replies (self, snapshot->posts);
  add_replies (self, snapshot->notes);
  sort_replies (self);

  return self;
}

/**
 * mt_threads_free:
 * @self: (transfer full) (nullable): threads
 */
void
mt_threads_free (MtThreads *self)
{
  if (self == NULL)
    return;
  g_hash_table_unref (self->replies);
  g_hash_table_unref (self->posts);
  g_free (self);
}

/**
 * mt_threads_find:
 * @self: threads
 * @uid: UID of a post
 *
 * Returns: (transfer none) (nullable): the post
 */
const MtPost *
mt_threads_find (const MtThreads *self, const char *uid)
{
  return g_hash_table_lookup (self->posts, uid);
}

/**
 * mt_threads_root_of:
 * @self: threads
 * @post: a post
 *
 * Returns: (transfer none): the post that begins its thread: itself when it answers nobody. Posts
 *   that answer each other in a circle begin threads of their own
 */
const MtPost *
mt_threads_root_of (const MtThreads *self, const MtPost *post)
{
  const MtPost *root = post;

  for (guint depth = 0; root != NULL && root->is_reply; depth++)
    {
      if (depth == MAX_DEPTH)
        return post;
      root = mt_threads_find (self, root->related_to);
    }

  return root != NULL ? root : post;
}

/**
 * mt_threads_replies_of:
 * @self: threads
 * @root: a post that begins a thread
 *
 * Returns: (transfer none) (nullable) (element-type MtPost): what answers it, and answers to those,
 *   by when they were posted; %NULL when nobody does
 */
const GPtrArray *
mt_threads_replies_of (const MtThreads *self, const MtPost *root)
{
  return g_hash_table_lookup (self->replies, root);
}
