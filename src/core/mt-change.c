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
  g_strfreev (field->params);
  g_free (field->was);
  g_free (field);
}

static MtChangeField *
add_field (MtChange *self, MtFieldHow how, const char *name, const char *value)
{
  MtChangeField *field = g_new0 (MtChangeField, 1);

  field->how = how;
  field->name = g_strdup (name);
  field->value = g_strdup (value);
  g_ptr_array_add (self->fields, field);
  return field;
}

/* The field that sets a property, there already or new. */
static MtChangeField *
set_field (MtChange *self, const char *name)
{
  for (guint i = 0; i < self->fields->len; i++)
    {
      MtChangeField *field = g_ptr_array_index (self->fields, i);

      if (field->how == MT_FIELD_SET && g_ascii_strcasecmp (field->name, name) == 0)
        return field;
    }
  return add_field (self, MT_FIELD_SET, name, NULL);
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

static gpointer
field_copy (gconstpointer data, gpointer user_data)
{
  const MtChangeField *field = data;
  MtChangeField *copy = g_new0 (MtChangeField, 1);

  copy->how = field->how;
  copy->name = g_strdup (field->name);
  copy->value = g_strdup (field->value);
  copy->time = field->time;
  copy->params = g_strdupv (field->params);
  copy->was = g_strdup (field->was);
  return copy;
}

/**
 * mt_change_copy:
 * @self: a change
 *
 * Returns: (transfer full): another one that wants the same
 */
MtChange *
mt_change_copy (const MtChange *self)
{
  MtChange *copy;

  g_return_val_if_fail (self != NULL, NULL);

  copy = mt_change_new (self->kind, self->item, self->collection, self->uid);
  copy->href = g_strdup (self->href);
  copy->recurrence_id = self->recurrence_id;
  copy->read_tag = g_strdup (self->read_tag);
  copy->at = self->at;
  g_ptr_array_unref (copy->fields);
  copy->fields = g_ptr_array_copy (self->fields, (GCopyFunc) field_copy, NULL);
  copy->text = self->text != NULL ? g_bytes_ref (self->text) : NULL;
  return copy;
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

  field = set_field (self, name);
  g_free (field->value);
  field->value = g_strdup (value);
  field->time = (MtTime){ MT_TIME_NONE, 0 };
}

/**
 * mt_change_set_time:
 * @self: a change
 * @name: name of a property, e.g. `DUE`
 * @time: its value; none removes the property
 *
 * As mt_change_set(), for a date or a time. An instant stays in the zone that the property is
 * written in, and is written in UTC where it has none.
 */
void
mt_change_set_time (MtChange *self, const char *name, MtTime time)
{
  g_return_if_fail (self != NULL && name != NULL);

  mt_change_set (self, name, NULL);
  set_field (self, name)->time = time;
}

/**
 * mt_change_add:
 * @self: a change
 * @name: name of a property, e.g. `COMMENT`
 * @value: its value, unescaped for TEXT
 * @params: (nullable) (array zero-terminated=1): its parameters, names and values in turn
 *
 * Says that there is one more of a property.
 */
void
mt_change_add (MtChange *self, const char *name, const char *value, const char *const *params)
{
  g_return_if_fail (self != NULL && name != NULL && value != NULL);

  add_field (self, MT_FIELD_ADD, name, value)->params = g_strdupv ((char **) params);
}

/**
 * mt_change_include:
 * @self: a change
 * @name: name of a property that is a list, e.g. `CATEGORIES`
 * @value: one value, unescaped
 *
 * Says that a list has a value; the others of it stay.
 */
void
mt_change_include (MtChange *self, const char *name, const char *value)
{
  g_return_if_fail (self != NULL && name != NULL && value != NULL);

  add_field (self, MT_FIELD_INCLUDE, name, value);
}

/**
 * mt_change_exclude:
 * @self: a change
 * @name: name of a property that is a list, e.g. `CATEGORIES`
 * @value: one value, unescaped
 *
 * Says that a list lacks a value, in any case of letters; the others of it stay.
 */
void
mt_change_exclude (MtChange *self, const char *name, const char *value)
{
  g_return_if_fail (self != NULL && name != NULL && value != NULL);

  add_field (self, MT_FIELD_EXCLUDE, name, value);
}

/**
 * mt_change_swap:
 * @self: a change
 * @name: name of a property that may stand several times, e.g. `ATTENDEE`
 * @was: (nullable): the value that gives way, in any case of letters
 * @value: (nullable): the value in its place; %NULL: none
 * @params: (nullable) (array zero-terminated=1): its parameters, names and values in turn
 *
 * Says that one line of a property gives way to another; the others stay. One that has @value
 * already is moved there as it is.
 */
void
mt_change_swap (MtChange *self,
                const char *name,
                const char *was,
                const char *value,
                const char *const *params)
{
  MtChangeField *field;

  g_return_if_fail (self != NULL && name != NULL && (was != NULL || value != NULL));

  field = add_field (self, MT_FIELD_SWAP, name, value);
  field->was = g_strdup (was);
  field->params = g_strdupv ((char **) params);
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
  g_clear_pointer (&self->text, g_bytes_unref);
  g_free (self);
}
