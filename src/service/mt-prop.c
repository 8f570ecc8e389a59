/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * How the items of lists declare their properties, and give those that are strings.
 */
#include "config.h"

#include "service/mt-prop.h"

/**
 * mt_prop_string: (skip)
 * @name: of the property, static
 *
 * Returns: (transfer floating): a text that can be read, %NULL at first
 */
GParamSpec *
mt_prop_string (const char *name)
{
  return g_param_spec_string (name, NULL, NULL, NULL, MT_PROP_READABLE);
}

/**
 * mt_prop_boolean: (skip)
 * @name: of the property, static
 *
 * Returns: (transfer floating): a truth that can be read, %FALSE at first
 */
GParamSpec *
mt_prop_boolean (const char *name)
{
  return g_param_spec_boolean (name, NULL, NULL, FALSE, MT_PROP_READABLE);
}

/**
 * mt_prop_get_string: (skip)
 * @strings: (array length=n): what the properties of type string are
 * @n: how many
 * @prop_id: which property is asked for
 * @value: (inout): takes it
 *
 * Returns: whether it is one of @strings
 */
gboolean
mt_prop_get_string (const MtPropString *strings, gsize n, guint prop_id, GValue *value)
{
  for (gsize i = 0; i < n; i++)
    if (strings[i].prop_id == prop_id)
      {
        g_value_set_string (value, strings[i].string);
        return TRUE;
      }

  return FALSE;
}
