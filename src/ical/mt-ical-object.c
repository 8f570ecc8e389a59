/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * Objects, and the joining of those that several files hold.
 */
#include "config.h"

#include "ical/mt-ical-object.h"

#include <glib/gi18n-lib.h>

/**
 * mt_ical_object_free:
 * @self: (transfer full): an object
 *
 * Frees the object.
 */
void
mt_ical_object_free (MtIcalObject *self)
{
  g_free (self->uid);
  g_free (self->file);
  g_clear_pointer (&self->text, g_bytes_unref);
  g_clear_pointer (&self->zones, g_ptr_array_unref);
  g_free (self);
}

/* An object that others are joined to; its text and zones are copied once. */
typedef struct
{
  MtIcalObject *object; /* unowned */
  GByteArray *text;     /* nullable: nothing was joined yet */
  GPtrArray *zones;     /* (element-type GBytes) nullable */
} Merge;

static void
merge_free (gpointer data)
{
  Merge *merge = data;

  if (merge->text)
    {
      g_bytes_unref (merge->object->text);
      merge->object->text = g_byte_array_free_to_bytes (merge->text);
      g_ptr_array_unref (merge->object->zones);
      merge->object->zones = merge->zones;
    }
  g_free (merge);
}

static void
merge_append (Merge *self, const MtIcalObject *from)
{
  gsize length;
  const guint8 *text = g_bytes_get_data (from->text, &length);

  g_byte_array_append (self->text, text, length);
  for (guint i = 0; i < from->zones->len; i++)
    g_ptr_array_add (self->zones, g_bytes_ref (g_ptr_array_index (from->zones, i)));
}

/* FALSE: together they would be beyond the gates. */
static gboolean
merge_add (Merge *self, const MtIcalObject *from)
{
  gsize length = self->text ? self->text->len : g_bytes_get_size (self->object->text);

  if (self->object->n + from->n > MT_ICAL_MAX_COMPONENTS ||
      length + g_bytes_get_size (from->text) > MT_ICAL_MAX_OBJECT)
    return FALSE;
  if (!self->text)
    {
      self->text = g_byte_array_new ();
      self->zones = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);
      merge_append (self, self->object);
    }
  merge_append (self, from);
  self->object->kinds |= from->kinds;
  self->object->n += from->n;
  return TRUE;
}

/**
 * mt_ical_objects_merge:
 * @objects: (element-type MtIcalObject): objects of the files of one collection; the array has
 *   mt_ical_object_free() as its free function
 * @problems: (element-type MtProblem): array to append to
 *
 * Joins the objects of one UID that several files of a collection hold, at the place of the
 * first. Which of two components with one RECURRENCE-ID counts is decided where they are read
 * (higher SEQUENCE, later LAST-MODIFIED or DTSTAMP, else the first).
 */
void
mt_ical_objects_merge (GPtrArray *objects, GPtrArray *problems)
{
  g_autoptr (GHashTable) by_uid = NULL;
  guint kept = 0;

  by_uid = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, merge_free);
  for (guint i = 0; i < objects->len; i++)
    {
      MtIcalObject *object = g_ptr_array_index (objects, i);
      Merge *merge = g_hash_table_lookup (by_uid, object->uid);

      if (!merge)
        {
          merge = g_new0 (Merge, 1);
          merge->object = object;
          g_hash_table_insert (by_uid, object->uid, merge);
          objects->pdata[i] = objects->pdata[kept];
          objects->pdata[kept++] = object;
        }
      else if (!merge_add (merge, object))
        g_ptr_array_add (problems, mt_problem_new (MT_SEVERITY_ERROR, object->file, object->line, 0,
                                                   object->uid, "%s",
                                                   _ ("left out: too much shares this UID")));
    }
  g_clear_pointer (&by_uid, g_hash_table_unref);
  g_ptr_array_set_size (objects, kept);
}
