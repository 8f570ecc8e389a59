/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtEditSides: a change that waits for the user, read from both sides.
 */
#include "config.h"

#include "service/mt-edit-sides-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "core/mt-problem.h"
#include "providers/items/mt-post-reader.h"
#include "providers/items/mt-task-reader.h"

static void
clear_side (MtEditSide *side)
{
  g_clear_pointer (&side->task, mt_task_free);
  g_clear_pointer (&side->post, mt_post_free);
}

/**
 * mt_edit_sides_free:
 * @self: (transfer full) (nullable): both sides of an edit
 */
void
mt_edit_sides_free (MtEditSides *self)
{
  if (self == NULL)
    return;
  g_free (self->why);
  g_free (self->url);
  clear_side (&self->before);
  clear_side (&self->mine);
  clear_side (&self->theirs);
  g_free (self);
}

/* What the sides are read with. */
typedef struct
{
  const MtOutboxRow *row; /* unowned */
  const MtTeam *team;     /* unowned */
  MtIcalClient *client;   /* unowned */
  gint64 now;
} Reading;

/* (transfer full): the items of the resource, none when it cannot be read. */
static GPtrArray *
expand (const Reading *reading, GBytes *bytes)
{
  g_autoptr (GPtrArray) objects =
      g_ptr_array_new_with_free_func ((GDestroyNotify) mt_ical_object_free);
  g_autoptr (GPtrArray) problems =
      g_ptr_array_new_with_free_func ((GDestroyNotify) mt_problem_free);
  GPtrArray *items = g_ptr_array_new_with_free_func ((GDestroyNotify) mt_item_free);
  const MtSpan window = { reading->now - MT_DAY_S, reading->now + MT_DAY_S };

  mt_ical_split (bytes, NULL, objects, problems);
  mt_ical_client_begin_answer (reading->client);
  if (!mt_ical_client_expand (reading->client, objects, window, items, problems, NULL, NULL))
    g_ptr_array_set_size (items, 0);

  return items;
}

/* (transfer full) (nullable): takes the one that the edit is about out of a list. */
static gpointer
steal_by_uid (GPtrArray *list, const char *uid, const char *(*uid_of) (gconstpointer item))
{
  for (guint i = 0; i < list->len; i++)
    if (strcmp (uid_of (g_ptr_array_index (list, i)), uid) == 0)
      return g_ptr_array_steal_index (list, i);

  return NULL;
}

static const char *
uid_of_task (gconstpointer item)
{
  return ((const MtTask *) item)->id;
}

static const char *
uid_of_post (gconstpointer item)
{
  return ((const MtPost *) item)->uid;
}

static void
read_side (const Reading *reading, GBytes *bytes, MtEditSide *side)
{
  g_autoptr (GPtrArray) tasks = g_ptr_array_new_with_free_func ((GDestroyNotify) mt_task_free);
  g_autoptr (GPtrArray) posts = g_ptr_array_new_with_free_func ((GDestroyNotify) mt_post_free);
  g_autoptr (GPtrArray) notes = g_ptr_array_new_with_free_func ((GDestroyNotify) mt_post_free);
  g_autoptr (GPtrArray) items = NULL;
  const char *uid = reading->row->uid;

  if (bytes == NULL)
    return;
  items = expand (reading, bytes);
  mt_task_reader_read (reading->team, items, reading->now, tasks);
  mt_post_reader_read (reading->team, items, posts, notes);
  side->task = steal_by_uid (tasks, uid, uid_of_task);
  side->post = steal_by_uid (posts, uid, uid_of_post);
  if (side->post == NULL)
    side->post = steal_by_uid (notes, uid, uid_of_post);
}

static MtPending
to_pending (MtOutboxState state)
{
  if (state == MT_OUTBOX_CONFLICT)
    return MT_PENDING_CONFLICT;

  return state == MT_OUTBOX_REFUSED ? MT_PENDING_REFUSED : MT_PENDING_WAITING;
}

/**
 * mt_edit_sides_read: (skip)
 * @items: the store
 * @edit: an edit
 * @team: the team, for who is who
 * @now: Unix seconds
 * @client: the worker's client
 * @error: set to %MT_STORE_ERROR_CHANGED when there is no such edit any more
 *
 * Reads what an edit is about. Blocking.
 *
 * Returns: (transfer full) (nullable): both sides
 */
MtEditSides *
mt_edit_sides_read (MtItemStore *items,
                    gint64 edit,
                    const MtTeam *team,
                    gint64 now,
                    MtIcalClient *client,
                    GError **error)
{
  g_autoptr (MtOutboxRow) row = mt_outbox_find (items, edit);
  const Reading reading = { .row = row, .team = team, .client = client, .now = now };
  MtEditSides *self = NULL;

  if (row == NULL)
    {
      g_set_error_literal (error, MT_STORE_ERROR, MT_STORE_ERROR_CHANGED,
                           _ ("the change has been sent or taken back meanwhile"));
      return NULL;
    }
  self = g_new0 (MtEditSides, 1);
  self->edit = row->id;
  self->serial = row->serial;
  self->created = row->created;
  self->state = to_pending (row->state);
  self->why = g_strdup (row->why);
  self->url = g_strdup (row->collection);
  read_side (&reading, row->before, &self->before);
  read_side (&reading, row->after, &self->mine);
  read_side (&reading, row->theirs, &self->theirs);

  return self;
}
