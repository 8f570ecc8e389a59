/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * Setting a field of an object and notifying its property only when the value differs.
 */
#include "config.h"

#include "service/mt-notify.h"

#include <math.h>

/**
 * mt_notify_take_string:
 * @object: the owner of @field
 * @pspec: the property to notify
 * @field: (inout): an owned string
 * @value: (transfer full) (nullable): what it is to be
 *
 * Returns: whether the value differed
 */
gboolean
mt_notify_take_string (gpointer object, GParamSpec *pspec, char **field, char *value)
{
  if (g_strcmp0 (*field, value) == 0)
    {
      g_free (value);
      return FALSE;
    }

  g_free (*field);
  *field = value;
  g_object_notify_by_pspec (object, pspec);

  return TRUE;
}

/**
 * mt_notify_set_string:
 * @object: the owner of @field
 * @pspec: the property to notify
 * @field: (inout): an owned string
 * @value: (nullable): what it is to be
 *
 * Returns: whether the value differed
 */
gboolean
mt_notify_set_string (gpointer object, GParamSpec *pspec, char **field, const char *value)
{
  if (g_strcmp0 (*field, value) == 0)
    return FALSE;

  return mt_notify_take_string (object, pspec, field, g_strdup (value));
}

/**
 * mt_notify_set_int:
 * @object: the owner of @field
 * @pspec: the property to notify
 * @field: (inout): a number
 * @value: what it is to be
 *
 * Returns: whether the value differed
 */
gboolean
mt_notify_set_int (gpointer object, GParamSpec *pspec, gint *field, gint value)
{
  if (*field == value)
    return FALSE;

  *field = value;
  g_object_notify_by_pspec (object, pspec);

  return TRUE;
}

/**
 * mt_notify_set_uint:
 * @object: the owner of @field
 * @pspec: the property to notify
 * @field: (inout): a number
 * @value: what it is to be
 *
 * Returns: whether the value differed
 */
gboolean
mt_notify_set_uint (gpointer object, GParamSpec *pspec, guint *field, guint value)
{
  if (*field == value)
    return FALSE;

  *field = value;
  g_object_notify_by_pspec (object, pspec);

  return TRUE;
}

/**
 * mt_notify_set_int64:
 * @object: the owner of @field
 * @pspec: the property to notify
 * @field: (inout): a number
 * @value: what it is to be
 *
 * Returns: whether the value differed
 */
gboolean
mt_notify_set_int64 (gpointer object, GParamSpec *pspec, gint64 *field, gint64 value)
{
  if (*field == value)
    return FALSE;

  *field = value;
  g_object_notify_by_pspec (object, pspec);

  return TRUE;
}

/**
 * mt_notify_set_boolean:
 * @object: the owner of @field
 * @pspec: the property to notify
 * @field: (inout): a truth
 * @value: what it is to be
 *
 * Returns: whether the value differed
 */
gboolean
mt_notify_set_boolean (gpointer object, GParamSpec *pspec, gboolean *field, gboolean value)
{
  return mt_notify_set_int (object, pspec, field, !!value);
}

/**
 * mt_notify_set_double:
 * @object: the owner of @field
 * @pspec: the property to notify
 * @field: (inout): a number
 * @value: what it is to be
 *
 * Returns: whether the value differed
 */
gboolean
mt_notify_set_double (gpointer object, GParamSpec *pspec, double *field, double value)
{
  if (fabs (*field - value) < 1e-9)
    return FALSE;

  *field = value;
  g_object_notify_by_pspec (object, pspec);

  return TRUE;
}
