/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * Components out of lines: where one begins and ends, and what only the whole of it says.
 */
#include "config.h"

#include "ical/worker/mt-component-private.h"

#include "core/mt-date.h"

#define NOMINAL_SLACK_S 7200 /* nominal days are so much longer over a change of the clocks */

/**
 * mt_component_free:
 * @self: (transfer full): a component
 *
 * Frees the component, and its item where nobody took it.
 */
void
mt_component_free (MtComponent *self)
{
  g_clear_pointer (&self->item, mt_item_free);
  g_free (self->bad_start);
  g_free (self->bad_rid);
  g_array_unref (self->rules);
  g_array_unref (self->exrules);
  g_array_unref (self->exdates);
  g_array_unref (self->rdates);
  g_array_unref (self->rperiods);
  g_free (self);
}

static MtComponent *
component_new (MtItemKind kind, const char *uid)
{
  MtComponent *self = g_new0 (MtComponent, 1);

  self->item = mt_item_new (kind, uid);
  self->rules = g_array_new (FALSE, FALSE, sizeof (MtSlice));
  self->exrules = g_array_new (FALSE, FALSE, sizeof (MtSlice));
  self->exdates = g_array_new (FALSE, FALSE, sizeof (MtMoment));
  self->rdates = g_array_new (FALSE, FALSE, sizeof (MtMoment));
  self->rperiods = g_array_new (FALSE, FALSE, sizeof (MtMoment));
  return self;
}

static gboolean
kind_of (MtSlice name, MtItemKind *kind)
{
  static const char *const names[] = { "VEVENT", "VFREEBUSY", "VTODO", "VJOURNAL" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (mt_slice_is (name, names[i]))
      {
        *kind = i;
        return TRUE;
      }
  return FALSE;
}

/* What can be said only when every property is there. */
static void
finish_component (MtComponentReader *reader)
{
  MtComponent *self = reader->component;
  MtItem *item = self->item;

  item->start = self->start.time;
  item->recurs =
      self->has_rid || self->rules->len > 0 || self->rdates->len > 0 || self->rperiods->len > 0;
  if (self->has_end && self->has_start)
    {
      item->length = MT_LENGTH_END;
      item->end = mt_moment_as (&self->end, self->start.time.kind, self->start.zone);
    }
  else if (item->kind == MT_ITEM_TODO && self->has_start && item->length == MT_LENGTH_DURATION)
    item->due = mt_moment_after (&self->start, item->nominal_days, item->exact_s);
  g_ptr_array_add (reader->categories, NULL);
  g_strfreev (item->categories);
  item->categories = (char **) g_ptr_array_free (reader->categories, FALSE);
  reader->categories = NULL;
  g_ptr_array_add (reader->components, g_steal_pointer (&reader->component));
}

/**
 * mt_components_read:
 * @text: unfolded components, one after another; stays for as long as the result
 * @length: bytes
 * @uid: their UID
 * @zones: what a TZID means
 *
 * Reads components; what stands inside of one (alarms) is skipped.
 *
 * Returns: (transfer full) (element-type MtComponent): them, in order
 *
 * Source: RFC 5545 3.6
 */
GPtrArray *
mt_components_read (const char *text, gsize length, const char *uid, MtWorkerZones *zones)
{
  MtComponentReader reader = { .zones = zones };
  MtLines lines = { text, text + length };
  MtItemKind kind;
  MtLine line;
  guint depth = 0;

  reader.components = g_ptr_array_new_with_free_func ((GDestroyNotify) mt_component_free);
  while (mt_lines_next (&lines, &line))
    if (mt_slice_is (line.name, "BEGIN"))
      {
        if (depth++ == 0 && kind_of (line.value, &kind))
          {
            reader.component = component_new (kind, uid);
            reader.categories = g_ptr_array_new ();
          }
      }
    else if (mt_slice_is (line.name, "END"))
      {
        if (depth > 0 && --depth == 0 && reader.component)
          finish_component (&reader);
      }
    else if (depth == 1 && reader.component && !mt_component_read_time (&reader, &line))
      mt_component_read_text (&reader, &line);
  if (reader.component) /* its END is missing: the gates let no such thing through */
    finish_component (&reader);
  return reader.components;
}

/**
 * mt_component_length:
 * @self: a component with a start
 *
 * Returns: seconds an instance lasts at most, 0 or more: for asking whether it touches a window
 */
gint64
mt_component_length (const MtComponent *self)
{
  const MtItem *item = self->item;
  gint64 length = 0;

  if (item->length == MT_LENGTH_END)
    length = mt_time_order (item->end) - mt_time_order (item->start);
  else if (item->length == MT_LENGTH_DURATION)
    length = (gint64) item->nominal_days * MT_DAY_S + item->exact_s +
             (item->nominal_days != 0 ? NOMINAL_SLACK_S : 0);
  else if (item->start.kind == MT_TIME_DATE)
    length = MT_DAY_S;
  return MAX (length, 0);
}
