/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtSession: the overlap of the week from now on, and of the axis. It follows the clock, the data
 * and who is asked; the slider only moves over it.
 */
#include "config.h"

#include "service/mt-session-private.h"

#include "service/mt-model-sync.h"
#include "service/mt-overlap-item-private.h"
#include "service/mt-team-overlap.h"

/* `asked` is of those who are asked, in their order; items name people of the whole team. */
static MtOverlapItem *
make_overlap (MtSession *self, const MtFreeTable *asked, MtSpan span)
{
  g_autoptr (GArray) members = mt_team_overlap_members (asked, span);

  for (guint i = 0; i < members->len; i++)
    {
      guint *member = &g_array_index (members, guint, i);

      *member = g_array_index (self->asked, guint, *member);
    }

  return mt_overlap_item_new (self->moment, span, members, self->overlap_size, asked->n);
}

/* Those that are in `before` already stay the same objects. */
static GPtrArray *
make_overlaps (MtSession *self, GListStore *before, const MtFreeTable *asked, const MtSpans *spans)
{
  GPtrArray *items = g_ptr_array_new_with_free_func (g_object_unref);
  const guint n_old = g_list_model_get_n_items (G_LIST_MODEL (before));

  for (guint i = 0; i < spans->n; i++)
    {
      g_autoptr (MtOverlapItem) item = make_overlap (self, asked, spans->at[i]);

      for (guint old = 0; old < n_old; old++)
        {
          g_autoptr (MtOverlapItem) there = g_list_model_get_item (G_LIST_MODEL (before), old);

          if (mt_overlap_item_equal (there, item) && !g_ptr_array_find (items, there, NULL))
            g_set_object (&item, there);
        }
      g_ptr_array_add (items, g_steal_pointer (&item));
    }

  return items;
}

/* The table of the week, made anew when it lacks part of `window`. */
static void
require_free_table (MtSession *self, MtSpan window)
{
  if (self->free_table != NULL && self->free_table->window.start <= window.start &&
      window.end <= self->free_table->window.end)
    return;

  g_clear_pointer (&self->free_table, mt_free_table_free);
  window.end += MT_DAY_S;
  self->free_table = mt_free_table_new (self->moment->patterns, self->moment->snapshot, window);
}

/* With a choice, *me* counts like everybody else. */
static const MtPerson *
get_required (MtSession *self)
{
  return self->n_chosen > 0 ? NULL : self->moment->me;
}

/* The axis may be years from the week: then it has a table of its own. */
static void
refresh_axis_overlap (MtSession *self)
{
  const MtFreeTable *table = self->free_table;
  g_autoptr (MtFreeTable) apart = NULL;
  g_autoptr (MtFreeTable) asked = NULL;
  g_autoptr (GPtrArray) items = NULL;

  g_clear_pointer (&self->axis_overlap, mt_spans_free);
  if (self->overlap_size == 0)
    {
      self->axis_overlap = mt_spans_new ();
      g_list_store_remove_all (self->axis_overlaps);
      return;
    }

  if (self->axis.start < table->window.start || table->window.end < self->axis.end)
    table = apart = mt_free_table_new (self->moment->patterns, self->moment->snapshot, self->axis);
  asked = mt_free_table_pick (table, self->asked);
  self->axis_overlap =
      mt_team_overlap_spans (asked, get_required (self), self->overlap_size, self->axis);
  items = make_overlaps (self, self->axis_overlaps, asked, self->axis_overlap);
  mt_model_sync (self->axis_overlaps, items);
}

/**
 * mt_session_refresh_overlaps: (skip)
 * @self: a session that shows a team
 *
 * Finds the overlap of the week from now on, and of the axis. It follows the clock, the data and
 * the choice of people; the slider only moves over it.
 */
void
mt_session_refresh_overlaps (MtSession *self)
{
  const gint64 now = mt_clock_get_now (self->clock);
  const MtPerson *required = get_required (self);
  g_autoptr (MtFreeTable) asked = NULL;
  g_autoptr (MtSpans) spans = NULL;
  g_autoptr (GPtrArray) items = NULL;

  require_free_table (self,
                      (MtSpan){ now - MT_DAY_S, now + (gint64) MT_TEAM_OVERLAP_DAYS * MT_DAY_S +
                                                    MT_TEAM_OVERLAP_TAIL_S });
  asked = mt_free_table_pick (self->free_table, self->asked);
  self->overlap_size =
      self->n_chosen > 0 ? self->choice_min : mt_team_overlap_size (asked, required, now);
  spans = self->overlap_size == 0 ? mt_spans_new ()
                                  : mt_team_overlap_week (asked, required, self->overlap_size, now);
  refresh_axis_overlap (self);

  items = make_overlaps (self, self->overlaps, asked, spans);
  mt_model_sync (self->overlaps, items);
}
