/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtSnapshot: everything known of a team at one reading.
 */
#include "config.h"

#include "service/mt-snapshot.h"

/**
 * mt_snapshot_new: (skip)
 * @path: of the team file
 * @team: (transfer full): the team
 * @window: what the agendas will cover
 * @problems: (transfer full) (element-type MtProblem): where problems are and will be collected
 *
 * Makes a snapshot without agendas, tasks or posts; its maker fills it before anybody else sees it.
 *
 * Returns: (transfer full): a snapshot
 */
MtSnapshot *
mt_snapshot_new (const char *path, MtTeam *team, MtSpan window, GPtrArray *problems)
{
  MtSnapshot *self = g_new0 (MtSnapshot, 1);

  self->ref_count = 1;
  self->path = g_strdup (path);
  self->team = team;
  self->window = window;
  self->agendas = g_ptr_array_new_full (team->people->len, (GDestroyNotify) mt_agenda_unref);
  self->tasks = g_ptr_array_new_with_free_func ((GDestroyNotify) mt_task_free);
  self->posts = g_ptr_array_new_with_free_func ((GDestroyNotify) mt_post_free);
  self->notes = g_ptr_array_new_with_free_func ((GDestroyNotify) mt_post_free);
  self->problems = problems;

  return self;
}

/**
 * mt_snapshot_ref:
 * @self: a snapshot
 *
 * Any thread.
 *
 * Returns: (transfer full): @self
 */
MtSnapshot *
mt_snapshot_ref (MtSnapshot *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_int_inc (&self->ref_count);

  return self;
}

/**
 * mt_snapshot_unref:
 * @self: (transfer full): a snapshot
 *
 * Any thread.
 */
void
mt_snapshot_unref (MtSnapshot *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_int_dec_and_test (&self->ref_count))
    return;

  g_ptr_array_unref (self->agendas);
  g_ptr_array_unref (self->tasks);
  g_ptr_array_unref (self->posts);
  g_ptr_array_unref (self->notes);
  g_ptr_array_unref (self->problems);
  mt_team_unref (self->team);
  g_clear_pointer (&self->sources, mt_sources_unref);
  g_free (self->path);
  g_free (self->revision);
  g_free (self->locked);
  g_free (self->board_place.path);
  g_free (self->journal_place.path);
  g_free (self->board_error);
  g_free (self->journal_error);
  g_free (self);
}

/**
 * mt_snapshot_agenda:
 * @self: a snapshot
 * @person: a person of its team
 *
 * Returns: (transfer none): what @person's calendars say, never %NULL
 */
const MtAgenda *
mt_snapshot_agenda (const MtSnapshot *self, const MtPerson *person)
{
  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (person != NULL && person->index < self->agendas->len, NULL);

  return g_ptr_array_index (self->agendas, person->index);
}
