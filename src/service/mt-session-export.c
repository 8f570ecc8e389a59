/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtSession: the overlap that is shown, as a file.
 */
#include "config.h"

#include "service/mt-session-private.h"

#include <glib/gi18n-lib.h>

#include "service/mt-export.h"
#include "service/mt-overlap-item.h"
#include "service/mt-team-overlap.h"

typedef struct
{
  char *path;
  GBytes *bytes;
  guint n_slots;
} Export;

static void
export_free (Export *export)
{
  g_free (export->path);
  g_bytes_unref (export->bytes);
  g_free (export);
}

static void
export_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  const Export *export = task_data;
  GError *error = NULL;

  if (mt_export_write (export->path, export->bytes, &error))
    g_task_return_int (task, export->n_slots);
  else
    g_task_return_error (task, error);
}

static void
written_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  const gssize n_slots = g_task_propagate_int (G_TASK (result), &error);

  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_int (task, n_slots);
}

/* The thread may be the last to let go of its task: it must not be one that holds the session. */
static void
write_in_thread (GTask *task, Export *export)
{
  g_autoptr (GTask) writing =
      g_task_new (NULL, g_task_get_cancellable (task), written_cb, g_object_ref (task));

  g_task_set_source_tag (writing, write_in_thread);
  g_task_set_task_data (writing, export, (GDestroyNotify) export_free);
  g_task_run_in_thread (writing, export_thread);
}

/* (transfer full): what is shown, as a file. */
static Export *
prepare_export (MtSession *self, GFile *file, gboolean freebusy)
{
  Export *export = g_new0 (Export, 1);
  const MtMoment *moment = self->moment;
  const gint64 now = mt_clock_get_now (self->clock);
  MtSpan week = { now, now + (gint64) MT_TEAM_OVERLAP_DAYS * MT_DAY_S };
  const GArray *people = mt_session_get_asked (self);
  g_autoptr (MtFreeTable) asked = mt_free_table_pick (self->free_table, people);
  g_autoptr (GPtrArray) slots = g_ptr_array_new_with_free_func ((GDestroyNotify) mt_slot_free);

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->overlaps)); i++)
    {
      g_autoptr (MtOverlapItem) item = g_list_model_get_item (G_LIST_MODEL (self->overlaps), i);
      MtSlot *slot = g_new0 (MtSlot, 1);

      slot->span = mt_overlap_item_get_span (item);
      slot->free = mt_team_overlap_members (asked, slot->span);
      week.end = MAX (week.end, slot->span.end);
      g_ptr_array_add (slots, slot);
    }

  export->path = g_file_get_path (file);
  export->n_slots = slots->len;
  export->bytes = freebusy
                      ? mt_export_freebusy (moment->snapshot, people, slots, week, moment->me, now)
                      : mt_export_ics (moment->snapshot, people, slots, now);

  return export;
}

/**
 * mt_session_export_async:
 * @self: a session
 * @file: a local file
 * @format: "ics" or "freebusy"
 * @cancellable: (nullable): to stop
 * @callback: called when it is written
 * @user_data: for @callback
 *
 * Writes the overlap that is shown. Without any slot "ics" writes no file.
 */
void
mt_session_export_async (MtSession *self,
                         GFile *file,
                         const char *format,
                         GCancellable *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer user_data)
{
  const gboolean freebusy = g_str_equal (format, "freebusy");
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  Export *export = NULL;

  g_task_set_source_tag (task, mt_session_export_async);
  if (self->moment == NULL || !g_file_is_native (file))
    {
      g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED,
                               _ ("The overlap can only be saved to a folder of this computer"));
      return;
    }

  export = prepare_export (self, file, freebusy);
  if (export->n_slots > 0 || freebusy)
    {
      write_in_thread (task, export);
      return;
    }

  export_free (export);
  g_task_return_int (task, 0);
}

/**
 * mt_session_export_finish:
 * @self: a session
 * @result: what the callback was given
 * @n_slots: (out) (optional): how many slots there were
 * @error: return location
 *
 * Returns: whether it went well: the file is written whole, or (no slots) not at all
 */
gboolean
mt_session_export_finish (MtSession *self, GAsyncResult *result, guint *n_slots, GError **error)
{
  gssize n = 0;

  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  n = g_task_propagate_int (G_TASK (result), error);
  if (n_slots != NULL)
    *n_slots = MAX (n, 0);

  return n >= 0;
}
