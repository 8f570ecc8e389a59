/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * A client with the system's zones, and one call from text to items.
 */
#include "mt-ical-fixture.h"

#include <string.h>

MtZone *
fixture_lookup_cb (const char *id, gpointer user_data)
{
  return mt_tzdata_lookup (user_data, id);
}

void
fixture_init (Fixture *self)
{
  g_autofree char *worker = mt_ical_worker_find ();

  self->tzdata = mt_tzdata_new (NULL);
  self->client = mt_ical_client_new (worker, fixture_lookup_cb, self->tzdata, NULL);
  self->objects = g_ptr_array_new_with_free_func ((GDestroyNotify) mt_ical_object_free);
  self->items = g_ptr_array_new_with_free_func ((GDestroyNotify) mt_item_free);
  self->problems = g_ptr_array_new_with_free_func ((GDestroyNotify) mt_problem_free);
}

void
fixture_clear (Fixture *self)
{
  mt_ical_client_free (self->client);
  mt_tzdata_unref (self->tzdata);
  g_ptr_array_unref (self->objects);
  g_ptr_array_unref (self->items);
  g_ptr_array_unref (self->problems);
}

/* Splits and expands; what was read before is dropped. FALSE: no calendar at all. */
gboolean
fixture_read (Fixture *self, const char *text, gssize length, MtSpan window)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, length < 0 ? strlen (text) : (gsize) length);
  g_autoptr (GError) error = NULL;
  gboolean is_calendar;

  g_ptr_array_set_size (self->objects, 0);
  g_ptr_array_set_size (self->items, 0);
  g_ptr_array_set_size (self->problems, 0);
  mt_ical_client_begin_answer (self->client);
  is_calendar = mt_ical_split (bytes, "test.ics", self->objects, self->problems);
  mt_ical_client_expand (self->client, self->objects, window, self->items, self->problems, NULL,
                         &error);
  g_assert_no_error (error);
  return is_calendar;
}

const MtItem *
fixture_find (Fixture *self, const char *uid)
{
  for (guint i = 0; i < self->items->len; i++)
    {
      const MtItem *item = g_ptr_array_index (self->items, i);

      if (strcmp (item->uid, uid) == 0)
        return item;
    }
  return NULL;
}

guint
fixture_errors (Fixture *self)
{
  guint n = 0;

  for (guint i = 0; i < self->problems->len; i++)
    n += ((MtProblem *) g_ptr_array_index (self->problems, i))->severity == MT_SEVERITY_ERROR;
  return n;
}

gboolean
fixture_has_problem (Fixture *self, const char *item, const char *part)
{
  for (guint i = 0; i < self->problems->len; i++)
    {
      const MtProblem *problem = g_ptr_array_index (self->problems, i);

      if (g_strcmp0 (problem->item, item) == 0 && strstr (problem->message, part))
        return TRUE;
    }
  return FALSE;
}

gint64
instant_of (const char *utc)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_iso8601 (utc, NULL);

  g_assert_nonnull (time);
  return g_date_time_to_unix (time);
}

char *
calendar_of (const char *components)
{
  return g_strconcat ("BEGIN:VCALENDAR\r\nVERSION:2.0\r\n", components, "END:VCALENDAR\r\n", NULL);
}
