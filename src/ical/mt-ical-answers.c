/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * What the worker says, checked as it comes: results, and questions for zones.
 */
#include "config.h"

#include "ical/mt-ical-client-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "ical/mt-ical-bytes.h"
#include "ical/mt-ical-reason.h"
#include "ical/mt-ical-wire.h"

static gboolean
take_item (MtIcalJob *job, const MtIcalObject *object, MtWireReader *fields)
{
  MtItem *item = mt_wire_get_item (fields);

  if (!item)
    return FALSE;
  if (strcmp (item->uid, object->uid) != 0)
    {
      mt_item_free (item);
      return FALSE;
    }
  if (item->note)
    {
      g_autofree char *encoded = item->note;

      item->note = mt_reason_to_text (encoded);
    }
  item->file = g_strdup (object->file);
  if (item->note)
    mt_ical_job_add_problem (job, MT_SEVERITY_WARNING, object, item->note);
  if (item->cut)
    mt_ical_job_add_problem (job, MT_SEVERITY_WARNING, object,
                             _ ("more than 10,000 instances in this window: the rest is cut"));
  g_ptr_array_add (job->items, item);
  return TRUE;
}

static void
take_reason (MtIcalJob *job, const MtIcalObject *object, const char *encoded)
{
  g_autofree char *text = mt_reason_to_text (encoded);

  if (text)
    mt_ical_job_add_problem (job, MT_SEVERITY_ERROR, object, text);
}

/* Answers come in the order of the questions; anything else is a worker gone wrong. */
static gboolean
take_result (MtIcalJob *job, MtWireReader *fields)
{
  gpointer index_1 = g_queue_peek_head (&job->in_flight);
  guint n_items = job->items->len;
  guint n_problems = job->problems->len;
  MtIcalObject *object;
  guint32 n;

  if (!index_1 || mt_wire_get_u32 (fields) != GPOINTER_TO_UINT (index_1) - 1)
    return FALSE;
  object = mt_ical_job_object_at (job, index_1);
  n = mt_wire_get_u32 (fields);
  for (guint32 i = 0; i < n && !fields->failed; i++)
    if (!take_item (job, object, fields))
      fields->failed = TRUE;
  n = mt_wire_get_u32 (fields);
  for (guint32 i = 0; i < n && !fields->failed; i++)
    {
      g_autofree char *encoded = mt_wire_get_string (fields);

      if (encoded)
        take_reason (job, object, encoded);
    }
  if (!mt_wire_is_done (fields))
    {
      g_ptr_array_set_size (job->items, n_items);
      g_ptr_array_set_size (job->problems, n_problems);
      return FALSE;
    }
  mt_ical_job_take_in_flight (job);
  job->fresh = FALSE;
  return TRUE;
}

static gboolean
answer_zone (MtIcalJob *job, MtWireReader *fields)
{
  g_autofree char *id = mt_wire_get_string (fields);
  g_autoptr (MtZone) zone = NULL;
  gsize frame;

  if (!id || !mt_wire_is_done (fields))
    return FALSE;
  zone = job->client->lookup (id, job->client->user_data);
  frame = mt_wire_begin (job->out, MT_WIRE_ZONE);
  mt_wire_put_u8 (job->out, zone != NULL);
  if (zone)
    mt_wire_put_zone (job->out, zone);
  mt_wire_end (job->out, frame);
  return TRUE;
}

/* The text of a VTIMEZONE, unfolded, if it is the one of @tzid. */
static char *
text_if_named (GBytes *vtimezone, const char *tzid)
{
  gsize length;
  const char *bytes = g_bytes_get_data (vtimezone, &length);
  g_autofree char *text = mt_ical_bytes_to_utf8 (bytes, length, NULL);

  for (const char *line = text; line; line = strchr (line, '\n'))
    {
      gsize end;
      const char *value;

      line += *line == '\n';
      if (g_ascii_strncasecmp (line, "TZID", 4) != 0 || (line[4] != ':' && line[4] != ';'))
        continue;
      end = strcspn (line, "\r\n");
      value = memchr (line, ':', end);
      if (!value)
        continue;
      if (strlen (tzid) == (gsize) (line + end - value - 1) &&
          strncmp (value + 1, tzid, strlen (tzid)) == 0)
        return g_steal_pointer (&text);
      return NULL;
    }
  return NULL;
}

static gboolean
answer_vtimezone (MtIcalJob *job, MtWireReader *fields)
{
  guint32 index = mt_wire_get_u32 (fields);
  g_autofree char *tzid = mt_wire_get_string (fields);
  g_autofree char *text = NULL;
  gsize frame;

  if (!tzid || !mt_wire_is_done (fields) || index >= job->objects->len)
    return FALSE;
  for (guint i = 0; !text; i++)
    {
      const GPtrArray *zones = ((MtIcalObject *) g_ptr_array_index (job->objects, index))->zones;

      if (!zones || i >= zones->len)
        break;
      text = text_if_named (g_ptr_array_index (zones, i), tzid);
    }
  frame = mt_wire_begin (job->out, MT_WIRE_VTIMEZONE);
  mt_wire_put_u8 (job->out, text != NULL);
  if (text)
    mt_wire_put_string (job->out, text);
  mt_wire_end (job->out, frame);
  return TRUE;
}

static gboolean
handle_frame (MtIcalJob *job, MtWireType type, MtWireReader *fields)
{
  switch (type)
    {
    case MT_WIRE_RESULT:
      return take_result (job, fields);
    case MT_WIRE_ASK_ZONE:
      return answer_zone (job, fields);
    case MT_WIRE_ASK_VTIMEZONE:
      return answer_vtimezone (job, fields);
    case MT_WIRE_OBJECT:
    case MT_WIRE_ZONE:
    case MT_WIRE_VTIMEZONE:
    default:
      return FALSE;
    }
}

/**
 * mt_ical_answers_read:
 * @job: a job
 *
 * Takes every whole answer of what has come in, and answers the worker's own questions.
 *
 * Returns: %FALSE: the worker talks nonsense
 */
gboolean
mt_ical_answers_read (MtIcalJob *job)
{
  GByteArray *in = job->client->in;
  gsize used = 0;
  MtWireType type;
  MtWireReader fields;
  gsize length;
  gboolean broken;

  while (mt_wire_peek_frame (in->data + used, in->len - used, &type, &fields, &length, &broken))
    {
      if (!handle_frame (job, type, &fields))
        return FALSE;
      used += length;
    }
  if (used > 0)
    g_byte_array_remove_range (in, 0, used);
  return !broken;
}
