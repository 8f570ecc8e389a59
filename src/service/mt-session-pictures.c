/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * The pictures of people: read after everything else, and shown when they are there.
 */
#include "config.h"

#include "service/mt-session-private.h"

#include "service/mt-person-item-private.h"

static gboolean
has_pictures (const MtTeam *team)
{
  for (guint i = 0; i < team->people->len; i++)
    if (((const MtPerson *) g_ptr_array_index (team->people, i))->picture != NULL)
      return TRUE;

  return FALSE;
}

/* `found`: (nullable): nobody has one */
static void
show (MtSession *self, const GPtrArray *found, GPtrArray *problems)
{
  const GPtrArray *people = self->moment->snapshot->team->people;

  for (guint i = 0; i < people->len; i++)
    {
      const MtPerson *person = g_ptr_array_index (people, i);
      MtPersonItem *item = g_hash_table_lookup (self->people_by_id, person->id);

      if (item != NULL)
        mt_person_item_set_picture (item, found != NULL ? g_ptr_array_index (found, i) : NULL);
    }
  if (problems == NULL && self->picture_problems == NULL)
    return;
  g_clear_pointer (&self->picture_problems, g_ptr_array_unref);
  self->picture_problems = problems != NULL ? g_ptr_array_ref (problems) : NULL;
  mt_session_set_problems (self, self->moment->snapshot->problems);
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (MtSession) self = user_data;
  g_autoptr (GPtrArray) problems = NULL;
  g_autoptr (GPtrArray) found = mt_pictures_read_finish (result, &problems, NULL);

  if (found == NULL)
    return;
  g_clear_object (&self->reading_pictures);
  show (self, found, problems->len > 0 ? problems : NULL);
}

/**
 * mt_session_cancel_pictures: (skip)
 * @self: a session
 *
 * Stops the reading of pictures under way.
 */
void
mt_session_cancel_pictures (MtSession *self)
{
  g_cancellable_cancel (self->reading_pictures);
  g_clear_object (&self->reading_pictures);
}

/**
 * mt_session_forget_pictures: (skip)
 * @self: a session
 *
 * For when another team is opened, whose people may have the same ids.
 */
void
mt_session_forget_pictures (MtSession *self)
{
  GHashTableIter people;
  gpointer item;

  mt_session_cancel_pictures (self);
  g_clear_pointer (&self->picture_problems, g_ptr_array_unref);
  g_hash_table_iter_init (&people, self->people_by_id);
  while (g_hash_table_iter_next (&people, NULL, &item))
    mt_person_item_set_picture (item, NULL);
}

/**
 * mt_session_read_pictures: (skip)
 * @self: a session that shows a team
 *
 * Reads the pictures of what is shown, on a thread. Those of the sample team are none.
 */
void
mt_session_read_pictures (MtSession *self)
{
  mt_session_cancel_pictures (self);
  if (self->demo || !has_pictures (self->moment->snapshot->team))
    {
      show (self, NULL, NULL);
      return;
    }
  self->reading_pictures = g_cancellable_new ();
  mt_pictures_read_async (self->pictures, self->moment->snapshot, self->reading_pictures, read_cb,
                          g_object_ref (self));
}
