/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * Which reader a property of a component has, and what setting a field means.
 */
#include "config.h"

#include "ical/worker/mt-component-private.h"

/**
 * mt_component_replace:
 * @field: (inout): a field
 * @text: (transfer full) (nullable): its new text
 *
 * Sets a field: of a property that stands twice the last one counts.
 */
void
mt_component_replace (char **field, char *text)
{
  g_free (*field);
  *field = text;
}

/**
 * mt_component_read_one_of:
 * @properties: (array length=n): properties and how each is read
 * @n: how many
 * @reader: what is being read
 * @line: a property of the component
 *
 * Reads a property if it is among @properties.
 *
 * Returns: whether it is
 */
gboolean
mt_component_read_one_of (const MtComponentProperty *properties,
                          gsize n,
                          MtComponentReader *reader,
                          const MtLine *line)
{
  for (gsize i = 0; i < n; i++)
    if (properties[i].length == line->name.length &&
        g_ascii_strncasecmp (properties[i].name, line->name.at, line->name.length) == 0)
      {
        properties[i].read (reader, line);
        return TRUE;
      }
  return FALSE;
}
