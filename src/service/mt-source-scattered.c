/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtSource: UIDs whose components are in several portions. They are read together, as many at a
 * time as fit into one.
 */
#include "config.h"

#include "core/mt-problem.h"
#include "service/mt-source-pass-private.h"

/* Which of them are read together: as many as fit. */
typedef struct
{
  GHashTable *taken;  /* owned (element-type gpointer): hashes of UIDs */
  GPtrArray *objects; /* owned (element-type MtIcalObject) */
  gsize n_bytes;
} Gathering;

static void
gathering_clear (Gathering *gathering)
{
  g_hash_table_unref (gathering->taken);
  g_ptr_array_unref (gathering->objects);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Gathering, gathering_clear)

static gboolean
may_gather (const MtSourcePass *pass, Gathering *gathering, const MtIcalObject *object)
{
  gpointer hash = mt_source_pass_hash_uid (object->uid);

  if (g_hash_table_contains (gathering->taken, hash))
    return TRUE;
  if (!g_hash_table_contains (pass->scattered, hash) || gathering->n_bytes >= MT_ITEM_PORTION)
    return FALSE;
  g_hash_table_add (gathering->taken, hash);

  return TRUE;
}

/* Takes what belongs to the gathering out of @objects. */
static void
gather (const MtSourcePass *pass, Gathering *gathering, GPtrArray *objects, GPtrArray *problems)
{
  guint n = 0;

  for (guint i = 0; i < objects->len; i++)
    {
      MtIcalObject *object = g_ptr_array_index (objects, i);

      if (may_gather (pass, gathering, object))
        {
          gathering->n_bytes += g_bytes_get_size (object->text);
          g_ptr_array_add (gathering->objects, object);
        }
      else
        objects->pdata[n++] = object;
    }
  objects->len = n;
  mt_ical_objects_merge (gathering->objects, problems);
}

/* What is wrong with single resources was said the first time. */
static gboolean
gather_all (MtSourcePass *pass, Gathering *gathering, GError **error)
{
  g_autoptr (MtSourcePortions) portions = mt_source_portions_new (pass->source);
  g_autoptr (GError) failure = NULL;

  for (;;)
    {
      g_autoptr (GPtrArray) raw = mt_source_portions_next (portions, &failure);
      g_autoptr (GPtrArray) said =
          g_ptr_array_new_with_free_func ((GDestroyNotify) mt_problem_free);
      g_autoptr (GPtrArray) objects = NULL;

      if (g_cancellable_set_error_if_cancelled (pass->cancellable, error))
        return FALSE;
      if (raw == NULL)
        break;
      objects = mt_source_pass_split (pass, raw, said);
      gather (pass, gathering, objects, pass->findings);
    }
  if (failure != NULL)
    mt_source_pass_fail (pass, failure);

  return TRUE;
}

static gboolean
is_scattered (const MtSourcePass *pass, const char *uid)
{
  return uid != NULL && g_hash_table_contains (pass->scattered, mt_source_pass_hash_uid (uid));
}

/* What came of the first part of each. */
static void
forget_parts (MtSourcePass *pass)
{
  GPtrArray *items = pass->source->items;

  for (guint i = items->len; i-- > 0;)
    if (is_scattered (pass, ((MtItem *) g_ptr_array_index (items, i))->uid))
      g_ptr_array_remove_index (items, i);
  for (guint i = pass->findings->len; i-- > 0;)
    if (is_scattered (pass, ((MtProblem *) g_ptr_array_index (pass->findings, i))->item))
      g_ptr_array_remove_index (pass->findings, i);
}

static void
settle (MtSourcePass *pass, const Gathering *gathering)
{
  GHashTableIter iter;
  gpointer hash;

  g_hash_table_iter_init (&iter, gathering->taken);
  while (g_hash_table_iter_next (&iter, &hash, NULL))
    g_hash_table_remove (pass->scattered, hash);
}

/**
 * mt_source_pass_run_scattered: (skip)
 * @pass: a way through a source, behind its last portion
 * @error: return location
 *
 * Makes items of what several portions have. All of it is read for that: once, but for calendars
 * that mean no good.
 *
 * Returns: %FALSE with an error when the worker cannot be started or when cancelled
 */
gboolean
mt_source_pass_run_scattered (MtSourcePass *pass, GError **error)
{
  if (g_hash_table_size (pass->scattered) > 0)
    forget_parts (pass);
  while (g_hash_table_size (pass->scattered) > 0)
    {
      g_auto (Gathering) gathering = {
        .taken = g_hash_table_new (NULL, NULL),
        .objects = g_ptr_array_new_with_free_func ((GDestroyNotify) mt_ical_object_free),
      };

      if (!gather_all (pass, &gathering, error))
        return FALSE;
      /* They were removed meanwhile, or the store fails. */
      if (g_hash_table_size (gathering.taken) == 0 || pass->source->error != NULL)
        break;
      if (!mt_source_pass_expand (pass, gathering.objects, error))
        return FALSE;
      settle (pass, &gathering);
    }

  return TRUE;
}
