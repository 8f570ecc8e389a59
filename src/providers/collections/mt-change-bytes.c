/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * What a change makes of the bytes of one resource, wherever that stands.
 */
#include "config.h"

#include "providers/collections/mt-change-bytes.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "core/mt-date.h"
#include "ical/mt-ical-patch.h"
#include "providers/collections/mt-collection.h"

/**
 * mt_change_bytes_clear:
 * @self: a change under way
 *
 * Frees what it holds.
 */
void
mt_change_bytes_clear (MtChangeBytes *self)
{
  g_clear_pointer (&self->path, g_free);
  g_clear_pointer (&self->before, g_bytes_unref);
  g_clear_pointer (&self->after, g_bytes_unref);
}

/**
 * mt_change_tag_of:
 * @bytes: a resource
 *
 * Returns: (transfer full): what a change of it names as read
 */
char *
mt_change_tag_of (GBytes *bytes)
{
  return g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, bytes);
}

/**
 * mt_change_bytes_check_tag:
 * @self: a change under way, whose `before` is what is there
 * @error: set to %MT_COLLECTION_ERROR_CONFLICT
 *
 * Returns: whether what the author of the change has seen is what is there
 */
gboolean
mt_change_bytes_check_tag (const MtChangeBytes *self, GError **error)
{
  g_autofree char *tag = self->before ? mt_change_tag_of (self->before) : NULL;

  /* An item more in a file of many hurts nobody, whatever else is in there. */
  if (self->change->kind == MT_CHANGE_CREATE && (!self->before || *self->change->href == '\0'))
    return TRUE;
  if (g_strcmp0 (tag, self->change->read_tag) == 0 &&
      (self->before || self->change->kind == MT_CHANGE_CREATE ||
       self->change->kind == MT_CHANGE_REPLACE))
    return TRUE;
  g_set_error (error, MT_COLLECTION_ERROR, MT_COLLECTION_ERROR_CONFLICT,
               _ ("%s has been changed by somebody else meanwhile; look at it and try again"),
               self->path);
  return FALSE;
}

/* (transfer full): the file as the gates see it. */
static GPtrArray *
split (GBytes *bytes, GPtrArray *problems)
{
  GPtrArray *objects = g_ptr_array_new_with_free_func ((GDestroyNotify) mt_ical_object_free);

  if (bytes)
    mt_ical_split (bytes, NULL, objects, problems);
  return objects;
}

/* Whether any item is left. */
static gboolean
is_empty (GBytes *bytes)
{
  g_autoptr (GPtrArray) problems =
      g_ptr_array_new_with_free_func ((GDestroyNotify) mt_problem_free);
  g_autoptr (GPtrArray) objects = split (bytes, problems);

  return objects->len == 0 && problems->len == 0;
}

/* The bytes as they are to be; `after` stays NULL when the file is to go. */
static gboolean
make_after (MtChangeBytes *self, GError **error)
{
  const MtChange *change = self->change;
  const gboolean is_file = *change->href == '\0';
  GError *why = NULL;

  switch (change->kind)
    {
    case MT_CHANGE_CREATE:
      self->after = mt_ical_create (change, is_file ? self->before : NULL, &why);
      break;
    case MT_CHANGE_PATCH:
      self->after = mt_ical_patch (self->before, change, self->zones, &why);
      break;
    case MT_CHANGE_DELETE:
      self->after = mt_ical_remove (self->before, change, &why);
      if (self->after && !is_file && is_empty (self->after))
        g_clear_pointer (&self->after, g_bytes_unref);
      break;
    case MT_CHANGE_REPLACE:
    default:
      self->after = change->text ? g_bytes_ref (change->text) : NULL;
      break;
    }
  if (!why)
    return TRUE;
  g_set_error (error, MT_COLLECTION_ERROR, MT_COLLECTION_ERROR_INVALID, "%s: %s", self->path,
               why->message);
  g_error_free (why);
  return FALSE;
}

static const MtIcalObject *
find_object (const GPtrArray *objects, const char *uid)
{
  for (guint i = 0; i < objects->len; i++)
    {
      const MtIcalObject *object = g_ptr_array_index (objects, i);

      if (strcmp (object->uid, uid) == 0)
        return object;
    }
  return NULL;
}

static gboolean
is_changed_item (const MtItem *item, const MtChange *change)
{
  return item->kind == change->item && strcmp (item->uid, change->uid) == 0 &&
         (change->kind == MT_CHANGE_CREATE ||
          mt_time_equal (item->recurrence_id, change->recurrence_id));
}

/* Whether the worker reads the item that was changed. */
static gboolean
worker_reads (const MtChangeBytes *self,
              GPtrArray *objects,
              guint at,
              gboolean *found,
              GError **error)
{
  g_autoptr (GPtrArray) one = g_ptr_array_new ();
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func ((GDestroyNotify) mt_item_free);
  g_autoptr (GPtrArray) problems =
      g_ptr_array_new_with_free_func ((GDestroyNotify) mt_problem_free);
  const gint64 now = self->change->at;

  *found = FALSE;
  g_ptr_array_add (one, g_ptr_array_index (objects, at));
  mt_ical_client_begin_answer (self->client);
  if (!mt_ical_client_expand (self->client, one, (MtSpan){ now - MT_DAY_S, now + MT_DAY_S }, items,
                              problems, NULL, error))
    return FALSE;
  for (guint i = 0; i < items->len; i++)
    *found |= is_changed_item (g_ptr_array_index (items, i), self->change);
  return TRUE;
}

static gboolean
fail_unreadable (const MtChangeBytes *self, GError **error)
{
  g_set_error (error, MT_COLLECTION_ERROR, MT_COLLECTION_ERROR_INVALID,
               _ ("%s would not be readable afterwards, so it stays as it is"), self->path);
  return FALSE;
}

/* Nothing is written that cannot be read: the gates see every other item as before, and the worker
 * reads the one that was changed. What was there before and comes back needs no judge. */
static gboolean
check_after (const MtChangeBytes *self, GError **error)
{
  const MtChange *change = self->change;
  g_autoptr (GPtrArray) problems =
      g_ptr_array_new_with_free_func ((GDestroyNotify) mt_problem_free);
  g_autoptr (GPtrArray) old = NULL;
  g_autoptr (GPtrArray) objects = NULL;
  const MtIcalObject *object;
  gboolean found = TRUE;
  guint at = 0;

  if (!self->after || change->kind == MT_CHANGE_REPLACE || change->kind == MT_CHANGE_DELETE)
    return TRUE;
  old = split (self->before, problems);
  objects = split (self->after, problems);
  object = find_object (objects, change->uid);
  if (!object || objects->len != old->len + (find_object (old, change->uid) ? 0 : 1))
    return fail_unreadable (self, error);
  g_ptr_array_find (objects, object, &at);
  if (!worker_reads (self, objects, at, &found, error))
    return FALSE;
  return found || fail_unreadable (self, error);
}

/**
 * mt_change_bytes_make:
 * @self: a change under way, whose `before` is there
 * @error: set to %MT_COLLECTION_ERROR_INVALID or %MT_ICAL_ERROR_WORKER
 *
 * Makes `after` of `before`: %NULL when nothing is left. Nothing comes of a change that could not
 * be read again. Blocking.
 *
 * Returns: whether it can be written
 */
gboolean
mt_change_bytes_make (MtChangeBytes *self, GError **error)
{
  return make_after (self, error) && check_after (self, error);
}

/**
 * mt_change_bytes_make_undo:
 * @self: a change that was made
 *
 * Returns: (transfer full): what takes it back
 */
MtChange *
mt_change_bytes_make_undo (const MtChangeBytes *self)
{
  MtChange *undo = mt_change_new (MT_CHANGE_REPLACE, self->change->item, self->change->collection,
                                  self->change->uid);

  undo->href = g_strdup (self->change->href);
  undo->read_tag = self->after ? mt_change_tag_of (self->after) : NULL;
  undo->text = self->before ? g_bytes_ref (self->before) : NULL;
  return undo;
}
