/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtSync: how far a run is, from its threads to what views see.
 */
#include "config.h"

#include "service/sync/mt-sync-private.h"

#include "service/mt-notify.h"

#define STEPS_MS 100 /* steps are told together */
#define NEWS_MS 3000 /* so are new things, while a run goes on */

static void
apply_step (MtSync *self, const char *url, const MtSyncStep *step)
{
  MtSyncItem *item = mt_sync_find_item (self, url);
  const double progress = step->total > 0 ? CLAMP ((double) step->done / step->total, 0, 1) : -1;
  double *share = g_new (double, 1);

  *share = step->finished ? 1 : MAX (progress, 0);
  g_hash_table_replace (self->shares, g_strdup (url), share);
  if (item != NULL)
    mt_sync_item_set_progress (item, !step->finished, step->finished ? -1 : progress);
}

/* Of what is fetched for the first time; what is merely looked at again has none. */
static void
update_progress (MtSync *self)
{
  double sum = 0;
  guint n = 0;

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->items)); i++)
    {
      g_autoptr (MtSyncItem) item = g_list_model_get_item (G_LIST_MODEL (self->items), i);
      const double *share = g_hash_table_lookup (self->shares, mt_sync_item_get_url (item));

      if (mt_sync_item_get_checked (item) != 0)
        continue;
      sum += share != NULL ? *share : 0;
      n++;
    }
  mt_notify_set_double (self, mt_sync_prop (MT_SYNC_PROP_PROGRESS), &self->progress,
                        sum > 0 ? sum / n : -1);
}

static gboolean
news_cb (gpointer user_data)
{
  MtSync *self = user_data;

  self->news_id = 0;
  mt_sync_emit_changed (self);
  return G_SOURCE_REMOVE;
}

static gboolean
steps_cb (gpointer user_data)
{
  MtSync *self = user_data;
  g_autoptr (GHashTable) steps = NULL;
  GHashTableIter iter;
  gpointer url, step;
  gboolean news = FALSE;

  g_mutex_lock (&self->steps_lock);
  steps = g_steal_pointer (&self->steps);
  g_clear_pointer (&self->steps_source, g_source_unref);
  g_mutex_unlock (&self->steps_lock);
  if (steps == NULL || self->running == NULL)
    return G_SOURCE_REMOVE;
  g_hash_table_iter_init (&iter, steps);
  while (g_hash_table_iter_next (&iter, &url, &step))
    {
      apply_step (self, url, step);
      news |= ((MtSyncStep *) step)->news;
    }
  update_progress (self);
  if (news && self->news_id == 0)
    self->news_id = g_timeout_add (NEWS_MS, news_cb, self);
  return G_SOURCE_REMOVE;
}

/**
 * mt_sync_take_step: (skip)
 * @step: how far one place is
 * @user_data: the sync
 *
 * Told by the engine, on any thread; views see it a moment later.
 */
void
mt_sync_take_step (const MtSyncStep *step, gpointer user_data)
{
  MtSync *self = user_data;
  MtSyncStep *known;

  g_mutex_lock (&self->steps_lock);
  if (self->steps == NULL)
    self->steps = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  known = g_hash_table_lookup (self->steps, step->url);
  if (known == NULL)
    {
      known = g_new0 (MtSyncStep, 1);
      g_hash_table_insert (self->steps, g_strdup (step->url), known);
    }
  known->done = step->done;
  known->total = step->total;
  known->finished = step->finished;
  known->news |= step->news;
  if (self->steps_source == NULL)
    {
      self->steps_source = g_timeout_source_new (STEPS_MS);
      g_source_set_callback (self->steps_source, steps_cb, self, NULL);
      g_source_attach (self->steps_source, self->context);
    }
  g_mutex_unlock (&self->steps_lock);
}

/**
 * mt_sync_drop_steps: (skip)
 * @self: the sync, with no run under way
 *
 * Forgets the steps that were not told yet.
 */
void
mt_sync_drop_steps (MtSync *self)
{
  g_mutex_lock (&self->steps_lock);
  g_clear_pointer (&self->steps, g_hash_table_unref);
  if (self->steps_source != NULL)
    g_source_destroy (self->steps_source);
  g_clear_pointer (&self->steps_source, g_source_unref);
  g_mutex_unlock (&self->steps_lock);
  g_clear_handle_id (&self->news_id, g_source_remove);
  g_hash_table_remove_all (self->shares);
}
