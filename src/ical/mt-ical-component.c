/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * One component of a file as a list of lines, some of which are exchanged.
 */
#include "config.h"

#include "ical/mt-ical-component.h"

#include <string.h>

#include "ical/mt-ical-writer.h"

typedef struct
{
  MtIcalLine raw;
  char *text;        /* owned, nullable: a line of ours instead, folded and ended */
  gboolean property; /* of the component itself, not of one inside, and not BEGIN or END */
} Line;

struct _MtIcalComponent
{
  const char *start;
  const char *end;
  const char *eol;
  GArray *lines; /* (element-type Line) */
  gboolean changed;
};

static void
line_clear (gpointer data)
{
  g_free (((Line *) data)->text);
}

/**
 * mt_ical_component_new: (skip)
 * @start: its BEGIN; the text must outlive it
 * @end: behind its END
 * @eol: what the file ends its lines with
 *
 * Returns: (transfer full): a component as it stands there
 */
MtIcalComponent *
mt_ical_component_new (const char *start, const char *end, const char *eol)
{
  MtIcalComponent *self = g_new0 (MtIcalComponent, 1);
  MtIcalLines lines = { start, end };
  guint depth = 0;
  MtIcalLine raw;

  self->start = start;
  self->end = end;
  self->eol = eol;
  self->lines = g_array_new (FALSE, FALSE, sizeof (Line));
  g_array_set_clear_func (self->lines, line_clear);
  while (mt_ical_lines_next (&lines, &raw))
    {
      gboolean begins = mt_ical_line_is (&raw, "BEGIN");
      gboolean ends = mt_ical_line_is (&raw, "END");
      Line line = { raw, NULL, depth == 1 && !begins && !ends };

      g_array_append_val (self->lines, line);
      depth += begins ? 1 : 0;
      depth -= ends ? 1 : 0;
    }
  return self;
}

/**
 * mt_ical_component_free:
 * @self: (transfer full): a component
 *
 * Frees it.
 */
void
mt_ical_component_free (MtIcalComponent *self)
{
  g_array_unref (self->lines);
  g_free (self);
}

/**
 * mt_ical_component_get_start: (skip)
 * @self: a component
 *
 * Returns: (transfer none): where it begins in its file
 */
const char *
mt_ical_component_get_start (const MtIcalComponent *self)
{
  return self->start;
}

/**
 * mt_ical_component_get_end: (skip)
 * @self: a component
 *
 * Returns: (transfer none): behind its last byte in its file
 */
const char *
mt_ical_component_get_end (const MtIcalComponent *self)
{
  return self->end;
}

/* (transfer none): the bytes of a line. */
static const char *
line_text (const Line *line, gsize *length)
{
  *length = line->text ? strlen (line->text) : (gsize) (line->raw.end - line->raw.start);
  return line->text ? line->text : line->raw.start;
}

/**
 * mt_ical_component_find:
 * @self: a component
 * @name: a property, in any case
 * @after: the index to look behind; -1: from the beginning
 *
 * Returns: the index of its next line; -1: there is none
 */
gint
mt_ical_component_find (const MtIcalComponent *self, const char *name, gint after)
{
  for (guint i = after + 1; i < self->lines->len; i++)
    {
      const Line *line = &g_array_index (self->lines, Line, i);
      gsize length;
      const char *text = line_text (line, &length);
      const MtIcalLine now = { text, text + length };

      if (line->property && mt_ical_line_is (&now, name))
        return i;
    }
  return -1;
}

/**
 * mt_ical_component_dup_property:
 * @self: a component
 * @index: of a line
 *
 * Returns: (transfer full): the line taken apart
 */
MtIcalProperty *
mt_ical_component_dup_property (const MtIcalComponent *self, gint index)
{
  gsize length;
  const char *text = line_text (&g_array_index (self->lines, Line, index), &length);

  return mt_ical_property_new (text, length);
}

/**
 * mt_ical_component_dup_first:
 * @self: a component
 * @name: a property, in any case
 *
 * Returns: (transfer full) (nullable): its first line taken apart
 */
MtIcalProperty *
mt_ical_component_dup_first (const MtIcalComponent *self, const char *name)
{
  gint index = mt_ical_component_find (self, name, -1);

  return index >= 0 ? mt_ical_component_dup_property (self, index) : NULL;
}

/* (transfer full): as a folded line with the line ends of the file. */
static char *
fold (const MtIcalComponent *self, const char *line)
{
  g_autoptr (MtIcalWriter) writer = mt_ical_writer_new ();
  g_autoptr (GString) out = g_string_sized_new (strlen (line) + 8);
  g_autoptr (GBytes) bytes = NULL;
  const char *data;
  gsize length;

  mt_ical_writer_line (writer, line);
  bytes = mt_ical_writer_finish (writer);
  data = g_bytes_get_data (bytes, &length);
  for (gsize i = 0; i < length; i++)
    if (data[i] == '\n')
      g_string_append (out, self->eol);
    else if (data[i] != '\r')
      g_string_append_c (out, data[i]);
  return g_strdup (out->str);
}

/* Whether the line says this already, however it is folded and its name is written. */
static gboolean
says (const MtIcalComponent *self, gint index, const char *line)
{
  g_autoptr (MtIcalProperty) old = mt_ical_component_dup_property (self, index);
  g_autoptr (MtIcalProperty) wanted = mt_ical_property_new (line, strlen (line));

  if (old->params->len != wanted->params->len || strcmp (old->value, wanted->value) != 0)
    return FALSE;
  for (guint i = 0; i < old->params->len; i++)
    if (strcmp (g_ptr_array_index (old->params, i), g_ptr_array_index (wanted->params, i)) != 0)
      return FALSE;
  return TRUE;
}

/**
 * mt_ical_component_put:
 * @self: a component
 * @index: of a line
 * @line: what it is to be, unfolded and without its end
 *
 * Exchanges a line, unless it says the same already.
 */
void
mt_ical_component_put (MtIcalComponent *self, gint index, const char *line)
{
  Line *old = &g_array_index (self->lines, Line, index);

  if (says (self, index, line))
    return;
  g_free (old->text);
  old->text = fold (self, line);
  self->changed = TRUE;
}

/* New properties stand behind the old ones, before the first inner component. */
static gint
tail (const MtIcalComponent *self)
{
  for (guint i = 1; i < self->lines->len; i++)
    if (!g_array_index (self->lines, Line, i).property)
      return i;
  return self->lines->len;
}

/**
 * mt_ical_component_insert:
 * @self: a component
 * @index: of the line to stand before; -1: behind all properties
 * @line: a line, unfolded and without its end
 *
 * Adds a property.
 */
void
mt_ical_component_insert (MtIcalComponent *self, gint index, const char *line)
{
  Line added = { { NULL, NULL }, fold (self, line), TRUE };

  g_array_insert_val (self->lines, index >= 0 ? index : tail (self), added);
  self->changed = TRUE;
}

/**
 * mt_ical_component_remove:
 * @self: a component
 * @index: of a line
 *
 * Takes a line out; the ones behind it move up.
 */
void
mt_ical_component_remove (MtIcalComponent *self, gint index)
{
  g_array_remove_index (self->lines, index);
  self->changed = TRUE;
}

/**
 * mt_ical_component_move:
 * @self: a component
 * @from: index of a line
 * @to: index of the line it takes the place of, which goes
 *
 * Moves a line as it is.
 */
void
mt_ical_component_move (MtIcalComponent *self, gint from, gint to)
{
  Line *source = &g_array_index (self->lines, Line, from);
  Line *target = &g_array_index (self->lines, Line, to);

  g_free (target->text);
  *target = *source;
  source->text = NULL;
  mt_ical_component_remove (self, from);
}

/**
 * mt_ical_component_is_changed:
 * @self: a component
 *
 * Returns: whether any line is not as it was
 */
gboolean
mt_ical_component_is_changed (const MtIcalComponent *self)
{
  return self->changed;
}

/**
 * mt_ical_component_append_to: (skip)
 * @self: a component
 * @out: where to
 *
 * Writes it as it is now.
 */
void
mt_ical_component_append_to (const MtIcalComponent *self, GByteArray *out)
{
  for (guint i = 0; i < self->lines->len; i++)
    {
      gsize length;
      const char *text = line_text (&g_array_index (self->lines, Line, i), &length);

      g_byte_array_append (out, (const guint8 *) text, length);
    }
}
