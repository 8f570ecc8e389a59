/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtSource: one calendar place during one reading.
 */
#include "config.h"

#include "service/mt-source-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "core/mt-problem.h"
#include "providers/collections/mt-folder.h"

/**
 * mt_source_is_remote:
 * @written: a calendar, as the team file or this machine has it
 *
 * Returns: whether it is on a server, and so in the store
 */
gboolean
mt_source_is_remote (const char *written)
{
  return strstr (written, "://") != NULL || g_str_has_prefix (written, MT_STORE_FREEBUSY);
}

/**
 * mt_source_judge:
 * @known: (nullable): what the store knows of a place
 *
 * Last known data are shown as such: they are stale, from the last success on. What was never
 * followed to its end says nothing of the times that are free.
 *
 * Returns: what is to be said of the place, whatever its items are
 */
MtMark
mt_source_judge (const MtStoreCollection *known)
{
  if (known == NULL)
    return MT_MARK_OK;
  if (known->checked == 0)
    return MT_MARK_UNKNOWN;
  if (known->failed_since != 0 || known->held)
    return MT_MARK_STALE;

  return known->n_parked > 0 ? MT_MARK_PARTIAL : MT_MARK_OK;
}

/**
 * mt_source_new: (skip)
 * @written: a path or URL as the team file has it
 * @base: the folder of the team file
 * @known: (nullable): what the store knows of servers; must outlive the source
 *
 * Returns: (transfer full): a source, not read yet
 */
MtSource *
mt_source_new (const char *written, const char *base, const MtSources *known)
{
  MtSource *self = g_new0 (MtSource, 1);

  self->written = g_strdup (written);
  if (mt_source_is_remote (written))
    self->known = mt_sources_find (known, written);
  else
    self->path = g_canonicalize_filename (written, base);
  self->items = g_ptr_array_new_with_free_func ((GDestroyNotify) mt_item_free);
  self->mark = MT_MARK_OK;
  self->clean = TRUE;

  return self;
}

/**
 * mt_source_free:
 * @self: (transfer full): a source
 */
void
mt_source_free (MtSource *self)
{
  g_clear_pointer (&self->raw, g_ptr_array_unref);
  g_clear_pointer (&self->edits, g_hash_table_unref);
  g_ptr_array_unref (self->items);
  g_free (self->written);
  g_free (self->path);
  g_free (self->hash);
  g_free (self->error);
  g_free (self);
}

/**
 * mt_source_fail: (skip)
 * @self: a source
 * @problems: (element-type MtProblem): array to append to
 * @message: why it cannot be read
 *
 * Marks a place as `unknown`, and names it.
 */
void
mt_source_fail (MtSource *self, GPtrArray *problems, const char *message)
{
  const char *name = self->path != NULL ? self->path : self->written;

  self->mark = MT_MARK_UNKNOWN;
  self->clean = FALSE;
  self->error = g_strdup (message);
  g_ptr_array_add (problems, mt_problem_new (MT_SEVERITY_ERROR, name, 0, 0, NULL, "%s", message));
}

/**
 * mt_source_has_error: (skip)
 * @problems: (element-type MtProblem): problems
 * @from: index of the first that counts
 *
 * Returns: whether something is missing
 */
gboolean
mt_source_has_error (const GPtrArray *problems, guint from)
{
  for (guint i = from; i < problems->len; i++)
    if (((const MtProblem *) g_ptr_array_index (problems, i))->severity == MT_SEVERITY_ERROR)
      return TRUE;

  return FALSE;
}

/* Of names and bytes, each with its length, so that nothing can be mistaken for its neighbour. */
static char *
hash_items (const GPtrArray *raw)
{
  g_autoptr (GChecksum) sum = g_checksum_new (G_CHECKSUM_SHA256);

  for (guint i = 0; i < raw->len; i++)
    {
      const MtRawItem *item = g_ptr_array_index (raw, i);
      gsize length = 0;
      const guchar *bytes = g_bytes_get_data (item->bytes, &length);
      g_autofree char *head = g_strdup_printf ("%" G_GSIZE_FORMAT " %" G_GSIZE_FORMAT " %s\n",
                                               strlen (item->href), length, item->href);

      g_checksum_update (sum, (const guchar *) head, -1);
      if (length > 0)
        g_checksum_update (sum, bytes, length);
    }

  return g_strdup (g_checksum_get_string (sum));
}

/**
 * mt_source_read:
 * @self: a source
 * @items: (nullable): the store, for one on a server
 * @problems: (element-type MtProblem): array to append to
 * @cancellable: (nullable): to stop
 *
 * Reads the bytes of a path, once; what is in the store is looked up, and read when it is expanded.
 * A place that cannot be read is marked `unknown` and named; a file of a folder that cannot be read
 * makes the folder `partial`.
 */
void
mt_source_read (MtSource *self, MtItemStore *items, GPtrArray *problems, GCancellable *cancellable)
{
  g_autoptr (MtFolder) folder = NULL;
  g_autoptr (MtBatch) batch = NULL;
  g_autoptr (GError) error = NULL;
  const guint n_before = problems->len;

  if (self->read)
    return;

  self->read = TRUE;
  if (self->path == NULL)
    {
      mt_source_look_up_stored (self, items, problems);
      return;
    }

  folder = mt_folder_new (self->path);
  batch = mt_collection_fetch (MT_COLLECTION (folder), NULL, NULL, problems, cancellable, &error);
  if (batch == NULL)
    {
      mt_source_fail (self, problems, error->message);
      return;
    }

  if (mt_source_has_error (problems, n_before))
    self->mark = MT_MARK_PARTIAL;
  self->clean = problems->len == n_before;
  self->raw = g_ptr_array_ref (batch->items);
  self->hash = hash_items (self->raw);
}

/**
 * mt_source_release:
 * @self: a source
 *
 * Says that one of its users is done. After the last one it holds nothing any more.
 */
void
mt_source_release (MtSource *self)
{
  if (self->uses > 0)
    self->uses--;
  if (self->uses > 0)
    return;

  g_clear_pointer (&self->raw, g_ptr_array_unref);
  g_ptr_array_set_size (self->items, 0);
}
