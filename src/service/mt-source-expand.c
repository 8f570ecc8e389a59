/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtSource: items are made of its resources, some at a time: a calendar may be larger than the
 * memory. All components of a UID belong together, whichever resources have them: those whose UID
 * comes up again in a later portion are read once more, together, when all others are done.
 */
#include "config.h"

#include "service/mt-source-pass-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "core/mt-problem.h"
#include "service/sync/mt-sync-cover.h"
#include "store/mt-hash.h"

/* Bytes of a summary, which is a line to a person, and kept with every agenda. */
#define SUMMARY_MAX 2000

static void
pass_clear (MtSourcePass *pass)
{
  g_clear_pointer (&pass->findings, g_ptr_array_unref);
  g_hash_table_unref (pass->seen);
  g_hash_table_unref (pass->scattered);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (MtSourcePass, pass_clear)

/**
 * mt_source_pass_hash_uid: (skip)
 * @uid: a UID
 *
 * Returns: what stands for it in the sets of a pass
 */
gpointer
mt_source_pass_hash_uid (const char *uid)
{
  return GSIZE_TO_POINTER ((gsize) mt_hash_bytes (0, uid, strlen (uid)));
}

/**
 * mt_source_pass_split: (skip)
 * @pass: a way through a source
 * @raw: (element-type MtRawItem): a portion of it
 * @problems: (element-type MtProblem): array to append to
 *
 * Returns: (transfer full) (element-type MtIcalObject): the objects of the portion
 */
GPtrArray *
mt_source_pass_split (MtSourcePass *pass, const GPtrArray *raw, GPtrArray *problems)
{
  GPtrArray *objects = g_ptr_array_new_with_free_func ((GDestroyNotify) mt_ical_object_free);

  for (guint i = 0; i < raw->len; i++)
    {
      const MtRawItem *item = g_ptr_array_index (raw, i);
      const gboolean one = pass->wish->times
                               ? mt_ical_split_times (item->bytes, item->path, objects, problems)
                               : mt_ical_split (item->bytes, item->path, objects, problems);

      pass->calendar |= one || *item->href != '\0';
    }
  if (raw->len > 1)
    mt_ical_objects_merge (objects, problems);

  return objects;
}

/* Keeps the objects for which @keep says so. */
static void
filter (MtSourcePass *pass,
        GPtrArray *objects,
        gboolean (*keep) (MtSourcePass *pass, const MtIcalObject *object))
{
  guint n = 0;

  for (guint i = 0; i < objects->len; i++)
    {
      MtIcalObject *object = g_ptr_array_index (objects, i);

      if (keep (pass, object))
        objects->pdata[n++] = object;
      else
        mt_ical_object_free (object);
    }
  objects->len = n;
}

static gboolean
is_new (MtSourcePass *pass, const MtIcalObject *object)
{
  gpointer hash = mt_source_pass_hash_uid (object->uid);

  if (g_hash_table_add (pass->seen, hash))
    return TRUE;
  g_hash_table_add (pass->scattered, hash);

  return FALSE;
}

static gboolean
is_wanted (MtSourcePass *pass, const MtIcalObject *object)
{
  return (object->kinds & pass->wish->kinds) != 0;
}

/* A summary as long as a book is cut where a character ends. */
static void
shorten (MtItem *item)
{
  if (item->summary == NULL || strlen (item->summary) <= SUMMARY_MAX)
    return;
  *g_utf8_find_prev_char (item->summary, item->summary + SUMMARY_MAX + 1) = '\0';
  item->summary = g_realloc (item->summary, strlen (item->summary) + 1);
}

/**
 * mt_source_pass_expand: (skip)
 * @pass: a way through a source
 * @objects: (element-type MtIcalObject): some objects of it; those of kinds that are not wanted are
 *   dropped
 * @error: return location
 *
 * Makes items of them.
 *
 * Returns: %FALSE with an error when the worker cannot be started or when cancelled
 */
gboolean
mt_source_pass_expand (MtSourcePass *pass, GPtrArray *objects, GError **error)
{
  GPtrArray *items = pass->source->items;
  const guint n_before = items->len;

  filter (pass, objects, is_wanted);
  if (objects->len > 0 && !mt_ical_client_expand_some (pass->client, objects, pass->window, items,
                                                       pass->findings, pass->cancellable, error))
    return FALSE;
  for (guint i = n_before; pass->wish->times && i < items->len; i++)
    shorten (g_ptr_array_index (items, i));

  return TRUE;
}

/**
 * mt_source_pass_fail: (skip)
 * @pass: a way through a source
 * @error: what the store said
 *
 * Where it breaks off in the middle nothing is known of the place.
 */
void
mt_source_pass_fail (MtSourcePass *pass, const GError *error)
{
  g_ptr_array_set_size (pass->source->items, 0);
  g_hash_table_remove_all (pass->scattered);
  g_clear_pointer (&pass->source->hash, g_free);
  mt_source_fail (pass->source, pass->problems, error->message);
}

static void
show (const MtSourcePass *pass, const GPtrArray *raw)
{
  for (guint i = 0; pass->wish->seen != NULL && i < raw->len; i++)
    pass->wish->seen (g_ptr_array_index (raw, i), pass->wish->data);
}

/* Each portion for itself. */
static gboolean
run_portions (MtSourcePass *pass, GError **error)
{
  g_autoptr (MtSourcePortions) portions = mt_source_portions_new (pass->source);
  g_autoptr (GError) failure = NULL;
  gboolean any = FALSE;

  for (;;)
    {
      g_autoptr (GPtrArray) raw = mt_source_portions_next (portions, &failure);
      g_autoptr (GPtrArray) objects = NULL;

      if (g_cancellable_set_error_if_cancelled (pass->cancellable, error))
        return FALSE;
      if (raw == NULL)
        break;
      any |= raw->len > 0;
      show (pass, raw);
      objects = mt_source_pass_split (pass, raw, pass->problems);
      filter (pass, objects, is_new);
      if (!mt_source_pass_expand (pass, objects, error))
        return FALSE;
    }
  pass->calendar |= !any;
  if (failure != NULL)
    mt_source_pass_fail (pass, failure);

  return TRUE;
}

/* -- All of it -- */

static void
refuse (MtSource *self)
{
  self->mark = MT_MARK_UNKNOWN;
  self->clean = FALSE;
  self->error = g_strdup (_ ("is no calendar"));
}

/* Whatever was said of the same before is said anew. */
static gboolean
run (MtSource *self,
     MtIcalClient *client,
     const MtSourceWish *wish,
     MtSpan window,
     GPtrArray *problems,
     GCancellable *cancellable,
     GError **error)
{
  g_auto (MtSourcePass) pass = {
    .source = self,
    .client = client,
    .wish = wish,
    .window = window,
    .problems = problems,
    .findings = g_ptr_array_new_with_free_func ((GDestroyNotify) mt_problem_free),
    .cancellable = cancellable,
    .seen = g_hash_table_new (NULL, NULL),
    .scattered = g_hash_table_new (NULL, NULL),
  };
  gboolean ok;

  self->window = window;
  g_ptr_array_set_size (self->items, 0);
  mt_ical_client_begin_source (client);
  ok = run_portions (&pass, error) && mt_source_pass_run_scattered (&pass, error);
  mt_ical_client_end_source (client, pass.findings);
  g_ptr_array_extend_and_steal (problems, g_steal_pointer (&pass.findings));
  if (ok && !pass.calendar && self->error == NULL)
    refuse (self);

  return ok;
}

/* What the items say of how much can be relied on. */
static MtMark
judge_items (MtSource *self)
{
  MtMark mark = MT_MARK_OK;

  for (guint i = 0; i < self->items->len; i++)
    {
      const MtItem *item = g_ptr_array_index (self->items, i);

      if (item->cut)
        mark = mt_mark_worst (mark, MT_MARK_CUT);
      if (item->zone_unknown || item->note != NULL)
        mark = mt_mark_worst (mark, MT_MARK_PARTIAL);
      self->names_people |= item->attendees->len > 0 || item->organizer != NULL;
    }

  return mark;
}

/* In the narrow window where something is cut in the wide one. */
static gboolean
run_in_window (MtSource *self,
               MtIcalClient *client,
               const MtSourceWish *wish,
               GPtrArray *problems,
               GCancellable *cancellable,
               GError **error)
{
  const guint n_before = problems->len;
  const MtSpan wide = wish->wide;
  const MtSpan narrow = wish->narrow;

  if (!run (self, client, wish, wide, problems, cancellable, error))
    return FALSE;
  if (self->error != NULL || judge_items (self) != MT_MARK_CUT ||
      (wide.start == narrow.start && wide.end == narrow.end))
    return TRUE;
  g_ptr_array_set_size (problems, n_before);

  return run (self, client, wish, narrow, problems, cancellable, error);
}

/**
 * mt_source_expand:
 * @self: a source that has been read
 * @client: the worker's client
 * @wish: what is wanted of it
 * @problems: (element-type MtProblem): array to append to
 * @cancellable: (nullable): to stop
 * @error: return location
 *
 * Makes items of what it holds, once, and lets go of the bytes; those of one on a server are read
 * from the store for it, some at a time. One bad item never hides the others: it is named, and the
 * source is `partial`.
 *
 * Returns: %FALSE with an error when the worker cannot be started or when cancelled
 */
gboolean
mt_source_expand (MtSource *self,
                  MtIcalClient *client,
                  const MtSourceWish *wish,
                  GPtrArray *problems,
                  GCancellable *cancellable,
                  GError **error)
{
  const guint n_before = problems->len;

  if (self->expanded || (self->raw == NULL && self->items_from == NULL))
    return TRUE;

  self->expanded = TRUE;
  if (!run_in_window (self, client, wish, problems, cancellable, error))
    return FALSE;
  g_clear_pointer (&self->raw, g_ptr_array_unref);
  if (self->error != NULL)
    return TRUE;

  self->mark = mt_mark_worst (self->mark, judge_items (self));
  if (!mt_sync_cover_is_known (self->known, wish->narrow))
    {
      self->mark = MT_MARK_UNKNOWN;
      self->clean = FALSE; /* not to be remembered: it may be asked for */
    }
  if (mt_source_has_error (problems, n_before))
    self->mark = mt_mark_worst (self->mark, MT_MARK_PARTIAL);
  self->clean &= problems->len == n_before;

  return TRUE;
}
