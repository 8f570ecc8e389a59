/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * Components to objects: one a UID, no larger than the gates allow, valid UTF-8.
 */
#include "config.h"

#include "ical/mt-ical-groups-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "ical/mt-ical-bytes.h"

#define MAX_ZONES 1000
#define MAX_ZONE_BYTES (256 * 1024)

/* An object while its components are still coming in. */
typedef struct
{
  MtIcalObject *object;
  GString *text;
  const char *refused; /* why the object is left out, nullable, static */
} Group;

static void
group_free (gpointer data)
{
  Group *group = data;

  g_clear_pointer (&group->object, mt_ical_object_free);
  if (group->text)
    g_string_free (group->text, TRUE);
  g_free (group);
}

/**
 * mt_ical_groups_init:
 * @self: (out caller-allocates): groups
 * @file: (nullable): what is read; stays for as long as @self
 *
 * Begins a file. End it with mt_ical_groups_clear().
 */
void
mt_ical_groups_init (MtIcalGroups *self, const char *file)
{
  self->file = file;
  self->by_uid = g_hash_table_new (g_str_hash, g_str_equal);
  self->groups = g_ptr_array_new_with_free_func (group_free);
  self->zones = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);
}

/**
 * mt_ical_groups_clear:
 * @self: groups
 *
 * Frees what nobody took.
 */
void
mt_ical_groups_clear (MtIcalGroups *self)
{
  g_clear_pointer (&self->by_uid, g_hash_table_unref);
  g_clear_pointer (&self->groups, g_ptr_array_unref);
  g_clear_pointer (&self->zones, g_ptr_array_unref);
}

/* (transfer full): valid UTF-8; made up from the bytes of a component that has none. */
static char *
dup_uid (const MtIcalFound *found)
{
  if (found->uid->len == 0)
    {
      g_autofree char *sum = g_compute_checksum_for_data (
          G_CHECKSUM_SHA256, (const guchar *) found->text, found->length);

      return g_strdup_printf ("no-uid-%.32s", sum);
    }
  if (!g_utf8_validate_len (found->uid->str, found->uid->len, NULL))
    return mt_ical_bytes_to_utf8 (found->uid->str, found->uid->len, NULL);
  return g_strdup (found->uid->str);
}

static Group *
group_for (MtIcalGroups *self, const MtIcalFound *found)
{
  g_autofree char *uid = dup_uid (found);
  Group *group = g_hash_table_lookup (self->by_uid, uid);

  if (group)
    return group;
  group = g_new0 (Group, 1);
  group->object = g_new0 (MtIcalObject, 1);
  group->object->uid = g_steal_pointer (&uid);
  group->object->file = g_strdup (self->file);
  group->object->line = found->line;
  group->object->offset = found->offset;
  group->object->length = found->length;
  group->object->zones = g_ptr_array_ref (self->zones);
  group->text = g_string_new (NULL);
  g_hash_table_insert (self->by_uid, group->object->uid, group);
  g_ptr_array_add (self->groups, group);
  return group;
}

/**
 * mt_ical_groups_add:
 * @self: groups
 * @found: a whole component
 *
 * Adds a component to those of its UID.
 */
void
mt_ical_groups_add (MtIcalGroups *self, const MtIcalFound *found)
{
  Group *group = group_for (self, found);

  group->object->kinds |= 1 << found->kind;
  group->object->n++;
  if (group->object->n > MT_ICAL_MAX_COMPONENTS)
    group->refused = N_ ("left out: more than 10,000 components share this UID");
  else if (group->text->len + found->kept->len > MT_ICAL_MAX_OBJECT)
    group->refused = N_ ("left out: this item is larger than 8 MiB");
  if (group->refused)
    return;
  g_string_append_len (group->text, found->kept->str, found->kept->len);
  if (group->text->str[group->text->len - 1] != '\n')
    g_string_append (group->text, "\r\n");
}

/**
 * mt_ical_groups_add_zone:
 * @self: groups
 * @text: a whole VTIMEZONE
 * @length: bytes
 *
 * Adds a VTIMEZONE: all objects of the file share it.
 *
 * Returns: %FALSE: it is too large, or there are too many
 */
gboolean
mt_ical_groups_add_zone (MtIcalGroups *self, const char *text, gsize length)
{
  if (length > MAX_ZONE_BYTES || self->zones->len >= MAX_ZONES)
    return FALSE;
  if (g_utf8_validate_len (text, length, NULL))
    g_ptr_array_add (self->zones, g_bytes_new (text, length));
  else
    {
      char *fixed = mt_ical_bytes_to_utf8 (text, length, NULL);

      g_ptr_array_add (self->zones, g_bytes_new_take (fixed, strlen (fixed)));
    }
  return TRUE;
}

static GBytes *
take_text (Group *group, gboolean valid, gboolean *repaired)
{
  char *fixed;

  if (valid || g_utf8_validate_len (group->text->str, group->text->len, NULL))
    return g_string_free_to_bytes (g_steal_pointer (&group->text));
  fixed = mt_ical_bytes_to_utf8 (group->text->str, group->text->len, repaired);
  return g_bytes_new_take (fixed, strlen (fixed));
}

/**
 * mt_ical_groups_give:
 * @self: groups of a file that was read to its end: objects share its zones, and every one of
 *   them is there only then
 * @valid: whether the whole file is UTF-8
 * @report: names what is left out
 * @objects: (element-type MtIcalObject): array to append to, in the order of the file
 *
 * Gives the objects away.
 */
void
mt_ical_groups_give (MtIcalGroups *self, gboolean valid, MtIcalReport *report, GPtrArray *objects)
{
  for (guint i = 0; i < self->groups->len; i++)
    {
      Group *group = g_ptr_array_index (self->groups, i);
      MtIcalObject *object = group->object;

      if (group->refused)
        {
          mt_ical_report_item (report, object->line, object->uid, _ (group->refused));
          continue;
        }
      object->text = take_text (group, valid, &report->repaired);
      g_ptr_array_add (objects, g_steal_pointer (&group->object));
    }
}
