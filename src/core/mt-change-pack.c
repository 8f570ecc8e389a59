/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * A change as bytes, so that what somebody wanted outlives the program: it can then be made again,
 * of what somebody else made of the item meanwhile.
 */
#include "core/mt-change.h"

#include <string.h>

/* Kind, item; collection, href, uid; instance; tag, when; fields (how, name, value, time,
 * parameters, was); text. */
#define FORMAT "(iismss(ix)msxa(ismsixasms)may)"

static GVariant *
pack_field (const MtChangeField *field)
{
  static const char *const none[] = { NULL };

  return g_variant_new (
      "(ismsix@asms)", (gint32) field->how, field->name, field->value, (gint32) field->time.kind,
      field->time.value,
      g_variant_new_strv (field->params != NULL ? (const char *const *) field->params : none, -1),
      field->was);
}

static GVariant *
pack_fields (const GPtrArray *fields)
{
  GVariantBuilder builder;

  g_variant_builder_init (&builder, G_VARIANT_TYPE ("a(ismsixasms)"));
  for (guint i = 0; i < fields->len; i++)
    g_variant_builder_add_value (&builder, pack_field (g_ptr_array_index (fields, i)));
  return g_variant_builder_end (&builder);
}

static GVariant *
pack_text (GBytes *text)
{
  GVariant *bytes =
      text != NULL ? g_variant_new_from_bytes (G_VARIANT_TYPE_BYTESTRING, text, TRUE) : NULL;

  return g_variant_new_maybe (G_VARIANT_TYPE_BYTESTRING, bytes);
}

/**
 * mt_change_pack:
 * @self: a change
 *
 * Returns: (transfer full): the same as bytes; several can stand in a row. Of this machine alone:
 * the order of bytes is its own
 */
GBytes *
mt_change_pack (const MtChange *self)
{
  g_autoptr (GVariant) variant = NULL;
  GByteArray *packed = g_byte_array_new ();
  guint64 size;

  g_return_val_if_fail (self != NULL, NULL);

  variant = g_variant_ref_sink (
      g_variant_new ("(iismss(ix)msx@a(ismsixasms)@may)", (gint32) self->kind, (gint32) self->item,
                     self->collection, self->href, self->uid, (gint32) self->recurrence_id.kind,
                     self->recurrence_id.value, self->read_tag, self->at,
                     pack_fields (self->fields), pack_text (self->text)));
  size = g_variant_get_size (variant);
  g_byte_array_append (packed, (const guint8 *) &size, sizeof size);
  g_byte_array_append (packed, g_variant_get_data (variant), (guint) size);
  return g_byte_array_free_to_bytes (packed);
}

static void
unpack_field (MtChange *change, GVariant *variant)
{
  MtChangeField *field = g_new0 (MtChangeField, 1);
  gint32 how, kind;

  g_variant_get (variant, "(ismsix^asms)", &how, &field->name, &field->value, &kind,
                 &field->time.value, &field->params, &field->was);
  field->how = (MtFieldHow) how;
  field->time.kind = (MtTimeKind) kind;
  if (field->params[0] == NULL)
    g_clear_pointer (&field->params, g_strfreev);
  g_ptr_array_add (change->fields, field);
}

/* (transfer full) */
static MtChange *
unpack (GVariant *variant)
{
  g_autofree char *collection = NULL, *href = NULL, *uid = NULL, *tag = NULL;
  g_autoptr (GVariant) fields = NULL;
  g_autoptr (GVariant) text = NULL;
  gint32 kind, item, time_kind;
  gint64 value, at;
  MtChange *change;

  g_variant_get (variant, "(iismss(ix)msx@a(ismsixasms)m@ay)", &kind, &item, &collection, &href,
                 &uid, &time_kind, &value, &tag, &at, &fields, &text);
  change = mt_change_new ((MtChangeKind) kind, (MtItemKind) item, collection, uid);
  change->href = g_steal_pointer (&href);
  change->recurrence_id = (MtTime){ (MtTimeKind) time_kind, value };
  change->read_tag = g_steal_pointer (&tag);
  change->at = at;
  for (gsize i = 0; i < g_variant_n_children (fields); i++)
    {
      g_autoptr (GVariant) field = g_variant_get_child_value (fields, i);

      unpack_field (change, field);
    }
  if (text != NULL)
    change->text = g_variant_get_data_as_bytes (text);
  return change;
}

/* (transfer full) (nullable): the next change, and how many bytes it took. */
static MtChange *
unpack_next (const guint8 *data, gsize size, gsize *taken)
{
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GVariant) variant = NULL;
  guint64 length;

  if (size < sizeof length)
    return NULL;
  memcpy (&length, data, sizeof length);
  if (length > size - sizeof length)
    return NULL;
  *taken = sizeof length + (gsize) length;
  bytes = g_bytes_new (data + sizeof length, (gsize) length);
  variant = g_variant_ref_sink (g_variant_new_from_bytes (G_VARIANT_TYPE (FORMAT), bytes, FALSE));
  return g_variant_is_normal_form (variant) ? unpack (variant) : NULL;
}

/**
 * mt_change_unpack_all:
 * @bytes: what mt_change_pack() gave, any number of times
 *
 * Returns: (transfer full) (element-type MtChange) (nullable): the changes in that order; %NULL
 * when it is something else
 */
GPtrArray *
mt_change_unpack_all (GBytes *bytes)
{
  g_autoptr (GPtrArray) changes = g_ptr_array_new_with_free_func ((GDestroyNotify) mt_change_free);
  gsize size;
  const guint8 *data;

  g_return_val_if_fail (bytes != NULL, NULL);

  data = g_bytes_get_data (bytes, &size);
  while (size > 0)
    {
      gsize taken = 0;
      MtChange *change = unpack_next (data, size, &taken);

      if (change == NULL)
        return NULL;
      g_ptr_array_add (changes, change);
      data += taken;
      size -= taken;
    }
  return g_steal_pointer (&changes);
}
