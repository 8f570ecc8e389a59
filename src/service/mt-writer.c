/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtWriter: makes changes of items where they stand.
 */
#include "config.h"

#include "service/mt-writer.h"

#include <string.h>

#include "service/mt-edit-sides-private.h"
#include "service/mt-remote-change.h"
#include "zone/mt-zone-alias.h"

struct _MtWriter
{
  gint ref_count; /* the owner's, and one a change under way */
  MtTzdata *tzdata;
  GMutex lock;          /* one change at a time */
  MtIcalClient *client; /* owned, nullable: made when first needed */
  MtItemStore *items;   /* owned, nullable: likewise */
  GHashTable *own;      /* owned: tag that was read -> tag of what this writer made of it */
};

/**
 * mt_writer_new:
 * @tzdata: the system's zones
 *
 * Returns: (transfer full): a writer
 */
MtWriter *
mt_writer_new (MtTzdata *tzdata)
{
  MtWriter *self = g_new0 (MtWriter, 1);

  self->ref_count = 1;
  self->tzdata = mt_tzdata_ref (tzdata);
  self->own = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_mutex_init (&self->lock);

  return self;
}

/**
 * mt_writer_ref:
 * @self: a writer
 *
 * Any thread.
 *
 * Returns: (transfer full): @self, for a change under way
 */
MtWriter *
mt_writer_ref (MtWriter *self)
{
  g_atomic_int_inc (&self->ref_count);

  return self;
}

/**
 * mt_writer_free:
 * @self: (transfer full): a writer
 *
 * A change under way is still made.
 */
void
mt_writer_free (MtWriter *self)
{
  if (!g_atomic_int_dec_and_test (&self->ref_count))
    return;

  g_clear_pointer (&self->client, mt_ical_client_free);
  g_clear_pointer (&self->items, mt_item_store_free);
  g_hash_table_unref (self->own);
  mt_tzdata_unref (self->tzdata);
  g_mutex_clear (&self->lock);
  g_free (self);
}

static MtZone *
look_up_zone (const char *id, gpointer tzdata)
{
  return mt_tzdata_lookup (tzdata, id);
}

static MtZone *
look_up_tzid (const char *tzid, gpointer tzdata)
{
  g_autofree char *id = mt_zone_alias_resolve (tzid, look_up_zone, tzdata);

  return id != NULL ? mt_tzdata_lookup (tzdata, id) : NULL;
}

static MtIcalClient *
get_client (MtWriter *self)
{
  if (self->client == NULL)
    {
      g_autofree char *worker = mt_ical_worker_find ();

      self->client = mt_ical_client_new (worker, look_up_zone, mt_tzdata_ref (self->tzdata),
                                         (GDestroyNotify) mt_tzdata_unref);
    }

  return self->client;
}

static MtItemStore *
get_items (MtWriter *self)
{
  if (self->items == NULL)
    self->items = mt_item_store_new (NULL);

  return self->items;
}

static gboolean
apply_once (MtWriter *self, MtChange *change, MtChangeResult *result, GError **error)
{
  const MtIcalZones zones = { look_up_tzid, self->tzdata };

  if (strstr (change->collection, "://") == NULL)
    return mt_folder_change_apply (change, get_client (self), &zones, result, error);

  return mt_remote_change_apply (get_items (self), change, get_client (self), &zones, result,
                                 error);
}

/* What was shown may be older than what this writer has made of it: lines are patched on top of
 * that. Undoing is not: it would take back what came later, too. */
static gboolean
catch_up (MtWriter *self, MtChange *change, const GError *why)
{
  const char *newer =
      change->read_tag != NULL ? g_hash_table_lookup (self->own, change->read_tag) : NULL;

  if (change->kind != MT_CHANGE_PATCH || newer == NULL ||
      !g_error_matches (why, MT_COLLECTION_ERROR, MT_COLLECTION_ERROR_CONFLICT))
    return FALSE;
  g_free (change->read_tag);
  change->read_tag = g_strdup (newer);

  return TRUE;
}

static gboolean
apply (MtWriter *self, MtChange *change, MtChangeResult *result, GError **error)
{
  GError *why = NULL;

  while (!apply_once (self, change, result, &why))
    {
      if (!catch_up (self, change, why))
        {
          g_propagate_error (error, why);
          return FALSE;
        }
      g_clear_error (&why);
      mt_change_result_clear (result);
    }

  return TRUE;
}

/* Bytes that come back are the newest again, so that no chain of tags ever closes. */
static void
remember (MtWriter *self, const MtChange *change, const MtChangeResult *result)
{
  if (result->tag == NULL)
    return;
  g_hash_table_remove (self->own, result->tag);
  if (change->read_tag != NULL && g_strcmp0 (change->read_tag, result->tag) != 0)
    g_hash_table_insert (self->own, g_strdup (change->read_tag), g_strdup (result->tag));
}

/**
 * mt_writer_apply:
 * @self: a writer
 * @change: what is to happen; its `read_tag` may be brought up to date
 * @undo: (out) (optional) (nullable) (transfer full): what takes it back; %NULL: nothing was to be
 *   done
 * @error: return location
 *
 * Makes a change at once, or keeps it until a server has it. Blocking; any thread.
 *
 * Returns: %FALSE with the errors of mt_folder_change_apply() and mt_remote_change_apply(), and
 *   nothing changed
 */
gboolean
mt_writer_apply (MtWriter *self, MtChange *change, MtChange **undo, GError **error)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);
  g_auto (MtChangeResult) result = { 0 };

  if (!apply (self, change, &result, error))
    return FALSE;
  remember (self, change, &result);
  if (undo != NULL)
    *undo = g_steal_pointer (&result.undo);

  return TRUE;
}

/**
 * mt_writer_list_edits:
 * @self: a writer
 *
 * Blocking; any thread.
 *
 * Returns: (transfer full) (element-type gint64): all edits that no server has taken yet, in the
 *   order they were made
 */
GArray *
mt_writer_list_edits (MtWriter *self)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);
  g_autoptr (GPtrArray) rows = mt_outbox_list (get_items (self), NULL);
  GArray *edits = g_array_sized_new (FALSE, FALSE, sizeof (gint64), rows->len);

  for (guint i = 0; i < rows->len; i++)
    g_array_append_val (edits, ((const MtOutboxRow *) g_ptr_array_index (rows, i))->id);
  return edits;
}

/**
 * mt_writer_look_at_edit:
 * @self: a writer
 * @edit: an edit that waits
 * @team: the team, for who is who
 * @now: Unix seconds
 * @error: set to %MT_STORE_ERROR_CHANGED when there is no such edit any more
 *
 * Blocking; any thread.
 *
 * Returns: (transfer full) (nullable): the edit from both sides
 */
MtEditSides *
mt_writer_look_at_edit (MtWriter *self, gint64 edit, const MtTeam *team, gint64 now, GError **error)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  return mt_edit_sides_read (get_items (self), edit, team, now, get_client (self), error);
}

/**
 * mt_writer_answer_edit:
 * @self: a writer
 * @edit: an edit that waits for the user
 * @serial: of what they have seen of it, 0: whatever it is
 * @answer: what they want
 * @error: return location for the errors of mt_remote_change_answer()
 *
 * Blocking; any thread.
 *
 * Returns: %TRUE if it is done
 */
gboolean
mt_writer_answer_edit (MtWriter *self,
                       gint64 edit,
                       guint64 serial,
                       MtEditAnswer answer,
                       GError **error)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);
  const MtIcalZones zones = { look_up_tzid, self->tzdata };

  return mt_remote_change_answer (get_items (self), edit, serial, answer, get_client (self), &zones,
                                  error);
}

/* -- On a thread of its own -- */

typedef struct
{
  MtWriter *writer; /* owned */
  MtChange *change; /* owned */
  MtChange *undo;   /* owned, nullable */
} Job;

static void
job_free (Job *job)
{
  mt_writer_free (job->writer);
  mt_change_free (job->change);
  mt_change_free (job->undo);
  g_free (job);
}

static void
apply_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  Job *job = task_data;
  GError *error = NULL;

  if (mt_writer_apply (job->writer, job->change, &job->undo, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

/**
 * mt_writer_apply_async:
 * @self: a writer
 * @change: (transfer full): what is to happen
 * @cancellable: (nullable): not to be told any more; the change is made all the same
 * @callback: called when it is done
 * @user_data: for @callback
 *
 * As mt_writer_apply(), on a thread of its own.
 */
void
mt_writer_apply_async (MtWriter *self,
                       MtChange *change,
                       GCancellable *cancellable,
                       GAsyncReadyCallback callback,
                       gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  Job *job = g_new0 (Job, 1);

  job->writer = mt_writer_ref (self);
  job->change = change;
  g_task_set_source_tag (task, mt_writer_apply_async);
  g_task_set_task_data (task, job, (GDestroyNotify) job_free);
  g_task_run_in_thread (task, apply_thread);
}

/**
 * mt_writer_apply_finish:
 * @result: what the callback was given
 * @undo: (out) (optional) (nullable) (transfer full): what takes the change back
 * @error: return location
 *
 * Returns: as mt_writer_apply()
 */
gboolean
mt_writer_apply_finish (GAsyncResult *result, MtChange **undo, GError **error)
{
  Job *job = g_task_get_task_data (G_TASK (result));
  const gboolean done = g_task_propagate_boolean (G_TASK (result), error);

  if (undo != NULL)
    *undo = done ? g_steal_pointer (&job->undo) : NULL;

  return done;
}
