/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * Values in lists between commas (CATEGORIES): one put in, one taken out, the others as they stand.
 */
#include "config.h"

#include "ical/mt-ical-component-private.h"

#include <string.h>

/* (transfer full): the values of a list, as written. */
static GStrv
split_list (const char *value)
{
  g_autoptr (GStrvBuilder) parts = g_strv_builder_new ();
  const char *start = value;
  const char *at = value;

  for (; *at; at++)
    if (*at == '\\' && at[1])
      at++;
    else if (*at == ',')
      {
        g_autofree char *part = g_strndup (start, at - start);

        g_strv_builder_add (parts, part);
        start = at + 1;
      }
  g_strv_builder_add (parts, start);
  return g_strv_builder_end (parts);
}

static gboolean
part_is (const char *part, const char *value)
{
  g_autofree char *text = mt_ical_unescape_text (part, strlen (part));

  return mt_ical_value_is (text, value);
}

static gboolean
list_has (const MtIcalProperty *list, const char *value)
{
  g_auto (GStrv) parts = split_list (list->value);

  for (guint i = 0; parts[i]; i++)
    if (part_is (parts[i], value))
      return TRUE;
  return FALSE;
}

/**
 * mt_ical_list_include:
 * @self: a component
 * @name: a property whose values are lists
 * @value: as a person reads it
 *
 * Adds a value to the last list of the property, unless one of them has it.
 */
void
mt_ical_list_include (MtIcalComponent *self, const char *name, const char *value)
{
  g_autofree char *escaped = mt_ical_value_escape (name, value);
  gint last = -1;

  for (gint i = mt_ical_component_find (self, name, -1); i >= 0;
       i = mt_ical_component_find (self, name, i))
    {
      g_autoptr (MtIcalProperty) list = mt_ical_component_dup_property (self, i);

      if (list_has (list, value))
        return;
      last = i;
    }
  if (last >= 0)
    {
      g_autoptr (MtIcalProperty) list = mt_ical_component_dup_property (self, last);
      g_autofree char *values = g_strconcat (list->value, *list->value ? "," : "", escaped, NULL);
      g_autofree char *line = mt_ical_property_dup_line (list, values);
      g_autoptr (MtIcalProperty) longer = mt_ical_property_new (line, strlen (line));

      /* A list that ends in a lone backslash cannot be added to. */
      if (list_has (longer, value))
        {
          mt_ical_component_put (self, last, line);
          return;
        }
    }
  mt_ical_component_add_value (self, name, value);
}

/**
 * mt_ical_list_exclude:
 * @self: a component
 * @name: a property whose values are lists
 * @value: as a person reads it
 *
 * Takes a value out of every list of the property; a list that is left empty goes.
 */
void
mt_ical_list_exclude (MtIcalComponent *self, const char *name, const char *value)
{
  for (gint i = mt_ical_component_find (self, name, -1); i >= 0;
       i = mt_ical_component_find (self, name, i))
    {
      g_autoptr (MtIcalProperty) list = mt_ical_component_dup_property (self, i);
      g_auto (GStrv) parts = split_list (list->value);
      g_autoptr (GString) left = g_string_new (NULL);
      g_autofree char *line = NULL;
      guint n = 0;

      if (!list_has (list, value))
        continue;
      for (guint k = 0; parts[k]; k++)
        if (!part_is (parts[k], value))
          g_string_append_printf (left, "%s%s", n++ > 0 ? "," : "", parts[k]);
      line = mt_ical_property_dup_line (list, left->str);
      if (n > 0)
        mt_ical_component_put (self, i, line);
      else
        mt_ical_component_remove (self, i--);
    }
}
