/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * What a VJOURNAL means here: an update, a decision or notes.
 */
#include "config.h"

#include "providers/items/mt-post-reader.h"

#include "core/mt-item.h"
#include "providers/items/mt-people-index.h"

static const char *const note_categories[] = { "DECISION", "NOTES" };

static gboolean
is_note (const MtItem *item)
{
  for (guint i = 0; i < G_N_ELEMENTS (note_categories); i++)
    if (mt_item_has_category (item, note_categories[i]))
      return TRUE;

  return FALSE;
}

/* A VJOURNAL, or what stands for one where a server takes none: an all-day event that blocks
 * nobody. */
static gboolean
is_entry (const MtItem *item)
{
  if (item->recurrence_id.kind != MT_TIME_NONE || item->status == MT_STATUS_CANCELLED)
    return FALSE;
  if (item->kind == MT_ITEM_JOURNAL)
    return TRUE;

  return item->kind == MT_ITEM_EVENT && item->transparent && item->start.kind == MT_TIME_DATE;
}

static gint64
posted_at (const MtItem *item)
{
  if (item->created != G_MININT64)
    return item->created;

  return item->dtstamp;
}

static MtPost *
read_post (const MtItem *item, const MtPerson *author)
{
  MtPost *post = mt_post_new (item->uid);

  post->author = author != NULL ? g_strdup (author->id) : NULL;
  post->address = g_strdup (item->organizer);
  post->day_time = item->start;
  post->posted = posted_at (item);
  mt_post_resolve_day (post, author);
  post->summary = g_strdup (item->summary);
  post->text = g_strdup (item->description);
  post->related_to = g_strdup (item->related_to);
  g_strfreev (post->categories);
  post->categories = g_strdupv (item->categories);
  post->file = g_strdup (item->file);
  post->kind = item->kind;

  return post;
}

static gint
compare_posts (gconstpointer a, gconstpointer b)
{
  const MtPost *first = *(const MtPost *const *) a;
  const MtPost *second = *(const MtPost *const *) b;

  if (first->posted != second->posted)
    return first->posted < second->posted ? -1 : 1;

  return g_strcmp0 (first->uid, second->uid);
}

static void
add_uids (GHashTable *uids, const GPtrArray *posts)
{
  for (guint i = 0; i < posts->len; i++)
    g_hash_table_add (uids, ((const MtPost *) g_ptr_array_index (posts, i))->uid);
}

static void
mark_replies (const GPtrArray *posts, GHashTable *uids)
{
  for (guint i = 0; i < posts->len; i++)
    {
      MtPost *post = g_ptr_array_index (posts, i);

      post->is_reply = post->related_to != NULL && !g_str_equal (post->related_to, post->uid) &&
                       g_hash_table_contains (uids, post->related_to);
    }
}

/**
 * mt_post_reader_read: (skip)
 * @team: the team, for who wrote what
 * @items: (element-type MtItem): what the journal holds
 * @updates: (element-type MtPost): array to append updates to
 * @notes: (element-type MtPost): array to append decisions and notes to
 *
 * An entry with the category UPDATE is an update, one with DECISION or NOTES a note; others are
 * somebody's diary and are passed over. What is related to another of them answers it: it is a
 * reply. Both arrays end up sorted by when they were posted.
 *
 * Source: RFC 5545 3.6.3, 3.8.4.5
 */
void
mt_post_reader_read (const MtTeam *team,
                     const GPtrArray *items,
                     GPtrArray *updates,
                     GPtrArray *notes)
{
  g_autoptr (GHashTable) people = mt_people_index_new (team);
  g_autoptr (GHashTable) uids = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < items->len; i++)
    {
      const MtItem *item = g_ptr_array_index (items, i);
      const MtPerson *author = NULL;

      if (!is_entry (item))
        continue;

      author = mt_people_index_find (people, item->organizer);
      if (mt_item_has_category (item, "UPDATE"))
        g_ptr_array_add (updates, read_post (item, author));
      else if (is_note (item))
        g_ptr_array_add (notes, read_post (item, author));
    }

  add_uids (uids, updates);
  add_uids (uids, notes);
  mark_replies (updates, uids);
  mark_replies (notes, uids);
  g_ptr_array_sort (updates, compare_posts);
  g_ptr_array_sort (notes, compare_posts);
}
