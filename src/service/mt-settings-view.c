/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtSettings: how the window was left, whatever team it showed.
 */
#include "config.h"

#include "service/mt-settings-private.h"

#define KEY_ORDER "people-order"
#define GROUP_WINDOW "window"

/**
 * mt_settings_dup_order:
 * @self: settings
 *
 * Returns: (transfer full) (nullable): the order in which the window lists people, as
 *   mt_people_order_to_string() names it
 */
char *
mt_settings_dup_order (MtSettings *self)
{
  g_return_val_if_fail (MT_IS_SETTINGS (self), NULL);
  return g_key_file_get_string (self->keys, MT_SETTINGS_GROUP, KEY_ORDER, NULL);
}

/**
 * mt_settings_set_order:
 * @self: settings
 * @order: the order in which the window lists people
 * @error: set when the file cannot be written, or not be read before: %MT_SETTINGS_ERROR_BROKEN
 *
 * Returns: %TRUE if it is written
 */
gboolean
mt_settings_set_order (MtSettings *self, const char *order, GError **error)
{
  g_return_val_if_fail (MT_IS_SETTINGS (self), FALSE);
  if (!mt_settings_begin_change (self, error))
    return FALSE;
  g_key_file_set_string (self->keys, MT_SETTINGS_GROUP, KEY_ORDER, order);
  return mt_settings_save (self, error);
}

/**
 * mt_settings_dup_view:
 * @self: settings
 * @key: what of the window, "width"
 *
 * Returns: (transfer full) (nullable): how it was when the window was last used
 */
char *
mt_settings_dup_view (MtSettings *self, const char *key)
{
  g_return_val_if_fail (MT_IS_SETTINGS (self), NULL);
  return g_key_file_get_string (self->keys, GROUP_WINDOW, key, NULL);
}

/* TRUE if that changes anything; "" is nothing. */
static gboolean
put_view (MtSettings *self, const char *key, const char *value)
{
  g_autofree char *before = g_key_file_get_string (self->keys, GROUP_WINDOW, key, NULL);

  if (g_str_equal (before != NULL ? before : "", value))
    return FALSE;
  if (value[0] != '\0')
    g_key_file_set_string (self->keys, GROUP_WINDOW, key, value);
  else
    g_key_file_remove_key (self->keys, GROUP_WINDOW, key, NULL);
  return TRUE;
}

/**
 * mt_settings_set_view:
 * @self: settings
 * @values: (array zero-terminated=1): keys, each followed by its value; "" takes it out
 * @error: set when the file cannot be written, or not be read before: %MT_SETTINGS_ERROR_BROKEN
 *
 * Remembers how the window is used. The file is written only if that is news.
 *
 * Returns: %TRUE if it is written, or needs not be
 */
gboolean
mt_settings_set_view (MtSettings *self, const char *const *values, GError **error)
{
  gboolean changed = FALSE;

  g_return_val_if_fail (MT_IS_SETTINGS (self), FALSE);
  if (!mt_settings_begin_change (self, error))
    return FALSE;
  for (gsize i = 0; values[i] != NULL; i += 2)
    changed |= put_view (self, values[i], values[i + 1]);
  return !changed || mt_settings_save (self, error);
}
