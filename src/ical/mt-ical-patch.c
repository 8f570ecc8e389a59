/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * One component of a file changed, added or taken out. Line ends, order, folds, unknown properties,
 * alarms and every other component stay byte for byte.
 */
#include "config.h"

#include "ical/mt-ical-patch.h"

#include <gio/gio.h>
#include <glib/gi18n-lib.h>
#include <string.h>

#include "ical/mt-ical-client.h"
#include "ical/mt-ical-writer.h"

static const char *const names[] = { "VEVENT", "VFREEBUSY", "VTODO", "VJOURNAL" };

/* A file in pieces. */
typedef struct
{
  const char *text;
  gsize length;
  const char *eol; /* what it ends its lines with */
} File;

static File
open_file (GBytes *bytes)
{
  gsize length;
  const char *text = g_bytes_get_data (bytes, &length);
  const char *newline = length > 0 ? memchr (text, '\n', length) : NULL;
  gboolean crlf = !newline || (newline > text && newline[-1] == '\r');

  return (File){ text ? text : "", length, crlf ? "\r\n" : "\n" };
}

/* Steps behind the END of a component whose BEGIN was read; FALSE: it has none. */
static gboolean
skip_component (MtIcalLines *lines)
{
  guint depth = 1;
  MtIcalLine line;

  while (depth > 0 && mt_ical_lines_next (lines, &line))
    if (mt_ical_line_is (&line, "BEGIN"))
      depth++;
    else if (mt_ical_line_is (&line, "END"))
      depth--;
  return depth == 0;
}

/* (transfer full) (nullable): the next component of that kind. */
static MtIcalComponent *
next_component (MtIcalLines *lines, const File *file, const char *name)
{
  MtIcalLine line;

  while (mt_ical_lines_next (lines, &line))
    if (mt_ical_line_is_begin (&line, name))
      return skip_component (lines) ? mt_ical_component_new (line.start, lines->at, file->eol)
                                    : NULL;
  return NULL;
}

static gboolean
has_uid (const MtIcalComponent *component, const char *uid)
{
  g_autoptr (MtIcalProperty) own = mt_ical_component_dup_first (component, "UID");

  return own && strcmp (own->value, uid) == 0;
}

/* Whether it is the instance that is meant; of the whole item, its master. What is meant for this
 * instance and all behind it is no single instance. */
static gboolean
is_instance (const MtIcalComponent *component, MtTime wanted, const MtIcalZones *zones)
{
  g_autoptr (MtIcalProperty) own = mt_ical_component_dup_first (component, "RECURRENCE-ID");
  g_autofree char *range = own ? mt_ical_property_dup_param (own, "RANGE") : NULL;

  if (!own || wanted.kind == MT_TIME_NONE)
    return !own && wanted.kind == MT_TIME_NONE;
  return !range &&
         mt_time_equal (mt_ical_property_time (own, zones->lookup, zones->user_data), wanted);
}

/* (transfer full) (nullable) */
static MtIcalComponent *
find_component (const File *file, const MtChange *change, MtTime instance, const MtIcalZones *zones)
{
  MtIcalLines lines = { file->text, file->text + file->length };
  MtIcalComponent *component;

  while ((component = next_component (&lines, file, names[change->item])))
    {
      if (has_uid (component, change->uid) && is_instance (component, instance, zones))
        return component;
      mt_ical_component_free (component);
    }
  return NULL;
}

static gboolean
is_name (const char *name)
{
  if (!*name)
    return FALSE;
  for (; *name; name++)
    if (!g_ascii_isalnum (*name) && *name != '-')
      return FALSE;
  return TRUE;
}

static gboolean
check_fields (const GPtrArray *fields, GError **error)
{
  for (guint i = 0; i < fields->len; i++)
    {
      const MtChangeField *field = g_ptr_array_index (fields, i);

      if (is_name (field->name) && (!field->value || g_utf8_validate (field->value, -1, NULL)))
        continue;
      g_set_error (error, MT_ICAL_ERROR, MT_ICAL_ERROR_PATCH,
                   _ ("“%s” cannot be written: a property has a name of letters, digits and “-”, "
                      "and a value of UTF-8 text"),
                   field->name);
      return FALSE;
    }
  return TRUE;
}

static gboolean
fail_missing (const MtChange *change, GError **error)
{
  g_set_error (error, MT_ICAL_ERROR, MT_ICAL_ERROR_PATCH,
               _ ("The %s “%s” is not in the file any more; read it again"), names[change->item],
               change->uid);
  return FALSE;
}

static void
append (GByteArray *out, const char *text, gsize length)
{
  g_byte_array_append (out, (const guint8 *) text, length);
}

static void
apply_fields (MtIcalComponent *component, const MtChange *change, const MtIcalZones *zones)
{
  for (guint i = 0; i < change->fields->len; i++)
    mt_ical_component_apply (component, g_ptr_array_index (change->fields, i), zones);
}

/* An instance that has no component of its own yet gets one, behind that of the series. */
static gboolean
add_instance (GByteArray *out,
              const File *file,
              const MtChange *change,
              const MtIcalZones *zones,
              GError **error)
{
  g_autoptr (MtIcalComponent) instance =
      find_component (file, change, (MtTime){ MT_TIME_NONE, 0 }, zones);
  const char *end;

  if (!instance)
    return fail_missing (change, error);
  if (!mt_ical_component_make_instance (instance, change->recurrence_id, zones))
    {
      g_set_error (error, MT_ICAL_ERROR, MT_ICAL_ERROR_PATCH,
                   _ ("“%s” repeats from a start, or in a time zone, that cannot be read; change "
                      "it in the program that wrote it"),
                   change->uid);
      return FALSE;
    }
  apply_fields (instance, change, zones);
  mt_ical_component_stamp (instance, change->at);
  end = mt_ical_component_get_end (instance);
  append (out, file->text, end - file->text);
  mt_ical_component_append_to (instance, out);
  append (out, end, file->text + file->length - end);
  return TRUE;
}

/**
 * mt_ical_patch:
 * @bytes: a file as read
 * @change: a patch of one component: of the item's master, or of one instance
 * @zones: what a TZID means
 * @error: return location for an error
 *
 * Changes the named properties of one component, and when it was revised. Every byte outside of
 * these lines stays. An instance of a series that has no component yet gets one.
 *
 * Returns: (transfer full) (nullable): the new file, or @bytes where it says all that already;
 *   %NULL with %MT_ICAL_ERROR_PATCH
 *
 * Source: RFC 5545 3.1, 3.8.4.4
 */
GBytes *
mt_ical_patch (GBytes *bytes, const MtChange *change, const MtIcalZones *zones, GError **error)
{
  File file = open_file (bytes);
  g_autoptr (MtIcalComponent) component = NULL;
  g_autoptr (GByteArray) out = NULL;
  const char *start, *end;

  if (!check_fields (change->fields, error))
    return NULL;
  out = g_byte_array_sized_new (file.length + 256);
  component = find_component (&file, change, change->recurrence_id, zones);
  if (!component && change->recurrence_id.kind == MT_TIME_NONE)
    {
      fail_missing (change, error);
      return NULL;
    }
  if (!component)
    return add_instance (out, &file, change, zones, error)
               ? g_byte_array_free_to_bytes (g_steal_pointer (&out))
               : NULL;
  apply_fields (component, change, zones);
  if (!mt_ical_component_is_changed (component))
    return g_bytes_ref (bytes);
  mt_ical_component_stamp (component, change->at);
  start = mt_ical_component_get_start (component);
  end = mt_ical_component_get_end (component);
  append (out, file.text, start - file.text);
  mt_ical_component_append_to (component, out);
  append (out, end, file.text + file.length - end);
  return g_byte_array_free_to_bytes (g_steal_pointer (&out));
}

static void
write_lines (MtIcalWriter *writer, const MtChange *change)
{
  static const MtIcalZones no_zones = { NULL, NULL };
  g_autofree char *frame =
      g_strdup_printf ("BEGIN:%s\r\nEND:%s\r\n", names[change->item], names[change->item]);
  g_autoptr (MtIcalComponent) component =
      mt_ical_component_new (frame, frame + strlen (frame), "\r\n");
  g_autoptr (GByteArray) out = g_byte_array_new ();
  g_autofree char *time = mt_ical_time_format ((MtTime){ MT_TIME_INSTANT, change->at });
  g_autofree char *stamp = g_strconcat ("DTSTAMP:", time, NULL);
  g_autofree char *created = g_strconcat ("CREATED:", time, NULL);
  g_autofree char *modified = g_strconcat ("LAST-MODIFIED:", time, NULL);
  g_autofree char *uid = g_strconcat ("UID:", change->uid, NULL);

  mt_ical_component_insert (component, -1, uid);
  mt_ical_component_insert (component, -1, stamp);
  mt_ical_component_insert (component, -1, created);
  mt_ical_component_insert (component, -1, modified);
  apply_fields (component, change, &no_zones);
  mt_ical_component_append_to (component, out);
  mt_ical_writer_raw (writer, (const char *) out->data, out->len);
}

/* Where a component can be put: before the END of the last calendar; NULL: there is none. */
static const char *
find_end (const File *file)
{
  MtIcalLines lines = { file->text, file->text + file->length };
  const char *found = NULL;
  MtIcalLine line;

  while (mt_ical_lines_next (&lines, &line))
    if (mt_ical_line_is (&line, "END"))
      found = line.start;
  return found;
}

static void
append_with_eol (GByteArray *out, GBytes *bytes, const char *eol)
{
  gsize length;
  const char *data = g_bytes_get_data (bytes, &length);

  for (gsize i = 0; i < length; i++)
    if (data[i] == '\n')
      append (out, eol, strlen (eol));
    else if (data[i] != '\r')
      append (out, data + i, 1);
}

static GBytes *
insert (const File *file, GBytes *component, GError **error)
{
  GByteArray *out;
  const char *at = find_end (file);

  if (!at)
    {
      g_set_error (error, MT_ICAL_ERROR, MT_ICAL_ERROR_PATCH,
                   _ ("the file is no calendar; nothing can be added to it"));
      return NULL;
    }
  out = g_byte_array_sized_new (file->length + 512);
  append (out, file->text, at - file->text);
  append_with_eol (out, component, file->eol);
  append (out, at, file->text + file->length - at);
  return g_byte_array_free_to_bytes (out);
}

/**
 * mt_ical_create:
 * @change: an item to be made
 * @bytes: (nullable): a file to add it to; %NULL: a file of its own
 * @error: return location for an error
 *
 * Writes a new item.
 *
 * Returns: (transfer full) (nullable): the file; %NULL with %MT_ICAL_ERROR_PATCH
 *
 * Source: RFC 5545 3.4, 3.6
 */
GBytes *
mt_ical_create (const MtChange *change, GBytes *bytes, GError **error)
{
  g_autoptr (MtIcalWriter) writer = mt_ical_writer_new ();

  if (!check_fields (change->fields, error))
    return NULL;
  if (bytes)
    {
      g_autoptr (GBytes) component = NULL;
      File file = open_file (bytes);

      write_lines (writer, change);
      component = mt_ical_writer_finish (writer);
      return insert (&file, component, error);
    }
  mt_ical_writer_begin (writer, "VCALENDAR");
  mt_ical_writer_value (writer, "VERSION", "2.0");
  mt_ical_writer_value (writer, "PRODID", "-//Meantime//" PACKAGE_VERSION "//EN");
  write_lines (writer, change);
  mt_ical_writer_end (writer);
  return mt_ical_writer_finish (writer);
}

/**
 * mt_ical_remove:
 * @bytes: a file as read
 * @change: names the item to be taken out
 * @error: return location for an error
 *
 * Takes out every component of an item; everything else stays byte for byte.
 *
 * Returns: (transfer full) (nullable): the file without it; %NULL with %MT_ICAL_ERROR_PATCH
 */
GBytes *
mt_ical_remove (GBytes *bytes, const MtChange *change, GError **error)
{
  File file = open_file (bytes);
  MtIcalLines lines = { file.text, file.text + file.length };
  GByteArray *out = g_byte_array_sized_new (file.length);
  const char *from = file.text;
  MtIcalComponent *component;

  while ((component = next_component (&lines, &file, names[change->item])))
    {
      if (has_uid (component, change->uid))
        {
          append (out, from, mt_ical_component_get_start (component) - from);
          from = mt_ical_component_get_end (component);
        }
      mt_ical_component_free (component);
    }
  if (from == file.text)
    {
      g_byte_array_unref (out);
      fail_missing (change, error);
      return NULL;
    }
  append (out, from, file.text + file.length - from);
  return g_byte_array_free_to_bytes (out);
}
