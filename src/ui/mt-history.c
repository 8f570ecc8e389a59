/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtHistory: what was changed in a window and can be taken back, and what was taken back.
 */
#include "config.h"

#include "ui/mt-history.h"

#define MAX_STEPS 50

struct _MtHistory
{
  GPtrArray *done;   /* owned (element-type MtStep): the last one first to be taken back */
  GPtrArray *undone; /* owned (element-type MtStep): the last one first to be made again */
};

/**
 * mt_step_new:
 * @session: where it was made
 * @text: what was done, as it was told
 *
 * Returns: (transfer full): a step that takes nothing back yet
 */
MtStep *
mt_step_new (MtSession *session, const char *text)
{
  MtStep *self = g_new0 (MtStep, 1);

  self->session = g_object_ref (session);
  self->text = g_strdup (text);
  return self;
}

/**
 * mt_step_free:
 * @self: (transfer full) (nullable): a step
 *
 * Frees it.
 */
void
mt_step_free (MtStep *self)
{
  if (self == NULL)
    return;
  g_object_unref (self->session);
  mt_change_free (self->change);
  g_clear_pointer (&self->team, mt_team_undo_unref);
  g_clear_pointer (&self->places, g_ptr_array_unref);
  g_free (self->text);
  g_free (self);
}

/**
 * mt_history_new:
 *
 * Returns: (transfer full): a history of nothing
 */
MtHistory *
mt_history_new (void)
{
  MtHistory *self = g_new0 (MtHistory, 1);

  self->done = g_ptr_array_new_with_free_func ((GDestroyNotify) mt_step_free);
  self->undone = g_ptr_array_new_with_free_func ((GDestroyNotify) mt_step_free);
  return self;
}

/**
 * mt_history_free:
 * @self: (transfer full): a history
 *
 * Frees it.
 */
void
mt_history_free (MtHistory *self)
{
  g_ptr_array_unref (self->done);
  g_ptr_array_unref (self->undone);
  g_free (self);
}

static void
add (GPtrArray *steps, MtStep *step)
{
  if (steps->len == MAX_STEPS)
    g_ptr_array_remove_index (steps, 0);
  g_ptr_array_add (steps, step);
}

static MtStep *
take (GPtrArray *steps)
{
  return steps->len > 0 ? g_ptr_array_steal_index (steps, steps->len - 1) : NULL;
}

/**
 * mt_history_add_done:
 * @self: a history
 * @step: (transfer full): what was done
 *
 * Adds what is the first to be taken back now. What was taken back before is forgotten: it cannot
 * be made again on top of this.
 */
void
mt_history_add_done (MtHistory *self, MtStep *step)
{
  g_ptr_array_set_size (self->undone, 0);
  add (self->done, step);
}

/**
 * mt_history_add_undone:
 * @self: a history
 * @step: (transfer full): how to make again what was taken back
 *
 * Adds what is the first to be made again now.
 */
void
mt_history_add_undone (MtHistory *self, MtStep *step)
{
  add (self->undone, step);
}

/**
 * mt_history_add_redone:
 * @self: a history
 * @step: (transfer full): how to take back what was made again
 *
 * As mt_history_add_done(), and what else was taken back is still known.
 */
void
mt_history_add_redone (MtHistory *self, MtStep *step)
{
  add (self->done, step);
}

/**
 * mt_history_take_done:
 * @self: a history
 *
 * Returns: (transfer full) (nullable): what was done last
 */
MtStep *
mt_history_take_done (MtHistory *self)
{
  return take (self->done);
}

/**
 * mt_history_take_undone:
 * @self: a history
 *
 * Returns: (transfer full) (nullable): what was taken back last
 */
MtStep *
mt_history_take_undone (MtHistory *self)
{
  return take (self->undone);
}

/**
 * mt_history_clear:
 * @self: a history
 *
 * Forgets everything, as another team is opened.
 */
void
mt_history_clear (MtHistory *self)
{
  g_ptr_array_set_size (self->done, 0);
  g_ptr_array_set_size (self->undone, 0);
}
