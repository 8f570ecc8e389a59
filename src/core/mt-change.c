/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * The record of a change somebody asked for.
 */
#include "core/mt-change.h"

static void
field_free (gpointer data)
{
  MtChangeField *field = data;

  g_free (field->name);
  g_free (field->value);
  g_free (field);
}

/**
 * mt_change_new:
 * @kind: what is to happen
 * @item: to what kind of item
 * @collection: path or URL of the collection
 * @uid: UID of the item
 *
 * Makes a change of a whole item that sets nothing yet.
 *
 * Returns: (transfer full): the change
 */
MtChange *
mt_change_new (MtChangeKind kind, MtItemKind item, const char *collection, const char *uid)
{
  MtChange *self;

  g_return_val_if_fail (collection != NULL && uid != NULL, NULL);

  self = g_new0 (MtChange, 1);
  self->kind = kind;
  self->item = item;
  self->collection = g_strdup (collection);
  self->uid = g_strdup (uid);
  self->fields = g_ptr_array_new_with_free_func (field_free);
  return self;
}

/**
 * mt_change_set:
 * @self: a change
 * @name: name of a property, e.g. `STATUS`
 * @value: (nullable): its whole value, unescaped for TEXT; %NULL removes the property
 *
 * Says how a property is to be afterwards. Said twice, the last one counts.
 */
void
mt_change_set (MtChange *self, const char *name, const char *value)
{
  MtChangeField *field;

  g_return_if_fail (self != NULL && name != NULL);

  for (guint i = 0; i < self->fields->len; i++)
    {
      field = g_ptr_array_index (self->fields, i);
      if (g_ascii_strcasecmp (field->name, name) != 0)
        continue;
      g_free (field->value);
      field->value = g_strdup (value);
      return;
    }
  field = g_new0 (MtChangeField, 1);
  field->name = g_strdup (name);
  field->value = g_strdup (value);
  g_ptr_array_add (self->fields, field);
}

/**
 * mt_change_free:
 * @self: (transfer full) (nullable): a change
 *
 * Frees a change.
 */
void
mt_change_free (MtChange *self)
{
  if (self == NULL)
    return;
  g_free (self->collection);
  g_free (self->href);
  g_free (self->uid);
  g_free (self->read_tag);
  g_ptr_array_unref (self->fields);
  g_free (self);
}
