/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * The objects of one job: which are to be sent, which are under way, which is to blame.
 */
#include "config.h"

#include "ical/mt-ical-client-private.h"

#include "ical/mt-ical-wire.h"

#define IN_FLIGHT_BYTES (1024 * 1024)

/**
 * mt_ical_job_init:
 * @job: a job whose arguments are set, and nothing else
 *
 * Queues its objects. End it with mt_ical_job_clear().
 */
void
mt_ical_job_init (MtIcalJob *job)
{
  g_queue_init (&job->todo);
  g_queue_init (&job->in_flight);
  for (guint i = 0; i < job->objects->len; i++)
    g_queue_push_tail (&job->todo, GUINT_TO_POINTER (i + 1));
  job->sets = g_hash_table_new (NULL, NULL);
  job->out = g_byte_array_new ();
  job->seen_at = g_get_monotonic_time ();
}

/**
 * mt_ical_job_clear:
 * @job: a job
 *
 * Frees what mt_ical_job_init() made.
 */
void
mt_ical_job_clear (MtIcalJob *job)
{
  g_queue_clear (&job->todo);
  g_queue_clear (&job->in_flight);
  g_clear_pointer (&job->sets, g_hash_table_unref);
  g_clear_pointer (&job->out, g_byte_array_unref);
}

/**
 * mt_ical_job_object_at:
 * @job: a job
 * @index_1: index + 1 of an object, as the queues have it
 *
 * Returns: (transfer none): the object
 */
MtIcalObject *
mt_ical_job_object_at (MtIcalJob *job, gpointer index_1)
{
  return g_ptr_array_index (job->objects, GPOINTER_TO_UINT (index_1) - 1);
}

/**
 * mt_ical_job_add_problem:
 * @job: a job
 * @severity: whether something is missing
 * @object: where
 * @text: what is wrong, for a person
 *
 * Says what is wrong with an object.
 */
void
mt_ical_job_add_problem (MtIcalJob *job,
                         MtSeverity severity,
                         const MtIcalObject *object,
                         const char *text)
{
  g_ptr_array_add (job->problems, mt_problem_new (severity, object->file, object->line, 0,
                                                  object->uid, "%s", text));
}

static guint
set_of (MtIcalJob *job, const MtIcalObject *object)
{
  guint set;

  if (!object->zones || object->zones->len == 0)
    return 0;
  set = GPOINTER_TO_UINT (g_hash_table_lookup (job->sets, object->zones));
  if (set == 0)
    {
      set = job->client->next_set++;
      g_hash_table_insert (job->sets, object->zones, GUINT_TO_POINTER (set));
    }
  return set;
}

static void
encode_object (MtIcalJob *job, guint index)
{
  const MtIcalObject *object = g_ptr_array_index (job->objects, index);
  gsize length;
  const char *text = g_bytes_get_data (object->text, &length);
  gsize frame = mt_wire_begin (job->out, MT_WIRE_OBJECT);

  mt_wire_put_u32 (job->out, index);
  mt_wire_put_i64 (job->out, job->window.start);
  mt_wire_put_i64 (job->out, job->window.end);
  mt_wire_put_u32 (job->out, set_of (job, object));
  mt_wire_put_string (job->out, object->uid);
  mt_wire_put_bytes (job->out, text, length);
  mt_wire_end (job->out, frame);
}

static gsize
size_of (MtIcalJob *job, gpointer index_1)
{
  return g_bytes_get_size (mt_ical_job_object_at (job, index_1)->text) + 64;
}

/**
 * mt_ical_job_fill_out:
 * @job: a job
 *
 * Writes the next objects to the bytes to be sent, once those before are on their way: as many as
 * may be in flight, and one at least.
 */
void
mt_ical_job_fill_out (MtIcalJob *job)
{
  if (job->sent < job->out->len)
    return;
  g_byte_array_set_size (job->out, 0);
  job->sent = 0;
  while (!g_queue_is_empty (&job->todo) &&
         (job->in_flight_bytes < IN_FLIGHT_BYTES || g_queue_is_empty (&job->in_flight)))
    {
      gpointer index_1 = g_queue_pop_head (&job->todo);

      encode_object (job, GPOINTER_TO_UINT (index_1) - 1);
      g_queue_push_tail (&job->in_flight, index_1);
      job->in_flight_bytes += size_of (job, index_1);
    }
}

/**
 * mt_ical_job_take_in_flight:
 * @job: a job
 *
 * Takes the object that is answered next out of those in flight.
 *
 * Returns: its index + 1; %NULL: none is in flight
 */
gpointer
mt_ical_job_take_in_flight (MtIcalJob *job)
{
  gpointer index_1 = g_queue_pop_head (&job->in_flight);

  if (index_1)
    job->in_flight_bytes -= size_of (job, index_1);
  return index_1;
}

/**
 * mt_ical_job_take_culprit:
 * @job: a job whose worker hangs or is gone
 *
 * Takes the object the worker was at out of those in flight; the others go back to be sent.
 *
 * Returns: (nullable): its index + 1
 */
gpointer
mt_ical_job_take_culprit (MtIcalJob *job)
{
  guint64 progress = *job->client->process->progress;
  gpointer culprit = g_queue_peek_head (&job->in_flight);
  gpointer index_1;

  if (progress > 0 && progress <= job->objects->len &&
      g_queue_find (&job->in_flight, GUINT_TO_POINTER ((guint) progress)))
    culprit = GUINT_TO_POINTER ((guint) progress);
  while ((index_1 = g_queue_pop_tail (&job->in_flight)))
    if (index_1 != culprit)
      g_queue_push_head (&job->todo, index_1);
  job->in_flight_bytes = 0;
  return culprit;
}

/**
 * mt_ical_job_park_rest:
 * @job: a job
 *
 * Gives up what is not yet sent, and what else there may be of the source.
 */
void
mt_ical_job_park_rest (MtIcalJob *job)
{
  MtIcalClient *client = job->client;
  const guint n = g_queue_get_length (&job->todo);

  client->given_up = TRUE;
  if (n > 0 && client->n_unread == 0)
    {
      const MtIcalObject *first = mt_ical_job_object_at (job, g_queue_peek_head (&job->todo));

      client->unread_file = g_strdup (first->file);
      client->unread_line = first->line;
    }
  client->n_unread += n;
  g_queue_clear (&job->todo);
}
